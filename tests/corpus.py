"""The generated cases of ``grammar/cases/rule``: outcomes of statements, and what follows.

python -m tests.corpus      writes them anew

What is expected is what the twin says of criteria with such statements. Of the cases drawn, one is
kept if it shows something that none before it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import count
from random import Random
from typing import Any, Final

from offerkit.check.uses import FilesInMemory
from offerkit.criteria import Criteria, parse_criteria
from offerkit.load import read_offer
from offerkit.load.write import toml_data
from offerkit.model.offer import Offer
from offerkit.values import UNKNOWN, AtLeast, AtMost, Range, TextSet
from tests import judged
from tests.conformance.cases import GRAMMAR, PHASES, case_files, offer_text
from tests.reference import decision as twin

PATH: Final = GRAMMAR / "cases" / "rule" / "outcomes.toml"
MOST: Final = 1_040
OPEN_FROM: Final = 640
"""From this case on, only those are kept whose outcome is open in some part."""
TRUTHS: Final = ("true", "false", "does not apply")
GRADES: Final = ("0%", "30%", "50%", "70%", "100%")
THRESHOLDS: Final = (("30%", "70%"), ("30%", None), (None, "70%"), ("50%", "50%"), (None, None))
_ENDS: Final = ("decline_below", "accept_at")
_CONDITIONS: Final[Mapping[frozenset[str], tuple[str, str, str | None]]] = {
    frozenset({"true"}): ("my.f{n}", "yes/no", "yes"),
    frozenset({"false"}): ("my.f{n}", "yes/no", "no"),
    frozenset({"true", "false"}): ("my.f{n}", "yes/no", None),
    frozenset({"does not apply"}): ("manager.f{n}", "yes/no", "does not apply"),
    frozenset({"true", "does not apply"}): ("manager.f{n} >= 0", "number from 0 to 9", None),
    frozenset({"false", "does not apply"}): ("manager.f{n} < 0", "number from 0 to 9", None),
    frozenset(TRUTHS): ("manager.f{n}", "yes/no", None),
}
"""For what a truth may be: a condition, the datatype of the fact in it, and what is stated of it.

Every fact of one's own in the group ``manager`` may turn out not to apply, and no other does.
"""


def read(case: Mapping[str, Any]) -> tuple[Criteria[Offer], Offer]:
    """Return criteria whose statements have the outcomes of a case, and their offer."""
    lines, stated = list[str](), dict[str, Any]()
    for n, it in enumerate(case["statements"]):
        weight = f" weight {it['weight']}" if "weight" in it else ""
        may_be = frozenset(it["may_be"])
        if it["kind"] == "prefer":
            group = "manager" if "does not apply" in may_be else "my"
            fact, said = f"{group}.f{n}", "does not apply" if "true" not in may_be else None
            lines.append(f"fact {fact}: number from 0 to 100")
            lines.append(f'prefer "{n}" {fact} from 0 to 100{weight}')
            low, high = (int(end.removesuffix("%")) for end in it.get("grade", ("0%", "100%")))
            if group == "my":
                said = f"{low}..{high}" if low < high else str(low)
        else:
            written, datatype, said = _CONDITIONS[may_be]
            condition = written.format(n=n)
            fact = condition.partition(" ")[0]
            lines.append(f"fact {fact}: {datatype}")
            word = "until" if it["kind"] == "leaving" else "if"
            lines.append(f'{it["kind"]} "{n}" {word} {condition}{weight}')
        if said is not None:
            stated[fact] = {"yes": True, "no": False}.get(said, said)
    lines += [f"{key.replace('_', ' ')} {case[key]}" for key in _ENDS if key in case]
    kinds = {("true",): "counter", ("false",): "new"}
    counter = tuple(case.get("counter", ("false",)))
    stated["offer.kind"] = kinds.get(counter, "unknown")
    nested = dict[str, dict[str, Any]]()
    for path, value in stated.items():
        group, name = path.split(".")
        nested.setdefault(group, {})[name] = value
    criteria = parse_criteria("\n".join(lines))
    return criteria, read_offer(offer_text(nested), schema=criteria.schema)


def by_twin(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the twin says of a case, as a case expects it."""
    criteria, offer = read(case)
    result = twin.decide(criteria.checked, offer)
    return {
        "verdict": result.verdict,
        "possible": list(result.possible),
        "score": [percent(end) for end in result.score or ()],
        "may_lack_score": result.may_lack_score,
    }


def percent(share: Fraction) -> str:
    """Return an end of a score as a case writes it."""
    return f"{100 * share}%" if (100 * share).denominator == 1 else str(share)


