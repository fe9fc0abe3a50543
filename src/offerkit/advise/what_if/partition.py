"""The partition of the possible values of a fact into segments, at the thresholds of criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from math import ceil, floor
from typing import Final, TypeAlias

from attrs import frozen

from offerkit import core as c
from offerkit.advise.what_if.hypothetical import Supposed
from offerkit.advise.what_if.linear import (
    _Probe,
    _scopes,
    _sides,
)
from offerkit.advise.what_if.readers import (
    Uses,
    known_texts,
    other_sides,
)
from offerkit.advise.what_if.segments import (
    MOST_CELLS,
    Cell,
    Levels,
    Line,
    Sets,
    Texts,
    Truth,
    Whole,
)
from offerkit.advise.what_if.sets import (
    _ELSE,
    _set_words,
    _some_sets,
)
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
from offerkit.evaluate.sets import texts_of
from offerkit.intervals import Interval
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.scales import Level, Ordinal
from offerkit.text import fold
from offerkit.values import (
    UNKNOWN,
    Duration,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Range,
    Scalar,
    TextSet,
)

_USUAL_UNITS: Final = (DurationUnit.MINUTE, DurationUnit.MONTH, DurationUnit.DAY)


_MOST_MEMBERS: Final = 1_000


@frozen
class Domain:
    """From where to where a quantity may lie, both included, in base units; and its unit."""

    low: Fraction | None
    high: Fraction | None
    unit: Scalar


@frozen
class Cutter:
    """Cuts facts of one offer into cells."""

    world: World
    offer: Offer
    uses: Uses

    def facts(
        self,
        given: Mapping[FactPath, FactValue] | None = None,
        stretches: Mapping[FactPath, Stretch] | None = None,
    ) -> Supposed:
        """Return the offer with what is supposed."""
        return Supposed(self.world, self.offer, given or {}, stretches or {})

    def info(self, fact: FactPath) -> FactInfo:
        """Return what is known of a fact without any offer."""
        return self.world.schema.facts[fact.path]

    def cells(self, fact: FactPath) -> tuple[Cell, ...]:
        """Return the cells of all that *fact* may still turn out to be, from low to high.

        At least one: ``Whole`` where its answers cannot be told apart.
        """
        uses, known = self.uses.of(fact), self.facts().value(fact)
        match self.info(fact).datatype:
            case YesNo():
                return Truth(False), Truth(True)
            case OrdinalType():
                return self.levels(fact, uses, *self.ranks(fact, known))
            case TextType(values=values):
                return self.texts(fact, uses, values)
            case TextSetType():
                return self.sets(fact, uses, texts_of(known).must, texts_of(known).may)
            case Number() | PercentType() | MoneyType() | PayType() | DurationType() | DateType():
                domain = self.domain(fact, uses, known)
                return (Whole(),) if domain is None else self.line(fact, uses, domain)
            case _:
                return (Whole(),)

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

    def levels(self, fact: FactPath, uses: Uses, low: int, high: int) -> tuple[Cell, ...]:
        """Return the cells of the levels from rank *low* to *high*."""
        unit = self.all_levels(fact)[low]
        if uses.preferences:
            starts = set(range(low, high + 1))
        else:
            starts = {low} | {_first_above(cut) for cut in self.cuts(fact, uses, unit)}
        edges = [*sorted(start for start in starts if low <= start <= high), high + 1]
        levels = self.all_levels(fact)
        return tuple(Levels(levels[a:b]) for a, b in pairwise(edges))

    def domain(self, fact: FactPath, uses: Uses, known: FactValue) -> Domain | None:
        """Return what a quantity may be; None where nobody says in which unit to speak of it."""
        if isinstance(known, Range):
            low, high = known.low, known.high
            return Domain(base_of(low), base_of(high), low)
        if known is not UNKNOWN and not isinstance(known, frozenset | TextSet | tuple):
            return Domain(base_of(known), base_of(known), known)
        unit = self.unit(fact, uses)
        bounds = self.facts().bounds(fact)
        return None if unit is None else Domain(bounds.low, bounds.high, unit)

    def unit(self, fact: FactPath, uses: Uses) -> Scalar | None:
        """Return a value in the unit in which the criteria, or other facts, speak of a fact."""
        match self.info(fact).datatype:
            case Number():
                return Decimal(1)
            case PercentType():
                return Percent(Decimal(1))
            case DateType():
                return date(2000, 1, 1)
            case PayType():
                return self._amount(fact, uses, Pay)
            case MoneyType():
                return self._amount(fact, uses, Money)
            case DurationType(families=families):
                usual = next(unit for unit in _USUAL_UNITS if unit.family in families)
                found = self._amount(fact, uses, Duration)
                suits = isinstance(found, Duration) and found.unit.family in families
                return found if suits else Duration(Decimal(1), usual)
            case _:
                return None

    def _amount(self, fact: FactPath, uses: Uses, kind: type[Scalar]) -> Scalar | None:
        """Return an amount of the kind that stands beside the fact, one in the criteria first."""
        facts, others = self.facts(), list[Scalar]()
        waiting, seen = list(uses.operands), set[int]()
        for core in waiting:
            if isinstance(core, c.LetRef) and core.index not in seen:
                seen.add(core.index)
                waiting.append(self.world.lets[core.index])
            elif isinstance(core, c.Constant) and isinstance(core.value, kind):
                return core.value
            elif isinstance(core, c.FactRef) and core.fact.path not in DERIVED:
                value = facts.value(core.fact)
                value = value.low if isinstance(value, Range) else value
                others += [value] if isinstance(value, kind) else []
            waiting.extend(children(core))
        return others[0] if others else None

    def line(self, fact: FactPath, uses: Uses, domain: Domain) -> tuple[Cell, ...]:
        """Return the cells of the quantities in a domain."""
        cuts = self.cuts(fact, uses, domain.unit)
        if isinstance(domain.unit, date):
            cuts = {(Fraction(_first_above(cut)), 0) for cut in cuts}
        inside = sorted(cut for cut in cuts if _cuts(cut, domain))
        ends = [(domain.low, 0), *inside, (domain.high, 1)]
        if len(ends) > MOST_CELLS:
            return (Whole(),)
        whole = isinstance(domain.unit, date)
        return tuple(_line(low, high, domain.unit, whole=whole) for low, high in pairwise(ends))

    def cuts(self, fact: FactPath, uses: Uses, unit: Scalar) -> set[Cut]:
        """Return where the comparisons and preferences of a fact change, in base units.

        A cut is a place and whether it is just below it (0) or just above (1). Where a fact is
        compared with what is not exactly known the ends of that are cuts; soundness never rests
        on where the cuts are.
        """
        found: set[Cut] = set()
        for atom in uses.atoms:
            if isinstance(atom, c.Less | c.LessEqual | c.Equal):
                found.update(self._where_equal(fact, atom, atom.left, atom.right, unit))
        for preference in uses.preferences:
            for end in (preference.worst, preference.best):
                found.update(
                    (place, 0)
                    for place, _ in self._where_equal(fact, None, preference.subject, end, unit)
                )
        return found

    def _where_equal(
        self, fact: FactPath, atom: c.Core | None, left: c.Core, right: c.Core, unit: Scalar
    ) -> Iterator[Cut]:
        """Yield where *left* and *right* meet as a fact changes."""
        facts = self.facts({fact: unit}, {fact: Stretch(Interval(), unit)})
        for scope in _scopes(left, right, facts, fact):
            probe = _Probe(self.world, self.offer, fact, unit, scope)
            for one, other in product(probe.forms(left), probe.forms(right)):
                slope = one.slope - other.slope
                rest = one.rest + other.rest.scaled(Fraction(-1))
                if slope:
                    places = {-end / slope for end in (rest.low, rest.high) if end is not None}
                    yield from (
                        (place, side)
                        for place in places
                        for side in _sides(atom, slope, exact=rest.is_exact)
                    )

    # Texts.

    def texts(self, fact: FactPath, uses: Uses, values: tuple[str, ...] | None) -> tuple[Cell, ...]:
        """Return the cells of the texts that a fact is compared with, and of any other."""
        named: dict[str, str] = {fold(value): value for value in values or ()}
        alike = all(isinstance(atom, c.Equal | c.Member) for atom in uses.atoms)
        facts = self.facts()
        for atom in uses.atoms:
            for other in other_sides(atom, fact, self.world.lets):
                known = known_texts(other, facts)
                alike = alike and known is not None
                if values is None:
                    named.update({fold(text): text for text in known or () if fold(text)})
        candidates = list(named.values())
        if len(candidates) > MOST_CELLS:
            return (Whole(),)
        single = [Texts((text,), False, text) for text in candidates]
        if values is None:
            single.append(Texts((), True, _ELSE if alike else UNKNOWN))
        return self._merged(fact, uses, single) if alike and uses.atoms else tuple(single)

    def _merged(self, fact: FactPath, uses: Uses, single: Sequence[Texts]) -> tuple[Cell, ...]:
        """Return the cells with those put together that no comparison tells apart."""
        groups: dict[tuple[Kleene, ...], list[Texts]] = {}
        for cell in single:
            groups.setdefault(self._truths(fact, uses, cell.value), []).append(cell)
        return tuple(
            Texts(
                tuple(text for cell in group for text in cell.texts),
                any(cell.other for cell in group),
                group[0].value,
            )
            for group in groups.values()
        )

    def _truths(self, fact: FactPath, uses: Uses, value: FactValue) -> tuple[Kleene, ...]:
        facts = self.facts({fact: value})
        return tuple(judge(atom, facts).truth for atom in uses.atoms)

    # Sets.

    def sets(
        self,
        fact: FactPath,
        uses: Uses,
        must: frozenset[str],
        may: frozenset[str] | None,
    ) -> tuple[Cell, ...]:
        """Return the cells of the sets that have all of *must* and no text but those of *may*."""
        looked_for: list[frozenset[str]] = []
        facts, written = self.facts(), dict[str, str]()
        for atom in uses.atoms:
            plain = isinstance(atom, c.Member | c.Overlaps | c.Within)
            for other in other_sides(atom, fact, self.world.lets) if plain else (None,):
                known = None if other is None else known_texts(other, facts)
                if known is None:
                    return (Whole(),)
                written.update({fold(text): text for text in known})
                looked_for.append(frozenset(map(fold, known)))
        if uses.preferences or not looked_for:
            return (Whole(),)
        members = frozenset[str]().union(*looked_for)
        found = [s for s in _some_sets(members, looked_for, must, may) if len(s) <= _MOST_MEMBERS]
        if not 0 < len(found) <= MOST_CELLS:
            return (Whole(),)
        groups: dict[tuple[Kleene, ...], list[frozenset[str]]] = {}
        for texts in found:
            groups.setdefault(self._truths(fact, uses, texts), []).append(texts)
        distinct = tuple(dict.fromkeys(looked_for))
        return tuple(
            Sets(_set_words(group, distinct, written), group[0]) for group in groups.values()
        )


Cut: TypeAlias = tuple[Fraction, int]
"""A place on a line, and whether the cut is just below it (0) or just above it (1)."""


def _first_above(cut: Cut) -> int:
    """Return the first whole number above a cut."""
    place, side = cut
    return ceil(place) if side == 0 else floor(place) + 1


def _cuts(cut: Cut, domain: Domain) -> bool:
    """Whether a cut leaves something of the domain on both of its sides."""
    above = domain.low is None or (domain.low, 0) < cut
    return above and (domain.high is None or cut < (domain.high, 1))


def _line(
    low: tuple[Fraction | None, int],
    high: tuple[Fraction | None, int],
    unit: Scalar,
    *,
    whole: bool,
) -> Line:
    """Return the stretch between two cuts, of whole numbers or of all."""
    if whole and high[0] is not None and high[1] == 0:
        high = (high[0] - 1, 1)
    return Line(low[0], high[0], low[1] == 0, high[1] == 1, unit)
