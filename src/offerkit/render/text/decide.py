"""A decision as a page for the terminal: the verdict first, then everything behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Final

from offerkit.advise.questions import Questions
from offerkit.calendar import text_in_days
from offerkit.evaluate.findings import Finding, Reading
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, UnitRange
from offerkit.kleene import Kleene
from offerkit.model.fields import AskedOf
from offerkit.render.text.page import VERDICT_STYLES, Page, bar
from offerkit.render.text.questions import list_statements
from offerkit.render.words.common import (
    NOT_APPLYING,
    offer_title,
    range_text,
    reading_text,
    share_text,
    turns_text,
    value_words,
    verdict_text,
)
from offerkit.render.words.decide import (
    ADVERTISED,
    ANSWERED,
    BROKEN,
    CONDITIONS,
    EXCEEDED,
    FROM_LETTER,
    NOT_READ,
    OUTLIERS,
    PAY,
    REPLACED,
    SET_ASIDE,
    UNSTATED,
    answer_texts,
    conditions_text,
    graded_text,
    known_text,
    not_read,
    outlier_text,
    pay_notes,
    promise_text,
    replacement_text,
    unstated_text,
    why,
    without_text,
)
from offerkit.render.words.questions import DAYS, NOT_NEEDED, YOURS
from offerkit.terminal import Style, columns, paint, safe, wrap


def render_decision(
    questions: Questions, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return a decision as a page for the terminal, without a line break at its end.

    The verdict and why, in a sentence; then what rules the offer out, the reasons for leaving,
    what speaks for and against it, preferences, cautions, your answer so far, promises, what is
    still open with the question to ask, what was assumed, and what was changed in used files.
    Sections with nothing in them are left out.
    The page's own marks are ASCII; texts from files are shown as they are, but escaped where a
    terminal would act on them.

    Args:
        questions: On the decision, which they hold.
        width: How many columns lines may take, at least 40; a word longer than that is cut.
        colour: Whether to use terminal colours.
        name: What to call the offer, say its file, beside its company and title.
    """
    parts = decision_parts(
        questions.decision, lambda: questions, width=width, colour=colour, name=name
    )
    return "\n".join(parts)


def decision_parts(
    decision: Ruling,
    ask: Callable[[], Questions],
    *,
    width: int,
    colour: bool,
    name: str | None,
) -> Iterator[str]:
    """Yield the page of a decision in two parts; the verdict does not wait for what *ask* finds."""
    page = Page.of(width, colour)
    _head(page, decision, name)
    yield "\n".join(page.lines)
    page, questions = Page.of(width, colour), ask()
    page.block(why(decision, questions))
    if decision.score is not None:
        page.block(f"Score: {share_text(decision, decision.score)}{turns_text(decision)}")
    for finding in page.under(SET_ASIDE, decision.not_applying):
        _finding(page, finding, "/", Style.UNSURE)
    against = (f for f in decision.ruled_out_by if f.kind is StatementKind.DEALBREAKER)
    for title, mark, style, findings in (
        ("What rules it out", "x", Style.BAD, against),
        ("For", "+", Style.GOOD, _with(Kleene.TRUE, decision.pros)),
        ("Against", "-", Style.BAD, _with(Kleene.TRUE, decision.cons)),
        ("For it, but not the case here", ".", None, _with(Kleene.FALSE, decision.pros)),
        ("Against it, but not the case here", ".", None, _with(Kleene.FALSE, decision.cons)),
    ):
        for finding in page.under(title, findings):
            _finding(page, finding, mark, style)
    graded = (f for f in decision.preferences if f.truth is not Kleene.DOES_NOT_APPLY)
    for finding in page.under("Preferences, from worst to best", graded):
        grade = finding.value or UnitRange(Fraction(0), Fraction(1))
        label = f"{finding.label}: {range_text(grade)} (weight {finding.written_weight})"
        page.item(bar(grade, _BAR), label, finding.span)
        _readings(page, finding.readings)
        said = graded_text(finding)
        if said is not None:
            page.detail(said)
    uncounted = (*decision.pros, *decision.cons, *decision.preferences, *decision.cautions)
    for finding in page.under(NOT_APPLYING, _with(Kleene.DOES_NOT_APPLY, uncounted)):
        _finding(page, finding, "/")
    is_counter = decision.is_counter is Kleene.TRUE
    rule = " (a counter-offer must address them all)" if is_counter else ""
    for finding in page.under(f"Your reasons for leaving{rule}", decision.leaving):
        _finding(page, finding, *_FIXED[finding.truth])
    for finding in page.under("Cautions", _with(Kleene.TRUE, decision.cautions)):
        _finding(page, finding, "!", Style.UNSURE)
    for said in page.under(ANSWERED, answer_texts(decision.state, "this offer")):
        page.item("!", said, style=Style.UNSURE)
    for named in page.under(
        CONDITIONS, [decision.open_conditions] if decision.open_conditions else []
    ):
        page.item("!", conditions_text(named), style=Style.UNSURE)
    for broken in page.under(BROKEN, decision.broken_promises):
        page.item("!", promise_text(broken), style=Style.UNSURE)
    for exceeded in page.under(EXCEEDED, decision.exceeded_promises):
        page.item("+", promise_text(exceeded), style=Style.GOOD)
    for unstated in page.under(UNSTATED, decision.unstated_promises):
        page.item("?", unstated_text(unstated), style=Style.UNSURE)
    for said in page.under(PAY, pay_notes(decision)):
        page.item("!", said)
    for outlier in page.under(OUTLIERS, decision.outliers):
        page.item("!", outlier_text(outlier), style=Style.UNSURE)
    _open(page, questions)
    for note in page.under(NOT_READ, not_read(decision)):
        page.item("?", note, style=Style.UNSURE)
    if decision.advertised:
        page.block(f"{ADVERTISED}: {', '.join(map(str, decision.advertised))}")
    if decision.from_letter:
        page.block(f"{FROM_LETTER}: {', '.join(map(str, decision.from_letter))}")
    for reading in page.under("Assumed, because the offer does not say", decision.assumed):
        page.item("=", f"{reading.fact}: {value_words(reading.value)}")
    if decision.assumed:
        page.paragraph(without_text(decision), indent=2)
    for replacement in page.under(REPLACED, decision.program.checked.replacements):
        page.item("=", replacement_text(replacement))
    yield "\n".join(page.lines)


