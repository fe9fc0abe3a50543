"""A function under construction: its lines, its constants, the facts that it loads.

The generated text contains only generated identifiers, whole numbers and attribute names of the
model, and nothing from a criteria file. Texts, amounts and currencies are constants that it refers
to by name.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache, partial
from typing import Any, Final, TypeAlias

from offerkit import core as c
from offerkit.core import CheckedPreference
from offerkit.countries import fold_country
from offerkit.datatypes import OrdinalType, TextType, YesNo
from offerkit.evaluate.facts import Facts, Tracing, World
from offerkit.evaluate.generated.derived import Known
from offerkit.evaluate.semantics import graded, judge
from offerkit.evaluate.sets import Fold
from offerkit.kleene import AND, NOT, OR, Kleene, tally
from offerkit.paths import FactPath, View
from offerkit.scales import Level
from offerkit.text import fold
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, Range, amount_of

# A truth in generated code is the value of its `Kleene`. Where everything applies it is at most 2,
# `and` is the lesser and `not` is 2 - t; elsewhere the tables say what they are.
FALSE, OPEN, TRUE = 0, 1, 2
TABLES: Final[dict[str, tuple[int | tuple[int, ...], ...]]] = {
    "AND": tuple(tuple(truth.value for truth in row) for row in AND),
    "OR": tuple(tuple(truth.value for truth in row) for row in OR),
    "NOT": tuple(truth.value for truth in NOT),
    "HOLDS": tuple(truth.holds.value for truth in Kleene),
    "UNADDRESSED": tuple((~truth.holds).value for truth in Kleene),
}

Graded: TypeAlias = tuple[int, int, int, int] | tuple[int, int, int, int, int]
"""The ends of a grade as numerators and denominators.

