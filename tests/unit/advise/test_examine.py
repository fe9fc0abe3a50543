"""Criteria examined before they decide."""

from __future__ import annotations

import pytest

from offerkit.advise.examine.models import Relation, RemarkKind
from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate.verdict import Verdict
from offerkit.load import read_offer
from offerkit.model.offer import Offer

K = RemarkKind


def remarks(text: str) -> list[tuple[RemarkKind, str, tuple[str, ...]]]:
    found = parse_criteria(text).analysis()
    assert found.unsettled == ()
    return [(one.kind, one.subject, one.others) for one in found.remarks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('caution "a" if team.size < 3 and team.size > 5', [(K.NEVER, 'caution "a"', ())]),
        ('caution "a" if team.size < 3 or team.size > 2', [(K.ALWAYS, 'caution "a"', ())]),
        ('caution "a" if manager.presence < often or manager.presence >= often', []),
        (
            'leaving "a" until team.size < 3 and team.size > 5',
            [(K.NEVER, 'leaving "a"', ()), (K.IDLE_FACT, "team.size", ('leaving "a"',))],
        ),
        (
            'caution "a" if team.size < 3\ncaution "b" if team.size < 4',
            [(K.SHADOWED, 'caution "a"', ('caution "b"',))],
        ),
        (
            'caution "a" if team.size < 3\ncaution "b" unless team.size >= 3',
            [(K.SAME, 'caution "b"', ('caution "a"',))],
        ),
        (
            'dealbreaker "a" if team.size < 9\ndealbreaker "b" if team.size > 8\n'
            'dealbreaker "c" if visa.needed',
            [(K.NO_OFFER, 'dealbreaker "a"', ('dealbreaker "b"',))],
        ),
        (
            'pro "a" if team.size < 10\ncon "b" if team.size < 20 weight 9\n'
            'dealbreaker "c" unless team.size < 20\naccept at 70%',
            [
                (K.OUT_OF_REACH, "accept at", ()),
                (K.NO_EFFECT, 'pro "a"', ()),
            ],
        ),
        (
            'leaving "a" until team.size > 9\ndealbreaker "b" if team.size > 5',
            [(K.NOT_FIXABLE, 'leaving "a"', ('dealbreaker "b"',))],
        ),
        (
            'pro "a" if pay.base > 50k USD per year\naccept at 50%\n'
            "negotiable pay.base up to 40k USD per year",
            [(K.NO_HELP, "negotiable pay.base", ())],
        ),
        (
            'pro "a" if pay.base > 50k USD per year\naccept at 50%\n'
            "negotiable pay.base up to 60k USD per year",
            [],
        ),
        (
            'pro "a" if company.profitable\npro "b" if visa.sponsored weight 9\naccept at 50%',
            [(K.NO_EFFECT, 'pro "a"', ()), (K.IDLE_FACT, "company.profitable", ('pro "a"',))],
        ),
        ('dealbreaker "a" if pay.total < 40k USD per year', []),
    ],
)
def test_what_is_found(text: str, found: list[tuple[RemarkKind, str, tuple[str, ...]]]) -> None:
    assert remarks(text) == found


def test_an_offer_shows_that_a_rule_is_never_alone() -> None:
    criteria = parse_criteria(
        'dealbreaker "a" if team.size < 3 and work.interest <= poor\n'
        'dealbreaker "b" if team.size < 4'
    )
    [remark] = criteria.analysis().remarks
    assert remark.witness is not None
    decision = criteria.decide(remark.witness)
    assert [finding.label for finding in decision.ruled_out_by] == ["a", "b"]


def test_what_cells_do_not_tell_is_not_settled_and_no_remark() -> None:
    text = 'caution "a" if team.size < leave.days and leave.days < team.size'
    assert parse_criteria(text).analysis().remarks == ()


def compared(old: str, new: str) -> tuple[Relation, list[tuple[Verdict, Verdict]]]:
    before, after = parse_criteria(old), parse_criteria(new)
    found = before.compare_with(after)
    for one in found.differences:
        assert before.decide(one.witness).verdict is one.before
        assert after.decide(one.witness).verdict is one.after
    return found.relation, [(one.before, one.after) for one in found.differences]


SMALL = 'dealbreaker "small" if team.size < 3\n'
GOOD = 'pro "good" if work.interest >= good\n'


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        (SMALL, SMALL, Relation.EQUIVALENT),
        (SMALL, 'dealbreaker "small" unless team.size >= 3', Relation.EQUIVALENT),
        (SMALL, 'dealbreaker "small" if team.size < 4', Relation.STRICTER),
        (SMALL, 'dealbreaker "small" if team.size < 2', Relation.LAXER),
        (SMALL, 'dealbreaker "large" if team.size > 5', Relation.INCOMPARABLE),
        (SMALL + GOOD, GOOD, Relation.LAXER),
        (GOOD + "accept at 50%", GOOD + "accept at 60%", Relation.EQUIVALENT),
        (GOOD + "accept at 50%", GOOD, Relation.STRICTER),
        (
            'prefer "pay" pay.base from 40k to 90k USD per year\naccept at 50%',
            'prefer "pay" pay.base from 40k to 90k USD per year\naccept at 60%',
            Relation.STRICTER,
        ),
        (
            'fact my.own: number from 0 to 9\ndealbreaker "x" if my.own < 3',
            'fact my.own: number from 0 to 9\ndealbreaker "x" if my.own < 5',
            Relation.STRICTER,
        ),
        (
            'dealbreaker "x" if team.size < leave.days',
            'dealbreaker "x" if team.size < leave.days or team.size < leave.days',
            Relation.EQUIVALENT,
        ),
        (
            'leaving "x" until team.size > 3',
            'leaving "x" until team.size > 5',
            Relation.STRICTER,
        ),
    ],
)
def test_how_other_criteria_decide(old: str, new: str, relation: Relation) -> None:
    assert compared(old, new)[0] is relation


def test_an_offer_shows_the_difference_and_says_no_more_than_needed() -> None:
    found = parse_criteria(SMALL + GOOD).compare_with(
        parse_criteria(GOOD + 'dealbreaker "small" if team.size < 4')
    )
    [one] = found.differences
    assert (one.before, one.after) == (Verdict.CONSIDER, Verdict.DECLINE)
    assert one.witness == read_offer("team.size = 3")
    assert [finding.label for finding in one.because] == ["small"]


def test_other_criteria_decide_the_same_kind_of_offer() -> None:
    class Mine(Offer):
        pass

    with pytest.raises(
        TypeError, match="other: expected criteria for offers of type Offer, not Mine"
    ):
        parse_criteria(SMALL).compare_with(parse_criteria(SMALL, offer_type=Mine))


def test_what_criteria_said_of_offers() -> None:
    criteria: Criteria[Offer] = parse_criteria(SMALL + GOOD)
    offers = ["team.size = 2", "team.size = 4\nwork.interest = 'good'", ""]
    found = criteria.coverage(map(read_offer, offers))
    assert [(one.verdict.value, one.count) for one in found.verdicts] == [
        ("decline", 1),
        ("consider", 1),
        ("accept", 0),
        ("find_out", 1),
    ]
    small, good = found.statements
    assert (small.held, small.open, small.decided) == (1, 1, 1)
    assert (good.held, good.open, good.decided) == (1, 2, 0)
    assert {str(one.fact): one.count for one in found.open} == {
        "team.size": 1,
        "work.interest": 1,
    }
