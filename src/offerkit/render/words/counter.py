"""Sentences about reviews of counter-offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from offerkit.advise.counter.counter import CounterReview
from offerkit.model.fields import Topic
from offerkit.text import listed
from offerkit.values import UNKNOWN

TOPICS: Final = {
    Topic.MONEY: "money",
    Topic.ROLE: "the role",
    Topic.WORK: "the work",
    Topic.CLIENTS: "the clients",
    Topic.MANAGER: "the manager",
    Topic.TEAM: "the team",
    Topic.PLACE: "the location",
    Topic.TIME: "working time",
    Topic.GROWTH: "career growth",
    Topic.BENEFITS: "benefits",
    Topic.CONTRACT: "the contract",
    Topic.COMPANY: "the company",
    Topic.OTHER: "other things",
}
"""Topics as the object of a sentence: ``It changes only money.``"""


def reasons_sentence(review: CounterReview) -> str:
    """Return how many of the reasons for leaving a counter-offer addresses."""
    all_, yes, no = (
        len(found) for found in (review.decision.leaving, review.addressed, review.not_addressed)
    )
    if not all_:
        return "Your criteria name no reasons for leaving, so there are none to address."
    if yes == all_:
        whole = {1: "your only reason", 2: "both of your reasons"}.get(all_, f"all {all_} reasons")
        return f"It addresses {whole} for leaving."
    if no == all_:
        none = {1: "does not address your only reason", 2: "addresses neither of your 2 reasons"}
        return f"It {none.get(all_, f'addresses none of your {all_} reasons')} for leaving."
    if all_ == 1:
        return "It is unknown whether it addresses your only reason for leaving."
    counts = ((yes, "addressed"), (no, "not addressed"), (len(review.unknown), "unknown"))
    states = [f"{n} {'is' if n == 1 else 'are'} {state}" for n, state in counts if n]
    return f"Of your {all_} reasons for leaving, {listed(states, 'and')}."


def changes_sentence(review: CounterReview) -> str:
    """Return the topics on which a counter-offer changes anything."""
    if not review.knows_present:
        return "Describe your current job under [current] to see what it changes."
    if review.changes_only is not None:
        return f"It changes only {TOPICS[review.changes_only]}."
    topics = dict.fromkeys(change.topic for change in review.changes)
    if topics:
        return f"It changes {listed([TOPICS[topic] for topic in topics], 'and')}."
    if review.unclear:
        return "It changes nothing for certain; too little is known about its possible changes."
    return "It changes nothing."


def remarks(review: CounterReview) -> Iterator[str]:
    """Yield the warnings that apply to any counter-offer, the one about the other company first."""
    name = UNKNOWN if review.new is None else review.new.offer.company.name
    made = (
        "If another company has made you an offer, staying"
        if name is UNKNOWN
        else f"{name} has made you an offer. Staying"
    )
    yield (
        f"{made} now means turning it down late, and they may not ask again; if you have already "
        "said yes to them, it means breaking your word. Whatever you decide, tell them yourself, "
        "and soon."
    )
    in_writing = review.decision.offer.offer.in_writing
    if in_writing is not True:
        state = "this one is not" if in_writing is False else "nobody has said that this one is"
        yield f"A counter-offer counts only once it is in writing, and {state}."
