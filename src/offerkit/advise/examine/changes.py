"""What an edit of criteria changes for offers: which verdicts, and through which lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve, frozen

from offerkit.advise.examine.difference import Pair
from offerkit.core import CheckedStatement
from offerkit.data import Key, keys, to_dict
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.ruling_keys import OUTCOME
from offerkit.evaluate.verdict import Means, Thresholds, Verdict, Weighed
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from offerkit.records import Record
from offerkit.span import NOWHERE, Span
from offerkit.syntax.nodes import Assume, Instead, Let

FORMAT: Final = "offerkit/changes/1"
"""Name of the format of ``CriteriaChanges.to_dict``."""


@keys(Key("before", form=STATEMENT), Key("after", form=STATEMENT))
@frozen
class ChangedLine(Record):
    """A statement that an edit changed, added or took away."""

    before: Finding | None
    """Its outcome before; None of a statement that is new."""
    after: Finding | None
    """Its outcome now; None of a statement that is gone."""


@keys("name before after", Key("place", "span"))
@frozen
class ChangedValue(Record):
    """A `let` or an assumption that an edit changed, added or took away."""

    name: str
    """Keyword and name: ``let floor``, ``assume pay.base``."""
    before: str | None
    """Its value as it was written; None of one that is new."""
    after: str | None
    """Its value as it is written; None of one that is gone."""
    span: Span
    """Place of the line, in the criteria that have it."""


@keys(
    "criteria offer",
    Key("since", form=date.isoformat, gives="date"),
    Key("before", form=OUTCOME),
    Key("after", form=OUTCOME),
    "is_changed lines values thresholds_changed",
)
@frozen
class OfferChange(Record):
    """What an edit changes for one offer."""

    criteria: str
    """Name of the criteria."""
    offer: str
    """Name of the offer."""
    before: Ruling
    """Decision by the criteria before the edit."""
    after: Ruling
    """Decision by the criteria after it."""
    lines: tuple[ChangedLine, ...] = ()
    """The changed statements that make the difference: each of them alone, if one does; otherwise
    those without which the verdict would be another; otherwise all. Empty if the verdict stays."""
    values: tuple[ChangedValue, ...] = ()
    """What statements read that was changed: `let` lines and assumptions. Empty likewise."""
    thresholds_changed: bool = False
    """Whether the thresholds, ``decline below`` and ``accept at``, make the difference."""
    since: date | None = None
    """Day before which the criteria were written that are compared, such as that of the offer."""

    @property
    def is_changed(self) -> bool:
        """Whether the verdict is another, or others are possible."""
        return self.before.possible != self.after.possible


@keys(Key("changes"), format=FORMAT)
@frozen
class CriteriaChanges(Record):
    """What an edit of criteria changes, for each file of criteria and each offer."""

    changes: tuple[OfferChange, ...]
    """For each file and each offer, in the order given."""

    def to_dict(self) -> dict[str, Any]:
        """Return the changes as JSON-ready data."""
        return to_dict(self)


def changes(
    old: Program,
    new: Program,
    offers: Iterable[tuple[str, Offer]],
    *,
    since: date | None = None,
) -> tuple[OfferChange, ...]:
    """Return what an edit changes for each offer, named as given.

    Args:
        old: The criteria before.
        new: The criteria now.
        offers: Each with its name.
        since: Day before which *old* was written, if it was chosen by that.
    """
    pair: Pair | None = None
    found: list[OfferChange] = []
    for name, offer in offers:
        before, after = old.decide(_for(old, offer)), new.decide(_for(new, offer))
        change = OfferChange(new.checked.name, name, before, after, since=since)
        if change.is_changed:
            pair = pair or Pair.of(old, new)
            lines, thresholds = _through(pair, before, after)
            values = tuple(_values(old, new))
            change = OfferChange(
                new.checked.name, name, before, after, lines, values, thresholds, since
            )
        found.append(change)
    return tuple(found)


def _values(old: Program, new: Program) -> Iterator[ChangedValue]:
    """Yield the `let` lines and assumptions that differ, in the order of the new criteria."""
    before, after = _written(old), _written(new)
    for name in dict.fromkeys((*after, *before)):
        was, is_ = before.get(name), after.get(name)
        said = [None if it is None else " ".join(it.text.split()) for it in (was, is_)]
        if said[0] != said[1]:
            yield ChangedValue(name, said[0], said[1], is_ or was or NOWHERE)


def _written(program: Program) -> dict[str, Span]:
    """Return the values of `let` lines and assumptions as they are written, by what they set.

    The files that others use come first, so that what these set replaces what they leave.
    """
    found: dict[str, Span] = {}
    for file in program.checked.files:
        for statement in file.statements:
            match statement.statement if isinstance(statement, Instead) else statement:
                case Let(name=name, value=value) if value is not None:
                    found[f"let {name.value}"] = value.span
                case Assume(path=path, value=value):
                    found[f"assume {path.name}"] = value.span
                case _:
                    pass
    return found


def _for(program: Program, offer: Offer) -> Offer:
    """Return an offer without the facts of the author's own that some criteria do not declare."""
    own = {path: value for path, value in offer.own.items() if path in program.schema.own}
    views: dict[str, Any] = {
        view: _for(program, seen)
        for view in ("promised", "found", "refused", "current")
        if isinstance(seen := getattr(offer, view), Offer)
    }
    return evolve(offer, own=own, **views) if own != dict(offer.own) or views else offer


