"""Pay year by year as a page for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from offerkit.advise.pay.amounts import NOTHING, PayAmount
from offerkit.advise.pay.models import (
    PARTS,
    AsStated,
    AtCompanyValue,
    AtPrice,
    PayTable,
    UpToPreferred,
)
from offerkit.paths import View
from offerkit.render.text.page import Page, aligned, blocks
from offerkit.render.words.pay import amount_text, interval_text
from offerkit.terminal import Style, columns, paint, safe, wrap
from offerkit.values import value_text

_LABELS: Final = (
    "base salary",
    "bonus",
    "commission",
    "sign-on bonus",
    "vested equity",
    "refresh grants",
    "retirement match",
)
"""Labels of the parts of pay, in the order of ``PARTS``."""
_VIEWS: Final = {View.OFFERED: "Pay", View.PROMISED: "Promised pay", View.CURRENT: "Current pay"}

Row = tuple[str, Sequence[str]]
"""A label and the cells to its right."""


def render_pay(
    table: PayTable, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return a table of pay as a page for the terminal, without a final line break.

    Years are side by side, as many as fit, with the others below. Amounts are rounded to whole
    units of the currency, ranges outwards; ``+`` marks an amount to which unknown parts may add.
    Then come hours, the cost of leaving, caveats, and questions to ask.

    Args:
        table: Any table of pay.
        width: Maximum line length in columns, at least 40; a wider amount is not cut.
        colour: Whether to use terminal colours.
        name: Name of the offer, such as its file.
    """
    page = Page.of(width, colour)
    of = f" ({name})" if name else ""
    currency = f", in {table.currency}" if table.currency else ""
    title = f"{_VIEWS[table.view]} by year{of}{currency}{_basis(table)}"
    first, *rest = wrap(safe(title), page.width)
    page.lines.extend([paint(first, Style.HEADING, colour), *rest, ""])
    _years(page, table)
    _hours(page, table)
    _leaving(page, table)
    _clawback(page, table)
    _leaving_after(page, table)
    page.section("Assumptions and caveats")
    for note in table.notes:
        page.item("-", note)
    for fact, value in table.assumed.items():
        page.item("=", f"{fact} is assumed to be {value_text(value)} by your criteria.")
    for base, quote in table.rates:
        page.item(
            "?", f'Unknown exchange rate: add "rate 1 {base} = ... {quote}" to your criteria.'
        )
    for question in page.under("Find out", table.questions):
        page.item("?", f"{question.question} ({question.fact})")
    return "\n".join(page.lines)


def _grid(page: Page, heads: Sequence[str], rows: Sequence[Row]) -> None:
    """Write rows of cells under their headings, in blocks of as many columns as fit."""
    labels = max(columns(label) for label, _ in rows)
    wides = [max(map(columns, column)) for column in zip(heads, *(r[1] for r in rows), strict=True)]
    for block in blocks(wides, page.width - labels):
        if block.start:
            page.lines.append("")
        for label, cells in (("", heads), *rows):
            page.lines.append(aligned(label, cells[block], [labels, *wides[block]]))


def _percent(amount: PayAmount) -> str:
    stated = None if amount.stated is None else amount.stated.scaled(Fraction(100))
    return "unknown" if stated is None else f"{interval_text(stated, 1)}%"


def _row(label: str, amounts: Iterable[PayAmount], places: int = 0) -> Row:
    return label, [amount_text(amount, places) for amount in amounts]


# --- sections --------------------------------------------------------------------------------


def _basis(table: PayTable) -> str:
    match table.basis:
        case AtPrice(price=price):
            return f", with shares sold at {value_text(price)}"
        case AtCompanyValue(value=value):
            return f", with the company sold at {value_text(value)}"
        case UpToPreferred():
            return ", with shares sold at up to the preferred price"
        case AsStated():
            return ""


