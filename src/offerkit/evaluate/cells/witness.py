"""Offers in a box of cells: what shows that something can be, replayed before it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from random import Random
from typing import Any, Final, TypeAlias

from attrs import evolve

from offerkit.check.constants import exact_decimal
from offerkit.core import facts_of
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
from offerkit.evaluate.cells.search import Box
from offerkit.evaluate.cells.system import System
from offerkit.evaluate.cells.variables import (
    NOTHING,
    OTHER,
    Applies,
    Cell,
    Contains,
    Loose,
    OnLine,
    Piece,
    Variable,
)
from offerkit.evaluate.facts import PLAIN, Scope, World
from offerkit.kleene import Kleene
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer, with_facts
from offerkit.paths import FactPath, View
from offerkit.scales import Level
from offerkit.values import (
    BASE_UNITS,
    DOES_NOT_APPLY,
    UNKNOWN,
    Duration,
    DurationFamily,
    FactValue,
    Money,
    Pay,
    Percent,
)

_TRIES: Final = 60
"""Most offers to try in a box."""
_OTHER_TEXT: Final = "something else"
Stated: TypeAlias = dict[FactPath, FactValue]


def smallest(
    world: World,
    system: System,
    box: Box,
    read: Iterable[int],
    shows: Callable[[Offer], bool],
    offer_type: type[Offer] = Offer,
) -> Offer | None:
    """Return an offer in a box that shows something, without a fact that it shows it without.

    None if none of those tried does.

    Args:
        world: The facts that there are.
        system: What the box is of.
        box: Cells of each variable.
        read: The variables that matter.
        shows: Decides an offer; only what it confirms is told.
        offer_type: The type of the offers.
    """
    tried: list[Stated] = []
    for values in islice(_candidates(world, system, box, read), _TRIES):
        if values in tried:
            continue  # of few values, the same are drawn again and again
        tried.append(values)
        offer = _offer(values, world, offer_type)
        if offer is not None and shows(offer):
            return _without_what_is_idle(values, offer, world, offer_type, shows)
    return None


def _without_what_is_idle(
    values: Stated,
    offer: Offer,
    world: World,
    offer_type: type[Offer],
    shows: Callable[[Offer], bool],
) -> Offer:
    for fact in list(values):
        fewer = {path: value for path, value in values.items() if path != fact}
        smaller = _offer(fewer, world, offer_type)
        if smaller is not None and shows(smaller):
            values, offer = fewer, smaller
    return offer


def _candidates(world: World, system: System, box: Box, read: Iterable[int]) -> Iterator[Stated]:
    """Yield what offers in a box may state, the plainest first."""
    options: dict[FactPath, list[FactValue]] = {}
    loose = set[FactPath]()
    texts: dict[FactPath, set[str]] = {}
    derived: dict[FactPath, list[FactValue]] = {}
    for at in sorted(set(read)):
        variable = system.variables[at]
        cells = [cell for place, cell in enumerate(variable.cells) if box[at] >> place & 1]
        if isinstance(variable, Loose):
            for fact in facts_of(world.bindings, variable.core):
                loose.update(FactPath(p, fact.view) for p in world.rests_on(fact.path))
                if cells == [Kleene.DOES_NOT_APPLY] and world.may_not_apply(fact):
                    options[fact] = [DOES_NOT_APPLY]
        elif isinstance(variable, Contains):
            assert variable.fact is not None
            chosen = texts.setdefault(variable.fact, set())
            if False not in cells:
                chosen.add(variable.text or _OTHER_TEXT)
        elif isinstance(variable, Applies):
            assert variable.fact is not None
            if True not in cells:
                options[variable.fact] = [DOES_NOT_APPLY]
        elif variable.fact is not None:
            info = world.schema.facts[variable.fact.path]
            values = [
                value
                for cell in sorted(cells, key=lambda cell: cell is NOTHING)[:_TRIES]
                for value in _values(cell, variable, info)
            ]
            if info.derived:
                derived[variable.fact] = values
            else:
                options.setdefault(variable.fact, values)
    for fact, chosen in texts.items():
        options.setdefault(fact, [frozenset(chosen)])
    for fact in loose:
        if fact not in options and not world.schema.facts[fact.path].derived:
            options[fact] = _some(world.schema.facts[fact.path])
    # A derived fact comes to something if the first of its parts does, and the others are nothing.
    for fact, values in derived.items():
        first, *others = (FactPath(path, fact.view) for path in world.rests_on(fact.path))
        options.setdefault(first, values)
        for part in others:
            info = world.schema.facts[part.path]
            said = {path: some[0] for path, some in options.items() if some}
            # What hangs on another part may be settled with it.
            on = [(gate, said.get(FactPath(gate.fact, fact.view), UNKNOWN)) for gate in info.gates]
            if part in options or any(gate.closed(value) is Kleene.TRUE for gate, value in on):
                continue
            least = _least(info)
            # Of two facts that say the same, an offer states one.
            if least and _offer({**said, part: least[0]}, world, Offer) is not None:
                options[part] = least
    facts = sorted(options, key=lambda fact: (world.order[fact.path], fact.view.value))
    if all(len(options[fact]) == 1 for fact in facts):
        yield _settled({fact: options[fact][0] for fact in facts}, world)
        return
    yield _settled({fact: options[fact][0] for fact in facts if options[fact]}, world)
    chance = Random("offers")
    while True:
        yield _settled(
            {fact: chance.choice(options[fact]) for fact in facts if options[fact]}, world
        )


def _values(cell: Cell, variable: Variable, info: FactInfo) -> list[FactValue]:
    if cell is NOTHING:
        return [DOES_NOT_APPLY]
    if isinstance(cell, bool):
        return [cell]
    if isinstance(cell, str):
        return [cell if cell != OTHER else _OTHER_TEXT]
    assert isinstance(cell, Piece)
    assert isinstance(variable, OnLine)
    found = [_amount(place, info, variable.scope) for place in _places(cell)]
    return [value for value in found if value is not None]


def _least(info: FactInfo) -> list[FactValue]:
    """Return what says that there is as little of a part of a derived fact as can be."""
    if info.may_not_apply:
        return [DOES_NOT_APPLY]
    match info.datatype:
        case YesNo():
            return [False]
        case TextType(values=values) if values:
            return [values[0]]
        case TextType() | TextSetType() | OrdinalType() | DateType():
            return []
        case _:
            least = _amount(Fraction(info.bounds.low or 0), info)
            return [] if least is None else [least]


def _places(piece: Piece) -> Iterator[Fraction]:
    """Yield values in a piece, the one with the fewest digits first."""
    low, high = piece.low, piece.high
    if low is not None and low == high:
        yield low
    elif low is None or high is None:
        near, away = (high or Fraction(0), -1) if low is None else (low, 1)
        whole = Fraction(near.__floor__() if away > 0 else near.__ceil__())
        for far in (1, 10, 100, 100_000):
            yield whole + away * far
    else:
        step = Fraction(10**17)
        while step > Fraction(1, 10**17):
            place = (low / step).__floor__() * step + step
            if place < high:
                yield place
                break
            step /= 10
        yield (low + high) / 2


def _amount(place: Fraction, info: FactInfo, scope: Scope = PLAIN) -> FactValue | None:
    """Return a place on the line of a fact as its value; None if offers cannot state that."""
    datatype = info.datatype
    if isinstance(datatype, OrdinalType):
        rank = int(place)
        if info.ordinal is not None:
            return list(info.ordinal)[rank]
        return Level(datatype.scale, rank)
    if isinstance(datatype, DateType):
        return date.fromordinal(int(place)) if 1 <= place <= date.max.toordinal() else None
    amount = exact_decimal(place * 100 if isinstance(datatype, PercentType) else place)
    if amount is None or len(amount.as_tuple().digits) > 18:
        return None
    match datatype:
        case Number():
            return amount
        case PercentType():
            return Percent(amount)
        case MoneyType():
            return Money(amount, scope.currency or "USD")
        case PayType():
            return Pay(amount, scope.currency or "USD", scope.basis)
        case DurationType(families=families):
            family = next(one for one in DurationFamily if one in families)
            return Duration(amount, BASE_UNITS[family])
        case _:
            return None


def _some(info: FactInfo) -> list[FactValue]:
    """Return some values of a fact that the criteria compare with other facts."""
    match info.datatype:
        case YesNo():
            return [False, True]
        case TextType(values=values):
            return [*(values or ("one thing", "another"))]
        case TextSetType():
            return [frozenset(), frozenset({"one thing"}), frozenset({"one thing", "another"})]
        case OrdinalType(scale=scale):
            return [
                value
                for rank in range(len(scale.levels))
                if (value := _amount(Fraction(rank), info)) is not None
            ]
        case DateType():
            return [date(2027, 1, 1), date(2026, 6, 1), date(2028, 1, 1)]
        case _:
            bounds = info.bounds
            low = Fraction(bounds.low or 0)
            high = Fraction(bounds.high if bounds.high is not None else low + 100_000)
            unit = info.bounds.unit
            share = 100 if isinstance(info.datatype, PercentType) else 1
            middle = [low + (high - low) / part for part in (2, 10, 100, 1000)]
            places = [low, high, low + 1, *middle]
            scope = Scope(None if unit is None else unit.currency)
            found = [_amount(place / share, info, scope) for place in places]
            return [value for value in found if value is not None]


def _settled(values: Stated, world: World) -> Stated:
    """Return values with those of gates that they need to hold."""
    found = dict(values)
    for fact, value in values.items():
        info = world.schema.facts[fact.path]
        is_gone = value is DOES_NOT_APPLY and fact.view is not View.CURRENT
        # No offer states that it does not apply: the fact that it hangs on says so.
        is_told_by_gate = is_gone and not info.may_not_apply
        if is_told_by_gate:
            del found[fact]
        for gate in info.gates:
            on = FactPath(gate.fact, fact.view)
            if on in found:
                continue
            if is_told_by_gate and gate.gives is DOES_NOT_APPLY:
                found[on] = _closing(gate.closed_by[0], world.schema.facts[gate.fact])
            elif gate.hides(fact.view) and value is not DOES_NOT_APPLY:
                found[on] = _opening(gate.closed_by, world.schema.facts[gate.fact])
    return found


def _closing(value: Any, info: FactInfo) -> FactValue:
    if isinstance(value, Decimal):
        return _amount(Fraction(value), info) or value
    closing: FactValue = value
    return closing


def _opening(closed_by: Sequence[Any], info: FactInfo) -> FactValue:
    if isinstance(info.datatype, TextType):
        others = [text for text in info.datatype.values or () if text not in closed_by]
        return others[-1]
    return _amount(Fraction(1, 10), info) or UNKNOWN


def _offer(
    values: Mapping[FactPath, FactValue], world: World, offer_type: type[Offer]
) -> Offer | None:
    """Return the offer that states some facts; None if no offer can."""
    views: dict[View, dict[str, FactValue]] = {view: {} for view in View}
    for fact, value in values.items():
        views[fact.view][fact.path] = value
    try:
        current = views[View.CURRENT]
        none = bool(current) and all(value is DOES_NOT_APPLY for value in current.values())
        needs_job = none and all(world.may_be_nothing(path) for path in current)
        job: Any = None
        if current:
            job = DOES_NOT_APPLY if none and not needs_job else _stating(current, world, offer_type)
        promised = views[View.PROMISED]
        told = _stating(promised, world, offer_type) if promised else None
        offer = _stating(views[View.OFFERED], world, offer_type)
        return evolve(offer, promised=told, current=job)
    except (TypeError, ValueError):
        return None


def _stating(values: Mapping[str, FactValue], world: World, offer_type: type[Offer]) -> Offer:
    own = {path: value for path, value in values.items() if path in world.schema.own}
    offer = with_facts(offer_type(), {p: v for p, v in values.items() if p not in own})
    return evolve(offer, own=own)
