"""What comes of examining criteria, as pages for the terminal."""

from __future__ import annotations

from offerkit.advise.examine.models import Analysis, Coverage, CriteriaDifference
from offerkit.load.write import write_offer
from offerkit.model.offer import Offer
from offerkit.render.text.page import Page
from offerkit.render.words.common import KIND_WORDS
from offerkit.render.words.examine import (
    NOTHING_FOUND,
    UNSETTLED,
    WITNESS_TITLE,
    WITNESS_TITLES,
    counts_text,
    covered_text,
    relation_text,
    remark_text,
    verdicts_text,
)
from offerkit.terminal import Style


def render_analysis(analysis: Analysis, *, width: int = 80, colour: bool = False) -> str:
    """Return an analysis as a page for the terminal, without a line break at its end.

    Args:
        analysis: Any analysis.
        width: Most columns of a line, at least 40.
        colour: Whether to use terminal colours.
    """
    page = Page.of(width, colour)
    page.heading(f"Examining {analysis.name}")
    if not analysis.remarks:
        page.block(NOTHING_FOUND)
    for remark in page.under("What is probably not meant", analysis.remarks):
        page.item("!", remark_text(remark), remark.span, Style.UNSURE)
        if remark.witness is not None:
            _offer(page, remark.witness, WITNESS_TITLES.get(remark.kind, WITNESS_TITLE))
    for name in page.under(UNSETTLED, analysis.unsettled):
        page.item("?", name)
    return "\n".join(page.lines)


def _offer(page: Page, offer: Offer, title: str) -> None:
    lines = [line for line in write_offer(offer).splitlines() if line]
    page.detail(title if lines else f"{title} any offer")
    for line in lines:
        page.paragraph(line, indent=8)


def render_difference(
    difference: CriteriaDifference, *, width: int = 80, colour: bool = False
) -> str:
    """Return how two files decide as a page for the terminal; see ``render_analysis``."""
    page = Page.of(width, colour)
    page.heading(f"{difference.old} and {difference.new}")
    page.block(relation_text(difference))
    for one in difference.differences:
        page.section(verdicts_text(one).capitalize())
        _offer(page, one.witness, "An offer:")
        for finding in one.because:
            page.item("!", f"{KIND_WORDS[finding.kind]}: {finding.label}", finding.span)
    return "\n".join(page.lines)


def render_coverage(coverage: Coverage, *, width: int = 80, colour: bool = False) -> str:
    """Return what criteria said of offers as a page for the terminal; see ``render_analysis``."""
    page = Page.of(width, colour)
    page.heading(f"{coverage.name}: what it said of offers")
    page.block(counts_text(coverage))
    for one in page.under("Statements", coverage.statements):
        mark = "x" if one.decided else "+" if one.held else "."
        page.item(mark, covered_text(one), one.span)
    for fact in page.under("Open facts that verdicts wait for", coverage.open):
        page.item("?", f"{fact.fact}: {fact.count}")
    return "\n".join(page.lines)
