"""The table cases: the offers that a CSV table states, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.load import read_offers
from offerkit.load.amounts import read_fact
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from tests.conformance.cases import assert_diagnostics, cases, require_known
from tests.conformance.test_load import offered

SCHEMA = schema_of()


@cases("table")
def test_case(case: Mapping[str, Any]) -> None:
    require_known(case, ("table", "offers", "diagnostics"))
    assert ("offers" in case) is not ("diagnostics" in case), "a case expects one of the two"
    if "diagnostics" in case:
        found = mistakes(case["table"])
        wanted = [{k: v for k, v in d.items() if k != "cell"} for d in case["diagnostics"]]
        assert_diagnostics(found, wanted, case["table"])
        for diagnostic, expected in zip(found, case["diagnostics"], strict=True):
            assert expected.get("cell", diagnostic.cell) == diagnostic.cell
        return
    offers = read_offers(case["table"], name="table")
    assert [*offers] == [*case["offers"]]
    for name, facts in case["offers"].items():
        for path, text in facts.items():
            fact = FactPath.parse(path)
            value = SCHEMA.getter(fact)(offers[name])
            assert value == read_fact(SCHEMA.facts[fact.path], text), (name, path)


@cases("table")
def test_what_hints_offer_loads_in_its_cell(case: Mapping[str, Any]) -> None:
    found = mistakes(case["table"])
    for mistake in found:
        for text in offered(mistake):
            span = mistake.primary.span
            cell = '"' + text.replace('"', '""') + '"'
            changed = f"{case['table'][: span.start]}{cell}{case['table'][span.end :]}"
            left = mistakes(changed)
            assert len(left) < len(found), f"{mistake}: {mistake.hint}"
            assert mistake.cell not in {it.cell for it in left}


def mistakes(text: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a table."""
    try:
        read_offers(text, name="table")
    except OfferError as problem:
        return problem.diagnostics
    return ()
