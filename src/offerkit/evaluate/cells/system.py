"""Statements as truths of cells: what each of them comes to if facts are in some of their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache
from heapq import heapify, heappop, heappush
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import Final, TypeAlias

from attrs import define, field, frozen

from offerkit import kleene
from offerkit.core import CheckedStatement, Core
from offerkit.evaluate.cells.variables import (
    FALSE,
    MASKS,
    NEITHER,
    TRUE,
    TRUTHS,
    Cell,
    Piece,
    Variable,
)
from offerkit.evaluate.verdict import (
    StatementKind,
)
from offerkit.kleene import AND, OR, SAME, Kleene, tally

Mask: TypeAlias = int


def _table(of: Sequence[Sequence[Kleene]]) -> tuple[tuple[Mask, ...], ...]:
    """Return a table of truths as one of masks; nothing comes of the mask 0."""
    return tuple(
        tuple(
            MASKS[of[TRUTHS[one].value][TRUTHS[other].value]] if one and other else 0
            for other in range(8)
        )
        for one in range(8)
    )


_AND: Final = _table(AND)
_OR: Final = _table(OR)
_SAME: Final = _table(SAME)
NOT: Final = (0, *(MASKS[kleene.NOT[TRUTHS[mask].value]] for mask in range(1, 8)))


@lru_cache(maxsize=4_096)
def _count(least: int, masks: tuple[Mask, ...]) -> Mask:
    return MASKS[tally(least, [TRUTHS[mask] for mask in masks])]


Cells: TypeAlias = tuple[tuple[Mask, int], ...]
"""For each truth the cells in which it may be so, as bits."""


def by_truth(runs: Iterable[tuple[Mask, int]]) -> Cells:
    """Return in which cells each truth may be so, given runs of cells that have the same mask.

    Args:
        runs: Masks, each with the number of successive cells that have it.
    """
    found, at = dict.fromkeys((FALSE, NEITHER, TRUE), 0), 0
    for mask, count in runs:
        for truth in found:
            if mask & truth:
                found[truth] |= ((1 << count) - 1) << at
        at += count
    return tuple(found.items())


@frozen
class Node:
    """A part of a condition, made of those before it; an atom reads variables."""

    kind: str
    parts: tuple[int, ...]
    least: int = 0
    cells: Cells = ()
    """Of an atom: those of its variable."""
    changes: tuple[int, ...] = field(default=(), eq=False, repr=False)
    """Of an atom: the places of the cells that are not as the cell before, and of the end."""


@frozen
class Graded:
    """A grade along the cells of a variable: it changes between its worst and its best only."""

    variable: int
    cells: Sequence[Cell] = field(eq=False, repr=False)
    slope: Fraction
    """How it changes with the fact, not 0."""
    rest: Fraction
    """What it would be at 0."""
    between: tuple[int, int]
    """The first cell between the worst and the best, and the first one after these.

    The grade of those before is that of one of them, and of those after that of the other.
    """
    applying: int
    """The first cell in which it does not apply; their number if it applies in each."""

    def over(self, cells: int) -> tuple[Fraction | int, Fraction | int]:
        """Return the least and the greatest grade in some cells, all of which apply, as bits."""
        first, last = lowest(cells), cells.bit_length() - 1
        if self.slope > 0:
            return self._end(first, 0), self._end(last, 1)
        return self._end(last, 1), self._end(first, 0)

    def _end(self, at: int, side: int) -> Fraction | int:
        """Return the grade at the lower end of a cell, 0, or at the upper one, 1."""
        first, last = self.between
        if not first <= at < last:
            return int((at >= last) == (self.slope > 0))
        return self.slope * ends_of(self.cells[at])[side] + self.rest


def ends_of(cell: Cell) -> tuple[Fraction, Fraction]:
    """Return the ends of a piece that has both."""
    assert isinstance(cell, Piece)
    assert cell.low is not None
    assert cell.high is not None
    return cell.low, cell.high


@define(eq=False)
class Compiled:
    """A statement: its condition, or its grade."""

    statement: CheckedStatement
    kind: StatementKind
    weight: int
    node: int = -1
    """Its condition; of a reason for leaving, whether it is addressed; -1 for a preference."""
    counter: int = -1
    """Of a reason for leaving, whether the offer is a counter-offer."""
    graded: Graded | None = None
    """None if it has a condition, or a grade that no cells tell."""
    nodes: tuple[int, ...] = ()
    """All parts of the condition, each after those that it is made of."""
    reads: tuple[int, ...] = ()
    """The variables that it reads."""
    places: dict[int, int] = field(factory=dict)
    """Its comparisons, and the number of places in which each stands: 1, or 2 for several."""

    @property
    def is_barrier(self) -> bool:
        """Whether it can rule offers out."""
        return self.kind in {StatementKind.DEALBREAKER, StatementKind.LEAVING}


@frozen
class Link:
    """Two variables that have not every pair of cells: for each cell of one, those of the other."""

    one: int
    other: int
    allowed: tuple[int, ...]


@define(eq=False, slots=False)
class System:
    """The variables, comparisons and statements of criteria, perhaps of several files."""

    variables: list[Variable] = field(factory=list)
    nodes: list[Node] = field(factory=list)
    links: list[Link] = field(factory=list)
    grades: list[Graded] = field(factory=list)
    cores: dict[int, Core] = field(factory=dict)
    """For each atom a comparison that it is of."""
    tells_sides_apart: bool = False
    """Whether a `min` or `max` that was taken apart has facts in common with its other side."""
    _index: dict[Hashable, int] = field(factory=dict, init=False)
    _nodes: dict[Node, int] = field(factory=dict, init=False)
    _atoms: dict[tuple[int, tuple[tuple[Mask, int], ...]], int] = field(factory=dict, init=False)
    """Comparisons by their runs, of which there are few; their cells are long numbers."""

    def start(self) -> None:
        """Forget all nodes; node 0 is no comparison, so that its number is never taken for none."""
        self.nodes.clear()
        self._nodes.clear()
        self._atoms.clear()
        self.cores.clear()
        self.node("constant", least=TRUE)

    def atom(self, variable: int, runs: Iterable[tuple[Mask, int]]) -> int:
        """Return the number of a comparison, the same for the same one; see ``by_truth``."""
        some = groupby((run for run in runs if run[1]), itemgetter(0))
        key = variable, tuple((mask, sum(count for _, count in alike)) for mask, alike in some)
        found = self._atoms.get(key)
        if found is None:
            found = self._atoms[key] = len(self.nodes)
            changes = tuple(accumulate((count for _, count in key[1]), initial=0))
            self.nodes.append(Node("atom", (variable,), 0, by_truth(key[1]), changes))
        return found

    def node(self, kind: str, *parts: int, least: int = 0) -> int:
        """Return the number of a node that is no comparison, the same for the same one."""
        made = Node(kind, parts, least)
        found = self._nodes.get(made)
        if found is None:
            found = self._nodes[made] = len(self.nodes)
            self.nodes.append(made)
        return found

    def variable(self, key: Hashable) -> int | None:
        """Return the number of a variable, if there is one by this key."""
        return self._index.get(key)

    def add(self, variable: Variable) -> int:
        """Return the number of a variable, the same for the same key."""
        found = self._index.get(variable.key)
        if found is None:
            found = self._index[variable.key] = len(self.variables)
            self.variables.append(variable)
        return found

    @cached_property
    def classes(self) -> tuple[tuple[int, ...], ...]:
        """The cells of each variable in classes that no statement tells apart, as bits."""
        atoms: list[list[int]] = [[] for _ in self.variables]
        for at, node in enumerate(self.nodes):
            if node.kind == "atom":
                atoms[node.parts[0]].append(at)
        return tuple(self.classes_by(at, some, self.grades) for at, some in enumerate(atoms))

    def classes_by(
        self, variable: int, atoms: Iterable[int], grades: Iterable[Graded] = ()
    ) -> tuple[int, ...]:
        """Return the cells of a variable in classes that are alike for links and some comparisons.

        And for some grades. Each class comes after those that begin before it.
        """
        count = len(self.variables[variable].cells)
        mine = [of for of in grades if of.variable == variable]
        rows: list[Sequence[object]] = [of.allowed for of in self.links if of.one == variable]
        for link in self.links:
            if link.other == variable:
                rows += [[row >> at & 1 for at in range(count)] for row in link.allowed]
        # What tells the cells apart, as a number for each: by what it is not as the one before it.
        flips, slot = dict[int, int](), 0
        for atom in atoms:
            for _, bits in self.nodes[atom].cells:
                for at in places(bits ^ bits << 1):
                    flips[at] = flips.get(at, 0) ^ 1 << slot
                slot += 1
        for graded in mine:
            for at in (*graded.between, graded.applying):
                flips[at] = flips.get(at, 0) ^ 1 << slot
                slot += 1
        if mine:
            # A cell in which any grade changes is like no other one.
            rows.append(_each_by_itself([of.between for of in mine], count))
        for row in rows:
            marks, last = dict[object, int](), 0
            for at in range(count):
                if at == 0 or row[at] != row[at - 1]:
                    mark = marks.setdefault(row[at], len(marks))
                    flips[at] = flips.get(at, 0) ^ (mark ^ last) << slot
                    last = mark
            slot += count.bit_length()
        classes, told = dict[int, int](), 0
        for start, stop in pairwise([*sorted({0, *flips} - {count}), count]):
            told ^= flips.get(start, 0)
            classes[told] = classes.get(told, 0) | (1 << stop) - (1 << start)
        return tuple(classes.values())

    def told(self, atom: int, bits: int) -> list[int]:
        """Return some cells of the variable of a comparison in parts that it tells apart."""
        parts = [bits]
        for _, cells in self.nodes[atom].cells:
            parts = [some for part in parts for some in (part & cells, part & ~cells) if some]
        return parts

    def masks(self, nodes: Iterable[int], left: Sequence[int], known: dict[int, Mask]) -> None:
        """Work out nodes, each after its parts, for the cells that are left of each variable."""
        for at in nodes:
            if at in known:
                continue
            node = self.nodes[at]
            match node.kind:
                case "atom":
                    mask, bits = 0, left[node.parts[0]]
                    for truth, cells in node.cells:
                        if bits & cells:
                            mask |= truth
                case "constant":
                    mask = node.least
                case "not":
                    mask = NOT[known[node.parts[0]]]
                case "and" | "or" | "same" | "if":
                    table = _TABLES[node.kind]
                    mask = known[node.parts[0]]
                    for part in node.parts[1:]:
                        mask = table[mask][known[part]]
                case _:
                    assert node.kind == "count"
                    mask = _count(node.least, tuple([known[part] for part in node.parts]))
            known[at] = mask


class Sweep:
    """The nodes of a condition in one choice of cells after the other.

    Only what turns is worked out anew: there are as many choices as cells, and as many nodes as
    comparisons.
    """

    def __init__(self, system: System, one: Compiled, split: Collection[int]) -> None:
        """Begin.

        Args:
            system: What the condition is part of.
            one: Its statement.
            split: The variables of which each choice has cells that are alike, if it may turn.
        """
        self.system: System = system
        self.one: Compiled = one
        self.masks: dict[int, Mask] = {}
        """The nodes in the last choice."""
        self._left: dict[int, int] = {}
        self._rank = {at: rank for rank, at in enumerate(one.nodes)}
        self._above: dict[int, list[int]] = {}
        self._atoms: dict[int, list[int]] = {}
        turns: dict[int, dict[int, list[int]]] = {at: {} for at in split}
        for at in one.nodes:
            node = system.nodes[at]
            if node.kind != "atom":
                for part in node.parts:
                    self._above.setdefault(part, []).append(at)
                continue
            variable = node.parts[0]
            self._atoms.setdefault(variable, []).append(at)
            for place in node.changes if variable in turns else ():
                turns[variable].setdefault(place, []).append(at)
        self._turns = {at: (sorted(found), found) for at, found in turns.items()}

    def go(self, left: Sequence[int]) -> dict[int, Mask]:
        """Return the nodes for the cells that are left of each variable."""
        if not self.masks:
            self.system.masks(self.one.nodes, left, self.masks)
        waiting: list[int] = []
        for variable in self._atoms:
            before, now = self._left.get(variable, left[variable]), left[variable]
            self._left[variable] = now
            if before != now:
                waiting += [self._rank[at] for at in self._turned(variable, before, now)]
        heapify(waiting)
        last = -1
        while waiting:
            rank = heappop(waiting)
            if rank == last:
                continue
            last, at = rank, self.one.nodes[rank]
            mask = self.masks.pop(at)
            self.system.masks((at,), left, self.masks)
            if self.masks[at] != mask:
                for above in self._above.get(at, ()):
                    heappush(waiting, self._rank[above])
        return self.masks

    def _turned(self, variable: int, before: int, now: int) -> Iterable[int]:
        """Return the comparisons that may come to something else in other cells of a variable."""
        if variable not in self._turns:
            return self._atoms[variable]
        order, found = self._turns[variable]
        low, high = sorted((lowest(before), lowest(now)))
        between = order[bisect_right(order, low) : bisect_right(order, high)]
        return {at for place in between for at in found[place]}


def _each_by_itself(spans: Iterable[tuple[int, int]], count: int) -> Sequence[int]:
    """Return a number for each of as many cells: one of its own within a span, otherwise 0."""
    row, at = [0] * count, 0
    for first, last in sorted(spans):
        at = max(at, first)
        row[at:last] = range(at + 1, last + 1)
        at = max(at, last)
    return row


def lowest(bits: int) -> int:
    """Return the place of the lowest bit that is set."""
    return (bits & -bits).bit_length() - 1


def places(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, from low to high."""
    while bits:
        yield lowest(bits)
        bits &= bits - 1


_IF: Final = tuple(
    tuple(
        (truth if applies & TRUE else 0) | (NEITHER if applies & NEITHER else 0) if truth else 0
        for truth in range(8)
    )
    for applies in range(8)
)
"""What something comes to that may not apply, by whether it does."""
_TABLES: Final = {"and": _AND, "or": _OR, "same": _SAME, "if": _IF}
