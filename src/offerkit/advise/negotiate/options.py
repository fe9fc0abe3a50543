"""What a negotiable fact may be changed to: values within its bounds, least demanding first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import Final

from attrs import evolve, frozen

from offerkit import core as c
from offerkit.advise.what_if.amounts import amount_in, size_of, with_amount
from offerkit.advise.what_if.partition import Cutter, Domain
from offerkit.advise.what_if.readers import known_texts, other_sides
from offerkit.advise.what_if.segments import Cell, Known, Levels, Line, Texts
from offerkit.check.constants import exact_decimal
from offerkit.datatypes import MoneyType, OrdinalType, PayType, TextSetType, TextType, YesNo
from offerkit.evaluate.facts import Facts, Scope, Stretch
from offerkit.evaluate.quantities import base_of, bases, currencies, measure
from offerkit.intervals import Interval
from offerkit.literals import is_storable
from offerkit.model.fields import has_ranges
from offerkit.model.offer import Offer, with_facts
from offerkit.model.schema import Schema
from offerkit.paths import FactPath
from offerkit.scales import Level, Ordinal
from offerkit.syntax.nodes import Direction
from offerkit.text import fold
from offerkit.values import UNKNOWN, FactValue, Range, Scalar, TextSet

STEPS: Final = (Decimal(1), Decimal("0.1"), Decimal("0.01"), Decimal("0.000001"))
"""To what amounts are rounded, in their own unit: the coarsest step that leaves room."""

_EVERY_MEMBER: Final = 6
"""Up to so many texts, every set of them may be asked for."""


@frozen
class Term:
    """A negotiable fact, and what it may be changed to."""

    negotiable: c.CheckedNegotiable
    present: FactValue
    """What is offered now."""
    options: tuple[FactValue, ...]
    """The values worth asking for, least demanding first: the ends of each cell within reach."""
    reach: Cell
    """A cell that holds all it may be changed to."""
    domain: Domain | None
    """Of a quantity: from where to where it may be changed."""
    cells: tuple[Cell, ...]
    """Cells that together hold all it may be changed to."""

    @property
    def fact(self) -> FactPath:
        """The fact."""
        return self.negotiable.fact

    @property
    def cost(self) -> int:
        """How hard it is to ask for."""
        return self.negotiable.cost


def changed_offer(offer: Offer, values: dict[FactPath, FactValue], schema: Schema) -> Offer:
    """Return the offer with other values for facts of the offer itself, own facts among them.

    Raises:
        ValueError: the values do not suit each other, such as a vesting and its schedule.
    """
    by_path = {fact.path: value for fact, value in values.items()}
    own = {path: value for path, value in by_path.items() if path in schema.own}
    changed = with_facts(offer, {p: v for p, v in by_path.items() if p not in own})
    return evolve(changed, own={**offer.own, **own}) if own else changed


@frozen
class Reach:
    """Works out what negotiable facts of one offer may be changed to."""

    cutter: Cutter
    schema: Schema

    def term(self, negotiable: c.CheckedNegotiable) -> Term | None:
        """Return what a fact may be changed to; None where it may not be changed at all."""
        fact = negotiable.fact
        present = self.cutter.world.getter(fact)(self.cutter.offer)
        match negotiable.datatype:
            case YesNo():
                options = [value for value in (True, False) if value is not present]
                return self._term(negotiable, present, options)
            case OrdinalType():
                return self._levels(negotiable, present)
            case TextType(values=values):
                return self._term(negotiable, present, self._texts(fact, present, values))
            case TextSetType():
                return self._term(negotiable, present, self._sets(negotiable, present))
            case datatype if has_ranges(datatype):
                return self._quantity(negotiable, present)
            case _:
                return None

    def _term(
        self,
        negotiable: c.CheckedNegotiable,
        present: FactValue,
        options: Sequence[FactValue],
        reach: Cell | None = None,
        domain: Domain | None = None,
        lines: Sequence[Cell] = (),
    ) -> Term | None:
        """Return the term if there is something to change it to."""
        possible = tuple(value for value in options if self._suits(negotiable.fact, value))
        if not possible:
            return None
        cells = tuple(lines) or tuple(Known(value) for value in possible)
        return Term(negotiable, present, possible, reach or Known(UNKNOWN), domain, cells)

    def _suits(self, fact: FactPath, value: FactValue) -> bool:
        try:
            changed_offer(self.cutter.offer, {fact: value}, self.schema)
        except ValueError:
            return False
        return True

    # Levels.

    def _levels(self, negotiable: c.CheckedNegotiable, present: FactValue) -> Term | None:
        fact = negotiable.fact
        levels = self.cutter.all_levels(fact)
        low, high = self.cutter.ranks(fact, self.cutter.facts().value(fact))
        limit = None if negotiable.limit is None else negotiable.limit.value
        bound = limit.rank if isinstance(limit, Ordinal | Level) else None
        match negotiable.direction:
            case Direction.UP:
                ranks = range(low, (len(levels) - 1 if bound is None else bound) + 1)
            case Direction.DOWN:
                ranks = range(high, (0 if bound is None else bound) - 1, -1)
            case _:
                ranks = range(len(levels))
        if not ranks:
            return None
        options = [levels[rank] for rank in ranks if levels[rank] != present]
        if negotiable.direction is None:
            options.sort(
                key=lambda level: (max(low - level.rank, level.rank - high, 0), level.rank)
            )
        reach = Levels(tuple(levels[min(ranks) : max(ranks) + 1]))
        return self._term(negotiable, present, options, reach)

    # Texts and sets of them.

    def _texts(
        self, fact: FactPath, present: FactValue, values: tuple[str, ...] | None
    ) -> list[FactValue]:
        cells = self.cutter.texts(fact, self.cutter.uses.of(fact), values)
        named = (text for cell in cells if isinstance(cell, Texts) for text in cell.texts)
        now = fold(present) if isinstance(present, str) else None
        distinct = {fold(text): text for text in sorted(named, key=lambda text: (fold(text), text))}
        return [text for folded, text in distinct.items() if folded != now]

    def _sets(self, negotiable: c.CheckedNegotiable, present: FactValue) -> list[FactValue]:
        """Return the sets that come of adding and removing texts, few changes first."""
        now = {fold(text): text for text in _members(present)}
        limit = negotiable.limit.value if negotiable.limit is not None else None
        bound = frozenset(map(fold, limit)) if isinstance(limit, frozenset) else None
        used = self._used(negotiable.fact)
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
        rest = frozenset(drops) - set(used)
        moves += [rest] if rest else []
        written = {**adds, **now}
        found = (
            frozenset(written[text] for text in set(now) ^ frozenset[str]().union(*chosen))
            for count in _counts(moves, exact=isinstance(present, frozenset))
            for chosen in combinations(moves, count)
        )
        return list(dict.fromkeys(found))

    def _used(self, fact: FactPath) -> dict[str, str]:
        """Return the texts that the criteria look for in a set, folded, and as written."""
        facts, lets = self.cutter.facts(), self.cutter.world.lets
        found: dict[str, str] = {}
        for atom in self.cutter.uses.of(fact).atoms:
            for text in _texts_in(atom, fact, facts, lets):
                found.setdefault(fold(text), text)
        return dict(sorted(found.items()))

    # Quantities.

    def _quantity(self, negotiable: c.CheckedNegotiable, present: FactValue) -> Term | None:
        domain = self._domain(negotiable)
        if domain is None:
            return None
        fact = negotiable.fact
        cells = self.cutter.line(fact, self.cutter.uses.of(fact), domain)
        lines = [cell for cell in cells if isinstance(cell, Line)]
        reach = Line(domain.low, domain.high, True, True, domain.unit)
        options = list(self.ends(negotiable, domain, lines or [reach], present))
        return self._term(negotiable, present, options, reach, domain, lines or [reach])

    def ends(
        self,
        negotiable: c.CheckedNegotiable,
        domain: Domain,
        lines: Sequence[Line],
        present: FactValue,
    ) -> Iterator[FactValue]:
        """Yield the values at the ends of stretches, least demanding first, but the present."""
        places = [value for line in lines for value in _ends_of(line)]
        known = self.cutter.facts().value(negotiable.fact)
        values = dict.fromkeys(sorted(places, key=self.demand(negotiable, known)))
        yield from (value for value in values if value != present)

    def demand(self, negotiable: c.CheckedNegotiable, known: FactValue) -> Demand:
        """Return the order of values by how much they ask for."""
        if isinstance(known, Range):
            low, high = base_of(known.low), base_of(known.high)
        elif known is UNKNOWN or isinstance(known, frozenset | TextSet | tuple):
            return Demand(negotiable.direction, None, None)
        else:
            low = high = base_of(known)
        return Demand(negotiable.direction, low, high)

    def _domain(self, negotiable: c.CheckedNegotiable) -> Domain | None:
        """Return from where to where a quantity may be changed, in its own unit."""
        fact, uses = negotiable.fact, self.cutter.uses.of(negotiable.fact)
        known = self.cutter.domain(fact, uses, self.cutter.facts().value(fact))
        if known is None or self.cutter.facts().value(fact) is UNKNOWN:
            known = self._unstated(negotiable, known)
        if known is None:
            return None
        bounds = self.cutter.facts().bounds(fact)
        limit = None
        if negotiable.limit is not None:
            limit = self._limit(fact, negotiable.limit, known.unit)
            if limit is None:
                return None
        match negotiable.direction:
            case Direction.UP:
                found = Domain(known.low, bounds.high if limit is None else limit, known.unit)
            case Direction.DOWN:
                found = Domain(bounds.low if limit is None else limit, known.high, known.unit)
            case _:
                found = Domain(bounds.low, bounds.high, known.unit)
        empty = found.low is not None and found.high is not None and found.low > found.high
        return None if empty else found

    def _unstated(self, negotiable: c.CheckedNegotiable, known: Domain | None) -> Domain | None:
        """Return all that an unknown fact may be, in the unit of its limit if it has one."""
        if negotiable.limit is None or isinstance(negotiable.limit.value, frozenset | Fraction):
            return known
        bounds = self.cutter.facts().bounds(negotiable.fact)
        return Domain(bounds.low, bounds.high, negotiable.limit.value)

    def _limit(self, fact: FactPath, limit: c.Constant, unit: Scalar) -> Fraction | None:
        """Return a limit in base units of *unit*; None where nothing converts it exactly."""
        ref = c.FactRef(fact, limit.datatype, span=limit.span)
        facts = self.cutter.facts({fact: unit}, {fact: Stretch(Interval.exact(1), unit)})
        found = (limit, fact) if isinstance(limit.datatype, MoneyType | PayType) else ()
        for currency in currencies(found, facts):
            for basis in bases(found, facts):
                scope = Scope(currency, basis, fact.view)
                one = measure(ref, facts, scope).interval
                end = measure(limit, facts, scope).interval
                if one.is_exact and end.is_exact and one.low and end.low is not None:
                    return end.low / one.low
        return None


@frozen
class Demand:
    """The order of quantities by how much they ask for."""

    direction: Direction | None
    low: Fraction | None
    high: Fraction | None
    """From where to where it is now; None: nobody says."""

    def __call__(self, value: Scalar) -> tuple[Fraction, Fraction]:
        """Return what grows with how much *value* asks for."""
        place = base_of(value)
        if self.direction is Direction.DOWN:
            return -place, place
        if self.direction is Direction.UP or self.low is None or self.high is None:
            return place, place
        return max(self.low - place, place - self.high, Fraction(0)), place


def _ends_of(line: Line) -> Iterator[Scalar]:
    """Yield the values in a stretch that lie nearest to its ends."""
    for end, included, side in ((line.low, line.low_in, 1), (line.high, line.high_in, -1)):
        if end is not None:
            value = nearest_in(line, end, included=included, side=side)
            if value is not None:
                yield value


def nearest_in(line: Line, end: Fraction, *, included: bool, side: int) -> Scalar | None:
    """Return the value in a stretch that is nearest to one of its ends.

    The end itself where it is in the stretch and a decimal writes it; else rounded inwards to the
    coarsest of ``STEPS`` that leaves it in the stretch. None where none does.
    """
    if isinstance(line.unit, date):
        place = end if included else end + side
        return amount_in(place, line.unit) if _holds(line, place) else None
    size = size_of(line.unit)
    exact = exact_decimal(end / size)
    if included and exact is not None and is_storable(exact):
        return with_amount(exact, line.unit)
    for step in STEPS:
        places = end / size / Fraction(step)
        whole = floor(places) + 1 if side > 0 else ceil(places) - 1
        if included and places == round(places):
            whole = round(places)
        amount = whole * step
        if _holds(line, Fraction(amount) * size):
            return with_amount(amount, line.unit)
    return None


def _holds(line: Line, place: Fraction) -> bool:
    above = line.low is None or place > line.low or (line.low_in and place == line.low)
    below = line.high is None or place < line.high or (line.high_in and place == line.high)
    return above and below


def _members(present: FactValue) -> frozenset[str]:
    match present:
        case frozenset():
            return present
        case TextSet(at_least=at_least):
            return at_least
        case _:
            return frozenset()


def _counts(moves: Sequence[frozenset[str]], *, exact: bool) -> list[int]:
    """Return how many changes of a set to make at once: none only fixes one known in part."""
    counts = range(0 if not exact else 1, len(moves) + 1)
    if len(moves) <= _EVERY_MEMBER:
        return list(counts)
    return sorted({*(count for count in counts if count <= 2), len(moves)})


def _texts_in(atom: c.Core, fact: FactPath, facts: Facts, lets: Sequence[c.Core]) -> Iterator[str]:
    """Yield the texts that a relation looks for, whatever is compared with the fact."""
    if isinstance(atom, c.Member | c.Overlaps | c.Within):
        for other in other_sides(atom, fact, lets):
            yield from known_texts(other, facts) or ()
