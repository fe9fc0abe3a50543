"""Quantities written out: fractions of sums of products of what is not known exactly.

What is known is a number in them, and everything else a symbol, one and the same wherever it
stands. So what cancels out is gone, and the ends of a form are those that it can reach: a fact used
twice is one fact.

Source:
    grammar/README.md, "A fact used twice".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Final, TypeAlias

from attrs import field, frozen

from offerkit.intervals import Interval
from offerkit.paths import FactPath
from offerkit.values import AtLeast, AtMost, Duration, Range

RatePair: TypeAlias = tuple[str, str]
MonthsStated: TypeAlias = Duration | Range[Duration] | AtLeast[Duration] | AtMost[Duration]
"""A duration in months as it was stated."""


@frozen(cache_hash=True)
class Symbol:
    """A quantity of which no more is known than an interval."""

    key: Hashable
    """What it stands for: symbols with equal keys are one and the same quantity."""
    interval: Interval = field(eq=False)
    missing: tuple[FactPath, ...] = field(default=(), eq=False)
    """The fact that says more about it, if one does."""
    rates: tuple[RatePair, ...] = field(default=(), eq=False)
    """The pair of currencies whose rate it is, if it is one."""
    months: tuple[MonthsStated, ...] = field(default=(), eq=False)
    """The duration in months whose days it is, if it is one."""
    parts: tuple[Symbol, ...] = field(default=(), eq=False)
    """The symbols that it was worked out from, if it is no fact itself."""
    is_choice: bool = field(default=False, eq=False)
    """Whether it is 0 or 1 and nothing between, so that its powers are itself."""

    def walk(self) -> Iterator[Symbol]:
        """Yield the symbols that it stands for: its parts, or itself."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.walk()


_Power: TypeAlias = tuple[Symbol, int]
_Product: TypeAlias = frozenset[_Power]
_Terms: TypeAlias = Mapping[_Product, Fraction]
"""A sum of products, each with its factor."""

_ONE, _NOTHING = Fraction(1), Fraction(0)
_NONE: Final[_Product] = frozenset()
_WHOLE: Final[_Terms] = {_NONE: Fraction(1)}


