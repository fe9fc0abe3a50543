"""Criteria and what z3 says of them: the oracle for everything that cells conclude.

python -m tests.oracle 2000         as many generated sets of criteria; says on how many both agreed
python -m tests.oracle 500 1500     as many, from that one on
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import permutations
from random import Random
from typing import Any, Final, TypeAlias

import z3
from attrs import evolve, field, frozen

from offerkit.advise.examine.analysis import Examination
from offerkit.advise.examine.models import (
    Analysis,
    CriteriaDifference,
    Relation,
    Remark,
    RemarkKind,
)
from offerkit.checking import check_criteria
from offerkit.criteria import Criteria, parse_criteria
from offerkit.diagnostics import Offered
from offerkit.evaluate.verdict import ORDERED, Verdict
from offerkit.kleene import Kleene
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
        world.variables["counter"] = z3.Bool("counter")
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
class Rule:
    """A statement as z3 knows it."""

    kind: str
    label: str
    term: Any
    weight: int = 0

    @property
    def name(self) -> str:
        """What remarks call it."""
        return f'{self.kind} "{self.label}"'

    @property
    def holds(self) -> Any:
        """Whether it is a reason: a reason for leaving is one as long as it is not addressed."""
        return self.term != TRUE if self.kind == "leaving" else self.term == TRUE


@frozen
class Sample:
    """Generated criteria, and the terms of their statements and of their verdict."""

    lines: tuple[str, ...]
    criteria: Criteria[Offer]
    world: World
    rules: tuple[Rule, ...]
    below: int | None
    accept: int | None

    @property
    def text(self) -> str:
        """The criteria."""
        return _text(self.lines)

    @property
    def barred(self) -> list[Rule]:
        """The dealbreakers."""
        return [rule for rule in self.rules if rule.kind == "dealbreaker"]

    @property
    def rank(self) -> Any:
        """The rank of the verdict."""
        return self.rank_of(self.rules)

    def rank_of(self, rules: Sequence[Rule]) -> Any:
        """Return the rank of the verdict if there were these rules only."""
        score, weights = score_of(rules)
        grade: Any = z3.IntVal(1)
        if self.accept is not None:
            grade = z3.If(100 * score >= self.accept * weights, 2, grade)
        if self.below is not None:
            grade = z3.If(100 * score < self.below * weights, 0, grade)
        counter = self.world.variables["counter"]
        ruled_out = [
            z3.And(counter, rule.holds) if rule.kind == "leaving" else rule.holds
            for rule in rules
            if rule.kind in {"dealbreaker", "leaving"}
        ]
        return z3.If(z3.Or(*ruled_out), 0, z3.If(weights == 0, 1, grade))

    def kept(self, left_out: str) -> Criteria[Offer]:
        """Return the criteria without the statement of a label."""
        return parse_criteria(_text([line for line in self.lines if f'"{left_out}"' not in line]))


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def score_of(rules: Iterable[Rule]) -> tuple[Any, Any]:
    """Return the sum of what weighed rules add, and of the weights that count."""
    total, whole = [z3.IntVal(0)], [z3.IntVal(0)]
    for rule in rules:
        if rule.weight:
            good = TRUE if rule.kind == "pro" else FALSE
            total.append(z3.If(rule.term == good, rule.weight, 0))
            whole.append(z3.If(rule.term == NEITHER, 0, rule.weight))
    return z3.Sum(total), z3.Sum(whole)


_KINDS: Final = ("dealbreaker", "pro", "con", "caution", "leaving")


def sample(seed: object, world: World | None = None) -> Sample:
    """Return criteria made of a seed, about the offers of a world if there is one."""
    writer = Writer(seed, world)
    chance = writer.chance
    lines, rules = [], []
    for number in range(chance.randrange(1, 6)):
        kind = chance.choice(_KINDS)
        written = writer.condition(2)
        label = f"rule {number}"
        weight = chance.randrange(1, 4) if kind in {"pro", "con"} else 0
        ends = f" weight {weight}" if weight else ""
        word = "until" if kind == "leaving" else "if"
        lines.append(f'{kind} "{label}" {word} {written.text}{ends}')
        rules.append(Rule(kind, label, written.term, weight))
    below, accept = sorted(chance.sample(range(10, 100, 10), 2))
    thresholds = chance.choice(((below, accept), (None, accept), (below, None), (None, None)))
    if not any(rule.weight for rule in rules):
        thresholds = (None, None)
    words = zip(("decline below", "accept at"), thresholds, strict=True)
    lines.extend(f"{word} {turn}%" for word, turn in words if turn is not None)
    for path in chance.sample([*NUMBERS, *LEVELS], 2):
        limit = f"{chance.choice((3, 20, 45))}{_number(path)}" if path in NUMBERS else None
        limit = limit or chance.choice(LEVELS[path])
        lines.append(f"negotiable {path} {chance.choice(('up', 'down'))} to {limit}")
    criteria = parse_criteria(_text(lines))
    return Sample(tuple(lines), criteria, writer.world, tuple(rules), *thresholds)


def disagreements(of: Sample) -> list[str]:
    """Return what cells say otherwise than z3; everything, for criteria within the budget."""
    analysis = of.criteria.analysis()
    kinds = {one.kind for one in analysis.remarks}
    found = _of_verdicts(of), _of_remarks(of, analysis), _of_pairs(of), _of_warnings(of, kinds)
    return [one for some in found for one in some]


def _of_verdicts(of: Sample) -> Iterator[str]:
    decision = of.criteria.decide(Offer())
    new = z3.Not(of.world.variables["counter"])
    ranks = [rank for rank in range(3) if of.world.is_possible(new, of.rank == rank)]
    if decision.possible != ORDERED[min(ranks) : max(ranks) + 1]:
        yield f"verdicts {[str(verdict) for verdict in decision.possible]}, z3: {ranks}"


def _of_remarks(of: Sample, analysis: Analysis) -> Iterator[str]:
    """Yield the findings of an analysis that z3 does not confirm, and those that it misses."""
    possible = of.world.is_possible
    found = {(one.kind, one.subject): one for one in analysis.remarks}

    def differs(kind: RemarkKind, subject: str, *, expected: bool) -> Iterator[str]:
        if ((kind, subject) in found) != expected:
            yield f"{kind.value} {subject}, z3: {expected}"

    constant = set[str]()
    for rule in of.rules:
        never, always = not possible(rule.term == TRUE), not possible(rule.term != TRUE)
        yield from differs(RemarkKind.NEVER, rule.name, expected=never)
        yield from differs(RemarkKind.ALWAYS, rule.name, expected=always)
        constant |= {rule.name} if never or always else set()
    escapes = [z3.Not(rule.holds) for rule in of.barred]
    excluded = bool(escapes) and not possible(*escapes)
    if excluded != any(kind is RemarkKind.NO_OFFER for kind, _ in found):
        yield "dealbreakers that rule out every offer"
    if not excluded:
        yield from _of_thresholds(of, found)
        yield from _of_leaving(of, found, constant)
    for rule in of.rules:
        if rule.weight and f"the weight of {rule.name}" not in analysis.unsettled:
            without = of.rank_of([other for other in of.rules if other is not rule])
            idle = rule.name not in constant and not possible(of.rank != without)
            yield from differs(RemarkKind.NO_EFFECT, rule.name, expected=idle)
    for one in analysis.remarks:
        yield from _of_one(of, one)


def _of_one(of: Sample, one: Remark) -> Iterator[str]:
    """Yield what is wrong with a finding: its smallest set, its offer, what it says of a fact."""
    possible, named = of.world.is_possible, {rule.name: rule for rule in of.rules}
    if one.kind is RemarkKind.NO_OFFER:
        escapes = [z3.Not(named[name].holds) for name in (one.subject, *one.others)]
        fewer = [[*escapes[:at], *escapes[at + 1 :]] for at in range(len(escapes))]
        if possible(*escapes) or not all(possible(*some) for some in fewer):
            yield f"no smallest set: {one.subject}, {one.others}"
    elif one.kind in {RemarkKind.NO_HELP, RemarkKind.IDLE_FACT}:
        yield from _of_changes(of, one)
    if one.witness is not None and not _is_shown(of, one, one.witness):
        yield f"not shown by its offer: {one.kind.value} {one.subject}"
    elif one.witness is None and one.kind in _SHOWN and possible(score_of(of.rules)[1] > 0):
        yield f"no offer shows it: {one.kind.value} {one.subject}"


Found: TypeAlias = dict[tuple[RemarkKind, str], Remark]
_SHOWN: Final = {
    RemarkKind.SHADOWED,
    RemarkKind.SAME,
    RemarkKind.OUT_OF_REACH,
    RemarkKind.NO_EFFECT,
}


def _of_thresholds(of: Sample, found: Found) -> Iterator[str]:
    """Yield the thresholds of which cells say otherwise whether an offer comes there."""
    score, weights = score_of(of.rules)

    def comes(name: str, turn: int, rules: Iterable[Rule]) -> bool:
        total, whole = 100 * score, turn * weights
        there = total >= whole if name == "accept at" else total < whole
        return of.world.is_possible(weights > 0, there, *(z3.Not(one.holds) for one in rules))

    for name, turn in (("accept at", of.accept), ("decline below", of.below)):
        remark = found.get((RemarkKind.OUT_OF_REACH, name))
        if turn is None:
            continue
        if (remark is None) != comes(name, turn, of.barred):
            yield f"{name} out of reach"
        if remark is None:
            continue
        if comes(name, turn, [rule for rule in of.barred if rule.name in remark.others]):
            yield f"{name}: not for {remark.others}"
        if remark.witness is not None:
            decided = of.criteria.decide(remark.witness)
            assert decided.score is not None
            percent = (100 * decided.score.low).__floor__()
            nearer = percent + 1 if name == "accept at" else percent
            if decided.ruled_out_by or comes(name, nearer, of.barred):
                yield f"{name}: {percent} is not the nearest"


def _of_leaving(of: Sample, found: Found, constant: set[str]) -> Iterator[str]:
    """Yield the reasons for leaving of which cells say otherwise whether they can be fixed."""
    leaving = [rule for rule in of.rules if rule.kind == "leaving" and rule.name not in constant]
    told = set[str]()
    for rule in leaving:
        others = [other for other in (*of.barred, *leaving) if other is not rule]
        mine = of.world.variables["counter"], rule.term == TRUE
        fixable = of.world.is_possible(*mine, *(z3.Not(other.holds) for other in others))
        remark = found.get((RemarkKind.NOT_FIXABLE, rule.name))
        if remark is not None:
            told.update(remark.others)
            some = [z3.Not(other.holds) for other in others if other.name in remark.others]
            if of.world.is_possible(*mine, *some):
                yield f"{rule.name} is fixable in spite of {remark.others}"
        if fixable == (remark is not None or rule.name in told):
            yield f"{rule.name} can be fixed, z3: {fixable}"


def _of_changes(of: Sample, remark: Remark) -> Iterator[str]:
    """Yield a fact that is said to make no difference, and does."""
    path = remark.subject.removeprefix("negotiable ")
    before = of.world.variables.get(path)
    if before is None:
        return
    after = z3.Const("another", before.sort())

    def changed(term: Any) -> Any:
        return z3.substitute(term, (before, after))

    bounds: list[Any] = [changed(one) for one in of.world.solver.assertions()]
    if remark.kind is RemarkKind.NO_HELP:
        line = next(line for line in of.lines if line.startswith(remark.subject))
        way, _, limit = line.removeprefix(remark.subject).removesuffix(" min").split()
        end = int(limit) if limit.isdigit() else LEVELS[path].index(limit)
        bounds += [one <= end if way == "up" else one >= end for one in (before, after)]
        different = z3.Or(*(rule.term != changed(rule.term) for rule in of.rules))
    else:
        different = of.rank != changed(of.rank)
    if of.world.is_possible(*bounds, different):
        yield f"makes a difference: {remark.subject}"


def _is_shown(of: Sample, remark: Remark, witness: Offer) -> bool:
    """Return whether the offer of a finding shows it if it is decided."""
    decided = of.criteria.decide(witness)
    if remark.kind in {RemarkKind.SHADOWED, RemarkKind.SAME}:
        findings = {f'{one.kind.value} "{one.label}"': one for one in decided.findings}
        holding = [findings[name] for name in (remark.subject, *remark.others)]
        return all(
            one.truth in ({*_LEFT} if one.kind.value == "leaving" else {Kleene.TRUE})
            for one in holding
        )
    if remark.kind is RemarkKind.NO_EFFECT:
        verdict = of.kept(remark.subject.split('"')[1]).decide(witness).verdict
        return verdict is decided.verdict is not Verdict.FIND_OUT
    return True


_LEFT: Final = (Kleene.FALSE, Kleene.DOES_NOT_APPLY)
"""Truths of reasons for leaving that are left as they are."""


def _of_pairs(of: Sample) -> Iterator[str]:
    """Yield the rules of which cells say otherwise than z3 whether one implies the other."""
    examined = Examination(of.criteria.program)
    pairs = {
        (one.statement.label, other.statement.label)
        for one, other in examined.implied(examined.statements)
    }
    possible = of.world.is_possible
    for one, other in permutations(of.rules, 2):
        alike = one.kind == other.kind or (one.kind, other.kind) == ("leaving", "dealbreaker")
        if not alike or not possible(one.holds) or not possible(z3.Not(other.holds)):
            # Cells leave out rules that share no fact, which imply each other only if one of them
            # never holds or always does.
            continue
        implied = not possible(one.holds, z3.Not(other.holds))
        if ((one.label, other.label) in pairs) != implied:
            yield f"{one.label} implies {other.label}, z3: {implied}"


_WARNED: Final = {
    "never-holds": {RemarkKind.NEVER},
    "always-holds": {RemarkKind.ALWAYS},
    "shadowed-dealbreaker": {RemarkKind.SHADOWED, RemarkKind.SAME},
    "no-offer-left": {RemarkKind.NO_OFFER},
    "out-of-reach": {RemarkKind.OUT_OF_REACH},
}


def _of_warnings(of: Sample, kinds: Set[RemarkKind]) -> Iterator[str]:
    """Yield the warnings that no finding bears out, and those with a text that does not help."""
    for one in check_criteria(of.text)[1]:
        if one.code not in _WARNED:
            continue
        if not kinds & _WARNED[one.code]:
            yield f"not found: {one}"
        if isinstance(one.advice, Offered):
            place = one.advice.at or one.primary.span
            text = f"{of.text[: place.start]}{one.advice.texts[0]}{of.text[place.end :]}"
            if any(
                it.code in _WARNED and it.primary.span.line == one.primary.span.line
                for it in check_criteria(text)[1]
                if it.code == one.code
            ):
                yield f"no help: {one}"


def changed(seed: object, of: Sample) -> Sample:
    """Return criteria that differ in a few places, over the same facts."""
    other = sample((seed, "other"), of.world)
    if Random(repr(seed)).random() < 0.5:
        return other
    more = [line.replace("rule", "another rule") for line in other.lines if "dealbreaker" in line]
    lines, rules = (*of.lines, *more), (*of.rules, *other.barred)
    return evolve(of, lines=lines, criteria=parse_criteria(_text(lines)), rules=rules)


def disagreements_on(
    of: Sample, other: Sample, found: CriteriaDifference | None = None
) -> list[str]:
    """Return what ``compare_with`` says otherwise than z3; nothing where it is not settled."""
    found = found or of.criteria.compare_with(other.criteria)
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


def main(count: int, first: int = 0) -> int:
    """Compare so many generated sets of criteria; return how many disagree."""
    wrong = open_ = 0
    for seed in range(first, first + count):
        of = sample(seed)
        other = changed(seed, of)
        compared = of.criteria.compare_with(other.criteria)
        found = [*disagreements(of), *disagreements_on(of, other, compared)]
        open_ += compared.relation is Relation.NOT_SETTLED
        if found:
            wrong += 1
            print(f"--- {seed}", of.text, other.text, *found, sep="\n")
    print(f"{count - wrong} of {count} sets of criteria: no disagreement")
    print(f"{open_} of as many comparisons not settled")
    return wrong


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])) > 0)
