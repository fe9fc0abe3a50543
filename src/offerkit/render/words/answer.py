"""Words of an answer to an offer: its notes and its letter, by a template.

Apart from the template they say only what the answer holds, and what the caller gives; each
passage keeps what it rests on.

Source:
    docs/how-to/answer.md, "The reason" and "Your own words".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, assert_never

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
from offerkit.advise.answer.told import Occasion, Told, heard
from offerkit.advise.negotiate.models import Proposal, RequestedChange
from offerkit.advise.questions import Question
from offerkit.arguments import checks_arguments
from offerkit.datatypes import TextType
from offerkit.dates import Day
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.model.answered import AnswerState
from offerkit.model.fields import FactInfo
from offerkit.paths import FactPath, View
from offerkit.render.words.decide import SET_ASIDE
from offerkit.render.words.reader import as_request, for_reader
from offerkit.scales import Level, Ordinal
from offerkit.text import listed
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    AtLeast,
    AtMost,
    FactValue,
    Range,
    Scalar,
    TextSet,
    show,
    value_text,
)


@checks_arguments
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
    to, sender = (_in_one_line(name or "") for name in (to, sender))
    words = {**_address(reply, to, sender), **_so_far(reply), **_own_words(reply, to)}
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


def _address(reply: Reply, to: str, sender: str) -> Words:
    """Return the words that every answer has."""
    role, company = (reply.stated.get(fact) for fact in (_TITLE, _COMPANY))
    named = [fact for fact in (_TITLE, _COMPANY) if fact in reply.stated]
    return {
        "to": _passage(to),
        "from": _passage(sender),
        "greeting": _passage(f"Dear {to}," if to else "Hello,"),
        "offer": _offer(reply),
        "position": _position(reply),
        "role": _passage(f"{role or 'the position'}", *(f for f in named if f == _TITLE)),
        "company": _passage(f"{company or 'the company'}", *(f for f in named if f == _COMPANY)),
    }


def _offer(reply: Reply) -> list[Trace]:
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
    return _passage(offer, *named)


def _position(reply: Reply) -> list[Trace]:
    """Return what is talked about while there is no offer yet."""
    role, company = (reply.stated.get(fact) for fact in (_TITLE, _COMPANY))
    named = [fact for fact in (_TITLE, _COMPANY) if fact in reply.stated]
    what = "the position" if role is None else f"the position of {role}"
    return _passage(what if company is None else f"{what} at {company}", *named)


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
    ReasonSubject.START: "the first day",
    ReasonSubject.DEADLINE: "the time that I had to decide",
    ReasonSubject.OWN: "a personal matter",
}
"""Subjects of reasons, in words that blame nobody."""
_OF_THE_ROLE: Final = frozenset(
    {
        *(ReasonSubject.WORK, ReasonSubject.ROLE, ReasonSubject.GROWTH, ReasonSubject.CLIENTS),
        *(ReasonSubject.SETUP, ReasonSubject.COMPANY, ReasonSubject.FIT),
    }
)
"""Subjects of which a change makes it another role."""


def _reasons(reply: Reply, to: str) -> Words:
    """Return the reason for declining or withdrawing."""
    finding = reply.reason
    if finding is None:
        return {"reason": [], "why": _passage("It is not the right step for me.")}
    if reply.subject is None:
        label = for_reader(finding.label.rstrip(), reply, to)
        end = "" if label.endswith((".", "!", "?")) else "."
        sentence = f"What decided it for me: {label}{end}"
    elif finding.kind is StatementKind.LEAVING:
        subject = SUBJECTS[reply.subject]
        sentence = f"My reason for leaving is {subject}, and the offer does not address it."
    elif reply.has_changed and reply.subject in _OF_THE_ROLE:
        role = "the role is no longer quite the one we first talked about"
        sentence = f"What decided it for me is that {role}."
    elif reply.has_changed:
        sentence = (
            f"What decided it for me is the change in {SUBJECTS[reply.subject]} since we first "
            "talked."
        )
    else:
        sentence = f"What decided it for me is {SUBJECTS[reply.subject]}."
    said = _passage(sentence, finding)
    return {"reason": said, "why": said}


# --- what has been answered --------------------------------------------------------------------

_DEADLINE: Final = FactPath("offer.deadline")
_ANSWER, _ANSWERED = FactPath("offer.answer"), FactPath("offer.answered")
_WRITING, _TODAY = FactPath("offer.answer_in_writing"), FactPath("offer.today")


def _so_far(reply: Reply) -> Words:
    """Return the words about an answer that was given, or is overdue."""
    state = reply.decision.state
    on, given = _on_the_day(state)
    confirms = state.answer == _SAME.get(reply.kind)
    told = f"I told you so{on or ' already'}; this confirms it in writing." if confirms else ""
    late = overdue = ""
    if state.is_overdue and state.deadline is not None:
        day = day_text(state.deadline)
        late = f"I am sorry that this comes after {day}, the day by which you asked for my answer."
        overdue = f"Ask first whether the offer still stands: the deadline, {day}, has passed."
    return {
        "told": _passage(told, *given),
        "late": _passage(late, _DEADLINE, _TODAY),
        "overdue": _passage(overdue, _DEADLINE, _TODAY),
    }


def _on_the_day(state: AnswerState) -> tuple[str, tuple[FactPath, ...]]:
    """Return the day of an answer, `` on 3 November 2026``, if it is known, and the facts said."""
    if state.answered is None:
        return "", (_ANSWER,)
    return f" on {day_text(state.answered)}", (_ANSWER, _ANSWERED)


_SAME: Final = {ReplyKind.DECLINE: "declined", ReplyKind.WITHDRAW: "withdrawn"}
"""Answers that a letter of a kind confirms if they have been given."""


def _acceptance(reply: Reply) -> list[Trace]:
    """Return the sentence that owns up to an acceptance, as far as it is known."""
    state, (offer, *_) = reply.decision.state, _offer(reply)
    if state.answer != "accepted":
        return _passage(f"I accepted {offer.text}.", *offer.origins)
    on, given = _on_the_day(state)
    how, written = (", in writing", (_WRITING,)) if state.in_writing else ("", ())
    when = f"O{on[2:]} I" if on else "I"
    return _passage(f"{when} accepted {offer.text}{how}.", *offer.origins, *given, *written)


def _withdraw(reply: Reply, to: str) -> Words:
    in_writing = reply.decision.state.in_writing
    known = [_WRITING] if in_writing else []
    signed = (
        "You accepted in writing: before you call, read what that binds you to, such as a notice "
        "period, or a bonus to pay back."
        if in_writing
        else "If you have signed anything, read before you call what it binds you to."
    )
    return {
        **_reasons(reply, to),
        "accepted": _acceptance(reply),
        "signed": _passage("" if in_writing is False else signed, *known),
    }


def _day_to_answer(reply: Reply) -> Words:
    """Return by when the answer comes to an offer that is kept open."""
    deadline = None if reply.decision.state.is_overdue else reply.decision.state.deadline
    if reply.until is not None:
        said = _passage(f"You will have my answer by {day_text(reply.until)}.")
    elif deadline is not None:
        said = _passage(f"You will have my answer by {day_text(deadline)}.", _DEADLINE)
    else:
        said = _passage("Please tell me by when you need my answer.")
    return {"until": said}


def _day_to_hear(reply: Reply) -> Words:
    """Return by when an answer of theirs is wanted, and what else is asked."""
    by = f" by {day_text(reply.until)}" if reply.until is not None else ""
    if reply.kind is ReplyKind.WAITING:
        need = f" I have to make up my mind{by}." if by else ""
        return {"until": _passage(f"By when may I expect to hear from you?{need}")}
    stand = "I would like to know where things stand with you before I"
    until = f"{stand} answer it. By when could you let me know?"
    if by:
        until = f"I have to answer it{by}, and {stand} do. Could you let me know by then?"
    return {"until": _passage(until), **_also_asked(reply, "What I still need to know:")}


def _also_asked(reply: Reply, before: str) -> Words:
    """Return questions that come with something else, and the sentence before them."""
    return {"known": _passage(before if reply.asked else ""), **_questions(reply)}


def _time(reply: Reply) -> Words:
    deadline = None if reply.decision.state.is_overdue else reply.decision.state.deadline
    asked = "" if deadline is None else f"You asked for my answer by {day_text(deadline)}. "
    if reply.until is None:
        question = f"{asked}Could you give me some more time?"
        then = "You will have my answer by the day that you name."
    else:
        instead = " instead" if asked else ""
        question = f"{asked}Could I give you my answer by {day_text(reply.until)}{instead}?"
        then = "You will have it by then."
    return {"until": _passage(question, _DEADLINE), "then": _passage(then)}


# --- promises ----------------------------------------------------------------------------------

_OCCASIONS: Final = {
    Occasion.VIDEO: "in a video call",
    Occasion.PHONE: "on the phone",
    Occasion.EMAIL: "by email",
    Occasion.MESSAGE: "in a message",
    Occasion.INTERVIEW: "in an interview",
    Occasion.LETTER: "in a letter",
    Occasion.MEETING: "in person",
}


def as_told(promise: Told, to: str = "") -> str:
    """Return who told it, how and when: ``as HR told me on the phone on 3 November``."""
    said = heard(promise.source)
    on = f" on {said.day}" if said.day is not None else ""
    if said.occasion is Occasion.POSTING:
        return f"as the job posting{f' of {said.day}' if said.day else ''} said"
    speaker = "you" if _is_named(to, said.names) else said.speaker
    who = f"as {speaker} told me" if speaker else "as I was told"
    how = _OCCASIONS[said.occasion] if said.occasion is not None else ""
    if said.place:
        how = f"in the {said.place} interview"
    return f"{who}{f' {how}' if how else ''}{on}"


def _is_named(to: str, source: str) -> bool:
    """Return whether a source names the recipient of a letter, by the whole or the first name."""
    first = to.partition(" ")[0]
    names = [re.escape(name) for name in (to, first) if len(name) > 2 and name not in _NO_NAMES]
    return any(re.search(rf"\b{name}\b(?!['’])", source) for name in names)


_NO_NAMES: Final = frozenset(
    {"May", "June", "August", "April", "Herr", "Frau", "Miss", "Prof", "Hiring"}
)


def _promises(reply: Reply, to: str) -> Words:
    then = _passage("You will have my answer once I have it.")
    if reply.decision.state.answer == "accepted":
        on, given = _on_the_day(reply.decision.state)
        then = _passage(f"I accepted the offer{on}, and I would like to keep to that.", *given)
    return {"promises": [_promise(reply, it, to) for it in reply.promises], "then": then}


def _broken(reply: Reply, to: str) -> Words:
    start = reply.stated.get(_START)
    since = f"I started on {day_text(start)}." if isinstance(start, date) else ""
    return {
        "promises": [_promise(reply, it, to) for it in reply.promises],
        "since": _passage(since, _START),
    }


def _promise(reply: Reply, promise: Told, to: str) -> Trace:
    """Return a promise: ``Base pay: 66,000 USD per year, as I was told on 3 November``.

    Texts that the offer has instead are the author's own words, and stay private.
    """
    said = f"{_name(reply, promise.fact)}: {in_letter(promise.promised, promise.info)}"
    told = "as my contract says" if promise.fact.view is View.OFFERED else as_told(promise, to)
    said = f"{said}, {told}"
    if reply.kind is ReplyKind.BROKEN:
        is_free = promise.is_free_text
        now = "something else" if is_free else in_letter(promise.found, promise.info)
        said += f"; it is {now}"
    if reply.kind is ReplyKind.PROMISE:
        if promise.found is UNKNOWN:
            said += "; the offer does not say so"
        elif promise.is_free_text:
            said += "; the offer says something else"
        else:
            said += f"; the offer says {in_letter(promise.found, promise.info)}"
    return Trace(_in_one_line(said), (promise,))


def in_letter(value: FactValue, info: FactInfo) -> str:
    """Return a value as letters write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is DOES_NOT_APPLY else value_in_letter(value, info)


