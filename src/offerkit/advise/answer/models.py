"""Answers to an offer, and the passages in them.

Source:
    docs/how-to/answer.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from offerkit.advise.answer.told import Told
from offerkit.advise.negotiate.models import Proposal, RequestedChange
from offerkit.advise.questions import Question
from offerkit.data import Key, Shape, keys, shape, to_dict
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.kleene import Kleene
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.text import Named
from offerkit.values import FactValue

FORMAT: Final = "offerkit/answer/1"
"""The name of the schema of ``Reply.to_dict``."""


class ReplyKind(Named):
    """Purpose of an answer."""

    DECLINE = "decline"
    """To turn the offer down."""
    ASK = "ask"
    """To ask what is open."""
    TIME = "time"
    """To ask for more time."""
    NEGOTIATE = "negotiate"
    """To ask for changes."""
    PROMISE = "promise"
    """To hold the employer to what was promised."""
    BROKEN = "broken"
    """To say, once you have started, what has not turned out as it was said."""
    ACCEPT = "accept"
    """To say yes."""
    SETTLE = "settle"
    """A yes, once what is left is settled."""
    HOLD = "hold"
    """To keep an offer open while you decide."""
    DOOR = "door"
    """No for now, and the door stays open."""
    WAITING = "waiting"
    """To ask where things stand, before there is an offer."""
    OTHER = "other"
    """To say that you hold another offer."""
    WITHDRAW = "withdraw"
    """To take back an acceptance."""


class GivenReason(Named):
    """Way to give the reason for declining without the label of a statement."""

    KIND = "kind"
    """By its subject, in words that blame nobody."""
    NONE = "none"
    """Not at all."""


class ReasonSubject(Named):
    """Subject of a reason, which can be told to the employer; it is never a person.

    Those that are easiest to hear come first.
    """

    LOCATION = "location"
    COMMUTE = "commute"
    WORKPLACE = "workplace"
    TRAVEL = "travel"
    RELOCATION = "relocation"
    VISA = "visa"
    START = "start"
    HOURS = "hours"
    LEAVE = "leave"
    GROWTH = "growth"
    CLIENTS = "clients"
    WORK = "work"
    ROLE = "role"
    BENEFITS = "benefits"
    CONTRACT = "contract"
    OFFER = "offer"
    DEADLINE = "deadline"
    """The time there is to decide."""
    PAY = "pay"
    OWN = "own"
    """Something that is nobody else's business: facts of the author's own, the current job."""
    SETUP = "setup"
    """The way the role is set up: its team and its manager."""
    COMPANY = "company"
    FIT = "fit"
    """The fit of the role, if nothing more specific can be told."""


Origin: TypeAlias = Finding | Question | RequestedChange | Proposal | FactPath | Told
"""Something the decision found that words in an answer rest on."""

_ORIGINS: Final[dict[type, Shape]] = {
    Finding: shape("kind", "label", Key("place", "span"), type="finding"),
    Question: shape("fact", type="question"),
    RequestedChange: shape("fact", type="change"),
    Proposal: shape("decision.verdict", type="ask"),
    FactPath: shape(Key("fact", ""), type="fact"),
    Told: shape("fact source", type="promise"),
}


@keys(
    "text",
    Key(
        "origins", form=lambda origin: _ORIGINS[type(origin)](origin), gives=tuple(_ORIGINS.items())
    ),
)
@frozen
class Trace(Record):
    """Passage of an answer that is not in the template, and what it rests on."""

    text: str
    """Text in one line, as it appears in the notes or in the letter."""
    origins: tuple[Origin, ...]
    """Findings, questions, changes to ask for, or facts of the offer; empty for the names that
    the caller gave, and for courtesies."""


_IN_WRITING: Final = FactPath("offer.in_writing")
_START: Final = "offer.start"
"""The one term of the job in the group ``offer``; its other facts leave the job as it is."""


@keys(
    "kind decision.verdict letter notes traces",
    Key("until", form=date.isoformat, gives="date"),
    "terms conditions promises",
    Key("left_out", "mine", lambda question: str(question.fact)),
    Key("later", form=lambda question: str(question.fact)),
    format=FORMAT,
)
@frozen
class Reply(Record):
    """Answer to an offer; it is only text, and is never sent anywhere."""

    decision: Ruling
    """Decision on the offer."""
    kind: ReplyKind
    """Purpose of the answer."""
    reason: Finding | None = None
    """Statement that the given reason rests on; None if no reason is given."""
    subject: ReasonSubject | None = None
    """Subject by which the reason is given; None if it is given by its label, or not at all."""
    has_changed: bool = False
    """Whether the reason is that the subject is not as it was promised."""
    asked: tuple[Question, ...] = ()
    """Questions to the employer, in order: those that are open or, of an acceptance, those that
    the criteria have assumed the answers to."""
    mine: tuple[Question, ...] = ()
    """Questions left out because the employer cannot answer them."""
    later: tuple[Question, ...] = ()
    """Questions left out because the criteria ask them only once the offer is in writing."""
    ask: Proposal | None = None
    """Changes to ask for; None in answers of other kinds."""
    until: date | None = None
    """Day until which more time is asked for; None if none is named, and in other answers."""
    promises: tuple[Told, ...] = ()
    """Promises to hold the employer to, or on which an acceptance depends, in order; once you have
    started, those that were broken."""
    terms: tuple[FactPath, ...] = ()
    """Terms of the offer that an acceptance rests on, as long as the offer is not in writing."""
    conditions: tuple[str, ...] = ()
    """More conditions of an acceptance, in the words of the caller."""
    stated: Mapping[FactPath, FactValue] = field(factory=dict, eq=False, repr=False)
    """Facts that the answer may mention, as the offer states them; assumptions of the criteria
    are not among them, nor is anything unknown."""
    notes: tuple[str, ...] = ()
    """Notes for the call: one thing to do or say each; a note that begins with ``- `` is an item
    of the list under the note before it. Filled, like the two below, by ``Decision.answer``."""
    lines: tuple[str, ...] = ()
    """Lines of the letter: a paragraph or a list item each, and empty lines between paragraphs."""
    traces: tuple[Trace, ...] = ()
    """Passages in the notes and the letter that are not in the template, each once."""

    @property
    def is_counter(self) -> bool:
        """True if it answers a counter-offer."""
        return self.decision.is_counter is Kleene.TRUE

    @property
    def is_settled(self) -> bool:
        """True of an acceptance of what is in writing, and of which nothing is assumed."""
        is_given = self.stated.get(_IN_WRITING) is True
        return self.decision.state.answer == "accepted" or (is_given and not self.asked)

    @property
    def asks_for_terms(self) -> bool:
        """True if a change to ask for is a term of the job, and not only time or a paper."""
        changes = () if self.ask is None else self.ask.changes
        paths = [change.fact.path for change in changes]
        return any(path == _START or not path.startswith("offer.") for path in paths)

    @property
    def letter(self) -> str:
        """Letter as plain text; paragraphs are not broken into lines."""
        return "".join(f"{line}\n" for line in self.lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as JSON-ready data.

        ``letter`` and ``notes`` may be shown to others; ``traces`` names statements, and is for
        you alone.
        """
        return to_dict(self)
