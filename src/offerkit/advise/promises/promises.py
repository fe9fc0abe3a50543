"""What was said about a job, held against what is in writing and against what turned out.

Source:
    docs/how-to/promises.md; grammar/README.md, "Counter-offers".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve, field, frozen

from offerkit.advise.answer.told import Heard, Told, heard
from offerkit.data import Key, keys, shape, to_dict
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.findings import Difference
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.promises import Promises, is_kept
from offerkit.evaluate.ruling_keys import OUTCOME
from offerkit.model.fields import Negotiability
from offerkit.model.offer import Offer, known_facts, said_by, with_facts
from offerkit.model.schema import Schema, schema_of
from offerkit.paths import FOUND, FactPath, View
from offerkit.records import Record
from offerkit.text import Named
from offerkit.values import UNKNOWN, FactValue

FORMAT: Final = "offerkit/promises/1"
"""The name of the schema of ``PromiseReview.to_dict``."""


class State(Named):
    """Outcome of a promise."""

    KEPT = "kept"
    """Certainly the same."""
    BETTER = "better"
    """Certainly better."""
    BROKEN = "broken"
    """Certainly worse; where it is not known which way is better, different."""
    OPEN = "open"
    """Possibly the same: a range, or a set that is known in part."""
    UNSTATED = "unstated"
    """Nothing is said of it."""


@frozen
class Holding(Record):
    """What one text, or the job itself, says about a promise."""

    state: State
    """What became of the promise there."""
    value: FactValue
    """The value there; ``UNKNOWN`` if there is none."""
    direction: Difference | None
    """Direction of the difference; None if there is none for certain."""
    source: str | None
    """Where that is stated."""


_HEARD: Final = shape(
    Key("who", "speaker"), Key("how", "occasion"), "place", Key("when", "day", form=str)
)


@keys(
    "fact promised source",
    Key("told", "heard", _HEARD, doc="Who said it, how and when, as far as the source says so."),
    "writing turned_out",
    Key("ask", "is_to_ask", doc="Whether to ask the employer to put it in writing."),
)
@frozen
class PromiseCheck(Record):
    """A promise, what is in writing about it, and what turned out."""

    fact: str
    """Path, without a view."""
    promised: FactValue
    """The value that was promised."""
    source: str | None
    """Source of the promise, as it is written."""
    writing: Holding
    """What the offer, letter or contract says."""
    turned_out: Holding | None
    """What turned out; None if the offer states nothing about it under ``found``."""
    told: Told
    """What people had promised, by the value and its source."""

    @property
    def heard(self) -> Heard:
        """Who promised it, when, and how, as far as its source says so."""
        return heard(self.source)

    @property
    def state(self) -> State:
        """How it turned out, if that is known; else what is in writing."""
        return self.writing.state if self.turned_out is None else self.turned_out.state

    @property
    def is_to_ask(self) -> bool:
        """Whether the employer can be asked to put it in writing, and has not done so."""
        is_lacking = self.writing.state in {State.BROKEN, State.UNSTATED, State.OPEN}
        return is_lacking and self.turned_out is None and self.told.is_term


@frozen
class AddedTerm(Record):
    """A term of a letter or contract about which nothing was said before."""

    fact: str
    """Path of the fact, without a view."""
    value: FactValue
    """The value there."""
    source: str | None
    """Where it is stated."""


@keys(
    Key("counts", "", lambda review: {s.value: len(review.among(s)) for s in State},
        doc="Number of promises in each state.", gives={state.value: "int" for state in State}),
    "promises added",
    Key("before", "decision", OUTCOME),
    Key("after", "later", OUTCOME),
    Key("decides_the_same", doc="Whether the criteria give the same verdict with what turned out."),
    format=FORMAT,
)  # fmt: skip
@frozen
class PromiseReview(Record):
    """What was said about a job, against what is in writing and what turned out."""

    promises: tuple[PromiseCheck, ...]
    """In the order of the vocabulary."""
    added: tuple[AddedTerm, ...] = ()
    """Terms in the letter or contract about which nothing was said; empty without one."""
    decision: Ruling | None = None
    """Decision on the offer as it was; None without criteria."""
    later: Ruling | None = None
    """Decision with what turned out; None without criteria, or if the offer says nothing of it."""
    offer: Offer = field(factory=Offer)
    """The offer that was reviewed."""

    def among(self, state: State) -> tuple[PromiseCheck, ...]:
        """Return the promises in a state: how they turned out, or what is in writing."""
        return tuple(promise for promise in self.promises if promise.state is state)

    @property
    def decides_the_same(self) -> bool | None:
        """Whether the criteria give the same verdict with what turned out; None if not asked."""
        if self.decision is None or self.later is None:
            return None
        return self.decision.verdict is self.later.verdict

    def to_dict(self) -> dict[str, Any]:
        """Return the review as JSON-ready data."""
        return to_dict(self)


def hold_to(
    offer: Offer, letter: Offer | None = None, program: Program | None = None
) -> PromiseReview:
    """Return what was said about a job, held against what is in writing and what turned out.

    Args:
        offer: What was said: its ``promised`` facts; and, if there is a letter, the terms that the
            offer itself states. What turned out is under ``found``.
        letter: The letter or contract to hold against that; by default the offer itself.
        program: Criteria, to decide with what turned out as well.

    Raises:
        TypeError: the letter is an offer of another type.
    """
    if letter is not None and type(letter) is not type(offer):
        raise TypeError(f"letter: expected {type(offer).__name__}, got {type(letter).__name__}")
    schema = schema_of(type(offer)) if program is None else program.schema
    world = World(schema) if program is None else program.world
    said, sources = _said(offer, schema, with_own=letter is not None)
    if letter is None:
        written = evolve(offer, inherited=frozenset())
    else:
        # What the letter itself says was promised is no part of what it offers.
        written = evolve(letter, promised=None, found=None)
    holdings = _held(written, said, sources, schema, world)
    turned_out = dict[str, Holding]()
    if offer.found is not None:
        there = {path[len(FOUND) + 1 :]: text for path, text in offer.sources.items()
                 if path.startswith(f"{FOUND}.")}  # fmt: skip
        turned_out = _held(evolve(offer.found, sources=there), said, sources, schema, world)
    checks = []
    for path, told in _facts(said).items():
        info, source = schema.facts[path], sources.get(path)
        writing, later = holdings[path], turned_out.get(path)
        if later is not None and later.state is State.UNSTATED:
            later = None
        lacking = Told(FactPath(path, View.PROMISED), told, writing.value, source, info)
        checks.append(PromiseCheck(path, told, source, writing, later, lacking))
    order = {path: number for number, path in enumerate(schema.facts)}
    decision = None if program is None else program.decide(offer)
    after = None
    if program is not None and offer.found is not None:
        after = program.decide(as_it_turned_out(offer))
    return PromiseReview(
        tuple(sorted(checks, key=lambda check: order[check.fact])),
        () if letter is None else tuple(_added(letter, said, schema)),
        decision,
        after,
        offer,
    )


def as_it_turned_out(offer: Offer) -> Offer:
    """Return the offer with what turned out in place of what was stated before."""
    if offer.found is None:
        return offer
    known = known_facts(offer.found)
    grouped = {path: value for path, value in known.items() if path not in offer.found.own}
    gone = dict.fromkeys(said_by(grouped), UNKNOWN)
    changed = with_facts(evolve(offer, found=None), {**gone, **grouped})
    sources = {path: text for path, text in offer.sources.items() if path not in gone | known}
    sources |= {
        path: offer.sources[f"{FOUND}.{path}"]
        for path in known
        if f"{FOUND}.{path}" in offer.sources
    }
    own = {**changed.own, **offer.found.own}
    return evolve(changed, own=own, sources=sources)


def _facts(offer: Offer) -> dict[str, FactValue]:
    start = offer.offer.start
    return {**known_facts(offer), **({} if start is UNKNOWN else {"offer.start": start})}


def _said(offer: Offer, schema: Schema, *, with_own: bool) -> tuple[Offer, Mapping[str, str]]:
    """Return what was said, as an offer, and the sources of that by the paths of the facts."""
    blank = type(offer)()
    said = blank if offer.promised is None else offer.promised
    told = known = _facts(said)
    if with_own:
        own_terms = _facts(evolve(offer, promised=None, found=None, current=None))
        anew = said_by(told)
        terms = {p: v for p, v in own_terms.items() if _is_term(p, schema) and p not in anew}
        known = {**terms, **told}
    grouped = {path: value for path, value in known.items() if path not in schema.own}
    own = {path: value for path, value in known.items() if path in schema.own}
    sources = {
        path: source
        for path in known
        for key in (f"{View.PROMISED.value}.{path}" if path in told else path,)
        if (source := offer.sources.get(key)) is not None
    }
    return evolve(with_facts(said if not with_own else blank, grouped), own=own), sources


def _is_term(path: str, schema: Schema) -> bool:
    """Return whether a fact is one that an employer says of the job, not the candidate."""
    info = schema.facts[path]
    return not info.derived and not info.mine


def _held(
    written: Offer, said: Offer, sources: Mapping[str, str], schema: Schema, world: World
) -> dict[str, Holding]:
    """Return what a text says about each promise, by the path of the fact."""
    told = {f"{View.PROMISED.value}.{path}": source for path, source in sources.items()}
    held = evolve(written, promised=said, sources={**written.sources, **told})
    facts = Facts(world, held)
    found = Promises(schema).of(held, facts)
    states = {
        **{it.fact: (State.BROKEN, it.direction) for it in found.broken},
        **{it.fact: (State.BETTER, it.direction) for it in found.exceeded},
        **{it.fact: (State.UNSTATED, None) for it in found.unstated},
    }
    holdings = {}
    for path, promised in _facts(said).items():
        here = FactPath(path)
        value = world.getter(here)(held)
        if path not in states:
            before = FactPath(path, View.PROMISED), promised
            same = is_kept(schema.facts[path], before, (here, value), facts)
            states[path] = (State.KEPT if same or value == promised else State.OPEN, None)
        state, direction = states[path]
        holdings[path] = Holding(state, value, direction, written.sources.get(path))
    return holdings


def _added(letter: Offer, said: Offer, schema: Schema) -> Iterator[AddedTerm]:
    """Yield the terms of a letter about which nothing was said."""
    known = _facts(said)
    for path, value in _facts(letter).items():
        info = schema.facts[path]
        is_term = info.negotiable is not Negotiability.NOT_A_TERM
        if path not in known and is_term and _is_term(path, schema):
            yield AddedTerm(path, value, letter.sources.get(path))
