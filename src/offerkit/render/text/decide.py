"""A decision as a page for the terminal: the verdict first, then everything behind it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from offerkit.advise.questions import OpenFact, Questions
from offerkit.evaluate.findings import Finding, Reading
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, UnitRange
from offerkit.kleene import Kleene
from offerkit.render.text.page import VERDICT_STYLES, Page, bar
from offerkit.render.words.common import (
    KIND_WORDS,
    offer_title,
    range_text,
    reading_text,
    share_text,
    turns_text,
    value_words,
)
from offerkit.render.words.decide import known_text, promise_text, why, without_text
from offerkit.render.words.questions import NOT_NEEDED
from offerkit.terminal import Style, columns, paint, safe, wrap


def render_decision(
    questions: Questions, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return a decision as a page for the terminal, without a line break at its end.

    The verdict and why, in a sentence; then what rules the offer out, the reasons for leaving,
    what speaks for and against it, preferences, cautions, broken promises, what is still open
    with the question to ask, and what was assumed. Sections with nothing in them are left out.
    The page's own marks are ASCII; texts from files are shown as they are, but escaped where a
    terminal would act on them.

    Args:
        questions: On the decision, which they hold.
        width: How many columns lines may take, at least 40; a word longer than that is cut.
        colour: Whether to use terminal colours.
        name: What to call the offer, say its file, beside its company and title.
    """
    decision = questions.decision
    page = Page.of(width, colour)
    _head(page, questions, name)
    _ruled_out(page, decision)
    _for_and_against(page, decision)
    _preferences(page, decision)
    _leaving(page, decision)
    _cautions(page, decision)
    _promises(page, decision)
    _open(page, questions)
    _assumed(page, decision)
    return "\n".join(page.lines)


# --- the head --------------------------------------------------------------------------------


def _head(page: Page, questions: Questions, name: str | None) -> None:
    decision = questions.decision
    verdict = str(decision.verdict).upper()
    painted = paint(verdict, VERDICT_STYLES[decision.verdict], page.colour)
    first, *rest = wrap(safe(offer_title(decision, name)), page.width - columns(verdict) - 2)
    page.lines.append(f"{painted}  {first}")
    page.lines.extend(" " * (columns(verdict) + 2) + line for line in rest)
    page.lines.append("")
    page.paragraph(why(decision, questions))
    if decision.score is not None:
        page.lines.append("")
        page.paragraph(f"Score: {share_text(decision, decision.score)}{turns_text(decision)}")


# --- findings --------------------------------------------------------------------------------


def _finding(page: Page, finding: Finding, mark: str, style: Style | None = None) -> None:
    weight = f" (weight {finding.weight})" if finding.weight else ""
    page.item(mark, finding.label + weight, finding.span, style)
    _readings(page, finding.readings)


def _readings(page: Page, readings: Iterable[Reading]) -> None:
    for reading in readings:
        page.detail(reading_text(reading))
        parts = reading.stated_parts
        if parts:
            page.paragraph(f"from {'; '.join(map(reading_text, parts))}", indent=8)


def _ruled_out(page: Page, decision: Ruling) -> None:
    against = [f for f in decision.ruled_out_by if f.kind is StatementKind.DEALBREAKER]
    if against:
        page.section("What rules it out")
    for finding in against:
        _finding(page, finding, "x", Style.BAD)


def _for_and_against(page: Page, decision: Ruling) -> None:
    weighed = (
        ("For", "+", Style.GOOD, decision.pros, Kleene.TRUE),
        ("Against", "-", Style.BAD, decision.cons, Kleene.TRUE),
        ("For it, but not the case here", ".", None, decision.pros, Kleene.FALSE),
        ("Against it, but not the case here", ".", None, decision.cons, Kleene.FALSE),
    )
    for title, mark, style, findings, truth in weighed:
        chosen = [finding for finding in findings if finding.truth is truth]
        if chosen:
            page.section(title)
        for finding in chosen:
            _finding(page, finding, mark, style)


_BAR: Final = 10


def _preferences(page: Page, decision: Ruling) -> None:
    if decision.preferences:
        page.section("Preferences, from worst to best")
    for finding in decision.preferences:
        grade = finding.value or UnitRange(Fraction(0), Fraction(1))
        label = f"{finding.label}: {range_text(grade)} (weight {finding.weight})"
        page.item(bar(grade, _BAR), label, finding.span)
        _readings(page, finding.readings)


_FIXED: Final = {
    Kleene.TRUE: ("addressed    ", Style.GOOD),
    Kleene.FALSE: ("not addressed", Style.BAD),
    Kleene.UNKNOWN: ("unknown      ", Style.UNSURE),
}


def _leaving(page: Page, decision: Ruling) -> None:
    if decision.leaving:
        counter = decision.is_counter is Kleene.TRUE
        rule = " (a counter-offer must address them all)" if counter else ""
        page.section(f"Your reasons for leaving{rule}")
    for finding in decision.leaving:
        mark, style = _FIXED[finding.truth]
        _finding(page, finding, mark, style)


def _cautions(page: Page, decision: Ruling) -> None:
    chosen = [finding for finding in decision.cautions if finding.truth is Kleene.TRUE]
    if chosen:
        page.section("Cautions")
    for finding in chosen:
        _finding(page, finding, "!", Style.UNSURE)


def _promises(page: Page, decision: Ruling) -> None:
    if decision.broken_promises:
        page.section("Not as promised")
    for promise in decision.broken_promises:
        page.item("!", promise_text(promise), style=Style.UNSURE)


# --- what is not known -----------------------------------------------------------------------


def _open(page: Page, questions: Questions) -> None:
    decision, facts = questions.decision, questions.open_facts
    matter = [fact for fact in facts if fact.matters]
    others = [fact for fact in facts if not fact.matters]
    if matter:
        page.section("Still unknown")
    for fact in matter:
        _question(page, decision, fact)
    if others:
        page.section(NOT_NEEDED)
    for fact in others:
        page.item("?", fact.question)
        labels = "; ".join(decision.findings[index].label for index in fact.waiting)
        page.detail(f"{known_text(decision, fact)}, for: {labels}")
    _rates(page, decision)


def _question(page: Page, decision: Ruling, fact: OpenFact) -> None:
    page.item("?", fact.question, style=Style.UNSURE)
    page.detail(f"{known_text(decision, fact)}, for")
    for index in fact.waiting:
        finding = decision.findings[index]
        page.item("     -", f"{KIND_WORDS[finding.kind]}: {finding.label}", finding.span)


def _rates(page: Page, decision: Ruling) -> None:
    if not decision.missing_rates:
        return
    page.section("Exchange rates missing from your criteria")
    for base, quote in decision.missing_rates:
        page.item("?", f"rate 1 {base} = ... {quote}", style=Style.UNSURE)
    for finding in decision.findings:
        if not finding.settled and not finding.missing:
            page.item("     -", f"{KIND_WORDS[finding.kind]}: {finding.label}", finding.span)


def _assumed(page: Page, decision: Ruling) -> None:
    if not decision.assumed:
        return
    page.section("Assumed, because the offer does not say")
    for reading in decision.assumed:
        page.item("=", f"{reading.fact}: {value_words(reading.value)}")
    page.paragraph(without_text(decision), indent=2)
