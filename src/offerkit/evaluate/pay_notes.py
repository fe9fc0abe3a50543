"""What to know about the pay that criteria read: tax on either side, and what is left out of it.

Source:
    grammar/README.md, "Derived facts".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from attrs import frozen

from offerkit import core as c
from offerkit.core import condition_of, facts_of, nodes_of
from offerkit.datatypes import PayType
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.findings import Reading
from offerkit.evaluate.readings import stated_reading
from offerkit.model.derived import ALONE
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.text import fold
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, amount_of, ends_of

_AFTER_TAX: Final = frozenset({"pay.net"})
_PLACES: Final = ("location.country", "location.region")


@frozen
class BeforeTax(Record):
    """A comparison of pay before tax, of jobs that are taxed differently."""

    pay: tuple[FactPath, ...]
    """The pay that was compared."""
    one: Reading
    """Where one of the jobs is, or which kind of contract it has."""
    other: Reading
    """The same of the other job."""


@frozen
class LeftOut(Record):
    """What the offer states and derived pay leaves out."""

    fact: FactPath
    """The derived pay that was read."""
    parts: tuple[Reading, ...]
    """Facts that are not in it, none of which is certainly 0."""


def compared_pay(
    statements: Iterable[c.CheckedStatement], facts: Iterable[FactPath], world: World
) -> Iterator[tuple[FactPath, ...]]:
    """Yield the pay before tax of two views that statements compare, with each other or graded.

    Args:
        statements: All of some criteria.
        facts: Those that they read.
        world: Their world.
    """
    if len({fact.view for fact in facts if _is_before_tax(fact, world)}) < 2:
        return
    for statement in statements:
        for operands in _compared(statement, world):
            read = facts_of(world.bindings, *operands)
            pay = [fact for fact in read if _is_before_tax(fact, world)]
            views = [view for view in View if any(fact.view is view for fact in pay)]
            for pair in combinations(views, 2):
                yield tuple(fact for view in pair for fact in pay if fact.view is view)


def before_tax(compared: Iterable[tuple[FactPath, ...]], facts: Facts) -> Iterator[BeforeTax]:
    """Yield the comparisons of pay between views in different places or forms of employment."""
    found: dict[tuple[FactPath, FactPath], dict[FactPath, None]] = {}
    for pay in compared:
        one, other = pay[0].view, pay[-1].view
        path = _different(one, other, facts)
        if path is not None:
            pair = FactPath(path, one), FactPath(path, other)
            found.setdefault(pair, {}).update(dict.fromkeys(pay))
    for pair, together in found.items():
        yield BeforeTax(tuple(together), *(stated_reading(fact, facts) for fact in pair))


def _compared(statement: c.CheckedStatement, world: World) -> Iterator[tuple[c.Core, ...]]:
    """Yield the operands of each comparison of pay in a statement."""
    condition = condition_of(statement)
    if isinstance(statement, c.CheckedPreference):
        yield (condition,)
    for node in nodes_of(world.bindings, condition):
        if isinstance(node, c.Less | c.LessEqual | c.Equal):
            yield node.left, node.right


def _is_before_tax(fact: FactPath, world: World) -> bool:
    is_pay = fact.path.startswith(("pay.", "equity.")) and fact.path not in _AFTER_TAX
    return is_pay and isinstance(world.schema.facts[fact.path].datatype, PayType)


def _different(one: View, other: View, facts: Facts) -> str | None:
    """Return the fact by which two jobs are taxed differently; None if none is known to."""

    def values(path: str) -> tuple[str, ...]:
        found = (facts.value(FactPath(path, view)) for view in (one, other))
        return tuple(fold(value) for value in found if isinstance(value, str))

    # Two cities are two places only where nobody says that both are in one country.
    places = (
        _PLACES if len(values(_PLACES[0])) == len((one, other)) else (*_PLACES, "location.city")
    )
    for path in places:
        if len(set(values(path))) > 1:
            return path
    return "contract.kind" if len({it in ALONE for it in values("contract.kind")}) > 1 else None


def left_out_of(read: Iterable[FactPath], facts: Facts) -> Iterator[LeftOut]:
    """Yield the derived pay that criteria read, with what is stated and left out of it."""
    read = tuple(read)
    for fact in read:
        paths = facts.world.schema.facts[fact.path].leaves_out
        parts = (FactPath(path, fact.view) for path in paths)
        stated = [stated_reading(part, facts) for part in parts if part not in read]
        kept = tuple(part for part in stated if _is_something(part))
        if kept:
            yield LeftOut(fact, kept)


def _is_something(reading: Reading) -> bool:
    if reading.value in (UNKNOWN, DOES_NOT_APPLY):
        return False
    _, most = ends_of(reading.value)
    return most is None or bool(amount_of(most))
