"""The answers to a question that criteria tell apart: a fact's values, cut at its thresholds.

Whatever a fact turns out to be, criteria only look at it through their comparisons and
preferences. So its values fall into *cells*: stretches between thresholds, levels of a scale,
yes and no, the texts it is compared with and any other, and sets by which of the texts that are
looked for they have. Within a cell every comparison of this fact with what is known comes out the
same.

A cell stands for all its values, so what is concluded of a cell is true of each of them. Where a
fact is compared with another that is open too, or is a part of a derived fact that the thresholds
cannot be worked back to, a cell stays what it is, a range, and nothing is concluded that does not
hold throughout. Ends that are open: a stretch without its end, such as "less than 45 min", begins
a hair (1/10^200) from it for comparisons, which is nearer than two amounts of at most 18 digits
can come; for grades it includes the end, where a grade is no different in the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import ceil, floor
from typing import Final, TypeAlias

from attrs import evolve, frozen

from offerkit import core as c
from offerkit.check.constants import exact_decimal
from offerkit.core import children, datatype_of, facts_of
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
from offerkit.evaluate.facts import HUNDREDTH, Facts, Scope, Stretch, World
from offerkit.evaluate.quantities import base_of, bases, currencies, measure
from offerkit.evaluate.semantics import judge
from offerkit.evaluate.sets import texts_of
from offerkit.intervals import ZERO, Interval
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED, base_parts
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.scales import Level, Ordinal
from offerkit.text import fold, listed
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
    show,
)

HAIR: Final = Fraction(1, 10**200)
"""How far from an open end a stretch begins; see the module."""
MOST_CELLS: Final = 64
"""The most cells a fact is cut into; beyond, it stays whole."""
_ELSE: Final = "\x00"
"""Stands for a text that the criteria do not name; no offer can state it."""
_EVERY_MEMBER: Final = 5
"""Up to so many texts, every set of them is looked at."""


class Supposed(Facts):
    """An offer in which some facts are supposed to be something else than what it states."""

    __slots__ = ("given", "stretches")

    def __init__(
        self,
        world: World,
        offer: Offer,
        given: Mapping[FactPath, FactValue],
        stretches: Mapping[FactPath, Stretch],
    ) -> None:
        super().__init__(world, offer)
        self.given = given
        self.stretches = stretches

    def value(self, fact: FactPath) -> FactValue:
        """Return what is supposed of a fact; of a stretch, some value in its unit."""
        value = self.given.get(fact)
        return super().value(fact) if value is None else value

    def stretch(self, fact: FactPath) -> Stretch | None:
        """Return the values that a quantity is supposed to be among."""
        return self.stretches.get(fact)


# --- cells ---------------------------------------------------------------------------------------


@frozen
class Whole:
    """All that a fact can be: it is answered, and the answers are not told apart."""


@frozen
class Known:
    """One value; or ``UNKNOWN``, whatever the offer states."""

    value: FactValue


@frozen
class Line:
    """A stretch of a quantity; None: no end on that side."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool
    high_in: bool
    unit: Scalar
    """Any value in the unit of the ends, which are in base units."""

    def stretch(self, *, closed: bool) -> Stretch:
        """Return its values for comparisons, or *closed*, with its open ends, for grades."""
        low, high = self.low, self.high
        if low is not None and not (closed or self.low_in):
            low += HAIR
        if high is not None and not (closed or self.high_in):
            high -= HAIR
        return Stretch(Interval(low, high), self.unit)


@frozen
class Levels:
    """Levels of a scale that follow each other, at least one."""

    levels: tuple[Ordinal | Level, ...]

    @property
    def value(self) -> FactValue:
        """The levels as an offer would state them."""
        first, last = self.levels[0], self.levels[-1]
        return first if first is last else Range(first, last)


@frozen
class Truth:
    """Yes or no."""

    value: bool


@frozen
class Texts:
    """Texts that the criteria treat alike, and perhaps any that they do not name."""

    texts: tuple[str, ...]
    other: bool
    value: FactValue
    """One of them; ``UNKNOWN`` where the others are not all alike."""


@frozen
class Sets:
    """Sets of text that the criteria treat alike."""

    words: str
    value: frozenset[str]
    """One of them."""


Cell: TypeAlias = Whole | Known | Line | Levels | Truth | Texts | Sets


def value_of(cell: Cell) -> FactValue | None:
    """Return what ``Facts.value`` says of a fact in this cell; None: as the offer states it."""
    match cell:
        case Whole():
            return None
        case Line(unit=unit):
            return unit
        case _:
            return cell.value


