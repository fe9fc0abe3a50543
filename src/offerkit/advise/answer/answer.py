"""What an answer to an offer may say: a reason, questions, changes to ask for, and facts.

Nothing else of the offer or the criteria gets into it: no label, other offer, note, source, score,
weight or current pay, unless it was chosen. The words are made in ``render.words.answer``.

Source:
    docs/how-to/answer.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from offerkit import core as c
from offerkit.advise.answer import problems
from offerkit.advise.answer.models import GivenReason, Reply, ReplyKind
from offerkit.advise.answer.reasons import reason_for
from offerkit.advise.answer.told import told
from offerkit.advise.negotiate.models import Proposal
from offerkit.advise.negotiate.negotiate import negotiate
from offerkit.advise.questions import questions
from offerkit.arguments import checks_arguments
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.kleene import Kleene
from offerkit.model.answered import AnswerState
from offerkit.model.fields import AskedOf
from offerkit.paths import FactPath, View
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, FactValue, ends_of, show

DEADLINE: Final = FactPath("offer.deadline")

_KINDS: Final = {
    Verdict.DECLINE: ReplyKind.DECLINE,
    Verdict.FIND_OUT: ReplyKind.ASK,
    Verdict.CONSIDER: ReplyKind.NEGOTIATE,
    Verdict.ACCEPT: ReplyKind.ACCEPT,
}
_AFTER: Final = {
    "accepted": {
        Verdict.DECLINE: ReplyKind.WITHDRAW,
        Verdict.FIND_OUT: ReplyKind.ASK,
        Verdict.CONSIDER: ReplyKind.PROMISE,
        Verdict.ACCEPT: ReplyKind.ACCEPT,
    },
    "declined": dict.fromkeys(_KINDS, ReplyKind.DECLINE),
    "withdrawn": dict.fromkeys(_KINDS, ReplyKind.WITHDRAW),
}
"""The kind that fits each verdict, by what has been answered."""
_TRUE_AFTER: Final = {
    "accepted": (ReplyKind.WITHDRAW, ReplyKind.PROMISE, ReplyKind.ASK, ReplyKind.ACCEPT),
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
        goal: For negotiating: the verdict to reach; by default ``ACCEPT`` if it is ``CONSIDER``
            now, else ``CONSIDER``.
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
    kind = _AFTER.get(state.answer or "", _KINDS)[decision.verdict] if kind is None else kind
    _require_true(kind, state)
    is_counter = decision.is_counter is Kleene.TRUE
    # A counter-offer's title and company are those of the current job: both sides know them.
    titles = () if is_counter else ("role.title", "company.name")
    stated = _stated(decision, map(FactPath, titles))
    match kind:
        case ReplyKind.DECLINE | ReplyKind.WITHDRAW:
            why = reason_for(decision, reason)
            if why is None:
                return Reply(decision, kind, stated=stated)
            about = why.subject, why.has_changed
            return Reply(decision, kind, why.finding, *about, stated=stated)
        case ReplyKind.ASK:
            found = questions(decision)
            asked, mine = (found.asked_only(of) for of in (AskedOf.EMPLOYER, AskedOf.YOURSELF))
            if not asked:
                raise problems.nothing_to_ask(decision, mine)
            return Reply(decision, kind, asked=asked, mine=mine, stated=stated)
        case ReplyKind.TIME:
            day = _negotiable_day(decision, state) if until is None else until
            _require_later(day, state, decision.offer.offer.today)
            return Reply(decision, kind, until=day, stated=stated)
        case ReplyKind.NEGOTIATE:
            proposal = _chosen(decision, goal, choice)
            _require_askable(proposal)
            if not (is_counter or tell_present):
                _keep_current_job(proposal)
            present = _stated(decision, (change.fact for change in proposal.changes))
            unkept = told(decision)
            said = (unkept.get(change.fact.path) for change in proposal.changes)
            promises = tuple(it for it in said if it is not None)
            return Reply(
                decision, kind, ask=proposal, promises=promises, stated={**stated, **present}
            )
        case ReplyKind.PROMISE:
            unkept = told(decision)
            if not unkept:
                raise problems.nothing_promised(decision)
            return Reply(decision, kind, promises=tuple(unkept.values()), stated=stated)
        case ReplyKind.ACCEPT:
            terms = _stated(decision, map(FactPath, ("offer.start", "offer.in_writing")))
            missing = (it for it in told(decision).values() if it.found is UNKNOWN and it.is_term)
            return Reply(
                decision,
                kind,
                promises=tuple(missing),
                conditions=tuple(text for text in conditions if text.strip()),
                stated={**stated, **terms},
            )


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


def _require_later(day: date | None, state: AnswerState, today: FactValue) -> None:
    """Check that a day to ask for is after the deadline, and not over.

    Raises:
        AnswerError: it is not.
    """
    if day is None:
        return
    if state.deadline is not None and day <= state.deadline:
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


def _chosen(decision: Ruling, goal: Verdict | None, choice: int) -> Proposal:
    if goal is None:
        considered = decision.verdict is Verdict.CONSIDER
        goal = Verdict.ACCEPT if considered else Verdict.CONSIDER
    found = negotiate(decision, goal=goal)
    if not found.asks:
        raise problems.nothing_to_negotiate(found)
    if not 1 <= choice <= len(found.asks):
        raise problems.no_such_choice(choice, len(found.asks))
    return found.asks[choice - 1]


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
