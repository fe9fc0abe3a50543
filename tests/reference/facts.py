"""The twin of offerkit: the language as ``grammar/README.md`` defines it, written a second time.

The twin is clear and slow. Each function is one rule of the definition and names its section, so
that you can follow it to implement the language elsewhere. It shares no code with offerkit: from
there it takes only data, which are the typed core (``offerkit.core``: the nodes of expressions,
with their parts and datatypes, statements, rates, assumptions), and the values of offers. Parsing
and checking are not its subject, so it cannot tell whether the typed core is the right one.

``facts`` reads an offer, ``gates`` what of it counts; ``ends`` has quantities and truths, and what
operators make of them; ``amounts`` gives the ends of stated facts and literals, ``derived`` those
of derived facts, ``quantities`` those of expressions, and compares and grades them; ``texts`` is
about texts and sets, ``truths`` about conditions, ``decision`` about the score and the verdicts.

This module: the facts of an offer, as criteria read them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Final

from attrs import frozen

from offerkit.core import CheckedCriteria, Core
from offerkit.datatypes import Bounds
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, DoesNotApply, FactValue

DERIVED: Final = frozenset(
    """
    pay.yearly pay.bonus pay.cash pay.cash_first_year equity.per_year pay.total pay.real hours.year
    pay.per_hour hours.paid_days hours.paid commute.days equity.first_year pay.total_first_year
    pay.as_employed pay.as_employed_per_hour pay.net
    """.split()
)
"""“Derived facts”: their paths."""


@frozen(eq=False)
class World:
    """An offer, with all that the criteria say about reading it."""

    offer: Offer
    bindings: tuple[Core, ...]
    """Values of the names: a reference gives the index of its name."""
    own: Mapping[str, Bounds]
    """The bounds of the facts that the criteria declare, by their paths."""
    rates: Mapping[tuple[str, str], Fraction]
    """What one of the first currency is worth in the second."""
    assumptions: Mapping[FactPath, FactValue | FactPath]


def world_of(criteria: CheckedCriteria, offer: Offer, *, assume: bool = True) -> World:
    """Return the world of an offer, with or without the assumptions of the criteria.

    “rate”: there is at most one rate for two currencies, and it works in both directions.
    """
    rates = {}
    for rate in criteria.rates:
        rates[rate.base, rate.quote] = rate.factor
        rates[rate.quote, rate.base] = 1 / rate.factor
    return World(
        offer,
        tuple(let.value for let in criteria.bindings),
        {fact.path: fact.bounds for fact in criteria.own_facts},
        rates,
        {it.fact: it.value for it in criteria.assumptions} if assume else {},
    )


def said(fact: FactPath, world: World) -> FactValue:
    """Return what is stated or assumed of a fact that is not derived.

    “Assumptions”: an assumption is used only if the offer does not state the fact at all. “Facts”:
    “`leave.unpaid` is 0 in every view that does not state it”.
    """
    stated = stated_value(fact, world)
    if stated is not UNKNOWN:
        return stated
    assumed = world.assumptions.get(fact, UNKNOWN)
    if isinstance(assumed, FactPath):
        assumed = stated_value(assumed, world)
    if assumed in (UNKNOWN, DOES_NOT_APPLY):
        return Decimal(0) if fact.path == "leave.unpaid" else UNKNOWN
    return assumed


def stated_value(fact: FactPath, world: World) -> FactValue:
    """Return what the offer states.

    “Views”: the three views are separate facts, and none falls back on another.
    """
    holder: Offer | DoesNotApply | None = world.offer
    if fact.view is View.PROMISED:
        holder = world.offer.promised
    elif fact.view is View.CURRENT:
        holder = world.offer.current
    if isinstance(holder, DoesNotApply):
        return holder
    if holder is None:
        return UNKNOWN
    if fact.path in world.own:
        return holder.own.get(fact.path, UNKNOWN)
    value: FactValue = attrgetter(fact.path)(holder)
    return value


# --- “What does not apply” -----------------------------------------------------------------------

GROUPS: Final = ("manager", "clients")
DETAILS: Final = frozenset(
    """
    equity.strike equity.cliff equity.schedule equity.exercise_window pay.bonus_guaranteed
    benefits.retirement_schedule
    """.split()
)


def has_no_job(world: World) -> bool:
    """Return whether there is no present job."""
    return world.offer.current is DOES_NOT_APPLY


def may_not_apply(fact: FactPath, world: World) -> bool:
    """Return whether a fact may turn out not to apply while it is unknown."""
    if fact.view is View.CURRENT and world.offer.current is None:
        return True
    return fact.path.partition(".")[0] in GROUPS or fact.path in DETAILS


def folded(text: str) -> str:
    """Return the form in which texts are compared: “Text”."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return " ".join(unicodedata.normalize("NFC", composed).split())
