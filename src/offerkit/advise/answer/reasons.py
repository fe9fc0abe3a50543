"""Reasons that a letter may give: true, and told by a subject that blames nobody.

Source:
    docs/how-to/answer.md, "The reason".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from offerkit.advise.answer import problems
from offerkit.advise.answer.models import GivenReason, ReasonSubject
from offerkit.advise.explain import explain
from offerkit.evaluate.findings import Finding, Reading
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED, base_parts
from offerkit.model.fields import AskedOf
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.text import fold

_SUBJECTS: Final[Mapping[str, ReasonSubject]] = {
    "location": ReasonSubject.LOCATION,
    "commute": ReasonSubject.COMMUTE,
    "remote": ReasonSubject.WORKPLACE,
    "travel": ReasonSubject.TRAVEL,
    "relocation": ReasonSubject.RELOCATION,
    "visa": ReasonSubject.VISA,
    "offer.start": ReasonSubject.START,
    "offer.deadline": ReasonSubject.DEADLINE,
    "offer.received": ReasonSubject.DEADLINE,
    "hours.on_call_pay": ReasonSubject.PAY,
    "hours": ReasonSubject.HOURS,
    "leave": ReasonSubject.LEAVE,
    "growth": ReasonSubject.GROWTH,
    "clients": ReasonSubject.CLIENTS,
    "work": ReasonSubject.WORK,
    "role.predecessor_left": ReasonSubject.FIT,
    "role": ReasonSubject.ROLE,
    "benefits": ReasonSubject.BENEFITS,
    "contract": ReasonSubject.CONTRACT,
    "offer.in_writing": ReasonSubject.OFFER,
    "offer": ReasonSubject.OWN,
    "equity": ReasonSubject.PAY,
    "pay": ReasonSubject.PAY,
    **dict.fromkeys(
        ("manager.trust", "manager.style", "manager.guidance", "manager.tenure"), ReasonSubject.FIT
    ),
    **dict.fromkeys(("team.turnover", "team.age", "team.learn_from"), ReasonSubject.FIT),
    "team": ReasonSubject.SETUP,
    "manager": ReasonSubject.SETUP,
    "company": ReasonSubject.COMPANY,
}
"""Subject of a reason by the fact it rests on, or by the group of that."""
_KINDEST_FIRST: Final = tuple(ReasonSubject)


def subject_of(facts: Iterable[FactPath], program: Program) -> ReasonSubject:
    """Return the subject of a reason that rests on *facts*; the kindest one if there are several.

    The current job, and what a criteria file declares as the author's own to find out, are nobody
    else's business; a reason that rests on nothing else has no subject that can be told.
    """
    found = {_subject(fact, program) for fact in facts}
    told = found - {ReasonSubject.OWN} or found
    return min(told, key=_KINDEST_FIRST.index, default=ReasonSubject.FIT)


def _subject(fact: FactPath, program: Program) -> ReasonSubject:
    is_own = fact.path in program.schema.own
    if fact.view is View.CURRENT or (
        is_own and program.asked_of(FactPath(fact.path)) is AskedOf.YOURSELF
    ):
        return ReasonSubject.OWN
    group = fact.path.partition(".")[0]
    # What the vocabulary does not know is a matter of the author's own: no fit is made up of it.
    return _SUBJECTS.get(fact.path, _SUBJECTS.get(group, ReasonSubject.OWN))


@frozen
class Reason(Record):
    """A reason to tell."""

    finding: Finding
    """The statement that it rests on."""
    subject: ReasonSubject | None = None
    """What it is about; None if it is told by its label."""
    has_changed: bool = False
    """Whether it is that the subject is not as it was promised."""


def reason_for(decision: Ruling, given: str | GivenReason) -> Reason | None:
    """Return the reason to tell for turning an offer down; None if there is none.

    By default it is the one that is easiest to hear of the statements that rule the offer out or,
    if the score did, the one that cost it most. Someone who declines against the criteria has
    reasons that these do not hold.

    Raises:
        AnswerError: *given* is a label, and no statement against the offer has it.
    """
    if isinstance(given, str):
        return Reason(_finding_called(decision, given))
    if given is GivenReason.NONE:
        return None
    statements = explain(decision).statements
    ruling = [s for s in statements if decision.rules_out(s.finding) is Kleene.TRUE]
    if not ruling and decision.verdict is Verdict.DECLINE:
        lost = max(statements, key=lambda s: _loss(s.finding), default=None)
        ruling = [lost] if lost is not None and _loss(lost.finding) > 0 else []
    reasons = [_reason(decision, s.finding, tuple(_mentioned(s.decisive))) for s in ruling]
    return min(reasons, key=_unkindness, default=None)


def _unkindness(reason: Reason) -> int:
    return _KINDEST_FIRST.index(reason.subject or ReasonSubject.FIT)


def _reason(decision: Ruling, finding: Finding, facts: Sequence[FactPath]) -> Reason:
    compared = (*decision.broken_promises, *decision.exceeded_promises)
    moved = {promise.fact for promise in compared}
    changed = [
        fact
        for fact in facts
        if fact.view is View.PROMISED
        and not moved.isdisjoint(base_parts(fact.path) if fact.path in DERIVED else (fact.path,))
    ]
    return Reason(finding, subject_of(changed or facts, decision.program), bool(changed))


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
