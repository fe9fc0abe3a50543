"""What turns or settles an order, where it may be open what applies: against trying everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from random import Random
from typing import Any

import pytest
from attrs import evolve

from offerkit.advise.compare.models import Relation
from offerkit.advise.compare.scores import OutcomeRange
from offerkit.advise.compare.weight_flips import _roots, weight_flips
from offerkit.advise.what_if.amounts import with_amount
from offerkit.comparison import Comparison
from offerkit.core import CheckedLeaving
from offerkit.criteria import parse_criteria
from offerkit.evaluate.verdict import DECLINE
from offerkit.literals import rounded
from offerkit.load import read_offer
from offerkit.model.offer import with_facts
from offerkit.values import amount_of, show

MOST = 60
"""Weights are tried up to this many units."""

VALUES = {
    "visa.needed": ("true", "false"),
    "leave.days": ("12", "17", "20", "28"),
    "team.size": ("1", "3", "5", "7", "9"),
    "clients.count": ("1", "4", "7", "9", '"none"', '"from 7 to 8"', '"unknown"'),
}
"""What is about clients does not apply where there are none, and may not where it is unknown."""


def drawn(seed: int) -> Comparison:
    """Compare four offers by criteria whose weights are drawn, some of them halves."""
    random = Random(seed)
    lines = [
        *('pro "A" if visa.needed', 'prefer "B" leave.days from 10 to 30'),
        *['con "C" if team.size > 4'] * 3,
    ]
    for number in range(4):
        ends = random.choice(("from 0 to 10", "from 10 to 0"))
        grade = f"{random.choice(('min', 'max'))}(clients.count, {random.randint(1, 9)}) {ends}"
        lines += (
            f'prefer "D{number}" {grade}',
            f'prefer "E{number}" clients.count * 0 + team.size {ends}',
        )
    half = random.choice(("", "", ".5"))
    weighed = [
        f"{line} weight {random.randint(1, 9)}{random.choice(('', half))}"
        for line in random.sample(lines, random.randint(3, 7))
    ]
    marks = "", "decline below 35%", "decline below 50%", "accept at 60%"
    checked = parse_criteria("\n".join((*dict.fromkeys(weighed), random.choice(marks))))
    offers = {
        name: read_offer(
            "\n".join(f"{fact} = {random.choice(values)}" for fact, values in VALUES.items()),
            schema=checked.schema,
        )
        for name in "abcd"
    }
    return checked.compare(offers, samples=0)


def ends(found: Comparison, pair: Sequence[int], place: int, weight: int | Fraction) -> list[Any]:
    """Return the worst outcome of the first and the best of the second, with one weight changed."""
    scores = found.scores
    n, d = weight.as_integer_ratio()
    weights = [it * d for it in scores.weights]
    weights[place] = n
    behind, ahead = (scores.outcome_of(scores.rows[it], weights) for it in pair)
    return [behind.worst, ahead.best]


def turning(found: Comparison, pair: Sequence[int], place: int) -> int | None:
    """Return the nearest weight that puts the first ahead, by trying one after the other."""
    statements, now = found.program.statements, found.scores.weights[place]
    statement = statements[found.scores.findings[place]]
    assert not isinstance(statement, CheckedLeaving)
    for weight in sorted(range(1, MOST), key=lambda it: (abs(it - now), it)):
        worst, best = ends(found, pair, place, weight)
        is_other = evolve(statement, weight=weight) in statements
        if worst[0] > DECLINE and worst > best and not is_other:
            return weight
    return None


def tried(found: Comparison) -> tuple[int, int]:
    """Try each weight of each pair; return how many turn its order, and how many have a level."""
    flips = levels = 0
    unit = found.program.checked.weight_unit
    for one, other in permutations(range(len(found.options)), 2):
        names = [found.options[it].name for it in (one, other)]
        if found.relation(*names) is not Relation.BEHIND:
            continue
        pair = [found.index(name) for name in names]
        by_finding = {it.finding: it for it in weight_flips(found.program, found.scores, *pair)}
        for place, index in enumerate(found.scores.findings):
            flip, nearest = by_finding.get(index), turning(found, pair, place)
            if flip is None:
                assert nearest is None
                continue
            flips += 1
            assert flip.weight == Fraction(found.scores.weights[place], unit)
            assert nearest == (flip.flipped * unit if flip.flipped * unit < MOST else None)
            if flip.level_at is not None:
                levels += 1
                low, high = sorted((flip.weight, flip.flipped))
                assert low < flip.level_at < high
                worst, best = ends(found, pair, place, flip.level_at * unit)
                assert worst[2] == best[2]
    return flips, levels


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_no_nearer_weight_turns_an_order(first: int) -> None:
    flips, levels = map(sum, zip(*map(tried, map(drawn, range(first, first + 20))), strict=True))
    assert flips > 10
    assert levels > 5


@pytest.mark.parametrize(
    ("criteria", "ahead", "behind", "flips"),
    [
        # Nothing but what may not apply to it is known of the one ahead; it has 70% or no score.
        (
            """
            prefer clients.count * 0 + 7 from 0 to 10
            pro if manager.mentoring >= often weight 3
            pro if manager.presence >= often weight 5
            decline below 50%
            """,
            'manager = "none"',
            'clients = "none"\nmanager.mentoring = "often"\nmanager.presence = "never"',
            {1: 12, 2: 1},
        ),
        # The weights next to it are those of its twins, upwards and downwards.
        (
            """
            leaving "Bored" until work.interest >= good
            pro "A" if leave.days >= 20
            pro "A" if leave.days >= 20 weight 2
            pro "A" if leave.days >= 20 weight 5
            pro "A" if leave.days >= 20 weight 6
            con "B" if visa.needed weight 17
            """,
            "leave.days = 0\nvisa.needed = false",
            "leave.days = 30\nvisa.needed = true",
            {1: 7, 2: 7, 3: 9, 4: 10, 5: 13},
        ),
        (
            """
            pro "A" if leave.days >= 20 weight 9
            pro "A" if leave.days >= 20 weight 4
            pro "A" if leave.days >= 20 weight 3
            con "B" if visa.needed weight 12
            """,
            "leave.days = 30\nvisa.needed = true",
            "leave.days = 0\nvisa.needed = false",
            {0: 2, 3: 17},
        ),
        # Next to a weight at which the scores are equal is a twin.
        (
            """
            pro "A" if leave.days >= 20 weight 9
            pro "A" if leave.days >= 20 weight 4
            con "B" if visa.needed weight 9
            """,
            "leave.days = 30\nvisa.needed = true",
            "leave.days = 0\nvisa.needed = false",
            {0: 3, 2: 14},
        ),
        (
            """
            pro "A" if leave.days >= 20
            pro "A" if leave.days >= 20 weight 6
            con "B" if visa.needed weight 11
            """,
            "leave.days = 0\nvisa.needed = false",
            "leave.days = 30\nvisa.needed = true",
            {0: 7, 1: 11, 2: 6},
        ),
    ],
)
def test_weights_that_turn_an_order(
    criteria: str, ahead: str, behind: str, flips: Mapping[int, int]
) -> None:
    checked = parse_criteria(criteria)
    one, other = (read_offer(text, schema=checked.schema) for text in (ahead, behind))
    found = checked.compare({"ahead": one, "behind": other}, samples=0)
    assert tried(found)[0] == len(flips)
    (contest,) = found.contests
    assert (contest.leading, contest.option) == ("ahead", "behind")
    assert {flip.finding: flip.flipped for flip in contest.flips} == flips


def test_a_square_that_is_nowhere_0_has_no_roots() -> None:
    assert [*_roots(5, 0, 1)] == []
    assert [*_roots(-4, 0, 1)] == [2, -2]
    assert [*_roots(-4, 2)] == [2]
    assert [*_roots(-4, 0)] == []


@pytest.mark.parametrize(
    ("criteria", "ahead", "behind", "needed"),
    [
        # What may not apply counts for the least score only beyond 56%, which is on the way.
        (
            """
            prefer clients.count * 0 + leave.days from 0 to 30
            prefer commute.time from 60 min to 0 min
            """,
            'leave.days = 28\nclients.count = 7\ncommute.time = "2 min"',
            'leave.days = 28\ncommute.time = "25 min"',
            {"commute.time": "2 min"},
        ),
        (
            """
            prefer clients.count * 0 + leave.days from 15 to 25 weight 4
            prefer leave.days from 10 to 30 weight 9
            prefer clients.count * 0 + leave.days from 30 to 0
            prefer commute.time from 60 min to 0 min weight 8
            """,
            'leave.days = 17\nclients.count = 9\ncommute.time = "25 min"',
            'leave.days = 17\ncommute.time = "50 min"',
            {"leave.days": "22.98", "commute.time": "24.83 min"},
        ),
    ],
)
def test_changes_that_are_enough(
    criteria: str, ahead: str, behind: str, needed: Mapping[str, str]
) -> None:
    checked = parse_criteria(criteria)
    one, other = (read_offer(text, schema=checked.schema) for text in (ahead, behind))
    (contest,) = checked.compare({"ahead": one, "behind": other}, samples=0).contests
    assert (contest.leading, contest.relation) == ("ahead", Relation.AHEAD)
    assert {str(swap.fact): show(swap.needed) for swap in contest.swaps} == needed
    for swap in contest.swaps:
        goal = OutcomeRange.of_offer(checked.program, one)
        for share in range(1, 100):  # on the way, none is enough
            found, bound = Fraction(amount_of(swap.found) or 0), swap.bound
            amount = rounded(found + (bound - found) * Fraction(share, 100), 9)
            tried = with_facts(other, {str(swap.fact): with_amount(amount, swap.found)})
            assert OutcomeRange.of_offer(checked.program, tried).worst < goal.best


def test_from_which_answer_on_an_order_is_settled() -> None:
    """Beyond 93% what may not apply counts for the least score, which then grows more slowly."""
    checked = parse_criteria(
        """
        prefer clients.count * 0 + team.size from 0 to 100
        prefer leave.days from 0 to 30
        """
    )
    offers = {
        "open": read_offer("team.size = 93", schema=checked.schema),
        "known": read_offer('clients = "none"\nleave.days = 28.5', schema=checked.schema),
    }
    (pair,) = checked.compare(offers, samples=0).open_order().pairs
    (asked,) = (it for it in pair.questions if str(it.fact) == "leave.days")
    assert {it.words: it.relation for it in asked.answers if it.relation is not Relation.OPEN} == {
        "less than 28.5": Relation.BEHIND,
        "more than 29.1": Relation.AHEAD,
    }


def test_an_order_turns_between_two_amounts_that_are_far_from_0() -> None:
    checked = parse_criteria("prefer leave.days from 20 to 30\nprefer team.size from 0 to 10")
    offers = {
        "open": read_offer("team.size = 6", schema=checked.schema),
        "known": read_offer("team.size = 5\nleave.days = 27", schema=checked.schema),
    }
    (pair,) = checked.compare(offers, samples=0).open_order().pairs
    assert {it.words: it.relation for asked in pair.questions for it in asked.answers} == {
        "less than 26": Relation.BEHIND,
        "26": Relation.TIED,
        "more than 26": Relation.AHEAD,
    }


def test_what_brings_back_an_offer_that_may_have_no_score() -> None:
    checked = parse_criteria(
        """
        prefer clients.count * 0 + leave.days from 0 to 30
        dealbreaker if leave.days < 12
        decline below 50%
        """
    )
    offers = {
        "in": read_offer('clients = "none"\nleave.days = 20', schema=checked.schema),
        "out": read_offer("leave.days = 10", schema=checked.schema),
    }
    (out,) = checked.compare(offers, samples=0).ruled_out
    assert [(str(it.fact), show(it.needed), it.bound) for it in out.needs] == [
        ("leave.days", "15", Fraction(15))
    ]
