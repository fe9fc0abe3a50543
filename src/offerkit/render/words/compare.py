"""The sentences of a comparison, worded once for every form it is shown in.

Texts from files stand in them as they are: whoever shows a sentence escapes it for its medium.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from attrs import evolve

from offerkit.advise.compare.models import (
    Comparison,
    Contest,
    Dominance,
    EvenSwap,
    Obstacle,
    WeightFlip,
)
from offerkit.text import listed
from offerkit.values import Duration, Money, Pay, Percent, Scalar, value_text

Naming: TypeAlias = Callable[[str], str]
"""What to call an option in a sentence, by its name."""


def certainly_better(comparison: Comparison, named: Naming = str) -> Iterator[str]:
    """Yield which options are certainly better than which, a sentence for each that is."""
    for better, worse in _grouped(comparison.dominances):
        others = listed(list(map(named, worse)), "and")
        yield f"{named(better)} is at least as good as {others} in everything."


def _grouped(dominances: Iterable[Dominance]) -> Iterator[tuple[str, list[str]]]:
    """Yield the better of each pair with all that it is better than."""
    groups: dict[str, list[str]] = {}
    for dominance in dominances:
        groups.setdefault(dominance.better, []).append(dominance.worse)
    yield from groups.items()


def but_for_one(comparison: Comparison, named: Naming = str) -> Iterator[str]:
    """Yield what is said of the near misses: of two that are each other's, one sentence."""
    nearly = {(one.better, one.worse): one for one in comparison.nearly}
    names = [option.name for option in comparison.options]
    groups: dict[tuple[str, Obstacle], list[str]] = {}
    labels = [finding.label for finding in comparison.options[0].decision.findings]
    for (better, worse), one in nearly.items():
        assert one.obstacle is not None
        mirrored = nearly.get((worse, better))
        if mirrored is None:
            groups.setdefault((better, one.obstacle), []).append(worse)
        elif names.index(better) < names.index(worse):
            yield (
                f"{named(better)} is better in {labels[one.wins[0]]}, {named(worse)} in "
                f"{labels[mirrored.wins[0]]}; all else is level."
            )
    for (better, obstacle), others in groups.items():
        called = listed(list(map(named, others)), "and")
        they = "it" if len(others) == 1 else "they"
        verb = ("is" if len(others) == 1 else "are") if obstacle.certain else "may be"
        yield (
            f"{named(better)} is at least as good as {called} in everything but "
            f"{labels[obstacle.finding]}, where {they} {verb} better."
        )


def swap_text(contest: Contest, swap: EvenSwap, named: Naming = str) -> str:
    """Return by how much a fact would have to change for an option to match the leading one."""
    what = f"to {'match' if swap.matched else 'pass'} {named(contest.leading)}"
    needed, found = value_text(swap.needed), value_text(swap.found)
    change = _difference(swap.found, swap.needed)
    if change is None:
        return f"It would need {swap.fact} {needed} instead of {found} {what}."
    return f"It would need {change} {what} ({swap.fact} {needed} instead of {found})."


def _difference(found: Scalar, needed: Scalar) -> str | None:
    """Return how far apart two amounts of one unit are, in words; None of levels."""
    match found, needed:
        case Decimal(), Decimal():
            less, by = needed < found, value_text(abs(needed - found))
        case Percent() | Money() | Pay() | Duration(), Percent() | Money() | Pay() | Duration():
            less = needed.amount < found.amount
            by = value_text(evolve(found, amount=abs(needed.amount - found.amount)))
        case _:
            return None
    return f"{by} {'less' if less else 'more'}"


def flip_text(
    comparison: Comparison, contest: Contest, flip: WeightFlip, named: Naming = str
) -> str:
    """Return the weight with which an option would be ahead of the leading one."""
    label = comparison.options[0].decision.findings[flip.finding].label
    return (
        f"With weight {flip.flipped} instead of {flip.weight} for {label} it would be ahead of "
        f"{named(contest.leading)}."
    )


def tenths_text(share: Fraction) -> str:
    """Return a share of 1 in percent, with one decimal, half to even."""
    tenths = round(share * 1_000)
    return f"{tenths // 10}.{tenths % 10}"
