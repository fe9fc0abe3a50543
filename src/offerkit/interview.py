"""Interviews: an offer filled in by one answer after the other, until its verdict is settled."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final, Generic, cast

from attrs import evolve, field, frozen

from offerkit.advise.answer.answer import answer
from offerkit.advise.answer.models import Reply, ReplyKind
from offerkit.advise.interview import Answered, next_question
from offerkit.advise.questions import Question, Questions
from offerkit.advise.what_if.segments import QuantityRange
from offerkit.advise.what_if.what_if import WhatIf
from offerkit.arguments import checks_arguments
from offerkit.countries import country_of
from offerkit.data import Key, keys, to_dict
from offerkit.datatypes import OrdinalType, TextType, YesNo
from offerkit.decision import Decision
from offerkit.errors import AnswerError, OfferError
from offerkit.load.answers import read_answer
from offerkit.load.edit import is_job_gone, with_fact
from offerkit.load.offers import read_offer
from offerkit.load.problems import FactError, Problem
from offerkit.load.write import offer_data, raw_value
from offerkit.model.fields import AskedOf
from offerkit.model.offer import OfferT
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.render.words.answer import with_words
from offerkit.span import Source
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, FactValue, Scalar

__all__ = ["Answered", "Interview", "with_fact"]

FORMAT: Final = "offerkit/interview/1"
"""Name of the format of ``Interview.to_dict``."""


@keys(
    Key("file", None, doc="Name of the offer, or null.", gives="str | None"),
    "decision.verdict decision.possible",
    "question choices answers for_employer for_you",
    format=FORMAT,
)
@frozen(slots=False)
class Interview(Record, Generic[OfferT]):
    """An offer as far as it was told, and the next question; made by ``Criteria.interview``.

    Immutable: each answer makes another one.
    """

    decision: Decision[OfferT]
    """Decision on the offer as far as it was told."""
    answers: tuple[Answered, ...] = ()
    """The answers so far, in order."""
    of: AskedOf | None = None
    """Whose questions are put to you; None for those of both sides."""
    aside: frozenset[FactPath] = field(factory=frozenset, repr=False)
    """Facts that are not asked again: you do not know them, or skipped them."""
    before: Interview[OfferT] | None = field(default=None, repr=False, eq=False)
    """The interview before the last answer, or before what was skipped last."""

    @property
    def offer(self) -> OfferT:
        """The offer with all answers."""
        return self.decision.offer

    @cached_property
    def _asked(self) -> Questions:
        return self.decision.questions()

    @cached_property
    def question(self) -> Question | None:
        """The next question: of those that decide, the most decisive one.

        None once the verdict is settled, and where nothing that you could tell settles it before
        the employer has answered. What is then open is in ``for_employer`` and ``for_you``.
        """
        return next_question(self._asked, self.of, self.aside)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that the next question can have, low to high; empty if there is no list."""
        if self.question is None:
            return ()
        match self.decision.program.schema.facts[self.question.fact.path].datatype:
            case OrdinalType(scale=scale):
                return scale.levels
            case TextType(values=values):
                return tuple(values or ())
            case YesNo():
                return "yes", "no"
            case _:
                return ()

    @property
    def may_not_apply(self) -> bool:
        """Whether the next question can be answered with ``doesn't apply``."""
        if self.question is None:
            return False
        fact = self.question.fact
        facts = self.decision.program.schema.facts
        return fact.view is View.CURRENT or facts[fact.path].may_not_apply

    @property
    def for_employer(self) -> tuple[Question, ...]:
        """What only the employer can still tell, the most decisive question first."""
        return self._asked.asked_only(AskedOf.EMPLOYER)

    @property
    def for_you(self) -> tuple[Question, ...]:
        """What you can still find out yourself, the most decisive question first."""
        return self._asked.asked_only(AskedOf.YOURSELF)

    def call(self) -> Reply | None:
        """Return notes for a call with the questions for the employer; None if there are none."""
        try:
            return with_words(answer(self.decision, ReplyKind.ASK))
        except AnswerError:
            return None

    # --- going on ---

    @checks_arguments
    def answer(self, text: str) -> Interview[OfferT]:
        """Return the interview after an answer to its question.

        An answer is taken if it has one meaning: a level, ``yes``, ``60k-75k`` in the currency of
        the criteria, ``about 40 minutes``, ``don't know``, ``doesn't apply``. What it was taken for
        is in the last of ``answers``.

        Args:
            text: The answer.

        Raises:
            OfferError: the answer has no meaning for the question, or several (``60-75k``). The
                one diagnostic says so, and its hint offers what can be meant.
            ValueError: there is no question.
            TypeError: *text* is no text.

        Source:
            docs/how-to/interview.md.
        """
        if self.question is None:
            raise ValueError("answer: there is no question; see `Interview.question`")
        fact = self.question.fact
        info = self.decision.program.schema.facts[fact.path]
        info = evolve(info, may_not_apply=self.may_not_apply)
        country = self.offer.location.country
        code = country_of(country) if isinstance(country, str) else None
        source = Source("<answer>", text)
        try:
            value = read_answer(info, text, self._unit, code)
            told = self._told(fact, value)
        except FactError as wrong:
            span = source.span(0, len(text))
            at = evolve(wrong.problem, where=tuple(str(fact).split("."))).at(span)
            raise OfferError([at]) from None
        decision = cast("Decision[OfferT]", self.decision.program.decide(told))
        pairs = zip(self.decision.findings, decision.findings, strict=True)
        settled = tuple(new for old, new in pairs if new.settled and not old.settled)
        aside = self.aside | {fact} if value is UNKNOWN else self.aside
        answered = Answered(fact, text, value, settled)
        return evolve(
            self, decision=decision, answers=(*self.answers, answered), aside=aside, before=self
        )

    @property
    def _unit(self) -> Scalar | None:
        """Any amount in the unit that the criteria use for the fact that is asked about."""
        assert self.question is not None
        segments = WhatIf(self.decision).segments_of(self.question.fact)
        return next((it.unit for it in segments if isinstance(it, QuantityRange)), None)

    def _told(self, fact: FactPath, value: FactValue) -> OfferT:
        """Return the offer with another value of a fact, as its file would be read.

        Raises:
            FactError: the value contradicts what the offer states.
        """
        program, data = self.decision.program, offer_data(self.offer)
        if is_job_gone(fact, value):
            data[View.CURRENT.value] = raw_value(DOES_NOT_APPLY)
        else:
            *groups, name = str(fact).split(".")
            table = data
            for group in groups:
                table = table.setdefault(group, {})
            table[name] = raw_value("unknown" if value is UNKNOWN else value)
        try:
            told = read_offer(data, offer_type=program.offer_type, schema=program.schema)
        except OfferError as wrong:
            first = wrong.diagnostics[0]
            raise FactError(Problem(first.code, first.message, first.advice)) from None
        return cast("OfferT", evolve(told, notes=self.offer.notes))

    def skip(self) -> Interview[OfferT]:
        """Return the interview without its question, which is left open.

        Raises:
            ValueError: there is no question.
        """
        if self.question is None:
            raise ValueError("skip: there is no question; see `Interview.question`")
        return evolve(self, aside=self.aside | {self.question.fact}, before=self)

    def back(self) -> Interview[OfferT]:
        """Return the interview before the last answer; itself at the beginning."""
        return self.before or self

    @checks_arguments
    def to_dict(self, *, file: str | None = None) -> dict[str, Any]:
        """Return the interview as JSON-ready data; *file* is the name of the offer."""
        return to_dict(self, file=file)
