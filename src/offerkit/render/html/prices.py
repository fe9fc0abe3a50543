"""What weights are worth, as a section of a report."""

from __future__ import annotations

from offerkit.advise.prices import PriceList
from offerkit.render.html.markup import Markup, joined, tag
from offerkit.render.html.pieces import paragraph, topic, words
from offerkit.render.words.prices import CAUTION, TITLE, measure_text, price_texts


def prices_section(prices: PriceList, level: int) -> Markup | None:
    """Return the section; None if nothing is priced."""
    if prices.measure is None or not prices.prices:
        return None
    lines = [tag("li", words(said)) for _, said in price_texts(prices)]
    return topic(
        level,
        TITLE,
        paragraph(words(measure_text(prices.measure))),
        tag("ul", joined(*lines), class_="plain"),
        paragraph(CAUTION, class_="muted"),
    )
