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


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_and_or_and_not_of_two(a: Kleene, b: Kleene) -> None:
    assert (a & b).value == min(a.value, b.value)
    assert (a | b).value == max(a.value, b.value)
    assert a & b is b & a
    assert a | b is b | a
    assert ~(a & b) is ~a | ~b
    assert ~(a | b) is ~a & ~b
    assert ~~a is a
    assert a & (a | b) is a
    assert a | (a & b) is a


@pytest.mark.parametrize(("a", "b", "c"), TRIPLES)
def test_associative_and_distributive(a: Kleene, b: Kleene, c: Kleene) -> None:
    assert (a & b) & c is a & (b & c)
    assert (a | b) | c is a | (b | c)
    assert a & (b | c) is (a & b) | (a & c)
    assert a | (b & c) is (a | b) & (a | c)


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
    assert (first.truth, first.missing) == (second.truth, second.missing)
    assert (third.truth, third.missing) == (fourth.truth, fourth.missing)
