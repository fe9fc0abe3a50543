"""Questions as a page for the terminal: what to ask, first things first."""

from __future__ import annotations

from offerkit.advise.questions import PossibleAnswer, Question, Questions, RateQuestion
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import Verdict
from offerkit.render.text.page import Page
from offerkit.render.text.terminal import Style
from offerkit.render.words.decide import KIND_WORDS, clipped, offer_title, value_words, why
from offerkit.text import listed
from offerkit.values import UNKNOWN


def render_questions(
    questions: Questions, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return *questions* as a page for the terminal, without a line break at its end.

    Each with the fact it is about, the statements that wait for it, and what answers come to:
    those that settle the verdict, or rule one out.

    Args:
        questions: Any questions.
        width: How many columns lines may take, at least 40.
        colour: Whether to use terminal colours.
        name: What to call the offer, say its file.
    """
    page = Page.of(width, colour)
    decision = questions.decision
    page.paragraph(f"Questions about {offer_title(decision, name)}")
    page.lines.append("")
    if len(decision.possible) == 1:
        page.paragraph(f"Nothing to ask: the verdict is {decision.verdict}. {why(decision)}")
        return "\n".join(page.lines)
    page.paragraph(_head(questions))
    settling = [question for question in questions if question.settles]
    others = [question for question in questions if not question.settles]
    _questions(page, "One answer can settle it", settling, 1)
    title = "Together with these" if settling else "It takes more than one answer"
    _questions(page, title, others, 1 + len(settling))
    _rates(page, questions.rates)
    _idle(page, questions)
    return "\n".join(page.lines)


def _head(questions: Questions) -> str:
    possible = listed([str(verdict) for verdict in questions.decision.possible], "or")
    still = f"It may still come to {possible}."
    count = len(questions)
    if not count and questions.rates:
        return f"{still} No fact of the offer can change that: it hangs on a rate."
    if not count:
        return (
            f"{still} No fact of the offer can change that: some amount stays uncertain however "
            "much is known, as of equity that cannot be sold."
        )
    answers = "Once you know this" if count == 1 else f"Once you know these {count} things"
    rates = " and the criteria state the rates below," if questions.rates else ""
    return f"{still} {answers}{',' if rates else ''}{rates} it is decided."


def _questions(page: Page, title: str, questions: list[Question], first: int) -> None:
    if questions:
        page.section(title)
    for number, question in enumerate(questions, first):
        page.item(f"{number}.", question.text, style=Style.UNSURE)
        page.detail(f"{_known(question)}, for")
        _waiting(page, question.waiting)
        for answer in question.answers:
            if len(answer.possible) < len(_all_possible(question)):
                page.detail(_answer(answer))


def _all_possible(question: Question) -> set[Verdict]:
    return {verdict for answer in question.answers for verdict in answer.possible}


def _known(question: Question) -> str:
    if question.known is UNKNOWN:
        return str(question.fact)
    return f"{question.fact} ({value_words(question.known)} so far)"


def _waiting(page: Page, findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        page.item("     -", f"{KIND_WORDS[finding.kind]}: {finding.label}", finding.span)


def _answer(answer: PossibleAnswer) -> str:
    possible = listed([str(verdict) for verdict in answer.possible], "or")
    still = "" if answer.settles else "still "
    return f"If it is {clipped(answer.words)}: {still}{possible}."


def _rates(page: Page, rates: tuple[RateQuestion, ...]) -> None:
    if rates:
        page.section("Rates that the criteria should state")
    for rate in rates:
        page.item("?", rate.text, style=Style.UNSURE)
        _waiting(page, rate.waiting)


def _idle(page: Page, questions: Questions) -> None:
    if questions.idle:
        page.section("No need to ask: it cannot change the verdict")
        page.paragraph(", ".join(map(str, questions.idle)), indent=2)
