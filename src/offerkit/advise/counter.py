"""What a counter-offer mends, what it changes, and what to ask for instead.

Source:
    docs/how-to/counter-offers.md; grammar/README.md, "Counter-offers".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from offerkit.advise.better import better_by_criteria
from offerkit.advise.compare.staying import staying
from offerkit.advise.negotiate.negotiate import Asks, asks
from offerkit.data import Data, Key, keys, shape, to_dict
from offerkit.errors import OfferkitError
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.findings import Difference, Finding, Reading
from offerkit.evaluate.program import OUTCOME, Program, Ruling
from offerkit.evaluate.promises import Stated, are_same, difference_between
from offerkit.kleene import Kleene
from offerkit.model.fields import Better, FactInfo, Topic
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, FactValue

FORMAT: Final = "offerkit/counter/1"
"""The name of the schema of ``CounterReview.to_dict``."""


class NotACounterError(OfferkitError, ValueError):
    """An offer that is reviewed as a counter-offer does not say that it is one."""


@frozen
class CounterChange:
    """A fact that a counter-offer makes, or may make, another than it is in the present job."""

    fact: str
    """Its path, without a view."""
    topic: Topic
    present: FactValue
    """What it is in the present job."""
    offered: FactValue
    direction: Difference | None
    """How what is offered differs; None where it may come to the same."""
    better: bool | None
    """Whether that is for the better; None where there is no saying, or nothing certain."""
    source: str | None
    """Where the offered value was learned."""

    @property
    def is_certain(self) -> bool:
        """Whether it is certain that something changes."""
        return self.direction is not None


_STATES: Final = {Kleene.TRUE: "fixed", Kleene.FALSE: "not_fixed", Kleene.UNKNOWN: "open"}
_LEAVING: Final = shape(
    "label",
    Key("state", "truth", _STATES.__getitem__),
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
    ),
    "changes unclear changes_only asks",
    Key("cautions", form=shape("label", Key("place", "span"))),
    "remarks",
    format=FORMAT,
)
@frozen
class CounterReview:
    """A counter-offer looked at: reasons for leaving, changes, asks, cautions, alternatives."""

    decision: Ruling
    """On the counter-offer."""
    changes: tuple[CounterChange, ...]
    """What it changes for certain; by topic, in each in the order of the vocabulary."""
    unclear: tuple[CounterChange, ...]
    """What it may change: one side or both are not known well enough to tell; likewise."""
    asks: Asks
    """The cheapest changes to the counter-offer with which it need not be declined."""
    remarks: tuple[str, ...]
    """What to be careful of in any counter-offer, in sentences; the first is on the relation
    with the other company."""
    new: Ruling | None
    """On the new offer, where one was given."""
    staying: Ruling | None
    """On the present job as it is, where it is described."""

    def _leaving(self, truth: Kleene) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.decision.leaving if finding.truth is truth)

    @property
    def fixed(self) -> tuple[Finding, ...]:
        """The reasons for leaving that it mends."""
        return self._leaving(Kleene.TRUE)

    @property
    def not_fixed(self) -> tuple[Finding, ...]:
        """The reasons for leaving that it leaves as they are, or mends too little."""
        return self._leaving(Kleene.FALSE)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The reasons for leaving of which nobody can say yet whether it mends them."""
        return self._leaving(Kleene.UNKNOWN)

    @property
    def untouched(self) -> tuple[Finding, ...]:
        """The reasons that are not fixed, or open, and read no fact that it changes or may."""
        touched = {change.fact for change in (*self.changes, *self.unclear)}
        return tuple(
            finding
            for finding in (*self.not_fixed, *self.open)
            if touched.isdisjoint(_paths(finding.readings))
        )

    @property
    def changes_only(self) -> Topic | None:
        """The one topic on which it changes anything; None where there are others, or may be."""
        topics = {change.topic for change in (*self.changes, *self.unclear)}
        return topics.pop() if self.changes and len(topics) == 1 else None

    @property
    def cautions(self) -> tuple[Finding, ...]:
        """The cautions of the criteria that hold of it."""
        return tuple(f for f in self.decision.cautions if f.truth is Kleene.TRUE)

    @property
    def knows_present(self) -> bool:
        """Whether the offer describes the present job at all."""
        return self.decision.offer.current is not None

    def to_dict(self) -> dict[str, Any]:
        """Return the review as JSON-ready data."""
        return to_dict(self)


