"""The values of a fact at which two quantities are equal.

Each quantity is read as linear forms of the fact; two forms are equal where their difference is 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import islice, product
from operator import mul
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from offerkit import core as c
from offerkit.advise.what_if.hypothetical import HypotheticalFacts
from offerkit.advise.what_if.readers import FactReaders
from offerkit.core import datatype_of, is_by_the_hour, nodes_of
from offerkit.datatypes import PayType
from offerkit.evaluate.facts import PLAIN, Facts, Scope, Stretch, World, needs_unit
from offerkit.evaluate.quantities import (
    bases,
    currencies,
    in_months,
    measure,
    scopes_of,
    sides_of,
)
from offerkit.evaluate.verdict import Weighed, counting
from offerkit.intervals import ANY, Interval
from offerkit.kleene import Kleene
from offerkit.model.derived import CONVERTING, DERIVED, base_parts
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View
from offerkit.values import Duration, DurationFamily, Scalar

_MOST_CURRENCIES: Final = 2
"""With one rate between two currencies, it does not matter in which amounts are compared."""
_MAX_FORMS: Final = 16
"""Most linear forms of one quantity; further ones are left out."""
_PLACES: Final = tuple(Interval.exact(place) for place in (1, 2, 3))

Boundary: TypeAlias = tuple[Fraction, int]
"""A value in base units, and 0 for the boundary just below it or 1 for the one just above it."""


@frozen
class ChangingFact:
    """A fact of an offer whose value changes along a line."""

    world: World
    offer: Offer
    fact: FactPath
    unit: Scalar
    """Any value in the unit of the fact."""
    _still: Kept = field(factory=dict, eq=False, repr=False)
    """What does not move with the fact, as it does not with most others: shared with these."""
    _at: dict[Interval, HypotheticalFacts] = field(factory=dict, init=False, eq=False, repr=False)
    """The facts of the offer with the fact at a few places, or anywhere."""
    _kept: Kept = field(factory=dict, init=False, eq=False, repr=False)
    """The forms of each `let` and of each fact, which many comparisons share."""
    _units: dict[int, tuple[Scope, ...]] = field(factory=dict, init=False, eq=False, repr=False)
    """Units of comparisons, by the identity of those that the facts keep."""

    def boundaries(
        self, left: c.Core, right: c.Core, comparison: c.Core | None
    ) -> Iterator[Boundary]:
        """Yield where *left* and *right* are equal as the fact changes.

        If their difference is not exactly known, both ends of it count.

        Args:
            left: A quantity.
            right: Another quantity.
            comparison: The comparison of the two; None for the subject and an end of a preference.
        """
        for scope in self._scopes(left, right):
            if not (self._moves(left, scope) or self._moves(right, scope)):
                continue
            mine = self._forms(left, scope)
            for one, other in product(mine, self._forms(right, scope) if mine else ()):
                slope = one.slope - other.slope
                if slope:
                    rest = one.rest + other.rest.scaled(Fraction(-1))
                    places = {-end / slope for end in (rest.low, rest.high) if end is not None}
                    sides: tuple[int, ...]
                    if comparison is None:
                        sides = (0,)
                    elif not rest.is_exact or isinstance(comparison, c.Equal):
                        sides = (0, 1)
                    else:
                        # left < right is true below the place if left grows, and false at it.
                        sides = (0,) if isinstance(comparison, c.Less) == (slope > 0) else (1,)
                    yield from product(places, sides)

    def _among(self, interval: Interval) -> HypotheticalFacts:
        found = self._at.get(interval)
        if found is None:
            stretch = {self.fact: Stretch(interval, self.unit)}
            found = HypotheticalFacts(self.world, self.offer, {self.fact: self.unit}, stretch)
            self._at[interval] = found
        return found

    def _scopes(self, left: c.Core, right: c.Core) -> Sequence[Scope]:
        """Return the units in which the two sides of a comparison may be compared."""
        found = sides_of(left, right, self.world)
        if not found.amounts:
            return (PLAIN,)
        units = scopes_of(found, self._among(ANY))
        known = self._units.get(id(units))
        if known is None:
            pairs = (pair for pairs in units for pair in pairs)
            known = tuple(evolve(one, view=self.fact.view) for one, _ in pairs)
            self._units[id(units)] = known
        return known

    def _moves(self, core: c.Core, scope: Scope) -> bool:
        """Return whether a quantity may change along a line with the fact; most do not."""
        if isinstance(core, c.Sum):
            return any(self._moves(term, scope) for term in core.terms)
        is_read = self.fact in self.world.stated_facts(core)
        return is_read and any(form.slope for form in self._forms(core, scope))

    def _forms(self, core: c.Core, scope: Scope) -> list[_LinearForm]:
        """Return the forms of a quantity: several for a minimum or maximum, none if not linear."""
        if self.fact not in self.world.stated_facts(core):
            key = core.fact if isinstance(core, c.FactRef) else id(core), scope
            if key not in self._still:
                rest = self._measure(core, _PLACES[0], scope)
                self._still[key] = [_LinearForm(Fraction(0), rest)]
            return self._still[key]
        match core:
            case c.LetRef(index=index):
                for at in self.world.lets_in_turn(index, lambda at: (at, scope) in self._kept):
                    self._kept[at, scope] = self._forms(self.world.bindings[at], scope)
                return self._kept[index, scope]
            case c.FactRef(fact=fact):
                if (fact, scope) not in self._kept:
                    self._kept[fact, scope] = self._measured(core, scope)
                return self._kept[fact, scope]
            case c.Sum(terms=terms):
                choices = product(*(self._forms(term, scope) for term in terms))
                return [reduce(_LinearForm.plus, forms) for forms in islice(choices, _MAX_FORMS)]
            case c.Scaled(operand=operand, factor=factor):
                return [
                    _LinearForm(form.slope * factor, form.rest.scaled(factor))
                    for form in self._forms(operand, scope)
                ]
            case c.Minimum(operands=operands) | c.Maximum(operands=operands):
                return [form for one in operands for form in self._forms(one, scope)][:_MAX_FORMS]
            case _:
                return self._measured(core, scope)

    def _measured(self, core: c.Core, scope: Scope) -> list[_LinearForm]:
        """Return the form of a quantity that has the same slope between 1, 2 and 3, or none."""
        one, two, three = (self._measure(core, place, scope) for place in _PLACES)
        slopes = {
            high - low
            for before, after in ((one, two), (two, three))
            for low, high in ((before.low, after.low), (before.high, after.high))
            if low is not None and high is not None
        }
        if len(slopes) != 1:
            return []
        (slope,) = slopes
        return [_LinearForm(slope, one + Interval.exact(-slope))]

    def _measure(self, core: c.Core, place: Interval, scope: Scope) -> Interval:
        return measure(core, self._among(place), scope).interval


def bent(cores: Iterable[c.Core], changing: Collection[FactPath], facts: Facts) -> list[bool]:
    """Return whether expressions are no straight lines in facts, as they multiply or divide.

    That is, if two factors change or a divisor does, or one factor does and the other is open.
    """
    lets: list[bool] = []
    for let in facts.world.bindings:
        lets.append(_bends(let, lets, changing, facts))
    return [_bends(core, lets, changing, facts) for core in cores]


def _bends(
    core: c.Core, lets: Sequence[bool], changing: Collection[FactPath], facts: Facts
) -> bool:
    world = facts.world

    def changes(part: c.Core) -> bool:
        return not set(world.stated_facts(part)).isdisjoint(changing)

    for node in c.parts_of(core):
        if isinstance(node, c.LetRef) and lets[node.index]:
            return True
        if isinstance(node, c.Product | c.Quotient):
            parts = c.children(node)
            moving = [part for part in parts if changes(part)]
            still = [part for part in parts if part not in moving]
            if len(moving) > 1 or (isinstance(node, c.Quotient) and changes(node.divisor)):
                return True
            if moving and not measure(still[0], facts, PLAIN).interval.is_exact:
                return True
    return False


def is_straight(fact: FactPath, readers: FactReaders, facts: Facts) -> bool:
    """Return whether a fact enters everything that reads it along a straight line, in one unit.

    Args:
        fact: A quantity.
        readers: Those of the fact, and of what it only converts.
        facts: The offer, in which the fact has a value.
    """
    operands, world = [*readers.operands], facts.world
    nodes = (node for operand in operands for node in nodes_of(world.bindings, operand))
    sides = ((one, other) for one, other, _ in readers.of(fact).compared)
    return (
        not any(bent(operands, {fact}, facts))
        and not any(_leaps(node, fact, world) for node in nodes)
        and all(_is_in_one_unit(one, other, fact, facts) for one, other in sides)
    )


def passing(
    places: Sequence[Fraction], values: Sequence[Fraction], marks: Iterable[Fraction]
) -> Iterator[Fraction]:
    """Yield where a straight line that has some values at two places has others."""
    (one, other), (first, second) = places, values
    if first != second:
        for mark in marks:
            yield one + (mark - first) * (other - one) / (second - first)


def means_passing(
    places: Sequence[Fraction],
    weighed: Sequence[Sequence[Weighed]],
    marks: Sequence[Fraction],
    within: Sequence[Fraction],
) -> Iterator[Fraction]:
    """Yield where the least or the greatest mean of statements may pass some marks.

    While contributions follow straight lines, so does a mean of the same ones. Where it passes a
    mark others may count of those that may not apply, so their mean is followed from there.

    Args:
        places: Two places.
        weighed: The statements at either place; the same apply.
        marks: Scores, as shares of 1.
        within: The ends between which contributions are straight.
    """
    weights = [weight for weight, *_ in weighed[0]]
    applies = [of for *_, of in weighed[0]]
    for side in (1, -1):
        rows = [[low if side > 0 else high for _, low, high, _ in row] for row in weighed]
        lines = set[tuple[Fraction, ...]]()
        todo = list(within if Kleene.UNKNOWN in applies else within[:1])
        for place in todo:  # which grows
            share = (place - places[0]) / (places[1] - places[0])
            here = [side * (one + (other - one) * share) for one, other in zip(*rows, strict=True)]
            counts = counting(weights, here, applies)
            if not any(counts):
                return
            line = tuple(Fraction(sum(map(mul, counts, row)), sum(counts)) for row in rows)
            if line not in lines:
                lines.add(line)
                passed = passing(places, line, marks)
                todo += [at for at in passed if min(within) < at < max(within)]
        yield from todo


def _leaps(node: c.Core, fact: FactPath, world: World) -> bool:
    """Return whether a part of an expression is no straight line in a fact by itself."""
    match node:
        case c.FactRef(fact=FactPath(path=path, view=view)) if path in DERIVED:
            mine = view is fact.view and fact.path in base_parts(path)
            if mine and fact.path not in DERIVED[path].straight:
                return True
        case c.FactRef(fact=other) if other != fact and fact in world.stated_facts(node):
            return True  # it hangs on the fact: at 0 it leaps
        case c.Minimum() | c.Maximum() | c.Moved() if fact in world.stated_facts(node):
            return True
        case _:
            pass
    return fact.path in CONVERTING and isinstance(datatype_of(node), PayType)


def _is_in_one_unit(left: c.Core, right: c.Core, fact: FactPath, facts: Facts) -> bool:
    """Return whether two quantities are compared in one unit whatever value a fact has."""
    world = facts.world
    found = tuple(dict.fromkeys(world.amounts(left) + world.amounts(right)))
    if not found:
        return True
    if len(currencies(found, facts)) > _MOST_CURRENCIES or len(bases(found, facts)) > 1:
        return False
    # The number of days grows by leaps with a number of months.
    value = facts.value(fact)
    if isinstance(value, Duration) and needs_unit(datatype_of(left)):
        is_months = value.unit.family is DurationFamily.MONTHS
        if not value.amount or is_months is not in_months(found, facts):
            return False
    # Whose hours convert a literal depends on its place, unless everything is about the offer.
    views = {amount.view for amount in found if isinstance(amount, FactPath)}
    return views <= {View.OFFERED} or not any(
        is_by_the_hour(node) for core in (left, right) for node in nodes_of(world.bindings, core)
    )


@frozen
class _LinearForm:
    """A quantity as *slope* × the fact + *rest*."""

    slope: Fraction
    rest: Interval

    def plus(self, other: _LinearForm) -> _LinearForm:
        return _LinearForm(self.slope + other.slope, self.rest + other.rest)


Kept: TypeAlias = dict[tuple[int | FactPath, Scope], list[_LinearForm]]
"""The forms of a fact, of a `let` by its number, or of another quantity by its identity, which has
to be kept until the end; in a unit."""
