"""Models of a comparison of offers; ``compare`` makes them.

Source:
    docs/how-to/compare.md.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import isqrt
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, frozen

from offerkit.arguments import checks_arguments, shown
from offerkit.data import Data, Key, keys, shape, to_data, to_dict, value_to_dict
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.program import Program, Ruling
from offerkit.kleene import Kleene
from offerkit.literals import EXACT
from offerkit.model.fields import AskedOf
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.text import Named
from offerkit.values import FactValue, Scalar

if TYPE_CHECKING:
    from offerkit.advise.compare.scores import OutcomeRange, ScoreTable

FORMAT: Final = "offerkit/compare/1"
"""Name of the schema of ``SideBySide.to_dict``."""
STAYING: Final = "current"
"""Name of the option of staying in the current job."""


class Draw(Named):
    """Weightings that are drawn to see how robust the order is."""

    NEAR = "near"
    """Each weight between half of what is written and twice as much."""
    ORDER = "order"
    """Any weights in the same order of importance."""


class Relation(Named):
    """Order of one option and another, by verdict and then by score.

    Of two that are declined, the one that fewer statements rule out is ahead.
    """

    AHEAD = "ahead"
    """Its worst outcome is better than the best outcome of the other."""
    BEHIND = "behind"
    """Its best outcome is worse than the worst outcome of the other."""
    TIED = "tied"
    """Verdict and score of both are certain and equal."""
    OPEN = "open"
    """Unknown facts decide which of the two is ahead, if any."""


@frozen
class Place(Record):
    """Places that are still possible for an option; 1 is first, and ties share a place."""

    best: int
    """The best place that is possible."""
    worst: int
    """The worst place that is possible."""

    @property
    def is_settled(self) -> bool:
        """Whether only one place is possible."""
        return self.best == self.worst

    def __str__(self) -> str:
        return str(self.best) if self.is_settled else f"{self.best}-{self.worst}"


@keys("certain certain_error possible possible_error")
@frozen
class Firsts(Record):
    """Share of first places of an option under other weights."""

    samples: int
    """Number of weightings drawn, at least 1."""
    certain: int
    """Number of weightings in which no other option can be ahead of it."""
    possible: int
    """Number of weightings in which it may be first, depending on unknown facts; at least
    *certain*."""

    @property
    def certain_share(self) -> Fraction:
        """Share of the weightings in which it is certainly first, alone or tied."""
        return Fraction(self.certain, self.samples)

    @property
    def possible_share(self) -> Fraction:
        """Share of the weightings in which it may be first."""
        return Fraction(self.possible, self.samples)

    @property
    def certain_error(self) -> Decimal:
        """Standard error of ``certain_share``, rounded down to six decimals."""
        return _standard_error(self.certain, self.samples)

    @property
    def possible_error(self) -> Decimal:
        """Standard error of ``possible_share``, rounded down to six decimals."""
        return _standard_error(self.possible, self.samples)


def _standard_error(count: int, samples: int) -> Decimal:
    """Return √(p (1 - p) / n) for the share p = count / n, by an integer root."""
    millionths = isqrt(10**12 * count * (samples - count) // samples**3)
    return Decimal(millionths).scaleb(-6, EXACT)


@keys(
    "name",
    Key("staying", "is_staying"),
    "decision.verdict decision.possible decision.score place firsts decision.state",
)
@frozen
class Option(Record):
    """An offer that is compared, or staying in the current job."""

    name: str
    """What it is called: the name of its file, or the one that was given."""
    decision: Ruling
    """Its decision; every option has the same findings in the same order."""
    place: Place | None
    """Its place among those in the running; None if it is certainly declined."""
    firsts: Firsts | None
    """None if nothing is weighed or no weightings were drawn."""
    is_staying: bool = False
    """Whether it is the current job, as a counter-offer that changes nothing."""


@frozen
class Obstacle(Record):
    """The only statement that keeps an option from being certainly better than another."""

    finding: int
    """Index of the finding."""
    certain: bool
    """Whether the other option is certainly better here; if false, it may be."""
    size: Fraction | None
    """Share of the score by which the other is better here, at most, when weighed.

    None if the statement is not weighed but rules offers out, or does not apply to one of them.
    """


@frozen
class Dominance(Record):
    """One option at least as good as another, whatever the weights and unknown facts."""

    better: str
    """Name of the better option."""
    worse: str
    """Name of the other."""
    wins: tuple[int, ...]
    """Indices of the findings in which it is certainly better, ascending; at least one."""
    obstacle: Obstacle | None = None
    """The only exception, or None if there is none."""


@frozen
class WeightFlip(Record):
    """A change of one weight that puts the option that is behind ahead."""

    finding: int
    """Index of the finding."""
    weight: int | Fraction
    """Weight in the criteria."""
    flipped: int | Fraction
    """Nearest weight that is enough, in steps of 1 or of the finest weight in the criteria."""
    level_at: Fraction | None
    """Weight at which the scores are equal; None if the verdicts change instead."""

    @property
    def change(self) -> Fraction:
        """Difference from *weight*; negative if the statement has to weigh less."""
        return Fraction(self.flipped) - self.weight


@keys("factor square raised lowered")
@frozen
class WeightMargin(Record):
    """The least change of all weights at once after which the option that is behind is level.

    As long as every weight is less than the factor away from what is written, multiplied or
    divided, the order is the same; just beyond, there are weights with which it is not.
    """

    square: Fraction
    """Exact square of the factor, at least 1."""
    raised: tuple[int, ...]
    """Indices of the findings that weigh more, by the factor."""
    lowered: tuple[int, ...]
    """Indices of the findings that weigh less, by the factor."""

    @property
    def factor(self) -> Decimal:
        """The factor, rounded down to four decimals: within it, the order is certain."""
        scaled = isqrt(10**8 * self.square.numerator // self.square.denominator)
        return Decimal(scaled).scaleb(-4, EXACT)


@frozen
class EvenSwap(Record):
    """A change of one fact after which the option that is behind is certainly not behind."""

    fact: FactPath
    """The fact that changes."""
    found: Scalar
    """Value that the offer states."""
    needed: Scalar
    """Nearest value that is enough and that one would write, in the unit of *found*.

    An amount is to the hundredth, unless no hundredth at or just beyond *bound* is enough.
    """
    bound: Fraction
    """Exact amount, in the unit of *found*, at which the order changes, or the rank of the level.

    It is enough itself, and then *needed* is this amount or the next hundredth beyond it; or, as
    with ``more than``, only what is beyond it is. No amount between *found* and *bound* is enough.
    """
    matched: bool
    """Whether the two are then tied; if false, the option is then ahead."""


@frozen
class OrderAnswer(Record):
    """Answers to one question after which the order of two options is the same."""

    words: str
    """Answers as a phrase that completes "if it is": ``never or rarely``, ``at least 45 min``."""
    relation: Relation
    """Relation of the option that was asked about to the other; ``OPEN`` if it is not settled."""


@frozen
class OrderQuestion(Record):
    """A fact of one option of which some value settles the order of it and another."""

    option: str
    """Name of the option whose fact it is."""
    other: str
    """Name of the other option."""
    fact: FactPath
    """The fact to ask for."""
    text: str
    """Wording: from ``ask``, from the ``fact`` declaration, or from the vocabulary."""
    asked_of: AskedOf
    """Whose answer it needs: the employer's or your own."""
    known: FactValue
    """Value known so far: ``UNKNOWN``, a range, or a set known in part."""
    answers: tuple[OrderAnswer, ...]
    """Possible answers, from low to high, each while nothing else is learned."""

    @property
    def settles(self) -> bool:
        """Whether every answer settles the order."""
        return all(answer.relation is not Relation.OPEN for answer in self.answers)