def drawn(random: Random, size: int) -> dict[str, Any]:
    """Return a case of so many statements, without what is expected."""
    statements = list[dict[str, Any]]()
    for _ in range(size):
        kind = random.choice(("dealbreaker", "pro", "con", "prefer", "pro", "prefer", "leaving"))
        it: dict[str, Any] = {"kind": kind}
        if kind == "prefer":
            it["may_be"] = random.choice((["true"], ["true", "does not apply"], ["does not apply"]))
            if it["may_be"] == ["true"]:
                ends = random.sample(range(len(GRADES)), 2) if random.random() < 0.6 else [2, 2]
                it["grade"] = [GRADES[end] for end in sorted(ends)]
        else:
            may_be = random.choice(sorted(map(sorted, _CONDITIONS)))
            it["may_be"] = sorted(may_be, key=TRUTHS.index)
        if kind in {"pro", "con", "prefer"}:
            it["weight"] = random.choice((1, 2, 3))
        statements.append(it)
    case: dict[str, Any] = {"statements": statements}
    if any(it["kind"] == "leaving" for it in statements):
        case["counter"] = random.choice((["true"], ["false"], ["true", "false"]))
    below, accept = random.choice(THRESHOLDS)
    case |= {"decline_below": below} if below else {}
    case |= {"accept_at": accept} if accept else {}
    return case


def shown(case: Mapping[str, Any], expected: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what a case shows: two that show the same find the same mistakes."""
    ends = [
        Fraction(end[:-1]) / 100 if end[-1] == "%" else Fraction(end) for end in expected["score"]
    ]
    thresholds = [case.get(key) for key in _ENDS]
    sides = tuple(
        (end > mark) - (end < mark)
        for written in thresholds
        if written
        for mark in [Fraction(written[:-1]) / 100]
        for end in ends
    )
    kinds = frozenset(
        (it["kind"], *it["may_be"], len({*it.get("grade", ())})) for it in case["statements"]
    )
    return (
        kinds,
        *map(bool, thresholds),
        tuple(case.get("counter", ())),
        sides,
        *expected["possible"],
    )


def generated() -> Iterator[dict[str, Any]]:
    """Yield the cases, small ones first, with what is expected of them."""
    random, seen, names = Random(0), set[object](), set[str]()
    for number in count():
        late = len(names) >= OPEN_FROM
        case = drawn(random, 1 + (number >= 300) + (number >= 700) + late)
        if late and not is_open("rule", case):
            continue
        expected = by_twin(case)
        sign = shown(case, expected)
        name = _name(case)
        if sign in seen or name in names:
            continue
        seen.add(sign)
        names.add(name)
        yield {"name": name, **case, **expected}


def _name(case: Mapping[str, Any]) -> str:
    parts = list[str]()
    for it in case["statements"]:
        grade = f" from {' to '.join(it['grade'])}" if "grade" in it else ""
        weight = f", weight {it['weight']}" if "weight" in it else ""
        parts.append(f"{it['kind']} {' or '.join(it['may_be'])}{grade}{weight}")
    if "counter" in case:
        parts.append(f"counter {' or '.join(case['counter'])}")
    ends = [f"{key.replace('_', ' ')} {case[key]}" for key in _ENDS if key in case]
    return "; ".join([*parts, *ends])


def written() -> str:
    """Return the text of the file."""
    blocks = ['# Made by `python -m tests.corpus`.\nsection = "Verdicts"\n']
    for case, _ in zip(generated(), range(MOST), strict=False):
        blocks.append(
            "[[case]]\n" + "".join(f"{key} = {toml_data(it)}\n" for key, it in case.items())
        )
    return "\n".join(blocks)


def is_open(phase: str, case: Mapping[str, Any]) -> bool:
    """Return whether something that a case states or expects is known in part, or not at all."""
    match phase:
        case "parse" | "check":
            return False
        case "rule":
            graded = any(len({*it.get("grade", ())}) > 1 for it in case["statements"])
            truths = [*(it["may_be"] for it in case["statements"]), case.get("counter", ())]
            return graded or any(len(may_be) > 1 for may_be in truths)
        case "evaluate" | "decide":
            text = case["criteria"] if phase == "decide" else _rule_of(case)
            files = FilesInMemory(case.get("files", {}))
            criteria = parse_criteria(text, name="case", resolve=files)
            offer = read_offer(offer_text(case["offer"]), schema=criteria.schema)
            readings = [it for f in criteria.decide(offer).findings for it in f.readings]
            return any(_is_open(part.value) for it in readings for part in it.walk())
        case _:
            stated = repr([case.get("facts"), case.get("offers")])
            words = r"unknown|\.\.|'(?:from|up to) |at_least"
            return "notes" in case or bool(re.search(words, stated))


def _rule_of(case: Mapping[str, Any]) -> str:
    condition = case["expression"]
    if "truth" not in case:
        condition = f"({condition}) = {case.get('value', case.get('low'))}"
    return f'{case.get("preamble", "")}\ndealbreaker "case" if {condition}'


def _is_open(value: object) -> bool:
    return value is UNKNOWN or isinstance(value, Range | AtLeast | AtMost | TextSet)


def figures() -> str:
    """Return how many cases there are by phase, and how many of them have something unknown."""
    lines = list[tuple[str, int, int]]()
    for phase in PHASES:
        tables = [table for file in case_files() if file.phase == phase for table in file.tables]
        lines.append((phase, len(tables), sum(is_open(phase, table) for table in tables)))
    lines.append(("all", sum(it[1] for it in lines), sum(it[2] for it in lines)))
    return "\n".join(
        f"{name:<10}{n:>6,} cases, {known:,} with unknowns" for name, n, known in lines
    )


if __name__ == "__main__":
    PATH.write_text(written(), encoding="utf-8")
    judged.PATH.write_text(judged.written(), encoding="utf-8")
    print(figures())
