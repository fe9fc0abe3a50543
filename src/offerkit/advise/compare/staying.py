"""Staying as an option: the present job, as the offers beside it state it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import evolve

from offerkit.advise.compare.models import Disagreement
from offerkit.model.offer import Offer, OfferT, known_facts, with_facts
from offerkit.text import fold
from offerkit.values import FactValue, TextSet

_CURRENT = "current."


def staying(
    named: Sequence[tuple[str, OfferT]],
) -> tuple[OfferT | None, tuple[Disagreement, ...]]:
    """Return the counter-offer that changes nothing about the present job.

    What the offers state of it in ``current`` is put together; a fact that only some of them
    state is taken from those. In the result the facts of the offer, ``current`` and ``promised``
    are the present job alike: staying keeps things as they are, so nothing else is promised. Of
    the group ``offer`` only the kind is known.

    Args:
        named: Offers, each with the name it goes by in a disagreement.

    Returns:
        The offer, or None where no offer states a present job or where they do not agree; and
        the facts on which they do not, in the order in which they come up.

    Source:
        docs/how-to/compare.md, "Staying".
    """
    stated: dict[str, list[tuple[str, FactValue]]] = {}
    for name, offer in named:
        if offer.current is not None:
            for path, value in known_facts(offer.current).items():
                stated.setdefault(path, []).append((name, value))
    jobs = [offer.current for _, offer in named if offer.current is not None]
    if not stated:
        return None, ()  # an empty table says nothing of a present job
    disagreements = tuple(
        Disagreement(path, tuple(values))
        for path, values in stated.items()
        if not _agree(value for _, value in values)
    )
    if disagreements:
        return None, disagreements
    facts = {path: values[0][1] for path, values in stated.items()}
    own = {path for job in jobs for path in job.own}
    try:
        job = _job(type(named[0][1])(), facts, own)
    except ValueError:
        # Each fact is right by itself; what one offer states does not go with what another does.
        apart = {path: values for path, values in stated.items() if len(values) < len(jobs)}
        return None, tuple(Disagreement(path, tuple(values)) for path, values in apart.items())
    return _counter(job, _sources(offer for _, offer in named)), ()


def _agree(values: Iterable[FactValue]) -> bool:
    first, *others = (_comparable(value) for value in values)
    return all(other == first for other in others)


def _comparable(value: FactValue) -> object:
    """Return a value as it is compared: texts without regard to case and spacing."""
    match value:
        case str():
            return fold(value)
        case frozenset():
            return frozenset(map(fold, value))
        case TextSet(at_least=least, at_most=most):
            may = None if most is None else frozenset(map(fold, most))
            return frozenset(map(fold, least)), may
        case _:
            return value


def _job(blank: OfferT, facts: Mapping[str, FactValue], own: Collection[str]) -> OfferT:
    job = with_facts(blank, {path: v for path, v in facts.items() if path not in own})
    return evolve(job, own={path: v for path, v in facts.items() if path in own})


def _counter(job: OfferT, sources: Mapping[str, str]) -> OfferT:
    both = {**sources, **{f"{_CURRENT}{path}": text for path, text in sources.items()}}
    kind = evolve(job.offer, kind="counter")
    return evolve(job, offer=kind, current=job, promised=job, sources=both)


def _sources(offers: Iterable[Offer]) -> dict[str, str]:
    """Return where the facts of the present job were learned: all that any offer says."""
    found: dict[str, set[str]] = {}
    for offer in offers:
        for path, source in offer.sources.items():
            if path.startswith(_CURRENT):
                found.setdefault(path.removeprefix(_CURRENT), set()).add(source)
    return {path: "; ".join(sorted(texts)) for path, texts in found.items()}