@frozen
class OptionFact(Record):
    """A fact of one option."""

    option: str
    """Name of the option."""
    fact: FactPath
    """The fact of it."""


Settling: TypeAlias = tuple[tuple[OrderQuestion, ...], tuple[OptionFact, ...]]
"""Questions of which an answer settles the order of two options, and the facts not tried."""


@frozen
class Contest(Record):
    """Changes that would reverse the order of two options."""

    leading: str
    """Name of the option that is ahead, if either is."""
    option: str
    """Name of the other option, which is not ahead."""
    relation: Relation
    """Relation of *leading* to *option*; there are changes only for ``AHEAD``."""
    flips: tuple[WeightFlip, ...] = ()
    """Changes of one weight, smallest first; empty if no single weight is enough."""
    margin: WeightMargin | None = None
    """Change of all weights at once that is just not enough; None if no weights are.

    Also None if a statement applies, or may apply, to only one of the two: see ``unmeasured``.
    """
    swaps: tuple[EvenSwap, ...] = ()
    """Changes of one fact, at most one per fact: negotiable facts first, as in the criteria."""
    unsearched: tuple[int, ...] = ()
    """Indices of the findings that multiply or divide by a fact, or multiply it by what is open.

    No change of such a fact was looked for.
    """
    unmeasured: tuple[int, ...] = ()
    """Indices of the findings because of which there is no ``margin``."""
    lead: Fraction | None = None
    """Share of the score by which *leading* is ahead, at least; None if a score is missing or
    *option* is ruled out."""
    questions: tuple[OrderQuestion, ...] = ()
    """Facts of either of which an answer settles the order if it is ``OPEN``.

    First those of which every answer does; among these, and the others, those for the employer.
    Empty if no single answer settles it.
    """
    untested: tuple[OptionFact, ...] = ()
    """Unknown facts of which answers were not tried, because the search was too long."""

    @property
    def changes(self) -> tuple[EvenSwap | WeightFlip, ...]:
        """The changes of either kind."""
        return (*self.swaps, *self.flips)