@frozen(slots=False, eq=False)
class Form:  # noqa: PLW1641 - it has none, by its `__eq__`
    """A quantity: the sum *over* over the sum *under*, which is above 0."""

    over: _Terms
    under: _Terms = field(default=_WHOLE)
    _like: tuple[Form, Fraction, Fraction] | None = field(default=None, init=False)
    """A form of which it is so many times, and so much more: its ends follow from those of that."""

    @classmethod
    def of(cls, value: Fraction | int) -> Form:
        """Return a number."""
        return Exact(value if isinstance(value, Fraction) else Fraction(value))

    @classmethod
    def within(cls, symbol: Symbol) -> Form:
        """Return what a symbol stands for; a number if its interval is a single value."""
        low = symbol.interval.low
        if low is not None and symbol.interval.is_exact:
            return cls.of(low)
        return cls({frozenset({(symbol, 1)}): Fraction(1)})

    def __eq__(self, other: object) -> bool:
        """Return whether another form is written out alike."""
        if not isinstance(other, Form):
            return NotImplemented
        return self.over == other.over and self.under == other.under

    @property
    def is_zero(self) -> bool:
        """Whether it is 0, whatever its symbols are."""
        return not self.over

    @cached_property
    def symbols(self) -> frozenset[Symbol]:
        """What it depends on, down to facts, rates and days of months."""
        if self._like is not None:
            return self._like[0].symbols
        found = {symbol for terms in (self.over, self.under) for one in terms for symbol, _ in one}
        return frozenset(inner for symbol in found for inner in symbol.walk())

    @cached_property
    def interval(self) -> Interval:
        """The least and the greatest value that it can have.

        Each power of a symbol counts as a symbol of its own.
        """
        if self._like is not None:
            other, factor, more = self._like
            ends = other.interval if factor == 1 else other.interval.scaled(factor)
            return ends + Interval(more, more) if more else ends
        if self.over.keys() <= {_NONE} and self.under is _WHOLE:
            return Interval.exact(self.over.get(_NONE, Fraction(0)))
        if len(self.over) == 1 and self.under is _WHOLE:
            # Most quantities are one fact.
            ((product, factor),) = self.over.items()
            ((symbol, power), *others) = product
            if power == 1 and not others:
                return symbol.interval.scaled(factor)
        high = _least(_negative(self.over), self.under)
        return Interval(_least(self.over, self.under), None if high is None else -high)

    @cached_property
    def sign(self) -> Interval:
        """An interval of the same sign: that of the upper sum alone, whose bounds are sharper."""
        return self.interval if self.under is _WHOLE else Form(self.over).interval

    def __add__(self, other: Form | Fraction | int) -> Form:
        other = other if isinstance(other, Form) else Form.of(other)
        if isinstance(other, Exact):
            return self._plus(other.value)
        if self.under == other.under:
            return Form(_sum(self.over, other.over), self.under)
        over = _sum(_product(self.over, other.under), _product(other.over, self.under))
        return _reduced(over, _product(self.under, other.under))

    __radd__ = __add__

    def _plus(self, number: Fraction) -> Form:
        if not number:
            return self
        if self.under is not _WHOLE and (not self._has_ends_below or self._loses(number)):
            more = {product: factor * number for product, factor in self.under.items()}
            return _reduced(_sum(self.over, more), self.under)
        return self._along(_ONE, number)

    def _along(self, factor: Fraction, more: Fraction) -> Form:
        """Return it so many times, not 0, and so much more.

        That is said of what it is like itself, so that a long sum of sums is no deep recursion.
        """
        of, times, rest = self._like or (self, _ONE, _NOTHING)
        factor, more = times * factor, rest * factor + more
        return of if factor == 1 and not more else _Line(of, factor, more)

    @cached_property
    def _has_ends_below(self) -> bool:
        """Whether a number added to it is added to its ends: see ``_least``."""
        powers = {power for product in self.under for power in product}
        return all(None not in _ends(power) for power in powers)

    def _loses(self, number: Fraction) -> bool:
        """Return whether it may have fewer terms with a number added."""
        over = self.over
        return any(one in over and over[one] == -number * of for one, of in self.under.items())

    def __neg__(self) -> Form:
        return Form(_negative(self.over), self.under)

    def __sub__(self, other: Form | Fraction | int) -> Form:
        return self + -other

    def __rsub__(self, other: Form | Fraction | int) -> Form:
        return -self + other

    def __mul__(self, other: Form | Fraction | int) -> Form:
        if not isinstance(other, Form):
            return self.scaled(Fraction(other))
        if self.under is _WHOLE and other.under is _WHOLE:
            return Form(_product(self.over, other.over))
        return _reduced(_product(self.over, other.over), _product(self.under, other.under))

    __rmul__ = __mul__

    def __truediv__(self, other: Form | int) -> Form:
        """Return the quotient by a quantity that cannot be 0.

        Raises:
            ZeroDivisionError: it can be.
        """
        other = other if isinstance(other, Form) else Form.of(other)
        low, high = other.interval.low, other.interval.high
        if high is not None and high < 0:
            return -self / -other
        if low is None or low <= 0:
            raise ZeroDivisionError(f"{other.interval} may be 0")
        return _reduced(_product(self.over, other.under), _product(self.under, other.over))

    def times(self, other: Form) -> Form:
        """Return the product as one symbol, unless one of the two is a single value."""
        for one, by in ((self, other), (other, self)):
            if by.interval.is_exact and by.interval.low is not None:
                return one.scaled(by.interval.low)
        ends = self.interval * other.interval
        return opaque(("product", frozenset((self.key, other.key))), ends, (self, other))

    def per(self, other: Form) -> Form:
        """Return the quotient by what is above 0, though its ends may reach 0, as one symbol."""
        low, high = other.interval.low, other.interval.high
        if low is not None and low > 0 and low == high:
            return self.scaled(1 / low)
        above, below, ends = self, other, None
        if self.under is _WHOLE and other.under is _WHOLE:
            reduced = _lowest(self.over, other.over)
            above, below = map(Form, reduced)
            if (ratio := _multiple(*reduced)) is not None:
                return Form.of(ratio)
            least = below.interval.low
            if least is not None and least > 0:
                ends = Form(*reduced).interval
        if ends is None:
            low = Fraction(0) if low is None or low < 0 else low
            ends = self.interval * Interval(low, high).inverse()
        return opaque(("quotient", above.key, below.key), ends, (above, below))

    @property
    def key(self) -> Hashable:
        """A key that only equal forms share."""
        return frozenset(self.over.items()), frozenset(self.under.items())

    def scaled(self, factor: Fraction) -> Form:
        """Return the quantity times an exact factor, which may be negative or 0."""
        return self._along(factor, _NOTHING) if factor else Form({}, self.under)

    def at_least(self, floor: Fraction) -> Form:
        """Return the quantity, but *floor* where it is below."""
        found = self.interval.at_least(floor)
        return (
            self
            if found == self.interval
            else opaque(("at least", floor, self.key), found, (self,))
        )