def share_of(cell: Cell) -> int:
    """Return how many answers a cell counts for: its levels, else one."""
    return len(cell.levels) if isinstance(cell, Levels) else 1


# --- what facts are looked at through ------------------------------------------------------------


@frozen
class Uses:
    """Where criteria look at facts: comparisons, and the subjects and ends of preferences."""

    atoms: tuple[c.Core, ...]
    preferences: tuple[c.CheckedPreference, ...]
    lets: tuple[c.Core, ...]

    def of(self, fact: FactPath) -> Uses:
        """Return those in which *fact* occurs, as itself or as a part of a derived fact."""
        return Uses(
            tuple(a for a in self.atoms if fact in stated_facts(a, self.lets)),
            tuple(p for p in self.preferences if fact in stated_facts(p.subject, self.lets)),
            self.lets,
        )

    @property
    def operands(self) -> Iterator[c.Core]:
        """Every comparison, subject and end."""
        yield from self.atoms
        for preference in self.preferences:
            yield from (preference.subject, preference.worst, preference.best)


def stated_facts(core: c.Core, lets: Sequence[c.Core]) -> tuple[FactPath, ...]:
    """Return the facts an expression rests on: the parts of derived ones, not these themselves."""
    found: dict[FactPath, None] = {}
    for fact in facts_of(lets, core):
        parts = base_parts(fact.path) if fact.path in DERIVED else (fact.path,)
        found.update(dict.fromkeys(FactPath(part, fact.view) for part in parts))
    return tuple(found)


def atoms_of(condition: c.Core, lets: Sequence[c.Core]) -> Iterator[c.Core]:
    """Yield the comparisons, yes/no facts and relations of sets in a condition, each let once."""
    waiting, seen = [condition], set[int]()
    while waiting:
        match waiting.pop():
            case c.LetRef(index=index):
                if index not in seen:
                    seen.add(index)
                    waiting.append(lets[index])
            case c.Or() | c.And() | c.Not() as node:
                waiting.extend(reversed(children(node)))
            case c.Equal(left=left, right=right) if isinstance(datatype_of(left), YesNo):
                waiting += [right, left]
            case c.Constant():
                pass
            case node:
                yield node


def _resolved(core: c.Core, lets: Sequence[c.Core]) -> c.Core:
    """Return an operand with the names that stand for it followed."""
    while isinstance(core, c.LetRef):
        core = lets[core.index]
    return core


# --- cutting a fact into cells -------------------------------------------------------------------


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
            probe = _Probe(self, fact, unit, scope)
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


_USUAL_UNITS: Final = (DurationUnit.MINUTE, DurationUnit.MONTH, DurationUnit.DAY)
_MOST_MEMBERS: Final = 1_000

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


def _sides(atom: c.Core | None, slope: Fraction, *, exact: bool) -> tuple[int, ...]:
    """Return on which sides of a threshold a comparison changes."""
    if atom is None:
        return (0,)
    if not exact or isinstance(atom, c.Equal):
        return (0, 1)
    # left < right is so below the threshold where left grows, and it is not so at it.
    return (0,) if isinstance(atom, c.Less) == (slope > 0) else (1,)


# --- working thresholds back to a fact -----------------------------------------------------------


@frozen
class _Form:
    """A quantity as *slope* × the fact + *rest*."""

    slope: Fraction
    rest: Interval


_MOST_FORMS: Final = 16


@frozen
class _Probe:
    """Reads quantities as linear forms of one fact, in one scope."""

    cutter: Cutter
    fact: FactPath
    unit: Scalar
    scope: Scope

    def at(self, place: int) -> Supposed:
        stretch = Stretch(Interval.exact(place), self.unit)
        return self.cutter.facts({self.fact: self.unit}, {self.fact: stretch})

    def forms(self, core: c.Core) -> list[_Form]:
        """Return the forms of a quantity: several where it is the least or greatest of some."""
        lets = self.cutter.world.lets
        if self.fact not in stated_facts(core, lets):
            return [_Form(Fraction(0), measure(core, self.at(1), self.scope).interval)]
        match _resolved(core, lets):
            case c.Sum(terms=terms):
                return _sums([self.forms(term) for term in terms])
            case c.Scaled(operand=operand, factor=factor):
                return [
                    _Form(form.slope * factor, form.rest.scaled(factor))
                    for form in self.forms(operand)
                ]
            case c.Minimum(operands=operands) | c.Maximum(operands=operands):
                return [form for part in operands for form in self.forms(part)][:_MOST_FORMS]
            case resolved:
                return self._measured(resolved)

    def _measured(self, core: c.Core) -> list[_Form]:
        """Return the form of what is a straight line in the fact, found at three places."""
        points = [measure(core, self.at(place), self.scope).interval for place in (1, 2, 3)]
        one, two, three = ((p.low, p.high) for p in points)
        slopes = {
            _minus(b, a) for pair in ((one, two), (two, three)) for a, b in zip(*pair, strict=True)
        }
        slopes.discard(None)
        if len(slopes) != 1:
            return []
        (slope,) = slopes
        assert slope is not None
        return [_Form(slope, points[0] + Interval.exact(-slope))]


