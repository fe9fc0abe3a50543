"""A decision in HTML, section by section: what ``render.text`` says, drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from offerkit.advise.questions import Questions
from offerkit.evaluate.findings import (
    BrokenPromise,
    Difference,
    ExceededPromise,
    Finding,
    Reading,
)
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED
from offerkit.paths import FactPath
from offerkit.render.html.drawing import ALL, EITHER, NOTHING, Scale, bar
from offerkit.render.html.markup import Child, Markup, joined, optional, tag
from offerkit.render.html.pieces import (
    NOT_APPLYING,
    Look,
    badge,
    code,
    finding_row,
    look_of,
    paragraph,
    part,
    rows,
    table,
    topic,
    words,
)
from offerkit.render.words.common import (
    counted_words,
    offer_title,
    share_text,
    turns_text,
    value_words,
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
    UNSTATED,
    answer_texts,
    conditions_text,
    graded_text,
    not_read,
    outlier_text,
    pay_notes,
    replacement_text,
    why,
    without_text,
)
from offerkit.values import Unknown


def head(questions: Questions, level: int, *, name: str | None = None) -> Markup:
    """Return the verdict, on what, and why."""
    return joined(heading(questions.decision, level), reason(questions, name=name))


def heading(decision: Ruling, level: int, *, title: str | None = None) -> Markup:
    """Return the verdict, and on what: by default the title and company of the offer."""
    colon = tag("span", ":", class_="unseen")
    shown: list[Child] = [badge(decision.verdict, colon), " "]
    named = offer_title(decision, None) if title is None else title
    return tag(f"h{level}", *shown, words(named), class_="title")


def reason(questions: Questions, *, name: str | None = None) -> Markup:
    """Return what to call the offer, and why the verdict is what it is."""
    named = tag("p", name, class_="file") if name is not None else None
    return joined(named, paragraph(why(questions.decision, questions), class_="why"))


def score_figure(decision: Ruling) -> Markup | None:
    """Return the score on its scale; None where nothing is weighed."""
    if decision.score is None:
        return None
    score = share_text(decision, decision.score)
    line = tag("strong", f"Score: {score}", class_="number")
    scale = Scale(decision.program.thresholds)
    return tag(
        "figure",
        joined(
            tag("div", line),
            scale.lane(decision.score),
            scale.ticks(),
            tag("figcaption", about_scores([decision])),
        ),
    )


def about_scores(decisions: Sequence[Ruling]) -> str:
    """Return how to read scores on their scale; of decisions by the same criteria, all scored."""
    turns = turns_text(decisions[0]).strip(" ()")
    said = [f"{turns[:1].upper()}{turns[1:]}."] if turns else []
    if any(decision.score is not None and not decision.score.is_exact for decision in decisions):
        said.append("A striped box shows the scores that are still possible.")
    if any(decision.ruled_out_by for decision in decisions):
        said.append("An offer that is ruled out is declined whatever its score.")
    return " ".join(said) or "0% is all against, 100% is all for."


def sections(decision: Ruling, level: int) -> Iterator[Markup | None]:
    """Yield what led to the verdict; a section with nothing in it is None.

    Args:
        decision: Any decision.
        level: Of the headings.
    """
    yield _ruled_out(decision, level)
    yield _for_and_against(decision, level)
    yield _leaving(decision, level)
    yield _cautions(decision, level)
    answered = [tag("li", words(text)) for text in answer_texts(decision.state, "this offer")]
    yield topic(level, ANSWERED, tag("ul", joined(*answered), class_="plain")) if answered else None
    broken, exceeded = decision.broken_promises, decision.exceeded_promises
    yield _compared(level, BROKEN, "Facts that differ from what was promised", broken)
    yield _compared(level, EXCEEDED, "Facts that are better than was promised", exceeded)
    yield _unstated(decision, level)
    yield _pay(decision, level)
    outliers = [tag("li", words(outlier_text(outlier))) for outlier in decision.outliers]
    yield topic(level, OUTLIERS, tag("ul", joined(*outliers), class_="plain")) if outliers else None
    yield _not_read(decision, level)
    if decision.open_conditions:
        yield topic(level, CONDITIONS, paragraph(words(conditions_text(decision.open_conditions))))
    yield _facts(ADVERTISED, decision.advertised, level)
    yield _facts(FROM_LETTER, decision.from_letter, level)


# --- what rules it out -----------------------------------------------------------------------

_BREAKS: Final = Look("✕", "applies", "bad")


def _ruled_out(decision: Ruling, level: int) -> Markup | None:
    if not decision.dealbreakers:
        return None
    # Those that do not apply come first: they were left aside, and not kept.
    order = [Kleene.DOES_NOT_APPLY, Kleene.TRUE, Kleene.UNKNOWN, Kleene.FALSE]
    found = sorted(decision.dealbreakers, key=lambda finding: order.index(finding.truth))
    listed = rows(finding_row(f, look_of(f.truth, _BREAKS)) for f in found)
    holding = [f for f in decision.ruled_out_by if f.kind is StatementKind.DEALBREAKER]
    title = "What rules it out" if holding else "What would rule it out"
    return topic(level, title, listed)


# --- for and against -------------------------------------------------------------------------

_FOR: Final = Look("+", "true", "good")
_AGAINST: Final = Look("−", "true", "bad")
_ONE: Final = Fraction(1)
_FILLED: Final = {
    Kleene.TRUE: ALL,
    Kleene.UNKNOWN: EITHER,
    Kleene.FALSE: NOTHING,
    Kleene.DOES_NOT_APPLY: NOTHING,
}


def heaviest(decision: Ruling) -> Fraction:
    """Return the largest weight of any statement; 1 if none has any."""
    return max((finding.weight for finding in decision.findings if finding.weight), default=_ONE)


def _for_and_against(decision: Ruling, level: int) -> Markup | None:
    left = optional("div", _side(decision, level + 1, "For", decision.pros, _FOR))
    right = optional(
        "div",
        _side(decision, level + 1, "Against", decision.cons, _AGAINST),
        _preferences(decision, level + 1),
    )
    sides = optional("div", left, right, class_="sides")
    if sides is None:
        return None
    kinds = (("true", ALL), ("unknown", EITHER), ("not true", NOTHING))
    items = [tag("li", bar(filled, "idle"), text) for text, filled in kinds]
    length = tag("li", "Bar length shows weight:")
    legend = tag("ul", length, *items, class_="legend", role="list")
    return topic(level, "For and against", legend, sides)


def _side(
    decision: Ruling, level: int, title: str, findings: tuple[Finding, ...], look: Look
) -> Markup | None:
    if not findings:
        return None
    drawn, most = [], heaviest(decision)
    order = [Kleene.TRUE, Kleene.UNKNOWN, Kleene.FALSE, Kleene.DOES_NOT_APPLY]
    for finding in sorted(findings, key=lambda f: (order.index(f.truth), -f.weight)):
        shown = look_of(finding.truth, look)
        size = Fraction(finding.weight, most)
        drawn.append(finding_row(finding, shown, bar(_FILLED[finding.truth], shown.tone, size)))
    return part(level, title, rows(drawn))


def _preferences(decision: Ruling, level: int) -> Markup | None:
    if not decision.preferences:
        return None
    drawn, most = [], heaviest(decision)
    for finding in decision.preferences:
        grade = finding.value or NOTHING
        shown = share_text(decision, grade)
        look = Look("~", shown, "calm") if finding.settled else Look("?", shown, "unsure")
        if finding.value is None:
            look = NOT_APPLYING
        size = Fraction(finding.weight, most)
        graded = optional("span", graded_text(finding), class_="more")
        drawn.append(finding_row(finding, look, bar(grade, "calm", size), graded))
    return part(level, "Preferences, from worst to best", rows(drawn))


# --- leaving, cautions, promises -------------------------------------------------------------

_FIXED: Final = Look("✓", "addressed", "good")
_UNFIXED: Final = Look("✕", "not addressed", "bad")


def _leaving(decision: Ruling, level: int) -> Markup | None:
    if not decision.leaving:
        return None
    counter = decision.is_counter is Kleene.TRUE
    rule = paragraph("A counter-offer must address them all.") if counter else None
    listed = rows(finding_row(f, look_of(f.truth, _FIXED, _UNFIXED)) for f in decision.leaving)
    return topic(level, "Your reasons for leaving", rule, listed)


_CARE: Final = Look("!", "applies", "unsure")


def _cautions(decision: Ruling, level: int) -> Markup | None:
    found = [finding for finding in decision.cautions if finding.truth is not Kleene.FALSE]
    if not found:
        return None
    return topic(level, "Cautions", rows(finding_row(f, look_of(f.truth, _CARE)) for f in found))


_DIRECTIONS: Final = {
    Difference.LESS: "less",
    Difference.MORE: "more",
    Difference.OTHER: "different",
}


def _compared(
    level: int,
    title: str,
    caption: str,
    promises: Sequence[BrokenPromise] | Sequence[ExceededPromise],
) -> Markup | None:
    if not promises:
        return None
    heads = ("Fact", "Promised", "Found", "Difference", "Source", "Source of the promise")
    lines = [
        (
            code(promise.fact),
            words(value_words(promise.promised)),
            words(value_words(promise.found)),
            _DIRECTIONS[promise.direction],
            words(promise.source) if promise.source is not None else "the offer",
            _noted(promise.promise_source),
        )
        for promise in promises
    ]
    return topic(level, title, table(caption, heads, lines))


def _unstated(decision: Ruling, level: int) -> Markup | None:
    if not decision.unstated_promises:
        return None
    lines = [
        (code(promise.fact), words(value_words(promise.promised)), _noted(promise.source))
        for promise in decision.unstated_promises
    ]
    caption = "Promises about facts that the offer does not state"
    return topic(level, UNSTATED, table(caption, ("Fact", "Promised", "Source"), lines))


def _pay(decision: Ruling, level: int) -> Markup | None:
    notes = [tag("li", words(note)) for note in pay_notes(decision)]
    return topic(level, PAY, tag("ul", joined(*notes), class_="plain")) if notes else None


def _not_read(decision: Ruling, level: int) -> Markup | None:
    if not decision.notes:
        return None
    lines = [tag("li", words(note)) for note in not_read(decision)]
    return topic(level, NOT_READ, tag("ul", joined(*lines), class_="plain"))


def _facts(heading: str, facts: Sequence[FactPath], level: int) -> Markup | None:
    return topic(level, heading, paragraph(code(", ".join(map(str, facts))))) if facts else None


def _noted(source: str | None) -> Child:
    return words(source) if source is not None else "not noted"


# --- assumptions, facts ----------------------------------------------------------------------


def assumptions(decision: Ruling, level: int) -> Markup | None:
    """Return what was assumed, and the verdict without; None where nothing was."""
    if not decision.assumed:
        return None
    lines = [
        tag("li", code(reading.fact), ": ", words(counted_words(reading)))
        for reading in decision.assumed
    ]
    return topic(
        level,
        "Assumed, because the offer does not say",
        tag("ul", joined(*lines), class_="plain"),
        paragraph(without_text(decision)),
    )


def replacements(decision: Ruling, level: int) -> Markup | None:
    """Return what was changed in used files, and by which; None where nothing was."""
    replaced = decision.program.checked.replacements
    if not replaced:
        return None
    lines = [tag("li", words(replacement_text(each))) for each in replaced]
    return topic(level, REPLACED, tag("ul", joined(*lines), class_="plain"))


def facts(decision: Ruling, level: int) -> Markup | None:
    """Return a table of the facts that were read, with their sources; None where none was.

    Those that a derived fact rests on count as read.
    """
    found: dict[FactPath, Reading] = {}
    for finding in decision.findings:
        for reading in finding.readings:
            for each in (reading, *reading.stated_parts):
                found.setdefault(each.fact, each)
    lines = [
        (code(fact), words(counted_words(reading)), _source(reading))
        for fact, reading in found.items()
    ]
    if not lines:
        return None
    heads = ("Fact", "Value", "Source")
    return topic(level, "Facts", table("Every fact that was read", heads, lines))


def _source(reading: Reading) -> Child:
    parts = [str(part.fact) for part in reading.stated_parts if part.fact != reading.fact]
    if reading.source is not None:
        return words(reading.source)
    if reading.assumed:
        return "assumed by the criteria"
    if reading.inherited:
        return "as in your current job"
    if parts:
        how = "computed from " if reading.fact.path in DERIVED else "follows from "
        return [how, code(", ".join(parts))]
    return "not stated" if isinstance(reading.value, Unknown) else "the offer"
