"""Quantities written out, truths, and how both compare; see ``facts`` for what this is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Final, Protocol, TypeAlias

from attrs import evolve, field, frozen

from offerkit.paths import FactPath, View

End: TypeAlias = Fraction | None
"""An end of an interval; None if there is none."""
Pair: TypeAlias = frozenset[str]
"""Two currencies."""
Truth: TypeAlias = frozenset[str]
"""What a truth may be: “Truth”."""
TRUE, FALSE, NEITHER = "true", "false", "does not apply"
IS_TRUE, IS_FALSE, IS_NEITHER = (frozenset({it}) for it in (TRUE, FALSE, NEITHER))


@frozen
class Unknown:
    """An unknown of a fraction: “A fact used twice”. Equal names are one and the same unknown."""

    name: Hashable
    low: End = field(eq=False)
    high: End = field(eq=False)
    missing: frozenset[FactPath] = field(default=frozenset(), eq=False)
    rates: frozenset[Pair] = field(default=frozenset(), eq=False)
    parts: frozenset[Unknown] = field(default=frozenset(), eq=False)
    """Those that it was worked out from."""

    def walk(self) -> Iterator[Unknown]:
        """Yield the unknowns that it was worked out from, or itself."""
        for part in self.parts:
            yield from part.walk()
        if not self.parts:
            yield self


PERHAPS_ALONE: Final = {("share", "contract.kind", view) for view in View}
"""“The share that an unknown `contract.kind` leaves open is 0 or 1, and its powers are” it."""
Sum: TypeAlias = Mapping[frozenset[tuple[Unknown, int]], Fraction]
"""Products of powers of unknowns, each with its factor."""
NUMBER: Final[frozenset[tuple[Unknown, int]]] = frozenset()
ONE: Final[Sum] = {NUMBER: Fraction(1)}


@frozen(slots=False, eq=False)
class Known:
    """What is known of a quantity: a fraction of two sums, of which the lower is above 0.

    In base units: hundredths are shares of 1, clock time is in minutes, other durations in days,
    dates count days, levels are their ranks. Amounts are in the unit of their comparison.
    """

    over: Sum
    under: Sum = ONE
    read: frozenset[Hashable] = frozenset()
    """The names of unknowns that count as missing in it."""

    @cached_property
    def low(self) -> End:
        """The low end."""
        return least_value(self.over, self.under)

    @cached_property
    def high(self) -> End:
        """The high end."""
        least = least_value(_times(self.over, {NUMBER: Fraction(-1)}), self.under)
        return None if least is None else -least

    @property
    def is_single(self) -> bool:
        """Whether it is one value: “A single value has equal ends”."""
        return self.low is not None and self.low == self.high

    @cached_property
    def unknowns(self) -> frozenset[Unknown]:
        """The unknowns that it depends on, down to those that are not worked out from others."""
        powers = [power for terms in (self.over, self.under) for term in terms for power in term]
        return frozenset(inner for unknown, _ in powers for inner in unknown.walk())

    @property
    def missing(self) -> frozenset[FactPath]:
        """The facts in it that are unknown or ranges: a single value misses nothing."""
        unknowns = frozenset[Unknown]() if self.is_single else self.unknowns
        return frozenset[FactPath]().union(*(it.missing for it in unknowns if it.name in self.read))

    @property
    def rates(self) -> frozenset[Pair]:
        """The rates that it lacks."""
        unknowns = frozenset[Unknown]() if self.is_single else self.unknowns
        return frozenset[Pair]().union(*(it.rates for it in unknowns))


class Ended(Protocol):
    """Anything of which two ends are known, and what is missing."""

    @property
    def low(self) -> End: ...
    @property
    def high(self) -> End: ...
    @property
    def missing(self) -> frozenset[FactPath]: ...
    @property
    def rates(self) -> frozenset[Pair]: ...


@frozen
class Grade:
    """The grades that a preference may have."""

    low: Fraction
    high: Fraction
    missing: frozenset[FactPath] = frozenset()
    rates: frozenset[Pair] = frozenset()


def single(value: Fraction | int) -> Known:
    """Return one value."""
    return Known({NUMBER: Fraction(value)} if value else {})


ZERO: Final = single(0)


def within(
    name: Hashable,
    low: End,
    high: End,
    missing: Iterable[FactPath] = (),
    rates: Iterable[Pair] = (),
    parts: Iterable[Known] = (),
) -> Known:
    """Return what is only known to lie between two ends; one value if they are the same."""
    if low is not None and low == high:
        return single(low)
    parts = list(parts)
    inner = frozenset[Unknown]().union(*(part.unknowns for part in parts))
    unknown = Unknown(name, low, high, frozenset(missing), frozenset(rates), inner)
    read = frozenset({name}).union(*(part.read for part in parts))
    return Known({frozenset({(unknown, 1)}): Fraction(1)}, read=read)


# --- “A fact used twice”: writing out ------------------------------------------------------------


def added(*terms: Known) -> Known:
    """Return the sum."""
    found = ZERO
    for term in terms:
        read = found.read | term.read
        if found.under == term.under:
            found = Known(_plus(found.over, term.over), found.under, read)
        else:
            over = _plus(_times(found.over, term.under), _times(term.over, found.under))
            found = _fraction(over, _times(found.under, term.under), read)
    return found


def times(a: Known, b: Known) -> Known:
    """Return the product."""
    return _fraction(_times(a.over, b.over), _times(a.under, b.under), a.read | b.read)


def over(a: Known, b: Known) -> Known:
    """Return *a* divided by *b*, which is above 0 or below it."""
    if b.high is not None and b.high < 0:
        a, b = times(a, single(-1)), times(b, single(-1))
    assert b.low is not None
    assert b.low > 0
    return _fraction(_times(a.over, b.under), _times(a.under, b.over), a.read | b.read)


def times_apart(a: Known, b: Known) -> Known:
    """Return the product as “one unknown”, unless a factor is “a single value”."""
    if a.is_single or b.is_single:
        return times(a, b)
    corners = [_of_ends(x, y) for x in _both(a) for y in _both(b)]
    low = None if float("-inf") in corners else min(corners)
    high = None if float("inf") in corners else max(corners)
    keys = frozenset((_name("", a), _name("", b)))
    return within(("product", keys), _end(low), _end(high), parts=[a, b])


def over_apart(a: Known, b: Known) -> Known:
    """Return the quotient by what is above 0, even if its ends reach 0, as “one unknown”."""
    if b.is_single and b.low:
        return times(a, single(1 / b.low))
    whole = a.under == ONE and b.under == ONE
    if whole and a.over:
        common = frozenset.intersection(*a.over, *b.over)
        shared = [it for it in common if it[0].low is not None and it[0].low >= 0]
        inverse: Sum = {frozenset((unknown, -power) for unknown, power in shared): Fraction(1)}
        a = evolve(a, over=_times(a.over, inverse))
        b = evolve(b, over=_times(b.over, inverse))
        ratios = {a.over.get(key, Fraction(0)) / factor for key, factor in b.over.items()}
        if a.over.keys() == b.over.keys() and len(ratios) == 1:
            return single(ratios.pop())
    if whole and b.low is not None and b.low > 0:
        found: Ended = Known(a.over, b.over)
    else:
        found = _by_ends(a, b)
    return within(_name("quotient", a, b), found.low, found.high, parts=[a, b])


@frozen
class _Ends:
    low: End
    high: End
    missing: frozenset[FactPath] = frozenset()
    rates: frozenset[Pair] = frozenset()


def _by_ends(a: Known, b: Known) -> _Ends:
    """“From the least to the greatest quotient of their ends, without end where one is 0.”"""
    low = Fraction(0) if b.low is None else max(b.low, Fraction(0))
    inverse = _Ends(1 / b.high if b.high else Fraction(0), 1 / low if low else None)
    corners = [_of_ends(x, y) for x in _both(a) for y in _both(inverse)]
    return _Ends(
        _end(None if float("-inf") in corners else min(corners)),
        _end(None if float("inf") in corners else max(corners)),
    )


def _both(known: Ended) -> tuple[Fraction | float, Fraction | float]:
    return (
        float("-inf") if known.low is None else known.low,
        float("inf") if known.high is None else known.high,
    )


def _of_ends(x: Fraction | float, y: Fraction | float) -> Fraction | float:
    """Return a product of ends; 0 times what has no end is 0."""
    if x == 0 or y == 0:
        return Fraction(0)
    if isinstance(x, Fraction) and isinstance(y, Fraction):
        return x * y
    return float("inf") if (x > 0) == (y > 0) else float("-inf")


def _end(end: Fraction | float | None) -> End:
    return end if isinstance(end, Fraction) else None


def one_of(parts: Sequence[Known], *, in_common: bool) -> Known:
    """Return what several have in common, or what any can be, missing what the first does.

    “Currencies”: one that has nothing in common with those before it does not count.
    """
    if len(parts) == 1:
        return parts[0]
    (low, high), *others = map(_both, parts)
    for least, most in others:
        if not in_common:
            low, high = min(low, least), max(high, most)
        elif max(low, least) <= min(high, most):
            low, high = max(low, least), min(high, most)
    return within(_name("ratio", *parts), _end(low), _end(high), parts=parts[:1])


def _plus(a: Sum, b: Sum) -> Sum:
    """“Equal products are added up.”"""
    return {
        key: a.get(key, Fraction(0)) + b.get(key, Fraction(0))
        for key in (*a, *(key for key in b if key not in a))
        if a.get(key, Fraction(0)) + b.get(key, Fraction(0))
    }


def _times(a: Sum, b: Sum) -> Sum:
    found: Sum = {}
    for (one, factor), (other, by) in product(a.items(), b.items()):
        powers = dict(one)
        for unknown, power in other:
            powers[unknown] = powers.get(unknown, 0) + power
            if powers[unknown] > 1 and unknown.name in PERHAPS_ALONE:
                powers[unknown] = 1
        key = frozenset((unknown, power) for unknown, power in powers.items() if power)
        found = _plus(found, {key: factor * by})
    return found


def _fraction(above: Sum, below: Sum, read: frozenset[Hashable]) -> Known:
    """“What all products above and below the line have in common is cancelled.”"""
    if not above:
        return ZERO
    ratios = {above.get(key, Fraction(0)) / factor for key, factor in below.items()}
    if above.keys() == below.keys() and len(ratios) == 1:
        return single(ratios.pop())
    common = next(iter(below)) if len(below) == 1 else frozenset.intersection(*above, *below)
    if len(below) > 1:
        common = frozenset(it for it in common if it[0].low is not None and it[0].low >= 0)
    inverse = {frozenset((unknown, -power) for unknown, power in common): Fraction(1)}
    above, below = _times(above, inverse), _times(below, inverse)
    if below.keys() == {NUMBER}:
        return Known(_times(above, {NUMBER: 1 / below[NUMBER]}), read=read)
    return Known(above, below, read)


def least(*parts: Known) -> Known:
    """“`min` that is certainly one of its operands is that operand”; else an unknown of its own."""
    for part in parts:
        if all(_is_least(part, other) for other in parts if other is not part):
            return part
    highs = [it.high for it in parts if it.high is not None]
    lows = [it.low for it in parts if it.low is not None]
    low = min(lows) if len(lows) == len(parts) else None
    return within(_name("min", *parts), low, min(highs, default=None), parts=parts)


def _is_least(one: Known, other: Known) -> bool:
    """“As their comparisons by `<=` tell”: by their ends, or by their difference."""
    if less_equal(one, other) or not one.unknowns & other.unknowns:
        return less_equal(one, other) is True
    return less_equal(Known(added(one, _negative(other)).over), ZERO) is True


def greatest(*parts: Known) -> Known:
    """Return what *least* returns, of the greatest."""
    return _negative(least(*map(_negative, parts)))


def at_least(part: Known, floor: Fraction) -> Known:
    """Return a quantity, or *floor* where it is below."""
    if part.low is not None and part.low >= floor:
        return part
    high = part.high if part.high is None else max(part.high, floor)
    return within(_name("at least", part, floor), floor, high, parts=[part])


def _negative(known: Known) -> Known:
    return times(known, single(-1))


def _name(how: str, *parts: Known | Fraction) -> Hashable:
    """Return a name for what comes of parts: the same for the same parts."""
    return how, *(
        (frozenset(it.over.items()), frozenset(it.under.items())) if isinstance(it, Known) else it
        for it in parts
    )


# --- “A fact used twice”: the ends ---------------------------------------------------------------

Power: TypeAlias = tuple[Unknown, int]
Growing: TypeAlias = dict[int, Fraction]
"""A number that grows beyond all bounds: its factors by the power of what does."""


def least_value(above: Sum, below: Sum) -> End:
    """“The least of its values with each unknown at one of its ends, or beyond all bounds.”

    “Each power of an unknown counts as an unknown of its own.”
    """
    if below.keys() == {NUMBER}:
        # What has no unknown in common has its least value apart.
        parts = [_least_value(part, below) for part in _apart(above)]
        return None if None in parts else sum(filter(None, parts), Fraction(0))
    return _least_value(above, below)


def _apart(terms: Sum) -> Iterable[Sum]:
    """Yield sums that have no power of an unknown in common."""
    rest = dict(terms)
    while rest:
        key, factor = rest.popitem()
        part, reached = {key: factor}, set(key)
        while more := {key: rest.pop(key) for key in [*rest] if reached & key}:
            part |= more
            reached = reached.union(*more)
        yield part


def _least_value(above: Sum, below: Sum) -> End:
    powers = dict.fromkeys(power for terms in (above, below) for it in terms for power in it)
    ends = {power: _ends(power, *_ways(power, above, below)) for power in powers}
    over, under = ({key: {0: it} for key, it in terms.items()} for terms in (above, below))
    found = min(_corners(over, under, ends))
    return None if isinstance(found, float) else found


Terms: TypeAlias = dict[frozenset[Power], Growing]
"""A sum of products, some of whose unknowns are at one of their ends."""


def _corners(
    above: Terms, below: Terms, ends: Mapping[Power, list[Growing]]
) -> Iterator[Fraction | float]:
    """Yield a fraction with each power of an unknown at each of its ends."""
    powers = Counter(power for terms in (above, below) for key in terms for power in key)
    if not powers:
        yield _limit(above.get(NUMBER, {}), below[NUMBER])
        return
    [(power, _)] = powers.most_common(1)
    for end in ends[power]:
        yield from _corners(_at(above, power, end), _at(below, power, end), ends)


def _at(terms: Terms, power: Power, end: Growing) -> Terms:
    """Return a sum with a power of an unknown at an end: products that are 0 there are gone."""
    found: Terms = {}
    for key, factor in terms.items():
        if power in key:
            pairs = product(factor.items(), end.items())
            factor = {one + other: a * b for (one, a), (other, b) in pairs}
        total = found.setdefault(key - {power}, {})
        for degree, value in factor.items():
            total[degree] = total.get(degree, Fraction(0)) + value
    kept = ((key, {at: it for at, it in total.items() if it}) for key, total in found.items())
    return {key: total for key, total in kept if total}


def _ways(power: Power, above: Sum, below: Sum) -> tuple[bool, bool]:
    """Return whether more of a power may lower the fraction, and whether less of it may."""
    together = [*above, *below]
    if any(power in key for key in below) or any(
        unknown.low is None or unknown.low < 0 for key in together for unknown, _ in key
    ):
        return True, True
    factors = [factor for key, factor in above.items() if power in key]
    return any(factor < 0 for factor in factors), any(factor > 0 for factor in factors)


def _ends(power: Power, high: bool, low: bool) -> list[Growing]:
    """Return the ends of a power of an unknown that count."""
    (unknown, exponent), found = power, []
    for end, counts, sign in ((unknown.low, low, -1), (unknown.high, high, 1)):
        if exponent < 0:
            counts = low if sign > 0 else high
        if not counts:
            continue
        if end is not None:
            found.append({0: end**exponent})
        elif exponent < 0:
            found.append({0: Fraction(0)})
        else:
            found.append({exponent: Fraction(sign**exponent)})
    if exponent % 2 == 0 and _spans_zero(unknown):
        found.append({0: Fraction(0)})
    return found


def _spans_zero(unknown: Unknown) -> bool:
    below = unknown.low is None or unknown.low < 0
    return below and (unknown.high is None or unknown.high > 0)


def _limit(above: Growing, below: Growing) -> Fraction | float:
    """Return what a fraction comes to as it grows."""
    if not above or max(above) < max(below):
        return Fraction(0)
    ratio = above[max(above)] / below[max(below)]
    if max(above) == max(below):
        return ratio
    return float("inf") if ratio > 0 else float("-inf")


# --- relations: “Quantities and ranges” ----------------------------------------------------------


def less(a: Ended, b: Ended) -> bool | None:
    """Return the truth of a < b: “Quantities and ranges”."""
    if a.high is not None and b.low is not None and a.high < b.low:
        return True
    if a.low is not None and b.high is not None and a.low >= b.high:
        return False
    return None


def less_equal(a: Ended, b: Ended) -> bool | None:
    """Return the truth of a <= b: “Quantities and ranges”."""
    if a.high is not None and b.low is not None and a.high <= b.low:
        return True
    if a.low is not None and b.high is not None and a.low > b.high:
        return False
    return None


def equal(a: Ended, b: Ended) -> bool | None:
    """Return the truth of a = b: “Quantities and ranges”."""
    if a.low is not None and a.low == a.high == b.low == b.high:
        return True
    return False if less(a, b) or less(b, a) else None


# --- “Truth” -------------------------------------------------------------------------------------


@frozen
class Judged:
    """The truth of a condition and, if it is unknown, what keeps it open."""

    truth: Truth
    missing: frozenset[FactPath] = frozenset()
    rates: frozenset[Pair] = frozenset()


def sure(truth: bool) -> Judged:
    """Return a settled truth."""
    return Judged(IS_TRUE if truth else IS_FALSE)


def open_for(missing: frozenset[FactPath]) -> Judged:
    """Return an unknown truth that facts leave open."""
    return Judged(IS_TRUE | IS_FALSE, missing)


def unknown(parts: Iterable[Judged | Ended], truth: Truth = IS_TRUE | IS_FALSE) -> Judged:
    """“The facts that keep it open are missing: those of all its unknown operands.”"""
    missing, rates = frozenset[FactPath](), frozenset[Pair]()
    for part in parts:
        missing, rates = missing | part.missing, rates | part.rates
    return Judged(truth, missing, rates)


def combined(operation: Callable[[Sequence[str]], str], operands: Sequence[Judged]) -> Judged:
    """Return all that an operation makes of what its operands may be, each taken by itself.

    “The facts that keep it open are missing: those of all its unknown operands.”
    """
    truth = frozenset(operation(points) for points in product(*(it.truth for it in operands)))
    if len(truth) == 1:
        return Judged(truth)
    return unknown(operands, truth)


def negation(a: Judged) -> Judged:
    """“`not` swaps false and true, and what does not apply stays so.”"""
    swapped = {TRUE: FALSE, FALSE: TRUE, NEITHER: NEITHER}
    return evolve(a, truth=frozenset(swapped[point] for point in a.truth))


def settled_by(settling: str, operands: Sequence[Judged]) -> Judged:
    """“A false operand settles an `and`, and a true one an `or`.

    Otherwise one that does not apply makes the whole not apply.”
    """
    other = FALSE if settling == TRUE else TRUE

    def operation(points: Sequence[str]) -> str:
        if settling in points:
            return settling
        return NEITHER if NEITHER in points else other

    return combined(operation, operands)