_BAR: Final = 10
_FIXED: Final = {
    Kleene.TRUE: ("addressed    ", Style.GOOD),
    Kleene.FALSE: ("not addressed", Style.BAD),
    Kleene.UNKNOWN: ("unknown      ", Style.UNSURE),
    Kleene.DOES_NOT_APPLY: ("does not apply", Style.BAD),
}


def _head(page: Page, decision: Ruling, name: str | None) -> None:
    verdict = verdict_text(decision.verdict).upper()
    painted = paint(verdict, VERDICT_STYLES[decision.verdict], page.colour)
    first, *rest = wrap(safe(offer_title(decision, name)), page.width - columns(verdict) - 2)
    page.lines.append(f"{painted}  {first}")
    page.lines.extend(" " * (columns(verdict) + 2) + line for line in rest)


def _with(truth: Kleene, findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.truth is truth)


def _finding(page: Page, finding: Finding, mark: str, style: Style | None = None) -> None:
    weight = f" (weight {finding.written_weight})" if finding.weight else ""
    page.item(mark, finding.label + weight, finding.span, style)
    _readings(page, finding.readings)


def _readings(page: Page, readings: Iterable[Reading]) -> None:
    for reading in readings:
        page.detail(reading_text(reading))
        if parts := reading.stated_parts:
            page.paragraph(f"from {'; '.join(map(reading_text, parts))}", indent=8)


def _open(page: Page, questions: Questions) -> None:
    decision, facts = questions.decision, questions.open_facts
    for title, of in (("Still unknown", AskedOf.EMPLOYER), (YOURS, AskedOf.YOURSELF)):
        open_ = (fact for fact in facts if fact.matters and fact.asked_of is of)
        for fact in page.under(title, open_):
            page.item("?", fact.question, style=Style.UNSURE)
            page.detail(f"{known_text(decision, fact)}, for")
            list_statements(page, (decision.findings[index] for index in fact.waiting))
    for fact in page.under(NOT_NEEDED, (fact for fact in facts if not fact.matters)):
        page.item("?", fact.question)
        labels = "; ".join(decision.findings[index].label for index in fact.waiting)
        page.detail(f"{known_text(decision, fact)}, for: {labels}")
    rates = decision.missing_rates
    for base, quote in page.under("Exchange rates missing from your criteria", rates):
        page.item("?", f"rate 1 {base} = ... {quote}", style=Style.UNSURE)
    for months in page.under(DAYS, decision.missing_days):
        page.item("?", text_in_days(months), style=Style.UNSURE)
    if rates or decision.missing_days:
        list_statements(page, (f for f in decision.findings if not f.settled and not f.missing))
