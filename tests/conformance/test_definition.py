"""The definition: its sections, its examples, and whether the cases cover the language."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from offerkit.criteria import parse_criteria
from offerkit.datatypes import (
    ALL_CALENDAR,
    UNBOUNDED,
    Bounds,
    Datatype,
    DateType,
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentListType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.errors import CriteriaError
from offerkit.model.fields import Better
from offerkit.model.schema import schema_of
from offerkit.values import OWN_UNITS, DurationFamily, FactValue, amount_of, plain, show
from tests.conformance.cases import GRAMMAR, PHASES, ROOT, case_files
from tests.docs.fences import Fence, fences, replace_bodies

DEFINITION = (GRAMMAR / "README.md").read_text(encoding="utf-8")
HEADINGS = set(re.findall(r"^#+ (.+)$", replace_bodies(DEFINITION, lambda _: ""), re.MULTILINE))
FENCES = [
    pytest.param(fence, id=f"line {fence.line}")
    for fence in fences(DEFINITION)
    if fence.language in {"criteria", "criteria-error"}
]

TYPES: Mapping[type, str] = {
    YesNo: "yes/no",
    Number: "number",
    PercentType: "percent",
    MoneyType: "money",
    PayType: "pay",
    DateType: "date",
    TextType: "text",
    TextSetType: "set of text",
    PercentListType: "percent per year",
}

NOT_AS_A_CASE = {
    "not-utf8": "is about bytes, and a case is text",
    "file-too-large": "would take a case of 256 KiB",
    "too-many-statements": "would take a case of 2,000 statements",
    "set-too-large": "would take a case of 1,000 texts",
    "too-many-mistakes": "would take a case of 100 mistakes",
    "use-unreadable": "is about the file system",
    "unknown-placeholder": "is about a template of a letter, not about criteria",
}
"""The codes that no case can show, and why; tests/unit has them."""


@pytest.mark.parametrize("fence", FENCES)
def test_an_example_of_the_definition_is_what_it_says(fence: Fence) -> None:
    if fence.language == "criteria-error":
        with pytest.raises(CriteriaError):
            parse_criteria(fence.body, name="grammar/README.md")
    else:
        assert parse_criteria(fence.body, name="grammar/README.md").warnings == ()


def test_the_definition_lists_the_facts_that_there_are() -> None:
    facts = schema_of().facts.values()
    stated = {info.path: _type(info.datatype) for info in facts if not info.derived}
    assert dict(_listed_facts()) == stated


def test_the_definition_lists_the_facts_that_only_the_candidate_finds_out() -> None:
    section = DEFINITION.partition("\n### Whose question it is\n")[2].partition(";\n")[0]
    listed = re.findall(r"`([a-z_]+\.[a-z_]+)`", section)
    assert listed == [info.path for info in schema_of().facts.values() if info.mine]


def test_the_definition_lists_the_derived_facts_that_there_are() -> None:
    table = DEFINITION.partition("\n### Derived facts\n")[2].partition("\n**Weeks.**")[0]
    listed = re.findall(r"^\| `([a-z_.]+)` \|", table, re.MULTILINE)
    assert sorted(listed) == sorted(p for p, info in schema_of().facts.items() if info.derived)


def test_the_definition_lists_the_bounds_that_there_are() -> None:
    section = DEFINITION.partition("\n### Quantities and ranges\n")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| (`[a-z].*`) \|.*\|$", section, re.MULTILINE)
    listed = {path for row in rows for path in re.findall(r"`([a-z_]+\.[a-z_]+)`", row)}
    usual = {Bounds(), UNBOUNDED}
    facts = schema_of().facts.items()
    bounded = {path for path, info in facts if info.bounds not in usual and not info.derived}
    assert listed == bounded


def test_the_definition_lists_the_bounds_of_derived_facts() -> None:
    section = DEFINITION.partition("\n### Arithmetic\n")[2].partition("\n### ")[0]
    told = "but `hours.paid` and `hours.year` from 1 and `hours.paid_days` from 0.5"
    assert told in " ".join(section.split())
    facts = schema_of().facts.items()
    bounded = {path: info.bounds for path, info in facts if info.derived and info.bounds.low}
    assert {path: bounds.low for path, bounds in bounded.items()} == {
        "hours.paid": 1,
        "hours.year": 1,
        "hours.paid_days": Decimal("0.5"),
    }


def test_the_definition_lists_the_units_that_numbers_count() -> None:
    table = DEFINITION.partition("\n### Own units\n")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| ([a-z]+) \| (`.+) \|$", table, re.MULTILINE)
    listed = {path: unit for unit, row in rows for path in re.findall(r"`([a-z_.]+)`", row)}
    facts = schema_of().facts.items()
    counting = {p: i.datatype.unit for p, i in facts if isinstance(i.datatype, Number)}
    assert listed == {path: unit.value for path, unit in counting.items() if unit is not None}
    assert OWN_UNITS.keys() == listed.keys()


def test_the_definition_lists_what_hangs_on_another_fact() -> None:
    section = DEFINITION.partition("\n### What hangs on another fact\n")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| `([a-z_.]+)` \| (.+) \| (.+) \| (.+) \|$", section, re.MULTILINE)
    listed = {
        (path, gate, closing, then.strip("`%"))
        for gate, closings, behind, then in rows
        for path in re.findall(r"`([a-z_.]+)`", behind)
        for closing in re.sub('["%]', "", closings).split(", ")
    }
    assert listed == {
        (path, gate.fact, show(closing).strip('"'), gate.same_as or _nothing(gate.gives))
        for path, info in schema_of().facts.items()
        for gate in info.gates
        for closing in gate.closed_by
    }


def _nothing(value: FactValue) -> str:
    amount = amount_of(value)
    return show(value) if amount is None else plain(amount)


@pytest.mark.parametrize(("word", "better"), [("more", Better.MORE), ("less", Better.LESS)])
def test_the_definition_lists_which_way_is_better(word: str, better: Better) -> None:
    section = DEFINITION.partition("\n### Counter-offers\n")[2].partition("\n### ")[0]
    (row,) = re.findall(rf"^\| {word}, or .*\|$", section, re.MULTILINE)
    by_scale = {"quality", "wish"}
    assert set(re.findall(r"`([a-z_]+\.[a-z_]+)`", row)) == {
        path
        for path, info in schema_of().facts.items()
        if info.better is better and _type(info.datatype) not in by_scale and not info.derived
    }
    derived = {path: info for path, info in schema_of().facts.items() if info.derived}
    paid = {path for path, info in derived.items() if isinstance(info.datatype, PayType)}
    said = paid if "every derived amount of pay" in row else set()
    assert said == {path for path, info in derived.items() if info.better is better}


def _listed_facts() -> Iterator[tuple[str, str]]:
    table = DEFINITION.partition("\n## Facts\n")[2].partition("\n## ")[0]
    for group, row in re.findall(r"^\| `([a-z_.]+)` \| (.+) \|$", table, re.MULTILINE):
        for name, kind in re.findall(r"`([a-z_]+): ([^`]+)`", row):
            yield f"{group}.{name}", kind


def _type(datatype: Datatype) -> str:
    """Return a datatype as ``fact`` writes it."""
    match datatype:
        case OrdinalType(scale=scale):
            return scale.name
        case TextType(values=values) if values is not None:
            return f"text {{{', '.join(json.dumps(value) for value in values)}}}"
        case DurationType(families=families):
            units = {
                frozenset({DurationFamily.CLOCK}): "duration in min",
                frozenset({DurationFamily.MONTHS}): "duration in months",
                ALL_CALENDAR: "duration",
            }
            return units[families]
        case _:
            return TYPES[type(datatype)]


def test_every_file_of_cases_has_cases_with_names_of_their_own() -> None:
    for file in case_files():
        names = [table["name"] for table in file.tables]
        assert names, f"{file.path} is empty"
        assert len(names) == len(set(names)), f"{file.path} has two cases of one name"


def test_every_file_of_cases_belongs_to_a_section_of_the_definition() -> None:
    strays = [f"{file.path.name}: {file.section}" for file in case_files()]
    assert [stray for stray in strays if stray.partition(": ")[2] not in HEADINGS] == []


def test_every_phase_has_cases_and_all_together_many() -> None:
    count = dict.fromkeys(PHASES, 0)
    for file in case_files():
        count[file.phase] += len(file.tables)
    assert all(count.values()), count
    assert sum(count.values()) >= 400


def test_every_diagnostic_has_a_case() -> None:
    shown = {
        diagnostic["code"]
        for file in case_files()
        if file.phase not in {"load", "table"}
        for table in file.tables
        for diagnostic in table.get("diagnostics", ())
    }
    codes = set(_codes())
    assert codes - shown - set(NOT_AS_A_CASE) == set(), "codes without a case"
    assert shown - codes == set(), "cases of codes that are not reported"
    assert set(NOT_AS_A_CASE) <= codes, "exceptions for codes that are not reported"


def _codes() -> Iterator[str]:
    """Yield the code of every diagnostic that criteria can have; offers have their own tests."""
    for path in (ROOT / "src" / "offerkit").rglob("*.py"):
        if "load" in path.parts or path.name in {"diagnostics.py", "expectations.py"}:
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                yield from _codes_in(function)


def _codes_in(function: ast.FunctionDef) -> Iterator[str]:
    for call in ast.walk(function):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in {"error", "warning"}
            and call.args
        ):
            yield from _texts(call.args[0], function)


def _texts(node: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """Yield the texts that an expression may be: written, chosen, or assigned before."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_texts(body, function), *_texts(orelse, function))
        case ast.Name(id=name):
            yield from _assigned(name, function)