def _minus(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left - right


def _sums(parts: list[list[_Form]]) -> list[_Form]:
    found = [_Form(Fraction(0), ZERO)]
    for forms in parts:
        found = [_Form(a.slope + b.slope, a.rest + b.rest) for a in found for b in forms]
        found = found[:_MOST_FORMS]
    return found


def _scopes(left: c.Core, right: c.Core, facts: Facts, fact: FactPath) -> Iterator[Scope]:
    """Yield the units in which the two sides of a comparison may meet."""
    found = tuple(dict.fromkeys(facts.world.amounts(left) + facts.world.amounts(right)))
    if not found:
        yield Scope()
        return
    for currency in currencies(found, facts):
        for basis in bases(found, facts):
            yield Scope(currency, basis, fact.view)


# --- the other side of a comparison --------------------------------------------------------------


def other_sides(atom: c.Core, fact: FactPath, lets: Sequence[c.Core]) -> Iterator[c.Core | None]:
    """Yield what *fact* is compared with; None where it does not stand there by itself."""
    match atom:
        case c.Equal(left=one, right=other) | c.Overlaps(left=one, right=other):
            sides = one, other
        case c.Within(left=one, right=other) | c.Member(item=one, container=other):
            sides = one, other
        case _:
            yield None
            return
    left, right = (_resolved(side, lets) for side in sides)
    mine = [isinstance(side, c.FactRef) and side.fact == fact for side in (left, right)]
    if mine == [True, False]:
        yield right
    elif mine == [False, True]:
        yield left
    else:
        yield None


def known_texts(core: c.Core | None, facts: Facts) -> frozenset[str] | None:
    """Return a text or a set of them that is exactly known, as texts; else None."""
    match core:
        case c.Constant(value=str() as text):
            return frozenset({text})
        case c.Constant(value=frozenset() as texts):
            return texts
        case c.FactRef(fact=fact):
            value = facts.value(fact)
            if isinstance(value, str):
                return frozenset({value})
            return value if isinstance(value, frozenset) else None
        case _:
            return None


def _some_sets(
    members: frozenset[str],
    looked_for: Sequence[frozenset[str]],
    must: frozenset[str],
    may: frozenset[str] | None,
) -> Iterator[frozenset[str]]:
    """Yield sets of every kind that relations with *looked_for* can tell apart, small first.

    Texts that the same sets have are alike: it matters whether none, some or all of them are in.
    """
    outside = must - members
    other = {_ELSE} if may is None else set(sorted(may - members)[:1])
    choices = [frozenset(), frozenset(other)] if other and not outside else [frozenset()]
    for more in choices:
        for inside in _inside(members, looked_for):
            texts = inside | (must & members)
            if (may is None or texts <= may) and (must & members) <= inside:
                yield texts | outside | more


def _inside(
    members: frozenset[str], looked_for: Sequence[frozenset[str]]
) -> Iterator[frozenset[str]]:
    if len(members) <= _EVERY_MEMBER:
        for count in range(len(members) + 1):
            yield from map(frozenset, combinations(sorted(members), count))
        return
    alike: dict[tuple[bool, ...], list[str]] = {}
    for text in sorted(members):
        alike.setdefault(tuple(text in texts for texts in looked_for), []).append(text)
    degrees = [dict.fromkeys((frozenset(), frozenset(g[:1]), frozenset(g))) for g in alike.values()]
    if 3 ** len(degrees) > MOST_CELLS:
        return
    for chosen in product(*degrees):
        yield frozenset[str]().union(*chosen)


# --- words ---------------------------------------------------------------------------------------


def words_of(chosen: Sequence[Cell], cells: Sequence[Cell]) -> str:
    """Return some of the cells of a fact in words, as they read behind "if it is".

    ``never or rarely``, ``at least 45 min``, ``"Kim Vo" or something else``, ``yes``.

    Args:
        chosen: At least one; of a quantity or a level, such as follow each other.
        cells: All the cells of the fact.
    """
    if len(chosen) == len(cells):
        return "anything"
    first, last = chosen[0], chosen[-1]
    match first, last:
        case Line(), Line():
            low = None if first is cells[0] else first.low
            high = None if last is cells[-1] else last.high
            return _line_words(evolve(first, low=low), evolve(last, high=high))
        case Levels(), Levels():
            levels = [level for cell in chosen if isinstance(cell, Levels) for level in cell.levels]
            return _level_words([level.level for level in levels])
        case _:
            return listed([word for cell in chosen for word in _words(cell)], "or")


def _words(cell: Cell) -> Iterator[str]:
    match cell:
        case Truth(value=value):
            yield "yes" if value else "no"
        case Texts(texts=texts, other=other):
            yield from (show(text) for text in texts)
            if other:
                yield "something else"
        case Sets(words=words):
            yield words
        case _:
            yield "anything"


def _level_words(names: Sequence[str]) -> str:
    if len(names) <= 3:
        return listed(names, "or")
    return f"{names[0]} to {names[-1]}"


def _line_words(first: Line, last: Line) -> str:
    low, high = first.low, last.high
    if low is not None and low == high:
        return show(amount_in(low, first.unit))
    parts = []
    if low is not None:
        parts.append(
            f"{_bound(first.unit, 'low', first.low_in)} {show(amount_in(low, first.unit))}"
        )
    if high is not None:
        parts.append(
            f"{_bound(first.unit, 'high', last.high_in)} {show(amount_in(high, last.unit))}"
        )
    return " and ".join(parts) or "anything"


def _bound(unit: Scalar, end: str, included: bool) -> str:
    if isinstance(unit, date):
        return {"low": "from", "high": "up to"}[end]
    if end == "low":
        return "at least" if included else "more than"
    return "at most" if included else "less than"


def amount_in(base: Fraction, unit: Scalar) -> Scalar:
    """Return an amount in base units as a value in the unit of *unit*.

    Exact where a decimal writes it, else rounded to two decimals.
    """
    if isinstance(unit, date):
        return date.fromordinal(round(base))
    return with_amount(_decimal(base / size_of(unit)), unit)


def size_of(unit: Scalar) -> Fraction:
    """Return how much one of a quantity's unit is in base units."""
    match unit:
        case Percent():
            return HUNDREDTH
        case Duration(unit=length):
            return base_of(Duration(Decimal(1), length))
        case _:
            return Fraction(1)


def with_amount(amount: Decimal, unit: Scalar) -> Scalar:
    """Return an amount of a quantity's unit."""
    match unit:
        case Percent():
            return Percent(amount)
        case Money(currency=currency):
            return Money(amount, currency)
        case Pay(currency=currency, per=per):
            return Pay(amount, currency, per)
        case Duration(unit=length):
            return Duration(amount, length)
        case _:
            return amount


def _decimal(value: Fraction) -> Decimal:
    exact = exact_decimal(value)
    if exact is not None:
        return exact
    hundredths = round(value * 100)
    return Decimal((int(hundredths < 0), tuple(map(int, str(abs(hundredths)))), -2))


def _set_words(
    group: Sequence[frozenset[str]],
    looked_for: Sequence[frozenset[str]],
    written: Mapping[str, str],
) -> str:
    """Return what sets that are treated alike have in common, in words."""
    for name, test in _PATTERNS:
        for texts in looked_for:
            if (texts or name == "only") and all(test(one, texts) for one in group):
                shown = [show(written[text]) for text in sorted(texts)]
                return _set_phrase(name, shown)
    example = sorted(written.get(text, "others") for text in group[0])
    return f"a list such as {listed(example, 'and')}" if example else "empty"


def _set_phrase(name: str, shown: Sequence[str]) -> str:
    if len(shown) == 1 and name in {"some", "all"}:
        return f"a list with {shown[0]}"
    if name == "none":
        return f"a list without {listed(shown, 'or')}"
    if not shown:
        return "empty"
    if name == "only":
        return f"nothing but {listed(shown, 'and')}"
    return f"a list with {name} of {listed(shown, 'and')}"


_PATTERNS: Final[tuple[tuple[str, Callable[[frozenset[str], frozenset[str]], bool]], ...]] = (
    ("none", lambda one, texts: one.isdisjoint(texts)),
    ("all", lambda one, texts: texts <= one),
    ("only", lambda one, texts: one <= texts),
    ("some", lambda one, texts: not one.isdisjoint(texts)),
)


def is_exact(value: FactValue) -> bool:
    """Whether a fact is known to be one value."""
    match value:
        case Range(low=low, high=high):
            return low == high
        case TextSet(at_least=at_least, at_most=at_most):
            return at_most is not None and set(map(fold, at_least)) == set(map(fold, at_most))
        case _:
            return value is not UNKNOWN
