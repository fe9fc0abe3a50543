"""What to ask before answering an offer, in the order of what it decides."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from offerkit.evaluate.decision import Decision, Finding, Verdict
from offerkit.paths import FactPath
from offerkit.values import FactValue

FORMAT: Final = "offerkit/questions/1"
"""The name of the schema of ``Questions.to_dict``."""


@frozen
class Answer:
    """Answers to one question that leave the same verdicts possible."""

    words: str
    """The answers, as they read behind "if it is": ``never or rarely``, ``at least 45 min``."""
    possible: tuple[Verdict, ...]
    """The verdicts still possible after it, low to high; one if it settles the verdict."""
    share: Fraction
    """Its share of all the answers that are told apart, from 0 to 1; those of a question sum to 1.

    Every level of a scale counts the same, and so does every stretch between the thresholds that
    the criteria have for an amount.
    """

    @property
    def settles(self) -> bool:
        """Whether the verdict is certain after it."""
        return len(self.possible) == 1


@frozen
class Question:
    """A fact to ask for, because the verdict may turn on it."""

    fact: FactPath
    text: str
    """The question in words: from ``ask``, from the ``fact`` declaration, or the vocabulary's."""
    known: FactValue
    """What is known so far: ``UNKNOWN``, a range, or a set known in part."""
    waiting: tuple[Finding, ...]
    """The statements that it leaves open, in order; cautions and other reasons among them."""
    answers: tuple[Answer, ...]
    """What each answer comes to while nothing else is learned, from low to high.

    Empty where the answers cannot be told apart one by one, as of the parts of a derived fact.
    """

    @property
    def chance(self) -> Fraction:
        """The share of the answers that settle the verdict, from 0 to 1."""
        return sum((answer.share for answer in self.answers if answer.settles), Fraction(0))

    @property
    def settles(self) -> bool:
        """Whether some answer settles the verdict alone."""
        return self.chance > 0


@frozen
class RateQuestion:
    """Two currencies that had to be compared, and have no rate in the criteria."""

    base: str
    quote: str
    waiting: tuple[Finding, ...]
    """The statements that are open and lack only a rate."""

    @property
    def text(self) -> str:
        """What to add to the criteria."""
        return f"rate 1 {self.base} = ... {self.quote}"


@frozen
class Questions:
    """What to ask before answering an offer; iterating gives the questions, first things first.

    Once all of them are answered the verdict is decided, but for rates that the criteria do not
    state. No question can be left out: each may still turn the verdict.
    """

    decision: Decision
    asked: tuple[Question, ...]
    """First those of which one answer can settle the verdict, then those that narrow it most."""
    rates: tuple[RateQuestion, ...]
    idle: tuple[FactPath, ...] = field(default=())
    """Facts that leave some statement open, and cannot change the verdict."""

    def __iter__(self) -> Iterator[Question]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)

    def to_dict(self) -> dict[str, Any]:
        """Return the questions as JSON-ready data: see ``render.data_questions``."""
        from offerkit.render.data_questions import questions_to_dict

        return questions_to_dict(self)
