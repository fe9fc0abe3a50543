"""The cells that offers leave of variables, remembered by what is stated of the facts they read.

Most facts are stated in few ways, or not at all, while a program decides many offers; to work out
which cells of a fact are left takes longer than to look them up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from attrs import define, field

from offerkit import core as c
from offerkit.core import datatype_of
from offerkit.datatypes import PayType
from offerkit.evaluate.cells.variables import Job, Loose, Variable
from offerkit.evaluate.facts import Facts, Tracing, World
from offerkit.model.derived import DERIVED, PAID
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View
from offerkit.values import FactValue

MOST_KEPT: Final = 1_024
"""Most things to remember of a variable, or of a group of statements."""

_Left: TypeAlias = tuple[int, dict[FactPath, FactValue]]
"""The cells left, and the assumptions that were used."""


@define(eq=False, slots=False)
class Remembered:
    """The cells left of one variable."""

    variable: Variable
    world: World
    _inputs: frozenset[FactPath] = field(init=False)
    _read: tuple[Callable[[Offer], FactValue], ...] = field(init=False)
    _known: dict[object, _Left] = field(factory=dict, init=False)

    @_inputs.default
    def _stated(self) -> frozenset[FactPath]:
        return frozenset(stated_inputs(self.variable, self.world))

    @_read.default
    def _getters(self) -> tuple[Callable[[Offer], FactValue], ...]:
        return tuple(map(self.world.getter, sorted(self._inputs, key=str)))

    def of(self, facts: Facts) -> int:
        """Return the cells that an offer leaves, as bits; assumptions are noted in *facts*."""
        offer = facts.offer
        # Whether there is a job today, or nobody knows.
        key = (type(offer.current), *[read(offer) for read in self._read])
        found = self._known.get(key)
        if found is None:
            tracing = Tracing(self.world, offer)
            found = self.variable.left(tracing), tracing.assumed
            if all(fact in self._inputs or fact.path in DERIVED for fact in tracing.read):
                if len(self._known) >= MOST_KEPT:
                    self._known.clear()
                self._known[key] = found
        left, assumed = found
        if assumed:
            facts.assumed.update(assumed)
        return left


def stated_inputs(variable: Variable, world: World) -> set[FactPath]:
    """Return the stated facts on which the cells left of a variable depend.

    One that is missing here costs time only: nothing is then remembered.
    """
    if isinstance(variable, Job):
        return set()
    if isinstance(variable, Loose):
        read = world.reads(variable.core).facts
        is_pay = any(isinstance(datatype_of(part), PayType) for part in c.parts_of(variable.core))
    else:
        assert variable.fact is not None
        read = (variable.fact,)
        is_pay = isinstance(world.schema.facts[variable.fact.path].datatype, PayType)
    if is_pay:
        views = dict.fromkeys((View.OFFERED, *(fact.view for fact in read)))
        read = (*read, *(FactPath(paid, view) for view in views for paid in sorted(PAID)))
    found = {source for fact in read for source in world.sources(fact)}
    assumed = (world.assumptions.get(fact) for fact in tuple(found))
    return found | {fact for fact in assumed if isinstance(fact, FactPath)}