Behind them, if the preference may not apply, whether it does: ``FALSE``, ``OPEN`` or ``TRUE``.
"""

_Outcome: TypeAlias = int | Graded


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


def slow_grade(preference: CheckedPreference, facts: Facts, *, doubtful: bool) -> Graded:
    """Return the ends of a grade by the reference semantics."""
    measured = graded(preference, facts)
    low, high = measured.interval.low, measured.interval.high
    assert low is not None
    assert high is not None
    ends = (*low.as_integer_ratio(), *high.as_integer_ratio())
    if not doubtful:
        return ends
    return (*ends, measured.applies.value)


def tally_of(least: int, truths: tuple[int, ...]) -> int:
    """Return whether at least *least* of some truths are true."""
    truth: int = tally(least, map(Kleene, truths))._value_
    return truth


class Lines:
    """A function under construction."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.lines: list[str] = []
        self.body: list[str] = []
        self.names: dict[str, Any] = {
            "__builtins__": {},
            "Facts": Facts,
            "Known": Known,
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
            "amount_of": amount_of,
            "DOES_NOT_APPLY": DOES_NOT_APPLY,
            **TABLES,
            "str": str,
            "frozenset": frozenset,
        }
        self.values: dict[FactPath, str] = {}
        self.groups: dict[tuple[View, str], str] = {}
        self.bindings: set[int] = set()
        self.shared: dict[object, str] = {}
        self._with_job = world.with_job()
        self.count: int = 0

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
            group, _, last = fact.path.rpartition(".")
            if fact.path not in self.world.schema.own and all(
                part.isidentifier() and not keyword.iskeyword(part) for part in fact.path.split(".")
            ):
                read = f"{self._group(fact.view, group)}.{last}"
            else:
                read = f"{self.constant(self.world.getter(fact))}(offer)"
            name = self.values[fact] = self.fresh("v")
            self.lines.append(f" {name} = {read}")
            self._behind(name, fact)
        return name

    def _behind(self, name: str, fact: FactPath) -> None:
        """Write what becomes of a loaded value, unless all its gates are clearly open."""
        tests = []
        for gate in self.world.gates.get(fact.path, ()):
            on, info = self.load(FactPath(gate.fact, fact.view)), self.world.schema.facts[gate.fact]
            match info.datatype:
                case OrdinalType():
                    open_ = [level for level in info.ordinal or () if level not in gate.closed_by]
                    is_open = " or ".join(f"{on} is {self.constant(level)}" for level in open_)
                case TextType(values=texts):
                    rest = frozenset(texts or ()).difference(map(str, gate.closed_by))
                    is_open = f"{on} in {self.constant(rest)}"
                case YesNo():
                    is_open = f"{on} is {True not in gate.closed_by}"
                case _:
                    is_open = f"amount_of({on})"
            # A value that is unknown stays so; a stated one may show that the gate is open.
            also = f" and {name} is UNKNOWN" if gate.hides(fact.view) else ""
            test = f"not ({on} is UNKNOWN{also} or {is_open})"
            if gate.gives is DOES_NOT_APPLY:
                # Whether it is known that it applies depends on the gate.
                test = f"({test} or {name} is UNKNOWN and {on} is not UNKNOWN)"
            if gate.instead:
                # What says the same as the gate in another way may close it, too.
                other = self.load(FactPath(gate.instead, fact.view))
                test = f"({test} or {other} is not UNKNOWN)"
            tests.append(test)
        if self.is_assumed(fact):
            tests = ["1"]
        if tests:
            self.lines.append(f" if {' or '.join(tests)}:")
            self.lines.append("  if e is None: e = Facts(world, offer)")
            self.lines.append(f"  {name} = e.in_place({self.constant(fact)})")

    def is_assumed(self, fact: FactPath) -> bool:
        """Return whether a fact that hangs on others rests on an assumption."""
        on = self.world.rests_on(fact.path) if fact.path in self.world.gates else ()
        return any(FactPath(path, fact.view) in self.world.assumptions for path in on)

    def _group(self, view: View, path: str) -> str:
        """Return the variable that holds a group of facts; an empty path is the whole view."""
        if (view, path) == (View.OFFERED, ""):
            return "offer"
        name = self.groups.get((view, path))
        if name is not None:
            return name
        loaded = f"{self._group(view, '')}.{path}" if path else f"offer.{view.value}"
        name = self.groups[view, path] = self.fresh("g")
        self.lines.append(f" {name} = {loaded}")
        if not path:
            # In a view that is not stated every fact is unknown.
            self.lines.append(f" if {name} is None: {name} = {self.constant(self.world.blank)}")
        if view is View.CURRENT and not path:
            nothing = self.constant(self.world.no_job)
            self.lines.append(f" elif {name} is DOES_NOT_APPLY: {name} = {nothing}")
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

    def derived(self, fact: FactPath, currency: str | None, depth: int) -> str:
        """Write the computation of a derived fact; return what holds it, None if it is open."""
        name = self.fresh("d")
        self.facts(depth)
        self.put(depth, "if q is None: q = Known(e)")
        self.put(depth, f"{name} = q.of({self.constant(fact)}, {self.constant(currency)})")
        return name

    def slow(self, core: c.Core, target: str, depth: int) -> None:
        """Write the assignment of the truth by the semantics to *target*."""
        self.facts(depth)
        self.put(depth, f"{target} = slow({self.constant(core)}, e)")

    def is_stated(self, fact: FactPath) -> bool:
        """Return whether a fact is what offers state of it, and otherwise unknown."""
        info = self.world.schema.facts[fact.path]
        return not info.derived and info.unstated is UNKNOWN

    def reads_only(self, tracing: Tracing, *facts: FactPath) -> bool:
        """Return whether no fact was read but these and those on which they hang."""
        on = {FactPath(path, f.view) for f in facts for path in self.world.rests_on(f.path)}
        return tracing.read <= on and not any(map(self.is_assumed, facts))

    def when_unknown(self, outcome: Callable[[Facts], _Outcome], *facts: FactPath) -> str | None:
        """Return the outcome if *facts* are unknown; None if it depends on other facts too."""
        found: list[_Outcome] = []
        for offer in (self.world.blank, self._with_job):
            tracing = Tracing(self.world, offer)
            found.append(outcome(tracing))
            if not self.reads_only(tracing, *facts):
                return None
        names = [str(one) if isinstance(one, int) else self.constant(one) for one in found]
        if found[0] == found[1]:
            return names[0]
        return f"{names[0]} if offer.current is None else {names[1]}"

    def when_open(self, fact: FactPath) -> str:
        """Return the truth of a condition that an unknown fact leaves open whatever it may be."""
        anything, open_ = Kleene.ANYTHING.value, Kleene.UNKNOWN.value
        if self.world.schema.facts[fact.path].may_not_apply:
            return str(anything)
        if fact.view is View.CURRENT:
            return f"{anything} if offer.current is None else {open_}"
        return str(open_)

    def may_be_same(self, fact: FactPath, other: FactPath) -> bool:
        """Return whether a fact is another one behind a closed gate."""
        gates = self.world.gates.get(fact.path, ())
        return fact.view is other.view and any(gate.same_as == other.path for gate in gates)

    def is_doubtful(self, core: c.Core) -> bool:
        """Return whether an expression does not apply in some offer."""
        return bool(self.world.reads(core).doubtful)

    def level_class(self, ref: c.Core) -> type:
        """Return the class of the levels of a fact."""
        assert isinstance(ref, c.FactRef)
        ordinal = self.world.schema.facts[ref.fact.path].ordinal
        return Level if ordinal is None else ordinal
