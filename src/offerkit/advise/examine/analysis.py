"""Criteria examined before they decide: what can never be, and what makes no difference.

Each question is whether there is an offer of which some truths are certain. That there is none is
proved by cells; what there is, is shown by an offer that was decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations, islice
from typing import Final

from attrs import define, evolve, field

from offerkit.advise.examine.difference import Pair, shown_by
from offerkit.advise.examine.models import Analysis, Remark, RemarkKind
from offerkit.core import (
    CheckedNegotiable,
    condition_of,
    facts_of,
    named,
)
from offerkit.evaluate.cells.search import (
    UNSETTLED,
    NothingSaid,
    Search,
    Wanted,
)
from offerkit.evaluate.cells.settle import Case
from offerkit.evaluate.cells.system import Compiled, compiled
from offerkit.evaluate.cells.variables import FALSE, NEITHER, TRUE, OfText, OnLine, Piece
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.program import Program
from offerkit.evaluate.quantities import base_of
from offerkit.evaluate.semantics import judge
from offerkit.evaluate.verdict import ACCEPT, DECLINE, KIND, StatementKind
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.syntax.nodes import Direction, Threshold, ThresholdKind
from offerkit.values import PER_YEAR, Pay

_NOT_TRUE: Final = FALSE | NEITHER
_MOST_SETS: Final = 2_000
"""Most sets of dealbreakers to try for a smaller one."""
_RULING: Final = (StatementKind.DEALBREAKER, StatementKind.CAUTION)


def analysis(program: Program) -> Analysis:
    """Return what is probably not meant in criteria."""
    found = Examination(program)
    remarks = tuple(found.remarks())
    order = {kind: at for at, kind in enumerate(RemarkKind)}
    return Analysis(
        program.checked.name,
        tuple(sorted(remarks, key=lambda one: order[one.kind])),
        tuple(dict.fromkeys(found.unsettled)),
    )


@define(eq=False)
class Examination:
    """Criteria with what was asked about them."""

    program: Program
    search: Search = field(init=False)
    statements: list[Compiled] = field(init=False)
    unsettled: list[str] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        world = self.program.world
        system, [self.statements] = compiled((world, self.program.statements))
        self.search = Search(system)

    def remarks(self) -> Iterator[Remark]:
        """Yield everything that was found."""
        fixed: dict[int, RemarkKind] = {}
        conditions = [one for one in self.statements if one.node >= 0]
        for one in conditions:
            kind = self.constant(one)
            if kind is not None:
                fixed[id(one)] = kind
                yield self._remark(kind, one)
        alive = [one for one in conditions if id(one) not in fixed]
        yield from self._shadowed(alive)
        barred = [one for one in conditions if one.kind is StatementKind.DEALBREAKER]
        excluding = self.excluding(barred)
        if excluding is not None:
            first = excluding[0]
            others = tuple(map(_name, excluding[1:]))
            yield evolve(self._remark(RemarkKind.NO_OFFER, first), others=others)
        else:
            yield from self.out_of_reach()
            yield from self._not_fixable(barred, fixed)
        idle = [id(one) for one in conditions if fixed.get(id(one)) is not None]
        for one in self.statements:
            if one.weight and id(one) not in fixed and self.has_no_effect(one):
                idle.append(id(one))
                yield self._remark(RemarkKind.NO_EFFECT, one)
        yield from self._idle_facts(set(idle))
        for negotiable in self.program.checked.negotiables:
            if self._helps_nobody(negotiable):
                subject = f"negotiable {negotiable.fact}"
                yield Remark(RemarkKind.NO_HELP, subject, negotiable.span)

    def _remark(self, kind: RemarkKind, one: Compiled) -> Remark:
        return Remark(kind, _name(one), one.statement.span)

    def _is_impossible(self, name: str, *wanted: Wanted) -> bool:
        answer = self.search.find(*wanted)
        if answer is UNSETTLED:
            self.unsettled.append(name)
        return answer is None

    def _none_escapes(
        self, name: str, wanted: Sequence[Wanted], barred: Sequence[Compiled]
    ) -> bool:
        """Return whether every offer of which some truths are certain meets a dealbreaker."""
        escaping = [Wanted(one.node, _NOT_TRUE) for one in barred]
        return self._is_impossible(name, *wanted, *escaping)

    # One statement.

    def constant(self, one: Compiled) -> RemarkKind | None:
        """Return whether a condition never holds, or always does; None if it is neither."""
        name = _name(one)
        if self._is_impossible(name, Wanted(one.node, TRUE)):
            return RemarkKind.NEVER
        if self._is_impossible(name, Wanted(one.node, _NOT_TRUE)):
            return RemarkKind.ALWAYS
        return None

    # Two statements.

    def implied(self, statements: Sequence[Compiled]) -> Iterator[tuple[Compiled, Compiled]]:
        """Yield each pair of statements of which the first is true only where the second is.

        Statements that share no fact, directly or through others, are independent.
        """
        system = self.search.system
        linked: dict[int, set[int]] = {}
        for link in system.links:
            linked.setdefault(link.one, set()).add(link.other)
            linked.setdefault(link.other, set()).add(link.one)
        reads = [set(one.reads) for one in statements]
        near = [mine.union(*(linked.get(at, set()) for at in mine)) for mine in reads]
        for a, one in enumerate(statements):
            for b, other in enumerate(statements):
                if a == b or near[a].isdisjoint(near[b]) or one.kind is not other.kind:
                    continue
                wanted = Wanted(one.node, TRUE), Wanted(other.node, _NOT_TRUE)
                if self._is_impossible(f"{_name(one)} and {_name(other)}", *wanted):
                    yield one, other

    def _shadowed(self, statements: Sequence[Compiled]) -> Iterator[Remark]:
        """Yield the rules that are never the only reason, each once, with an offer of both."""
        barriers = [one for one in statements if one.kind in _RULING]
        pairs = {(id(a), id(b)): (a, b) for a, b in self.implied(barriers)}
        told: set[int] = set()
        for (a, b), (one, other) in pairs.items():
            if a in told or b in told:
                continue
            same = (b, a) in pairs
            if same and barriers.index(one) < barriers.index(other):
                # Of two that say the same, the second is the one too many.
                one, other = other, one
            told.add(id(one))
            kind = RemarkKind.SAME if same else RemarkKind.SHADOWED
            witness = self._shown([Wanted(one.node, TRUE), Wanted(other.node, TRUE)], one, other)
            yield evolve(self._remark(kind, one), others=(_name(other),), witness=witness)

    def _shown(self, wanted: Sequence[Wanted], *true: Compiled) -> Offer | None:
        """Return a smallest offer of which some statements are true."""
        box = self.search.find(*wanted)
        if not isinstance(box, tuple):
            return None
        program = self.program

        def shows(offer: Offer) -> bool:
            facts = Facts(program.world, offer)
            return all(
                judge(condition_of(one.statement), facts).truth is Kleene.TRUE for one in true
            )

        order = sorted(frozenset[int]().union(*(one.reads for one in true)))
        return shown_by(self.search, program.world, box, order, shows, program.offer_type)

    # All of them.

    def excluding(self, barred: Sequence[Compiled]) -> tuple[Compiled, ...] | None:
        """Return a smallest set of dealbreakers of which every offer meets one; None if none do."""
        exclude = partial(self._none_escapes, "the dealbreakers together", ())
        if not barred or not exclude(barred):
            return None
        left = _least(barred, exclude)
        for size in range(1, len(left)):
            for some in islice(combinations(barred, size), _MOST_SETS):
                if exclude(some):
                    return some
        return tuple(left)

    def out_of_reach(self) -> Iterator[Remark]:
        """Yield the thresholds that no offer comes to."""
        cells = self.program.cells
        facts = NothingSaid(self.program.world, self.program.world.blank)
        case = Case(cells, facts, list(self.search.whole))
        share, tells = case.of(cells.statements)
        ranks = cells.ranks_of(share) if tells else case.in_box(self.search.whole)
        root = self.program.checked.files[-1] if self.program.checked.files else None
        for statement in root.statements if root is not None else ():
            if not isinstance(statement, Threshold):
                continue
            is_accept = statement.kind is ThresholdKind.ACCEPT
            if is_accept and ranks[1] < ACCEPT:
                yield Remark(RemarkKind.OUT_OF_REACH, "accept at", statement.span)
            elif not is_accept and ranks[0] > DECLINE:
                yield Remark(RemarkKind.OUT_OF_REACH, "decline below", statement.span)

    def _not_fixable(
        self, barred: Sequence[Compiled], fixed: dict[int, RemarkKind]
    ) -> Iterator[Remark]:
        """Yield the reasons for leaving that no counter-offer addresses."""
        system = self.search.system
        counters = [
            system.node("atom", at, table=tuple(TRUE if c == "counter" else FALSE for c in v.cells))
            for at, v in enumerate(system.variables)
            if isinstance(v, OfText) and v.fact == KIND
        ]
        for one in self.statements:
            if one.kind is not StatementKind.LEAVING or id(one) in fixed:
                continue
            wanted = [Wanted(one.node, TRUE), *(Wanted(at, TRUE) for at in counters)]
            rule_out = partial(self._none_escapes, _name(one), wanted)
            if not rule_out(barred):
                continue
            others = tuple(map(_name, _least(barred, rule_out)))
            yield evolve(self._remark(RemarkKind.NOT_FIXABLE, one), others=others)

    # What makes no difference.

    def has_no_effect(self, one: Compiled) -> bool:
        """Return whether no verdict would be another if a statement were left out."""
        kept = [other for other in self.statements if other is not one]
        program = self.program
        pair = Pair.among(self.search, (program, program), (self.statements, kept), program.world)
        for first in (0, 1):
            answer, _ = pair.lower(first, replay=False)
            if answer is UNSETTLED:
                self.unsettled.append(f"the weight of {_name(one)}")
            if answer is not None:
                return False
        return True

    def _idle_facts(self, idle: set[int]) -> Iterator[Remark]:
        """Yield the facts that only one statement reads, and that decides nothing."""
        world = self.program.world
        named_by: dict[FactPath, Compiled] = {}
        readers: dict[FactPath, set[int]] = {}
        for one in self.statements:
            for fact in facts_of(world.bindings, condition_of(one.statement)):
                named_by.setdefault(fact, one)
                for path in {fact.path, *world.rests_on(fact.path)}:
                    readers.setdefault(FactPath(path, fact.view), set()).add(id(one))
        for fact, one in named_by.items():
            only = readers[fact] == {id(one)} and id(one) in idle
            if only and one.kind is not StatementKind.CAUTION:
                subject, span = str(fact), one.statement.span
                yield Remark(RemarkKind.IDLE_FACT, subject, span, (_name(one),))

    def _helps_nobody(self, negotiable: CheckedNegotiable) -> bool:
        """Return whether nothing that criteria tell apart lies within what may be asked for."""
        system = self.search.system
        read = [(at, v) for at, v in enumerate(system.variables) if v.fact == negotiable.fact]
        world = self.program.world
        elsewhere = any(
            negotiable.fact.path in world.rests_on(fact.path)
            for fact in self.program.facts
            if fact != negotiable.fact
        )
        loose = any(v.fact is None and v.key != "job" for v in system.variables)
        if elsewhere or (loose and negotiable.fact in self.program.facts):
            return False
        value = None if negotiable.limit is None else negotiable.limit.value
        if value is None or isinstance(value, bool | str | frozenset) or not negotiable.direction:
            return not read
        limit = base_of(value)
        if isinstance(value, Pay):
            if value.per not in PER_YEAR:
                return False
            limit *= PER_YEAR[value.per]
        up = negotiable.direction is Direction.UP
        for at, variable in read:
            if not isinstance(variable, OnLine):
                return False
            within = 0
            for place, cell in enumerate(variable.cells):
                if not isinstance(cell, Piece):
                    continue
                begins = (
                    cell.low is None or cell.low < limit or (cell.is_point and cell.low <= limit)
                )
                ends = (
                    cell.high is None or cell.high > limit or (cell.is_point and cell.high >= limit)
                )
                if begins if up else ends:
                    within |= 1 << place
            if sum(1 for of in system.classes[at] if of & within) > 1:
                return False
        return True


def _least(
    statements: Sequence[Compiled], enough: Callable[[Sequence[Compiled]], bool]
) -> list[Compiled]:
    """Return those of some statements that are enough, without one that they are so without."""
    left = list(statements)
    for one in statements:
        fewer = [other for other in left if other is not one]
        if enough(fewer):
            left = fewer
    return left


def _name(one: Compiled) -> str:
    return named(one.kind.value, one.statement.label)
