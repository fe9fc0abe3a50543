"""Staying as an option: the current job, as described by the offers compared with it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from offerkit.advise.compare.models import Disagreement
from offerkit.model.offer import Offer, OfferT, known_facts, with_facts
from offerkit.text import fold
from offerkit.values import FactValue, TextSet

_CURRENT = "current."


def staying(named: Sequence[tuple[str, OfferT]]) -> tuple[OfferT | None, tuple[Disagreement, ...]]:
    """Return the current job as a counter-offer that changes nothing.

    It combines all that the offers state under ``current``. In the result, the facts of the offer
    and the views ``current`` and ``promised`` are equal: staying keeps things as they are, and
    promises nothing new. Of the group ``offer``, only the kind is known.

    Args:
        named: Offers, each with its name, for disagreements.

    Returns:
        The offer, or None if no offer describes the current job or if they disagree; and the
        facts on which they disagree, in order of appearance.

    Source:
        docs/how-to/compare.md, "Staying".
    """
    stated: dict[str, list[tuple[str, FactValue]]] = {}
    for name, offer in named:
        if isinstance(offer.current, Offer):
            for path, value in known_facts(offer.current).items():
                stated.setdefault(path, []).append((name, value))
    jobs = [offer.current for _, offer in named if isinstance(offer.current, Offer)]
    if not stated:
        return None, ()  # an empty table does not describe a job
    disagreements = tuple(
        Disagreement(path, tuple(values))
        for path, values in stated.items()
        if any(_comparable(value) != _comparable(values[0][1]) for _, value in values)
    )
    if disagreements:
        return None, disagreements
    facts = {path: values[0][1] for path, values in stated.items()}
    own = {path for job in jobs for path in job.own}
    try:
        blank = type(named[0][1])()
        job = with_facts(blank, {path: v for path, v in facts.items() if path not in own})
        job = evolve(job, own={path: v for path, v in facts.items() if path in own})
    except ValueError:
        # Each fact is valid by itself, but not together with those of another offer.
        apart = {path: values for path, values in stated.items() if len(values) < len(jobs)}
        return None, tuple(Disagreement(path, tuple(values)) for path, values in apart.items())
    given: dict[str, set[str]] = {}
    for _, offer in named:
        for path, source in offer.sources.items():
            if path.startswith(_CURRENT):
                given.setdefault(path.removeprefix(_CURRENT), set()).add(source)
    sources = {path: "; ".join(sorted(texts)) for path, texts in given.items()}
    both = {**sources, **{f"{_CURRENT}{path}": text for path, text in sources.items()}}
    kind = evolve(job.offer, kind="counter")
    return evolve(job, offer=kind, current=job, promised=job, sources=both), ()


def _comparable(value: FactValue) -> object:
    """Return a value in a form that ignores case and spacing of texts."""
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
