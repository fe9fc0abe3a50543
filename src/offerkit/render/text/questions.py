"""Questions as a page for the terminal: those for the employer, then your own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from offerkit.advise.questions import Questions
from offerkit.evaluate.findings import Finding
from offerkit.model.fields import AskedOf
from offerkit.paths import FactPath
from offerkit.render.text.page import Page
from offerkit.render.words.common import KIND_WORDS, clipped, offer_title, verdict_text
from offerkit.render.words.decide import why
from offerkit.render.words.questions import (
    DAYS,
    NOT_NEEDED,
    RATES,
    UNSEARCHED,
    YOURS,
    deciding_answers,
    headline,
    known_words,
    possible_words,
)
from offerkit.terminal import Style


def render_questions(
    questions: Questions, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return questions as a page for the terminal, without a line break at its end.

    Each has its fact, the statements that need it, and the answers that settle the verdict or rule
    one out.

    Args:
        questions: Any questions.
        width: Most columns of a line, at least 40.
        colour: Whether to use terminal colours.
        name: Name of the offer, such as its file.
    """
    page = Page.of(width, colour)
    decision = questions.decision
    page.paragraph(f"Questions about {offer_title(decision, name)}")
    if len(decision.possible) == 1:
        page.block(
            f"Nothing to ask: the verdict is {verdict_text(decision.verdict)}. {why(decision)}"
        )
        return "\n".join(page.lines)
    page.block(headline(questions))
    headings = _headings(questions)
    for number, question in enumerate(questions, 1):
        if question.fact in headings:
            page.section(headings[question.fact])
        page.item(f"{number}.", question.text, style=Style.UNSURE)
        known = known_words(question)
        page.detail(f"{question.fact}{f' ({known} so far)' if known else ''}, needed for")
        list_statements(page, question.waiting)
        for answer in deciding_answers(questions, question):
            page.detail(f"If it is {clipped(answer.words)}: {possible_words(answer)}.")
    for rate in page.under(RATES, questions.rates):
        page.item("?", rate.text, style=Style.UNSURE)
        list_statements(page, rate.waiting)
    for days in page.under(DAYS, questions.days):
        page.item("?", days.text, style=Style.UNSURE)
        list_statements(page, days.waiting)
    if questions.unsearched:
        page.section(UNSEARCHED)
        list_statements(page, questions.unsearched)
    if questions.idle:
        page.section(NOT_NEEDED)
        page.paragraph(", ".join(map(str, questions.idle)), indent=2)
    return "\n".join(page.lines)


def _headings(questions: Questions) -> Mapping[FactPath, str]:
    """Return the headings, each by the fact of the first question under it."""
    theirs, yours = (questions.asked_only(of) for of in (AskedOf.EMPLOYER, AskedOf.YOURSELF))
    one_is_enough = any(question.settles for question in questions)
    settling = [number for number, question in enumerate(theirs, 1) if question.settles]
    first = theirs[: max(settling, default=0)]
    rest = (
        "Then ask" if first else "Ask" if one_is_enough else "Ask: more than one answer is needed"
    )
    parts = (
        ("Ask first: one answer may be enough", first),
        (rest, theirs[len(first) :]),
        (YOURS, yours),
    )
    return {part[0].fact: heading for heading, part in parts if part}


def list_statements(page: Page, findings: Iterable[Finding]) -> None:
    """Write the statements that wait for an answer."""
    for finding in findings:
        page.item("     -", f"{KIND_WORDS[finding.kind]}: {finding.label}", finding.span)
