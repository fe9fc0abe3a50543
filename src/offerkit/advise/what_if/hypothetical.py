"""An offer in which some facts are supposed to have other values."""

from __future__ import annotations

from collections.abc import Mapping

from offerkit.evaluate.facts import Facts, Stretch, World
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.values import (
    FactValue,
)


class Supposed(Facts):
    """An offer in which some facts are supposed to be something else than what it states."""

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
        """Return what is supposed of a fact; of a stretch, some value in its unit."""
        value = self.given.get(fact)
        return super().value(fact) if value is None else value

    def stretch(self, fact: FactPath) -> Stretch | None:
        """Return the values that a quantity is supposed to be among."""
        return self.stretches.get(fact)
