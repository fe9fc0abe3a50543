"""A list of pros and cons as a page for the terminal: two columns, as on Franklin's sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import Final

from offerkit.advise.procon import Cancelled, ProCon, Reason
from offerkit.render.text.page import Page
from offerkit.render.words.common import NOT_APPLYING, clipped, offer_title
from offerkit.render.words.procon import (
    balance_text,
    left_out_text,
    open_text,
    reason_text,
    strike_text,
    weight_text,
)
from offerkit.terminal import Style, columns, paint, safe, wrap

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
    page = Page.of(width, colour)
    page.heading(f"Pros and cons: {offer_title(found.decision, name)}")
    page.lines.append("")
    _sheet(page, found.pros, found.cons)
    for reason in page.under("Unknown", found.open):
        page.item("?", open_text(reason))
    for idle in page.under("Not true, so on neither side", found.idle):
        page.item(".", f"{clipped(idle.label)} ({idle.kind.value}, weight {idle.written_weight})")
    for finding in page.under(NOT_APPLYING, found.not_applying):
        weight = f"{finding.kind.value}, weight {finding.written_weight}"
        page.item("/", f"{clipped(finding.label)} ({weight})")
    if cancel:
        _struck(page, found.cancelled)
    same = " Striking out does not change it." if cancel and found.cancelled.strikes else ""
    page.block(balance_text(found.balance) + same)
    if found.decision.ruled_out_by:
        labels = "; ".join(clipped(finding.label) for finding in found.decision.ruled_out_by)
        page.block(f"Ruled out regardless of the balance: {labels}.")
    return "\n".join(page.lines)


def _struck(page: Page, cancelled: Cancelled) -> None:
    """Write the steps of Franklin's algebra, and the sheet with what remains."""
    page.section("Struck out, equal against equal")
    if not cancelled.strikes:
        page.paragraph("nothing: no reasons are equal", indent=2)
    for number, strike in enumerate(cancelled.strikes, start=1):
        first, *rest = wrap(safe(strike_text(strike)), page.width - 6)
        page.lines.append(f"{number:>4}. {first}")
        page.lines.extend(f"      {line}" for line in rest)
    left_out = left_out_text(cancelled)
    if left_out is not None:
        page.paragraph(left_out, indent=2)
    page.section("Remaining")
    page.lines.append("")
    _sheet(page, cancelled.pros, cancelled.cons)


def _sheet(page: Page, pros: Sequence[Reason], cons: Sequence[Reason]) -> None:
    """Write two columns with their sums, the weights before the reasons."""
    left = (page.width - len(_MIDDLE)) // 2
    right = page.width - len(_MIDDLE) - left
    weights = [weight_text(reason.weight) for reason in (*pros, *cons)]
    totals = [weight_text(sum((r.weight for r in side), Fraction(0))) for side in (pros, cons)]
    room = max(map(len, (*weights, *totals)))
    rule = f"{'-' * left}-+-{'-' * right}"

    def line(one: str, other: str) -> str:
        return f"{one}{' ' * (left - columns(one))}{_MIDDLE}{other}".rstrip()

    page.lines.extend([paint(line("Pros", "Cons"), Style.HEADING, page.colour), rule])
    right_cells = _cells(cons, room, right, against=True)
    for cells in zip_longest(_cells(pros, room, left), right_cells, fillvalue=()):
        page.lines.extend(line(*pair) for pair in zip_longest(*cells, fillvalue=""))
    page.lines.extend([rule, line(*(f"{total:>{room}}  in all" for total in totals))])


def _cells(
    reasons: Sequence[Reason], room: int, width: int, *, against: bool = False
) -> Iterator[Sequence[str]]:
    """Yield the lines of each reason in a column."""
    for reason in reasons:
        first, *rest = wrap(safe(reason_text(reason, against=against)), width - room - 2)
        weight = weight_text(reason.weight)
        yield [f"{weight:>{room}}  {first}", *(" " * (room + 2) + line for line in rest)]
