"""What an answer to an offer may say: a reason, questions, changes to ask for, and facts.

Nothing else of the offer or the criteria gets into it: no label, other offer, note, source, score,
weight or current pay, unless it was chosen. The words are made in ``render.words.answer``.

Source:
    docs/how-to/answer.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from offerkit import core as c
from offerkit.advise.answer import problems
from offerkit.advise.answer.models import GivenReason, ReasonSubject, Reply, ReplyKind
from offerkit.advise.explain import explain
from offerkit.advise.negotiate.models import Proposal
from offerkit.advise.negotiate.negotiate import negotiate
from offerkit.advise.questions import questions
from offerkit.evaluate.findings import Finding, Reading
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.kleene import Kleene
from offerkit.model.fields import AskedOf
from offerkit.paths import FactPath, View
from offerkit.text import fold
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, FactValue, show

_KINDS: Final = {
    Verdict.DECLINE: ReplyKind.DECLINE,
    Verdict.FIND_OUT: ReplyKind.ASK,
    Verdict.CONSIDER: ReplyKind.NEGOTIATE,
    Verdict.ACCEPT: ReplyKind.ACCEPT,
}


def answer(
    decision: Ruling,
    kind: ReplyKind | None = None,
    *,
    reason: str | GivenReason = GivenReason.KIND,
    goal: Verdict | None = None,
    choice: int = 1,
    tell_present: bool = False,
) -> Reply:
    """Return an answer to the offer that was decided, without its notes, letter and traces.

    Args:
        decision: Any decision.
        kind: Purpose of the answer; by default the one that fits the verdict.
        reason: For declining: the label of a statement against the offer, or how to give the
            reason without a label.
        goal: For negotiating: the verdict to reach; by default ``ACCEPT`` if it is ``CONSIDER``
            now, else ``CONSIDER``.
        choice: For negotiating: the number of one of the equally cheap sets of changes, from 1.
        tell_present: For negotiating: whether a new company may be asked for a value that is
            based on the current job, and may reveal it.

    Raises:
        AnswerError: there is no question or change to ask for; a change is based on the current
            job, and *tell_present* is false; no statement has the label *reason*, or it is not
            against the offer; no set of changes has the number *choice*.

    Source:
        docs/how-to/answer.md.
    """
    kind = _KINDS[decision.verdict] if kind is None else kind
    is_counter = decision.is_counter is Kleene.TRUE
    # A counter-offer's title and company are those of the current job: both sides know them.
    titles = () if is_counter else ("role.title", "company.name")
    stated = _stated(decision, map(FactPath, titles))
    match kind:
        case ReplyKind.DECLINE:
            if isinstance(reason, str):
                named = _finding_called(decision, reason)
                return Reply(decision, kind, reason=named, stated=stated)
            kindest = _kindest(decision) if reason is GivenReason.KIND else None
            finding, subject = kindest or (None, None)
            return Reply(decision, kind, reason=finding, subject=subject, stated=stated)
        case ReplyKind.ASK:
            found = questions(decision)
            asked, mine = (found.asked_only(of) for of in (AskedOf.EMPLOYER, AskedOf.YOURSELF))
            if not asked:
                raise problems.nothing_to_ask(decision, mine)
            return Reply(decision, kind, asked=asked, mine=mine, stated=stated)
        case ReplyKind.NEGOTIATE:
            proposal = _chosen(decision, goal, choice)
            _require_askable(proposal)
            if not (is_counter or tell_present):
                _keep_current_job(proposal)
            present = _stated(decision, (change.fact for change in proposal.changes))
            return Reply(decision, kind, ask=proposal, stated={**stated, **present})
        case ReplyKind.ACCEPT:
            terms = _stated(decision, map(FactPath, ("offer.start", "offer.in_writing")))
            return Reply(decision, kind, stated={**stated, **terms})


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


# --- reasons ---------------------------------------------------------------------------------

_SUBJECTS: Final[Mapping[str, ReasonSubject]] = {
    "location": ReasonSubject.LOCATION,
    "commute": ReasonSubject.COMMUTE,
    "remote": ReasonSubject.WORKPLACE,
    "travel": ReasonSubject.TRAVEL,
    "relocation": ReasonSubject.RELOCATION,
    "visa": ReasonSubject.VISA,
    "hours": ReasonSubject.HOURS,
    "leave": ReasonSubject.LEAVE,
    "growth": ReasonSubject.GROWTH,
    "clients": ReasonSubject.CLIENTS,
    "work": ReasonSubject.WORK,
    "role": ReasonSubject.ROLE,
    "benefits": ReasonSubject.BENEFITS,
    "contract": ReasonSubject.CONTRACT,
    "offer": ReasonSubject.OFFER,
    "equity": ReasonSubject.PAY,
    "pay": ReasonSubject.PAY,
    "team": ReasonSubject.SETUP,
    "manager": ReasonSubject.SETUP,
    "company": ReasonSubject.COMPANY,
}
"""Subject of a reason by the group of the fact it rests on; the kindest first."""
_KINDEST_FIRST: Final = tuple(dict.fromkeys(_SUBJECTS.values()))


def _unkindness(subject: ReasonSubject) -> int:
    return _KINDEST_FIRST.index(subject) if subject in _KINDEST_FIRST else len(_KINDEST_FIRST)


def subject_of(facts: Iterable[FactPath]) -> ReasonSubject:
    """Return the subject of a reason that rests on *facts*; the kindest one if there are several.

    A broken promise makes the change since then the subject, whatever the fact.
    """
    paths = tuple(facts)
    if any(fact.view is View.PROMISED for fact in paths):
        return ReasonSubject.CHANGED
    groups = (fact.path.partition(".")[0] for fact in paths if fact.view is View.OFFERED)
    subjects = (_SUBJECTS.get(group, ReasonSubject.FIT) for group in groups)
    return min(subjects, key=_unkindness, default=ReasonSubject.FIT)


def _kindest(decision: Ruling) -> tuple[Finding, ReasonSubject] | None:
    """Return the reason that is easiest to hear, and its subject; None if there is no reason.

    It is one of the statements that rule the offer out or, if the score did, the one that cost it
    most. Someone who declines against the criteria has reasons that these do not hold.
    """
    statements = explain(decision).statements
    ruling = [s for s in statements if decision.rules_out(s.finding) is Kleene.TRUE]
    if not ruling and decision.verdict is Verdict.DECLINE:
        lost = max(statements, key=lambda s: _loss(s.finding), default=None)
        ruling = [lost] if lost is not None and _loss(lost.finding) > 0 else []
    reasons = [(s.finding, subject_of(_mentioned(s.decisive))) for s in ruling]
    return min(reasons, key=lambda reason: _unkindness(reason[1]), default=None)


def _mentioned(readings: Iterable[Reading]) -> Iterator[FactPath]:
    """Yield the facts that were read, without those that one of them is computed from."""
    found = tuple(readings)
    parts = {read.fact for reading in found for part in reading.parts for read in part.walk()}
    yield from (reading.fact for reading in found if reading.fact not in parts)


def _loss(finding: Finding) -> Fraction:
    """Return how much of the score a statement has certainly cost, in shares of its weights."""
    return Fraction(0) if finding.value is None else finding.weight * (1 - finding.value.high)


_AGAINST: Final = frozenset({StatementKind.DEALBREAKER, StatementKind.CON, StatementKind.CAUTION})


def _speaks_against(decision: Ruling, finding: Finding) -> bool:
    """Return whether a statement's own words are a true reason to decline."""
    if finding.kind in _AGAINST:
        return finding.truth is Kleene.TRUE
    return decision.rules_out(finding) is Kleene.TRUE


def _finding_called(decision: Ruling, label: str) -> Finding:
    against = [finding for finding in decision.findings if _speaks_against(decision, finding)]
    called = [finding for finding in decision.findings if fold(finding.label) == fold(label)]
    for finding in called:
        if finding in against:
            return finding
    if called:
        raise problems.untrue_reason(called[0].label)
    raise problems.unknown_reason(label, [finding.label for finding in against])


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
