"""Bars and scales as SVG: lengths in percent of the room there is, so that they fit any screen.

What they show is said in words beside them; to screen readers they are hidden. Stripes are dashes
of a thick line: a pattern would need a name that is the only one on the page, and in notebooks
several drawings stand on one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from attrs import frozen

from offerkit.evaluate.verdict import Thresholds, UnitRange
from offerkit.literals import rounded
from offerkit.records import Record
from offerkit.render.html.markup import Markup, tag
from offerkit.values import plain

NOTHING: Final = UnitRange(Fraction(0), Fraction(0))
ALL: Final = UnitRange(Fraction(1), Fraction(1))
EITHER: Final = UnitRange(Fraction(0), Fraction(1))

_BAR_HEIGHT: Final = 10
_LANE_HEIGHT: Final = 26
_LINE: Final = 17
"""How high a line of text is."""
_ROOM_FOR_A_NUMBER: Final = Fraction(12, 100)
"""How far apart the numbers on the scale have to be, so that they do not touch on a phone."""
_ROOM_FOR_A_WORD: Final = Fraction(18, 100)
"""How long a stretch of the scale has to be, so that its verdict fits beneath it."""


def length(share: Fraction) -> str:
    """Return a share of the width for an attribute, to a thousandth of a percent."""
    return f"{plain(rounded(100 * share, 3))}%"


@lru_cache(maxsize=1_024)
def bar(filled: UnitRange, tone: str, size: Fraction = Fraction(1)) -> Markup:
    """Return a bar: filled up to the low end of *filled*, striped up to its high end.

    It is drawn once for all that look alike, as those of everything that is open do.

    Args:
        filled: Shares of the bar.
        tone: Its class: ``good``, ``bad``, ``unsure``, ``calm`` or ``idle``.
        size: Its length, as a share of the width.
    """
    return tag(
        "svg",
        _striped(filled.low * size, filled.high * size, _BAR_HEIGHT),
        _rect("solid", Fraction(0), filled.low * size, _BAR_HEIGHT, fill="currentColor"),
        _rect("box", Fraction(0), size, _BAR_HEIGHT),
        class_=f"bar {tone}",
        height=_BAR_HEIGHT,
        aria_hidden="true",
    )


def _rect(
    class_: str, start: Fraction, stop: Fraction, height: int, top: int = 0, fill: str = "none"
) -> Markup | None:
    if start >= stop:
        return None
    return tag(
        "rect",
        class_=class_,
        x=length(start),
        y=top,
        width=length(stop - start),
        height=height,
        fill=fill,
    )


def _striped(start: Fraction, stop: Fraction, height: int, top: int = 0) -> Markup | None:
    if start >= stop:
        return None
    middle = top + height // 2
    return tag(
        "line",
        class_="hatch",
        x1=length(start),
        y1=middle,
        x2=length(stop),
        y2=middle,
        stroke_width=height,
    )


@frozen
class Scale(Record):
    """The line from 0 to 100% on which scores lie, with the places where the verdict turns."""

    thresholds: Thresholds

    @property
    def turns(self) -> tuple[Fraction, ...]:
        """Where the verdict turns, ascending, each place once."""
        return tuple(dict.fromkeys(self.thresholds.all))

    def zones(self) -> Iterator[tuple[str, Fraction, Fraction]]:
        """Yield the verdicts of the scale with where each begins and ends, from the left."""
        below, accept = self.thresholds.decline_below, self.thresholds.accept_at
        low, high = (
            Fraction(0) if below is None else below,
            Fraction(1) if accept is None else accept,
        )
        yield "decline", Fraction(0), low
        yield "consider", low, high
        yield "accept", high, Fraction(1)

    def lane(self, score: UnitRange) -> Markup:
        """Return a score on the scale: a point, or a striped box from its low to its high end."""
        return tag(
            "svg",
            [_rect(name, start, stop, _LANE_HEIGHT) for name, start, stop in self.zones()],
            [_upright("turn", turn, 0, _LANE_HEIGHT) for turn in self.turns],
            _score(score),
            class_="scale",
            height=_LANE_HEIGHT,
            aria_hidden="true",
        )

    def ticks(self) -> Markup:
        """Return the numbers beneath the lanes, and beneath these the verdicts that fit."""
        ends = [
            end
            for end in (Fraction(0), Fraction(1))
            if all(abs(end - turn) >= _ROOM_FOR_A_NUMBER for turn in self.turns)
        ]
        first, *others = self.turns or (Fraction(0),)
        if any(other - first < _ROOM_FOR_A_NUMBER for other in others):
            others = []
        words = [
            _text((start + stop) / 2, name, line=2)
            for name, start, stop in self.zones()
            if stop - start >= _ROOM_FOR_A_WORD
        ]
        return tag(
            "svg",
            [_text(place, length(place)) for place in sorted((*ends, first, *others))],
            words,
            class_="scale",
            height=2 * _LINE,
            aria_hidden="true",
        )


def _score(score: UnitRange) -> Markup:
    inset, height = 6, _LANE_HEIGHT - 12
    if score.is_exact:
        return tag(
            "circle", class_="point", cx=length(score.low), cy=_LANE_HEIGHT // 2, r=height // 2
        )
    return tag(
        "g",
        _striped(score.low, score.high, height, inset),
        _rect("box", score.low, score.high, height, inset),
        [_upright("edge", end, inset - 3, inset + height + 3) for end in (score.low, score.high)],
    )


def _upright(class_: str, place: Fraction, top: int, bottom: int) -> Markup:
    return tag("line", class_=class_, x1=length(place), x2=length(place), y1=top, y2=bottom)


def _text(place: Fraction, words: str, line: int = 1) -> Markup:
    anchor = {Fraction(0): "start", Fraction(1): "end"}.get(place, "middle")
    return tag("text", words, x=length(place), y=line * _LINE - 4, text_anchor=anchor)