class Exact(Form):
    """A number: quicker than what it is as a sum, and the same."""

    value: Fraction

    def __init__(self, value: Fraction) -> None:
        # The fields of a frozen class; a property for each would be twice as slow to read.
        mine = self.__dict__
        mine["value"] = value
        mine["over"] = {_NONE: value} if value else {}
        mine["under"] = _WHOLE
        mine["_like"] = None

    @cached_property
    def interval(self) -> Interval:
        """The number, as an interval."""
        return Interval(self.value, self.value)

    def __add__(self, other: Form | Fraction | int) -> Form:
        if isinstance(other, Exact):
            # Most parts of a sum of pay are nothing.
            if not other.value:
                return self
            return Exact(self.value + other.value) if self.value else other
        return other._plus(self.value) if isinstance(other, Form) else Exact(self.value + other)

    __radd__ = __add__

    def __neg__(self) -> Form:
        return Exact(-self.value)

    def __sub__(self, other: Form | Fraction | int) -> Form:
        if isinstance(other, Exact):
            return Exact(self.value - other.value)
        return super().__sub__(other) if isinstance(other, Form) else Exact(self.value - other)

    def __rsub__(self, other: Form | Fraction | int) -> Form:
        # Of a form and one of its subclass, Python asks the subclass first.
        return other + -self if isinstance(other, Form) else Exact(other - self.value)

    def __mul__(self, other: Form | Fraction | int) -> Form:
        if isinstance(other, Exact):
            return Exact(self.value * other.value)
        return super().__mul__(other) if isinstance(other, Form) else Exact(self.value * other)

    __rmul__ = __mul__

    def __truediv__(self, other: Form | int) -> Form:
        """Return the quotient by a quantity that cannot be 0.

        Raises:
            ZeroDivisionError: it can be.
        """
        divisor = other.value if isinstance(other, Exact) else other
        return super().__truediv__(divisor) if isinstance(divisor, Form) else self._by(divisor)

    def _by(self, divisor: Fraction | int) -> Form:
        if not divisor:
            raise ZeroDivisionError(f"{self.value} / 0")
        return Exact(self.value / divisor)

    def scaled(self, factor: Fraction) -> Form:
        """Return the number times a factor."""
        return Exact(self.value * factor)

    def at_least(self, floor: Fraction) -> Form:
        """Return the number, but *floor* where it is below."""
        return self if self.value >= floor else Exact(floor)


