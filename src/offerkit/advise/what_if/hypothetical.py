"""Facts of an offer, some of them replaced by values to try."""

from __future__ import annotations

from collections.abc import Mapping

from offerkit.evaluate.facts import Facts, Stretch, World
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.values import FactValue


class HypotheticalFacts(Facts):
    """Facts of an offer, some of them replaced by values to try."""

    __slots__ = ("given", "stretches")

    def __init__(
        self,
        world: World,
        offer: Offer,
        given: Mapping[FactPath, FactValue],
        stretches: Mapping[FactPath, Stretch],
    ) -> None:
        super().__init__(world, offer)
        self.given = given
        self.stretches = stretches

    def value(self, fact: FactPath) -> FactValue:
        """Return the value of a fact; for one that has a stretch, any value in its unit."""
        value = self.given.get(fact)
        return super().value(fact) if value is None else value

    def stated(self, fact: FactPath) -> FactValue:
        """Return the value of a fact to try, or as the offer states it."""
        return self.given.get(fact) or super().stated(fact)

    def stretch(self, fact: FactPath) -> Stretch | None:
        """Return the range to try for a quantity, or None."""
        return self.stretches.get(fact)
