"""Sentences about an edit of criteria, worded once for every form they are shown in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from offerkit.advise.examine.changes import ChangedLine, ChangedValue, OfferChange
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.render.words.common import KIND_WORDS, verdict_text
from offerkit.text import listed
from offerkit.values import plain


def change_text(change: OfferChange) -> str:
    """Return what an edit changes for an offer, in a sentence.

    Criteria that were changed after an offer came are told from it once, and nothing more is said.
    """
    before, after = _outcome(change.before), _outcome(change.after)
    if change.since is None:
        return f"{change.offer}: {before} before, {after} now"
    when = f"as your criteria were before {change.since}"
    return f"{change.offer}: {before} {when}, {after} as they are now"


def _outcome(decision: Ruling) -> str:
    if decision.verdict is Verdict.FIND_OUT:
        possible = listed([verdict_text(verdict) for verdict in decision.possible], "or")
        return f"find out ({possible})"
    return verdict_text(decision.verdict)


def line_text(line: ChangedLine) -> str:
    """Return a changed line: ``dealbreaker: Too far, which is new``."""
    finding = place_of(line)
    how = "was changed" if line.after and line.before else "is new" if line.after else "is gone"
    weights = ""
    if line.after and line.before and line.after.weight != line.before.weight:
        weights = f" (weight {line.before.written_weight} before, {line.after.written_weight} now)"
    return f"{KIND_WORDS[finding.kind]}: {finding.label} {how}{weights}"


def value_text(value: ChangedValue) -> str:
    """Return a changed `let` or assumption: ``let floor: 60k USD per year before, 55k … now``."""
    was, now = (said or "none" for said in (value.before, value.after))
    return f"{value.name}: {was} before, {now} now"


def place_of(line: ChangedLine) -> Finding:
    """Return the finding whose place shows a changed line: that of now, if there is one."""
    finding = line.after or line.before
    assert finding is not None
    return finding


def threshold_texts(change: OfferChange) -> Iterator[str]:
    """Yield the thresholds that were changed, each with what it was."""
    before, after = change.before.program.checked, change.after.program.checked
    for words, old, new in (
        ("decline below", before.decline_below, after.decline_below),
        ("accept at", before.accept_at, after.accept_at),
    ):
        if old != new:
            was, now = ("none" if it is None else f"{plain(it)}%" for it in (old, new))
            yield f"{words}: {was} before, {now} now"


def same_text(changes: Sequence[OfferChange]) -> str:
    """Return how many offers are decided as before; empty if none is."""
    count = sum(not change.is_changed for change in changes)
    if not count:
        return ""
    every = count == len(changes)
    if every:
        return "Every offer is decided as before." if count > 1 else "It is decided as before."
    return f"{count} {'is' if count == 1 else 'are'} decided as before."
