"""Criteria compiled to straight-line Python, to decide many offers quickly.

Exactly known values are compared in place. Ranges, conversions and other complex cases are left to
``semantics``, which defines the in-place comparisons too; tests show that both agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final, TypeAlias

from offerkit import core as c
from offerkit.core import (
    CheckedLeaving,
    CheckedPreference,
    CheckedRule,
    condition_of,
    datatype_of,
    total_weight,
)
from offerkit.datatypes import OrdinalType, YesNo
from offerkit.evaluate.facts import Facts, Tracing, World
from offerkit.evaluate.generated.comparisons import OPERATORS, InPlace
from offerkit.evaluate.generated.lines import FALSE, OPEN, TRUE, Lines, slow_grade
from offerkit.evaluate.generated.units import LINES, variants
from offerkit.evaluate.quantities import base_of
from offerkit.evaluate.verdict import IS_COUNTER, Thresholds, Verdict
from offerkit.model.offer import Offer
from offerkit.syntax.nodes import RuleKind

Survey: TypeAlias = tuple[
    Facts | None, tuple[int, ...], tuple[tuple[int, int, int, int], ...], int, int, int, int, int
]
"""The data of a decision: the facts if they were needed, a truth per statement, a grade per
preference (low and high as numerator and denominator), the truth of being a counter-offer and of
being ruled out, and the ends of the score: two numerators and their denominator."""

MOST_IN_PLACE: Final = 1_500
"""Maximum number of comparisons in place, to limit the time Python takes to compile them."""


def verdict_function(
    world: World, statements: Sequence[c.CheckedStatement], thresholds: Thresholds
) -> Callable[[Offer], Verdict]:
    """Return the function from an offer to its verdict; a true dealbreaker ends it early."""
    writer = Writer(world, statements, thresholds)
    return writer.compiled(writer.verdict())


def survey_function(
    world: World, statements: Sequence[c.CheckedStatement], thresholds: Thresholds
) -> Callable[[Offer], Survey]:
    """Return the function from an offer to the data of a decision."""
    writer = Writer(world, statements, thresholds)
    return writer.compiled(writer.survey())


class Writer(Lines):
    """Writer of one function."""

    def __init__(
        self, world: World, statements: Sequence[c.CheckedStatement], thresholds: Thresholds
    ) -> None:
        super().__init__(world)
        self.numbered = list(enumerate(statements))
        self.thresholds = thresholds
        self.weights = total_weight(statements)
        self.room = MOST_IN_PLACE

    def compiled(self, source: str) -> Callable[[Offer], Any]:
        """Return the function that *source* defines."""
        names = dict(self.names)
        exec(compile(source, "<offerkit criteria>", "exec"), names)
        function: Callable[[Offer], Any] = names["run"]
        return function

    # Conditions.

    def prepare(self, core: c.Core) -> None:
        """Write the truths of the ``let`` names that an expression refers to, in order."""
        waiting, found = [core], set[int]()
        while waiting:
            node = waiting.pop()
            if isinstance(node, c.LetRef) and node.index not in found | self.bindings:
                found.add(node.index)
                waiting.append(self.world.bindings[node.index])
            waiting.extend(c.children(node))
        for index in sorted(found):
            self.bindings.add(index)
            value = self.world.bindings[index]
            if isinstance(datatype_of(value), YesNo):
                self.truth(value, f"l{index}", 0)
                self.flush()

    def truth(self, core: c.Core, target: str, depth: int) -> None:
        """Write lines that set *target* to the truth of a condition."""
        match core:
            case c.Constant(value=value):
                self.put(depth, f"{target} = {TRUE if value else FALSE}")
            case c.LetRef(index=index):
                self.put(depth, f"{target} = l{index}")
            case c.Not(operand=operand):
                self.truth(operand, target, depth)
                self.put(depth, f"{target} = 2 - {target}")
            case c.And(operands=operands) | c.Or(operands=operands) if self.room < len(operands):
                self.slow(core, target, depth)
            case c.And(operands=operands):
                self._operands(operands, target, depth, f"if {target}:", "<")
            case c.Or(operands=operands):
                self._operands(operands, target, depth, f"if {target} != 2:", ">")
            case c.Count(operands=operands, least=least) if len(operands) <= self.room:
                names = [self.fresh("t") for _ in operands]
                for operand, name in zip(operands, names, strict=True):
                    self.truth(operand, name, depth)
                self.put(depth, f"{target} = tally({least}, ({', '.join(names)},))")
            case _:
                if not self._in_place(core, target, depth):
                    self.slow(core, target, depth)

    def _operands(
        self, operands: tuple[c.Core, ...], target: str, depth: int, going: str, wins: str
    ) -> None:
        self.truth(operands[0], target, depth)
        other = self.fresh("t")
        for operand in operands[1:]:
            self.put(depth, going)
            self.truth(operand, other, depth + 1)
            self.put(depth + 1, f"if {other} {wins} {target}: {target} = {other}")

    def _in_place(self, core: c.Core, target: str, depth: int) -> bool:
        """Write a comparison of exactly known values in place; return whether that is possible."""
        self.room -= 1
        if self.room < 0:
            return False
        atom = InPlace(self, core, target, depth)
        if isinstance(core, c.FactRef) and self.is_stated(core.fact):
            return atom.yes_no(core.fact)
        if isinstance(core, c.Member):
            return atom.member(self.resolved(core.item), self.resolved(core.container))
        if not isinstance(core, c.Less | c.LessEqual | c.Equal | c.Overlaps | c.Within):
            return False
        left, right = self.resolved(core.left), self.resolved(core.right)
        match core:
            case c.Less() | c.LessEqual():
                return atom.on_a_line(left, right, OPERATORS[type(core)])
            case c.Equal():
                return atom.equal(left, right)
            case c.Overlaps():
                return atom.sets(left, right, "0 if {}.isdisjoint({}) else 2")
            case c.Within():
                return atom.sets(left, right, "2 if {} <= {} else 0")

    # Preferences.

    def grade(self, preference: CheckedPreference, target: str) -> None:
        """Write lines that set *target* to the ends of a grade."""
        subject = self.resolved(preference.subject)
        fact = subject.fact if isinstance(subject, c.FactRef) else None
        depth = 0
        if fact is not None and self.is_stated(fact):
            depth = self._grade_in_place(preference, subject, self.load(fact), target)
        self.facts(depth)
        self.put(depth, f"{target} = slow_grade({self.constant(preference)}, e)")

    def _grade_in_place(
        self, preference: CheckedPreference, subject: c.Core, value: str, target: str
    ) -> int:
        """Write the grade of an exactly known value; return the depth of the remaining branch."""
        datatype = datatype_of(subject)
        if isinstance(datatype, OrdinalType):
            worst, best = (base_of(end.value) for end in (preference.worst, preference.best))
            shares = (
                max(Fraction(0), min(Fraction(1), (rank - worst) / (best - worst)))
                for rank in range(len(datatype.scale.levels))
            )
            table = tuple(share.as_integer_ratio() * 2 for share in shares)
            self.put(0, f"if {value}.__class__ is {self.constant(self.level_class(subject))}:")
            self.put(1, f"{target} = {self.constant(table)}[{value}.rank]")
        else:
            self._line_grade(preference, subject, value, target)
        assert isinstance(subject, c.FactRef)
        tracing = Tracing(self.world, self.world.blank)
        unknown = slow_grade(preference, tracing)
        if tracing.read <= {subject.fact}:
            self.put(0, f"elif {value} is UNKNOWN: {target} = {self.constant(unknown)}")
        self.put(0, "else:")
        return 1

    def _line_grade(
        self, preference: CheckedPreference, subject: c.Core, value: str, target: str
    ) -> None:
        line = LINES[type(datatype_of(subject))]
        worst = {v.test: v.amount for v in variants(self, preference.worst)}
        best = {v.test: v.amount for v in variants(self, preference.best)}
        test, start = next(((t, a) for t, a in worst.items() if t in best), ("", None))
        tests = [f"{value}.__class__ is {self.constant(line.kind)}"]
        if start is None or isinstance(start, date):
            # Dates, and ends in different units, are left to the reference.
            tests.append("0")
            start, end = Fraction(0), Fraction(1)
        else:
            end_ = best[test]
            assert not isinstance(end_, date)
            start, end = Fraction(start), Fraction(end_)
        if test:
            tests.append(test.format(v=value))
        self.put(0, f"if {' and '.join(tests)}:")
        # (n/m - start) / (end - start), as whole numbers over whole numbers.
        a, b = start.as_integer_ratio()
        s, t = (end - start).as_integer_ratio() if end != start else (1, 1)
        sign = 1 if s > 0 else -1
        n, m = self.fresh("n"), self.fresh("m")
        self.put(1, f"{n}, {m} = {value}{line.amount}.as_integer_ratio()")
        self.put(1, f"{n} = {n} * {sign * b * t} + {m} * {-sign * a * t}")
        self.put(1, f"{m} = {m} * {abs(s) * b}")
        self.put(1, f"if {n} <= 0: {target} = {self.constant((0, 1, 0, 1))}")
        self.put(1, f"elif {n} >= {m}: {target} = {self.constant((1, 1, 1, 1))}")
        self.put(1, f"else: {target} = ({n}, {m}, {n}, {m})")

    # Whole functions.

    def counter(self) -> None:
        """Write the truth of being a counter-offer, if there are reasons for leaving."""
        if any(isinstance(statement, CheckedLeaving) for _, statement in self.numbered):
            self.truth(IS_COUNTER, "counter", 0)
        else:
            self.put(0, "counter = 0")
        self.flush()

    def verdict(self) -> str:
        """Return the source of the function from an offer to its verdict."""
        self.names.update({verdict.name: verdict for verdict in Verdict})
        self.lines += ["def run(offer):", " e = None", " wide = 0"]
        self.counter()
        grades = []
        self.lines.append(" lo = hi = 0")
        # Dealbreakers first, so that a true one ends the work.
        for number, statement in sorted(self.numbered, key=lambda it: not _is_breaker(it[1])):
            if isinstance(statement, CheckedRule) and statement.kind is RuleKind.CAUTION:
                continue
            self.prepare(condition_of(statement))
            if isinstance(statement, CheckedPreference):
                self.grade(statement, f"p{number}")
                grades.append((f"p{number}", statement.weight))
            elif isinstance(statement, CheckedLeaving):
                self.put(0, "if counter:")
                self.truth(statement.condition, "t", 1)
                self.put(1, "t = 2 - t")
                self.put(1, "if t > counter: t = counter")
                self._break(1)
            else:
                self.truth(statement.condition, "t", 0)
                if statement.kind is RuleKind.DEALBREAKER:
                    self._break(0)
                else:
                    self._weigh(statement, "t")
            self.flush()
        self._score(grades)
        self._end()
        self.flush()
        return "\n".join(self.lines)

    def _break(self, depth: int) -> None:
        self.put(depth, "if t == 2: return DECLINE")
        self.put(depth, "if t: wide = 1")

    def _weigh(self, rule: CheckedRule, truth: str) -> None:
        sure = TRUE if rule.kind is RuleKind.PRO else FALSE
        self.put(0, f"if {truth} == {sure}:")
        self.put(1, f"lo += {rule.weight}")
        self.put(1, f"hi += {rule.weight}")
        self.put(0, f"elif {truth} == {OPEN}: hi += {rule.weight}")

    def _score(self, grades: Iterable[tuple[str, int]]) -> None:
        """Write the sum of grades and whole numbers as a fraction of whole numbers."""
        self.put(0, "dn = 1")
        for name, weight in grades:
            self.put(0, f"a, b, x, y = {name}")
            self.put(0, "if b == y:")
            self.put(1, f"lo = lo * b + {weight} * a * dn")
            self.put(1, f"hi = hi * b + {weight} * x * dn")
            self.put(1, "dn *= b")
            self.put(0, "else:")
            self.put(1, f"lo = (lo * b + {weight} * a * dn) * y")
            self.put(1, f"hi = (hi * y + {weight} * x * dn) * b")
            self.put(1, "dn *= b * y")

    def _end(self) -> None:
        """Write the verdict from the ends of the score and whether a dealbreaker is open."""
        self.put(0, f"rank_hi = {self._rank_of('hi')}")
        self.put(0, "if wide: return FIND_OUT if rank_hi else DECLINE")
        self.put(0, f"rank_lo = {self._rank_of('lo')}")
        self.put(0, "if rank_hi != rank_lo: return FIND_OUT")
        self.put(0, "return ACCEPT if rank_hi == 2 else CONSIDER if rank_hi else DECLINE")

    def _rank_of(self, end: str) -> str:
        """Return the expression for ``Thresholds.rank`` of one end of the score."""
        written, thresholds = "1", self.thresholds
        if self.weights and thresholds.accept_at is not None:
            p, q = (thresholds.accept_at * self.weights).as_integer_ratio()
            written = f"2 if {end} * {q} >= {p} * dn else {written}"
        if self.weights and thresholds.decline_below is not None:
            p, q = (thresholds.decline_below * self.weights).as_integer_ratio()
            written = f"0 if {end} * {q} < {p} * dn else {written}"
        return written

    def survey(self) -> str:
        """Return the source of the function from an offer to the data of a decision."""
        self.lines += ["def run(offer):", " e = None", " worst = 0"]
        self.counter()
        truths: dict[int, str] = {}
        grades: list[tuple[str, int]] = []
        self.lines.append(" lo = hi = 0")
        for number, statement in self.numbered:
            self.prepare(condition_of(statement))
            if isinstance(statement, CheckedPreference):
                self.grade(statement, f"p{number}")
                grades.append((f"p{number}", statement.weight))
                truths[number] = "0"
            else:
                truths[number] = truth = f"s{number}"
                self.truth(statement.condition, truth, 0)
                if isinstance(statement, CheckedLeaving):
                    self.put(0, f"t = 2 - {truth}")
                    self.put(0, "if t > counter: t = counter")
                    self.put(0, "if t > worst: worst = t")
                elif statement.kind is RuleKind.DEALBREAKER:
                    self.put(0, f"if {truth} > worst: worst = {truth}")
                elif statement.kind is not RuleKind.CAUTION:
                    self._weigh(statement, truth)
            self.flush()
        self._score(grades)
        graded = "".join(f"{name}, " for name, _ in grades)
        said = "".join(f"{truth}, " for truth in truths.values())
        self.put(0, f"return e, ({said}), ({graded}), counter, worst, lo, hi, dn")
        self.flush()
        return "\n".join(self.lines)


def _is_breaker(statement: c.CheckedStatement) -> bool:
    return isinstance(statement, CheckedLeaving) or (
        isinstance(statement, CheckedRule) and statement.kind is RuleKind.DEALBREAKER
    )
