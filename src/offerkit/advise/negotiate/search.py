"""Search for the cheapest changes that bring a verdict to a goal.

Only which facts are changed counts for the cost. Statements that share no negotiable fact, and no
open one of which cells tell more than parts, are searched separately: for each set of their facts,
cheapest first, the greatest sum that changing these can bring, by branch and bound over the values
at which the criteria change. A set is skipped if even its upper bound is no more than a cheaper set
brings. Then one set from each group is chosen so that the total cost is least. Finally each change
is made as small as is still enough, the most costly first, and the offer with all of them is
decided, which is the proof.

The search is exact if each statement reads its negotiable facts one at a time, or compares a sum of
them. If several sums have several facts in common, or facts are multiplied with each other or
divided by each other, values that are not tried could be better; what the search could not rule out
is then reported as not settled.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import partial
from itertools import product
from typing import Final

from attrs import define, evolve, field, frozen

from offerkit import core as c
from offerkit.advise.kept import kept
from offerkit.advise.negotiate.blockers import Dropped, DroppedByCount, combined, dropped_by_count
from offerkit.advise.negotiate.models import (
    MAX_PROPOSALS,
    Negotiation,
    NegotiationOutcome,
    Proposal,
    RequestedChange,
)
from offerkit.advise.negotiate.options import NegotiableFact, OptionFinder, changed_offer, known_of
from offerkit.advise.negotiate.rounding import (
    asked_in_steps,
    by_demand,
    nearest_that_suffices,
    opening,
    place_before,
    scalar,
    starts_of,
)
from offerkit.advise.what_if.linear import bent
from offerkit.advise.what_if.segments import QuantityRange, Segment, SingleValue
from offerkit.advise.what_if.what_if import Component, RelevantStatement, WhatIf
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import ORDERED, Verdict
from offerkit.kleene import Kleene
from offerkit.model.fields import Topic
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    FactValue,
)

_HALVINGS: Final = 8
"""Most times that ranges are halved to rule out that facts in the same sum bring more."""


_HAGGLED: Final = (Topic.MONEY, Topic.TIME, Topic.BENEFITS, Topic.CONTRACT)
"""Topics of what both sides expect to meet about in the middle."""


class BudgetUsedUpError(Exception):
    """The search has taken all the steps it may."""


Values = dict[FactPath, FactValue]


@frozen
class ChangeSet:
    """The greatest sum that changing some facts brings, and the values that bring it."""

    cost: int
    facts: tuple[FactPath, ...]
    total: Fraction
    """The least that the statements add to the weighted distance of the score from the goal."""
    values: Values = field(eq=False)


@define
class _Candidates:
    """The sets of facts of one component that are worth changing, as found so far."""

    component: Component
    waiting: Iterator[tuple[int, tuple[FactPath, ...]]]
    others: Fraction
    """Upper bound of the weighted sum of all other statements."""
    found: list[ChangeSet] = field(factory=list)
    next: tuple[int, tuple[FactPath, ...]] | None = None

    def __attrs_post_init__(self) -> None:
        self.advance()

    def advance(self) -> None:
        """Go on to the next set, which costs the same or more."""
        self.next = next(self.waiting, None)


@define
class ProposalSearch:
    """Searches for the cheapest changes to one offer that reach a goal."""

    whatif: WhatIf
    goal: Verdict
    budget: int
    negotiable: dict[FactPath, NegotiableFact]
    hoped: frozenset[int] = frozenset()
    """Indices of the open statements that are taken to turn out well."""
    linking: tuple[FactPath, ...] = ()
    """Open facts that link statements; none if these are added up by parts."""
    used_up: bool = field(default=False, init=False)
    lacking: bool = field(default=False, init=False)
    """Whether the offer falls short only for want of a score, which is not added up."""
    doubts: list[int] = field(factory=list, init=False)
    """Costs of the sets of facts that may bring more than was found."""

    @classmethod
    def of(cls, decision: Ruling, goal: Verdict, budget: int) -> ProposalSearch:
        """Return the search for changes that bring the verdict to *goal* within *budget* steps."""
        whatif, negotiable = kept(decision, "search", partial(_negotiable, decision))
        return cls(whatif.anew(), goal, budget, negotiable, linking=whatif.linking)

    def hoping(self, hoped: frozenset[int]) -> ProposalSearch:
        """Return the same search if some open statements turn out well."""
        return evolve(self, whatif=self.whatif.anew(), hoped=hoped)

    def by_parts(self) -> ProposalSearch:
        """Return the same search without cells, which may tell less, and takes less work."""
        return evolve(self, whatif=self.whatif.anew(), linking=())

    def result(self) -> Negotiation:
        """Return the proposals, or the statements still in the way."""
        components = self._components()
        joined = {statement.index for component in components for statement in component.statements}
        rest = [m for m in self.whatif.statements if m.index not in joined]
        chosen, more = self._search(components, self._sum(rest, {}, frozenset()))
        ordered = sorted(chosen, key=lambda values: sorted(map(str, values)))
        proposals = [self._proposal(values) for values in ordered]
        found = tuple(one for one in proposals if one is not None)
        # A score that nothing is left for falls short of what was added up.
        self.used_up = self.used_up or len(found) < len(proposals)
        cheaper = [cost for cost in self.doubts if not found or cost < found[0].effort]
        blockers: tuple[Finding, ...] = ()
        if self.used_up or cheaper:
            outcome = NegotiationOutcome.NOT_SETTLED
        elif found and self.hoped:
            outcome = NegotiationOutcome.ASK_FIRST
            found = tuple(one for one in found if one.changes)
        elif found:
            outcome = NegotiationOutcome.FOUND
        else:
            outcome = NegotiationOutcome.OUT_OF_REACH
            # What is out of reach even with hope is not shown.
            blockers = () if self.hoped else self._blockers(components, rest)
        decision, steps = self.whatif.decision, min(self.steps, self.budget)
        bent = self.whatif.bent(self.negotiable)
        unsearched = tuple(decision.findings[statement.index] for statement in bent)
        return Negotiation(
            decision, self.goal, outcome, found, more, blockers, steps, self.budget, unsearched
        )

    def _components(self) -> tuple[Component, ...]:
        """Return the statements that read negotiable facts in groups, with these facts.

        Groups share no negotiable fact, and no open one of which cells may tell more than parts.
        """
        whatif, mine = self.whatif, self.negotiable
        found = whatif.components((*mine, *(fact for fact in self.linking if fact not in mine)))
        groups = (
            evolve(one, facts=tuple(fact for fact in one.facts if fact in mine)) for one in found
        )
        return tuple(group for group in groups if group.facts)

    def _search(
        self, components: Sequence[Component], base: Fraction | None
    ) -> tuple[list[Values], bool]:
        """Return the cheapest changes, and whether there are more; see ``_cheapest``.

        Sets of facts are tried by their cost, in all components together, until some are found that
        cost no more than those tried.
        """
        highest = [self._upper_bound(component, component.facts) for component in components]
        if base is None or None in highest:
            return [], False
        tops = [top for top in highest if top is not None]
        if not self._reaches_goal(sum(tops, base)):
            return [], False
        tables = [
            _Candidates(
                component, _subsets(component.facts, self.negotiable), sum(tops, base) - top
            )
            for component, top in zip(components, tops, strict=True)
        ]
        found: tuple[list[Values], bool] = ([], False)
        try:
            while not found[0]:
                costs = [table.next[0] for table in tables if table.next is not None]
                level = min(costs, default=None)
                for table in tables:
                    while table.next is not None and table.next[0] <= (level or 0):
                        self._step()
                        self._try(table, *table.next)
                        table.advance()
                found = self._cheapest([table.found for table in tables], base, level)
                if level is None:
                    break
        except BudgetUsedUpError:
            found = self._cheapest([table.found for table in tables], base, None)
        return found

    @property
    def steps(self) -> int:
        """Work that the search has done."""
        return self.whatif.work.done

    def _step(self) -> None:
        if self.steps > self.budget:
            self.used_up = True
            raise BudgetUsedUpError

    # The sums that changes bring.

    def _sum(
        self,
        statements: Sequence[RelevantStatement],
        segments: Mapping[FactPath, Segment],
        free: frozenset[FactPath],
    ) -> Fraction | None:
        """Return the least that statements add to the weighted distance of the score from the goal.

        None if one may rule the offer out. Statements that facts in *free* leave open count as
        well as they can: so it is an upper bound for all values of these facts.
        """
        total, waiting = Fraction(0), list[RelevantStatement]()
        for statement in statements:
            effect = self.whatif.effect_in(statement, segments)
            optimistic = effect.is_open and (
                statement.index in self.hoped or not free.isdisjoint(statement.waits_for(effect))
            )
            if optimistic:
                total += effect.most_over(self.turn)
            elif effect.is_open:
                waiting.append(statement)
            elif effect.rules_out is Kleene.TRUE:
                return None
            else:
                total += effect.least_over(self.turn)
        least = self._least(waiting, segments) if waiting else Fraction(0)
        return None if least is None else total + least

    def _least(
        self, statements: Sequence[RelevantStatement], segments: Mapping[FactPath, Segment]
    ) -> Fraction | None:
        """Return what open statements certainly add; None if one may rule the offer out."""
        cells, thresholds = self.whatif.program.cells, self.whatif.program.thresholds
        share = self.whatif.together(statements, segments) if self.linking else None
        if share is None:
            effects = [self.whatif.effect_in(one, segments) for one in statements]
            if any(effect.rules_out is not Kleene.FALSE for effect in effects):
                return None
            return sum((effect.least_over(self.turn) for effect in effects), Fraction(0))
        if share.declines:
            return None
        turns = thresholds.all
        ends = share.low[turns.index(self.turn)] if self.turn in turns else 0
        return Fraction(ends, cells.scale)

    def _upper_bound(self, component: Component, facts: Sequence[FactPath]) -> Fraction | None:
        """Return an upper bound of what changing *facts* brings; None if it rules the offer out."""
        free: dict[FactPath, Segment] = {fact: self.negotiable[fact].extent for fact in facts}
        return self._sum(component.statements, free, frozenset(facts))

    def _try(self, table: _Candidates, cost: int, facts: tuple[FactPath, ...]) -> None:
        """Try a set of facts; keep it if it beats all its subsets."""
        component = table.component
        known = [
            best.total
            for best in table.found
            if set(best.facts) < set(facts) and (best.facts or not self.lacking)
        ]
        at_least, bound = max(known, default=None), self._upper_bound(component, facts)
        if bound is None or (at_least is not None and bound <= at_least):
            return
        if not self._reaches_goal(table.others + bound):
            return
        if not facts:
            table.found.append(ChangeSet(0, (), bound, {}))
            return
        best = self._best(component, cost, facts, at_least)
        if best is not None:
            table.found.append(best)
        most = at_least if best is None else best.total
        # The best values of facts that share more than one condition depend on each other.
        # Where facts are multiplied with each other, the best values may be among none tried.
        now = self.whatif.partitioner.facts()
        conditions = [one.condition for one in component.statements]
        may_miss = most != bound and (
            len(self._shared_conditions(facts)) > 1 or any(bent(conditions, facts, now))
        )
        if may_miss and self._may_bring(component, facts, {}, most):
            self.doubts.append(cost)

    def _may_bring(
        self,
        component: Component,
        facts: tuple[FactPath, ...],
        segments: dict[FactPath, Segment],
        most: Fraction | None,
        halvings: int = _HALVINGS,
    ) -> bool:
        """Return whether changing all of *facts* may bring more than *most*.

        Tries one segment of each fact at a time, then halves of the ranges among them.
        """
        self._step()
        free = {fact: segments.get(fact, self.negotiable[fact].extent) for fact in facts}
        bound = self._sum(component.statements, free, frozenset(facts))
        if bound is None or (most is not None and bound <= most):
            return False
        waiting = next((fact for fact in facts if fact not in segments), None)
        if waiting is not None:
            return any(
                self._may_bring(component, facts, {**segments, waiting: segment}, most)
                for segment in self.negotiable[waiting].segments
            )
        halves = [(fact, _halves(segment)) for fact, segment in segments.items()]
        wide = [(fact, pair) for fact, pair in halves if pair]
        if not halvings or not wide:
            return True
        fact, pair = wide[halvings % len(wide)]
        return any(
            self._may_bring(component, facts, {**segments, fact: half}, most, halvings - 1)
            for half in pair
        )

    def _shared_conditions(self, facts: Sequence[FactPath]) -> list[c.Core]:
        """Return the comparisons and subjects of preferences that read several of the facts."""
        if len(facts) < 2:
            return []
        readers, several = self.whatif.partitioner.readers, set(facts)
        return [
            core
            for core in (*readers.atoms, *(one.subject for one in readers.preferences))
            if len(several.intersection(readers.world.stated_facts(core))) > 1
        ]

    def _best(
        self,
        component: Component,
        cost: int,
        facts: tuple[FactPath, ...],
        at_least: Fraction | None,
    ) -> ChangeSet | None:
        """Return the best change of all of *facts*, if it brings more than *at_least*."""
        best: ChangeSet | None = None
        joined = bool(self._shared_conditions(facts))
        orders = [facts[i + 1 :] + facts[: i + 1] for i in range(len(facts))] if joined else [facts]
        for order in orders:
            for total, values in self._branch(component, order, {}, joined=joined):
                if (at_least is None or total > at_least) and (best is None or total > best.total):
                    best = ChangeSet(cost, facts, total, values)
        return best

    def _branch(
        self, component: Component, waiting: tuple[FactPath, ...], values: Values, *, joined: bool
    ) -> Iterator[tuple[Fraction, Values]]:
        """Yield ever better values for the facts that are still *waiting*."""
        most: Fraction | None = None
        for option in self._options(waiting, values, joined=joined):
            self._step()
            now = {**values, waiting[0]: option}
            free = waiting[1:]
            segments: dict[FactPath, Segment] = {
                fact: SingleValue(value) for fact, value in now.items()
            }
            segments.update({fact: self.negotiable[fact].extent for fact in free})
            bound = self._sum(component.statements, segments, frozenset(free))
            if bound is None or (most is not None and bound <= most):
                continue
            if self._offer_with(now) is None:
                continue
            if not free:
                most = bound
                yield bound, now
                continue
            for total, found in self._branch(component, free, now, joined=joined):
                if most is None or total > most:
                    most = total
                    yield total, found

    def _offer_with(self, values: Values) -> Offer | None:
        """Return the offer with these values; None if they contradict each other."""
        with suppress(ValueError):
            return changed_offer(self.whatif.offer, values, self.whatif.program.schema)
        return None

    def _options(
        self, waiting: tuple[FactPath, ...], values: Values, *, joined: bool
    ) -> Sequence[FactValue]:
        """Return the values to try; for joined facts, also those that fit the others' values."""
        negotiable = self.negotiable[waiting[0]]
        if not joined or negotiable.domain is None or not values:
            return negotiable.options
        whatif = self.whatif
        offer = changed_offer(whatif.offer, values, whatif.program.schema)
        partitioner = evolve(whatif.partitioner, offer=offer)
        finder = OptionFinder(partitioner, whatif.program.thresholds.all)
        again = finder.find(negotiable.checked)
        more = () if again is None else again.options
        return tuple(dict.fromkeys((*negotiable.options, *more)))

    # The choice of sets.

    def _cheapest(
        self, tables: Sequence[list[ChangeSet]], base: Fraction, most: int | None
    ) -> tuple[list[Values], bool]:
        """Return the values of the cheapest choices of one set from each table that reach the goal.

        At most ``MAX_PROPOSALS``, none that costs more than *most*; and whether there are more.
        """
        # The greatest sum of each table and those after it, by cost.
        after: list[dict[int, Fraction]] = [{0: Fraction(0)}]
        for table in reversed(tables):
            sums: dict[int, Fraction] = {}
            for best, (cost, total) in product(table, after[0].items()):
                both = best.total + total
                sums[best.cost + cost] = max(both, sums.get(best.cost + cost, both))
            after.insert(0, sums)
        enough = {cost for cost, total in after[0].items() if self._reaches_goal(base + total)}
        if 0 in enough and not self.hoped:
            self.lacking = True
            enough.remove(0)
        if not enough or (most is not None and min(enough) > most):
            return [], False
        found: list[Values] = []
        for values in self._choices(tables, after, min(enough), base, {}):
            if len(found) == MAX_PROPOSALS:
                return found, True
            found.append(values)
        return found, False

    def _choices(
        self,
        tables: Sequence[list[ChangeSet]],
        after: Sequence[dict[int, Fraction]],
        left: int,
        total: Fraction,
        values: Values,
    ) -> Iterator[Values]:
        if not tables:
            yield values
            return
        for best in sorted(tables[0], key=lambda best: tuple(map(str, best.facts))):
            rest = after[1].get(left - best.cost)
            if rest is not None and self._reaches_goal(total + best.total + rest):
                so_far = total + best.total, {**values, **best.values}
                yield from self._choices(tables[1:], after[1:], left - best.cost, *so_far)

    @property
    def turn(self) -> Fraction:
        """The score that the goal takes; 0 if every score will do."""
        thresholds = self.whatif.program.thresholds
        share = thresholds.accept_at if self.goal is Verdict.ACCEPT else thresholds.decline_below
        return share or Fraction(0)

    def _reaches_goal(self, total: Fraction | int) -> bool:
        program = self.whatif.program
        never = program.thresholds.accept_at is None or not program.weights
        return total >= 0 and not (never and self.goal is Verdict.ACCEPT)

    # The least demanding values.

    def _proposal(self, values: Values) -> Proposal | None:
        """Return the changes, each as small as is enough, with the decision that proves it.

        None if there may be no score in the end, because nothing that is weighed may apply, or if
        the values contradict each other.
        """
        values = dict(values)
        changed = sorted(
            (self.negotiable[fact] for fact in values), key=lambda t: (-t.effort, str(t.fact))
        )
        opened: Values = {}
        for negotiable in changed:
            fact, known = negotiable.fact, known_of(negotiable.checked, self.whatif.partitioner)
            suffices = self._suffices(negotiable, values)
            if not suffices(values[fact]):
                return None
            least = self._smallest_change(negotiable, values, suffices)
            values[fact] = asked_in_steps(negotiable, least, known, suffices)
        for negotiable in changed:
            fact, suffices = negotiable.fact, self._suffices(negotiable, values)
            topic = self.whatif.program.schema.facts[fact.path].topic
            has_room = topic in _HAGGLED
            least = values[fact]
            opened[fact] = opening(negotiable, least, suffices) if has_room else least
        decision = self._reached_with(values)
        if decision is None:
            return None
        changes = (
            RequestedChange(t.fact, t.present, values[t.fact], t.effort, opened[t.fact])
            for t in changed
        )
        return Proposal(tuple(changes), decision)

    def _reached_with(self, values: Values) -> Ruling | None:
        """Return the decision with these values if it reaches the goal."""
        offer = self._offer_with(values)
        if offer is None:
            return None
        decision = self.whatif.program.decide(offer) if values else self.whatif.decision
        reached = decision.possible[-1 if self.hoped else 0]
        return decision if ORDERED.index(reached) >= ORDERED.index(self.goal) else None

    def _suffices(self, negotiable: NegotiableFact, values: Values) -> Callable[[FactValue], bool]:
        """Return whether a value of one fact is enough with those of the others."""
        segments: dict[FactPath, Segment] = {f: SingleValue(v) for f, v in values.items()}
        linking, fact = (one for one in self.linking if one not in values), negotiable.fact
        [linked] = (one for one in self.whatif.components((fact, *linking)) if fact in one.facts)
        mine, indices = linked.statements, {one.index for one in linked.statements}
        others = [one for one in self.whatif.statements if one.index not in indices]
        rest = self._sum(others, segments, frozenset())

        def suffices(value: FactValue) -> bool:
            total = self._sum(mine, {**segments, fact: SingleValue(value)}, frozenset())
            if rest is None or total is None or not self._reaches_goal(rest + total):
                return False
            # Where nothing is left over, it may be for want of a score.
            return rest + total > 0 or self._reached_with({**values, fact: value}) is not None

        return suffices

    def _smallest_change(
        self, negotiable: NegotiableFact, values: Values, suffices: Callable[[FactValue], bool]
    ) -> FactValue:
        """Return the least demanding value of one fact that is enough with those of the others."""
        known = known_of(negotiable.checked, self.whatif.partitioner)
        options = negotiable.options
        if not negotiable.is_ordered:
            return next(option for option in options if suffices(option))
        starts = starts_of(negotiable, known, suffices)
        every = dict.fromkeys([*options, values[negotiable.fact]])
        ordered = by_demand(negotiable, [*every], known, starts)
        good = [suffices(option) for option in ordered]
        at = good.index(True)
        directed = negotiable.checked.direction is not None
        if known is UNKNOWN and at == 0 and (directed or not all(good)):
            # Nobody asks for the least that can be, such as 0 days. Where it is enough, the last
            # value is asked for that still is.
            ordered.reverse()
            at = len(good) - [*good, False].index(False)
        if negotiable.domain is None:
            return ordered[at]
        near = place_before(ordered, at, starts)
        return nearest_that_suffices(scalar(ordered[at]), near, negotiable.domain, suffices)

    # The statements still in the way.

    def _blockers(
        self, components: Sequence[Component], rest: Sequence[RelevantStatement]
    ) -> tuple[Finding, ...]:
        """Return a smallest set of statements without which the goal could be reached."""
        if self.whatif.program.thresholds.accept_at is None and self.goal is Verdict.ACCEPT:
            return ()
        turn = self.turn
        try:
            tables = [self._kept(component, turn) for component in components]
        except BudgetUsedUpError:
            return ()
        # Of those that fall equally short, the last are dropped.
        effects = [(statement, self.whatif.effect_in(statement, {})) for statement in rest]
        tables.append(dropped_by_count(effects[::-1], turn))
        whole: DroppedByCount = {(0, False): Dropped(Fraction(0))}
        for table in tables:
            whole = combined(whole, table)
        enough = [key for key, dropped in whole.items() if dropped.rest >= 0]
        # Without weighted statements there is no score, and so no accept.
        scored = [key for key in enough if key[1] or self.goal is not Verdict.ACCEPT]
        dropped = whole[min(scored or enough)].indices
        return tuple(self.whatif.decision.findings[index] for index in sorted(dropped))

    def _kept(self, component: Component, turn: Fraction) -> DroppedByCount:
        """Return the best remainder of a component, by number of statements dropped."""
        best: DroppedByCount = {}
        for segments in self._all_values(component.facts):
            self._step()
            effects = [(m, self.whatif.effect_in(m, segments)) for m in component.statements]
            for key, dropped in dropped_by_count(effects, turn).items():
                if key not in best or dropped.rest > best[key].rest:
                    best[key] = dropped
        return best

    def _all_values(self, facts: tuple[FactPath, ...]) -> Iterator[dict[FactPath, Segment]]:
        if not facts:
            yield {}
            return
        for segments in self._all_values(facts[1:]):
            yield segments
            for option in self.negotiable[facts[0]].options:
                yield {**segments, facts[0]: SingleValue(option)}


