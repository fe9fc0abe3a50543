"""What to ask, in HTML: each question with what its answers come to."""

from __future__ import annotations

from typing import Final

from offerkit.advise.questions import (
    PossibleAnswer,
    Question,
    Questions,
    RateQuestion,
)
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.paths import FactPath
from offerkit.render.html.markup import Child, Markup, joined, optional, tag
from offerkit.render.html.pieces import badge, code, paragraph, part, place, topic, words
from offerkit.render.words.common import KIND_WORDS, clipped, value_words
from offerkit.text import listed
from offerkit.values import Unknown


def questions(found: Questions, level: int) -> Markup | None:
    """Return what to ask before answering; None where nothing is open."""
    asked = [tag("li", _question(found, question)) for question in found.asked]
    rates = [tag("li", _rate(rate)) for rate in found.rates]
    idle = [tag("li", _idle(found.decision, fact, found)) for fact in found.idle]
    body = joined(
        tag("ol", joined(*asked), class_="ask") if asked else None,
        part(level + 1, "Rates to state", tag("ul", joined(*rates), class_="plain"))
        if rates
        else None,
        part(level + 1, _NO_NEED, tag("ul", joined(*idle), class_="plain")) if idle else None,
    )
    if not body.text:
        return None
    lead = paragraph("First things first. Answering them all decides the verdict.")
    title = "What to ask" if asked or rates else "Still open"
    return topic(level, title, lead if asked and not rates else None, body)


_NO_NEED: Final = "No need to ask: it cannot change the verdict"


def _question(found: Questions, question: Question) -> Markup:
    known = None
    if not isinstance(question.known, Unknown):
        known = joined(", so far ", words(value_words(question.known)))
    still = len(found.decision.possible)
    telling = [answer for answer in question.answers if len(answer.possible) < still]
    lines = [tag("li", _answer(answer)) for answer in telling]
    lines += [tag("li", _waiting(question.waiting), class_="muted")] if question.waiting else []
    return joined(
        tag("span", words(question.text), class_="words"),
        tag("span", " ", code(question.fact), known, class_="muted"),
        optional("ul", lines, role="list"),
    )


def _answer(answer: PossibleAnswer) -> Markup:
    if answer.settles:
        said: Child = badge(answer.possible[0])
    else:
        said = f"still {listed([str(verdict) for verdict in answer.possible], 'or')}"
    return tag("span", "If it is ", words(clipped(answer.words)), ": ", said)


def _waiting(findings: tuple[Finding, ...]) -> Markup:
    """Return the statements that an answer is for."""
    said: list[Child] = ["For "]
    for number, finding in enumerate(findings):
        said += ["; " if number else None, KIND_WORDS[finding.kind], ": ", words(finding.label)]
        said += [" (", place(finding.span), ")"]
    return tag("span", *said)


def _rate(rate: RateQuestion) -> Markup:
    return joined(code(rate.text), optional("div", _rate_for(rate), class_="muted"))


def _rate_for(rate: RateQuestion) -> Markup | None:
    return _waiting(rate.waiting) if rate.waiting else None


def _idle(decision: Ruling, fact: FactPath, found: Questions) -> Markup:
    waiting = tuple(decision.findings[index] for index in found.waiting[fact])
    return joined(
        words(decision.program.question(fact)),
        tag("span", " ", code(fact), class_="muted"),
        tag("div", _waiting(waiting), class_="muted"),
    )
