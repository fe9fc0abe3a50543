"""Cells that hang together, in systems that no criteria come to."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from offerkit.criteria import parse_criteria
from offerkit.evaluate.cells import search as searching
from offerkit.evaluate.cells.search import UNSETTLED, Box, Search, hunt
from offerkit.evaluate.cells.settle import components
from offerkit.evaluate.cells.system import Link, Sweep, System, by_truth
from offerkit.evaluate.cells.variables import Job

DIFFERENT = (0b10, 0b01)
"""What goes with each of two cells if two variables are never in the same one."""


@pytest.fixture
def three() -> System:
    """Three variables of two cells each."""
    system = System()
    system.start()
    for name in ("a", "b", "c"):
        at = system.add(Job(name, (False, True)))
        system.node("atom", at, cells=by_truth([(1, 1), (4, 1)]))
    return system


def test_what_is_left_of_each_pair_may_leave_nothing_of_three(three: System) -> None:
    three.links += [Link(0, 1, DIFFERENT), Link(1, 2, DIFFERENT)]
    search = Search(three)
    assert [*search.split(search.whole, 0)] == [(1, 2, 1), (2, 1, 2)]
    three.links.append(Link(0, 2, DIFFERENT))
    search = Search(three)
    assert search.whole == (3, 3, 3)
    assert [*search.split(search.whole, 0)] == []


def test_links_between_what_no_statement_reads_are_no_group(three: System) -> None:
    three.links.append(Link(0, 1, DIFFERENT))
    assert [*components(three, [], {}, {0, 1, 2})] == []


@pytest.mark.parametrize(("most", "looked_at"), [(1, 1), (3, 3), (20, 8)])
def test_boxes_in_which_nothing_is_shown_are_looked_at_for_a_while(
    three: System, most: int, looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_TRIES", most)
    seen: list[Box] = []

    def is_open(box: Box) -> int | None:
        return next((at for at, bits in enumerate(box) if bits == 0b11), None)

    def shown(box: Box) -> bool:
        seen.append(box)
        return False

    found = hunt(Search(three), lambda _: None, shown, is_open, lambda _: (0.0,), 100)
    assert found is UNSETTLED
    assert len(seen) == looked_at


SWEPT = """
let some = team.size > 5 or leave.days > 20 and not (team.size < 2)
let more = some or team.size = 3 or manager.mentoring > rarely
dealbreaker unless more
pro if at least 2 of (leave.days > 3, team.size between 4 and 7, leave.days = 3, more)
con if location.city in {"Oslo", "Rome"} or (team.size > 2) = (leave.days > 9)
"""


@pytest.mark.parametrize("is_split", [True, False])
def test_what_turns_from_one_choice_of_cells_to_the_next_is_worked_out_anew(is_split: bool) -> None:
    """In whichever order, and also of cells that are not alike."""
    cells = parse_criteria(SWEPT).program.cells
    system, whole = cells.system, [(1 << len(it.cells)) - 1 for it in cells.system.variables]
    for one in cells.statements:
        split = [at for at in one.reads if len(system.classes[at]) > 1] if is_split else []
        options = [[*system.classes[at], *([] if is_split else [whole[at]])] for at in one.reads]
        choices = [*product(*options)][::7]
        sweep = Sweep(system, one, split)
        for before, chosen in permutations(choices[:24], 2):
            for bits in (before, chosen):
                left = list(whole)
                for at, some in zip(one.reads, bits, strict=True):
                    left[at] = some
                fresh: dict[int, int] = {}
                system.masks(one.nodes, left, fresh)
                assert sweep.go(left) == fresh
