"""Order and repetition do not matter; `unless` is `if not`."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from offerkit.criteria import parse_criteria
from offerkit.model.schema import schema_of
from tests.strategies.criteria import conditions, scope, well_typed_criteria
from tests.strategies.decisions import Case, joined, note, paths_read, said
from tests.strategies.offers import offers

RULES: Mapping[str, str] = {"dealbreaker": "", "caution": "", "pro": " weight 2", "con": ""}


@st.composite
def files_and_offers(draw: st.DrawFn) -> tuple[list[str], Case]:
    """The statements of criteria one by one, and a case of them."""
    text = draw(well_typed_criteria(exclude=("negotiable", "ask"), max_size=4, shuffled=False))
    criteria = parse_criteria(text)
    paths = paths_read(criteria)
    return text.splitlines(), Case(criteria, draw(offers(criteria.schema, paths=paths)), paths)


@given(files_and_offers(), st.data())
def test_statements_may_change_places(found: tuple[list[str], Case], data: st.DataObject) -> None:
    """Any order of the statements gives the same decision."""
    lines, case = found
    other = parse_criteria(joined(data.draw(st.permutations(lines))))
    decision = case.criteria.decide(case.offer)
    note(decision)
    assert said(other.decide(case.offer)) == said(decision)
    assert other.verdict(case.offer) is decision.verdict


@given(files_and_offers(), st.data())
def test_statements_may_stand_twice(found: tuple[list[str], Case], data: st.DataObject) -> None:
    """A rule, preference or reason that is repeated says no more than once."""
    lines, case = found
    judged = ("dealbreaker", "pro", "con", "caution", "prefer", "leaving")
    again = [line for line in lines if line.startswith(judged) and data.draw(st.booleans())]
    decision = case.criteria.decide(case.offer)
    other = parse_criteria(joined([*again, *lines]))
    assert said(other.decide(case.offer)) == said(decision)
    assert other.verdict(case.offer) is decision.verdict


@given(
    st.sampled_from(sorted(RULES)),
    conditions(scope(derived=True)),
    st.data(),
)
def test_unless_is_if_not(keyword: str, condition: str, data: st.DataObject) -> None:
    """`unless E` and `if not (E)` are one rule."""
    weight = RULES[keyword]
    unless = parse_criteria(f'{keyword} "x" unless {condition}{weight}')
    if_not = parse_criteria(f'{keyword} "x" if not ({condition}){weight}')
    offer = data.draw(offers(schema_of(), paths=paths_read(unless)))
    decision = unless.decide(offer)
    note(decision)
    assert said(if_not.decide(offer)) == said(decision)
    assert if_not.verdict(offer) is unless.verdict(offer)
