"""Margins: how far all weights together may be from what is written before the order changes.

A weighting is within a factor if no weight is more than that many times the written one, nor less
than it divided by as much. The option that is behind is level with the one ahead where
Σ w·d ≥ 0, with d the difference of their contributions, and still in the running where
Σ w·e ≥ 0, with e what its contributions are above ``decline below``. Both hold for some weighting
within a factor if, for every λ from 0 to 1, the weighting that is best for λ·d + (1 - λ)·e makes
that sum at least 0: weights are in a box, and the sum is linear in λ and in each weight. That one
multiplies the weights of positive terms by the factor and divides those of the others by it, so
it needs the square of the factor to be P ÷ N, the negative terms over the positive ones. Between
two λ at which a term changes its sign P ÷ N has no extreme, so the greatest is found exactly.

Source:
    docs/how-to/compare.md, "What would change the order".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import gcd

from offerkit.advise.compare.models import WeightMargin
from offerkit.advise.compare.scores import ScoreTable
from offerkit.kleene import Kleene


def weight_margin(
    scores: ScoreTable, behind: int, ahead: int
) -> tuple[WeightMargin | None, tuple[int, ...]]:
    """Return the least factor by which weights must change for the order of two options to change.

    Args:
        scores: Scores of the options.
        behind: Index of the option that is behind.
        ahead: Index of the option that is ahead of it.

    Returns:
        The margin, or None if no weights are enough, or if a statement applies, or may apply, to
        one of the two and not to the other. And the indices of such statements.
    """
    one, other = scores.rows[behind], scores.rows[ahead]
    if one.ruled_out is not Kleene.FALSE:
        return None, ()
    everywhere = (Kleene.TRUE,) * len(scores.weights)
    applies = tuple(zip(one.applies or everywhere, other.applies or everywhere, strict=True))
    apart = [i for i, pair in enumerate(applies) if len(set(pair)) > 1 or Kleene.UNKNOWN in pair]
    if apart:
        return None, tuple(scores.findings[i] for i in apart)
    counted = [i for i, (mine, _) in enumerate(applies) if mine is Kleene.TRUE]
    weights = [scores.weights[i] for i in counted]
    lead = [one.lows[i] - other.highs[i] for i in counted]
    running: list[int] = []
    if scores.thresholds.decline_below is not None:
        below, above = scores.thresholds.decline_below.as_integer_ratio()
        running = [above * one.lows[i] - below * scores.unit for i in counted]
    best: tuple[Fraction, list[int]] | None = None
    for share, rest in _shares(lead, running):
        mixed = [share * d + rest * e for d, e in zip(lead, running or lead, strict=True)]
        against = -sum(w * m for w, m in zip(weights, mixed, strict=True) if m < 0)
        towards = sum(w * m for w, m in zip(weights, mixed, strict=True) if m > 0)
        if not towards and against:
            return None, ()
        if towards and (best is None or Fraction(against, towards) > best[0]):
            best = Fraction(against, towards), mixed
    if best is None:
        return None, ()
    square, mixed = best
    raised = tuple(scores.findings[i] for i, m in zip(counted, mixed, strict=True) if m > 0)
    lowered = tuple(scores.findings[i] for i, m in zip(counted, mixed, strict=True) if m < 0)
    return WeightMargin(square, raised, lowered), ()


def _shares(lead: Sequence[int], running: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the shares of both to try: the ends, and those at which a term changes its sign."""
    yield 1, 0
    if running:
        yield 0, 1
        pairs = zip(lead, running, strict=True)
        yield from sorted(
            {(abs(e) // g, abs(d) // g) for d, e in pairs if d * e < 0 and (g := gcd(d, e))}
        )
