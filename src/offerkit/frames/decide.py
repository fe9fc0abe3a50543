"""The verdicts on all rows of a frame: the typed core as expressions of the engine.

What the engine cannot settle by itself, rows in which open facts are read twice ("Exact verdicts")
or whose score is within rounding of a threshold, is decided by the evaluator, once for each
combination of cells that criteria can tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import narwhals as nw
import pyarrow
from attrs import define, field

from offerkit import core as c
from offerkit.core import condition_of, datatype_of, weight_of
from offerkit.datatypes import YesNo
from offerkit.errors import OfferError
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import KIND, StatementKind, Verdict, kind_of
from offerkit.frames import problems, truths
from offerkit.frames.atoms import Atoms, Graded
from offerkit.frames.columns import Columns
from offerkit.frames.engines import looked_up
from offerkit.frames.scores import Score, Weighed, weighed_rule
from offerkit.frames.truths import Plain, Truth, as_expr, both, chosen, constant, either, negated
from offerkit.kleene import Kleene
from offerkit.paths import FactPath, View

Beyond: TypeAlias = Literal["decide", "say", "refuse"]

RESULTS: Final = (
    *("verdict", "may_decline", "may_consider", "may_accept"),
    *("score_low", "score_high", "exact"),
)
"""The columns that are added, without the prefix."""


@define(eq=False)
class Decider:
    """The columns to add to one frame."""

    program: Program
    atoms: Atoms
    columns: Columns
    prefix: str
    with_truths: bool
    with_missing: bool
    beyond: Beyond
    lets: dict[int, Truth] = field(factory=dict)

    # --- conditions ---

    def truth(self, core: c.Core) -> Truth:
        """Return the truth of a condition in each row."""
        match core:
            case c.Constant(value=bool(value)):
                return constant(Kleene.of(value))
            case c.LetRef(index=index) if isinstance(core.datatype, YesNo):
                return self.lets[index]
            case c.Or(operands=operands):
                return truths.any_of([self.truth(it) for it in operands])
            case c.And(operands=operands):
                return truths.all_of([self.truth(it) for it in operands])
            case c.Not(operand=operand):
                return truths.not_(self.truth(operand))
            case c.Count(operands=operands, least=least):
                return truths.at_least(least, [self.truth(it) for it in operands])
            case c.Equal(left=left, right=right) if isinstance(datatype_of(left), YesNo):
                return truths.same(self.truth(left), self.truth(right))
            case _:
                return self.atoms.truth(core)

    def atoms_of(self, core: c.Core) -> Iterable[c.Core]:
        """Yield the comparisons of a condition, those of a ``let`` once for each mention of it."""
        waiting = [core]
        while waiting:
            node = waiting.pop()
            match node:
                case c.Constant():
                    pass
                case c.LetRef(index=index) if isinstance(node.datatype, YesNo):
                    waiting.append(self.program.world.bindings[index])
                case c.Or() | c.And() | c.Count() | c.Not():
                    waiting.extend(c.children(node))
                case c.Equal(left=left) if isinstance(datatype_of(left), YesNo):
                    waiting.extend(c.children(node))
                case _:
                    yield node

    # --- all of it ---

    def run(self) -> Any:
        """Return the frame with the columns of its decisions."""
        program = self.program
        kept = list(self.atoms.frame.collect_schema().names())
        statements = program.statements
        grades: dict[int, Graded] = {}
        plain: dict[int, Truth] = {}
        read_lets = {
            node.index
            for statement in statements
            for node in c.nodes_of(program.world.bindings, condition_of(statement))
            if isinstance(node, c.LetRef)
        }
        pending: list[dict[str, nw.Expr]] = []
        for index, let in enumerate(program.world.bindings):
            if index in read_lets and isinstance(datatype_of(let), YesNo):
                self.lets[index], columns = self.named(self.truth(let))
                pending.append(columns)
        for at, statement in enumerate(statements):
            if isinstance(statement, c.CheckedPreference):
                grades[at] = self.atoms.grade(statement)
            else:
                plain[at] = self.truth(statement.condition)
        self._refuse()
        self.atoms.look_up(missing=self.with_missing)
        self._raise()
        for columns in pending:
            self.add(columns)
        stored: dict[int, Truth] = {}
        added: dict[str, nw.Expr] = {}
        for at, truth in plain.items():
            stored[at], columns = self.named(truth)
            added |= columns
        self.add(added)
        return self.verdicts(kept, stored, grades)

    def _refuse(self) -> None:
        if self.beyond != "refuse":
            return
        name = self.atoms.loader.name
        wrong = [
            problems.in_column(problems.beyond(label, columns), columns[0], name)
            for label, columns in self.unsettled().items()
        ]
        if wrong:
            raise OfferError(wrong)

    def unsettled(self) -> dict[str, list[str]]:
        """Return the statements that need every value of some columns, each with these."""
        found: dict[str, list[str]] = {}
        asked = {
            id(atom): asked.sources
            for asked in self.atoms.asked.values()
            for atom, _ in asked.atoms
            if any(self.atoms.is_open_ended(atom, source) for source in asked.sources)
        }
        for statement in self.program.statements:
            is_graded = isinstance(statement, c.CheckedPreference)
            parts = [statement] if is_graded else self.atoms_of(condition_of(statement))
            for part in parts:
                if id(part) in asked:
                    columns = [column for it in asked[id(part)] for column in it.columns]
                    found[statement.label] = columns
        return found

    def _raise(self) -> None:
        if self.atoms.wrong:
            name = self.atoms.loader.name
            found = [
                problems.in_rows(problem, column, value, (), None, name)
                for problem, column, value in self.atoms.wrong
            ]
            raise OfferError([*dict.fromkeys(found)][:20])

    # --- columns of ours ---

    def named(self, truth: Truth) -> tuple[Truth, dict[str, nw.Expr]]:
        """Return a truth whose parts are columns, and these columns by their names."""
        columns: dict[str, nw.Expr] = {}

        def name(part: Plain) -> Plain:
            if isinstance(part, bool):
                return part
            columns[found := self.atoms.name()] = part
            return nw.col(found)

        parts = [name(part) for part in (truth.true, truth.false, truth.neither)]
        missing = truth.missing if self.with_missing else {}
        named = {fact: name(part) for fact, part in missing.items()}
        return Truth(parts[0], parts[1], parts[2], named), columns

    def add(self, columns: Mapping[str, nw.Expr]) -> None:
        """Add columns to the frame."""
        if columns:
            self.atoms.frame = self.atoms.frame.with_columns(**columns)

    def expressions(self, exprs: Sequence[nw.Expr]) -> list[nw.Expr]:
        """Return expressions as columns of the frame."""
        names = [self.atoms.name() for _ in exprs]
        self.add(dict(zip(names, exprs, strict=True)))
        return [nw.col(name) for name in names]

    def plain(self, *parts: Plain) -> list[Plain]:
        """Return truths as columns of the frame."""
        open_ = [part for part in parts if not isinstance(part, bool)]
        made = iter(self.expressions(open_))
        return [part if isinstance(part, bool) else next(made) for part in parts]

    # --- verdicts ---

    def verdicts(
        self, kept: Sequence[str], plain: Mapping[int, Truth], grades: Mapping[int, Graded]
    ) -> Any:
        """Return the frame with its results behind the columns that are kept, by other names."""
        statements = self.program.statements
        kinds = [kind_of(statement) for statement in statements]
        breakers = [plain[at] for at, kind in enumerate(kinds) if kind is StatementKind.DEALBREAKER]
        ruled_out, may_be_out = self.plain(
            either(*(truth.holds for truth in breakers)),
            either(*(truth.true for truth in breakers)),
        )
        weighed = [
            Weighed(weight_of(statement), grades[at])
            if at in grades
            else weighed_rule(weight_of(statement), kinds[at], plain[at])
            for at, statement in enumerate(statements)
            if weight_of(statement)
        ]
        score = Score(weighed, self.program.thresholds, self.expressions)
        lowest, highest = score.rank(score.low), score.rank(score.high)
        may_lack = score.may_lack
        if may_lack is not False:
            # There may be no score, and then the grade is consider.
            lowest = (lowest[0], both(lowest[1], negated(may_lack)))
            highest = (both(highest[0], negated(may_lack)), highest[1])
        decline, consider, accept = self.plain(
            either(ruled_out, may_be_out, lowest[0]),
            both(
                negated(ruled_out),
                negated(both(lowest[1], negated(may_be_out))),
                negated(highest[0]),
            ),
            both(negated(ruled_out), highest[1]),
        )
        is_open = either(both(decline, consider), both(decline, accept), both(consider, accept))
        results: dict[str, nw.Expr] = {
            "verdict": _verdict(consider, accept, is_open),
            "may_decline": as_expr(decline),
            "may_consider": as_expr(consider),
            "may_accept": as_expr(accept),
            "score_low": score.share(score.low),
            "score_high": score.share(score.high),
        }
        results |= self.asked_for(plain, grades)
        [doubt] = self.plain(
            either(score.doubt, self.may_be_narrower(is_open, grades), self.not_new())
        )
        return self.finished(kept, results, doubt)

    def asked_for(
        self, plain: Mapping[int, Truth], grades: Mapping[int, Graded]
    ) -> dict[str, nw.Expr]:
        """Return the truths of the statements, and the missing facts, if they are asked for."""
        found: dict[str, nw.Expr] = {}
        everything = [
            plain[at] if at in plain else _truth_of(grades[at])
            for at in range(len(self.program.statements))
        ]
        if self.with_truths:
            names = truth_names(self.program)
            found |= {name: _word(truth) for name, truth in zip(names, everything, strict=True)}
        if self.with_missing:
            missing: dict[FactPath, list[Plain]] = {}
            for truth in everything:
                for fact, part in truth.missing.items():
                    missing.setdefault(fact, []).append(part)
            there = self.plain(*(either(*parts) for parts in missing.values()))
            found["missing"] = _listed(dict(zip(missing, there, strict=True)))
        return found

    def may_be_narrower(self, is_open: Plain, grades: Mapping[int, Graded]) -> Plain:
        """Return in which rows cells may tell more than the parts of the statements.

        Source:
            grammar/README.md, "Exact verdicts".
        """
        if is_open is False:
            return False
        # The comparisons and grades that read each fact, and in which rows they are open.
        readers: dict[FactPath | View, list[Plain]] = {}
        found: list[Plain] = []
        for at, statement in enumerate(self.program.statements):
            if isinstance(statement, c.CheckedPreference):
                grade = grades[at]
                pairs = [(statement.subject, either(grade.lapses, grade.is_open))]
            else:
                atoms = self.atoms_of(statement.condition)
                pairs = [(atom, self.atoms.truth(atom).is_open) for atom in atoms]
            for core, open_ in pairs:
                facts = self.program.world.stated_facts(core)
                views = [View.CURRENT] if any(it.view is View.CURRENT for it in facts) else []
                both_kinds: tuple[FactPath | View, ...] = (*facts, *views)
                for fact in both_kinds:
                    readers.setdefault(fact, []).append(open_)
                if self.tells_more(core):
                    found.append(open_)
        pairs_of = {tuple(map(id, parts)): parts for parts in readers.values() if len(parts) > 1}
        found += [truths.reaches(parts, 2) for parts in pairs_of.values()]
        return both(is_open, either(*found))

    def tells_more(self, core: c.Core) -> bool:
        """Return whether cells may settle a single comparison that its parts leave open."""
        if isinstance(core, c.Member | c.Overlaps | c.Within):
            return True
        nodes = [*c.nodes_of(self.program.world.bindings, core)]
        refs = [node.fact for node in nodes if isinstance(node, c.FactRef)]
        lets = [node for node in nodes if isinstance(node, c.LetRef)]
        is_choice = any(isinstance(node, c.Minimum | c.Maximum) for node in nodes)
        return is_choice and (len(refs) > len(set(refs)) or bool(lets))

    def not_new(self) -> Plain:
        """Return which rows may be counter-offers, which take facts from the present job."""
        sources = self.columns.stating([KIND])
        return either(
            *(self.atoms.where(it, lambda facts: facts.said(KIND) != "new") for it in sources)
        )

    def finished(self, kept: Sequence[str], results: Mapping[str, nw.Expr], doubt: Plain) -> Any:
        """Return the frame with its results, those in doubt decided one by one.

        The results are the last columns, in the order in which they are named.
        """
        atoms = self.atoms
        names = {name: atoms.name() for name in results}
        frame = atoms.frame.with_columns(
            *(expr.alias(names[name]) for name, expr in results.items())
        )
        shown: dict[str, nw.Expr] = {name: nw.col(column) for name, column in names.items()}
        exact: Plain = True
        if doubt is not False and self.beyond != "decide":
            exact = negated(doubt)
        elif doubt is not False:
            keys: dict[str, nw.Expr] = {}
            for source in self.columns.sources:
                places = None if source.fact in atoms.raw else atoms.places.get(source.fact, set())
                keys |= atoms.keys(source, places)
            # Rows without a doubt are all alike: none of them is looked at.
            mark = atoms.name()
            frame = frame.with_columns(as_expr(doubt).alias(mark))
            is_in = nw.col(mark)
            keys = {
                name: nw.when(is_in).then(key).otherwise(nw.lit(atoms.fills[name]))
                for name, key in keys.items()
            }
            keys[atoms.name()] = chosen(is_in, 1, 0)
            columns = [column for source in self.columns.sources for column in source.columns]
            answers = {name: atoms.name() for name in results}
            frame = looked_up(
                frame, keys, [*columns, mark], lambda rows: self.decided(rows, mark, answers)
            )
            self._raise()
            shown = {
                name: nw.when(is_in).then(nw.col(answers[name])).otherwise(column)
                for name, column in shown.items()
            }
        shown["exact"] = as_expr(exact)
        order = [*RESULTS, *(name for name in results if name not in RESULTS)]
        added = {atoms.name(): shown[name] for name in order}
        return frame.with_columns(**added).select(*kept, *added)

    def decided(
        self, rows: Sequence[Mapping[str, Any]], mark: str, names: Mapping[str, str]
    ) -> dict[str, pyarrow.Array]:
        """Return the results for some rows, as the evaluator decides them."""
        found: dict[str, list[Any]] = {column: [] for column in names.values()}
        sources = self.columns.sources
        blanks = {column: _type_of(name)[1] for name, column in names.items()}
        for row in rows:
            if not row[mark]:
                for column, blank in blanks.items():
                    found[column].append(blank)
                continue
            for name, value in self.said(self.atoms.offer(sources, row)).items():
                if name in names:
                    found[names[name]].append(value)
        return {
            column: pyarrow.array(found[column], _type_of(name)[0])
            for name, column in names.items()
        }

    def said(self, offer: Any) -> dict[str, Any]:
        """Return what the evaluator says of one offer."""
        ruling = self.program.decide(offer)
        possible, score = ruling.possible, ruling.score
        found: dict[str, Any] = {
            "verdict": ruling.verdict.value,
            "may_decline": Verdict.DECLINE in possible,
            "may_consider": Verdict.CONSIDER in possible,
            "may_accept": Verdict.ACCEPT in possible,
            "score_low": None if score is None else float(score.low),
            "score_high": None if score is None else float(score.high),
        }
        if self.with_truths:
            names = truth_names(self.program)
            for name, finding in zip(names, ruling.findings, strict=True):
                found[name] = finding.truth.name.lower()
        if self.with_missing:
            found["missing"] = ", ".join(map(str, ruling.missing))
        return found


def truth_names(program: Program) -> list[str]:
    """Return the names of the columns of truths: the labels of statements, none twice."""
    found: dict[str, None] = {}
    for statement in program.statements:
        name, number = f"truth: {statement.label}", 1
        while name in found:
            number += 1
            name = f"truth: {statement.label} ({number})"
        found[name] = None
    return [*found]


def _type_of(name: str) -> tuple[pyarrow.DataType, Any]:
    """Return the type of a result, and what stands where there is none.

    That is no null, for which classic pandas makes objects of truths.
    """
    if name.startswith("may_"):
        return pyarrow.bool_(), False
    return (pyarrow.float64(), None) if name.startswith("score_") else (pyarrow.string(), "")


def _verdict(consider: Plain, accept: Plain, is_open: Plain) -> nw.Expr:
    found: nw.Expr = nw.lit(Verdict.DECLINE.value)
    for part, verdict in (
        (consider, Verdict.CONSIDER),
        (accept, Verdict.ACCEPT),
        (is_open, Verdict.FIND_OUT),
    ):
        if part is True:
            found = nw.lit(verdict.value)
        elif part is not False:
            found = nw.when(part).then(nw.lit(verdict.value)).otherwise(found)
    return found


def _word(truth: Truth) -> nw.Expr:
    """Return a truth in each row as JSON writes it."""
    found: nw.Expr = nw.lit("unknown")
    for part, word in (
        (both(truth.true, negated(truth.false), negated(truth.neither)), "true"),
        (both(truth.false, negated(truth.true), negated(truth.neither)), "false"),
        (both(truth.neither, negated(truth.true), negated(truth.false)), "does_not_apply"),
    ):
        if part is True:
            found = nw.lit(word)
        elif part is not False:
            found = nw.when(part).then(nw.lit(word)).otherwise(found)
    return found


def _truth_of(grade: Graded) -> Truth:
    """Return whether a grade is above 0."""
    true, false = both(grade.high > 0, grade.applies), both(grade.low <= 0, grade.applies)
    return Truth(true, false, grade.lapses, grade.missing)


def _listed(missing: Mapping[FactPath, Plain]) -> nw.Expr:
    """Return the facts that are missing in each row as a text, with commas between."""
    parts = [
        nw.lit(f", {fact}")
        if part is True
        else nw.when(part).then(nw.lit(f", {fact}")).otherwise(nw.lit(""))
        for fact, part in missing.items()
        if part is not False
    ]
    if not parts:
        return nw.lit("")
    return (
        nw.concat_str(*parts).str.strip_chars(", ")
        if len(parts) > 1
        else parts[0].str.strip_chars(", ")
    )
