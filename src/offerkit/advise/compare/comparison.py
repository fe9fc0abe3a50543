"""What a comparison of offers says: the models; ``compare`` makes them.

Source:
    docs/how-to/compare.md, "What it says".
"""

from __future__ import annotations

import enum
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import isqrt
from operator import itemgetter
from typing import Any, Final

from attrs import field, frozen

from offerkit.advise.compare.standing import Balance
from offerkit.data import Data, Key, keys, shape, to_data, to_dict, value_to_dict
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.program import Program, Ruling
from offerkit.paths import FactPath
from offerkit.values import FactValue, Scalar

FORMAT: Final = "offerkit/compare/1"
"""The name of the schema of ``Comparison.to_dict``."""
STAYING: Final = "current"
"""What the option of staying in the present job is called."""


class Relation(enum.Enum):
    """How one option stands to another, by verdict and then by score."""

    AHEAD = "ahead"
    """Even its worst outcome is better than the best of the other."""
    BEHIND = "behind"
    """Even its best outcome is worse than the worst of the other."""
    TIED = "tied"
    """Verdict and score are settled, and the same."""
    OPEN = "open"
    """Either may still come out ahead, or they may come out the same."""

    def __str__(self) -> str:
        return self.value


@frozen
class Place:
    """The places an option may still take; 1 is the first, and options that are tied share one."""

    best: int
    worst: int

    @property
    def is_settled(self) -> bool:
        """Whether only one place is left."""
        return self.best == self.worst

    def __str__(self) -> str:
        return str(self.best) if self.is_settled else f"{self.best}-{self.worst}"


@keys("certain certain_error possible possible_error")
@frozen
class Firsts:
    """How often an option comes first when the weights are others, in the same order."""

    samples: int
    """How many weightings were drawn; at least 1."""
    certain: int
    """In how many of them no option can come out ahead of it."""
    possible: int
    """In how many of them it may still come out with none ahead of it; at least *certain*."""

    @property
    def certain_share(self) -> Fraction:
        """The share of the weightings in which it is certainly first, alone or with others."""
        return Fraction(self.certain, self.samples)

    @property
    def possible_share(self) -> Fraction:
        """The share of the weightings in which it may still be first."""
        return Fraction(self.possible, self.samples)

    @property
    def certain_error(self) -> Decimal:
        """The standard error of ``certain_share``, to six decimals, rounded down."""
        return _standard_error(self.certain, self.samples)

    @property
    def possible_error(self) -> Decimal:
        """The standard error of ``possible_share``, to six decimals, rounded down."""
        return _standard_error(self.possible, self.samples)


