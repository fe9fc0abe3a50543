"""What criteria say of an offer: a verdict with everything that led to it."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from offerkit.data import Data, Key, keys, shape, to_dict
from offerkit.kleene import Kleene
from offerkit.paths import FactPath
from offerkit.span import Span
from offerkit.values import AtLeast, FactValue, Scalar, plain

if TYPE_CHECKING:
    from offerkit.advise.explain import Explanation
    from offerkit.advise.procon import ProCon
    from offerkit.advise.questions import Questions
    from offerkit.criteria import Criteria
    from offerkit.model.offer import Offer


FORMAT: Final = "offerkit/decision/1"
"""Name of the schema of ``Decision.to_dict``; the number rises if a key goes or changes meaning."""


class Verdict(enum.Enum):
    """What to do with the offer; the first three are ordered, low to high."""

    DECLINE = "decline"
    CONSIDER = "consider"
    ACCEPT = "accept"
    FIND_OUT = "find_out"
    """More than one of the others is still possible."""

    def __str__(self) -> str:
        return self.value.replace("_", " ")


class StatementKind(enum.Enum):
    """The statements that are reported on."""

    DEALBREAKER = "dealbreaker"
    PRO = "pro"
    CON = "con"
    CAUTION = "caution"
    PREFER = "prefer"
    LEAVING = "leaving"


def _percent(end: Fraction) -> str:
    percent = round(100 * end, 2)
    return plain(Decimal(percent.numerator) / Decimal(percent.denominator))


_END: Final = shape(
    Key("exact", "", str, doc="A fraction of 1, as text."),
    Key("percent", "", _percent, doc="Percent with at most two decimals, as text."),
)


@keys(Key("low", form=_END), Key("high", form=_END))
@frozen
class UnitRange:
    """A stretch of the line from 0 to 1, both ends included; exact."""

    low: Fraction
    high: Fraction

    @property
    def is_exact(self) -> bool:
        """Whether both ends are the same."""
        return self.low == self.high

    def __str__(self) -> str:
        """The range in whole percent, rounded half to even; for exact ends use the fields."""
        low, high = (f"{round(100 * end)}%" for end in (self.low, self.high))
        return low if low == high else f"{low} to {high}"


@frozen
class Reading:
    """A fact that a statement read: its value and where it was learned."""

    fact: FactPath
    value: FactValue | AtLeast[Scalar]
    """As stated; a derived fact's is computed, and ``AtLeast`` where it has no high end."""
    source: str | None = None
    """From the offer's ``[sources]``."""
    assumed: bool = False
    """Whether the value is the file's ``assume`` and not the offer's."""
    parts: tuple[Reading, ...] = ()
    """What a derived fact was computed from; empty for a fact that offers state."""

    def walk(self) -> Iterator[Reading]:
        """Yield the reading, and those that it was computed from."""
        yield self
        for part in self.parts:
            yield from part.walk()


@keys("kind label truth weight value readings missing", Key("place", "span"))
@frozen
class Finding:
    """What one statement came to."""

    kind: StatementKind
    label: str
    truth: Kleene
    """Whether the condition holds; for a preference, whether its grade is above 0."""
    span: Span
    """The whole statement, in the criteria."""
    weight: int
    """0 for a statement that is not weighed."""
    value: UnitRange | None
    """What it adds to the score, from 0 to 1, before its weight; None when not weighed."""
    readings: tuple[Reading, ...]
    """The facts it read, in order of first mention; behind them hours that converted a pay."""
    missing: tuple[FactPath, ...]
    """The facts that left it open, in order.

    Empty when it is settled, when all it lacks is a rate, and when all that is open is what
    shares that cannot be sold will be worth.
    """

    @property
    def settled(self) -> bool:
        """Whether learning more cannot change it."""
        return self.truth is not Kleene.UNKNOWN and (self.value is None or self.value.is_exact)


