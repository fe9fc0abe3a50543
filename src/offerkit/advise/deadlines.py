"""Deadlines of several offers against each other and against a day: what to do first, and by when.

The day is given; nothing here reads a clock.

Source:
    docs/how-to/deadlines.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from attrs import frozen

from offerkit.advise.questions import Question, questions
from offerkit.data import Key, keys, to_dict
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import ORDERED, Verdict
from offerkit.model.answered import OPEN
from offerkit.model.fields import AskedOf
from offerkit.records import Record
from offerkit.text import Named

FORMAT: Final = "offerkit/deadlines/1"
"""Name of the format of ``Timetable.to_dict``."""
NOTICE: Final = 2
"""Days before a deadline by which more time should be asked for."""


class StepKind(Named):
    """What to do about an offer."""

    STANDS = "stands"
    """Ask whether it still stands: its deadline has passed."""
    ASK = "ask"
    """Ask what is open."""
    TIME = "time"
    """Ask for more time, until another offer has to be answered."""
    ANSWER = "answer"
    """Answer it."""


@keys(
    "kind offer",
    Key("by", form=date.isoformat, gives="date"),
    Key("until", form=date.isoformat, gives="date"),
    "because",
    Key("questions", "asked", lambda question: str(question.fact)),
)
@frozen
class Step(Record):
    """Something to do about one offer."""

    kind: StepKind
    """What to do."""
    offer: str
    """Name of the offer."""
    by: date | None = None
    """Last day to do it; None if there is no deadline."""
    until: date | None = None
    """Day until which to ask for time."""
    because: str = ""
    """Name of the offer that has to be answered later, and is the reason to ask for time."""
    asked: tuple[Question, ...] = ()
    """Questions for the employer, in order."""


@keys(
    "offer verdict", Key("deadline", form=date.isoformat, gives="date"), "days_left", "days_after"
)
@frozen
class Due(Record):
    """When an offer has to be answered."""

    offer: str
    """Name of the offer."""
    decision: Ruling
    """Decision on it."""
    deadline: date | None
    """Last day for the answer; None if it states none."""
    days_left: int | None
    """Days from today to the deadline; negative if it has passed."""
    days_after: int | None
    """Days from the deadline before to this one; None for the first, and without a deadline."""

    @property
    def verdict(self) -> Verdict:
        """Verdict on the offer."""
        return self.decision.verdict


@keys(Key("today", form=date.isoformat, gives="date"), "due steps", format=FORMAT)
@frozen
class Timetable(Record):
    """The offers that wait for an answer, and what to do, in order."""

    today: date
    """The day on which you look at them."""
    due: tuple[Due, ...]
    """The offers, the earliest deadline first, those without one last."""
    steps: tuple[Step, ...]
    """What to do, the most urgent first."""

    def to_dict(self) -> dict[str, Any]:
        """Return the timetable as JSON-ready data."""
        return to_dict(self)


def timetable(offers: Iterable[tuple[str, Ruling]], today: date) -> Timetable:
    """Return what to do about offers, and by when.

    Offers that have been answered are left out.

    Args:
        offers: The decisions, each with the name of its offer.
        today: The day from which to count.
    """
    waiting = [(name, one) for name, one in offers if one.state.answer in {OPEN, None}]
    waiting.sort(key=lambda pair: (pair[1].state.deadline or date.max, pair[0]))
    due: list[Due] = []
    before: date | None = None
    for name, decision in waiting:
        deadline = decision.state.deadline
        left = None if deadline is None else (deadline - today).days
        after = None if deadline is None or before is None else (deadline - before).days
        due.append(Due(name, decision, deadline, left, after))
        before = deadline or before
    first = min(
        (one.deadline for one in due if one.deadline and one.deadline >= today), default=None
    )
    found = [
        step for at, one in enumerate(due) for step in _steps(one, due[at + 1 :], today, first)
    ]
    found.sort(key=lambda step: step.by or date.max)
    return Timetable(today, tuple(due), tuple(found))


def _steps(one: Due, later: Iterable[Due], today: date, first: date | None) -> Iterator[Step]:
    """Yield what to do about an offer; what is open is asked before the *first* answer is due."""
    if one.days_left is not None and one.days_left < 0:
        yield Step(StepKind.STANDS, one.offer, today)
        return
    if one.verdict is Verdict.DECLINE:
        yield Step(StepKind.ANSWER, one.offer, one.deadline)
        return
    asked = questions(one.decision).asked_only(AskedOf.EMPLOYER)
    soon, early = (
        None if day is None else max(today, day - timedelta(days=NOTICE))
        for day in (one.deadline, first)
    )
    if asked:
        yield Step(StepKind.ASK, one.offer, early, asked=asked)
    rivals = [it for it in later if it.deadline != one.deadline and _may_be_as_good(it, one)]
    if soon is not None and rivals:
        last = rivals[-1]
        until = None if last.deadline is None else last.deadline + timedelta(days=1)
        yield Step(StepKind.TIME, one.offer, soon, until, last.offer)
    yield Step(StepKind.ANSWER, one.offer, one.deadline)


def _may_be_as_good(other: Due, one: Due) -> bool:
    """Return whether another offer may turn out at least as good, by its verdict."""
    best, worst = other.decision.possible[-1], one.decision.possible[0]
    return other.verdict is not Verdict.DECLINE and ORDERED.index(best) >= ORDERED.index(worst)
