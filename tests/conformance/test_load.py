"""The load cases: the facts that an offer file states, or what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.load import read_offer
from offerkit.load.amounts import read_fact
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from tests.conformance.cases import assert_diagnostics, cases, require_known

SCHEMA = schema_of()


@cases("load")
def test_case(case: Mapping[str, Any]) -> None:
    require_known(case, ("offer", "facts", "diagnostics"))
    assert ("facts" in case) is not ("diagnostics" in case), "a case expects one of the two"
    if "diagnostics" in case:
        assert_diagnostics(mistakes(case["offer"]), case["diagnostics"], case["offer"])
        return
    offer = read_offer(case["offer"], name="offer")
    for name, text in case["facts"].items():
        fact = FactPath.parse(name)
        assert SCHEMA.getter(fact)(offer) == read_fact(SCHEMA.facts[fact.path], text), name


@cases("load")
def test_what_hints_offer_loads_in_its_place(case: Mapping[str, Any]) -> None:
    for mistake in mistakes(case["offer"]):
        for text in offered(mistake):
            assert loads_in_place(case["offer"], mistake, text), f"{mistake}: {mistake.hint}"


def mistakes(text: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with an offer file in TOML."""
    try:
        read_offer(text, name="offer")
    except OfferError as problem:
        return problem.diagnostics
    return ()


def offered(mistake: Diagnostic) -> Iterator[str]:
    """Yield the texts that a hint offers to be written in the place of a mistake."""
    _, word, texts = (mistake.hint or "").rpartition("write ")
    if word:
        yield from re.findall(r"`((?:[^`])*)`", texts)


def loads_in_place(source: str, mistake: Diagnostic, text: str) -> bool:
    """Return whether a mistake is gone once a text, in quotes or as it is, takes its place."""
    span = mistake.primary.span
    for written in (json.dumps(text, ensure_ascii=False), text):
        found = mistakes(f"{source[: span.start]}{written}{source[span.end :]}")
        if len(found) < len(mistakes(source)) and mistake.path not in {it.path for it in found}:
            return True
    return False
