"""The partition of the possible values of a fact into segments, at the thresholds of criteria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain, pairwise
from math import ceil, floor
from typing import Final, TypeVar

from attrs import field, frozen

from offerkit import core as c
from offerkit.advise.what_if.hypothetical import HypotheticalFacts
from offerkit.advise.what_if.linear import Boundary, ChangingFact, Kept
from offerkit.advise.what_if.readers import FactReaders, known_texts, other_sides
from offerkit.advise.what_if.segments import (
    MAX_SEGMENTS,
    AnyValue,
    LevelRange,
    QuantityRange,
    Segment,
    SetGroup,
    SingleValue,
    TextGroup,
)
from offerkit.advise.what_if.sets import OTHER_TEXT, distinct_sets, set_phrase
from offerkit.check.constants import is_date
from offerkit.core import children
from offerkit.datatypes import (
    DateType,
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.evaluate.facts import Stretch, World
from offerkit.evaluate.quantities import base_of
from offerkit.evaluate.semantics import judge
from offerkit.evaluate.sets import fold_by, texts_of
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.scales import Level, Ordinal
from offerkit.values import (
    UNKNOWN,
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
    one_end,
)

_USUAL_UNITS: Final = (DurationUnit.MINUTE, DurationUnit.MONTH, DurationUnit.DAY)
_MAX_MEMBERS: Final = 1_000
"""Most texts in a set to try."""

T = TypeVar("T", Money, Pay, Duration)


@frozen
class Domain:
    """The values that a quantity may have."""

    low: Fraction | None
    """Lowest value in base units, included; None if there is none."""
    high: Fraction | None
    """Highest value in base units, included; None if there is none."""
    unit: Scalar
    """Any value in the unit of the quantity."""

    def holds(self, place: Fraction) -> bool:
        """Return whether a place in base units is one of the values."""
        return (self.low is None or self.low <= place) and (self.high is None or place <= self.high)


@frozen
class Partitioner:
    """Divides the possible values of facts of one offer into segments."""

    world: World
    offer: Offer
    readers: FactReaders
    _still: Kept = field(factory=dict, init=False, eq=False, repr=False)
    _as_it_is: HypotheticalFacts = field(init=False, eq=False, repr=False)
    """The facts of the offer, none of them replaced: what is found of them is kept."""

    @_as_it_is.default
    def _not_replaced(self) -> HypotheticalFacts:
        return HypotheticalFacts(self.world, self.offer, {}, {})

    def facts(
        self,
        given: Mapping[FactPath, FactValue] | None = None,
        stretches: Mapping[FactPath, Stretch] | None = None,
    ) -> HypotheticalFacts:
        """Return the facts of the offer, some of them replaced by values to try."""
        if not given and not stretches:
            return self._as_it_is
        return HypotheticalFacts(self.world, self.offer, given or {}, stretches or {})

    def info(self, fact: FactPath) -> FactInfo:
        """Return the datatype, bounds and question of a fact."""
        return self.world.schema.facts[fact.path]

    def segments(self, fact: FactPath) -> tuple[Segment, ...]:
        """Return the segments of the values that *fact* may still have, from low to high.

        At least one: ``AnyValue`` if its values cannot be told apart.
        """
        readers, known = self.readers.of(fact), self.facts().value(fact)
        match self.info(fact).datatype:
            case YesNo():
                return SingleValue(False), SingleValue(True)
            case OrdinalType():
                low, high = self.ranks(fact, known)
                levels = self.all_levels(fact)
                starts = set(range(low, high + 1))
                if not readers.preferences:
                    boundaries = self.boundaries(fact, readers, levels[low])
                    starts &= {low, *map(_first_above, boundaries)}
                edges = pairwise([*sorted(starts), high + 1])
                return tuple(LevelRange(levels[a:b]) for a, b in edges)
            case TextType(values=values):
                return self.text_segments(fact, readers, values)
            case TextSetType():
                texts = texts_of(known, fold_by(self.info(fact).datatype))
                return self.set_segments(fact, readers, texts.must, texts.may)
            case Number() | PercentType() | MoneyType() | PayType() | DurationType() | DateType():
                domain = self.domain(fact, readers, known)
                if domain is not None:
                    return self.quantity_segments(fact, readers, domain)
        return (AnyValue(),)

    # Quantities and levels.

    def ranks(self, fact: FactPath, known: FactValue) -> tuple[int, int]:
        """Return the lowest and the highest rank that a level may have."""
        match known:
            case Range(low=Ordinal() | Level() as low, high=Ordinal() | Level() as high):
                return low.rank, high.rank
            case Ordinal() | Level():
                return known.rank, known.rank
            case _:
                return 0, len(self.all_levels(fact)) - 1

    def all_levels(self, fact: FactPath) -> tuple[Ordinal | Level, ...]:
        """Return the levels of the scale of a fact, low to high."""
        info = self.info(fact)
        assert isinstance(info.datatype, OrdinalType)
        return tuple(info.datatype.scale if info.ordinal is None else info.ordinal)

    def domain(self, fact: FactPath, readers: FactReaders, known: FactValue) -> Domain | None:
        """Return the values that a quantity may have; None if no amount tells its unit."""
        if not isinstance(known, Unknown | DoesNotApply | frozenset | TextSet | tuple):
            low, high = (None if end is None else base_of(end) for end in ends_of(known))
            return Domain(low, high, one_end(known))
        unit = self.unit(fact, readers)
        bounds = self.facts().bounds(fact)
        return None if unit is None else Domain(bounds.low, bounds.high, unit)

    def unit(self, fact: FactPath, readers: FactReaders) -> Scalar | None:
        """Return a value in the unit that criteria or other facts use for a fact, if any does."""
        info = self.info(fact)
        if info.bounds.unit is not None:
            return info.bounds.unit
        match info.datatype:
            case Number():
                return Decimal(1)
            case PercentType():
                return Percent(Decimal(1))
            case DateType():
                return date(2000, 1, 1)
            case PayType():
                return next(self.amounts(readers, Pay), None)
            case MoneyType():
                # A part of pay, such as a grant, is in the currency of the whole.
                pay = next(self.amounts(readers, Pay), None)
                whole = Money(pay.amount, pay.currency) if isinstance(pay, Pay) else None
                return next(self.amounts(readers, Money), whole)
            case DurationType(families=families):
                usual = next(unit for unit in _USUAL_UNITS if unit.family in families)
                found = next(self.amounts(readers, Duration), None)
                suits = isinstance(found, Duration) and found.unit.family in families
                return found if suits else Duration(Decimal(1), usual)
            case _:
                return None

    def amounts(self, readers: FactReaders, kind: type[T]) -> Iterator[T]:
        """Yield the amounts that a fact is compared with, first those written in the criteria."""
        facts, others = self.facts(), list[T]()
        waiting, seen = list(readers.operands), set[int]()
        for core in waiting:
            if isinstance(core, c.LetRef) and core.index not in seen:
                seen.add(core.index)
                waiting.append(self.world.bindings[core.index])
            elif isinstance(core, c.Constant) and isinstance(core.value, kind):
                yield core.value
            elif isinstance(core, c.FactRef) and core.fact.path not in DERIVED:
                value = one_end(facts.value(core.fact))
                others += [value] if isinstance(value, kind) else []
            waiting.extend(children(core))
        yield from others

    def quantity_segments(
        self, fact: FactPath, readers: FactReaders, domain: Domain, more: Iterable[Boundary] = ()
    ) -> tuple[Segment, ...]:
        """Return the segments of the values in a domain; they end at *more* boundaries, too."""
        inside = set[Boundary]()
        for boundary in chain(self.boundaries(fact, readers, domain.unit), more):
            if isinstance(domain.unit, date):
                day = _first_above(boundary)
                boundary = Fraction(day), 0
                if not (is_date(day) and is_date(day - 1)):
                    continue
            if (domain.low is None or (domain.low, 0) < boundary) and (
                domain.high is None or boundary < (domain.high, 1)
            ):
                inside.add(boundary)
                if len(inside) > MAX_SEGMENTS - 2:
                    return (AnyValue(),)
        ends = [(domain.low, 0), *sorted(inside), (domain.high, 1)]
        found = []
        for (low, low_side), (high, high_side) in pairwise(ends):
            if isinstance(domain.unit, date) and high is not None and high_side == 0:
                high, high_side = high - 1, 1
            found.append(QuantityRange(low, high, low_side == 0, high_side == 1, domain.unit))
        return tuple(found)

    def boundaries(self, fact: FactPath, readers: FactReaders, unit: Scalar) -> Iterator[Boundary]:
        """Yield where the comparisons and preferences of a fact change, perhaps several times.

        Only how fine the segments are depends on them, not whether a conclusion is sound.
        """
        changing = ChangingFact(self.world, self.offer, fact, unit, self._still)
        for compared in readers.compared:
            yield from changing.boundaries(*compared)
        read = {id(one): one for one in map(self.world.stated_facts, readers.operands)}
        for path in {fact.path for facts in read.values() for fact in facts}:
            for gate in self.world.gates.get(path, ()):
                if gate.fact == fact.path:
                    places = map(base_of, gate.closed_by)
                    yield from ((place, side) for place in places for side in (0, 1))

    # Texts.

    def text_segments(
        self, fact: FactPath, readers: FactReaders, values: tuple[str, ...] | None
    ) -> tuple[Segment, ...]:
        """Return the segments of the texts that a fact is compared with, and of all others."""
        fold = fold_by(self.info(fact).datatype)
        named: dict[str, str] = {fold(value): value for value in values or ()}
        alike = all(isinstance(atom, c.Equal | c.Member) for atom in readers.atoms)
        facts = self.facts()
        for atom in readers.atoms:
            for other in other_sides(atom, fact, self.world.bindings):
                known = known_texts(other, facts)
                alike = alike and known is not None
                if values is None:
                    named.update({fold(text): text for text in known or () if fold(text)})
        candidates = list(named.values())
        if len(candidates) > MAX_SEGMENTS:
            return (AnyValue(),)
        single = [TextGroup((text,), False, text) for text in candidates]
        if values is None:
            single.append(TextGroup((), True, OTHER_TEXT if alike else UNKNOWN))
        if not alike or not readers.atoms:
            return tuple(single)
        # Those that no comparison tells apart are joined.
        groups: dict[tuple[Kleene, ...], list[TextGroup]] = {}
        for segment in single:
            groups.setdefault(self._truths(fact, readers, segment.value), []).append(segment)
        return tuple(
            TextGroup(
                tuple(text for segment in group for text in segment.texts),
                any(segment.other for segment in group),
                group[0].value,
            )
            for group in groups.values()
        )

    def _truths(self, fact: FactPath, readers: FactReaders, value: FactValue) -> tuple[Kleene, ...]:
        facts = self.facts({fact: value})
        return tuple(judge(atom, facts).truth for atom in readers.atoms)

    # Sets of text.

    def set_segments(
        self, fact: FactPath, readers: FactReaders, must: frozenset[str], may: frozenset[str] | None
    ) -> tuple[Segment, ...]:
        """Return the segments of the sets with all texts of *must*, and no text but *may*."""
        looked_for: list[frozenset[str]] = []
        facts, written = self.facts(), dict[str, str]()
        fold = fold_by(self.info(fact).datatype)
        for atom in readers.atoms:
            plain = isinstance(atom, c.Member | c.Overlaps | c.Within)
            for other in other_sides(atom, fact, self.world.bindings) if plain else (None,):
                known = None if other is None else known_texts(other, facts)
                if known is None:
                    return (AnyValue(),)
                written.update({fold(text): text for text in known})
                looked_for.append(frozenset(map(fold, known)))
        if readers.preferences or not looked_for:
            return (AnyValue(),)
        members = frozenset[str]().union(*looked_for)
        found = [s for s in distinct_sets(members, looked_for, must, may) if len(s) <= _MAX_MEMBERS]
        if not 0 < len(found) <= MAX_SEGMENTS:
            return (AnyValue(),)
        groups: dict[tuple[Kleene, ...], list[frozenset[str]]] = {}
        for texts in found:
            groups.setdefault(self._truths(fact, readers, texts), []).append(texts)
        distinct = tuple(dict.fromkeys(looked_for))
        return tuple(
            SetGroup(set_phrase(group, distinct, written), group[0]) for group in groups.values()
        )


def _first_above(boundary: Boundary) -> int:
    """Return the first integer above a boundary."""
    place, side = boundary
    return ceil(place) if side == 0 else floor(place) + 1
