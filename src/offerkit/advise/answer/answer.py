"""An answer to an offer: notes for the call, and a short letter.

What stands in them is the template's own words, what the caller gave, and passages that each rest
on something the decision found. Nothing else of the offer or the criteria gets in: no label, other
offer, note, source, score, weight or present pay, unless it was chosen.

Source:
    docs/how-to/answer.md.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from offerkit import core as c
from offerkit.advise.answer.letters import day_text, phrase_for, value_in_letter
from offerkit.advise.answer.templates import (
    Line,
    Origin,
    Passage,
    Template,
    Words,
    fill_letter,
    fill_notes,
    read_template,
    template_text,
    used,
)
from offerkit.advise.explain import explain
from offerkit.advise.negotiate.negotiate import Ask, Asks, Change, Outcome, asks
from offerkit.advise.questions import Question, questions
from offerkit.data import Key, Shape, keys, shape, to_dict
from offerkit.errors import AnswerError
from offerkit.evaluate.findings import Finding, Reading
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.kleene import Kleene
from offerkit.model.fields import FactInfo
from offerkit.paths import FactPath, View
from offerkit.text import did_you_mean, fold, listed
from offerkit.values import UNKNOWN, FactValue, show

FORMAT: Final = "offerkit/answer/1"
"""The name of the schema of ``Reply.to_dict``."""


class ReplyKind(enum.Enum):
    """What an answer is for."""

    DECLINE = "decline"
    ASK = "ask"
    NEGOTIATE = "negotiate"
    ACCEPT = "accept"

    def __str__(self) -> str:
        return self.value


class GivenReason(enum.Enum):
    """How the reason for declining is given, where no statement is named."""

    KIND = "kind"
    """By what it is about, in words that blame nobody."""
    NONE = "none"
    """Not at all."""


_ORIGINS: Final[dict[type, Shape]] = {
    Finding: shape("kind", "label", Key("place", "span"), type="finding"),
    Question: shape("fact", type="question"),
    Change: shape("fact", type="change"),
    Ask: shape("decision.verdict", type="ask"),
    FactPath: shape(Key("fact", ""), type="fact"),
}


@keys("text", Key("origins", form=lambda origin: _ORIGINS[type(origin)](origin)))
@frozen
class Trace:
    """Words of an answer that no template holds, and what they rest on."""

    text: str
    """As it stands in the notes or in the letter."""
    origins: tuple[Origin, ...]
    """Findings, questions, changes to ask for, or facts of the offer; empty for the names that
    the caller gave, and for courtesies where there is nothing to say."""


@keys(
    "kind decision.verdict letter notes traces",
    Key("left_out", "mine", lambda question: str(question.fact)),
    format=FORMAT,
)
@frozen
class Reply:
    """An answer to an offer; it is only text, and is never sent anywhere."""

    decision: Ruling
    kind: ReplyKind
    notes: tuple[str, ...]
    """For the call, one thing to do or say each; one that begins with ``- `` is an item of a list
    under the note before it."""
    lines: tuple[str, ...]
    """Of the letter: a paragraph or a list item each, and empty ones between paragraphs."""
    traces: tuple[Trace, ...]
    """Everything in the notes and the letter that the template does not say, each once."""
    reason: Finding | None
    """The statement that the reason given rests on; None where none is given."""
    asked: tuple[Question, ...]
    """The questions put, in order; empty in answers of other kinds."""
    mine: tuple[Question, ...] = field(default=())
    """The questions left out, because the answer is not the employer's to give."""
    ask: Ask | None = field(default=None)
    """What is asked for; None in answers of other kinds."""

    @property
    def letter(self) -> str:
        """The letter as plain text; paragraphs are not broken into lines."""
        return "".join(f"{line}\n" for line in self.lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as JSON-ready data.

        ``letter`` and ``notes`` may be shown to others; ``traces`` names statements, and is for
        you alone.
        """
        return to_dict(self)


PLACEHOLDERS: Final[dict[ReplyKind, tuple[str, ...]]] = {
    kind: ("greeting", "offer", *own, "role", "company", "to", "from")
    for kind, own in {
        ReplyKind.DECLINE: ("reason", "why"),
        ReplyKind.ASK: ("questions",),
        ReplyKind.NEGOTIATE: ("asks", "then"),
        ReplyKind.ACCEPT: ("start", "writing"),
    }.items()
}
"""The placeholders that a template of each kind may have."""


def answer(
    decision: Ruling,
    kind: ReplyKind | None = None,
    *,
    reason: str | GivenReason = GivenReason.KIND,
    goal: Verdict | None = None,
    choice: int = 1,
    tell_present: bool = False,
    to: str | None = None,
    sender: str | None = None,
    template: str | bytes | None = None,
    template_name: str = "<template>",
) -> Reply:
    """Return an answer to the offer that was decided: notes for the call, and a letter.

    Args:
        decision: Any decision.
        kind: What it is for. By default the verdict says: decline, find out: ask, consider:
            negotiate, accept.
        reason: For declining: the label of a statement that speaks against the offer, which is
            then given in the author's own words; or how to do without.
        goal: For negotiating: what the asks are to bring the verdict to; ``ACCEPT`` where it is
            ``CONSIDER`` now, else ``CONSIDER``.
        choice: For negotiating: which of the equally cheap sets of asks, from 1.
        tell_present: For negotiating: whether to ask a new company for what is measured by the
            present job, and so may tell it.
        to: Whom to address; a name.
        sender: Who signs.
        template: The text of a template in place of the one that comes with offerkit.
        template_name: What diagnostics call it.

    Raises:
        AnswerError: there is no question, or nothing to ask for, that such an answer could hold;
            what to ask for is measured by the present job, and *tell_present* is false; no
            statement has the label *reason*, or it does not speak against the offer; there is no
            set of asks number *choice*.
        TemplateError: the template cannot be used.

    Source:
        docs/how-to/answer.md.
    """
    kind = _KINDS[decision.verdict] if kind is None else kind
    known = PLACEHOLDERS[kind]
    own = read_template(template_text(template_for(decision, kind)), known, name="offerkit")
    if template is not None:
        own = read_template(template, known, name=template_name).or_else(own)
    writer = _Writer(decision, kind)
    writer.address(to, sender)
    match kind:
        case ReplyKind.DECLINE:
            writer.give(reason)
        case ReplyKind.ASK:
            writer.put_questions()
        case ReplyKind.NEGOTIATE:
            writer.ask_for(goal, choice, tell_present=tell_present)
        case ReplyKind.ACCEPT:
            writer.accept()
    return writer.written(own)


_KINDS: Final = {
    Verdict.DECLINE: ReplyKind.DECLINE,
    Verdict.FIND_OUT: ReplyKind.ASK,
    Verdict.CONSIDER: ReplyKind.NEGOTIATE,
    Verdict.ACCEPT: ReplyKind.ACCEPT,
}


def template_for(decision: Ruling, kind: ReplyKind) -> str:
    """Return the name of the template that such an answer is written by."""
    return f"{kind}-counter" if decision.is_counter is Kleene.TRUE else str(kind)


class _Writer:
    """Gathers the words of one answer, and what each of them rests on."""

    def __init__(self, decision: Ruling, kind: ReplyKind) -> None:
        self.decision, self.kind = decision, kind
        self.counter = decision.is_counter is Kleene.TRUE
        self.words: dict[str, Sequence[Passage]] = {}
        self.reason: Finding | None = None
        self.asked: tuple[Question, ...] = ()
        self.mine: tuple[Question, ...] = ()
        self.ask: Ask | None = None

    def written(self, template: Template) -> Reply:
        """Return the answer by a template that has both parts."""
        notes, letter = template.notes or (), template.letter or ()
        return Reply(
            self.decision,
            self.kind,
            tuple(fill_notes(notes, self.words)),
            tuple(fill_letter(letter, self.words)),
            tuple(_traces((*notes, *letter), self.words)),
            self.reason,
            self.asked,
            self.mine,
            self.ask,
        )

    def _set(self, name: str, text: str, *origins: Origin) -> None:
        self.words[name] = [Passage(_in_one_line(text), origins)] if text else []

    # --- whom it is to, and what it is about -------------------------------------------------

    def address(self, to: str | None, sender: str | None) -> None:
        """Set the words that every answer has."""
        to, sender = (_in_one_line(name or "") for name in (to, sender))
        self._set("to", to)
        self._set("from", sender)
        self._set("greeting", f"Dear {to}," if to else "Hello,")
        role, company = self._stated("role.title"), self._stated("company.name")
        if self.counter:
            # A counter-offer's title and company are those of the present job: both know them.
            role, company = None, None
        facts = {"role.title": role, "company.name": company}
        known = [FactPath(path) for path, text in facts.items() if text is not None]
        self._set("offer", self._offer(role, company), *known)
        self._set("role", role or "the position", *_path("role.title", role))
        self._set("company", company or "the company", *_path("company.name", company))

    def _offer(self, role: str | None, company: str | None) -> str:
        if self.counter:
            return "the offer to stay"
        match role, company:
            case None, None:
                return "the offer"
            case None, _:
                return f"the offer to join {company}"
            case _, None:
                return f"the offer of the position of {role}"
            case _:
                return f"the offer to join {company} as {role}"

    def _stated(self, path: str) -> str | None:
        value = self._value(path)
        return value if isinstance(value, str) else None

    def _value(self, path: str) -> FactValue:
        """Return what the offer itself states: what criteria assume stays with the author."""
        return self.decision.program.schema.getter(FactPath(path))(self.decision.offer)

    def _info(self, path: str) -> FactInfo:
        return self.decision.program.schema.facts[path]

    # --- declining ---------------------------------------------------------------------------

    def give(self, reason: str | GivenReason) -> None:
        """Set the reason for declining."""
        if isinstance(reason, str):
            self._give_label(_finding_called(self.decision, reason))
        elif reason is GivenReason.KIND:
            self._give_kindly()
        if self.reason is None:
            self._set("reason", "")
            self._set("why", "It is not the right step for me.")

    def _give_label(self, finding: Finding) -> None:
        self.reason = finding
        self._say_why(f"What decided it for me: {_as_sentence(finding.label)}", finding)

    def _give_kindly(self) -> None:
        found = _kindest(self.decision)
        if found is None:
            return
        self.reason, phrase = found
        if self.reason.kind is StatementKind.LEAVING:
            self._say_why(
                f"My reason for going is {phrase}, and the offer does not resolve it.", self.reason
            )
        else:
            self._say_why(f"What decided it for me is {phrase}.", self.reason)

    def _say_why(self, sentence: str, finding: Finding) -> None:
        self._set("reason", sentence, finding)
        self._set("why", sentence, finding)

    # --- asking ------------------------------------------------------------------------------

    def put_questions(self) -> None:
        """Set the questions, in the order of what they decide."""
        open_ = tuple(questions(self.decision))
        self.asked = tuple(question for question in open_ if self._is_theirs(question))
        self.mine = tuple(question for question in open_ if not self._is_theirs(question))
        if not self.asked:
            raise AnswerError(_nothing_to_ask(self.decision, self.mine))
        self.words["questions"] = [
            Passage(_in_one_line(question.text), (question,)) for question in self.asked
        ]

    def _is_theirs(self, question: Question) -> bool:
        return question.fact.view is View.OFFERED and not self._info(question.fact.path).mine

    # --- negotiating -------------------------------------------------------------------------

    def ask_for(self, goal: Verdict | None, choice: int, *, tell_present: bool) -> None:
        """Set what to ask for, and what comes of it."""
        if goal is None:
            considered = self.decision.verdict is Verdict.CONSIDER
            goal = Verdict.ACCEPT if considered else Verdict.CONSIDER
        found = asks(self.decision, goal=goal)
        if not found.asks:
            raise AnswerError(_nothing_to_negotiate(found))
        if not 1 <= choice <= len(found.asks):
            many = f"1 to {len(found.asks)}" if len(found.asks) > 1 else "1, the only one"
            raise AnswerError(f"choice: expected {many}, got {choice}")
        self.ask = found.asks[choice - 1]
        if not (self.counter or tell_present):
            _keep_present(self.ask)
        self.words["asks"] = [
            Passage(_in_one_line(self._wish(change)), (change,)) for change in self.ask.changes
        ]
        accepted = self.ask.decision.verdict is Verdict.ACCEPT
        then = "my answer is yes" if accepted else "I will gladly take it further"
        self._set("then", f"With that, {then}.", self.ask)

    def _wish(self, change: Change) -> str:
        """Return a change to ask for: ``Base pay: 60,000 USD per year instead of …``."""
        info = self._info(change.fact.path)
        name = info.letter_name
        if isinstance(change.wanted, bool):
            return name if change.wanted else f"No {name[:1].lower()}{name[1:]}"
        wanted = f"{name}: {value_in_letter(change.wanted, info)}"
        present = self._value(change.fact.path)
        if present is UNKNOWN:
            return wanted
        return f"{wanted} instead of {value_in_letter(present, info)}"

    # --- accepting ---------------------------------------------------------------------------

    def accept(self) -> None:
        """Set what is still to settle once the answer is yes."""
        start = self._value("offer.start")
        if isinstance(start, date):
            self._set("start", f"I will start on {day_text(start)}.", FactPath("offer.start"))
        else:
            self._set("start", "Please tell me which day suits you for my start.")
        if self._value("offer.in_writing") is True:
            self._set("writing", "")
        else:
            self._set(
                "writing",
                "Please send me all of it in writing; I will sign it once I have read it.",
                FactPath("offer.in_writing"),
            )


def _path(path: str, text: str | None) -> tuple[FactPath, ...]:
    return () if text is None else (FactPath(path),)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _as_sentence(text: str) -> str:
    text = _in_one_line(text)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _traces(lines: Iterable[Line], words: Words) -> Iterator[Trace]:
    """Yield what took the place of the placeholders in *lines*, each passage once."""
    names = used(tuple(lines))
    passages = (passage for name in words if name in names for passage in words[name])
    yield from dict.fromkeys(Trace(passage.text, passage.origins) for passage in passages)


# --- reasons ---------------------------------------------------------------------------------


def _kindest(decision: Ruling) -> tuple[Finding, str] | None:
    """Return the reason that is easiest to hear, and how it is put; None where there is none.

    It is one of the statements that rule the offer out, or where the score did, the one that it
    lost most by. Who declines what the criteria do not has reasons that they do not know.
    """
    statements = explain(decision).statements
    ruling = [s for s in statements if decision.rules_out(s.finding) is Kleene.TRUE]
    if not ruling and decision.verdict is Verdict.DECLINE:
        lost = max(statements, key=lambda s: _loss(s.finding), default=None)
        ruling = [lost] if lost is not None and _loss(lost.finding) > 0 else []
    put = [(s.finding, *phrase_for(_mentioned(s.decisive))) for s in ruling]
    if not put:
        return None
    finding, phrase, _ = min(put, key=lambda one: one[2])
    return finding, phrase


def _mentioned(readings: Iterable[Reading]) -> Iterator[FactPath]:
    """Yield the facts that were read, without those that one of them is computed from."""
    found = tuple(readings)
    parts = {part for reading in found for part in _parts(reading)}
    yield from (reading.fact for reading in found if reading.fact not in parts)


def _parts(reading: Reading) -> Iterator[FactPath]:
    for part in reading.parts:
        yield part.fact
        yield from _parts(part)


def _loss(finding: Finding) -> Fraction:
    """Return what the score has certainly lost by a statement, in shares of its weights."""
    return Fraction(0) if finding.value is None else finding.weight * (1 - finding.value.high)


_AGAINST: Final = frozenset({StatementKind.DEALBREAKER, StatementKind.CON, StatementKind.CAUTION})


def _speaks_against(decision: Ruling, finding: Finding) -> bool:
    """Whether a statement's own words are a true reason to decline."""
    if finding.kind in _AGAINST:
        return finding.truth is Kleene.TRUE
    return decision.rules_out(finding) is Kleene.TRUE


def _finding_called(decision: Ruling, label: str) -> Finding:
    called = [finding for finding in decision.findings if fold(finding.label) == fold(label)]
    chosen = next((f for f in called if _speaks_against(decision, f)), None)
    if chosen is not None:
        return chosen
    if called:
        raise AnswerError(f"`{called[0].label}` does not speak against this offer")
    hint = did_you_mean(label, [f.label for f in decision.findings if _speaks_against(decision, f)])
    raise AnswerError(f"no statement is called `{label}`" + (f"; {hint}" if hint else ""))


# --- what the amount asked for gives away ------------------------------------------------------


def _keep_present(ask: Ask) -> None:
    """Check that what is asked for does not give the present job away.

    A fact may be asked to be more than it is at present, and the least that is more tells the
    present one. What the criteria themselves write as a value tells nothing.

    Raises:
        AnswerError: it may.
    """
    checked = ask.decision.program.checked
    written = {_as_written(value) for value in _constants(checked)}
    for change in ask.changes:
        present = _measured_by(ask.decision, change.fact)
        if present and _as_written(change.wanted) not in written:
            raise AnswerError(
                f"what to ask for of {change.fact} is measured by your present job "
                f"({listed([str(fact) for fact in present], 'and')}), and may tell it; choose "
                "tell_present if you want that"
            )


def _measured_by(decision: Ruling, fact: FactPath) -> tuple[FactPath, ...]:
    """Return the facts of the present job that stand in a statement with *fact*."""
    found: dict[FactPath, None] = {}
    for finding in decision.findings:
        read = [path for r in finding.readings for path in (r.fact, *_parts(r))]
        if fact in read:
            found.update(dict.fromkeys(path for path in read if path.view is View.CURRENT))
    return tuple(found)


def _constants(checked: c.CheckedCriteria) -> Iterator[object]:
    """Yield the values that criteria write: in conditions, as ends, and as limits."""
    cores: list[c.Core] = [let.value for let in checked.lets]
    for statement in checked.statements:
        match statement:
            case c.CheckedPreference(subject=subject, worst=worst, best=best):
                cores += (subject, worst, best)
            case c.CheckedRule(condition=condition) | c.CheckedLeaving(condition=condition):
                cores.append(condition)
    cores += [one.limit for one in checked.negotiables if one.limit is not None]
    while cores:
        core = cores.pop()
        if isinstance(core, c.Constant):
            yield core.value
        cores += c.children(core)


def _as_written(value: object) -> str:
    return show(value) if isinstance(value, bool | str | Decimal | frozenset) else str(value)


# --- nothing to say --------------------------------------------------------------------------


def _nothing_to_ask(decision: Ruling, mine: tuple[Question, ...]) -> str:
    if mine:
        return f"what is open is yours to find out: {listed([str(q.fact) for q in mine], 'and')}"
    if len(decision.possible) > 1:
        return "the verdict is open only for want of a rate between two currencies"
    return f"there is nothing to ask: the verdict is settled, {decision.verdict}"


def _nothing_to_negotiate(asks: Asks) -> str:
    match asks.outcome:
        case Outcome.NOTHING_TO_ASK:
            return f"there is nothing to ask for: the verdict is {asks.decision.verdict} already"
        case Outcome.NOT_SETTLED:
            return f"no way to {asks.goal} was found within the budget of the search"
        case _:
            return f"nothing that the criteria call negotiable brings the verdict to {asks.goal}"