def _assigned(name: str, function: ast.FunctionDef) -> Iterator[str]:
    for statement in ast.walk(function):
        if not isinstance(statement, ast.Assign):
            continue
        for target in statement.targets:
            match target, statement.value:
                case ast.Name(id=one), value if one == name:
                    yield from _texts(value, function)
                case ast.Tuple(elts=targets), ast.Tuple(elts=values):
                    for one_of, value in zip(targets, values, strict=True):
                        if isinstance(one_of, ast.Name) and one_of.id == name:
                            yield from _texts(value, function)


def test_the_code_names_sections_that_the_definition_has() -> None:
    missing = [
        f"{path.relative_to(ROOT)}: {section}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for section in _sections_named(path.read_text(encoding="utf-8"))
        if section not in HEADINGS
    ]
    assert missing == []


def _sections_named(source: str) -> Iterator[str]:
    for reference in re.finditer(
        r"grammar/README\.md``?,\s+((?:[“\"][^”\"]+[”\"](?:,\s+|\s+and\s+|\s+to\s+)?)+)"
        r"|grammar/README\.md,\s+((?:[“\"][^”\"]+[”\"](?:,\s+|\s+and\s+|\s+to\s+)?)+)",
        source,
    ):
        for section in re.findall(r"[“\"]([^”\"]+)[”\"]", reference.group()):
            yield " ".join(section.rstrip(",").split())
