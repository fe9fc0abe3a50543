"""A decision as a page for the terminal: the verdict first, then everything behind it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import Final

from offerkit.evaluate.findings import Finding, Reading
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, UnitRange, Verdict
from offerkit.kleene import Kleene
from offerkit.render.digest import (
    OpenFact,
    open_facts,
    percent_text,
    stated_parts,
)
from offerkit.render.text.page import Page
from offerkit.render.text.terminal import Style, columns, paint, safe, wrap
from offerkit.render.words.decide import (
    KIND_WORDS,
    known_text,
    offer_title,
    promise_text,
    reading_text,
    share_text,
    turns_text,
    value_words,
    why,
    without_text,
)

_STYLES: Final = {
    Verdict.DECLINE: Style.BAD,
    Verdict.CONSIDER: Style.UNSURE,
    Verdict.ACCEPT: Style.GOOD,
    Verdict.FIND_OUT: Style.UNSURE,
}


def render_decision(
    decision: Ruling, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return *decision* as a page for the terminal, without a line break at its end.

    The verdict and why, in a sentence; then what rules the offer out, the reasons for leaving,
    what speaks for and against it, preferences, cautions, broken promises, what is still open
    with the question to ask, and what was assumed. Sections with nothing in them are left out.
    The page's own marks are ASCII; texts from files are shown as they are, but escaped where a
    terminal would act on them.

    Args:
        decision: Any decision.
        width: How many columns lines may take, at least 40; a word longer than that is cut.
        colour: Whether to use terminal colours.
        name: What to call the offer, say its file, beside its company and title.
    """
    page = Page.of(width, colour)
    _head(page, decision, name)
    _ruled_out(page, decision)
    _for_and_against(page, decision)
    _preferences(page, decision)
    _leaving(page, decision)
    _cautions(page, decision)
    _promises(page, decision)
    _open(page, decision)
    _assumed(page, decision)
    return "\n".join(page.lines)


# --- the head --------------------------------------------------------------------------------


def _head(page: Page, decision: Ruling, name: str | None) -> None:
    verdict = str(decision.verdict).upper()
    painted = paint(verdict, _STYLES[decision.verdict], page.colour)
    first, *rest = wrap(safe(offer_title(decision, name)), page.width - columns(verdict) - 2)
    page.lines.append(f"{painted}  {first}")
    page.lines.extend(" " * (columns(verdict) + 2) + line for line in rest)
    page.lines.append("")
    page.paragraph(why(decision))
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
        parts = stated_parts(reading)
        if parts:
            page.paragraph(f"from {'; '.join(map(reading_text, parts))}", indent=8)


def _ruled_out(page: Page, decision: Ruling) -> None:
    against = [f for f in decision.ruling_out if f.kind is StatementKind.DEALBREAKER]
    if against:
        page.section("What rules it out")
    for finding in against:
        _finding(page, finding, "x", Style.BAD)


def _for_and_against(page: Page, decision: Ruling) -> None:
    weighed = (
        ("For", "+", Style.GOOD, decision.pros, Kleene.TRUE),
        ("Against", "-", Style.BAD, decision.cons, Kleene.TRUE),
        ("Would speak for it, but is not so", ".", None, decision.pros, Kleene.FALSE),
        ("Would speak against it, but is not so", ".", None, decision.cons, Kleene.FALSE),
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
        low, high = (percent_text(end) for end in (grade.low, grade.high))
        shown = low if grade.is_exact else f"{low} to {high}"
        label = f"{finding.label}: {shown} (weight {finding.weight})"
        page.item(_bar(grade), label, finding.span)
        _readings(page, finding.readings)


def _bar(grade: UnitRange) -> str:
    """Return a grade as a bar: ``=`` what is certain, ``~`` what is possible."""
    sure, likely = floor(grade.low * _BAR), ceil(grade.high * _BAR)
    if grade.is_exact:
        sure = likely = round(grade.low * _BAR)
    return "[" + ("=" * sure + "~" * (likely - sure)).ljust(_BAR, ".") + "]"


_FIXED: Final = {
    Kleene.TRUE: ("fixed    ", Style.GOOD),
    Kleene.FALSE: ("not fixed", Style.BAD),
    Kleene.UNKNOWN: ("open     ", Style.UNSURE),
}


def _leaving(page: Page, decision: Ruling) -> None:
    if decision.leaving:
        counter = decision.is_counter is Kleene.TRUE
        rule = ": a counter-offer must fix them all" if counter else ""
        page.section(f"Why you want to leave{rule}")
    for finding in decision.leaving:
        mark, style = _FIXED[finding.truth]
        _finding(page, finding, mark, style)


def _cautions(page: Page, decision: Ruling) -> None:
    chosen = [finding for finding in decision.cautions if finding.truth is Kleene.TRUE]
    if chosen:
        page.section("Take care")
    for finding in chosen:
        _finding(page, finding, "!", Style.UNSURE)


def _promises(page: Page, decision: Ruling) -> None:
    if decision.broken_promises:
        page.section("Not as promised")
    for promise in decision.broken_promises:
        page.item("!", promise_text(promise), style=Style.UNSURE)


# --- what is not known -----------------------------------------------------------------------


def _open(page: Page, decision: Ruling) -> None:
    facts = open_facts(decision)
    matter = [fact for fact in facts if fact.matters]
    others = [fact for fact in facts if not fact.matters]
    if matter:
        page.section("Still open")
    for fact in matter:
        _question(page, decision, fact)
    if others:
        page.section("Open too, but it cannot change the verdict")
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
    page.section("Rates that the criteria should state")
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
