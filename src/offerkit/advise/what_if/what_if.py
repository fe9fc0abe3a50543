"""What if: statements of an offer in which some facts are supposed to be known, or different.

A decision is the worst of its dealbreakers and the sum of what its statements weigh; each
statement rests on few facts. So a change of a fact is worked out for the statements that rest on
it, once, and everything else stays as it was: no offer is built, and nothing is decided anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from offerkit import core as c
from offerkit.advise.what_if.cells import (
    Cell,
    Cutter,
    Line,
    Supposed,
    Uses,
    atoms_of,
    is_exact,
    stated_facts,
    value_of,
)
from offerkit.core import condition_of, facts_of, weight_of
from offerkit.evaluate.facts import Stretch
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.semantics import grade, judge
from offerkit.evaluate.verdict import (
    IS_COUNTER,
    KIND,
    NOTHING,
    StatementKind,
    Verdict,
    contribution,
    rules_out,
)
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED, HOURS, base_parts
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.syntax.nodes import RuleKind
from offerkit.values import FactValue


@frozen
class Effect:
    """What a statement does to the verdict."""

    rules_out: Kleene
    """Whether it rules the offer out."""
    low: Fraction
    """The least that it adds to the score, times its weight."""
    high: Fraction
    """The most."""
    missing: frozenset[FactPath]
    """The facts that leave it open; empty when it is settled, or lacks only a rate."""

    @property
    def is_open(self) -> bool:
        """Whether learning more could still change what it does."""
        return self.rules_out is Kleene.UNKNOWN or self.low != self.high


@frozen
class Matter:
    """A statement that bears on the verdict."""

    index: int
    """Of the decision's findings."""
    kind: StatementKind
    statement: c.CheckedStatement
    weight: int
    facts: tuple[FactPath, ...]
    """What may be supposed of it, in order of first mention."""
    hidden: frozenset[FactPath]
    """The parts of derived facts among them: these may begin to matter once others are known."""

    @property
    def condition(self) -> c.Core:
        """Its condition, or the subject of a preference."""
        return condition_of(self.statement)

    def waits_for(self, effect: Effect) -> frozenset[FactPath]:
        """Return the facts that leave it open, and those that may once these are known."""
        return effect.missing | self.hidden if effect.missing else effect.missing


Choice = Mapping[FactPath, int]
"""What is supposed: of each fact, which of its cells. Facts left out are as they are stated."""


