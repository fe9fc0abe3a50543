"""Questions in HTML, each with its answers: those for the employer, then your own."""

from __future__ import annotations

from collections.abc import Sequence

from offerkit.advise.questions import Question, Questions
from offerkit.evaluate.findings import Finding
from offerkit.model.fields import AskedOf
from offerkit.paths import FactPath
from offerkit.render.html.markup import Child, Markup, joined, optional, tag
from offerkit.render.html.pieces import badge, code, paragraph, part, place, topic, words
from offerkit.render.words.common import KIND_WORDS, clipped
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


def questions(found: Questions, level: int) -> Markup | None:
    """Return the questions to ask before answering; None if no fact and no rate is unknown.

    Args:
        found: Any questions.
        level: Level of the heading.
    """
    asked, yours = (
        [tag("li", _question(found, question)) for question in found.asked_only(of)]
        for of in (AskedOf.EMPLOYER, AskedOf.YOURSELF)
    )
    rates = [
        tag("li", joined(code(rate.text), _needed_for(rate.waiting, "div"))) for rate in found.rates
    ]
    days = [
        tag("li", joined(words(one.text), _needed_for(one.waiting, "div"))) for one in found.days
    ]
    idle = [tag("li", _idle(found, fact)) for fact in found.idle]
    parts = [
        paragraph(headline(found)) if len(found) else None,
        optional("ol", asked, class_="ask"),
        part(level + 1, YOURS, tag("ol", yours, class_="ask", start=len(asked) + 1))
        if yours
        else None,
        part(level + 1, RATES, tag("ul", rates, class_="plain")) if rates else None,
        part(level + 1, DAYS, tag("ul", days, class_="plain")) if days else None,
        part(level + 1, UNSEARCHED, _needed_for(found.unsearched, "div"))
        if found.unsearched
        else None,
        part(level + 1, NOT_NEEDED, tag("ul", idle, class_="plain")) if idle else None,
    ]
    title = "What to ask" if len(found) or rates or days else "Still unknown"
    return topic(level, title, *parts) if any(parts) else None


def _question(found: Questions, question: Question) -> Markup:
    known = known_words(question)
    lines = []
    for answer in deciding_answers(found, question):
        then = badge(answer.possible[0]) if answer.settles else possible_words(answer)
        said = tag("span", "If it is ", words(clipped(answer.words)), ": ", then)
        lines.append(tag("li", said))
    so_far = joined(" (", words(known), " so far)") if known else None
    return joined(
        tag("span", words(question.text), class_="words"),
        tag("span", " ", code(question.fact), so_far, class_="muted"),
        optional("ul", lines, _needed_for(question.waiting, "li"), role="list"),
    )


def _needed_for(findings: Sequence[Finding], name: str) -> Markup | None:
    """Return an element with the statements that need an answer; None if there are none."""
    if not findings:
        return None
    said: list[Child] = ["Needed for "]
    for number, finding in enumerate(findings):
        said += ["; " if number else None, KIND_WORDS[finding.kind], ": ", words(finding.label)]
        said += [" (", place(finding.span), ")"]
    return tag(name, tag("span", *said), class_="muted")


def _idle(found: Questions, fact: FactPath) -> Markup:
    decision = found.decision
    waiting = [decision.findings[index] for index in found.waiting[fact]]
    return joined(
        words(decision.program.question(fact, decision.offer)),
        tag("span", " ", code(fact), class_="muted"),
        _needed_for(waiting, "div"),
    )