class _Line(Form):
    """A quantity so many times, and so much more: written out only where it is looked at."""

    def __init__(self, of: Form, factor: Fraction, more: Fraction) -> None:
        mine = self.__dict__
        mine["under"] = of.under
        mine["_like"] = of, factor, more

    @cached_property
    def over(self) -> _Terms:
        """The upper sum."""
        assert self._like is not None
        of, factor, number = self._like
        times = {product: by * factor for product, by in of.over.items()}
        more = {product: by * number for product, by in of.under.items()} if number else {}
        return _sum(times, more)


def opaque(key: Hashable, interval: Interval, forms: Iterable[Form]) -> Form:
    """Return what is worked out from *forms* otherwise than by arithmetic: a symbol of its own."""
    symbols = dict.fromkeys(symbol for form in forms for symbol in form.symbols)
    return Form.within(Symbol(key, interval, parts=tuple(symbols)))


# --- sums of products ----------------------------------------------------------------------------


def _sum(left: _Terms, right: _Terms) -> _Terms:
    found = dict(left)
    for product, factor in right.items():
        whole = found.get(product, 0) + factor
        if whole:
            found[product] = whole
        else:
            del found[product]
    return found


def _negative(terms: _Terms) -> _Terms:
    return {product: -factor for product, factor in terms.items()}


def _product(left: _Terms, right: _Terms) -> _Terms:
    if left is _WHOLE:
        return right
    if right is _WHOLE:
        return left
    found: dict[_Product, Fraction] = {}
    for one, factor in left.items():
        for other, by in right.items():
            both = _together(one, other)
            found[both] = found.get(both, 0) + factor * by
    return {product: factor for product, factor in found.items() if factor}


def _together(one: _Product, other: _Product) -> _Product:
    """Return the product of two products; powers of one symbol become one."""
    if not one or not other:
        return one or other
    powers = dict(one)
    for symbol, power in other:
        before = powers.get(symbol, 0)
        powers[symbol] = 1 if symbol.is_choice and before else before + power
    return frozenset(pair for pair in powers.items() if pair[1])


def _reduced(over: _Terms, under: _Terms) -> Form:
    """Return a fraction without what stands in all of its products."""
    if not over:
        return Form(over)
    if len(under) == 1:
        ((product, factor),) = under.items()
        inverse = {frozenset((symbol, -power) for symbol, power in product): 1 / factor}
        return Form(_product(over, inverse))
    ratio = _multiple(over, under)
    return Form(*_lowest(over, under)) if ratio is None else Form.of(ratio)


def _multiple(over: _Terms, under: _Terms) -> Fraction | None:
    """Return how many times a sum another is; None if it is no multiple."""
    first, whole = next(iter(under.items()))
    ratio = over.get(first, Fraction(0)) / whole
    same = over.keys() == under.keys()
    return ratio if same and all(over[it] == ratio * of for it, of in under.items()) else None


def _lowest(over: _Terms, under: _Terms) -> tuple[_Terms, _Terms]:
    """Return two sums without the powers that stand in all of their products."""
    if not over:
        return over, under
    everywhere = frozenset(it for it in frozenset.intersection(*over, *under) if _is_positive({it}))
    inverse = {frozenset((symbol, -power) for symbol, power in everywhere): Fraction(1)}
    return (_product(over, inverse), _product(under, inverse)) if everywhere else (over, under)


# --- ends ----------------------------------------------------------------------------------------


