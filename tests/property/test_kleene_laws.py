"""The laws of strong Kleene logic, of the values and of conditions built from them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offerkit.criteria import parse_criteria
from offerkit.kleene import Kleene
from offerkit.model.schema import schema_of
from tests.strategies.criteria import conditions, scope
from tests.strategies.decisions import note, paths_read
from tests.strategies.offers import offers

PAIRS = tuple(product(Kleene, repeat=2))
TRIPLES = tuple(product(Kleene, repeat=3))
SINGLES = (Kleene.FALSE, Kleene.DOES_NOT_APPLY, Kleene.TRUE)
"""In their order."""
CLASSICAL = (Kleene.FALSE, Kleene.UNKNOWN, Kleene.TRUE)
"""The truths of what always applies, in their order."""


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_and_or_and_not_of_two(a: Kleene, b: Kleene) -> None:
    assert a & b is b & a
    assert a | b is b | a
    assert ~(a & b) is ~a | ~b
    assert ~(a | b) is ~a & ~b
    assert ~~a is a
    assert a.same(b) is b.same(a)


@pytest.mark.parametrize("truths", [SINGLES, CLASSICAL])
def test_in_their_order_and_is_the_least_and_or_the_greatest(truths: tuple[Kleene, ...]) -> None:
    """Strong Kleene logic, of what is settled and of what always applies."""
    for a, b in product(truths, repeat=2):
        assert truths.index(a & b) == min(truths.index(a), truths.index(b))
        assert truths.index(a | b) == max(truths.index(a), truths.index(b))
        assert truths.index(~a) == 2 - truths.index(a)
        assert a & (a | b) is a
        assert a | (a & b) is a
    for a, b, c in product(truths, repeat=3):
        assert a & (b | c) is (a & b) | (a & c)
        assert a | (b & c) is (a | b) & (a | c)


@pytest.mark.parametrize(("a", "b", "c"), TRIPLES)
def test_associative(a: Kleene, b: Kleene, c: Kleene) -> None:
    assert (a & b) & c is a & (b & c)
    assert (a | b) | c is a | (b | c)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_operators_give_all_that_what_is_possible_gives_and_no_more(a: Kleene, b: Kleene) -> None:
    pairs = tuple(product(a.possible, b.possible))
    assert set((a & b).possible) == {one & other for one, other in pairs}
    assert set((a | b).possible) == {one | other for one, other in pairs}
    assert set(a.same(b).possible) == {one.same(other) for one, other in pairs}
    assert set((~a).possible) == {~one for one in a.possible}


@pytest.mark.parametrize("truth", Kleene)
def test_what_is_said_of_a_truth_is_said_of_all_that_it_may_be(truth: Kleene) -> None:
    assert truth.is_open == (len(truth.possible) > 1)
    assert set(truth.holds.possible) == {Kleene.of(one is Kleene.TRUE) for one in truth.possible}
    applying = [one for one in truth.possible if one is not Kleene.DOES_NOT_APPLY]
    assert set(truth.applies.possible) == {Kleene.of(one in applying) for one in truth.possible}
    assert set(applying) in (set(), set(truth.if_it_applies.possible))
    assert truth.shown is (Kleene.UNKNOWN if truth.is_open else truth)


@pytest.mark.parametrize("truth", Kleene)
def test_a_truth_is_not_a_bool(truth: Kleene) -> None:
    with pytest.raises(TypeError, match="not a bool"):
        bool(truth)


@given(conditions(scope(derived=True)), conditions(), st.data())
def test_de_morgan_of_conditions(one: str, other: str, data: st.DataObject) -> None:
    """Both of De Morgan's laws, with the same facts missing."""
    criteria = parse_criteria(
        f'caution "1" if not (({one}) and ({other}))\n'
        f'caution "2" if (not ({one})) or (not ({other}))\n'
        f'caution "3" if not (({one}) or ({other}))\n'
        f'caution "4" if (not ({one})) and (not ({other}))\n'
    )
    offer = data.draw(offers(schema_of(), paths=paths_read(criteria)))
    decision = criteria.decide(offer)
    note(decision)
    first, second, third, fourth = decision.findings
    assert (first.may_be, first.missing) == (second.may_be, second.missing)
    assert (third.may_be, third.missing) == (fourth.may_be, fourth.missing)
