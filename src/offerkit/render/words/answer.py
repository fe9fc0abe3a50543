"""Words of an answer to an offer: its notes and its letter, by a template.

Apart from the template they say only what the answer holds, and what the caller gives; each
passage keeps what it rests on.

Source:
    docs/how-to/answer.md, "The reason" and "Your own words".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import evolve

from offerkit.advise.answer.models import Origin, ReasonSubject, Reply, ReplyKind, Trace
from offerkit.advise.answer.templates import (
    PLACEHOLDERS,
    Words,
    fill_letter,
    fill_notes,
    read_template,
    template_for,
    template_text,
    used,
)
from offerkit.advise.negotiate.models import Proposal, RequestedChange
from offerkit.datatypes import TextType
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.model.fields import FactInfo
from offerkit.paths import FactPath
from offerkit.render.words.decide import SET_ASIDE
from offerkit.scales import Level, Ordinal
from offerkit.text import listed
from offerkit.values import (
    DOES_NOT_APPLY,
    AtLeast,
    AtMost,
    FactValue,
    Range,
    Scalar,
    TextSet,
    show,
    value_text,
)


def with_words(
    reply: Reply,
    *,
    to: str | None = None,
    sender: str | None = None,
    template: str | bytes | None = None,
    template_name: str = "<template>",
) -> Reply:
    """Return an answer with its notes, its letter and their traces.

    Args:
        reply: What the answer may say.
        to: Name of the person to address.
        sender: Name of the person who signs.
        template: Text of a template, instead of the one that comes with offerkit.
        template_name: Name of the template in diagnostics.

    Raises:
        TemplateError: the template cannot be used.
    """
    known = PLACEHOLDERS[reply.kind]
    parts = read_template(template_text(template_for(reply)), known, name="offerkit")
    if template is not None:
        parts = read_template(template, known, name=template_name).or_else(parts)
    words = {**_address(reply, to, sender), **_WORDS[reply.kind](reply)}
    notes, letter = parts.notes or (), parts.letter or ()
    names = used((*notes, *letter))
    passages = (passage for name in words if name in names for passage in words[name])
    return evolve(
        reply,
        notes=(*fill_notes(notes, words), *_set_aside(reply)),
        lines=tuple(fill_letter(letter, words)),
        traces=tuple(dict.fromkeys(passages)),
    )


def _passage(text: str, *origins: Origin) -> list[Trace]:
    return [Trace(_in_one_line(text), origins)] if text else []


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


# --- whom it is to, and what it is about -------------------------------------------------------

_TITLE, _COMPANY = FactPath("role.title"), FactPath("company.name")


def _address(reply: Reply, to: str | None, sender: str | None) -> Words:
    """Return the words that every answer has."""
    to, sender = (_in_one_line(name or "") for name in (to, sender))
    role, company = (reply.stated.get(fact) for fact in (_TITLE, _COMPANY))
    named = [fact for fact in (_TITLE, _COMPANY) if fact in reply.stated]
    match role, company:
        case None, None:
            offer = "the offer to stay" if reply.is_counter else "the offer"
        case None, _:
            offer = f"the offer to join {company}"
        case _, None:
            offer = f"the offer of the position of {role}"
        case _:
            offer = f"the offer to join {company} as {role}"
    return {
        "to": _passage(to),
        "from": _passage(sender),
        "greeting": _passage(f"Dear {to}," if to else "Hello,"),
        "offer": _passage(offer, *named),
        "role": _passage(f"{role or 'the position'}", *(f for f in named if f == _TITLE)),
        "company": _passage(f"{company or 'the company'}", *(f for f in named if f == _COMPANY)),
    }


# --- declining ---------------------------------------------------------------------------------

SUBJECTS: Final[Mapping[ReasonSubject, str]] = {
    ReasonSubject.LOCATION: "the location",
    ReasonSubject.COMMUTE: "the commute",
    ReasonSubject.WORKPLACE: "the place of work",
    ReasonSubject.TRAVEL: "the travel that comes with the role",
    ReasonSubject.RELOCATION: "the move that it would take",
    ReasonSubject.VISA: "the question of the visa",
    ReasonSubject.HOURS: "the working hours",
    ReasonSubject.LEAVE: "the time off",
    ReasonSubject.GROWTH: "where the role leads",
    ReasonSubject.CLIENTS: "the client side of the work",
    ReasonSubject.WORK: "the kind of work",
    ReasonSubject.ROLE: "the shape of the role",
    ReasonSubject.BENEFITS: "the benefits",
    ReasonSubject.CONTRACT: "the terms of the contract",
    ReasonSubject.OFFER: "the terms of the offer",
    ReasonSubject.PAY: "the pay",
    ReasonSubject.SETUP: "the way the role is set up",
    ReasonSubject.COMPANY: "the fit between the company and what I am looking for",
    ReasonSubject.FIT: "the fit between the role and what I am looking for",
    ReasonSubject.CHANGED: "that the role is no longer quite the one we first talked about",
}
"""Subjects of reasons, in words that blame nobody."""


def _decline(reply: Reply) -> Words:
    finding = reply.reason
    if finding is None:
        return {"reason": [], "why": _passage("It is not the right step for me.")}
    if reply.subject is None:
        end = "" if finding.label.rstrip().endswith((".", "!", "?")) else "."
        sentence = f"What decided it for me: {finding.label.rstrip()}{end}"
    elif finding.kind is StatementKind.LEAVING:
        subject = SUBJECTS[reply.subject]
        sentence = f"My reason for leaving is {subject}, and the offer does not address it."
    else:
        sentence = f"What decided it for me is {SUBJECTS[reply.subject]}."
    said = _passage(sentence, finding)
    return {"reason": said, "why": said}


# --- asking and negotiating --------------------------------------------------------------------


_DEADLINE: Final = FactPath("offer.deadline")


def _questions(reply: Reply) -> Words:
    texts = [(_in_one_line(question.text), question) for question in reply.asked]
    return {"questions": [Trace(text, (question,)) for text, question in texts]}


def _requests(reply: Reply) -> Words:
    assert reply.ask is not None
    changes = [(_in_one_line(_request(reply, change)), change) for change in reply.ask.changes]
    return {
        "asks": [Trace(text, (change,)) for text, change in changes],
        "then": _then(reply.ask, asks_for_terms=reply.asks_for_terms),
    }


def _then(proposal: Proposal, *, asks_for_terms: bool) -> list[Trace]:
    """Return the answer if the changes are made: no yes, if they leave the job as it is."""
    if asks_for_terms:
        is_enough = proposal.decision.verdict is Verdict.ACCEPT
        then = "my answer is yes" if is_enough else "I would be glad to take it further"
        return _passage(f"With that, {then}.", proposal)
    days = [change for change in proposal.changes if change.fact == _DEADLINE]
    if days and isinstance(days[0].wanted, date):
        return _passage(f"You will have my answer by {day_text(days[0].wanted)}.", days[0])
    return _passage("You will have my answer once I have that.", proposal)


def _request(reply: Reply, change: RequestedChange) -> str:
    """Return a change to ask for: ``Base pay: 60,000 USD per year instead of …``."""
    program = reply.decision.program
    info = program.schema.facts[change.fact.path]
    name = evolve(info, question=program.question(change.fact)).letter_name
    if isinstance(change.wanted, bool):
        return name if change.wanted else f"No {name[:1].lower()}{name[1:]}"
    wanted = f"{name}: {value_in_letter(change.wanted, info)}"
    if change.fact not in reply.stated:
        return wanted
    return f"{wanted} instead of {value_in_letter(reply.stated[change.fact], info)}"


# --- accepting ---------------------------------------------------------------------------------

_START, _IN_WRITING = FactPath("offer.start"), FactPath("offer.in_writing")


def _accept(reply: Reply) -> Words:
    start = reply.stated.get(_START)
    writing = "Please send me the full offer in writing; I will sign it once I have read it."
    return {
        "start": _passage(f"I will start on {day_text(start)}.", _START)
        if isinstance(start, date)
        else _passage("Please let me know which start date suits you."),
        "writing": _passage("" if reply.stated.get(_IN_WRITING) is True else writing, _IN_WRITING),
        "resign": _passage("" if reply.decision.offer.current is DOES_NOT_APPLY else _RESIGN),
    }


_RESIGN: Final = "Do not resign from your current job until you have the full offer in writing."


def _set_aside(reply: Reply) -> list[str]:
    """Return a note that counts the dealbreakers that an offer to accept was not checked by.

    Their labels are the candidate's own words, and notes are read out: the decision names them.
    """
    aside = len(reply.decision.not_applying)
    if reply.kind is not ReplyKind.ACCEPT or not aside:
        return []
    return [f"{SET_ASIDE}, and were left aside: {aside} (named in the decision)."]


_WORDS: Final = {
    ReplyKind.DECLINE: _decline,
    ReplyKind.ASK: _questions,
    ReplyKind.NEGOTIATE: _requests,
    ReplyKind.ACCEPT: _accept,
}


# --- values ------------------------------------------------------------------------------------

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()


def day_text(day: date) -> str:
    """Return a day as a letter has it: ``2 November 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def value_in_letter(value: FactValue, info: FactInfo) -> str:
    """Return a fact's value as a letter has it: text without quotes, sets as in a sentence."""
    match value:
        case Range(low=low, high=high) if isinstance(low, date | Ordinal | Level):
            return f"{_scalar(low)} to {_scalar(high)}"
        case AtLeast(low=date() as day):
            return f"{day_text(day)} or later"
        case AtMost(high=date() as day):
            return f"{day_text(day)} or earlier"
        case str():
            is_closed = isinstance(info.datatype, TextType) and info.datatype.values is not None
            return value.replace("_", " ") if is_closed else value
        case frozenset():
            return listed(sorted(value), "and") if value else "none"
        case TextSet(at_least=least):
            return f"at least {listed(sorted(least), 'and')}" if least else "any"
        case Ordinal() | Level() | date():
            return _scalar(value)
        case _:
            return value_text(value)


def _scalar(value: Scalar) -> str:
    match value:
        case Ordinal() | Level():
            return value.level.replace("_", " ")
        case date():
            return day_text(value)
        case _:
            return show(value)
