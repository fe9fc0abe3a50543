"""All that is said of the mistakes in the cases of the definition, and every place it points at."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from offerkit.amounts import Unclear, read_amount
from offerkit.check.checker import check as checked
from offerkit.check.uses import FilesInMemory
from offerkit.datatypes import PayType
from offerkit.diagnostics import Diagnostic, Offered
from offerkit.model.schema import schema_of
from offerkit.span import Source, Span
from offerkit.syntax.parser import parse
from tests.conformance.cases import CaseFile, case_files
from tests.conformance.test_load import mistakes
from tests.golden.golden import check
from tests.unit.test_amounts import UNCLEAR, UNCLEAR_BESIDE

FILES = [
    file
    for file in case_files()
    if file.phase in {"check", "load", "parse"} and any(it.get("diagnostics") for it in file.tables)
]

STATEMENTS = Path(__file__).with_name("statements.toml")


def found_in(case: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    if "offer" in case:
        return mistakes(case["offer"])
    parsed = parse(Source("case", case.get("criteria") or f"let x = {case['expression']}"))
    return checked(
        parsed,
        schema_of(),
        resolve=FilesInMemory(case["files"]) if "files" in case else None,
        folder=case.get("folder", ""),
    )[2]


def said(one: Diagnostic) -> Iterator[str]:
    yield f"{one.severity.value} {one.code} {_place(one.primary.span)}: {one.message}"
    hint, what = one.advice, "hint"
    while hint is not None:
        at = hint.at if isinstance(hint, Offered) else None
        yield f"    {what}{'' if at is None else f' {_place(at)}'}: {hint}"
        hint, what = hint.otherwise if isinstance(hint, Offered) else None, "otherwise"
    for label in one.secondary:
        yield f"    {_place(label.span)}: {label.message}"


def _place(span: Span) -> str:
    where = f"{span.start}..{span.end}"
    return where if span.source.name in {"case", "offer"} else f"{span.source.name} {where}"


@pytest.mark.parametrize("file", FILES, ids=[f"{one.phase}/{one.path.stem}" for one in FILES])
def test_mistakes_of_cases(file: CaseFile) -> None:
    lines = []
    for case in file.tables:
        if case.get("diagnostics"):
            found = [line for one in found_in(case) for line in said(one)]
            lines += [f"# {case['name']}", *found]
    check(f"mistakes/{file.phase}/{file.path.stem}.txt", "\n".join(lines))


def test_unclear_amounts() -> None:
    lines = []
    for datatype, text, *_ in UNCLEAR:
        lines += [f"# {text}", _unclear(read_amount(text, datatype))]
    for text, beside, *_ in UNCLEAR_BESIDE:
        named = " ".join(filter(None, (beside.currency, beside.per)))
        lines += [f"# {text} beside {named}", _unclear(read_amount(text, PayType(), beside))]
    check("mistakes/amounts.txt", "\n".join(lines))


def _unclear(read: object) -> str:
    assert isinstance(read, Unclear)
    return f"{read.code}: {read.message}"


def test_mistakes_in_statements() -> None:
    lines = []
    for name, criteria in tomllib.loads(STATEMENTS.read_text(encoding="utf-8")).items():
        found = found_in({"criteria": criteria})
        lines += [f"# {name}", *(line for one in found for line in said(one))]
    check("mistakes/statements.txt", "\n".join(lines))
