"""Options: the values that a negotiable fact may be changed to, the least demanding first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import Final

from attrs import evolve, frozen

from offerkit import calendar
from offerkit import core as c
from offerkit.advise.what_if.amounts import amount_in, size_of, with_amount
from offerkit.advise.what_if.linear import Boundary, ChangingFact
from offerkit.advise.what_if.partition import Domain, Partitioner
from offerkit.advise.what_if.readers import known_texts, other_sides
from offerkit.advise.what_if.segments import (
    LevelRange,
    QuantityRange,
    Segment,
    SingleValue,
    TextGroup,
)
from offerkit.check.constants import exact_decimal
from offerkit.datatypes import OrdinalType, TextSetType, TextType, YesNo
from offerkit.evaluate.facts import Scope, Stretch, needs_unit
from offerkit.evaluate.quantities import base_of, bases, currencies, in_months, measure
from offerkit.evaluate.semantics import grade
from offerkit.evaluate.sets import fold_by
from offerkit.intervals import Interval
from offerkit.literals import is_storable
from offerkit.model.offer import Offer, with_facts
from offerkit.model.schema import Schema
from offerkit.paths import FactPath
from offerkit.scales import Level, Ordinal
from offerkit.syntax.nodes import Direction
from offerkit.values import (
    BASE_UNITS,
    UNKNOWN,
    AtLeast,
    DoesNotApply,
    Duration,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Range,
    Scalar,
    TextSet,
    Unknown,
    ends_of,
)

ROUNDING_STEPS: Final = (Decimal(1), Decimal("0.1"), Decimal("0.01"), Decimal("0.000001"))
"""Steps to round amounts to, in their own unit: the first that leaves room is used."""

_ALL_SUBSETS_UP_TO: Final = 6
"""Most texts of which every subset may be asked for."""


@frozen
class NegotiableFact:
    """A negotiable fact with the values that it may be changed to."""

    checked: c.CheckedNegotiable
    present: FactValue
    """Value that is offered now."""
    options: tuple[FactValue, ...]
    """Values worth asking for, the least demanding first: the ends of each segment."""
    extent: Segment
    """A segment that holds every value it may be changed to."""
    domain: Domain | None
    """Values that a quantity may be changed to; None for other facts."""
    segments: tuple[Segment, ...]
    """Segments that together hold every value it may be changed to."""
    step: Fraction | None = None
    """Step in which it is asked for, in base units, if the criteria state one."""

    @property
    def fact(self) -> FactPath:
        """The fact to change."""
        return self.checked.fact

    @property
    def effort(self) -> int:
        """Effort of asking for it, from the criteria."""
        return self.checked.effort

    @property
    def is_ordered(self) -> bool:
        """Whether one of its values may be more than another: it is a quantity or a level."""
        return self.domain is not None or isinstance(self.extent, LevelRange)


def changed_offer(offer: Offer, values: dict[FactPath, FactValue], schema: Schema) -> Offer:
    """Return the offer with other values for some facts, including those that criteria declare.

    Raises:
        ValueError: the values contradict each other, such as a vesting and its schedule.
    """
    by_path = {fact.path: value for fact, value in values.items()}
    own = {path: value for path, value in by_path.items() if path in schema.own}
    changed = with_facts(offer, {p: v for p, v in by_path.items() if p not in own})
    return evolve(changed, own={**offer.own, **own}) if own else changed


@frozen
class OptionFinder:
    """Finds the values that negotiable facts of one offer may be changed to."""

    partitioner: Partitioner
    marks: tuple[Fraction, ...] = ()
    """Scores at which the verdict changes, as shares of 1."""

    def find(self, negotiable: c.CheckedNegotiable) -> NegotiableFact | None:
        """Return the values that a fact may be changed to; None if there are none."""
        fact = negotiable.fact
        present = self.partitioner.world.getter(fact)(self.partitioner.offer)
        match negotiable.datatype:
            case YesNo():
                options = [value for value in (True, False) if value is not present]
                return self._checked(negotiable, present, self._not_refused(fact, options))
            case OrdinalType():
                return self._levels(negotiable, present)
            case TextType(values=values):
                texts = self._texts(fact, present, values)
                return self._checked(negotiable, present, self._not_refused(fact, texts))
            case TextSetType():
                sets = self._sets(negotiable, present)
                return self._checked(negotiable, present, self._not_refused(fact, sets))
            case _:
                return self._quantity(negotiable, present)

    def _refused(self, fact: FactPath) -> FactValue:
        """Return the value that was refused; ``UNKNOWN`` if there is none."""
        refused = self.partitioner.offer.refused
        return UNKNOWN if refused is None else self.partitioner.world.getter(fact)(refused)

    def _not_refused(self, fact: FactPath, options: Sequence[FactValue]) -> list[FactValue]:
        """Return the truths, texts or sets that were not refused."""
        form, refused = fold_by(self.partitioner.info(fact).datatype), self._refused(fact)

        def folded(value: FactValue) -> object:
            if isinstance(value, frozenset):
                return frozenset(map(form, value))
            return form(value) if isinstance(value, str) else value

        return [value for value in options if folded(value) != folded(refused)]

    def _checked(
        self,
        negotiable: c.CheckedNegotiable,
        present: FactValue,
        options: Sequence[FactValue],
        extent: Segment | None = None,
        domain: Domain | None = None,
        ranges: Sequence[Segment] = (),
    ) -> NegotiableFact | None:
        """Return the fact with those options that the offer can have; None if there are none."""
        possible = []
        for value in options:
            with suppress(ValueError):
                changed_offer(
                    self.partitioner.offer, {negotiable.fact: value}, self.partitioner.world.schema
                )
                possible.append(value)
        if not possible:
            return None
        segments = tuple(ranges) or tuple(SingleValue(value) for value in possible)
        checked, step = negotiable.step, None
        if checked is not None and domain is not None:
            step = self._limit(negotiable.fact, checked, domain.unit)
        whole = extent or SingleValue(UNKNOWN)
        return NegotiableFact(negotiable, present, tuple(possible), whole, domain, segments, step)

    # Levels.

    def _levels(self, negotiable: c.CheckedNegotiable, present: FactValue) -> NegotiableFact | None:
        fact = negotiable.fact
        levels = self.partitioner.all_levels(fact)
        known = self.partitioner.facts().value(fact)
        low, high = self.partitioner.ranks(fact, known)
        ranks, limit = range(len(levels)), negotiable.limit and negotiable.limit.value
        if isinstance(limit, Ordinal | Level):
            is_up = negotiable.direction is Direction.UP
            ranks = range(low, limit.rank + 1) if is_up else range(high, limit.rank - 1, -1)
        refused = self._refused(fact)
        if isinstance(refused, Ordinal | Level):
            if refused.rank > low and negotiable.direction is not Direction.DOWN:
                ranks = range(ranks.start, min(ranks.stop, refused.rank))
            elif negotiable.direction is Direction.DOWN:
                ranks = range(ranks.start, max(ranks.stop, refused.rank), -1)
            else:
                ranks = range(max(ranks.start, refused.rank + 1), ranks.stop)
        if not ranks:
            return None
        demand = Demand.of(negotiable, known)
        options = sorted((levels[r] for r in ranks if levels[r] != present), key=demand)
        extent = LevelRange(tuple(levels[min(ranks) : max(ranks) + 1]))
        return self._checked(negotiable, present, options, extent)

    # Texts and sets of text.

    def _texts(
        self, fact: FactPath, present: FactValue, values: tuple[str, ...] | None
    ) -> list[FactValue]:
        segments = self.partitioner.text_segments(fact, self.partitioner.readers.of(fact), values)
        named = (
            text for segment in segments if isinstance(segment, TextGroup) for text in segment.texts
        )
        fold = fold_by(self.partitioner.info(fact).datatype)
        now = fold(present) if isinstance(present, str) else None
        return [text for text in sorted(named, key=fold) if fold(text) != now]

    def _sets(self, negotiable: c.CheckedNegotiable, present: FactValue) -> list[FactValue]:
        """Return the sets made by adding and removing texts, the fewest changes first."""
        fold = fold_by(negotiable.datatype)
        members = present.at_least if isinstance(present, TextSet) else present
        now = {fold(text): text for text in members} if isinstance(members, frozenset) else {}
        limit = negotiable.limit.value if negotiable.limit is not None else None
        bound = frozenset(map(fold, limit)) if isinstance(limit, frozenset) else None
        facts, bindings = self.partitioner.facts(), self.partitioner.world.bindings
        found: dict[str, str] = {}
        for atom in self.partitioner.readers.of(negotiable.fact).atoms:
            if isinstance(atom, c.Member | c.Overlaps | c.Within):
                for other in other_sides(atom, negotiable.fact, bindings):
                    for text in known_texts(other, facts) or ():
                        found.setdefault(fold(text), text)
        used = dict(sorted(found.items()))
        adds = (
            {}
            if negotiable.direction is Direction.DOWN
            else {
                text: shown
                for text, shown in used.items()
                if text not in now and (bound is None or text in bound)
            }
        )
        drops = (
            []
            if negotiable.direction is Direction.UP
            else [text for text in now if bound is None or text not in bound]
        )
        moves = [frozenset({text}) for text in (*sorted(adds), *sorted(set(drops) & set(used)))]
        moves += filter(None, [frozenset(drops) - set(used)])
        written = {**adds, **now}
        # No change at all only makes a set known that was not.
        counts = range(1 if isinstance(present, frozenset) else 0, len(moves) + 1)
        some = len(moves) > _ALL_SUBSETS_UP_TO
        sets = (
            frozenset(written[text] for text in set(now) ^ frozenset[str]().union(*chosen))
            for count in counts
            if not some or count <= 2 or count == len(moves)
            for chosen in combinations(moves, count)
        )
        return list(dict.fromkeys(sets))

    # Quantities.

    def _quantity(
        self, negotiable: c.CheckedNegotiable, present: FactValue
    ) -> NegotiableFact | None:
        domain = self._domain(negotiable)
        if domain is None:
            return None
        fact = negotiable.fact
        segments = self.partitioner.quantity_segments(
            fact, self.partitioner.readers.of(fact), domain, self._marked(fact, domain.unit)
        )
        ranges = [segment for segment in segments if isinstance(segment, QuantityRange)]
        extent = QuantityRange(domain.low, domain.high, True, True, domain.unit)
        ends = [value for span in ranges or [extent] for value in _ends_of(span)]
        known = known_of(negotiable, self.partitioner)
        ends += self._known_ends(known, domain)
        ends += self._months(fact, domain)
        values = dict.fromkeys(sorted(ends, key=Demand.of(negotiable, known)))
        options = [value for value in values if value != present]
        return self._checked(negotiable, present, options, extent, domain, ranges or [extent])

    def _known_ends(self, known: FactValue, domain: Domain) -> list[Scalar]:
        """Return the ends of what is known of a quantity that it may be changed to."""
        if isinstance(known, Unknown | DoesNotApply | frozenset | TextSet | tuple):
            return []
        return [end for end in ends_of(known) if end is not None and domain.holds(base_of(end))]

    def _months(self, fact: FactPath, domain: Domain) -> Iterator[Scalar]:
        """Yield the months around the days that a fact in months is compared with.

        No line leads from months to days, so that nothing tells where such a comparison changes.
        """
        if not calendar.is_in_months(domain.unit):
            return
        for days in self.partitioner.amounts(self.partitioner.readers.of(fact), Duration):
            if not calendar.is_in_months(days):
                around = calendar.in_months(Interval.exact(Fraction(days.base)))
                first, last = (floor(end or 0) for end in (around.low, around.high))
                for months in range(first - 1, last + 2):
                    if domain.holds(Fraction(months)):
                        yield Duration(Decimal(months), DurationUnit.MONTH)

    def _marked(self, fact: FactPath, unit: Scalar) -> Iterator[Boundary]:
        """Yield where a preference that may not apply is worth as much as a mark.

        The least that it adds to a score grows with its grade below there, and no longer above.
        """
        changing = ChangingFact(self.partitioner.world, self.partitioner.offer, fact, unit)
        facts, compared = self.partitioner.facts({fact: unit}), list[tuple[c.Core, c.Core]]()
        for one in self.partitioner.readers.of(fact).preferences:
            if grade(one, facts).applies.is_open:
                kind, span = c.datatype_of(one.worst), one.span
                for mark in self.marks:
                    ends = (one.worst, 1 - mark), (one.best, mark)
                    shares = tuple(c.Scaled(end, by, kind, span=span) for end, by in ends)
                    compared.append((one.subject, c.Sum(shares, kind, span=span)))
        for sides in compared:
            yield from changing.boundaries(*sides, None)

    def _domain(self, negotiable: c.CheckedNegotiable) -> Domain | None:
        """Return the values that a quantity may be changed to, in its own unit."""
        fact, readers = negotiable.fact, self.partitioner.readers.of(negotiable.fact)
        facts, limit = self.partitioner.facts(), None
        bounds = facts.bounds(fact)
        known = self.partitioner.domain(fact, readers, known_of(negotiable, self.partitioner))
        of_bounds = self.partitioner.info(fact).bounds.unit
        if (
            of_bounds is None
            and negotiable.limit is not None
            and (known is None or facts.value(fact) is UNKNOWN)
        ):
            # An unknown fact may have any value, in the unit of its limit.
            unit = negotiable.limit.value
            assert not isinstance(unit, frozenset | Fraction)
            known = Domain(bounds.low, bounds.high, unit)
        if known is None:
            return None
        if negotiable.limit is not None:
            limit = self._limit(fact, negotiable.limit, known.unit)
            if limit is None:
                return None
        if limit is None:
            found = Domain(bounds.low, bounds.high, known.unit)
        elif negotiable.direction is Direction.UP:
            found = Domain(known.low, limit, known.unit)
        else:
            found = Domain(limit, known.high, known.unit)
        found = self._short_of_refused(negotiable, found)
        empty = found.low is not None and found.high is not None and found.low > found.high
        return None if empty else found

    def _short_of_refused(self, negotiable: c.CheckedNegotiable, domain: Domain) -> Domain:
        """Return the values that are at least a step short of the one that was refused."""
        refused = self._refused(negotiable.fact)
        if refused is UNKNOWN or isinstance(refused, frozenset | TextSet | tuple | DoesNotApply):
            return domain
        known = known_of(negotiable, self.partitioner)
        now = () if isinstance(known, Unknown | DoesNotApply) else ends_of(known)
        start = next((base_of(end) for end in now if end is not None), None)
        placed = map(self._placed(negotiable, domain), ends_of(refused))
        ends = [one for one in placed if one is not None]
        if not ends:
            return domain
        is_up = negotiable.direction is Direction.UP or (
            negotiable.direction is None and (start is None or min(ends) > start)
        )
        end = min(ends) if is_up else max(ends)
        step = self._refused_step(negotiable, end, domain.unit)
        if is_up:
            high = end - step
            return evolve(domain, high=high if domain.high is None else min(domain.high, high))
        low = end + step
        return evolve(domain, low=low if domain.low is None else max(domain.low, low))

    def _placed(
        self, negotiable: c.CheckedNegotiable, domain: Domain
    ) -> Callable[[Scalar | None], Fraction | None]:
        """Return a function that gives the place of a value in the unit of a domain."""

        def place(value: Scalar | None) -> Fraction | None:
            if value is None or isinstance(value, str | bool):
                return None
            stated = c.Constant(value, negotiable.datatype, span=negotiable.span)
            return self._limit(negotiable.fact, stated, domain.unit)

        return place

    def _refused_step(
        self, negotiable: c.CheckedNegotiable, place: Fraction, unit: Scalar
    ) -> Fraction:
        """Return how far short of a refused value the next one to ask for is."""
        if negotiable.step is not None:
            stated = self._limit(negotiable.fact, negotiable.step, unit)
            if stated is not None:
                return stated
        if isinstance(unit, date):
            return Fraction(1)
        size = size_of(unit)
        return next(iter(steps(negotiable.fact, place / size, unit))) * size

    def _limit(self, fact: FactPath, limit: c.Constant, unit: Scalar) -> Fraction | None:
        """Return a limit in base units of *unit*; None if it cannot be converted exactly."""
        ref = c.FactRef(fact, limit.datatype, span=limit.span)
        facts = self.partitioner.facts({fact: unit}, {fact: Stretch(Interval.exact(1), unit)})
        found = (limit, fact) if needs_unit(limit.datatype) else ()
        for currency in currencies(found, facts):
            for basis in bases(found, facts):
                scope = Scope(currency, basis, fact.view, in_months(found, facts))
                one = measure(ref, facts, scope).interval
                end = measure(limit, facts, scope).interval
                if one.is_exact and end.is_exact and one.low and end.low is not None:
                    return end.low / one.low
        return None


_HALF: Final = Fraction(1, 2)


def steps(fact: FactPath, amount: Fraction, unit: Scalar) -> Iterator[Fraction]:
    """Yield the steps in which people name an amount, the coarsest first."""
    finer: Sequence[Decimal] = ROUNDING_STEPS
    match unit:
        case Money() | Pay() if amount >= 100:
            tens = Fraction(10) ** (len(str(int(amount / 100))) - 1)
            yield from (digit * tens for digit in (5, 2, 1) if digit * tens * 100 <= amount)
        case Money() | Pay():
            yield _HALF
        case Percent():
            yield from (step for step in (Fraction(1), _HALF) if step * 10 <= amount)
            finer = finer[1:]
        case Decimal() if fact.path.startswith("hours."):
            yield _HALF
        case _:
            pass
    yield from map(Fraction, finer)


def known_of(negotiable: c.CheckedNegotiable, partitioner: Partitioner) -> FactValue:
    """Return what is known of a fact, in days or in months as its limit is."""
    known = partitioner.facts().value(negotiable.fact)
    limit = None if negotiable.limit is None else negotiable.limit.value
    if not isinstance(limit, Duration) or not isinstance(known, Duration | Range | AtLeast):
        return known
    ends, family = ends_of(known), limit.unit.family
    # Zero is in both units.
    if not limit.base or not any(
        isinstance(end, Duration) and end.unit.family != family for end in ends
    ):
        return known
    unit = BASE_UNITS[family]
    across = calendar.in_months if calendar.is_in_months(limit) else calendar.in_days
    found = across(Interval.of(*(None if end is None else base_of(end) for end in ends)))
    low, high = (Duration(Decimal(int(end or 0)), unit) for end in (found.low, found.high))
    return AtLeast(low) if found.high is None else Range(low, high)


@frozen
class Demand:
    """The order of quantities or levels by how much they ask for."""

    direction: Direction | None
    low: Fraction | None
    """Least present value in base units; None if there is none or it is unknown."""
    high: Fraction | None
    """Greatest present value in base units; None if there is none or it is unknown."""

    @classmethod
    def of(cls, negotiable: c.CheckedNegotiable, known: FactValue) -> Demand:
        """Return the order for a fact with the present value *known*."""
        if isinstance(known, Unknown | DoesNotApply | frozenset | TextSet | tuple):
            return cls(negotiable.direction, None, None)
        ends = (None if end is None else base_of(end) for end in ends_of(known))
        return cls(negotiable.direction, *ends)

    def __call__(self, value: Scalar) -> tuple[Fraction, Fraction]:
        """Return a sort key that grows with how much *value* asks for."""
        place = base_of(value)
        if self.direction is Direction.DOWN:
            return -place, place
        if self.direction is Direction.UP:
            return place, place
        return self.beyond(place), place

    def beyond(self, place: Fraction) -> Fraction:
        """Return how far a place is from what is offered; 0 if that may be anything."""
        below = Fraction(0) if self.low is None else self.low - place
        above = Fraction(0) if self.high is None else place - self.high
        return max(below, above, Fraction(0))


def _ends_of(span: QuantityRange) -> Iterator[Scalar]:
    """Yield the values in a range that are nearest to its ends."""
    for end, included, side in ((span.low, span.low_in, 1), (span.high, span.high_in, -1)):
        if end is not None:
            value = _nearest_in(span, end, included=included, side=side)
            if value is not None:
                yield value


def _nearest_in(span: QuantityRange, end: Fraction, *, included: bool, side: int) -> Scalar | None:
    """Return the value in a range that is nearest to one of its ends.

    The end itself if it is included and a decimal can hold it; otherwise rounded inwards to the
    first of ``ROUNDING_STEPS`` that stays in the range. None if none does.
    """
    if isinstance(span.unit, date):
        # Ranges of days include both of their ends.
        return amount_in(end, span.unit)
    size = size_of(span.unit)
    exact = exact_decimal(end / size)
    if included and exact is not None and is_storable(exact):
        return with_amount(exact, span.unit)
    for step in ROUNDING_STEPS:
        places = end / size / Fraction(step)
        whole = floor(places) + 1 if side > 0 else ceil(places) - 1
        amount = exact_decimal(whole * Fraction(step))
        if amount is not None and _holds(span, Fraction(amount) * size):
            return with_amount(amount, span.unit)
    return None


def _holds(span: QuantityRange, place: Fraction) -> bool:
    above = span.low is None or place > span.low or (span.low_in and place == span.low)
    below = span.high is None or place < span.high or (span.high_in and place == span.high)
    return above and below
