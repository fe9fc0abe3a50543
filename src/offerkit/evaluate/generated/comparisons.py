"""Generated comparisons of exactly known values; the semantics handle all other cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, TypeAlias

from attrs import frozen

from offerkit import core as c
from offerkit.core import datatype_of
from offerkit.datatypes import DateType, OrdinalType, TextType, YesNo
from offerkit.evaluate.generated.derived import beside
from offerkit.evaluate.generated.lines import FOLDS, Lines, folded_set, slow
from offerkit.evaluate.generated.units import LINES, variants
from offerkit.evaluate.quantities import base_of
from offerkit.evaluate.sets import Fold, folding
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED
from offerkit.paths import FactPath
from offerkit.records import Record

_MIRRORED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "=="}
_RANGED: Final = {
    "<": ("{hi} < {k}", "{lo} >= {k}"),
    ">": ("{lo} > {k}", "{hi} <= {k}"),
    "<=": ("{hi} <= {k}", "{lo} > {k}"),
    ">=": ("{lo} >= {k}", "{hi} < {k}"),
    "==": ("{lo} == {hi} == {k}", "{hi} < {k} or {lo} > {k}"),
}
"""Tests for a range that compares true, and false, with a constant."""


_Tests: TypeAlias = list[tuple[str, str]]
"""Units that a value may be stated in, as in ``Variant``, and the name of the constant in each."""
NEITHER: Final = Kleene.DOES_NOT_APPLY.value
OPERATORS: Final[dict[type[c.Core], str]] = {c.Less: "<", c.LessEqual: "<=", c.Equal: "=="}
"""The Python operators of comparisons."""


@frozen
class InPlace(Record):
    """A comparison in place for exactly known values, with a call of the semantics for others."""

    text: Lines
    core: c.Core
    target: str
    depth: int

    def put(self, deeper: int, line: str) -> None:
        """Write a line, indented *deeper* levels below the comparison."""
        self.text.put(self.depth + deeper, line)

    def otherwise(self) -> None:
        """Write the branch for values that are not compared in place."""
        self.put(0, "else:")
        self.text.slow(self.core, self.target, self.depth + 1)

    def unknown(self, value: str, fact: FactPath) -> None:
        """Write the branches without a value, if the outcome depends on no other fact."""
        truth = self.text.when_unknown(partial(slow, self.core), fact)
        if truth is not None:
            self.put(0, f"elif {value} is UNKNOWN: {self.target} = {truth}")
            if self.text.is_doubtful(self.core):
                self.put(0, f"elif {value} is DOES_NOT_APPLY: {self.target} = {NEITHER}")

    def stated(self, core: c.Core) -> FactPath | None:
        """Return the fact that an operand refers to, or None if offers do not state it."""
        if isinstance(core, c.FactRef) and self.text.is_stated(core.fact):
            return core.fact
        return None

    def yes_no(self, fact: FactPath) -> bool:
        """Write the truth of a yes/no fact."""
        value = self.text.load(fact)
        self.put(0, f"if {value} is True: {self.target} = 2")
        self.put(0, f"elif {value} is False: {self.target} = 0")
        self.unknown(value, fact)
        self.otherwise()
        return True

    # Quantities and levels.

    def on_a_line(self, left: c.Core, right: c.Core, operator: str) -> bool:
        """Write a comparison of quantities or levels; return whether that is possible."""
        one, other = self.stated(left), self.stated(right)
        if one is not None and other is not None:
            return self._two_facts(left, right, operator, (one, other))
        if one is not None:
            return self._fact_and_constant(left, one, right, operator)
        if other is not None:
            return self._fact_and_constant(right, other, left, _MIRRORED[operator])
        return self._derived(left, right, operator)

    def _derived(self, left: c.Core, right: c.Core, operator: str) -> bool:
        """Write a comparison of a derived fact with a constant; return whether that is possible."""
        ref, constant = left, right
        if not isinstance(ref, c.FactRef):
            ref, constant, operator = right, left, _MIRRORED[operator]
        if not isinstance(ref, c.FactRef) or ref.fact.path not in DERIVED:
            return False
        found = beside(ref, constant)
        if found is None:
            return False
        value = self.text.derived(ref.fact, found[0], self.depth)
        holds = f"2 if {value} {operator} {self.text.constant(found[1])} else 0"
        self.put(0, f"if {value} is not None: {self.target} = {holds}")
        self.otherwise()
        return True

    def _fact_and_constant(
        self, ref: c.Core, fact: FactPath, constant: c.Core, operator: str
    ) -> bool:
        datatype = datatype_of(ref)
        if isinstance(datatype, OrdinalType):
            if not isinstance(constant, c.Constant):
                return False
            rank = int(base_of(constant.value))
            self._variants(fact, self.text.level_class(ref), ".rank", [("", str(rank))], operator)
            return True
        line = LINES.get(type(datatype))
        found = variants(self.text, constant)
        if line is None or not found:
            return False
        named = [(v.test, self.text.constant(v.amount)) for v in found]
        self._variants(fact, line.kind, line.amount, named, operator)
        return True

    def _variants(
        self, fact: FactPath, kind: type, amount: str, variants: _Tests, operator: str
    ) -> None:
        """Write a comparison with a constant for a single value, a range and an unknown fact."""
        value = self.text.load(fact)
        class_ = self.text.constant(kind)
        low, high = self.text.fresh("a"), self.text.fresh("b")
        self.put(0, f"if {value}.__class__ is {class_}:")
        self._cases(value, variants, lambda k: f"2 if {value}{amount} {operator} {k} else 0")
        self.unknown(value, fact)
        self.put(0, f"elif {value}.__class__ is Range:")
        self.put(1, f"{low} = {value}.low; {high} = {value}.high")
        ends = {"lo": f"{low}{amount}", "hi": f"{high}{amount}"}
        true, false = _RANGED[operator]
        ranged = f"2 if {true} else 0 if {false} else 1"
        self._cases(low, variants, lambda k: ranged.format(k=k, **ends))
        self.otherwise()

    def _cases(self, value: str, variants: _Tests, result: Callable[[str], str]) -> None:
        for number, (test, constant) in enumerate(variants):
            word = "elif" if number else "if"
            case = f"{word} {test.format(v=value)}: " if test else ""
            self.put(1, f"{case}{self.target} = {result(constant)}")
        if variants[0][0]:
            self.put(1, "else:")
            self.text.slow(self.core, self.target, self.depth + 2)

    def _two_facts(
        self, left: c.Core, right: c.Core, operator: str, facts: tuple[FactPath, FactPath]
    ) -> bool:
        if any(self.text.may_be_same(*pair) for pair in (facts, facts[::-1])):
            # Both unknown, they are equal where one is the other, which their values do not tell.
            return False
        datatype = datatype_of(left)
        if isinstance(datatype, OrdinalType):
            kinds = [self.text.level_class(ref) for ref in (left, right)]
            amount, units = ".rank", ""
        else:
            line = LINES[type(datatype)]
            kinds, amount, units = [line.kind] * 2, line.amount, line.same_unit
        a, b = (self.text.load(fact) for fact in facts)
        classes = [self.text.constant(kind) for kind in kinds]
        known = [f"{value}.__class__ is {k}" for value, k in zip((a, b), classes, strict=True)]
        self.put(0, f"if {known[0]} and {known[1]}{units.format(a=a, b=b)}:")
        self.put(1, f"{self.target} = 2 if {a}{amount} {operator} {b}{amount} else 0")
        truth = self.text.when_unknown(partial(slow, self.core), *facts)
        if truth is not None:
            self.put(0, f"elif {a} is UNKNOWN and {b} is UNKNOWN: {self.target} = {truth}")
        if not isinstance(datatype, OrdinalType | DateType):
            # An amount above 0 compares unknown with one that may be anything from 0.
            for value, is_known, other, fact in (
                (a, known[0], b, facts[1]),
                (b, known[1], a, facts[0]),
            ):
                bounds = self.text.world.schema.facts[fact.path].bounds
                is_free = bounds.low == 0 and bounds.high is None
                if is_free and fact not in self.text.world.assumptions:
                    test = f"{other} is UNKNOWN and {is_known} and {value}{amount} > 0"
                    self.put(0, f"elif {test}: {self.target} = {self.text.when_open(fact)}")
        self.otherwise()
        return True

    # Texts and sets.

    def equal(self, left: c.Core, right: c.Core) -> bool:
        """Write an equality; return whether that is possible."""
        match datatype_of(left):
            case YesNo():
                return False
            case TextType():
                return self._texts(left, right)
            case _:
                return self.on_a_line(left, right, "==")

    def _texts(self, left: c.Core, right: c.Core) -> bool:
        one, other = self.stated(left), self.stated(right)
        form = folding(left, right)
        fold, _ = FOLDS[form]
        if one is not None and other is not None:
            a, b = self.text.load(one), self.text.load(other)
            self.put(0, f"if {a}.__class__ is str and {b}.__class__ is str:")
            self.put(1, f"{self.target} = 2 if {a} == {b} or {fold}({a}) == {fold}({b}) else 0")
            if not {one, other} & set(self.text.world.assumptions):
                both = self.text.when_unknown(partial(slow, self.core), one, other)
                for test, truth in (
                    (f"{a} is UNKNOWN and {b} is UNKNOWN", both),
                    (f"{a} is UNKNOWN and {b}.__class__ is str", self.text.when_open(one)),
                    (f"{b} is UNKNOWN and {a}.__class__ is str", self.text.when_open(other)),
                ):
                    self.put(0, f"elif {test}: {self.target} = {truth}")
            self.otherwise()
            return True
        fact, constant = (one, right) if one is not None else (other, left)
        words = constant.value if isinstance(constant, c.Constant) else None
        if fact is None or not isinstance(words, str):
            return False
        value = self.text.load(fact)
        text = self.text.constant(form(words))
        self.put(0, f"if {value}.__class__ is str:")
        self.put(1, f"{self.target} = 2 if {value} == {text} or {fold}({value}) == {text} else 0")
        self.unknown(value, fact)
        self.otherwise()
        return True

    def member(self, item: c.Core, container: c.Core) -> bool:
        """Write a test of membership; return whether that is possible."""
        text, texts = self.stated(item), self.stated(container)
        form = folding(item, container)
        fold, fold_set = FOLDS[form]
        if text is not None and isinstance(container, c.Constant):
            fact, kind, value = text, "str", self.text.load(text)
            test = f"{fold}({value}) in {self._folded(container, form)}"
        elif texts is not None and isinstance(item, c.Constant) and isinstance(item.value, str):
            fact, kind, value = texts, "frozenset", self.text.load(texts)
            test = f"{self.text.constant(form(item.value))} in {fold_set}({value})"
        else:
            return False
        self.put(0, f"if {value}.__class__ is {kind}: {self.target} = 2 if {test} else 0")
        self.unknown(value, fact)
        self.otherwise()
        return True

    def _folded(self, core: c.Constant, form: Fold) -> str:
        assert isinstance(core.value, frozenset)
        return self.text.constant(folded_set(core.value, form))

    def sets(self, left: c.Core, right: c.Core, relation: str) -> bool:
        """Write a relation of two sets of which at least one is a fact."""
        sides: list[str] = []
        known: list[str] = []
        facts: list[FactPath] = []
        form = folding(left, right)
        _, fold_set = FOLDS[form]
        for side in (left, right):
            fact = self.stated(side)
            if fact is not None:
                value = self.text.load(fact)
                facts.append(fact)
                known.append(f"{value}.__class__ is frozenset")
                sides.append(f"{fold_set}({value})")
            else:
                assert isinstance(side, c.Constant)
                sides.append(self._folded(side, form))
        if not facts:
            return False
        self.put(0, f"if {' and '.join(known)}: {self.target} = {relation.format(*sides)}")
        if len(facts) == 1:
            self.unknown(self.text.load(facts[0]), facts[0])
        self.otherwise()
        return True
