"""Statements with what they are for every offer, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import frozen

from offerkit import core as c
from offerkit.core import datatype_of, is_by_the_hour
from offerkit.datatypes import PayType
from offerkit.evaluate.facts import Grade, Judgement
from offerkit.evaluate.verdict import StatementKind, UnitRange
from offerkit.model.offer import Offer
from offerkit.records import Record
from offerkit.span import Span
from offerkit.values import FactValue


@frozen
class Prepared(Record):
    """Properties of a statement that do not depend on the offer."""

    statement: c.CheckedStatement
    kind: StatementKind
    span: Span
    values: tuple[UnitRange | None, ...]
    """Contributions to the score by truth; a preference contributes its grade."""
    weight: Fraction
    readings: tuple[int, ...]
    """Facts that it reads, as indices into ``Program.facts``."""
    has_pay: bool
    """Whether it reads pay, which may be converted by hours that it does not mention."""
    by_the_hour: bool
    """Whether it contains a constant pay per hour or day."""


@frozen
class WhenUnknown(Record):
    """What comes of a statement if none of its facts is stated."""

    outcome: Judgement | Grade | None
    """None if it depends on other facts."""
    hangs_on: tuple[Callable[[Offer], FactValue], ...]
    """What reads the facts on which those hang; the outcome is so if these are unknown, too."""


def pay_in(core: c.Core, lets: Sequence[tuple[bool, bool]]) -> tuple[bool, bool]:
    """Return whether an expression contains pay, and a constant pay per hour or day."""
    parts = tuple(c.parts_of(core))
    named = [lets[part.index] for part in parts if isinstance(part, c.LetRef)]
    has_pay = any(isinstance(datatype_of(part), PayType) for part in parts)
    by_the_hour = any(map(is_by_the_hour, parts))
    return has_pay or any(it[0] for it in named), by_the_hour or any(it[1] for it in named)
