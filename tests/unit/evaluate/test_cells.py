"""Cells that hang together, in systems that no criteria come to."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product

import pytest

from offerkit.criteria import parse_criteria
from offerkit.evaluate.cells import search as searching
from offerkit.evaluate.cells.search import UNSETTLED, Box, Search, Wanted, hunt
from offerkit.evaluate.cells.settle import components
from offerkit.evaluate.cells.system import Graded, Link, Sweep, System, _table
from offerkit.evaluate.cells.variables import FALSE, MASKS, TRUE, TRUTHS, Job, Piece
from offerkit.kleene import AND, OR, SAME, Kleene

DIFFERENT = (0b10, 0b01)
"""What goes with each of two cells if two variables are never in the same one."""


@pytest.fixture
def three() -> System:
    """Three variables of two cells each."""
    system = System()
    system.start()
    for name in ("a", "b", "c"):
        at = system.add(Job(name, (False, True)))
        system.atom(at, [(1, 1), (4, 1)])
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

    found = hunt(Search(three), lambda _: None, shown, is_open, lambda _: (0.0,), [100])
    assert found is UNSETTLED
    assert len(seen) == looked_at


def test_a_system_begins_with_what_is_always_true(three: System) -> None:
    known: dict[int, int] = {}
    system = System()
    system.start()
    system.masks((0,), (), known)
    assert known == {0: TRUE}
    assert [three.variable(it.key) for it in three.variables] == [0, 1, 2]
    assert three.variable("d") is None


@pytest.mark.parametrize("table", [AND, OR, SAME])
def test_masks_are_what_each_truth_of_one_and_each_of_the_other_come_to(
    table: tuple[tuple[Kleene, ...], ...],
) -> None:
    for one, other in product(range(8), repeat=2):
        each = product(*([bit for bit in (1, 2, 4) if mask & bit] for mask in (one, other)))
        expected = {MASKS[table[TRUTHS[a].value][TRUTHS[b].value]] for a, b in each}
        assert _table(table)[one][other] == sum(expected)


@pytest.mark.parametrize(
    ("steps", "parts", "within", "expected"),
    [
        (7, None, None, (2, 2, 2)),
        (6, None, None, UNSETTLED),
        # In each box, three comparisons and what they make are looked at.
        (7, 28, None, (2, 2, 2)),
        (7, 27, None, UNSETTLED),
        (3, None, (3, 2, 2), (2, 2, 2)),
        (3, None, (3, 1, 3), None),
    ],
)
def test_a_search_ends_with_its_budget(
    three: System, steps: int, parts: int | None, within: Box | None, expected: object
) -> None:
    all_three = three.node("and", 1, 2, 3)
    search = Search(three, steps, parts)
    assert search.find(Wanted(all_three, TRUE), within=within) == expected


@pytest.fixture
def vague(three: System) -> System:
    """With a variable of four cells in three classes, and comparisons that not all of them tell."""
    at = three.add(Job("d", (False, True, False, True)))
    for runs in ([(5, 4)], [(1, 2), (5, 2)], [(1, 3), (4, 1)]):
        three.atom(at, runs)
    return three


def test_what_no_cell_tells_is_not_settled(vague: System) -> None:
    search = Search(vague)
    in_place = vague.node("and", vague.node("not", 1), 4)
    assert search.find(Wanted(4, TRUE)) is UNSETTLED
    assert search.find(Wanted(1, TRUE)) == (2, 3, 3, 15)
    assert search.find(Wanted(in_place, TRUE)) is UNSETTLED
    assert search.find(Wanted(vague.node("or", in_place, 1), TRUE)) == (2, 3, 3, 15)


def _grade(first: int, last: int, applying: int, variable: int = 3) -> Graded:
    return Graded(variable, (), Fraction(1), Fraction(0), (first, last), applying)


@pytest.mark.parametrize(
    ("atoms", "grades", "links", "expected"),
    [
        ((), [], [], (15,)),
        ((4,), [], [], (15,)),
        ((5,), [], [], (3, 12)),
        ((5, 6), [], [], (3, 4, 8)),
        ((7,), [], [], (9, 2, 4)),
        ((), [_grade(1, 2, 3)], [], (1, 2, 4, 8)),
        ((), [_grade(1, 1, 3)], [Link(0, 3, (15, 15))], (1, 6, 8)),
        ((), [_grade(1, 1, 4)], [], (1, 14)),
        ((), [_grade(0, 0, 4)], [], (15,)),
        ((), [_grade(0, 2, 4)], [], (1, 2, 12)),
        ((), [_grade(1, 3, 4), _grade(1, 2, 4)], [], (1, 2, 4, 8)),
        ((), [_grade(2, 3, 4), _grade(0, 1, 4)], [], (1, 2, 4, 8)),
        ((5,), [_grade(1, 1, 4)], [], (1, 2, 12)),
        ((), [_grade(1, 2, 3, variable=2)], [], (15,)),
        ((), [], [Link(3, 0, (1, 1, 2, 1))], (11, 4)),
        ((), [], [Link(0, 3, (0b0110, 0b1111))], (9, 6)),
        ((), [], [Link(0, 3, (0b0110, 0b0101))], (1, 2, 4, 8)),
        ((), [], [Link(0, 3, (0b0110, 0b0101)), Link(1, 3, (15, 15))], (1, 2, 4, 8)),
        ((), [], [Link(0, 1, DIFFERENT)], (15,)),
        ((6,), [], [Link(3, 0, (1, 1, 2, 1))], (3, 4, 8)),
        ((5,), [], [Link(3, 0, (1, 1, 2, 2))], (3, 12)),
        ((4,), [], [Link(3, 0, (1, 1, 2, 2))] * 2, (3, 12)),
        ((), [_grade(0, 0, 3)], [Link(3, 0, (2, 1, 2, 1))], (5, 2, 8)),
    ],
)
def test_cells_are_alike_that_nothing_tells_apart(
    vague: System,
    atoms: tuple[int, ...],
    grades: list[Graded],
    links: list[Link],
    expected: tuple[int, ...],
) -> None:
    vague.links += links
    vague.atom(3, [(4, 1), (2, 1), (6, 1), (4, 1)])
    assert vague.classes_by(3, atoms, grades) == expected
    vague.grades += grades
    assert vague.classes == tuple(vague.classes_by(at, some, grades) for at, some in ATOMS.items())


ATOMS = {0: (1,), 1: (2,), 2: (3,), 3: (4, 5, 6, 7)}


@pytest.mark.parametrize(
    ("slope", "cells", "expected"),
    [
        (1, 0b00001, (0, 0)),
        (1, 0b00010, (0, Fraction(1, 2))),
        (1, 0b00100, (Fraction(1, 2), Fraction(1, 2))),
        (1, 0b00101, (0, Fraction(1, 2))),
        (1, 0b10010, (0, 1)),
        (-1, 0b00001, (1, 1)),
        (-1, 0b01000, (0, Fraction(1, 2))),
        (-1, 0b00110, (Fraction(1, 2), 1)),
        (-1, 0b10000, (0, 0)),
    ],
)
def test_a_grade_in_cells_is_that_of_their_ends(
    slope: int, cells: int, expected: tuple[Fraction | int, ...]
) -> None:
    ends = [(None, 0), (0, 2), (2, 2), (2, 4), (4, None)]
    pieces = [Piece(*(None if end is None else Fraction(end) for end in pair)) for pair in ends]
    rest = Fraction(slope < 0)
    graded = Graded(0, pieces, Fraction(slope, 4), rest, (1, 4), 5)
    assert graded.over(cells) == expected


"""The comparisons of each variable."""


@pytest.mark.parametrize(
    ("nodes", "box", "expected"),
    [
        ((1, 2, 3), (3, 3, 3, 15), (0, [1, 2])),
        ((3, 2, 1), (3, 3, 3, 15), (2, [1, 2])),
        ((1, 2, 3), (1, 2, 3, 15), (2, [1, 2])),
        ((4, 1), (3, 3, 3, 15), (0, [1, 2])),
        ((4, 5), (3, 3, 3, 15), (3, [3, 12])),
        ((4, 6), (3, 3, 3, 12), (3, [4, 8])),
        ((4, 6), (3, 3, 3, 3), None),
        ((5, 6), (3, 3, 3, 15), (3, [3, 4, 8])),
        ((5, 6), (3, 3, 3, 5), (3, [1, 4])),
        ((5, 6), (3, 3, 3, 8), None),
        ((6, 1), (3, 3, 3, 15), (0, [1, 2])),
        # What is known to be false, or true, of all that is left is not open.
        ((6,), (3, 3, 3, 7), None),
        ((7,), (3, 3, 3, 7), None),
        # The part with the first cell is looked at first, even if it has the last one, too.
        ((8,), (3, 3, 3, 15), (3, [9, 6])),
    ],
)
def test_a_box_is_divided_by_the_variable_with_the_fewest_cells(
    vague: System, nodes: tuple[int, ...], box: Box, expected: tuple[int, list[int]] | None
) -> None:
    for runs in ([(4, 3), (1, 1)], [(4, 1), (1, 2), (4, 1)]):
        vague.atom(3, runs)
    found = Search(vague).divided(box, nodes)
    if expected is None:
        assert found is None
    else:
        at, parts = expected
        assert found == [(*box[:at], some, *box[at + 1 :]) for some in parts]


@pytest.mark.parametrize("count", [1, 15, 16, 17, 100])
def test_a_box_is_divided_in_few_parts_however_many_cells_there_are(count: int) -> None:
    system = System()
    system.start()
    system.add(Job("a", (False, True) * count))
    for at in range(1, 2 * count):
        system.atom(0, [(FALSE, at), (TRUE, 2 * count - at)])
    search = Search(system)
    assert len(system.classes[0]) == 2 * count
    whole = (1 << 2 * count) - 1
    for parts in (search.split((whole,), 0), search.divided((whole,), range(1, 2 * count))):
        assert parts is not None
        of = [some for (some,) in parts]
        assert 2 <= len(of) <= searching._MOST_PARTS
        assert sum(of) == whole


@pytest.mark.parametrize(
    ("left", "expected"), [(15, [3, 4, 8]), (5, [1, 4]), (2, [2]), (12, [4, 8])]
)
def test_a_box_is_split_into_what_is_left_of_each_class(
    vague: System, left: int, expected: list[int]
) -> None:
    split = Search(vague).split((3, 1, 3, left), 3)
    assert [*split] == [(3, 1, 3, some) for some in expected]


NEAREST = [
    *((3, 3, 3), (2, 3, 3), (1, 3, 3), (2, 2, 3), (1, 2, 3)),
    *((2, 2, 2), (1, 2, 2), (2, 2, 1), (1, 2, 1), (2, 1, 3), (1, 1, 3)),
]


@pytest.mark.parametrize("at", range(len(NEAREST)))
@pytest.mark.parametrize("less", [0, 1])
def test_the_nearest_boxes_are_looked_at_first_in_turn(three: System, at: int, less: int) -> None:
    divided = [one for one, box in enumerate(NEAREST[:at]) if 3 in box]
    seen: list[Box] = []

    def test(box: Box) -> bool | None:
        seen.append(box)
        return True if box == NEAREST[at] else None if 3 in box else False

    def choose(box: Box) -> int | None:
        return box.index(3)

    def no(box: Box) -> bool:
        raise AssertionError(box)

    budget = [1 + 2 * len(divided) - less]
    found = hunt(Search(three), test, no, choose, lambda box: (-sum(box),), budget)
    assert budget == [-less]
    assert found == (UNSETTLED if less else NEAREST[at])
    assert seen == NEAREST[: 1 + (max(divided, default=-1) if less else at)]


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
