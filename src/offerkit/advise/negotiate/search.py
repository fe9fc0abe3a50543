"""Search for the cheapest changes that bring a verdict to a goal."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import define, evolve, field, frozen

from offerkit.advise.negotiate.blockers import _Dropped, _Dropping, _dropping, _joined
from offerkit.advise.negotiate.models import Ask, Asks, Change, Outcome
from offerkit.advise.negotiate.options import Reach, Term, changed_offer
from offerkit.advise.negotiate.rounding import (
    _in_order,
    _nearest,
    _neighbour,
    _place,
    _start,
)
from offerkit.advise.what_if.partition import Cutter
from offerkit.advise.what_if.readers import stated_facts
from offerkit.advise.what_if.segments import Cell, Known, Line
from offerkit.advise.what_if.what_if import Component, Effect, Matter, WhatIf
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import ORDERED, Verdict
from offerkit.kleene import Kleene
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN, FactValue, Range, TextSet

MOST_ASKS: Final = 10
"""How many equally cheap sets of changes are listed."""

_HALVINGS: Final = 8
"""How often stretches are halved to rule out that facts that meet bring more."""


class _BudgetUsedUpError(Exception):
    """The search has taken all the steps it may."""


Values = dict[FactPath, FactValue]


@frozen
class _Best:
    """The most that changing some facts brings, and values that do."""

    cost: int
    facts: tuple[FactPath, ...]
    total: Fraction
    """What the statements add up to at the least."""
    values: Values = field(eq=False)


@define
class _Table:
    """The sets of facts of one component that are worth changing, found so far."""

    part: Component
    waiting: Iterator[tuple[int, tuple[FactPath, ...]]]
    others: Fraction
    """The most that all other statements can be hoped to add up to."""
    found: list[_Best] = field(factory=list)
    next: tuple[int, tuple[FactPath, ...]] | None = None

    def __attrs_post_init__(self) -> None:
        self.advance()

    def advance(self) -> None:
        """Go on to the next set, which costs as much or more."""
        self.next = next(self.waiting, None)


@define
class _Negotiation:
    """Searches the changes to one offer."""

    whatif: WhatIf
    goal: Verdict
    budget: int
    terms: dict[FactPath, Term]
    steps: int = 0
    used_up: bool = False
    doubts: list[int] = field(factory=list)
    """What those sets of changes cost that may bring more than what was found of them."""

    @classmethod
    def of(cls, decision: Ruling, goal: Verdict, budget: int) -> _Negotiation:
        negotiables = sorted(
            decision.program.checked.negotiables, key=lambda negotiable: str(negotiable.fact)
        )
        whatif = WhatIf(decision, frozenset(negotiable.fact for negotiable in negotiables))
        reach = Reach(whatif.cutter, decision.program.schema)
        bearing = {fact for matter in whatif.matters for fact in matter.facts}
        found = (reach.term(one) for one in negotiables if one.fact in bearing)
        return cls(whatif, goal, budget, {term.fact: term for term in found if term is not None})

    def settle(self) -> Asks:
        """Return the asks, or what stands in the way."""
        parts = self.whatif.components(tuple(self.terms))
        joined = {matter.index for part in parts for matter in part.matters}
        rest = [m for m in self.whatif.matters if m.index not in joined]
        chosen, more = self._search(parts, self._sum(rest, {}, frozenset()))
        found = tuple(sorted((self._ask(best) for best in chosen), key=_order))
        cheaper = [cost for cost in self.doubts if not found or cost < found[0].cost]
        if self.used_up or cheaper:
            return self._result(Outcome.NOT_SETTLED, found, more)
        if found:
            return self._result(Outcome.FOUND, found, more)
        return self._result(Outcome.OUT_OF_REACH, (), False, self._blockers(parts, rest))

    def _search(
        self, parts: Sequence[Component], base: Fraction | None
    ) -> tuple[list[_Best], bool]:
        """Return the cheapest sets of changes, and whether there are more; see ``_cheapest``.

        Sets of facts are looked at by their cost, in all groups of statements alike, until there
        is an answer that costs no more than what was looked at.
        """
        highest = [self._hoped(part, part.facts) for part in parts]
        if base is None or None in highest:
            return [], False
        tops = [top for top in highest if top is not None]
        if not self._reached(sum(tops, base)):
            return [], False
        tables = [
            _Table(part, _subsets(part.facts, self.terms), sum(tops, base) - top)
            for part, top in zip(parts, tops, strict=True)
        ]
        found: tuple[list[_Best], bool] = ([], False)
        try:
            while not found[0]:
                costs = [table.next[0] for table in tables if table.next is not None]
                level = min(costs, default=None)
                for table in tables:
                    self._extend(table, level or 0)
                found = self._cheapest([table.found for table in tables], base, level)
                if level is None:
                    break
        except _BudgetUsedUpError:
            found = self._cheapest([table.found for table in tables], base, None)
        return found

    def _result(
        self,
        outcome: Outcome,
        found: tuple[Ask, ...],
        more: bool,
        blockers: tuple[Finding, ...] = (),
    ) -> Asks:
        decision, steps = self.whatif.decision, min(self.steps, self.budget)
        return Asks(decision, self.goal, outcome, found, more, blockers, steps, self.budget)

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self.budget:
            self.used_up = True
            raise _BudgetUsedUpError

    # What changes bring.

    def _sum(
        self, matters: Sequence[Matter], cells: Mapping[FactPath, Cell], free: frozenset[FactPath]
    ) -> Fraction | None:
        """Return what statements add up to at the least; None where one may decline.

        What facts that are still *free* leave open is taken as it is hoped for: so it is the most
        that any values of theirs can bring.
        """
        total = Fraction(0)
        for matter in matters:
            effect = self.whatif.effect_in(matter, cells)
            hopeful = bool(free) and _waits(matter, effect, free)
            if effect.rules_out not in (
                {Kleene.FALSE, Kleene.UNKNOWN} if hopeful else {Kleene.FALSE}
            ):
                return None
            total += effect.high if hopeful else effect.low
        return total

    def _hoped(self, part: Component, facts: Sequence[FactPath]) -> Fraction | None:
        """Return the most that changing *facts* can be hoped to bring; None if it declines."""
        free: dict[FactPath, Cell] = {fact: self.terms[fact].reach for fact in facts}
        return self._sum(part.matters, free, frozenset(facts))

    def _extend(self, table: _Table, cost: int) -> None:
        """Look at the sets of facts that cost up to *cost*, each for the most that it brings.

        Kept are those that bring more than any set within them.
        """
        while table.next is not None and table.next[0] <= cost:
            self._step()
            self._look_at(table, *table.next)
            table.advance()

    def _look_at(self, table: _Table, cost: int, facts: tuple[FactPath, ...]) -> None:
        part = table.part
        known = [best.total for best in table.found if set(best.facts) < set(facts)]
        floor_, hoped = max(known, default=None), self._hoped(part, facts)
        if hoped is None or (floor_ is not None and hoped <= floor_):
            return
        if not self._reached(table.others + hoped):
            return
        if not facts:
            table.found.append(_Best(0, (), hoped, {}))
            return
        best = self._best(part, cost, facts, floor_)
        if best is not None:
            table.found.append(best)
        most = floor_ if best is None else best.total
        tangled = most != hoped and self._is_tangled(part, facts)
        if tangled and self._may_bring(part, facts, {}, most):
            self.doubts.append(cost)

    def _may_bring(
        self,
        part: Component,
        facts: tuple[FactPath, ...],
        cells: dict[FactPath, Cell],
        most: Fraction | None,
        halvings: int = _HALVINGS,
    ) -> bool:
        """Whether changing all of *facts* cannot be ruled out to bring more than *most*.

        Looks at one cell of each fact at a time, then at halves of the stretches among them.
        """
        self._step()
        free = {fact: cells.get(fact, self.terms[fact].reach) for fact in facts}
        bound = self._sum(part.matters, free, frozenset(facts))
        if bound is None or (most is not None and bound <= most):
            return False
        waiting = next((fact for fact in facts if fact not in cells), None)
        if waiting is not None:
            return any(
                self._may_bring(part, facts, {**cells, waiting: cell}, most, halvings)
                for cell in self.terms[waiting].cells
            )
        halves = [(fact, _halves(cell)) for fact, cell in cells.items()]
        wide = [(fact, pair) for fact, pair in halves if pair]
        if not halvings or not wide:
            return True
        fact, pair = wide[halvings % len(wide)]
        return any(
            self._may_bring(part, facts, {**cells, fact: half}, most, halvings - 1) for half in pair
        )

    def _is_tangled(self, part: Component, facts: Sequence[FactPath]) -> bool:
        """Whether facts meet in more than one expression, so that values depend on each other."""
        return len(list(self._joints(part, facts))) > 1

    def _joints(self, part: Component, facts: Sequence[FactPath]) -> Iterator[object]:
        """Yield the comparisons and preferences in which several of the facts meet."""
        uses, mine = self.whatif.cutter.uses, {m.statement for m in part.matters}
        wanted = set(facts)
        for atom in uses.atoms:
            if len(wanted & set(stated_facts(atom, uses.lets))) > 1:
                yield atom
        for preference in uses.preferences:
            met = wanted & set(stated_facts(preference.subject, uses.lets))
            if preference in mine and len(met) > 1:
                yield preference

    def _best(
        self, part: Component, cost: int, facts: tuple[FactPath, ...], floor_: Fraction | None
    ) -> _Best | None:
        """Return the most that changing all of *facts* brings, if that is more than *floor_*."""
        best: _Best | None = None
        joined = any(True for _ in self._joints(part, facts))
        orders = [facts[i + 1 :] + facts[: i + 1] for i in range(len(facts))] if joined else [facts]
        for order in orders:
            for total, values in self._descend(part, order, {}, joined=joined):
                if (floor_ is None or total > floor_) and (best is None or total > best.total):
                    best = _Best(cost, facts, total, values)
        return best

    def _descend(
        self, part: Component, waiting: tuple[FactPath, ...], values: Values, *, joined: bool
    ) -> Iterator[tuple[Fraction, Values]]:
        """Yield ever better ways to change the facts that are still *waiting*."""
        most: Fraction | None = None
        for option in self._options(waiting, values, joined=joined):
            self._step()
            now = {**values, waiting[0]: option}
            free = waiting[1:]
            cells: dict[FactPath, Cell] = {fact: Known(value) for fact, value in now.items()}
            cells.update({fact: self.terms[fact].reach for fact in free})
            bound = self._sum(part.matters, cells, frozenset(free))
            if bound is None or (most is not None and bound <= most):
                continue
            if not free:
                most = bound
                yield bound, now
                continue
            for total, found in self._descend(part, free, now, joined=joined):
                if most is None or total > most:
                    most = total
                    yield total, found

    def _options(
        self, waiting: tuple[FactPath, ...], values: Values, *, joined: bool
    ) -> Sequence[FactValue]:
        """Return the values to try: where facts meet, those that suit the others, too."""
        term = self.terms[waiting[0]]
        if not joined or term.domain is None or not values:
            return term.options
        whatif = self.whatif
        offer = changed_offer(whatif.offer, values, whatif.program.schema)
        reach = Reach(
            Cutter(whatif.program.world, offer, whatif.cutter.uses), whatif.program.schema
        )
        again = reach.term(term.negotiable)
        return tuple(dict.fromkeys((*term.options, *(() if again is None else again.options))))

    # Putting sets together.

    def _cheapest(
        self, tables: Sequence[list[_Best]], base: Fraction, most: int | None
    ) -> tuple[list[_Best], bool]:
        """Return the cheapest choices of one set from each table that reach the goal.

        At most ``MOST_ASKS``, and whether there are more; none that costs more than *most*.
        """
        after: list[dict[int, Fraction]] = [{0: Fraction(0)}]
        for table in reversed(tables):
            after.append(_added(table, after[-1]))
        after.reverse()
        enough = [cost for cost, total in after[0].items() if self._reached(base + total)]
        if not enough or (most is not None and min(enough) > most):
            return [], False
        found: list[_Best] = []
        for best in self._choices(tables, after, min(enough), _Best(0, (), base, {})):
            if len(found) == MOST_ASKS:
                return found, True
            found.append(best)
        return found, False

    def _choices(
        self,
        tables: Sequence[list[_Best]],
        after: Sequence[dict[int, Fraction]],
        left: int,
        so: _Best,
    ) -> Iterator[_Best]:
        if not tables:
            yield so
            return
        for best in sorted(tables[0], key=lambda best: tuple(map(str, best.facts))):
            rest = after[1].get(left - best.cost)
            if rest is not None and self._reached(so.total + best.total + rest):
                now = _Best(
                    so.cost + best.cost,
                    so.facts + best.facts,
                    so.total + best.total,
                    {**so.values, **best.values},
                )
                yield from self._choices(tables[1:], after[1:], left - best.cost, now)

    def _reached(self, total: Fraction) -> bool:
        return self.whatif.rank(total) >= ORDERED.index(self.goal)

    # The least demanding values.

    def _ask(self, best: _Best) -> Ask:
        """Return the changes, each as small as suffices, with the proof that they do."""
        values = dict(best.values)
        terms = sorted((self.terms[fact] for fact in values), key=lambda t: (-t.cost, str(t.fact)))
        for term in terms:
            values[term.fact] = self._eased(term, values)
        whatif = self.whatif
        offer = changed_offer(whatif.offer, values, whatif.program.schema)
        decision = whatif.program.decide(offer)
        assert ORDERED.index(decision.possible[0]) >= ORDERED.index(self.goal)
        changes = (Change(t.fact, t.present, values[t.fact], t.cost) for t in terms)
        return Ask(tuple(changes), decision)

    def _eased(self, term: Term, values: Values) -> FactValue:
        """Return the least demanding value of one fact that suffices beside those of the others."""

        def suffices(value: FactValue) -> bool:
            return self._suffices({**values, term.fact: value})

        known = self.whatif.cutter.facts().value(term.fact)
        options = [*term.options]
        if values[term.fact] not in options:
            options = _in_order(term, [*options, values[term.fact]], self.whatif.cutter, known)
        good = [suffices(option) for option in options]
        first = good.index(True)
        at, beside = first, first - 1
        if term.negotiable.direction is None and known is UNKNOWN and first == 0:
            # From the bottom up to where it ends to suffice: there lies the least demand.
            failing = next((i for i, is_good in enumerate(good) if not is_good), None)
            at, beside = (0, -1) if failing is None else (failing - 1, failing)
        chosen = options[at]
        if term.domain is None or isinstance(chosen, frozenset | TextSet | tuple | Range):
            return chosen
        assert chosen is not UNKNOWN
        near = _place(options[beside]) if beside >= 0 else _start(term, known)
        near = _neighbour(term, options, chosen, known) if known is not UNKNOWN else near
        return _nearest(chosen, near, term.domain, suffices)

    def _suffices(self, values: Values) -> bool:
        cells: dict[FactPath, Cell] = {fact: Known(value) for fact, value in values.items()}
        total = self._sum(self.whatif.matters, cells, frozenset())
        return total is not None and self._reached(total)

    # What stands in the way.

    def _blockers(self, parts: Sequence[Component], rest: Sequence[Matter]) -> tuple[Finding, ...]:
        """Return a smallest set of statements without which the goal were within reach."""
        thresholds = self.whatif.program.thresholds
        accept = self.goal is Verdict.ACCEPT
        share = thresholds.accept_at if accept else thresholds.decline_below
        if share is None and self.goal is Verdict.ACCEPT:
            return ()
        turn = Fraction(0) if share is None else share
        try:
            tables = [self._kept(part, turn) for part in parts]
        except _BudgetUsedUpError:
            return ()
        tables += [
            _dropping([(matter, self.whatif.effect_in(matter, {}))], turn) for matter in rest
        ]
        whole: _Dropping = {(0, False): _Dropped(Fraction(0), ())}
        for table in tables:
            whole = _joined(whole, table)
        enough = [key for key, dropped in whole.items() if dropped.rest >= 0]
        # Without anything that is weighed there is no score, and nothing to accept.
        scored = [key for key in enough if key[1] or self.goal is not Verdict.ACCEPT]
        dropped = whole[min(scored or enough)].indices
        return tuple(self.whatif.decision.findings[index] for index in sorted(dropped))

    def _kept(self, part: Component, turn: Fraction) -> _Dropping:
        """Return how well a component can do without some number of its statements."""
        best: _Dropping = {}
        for cells in self._all_cells(part.facts):
            self._step()
            effects = [(m, self.whatif.effect_in(m, cells)) for m in part.matters]
            for key, dropped in _dropping(effects, turn).items():
                if key not in best or dropped.rest > best[key].rest:
                    best[key] = dropped
        return best

    def _all_cells(self, facts: tuple[FactPath, ...]) -> Iterator[dict[FactPath, Cell]]:
        if not facts:
            yield {}
            return
        for cells in self._all_cells(facts[1:]):
            yield cells
            for option in self.terms[facts[0]].options:
                yield {**cells, facts[0]: Known(option)}


def _halves(cell: Cell) -> tuple[Cell, ...]:
    """Return the two halves of a stretch with ends, else nothing."""
    if not isinstance(cell, Line) or cell.low is None or cell.high is None or cell.low == cell.high:
        return ()
    middle = (cell.low + cell.high) / 2
    return evolve(cell, high=middle, high_in=True), evolve(cell, low=middle, low_in=True)


def _waits(matter: Matter, effect: Effect, free: frozenset[FactPath]) -> bool:
    return effect.is_open and not free.isdisjoint(matter.waits_for(effect))


def _subsets(
    facts: tuple[FactPath, ...], terms: Mapping[FactPath, Term]
) -> Iterator[tuple[int, tuple[FactPath, ...]]]:
    """Yield the sets of facts with their costs, the cheapest first, none of them included."""
    costs = [terms[fact].cost for fact in facts]
    waiting: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    while waiting:
        cost, chosen = heapq.heappop(waiting)
        yield cost, tuple(facts[index] for index in chosen)
        for index in range(chosen[-1] + 1 if chosen else 0, len(facts)):
            heapq.heappush(waiting, (cost + costs[index], (*chosen, index)))


def _added(table: Sequence[_Best], after: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """Return the most that a table and what follows it bring together, by what it costs."""
    found: dict[int, Fraction] = {}
    for best in table:
        for cost, total in after.items():
            both = best.total + total
            if found.get(best.cost + cost, both) <= both:
                found[best.cost + cost] = both
    return found


def _order(ask: Ask) -> tuple[str, ...]:
    return tuple(sorted(str(change.fact) for change in ask.changes))
