"""Where the facts of a decision were learned, as far as that is a reason to ask again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import Verdict
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN, FactValue, TextSet


def learned(
    findings: Iterable[Finding],
    offer: Offer,
    assumptions: Mapping[FactPath, FactValue | FactPath],
    beginning: str,
) -> tuple[FactPath, ...]:
    """Return the facts that statements read and whose source begins with a text, in order.

    A fact that stands in for another one is meant by it.
    """
    if not any(source.startswith(beginning) for source in offer.sources.values()):
        return ()
    found = dict[FactPath, None]()
    readings = (reading for finding in findings for reading in finding.readings)
    for part in (part for reading in readings for part in reading.walk()):
        other = assumptions.get(part.fact) if part.assumed else None
        fact = other if isinstance(other, FactPath) else part.fact
        if offer.sources.get(str(fact), "").startswith(beginning):
            found.setdefault(fact)
    return tuple(found)


def open_conditions(offer: Offer, possible: Iterable[Verdict]) -> tuple[str, ...]:
    """Return the conditions of an offer that is not declined, unless they are known to be met.

    They are sorted.

    Source:
        grammar/README.md, "Letters".
    """
    named = offer.offer.conditions
    if named is UNKNOWN or offer.offer.conditions_met is True or {*possible} == {Verdict.DECLINE}:
        return ()
    texts = named.at_least if isinstance(named, TextSet) else named
    return tuple(sorted(texts))
