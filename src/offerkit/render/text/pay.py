"""Pay year by year as a page for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from offerkit.advise.pay.equity import AsStated, AtCompanyValue, AtPrice, UpToPreferred, price_text
from offerkit.advise.pay.figures import NOTHING, Figure, rounded
from offerkit.advise.pay.pay import PARTS, PayTable, PayYear
from offerkit.intervals import Interval
from offerkit.paths import View
from offerkit.render.digest import value_text
from offerkit.render.text.terminal import Style, columns, paint, safe, wrap
from offerkit.values import grouped

_MIN_WIDTH: Final = 40
_GAP: Final = "  "
_LABELS: Final = (
    "base",
    "bonus",
    "commission",
    "sign-on",
    "equity vested",
    "later grants",
    "retirement match",
)
"""What the parts of pay are called, in the order of ``PARTS``."""
_VIEWS: Final = {
    View.OFFERED: "Pay",
    View.PROMISED: "Pay as promised",
    View.CURRENT: "Pay in the present job",
}

Row = tuple[str, Sequence[str]]
"""A label and the cells behind it."""


def render_pay(
    table: PayTable, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return a table of pay as a page for the terminal, without a line break at its end.

    The years side by side, their parts below each other; as many years as fit, the others
    beneath. Amounts are rounded to whole units of the currency, ranges outwards; ``+`` says that
    parts nobody has stated may add to an amount. Then the hours, what is lost on leaving, what
    the numbers rest on, and what to ask.

    Args:
        table: Any table of pay.
        width: How many columns lines may take, at least 40; an amount that is wider is not cut.
        colour: Whether to use terminal colours.
        name: What to call the offer, say its file.
    """
    page = _Page(max(width, _MIN_WIDTH), colour)
    _head(page, table, name)
    _years(page, table)
    _hours(page, table)
    _leaving(page, table)
    _clawback(page, table)
    _notes(page, table)
    _questions(page, table)
    return "\n".join(page.lines)


@frozen
class _Page:
    width: int
    colour: bool
    lines: list[str] = field(factory=list)

    def section(self, title: str) -> None:
        self.lines.extend(["", paint(title, Style.HEADING, self.colour)])

    def paragraph(self, text: str, indent: int = 0) -> None:
        self.lines.extend(" " * indent + line for line in wrap(safe(text), self.width - indent))

    def item(self, mark: str, text: str) -> None:
        first, *rest = wrap(safe(text), self.width - 4)
        self.lines.extend([f"  {mark} {first}", *(f"    {line}" for line in rest)])

    def grid(self, heads: Sequence[str], rows: Sequence[Row]) -> None:
        """Write rows of cells under their heads, as many columns side by side as fit."""
        labels = max(columns(label) for label, _ in rows)
        start = 0
        while start < len(heads):
            stop = _fitting(heads, rows, start, self.width - labels)
            if start:
                self.lines.append("")
            block = [("", heads[start:stop]), *((label, r[start:stop]) for label, r in rows)]
            self.lines.extend(_aligned(block, labels))
            start = stop


def _fitting(heads: Sequence[str], rows: Sequence[Row], start: int, room: int) -> int:
    """Return behind which column a block that begins at *start* ends: at least one later."""
    stop = start
    while stop < len(heads):
        room -= len(_GAP) + max(len(heads[stop]), *(len(cells[stop]) for _, cells in rows))
        if room < 0 and stop > start:
            break
        stop += 1
    return stop


def _aligned(rows: Sequence[Row], labels: int) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*(cells for _, cells in rows), strict=True)]
    for label, cells in rows:
        aligned = (cell.rjust(wide) for cell, wide in zip(cells, widths, strict=True))
        yield _GAP.join([label.ljust(labels), *aligned]).rstrip()


# --- figures ---------------------------------------------------------------------------------


def figure_text(figure: Figure, places: int = 0) -> str:
    """Return an amount as people read it: ``60,000``, ``0..5,000``, ``60,000+``, ``unknown``."""
    if figure.stated is None:
        return "unknown"
    return _interval(figure.stated, places) + ("" if figure.is_complete else "+")


