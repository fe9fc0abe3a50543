"""The words of what comes of examining criteria."""

from __future__ import annotations

from typing import Final

from offerkit.advise.examine.models import (
    Coverage,
    Covered,
    CriteriaDifference,
    DifferentVerdict,
    Relation,
    Remark,
    RemarkKind,
)
from offerkit.render.words.common import verdict_text
from offerkit.text import listed

_REMARKS: Final = {
    RemarkKind.NEVER: "{} can never hold",
    RemarkKind.ALWAYS: "{} always holds",
    RemarkKind.SHADOWED: "{} is never the only reason: wherever it holds, so does {others}",
    RemarkKind.SAME: "{} holds exactly where {others} does",
    RemarkKind.NO_OFFER: "{} and {others} rule out every offer",
    RemarkKind.OUT_OF_REACH: "`{}` is out of reach: no offer that is not ruled out comes there",
    RemarkKind.NO_EFFECT: "{} has no effect: without it, every verdict would be the same",
    RemarkKind.NOT_FIXABLE: "{} can be addressed by no counter-offer",
    RemarkKind.NO_HELP: "`{}` helps nobody: what may be asked for makes no difference to {others}",
    RemarkKind.IDLE_FACT: "{} decides nothing: only {others} reads it",
}
_OF_LEAVING: Final = {
    RemarkKind.NEVER: "{} is never addressed: its condition can never hold",
    RemarkKind.ALWAYS: "{} is always addressed: its condition always holds",
    RemarkKind.SHADOWED: "{} is never the only reason: wherever it is left, there is {others}",
    RemarkKind.SAME: "{} is addressed exactly where {others} is",
}
_WITH_REASONS: Final = {
    RemarkKind.NEVER,
    RemarkKind.ALWAYS,
    RemarkKind.OUT_OF_REACH,
    RemarkKind.NOT_FIXABLE,
}
"""What may be so because of something."""


def remark_text(remark: Remark) -> str:
    """Return a remark as a sentence."""
    kind, others = remark.kind, remark.others
    if kind is RemarkKind.NO_OFFER and not others:
        return f"{remark.subject} rules out every offer."
    if kind is RemarkKind.NO_HELP and not others:
        return f"`{remark.subject}` helps nobody: no statement reads it."
    named = listed(others, "and") if others else ""
    is_leaving = remark.subject.startswith("leaving ")
    words = _OF_LEAVING.get(kind, _REMARKS[kind]) if is_leaving else _REMARKS[kind]
    said = words.format(remark.subject, others=named)
    if kind in _WITH_REASONS and others:
        said += f", because of {named}"
    return f"{said}."


WITNESS_TITLES: Final = {
    RemarkKind.OUT_OF_REACH: "The nearest:",
    RemarkKind.NO_EFFECT: "Decided alike with it and without it:",
}
WITNESS_TITLE: Final = "For example:"

NOTHING_FOUND: Final = "Nothing was found that is surely not meant."
UNSETTLED: Final = "Not settled within the budget"

_RELATIONS: Final = {
    Relation.EQUIVALENT: "Both decide every offer alike.",
    Relation.STRICTER: "The new criteria are stricter: they decide some offers lower, none higher.",
    Relation.LAXER: "The new criteria are laxer: they decide some offers higher, none lower.",
    Relation.INCOMPARABLE: "The new criteria decide some offers lower and some higher.",
    Relation.NOT_SETTLED: "Whether there are more differences was not settled within the budget.",
}


def relation_text(difference: CriteriaDifference) -> str:
    """Return how two files decide, in a sentence."""
    if difference.relation is Relation.NOT_SETTLED and not difference.differences:
        return "Whether both decide every offer alike was not settled within the budget."
    return _RELATIONS[difference.relation]


def verdicts_text(different: DifferentVerdict) -> str:
    """Return how both decide an offer."""
    return f"{verdict_text(different.before)} before, {verdict_text(different.after)} now"


def counts_text(coverage: Coverage) -> str:
    """Return what the offers came to."""
    some = [f"{one.count} {verdict_text(one.verdict)}" for one in coverage.verdicts if one.count]
    noun = "offer" if coverage.count == 1 else "offers"
    return f"{coverage.count} {noun}: {listed(some, 'and')}." if some else "No offers."


def covered_text(one: Covered) -> str:
    """Return how often a statement held."""
    held = f"held {_times(one.held)}" if one.held else "never held"
    open_ = f", was open {_times(one.open)}" if one.open else ""
    decided = f", ruled out {one.decided}" if one.decided else ""
    return f"{one.kind.value} {one.label}: {held}{open_}{decided}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
