"""The next question of an interview: what you can tell, and what is worth asking you now."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import Final

from attrs import frozen

from offerkit.advise.questions import Question, Questions
from offerkit.data import Key, keys
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind
from offerkit.kleene import Kleene
from offerkit.model.fields import AskedOf
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.values import FactValue

_KIND: Final = FactPath("offer.kind")


@keys("fact", "text", "value", Key("settled", form=STATEMENT))
@frozen
class Answered(Record):
    """An answer that was given in an interview."""

    fact: FactPath
    """The fact that was asked about."""
    text: str
    """The answer as it was given."""
    value: FactValue
    """What it was taken for; ``UNKNOWN`` if you said that you do not know."""
    settled: tuple[Finding, ...]
    """Statements that it settled, in order, with their outcomes."""


def next_question(
    questions: Questions, of: AskedOf | None, aside: Collection[FactPath]
) -> Question | None:
    """Return the question to put to you next; None if no answer of yours can settle the verdict.

    Args:
        questions: The questions about the offer as it is known.
        of: Whose questions are put to you; None for those of both sides.
        aside: Facts that you do not know, or skipped.
    """
    gates = questions.decision.program.world.gates

    def takes_for_granted(fact: FactPath) -> bool:
        """Return whether a question takes for granted what you do not know."""
        found = (FactPath(it.fact, fact.view) for it in gates.get(fact.path, ()) if it.first)
        return any(gate in aside for gate in found)

    left = [
        question
        for question in questions
        if of in {None, question.asked_of}
        and question.fact not in aside
        and not takes_for_granted(question.fact)
    ]
    if not left or not _can_settle(questions.decision, {question.fact for question in left}):
        return None
    sides = [next((it for it in left if it.asked_of is side), None) for side in AskedOf]
    return min(filter(None, sides), key=_urgency)


def _urgency(question: Question) -> tuple[bool, Fraction, Fraction, bool]:
    """Return the key by which the first questions of both sides are ordered."""
    rules = any(it.kind is StatementKind.DEALBREAKER for it in question.waiting)
    weight = sum((it.weight for it in question.waiting), Fraction(0))
    return not rules, -question.chance, -weight, question.asked_of is AskedOf.EMPLOYER


def _can_settle(decision: Ruling, facts: Collection[FactPath]) -> bool:
    """Return whether some values of these facts settle the verdict, whatever the others are.

    Each statement is looked at by itself, so that what only cells rule out counts as possible.
    """

    def can_tell(finding: Finding) -> bool:
        of_kind = finding.kind is StatementKind.LEAVING and _KIND in facts
        return of_kind or any(fact in facts for fact in finding.missing)

    ruling = [it for it in decision.findings if decision.rules_out(it) is Kleene.UNKNOWN]
    if any(map(can_tell, ruling)):
        return True
    score = decision.score
    if score is None or decision.may_lack_score:
        return not ruling
    weighed = [(it, it.value) for it in decision.findings if it.value is not None]
    whole = sum((it.weight for it, _ in weighed), Fraction(0))
    told = sum(
        (it.weight / whole * (value.high - value.low) for it, value in weighed if can_tell(it)),
        Fraction(0),
    )
    # What others can still add to any score that your answers make.
    untold = max(score.high - score.low - told, Fraction(0))
    ends = decision.program.thresholds
    if ends.decline_below is not None and score.low + untold < ends.decline_below:
        return True
    if ruling:
        return False
    least, most = max(score.low, ends.decline_below or score.low), score.low + told
    if ends.accept_at is None:
        return least <= most
    return most >= ends.accept_at or (least <= most and least + untold < ends.accept_at)
