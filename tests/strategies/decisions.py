"""Criteria together with offers that hit them, and what a decision must keep when more is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import frozen
from hypothesis import event
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from offerkit.core import condition_of, facts_of
from offerkit.criteria import Criteria, parse_criteria
from offerkit.datatypes import PayType
from offerkit.decision import Decision
from offerkit.evaluate.verdict import Verdict
from offerkit.kleene import Kleene
from offerkit.load import write_offer
from offerkit.model.derived import CONVERTING, base_parts
from offerkit.model.offer import Offer
from tests.strategies.criteria import STATEMENTS, well_typed_criteria
from tests.strategies.offers import completions, offers

ALWAYS_READ = ("offer.kind", "hours.week", "hours.days_week")
"""Facts that a decision may rest on without the criteria naming them."""


@frozen
class Case:
    """Criteria, an offer known in part, and the facts that the decision may rest on."""

    criteria: Criteria[Offer]
    offer: Offer
    paths: tuple[str, ...]

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        # As the two files that people would write: as attrs they are too long to show.
        printer.text(f"{self.criteria.file.span.source.text}\n---\n{write_offer(self.offer)}")


def paths_read(criteria: Criteria[Offer]) -> tuple[str, ...]:
    """Return the stated facts that a decision by these criteria may rest on."""
    checked = criteria.checked
    bindings = [let.value for let in checked.bindings]
    named = {fact.path for s in checked.statements for fact in facts_of(bindings, condition_of(s))}
    rests_on = criteria.program.world.rests_on
    if any(isinstance(criteria.schema.facts[path].datatype, PayType) for path in named):
        # Pay by the hour and fares by the day are converted by what these rest on.
        named |= {*CONVERTING, *base_parts("commute.days")}
    return tuple(sorted({*(on for path in named for on in rests_on(path)), *ALWAYS_READ}))


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    include: Collection[str] = STATEMENTS,
    exclude: Collection[str] = ("negotiable", "ask"),
    derived: bool = True,
    max_size: int = 4,
    min_size: int = 1,
    wide: bool = False,
) -> Case:
    """Criteria and an offer that states some of the facts they read."""
    text = draw(
        well_typed_criteria(
            include=include,
            exclude=exclude,
            derived=derived and draw(st.booleans()),
            min_size=min_size,
            max_size=max_size,
            wide=wide,
        )
    )
    criteria = parse_criteria(text)
    paths = paths_read(criteria)
    return Case(criteria, draw(offers(criteria.schema, paths=paths)), paths)


@st.composite
def cases_and_more(draw: st.DrawFn, *, fully: bool) -> tuple[Case, Offer]:
    """A case without assumptions, and an offer that its offer may still turn out to be."""
    case = draw(cases(exclude=("negotiable", "ask", "assume"), wide=True))
    later = draw(completions(case.offer, case.criteria.schema, paths=case.paths, fully=fully))
    return case, later


def note(decision: Decision) -> None:
    """Count what came out, for `--hypothesis-show-statistics`."""
    event(f"verdict: {decision.verdict}")
    event(f"open facts: {min(len(decision.missing), 3)}{'+' if len(decision.missing) > 2 else ''}")


def assert_narrower(before: Decision, after: Decision) -> None:
    """Fail unless *after* keeps everything that *before* said was settled."""
    assert set(after.possible) <= set(before.possible)
    assert before.may_lack_score or not after.may_lack_score
    if before.score is None:
        assert after.score is None
    elif after.score is None:
        assert before.may_lack_score
    else:
        assert before.score.low <= after.score.low
        assert after.score.high <= before.score.high
    if before.verdict is not Verdict.FIND_OUT:
        assert after.verdict is before.verdict
    assert before.is_counter in {Kleene.UNKNOWN, after.is_counter}
    for one, other in zip(before.findings, after.findings, strict=True):
        assert set(other.may_be.possible) <= set(one.may_be.possible), (one, other)
        if one.value is None:
            assert other.value is None
        elif other.truth is not Kleene.DOES_NOT_APPLY:
            assert other.value is not None
            assert one.value.low <= other.value.low
            assert other.value.high <= one.value.high
    assert_promises_kept_track_of(before, after)


def assert_promises_kept_track_of(before: Decision, after: Decision) -> None:
    """Fail unless *after* reports what *before* reported of promises, or knows more of them."""
    for one, other in (
        (before.broken_promises, after.broken_promises),
        (before.exceeded_promises, after.exceeded_promises),
    ):
        later = {promise.fact: promise.direction for promise in other}
        assert {p.fact: p.direction for p in one}.items() <= later.items()
    compared = {*before.broken_promises, *before.exceeded_promises}
    again = {promise.fact for promise in after.unstated_promises}
    assert again.isdisjoint(promise.fact for promise in compared)


def said(decision: Decision) -> tuple[object, ...]:
    """Return what a decision says, but for the order of its statements."""
    return (
        decision.verdict,
        decision.possible,
        decision.score,
        decision.may_lack_score,
        decision.is_counter,
        decision.broken_promises,
        decision.exceeded_promises,
        decision.unstated_promises,
        frozenset(
            (f.kind, f.label, f.may_be, f.value, frozenset(f.missing)) for f in decision.findings
        ),
        frozenset(decision.missing_rates),
        frozenset(decision.missing_days),
        frozenset(decision.assumed),
    )


def joined(lines: Iterable[str]) -> str:
    """Return statements, one a line, as the text of a file."""
    return "\n".join(lines) + "\n"
