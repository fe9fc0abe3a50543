"""Criteria compiled to straight-line Python, to decide many offers quickly.

Exactly known values are compared in place. Ranges, conversions and other complex cases are left to
``semantics``, which defines the in-place comparisons too; tests show that both agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import lcm
from typing import Any, Final, TypeAlias

from offerkit import core as c
from offerkit.core import (
    CheckedLeaving,
    CheckedPreference,
    CheckedRule,
    condition_of,
    datatype_of,
    total_weight,
    weight_of,
)
from offerkit.datatypes import OrdinalType, YesNo
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.generated.comparisons import OPERATORS, InPlace
from offerkit.evaluate.generated.derived import beside
from offerkit.evaluate.generated.lines import FALSE, OPEN, TRUE, Graded, Lines, slow_grade
from offerkit.evaluate.generated.units import LINES, variants
from offerkit.evaluate.quantities import base_of
from offerkit.evaluate.semantics import judge, judged
from offerkit.evaluate.verdict import (
    IS_COUNTER,
    NOTHING,
    WEIGHED,
    Means,
    StatementKind,
    Thresholds,
    Verdict,
    Weighed,
    contribution,
    kind_of,
    rules_out,
)
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED
from offerkit.model.offer import Offer
from offerkit.syntax.nodes import RuleKind

Survey: TypeAlias = tuple[
    Facts | None, tuple[int, ...], tuple[Graded, ...], int, int, int, int, int, bool
]
"""The data of a decision: the facts if they were needed, a truth per statement, a grade per
preference, the truth of being a counter-offer and of being ruled out, the ends of the score (two
numerators and their denominator, which is 0 if nothing that is weighed applies), and whether there
may be no score."""

ANYTHING: Final = Kleene.ANYTHING.value
TRUTHS: Final = tuple(Kleene)
MOST_IN_PLACE: Final = 1_500
"""Maximum number of comparisons in place, to limit the time Python takes to compile them."""


def verdict_function(
    world: World, statements: Sequence[c.CheckedStatement], thresholds: Thresholds
) -> Callable[[Offer], Verdict]:
    """Return the function from an offer to its verdict; a true dealbreaker ends it early."""
    writer = Writer(world, statements)
    return writer.compiled(writer.verdict(thresholds))


def survey_function(
    world: World, statements: Sequence[c.CheckedStatement]
) -> Callable[[Offer], Survey]:
    """Return the function from an offer to the data of a decision."""
    writer = Writer(world, statements)
    return writer.compiled(writer.survey())


def walked(world: World, statements: Sequence[c.CheckedStatement], offer: Offer) -> Survey:
    """Return what the function of ``survey_function`` returns, which takes longer to compile.

    It walks the statements by the reference semantics.
    """
    facts = Facts(world, offer)
    ruled_out = is_counter = Kleene.FALSE
    if any(isinstance(statement, CheckedLeaving) for statement in statements):
        is_counter = judge(IS_COUNTER, facts).truth
    truths, grades = list[int](), list[Graded]()
    rules, weighed = list[tuple[StatementKind, int]](), list[int]()
    for statement in statements:
        if isinstance(statement, CheckedPreference):
            truths.append(FALSE)
            grades.append(slow_grade(statement, facts, doubtful=True))
            continue
        kind, truth = kind_of(statement), judged(statement.condition, facts).truth
        truths.append(truth.value)
        ruled_out |= rules_out(kind, truth, is_counter)
        if kind in WEIGHED:
            rules.append((kind, weight_of(statement)))
            weighed.append(truth.value)
    weights = [weight_of(one) for one in statements if isinstance(one, CheckedPreference)]
    found = facts, tuple(truths), tuple(grades), is_counter.value, ruled_out.value
    return (*found, *_mean(rules, weights, total_weight(statements), weighed, grades))


class Writer(Lines):
    """Writer of one function."""

    def __init__(self, world: World, statements: Sequence[c.CheckedStatement]) -> None:
        super().__init__(world)
        self.names["place"] = place
        self.numbered: list[tuple[int, c.CheckedStatement]] = list(enumerate(statements))
        self.weights: int = total_weight(statements)
        self.room: int = MOST_IN_PLACE
        weighed = [it for it in statements if weight_of(it)]
        sure = [it for it in weighed if not self.is_doubtful(condition_of(it))]
        self.may_fall: bool = len(sure) < len(weighed)
        """Whether a weighed statement may not apply."""
        self.may_lack: bool = not sure
        """Whether all of them may not."""
        self.rules: dict[str, CheckedRule] = {}
        """The weighed rules by the names of their truths."""

    def compiled(self, source: str) -> Callable[[Offer], Any]:
        """Return the function that *source* defines."""
        names = dict(self.names)
        exec(compile(source, "<offerkit criteria>", "exec"), names)
        function: Callable[[Offer], Any] = names["run"]
        return function

    # Conditions.

    def prepare(self, core: c.Core) -> None:
        """Write the truths of the ``let`` names that an expression refers to, in order."""
        waiting, found = [core], list[int]()
        while waiting:
            node = waiting.pop()
            waiting.extend(c.children(node))
            if isinstance(node, c.LetRef) and node.index not in self.bindings:
                self.bindings.add(node.index)
                found.append(node.index)
                waiting.append(self.world.bindings[node.index])
        for index in sorted(found):
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
                negated = f"NOT[{target}]" if self.is_doubtful(operand) else f"2 - {target}"
                self.put(depth, f"{target} = {negated}")
            case c.And(operands=operands) | c.Or(operands=operands) if self.room < len(operands):
                self.slow(core, target, depth)
            case c.And(operands=operands):
                self._operands(operands, target, depth, f"if {target}:", "<", "AND")
            case c.Or(operands=operands):
                self._operands(operands, target, depth, f"if {target} != 2:", ">", "OR")
            case c.Count(operands=operands, least=least) if len(operands) <= self.room:
                names = [self.fresh("t") for _ in operands]
                for operand, name in zip(operands, names, strict=True):
                    self.truth(operand, name, depth)
                self.put(depth, f"{target} = tally({least}, ({', '.join(names)},))")
            case _:
                if not self._in_place(core, target, depth):
                    self.slow(core, target, depth)

    def _operands(
        self,
        operands: tuple[c.Core, ...],
        target: str,
        depth: int,
        going: str,
        wins: str,
        table: str,
    ) -> None:
        self.truth(operands[0], target, depth)
        other, doubtful = self.fresh("t"), self.is_doubtful(operands[0])
        for operand in operands[1:]:
            self.put(depth, going)
            self.truth(operand, other, depth + 1)
            doubtful = doubtful or self.is_doubtful(operand)
            combined = f"if {other} {wins} {target}: {target} = {other}"
            if doubtful:
                combined = f"{target} = {table}[{target}][{other}]"
            self.put(depth + 1, combined)

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
            case c.Within():  # pragma: no branch
                return atom.sets(left, right, "2 if {} <= {} else 0")

    # Preferences.

    def grade(self, preference: CheckedPreference, target: str) -> None:
        """Write lines that set *target* to the ends of a grade."""
        subject = self.resolved(preference.subject)
        depth = 0
        if isinstance(subject, c.FactRef):
            if self.is_stated(subject.fact):
                depth = self._grade_in_place(preference, subject, target)
            elif subject.fact.path in DERIVED:
                depth = self._derived_grade(preference, subject, target)
        self.facts(depth)
        said = f"{self.constant(preference)}, e, doubtful={self.is_doubtful(preference.subject)}"
        self.put(depth, f"{target} = slow_grade({said})")

    def _grade_in_place(
        self, preference: CheckedPreference, subject: c.FactRef, target: str
    ) -> int:
        """Write the grade of an exactly known value; return the depth of the remaining branch."""
        value, datatype = self.load(subject.fact), datatype_of(subject)
        doubtful = self.is_doubtful(subject)
        if isinstance(datatype, OrdinalType):
            worst, best = (base_of(end.value) for end in (preference.worst, preference.best))
            shares = (
                max(Fraction(0), min(Fraction(1), (rank - worst) / (best - worst)))
                for rank in range(len(datatype.scale.levels))
            )
            sure = (TRUE,) if doubtful else ()
            table = self.constant(tuple(share.as_integer_ratio() for share in shares))
            kind = self.constant(self.level_class(subject))
            self.put(0, f"if {value}.__class__ is {kind}:")
            self.put(1, f"{target} = {table}[{value}.rank] * 2 + {sure}")
            self.put(0, f"elif {value}.__class__ is Range:")
            ends = "low", "high"
            if worst > best:
                ends = "high", "low"
            low, high = (f"{table}[{value}.{end}.rank]" for end in ends)
            self.put(1, f"{target} = {low} + {high} + {sure}")
        else:
            self._line_grade(preference, subject, value, target)
        grade = partial(slow_grade, preference, doubtful=doubtful)
        unknown = self.when_unknown(grade, subject.fact)
        if unknown is not None:
            self.put(0, f"elif {value} is UNKNOWN: {target} = {unknown}")
        self.put(0, "else:")
        return 1

    def _derived_grade(self, preference: CheckedPreference, subject: c.FactRef, target: str) -> int:
        """Write the grade of a derived fact that is exactly known; return as above."""
        worst, best = beside(subject, preference.worst), beside(subject, preference.best)
        if worst is None or best is None:
            return 0
        value = self.derived(subject.fact, worst[0], 0)
        sure: tuple[int, ...] = (TRUE,) if self.is_doubtful(subject) else ()
        line = self.constant(_line(worst[1], best[1]))
        self.put(0, f"if {value} is not None: {target} = place({value}, {line}) * 2 + {sure}")
        self.put(0, "else:")
        return 1

    def _line_grade(
        self, preference: CheckedPreference, subject: c.Core, value: str, target: str
    ) -> None:
        line = LINES[type(datatype_of(subject))]
        worst = {v.test: v.amount for v in variants(self, preference.worst)}
        best = {v.test: v.amount for v in variants(self, preference.best)}
        # Both ends are in one unit, or in one that each can be converted to.
        test = next(test for test in worst if test in best)
        start, end = worst[test], best[test]
        if isinstance(start, date) or isinstance(end, date):
            # Dates are left to the reference.
            self.put(0, "if 0: pass")
            return
        start, end = Fraction(start), Fraction(end)
        place = self.constant(_line(start, end))
        kind = self.constant(line.kind)
        tests = [f"{{v}}.__class__ is {kind}", *([test] if test else [])]
        sure: tuple[int, ...] = (TRUE,) if self.is_doubtful(subject) else ()
        self.put(0, f"if {' and '.join(tests).format(v=value)}:")
        self.put(1, f"{target} = place({value}{line.amount}, {place}) * 2 + {sure}")
        is_range = f"{value}.__class__ is Range"
        ends = ("low", "high") if end > start else ("high", "low")
        self.put(0, f"elif {is_range} and {' and '.join(tests).format(v=f'{value}.low')}:")
        low, high = (f"place({value}.{end}{line.amount}, {place})" for end in ends)
        self.put(1, f"{target} = {low} + {high} + {sure}")

    # Whole functions.

    def counter(self) -> None:
        """Write the truth of being a counter-offer, if there are reasons for leaving."""
        if any(isinstance(statement, CheckedLeaving) for _, statement in self.numbered):
            self.truth(IS_COUNTER, "counter", 0)
        else:
            self.put(0, "counter = 0")
        self.flush()

    def verdict(self, thresholds: Thresholds) -> str:
        """Return the source of the function from an offer to its verdict."""
        self.names.update({verdict.name: verdict for verdict in Verdict})
        self.lines.extend(["def run(offer):", " e = q = None", " wide = 0"])
        self.counter()
        grades: list[tuple[str, CheckedPreference]] = []
        self.lines.extend([" lo = hi = odd = 0", " lack = False"])
        # Dealbreakers first, so that a true one ends the work.
        for number, statement in sorted(self.numbered, key=lambda it: not _is_breaker(it[1])):
            if isinstance(statement, CheckedRule) and statement.kind is RuleKind.CAUTION:
                continue
            self.prepare(condition_of(statement))
            if isinstance(statement, CheckedPreference):
                self.grade(statement, f"p{number}")
                grades.append((f"p{number}", statement))
            elif isinstance(statement, CheckedLeaving):
                self.put(0, "if counter:")
                self.truth(statement.condition, "t", 1)
                self.put(1, f"t = {self._unaddressed(statement, 't')}")
                self.put(1, "if t > counter: t = counter")
                self._break(1)
            elif statement.kind is RuleKind.DEALBREAKER:
                self.truth(statement.condition, "t", 0)
                if self.is_doubtful(statement.condition):
                    self.put(0, "t = HOLDS[t]")
                self._break(0)
            else:
                name = f"s{number}" if self.may_fall else "t"
                self.truth(statement.condition, name, 0)
                self._weigh(statement, name)
            self.flush()
        self._score(grades)
        self._end(thresholds)
        self.flush()
        return "\n".join(self.lines)

    def _break(self, depth: int) -> None:
        self.put(depth, "if t == 2: return DECLINE")
        self.put(depth, "if t: wide = 1")

    def _unaddressed(self, reason: CheckedLeaving, truth: str) -> str:
        return f"UNADDRESSED[{truth}]" if self.is_doubtful(reason.condition) else f"2 - {truth}"

    def _weigh(self, rule: CheckedRule, truth: str) -> None:
        self.rules[truth] = rule
        sure = TRUE if rule.kind is RuleKind.PRO else FALSE
        self.put(0, f"if {truth} == {sure}:")
        self.put(1, f"lo += {rule.weight}")
        self.put(1, f"hi += {rule.weight}")
        if not self.is_doubtful(rule.condition):
            self.put(0, f"elif {truth} == {OPEN}: hi += {rule.weight}")
            return
        self.put(0, f"elif {truth} == {OPEN} or {truth} == {ANYTHING}: hi += {rule.weight}")
        # One that could be anything never widens the mean by falling away, if others remain.
        rest = "" if self.may_lack else f" and {truth} != {ANYTHING}"
        self.put(0, f"if {truth} > {TRUE}{rest}: odd = 1")

    def _score(self, grades: Sequence[tuple[str, CheckedPreference]]) -> None:
        """Write the sum of grades and whole numbers as a fraction of whole numbers."""
        self.put(0, "dn = 1")
        for name, preference in grades:
            weight = preference.weight
            if self.is_doubtful(preference.subject):
                self.put(0, f"a, b, x, y, z = {name}")
                all_ = "" if self.may_lack else " and (z == 0 or a or x != y)"
                self.put(0, f"if z != {TRUE}{all_}: odd = 1")
            else:
                self.put(0, f"a, b, x, y = {name}")
            self.put(0, "if b == y:")
            self.put(1, f"lo = lo * b + {weight} * a * dn")
            self.put(1, f"hi = hi * b + {weight} * x * dn")
            self.put(1, "dn *= b")
            self.put(0, "else:")
            self.put(1, f"lo = (lo * b + {weight} * a * dn) * y")
            self.put(1, f"hi = (hi * y + {weight} * x * dn) * b")
            self.put(1, "dn *= b * y")
        if self.may_fall:
            rules = tuple((StatementKind(it.kind.value), it.weight) for it in self.rules.values())
            preferences = tuple(preference.weight for _, preference in grades)
            self.names["mean"] = partial(_mean, rules, preferences, self.weights)
            said = "".join(f"{truth}, " for truth in self.rules)
            graded = "".join(f"{name}, " for name, _ in grades)
            self.put(0, f"if odd: lo, hi, dn, lack = mean(({said}), ({graded}))")

    def _end(self, thresholds: Thresholds) -> None:
        """Write the verdict from the ends of the score and whether a dealbreaker is open."""
        self.put(0, f"rank_hi = {self._rank_of('hi', thresholds)}")
        self.put(0, "if lack and (rank_hi == 0 or dn == 0): rank_hi = 1")
        self.put(0, "if wide: return FIND_OUT if rank_hi else DECLINE")
        self.put(0, f"rank_lo = {self._rank_of('lo', thresholds)}")
        self.put(0, "if lack and (rank_lo == 2 or dn == 0): rank_lo = 1")
        self.put(0, "if rank_hi != rank_lo: return FIND_OUT")
        self.put(0, "return ACCEPT if rank_hi == 2 else CONSIDER if rank_hi else DECLINE")

    def _rank_of(self, end: str, thresholds: Thresholds) -> str:
        """Return the expression for ``Thresholds.rank`` of one end of the score."""
        written = "1"
        if self.weights and thresholds.accept_at is not None:
            p, q = (thresholds.accept_at * self.weights).as_integer_ratio()
            written = f"2 if {end} * {q} >= {p} * dn else {written}"
        if self.weights and thresholds.decline_below is not None:
            p, q = (thresholds.decline_below * self.weights).as_integer_ratio()
            written = f"0 if {end} * {q} < {p} * dn else {written}"
        return written

    def survey(self) -> str:
        """Return the source of the function from an offer to the data of a decision."""
        self.lines.extend(["def run(offer):", " e = q = None", " worst = 0"])
        self.counter()
        truths: dict[int, str] = {}
        grades: list[tuple[str, CheckedPreference]] = []
        self.lines.extend([" lo = hi = odd = 0", " lack = False"])
        for number, statement in self.numbered:
            self.prepare(condition_of(statement))
            if isinstance(statement, CheckedPreference):
                self.grade(statement, f"p{number}")
                grades.append((f"p{number}", statement))
                truths[number] = "0"
            else:
                truths[number] = truth = f"s{number}"
                self.truth(statement.condition, truth, 0)
                if isinstance(statement, CheckedLeaving):
                    self.put(0, f"t = {self._unaddressed(statement, truth)}")
                    self.put(0, "if t > counter: t = counter")
                    self.put(0, "if t > worst: worst = t")
                elif statement.kind is RuleKind.DEALBREAKER:
                    if self.is_doubtful(statement.condition):
                        self.put(0, f"t = HOLDS[{truth}]")
                        truth = "t"
                    self.put(0, f"if {truth} > worst: worst = {truth}")
                elif statement.kind is not RuleKind.CAUTION:
                    self._weigh(statement, truth)
            self.flush()
        self._score(grades)
        graded = "".join(f"{name}, " for name, _ in grades)
        said = "".join(f"{truth}, " for truth in truths.values())
        self.put(0, f"return e, ({said}), ({graded}), counter, worst, lo, hi, dn, lack")
        self.flush()
        return "\n".join(self.lines)


def _line(start: Fraction, end: Fraction) -> tuple[int, int, int]:
    """Return (n/m - start) / (end - start) as whole numbers over whole numbers, for ``place``."""
    a, b = start.as_integer_ratio()
    s, t = (end - start).as_integer_ratio()
    sign = 1 if s > 0 else -1
    return sign * b * t, -sign * a * t, abs(s) * b


def place(amount: Decimal | Fraction, line: tuple[int, int, int]) -> tuple[int, int]:
    """Return how far an amount is from the worst to the best, within 0 to 1, as a fraction.

    Args:
        amount: In the unit of *line*.
        line: Whole numbers f, g and h: that far is ``(n * f + m * g) / (m * h)`` of n/m.
    """
    n, m = amount.as_integer_ratio()
    n, m = n * line[0] + m * line[1], m * line[2]
    return (0, 1) if n <= 0 else (1, 1) if n >= m else (n, m)


_CONTRIBUTIONS: Final = {
    (kind, truth.value): (int(ends.low), int(ends.high), truth.applies)
    for kind in WEIGHED
    for truth in Kleene
    for ends in [contribution(kind, truth) or NOTHING]
}
"""What a rule contributes, by its kind and its truth: whole numbers, which are added quickly."""


def _mean(
    rules: Sequence[tuple[StatementKind, int]],
    preferences: Sequence[int],
    weights: int,
    truths: Sequence[int],
    grades: Sequence[Graded],
) -> tuple[int, int, int, bool]:
    """Return the ends of the score, as in ``Survey``, if a statement may fall away.

    Args:
        rules: The kind and the weight of each weighed rule.
        preferences: The weight of each preference.
        weights: The sum of all weights, by which the score is multiplied.
        truths: The truths of the rules.
        grades: The grades of the preferences.
    """
    # In whole numbers, which are added several times quicker than fractions.
    unit = lcm(*(whole for ends in grades for whole in (ends[1], ends[3])))
    found: list[Weighed] = []
    for (kind, weight), code in zip(rules, truths, strict=True):
        low, high, applies = _CONTRIBUTIONS[kind, code]
        found.append((weight, low * unit, high * unit, applies))
    for weight, (a, b, x, y, *doubts) in zip(preferences, grades, strict=True):
        applies = TRUTHS[doubts[0]] if doubts else Kleene.TRUE
        found.append((weight, a * unit // b, x * unit // y, applies))
    means = Means.of(found)
    if means is None:
        return 0, 0, 0, True
    (a, b), (x, y) = means.low.as_integer_ratio(), means.high.as_integer_ratio()
    return a * y * weights, x * b * weights, b * y * unit, means.may_lack


def _is_breaker(statement: c.CheckedStatement) -> bool:
    return isinstance(statement, CheckedLeaving) or (
        isinstance(statement, CheckedRule) and statement.kind is RuleKind.DEALBREAKER
    )