def _through(pair: Pair, before: Ruling, after: Ruling) -> tuple[tuple[ChangedLine, ...], bool]:
    """Return the lines that make the difference, and whether the thresholds do."""
    removed = _findings(before, {one.statement for one in pair.changed[0]})
    added = _findings(after, {one.statement for one in pair.changed[1]})
    named = {(finding.kind, finding.label): finding for finding in added}
    lines = [
        ChangedLine(finding, named.pop((finding.kind, finding.label), None)) for finding in removed
    ]
    lines += [ChangedLine(None, finding) for finding in named.values()]
    thresholds = before.program.thresholds != after.program.thresholds
    reverted = {line: _possible(before, after, [line], after.program.thresholds) for line in lines}
    back = _possible(before, after, [], before.program.thresholds) if thresholds else after.possible
    alone = tuple(line for line in lines if reverted[line] == before.possible)
    if alone or back == before.possible:
        return alone, back == before.possible
    some = tuple(line for line in lines if reverted[line] != after.possible)
    is_some = back != after.possible
    return (some, is_some) if some or is_some else (tuple(lines), thresholds)


def _findings(decision: Ruling, statements: set[CheckedStatement]) -> list[Finding]:
    pairs = zip(decision.program.statements, decision.findings, strict=True)
    return [finding for statement, finding in pairs if statement in statements]


def _possible(
    before: Ruling, after: Ruling, reverted: Sequence[ChangedLine], thresholds: Thresholds
) -> tuple[Verdict, ...]:
    """Return the verdicts that are possible, by parts, with some lines as they were before."""
    gone = [line.after for line in reverted if line.after is not None]
    back = [line.before for line in reverted if line.before is not None]
    counted = [(after, it) for it in after.findings if it not in gone]
    counted += [(before, it) for it in back]
    ruled_out = Kleene.FALSE
    weighed: list[Weighed] = []
    for decision, finding in counted:
        ruled_out = ruled_out | decision.rules_out(finding)
        if finding.value is not None and finding.weight:
            ends = finding.value.low, finding.value.high
            weighed.append((finding.weight, *ends, finding.may_be.applies))
    means = Means.of(weighed)
    if means is None:
        return thresholds.possible(ruled_out, 0, 0, 0)
    return thresholds.possible(ruled_out, means.low, means.high, 1, may_lack=means.may_lack)
