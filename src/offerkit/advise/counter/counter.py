"""Reviews of counter-offers: reasons for leaving it addresses, changes, and what to ask for.

Source:
    docs/how-to/counter-offers.md; grammar/README.md, "Counter-offers".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from offerkit.advise.compare.staying import staying
from offerkit.advise.counter.better import better_by_criteria
from offerkit.advise.negotiate.models import Negotiation
from offerkit.advise.negotiate.negotiate import negotiate
from offerkit.data import Data, Key, keys, shape, to_dict
from offerkit.errors import NotACounterError
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.findings import Difference, Finding
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.promises import Stated, are_same, difference_between, is_better
from offerkit.evaluate.ruling_keys import OUTCOME
from offerkit.kleene import Kleene
from offerkit.model.fields import Better, FactInfo, Negotiability, Topic
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.values import UNKNOWN, FactValue

FORMAT: Final = "offerkit/counter/1"
"""The name of the schema of ``CounterReview.to_dict``."""


@frozen
class CounterChange(Record):
    """Fact whose value in a counter-offer differs, or may differ, from the current job."""

    fact: str
    """Path, without a view."""
    topic: Topic
    """Topic of the fact."""
    present: FactValue
    """Value in the current job."""
    offered: FactValue
    """Value in the counter-offer."""
    direction: Difference | None
    """Direction of the change; None if the two values may be equal."""
    better: bool | None
    """Whether the change is for the better; None if that is unknown or a matter of taste."""
    source: str | None
    """Source of the offered value; None if none is stated."""

    @property
    def is_certain(self) -> bool:
        """True if the two values certainly differ."""
        return self.direction is not None


_STATES: Final = {Kleene.TRUE: "fixed", Kleene.FALSE: "not_fixed", Kleene.UNKNOWN: "open"}
_LEAVING: Final = shape(
    "label",
    Key("state", "may_be.holds", _STATES.__getitem__),
    Key("touched", None),
    Key("readings", form=shape("fact", "value", "source")),
    "missing",
    Key("place", "span"),
)


def _leaving(review: CounterReview) -> list[Data]:
    untouched = review.untouched
    return [
        _LEAVING(f, touched=None if f.truth is Kleene.TRUE else f not in untouched)
        for f in review.decision.leaving
    ]


@keys(
    Key("criteria", "", shape(Key("file", "decision.program.checked.name"))),
    Key("counter", "decision", OUTCOME),
    Key("new", form=OUTCOME),
    Key("staying", form=OUTCOME),
    Key(
        "leaving",
        "",
        _leaving,
        doc="The reasons for leaving, by ``label``. Their ``state`` is ``fixed``, ``not_fixed`` or "
        "``open``; ``touched`` says whether the counter-offer changes, or may change, any fact "
        "behind the reason (null if it is fixed); ``readings``, ``missing`` and ``place`` are "
        "those of the finding.",
        gives=[
            {
                "label": "str",
                "state": "Literal['fixed', 'not_fixed', 'open']",
                "touched": "bool | None",
                "readings": [{"fact": "str", "value": "FactValue", "source": "str | None"}],
                "missing": ["str"],
                "place": "Span",
            }
        ],
    ),
    "changes unclear changes_only asks",
    Key("cautions", form=shape("label", Key("place", "span"))),
    "remarks",
    format=FORMAT,
)
@frozen
class CounterReview(Record):
    """Review of a counter-offer: reasons for leaving, changes, requests, cautions, alternatives."""

    decision: Ruling
    """Decision on the counter-offer."""
    changes: tuple[CounterChange, ...]
    """Certain changes, by topic, and within each in the order of the vocabulary."""
    unclear: tuple[CounterChange, ...]
    """Possible changes, in the same order: too little is known of one side or both to tell."""
    asks: Negotiation
    """Cheapest changes to the counter-offer that would be enough for consider."""
    new: Ruling | None
    """Decision on the new offer; None if none was given."""
    staying: Ruling | None
    """Decision on the current job as it is; None if no offer describes it."""
    remarks: tuple[str, ...] = ()
    """Warnings that apply to any counter-offer, in sentences, the one about the other company
    first; filled by ``Decision.counter``."""

    def _leaving(self, truth: Kleene) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.decision.leaving if finding.may_be.holds is truth)

    @property
    def addressed(self) -> tuple[Finding, ...]:
        """Reasons for leaving that it addresses."""
        return self._leaving(Kleene.TRUE)

    @property
    def not_addressed(self) -> tuple[Finding, ...]:
        """Reasons for leaving that it does not address, or not enough; also what does not apply."""
        return self._leaving(Kleene.FALSE)

    @property
    def unknown(self) -> tuple[Finding, ...]:
        """Reasons for leaving that it may or may not address: too little is known."""
        return self._leaving(Kleene.UNKNOWN)

    @property
    def untouched(self) -> tuple[Finding, ...]:
        """Reasons not known to be addressed that read no fact it changes or may change."""
        touched = {change.fact for change in (*self.changes, *self.unclear)}
        return tuple(
            finding
            for finding in (*self.not_addressed, *self.unknown)
            if not any(
                read.fact.path in touched for reading in finding.readings for read in reading.walk()
            )
        )

    @property
    def changes_only(self) -> Topic | None:
        """Only topic on which it changes anything; None if there are, or may be, others."""
        topics = {change.topic for change in (*self.changes, *self.unclear)}
        return topics.pop() if self.changes and len(topics) == 1 else None

    @property
    def cautions(self) -> tuple[Finding, ...]:
        """Cautions of the criteria that apply to it."""
        return tuple(f for f in self.decision.cautions if f.truth is Kleene.TRUE)

    @property
    def knows_present(self) -> bool:
        """True if the offer states anything about the current job."""
        return isinstance(self.decision.offer.current, Offer)

    def could_ask_for(self, finding: Finding) -> Iterator[str]:
        """Yield the facts behind *finding* that are terms, but not negotiable by the criteria."""
        program = self.decision.program
        listed = {negotiable.fact.path for negotiable in program.checked.negotiables}
        for reading in finding.readings:
            path, info = reading.fact.path, program.schema.facts[reading.fact.path]
            is_term = not info.derived and info.negotiable is not Negotiability.NOT_A_TERM
            is_new = reading.fact.view is View.OFFERED and path not in listed
            if is_new and is_term:
                yield path

    def to_dict(self) -> dict[str, Any]:
        """Return the review as JSON-ready data."""
        return to_dict(self)


def counter(decision: Ruling, new_offer: Offer | None = None) -> CounterReview:
    """Return a review of a counter-offer from the current employer, without its remarks.

    Args:
        decision: Decision on the counter-offer, with the current job under ``current``.
            ``load_offer`` has copied what it does not state from there; ``complete_counter`` does
            that for an offer built by a program.
        new_offer: The offer that the employer countered.

    Raises:
        NotACounterError: the offer does not say that it is a counter-offer, or *new_offer*
            says that it is one.
        TypeError: *new_offer* is not of the type the criteria were checked against.

    Source:
        docs/how-to/counter-offers.md.
    """
    program, offer = decision.program, decision.offer
    if decision.is_counter is not Kleene.TRUE:
        raise NotACounterError(
            "the offer does not say that it is a counter-offer; "
            'write kind = "counter" under [offer]'
        )
    if new_offer is not None:
        program.require(new_offer, "new_offer")
    new = None if new_offer is None else program.decide(new_offer)
    if new is not None and new.is_counter is Kleene.TRUE:
        raise NotACounterError("the new offer says that it is a counter-offer itself")
    topics = tuple(Topic)
    found = sorted(changes_of(program, offer), key=lambda change: topics.index(change.topic))
    return CounterReview(
        decision=decision,
        changes=tuple(change for change in found if change.is_certain),
        unclear=tuple(change for change in found if not change.is_certain),
        asks=negotiate(decision),
        new=new,
        staying=_staying(program, offer, new_offer),
    )


def changes_of(program: Program, offer: Offer) -> Iterator[CounterChange]:
    """Yield the facts in which *offer* differs, or may differ, from its ``current`` job.

    In the order of the vocabulary, without the group ``offer`` and derived facts. A fact that is
    unknown on both sides, or has the same range on both, does not count as a change: whatever a
    counter-offer does not state stays as it is.
    """
    facts, better = Facts(program.world, offer), better_by_criteria(program)
    for path, info in program.schema.facts.items():
        if info.derived or path.startswith("offer."):
            continue
        was, is_ = FactPath(path, View.CURRENT), FactPath(path)
        present, offered = (facts.world.getter(fact)(offer) for fact in (was, is_))
        if info.gates and (present, offered) != (UNKNOWN, UNKNOWN):
            present, offered = facts.value(was), facts.value(is_)
        if present == offered:
            continue
        before, after = (was, present), (is_, offered)
        if UNKNOWN in (present, offered):
            yield _change(info, better, offer, before, after, None)
        elif are_same(info.datatype, before, after, facts) is not Kleene.TRUE:
            direction = difference_between(info.datatype, before, after, facts)
            yield _change(info, better, offer, before, after, direction)


def _change(
    info: FactInfo,
    better: Mapping[str, Better],
    offer: Offer,
    before: Stated,
    after: Stated,
    direction: Difference | None,
) -> CounterChange:
    (_, present), (_, offered) = before, after
    return CounterChange(
        fact=info.path,
        topic=info.topic,
        present=present,
        offered=offered,
        direction=direction,
        better=None if direction is None else is_better(better.get(info.path), offered, direction),
        source=offer.sources.get(info.path),
    )


def _staying(program: Program, offer: Offer, new_offer: Offer | None) -> Ruling | None:
    """Return the decision on the current job, as described by the counter-offer or the new one."""
    for which in (offer, new_offer):
        if which is not None and isinstance(which.current, Offer):
            present, _ = staying([("", which)])
            return None if present is None else program.decide(present)
    return None