# --- asking and negotiating --------------------------------------------------------------------


_BENEFITS: Final = (
    "Could you send me the whole list of benefits: leave and sick pay, parental leave, insurance "
    "and retirement?"
)
"""Question that is asked instead of those that would tell something of oneself."""


def _questions(reply: Reply, to: str = "") -> Words:
    """Return the questions to the employer, those about a gate together with what is behind it."""
    program = reply.decision.program
    gates, own = program.world.gates, dict(program.checked.questions)
    said: list[Trace] = []
    discreet: list[Question] = []
    before = set[FactPath]()
    for question in reply.asked:
        path = question.fact.path
        if program.schema.facts[path].discreet and path not in own:
            discreet.append(question)
            continue
        text = for_reader(_in_one_line(question.text), reply, to)
        behind = any(gate.first and FactPath(gate.fact) in before for gate in gates.get(path, ()))
        if behind and path not in own:
            text = f"If so: {text[:1].lower()}{text[1:]}"
        before.add(question.fact)
        said.append(Trace(text, (question,)))
    if discreet:
        said.append(Trace(_BENEFITS, tuple(discreet)))
    return {"questions": said}


def _requests(reply: Reply, to: str) -> Words:
    if reply.ask is None:
        return {"asks": []}
    promised = {promise.fact.path: promise for promise in reply.promises}
    return {
        "asks": [
            _request(reply, change, promised.get(change.fact.path), to)
            for change in reply.ask.changes
        ],
        "then": _passage("You will have my answer once I know.")
        if reply.asked
        else _then(reply.ask, asks_for_terms=reply.asks_for_terms),
        **_also_asked(reply, "Before I can give you an answer, I also need to know:"),
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


def _request(reply: Reply, change: RequestedChange, promise: Told | None, to: str) -> Trace:
    """Return a change to ask for: ``Base pay: 60,000 USD per year instead of …``.

    If something else was promised of the fact, it says what, and when.
    """
    info = reply.decision.program.schema.facts[change.fact.path]
    name = _name(reply, change.fact)
    # What was promised is asked for as it was promised, everything else with room to meet.
    wanted = in_letter(change.opening if promise is None else change.wanted, info)
    if isinstance(change.wanted, bool) and not info.called:
        said = as_request(for_reader(_asked(reply, change.fact), reply, to), wanted=change.wanted)
    elif isinstance(change.wanted, bool):
        said = name if change.wanted else f"No {name[:1].lower()}{name[1:]}"
    else:
        said = f"{name}: {wanted}"
        if change.fact in reply.stated:
            said += f" instead of {value_in_letter(reply.stated[change.fact], info)}"
    if promise is None:
        return Trace(_in_one_line(said), (change,))
    change = evolve(change, opening=change.wanted)
    told, promised = as_told(promise, to), in_letter(promise.promised, info)
    said += f", {told}" if promised == wanted else f" ({promised}, {told})"
    return Trace(_in_one_line(said), (change, promise))


def _name(reply: Reply, fact: FactPath) -> str:
    """Return what a letter calls a fact of the offer."""
    info = reply.decision.program.schema.facts[fact.path]
    return evolve(info, question=_asked(reply, fact)).letter_name


def _asked(reply: Reply, fact: FactPath) -> str:
    """Return the question about a fact of the offer."""
    return reply.decision.program.question(FactPath(fact.path))


# --- accepting ---------------------------------------------------------------------------------

_START, _IN_WRITING = FactPath("offer.start"), FactPath("offer.in_writing")


def _accept(reply: Reply, to: str) -> Words:
    conditions = [] if reply.ask is not None else [_promise(reply, it, to) for it in reply.promises]
    conditions += [Trace(_in_one_line(text), ()) for text in reply.conditions]
    if not reply.is_settled:
        return _left_to_settle(reply, conditions, to)
    this = "this condition" if len(conditions) == 1 else "these conditions"
    start = reply.stated.get(_START)
    if reply.stated.get(_IN_WRITING) is not True:
        also = " with that in it" if conditions else ""
        writing = (
            f"Please send me the full offer in writing{also}; I will sign it once I have read it."
        )
    else:
        writing = "Please confirm that in writing." if conditions else ""
    return {
        "accept": _accepting(reply, f", on {this}:" if conditions else "."),
        "provided": _passage(f"My yes depends on {this}:" if conditions else ""),
        "conditions": conditions,
        "start": _passage(f"I will start on {day_text(start)}.", _START)
        if isinstance(start, date)
        else _passage("Please let me know which start date suits you."),
        "writing": _passage(writing, _IN_WRITING),
        "resign": _passage("" if reply.decision.offer.current is DOES_NOT_APPLY else _RESIGN),
        **{name: [] for name in ("asks", "known", "questions", "then")},
    }


def _left_to_settle(reply: Reply, conditions: list[Trace], to: str) -> Words:
    """Return the words of a yes that is given once something is settled."""
    start = reply.stated.get(_START)
    facts = reply.decision.program.schema.facts
    terms = [
        Trace(f"{_name(reply, fact)}: {in_letter(reply.stated[fact], facts[fact.path])}", (fact,))
        for fact in reply.terms
        if fact in reply.stated
    ]
    conditions = [*terms, *conditions]
    in_writing = reply.stated.get(_IN_WRITING) is True
    would = f"I would like to accept it{' and to stay' if reply.is_counter else ''}"
    stands = "If it still stands, " if reply.decision.state.is_overdue else ""
    asks: Words = _requests(reply, to)
    please = ""
    if reply.ask is not None:
        count = len(reply.ask.changes) + len(conditions)
        left = "one thing is" if count == 1 else f"{count} things are"
        accept, then = f"{would}; {left} left to settle:", asks["then"]
    elif in_writing:
        accept = f"{would}{', on these conditions:' if conditions else '.'}"
        then = _passage("You will have my answer as soon as I know.")
    else:
        also = ", with this in it:" if conditions else "."
        please = f"Please send me the full offer in writing{also}"
        accept = f"{would}. Before I do, {please[:1].lower()}{please[1:]}"
        then = _passage("You will have my answer as soon as I have read it.", _IN_WRITING)
    return {
        "accept": _passage(f"{stands}{accept}", *((_DEADLINE, _TODAY) if stands else ())),
        "asks": asks["asks"],
        "conditions": conditions,
        **_also_asked(reply, "There is something that I still need to know:"),
        "start": _passage(f"I could start on {day_text(start)}.", _START)
        if isinstance(start, date)
        else _passage("Please let me know which start date suits you."),
        "then": then,
        "resign": _passage("" if reply.decision.offer.current is DOES_NOT_APPLY else _RESIGN),
        "provided": _passage(please, _IN_WRITING),
        "writing": then,
    }


def _accepting(reply: Reply, end: str) -> list[Trace]:
    """Return the yes; a later letter confirms it, and a late one says if the offer stands."""
    pleased = "glad to accept it and to stay" if reply.is_counter else "delighted to accept it"
    if reply.decision.state.answer == "accepted":
        on, given = _on_the_day(reply.decision.state)
        return _passage(f"As I told you{on or ' already'}, I am {pleased}{end}", *given)
    if reply.decision.state.is_overdue:
        return _passage(f"If it still stands, I am {pleased}{end}", _DEADLINE, _TODAY)
    return _passage(f"I am {pleased}{end}")


_RESIGN: Final = "Do not resign from your current job until you have the full offer in writing."


def _set_aside(reply: Reply) -> list[str]:
    """Return a note that counts the dealbreakers that an offer to accept was not checked by.

    Their labels are the candidate's own words, and notes are read out: the decision names them.
    """
    aside = len(reply.decision.not_applying)
    if reply.kind is not ReplyKind.ACCEPT or not aside:
        return []
    return [f"{SET_ASIDE}, and were left aside: {aside} (named in the decision)."]


def _own_words(reply: Reply, to: str) -> Words:
    """Return the words that only answers of its kind have."""
    match reply.kind:
        case ReplyKind.DECLINE | ReplyKind.DOOR:
            return _reasons(reply, to)
        case ReplyKind.ASK:
            return {**_questions(reply, to), "accepted": _acceptance(reply)}
        case ReplyKind.HOLD:
            return _day_to_answer(reply)
        case ReplyKind.WAITING | ReplyKind.OTHER:
            return _day_to_hear(reply)
        case ReplyKind.TIME:
            return _time(reply)
        case ReplyKind.NEGOTIATE:
            return _requests(reply, to)
        case ReplyKind.PROMISE:
            return _promises(reply, to)
        case ReplyKind.BROKEN:
            return _broken(reply, to)
        case ReplyKind.ACCEPT | ReplyKind.SETTLE:
            return _accept(reply, to)
        case ReplyKind.WITHDRAW:
            return _withdraw(reply, to)
        case _:
            assert_never(reply.kind)


# --- values ------------------------------------------------------------------------------------


def day_text(day: date) -> str:
    """Return a day as a letter has it: ``2 November 2026``."""
    return str(Day.of(day))


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
