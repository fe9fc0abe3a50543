"""Facts of an offer, some of them replaced by values to try."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import reduce
from typing import TypeAlias

from attrs import evolve

from offerkit.evaluate.facts import Derivations, Facts, Stretch, World
from offerkit.evaluate.quantities import base_of
from offerkit.intervals import Interval
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.values import DOES_NOT_APPLY, FactValue

Derived: TypeAlias = dict[Hashable, Derivations]
"""What derived facts were found to be, by the fact and what was supposed of its parts."""


class HypotheticalFacts(Facts):
    """Facts of an offer, some of them replaced by values to try."""

    __slots__ = ("_shared", "given", "stretches")

    def __init__(
        self,
        world: World,
        offer: Offer,
        given: Mapping[FactPath, FactValue],
        stretches: Mapping[FactPath, Stretch],
        shared: Derived | None = None,
    ) -> None:
        super().__init__(world, offer)
        self.given: Mapping[FactPath, FactValue] = given
        self.stretches: Mapping[FactPath, Stretch] = stretches
        self._shared: Derived = {} if shared is None else shared

    def stated(self, fact: FactPath) -> FactValue:
        """Return the value of a fact; for one that has a stretch, any value in its unit."""
        value = self.given.get(fact)
        return super().stated(fact) if value is None else value

    def said(self, fact: FactPath) -> FactValue:
        """Return the value of a fact to try, otherwise what the offer itself states."""
        value = self.given.get(fact)
        return super().said(fact) if value is None else value

    def derived(self, fact: FactPath) -> Derivations:
        """Return what a derived fact was found to be, whatever is supposed of facts beside it."""
        found = self._derived.get(fact)
        if found is None:
            parts = self.world.sources(fact)
            if self.world.assumptions:
                assumed = [self.world.assumptions.get(part) for part in parts]
                parts = (*parts, *(one for one in assumed if isinstance(one, FactPath)))
            given, stretches = self.given, self.stretches
            supposed = tuple(
                [(part, stretches.get(part) or given[part]) for part in parts if part in given]
            )
            found = self._derived[fact] = self._shared.setdefault((fact, supposed), {})
        return found

    def stretch(self, fact: FactPath) -> Stretch | None:
        """Return the range to try for a quantity, or None; none behind a closed gate."""
        found = self.stretches.get(fact)
        if found is None or fact.path not in self.world.gates:
            return found
        behind = self.behind(fact)
        if behind.closed is not None:
            return None
        amounts = [gate.gives for gate in behind.undecided if gate.hides(fact.view)]
        ends = [Interval.exact(base_of(one)) for one in amounts if one is not DOES_NOT_APPLY]
        return evolve(found, interval=reduce(Interval.hull, ends, found.interval))