def _least(over: _Terms, under: _Terms) -> Fraction | None:
    """Return the least value of a fraction; None if there is none.

    As each power changes by itself, the fraction only grows or only falls. So its least value is
    at one end of each.
    """
    dividing = {power for product in under for power in product}
    while ends := _plain_ends(over, dividing):
        if None in ends.values():
            return None
        over = _where(over, ends)
    often = Counter(power for product in (*over, *under) for power in product)
    if not often:
        return over.get(_NONE, Fraction(0)) / under[_NONE]
    # To try both ends of a power doubles the work. Where one is missing, the other one will do, and
    # what such a power below the line leads to is plain where all others have values. How sharp the
    # bound is can depend on which of these is first, so that must not depend on an order of hashes.
    ranks = {power: _rank(power, power in dividing) for power in often}
    power = max(often, key=lambda it: (ranks[it], often[it]))
    if not ranks[power]:
        about = {it: (_factors(it, over), _factors(it, under), _ends(it)[0] or 0) for it in often}
        power = max(often, key=lambda it: (often[it], *about[it]))
    low, high = _ends(power)
    over_rest, over_by = _split(over, power)
    under_rest, under_by = _split(under, power)
    if not under_by and (low is None or high is None):
        only = high if low is None else low
        if only is None or _may_fall(over_by if high is None else _negative(over_by)):
            return None
        return _least(_at(over_rest, over_by, only), under)
    found: list[Fraction] = []
    for end in (low, high):
        if end is not None:
            here = _least(_at(over_rest, over_by, end), _at(under_rest, under_by, end))
        elif (_least(under_by, _WHOLE) or 0) > 0:
            here = _least(over_by, under_by)
        elif not _may_fall(over_by):
            here = Fraction(0)
        else:
            return None
        if here is None:
            return None
        found.append(here)
    return min(found)


def _rank(power: _Power, divides: bool) -> int:
    """Return 1 for a power that has both ends, 0 for another below the line, 2 for all others."""
    return 1 if None not in _ends(power) else 0 if divides else 2


def _factors(power: _Power, terms: _Terms) -> list[Fraction]:
    return sorted(factor for product, factor in terms.items() if power in product)


def _may_fall(terms: _Terms) -> bool:
    """Return whether a sum can be below 0."""
    least = _least(terms, _WHOLE)
    return least is None or least < 0


def _plain_ends(terms: _Terms, besides: Container[_Power]) -> dict[_Power, Fraction | None]:
    """Return where powers are when a sum is least: those that let all terms grow, or all fall."""
    slopes: dict[_Power, int] = {}
    for product, factor in terms.items():
        slope = (1 if factor > 0 else -1) if _is_positive(product) else 0
        for power in product:
            slopes[power] = slope if slopes.setdefault(power, slope) == slope else 0
    plain = ((power, slope) for power, slope in slopes.items() if slope and power not in besides)
    return {power: _ends(power)[slope < 0] for power, slope in plain}


def _where(terms: _Terms, values: Mapping[_Power, Fraction | None]) -> _Terms:
    """Return a sum in which powers have values."""
    found: dict[_Product, Fraction] = {}
    for product, factor in terms.items():
        rest = product.difference(values)
        whole = prod((values[power] or 0 for power in product.intersection(values)), start=factor)
        found[rest] = found.get(rest, Fraction(0)) + whole
    return {product: factor for product, factor in found.items() if factor}


def _is_positive(product: Iterable[_Power]) -> bool:
    return all(
        symbol.interval.low is not None and symbol.interval.low >= 0 for symbol, _ in product
    )


def _split(terms: _Terms, power: _Power) -> tuple[_Terms, _Terms]:
    """Return the terms without a power, and what it is multiplied by in the others."""
    without: dict[_Product, Fraction] = {}
    by: dict[_Product, Fraction] = {}
    for product, factor in terms.items():
        if power in product:
            by[product - {power}] = factor
        else:
            without[product] = factor
    return without, by


def _at(rest: _Terms, by: _Terms, value: Fraction) -> _Terms:
    if not by or not value:
        return rest
    return _sum(rest, {product: factor * value for product, factor in by.items()})


def _ends(power: _Power) -> tuple[Fraction | None, Fraction | None]:
    symbol, exponent = power
    low, high = symbol.interval.low, symbol.interval.high
    if exponent == 1:
        return low, high
    if exponent < 0:
        # Nothing is divided by what may be 0, so all of it is on one side.
        low, high = (Fraction(0) if end is None else 1 / end for end in (high, low))
    first, last = (None if end is None else end ** abs(exponent) for end in (low, high))
    if exponent % 2 == 0 and (low is None or low < 0):
        if high is not None and high <= 0:
            return last, first
        return Fraction(0), None if first is None or last is None else max(first, last)
    return first, last
