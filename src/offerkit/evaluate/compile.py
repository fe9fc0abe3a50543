"""Criteria as straight-line Python: what makes deciding many offers quick.

The text that is generated holds nothing an author wrote: identifiers of our own making, whole
numbers, and the attribute names of the model. Every text, amount and currency is a constant
that the text refers to by name. What is exactly known is compared in place; ranges, conversions
and everything else that takes thought is left to ``semantics``, which also says what the
in-place comparisons mean and is tested to agree with them.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property, lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, frozen

from offerkit import core as c
from offerkit.check.constants import amount_of, exact_decimal
from offerkit.core import (
    CheckedCriteria,
    CheckedLeaving,
    CheckedPreference,
    CheckedRule,
    condition_of,
    datatype_of,
    facts_of,
    total_weight,
)
from offerkit.datatypes import (
    DateType,
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.evaluate.decision import Decision, Verdict
from offerkit.evaluate.semantics import (
    DAYS_A_MONTH,
    HUNDREDTH,
    Facts,
    Tracing,
    World,
    base_of,
    grade,
    judge,
)
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View
from offerkit.scales import Level
from offerkit.span import Source
from offerkit.syntax.nodes import RuleKind
from offerkit.text import fold
from offerkit.values import (
    PER_YEAR,
    UNKNOWN,
    Duration,
    DurationFamily,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Range,
)

if TYPE_CHECKING:
    from offerkit.criteria import Criteria
    from offerkit.evaluate.decide import Decider

Survey: TypeAlias = tuple[
    Facts | None,
    tuple[FactValue, ...],
    tuple[int, ...],
    tuple[tuple[int, int, int, int], ...],
    int,
    int,
    int,
    int,
    int,
]
"""What a decision is made from: the facts if they were needed, the values of the facts that are
read in place, a truth per statement, a grade per preference (low and high as numerator and
denominator), whether it is a counter-offer, the greatest truth of a dealbreaker, and the ends of
the score: two numerators and their denominator."""

# A truth in generated code is a whole number, so that `and` is the lesser and `not` is 2 - t.
_FALSE, _OPEN, _TRUE = 0, 1, 2

KIND: Final = FactPath("offer.kind")
_NOWHERE: Final = Source("<generated>", "").span(0, 0)
IS_COUNTER: Final = c.Equal(
    c.FactRef(KIND, TextType(("new", "counter")), span=_NOWHERE),
    c.Constant("counter", TextType(), span=_NOWHERE),
    span=_NOWHERE,
)
"""Whether an offer is a counter-offer."""

MOST_IN_PLACE: Final = 1_500
"""How many comparisons are written in place; the time Python takes to compile has to end."""

_folded_text = lru_cache(maxsize=4096)(fold)


@lru_cache(maxsize=1024)
def _folded_set(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, texts))


def _slow(core: c.Core, facts: Facts) -> int:
    """Return the truth of a condition by the reference semantics."""
    truth: int = judge(core, facts).truth._value_
    return truth


def _slow_grade(preference: CheckedPreference, facts: Facts) -> tuple[int, int, int, int]:
    """Return the ends of a grade as numerators and denominators, by the reference semantics."""
    interval = grade(preference, facts).interval
    assert interval.low is not None
    assert interval.high is not None
    return (*interval.low.as_integer_ratio(), *interval.high.as_integer_ratio())


# --- the program ---------------------------------------------------------------------------------


@frozen(slots=False, eq=False)
class Program:
    """Criteria compiled: decides offers of the type they were checked against."""

    checked: CheckedCriteria = field(repr=False)
    schema: Schema = field(repr=False)
    assume: bool = True
    """Whether the assumptions of the file are used."""
    statements: tuple[c.CheckedStatement, ...] = field(init=False, repr=False)
    """Each statement once: saying it twice is saying it once."""
    world: World = field(init=False, repr=False)

    @statements.default
    def _distinct(self) -> tuple[c.CheckedStatement, ...]:
        return tuple(dict.fromkeys(self.checked.statements))

    @world.default
    def _world(self) -> World:
        return World.of(self.checked, self.schema, assume=self.assume)

    @cached_property
    def verdict(self) -> Callable[[Offer], Verdict]:
        """The function from an offer to its verdict; a true dealbreaker ends it early."""
        return self._generate(survey=False)

    @cached_property
    def survey(self) -> Callable[[Offer], Survey]:
        """The function from an offer to all that a decision is made from."""
        return self._generate(survey=True)

    def _generate(self, *, survey: bool) -> Callable[[Offer], Any]:
        writer = _Writer(self)
        source = writer.survey() if survey else writer.verdict()
        names = dict(writer.names)
        exec(compile(source, "<offerkit criteria>", "exec"), names)
        function: Callable[[Offer], Any] = names["run"]
        return function

    @cached_property
    def decider(self) -> Decider:
        """What builds whole decisions."""
        from offerkit.evaluate.decide import Decider

        return Decider(self)

    def decide(self, offer: Offer, criteria: Criteria[Any]) -> Decision:
        """Return the verdict on *offer* with everything that led to it.

        Source:
            grammar/README.md, "Verdicts", "Score" and "Assumptions".
        """
        return self.decider.decide(offer, criteria)


def compile_criteria(checked: CheckedCriteria, schema: Schema) -> Program:
    """Return the program that decides offers by checked criteria.

    Args:
        checked: Criteria without errors.
        schema: The facts they were checked against, their own included.
    """
    return Program(checked, schema)


# --- units: how a fact's value compares with a constant in place ---------------------------------


@frozen
class _Variant:
    """One unit that a value may be stated in, and the constant in that unit."""

    test: str
    """A condition on ``{v}``; empty when there is nothing to test."""
    amount: Decimal | date | int | Fraction


@frozen
class _Line:
    """How values of a datatype lie on a line: their class, their amount, their units."""

    kind: type
    amount: str
    """The attribute that holds what is compared; empty for the value itself."""


_LINES: Final[Mapping[type, _Line]] = {
    Number: _Line(Decimal, ""),
    PercentType: _Line(Percent, ".amount"),
    MoneyType: _Line(Money, ".amount"),
    PayType: _Line(Pay, ".amount"),
    DurationType: _Line(Duration, ".amount"),
    DateType: _Line(date, ""),
}

_EXACT: Final = {"<": "<", ">": ">", "<=": "<=", ">=": ">=", "==": "=="}
_MIRRORED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "=="}
_RANGED: Final = {
    "<": ("{hi} < {k}", "{lo} >= {k}"),
    ">": ("{lo} > {k}", "{hi} <= {k}"),
    "<=": ("{hi} <= {k}", "{lo} > {k}"),
    ">=": ("{lo} >= {k}", "{hi} < {k}"),
    "==": ("{lo} == {hi} == {k}", "{hi} < {k} or {lo} > {k}"),
}
"""When a range compares true and when false with a constant."""


def _operator(core: c.Less | c.LessEqual | c.Equal) -> str:
    match core:
        case c.Less():
            return "<"
        case c.LessEqual():
            return "<="
        case c.Equal():
            return "=="


def _decimal(value: Fraction) -> Decimal | Fraction:
    """Return the number as a decimal, which compares quicker, if there is one."""
    exact = exact_decimal(value)
    return value if exact is None else exact


class _Writer:
    """Writes one function, line by line."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.world = program.world
        self.empty: Any = empty_offer(program.schema)
        self.lines: list[str] = []
        self.body: list[str] = []
        self.names: dict[str, Any] = {
            "__builtins__": {},
            "Facts": Facts,
            "world": self.world,
            "slow": _slow,
            "slow_grade": _slow_grade,
            "fold": _folded_text,
            "fold_set": _folded_set,
            "Range": Range,
            "UNKNOWN": UNKNOWN,
            "str": str,
            "frozenset": frozenset,
        }
        self.values: dict[FactPath, str] = {}
        self.groups: dict[tuple[View, str], str] = {}
        self.lets: set[int] = set()
        self.shared: dict[object, str] = {}
        self.count = 0
        self.room = MOST_IN_PLACE

    # Names and lines.

    def fresh(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def constant(self, value: object) -> str:
        """Return the name that a constant has in the generated text."""
        shared = isinstance(value, str | type | Enum)
        name = self.shared.get(value) if shared else None
        if name is None:
            name = self.fresh("k")
            self.names[name] = value
            if shared:
                self.shared[value] = name
        return name

    def put(self, depth: int, line: str) -> None:
        self.body.append(" " * (depth + 1) + line)

    def flush(self) -> None:
        """Move what was written behind the loads that it turned out to need."""
        self.lines.extend(self.body)
        self.body.clear()

    # Facts.

    def load(self, fact: FactPath) -> str:
        """Return the variable that holds a stated fact, loaded before the statement."""
        name = self.values.get(fact)
        if name is None:
            name = self.values[fact] = self.fresh("v")
            self.lines.append(f" {name} = {self._read(fact)}")
        return name

    def _read(self, fact: FactPath) -> str:
        *groups, last = fact.path.split(".")
        plain = fact.path not in self.program.schema.own and all(
            part.isidentifier() and not keyword.iskeyword(part) for part in (*groups, last)
        )
        if not plain:
            return f"{self.constant(self.world.getter(fact))}(offer)"
        return f"{self._group(fact.view, '.'.join(groups))}.{last}"

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
            # A view nobody spoke of is one in which every fact is unknown.
            self.lines.append(f" if {name} is None: {name} = {self.constant(self.empty)}")
        return name

    # Conditions.

    def prepare(self, core: c.Core) -> None:
        """Work out the truths with names that an expression refers to, in their order."""
        waiting, found = [core], set[int]()
        while waiting:
            node = waiting.pop()
            if isinstance(node, c.LetRef) and node.index not in found | self.lets:
                found.add(node.index)
                waiting.append(self.world.lets[node.index])
            waiting.extend(c.children(node))
        for index in sorted(found):
            self.lets.add(index)
            value = self.world.lets[index]
            if isinstance(datatype_of(value), YesNo):
                self.truth(value, f"l{index}", 0)
                self.flush()

    def resolved(self, core: c.Core) -> c.Core:
        """Return an operand with names that only stand for a fact or a constant followed."""
        while isinstance(core, c.LetRef) and not isinstance(core.datatype, YesNo):
            core = self.world.lets[core.index]
        return core

    def truth(self, core: c.Core, target: str, depth: int) -> None:
        """Write lines that set *target* to the truth of a condition."""
        match core:
            case c.Constant(value=value):
                self.put(depth, f"{target} = {_TRUE if value else _FALSE}")
            case c.LetRef(index=index):
                self.put(depth, f"{target} = l{index}")
            case c.Not(operand=operand):
                self.truth(operand, target, depth)
                self.put(depth, f"{target} = 2 - {target}")
            case c.And(operands=operands) | c.Or(operands=operands) if self.room < len(operands):
                self._slow(core, target, depth)
            case c.And(operands=operands):
                self._operands(operands, target, depth, f"if {target}:", "<")
            case c.Or(operands=operands):
                self._operands(operands, target, depth, f"if {target} != 2:", ">")
            case _:
                if not self._in_place(core, target, depth):
                    self._slow(core, target, depth)

    def _operands(
        self, operands: tuple[c.Core, ...], target: str, depth: int, going: str, wins: str
    ) -> None:
        self.truth(operands[0], target, depth)
        other = self.fresh("t")
        for operand in operands[1:]:
            self.put(depth, going)
            self.truth(operand, other, depth + 1)
            self.put(depth + 1, f"if {other} {wins} {target}: {target} = {other}")

    def _facts(self, depth: int) -> None:
        self.put(depth, "if e is None: e = Facts(world, offer)")

    def _slow(self, core: c.Core, target: str, depth: int) -> None:
        self._facts(depth)
        self.put(depth, f"{target} = slow({self.constant(core)}, e)")

    def _in_place(self, core: c.Core, target: str, depth: int) -> bool:
        """Write the comparison of exactly known values in place, if there is a way to."""
        self.room -= 1
        if self.room < 0:
            return False
        atom = _Atom(self, core, target, depth)
        match core:
            case c.FactRef(fact=fact) if self.is_stated(fact):
                return atom.yes_no(fact)
            case c.Less(left=left, right=right) | c.LessEqual(left=left, right=right):
                return atom.on_a_line(self.resolved(left), self.resolved(right), _operator(core))
            case c.Equal(left=left, right=right):
                return atom.equal(self.resolved(left), self.resolved(right))
            case c.Member(item=left, container=right):
                return atom.member(self.resolved(left), self.resolved(right))
            case c.Overlaps(left=left, right=right):
                return atom.sets(
                    self.resolved(left), self.resolved(right), "0 if {}.isdisjoint({}) else 2"
                )
            case c.Within(left=left, right=right):
                return atom.sets(self.resolved(left), self.resolved(right), "2 if {} <= {} else 0")
            case _:
                return False

    def is_stated(self, fact: FactPath) -> bool:
        return not self.program.schema.facts[fact.path].derived

    def when_unknown(self, core: c.Core, *facts: FactPath) -> int | None:
        """Return the truth where nobody states *facts*; None when it takes other facts too."""
        tracing = Tracing(self.world, self.empty)
        truth = _slow(core, tracing)
        return truth if tracing.read <= set(facts) else None

    # Preferences.

    def grade(self, preference: CheckedPreference, target: str) -> None:
        """Write lines that set *target* to the ends of a grade."""
        subject = self.resolved(preference.subject)
        fact = subject.fact if isinstance(subject, c.FactRef) else None
        depth = 0
        if fact is not None and self.is_stated(fact):
            depth = self._grade_in_place(preference, subject, self.load(fact), target)
        self._facts(depth)
        self.put(depth, f"{target} = slow_grade({self.constant(preference)}, e)")

    def _grade_in_place(
        self, preference: CheckedPreference, subject: c.Core, value: str, target: str
    ) -> int:
        """Write the grade of an exactly known value; return how deep the rest is."""
        datatype = datatype_of(subject)
        if isinstance(datatype, OrdinalType):
            worst, best = (base_of_constant(end) for end in (preference.worst, preference.best))
            table = tuple(
                _ends(_clamped(Fraction(rank), worst, best))
                for rank in range(len(datatype.scale.levels))
            )
            self.put(0, f"if {value}.__class__ is {self.constant(self.level_class(subject))}:")
            self.put(1, f"{target} = {self.constant(table)}[{value}.rank]")
        else:
            self._line_grade(preference, subject, value, target)
        unknown = self._grade_when_unknown(preference, subject)
        if unknown is not None:
            self.put(0, f"elif {value} is UNKNOWN: {target} = {self.constant(unknown)}")
        self.put(0, "else:")
        return 1

    def _grade_when_unknown(
        self, preference: CheckedPreference, subject: c.Core
    ) -> tuple[int, int, int, int] | None:
        tracing = Tracing(self.world, self.empty)
        found = _slow_grade(preference, tracing)
        assert isinstance(subject, c.FactRef)
        return found if tracing.read <= {subject.fact} else None

    def _line_grade(
        self, preference: CheckedPreference, subject: c.Core, value: str, target: str
    ) -> None:
        line = _LINES[type(datatype_of(subject))]
        worst = {v.test: v.amount for v in self.variants(preference.worst)}
        best = {v.test: v.amount for v in self.variants(preference.best)}
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

    def level_class(self, ref: c.Core) -> type:
        """Return the class of the levels that a fact holds."""
        assert isinstance(ref, c.FactRef)
        ordinal = self.program.schema.facts[ref.fact.path].ordinal
        return Level if ordinal is None else ordinal

    def variants(self, core: c.Core) -> list[_Variant]:
        """Return a constant in every unit in which it can be compared in place."""
        if isinstance(core, c.Constant) and isinstance(core.value, date):
            return [_Variant("", core.value)]
        amount = amount_of(core)
        if amount is None:
            return []
        match datatype_of(core):
            case PayType():
                return self._pay_variants(amount.value, amount.unit)
            case MoneyType():
                currency = self.constant(getattr(amount.unit, "currency", None))
                return [_Variant(f"{{v}}.currency == {currency}", _decimal(amount.value))]
            case DurationType() if isinstance(amount.unit, DurationUnit):
                return self._duration_variants(amount.value, amount.unit)
            case _:
                return [_Variant("", _decimal(amount.value))]

    def _pay_variants(self, value: Fraction, unit: Any) -> list[_Variant]:
        currency = f"{{v}}.currency == {self.constant(unit.currency)}"
        if unit.per not in PER_YEAR:
            same = f"{{v}}.per is {self.constant(unit.per)} and {currency}"
            return [_Variant(same, _decimal(value))]
        periods = sorted(PER_YEAR, key=lambda period: period is not unit.per)
        return [
            _Variant(
                f"{{v}}.per is {self.constant(period)} and {currency}",
                _decimal(value * PER_YEAR[unit.per] / PER_YEAR[period]),
            )
            for period in periods
        ]

    def _duration_variants(self, value: Fraction, unit: DurationUnit) -> list[_Variant]:
        base = value * _in_base(unit)
        clock = unit.family is DurationFamily.CLOCK
        units = [one for one in DurationUnit if (one.family is DurationFamily.CLOCK) is clock]
        units.sort(key=lambda one: one is not unit)
        return [
            _Variant(f"{{v}}.unit is {self.constant(one)}", _decimal(base / _in_base(one)))
            for one in units
        ]

    # Whole functions.

    def statements(self) -> Iterator[tuple[int, c.CheckedStatement]]:
        """Yield dealbreakers first, so that a true one ends the work; then the others."""
        numbered = list(enumerate(self.program.statements))
        yield from (pair for pair in numbered if _is_breaker(pair[1]))
        yield from (pair for pair in numbered if not _is_breaker(pair[1]))

    def counter(self) -> None:
        """Write whether it is a counter-offer, where that has a bearing."""
        if any(isinstance(s, CheckedLeaving) for s in self.program.statements):
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
        for number, statement in self.statements():
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
                self._rule(statement)
            self.flush()
        self._score(grades)
        self._end()
        self.flush()
        return "\n".join(self.lines)

    def _break(self, depth: int) -> None:
        self.put(depth, "if t == 2: return DECLINE")
        self.put(depth, "if t: wide = 1")

    def _rule(self, rule: CheckedRule) -> None:
        if rule.kind is RuleKind.DEALBREAKER:
            self._break(0)
        else:
            self._weigh(rule, "t")

    def _weigh(self, rule: CheckedRule, truth: str) -> None:
        sure = _TRUE if rule.kind is RuleKind.PRO else _FALSE
        self.put(0, f"if {truth} == {sure}:")
        self.put(1, f"lo += {rule.weight}")
        self.put(1, f"hi += {rule.weight}")
        self.put(0, f"elif {truth} == {_OPEN}: hi += {rule.weight}")

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
        weights = total_weight(self.program.statements)
        for end in ("hi", "lo"):
            self.put(0, f"grade_{end} = {self._grade_of(end, weights)}")
            if end == "hi":
                self.put(0, "if wide: return FIND_OUT if grade_hi else DECLINE")
        self.put(0, "if grade_hi != grade_lo: return FIND_OUT")
        self.put(0, "return ACCEPT if grade_hi == 2 else CONSIDER if grade_hi else DECLINE")

    def _grade_of(self, end: str, weights: int) -> str:
        if not weights:
            return "1"
        checked = self.program.checked
        accept, decline = checked.accept_at, checked.decline_below
        written = "1"
        if accept is not None:
            p, q = (Fraction(accept) * HUNDREDTH * weights).as_integer_ratio()
            written = f"2 if {end} * {q} >= {p} * dn else {written}"
        if decline is not None:
            p, q = (Fraction(decline) * HUNDREDTH * weights).as_integer_ratio()
            written = f"0 if {end} * {q} < {p} * dn else {written}"
        return written

    def survey(self) -> str:
        """Return the source of the function from an offer to all a decision is made from."""
        self.lines += ["def run(offer):", " e = None", " worst = 0"]
        self.counter()
        truths: dict[int, str] = {}
        grades: list[tuple[str, int]] = []
        self.lines.append(" lo = hi = 0")
        for number, statement in enumerate(self.program.statements):
            self.prepare(condition_of(statement))
            if isinstance(statement, CheckedPreference):
                self.grade(statement, f"p{number}")
                grades.append((f"p{number}", statement.weight))
                truths[number] = "0"
            else:
                truths[number] = f"s{number}"
                self.truth(statement.condition, f"s{number}", 0)
                self._survey_rule(statement, f"s{number}")
            for fact in self.read_by(statement):
                self.load(fact)
            self.flush()
        self._score(grades)
        values = "".join(f"{name}, " for name in self.values.values())
        graded = "".join(f"{name}, " for name, _ in grades)
        said = "".join(f"{truth}, " for truth in truths.values())
        self.put(0, f"return e, ({values}), ({said}), ({graded}), counter, worst, lo, hi, dn")
        self.flush()
        return "\n".join(self.lines)

    def read_by(self, statement: c.CheckedStatement) -> Iterator[FactPath]:
        """Yield the stated facts that a statement refers to."""
        found = facts_of(self.world.lets, condition_of(statement))
        return (fact for fact in found if self.is_stated(fact))

    def _survey_rule(self, statement: CheckedRule | CheckedLeaving, truth: str) -> None:
        if isinstance(statement, CheckedLeaving):
            self.put(0, f"t = 2 - {truth}")
            self.put(0, "if t > counter: t = counter")
            self.put(0, "if t > worst: worst = t")
        elif statement.kind is RuleKind.DEALBREAKER:
            self.put(0, f"if {truth} > worst: worst = {truth}")
        elif statement.kind is not RuleKind.CAUTION:
            self._weigh(statement, truth)


def _is_breaker(statement: c.CheckedStatement) -> bool:
    return isinstance(statement, CheckedLeaving) or (
        isinstance(statement, CheckedRule) and statement.kind is RuleKind.DEALBREAKER
    )


def _in_base(unit: DurationUnit) -> Fraction:
    """Return how many base units of the reference semantics one *unit* is."""
    months = unit.family is DurationFamily.MONTHS
    return Fraction(unit.factor) * (DAYS_A_MONTH if months else 1)


def base_of_constant(core: c.Constant) -> Fraction:
    """Return a constant quantity or level in its base unit."""
    if isinstance(core.value, Fraction):
        return core.value
    if isinstance(core.value, frozenset):
        raise TypeError(f"not a quantity: {core.value}")
    return base_of(core.value)


def _clamped(value: Fraction, worst: Fraction, best: Fraction) -> Fraction:
    return max(Fraction(0), min(Fraction(1), (value - worst) / (best - worst)))


def _ends(value: Fraction) -> tuple[int, int, int, int]:
    return (*value.as_integer_ratio(), *value.as_integer_ratio())


def empty_offer(schema: Schema) -> Any:
    """Return what stands for an offer, or a view of one, of which nobody has said anything."""
    root = SimpleNamespace(promised=None, current=None, own={}, sources={})
    for path, info in schema.facts.items():
        if info.derived or path in schema.own:
            continue
        *groups, last = path.split(".")
        place = root
        for group in groups:
            if not hasattr(place, group):
                setattr(place, group, SimpleNamespace())
            place = getattr(place, group)
        setattr(place, last, UNKNOWN)
    return root


# --- comparisons in place ------------------------------------------------------------------------


@frozen
class _Atom:
    """One comparison, written in place for exactly known values, else left to the reference."""

    writer: _Writer
    core: c.Core
    target: str
    depth: int

    def put(self, deeper: int, line: str) -> None:
        self.writer.put(self.depth + deeper, line)

    def otherwise(self) -> None:
        """Write the branch for everything that is not compared in place."""
        self.put(0, "else:")
        self.writer._slow(self.core, self.target, self.depth + 1)

    def unknown(self, value: str, fact: FactPath) -> None:
        """Write the branch for a single fact that nobody states, if nothing else matters."""
        truth = self.writer.when_unknown(self.core, fact)
        if truth is not None:
            self.put(0, f"elif {value} is UNKNOWN: {self.target} = {truth}")

    def stated(self, core: c.Core) -> FactPath | None:
        """Return the fact an operand is, if it is one that offers state."""
        if isinstance(core, c.FactRef) and self.writer.is_stated(core.fact):
            return core.fact
        return None

    def yes_no(self, fact: FactPath) -> bool:
        value = self.writer.load(fact)
        self.put(0, f"if {value} is True: {self.target} = 2")
        self.put(0, f"elif {value} is False: {self.target} = 0")
        self.unknown(value, fact)
        self.otherwise()
        return True

    # Quantities and levels.

    def on_a_line(self, left: c.Core, right: c.Core, operator: str) -> bool:
        one, other = self.stated(left), self.stated(right)
        if one is not None and other is not None:
            return self._two_facts(left, right, operator, (one, other))
        if one is not None:
            return self._fact_and_constant(left, one, right, operator)
        if other is not None:
            return self._fact_and_constant(right, other, left, _MIRRORED[operator])
        return False

    def _fact_and_constant(
        self, ref: c.Core, fact: FactPath, constant: c.Core, operator: str
    ) -> bool:
        datatype = datatype_of(ref)
        if isinstance(datatype, OrdinalType):
            if not isinstance(constant, c.Constant):
                return False
            rank = int(base_of_constant(constant))
            self._variants(fact, self.writer.level_class(ref), ".rank", [("", str(rank))], operator)
            return True
        line = _LINES.get(type(datatype))
        found = self.writer.variants(constant)
        if line is None or not found:
            return False
        named = [(v.test, self.writer.constant(v.amount)) for v in found]
        self._variants(fact, line.kind, line.amount, named, operator)
        return True

    def _variants(
        self,
        fact: FactPath,
        kind: type,
        amount: str,
        variants: list[tuple[str, str]],
        operator: str,
    ) -> None:
        """Write a comparison with a constant: of a single value, of a range, of no value."""
        value = self.writer.load(fact)
        class_ = self.writer.constant(kind)
        low, high = self.writer.fresh("a"), self.writer.fresh("b")
        self.put(0, f"if {value}.__class__ is {class_}:")
        self._cases(value, variants, lambda k: f"2 if {value}{amount} {operator} {k} else 0")
        self.unknown(value, fact)
        self.put(0, f"elif {value}.__class__ is Range:")
        self.put(1, f"{low} = {value}.low; {high} = {value}.high")
        ends = {"lo": f"{low}{amount}", "hi": f"{high}{amount}"}
        true, false = _RANGED[operator]
        self._cases(
            low,
            variants,
            lambda k: (
                f"2 if {true.format(k=k, **ends)} else 0 if {false.format(k=k, **ends)} else 1"
            ),
        )
        self.otherwise()

    def _cases(
        self, value: str, variants: list[tuple[str, str]], result: Callable[[str], str]
    ) -> None:
        if not variants[0][0]:
            self.put(1, f"{self.target} = {result(variants[0][1])}")
            return
        for number, (test, constant) in enumerate(variants):
            word = "elif" if number else "if"
            self.put(1, f"{word} {test.format(v=value)}: {self.target} = {result(constant)}")
        self.put(1, "else:")
        self.writer._slow(self.core, self.target, self.depth + 2)

    def _two_facts(
        self, left: c.Core, right: c.Core, operator: str, facts: tuple[FactPath, FactPath]
    ) -> bool:
        datatype = datatype_of(left)
        if isinstance(datatype, OrdinalType):
            kinds = [self.writer.level_class(ref) for ref in (left, right)]
            amount, units = ".rank", ""
        elif type(datatype) in _LINES and type(datatype) is type(datatype_of(right)):
            line = _LINES[type(datatype)]
            kinds, amount, units = [line.kind] * 2, line.amount, _SAME_UNIT[type(datatype)]
        else:
            return False
        a, b = (self.writer.load(fact) for fact in facts)
        classes = [self.writer.constant(kind) for kind in kinds]
        known = [f"{value}.__class__ is {k}" for value, k in zip((a, b), classes, strict=True)]
        self.put(0, f"if {known[0]} and {known[1]}{units.format(a=a, b=b)}:")
        self.put(1, f"{self.target} = 2 if {a}{amount} {operator} {b}{amount} else 0")
        self._both_unknown((a, b), facts)
        if not isinstance(datatype, OrdinalType | DateType):
            self._one_unknown((a, b), known, facts, amount)
        self.otherwise()
        return True

    def _both_unknown(self, values: tuple[str, str], facts: tuple[FactPath, FactPath]) -> None:
        truth = self.writer.when_unknown(self.core, *facts)
        if truth is not None:
            a, b = values
            self.put(0, f"elif {a} is UNKNOWN and {b} is UNKNOWN: {self.target} = {truth}")

    def _one_unknown(
        self,
        values: tuple[str, str],
        known: list[str],
        facts: tuple[FactPath, FactPath],
        amount: str,
    ) -> None:
        """Write that an amount above 0 compares unknown with one that may be anything from 0."""
        for mine, other in ((0, 1), (1, 0)):
            info = self.writer.program.schema.facts[facts[other].path]
            free = info.bounds.low == 0 and info.bounds.high is None
            if free and facts[other] not in self.writer.world.assumptions:
                self.put(
                    0,
                    f"elif {values[other]} is UNKNOWN and {known[mine]} "
                    f"and {values[mine]}{amount} > 0: {self.target} = 1",
                )

    # Texts and sets.

    def equal(self, left: c.Core, right: c.Core) -> bool:
        match datatype_of(left):
            case YesNo():
                return False
            case TextType():
                return self._texts(left, right)
            case _:
                return self.on_a_line(left, right, "==")

    def _texts(self, left: c.Core, right: c.Core) -> bool:
        one, other = self.stated(left), self.stated(right)
        if one is not None and other is not None:
            a, b = self.writer.load(one), self.writer.load(other)
            self.put(0, f"if {a}.__class__ is str and {b}.__class__ is str:")
            self.put(1, f"{self.target} = 2 if {a} == {b} or fold({a}) == fold({b}) else 0")
            if not {one, other} & set(self.writer.world.assumptions):
                self.put(0, f"elif {a} is UNKNOWN or {b} is UNKNOWN: {self.target} = 1")
            self.otherwise()
            return True
        fact, constant = (one, right) if one is not None else (other, left)
        if (
            fact is None
            or not isinstance(constant, c.Constant)
            or not isinstance(constant.value, str)
        ):
            return False
        value = self.writer.load(fact)
        text = self.writer.constant(fold(constant.value))
        self.put(0, f"if {value}.__class__ is str:")
        self.put(1, f"{self.target} = 2 if {value} == {text} or fold({value}) == {text} else 0")
        self.unknown(value, fact)
        self.otherwise()
        return True

    def member(self, item: c.Core, container: c.Core) -> bool:
        text, texts = self.stated(item), self.stated(container)
        if text is not None and isinstance(container, c.Constant):
            value, kind, test = self.writer.load(text), "str", "2 if fold({}) in {} else 0"
            folded = self._folded(container)
            known = test.format(value, folded)
            fact = text
        elif texts is not None and isinstance(item, c.Constant) and isinstance(item.value, str):
            value, kind = self.writer.load(texts), "frozenset"
            known = f"2 if {self.writer.constant(fold(item.value))} in fold_set({value}) else 0"
            fact = texts
        else:
            return False
        self.put(0, f"if {value}.__class__ is {kind}: {self.target} = {known}")
        self.unknown(value, fact)
        self.otherwise()
        return True

    def _folded(self, core: c.Constant) -> str:
        assert isinstance(core.value, frozenset)
        return self.writer.constant(_folded_set(core.value))

    def sets(self, left: c.Core, right: c.Core, relation: str) -> bool:
        """Write a relation of two sets of which at least one is a fact."""
        sides: list[str] = []
        known: list[str] = []
        facts: list[FactPath] = []
        for side in (left, right):
            fact = self.stated(side)
            if fact is not None and isinstance(datatype_of(side), TextSetType):
                value = self.writer.load(fact)
                facts.append(fact)
                known.append(f"{value}.__class__ is frozenset")
                sides.append(f"fold_set({value})")
            elif isinstance(side, c.Constant):
                sides.append(self._folded(side))
            else:
                return False
        if not facts:
            return False
        self.put(0, f"if {' and '.join(known)}: {self.target} = {relation.format(*sides)}")
        if len(facts) == 1:
            self.unknown(self.writer.load(facts[0]), facts[0])
        self.otherwise()
        return True


_SAME_UNIT: Final[Mapping[type, str]] = {
    Number: "",
    PercentType: "",
    MoneyType: " and {a}.currency == {b}.currency",
    PayType: " and {a}.per is {b}.per and {a}.currency == {b}.currency",
    DurationType: " and {a}.unit is {b}.unit",
    DateType: "",
}
