"""Criteria and what z3 says of them: the oracle for everything that cells conclude.

python -m tests.oracle 2000    as many generated sets of criteria; says on how many both agreed
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import permutations
from random import Random
from typing import Any, Final

import z3
from attrs import field, frozen

from offerkit.advise.examine.analysis import Examination
from offerkit.advise.examine.models import Relation, RemarkKind
from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate.verdict import ORDERED
from offerkit.model.offer import Offer

FALSE, NEITHER, TRUE = range(3)
NUMBERS: Final = {"team.size": (0, None), "leave.days": (0, 366), "commute.time": (0, 720)}
LEVELS: Final = {
    "work.interest": ("terrible", "poor", "fair", "good", "great"),
    "manager.mentoring": ("never", "rarely", "sometimes", "often", "always"),
    "remote.policy": ("onsite", "hybrid", "remote"),
}
TRUTHS: Final = ("company.profitable", "location.near_family")
TEXTS: Final = {"contract.kind": ("permanent", "fixed_term", "contractor"), "location.city": None}
CITIES: Final = ("Oslo", "Bergen", "Turku")
KINDS: Final = (
    "permanent",
    "fixed_term",
    "contractor",
    "temporary",
    "internship",
    "freelance",
)
RELATIONS: Final = ("<", "<=", ">", ">=", "=", "!=")


def _number(path: str) -> str:
    return " min" if path == "commute.time" else ""


@frozen
class Written:
    """A condition as text, and as a term of z3 that is 0, 1 or 2: false, does not apply, true."""

    text: str
    term: Any


@frozen
class World:
    """What z3 knows of an offer."""

    solver: Any
    variables: dict[str, Any] = field(factory=dict)

    @classmethod
    def new(cls) -> World:
        """Return every offer that can be."""
        world = cls(z3.Solver())
        for path, (low, high) in NUMBERS.items():
            number = world.variables[path] = z3.Real(path)
            world.solver.add(number >= low, *([] if high is None else [number <= high]))
        for path, levels in LEVELS.items():
            level = world.variables[path] = z3.Int(path)
            world.solver.add(level >= 0, level < len(levels))
        for path in TRUTHS:
            world.variables[path] = z3.Bool(path)
        for path in TEXTS:
            text = world.variables[path] = z3.Int(path)
            world.solver.add(text >= 0, text < (len(KINDS) if path == "contract.kind" else 4))
        world.variables["manager"] = z3.Bool("manager")
        # Nobody travels to a job that is done from elsewhere.
        policy, way = world.variables["remote.policy"], world.variables["commute.time"]
        world.solver.add(z3.Implies(policy == 2, way == 0))
        return world

    def is_possible(self, *conditions: Any) -> bool:
        """Return whether there is an offer of which all conditions hold."""
        self.solver.push()
        self.solver.add(*conditions)
        found = self.solver.check()
        self.solver.pop()
        assert found == z3.sat or found == z3.unsat
        return bool(found == z3.sat)


def _truth(condition: Any) -> Any:
    return z3.If(condition, TRUE, FALSE)


class Writer:
    """Writes criteria at random, and their meaning for z3."""

    def __init__(self, seed: object, world: World | None = None) -> None:
        self.chance, self.world = Random(repr(seed)), world or World.new()

    def atom(self) -> Written:
        """Return a comparison of a fact with constants, or a fact that is a condition."""
        chance, variables = self.chance, self.world.variables
        match chance.randrange(4):
            case 0 | 1:
                path = chance.choice([*NUMBERS, *LEVELS])
                relation, variable = chance.choice(RELATIONS), variables[path]
                if path in NUMBERS:
                    place: Any = chance.choice((0, 3, 5, 20, 45))
                    written = f"{place}{_number(path)}"
                else:
                    place = chance.randrange(len(LEVELS[path]))
                    written = LEVELS[path][place]
                holds = {
                    "<": variable < place,
                    "<=": variable <= place,
                    ">": variable > place,
                    ">=": variable >= place,
                    "=": variable == place,
                    "!=": variable != place,
                }[relation]
                term = _truth(holds)
                if path.startswith("manager"):
                    term = z3.If(variables["manager"], term, NEITHER)
                return Written(f"{path} {relation} {written}", term)
            case 2:
                path = chance.choice(TRUTHS)
                return Written(path, _truth(variables[path]))
            case _:
                path = chance.choice([*TEXTS])
                names = KINDS if path == "contract.kind" else CITIES
                chosen = chance.sample(range(len(names)), chance.randrange(1, 3))
                texts = ", ".join(f'"{names[at]}"' for at in chosen)
                inside = z3.Or(*(variables[path] == at for at in chosen))
                return Written(f"{path} in {{{texts}}}", _truth(inside))

    def condition(self, depth: int) -> Written:
        """Return a condition with at most so many operators inside each other."""
        chance = self.chance
        if depth == 0 or chance.random() < 0.3:
            return self.atom()
        kind = chance.choice(("and", "or", "not", "count"))
        if kind == "not":
            part = self.condition(depth - 1)
            return Written(f"not ({part.text})", 2 - part.term)
        parts = [self.condition(depth - 1) for _ in range(chance.randrange(2, 4))]
        if kind == "count":
            least = chance.randrange(1, len(parts) + 1)
            text = f"at least {least} of ({', '.join(part.text for part in parts)})"
            true = z3.Sum([z3.If(part.term == TRUE, 1, 0) for part in parts])
            applies = z3.Or(*(part.term != NEITHER for part in parts))
            return Written(text, z3.If(applies, _truth(true >= least), NEITHER))
        whole = parts[0].term
        for part in parts[1:]:
            less = whole <= part.term
            pair = (whole, part.term) if kind == "and" else (part.term, whole)
            whole = z3.If(less, *pair)
        return Written(f" {kind} ".join(f"({part.text})" for part in parts), whole)


@frozen
class Sample:
    """Generated criteria, and the terms of their statements and of their verdict."""

    text: str
    criteria: Criteria[Offer]
    world: World
    rules: tuple[tuple[str, str, Any], ...]
    """Kind, label and condition of each rule."""
    rank: Any
    """The rank of the verdict."""


def sample(seed: object, world: World | None = None) -> Sample:
    """Return criteria made of a seed, about the offers of a world if there is one."""
    writer = Writer(seed, world)
    chance = writer.chance
    lines, rules, total, whole, ruled_out = [], [], [], [], []
    for number in range(chance.randrange(1, 6)):
        kind = chance.choice(("dealbreaker", "pro", "con", "caution"))
        written = writer.condition(2)
        label = f"rule {number}"
        weight = chance.randrange(1, 4)
        ends = f" weight {weight}" if kind in {"pro", "con"} else ""
        lines.append(f'{kind} "{label}" if {written.text}{ends}')
        rules.append((kind, label, written.term))
        if kind == "dealbreaker":
            ruled_out.append(written.term == TRUE)
        if ends:
            good = TRUE if kind == "pro" else FALSE
            total.append(z3.If(written.term == good, weight, 0))
            whole.append(z3.If(written.term == NEITHER, 0, weight))
    below, accept = sorted(chance.sample(range(10, 100, 10), 2))
    thresholds = chance.choice(((below, accept), (None, accept), (below, None), (None, None)))
    grade: Any = z3.IntVal(1)
    if whole:
        score, weights = z3.Sum(total), z3.Sum(whole)
        if thresholds[1] is not None:
            lines.append(f"accept at {thresholds[1]}%")
            grade = z3.If(100 * score >= thresholds[1] * weights, 2, grade)
        if thresholds[0] is not None:
            lines.append(f"decline below {thresholds[0]}%")
            grade = z3.If(100 * score < thresholds[0] * weights, 0, grade)
        grade = z3.If(weights == 0, 1, grade)
    rank = z3.If(z3.Or(*ruled_out), 0, grade)
    text = "\n".join(lines) + "\n"
    return Sample(text, parse_criteria(text), writer.world, tuple(rules), rank)


def disagreements(of: Sample) -> list[str]:
    """Return what cells say otherwise than z3; everything, for criteria within the budget."""
    found = []
    decision = of.criteria.decide(Offer())
    ranks = [rank for rank in range(3) if of.world.is_possible(of.rank == rank)]
    possible = ORDERED[min(ranks) : max(ranks) + 1]
    if decision.possible != possible:
        said = [str(verdict) for verdict in decision.possible]
        found.append(f"verdicts {said}, z3: {ranks}")
    remarks = {(one.kind, one.subject) for one in of.criteria.analysis().remarks}
    for kind, label, term in of.rules:
        name = f'{kind} "{label}"'
        for remark, truth in ((RemarkKind.NEVER, term == TRUE), (RemarkKind.ALWAYS, term != TRUE)):
            if ((remark, name) in remarks) == of.world.is_possible(truth):
                found.append(f"{remark.value} {name}")
    barred = [term for kind, _, term in of.rules if kind == "dealbreaker"]
    excluded = bool(barred) and not of.world.is_possible(*(term != TRUE for term in barred))
    if excluded != any(kind is RemarkKind.NO_OFFER for kind, _ in remarks):
        found.append("dealbreakers that rule out every offer")
    found.extend(_of_pairs(of))
    return found


def _of_pairs(of: Sample) -> Iterator[str]:
    """Yield the rules of which cells say otherwise than z3 whether one implies the other."""
    examined = Examination(of.criteria.program)
    pairs = {
        (one.statement.label, other.statement.label)
        for one, other in examined.implied(examined.statements)
    }
    for (kind, label, term), (other_kind, other, also) in permutations(of.rules, 2):
        if kind != other_kind or not of.world.is_possible(term == TRUE):
            continue
        # Cells leave out rules that share no fact, which imply each other only if one of them
        # never holds or always does.
        differs = ((label, other) in pairs) == of.world.is_possible(term == TRUE, also != TRUE)
        if differs and of.world.is_possible(also != TRUE):
            yield f"{label} implies {other}"


def changed(seed: object, of: Sample) -> Sample:
    """Return criteria that differ in a few places, over the same facts."""
    other = sample((seed, "other"), of.world)
    if Random(repr(seed)).random() < 0.5:
        return other
    text = of.text + "".join(line for line in other.text.splitlines(True) if "dealbreaker" in line)
    text = text.replace('dealbreaker "rule', 'dealbreaker "another rule')
    terms = [term == TRUE for kind, _, term in other.rules if kind == "dealbreaker"]
    rank = z3.If(z3.Or(*terms), 0, of.rank) if terms else of.rank
    return Sample(text, parse_criteria(text), of.world, of.rules, rank)


def disagreements_on(of: Sample, other: Sample) -> list[str]:
    """Return what ``compare_with`` says otherwise than z3; nothing where it is not settled."""
    found = of.criteria.compare_with(other.criteria)
    for one in found.differences:
        verdicts = [it.criteria.decide(one.witness).verdict for it in (of, other)]
        assert verdicts == [one.before, one.after]
        assert verdicts[0] is not verdicts[1]
    if found.relation is Relation.NOT_SETTLED:
        return []
    lower, higher = (
        of.world.is_possible(other.rank < of.rank),
        of.world.is_possible(of.rank < other.rank),
    )
    wanted = {
        (False, False): Relation.EQUIVALENT,
        (True, False): Relation.STRICTER,
        (False, True): Relation.LAXER,
        (True, True): Relation.INCOMPARABLE,
    }[lower, higher]
    return [] if found.relation is wanted else [f"{found.relation}, z3: {wanted}"]


def main(count: int) -> int:
    """Compare so many generated sets of criteria; return how many disagree."""
    wrong = open_ = 0
    for seed in range(count):
        of = sample(seed)
        other = changed(seed, of)
        found = [*disagreements(of), *disagreements_on(of, other)]
        open_ += of.criteria.compare_with(other.criteria).relation is Relation.NOT_SETTLED
        if found:
            wrong += 1
            print(f"--- {seed}", of.text, other.text, *found, sep="\n")
    print(f"{count - wrong} of {count} sets of criteria: no disagreement")
    print(f"{open_} of as many comparisons not settled")
    return wrong


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])) > 0)