class Direction(enum.Enum):
    """How what was found lies to what was promised."""

    LESS = "less"
    MORE = "more"
    OTHER = "other"
    """Different, and of a datatype without an order."""


@frozen
class BrokenPromise:
    """A fact that was promised one way and found another."""

    fact: str
    promised: FactValue
    found: FactValue
    direction: Direction
    source: str | None = None


STATED: Final = shape("fact value source assumed")
"""A reading without the readings that it was computed from."""
STATEMENT: Final = shape("kind label weight", Key("place", "span"))
"""A statement without its outcome."""
OUTCOME: Final = shape("verdict possible score")
"""A decision in short."""


def _without_assumptions(decision: Decision) -> Data | None:
    if decision.without_assumptions is None:
        return None
    because = [str(reading.fact) for reading in decision.decisive_assumptions]
    return {**OUTCOME(decision.without_assumptions), "because": because}


@keys(
    Key(
        "offer",
        "",
        shape(
            Key("file", None, doc="Name of the offer's file, or null."),
            Key("company", "offer.company.name", doc="Its name, or null if it is unknown."),
            Key("title", "offer.role.title", doc="Title of the role, or null if it is unknown."),
        ),
    ),
    Key(
        "criteria",
        "",
        shape(
            Key("file", "criteria.name"),
            Key(
                "decline_below",
                "criteria.checked.decline_below",
                doc="Percent as text; null if there is no such threshold.",
            ),
            Key("accept_at", "criteria.checked.accept_at", doc="Likewise."),
        ),
    ),
    "verdict possible score",
    Key("counter", "is_counter"),
    "findings",
    Key(
        "open",
        None,
        doc="The facts to ask for, the most urgent first: each ``fact`` and its ``question``, "
        "whether it ``matters`` (can still change the verdict), and ``waiting``, indices of the "
        "findings that it leaves open.",
    ),
    "broken_promises assumed",
    Key(
        "without_assumptions",
        "",
        _without_assumptions,
        doc="``verdict``, ``possible`` and ``score`` without the assumptions, and ``because``: "
        "the facts whose assumptions make the difference. Null if there is none.",
    ),
    "missing_rates",
    format=FORMAT,
)
@frozen
class Decision:
    """The verdict of criteria on an offer, and what it rests on.

    Source:
        grammar/README.md, "Verdicts" and "Score".
    """

    verdict: Verdict
    possible: tuple[Verdict, ...]
    """The verdicts still possible, low to high, never ``FIND_OUT``; one when it is decided."""
    score: UnitRange | None
    """Σ w·v / Σ w; None when nothing is weighed."""
    findings: tuple[Finding, ...]
    """Every dealbreaker, caution, pro, con, preference and reason for leaving, in order."""
    is_counter: Kleene
    """Whether the offer is a counter-offer, where reasons for leaving are dealbreakers."""
    broken_promises: tuple[BrokenPromise, ...]
    assumed: tuple[Reading, ...]
    """The assumptions that were used, because the offer says nothing of the fact."""
    without_assumptions: Decision | None
    """The decision without the file's assumptions, where its verdict, range or score differs."""
    missing_rates: tuple[tuple[str, str], ...]
    """Pairs of currencies that had to be compared and have no stated ``rate``."""
    criteria: Criteria[Any] = field(eq=False, repr=False)
    offer: Offer = field(eq=False, repr=False)

    def _of(self, kind: StatementKind) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind is kind)

    @cached_property
    def dealbreakers(self) -> tuple[Finding, ...]:
        """Every dealbreaker: true, unknown and false ones."""
        return self._of(StatementKind.DEALBREAKER)

    @cached_property
    def cautions(self) -> tuple[Finding, ...]:
        """Every caution."""
        return self._of(StatementKind.CAUTION)

    @cached_property
    def pros(self) -> tuple[Finding, ...]:
        """Every pro."""
        return self._of(StatementKind.PRO)

    @cached_property
    def cons(self) -> tuple[Finding, ...]:
        """Every con."""
        return self._of(StatementKind.CON)

    @cached_property
    def preferences(self) -> tuple[Finding, ...]:
        """Every graded preference."""
        return self._of(StatementKind.PREFER)

    @cached_property
    def leaving(self) -> tuple[Finding, ...]:
        """Every reason for leaving; its truth is whether the offer fixes it."""
        return self._of(StatementKind.LEAVING)

    @property
    def decisive_assumptions(self) -> tuple[Reading, ...]:
        """The assumptions that make the difference from ``without_assumptions``, in order.

        They were read by a statement that bears on the verdict or the score, and that comes to
        something else without them. Empty where there is no difference.

        Source:
            grammar/README.md, "Assumptions".
        """
        other = self.without_assumptions
        if other is None:
            return ()
        pairs = zip(self.findings, other.findings, strict=True)
        changed = (found for found, plain in pairs if self._turns(found, plain, other))
        read = {part.fact for found in changed for r in found.readings for part in r.walk()}
        if self.is_counter is not other.is_counter:
            read.add(FactPath("offer.kind"))
        return tuple(reading for reading in self.assumed if reading.fact in read)

    def _turns(self, found: Finding, plain: Finding, other: Decision) -> bool:
        """Whether a statement that counts comes to something else in the other decision."""
        counts = found.kind is StatementKind.DEALBREAKER or found.weight > 0
        if found.kind is StatementKind.LEAVING:
            counts = {self.is_counter, other.is_counter} != {Kleene.FALSE}
        return counts and (found.truth, found.value) != (plain.truth, plain.value)

    @property
    def ruled_out_by(self) -> tuple[Finding, ...]:
        """The true dealbreakers and, in a counter-offer, the reasons for leaving left unfixed."""
        against = {StatementKind.DEALBREAKER: Kleene.TRUE}
        if self.is_counter is Kleene.TRUE:
            against[StatementKind.LEAVING] = Kleene.FALSE
        return tuple(found for found in self.findings if found.truth is against.get(found.kind))

    @property
    def missing(self) -> tuple[FactPath, ...]:
        """The facts that left any statement open, each once, in order.

        Last comes ``offer.kind``, where it decides whether a reason for leaving declines.

        Source:
            grammar/README.md, "Counter-offers".
        """
        found = dict.fromkeys(path for finding in self.findings for path in finding.missing)
        if self.is_counter is Kleene.UNKNOWN and any(
            finding.truth is not Kleene.TRUE for finding in self.leaving
        ):
            found.setdefault(FactPath("offer.kind"))
        return tuple(found)

    def questions(self) -> Questions:
        """Return what to ask before answering, in the order of what it decides."""
        return self._questions

    @cached_property
    def _questions(self) -> Questions:
        from offerkit.advise.questions import questions

        return questions(self)

    def explain(self) -> Explanation:
        """Return why it is so: each statement with what every part of it is."""
        from offerkit.advise.explain import explain
        from offerkit.render.words_explain import sentence  # facade: the sentence of a model

        found = explain(self)
        return evolve(found, sentence=sentence(found))

    def procon(self) -> ProCon:
        """Return what speaks for and against the offer, by weight, in two columns."""
        from offerkit.advise.procon import procon
        from offerkit.render.words_procon import balance_text  # facade: the sentence of a model

        found = procon(self)
        return evolve(found, sentence=balance_text(found.balance))

    def to_dict(self, *, file: str | None = None) -> dict[str, Any]:
        """Return the decision as JSON-ready data; *file* is the name of the offer's file.

        The keys are always the same: see docs/reference/json.md.
        """
        from offerkit.render.digest import open_facts  # facade: what takes a search

        data = to_dict(self, open=open_facts(self))
        data["offer"]["file"] = file
        return data

    def _repr_html_(self) -> str:
        """Return the decision as notebooks show it: see ``render.html.page``."""
        from offerkit.render.html.page import decision_fragment

        return decision_fragment(self)
