"""A function under construction: its lines, its constants, the facts that it loads.

The generated text contains only generated identifiers, whole numbers and attribute names of the
model, and nothing from a criteria file. Texts, amounts and currencies are constants that it refers
to by name.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache, partial
from typing import Any, Final

from offerkit import core as c
from offerkit.core import CheckedPreference
from offerkit.countries import fold_country
from offerkit.datatypes import YesNo
from offerkit.evaluate.facts import Facts, Tracing, World
from offerkit.evaluate.semantics import grade, judge
from offerkit.evaluate.sets import Fold
from offerkit.kleene import Kleene, tally
from offerkit.paths import FactPath, View
from offerkit.scales import Level
from offerkit.text import fold
from offerkit.values import UNKNOWN, Range

# A truth in generated code is a whole number, so that `and` is the lesser and `not` is 2 - t.
FALSE, OPEN, TRUE = 0, 1, 2


@lru_cache(maxsize=1024)
def folded_set(texts: frozenset[str], form: Fold = fold) -> frozenset[str]:
    """Return texts in the form in which they are compared; see ``folding``."""
    return frozenset(map(form, texts))


FOLDS: Final[Mapping[Fold, tuple[str, str]]] = {
    fold: ("fold", "fold_set"),
    fold_country: ("fold_country", "fold_countries"),
}
"""Names of the functions that fold a text, and a set."""


def slow(core: c.Core, facts: Facts) -> int:
    """Return the truth of a condition by the reference semantics."""
    truth: int = judge(core, facts).truth._value_
    return truth


def tally_of(least: int, truths: tuple[int, ...]) -> int:
    """Return whether at least *least* of some truths are true."""
    truth: int = tally(least, map(Kleene, truths))._value_
    return truth


def slow_grade(preference: CheckedPreference, facts: Facts) -> tuple[int, int, int, int]:
    """Return the ends of a grade as numerators and denominators, by the reference semantics."""
    interval = grade(preference, facts).interval
    assert interval.low is not None
    assert interval.high is not None
    return (*interval.low.as_integer_ratio(), *interval.high.as_integer_ratio())


class Lines:
    """A function under construction."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.lines: list[str] = []
        self.body: list[str] = []
        self.names: dict[str, Any] = {
            "__builtins__": {},
            "Facts": Facts,
            "world": self.world,
            "slow": slow,
            "slow_grade": slow_grade,
            "tally": tally_of,
            "fold": lru_cache(maxsize=4096)(fold),
            "fold_set": folded_set,
            "fold_country": lru_cache(maxsize=4096)(fold_country),
            "fold_countries": partial(folded_set, form=fold_country),
            "Range": Range,
            "UNKNOWN": UNKNOWN,
            "str": str,
            "frozenset": frozenset,
        }
        self.values: dict[FactPath, str] = {}
        self.groups: dict[tuple[View, str], str] = {}
        self.bindings: set[int] = set()
        self.shared: dict[object, str] = {}
        self.count = 0

    # Names and lines.

    def fresh(self, prefix: str) -> str:
        """Return a variable that is not in use."""
        self.count += 1
        return f"{prefix}{self.count}"

    def constant(self, value: object) -> str:
        """Return the name of a constant in the generated text."""
        shared = isinstance(value, str | type | Enum)
        name = self.shared.get(value) if shared else None
        if name is None:
            name = self.fresh("k")
            self.names[name] = value
            if shared:
                self.shared[value] = name
        return name

    def put(self, depth: int, line: str) -> None:
        """Write a line, *depth* levels below the body of the function."""
        self.body.append(" " * (depth + 1) + line)

    def flush(self) -> None:
        """Append the written lines after the loads that they need."""
        self.lines.extend(self.body)
        self.body.clear()

    # Facts.

    def load(self, fact: FactPath) -> str:
        """Return the variable that holds a stated fact, loaded before the statement."""
        name = self.values.get(fact)
        if name is None:
            *groups, last = fact.path.split(".")
            if fact.path not in self.world.schema.own and all(
                part.isidentifier() and not keyword.iskeyword(part) for part in (*groups, last)
            ):
                read = f"{self._group(fact.view, '.'.join(groups))}.{last}"
            else:
                read = f"{self.constant(self.world.getter(fact))}(offer)"
            name = self.values[fact] = self.fresh("v")
            self.lines.append(f" {name} = {read}")
        return name

    def _group(self, view: View, path: str) -> str:
        """Return the variable that holds a group of facts; an empty path is the whole view."""
        if (view, path) == (View.OFFERED, ""):
            return "offer"
        name = self.groups.get((view, path))
        if name is not None:
            return name
        above, _, last = path.rpartition(".")
        loaded = f"{self._group(view, above)}.{last}" if path else f"offer.{view.value}"
        name = self.groups[view, path] = self.fresh("g")
        self.lines.append(f" {name} = {loaded}")
        if not path:
            # In a view that is not stated every fact is unknown.
            self.lines.append(f" if {name} is None: {name} = {self.constant(self.world.blank)}")
        return name

    # Expressions.

    def resolved(self, core: c.Core) -> c.Core:
        """Return an operand with ``let`` references to non-conditions resolved."""
        while isinstance(core, c.LetRef) and not isinstance(core.datatype, YesNo):
            core = self.world.bindings[core.index]
        return core

    def facts(self, depth: int) -> None:
        """Write the creation of the ``Facts`` that the semantics need."""
        self.put(depth, "if e is None: e = Facts(world, offer)")

    def slow(self, core: c.Core, target: str, depth: int) -> None:
        """Write the assignment of the truth by the semantics to *target*."""
        self.facts(depth)
        self.put(depth, f"{target} = slow({self.constant(core)}, e)")

    def is_stated(self, fact: FactPath) -> bool:
        """Return whether offers state a fact; derived facts are computed."""
        return not self.world.schema.facts[fact.path].derived

    def when_unknown(self, core: c.Core, *facts: FactPath) -> int | None:
        """Return the truth if *facts* are unknown; None if it depends on other facts too."""
        tracing = Tracing(self.world, self.world.blank)
        truth = slow(core, tracing)
        return truth if tracing.read <= set(facts) else None

    def level_class(self, ref: c.Core) -> type:
        """Return the class of the levels of a fact."""
        assert isinstance(ref, c.FactRef)
        ordinal = self.world.schema.facts[ref.fact.path].ordinal
        return Level if ordinal is None else ordinal