def _years(page: Page, table: PayTable) -> None:
    years, sums = table.years, [table.whole] if len(table.years) > 1 else []
    heads = [*_heads(table), *(f"{len(years)} years" for _ in sums)]
    rows = [
        _row(label, [getattr(row, part) for row in (*years, *sums)])
        for part, label in zip((*PARTS, "total"), (*_LABELS, "total"), strict=True)
    ]
    beneath = [
        _row("at reference prices", [row.real for row in years]),
        _row("per hour", [row.per_hour for row in years], 2),
        _row("  net of commute cost", [row.net_per_hour for row in years], 2),
    ]
    if any(row.equity != NOTHING for row in years):
        beneath.append(("grant vested to date", [_percent(row.vested) for row in years]))
    rows += [(label, [*cells, *("" for _ in sums)]) for label, cells in beneath]
    _grid(page, heads, rows)
    if any(cell.endswith("+") for _, cells in rows for cell in cells):
        page.block("+ marks amounts to which unknown parts may add.")


def _heads(table: PayTable) -> list[str]:
    return [f"year {row.year}" for row in table.years]


def _hours(page: Page, table: PayTable) -> None:
    time = table.time
    page.section("Hours and commute per year")
    cells = {
        "paid hours": amount_text(time.paid),
        "of which vacation": amount_text(time.leave),
        "commuting hours": amount_text(time.commute),
        "work and commute": amount_text(time.total),
        "commute cost": amount_text(time.commute_cost),
    }
    _cells(page, cells)


def _leaving(page: Page, table: PayTable) -> None:
    ends = [row.leaving for row in table.years]
    rows = [
        _row("equity lost", [end.lost_equity for end in ends]),
        _row("retirement match lost", [end.lost_match for end in ends]),
        _row("sign-on bonus to repay", [end.sign_on_owed for end in ends]),
    ]
    if any(end.lost_equity != NOTHING for end in ends):
        rows.insert(0, ("unvested grant lost", [_percent(end.unvested) for end in ends]))
    costs = [end.exercise_cost for end in ends if end.exercise_cost is not None]
    if costs:
        rows.append(_row("cost to exercise", costs))
    rows = [(label, cells) for label, cells in rows if set(cells) != {"0"}]
    if rows:
        page.section("If you leave at the end of")
        _grid(page, _heads(table), rows)


def _leaving_after(page: Page, table: PayTable) -> None:
    found = table.leaving
    if found is None:
        return
    months = "1 month" if found.month == 1 else f"{found.month} months"
    page.section(f"If you leave after {months}")
    amounts = {
        **{label: getattr(found, part) for part, label in zip(PARTS, _LABELS, strict=True)},
        "total": found.total,
        "sign-on bonus to repay": found.leaving.sign_on_owed,
        "help with moving to repay": found.relocation_owed,
        "training to repay": found.training_owed,
        "left after repaying": found.net,
        "equity lost": found.leaving.lost_equity,
        "bonus not paid": found.unpaid_bonus,
        "retirement match lost": found.leaving.lost_match,
        "cost to exercise": found.leaving.exercise_cost or NOTHING,
    }
    cells = {label: amount_text(amount) for label, amount in amounts.items()}
    if found.equity != NOTHING or found.leaving.lost_equity != NOTHING:
        cells["grant vested"] = _percent(found.vested)
    _cells(page, {label: cell for label, cell in cells.items() if cell != "0"})
    if found.relocation_owed.is_unknown or found.training_owed.is_unknown:
        page.block("What to repay is not deducted where nothing is known of it.")


def _cells(page: Page, cells: Mapping[str, str]) -> None:
    """Write labels with one cell each."""
    widths = (max(map(len, cells)) + 3, max(map(len, cells.values())))
    page.lines.extend(aligned(f"  {label}", [cell], widths) for label, cell in cells.items())


_STEPS: Final = ((12, 3), (24, 6), (10**9, 12))
"""Longest clawback period in months, and the steps in which to show it."""


def _clawback(page: Page, table: PayTable) -> None:
    if not table.clawback:
        return
    step = next(step for most, step in _STEPS if len(table.clawback) <= most)
    shown = [o for o in table.clawback if o.month == 1 or o.month % step == 0]
    page.section("Sign-on bonus to repay if you leave at the end of")
    _grid(page, [f"month {o.month}" for o in shown], [_row("", [o.amount for o in shown])])
