"""What weights are worth, as a page for the terminal."""

from __future__ import annotations

from offerkit.advise.prices import PriceList
from offerkit.render.text.page import Page
from offerkit.render.words.prices import CAUTION, TITLE, UNMEASURED, measure_text, price_texts


def render_prices(prices: PriceList, *, width: int = 80, colour: bool = False) -> str:
    """Return what weights are worth as a page for the terminal, without a line break at its end.

    Args:
        prices: Any list.
        width: Most columns of a line, at least 40.
        colour: Whether to use terminal colours.
    """
    page = Page.of(width, colour)
    page.heading(f"{TITLE}: {prices.program.checked.name}")
    if prices.measure is None:
        page.block(UNMEASURED)
        return "\n".join(page.lines)
    page.block(measure_text(prices.measure))
    page.lines.append("")
    for price, said in price_texts(prices):
        page.item("*", said, price.finding.span)
    if not prices.prices:
        page.paragraph("nothing else is weighed", indent=2)
    page.block(CAUTION)
    return "\n".join(page.lines)
