"""Sentences about a comparison, shared by every form that shows it.

Texts from files stand in them unchanged: the caller escapes them for its medium.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import evolve, frozen

from offerkit.advise.compare.models import (
    Contest,
    EvenSwap,
    Firsts,
    Obstacle,
    Relation,
    SideBySide,
    WeightFlip,
)
from offerkit.literals import EXACT
from offerkit.render.words.decide import answer_texts
from offerkit.text import listed
from offerkit.values import Duration, Money, Pay, Percent, Scalar, value_text, written_weight

Naming: TypeAlias = Callable[[str], str]
"""What to call an option in a sentence, by its name."""

NEARLY_BETTER: Final = "Certainly better except for one thing"
"""Title above ``nearly_better``."""
ANSWERS: Final = "Your answers so far"
"""Title above ``answers``."""
CHANGES: Final = "What would change the order"
"""Title above ``changes``."""


def weightings_text(comparison: SideBySide) -> str:
    """Return what the shares of first places are, without a full stop."""
    return (
        f"Share of first places in {comparison.samples:,} random weightings (seed "
        f"{comparison.seed}), with standard errors"
    )


def firsts_texts(firsts: Firsts) -> tuple[str, str]:
    """Return the certain and the possible share in percent: ``76.4% ± 1.3``."""
    return (
        f"{_tenths(firsts.certain_share)}% ± {_tenths(firsts.certain_error)}",
        f"{_tenths(firsts.possible_share)}% ± {_tenths(firsts.possible_error)}",
    )


def _tenths(share: Fraction | Decimal) -> str:
    """Return a share of 1 in percent, with one decimal, rounded half to even."""
    tenths = round(Fraction(share) * 1_000)
    return f"{tenths // 10}.{tenths % 10}"


def certainly_better(comparison: SideBySide, named: Naming = str) -> Iterator[str]:
    """Yield a sentence for each option that is certainly better than others."""
    groups: dict[str, list[str]] = {}
    for dominance in comparison.dominances:
        groups.setdefault(dominance.better, []).append(named(dominance.worse))
    for better, worse in groups.items():
        yield f"{named(better)} is at least as good as {listed(worse, 'and')} in everything."


def nearly_better(comparison: SideBySide, named: Naming = str) -> Iterator[str]:
    """Yield one sentence per near miss; mutual near misses share a sentence."""
    nearly = {(one.better, one.worse): one for one in comparison.nearly}
    groups: dict[tuple[str, Obstacle], list[str]] = {}
    labels = [finding.label for finding in comparison.options[0].decision.findings]
    for (better, worse), one in nearly.items():
        assert one.obstacle is not None
        mutual = nearly.get((worse, better))
        if mutual is None:
            groups.setdefault((better, one.obstacle), []).append(named(worse))
        elif comparison.index(better) < comparison.index(worse):
            yield (
                f"{named(better)} is better in {labels[one.wins[0]]}, {named(worse)} in "
                f"{labels[mutual.wins[0]]}; the rest is equal."
            )
    for (better, obstacle), others in groups.items():
        they = others[0] if len(others) == 1 else "they"
        verb = ("is" if len(others) == 1 else "are") if obstacle.certain else "may be"
        yield (
            f"{named(better)} is at least as good as {listed(others, 'and')} in everything except "
            f"{labels[obstacle.finding]}, where {they} {verb} better."
        )


def answers(comparison: SideBySide, named: Naming = str) -> Iterator[str]:
    """Yield what has become of the offers that were answered, or should have been."""
    for option in comparison.options:
        yield from answer_texts(option.decision.state, named(option.name))


@frozen
class ContestWords:
    """A sentence about the first option and others, and the changes that would reverse it."""

    sentence: str
    swaps: tuple[str, ...] = ()
    flips: tuple[str, ...] = ()
    unsearched: str | None = None
    """The statements because of which facts were not tried."""


def contests(comparison: SideBySide, named: Naming = str) -> Iterator[ContestWords]:
    """Yield what is said of the contests; those without possible changes share a sentence."""
    leading = named(comparison.options[0].name)
    alike: dict[Relation, list[str]] = {relation: [] for relation in _TOGETHER}
    for contest in comparison.contests:
        if not contest.changes:
            alike[contest.relation].append(named(contest.option))
            continue
        one = len(contest.changes) == 1
        enough = "One change is enough" if one else "Any one of these changes is enough"
        yield ContestWords(
            f"{named(contest.option)} is behind {leading}. {enough}:",
            tuple(_swap_text(contest, swap, named) for swap in contest.swaps),
            tuple(_flip_text(comparison, contest, flip, named) for flip in contest.flips),
            _unsearched(comparison, [contest]),
        )
    for relation, others in alike.items():
        if others:
            both = {"others": listed(others, "and"), "any": listed(others, "or")}
            same = [it for it in comparison.contests if it.relation is relation and not it.changes]
            yield ContestWords(
                _TOGETHER[relation].format(leading=leading, **both),
                unsearched=_unsearched(comparison, same),
            )


_TOGETHER: Final = {
    Relation.AHEAD: (
        "No single change of a weight, an amount or a level is enough for {any} to match {leading}."
    ),
    Relation.TIED: "{leading} is tied with {others}.",
    Relation.OPEN: "Unknown facts decide whether {leading} is ahead of {any}.",
}


def _unsearched(comparison: SideBySide, contests: Iterable[Contest]) -> str | None:
    """Return which statements were left out of the search for changes; None if none was."""
    found = sorted({index for contest in contests for index in contest.unsearched})
    labels = [comparison.findings(index)[0].label for index in found]
    if not labels:
        return None
    return f"Not searched, because of what is multiplied or divided: {listed(labels, 'and')}."


def _swap_text(contest: Contest, swap: EvenSwap, named: Naming) -> str:
    what = f"to {'match' if swap.matched else 'pass'} {named(contest.leading)}"
    needed, found = value_text(swap.needed), value_text(swap.found)
    change = _difference(swap.found, swap.needed)
    if change is None:
        return f"{swap.fact}: {needed} (now: {found}) {what}"
    return f"{change} {what}: {swap.fact} {needed} (now: {found})"


def _apart(one: Decimal, other: Decimal) -> Decimal:
    return EXACT.subtract(one, other).copy_abs()


def _difference(found: Scalar, needed: Scalar) -> str | None:
    """Return the difference of two amounts in words, or None for levels."""
    match found, needed:
        case Decimal(), Decimal():
            less, by = needed < found, value_text(_apart(needed, found))
        case Percent() | Money() | Pay() | Duration(), Percent() | Money() | Pay() | Duration():
            less = needed.amount < found.amount
            by = value_text(evolve(found, amount=_apart(needed.amount, found.amount)))
        case _:
            return None
    return f"{by} {'less' if less else 'more'}"


def _flip_text(comparison: SideBySide, contest: Contest, flip: WeightFlip, named: Naming) -> str:
    finding, leading = comparison.findings(flip.finding)[0], named(contest.leading)
    flipped = written_weight(Fraction(flip.flipped), in_percent=finding.in_percent)
    now = f"(now: {finding.written_weight})"
    return f"weight {flipped} for {finding.label} {now} to pass {leading}"