@frozen
class RuledOut(Record):
    """An option that is certainly declined, and so cannot be first."""

    option: str
    """Name of the option."""
    by: tuple[int, ...]
    """Indices of the findings that rule it out; empty if its score is too low."""
    needs: tuple[EvenSwap, ...] = ()
    """Changes of one fact with each of which it is certainly not declined: negotiable facts first.

    Empty if no single fact is enough.
    """
    unsearched: tuple[int, ...] = ()
    """Indices of the findings that multiply or divide by a fact: see ``Contest.unsearched``."""


@keys(
    "name",
    Key("criteria", "decision.program.checked.name"),
    "decision.verdict decision.possible decision.score relation other behind swaps unsearched",
)
@frozen
class Alternative(Record):
    """What you may do instead of taking any of the offers, decided by criteria of its own right.

    Its verdict is compared with those of the offers, and where they are equal, its score.
    """

    name: str
    """What it is called."""
    decision: Ruling
    """Its decision, by its own criteria."""
    relation: Relation
    """Its relation to the first option."""
    other: str
    """Name of the first option."""
    behind: str | None
    """Name of the one of the two that is behind, or alone is declined; None if that is open."""
    swaps: tuple[EvenSwap, ...] = ()
    """Changes of one fact of the one that is behind with which it is certainly not behind.

    Negotiable facts first; empty if no single fact is enough.
    """
    unsearched: tuple[int, ...] = ()
    """Indices of the findings of *behind* that multiply or divide by a fact."""


_STATED_VALUE: Final = shape(
    Key("option", "", itemgetter(0), doc="Name of the option."),
    Key(
        "value",
        "",
        lambda said: value_to_dict(said[1]),
        doc="Value that it states.",
        gives="FactValue",
    ),
)


@keys("fact", Key("values", form=_STATED_VALUE))
@frozen
class Disagreement(Record):
    """A fact of the current job on which offers disagree."""

    fact: str
    """Path of the fact, without a view."""
    values: tuple[tuple[str, FactValue], ...]
    """Name of each option that states it, and the value; in the order given."""


_FINDING: Final = shape("truth value graded missing")


def _statements(comparison: SideBySide) -> list[Data]:
    rows = zip(*(option.decision.findings for option in comparison.options), strict=True)
    return [{**STATEMENT(row[0]), "findings": [*map(_FINDING, row)]} for row in rows]


def _relations(comparison: SideBySide) -> list[Data]:
    names = (option.name for option in comparison.options)
    return [
        {"option": one, "other": other, "relation": to_data(comparison.relation(one, other))}
        for one, other in combinations(names, 2)
    ]


