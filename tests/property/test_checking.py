"""What holds of checking any file: it never raises, and finds nothing wrong in what is right."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import event, given

from offerkit.check.checker import check, check_expression
from offerkit.checking import declared_facts
from offerkit.core import Core, LetRef, children
from offerkit.datatypes import YesNo
from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.load import read_offer
from offerkit.model.schema import schema_of
from offerkit.span import Source
from offerkit.syntax.parser import parse
from tests.strategies.criteria import (
    conditions,
    mutated_criteria,
    token_soup,
    well_typed_criteria,
)


def diagnostics(text: str) -> list[Diagnostic]:
    """All that parsing and checking find wrong in *text*."""
    parsed = parse(Source("a.criteria", text))
    return [*check(parsed, schema_of())[2]]


@given(well_typed_criteria(derived=True, wide=True))
def test_well_typed_criteria_have_no_error(text: str) -> None:
    assert [str(d) for d in diagnostics(text) if d.is_error] == []


@given(conditions(arithmetic=3))
def test_well_typed_conditions_are_yes_no(text: str) -> None:
    core, datatype, _, found = check_expression(Source("<expression>", text), schema_of())
    assert [str(d) for d in found if d.is_error] == []
    assert core is not None
    assert datatype == YesNo()


@given(token_soup())
def test_checking_token_soup_never_raises(text: str) -> None:
    places_are_inside(text, diagnostics(text))


@given(mutated_criteria())
def test_checking_mutated_criteria_never_raises(text: str) -> None:
    found = diagnostics(text)
    event("with an error" if any(d.is_error for d in found) else "without an error")
    places_are_inside(text, found)
    # An offer is read beside them, so that its own mistakes are named, too.
    schema = declared_facts(text)
    for path in sorted(schema.own):
        for value in ('"20%"', "3", "true", '"often"', '["a"]', '"1 day"', "2026-01-01"):
            with suppress(OfferError):
                read_offer(f"{path} = {value}", schema=schema)


def places_are_inside(text: str, found: list[Diagnostic]) -> None:
    for diagnostic in found:
        for label in (diagnostic.primary, *diagnostic.secondary):
            assert 0 <= label.span.start <= label.span.end <= len(text)


@given(well_typed_criteria())
def test_lets_refer_only_to_those_before_them(text: str) -> None:
    checked, _, _ = check(parse(Source("a", text)), schema_of())
    for index, let in enumerate(checked.bindings):
        assert all(used < index for used in lets_in(let.value))


def lets_in(core: Core) -> list[int]:
    inside = [index for part in children(core) for index in lets_in(part)]
    return [core.index, *inside] if isinstance(core, LetRef) else inside


@given(well_typed_criteria(shuffled=False))
def test_the_order_of_statements_changes_no_statement(text: str) -> None:
    forwards, _, _ = check(parse(Source("a", text)), schema_of())
    lines = "\n".join(reversed(text.splitlines()))
    backwards, _, _ = check(parse(Source("a", lines)), schema_of())
    assert len(forwards.statements) == len(backwards.statements)
    assert set(forwards.facts) == set(backwards.facts)
    assert (forwards.decline_below, forwards.accept_at) == (
        backwards.decline_below,
        backwards.accept_at,
    )