def _negotiable(decision: Ruling) -> tuple[WhatIf, dict[FactPath, NegotiableFact]]:
    """Return what changes of an offer come to, and the facts that may be changed."""
    negotiables = sorted(
        decision.program.checked.negotiables, key=lambda negotiable: str(negotiable.fact)
    )
    whatif = WhatIf(decision, frozenset(negotiable.fact for negotiable in negotiables))
    finder = OptionFinder(whatif.partitioner, whatif.program.thresholds.all)
    bearing = {fact for statement in whatif.statements for fact in statement.facts}
    now = whatif.partitioner.facts()
    found = (
        finder.find(one)
        for one in negotiables
        if one.fact in bearing and now.value(one.fact) is not DOES_NOT_APPLY
    )
    return whatif, {one.fact: one for one in found if one is not None}


def _halves(segment: Segment) -> tuple[Segment, ...]:
    """Return the two halves of a range with both ends; otherwise nothing."""
    if (
        not isinstance(segment, QuantityRange)
        or segment.low is None
        or segment.high is None
        or segment.low == segment.high
    ):
        return ()
    middle = (segment.low + segment.high) / 2
    return evolve(segment, high=middle, high_in=True), evolve(segment, low=middle, low_in=True)


def _subsets(
    facts: tuple[FactPath, ...], negotiable: Mapping[FactPath, NegotiableFact]
) -> Iterator[tuple[int, tuple[FactPath, ...]]]:
    """Yield every set of facts with its cost, the cheapest first, the empty one included."""
    costs = [negotiable[fact].effort for fact in facts]
    waiting: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    while waiting:
        cost, chosen = heapq.heappop(waiting)
        yield cost, tuple(facts[index] for index in chosen)
        for index in range(chosen[-1] + 1 if chosen else 0, len(facts)):
            heapq.heappush(waiting, (cost + costs[index], (*chosen, index)))
