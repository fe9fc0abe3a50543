"""Criteria examined before they decide: what can never be, and what makes no difference.

Each question is whether there is an offer of which some truths are certain. That there is none is
proved by cells; what there is, is shown by an offer that was decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cached_property
from itertools import chain, combinations, islice
from typing import Final, TypeVar

from attrs import define, evolve, field

from offerkit.advise.examine.difference import MOST_BOXES, MOST_LOOKS, Pair, shown_by
from offerkit.advise.examine.models import Analysis, Remark, RemarkKind
from offerkit.advise.examine.reach import Goal
from offerkit.check.problems.wording import quote
from offerkit.core import (
    And,
    CheckedNegotiable,
    Core,
    LetRef,
    Not,
    Or,
    condition_of,
    facts_of,
    named,
)
from offerkit.evaluate.cells.compiling import compiled
from offerkit.evaluate.cells.search import STEPS, UNSETTLED, NothingSaid, Search, Wanted
from offerkit.evaluate.cells.settle import BUDGET, Case, Cells, Totals
from offerkit.evaluate.cells.system import NOT, Compiled
from offerkit.evaluate.cells.variables import (
    FALSE,
    MASKS,
    NEITHER,
    TRUE,
    OfText,
    OnLine,
    Piece,
)
from offerkit.evaluate.facts import Facts, Judgement
from offerkit.evaluate.program import Program
from offerkit.evaluate.quantities import base_of
from offerkit.evaluate.semantics import judge, outcome
from offerkit.evaluate.verdict import KIND, StatementKind
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.span import Span
from offerkit.syntax.nodes import Direction, Threshold, ThresholdKind
from offerkit.values import PER_YEAR, Pay

T = TypeVar("T")
_NOT_TRUE: Final = FALSE | NEITHER
_ALL: Final = FALSE | NEITHER | TRUE
_MOST_SETS: Final = 2_000
"""Most sets to try for a smaller one."""
MOST_PARTS: Final = 400_000
"""Most parts of conditions to look at for all that is asked of the conditions of a file."""
_LOOKS_OF_A_WITNESS: Final = 60
"""What it takes to look for an offer that shows something, per statement."""
_RULING: Final = (StatementKind.DEALBREAKER, StatementKind.CAUTION, StatementKind.LEAVING)
_COMPARED: Final = {
    *((kind, kind) for kind in StatementKind),
    (StatementKind.LEAVING, StatementKind.DEALBREAKER),
}
"""Kinds of statements of which the first may be idle because of the second."""
_THRESHOLDS: Final = {
    ThresholdKind.ACCEPT: "accept at",
    ThresholdKind.DECLINE: "decline below",
}


def analysis(program: Program) -> Analysis:
    """Return what is probably not meant in criteria."""
    found = Examination(program, left=MOST_PARTS)
    remarks = tuple(found.remarks())
    order = {kind: at for at, kind in enumerate(RemarkKind)}
    return Analysis(
        program.checked.name,
        tuple(sorted(remarks, key=lambda one: order[one.kind])),
        tuple(dict.fromkeys(found.unsettled)),
    )


@define(eq=False, slots=False)
class Examination:
    """Criteria with what was asked about them."""

    program: Program
    steps: int = STEPS
    """Most boxes of cells to look at for one question."""
    left: int | None = None
    """Most parts of conditions to look at for all questions together; None for any number."""
    combinations: int = BUDGET
    """Most combinations of cells for thresholds."""
    search: Search = field(init=False)
    statements: list[Compiled] = field(init=False)
    unsettled: list[str] = field(factory=list, init=False)
    _looks: int = field(default=MOST_LOOKS, init=False)
    """Statements to look at in boxes for all that is asked of thresholds and weights."""

    def __attrs_post_init__(self) -> None:
        world = self.program.world
        system, [self.statements] = compiled((world, self.program.statements))
        self.search = Search(system, self.steps, self.left)

    @cached_property
    def barred(self) -> list[Compiled]:
        """The dealbreakers."""
        return [one for one in self.statements if one.kind is StatementKind.DEALBREAKER]

    @cached_property
    def _totals(self) -> Totals:
        """What the statements come to together that bear on the verdict."""
        program = self.program
        bearing = [one for one in self.statements if one.kind is not StatementKind.CAUTION]
        cells = Cells(program.world, program.thresholds, self.search.system, bearing)
        return Totals(Case(cells, NothingSaid(program.world, program.world.blank), []), bearing)

    @cached_property
    def conditions(self) -> list[Compiled]:
        """The statements that have a condition."""
        return [one for one in self.statements if one.node >= 0]

    @cached_property
    def constants(self) -> dict[Compiled, RemarkKind]:
        """The conditions that no offer makes true, or every offer."""
        found = ((one, self.constant(one)) for one in self.conditions)
        return {one: kind for one, kind in found if kind is not None}

    def remarks(self) -> Iterator[Remark]:
        """Yield everything that was found."""
        for one, kind in self.constants.items():
            yield self._remark(kind, one, self.parts_that_make(kind, one))
        barriers = [
            one for one in self.conditions if one.kind in _RULING and one not in self.constants
        ]
        for kind, one, other in self.shadowed(barriers):
            remark = self._remark(kind, one, [name_of(other)])
            yield evolve(remark, witness=self._shown(one, other))
        excluding = self.excluding(self.barred)
        if excluding is not None:
            first, *others = excluding
            yield self._remark(RemarkKind.NO_OFFER, first, map(name_of, others))
        else:
            for goal, why in self.out_of_reach():
                nearest, witness = goal.nearest(), None
                if nearest is not None:
                    with self._boxes(2) as budget:
                        witness = goal.shown(nearest, budget)
                yield Remark(
                    RemarkKind.OUT_OF_REACH,
                    _THRESHOLDS[goal.statement.kind],
                    goal.statement.span,
                    tuple(map(name_of, why)),
                    witness,
                )
            yield from self._not_fixable()
        # A weight that counts or not decides something, although its condition is never true.
        idle = {
            one
            for one in self.constants
            if not one.weight or self._is_impossible(name_of(one), Wanted(one.node, NEITHER))
        }
        for one in self.statements:
            if one.weight and one not in self.constants and self.has_no_effect(one):
                idle.add(one)
                witness = None
                if self._may_look():
                    self._looks -= _LOOKS_OF_A_WITNESS * len(self.statements)
                    witness = self._without_effect(one)
                yield evolve(self._remark(RemarkKind.NO_EFFECT, one), witness=witness)
        yield from self._idle_facts(idle)
        for negotiable in self.program.checked.negotiables:
            if self._helps_nobody(negotiable):
                readers = [one for one in self.statements if self._reads(one, negotiable.fact)]
                yield Remark(
                    RemarkKind.NO_HELP,
                    f"negotiable {negotiable.fact}",
                    negotiable.span,
                    tuple(map(name_of, readers)),
                )

    def _remark(self, kind: RemarkKind, one: Compiled, others: Iterable[str] = ()) -> Remark:
        return Remark(kind, name_of(one), one.statement.span, tuple(others))

    def _is_impossible(self, name: str, *wanted: Wanted) -> bool:
        answer = self.search.find(*wanted)
        if answer is UNSETTLED:
            self.unsettled.append(name)
        return answer is None

    @contextmanager
    def _boxes(self, share: int) -> Iterator[list[int]]:
        """Give a question a budget of boxes, at most that share of what is left for all."""
        size = len(self.statements)
        budget = [most := min(MOST_BOXES, self._looks // size // share)]
        yield budget
        self._looks -= (most - max(budget[0], 0)) * size

    # One statement.

    def constant(self, one: Compiled) -> RemarkKind | None:
        """Return whether a condition never holds, or always does; None if it is neither."""
        name = name_of(one)
        if self._is_impossible(name, Wanted(one.node, TRUE)):
            return RemarkKind.NEVER
        if self._is_impossible(name, Wanted(one.node, _NOT_TRUE)):
            return RemarkKind.ALWAYS
        return None

    def parts(self, one: Compiled, mask: int) -> list[tuple[Wanted, Span]]:
        """Return the parts of a condition that are all as they are to be if its truth is in a mask.

        Args:
            one: A statement with a condition.
            mask: ``TRUE``, or what is not.
        """
        nodes, bindings = self.search.system.nodes, self.program.world.bindings
        found: list[tuple[Wanted, Span]] = []
        whole: Core = condition_of(one.statement)
        waiting: list[tuple[Core, int, int, Span | None]] = [(whole, one.node, mask, None)]
        while waiting:
            core, at, mask, negated = waiting.pop()
            while isinstance(core, LetRef):
                core = bindings[core.index]
            kind = And if mask in {TRUE, TRUE | NEITHER} else Or
            if isinstance(core, Not):
                waiting.append((core.operand, nodes[at].parts[0], NOT[mask], negated or core.span))
            elif isinstance(core, kind):
                pairs = zip(core.operands, nodes[at].parts, strict=True)
                waiting.extend((operand, part, mask, None) for operand, part in pairs)
            else:
                found.append((Wanted(at, mask), negated or core.span))
        return sorted(found, key=lambda part: (part[1].source.name, part[1].start))

    def parts_that_make(self, kind: RemarkKind, one: Compiled) -> list[str]:
        """Return the parts of a condition that never are, or always, a smallest set of them."""
        parts = self.parts(one, TRUE if kind is RemarkKind.NEVER else _NOT_TRUE)
        least = _smallest(
            parts, lambda some: self._is_impossible(name_of(one), *(wanted for wanted, _ in some))
        )
        whole, some = ({quote(span): None for _, span in of} for of in (parts, least))
        return list(some) if len(whole) > 1 else []

    # Two statements.

    def implied(self, statements: Sequence[Compiled]) -> Iterator[tuple[Compiled, Compiled]]:
        """Yield each pair of statements of which the first holds only where the second does.

        A reason for leaving holds where it is not addressed. Statements that share no fact,
        directly or through others, are independent. Of two kinds, only a reason for leaving and a
        dealbreaker are compared.
        """
        system = self.search.system
        linked: dict[int, set[int]] = {}
        for link in system.links:
            linked.setdefault(link.one, set()).add(link.other)
            linked.setdefault(link.other, set()).add(link.one)
        near = [
            set(one.reads).union(*(linked.get(at, ()) for at in one.reads)) for one in statements
        ]
        readers: dict[int, list[int]] = {}
        for place, mine in enumerate(near):
            for at in mine:
                readers.setdefault(at, []).append(place)
        for one, mine in zip(statements, near, strict=True):
            if self.search.left is not None and self.search.left < 0:
                return
            for place in sorted({place for at in mine for place in readers[at]}):
                other = statements[place]
                if other is one or (one.kind, other.kind) not in _COMPARED:
                    continue
                wanted = (
                    Wanted(one.node, _holding(one)),
                    Wanted(other.node, _ALL & ~_holding(other)),
                )
                if self._is_impossible(f"{name_of(one)} and {name_of(other)}", *wanted):
                    yield one, other

    def shadowed(
        self, barriers: Sequence[Compiled]
    ) -> Iterator[tuple[RemarkKind, Compiled, Compiled]]:
        """Yield the rules that are never the only reason, each once, with one that is why."""
        pairs = dict.fromkeys(self.implied(barriers))
        told = set[Compiled]()
        for one, other in pairs:
            if one in told or other in told:
                continue
            same = (other, one) in pairs
            if same and barriers.index(one) < barriers.index(other):
                # Of two that say the same, the second is the one too many.
                one, other = other, one
            told.add(one)
            yield RemarkKind.SAME if same else RemarkKind.SHADOWED, one, other

    def _shown(self, *holding: Compiled) -> Offer | None:
        """Return a smallest offer of which some statements hold."""
        box = self.search.find(*(Wanted(one.node, _holding(one)) for one in holding))
        if not isinstance(box, tuple):
            return None
        program = self.program

        def shows(offer: Offer) -> bool:
            facts = Facts(program.world, offer)
            masks = (MASKS[judge(condition_of(one.statement), facts).truth] for one in holding)
            return all(not mask & ~_holding(one) for mask, one in zip(masks, holding, strict=True))

        order = sorted(frozenset[int]().union(*(one.reads for one in holding)))
        return shown_by(self.search, program.world, box, order, shows, program.offer_type)

    # All of them.

    def excluding(self, barred: Sequence[Compiled]) -> tuple[Compiled, ...] | None:
        """Return a smallest set of dealbreakers of which every offer meets one; None if none do."""

        def exclude(some: Sequence[Compiled]) -> bool:
            escaping = (Wanted(one.node, _NOT_TRUE) for one in some)
            return self._is_impossible("the dealbreakers together", *escaping)

        return tuple(_smallest(barred, exclude)) if barred and exclude(barred) else None

    def out_of_reach(self) -> Iterator[tuple[Goal, Sequence[Compiled]]]:
        """Yield the thresholds that no offer comes to, with a smallest set of dealbreakers."""
        weighed = [one for one in self.statements if one.weight]
        last: dict[ThresholdKind, Threshold] = {}
        for file in self.program.checked.files:
            last.update({it.kind: it for it in file.statements if isinstance(it, Threshold)})
        for statement in last.values():
            goal = Goal(
                self.program, self.search, statement, self.barred, weighed, self.combinations
            )
            percent = goal.percent
            if percent is None or not weighed or goal.is_reached(percent, self.barred):
                continue

            with self._boxes(4) as budget:

                def keep_away(
                    some: Sequence[Compiled],
                    goal: Goal = goal,
                    percent: Decimal = percent,
                    budget: list[int] = budget,
                ) -> bool:
                    budget[0] -= 1
                    return budget[0] >= 0 and not goal.is_reached(percent, some)

                why = _smallest(self.barred, keep_away)
            yield goal, why

    def _not_fixable(self) -> Iterator[Remark]:
        """Yield the reasons for leaving that no counter-offer addresses."""
        system = self.search.system
        counters = [
            Wanted(
                system.atom(at, ((TRUE if c == "counter" else FALSE, 1) for c in of.cells)),
                TRUE,
            )
            for at, of in enumerate(system.variables)
            if isinstance(of, OfText) and of.fact == KIND
        ]
        leaving = [one for one in self.conditions if one.kind is StatementKind.LEAVING]
        leaving = [one for one in leaving if one not in self.constants]
        told = set[str]()
        for one in leaving:
            if name_of(one) in told:
                continue

            def excluded(some: Sequence[tuple[Wanted, str]], one: Compiled = one) -> bool:
                return self._is_impossible(name_of(one), *(part for part, _ in some), *counters)

            itself = [(part, quote(span)) for part, span in self.parts(one, TRUE)]
            others = [
                (Wanted(other.node, _ALL & ~_holding(other)), name_of(other))
                for other in (*self.barred, *leaving)
                if other is not one
            ]
            if not excluded([*itself, *others]):
                continue
            if excluded(itself):
                names = [name for _, name in _smallest(itself, excluded)]
            else:
                found = _smallest(others, lambda some: excluded([*itself, *some]))  # noqa: B023
                names = [name for _, name in found]
            told.update(names)
            yield self._remark(RemarkKind.NOT_FIXABLE, one, dict.fromkeys(names))

    # What makes no difference.

    def _without_effect(self, one: Compiled) -> Offer | None:
        """Return a smallest offer in which a weight counts, and that is decided alike without it.

        One that is not ruled out, if there is one.
        """
        program = self.program
        left = tuple(it for it in program.checked.statements if it != one.statement)
        without = evolve(program, checked=evolve(program.checked, statements=left))

        def shows(offer: Offer) -> bool:
            verdicts = program.decide(offer).by_parts
            if len(verdicts) > 1 or without.decide(offer).by_parts != verdicts:
                return False
            found = outcome(one.statement, Facts(program.world, offer))
            if isinstance(found, Judgement):
                return found.truth is Kleene.TRUE
            low = found.interval.low
            return found.applies is Kleene.TRUE and low is not None and low > 0

        holds = [Wanted(one.node, TRUE)] if one.node >= 0 else []
        free = [Wanted(other.node, _NOT_TRUE) for other in self.barred]
        order = tuple(dict.fromkeys(at for it in (one, *self.statements) for at in it.reads))
        for wanted in ([*holds, *free], holds):
            box = self.search.find(*wanted)
            if isinstance(box, tuple):
                offer = shown_by(self.search, program.world, box, order, shows, program.offer_type)
                if offer is not None:
                    return offer
        return None

    def _may_look(self) -> bool:
        """Return whether a question may still look at all statements in a box."""
        return self._looks >= 4 * len(self.statements)

    def has_no_effect(self, one: Compiled) -> bool:
        """Return whether no verdict would be another if a statement were left out."""
        if not self._may_look():
            self.unsettled.append(f"the weight of {name_of(one)}")
            return False
        kept = [other for other in self.statements if other is not one]
        program = self.program
        pair = Pair.among(
            self.search,
            (program, program),
            (self.statements, kept),
            program.world,
            self._totals,
        )
        for first in (0, 1):
            with self._boxes(4) as budget:
                answer, _ = pair.lower(first, replay=False, budget=budget)
            if answer is UNSETTLED:
                self.unsettled.append(f"the weight of {name_of(one)}")
            if answer is not None:
                return False
        return True

    def _idle_facts(self, idle: set[Compiled]) -> Iterator[Remark]:
        """Yield the facts that only one statement reads, and that decides nothing."""
        world = self.program.world
        named_by: dict[FactPath, Compiled] = {}
        readers: dict[FactPath, set[Compiled]] = {}
        for one in self.statements:
            for fact in facts_of(world.bindings, condition_of(one.statement)):
                named_by.setdefault(fact, one)
                for path in {fact.path, *world.rests_on(fact.path)}:
                    readers.setdefault(FactPath(path, fact.view), set()).add(one)
        for fact, one in named_by.items():
            only = readers[fact] == {one} and one in idle
            if only and one.kind is not StatementKind.CAUTION:
                subject, span = str(fact), one.statement.span
                yield Remark(RemarkKind.IDLE_FACT, subject, span, (name_of(one),))

    def _reads(self, one: Compiled, fact: FactPath) -> bool:
        return fact in facts_of(self.program.world.bindings, condition_of(one.statement))

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


def _smallest(items: Sequence[T], enough: Callable[[Sequence[T]], bool]) -> list[T]:
    """Return a smallest set of some items that is enough, of all of which one is enough."""
    left = list(items)
    # Half of them at once, as long as the others are enough: few are needed of hundreds.
    waiting = [left]
    while waiting:
        gone = set(map(id, some := waiting.pop()))
        fewer = [one for one in left if id(one) not in gone]
        if enough(fewer):
            left = fewer
        elif len(some) > 1:
            half = len(some) // 2
            waiting += [some[half:], some[:half]]
    sizes = (combinations(items, size) for size in range(len(left)))
    smaller = islice(chain.from_iterable(sizes), _MOST_SETS)
    return next((list(some) for some in smaller if enough(some)), left)


def _holding(one: Compiled) -> int:
    """Return the truths of a condition in which a statement is a reason."""
    return _NOT_TRUE if one.kind is StatementKind.LEAVING else TRUE


def name_of(one: Compiled) -> str:
    """Return the keyword and the label of a statement."""
    return named(one.kind.value, one.statement.label)
