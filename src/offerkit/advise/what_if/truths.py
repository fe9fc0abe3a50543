"""The truths of conditions for what is supposed of facts: by cells, and what leaves them open.

A comparison is looked up in its cells where they tell all of it; any other is judged, once for what
is supposed of the facts that it rests on itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from offerkit import core as c
from offerkit.advise.what_if.segments import Segment
from offerkit.core import datatype_of
from offerkit.datatypes import PayType
from offerkit.evaluate.cells.left import stated_inputs
from offerkit.evaluate.cells.settle import Case, Cells, Grades, narrowed
from offerkit.evaluate.cells.share import Share
from offerkit.evaluate.cells.system import Compiled
from offerkit.evaluate.cells.variables import FALSE, MASKS, NEITHER, TRUE, TRUTHS, Seen
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.semantics import judged
from offerkit.evaluate.verdict import KIND
from offerkit.kleene import Kleene
from offerkit.model.derived import CONVERTING
from offerkit.paths import FactPath

Supposed: TypeAlias = Mapping[FactPath, Segment]
_Missing: TypeAlias = frozenset[FactPath]
_NONE: Final[_Missing] = frozenset()
_MOST_TOGETHER: Final = 256
"""Most combinations of cells that linked statements are tried in; a search does so often."""
_Key: TypeAlias = tuple[int, tuple[tuple[FactPath, Segment], ...]]
"""The number of a comparison or a variable, and what is supposed of the facts it rests on."""


@frozen(eq=False)
class Truths:
    """The truths of conditions of one offer under suppositions, each worked out once."""

    cells: Cells
    facts: Callable[[Supposed], Facts]
    """Returns the facts of the offer with what is supposed of some."""
    _conditions: dict[int, Compiled] = field(init=False)
    """By the identity of their statements."""
    _inputs: dict[tuple[int, int], tuple[FactPath, ...]] = field(factory=dict, init=False)
    _judged: dict[_Key, tuple[int, _Missing]] = field(factory=dict, init=False)
    _seen: dict[_Key, Seen | None] = field(factory=dict, init=False)
    _rests_on: dict[int, frozenset[FactPath]] = field(factory=dict, init=False)
    _left: dict[tuple[int, frozenset[tuple[FactPath, Segment]]], int] = field(
        factory=dict, init=False
    )
    _variables: dict[tuple[int, ...], frozenset[int]] = field(factory=dict, init=False)
    """By the identities of some statements, the variables that their cells are of."""

    @_conditions.default
    def _by_identity(self) -> dict[int, Compiled]:
        return {id(one.statement): one for one in self.cells.statements}

    def of(
        self, statement: c.CheckedStatement, read: tuple[FactPath, ...], supposed: Supposed
    ) -> tuple[Kleene, _Missing]:
        """Return the truth of the condition of a statement, and the facts that leave it open.

        Args:
            statement: Any that bears on the verdict and is no preference.
            read: The facts that it reads and that may be supposed.
            supposed: What is supposed of some of these.
        """
        one, system = self._conditions[id(statement)], self.cells.system
        masks: dict[int, int] = {}
        missing: dict[int, _Missing] = {}
        for at in one.places:
            inputs = self._inputs.get((at, id(one)))
            if inputs is None:
                inputs = self._inputs[at, id(one)] = self._among(at, read)
            key = at, tuple([(fact, supposed[fact]) for fact in inputs if fact in supposed])
            found = self._judged.get(key)
            if found is None:
                found = self._judged[key] = self._worked_out(*key)
            masks[at], missing[at] = found
        system.masks(one.nodes, (), masks)
        lacking, waiting = _NONE, [one.node]
        while waiting:
            at = waiting.pop()
            if masks[at] & (masks[at] - 1):
                if at in missing:
                    lacking |= missing[at]
                else:
                    waiting += system.nodes[at].parts
        return TRUTHS[masks[one.node]], lacking

    def together(
        self,
        statements: Sequence[c.CheckedStatement],
        grades: Mapping[int, Grades],
        supposed: Supposed,
    ) -> Share | None:
        """Return what statements come to together; None if cells tell no more than their parts.

        Args:
            statements: Some that bear on the verdict.
            grades: What the preferences among them contribute, by identity.
            supposed: What is supposed of the facts that they read.
        """
        key, cells = tuple(map(id, statements)), self.cells
        some = [self._conditions[one] for one in key]
        if key not in self._variables:
            self._variables[key] = self._read_by(some)
        mine = self._variables[key]
        if not mine:
            return None
        facts = self.facts(supposed)
        left = [one.all for one in cells.system.variables]
        for at in mine:
            left[at] = self._cells_left(at, facts, supposed)
        if not narrowed(cells.system, left):
            return None
        fewer = evolve(cells, budget=_MOST_TOGETHER)
        share, tells = Case(fewer, facts, left, grades=dict(grades)).of(some)
        return share if tells else None

    def _cells_left(self, at: int, facts: Facts, supposed: Supposed) -> int:
        """Return the cells left of a variable: worked out once for what it rests on."""
        variable = self.cells.system.variables[at]
        if at not in self._rests_on:
            self._rests_on[at] = frozenset(stated_inputs(variable, self.cells.world))
        rests_on = self._rests_on[at]
        key = at, frozenset(pair for pair in supposed.items() if pair[0] in rests_on)
        if key not in self._left:
            self._left[key] = variable.left(facts)
        return self._left[key]

    def may_tell_more(self, statements: Sequence[c.CheckedStatement]) -> bool:
        """Return whether cells may tell more of statements together than their parts."""
        return self.cells.can_tell_more_of(self._conditions[id(one)] for one in statements)

    def _read_by(self, statements: Sequence[Compiled]) -> frozenset[int]:
        """Return the variables that statements rest on; none if cells tell nothing of them."""
        if not self.cells.can_tell_more_of(statements):
            return frozenset()
        system = self.cells.system
        found = {at for at, one in enumerate(system.variables) if one.fact == KIND}
        found.update(*(one.reads for one in statements))
        links = [{link.one, link.other} for link in system.links]
        while more := {at for link in links if link & found for at in link - found}:
            found |= more
        return frozenset(found)

    def _among(self, at: int, read: Sequence[FactPath]) -> tuple[FactPath, ...]:
        """Return the facts among some on which a comparison depends."""
        cells, world = self.cells, self.cells.world
        variable = cells.system.variables[cells.system.nodes[at].parts[0]]
        core = cells.system.cores.get(at)
        stated = world.stated_facts(core) if core else world.sources(variable.fact or KIND)
        rests_on = {*stated, *map(world.assumptions.get, stated)}

        def converts(fact: FactPath) -> bool:
            parts = c.parts_of(core) if core and fact.path in CONVERTING else ()
            return any(isinstance(datatype_of(part), PayType) for part in parts)

        return tuple(fact for fact in read if fact in rests_on or converts(fact))

    def _worked_out(
        self, at: int, mine: tuple[tuple[FactPath, Segment], ...]
    ) -> tuple[int, _Missing]:
        system = self.cells.system
        node = system.nodes[at]
        key, facts = (node.parts[0], mine), self.facts(dict(mine))
        if key in self._seen:
            seen = self._seen[key]
        else:
            seen = self._seen[key] = system.variables[node.parts[0]].seen(facts)
        if seen is None:
            found = judged(system.cores[at], facts)
            return MASKS[found.truth], frozenset(found.missing)
        left, missing, doubts = seen
        mask = sum(truth for truth, cells in node.cells if left & cells)
        is_open = mask & TRUE and mask & FALSE
        return mask, frozenset((missing if is_open else ()) + (doubts if mask & NEITHER else ()))
