"""What an answer to an offer may say: a reason, questions, changes to ask for, and facts.

Nothing else of the offer or the criteria gets into it: no label, other offer, note, source, score,
weight or current pay, unless it was chosen. The words are made in ``render.words.answer``.

Source:
    docs/how-to/answer.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import evolve

from offerkit import core as c
from offerkit.advise.answer import problems
from offerkit.advise.answer.models import GivenReason, Reply, ReplyKind
from offerkit.advise.answer.reasons import reason_for
from offerkit.advise.answer.told import Told, told
from offerkit.advise.negotiate.models import Negotiation, NegotiationOutcome, Proposal
from offerkit.advise.negotiate.negotiate import negotiate
from offerkit.advise.promises.promises import State, hold_to
from offerkit.advise.questions import Question, questions
from offerkit.arguments import checks_arguments
from offerkit.datatypes import TextSetType
from offerkit.errors import AnswerError
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.kleene import Kleene
from offerkit.model.answered import AnswerState
from offerkit.model.fields import AskedOf, Negotiability, Topic
from offerkit.model.gates import is_exact
from offerkit.model.offer import known_facts
from offerkit.paths import FactPath, View
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, FactValue, ends_of, show

DEADLINE: Final = FactPath("offer.deadline")
IN_WRITING: Final = FactPath("offer.in_writing")

_AFTER: Final = {
    "accepted": {
        Verdict.DECLINE: ReplyKind.WITHDRAW,
        Verdict.FIND_OUT: ReplyKind.ASK,
        Verdict.CONSIDER: ReplyKind.PROMISE,
        Verdict.ACCEPT: ReplyKind.ACCEPT,
    },
    "declined": dict.fromkeys(Verdict, ReplyKind.DECLINE),
    "withdrawn": dict.fromkeys(Verdict, ReplyKind.WITHDRAW),
}
"""The kind that fits each verdict once the offer has been answered."""
_TRUE_AFTER: Final = {
    "accepted": (
        *(ReplyKind.WITHDRAW, ReplyKind.PROMISE, ReplyKind.BROKEN, ReplyKind.ASK, ReplyKind.ACCEPT),
    ),
    "declined": (ReplyKind.DECLINE,),
    "withdrawn": (ReplyKind.WITHDRAW,),
}
"""The kinds that can still be true, by what has been answered; the one that is the same confirms
it in writing."""


@checks_arguments
def answer(
    decision: Ruling,
    kind: ReplyKind | None = None,
    *,
    reason: str | GivenReason = GivenReason.KIND,
    goal: Verdict | None = None,
    choice: int = 1,
    tell_present: bool = False,
    until: date | None = None,
    conditions: Iterable[str] = (),
) -> Reply:
    """Return an answer to the offer that was decided, without its notes, letter and traces.

    Args:
        decision: Any decision.
        kind: Purpose of the answer; by default the one that fits the verdict, and what the offer
            says of an answer that was given.
        reason: For declining and withdrawing: the label of a statement against the offer, or how
            to give the reason without a label.
        goal: For negotiating: the verdict to reach; by default the next better one within reach.
        choice: For negotiating: the number of one of the equally cheap sets of changes, from 1.
        tell_present: For negotiating: whether a new company may be asked for a value that is
            based on the current job, and may reveal it.
        until: For more time: the day to ask for; by default the bound of ``negotiable
            offer.deadline``, if that is later than the deadline.
        conditions: For accepting: conditions, each in a sentence or a phrase.

    Raises:
        AnswerError: there is no question, change or promise to write about; a change is based on
            the current job, and *tell_present* is false; no statement has the label *reason*, or
            it is not against the offer; no set of changes has the number *choice*; *until* is not
            after the deadline; what the offer says was answered would make the letter untrue.

    Source:
        docs/how-to/answer.md.
    """
    state = decision.state
    kind = _fitting(decision) if kind is None else kind
    _require_true(kind, state)
    is_counter = decision.is_counter is Kleene.TRUE
    # A counter-offer's title and company are those of the current job: both sides know them.
    titles = () if is_counter else ("role.title", "company.name")
    stated = _stated(decision, map(FactPath, titles))
    match kind:
        case ReplyKind.DECLINE | ReplyKind.WITHDRAW | ReplyKind.DOOR:
            why = reason_for(decision, reason)
            if why is None:
                return Reply(decision, kind, stated=stated)
            about = why.subject, why.has_changed
            return Reply(decision, kind, why.finding, *about, stated=stated)
        case ReplyKind.ASK:
            mine = questions(decision).asked_only(AskedOf.YOURSELF)
            asked, later = _to_ask(decision, questions(decision).asked)
            if not asked:
                raise problems.nothing_to_ask(decision, mine, later)
            return Reply(decision, kind, asked=asked, mine=mine, later=later, stated=stated)
        case ReplyKind.TIME:
            day = _negotiable_day(decision, state) if until is None else until
            _require_later(day, state, decision.offer.offer.today)
            return Reply(decision, kind, until=day, stated=stated)
        case ReplyKind.HOLD | ReplyKind.WAITING | ReplyKind.OTHER:
            _require_later(until, None, decision.offer.offer.today)
            asked, _ = _to_ask(decision, questions(decision).asked)
            asked = asked if kind is ReplyKind.OTHER else ()
            return Reply(decision, kind, asked=asked, until=until, stated=stated)
        case ReplyKind.NEGOTIATE:
            found, proposal = _chosen(decision, goal, choice)
            asked, later = _to_ask(decision, found.first)
            reply = _request(decision, proposal, stated, tells=is_counter or tell_present)
            return evolve(reply, asked=asked, later=later)
        case ReplyKind.PROMISE:
            unkept = told(decision)
            if not unkept:
                raise problems.nothing_promised(decision)
            return Reply(decision, kind, promises=tuple(unkept.values()), stated=stated)
        case ReplyKind.BROKEN:
            broken = tuple(_broken(decision))
            if not broken:
                raise problems.nothing_broken(decision)
            started = _stated(decision, (FactPath("offer.start"),))
            return Reply(decision, kind, promises=broken, stated={**stated, **started})
        case ReplyKind.SETTLE if decision.verdict is not Verdict.ACCEPT:
            _, proposal = _chosen(decision, Verdict.ACCEPT, choice)
            reply = _request(decision, proposal, stated, tells=is_counter or tell_present)
            more = tuple(text for text in conditions if text.strip())
            return evolve(reply, kind=kind, conditions=more)
        case ReplyKind.ACCEPT | ReplyKind.SETTLE:
            terms = _stated(decision, map(FactPath, ("offer.start", "offer.in_writing")))
            missing = (it for it in told(decision).values() if it.found is UNKNOWN and it.is_term)
            resting = () if terms.get(IN_WRITING) is True else tuple(_resting_on(decision))
            asked, later = _to_ask(decision, (*questions(decision), *_assumed(decision)))
            reply = Reply(
                decision,
                kind,
                asked=asked,
                later=later,
                promises=tuple(missing),
                terms=resting,
                conditions=tuple(text for text in conditions if text.strip()),
                stated={**stated, **terms, **_stated(decision, resting)},
            )
            has_more = reply.promises or reply.conditions or not reply.is_settled
            if kind is ReplyKind.SETTLE and not has_more:
                raise problems.nothing_to_settle()
            return reply


def _fitting(decision: Ruling) -> ReplyKind:
    """Return the kind of answer that fits a decision.

    An offer that is declined or only considered is negotiated if what the criteria call negotiable
    is enough for a better verdict, and the employer can be asked for it.
    """
    answered = _AFTER.get(decision.state.answer or "")
    if decision.state.answer == "accepted" and next(_broken(decision), None) is not None:
        return ReplyKind.BROKEN
    if answered is not None:
        return answered[decision.verdict]
    match decision.verdict:
        case Verdict.DECLINE | Verdict.CONSIDER:
            found = negotiate(decision)
            if found.outcome is NegotiationOutcome.FOUND:
                with suppress(AnswerError):
                    proposal = found.asks[0]
                    _request(decision, proposal, {}, tells=decision.is_counter is Kleene.TRUE)
                    return ReplyKind.NEGOTIATE
            is_no = decision.verdict is Verdict.DECLINE
            return ReplyKind.DECLINE if is_no else ReplyKind.HOLD
        case Verdict.FIND_OUT:
            return ReplyKind.ASK
        case _:
            return ReplyKind.ACCEPT


def _request(
    decision: Ruling, proposal: Proposal, stated: Mapping[FactPath, FactValue], *, tells: bool
) -> Reply:
    """Return an answer that asks for changes.

    Args:
        decision: The decision on the offer as it is.
        proposal: The changes.
        stated: Facts that the answer may mention beside those that are to change.
        tells: Whether it may reveal the current job.

    Raises:
        AnswerError: see ``answer``.
    """
    _require_askable(proposal)
    if not tells:
        _keep_current_job(proposal)
    present = _stated(decision, (change.fact for change in proposal.changes))
    unkept = told(decision)
    said = (unkept.get(change.fact.path) for change in proposal.changes)
    promises = tuple(it for it in said if it is not None)
    return Reply(
        decision, ReplyKind.NEGOTIATE, ask=proposal, promises=promises, stated={**stated, **present}
    )


def _broken(decision: Ruling) -> Iterator[Told]:
    """Yield what was promised, or is in the offer, and has turned out worse.

    Without facts that the employer is not asked about.
    """
    offer, program = decision.offer, decision.program
    if offer.found is None:
        return
    promised = {} if offer.promised is None else known_facts(offer.promised)
    for check in hold_to(offer, offer, program).promises:
        later = check.turned_out
        if later is None or later.state is not State.BROKEN:
            continue
        if program.asked_of(FactPath(check.fact)) is AskedOf.EMPLOYER:
            view = View.PROMISED if check.fact in promised else View.OFFERED
            yield evolve(check.told, fact=FactPath(check.fact, view), found=later.value)


def _to_ask(
    decision: Ruling, found: Iterable[Question]
) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """Return the questions for the employer: those to ask now, and those for later."""
    program, in_writing = decision.program, decision.offer.offer.in_writing
    theirs = [one for one in found if one.asked_of is AskedOf.EMPLOYER]
    later = [one for one in theirs if program.asks_later(one.fact, decision.state, in_writing)]
    return tuple(one for one in theirs if one not in later), tuple(later)


def _assumed(decision: Ruling) -> Iterator[Question]:
    """Yield questions to the employer about what the criteria assume of the offer."""
    program = decision.program
    for reading in decision.assumed:
        fact = reading.fact
        if fact.view is View.OFFERED and program.asked_of(fact) is AskedOf.EMPLOYER:
            text = program.question(fact, decision.offer)
            yield Question(fact, text, AskedOf.EMPLOYER, UNKNOWN, (), ())


_IN_CONTRACTS: Final = (Topic.MONEY, Topic.PLACE, Topic.TIME, Topic.BENEFITS, Topic.CONTRACT)
"""Topics of terms that offers in writing contain."""


def _resting_on(decision: Ruling) -> Iterator[FactPath]:
    """Yield the terms that the offer states, the decision has read, and a letter may repeat."""
    facts = decision.program.schema.facts
    read = (each.fact for found in decision.findings for it in found.readings for each in it.walk())
    for fact in dict.fromkeys(read):
        info = facts[fact.path]
        if (
            fact.view is View.OFFERED
            and not info.derived
            and not info.discreet
            and info.called
            and info.negotiable is not Negotiability.NOT_A_TERM
            and info.topic in _IN_CONTRACTS
            and not fact.path.startswith("offer.")
            and not isinstance(info.datatype, TextSetType)
            and is_exact(decision.program.schema.getter(fact)(decision.offer))
        ):
            yield fact


def _require_true(kind: ReplyKind, state: AnswerState) -> None:
    """Check that a letter would not contradict what has been answered.

    Raises:
        AnswerError: it would, or it would say in writing what has been said in writing.
    """
    answered = state.answer or ""
    fitting = _TRUE_AFTER.get(answered, (kind,))
    if kind not in fitting:
        raise problems.answered_already(kind, state, fitting, confirms=False)
    if answered in _AFTER and state.in_writing and kind is _AFTER[answered][Verdict.ACCEPT]:
        others = [it for it in fitting if it is not kind]
        raise problems.answered_already(kind, state, others, confirms=True)


def _negotiable_day(decision: Ruling, state: AnswerState) -> date | None:
    """Return the latest day that the criteria name for the answer, if it is a later one."""
    for one in decision.program.checked.negotiables:
        limit = one.limit.value if one.limit is not None else None
        if one.fact == DEADLINE and isinstance(limit, date):
            return limit if state.deadline is None or state.deadline < limit else None
    return None


def _require_later(day: date | None, state: AnswerState | None, today: FactValue) -> None:
    """Check that a day to ask for is after the deadline, and not over.

    Raises:
        AnswerError: it is not.
    """
    if day is None:
        return
    if state is not None and state.deadline is not None and day <= state.deadline:
        raise problems.not_later("the deadline", state.deadline, day)
    now = ends_of(today)[0]
    if isinstance(now, date) and day <= now:
        raise problems.not_later("today", now, day)


def _stated(decision: Ruling, facts: Iterable[FactPath]) -> Mapping[FactPath, FactValue]:
    """Return what the offer itself states of some facts: assumptions stay with the author."""
    getter = decision.program.schema.getter
    values = {fact: getter(fact)(decision.offer) for fact in facts}
    nothing = (UNKNOWN, DOES_NOT_APPLY)
    return {fact: value for fact, value in values.items() if value not in nothing}


def _chosen(decision: Ruling, goal: Verdict | None, choice: int) -> tuple[Negotiation, Proposal]:
    """Return what may be asked for, and the chosen one of its sets."""
    found = negotiate(decision, goal=goal)
    if not found.asks:
        raise problems.nothing_to_negotiate(found)
    if not 1 <= choice <= len(found.asks):
        raise problems.no_such_choice(choice, len(found.asks))
    return found, found.asks[choice - 1]


# --- what the employer cannot change ------------------------------------------------------------


def _require_askable(proposal: Proposal) -> None:
    """Check that every change is one that the employer can be asked for.

    Raises:
        AnswerError: one is of a fact that only the candidate can answer for.
    """
    asked_of = proposal.decision.program.asked_of
    facts = [change.fact for change in proposal.changes]
    if mine := [fact for fact in facts if asked_of(fact) is AskedOf.YOURSELF]:
        raise problems.not_the_employers(mine)


# --- what the amount asked for gives away ------------------------------------------------------


def _keep_current_job(proposal: Proposal) -> None:
    """Check that the values asked for do not reveal the current job.

    If a fact has to be more than in the current job, the least value that is more reveals the
    current one. A value that the criteria themselves state reveals nothing.

    Raises:
        AnswerError: one may.
    """
    in_criteria = {_as_text(value) for value in _constants(proposal.decision.program.checked)}
    for change in proposal.changes:
        current = _compared_with(proposal.decision, change.fact)
        if current and _as_text(change.wanted) not in in_criteria:
            raise problems.reveals_current_job(change.fact, current)


def _compared_with(decision: Ruling, fact: FactPath) -> tuple[FactPath, ...]:
    """Return the facts of the current job in any statement with *fact*."""
    found: dict[FactPath, None] = {}
    for finding in decision.findings:
        read = [each.fact for reading in finding.readings for each in reading.walk()]
        if fact in read:
            found.update(dict.fromkeys(path for path in read if path.view is View.CURRENT))
    return tuple(found)


def _constants(checked: c.CheckedCriteria) -> Iterator[object]:
    """Yield the values that criteria state: in conditions, as ends, and as limits."""
    cores: list[c.Core] = [let.value for let in checked.bindings]
    for statement in checked.statements:
        match statement:
            case c.CheckedPreference(subject=subject, worst=worst, best=best):
                cores += (subject, worst, best)
            case c.CheckedRule(condition=condition) | c.CheckedLeaving(condition=condition):
                cores.append(condition)
    cores += [one.limit for one in checked.negotiables if one.limit is not None]
    nodes = c.nodes_of([let.value for let in checked.bindings], *cores)
    yield from (node.value for node in nodes if isinstance(node, c.Constant))


def _as_text(value: object) -> str:
    return show(value) if isinstance(value, bool | str | Decimal | frozenset) else str(value)