def _interval(interval: Interval, places: int) -> str:
    low, high = interval.low, interval.high
    if low is None or high is None:
        return "unknown"
    if low == high:
        return grouped(rounded(low, places))
    unit = 10**places
    bottom, top = (low * unit // 1, -(-high * unit // 1))
    ends = [grouped(rounded(Fraction(end, unit), places)) for end in (bottom, top)]
    return ends[0] if ends[0] == ends[1] else "..".join(ends)


def _percent(figure: Figure) -> str:
    stated = None if figure.stated is None else figure.stated.scaled(Fraction(100))
    return "unknown" if stated is None else f"{_interval(stated, 1)}%"


def _row(label: str, figures: Iterable[Figure], places: int = 0) -> Row:
    return label, [figure_text(figure, places) for figure in figures]


# --- sections --------------------------------------------------------------------------------


def _head(page: _Page, table: PayTable, name: str | None) -> None:
    currency = f", in {table.currency}" if table.currency else ""
    of = f" of {name}" if name else ""
    first, *rest = wrap(
        safe(f"{_VIEWS[table.view]}{of} by year{currency}{_basis(table)}"), page.width
    )
    page.lines.extend([paint(first, Style.HEADING, page.colour), *rest, ""])


def _basis(table: PayTable) -> str:
    match table.basis:
        case AtPrice(price=price):
            return f", with shares sold at {price_text(price)}"
        case AtCompanyValue(value=value):
            return f", with the company sold at {price_text(value)}"
        case UpToPreferred():
            return ", with shares at most at the price of preferred ones"
        case AsStated():
            return ""


def _years(page: _Page, table: PayTable) -> None:
    years, many = table.years, len(table.years) > 1
    sums = [table.whole] if many else []
    last = [""] if many else []
    heads = [*_heads(table), *([f"{len(years)} years"] if many else [])]
    rows = [
        _row(label, [getattr(row, part) for row in (*years, *sums)])
        for part, label in zip(PARTS, _LABELS, strict=True)
    ]
    rows.append(_row("total", [row.total for row in (*years, *sums)]))
    for label, cells in _beneath(years):
        rows.append((label, [*cells, *last]))
    page.grid(heads, rows)
    if any(cell.endswith("+") for _, cells in rows for cell in cells):
        page.lines.append("")
        page.paragraph("+ and what nobody has stated yet comes on top.")


def _heads(table: PayTable) -> list[str]:
    return [f"year {row.year}" for row in table.years]


def _beneath(years: Sequence[PayYear]) -> Iterator[Row]:
    yield _row("at reference prices", [row.real for row in years])
    yield _row("per hour", [row.per_hour for row in years], 2)
    yield _row("per hour, way paid", [row.net_per_hour for row in years], 2)
    if any(row.equity != NOTHING for row in years):
        yield "grant vested so far", [_percent(row.vested) for row in years]


def _hours(page: _Page, table: PayTable) -> None:
    time = table.time
    page.section("Hours a year")
    rows = [
        _row("paid", [time.paid]),
        _row("of these vacation", [time.leave]),
        _row("on the way to work", [time.commute]),
        _row("that the job takes", [time.total]),
        _row("cost of the way", [time.commute_cost]),
    ]
    page.lines.extend(_aligned([(f"  {label}", cells) for label, cells in rows], 20))


def _leaving(page: _Page, table: PayTable) -> None:
    ends = [row.leaving for row in table.years]
    rows = [
        ("grant lost", [_percent(end.unvested) for end in ends]),
        _row("equity lost", [end.lost_equity for end in ends]),
        _row("match lost", [end.lost_match for end in ends]),
        _row("sign-on owed back", [end.sign_on_owed for end in ends]),
    ]
    costs = [end.exercise_cost for end in ends if end.exercise_cost is not None]
    if costs:
        rows.append(_row("to buy the options", costs))
    no_grant = all(end.lost_equity == NOTHING for end in ends)
    rows = [row for row in rows if not (row[0] == "grant lost" and no_grant)]
    rows = [(label, cells) for label, cells in rows if set(cells) != {"0"}]
    if rows:
        page.section("If you leave at the end of")
        page.grid(_heads(table), rows)


_STEPS: Final = ((12, 3), (24, 6), (10**9, 12))
"""Up to how many months, and in which steps what is owed back is shown."""


def _clawback(page: _Page, table: PayTable) -> None:
    if not table.clawback:
        return
    step = next(step for most, step in _STEPS if len(table.clawback) <= most)
    shown = [o for o in table.clawback if o.month == 1 or o.month % step == 0]
    page.section("Owed back of the sign-on bonus if you leave at the end of")
    page.grid([f"month {o.month}" for o in shown], [_row("", [o.amount for o in shown])])


def _notes(page: _Page, table: PayTable) -> None:
    page.section("What the numbers rest on")
    for note in table.notes:
        page.item("-", note)
    for fact, value in table.assumed.items():
        page.item("=", f"{fact} is assumed to be {value_text(value)}, as the criteria say.")
    for base, quote in table.rates:
        page.item("?", f"how many {quote} one {base} is, is not stated: give criteria with a rate")


def _questions(page: _Page, table: PayTable) -> None:
    if table.questions:
        page.section("To ask")
    for question in table.questions:
        page.item("?", f"{question.question} ({question.fact})")