@keys(
    Key("criteria", "", shape(Key("file", "program.checked.name"))),
    "options",
    Key(
        "statements",
        "",
        _statements,
        doc="Each has ``kind``, ``label``, ``weight``, ``place``, and ``findings``: its ``truth``, "
        "``value``, ``graded`` and ``missing`` for every option, in their order.",
        gives=[
            {
                "kind": "StatementKind",
                "label": "str",
                "weight": "int | str",
                "place": "Span",
                "findings": [
                    {
                        "truth": "Kleene",
                        "value": "UnitRange | None",
                        "graded": "FactValue | None",
                        "missing": ["str"],
                    },
                ],
            }
        ],
    ),
    Key(
        "relations",
        "",
        _relations,
        doc="The ``relation`` of each ``option`` to each ``other`` one below it.",
        gives=[{"option": "str", "other": "str", "relation": "Relation"}],
    ),
    "dominances nearly contests ruled_out instead disagreements samples seed draw",
    format=FORMAT,
)
@frozen
class SideBySide(Record):
    """Offers side by side: their verdicts, their scores and what is certain about their order."""

    options: tuple[Option, ...]
    """Best first; options whose places overlap are in no particular order.

    Those that are certainly declined are last: the fewer statements rule one out, and then the
    better its score, the farther up.
    """
    dominances: tuple[Dominance, ...]
    """Pairs of which one is certainly at least as good in everything and better in something."""
    nearly: tuple[Dominance, ...]
    """Pairs for which that is true except for one statement, the ``obstacle``."""
    contests: tuple[Contest, ...]
    """The first option against each of the others that no statement rules out, in order.

    Empty if all options are certainly declined.
    """
    ruled_out: tuple[RuledOut, ...]
    """The options that are certainly declined, in order: the least in the way first."""
    instead: tuple[Alternative, ...]
    """What you may do instead, best first."""
    disagreements: tuple[Disagreement, ...]
    """Why staying is left out although offers describe the current job; otherwise empty."""
    samples: int
    """Number of weightings drawn."""
    seed: int
    """Seed of the random numbers."""
    draw: Draw
    """Weightings that were drawn."""
    program: Program = field(eq=False, repr=False)
    """The criteria that decided."""
    scores: ScoreTable = field(eq=False, repr=False)
    """Contributions to the scores of ``options``."""
    _about: Callable[[int, int], Settling] = field(eq=False, repr=False)
    """The questions that settle the order of two options, by index: worked out when asked for.

    And the facts that were not tried.
    """

    def index(self, name: str) -> int:
        """Return the index of the option called *name*.

        Raises:
            TypeError: *name* is no text.
            ValueError: no option has this name.
        """
        names = [option.name for option in self.options]
        if name not in names:
            of = ", ".join(f'"{known}"' for known in names)
            wrong = TypeError if type(name) is not str else ValueError
            raise wrong(f"name: expected that of an option ({of}), got {shown(name)}")
        return names.index(name)

    def option(self, name: str) -> Option:
        """Return the option called *name*.

        Raises:
            TypeError: *name* is no text.
            ValueError: no option has this name.
        """
        return self.options[self.index(name)]

    def relation(self, one: str, other: str) -> Relation:
        """Return the relation of *one* to *other*.

        It depends on these two alone: other options make no difference.

        Raises:
            TypeError: a name is no text.
            ValueError: no option has one of these names.
        """
        return relation_of(self.scores, self.index(one), self.index(other))

    @checks_arguments
    def findings(self, index: int) -> tuple[Finding, ...]:
        """Return the finding of each option for one statement, in the order of the options.

        Raises:
            TypeError: *index* is no whole number.
            ValueError: There is no such statement.
        """
        count = len(self.options[0].decision.findings)
        if not 0 <= index < count:
            raise ValueError(f"index: expected that of a statement, 0 to {count - 1}, got {index}")
        return tuple(option.decision.findings[index] for option in self.options)

    def differs(self, index: int) -> bool:
        """Return whether a statement may have different outcomes for the options.

        It has the same for all only if every outcome is settled, and all are exactly equal.

        Raises:
            TypeError: *index* is no whole number.
            ValueError: There is no such statement.
        """
        outcomes = set()
        for option, one in zip(self.options, self.findings(index), strict=True):
            ruling = option.decision.rules_out(one)
            if ruling.is_open or (one.weight and not one.settled):
                return True
            outcomes.add((ruling, one.truth is Kleene.DOES_NOT_APPLY, one.value))
        return len(outcomes) > 1

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as JSON-ready data; findings are indices of ``statements``."""
        return to_dict(self)


@keys("option other questions untested")
@frozen
class OpenPair(Record):
    """Two options whose order is open, and what to ask to settle it."""

    option: str
    """Name of the option that stands first of the two."""
    other: str
    """Name of the other."""
    questions: tuple[OrderQuestion, ...]
    """As in ``Contest.questions``; empty if no single answer settles the order."""
    untested: tuple[OptionFact, ...] = ()
    """As in ``Contest.untested``."""


@keys(
    Key("criteria", "", shape(Key("file", "comparison.program.checked.name"))),
    "pairs",
    format="offerkit/order/1",
)
@frozen
class OpenOrder(Record):
    """What to ask about offers so that their order is settled."""

    pairs: tuple[OpenPair, ...]
    """Each two options in the running whose order is open, in the order of the comparison."""
    comparison: SideBySide
    """The comparison whose order is open."""

    def to_dict(self) -> dict[str, Any]:
        """Return the questions as JSON-ready data."""
        return to_dict(self)


def relation_of(scores: ScoreTable, one: int, other: int) -> Relation:
    """Return the relation of one option to another, both by index; see ``relation_between``."""
    return relation_between(scores.outcomes(one), scores.outcomes(other))


def relation_between(mine: OutcomeRange, theirs: OutcomeRange) -> Relation:
    """Return the relation of an option to another by their outcomes.

    Source:
        docs/how-to/compare.md, "The order".
    """
    if mine.worst > theirs.best:
        return Relation.AHEAD
    if theirs.worst > mine.best:
        return Relation.BEHIND
    tied = mine == theirs and mine.worst == mine.best
    return Relation.TIED if tied else Relation.OPEN
