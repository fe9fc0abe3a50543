"""Statements as truths of cells: what each of them comes to if facts are in some of their cells."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias

from attrs import define, field, frozen

from offerkit import kleene
from offerkit.core import CheckedStatement
from offerkit.evaluate.cells.variables import (
    FALSE,
    MASKS,
    NEITHER,
    TRUE,
    TRUTHS,
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


@frozen
class Node:
    """A part of a condition, made of those before it; an atom reads variables."""

    kind: str
    parts: tuple[int, ...]
    least: int = 0
    table: tuple[Mask, ...] = ()
    """Of an atom: the mask for each cell of its variable."""
    cells: tuple[tuple[Mask, int], ...] = field(init=False, eq=False)
    """Of an atom: for each truth the cells in which it may be so, as bits."""

    @cells.default
    def _by_truth(self) -> tuple[tuple[Mask, int], ...]:
        return tuple(
            (truth, int("".join("1" if mask & truth else "0" for mask in reversed(self.table)), 2))
            for truth in (FALSE, NEITHER, TRUE)
            if self.table
        )


@frozen
class Graded:
    """The ends of a grade for each cell of a variable; None where it does not apply."""

    variable: int
    ends: tuple[tuple[Fraction, Fraction] | None, ...]


@define(eq=False)
class Compiled:
    """A statement: its condition, or its grade."""

    statement: CheckedStatement
    kind: StatementKind
    weight: int
    node: int = -1
    """Its condition; of a reason for leaving, whether it is addressed; -1 for a preference."""
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
    _index: dict[Hashable, int] = field(factory=dict, init=False)
    _nodes: dict[Node, int] = field(factory=dict, init=False)

    def start(self) -> None:
        """Forget all nodes; node 0 is no comparison, so that its number is never taken for none."""
        self.nodes.clear()
        self._nodes.clear()
        self.node("constant", least=TRUE)

    def node(self, kind: str, *parts: int, least: int = 0, table: tuple[Mask, ...] = ()) -> int:
        """Return the number of a node, the same for the same one."""
        made = Node(kind, parts, least, table)
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
        alike: list[list[list[object]]] = [[[] for _ in of.cells] for of in self.variables]

        def tell_apart(variable: int, row: Iterable[object]) -> None:
            for marks, mark in zip(alike[variable], row, strict=True):
                marks.append(mark)

        for node in self.nodes:
            if node.kind == "atom":
                tell_apart(node.parts[0], node.table)
        for graded in self.grades:
            tell_apart(graded.variable, graded.ends)
        for link in self.links:
            tell_apart(link.one, link.allowed)
            others = range(len(self.variables[link.other].cells))
            tell_apart(link.other, (tuple(row >> at & 1 for row in link.allowed) for at in others))
        found = []
        for rows in alike:
            classes: dict[tuple[object, ...], int] = {}
            for at, marks in enumerate(rows):
                classes[tuple(marks)] = classes.get(tuple(marks), 0) | 1 << at
            found.append(tuple(classes.values()))
        return tuple(found)

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
                    truths = [TRUTHS[known[part]] for part in node.parts]
                    mask = MASKS[tally(node.least, truths)]
            known[at] = mask


_IF: Final = tuple(
    tuple(
        (truth if applies & TRUE else 0) | (NEITHER if applies & NEITHER else 0) if truth else 0
        for truth in range(8)
    )
    for applies in range(8)
)
"""What something comes to that may not apply, by whether it does."""
_TABLES: Final = {"and": _AND, "or": _OR, "same": _SAME, "if": _IF}
