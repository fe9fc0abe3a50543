"""What cells tell of the verdict and of conditions, within a budget of combinations."""

from __future__ import annotations

from itertools import combinations

import pytest

from offerkit.advise.examine.models import Relation
from offerkit.criteria import parse_criteria
from offerkit.evaluate.cells.search import NothingSaid, Search
from offerkit.evaluate.cells.settle import BUDGET, Case, Cells, Totals
from offerkit.evaluate.cells.share import Share
from offerkit.evaluate.facts import Facts
from offerkit.load import read_offer
from offerkit.paths import FactPath

ANY = "decline consider accept"


@pytest.mark.parametrize(
    ("criteria", "offer", "budget", "possible", "settled"),
    [
        # The ends of a grade are where its subject is, whatever that grows by.
        (
            """
            prefer "a" leave.days * 2 from 40 to 60
            pro "b" if leave.days > 25
            decline below 50%
            accept at 80%
            """,
            'leave.days = "22..28"',
            BUDGET,
            ANY,
            "",
        ),
        # Three names are told apart, which is too many.
        (
            """
            dealbreaker "a" if manager.name != "Ann"
            con "b" if (manager.name = "Ann") = (manager.name = "Ann")
            pro "c" if manager.name in {"Ann", "Bob"}
            accept at 100%
            """,
            "",
            2,
            ANY,
            "",
        ),
        # Too many for the three together, but not for the first alone.
        (
            """
            pro "a" if team.size != 4 or team.size > 3
            prefer "b" team.size from 8 to 3
            prefer "c" team.size from 2 to 5 weight 2
            decline below 1%
            accept at 99%
            """,
            "",
            5,
            "consider accept",
            "TRUE",
        ),
        (
            """
            dealbreaker "a" if equity.kind in {"rsu", "iso"} and equity.kind = "none"
            pro "b" if equity.kind = "none"
            leaving "c" until (equity.kind in {"rsu", "iso"} or equity.cliff != 6 months)
                and (equity.vesting > 4 years or equity.vesting != 1 years)
            decline below 1%
            accept at 99%
            """,
            """
            equity = { vesting = "4 years", cliff = "6..12 months" }
            offer.kind = "counter"
            """,
            5,
            ANY,
            "FALSE",
        ),
        # What is read in one place and hangs on nothing is not put into its cells.
        (
            """
            prefer "a" current.pay.base from 40k to 60k USD per year
            con "b" if current.pay.base >= 40k USD per year or current.team.size >= 5
            accept at 100%
            """,
            'current.pay.base = "unknown"',
            4,
            "consider",
            "",
        ),
        (
            """
            pro "a" if manager.mentoring <= always weight 2
            prefer "b" manager.mentoring from never to always
            decline below 12.5%
            accept at 62.5%
            """,
            "",
            3,
            ANY,
            "",
        ),
        # What counts in counter-offers only is put into no cells in another offer.
        (
            """
            dealbreaker "a" if current.team.size >= 5 or current.team.size >= 5
            pro "b" if team.size between 2 and 5 and current.team.size >= 5
            prefer "c" min(team.size, 5) from 2 to 5
            leaving "d" until max(team.size, leave.days) < 3 and current.team.size = 3
            decline below 12.5%
            accept at 62.5%
            """,
            """
            current.pay.reliability = "good"
            team.size = "2..9"
            """,
            3,
            "decline consider",
            "",
        ),
        (
            """
            pro "a" if (equity.kind = "none" or team.size > 8)
                and (team.size <= 2 or manager.name = "Ann") weight 2
            dealbreaker "b" if team.size > 8
            con "c" if equity.vesting < 1 years
            con "d" if equity.cliff <= 6 months or equity.kind = "none" weight 2
            accept at 100%
            """,
            "",
            54,
            "decline consider",
            "",
        ),
        # A comparison that is settled does not count among those that read a fact.
        (
            """
            dealbreaker "a" if team.size < 3 and team.size > 5
                and (leave.days < 10 or leave.days > 20)
            """,
            'leave.days = "15..30"',
            3,
            "consider",
            "FALSE",
        ),
        # Nor does a condition that its own cells settle.
        (
            """
            dealbreaker "a" if team.size < 3 and team.size > 5 and leave.days > 27
            dealbreaker "b" if leave.days > 20
            dealbreaker "c" if leave.days <= 20
            """,
            "",
            3,
            "decline",
            "FALSE",
        ),
        # Of facts that hang on each other, what is told of one tells something of the others.
        (
            """
            dealbreaker "a" if relocation.clawback > 12 months and not relocation.required
            pro "b" if relocation.support < 50k USD
            """,
            'relocation.support = "0..10k USD"',
            BUDGET,
            "consider",
            "FALSE TRUE",
        ),
        (
            """
            dealbreaker "a" if current.team.size > 5
            con "b" if leave.days <= 20
            decline below 1%
            accept at 99%
            """,
            'current.team.size = "2..5"',
            BUDGET,
            ANY,
            "",
        ),
        (
            'dealbreaker "a" if (equity.cliff = 12 months) = (equity.kind = "none")',
            'equity.kind = "none"',
            BUDGET,
            "consider",
            "DOES_NOT_APPLY",
        ),
        # Without clients, none fits.
        (
            """
            dealbreaker "a" if clients.count > 3
            dealbreaker "b" unless clients.count > 3
            pro "c" if clients.fit >= good
            accept at 100%
            """,
            "",
            BUDGET,
            "decline consider",
            "",
        ),
        # From afar, all of the seven days.
        (
            """
            pro "a" if remote.policy = remote
            pro "b" if remote.days > 5
            accept at 100%
            """,
            "",
            BUDGET,
            "consider accept",
            "",
        ),
    ],
)
def test_what_cells_tell_within_a_budget(
    criteria: str, offer: str, budget: int, possible: str, settled: str
) -> None:
    checked = parse_criteria(criteria)
    decision = checked.decide(read_offer(offer, format="toml"))
    program = decision.program
    cells = Cells.of(program.world, program.statements, program.thresholds)
    cells.budget = budget
    grades = decision._survey[2]
    found = cells.possible(decision.by_parts, decision._facts, grades)
    assert " ".join(verdict.value for verdict in found) == possible
    truths = cells.truths(decision._facts)
    assert " ".join(truth.name for truth in truths.values()) == settled


