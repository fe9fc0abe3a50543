"""What has become of an offer: your answer to it, and whether its deadline has passed."""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import frozen

from offerkit.data import Key, keys
from offerkit.model.offer import Offer
from offerkit.records import Record
from offerkit.values import ends_of

OPEN: Final = "open"
"""The value of ``offer.answer`` of an offer that has not been answered."""


@keys(
    "answer",
    Key("answered", form=date.isoformat, gives="date"),
    "in_writing",
    Key("deadline", form=date.isoformat, gives="date"),
    "passed",
)
@frozen
class AnswerState(Record):
    """Your answer to an offer, as far as the offer states it.

    Source:
        grammar/README.md, "Your answer".
    """

    answer: str | None
    """``open``, ``accepted``, ``declined`` or ``withdrawn``; None if the offer says unknown."""
    answered: date | None
    """Day of the answer; None if it is not stated exactly."""
    in_writing: bool | None
    """Whether the answer was given in writing; None if it is not stated."""
    deadline: date | None
    """Latest day by which an answer is wanted; None if it is not stated."""
    passed: bool | None
    """Whether that day is before the day that the offer states as today; None if that is open."""

    @classmethod
    def of(cls, offer: Offer) -> AnswerState:
        """Return the state of an offer."""
        said = offer.offer
        answer = said.answer if isinstance(said.answer, str) else None
        in_writing = said.answer_in_writing if isinstance(said.answer_in_writing, bool) else None
        answered = said.answered if isinstance(said.answered, date) else None
        (first, last), (least, most) = ends_of(said.deadline), ends_of(said.today)
        passed = None
        if isinstance(last, date) and isinstance(least, date) and last < least:
            passed = True
        elif isinstance(first, date) and isinstance(most, date) and first >= most:
            passed = False
        return cls(answer, answered, in_writing, last if isinstance(last, date) else None, passed)

    @property
    def is_overdue(self) -> bool:
        """True if the deadline has certainly passed without an answer."""
        return self.answer == OPEN and self.passed is True
