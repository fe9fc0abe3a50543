"""A list of pros and cons as a page for the terminal: two columns, as on Franklin's sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import Final

from offerkit.advise.procon import ProCon, Reason
from offerkit.render.words.common import clipped, offer_title
from offerkit.render.words.procon import (
    balance_text,
    left_out_text,
    open_text,
    reason_text,
    strike_text,
    weight_text,
)
from offerkit.terminal import Style, columns, paint, safe, wrap

_MIN_WIDTH: Final = 40
_MIDDLE: Final = " | "


def render_procon(
    found: ProCon,
    *,
    cancel: bool = False,
    width: int = 80,
    colour: bool = False,
    name: str | None = None,
) -> str:
    """Return a list of pros and cons as a page for the terminal, without a line break at its end.

    Args:
        found: Any list of pros and cons.
        cancel: Whether to strike out what is equal, in steps, and show what remains.
        width: How many columns lines may take, at least 40; a word longer than that is cut.
        colour: Whether to use terminal colours.
        name: What to call the offer, say its file, beside its company and title.
    """
    width = max(width, _MIN_WIDTH)
    title = f"Pros and cons: {offer_title(found.decision, name)}"
    lines = [paint(line, Style.HEADING, colour) for line in wrap(safe(title), width)]
    lines += ["", *_sheet(found.pros, found.cons, width, colour)]
    lines += _items("Unknown", map(open_text, found.open), "?", width, colour)
    idle = (f"{clipped(f.label)} ({f.kind.value}, weight {f.weight})" for f in found.idle)
    lines += _items("Not true, so on neither side", idle, ".", width, colour)
    if cancel:
        lines += _struck(found, width, colour)
    same = " Striking out does not change it." if cancel and found.cancelled.strikes else ""
    lines += ["", *wrap(balance_text(found.balance) + same, width)]
    lines += _ruled_out(found, width)
    return "\n".join(lines)


def _ruled_out(found: ProCon, width: int) -> list[str]:
    labels = "; ".join(clipped(finding.label) for finding in found.decision.ruled_out_by)
    text = f"Ruled out regardless of the balance: {labels}."
    return ["", *wrap(safe(text), width)] if labels else []


def _items(title: str, texts: Iterable[str], mark: str, width: int, colour: bool) -> Iterator[str]:
    for at, text in enumerate(texts):
        if at == 0:
            yield from ("", paint(title, Style.HEADING, colour))
        first, *rest = wrap(safe(text), width - 4)
        yield f"  {mark} {first}"
        yield from (f"    {line}" for line in rest)


def _struck(found: ProCon, width: int, colour: bool) -> Iterator[str]:
    """Yield the steps of Franklin's algebra, and the sheet with what remains."""
    cancelled = found.cancelled
    yield from ("", paint("Struck out, equal against equal", Style.HEADING, colour))
    if not cancelled.strikes:
        yield "  nothing: no reasons are equal"
    for number, strike in enumerate(cancelled.strikes, start=1):
        first, *rest = wrap(safe(strike_text(strike)), width - 6)
        yield f"{number:>4}. {first}"
        yield from (f"      {line}" for line in rest)
    left_out = left_out_text(cancelled)
    if left_out is not None:
        yield from (f"  {line}" for line in wrap(left_out, width - 2))
    yield from ("", paint("Remaining", Style.HEADING, colour), "")
    yield from _sheet(cancelled.pros, cancelled.cons, width, colour)


def _sheet(
    pros: Sequence[Reason], cons: Sequence[Reason], width: int, colour: bool
) -> Iterator[str]:
    """Yield two columns with their sums, the weights before the reasons."""
    left = (width - len(_MIDDLE)) // 2
    right = width - len(_MIDDLE) - left
    weights = [weight_text(reason.weight) for reason in (*pros, *cons)]
    totals = [_total(side) for side in (pros, cons)]
    room = max(map(len, (*weights, *totals)))
    rows = [
        *_aligned([["Pros"]], [["Cons"]], left),
        ("-" * left, "-" * right),
        *_aligned(_cells(pros, room, left), _cells(cons, room, right, against=True), left),
        ("-" * left, "-" * right),
        (f"{totals[0]:>{room}}  in all".ljust(left), f"{totals[1]:>{room}}  in all"),
    ]
    for at, (one, other) in enumerate(rows):
        middle = "-+-" if set(one) == {"-"} else _MIDDLE
        line = f"{one}{middle}{other}".rstrip()
        yield paint(line, Style.HEADING, colour) if at == 0 else line


def _total(reasons: Sequence[Reason]) -> str:
    return weight_text(sum((reason.weight for reason in reasons), Fraction(0)))


def _cells(
    reasons: Sequence[Reason], room: int, width: int, *, against: bool = False
) -> Iterator[list[str]]:
    """Yield the lines of each reason in a column."""
    for reason in reasons:
        first, *rest = wrap(safe(reason_text(reason, against=against)), width - room - 2)
        weight = weight_text(reason.weight)
        yield [f"{weight:>{room}}  {first}", *(" " * (room + 2) + line for line in rest)]


def _aligned(
    left: Iterable[list[str]], right: Iterable[list[str]], width: int
) -> Iterator[tuple[str, str]]:
    """Yield the lines of two columns side by side, the left one filled up to its width."""
    nothing: list[str] = []
    for one, other in zip_longest(left, right, fillvalue=nothing):
        for first, second in zip_longest(one, other, fillvalue=""):
            yield first + " " * (width - columns(first)), second
