"""An interview in the terminal: its question, what an answer was taken for, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from offerkit.advise.answer.models import Reply
from offerkit.advise.interview import Answered
from offerkit.advise.questions import Question, Questions
from offerkit.diagnostics import Diagnostic
from offerkit.evaluate.findings import Finding
from offerkit.kleene import Kleene
from offerkit.model.fields import AskedOf
from offerkit.packs import Pack, PackLine
from offerkit.render.text.answer import render_notes
from offerkit.render.text.page import VERDICT_STYLES, Page
from offerkit.render.text.questions import list_statements
from offerkit.render.words.common import KIND_WORDS, clipped, offer_title, value_words, verdict_text
from offerkit.render.words.decide import why
from offerkit.render.words.questions import YOURS
from offerkit.terminal import paint
from offerkit.text import listed
from offerkit.values import UNKNOWN

_OUTCOMES = {Kleene.TRUE: "yes", Kleene.FALSE: "no", Kleene.DOES_NOT_APPLY: "does not apply"}


def render_question(
    question: Question,
    *,
    width: int = 80,
    colour: bool = False,
    number: int,
    choices: Sequence[str] = (),
) -> str:
    """Return a question with its number, and the values that the answer can be."""
    page = Page.of(width, colour)
    page.block(f"{number}. {question.text}")
    if choices:
        page.paragraph(listed(choices, "or"), indent=3)
    return "\n".join(page.lines)


def render_reasons(question: Question, *, width: int = 80, colour: bool = False) -> str:
    """Return the statements that wait for the answer to a question."""
    page = Page.of(width, colour)
    page.paragraph(f"{question.fact} is needed for", indent=3)
    list_statements(page, question.waiting)
    return "\n".join(page.lines)


def render_refused(problem: Diagnostic, *, width: int = 80, colour: bool = False) -> str:
    """Return why an answer was not taken, and what could be meant."""
    page = Page.of(width, colour)
    for text in filter(None, (problem.message, problem.hint)):
        page.paragraph(f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}", indent=3)
    return "\n".join(page.lines)


def render_taken(
    answered: Answered, asked_of: AskedOf, *, width: int = 80, colour: bool = False
) -> str:
    """Return what an answer was taken for, and what it settled."""
    page = Page.of(width, colour)
    if answered.value is UNKNOWN:
        is_theirs = asked_of is AskedOf.EMPLOYER
        left = "It goes on the list for the call." if is_theirs else "It is yours to find out."
        page.paragraph(left, indent=3)
    else:
        page.paragraph(f"{answered.fact}: {clipped(value_words(answered.value))}", indent=3)
    for finding in answered.settled:
        page.paragraph(f"- {_outcome(finding)}", indent=5)
    return "\n".join(page.lines)


def _outcome(finding: Finding) -> str:
    kind = KIND_WORDS[finding.kind]
    return f"{kind} “{clipped(finding.label)}”: {_OUTCOMES.get(finding.may_be, 'settled')}"


def render_end(
    questions: Questions,
    *,
    width: int = 80,
    colour: bool = False,
    call: Reply | None = None,
    name: str | None = None,
) -> str:
    """Return the verdict as far as it is settled, notes for the call, and what is left to you.

    Args:
        questions: What is open at the end.
        width: Most columns of a line, at least 40.
        colour: Whether to use terminal colours.
        call: The answer whose notes are for the call, if there is something to ask.
        name: Name of the offer, such as its file.
    """
    page, decision = Page.of(width, colour), questions.decision
    verdict = verdict_text(decision.verdict).upper()
    shown = paint(verdict, VERDICT_STYLES[decision.verdict], colour)
    page.lines.extend(["", f"{shown}  {offer_title(decision, name)}"])
    page.block(why(decision, questions))
    if call is not None:
        page.section("For the call")
        page.lines.extend(render_notes(call, width=page.width).split("\n"))
    for question in page.under(YOURS, questions.asked_only(AskedOf.YOURSELF)):
        page.item("?", question.text)
    return "\n".join(page.lines)


def render_packs(packs: Sequence[Pack], *, width: int = 80, colour: bool = False) -> str:
    """Return the packs, numbered, under the question that they answer."""
    page = Page.of(width, colour)
    page.paragraph("What would make you turn it down?")
    page.lines.append("")
    for number, pack in enumerate(packs, 1):
        page.item(f"{number:>2}", f"{pack.name}: {pack.title}. {pack.purpose}")
    page.block("Name as many as you like: 1, 3 or manager, place. Enter: some of everything.")
    return "\n".join(page.lines)


def render_lines(lines: Iterable[PackLine], *, width: int = 80, colour: bool = False) -> str:
    """Return the lines of packs that rule offers out, numbered."""
    page = Page.of(width, colour)
    page.block("Each of these would make the verdict decline:")
    page.lines.append("")
    for number, line in enumerate(lines, 1):
        page.item(f"{number:>2}", line.label or line.text)
    page.block("Which of them would not? Their numbers. Enter: all of them would.")
    return "\n".join(page.lines)
