"""What to ask for, on larger files, against an optimizer that knows nothing of offerkit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest
from attrs import field, frozen
from hypothesis import event, given
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from offerkit.advise.negotiate.models import NegotiationOutcome
from offerkit.criteria import parse_criteria
from offerkit.evaluate.verdict import Verdict
from offerkit.model.facts import EquityFacts
from offerkit.model.offer import Offer, with_facts
from offerkit.scales import Frequency, Quality
from offerkit.values import FactValue, Pay, Period

z3 = pytest.importorskip("z3")

AMOUNTS: Final = ("pay.base", "pay.commission", "benefits.learning", "equity.refresh")
LEVELS: Final = {
    "manager.mentoring": Frequency,
    "clients.contact": Frequency,
    "growth.path": Quality,
    "benefits.health": Quality,
}
TRUTHS: Final = ("visa.sponsored", "leave.sabbatical", "contract.monitoring", "pay.overtime_paid")
PATHS: Final = (*AMOUNTS, *LEVELS, *TRUTHS)
TOP: Final = 60


@frozen
class Atom:
    """A comparison in the words of criteria, and what it says to the optimizer."""

    text: str
    paths: tuple[str, ...]
    relation: str
    bound: int

    def holds(self, variables: dict[str, Any]) -> Any:
        if self.relation == "is":
            return variables[self.paths[0]]
        left = sum(variables[path] for path in self.paths)
        return left >= self.bound if self.relation == ">=" else left <= self.bound


@frozen
class Rule:
    keyword: str
    atoms: tuple[Atom, ...]
    joiner: str
    negated: bool
    weight: int

    @property
    def text(self) -> str:
        condition = f" {self.joiner} ".join(atom.text for atom in self.atoms)
        weight = "" if self.keyword == "dealbreaker" else f" weight {self.weight}"
        return f"{self.keyword} {'unless' if self.negated else 'if'} {condition}{weight}"

    def holds(self, variables: dict[str, Any]) -> Any:
        parts = [atom.holds(variables) for atom in self.atoms]
        truth = z3.And(parts) if self.joiner == "and" else z3.Or(parts)
        return z3.Not(truth) if self.negated else truth


@frozen
class Preference:
    path: str
    worst: int
    best: int
    weight: int

    @property
    def text(self) -> str:
        ends = f"from {self.worst}k to {self.best}k USD per year"
        return f"prefer {self.path} {ends} weight {self.weight}"

    def value(self, variables: dict[str, Any]) -> Any:
        at = (variables[self.path] - self.worst) / Fraction(self.best - self.worst)
        return z3.If(at <= 0, z3.RealVal(0), z3.If(at >= 1, z3.RealVal(1), at))


@frozen
class Problem:
    rules: tuple[Rule, ...]
    preferences: tuple[Preference, ...]
    present: dict[str, Any] = field(eq=False)
    costs: dict[str, int] = field(eq=False)
    accept: int

    @property
    def text(self) -> str:
        lines = [rule.text for rule in self.rules] + [p.text for p in self.preferences]
        lines += [f"negotiable {path} {_limit(path)} effort {c}" for path, c in self.costs.items()]
        weighed = any(not line.startswith(("dealbreaker", "negotiable")) for line in lines)
        return "\n".join([*lines, *([f"accept at {self.accept}%"] if weighed else [])])

    @property
    def sums(self) -> set[Atom]:
        """The comparisons in which two facts meet."""
        return {atom for rule in self.rules for atom in rule.atoms if len(atom.paths) > 1}

    @property
    def offer(self) -> Offer:
        # A refresh hangs on the kind of equity, and the optimizer knows of no gates.
        grant = Offer(equity=EquityFacts(kind="rsu"))
        return with_facts(grant, {path: fact(path, v) for path, v in self.present.items()})

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        printer.text(f"{self.text}\n---\n{self.present}")


def fact(path: str, value: Any) -> FactValue:
    if path in AMOUNTS:
        return Pay(Decimal(1000 * value), "USD", Period.YEAR)
    return list(LEVELS[path])[value] if path in LEVELS else bool(value)


def _limit(path: str) -> str:
    if path in AMOUNTS:
        return f"up to {TOP}k USD per year"
    return f"up to {list(LEVELS[path])[3].level}" if path in LEVELS else ""


@st.composite
def _atoms(draw: st.DrawFn) -> Atom:
    path = draw(st.sampled_from(PATHS))
    if path in TRUTHS:
        return Atom(path, (path,), "is", 0)
    relation = draw(st.sampled_from((">=", ">=", "<=")))
    if path in LEVELS:
        bound = draw(st.integers(1, 3))
        return Atom(
            f"{path} {relation} {list(LEVELS[path])[bound].level}", (path,), relation, bound
        )
    paths: tuple[str, ...] = (path,)
    if draw(st.integers(0, 3)) == 0:
        paths = (path, draw(st.sampled_from([p for p in AMOUNTS if p != path])))
    bound = draw(st.integers(5, TOP))
    return Atom(f"{' + '.join(paths)} {relation} {bound}k USD per year", paths, relation, bound)


@st.composite
def _rules(draw: st.DrawFn) -> Rule:
    atoms = draw(st.lists(_atoms(), min_size=1, max_size=2))
    return Rule(
        draw(st.sampled_from(("dealbreaker", "pro", "pro", "pro", "con"))),
        tuple(atoms),
        draw(st.sampled_from(("and", "or"))),
        draw(st.booleans()),
        draw(st.integers(1, 4)),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    rules = draw(st.lists(_rules(), min_size=4, max_size=10, unique_by=lambda rule: rule.text))
    preferences = []
    for path in draw(st.lists(st.sampled_from(AMOUNTS), max_size=2, unique=True)):
        worst, best = draw(st.sampled_from(((0, 20), (30, 55), (50, 10))))
        preferences.append(Preference(path, worst, best, draw(st.integers(1, 4))))
    present = {path: draw(st.integers(0, 40)) for path in AMOUNTS}
    present |= {path: draw(st.integers(0, 2)) for path in LEVELS}
    present |= {path: draw(st.booleans()) for path in TRUTHS}
    used = sorted(
        {path for rule in rules for atom in rule.atoms for path in atom.paths}
        | {preference.path for preference in preferences}
    )
    paths = draw(st.lists(st.sampled_from(used), min_size=1, unique=True))
    costs = {path: draw(st.integers(1, 5)) for path in paths}
    accept = draw(st.integers(40, 95))
    return Problem(tuple(rules), tuple(preferences), present, costs, accept)


def least_cost(problem: Problem) -> int | None:
    """Return what the optimizer finds to be the least cost of accepting, or None."""
    solver, variables, cost = z3.Optimize(), dict[str, Any](), z3.IntVal(0)
    for path, present in problem.present.items():
        kind = z3.Bool if path in TRUTHS else z3.Real if path in AMOUNTS else z3.Int
        variable = variables[path] = kind(path)
        if path not in problem.costs:
            solver.add(variable == present)
            continue
        if path not in TRUTHS:
            solver.add(variable >= present, variable <= max(present, TOP if path in AMOUNTS else 3))
        cost = cost + z3.If(variable == present, 0, problem.costs[path])
    total, weights = z3.RealVal(0), 0
    for rule in problem.rules:
        holds = rule.holds(variables)
        if rule.keyword == "dealbreaker":
            solver.add(z3.Not(holds))
            continue
        weights += rule.weight
        total = total + z3.If(holds if rule.keyword == "pro" else z3.Not(holds), rule.weight, 0)
    for preference in problem.preferences:
        weights += preference.weight
        total = total + preference.weight * preference.value(variables)
    if weights == 0:
        return None
    solver.add(total * 100 >= problem.accept * weights)
    least = solver.minimize(cost)
    if solver.check() == z3.unsat:
        return None
    return int(solver.lower(least).as_long())


@given(problems())
def test_the_same_least_cost(problem: Problem) -> None:
    """Of levels, truths, amounts, sums of amounts and preferences together."""
    found = parse_criteria(problem.text).decide(problem.offer).negotiate(Verdict.ACCEPT)
    best = least_cost(problem)
    event(f"outcome: {found.outcome.value}")
    event(f"cost: {best if best is None else min(best, 6)}")
    if found.outcome is NegotiationOutcome.NOT_SETTLED:
        # It found the least cost all the same, and could not prove it.
        assert len(problem.sums) > 1
        assert {ask.effort for ask in found.asks} == ({best} if best is not None else set())
    elif best is None:
        assert found.outcome is NegotiationOutcome.OUT_OF_REACH
    elif best == 0:
        assert found.outcome is NegotiationOutcome.NOTHING_TO_ASK
    else:
        assert found.outcome is NegotiationOutcome.FOUND
        assert {ask.effort for ask in found.asks} == {best}