def _standard_error(count: int, samples: int) -> Decimal:
    """Return √(p (1 - p) / n) for the share p = count / n: a whole root, so no float."""
    millionths = isqrt(10**12 * count * (samples - count) // samples**3)
    return Decimal(millionths).scaleb(-6)


@keys(
    "name",
    Key("staying", "is_staying"),
    "decision.verdict decision.possible decision.score place firsts",
)
@frozen
class Option:
    """One of the offers that are compared, or staying."""

    name: str
    decision: Ruling
    """With the same findings, in the same order, as every other option's."""
    place: Place
    firsts: Firsts | None
    """None where nothing is weighed or nothing was drawn."""
    is_staying: bool = False
    """Whether it is the present job: the counter-offer that changes nothing."""


@frozen
class Obstacle:
    """The one statement that keeps an option from being certainly better than another."""

    finding: int
    """Which of the findings it is, by index."""
    certain: bool
    """Whether the other option is certainly better there; if not, that is still open."""


@frozen
class Dominance:
    """One option is at least as good as another, whatever the weights and the unknown facts."""

    better: str
    worse: str
    wins: tuple[int, ...]
    """The findings in which it is certainly better, by index, ascending; at least one."""
    obstacle: Obstacle | None = None
    """The one statement of which this is not so; None where it is so of every one."""


@frozen
class WeightFlip:
    """Another weight of one statement, with which the option that is behind is ahead."""

    finding: int
    """Which of the findings it is, by index."""
    weight: int
    """As the author wrote it."""
    flipped: int
    """The nearest whole weight that does it, at least 1."""
    level_at: Fraction | None
    """The weight at which the scores would be level; None where it is the verdicts that turn."""

    @property
    def change(self) -> int:
        """How much heavier (or, below 0, lighter) the statement has to be."""
        return self.flipped - self.weight


@frozen
class EvenSwap:
    """Another value of one fact, with which the option that is behind is not behind any more."""

    fact: FactPath
    found: Scalar
    """As the offer states it."""
    needed: Scalar
    """The nearest value that does it; amounts are in the unit of *found*, to the hundredth."""
    bound: Fraction
    """The exact amount from which it does, in the unit of *found*; of a level, its rank.

    *needed* is this amount, or the next hundredth behind it where no hundredth is that amount, or
    where it takes more than that amount.
    """
    matched: bool
    """Whether the two then come out the same; if not, the option is then ahead."""


@frozen
class Contest:
    """What would turn the order of two options around."""

    leading: str
    option: str
    """The option that is not ahead."""
    relation: Relation
    """How *leading* stands to *option*; only where it is ``AHEAD`` is there an order to turn."""
    flips: tuple[WeightFlip, ...] = ()
    """The smallest change of a weight first; empty where no one weight does it."""
    swaps: tuple[EvenSwap, ...] = ()
    """One for each fact that can do it: facts that are negotiable first, as in the criteria."""


_SAID: Final = shape(
    Key("option", "", itemgetter(0), doc="Name of the option."),
    Key("value", "", lambda said: value_to_dict(said[1]), doc="What it states."),
)


@keys("fact", Key("values", form=_SAID))
@frozen
class Disagreement:
    """A fact of the present job that offers state differently."""

    fact: str
    values: tuple[tuple[str, FactValue], ...]
    """What each option says that states it, by name, in the order given."""


_FINDING: Final = shape("truth value missing")


def _statements(comparison: Comparison) -> list[Data]:
    rows = zip(*(option.decision.findings for option in comparison.options), strict=True)
    return [{**STATEMENT(row[0]), "findings": [*map(_FINDING, row)]} for row in rows]


def _relations(comparison: Comparison) -> list[Data]:
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
        "``value`` and ``missing`` for every option, in their order.",
    ),
    Key(
        "relations",
        "",
        _relations,
        doc="How each ``option`` stands to each ``other`` one below it: the ``relation``.",
    ),
    "dominances nearly contests disagreements samples seed",
    format=FORMAT,
)
@frozen
class Comparison:
    """Offers side by side: their verdicts and scores, and what can be said of their order.

    Made by ``compare``.
    """

    options: tuple[Option, ...]
    """From the top down; the order says no more than ``relation`` does where places overlap."""
    dominances: tuple[Dominance, ...]
    """Every pair of which one is certainly at least as good in everything, and better in some."""
    nearly: tuple[Dominance, ...]
    """Every pair of which that is so but for one statement: its ``obstacle``."""
    contests: tuple[Contest, ...]
    """The first option against each of the others, from the top down."""
    disagreements: tuple[Disagreement, ...]
    """Why staying is left out although offers state the present job; else empty."""
    samples: int
    """How many weightings were drawn."""
    seed: int
    program: Program = field(eq=False, repr=False)
    balance: Balance = field(eq=False, repr=False)
    """The values of ``options``, as they are weighed."""

    def option(self, name: str) -> Option:
        """Return the option called *name*; ``KeyError`` when there is none."""
        return self.options[self._index(name)]

    def relation(self, one: str, other: str) -> Relation:
        """Return how *one* stands to *other*; ``KeyError`` when there is no such option.

        It depends on these two alone, and not on which others are compared.
        """
        return relation_of(self.balance, self._index(one), self._index(other))

    def contest(self, one: str, other: str) -> Contest:
        """Return what would turn the order of any two options; ``KeyError`` for another name."""
        from offerkit.advise.compare.compare import contest

        return contest(self.balance, self.options, self._index(one), self._index(other))

    def findings(self, index: int) -> tuple[Finding, ...]:
        """Return what one statement came to in each option, in their order.

        Raises:
            IndexError: there is no such statement.
        """
        return tuple(option.decision.findings[index] for option in self.options)

    def _index(self, name: str) -> int:
        for index, option in enumerate(self.options):
            if option.name == name:
                return index
        raise KeyError(name)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as JSON-ready data; findings are indices of ``statements``."""
        return to_dict(self)

    def _repr_html_(self) -> str:
        """Return the comparison as notebooks show it: see ``render.html.page``."""
        from offerkit.render.html.report import comparison_fragment

        return comparison_fragment(self)


def relation_of(balance: Balance, one: int, other: int) -> Relation:
    """Return how an option stands to another, both by index.

    Source:
        docs/how-to/compare.md, "The order".
    """
    mine, theirs = balance.outlook(one), balance.outlook(other)
    if mine.worst > theirs.best:
        return Relation.AHEAD
    if theirs.worst > mine.best:
        return Relation.BEHIND
    same = mine == theirs and mine.worst == mine.best
    return Relation.TIED if same else Relation.OPEN
