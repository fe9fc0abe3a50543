"""A decision as a page for the terminal: the verdict first, then everything behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Final

from attrs import field, frozen

from offerkit.evaluate.decision import (
    BrokenPromise,
    Decision,
    Direction,
    Finding,
    Reading,
    StatementKind,
    UnitRange,
    Verdict,
)
from offerkit.kleene import Kleene
from offerkit.render.digest import (
    OpenFact,
    open_facts,
    percent_text,
    ruling_out,
    stated_parts,
    thresholds,
    value_text,
)
from offerkit.render.terminal import Style, columns, paint, safe, wrap
from offerkit.span import Span
from offerkit.values import Unknown, plain

_MIN_WIDTH: Final = 40
_MAX_VALUE: Final = 300
"""How many characters of one value are shown."""
_STYLES: Final = {
    Verdict.DECLINE: Style.BAD,
    Verdict.CONSIDER: Style.UNSURE,
    Verdict.ACCEPT: Style.GOOD,
    Verdict.FIND_OUT: Style.UNSURE,
}


def render_decision(
    decision: Decision, *, width: int = 80, colour: bool = False, name: str | None = None
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
    page = _Page(max(width, _MIN_WIDTH), colour)
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


@frozen
class _Page:
    """Lines of at most *width* columns, as they are written."""

    width: int
    colour: bool
    lines: list[str] = field(factory=list)

    def section(self, title: str) -> None:
        lines = wrap(title, self.width)
        self.lines.extend(["", *(paint(line, Style.HEADING, self.colour) for line in lines)])

    def paragraph(self, text: str, indent: int = 0) -> None:
        self.lines.extend(" " * indent + line for line in wrap(safe(text), self.width - indent))

    def item(
        self, mark: str, text: str, place: Span | None = None, style: Style | None = None
    ) -> None:
        """Write *text* behind *mark*, and *place* at the right where the line has room."""
        indent = columns(mark) + 3
        first, *rest = wrap(safe(text), self.width - indent)
        line = f"  {paint(mark, style, self.colour)} {first}"
        where = "" if place is None else safe(f"{place.source.name}:{place.line}")
        room = self.width - indent - columns((rest or [first])[-1]) - columns(where)
        shown = paint(where, Style.FAINT, self.colour)
        lines = [line, *(" " * indent + more for more in rest)]
        if where and room >= 2:
            lines[-1] += " " * room + shown
        elif where:
            lines.append(" " * max(indent, self.width - columns(where)) + shown)
        self.lines.extend(lines)

    def detail(self, text: str) -> None:
        self.paragraph(text, indent=6)


# --- the head --------------------------------------------------------------------------------


def _head(page: _Page, decision: Decision, name: str | None) -> None:
    verdict = str(decision.verdict).upper()
    painted = paint(verdict, _STYLES[decision.verdict], page.colour)
    first, *rest = wrap(safe(_title(decision, name)), page.width - columns(verdict) - 2)
    page.lines.append(f"{painted}  {first}")
    page.lines.extend(" " * (columns(verdict) + 2) + line for line in rest)
    page.lines.append("")
    page.paragraph(why(decision))
    if decision.score is not None:
        page.lines.append("")
        page.paragraph(f"Score: {_share(decision, decision.score)}{_turns(decision)}")


def _title(decision: Decision, name: str | None) -> str:
    role, company = decision.offer.role.title, decision.offer.company.name
    named = [text for text in (role, company) if not isinstance(text, Unknown)]
    title = _value(" at ".join(named)) or "this offer"
    return f"{title} ({name})" if name else title


def why(decision: Decision) -> str:
    """Return why the verdict is what it is, in a sentence or two; texts as they are in files."""
    match decision.verdict:
        case Verdict.DECLINE:
            return _why_decline(decision)
        case Verdict.FIND_OUT:
            return _why_find_out(decision)
        case Verdict.CONSIDER:
            return f"{_nothing_rules_out(decision)}, and {_why_consider(decision)}."
        case Verdict.ACCEPT:
            return f"{_nothing_rules_out(decision)}, and {_score_reaches(decision)}."


def _why_decline(decision: Decision) -> str:
    against = ruling_out(decision)
    breakers = [f.label for f in against if f.kind is StatementKind.DEALBREAKER]
    unfixed = [f.label for f in against if f.kind is StatementKind.LEAVING]
    said = []
    if breakers:
        noun = "A dealbreaker holds" if len(breakers) == 1 else f"{len(breakers)} dealbreakers hold"
        said.append(f"{noun}: {'; '.join(breakers)}.")
    if unfixed:
        noun = "a reason" if len(unfixed) == 1 else f"{len(unfixed)} reasons"
        said.append(f"The counter-offer leaves unfixed {noun} to leave: {'; '.join(unfixed)}.")
    return " ".join(said) or f"{_score_is(decision)}, below {_decline_below(decision)}."


def _nothing_rules_out(decision: Decision) -> str:
    return "No dealbreaker holds" if decision.dealbreakers else "There is no dealbreaker"


def _why_consider(decision: Decision) -> str:
    accept = decision.criteria.checked.accept_at
    if decision.score is None:
        return "nothing is weighed that could speak for accepting it"
    if accept is None:
        return "the criteria name no score at which to accept"
    return f"{_lower_first(_score_is(decision))}, short of the {plain(accept)}% at which to accept"


def _score_reaches(decision: Decision) -> str:
    accept = decision.criteria.checked.accept_at
    reached = "" if accept is None else f", and {plain(accept)}% is enough to accept"
    return f"{_lower_first(_score_is(decision))}{reached}"


def _score_is(decision: Decision) -> str:
    score = decision.score or UnitRange(Fraction(0), Fraction(0))
    if score.is_exact:
        return f"The score is {_share(decision, score)}"
    return f"The score lies somewhere from {_share(decision, score)}"


def _decline_below(decision: Decision) -> str:
    below = decision.criteria.checked.decline_below
    return "the least accepted" if below is None else f"the {plain(below)}% at which to decline"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _why_find_out(decision: Decision) -> str:
    possible = _listed([str(verdict) for verdict in decision.possible], "or")
    waiting = [finding for finding in decision.dealbreakers if not finding.settled]
    reasons = []
    if waiting:
        noun = "a dealbreaker is" if len(waiting) == 1 else f"{len(waiting)} dealbreakers are"
        reasons.append(f"{noun} open")
    if any(finding.truth is not Kleene.TRUE for finding in decision.leaving):
        if decision.is_counter is Kleene.UNKNOWN:
            reasons.append("nobody says whether it is a counter-offer")
        if decision.is_counter is Kleene.TRUE:
            reasons.append("it may not fix why you want to leave")
    if decision.score is not None and not decision.score.is_exact:
        reasons.append("the score is not settled")
    because = f": {_listed(reasons, 'and')}" if reasons else ""
    first = next((fact for fact in open_facts(decision) if fact.matters), None)
    ask = f" Ask first: {first.question}" if first is not None else ""
    return f"It may still come to {possible}{because}.{ask}"


def _listed(words: Sequence[str], joiner: str) -> str:
    return f" {joiner} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _turns(decision: Decision) -> str:
    checked = decision.criteria.checked
    below, accept = checked.decline_below, checked.accept_at
    turns = [f"decline below {plain(below)}%"] if below is not None else []
    turns += [f"accept at {plain(accept)}%"] if accept is not None else []
    return f" ({', '.join(turns)})" if turns else ""


def _share(decision: Decision, share: UnitRange) -> str:
    low, high = (percent_text(end, thresholds(decision)) for end in (share.low, share.high))
    return low if share.is_exact else f"{low} to {high}"


# --- findings --------------------------------------------------------------------------------


def _finding(page: _Page, finding: Finding, mark: str, style: Style | None = None) -> None:
    weight = f" (weight {finding.weight})" if finding.weight else ""
    page.item(mark, finding.label + weight, finding.span, style)
    _readings(page, finding.readings)


def _readings(page: _Page, readings: Iterable[Reading]) -> None:
    for reading in readings:
        page.detail(_reading(reading))
        parts = stated_parts(reading)
        if parts:
            page.paragraph(f"from {'; '.join(map(_reading, parts))}", indent=8)


def _reading(reading: Reading) -> str:
    notes = ["assumed"] if reading.assumed else []
    notes += [reading.source] if reading.source is not None else []
    noted = f" ({'; '.join(notes)})" if notes else ""
    return f"{reading.fact}: {_value(value_text(reading.value))}{noted}"


def _value(text: str) -> str:
    return text if len(text) <= _MAX_VALUE else f"{text[:_MAX_VALUE]}..."


def _ruled_out(page: _Page, decision: Decision) -> None:
    against = [f for f in ruling_out(decision) if f.kind is StatementKind.DEALBREAKER]
    if against:
        page.section("What rules it out")
    for finding in against:
        _finding(page, finding, "x", Style.BAD)


def _for_and_against(page: _Page, decision: Decision) -> None:
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


def _preferences(page: _Page, decision: Decision) -> None:
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


def _leaving(page: _Page, decision: Decision) -> None:
    if decision.leaving:
        counter = decision.is_counter is Kleene.TRUE
        rule = ": a counter-offer must fix them all" if counter else ""
        page.section(f"Why you want to leave{rule}")
    for finding in decision.leaving:
        mark, style = _FIXED[finding.truth]
        _finding(page, finding, mark, style)


def _cautions(page: _Page, decision: Decision) -> None:
    chosen = [finding for finding in decision.cautions if finding.truth is Kleene.TRUE]
    if chosen:
        page.section("Take care")
    for finding in chosen:
        _finding(page, finding, "!", Style.UNSURE)


_DIRECTIONS: Final = {
    Direction.LESS: ", which is less",
    Direction.MORE: ", which is more",
    Direction.OTHER: "",
}


def _promises(page: _Page, decision: Decision) -> None:
    if decision.broken_promises:
        page.section("Not as promised")
    for promise in decision.broken_promises:
        page.item("!", _promise(promise), style=Style.UNSURE)


def _promise(promise: BrokenPromise) -> str:
    promised, found = (_value(value_text(v)) for v in (promise.promised, promise.found))
    source = f" ({promise.source})" if promise.source is not None else ""
    direction = _DIRECTIONS[promise.direction]
    return f"{promise.fact}: promised {promised}, found {found}{direction}{source}"


# --- what is not known -----------------------------------------------------------------------


def _open(page: _Page, decision: Decision) -> None:
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
        page.detail(f"{_known(decision, fact)}, for: {labels}")
    _rates(page, decision)


def _question(page: _Page, decision: Decision, fact: OpenFact) -> None:
    page.item("?", fact.question, style=Style.UNSURE)
    page.detail(f"{_known(decision, fact)}, for")
    for index in fact.waiting:
        finding = decision.findings[index]
        page.item("     -", f"{_KINDS[finding.kind]}: {finding.label}", finding.span)


def _known(decision: Decision, fact: OpenFact) -> str:
    """Return the path of an open fact, and what is known of it: a range or a part of a set."""
    findings = (decision.findings[index] for index in fact.waiting)
    readings = (reading for finding in findings for reading in finding.readings)
    found = next((reading for reading in readings if reading.fact == fact.fact), None)
    if found is None or isinstance(found.value, Unknown):
        return str(fact.fact)
    return f"{fact.fact} ({_value(value_text(found.value))} so far)"


_KINDS: Final = {
    StatementKind.DEALBREAKER: "dealbreaker",
    StatementKind.PRO: "pro",
    StatementKind.CON: "con",
    StatementKind.CAUTION: "caution",
    StatementKind.PREFER: "preference",
    StatementKind.LEAVING: "reason for leaving",
}


def _rates(page: _Page, decision: Decision) -> None:
    if not decision.missing_rates:
        return
    page.section("Rates that the criteria should state")
    for base, quote in decision.missing_rates:
        page.item("?", f"rate 1 {base} = ... {quote}", style=Style.UNSURE)
    for finding in decision.findings:
        if not finding.settled and not finding.missing:
            page.item("     -", f"{_KINDS[finding.kind]}: {finding.label}", finding.span)


def _assumed(page: _Page, decision: Decision) -> None:
    if not decision.assumed:
        return
    page.section("Assumed, because the offer does not say")
    for reading in decision.assumed:
        page.item("=", f"{reading.fact}: {_value(value_text(reading.value))}")
    page.paragraph(_without(decision), indent=2)


def _without(decision: Decision) -> str:
    other = decision.without_assumptions
    this = "this" if len(decision.assumed) == 1 else "these"
    if other is None:
        return f"Without {this}, the verdict and the score are the same."
    verdict = str(other.verdict)
    if other.verdict is Verdict.FIND_OUT:
        verdict += f" ({_listed([str(v) for v in other.possible], 'or')})"
    score = f", score {_share(other, other.score)}" if other.score is not None else ""
    return f"Without {this}: {verdict}{score}."