@frozen(slots=False, eq=False)
class WhatIf:
    """The statements of an offer that bear on its verdict, and what they would come to."""

    decision: Ruling
    """On the offer, by criteria whose assumptions count as known."""
    extra: frozenset[FactPath] = frozenset()
    """Facts that may be supposed to be something else although they are known."""
    matters: tuple[Matter, ...] = field(init=False, repr=False)
    cells: dict[FactPath, tuple[Cell, ...]] = field(init=False, repr=False)
    cutter: Cutter = field(init=False, repr=False)
    _known: dict[tuple[int, tuple[int, ...]], Effect] = field(factory=dict, init=False, repr=False)
    _worked: dict[tuple[int, tuple[Cell | None, ...]], Effect] = field(
        factory=dict, init=False, repr=False
    )

    @property
    def offer(self) -> Offer:
        """The offer that was decided."""
        return self.decision.offer

    @property
    def program(self) -> Program:
        """The criteria that decided."""
        return self.decision.program

    @matters.default
    def _matters(self) -> tuple[Matter, ...]:
        nothing = Supposed(self.program.world, self.offer, {}, {})
        pairs = zip(self.program.statements, self.decision.findings, strict=True)
        return tuple(
            self._matter(index, statement, finding, nothing)
            for index, (statement, finding) in enumerate(pairs)
            if self._bears(statement)
        )

    def _bears(self, statement: c.CheckedStatement) -> bool:
        match statement:
            case c.CheckedLeaving():
                return self.decision.is_counter is not Kleene.FALSE or KIND in self.extra
            case c.CheckedRule(kind=RuleKind.CAUTION):
                return False
            case _:
                return True

    def _matter(
        self, index: int, statement: c.CheckedStatement, finding: Finding, offer: Supposed
    ) -> Matter:
        lets = self.program.world.lets
        core = condition_of(statement)
        read = list(dict.fromkeys((*stated_facts(core, lets), *finding.missing)))
        if isinstance(statement, c.CheckedLeaving):
            read.append(KIND)
        facts = tuple(
            fact
            for fact in dict.fromkeys(read)
            if fact in self.extra
            or (
                not is_exact(offer.value(fact))
                and (fact.path not in HOURS.values() or fact in finding.missing)
            )
        )
        parts = {
            FactPath(part, fact.view)
            for fact in facts_of(lets, core)
            if fact.path in DERIVED
            for part in base_parts(fact.path)
        }
        weight = weight_of(statement)
        return Matter(index, finding.kind, statement, weight, facts, frozenset(parts & set(facts)))

    @cutter.default
    def _cutter(self) -> Cutter:
        lets = self.program.world.lets
        atoms: dict[c.Core, None] = {}
        preferences: dict[c.CheckedPreference, None] = {}
        for matter in self.matters:
            if isinstance(matter.statement, c.CheckedPreference):
                preferences[matter.statement] = None
            else:
                atoms.update(dict.fromkeys(atoms_of(matter.condition, lets)))
            if isinstance(matter.statement, c.CheckedLeaving):
                atoms[IS_COUNTER] = None
        uses = Uses(tuple(atoms), tuple(preferences), lets)
        return Cutter(self.program.world, self.offer, uses)

    @cells.default
    def _cells(self) -> dict[FactPath, tuple[Cell, ...]]:
        return {}

    def cells_of(self, fact: FactPath) -> tuple[Cell, ...]:
        """Return the cells of a fact: what it may turn out to be, unless others were set."""
        cells = self.cells.get(fact)
        if cells is None:
            cells = self.cells[fact] = self.cutter.cells(fact)
        return cells

    # What statements come to.

    def effect(self, matter: Matter, choice: Choice) -> Effect:
        """Return what a statement comes to where facts are in the cells of *choice*.

        It holds for every value in the cells, and facts that are left out may be anything that
        they may be in the offer.
        """
        key = matter.index, tuple([choice.get(fact, -1) for fact in matter.facts])
        effect = self._known.get(key)
        if effect is None:
            cells = {
                fact: self.cells_of(fact)[choice[fact]] for fact in matter.facts if fact in choice
            }
            effect = self._known[key] = self.work_out(matter, cells)
        return effect

    def effect_in(self, matter: Matter, cells: Mapping[FactPath, Cell]) -> Effect:
        """Return what a statement comes to where facts are in *cells*, which may be any."""
        key = matter.index, tuple([cells.get(fact) for fact in matter.facts])
        effect = self._worked.get(key)
        if effect is None:
            mine = {fact: cells[fact] for fact in matter.facts if fact in cells}
            effect = self._worked[key] = self.work_out(matter, mine)
        return effect

    def work_out(self, matter: Matter, cells: Mapping[FactPath, Cell]) -> Effect:
        """Return what a statement comes to where facts are in *cells*; see ``effect``."""
        statement = matter.statement
        if isinstance(statement, c.CheckedPreference):
            graded = grade(statement, self._supposed(cells, closed=True))
            low, high = graded.interval.low, graded.interval.high
            assert low is not None
            assert high is not None
            weight = matter.weight
            return Effect(Kleene.FALSE, low * weight, high * weight, frozenset(graded.missing))
        facts = self._supposed(cells, closed=False)
        judged = judge(statement.condition, facts)
        missing, is_counter = judged.missing, Kleene.FALSE
        if matter.kind is StatementKind.LEAVING:
            counter = judge(IS_COUNTER, facts)
            missing, is_counter = (*counter.missing, *missing), counter.truth
        ruled_out = rules_out(matter.kind, judged.truth, is_counter)
        added = contribution(matter.kind, judged.truth) or NOTHING
        is_open = Kleene.UNKNOWN in (ruled_out, judged.truth if matter.weight else ruled_out)
        return Effect(
            ruled_out,
            added.low * matter.weight,
            added.high * matter.weight,
            frozenset(missing) if is_open else frozenset(),
        )

    def _supposed(self, cells: Mapping[FactPath, Cell], *, closed: bool) -> Supposed:
        given: dict[FactPath, FactValue] = {}
        stretches: dict[FactPath, Stretch] = {}
        for fact, cell in cells.items():
            value = value_of(cell)
            if value is not None:
                given[fact] = value
            if isinstance(cell, Line):
                stretches[fact] = cell.stretch(closed=closed)
        return Supposed(self.program.world, self.offer, given, stretches)

    # Verdicts.

    def rank(self, total: Fraction) -> int:
        """Return the rank of the verdict on a sum of weighed values."""
        return self.program.thresholds.rank(total, self.program.weights)

    def possible(self, effects: Iterable[Effect]) -> tuple[Verdict, ...]:
        """Return the verdicts that effects of all the statements leave possible, low to high.

        Source:
            grammar/README.md, "Verdicts".
        """
        ruled_out, low, high = Kleene.FALSE, Fraction(0), Fraction(0)
        for effect in effects:
            ruled_out |= effect.rules_out
            low += effect.low
            high += effect.high
        return self.program.thresholds.possible(ruled_out, low, high, self.program.weights)

    # Which statements belong together.

    def components(self, facts: Sequence[FactPath]) -> tuple[Component, ...]:
        """Return the statements in groups that have none of *facts* in common, in order.

        Statements that rest on none of them are in no group.
        """
        wanted = set(facts)
        groups: list[tuple[set[FactPath], list[Matter]]] = []
        for matter in self.matters:
            mine = set(matter.facts) & wanted
            if not mine:
                continue
            joined = [group for group in groups if group[0] & mine]
            rest = [group for group in groups if not group[0] & mine]
            members = [m for group in joined for m in group[1]]
            groups = [*rest, (mine.union(*(g[0] for g in joined)), [*members, matter])]
        order = {fact: place for place, fact in enumerate(facts)}
        found = [
            Component(
                tuple(sorted(mine, key=order.__getitem__)),
                tuple(sorted(members, key=lambda matter: matter.index)),
            )
            for mine, members in groups
        ]
        return tuple(sorted(found, key=lambda component: order[component.facts[0]]))


@frozen
class Component:
    """Statements that hang together through facts, and these facts, in order."""

    facts: tuple[FactPath, ...]
    matters: tuple[Matter, ...]
