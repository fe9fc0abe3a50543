"""Asks as a page for the terminal: what to ask for, and what it would come to."""

from __future__ import annotations

from offerkit.advise.negotiate.negotiate import Ask, Asks, Change, Outcome
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import Verdict
from offerkit.render.text.page import Page
from offerkit.render.text.terminal import Style
from offerkit.render.words.decide import (
    KIND_WORDS,
    offer_title,
    share_text,
    turns_text,
    value_words,
    why,
)
from offerkit.values import UNKNOWN


def render_asks(
    asks: Asks, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return *asks* as a page for the terminal, without a line break at its end.

    Args:
        asks: Any asks.
        width: How many columns lines may take, at least 40.
        colour: Whether to use terminal colours.
        name: What to call the offer, say its file.
    """
    page = Page.of(width, colour)
    page.paragraph(f"Negotiating {offer_title(asks.decision, name)}")
    page.lines.append("")
    page.paragraph(_head(asks))
    for number, ask in enumerate(asks.asks, 1):
        _ask(page, asks, ask, number)
    if asks.more:
        page.lines.append("")
        page.paragraph("There are more that cost as much.")
    _blockers(page, asks)
    return "\n".join(page.lines)


def _head(asks: Asks) -> str:
    decision = asks.decision
    match asks.outcome:
        case Outcome.NOTHING_TO_ASK:
            return f"Nothing to ask for: the verdict is {decision.verdict} already. {why(decision)}"
        case Outcome.FOUND:
            return f"To bring it from {decision.verdict} to {asks.goal}, {_cheapest(asks)}"
        case Outcome.OUT_OF_REACH:
            return _out_of_reach(asks)
        case Outcome.NOT_SETTLED:
            return _not_settled(asks)


def _cheapest(asks: Asks) -> str:
    cost = f"It costs {asks.asks[0].cost}, by the costs in your criteria."
    if len(asks.asks) == 1:
        return f"ask for this; nothing that costs less is enough. {cost}"
    many = f"any of these {len(asks.asks)}"
    return f"ask for {many}; they cost the same, and nothing that costs less is enough. {cost}"


def _out_of_reach(asks: Asks) -> str:
    said = f"Nothing that your criteria call negotiable can bring it to {asks.goal}."
    checked = asks.decision.program.checked
    if not checked.negotiables:
        return f"{said} They call nothing so: add a line such as `negotiable pay.base cost 2`."
    if asks.goal is Verdict.ACCEPT and checked.accept_at is None:
        return f"{said} They name no score at which to accept."
    return said


def _not_settled(asks: Asks) -> str:
    steps = f"It was not settled within {asks.budget:,} steps"
    if not asks.asks:
        return f"{steps} whether anything brings it to {asks.goal}."
    return f"{steps} what is cheapest. This brings it to {asks.goal}; something else may cost less."


def _ask(page: Page, asks: Asks, ask: Ask, number: int) -> None:
    page.section("Ask for" if len(asks.asks) == 1 else f"{number}. Ask for")
    for change in ask.changes:
        page.item("-", _change(asks, change), style=Style.GOOD)
        page.detail(f"{change.fact}, cost {change.cost}")
    decision = ask.decision
    score = ""
    if decision.score is not None:
        score = f", score {share_text(decision, decision.score)}{turns_text(decision)}"
    page.paragraph(f"Then it comes to {decision.verdict}{score}.", indent=2)


def _change(asks: Asks, change: Change) -> str:
    question = asks.decision.program.question(change.fact)
    now = "nobody has said" if change.present is UNKNOWN else f"now {value_words(change.present)}"
    return f"{question} {value_words(change.wanted)} ({now})"


def _blockers(page: Page, asks: Asks) -> None:
    if not asks.blockers:
        return
    page.section("What stands in the way")
    for finding in asks.blockers:
        page.item("x", f"{KIND_WORDS[finding.kind]}: {finding.label}", finding.span, Style.BAD)
        if not finding.settled and finding.missing:
            page.detail(f"open, so ask first: {_questions(asks, finding)}")


def _questions(asks: Asks, finding: Finding) -> str:
    return " ".join(asks.decision.program.question(fact) for fact in finding.missing)