NEVER, SOMETIMES = (
    f"let n = {team}\ndealbreaker if n * leave.days < 0" for team in ("team.size", "team.size - 5")
)
IN_TWO = ("rate 1 EUR = 1.1 USD\n", "rate 1 EUR = 1.2 USD\n")


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        (*(f"{rate}dealbreaker if team.size < 3" for rate in IN_TWO), Relation.EQUIVALENT),
        (
            *(f"{rate}dealbreaker if pay.base < 40k EUR per year" for rate in IN_TWO),
            Relation.NOT_SETTLED,
        ),
        (
            *(f"{rate}dealbreaker if pay.base < current.pay.base" for rate in IN_TWO),
            Relation.NOT_SETTLED,
        ),
        (
            "let n = team.size\ndealbreaker if n < leave.days",
            "let n = clients.count\ndealbreaker if n < leave.days",
            Relation.NOT_SETTLED,
        ),
        (
            "let n = team.size\ndealbreaker if team.size < leave.days",
            "let n = clients.count\ndealbreaker if team.size < leave.days",
            Relation.EQUIVALENT,
        ),
        (NEVER, SOMETIMES, Relation.STRICTER),
        (SOMETIMES, NEVER, Relation.LAXER),
    ],
)
def test_two_files_have_the_same_cells_where_they_mean_the_same(
    old: str, new: str, relation: Relation
) -> None:
    assert parse_criteria(old).compare_with(parse_criteria(new)).relation is relation


def test_what_may_count_or_not_is_not_certain_even_if_it_adds_nothing() -> None:
    counts = Share(low=(0,), high=(0,), counted=(True,), may_lack=False)
    lacks = Share(low=(0,), high=(0,), counted=(False,), may_lack=True)
    assert counts.is_certain
    assert lacks.is_certain
    assert not counts.or_(lacks).is_certain


RISING = """
fact my.x: number from 0 to 12
fact my.y: number from 0 to 12
prefer "up" my.x from 2 to 8
prefer "up later" my.x from 5 to 11
"""
ALSO_FALLING = f"""{RISING}
prefer "down" my.x from 9 to 3 weight 2
"""
MORE = f"""{ALSO_FALLING}
prefer "steep" my.x from 4 to 5
prefer "down and up" my.x from 7 to 6
pro "a side" if my.x < 3 and my.y > 4
prefer "another" my.y from 8 to 2
"""


@pytest.mark.parametrize("offer", ["", 'my.x = "3.5..7"', 'my.x = "2..8"\nmy.y = 5'])
@pytest.mark.parametrize("preferences", [RISING, ALSO_FALLING, MORE])
@pytest.mark.parametrize("turn", range(5, 95, 5))
def test_grades_that_are_added_up_as_lines_come_to_what_each_comes_to(
    monkeypatch: pytest.MonkeyPatch, turn: int, preferences: str, offer: str
) -> None:
    criteria = parse_criteria(f"{preferences}decline below {turn}%\naccept at {turn + 3}%")
    world, cells = criteria.program.world, criteria.program.cells
    facts = Facts(world, criteria.read_offer(offer))
    left = [variable.left(facts) for variable in cells.system.variables]
    added_up, tells = Case(cells, facts, left).of(cells.statements)
    monkeypatch.setattr(Case, "slopes_of", lambda *_: [])
    assert Case(cells, facts, left).of(cells.statements) == (added_up, tells)
    assert tells


@pytest.mark.parametrize("fact", ["my.x", "clients.count"])
def test_grades_that_are_added_up_in_boxes_come_to_what_each_comes_to(fact: str) -> None:
    """Of clients there may be none, and then no preference applies."""
    text = MORE.replace(" my.x ", f" {fact} ") + "decline below 30%\naccept at 70%"
    program = parse_criteria(text).program
    cells, search = program.cells, Search(program.cells.system)
    case = Case(cells, NothingSaid(program.world, program.world.blank), [])
    totals = Totals(case, cells.statements)
    (at,) = (at for at, it in enumerate(cells.system.variables) if it.fact == FactPath(fact))
    for first, last in combinations(range(len(cells.system.variables[at].cells) + 1), 2):
        box = list(search.whole)
        box[at] = (1 << last) - (1 << first)
        each = {one: case.share_in(one, box) for one in cells.statements}
        vague = sum(one.graded is not None and not each[one].is_certain for one in each)
        assert totals.without((), tuple(box)) == (cells.together(each.values()), 0, vague)