def _paths(readings: Iterable[Reading]) -> Iterator[str]:
    """Yield the facts that readings rest on, without their views."""
    for reading in readings:
        yield reading.fact.path
        yield from _paths(reading.parts)


def review_counter(decision: Ruling, new_offer: Offer | None = None) -> CounterReview:
    """Return what to make of a counter-offer from the present employer.

    Args:
        decision: On the counter-offer, with the present job under ``current``. ``load_offer``
            has taken what it does not state from there; for one that a program built,
            ``complete_counter`` does that.
        new_offer: The offer that made the employer counter.

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
        program.require(new_offer)
    new = None if new_offer is None else program.decide(new_offer)
    if new is not None and new.is_counter is Kleene.TRUE:
        raise NotACounterError("the new offer says that it is a counter-offer itself")
    found = sorted(changes_of(program, offer), key=lambda change: _ORDER[change.topic])
    return CounterReview(
        decision=decision,
        changes=tuple(change for change in found if change.is_certain),
        unclear=tuple(change for change in found if not change.is_certain),
        asks=asks(decision),
        remarks=tuple(_remarks(offer, new_offer)),
        new=new,
        staying=_staying(program, offer, new_offer),
    )


_ORDER: Final = {topic: order for order, topic in enumerate(Topic)}


def changes_of(program: Program, offer: Offer) -> Iterator[CounterChange]:
    """Yield where *offer* differs, or may differ, from the present job under its ``current``.

    In the order of the vocabulary; the group ``offer`` and derived facts are left out. A fact of
    which nothing is known on either side does not come up, nor does one that is known to lie in
    the same range on both: what a counter-offer does not state stays as it is.
    """
    facts, better = Facts(program.world, offer), better_by_criteria(program)
    for path, info in program.schema.facts.items():
        if info.derived or path.startswith("offer."):
            continue
        was, is_ = FactPath(path, View.CURRENT), FactPath(path)
        present, offered = (facts.world.getter(fact)(offer) for fact in (was, is_))
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
        better=_is_better(better.get(info.path), offered, direction),
        source=offer.sources.get(info.path),
    )


def _is_better(
    better: Better | None, offered: FactValue, direction: Difference | None
) -> bool | None:
    if better is None or direction is None:
        return None
    if isinstance(offered, bool):
        return offered is (better is Better.MORE)
    if direction is Difference.OTHER:
        return None
    return (direction is Difference.MORE) is (better is Better.MORE)


def _staying(program: Program, offer: Offer, new_offer: Offer | None) -> Ruling | None:
    """Return the decision on the present job, as the counter-offer or else the new one has it."""
    for which in (offer, new_offer):
        if which is not None and which.current is not None:
            present, _ = staying([("", which)])
            return None if present is None else program.decide(present)
    return None


def _remarks(offer: Offer, new_offer: Offer | None) -> Iterator[str]:
    """Yield what to be careful of; the first is on the relation with the other company."""
    name = UNKNOWN if new_offer is None else new_offer.company.name
    if name is not UNKNOWN:
        yield (
            f"{name} has an offer out to you. To stay now is to turn it down late, and they may "
            f"not ask again; if you have said yes to them, it is to break your word. {_TELL_THEM}"
        )
    else:
        yield (
            "If another company has an offer out to you, to stay now is to turn it down late, and "
            "they may not ask again; if you have said yes to them, it is to break your word. "
            f"{_TELL_THEM}"
        )
    if offer.offer.in_writing is not True:
        is_not = offer.offer.in_writing is False
        so = "this one is not" if is_not else "nobody has said that it is"
        yield f"A counter-offer counts once it is in writing, and {so}."


_TELL_THEM: Final = "Whatever you decide, tell them yourself, and soon."
