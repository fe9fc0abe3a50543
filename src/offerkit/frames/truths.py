"""Truths of all rows at once: which of true, false and "does not apply" each may be.

A part is a column of plain truths, never null, or a truth that is the same for every row.

Source:
    grammar/README.md, "Truth".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import add, and_, or_
from typing import TypeAlias

import narwhals as nw
from attrs import field, frozen

from offerkit.kleene import Kleene
from offerkit.paths import FactPath

Plain: TypeAlias = "nw.Expr | bool"


def folded(operation: Callable[[nw.Expr, nw.Expr], nw.Expr], parts: Sequence[nw.Expr]) -> nw.Expr:
    """Return expressions put together by an operation that may be done in any order.

    By halves: an engine takes long over an expression that is as deep as there are statements.
    """
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return operation(folded(operation, parts[:half]), folded(operation, parts[half:]))


def both(*parts: Plain) -> Plain:
    """Return whether all parts are true."""
    if any(part is False for part in parts):
        return False
    some = [part for part in parts if not isinstance(part, bool)]
    return folded(and_, some) if some else True


def either(*parts: Plain) -> Plain:
    """Return whether any part is true."""
    if any(part is True for part in parts):
        return True
    some = [part for part in parts if not isinstance(part, bool)]
    return folded(or_, some) if some else False


def negated(part: Plain) -> Plain:
    """Return whether a part is false."""
    return not part if isinstance(part, bool) else ~part


def as_expr(part: Plain) -> nw.Expr:
    """Return a part as an expression."""
    return nw.lit(part) if isinstance(part, bool) else part


def chosen(part: Plain, one: int, other: int) -> nw.Expr:
    """Return one whole number where a part is true, and another where it is not."""
    if isinstance(part, bool):
        return whole(one if part else other)
    return nw.when(part).then(whole(one)).otherwise(whole(other))


def whole(number: int) -> nw.Expr:
    """Return a whole number, in a dtype in which sums do not overflow."""
    return nw.lit(number, dtype=nw.Int64())


@frozen(eq=False)
class Truth:
    """What a truth may be in each row, and which facts leave it open where it is open."""

    true: Plain
    """Whether it may be true."""
    false: Plain
    """Whether it may be false."""
    neither: Plain = False
    """Whether it may not apply."""
    missing: Mapping[FactPath, Plain] = field(factory=dict)

    @property
    def is_open(self) -> Plain:
        """Whether it may be several."""
        pairs = ((self.true, self.false), (self.true, self.neither), (self.false, self.neither))
        return either(*(both(*pair) for pair in pairs))

    @property
    def holds(self) -> Plain:
        """Whether it is certainly true."""
        return both(self.true, negated(self.false), negated(self.neither))


def constant(truth: Kleene, missing: Iterable[FactPath] = ()) -> Truth:
    """Return a truth that is the same in every row."""
    possible = truth.possible
    true, false, neither = (
        one in possible for one in (Kleene.TRUE, Kleene.FALSE, Kleene.DOES_NOT_APPLY)
    )
    return Truth(true, false, neither, dict.fromkeys(missing, True))


def _missing_of(true: Plain, false: Plain, neither: Plain, parts: Sequence[Truth]) -> Truth:
    """Return a truth that misses, where it is open, what its parts miss."""
    whole = Truth(true, false, neither)
    facts = dict.fromkeys(fact for part in parts for fact in part.missing)
    missing = {
        fact: both(whole.is_open, either(*(part.missing.get(fact, False) for part in parts)))
        for fact in facts
    }
    return Truth(
        true, false, neither, {fact: it for fact, it in missing.items() if it is not False}
    )


def not_(part: Truth) -> Truth:
    """Return the negation of a truth."""
    return Truth(part.false, part.true, part.neither, part.missing)


def all_of(parts: Sequence[Truth]) -> Truth:
    """Return the least of truths: false, before "does not apply", before true."""
    neither = both(
        *(either(part.true, part.neither) for part in parts),
        either(*(part.neither for part in parts)),
    )
    true, false = both(*(part.true for part in parts)), either(*(part.false for part in parts))
    return _missing_of(true, false, neither, parts)


def any_of(parts: Sequence[Truth]) -> Truth:
    """Return the greatest of truths."""
    return not_(all_of([not_(part) for part in parts]))


def same(left: Truth, right: Truth) -> Truth:
    """Return whether two truths are the same."""
    return _missing_of(
        either(both(left.true, right.true), both(left.false, right.false)),
        either(both(left.true, right.false), both(left.false, right.true)),
        either(left.neither, right.neither),
        (left, right),
    )


def at_least(least: int, parts: Sequence[Truth]) -> Truth:
    """Return whether so many truths are true; if none applies, it does not either.

    Source:
        grammar/README.md, "Counting".
    """
    neither = both(*(part.neither for part in parts))
    if least <= 0:
        applies = either(*(either(part.true, part.false) for part in parts))
        return _missing_of(applies, False, neither, parts)
    # Not so many, although one applies: one that is surely true, or one that may be false, or one
    # that is true if that is not enough.
    sure = [part.holds for part in parts]
    some = [*sure, *(part.false for part in parts), *(part.true for part in parts if least > 1)]
    false = both(negated(reaches(sure, least)), either(*some))
    return _missing_of(reaches([part.true for part in parts], least), false, neither, parts)


def reaches(parts: Sequence[Plain], least: int) -> Plain:
    """Return whether at least so many parts are true."""
    wanted = least - sum(part is True for part in parts)
    some = [chosen(part, 1, 0) for part in parts if not isinstance(part, bool)]
    if wanted <= 0 or len(some) < wanted:
        return wanted <= 0
    return folded(add, some) >= wanted


def in_case(cases: Sequence[Plain], parts: Sequence[Plain]) -> Plain:
    """Return in each row the part of the only case that holds there."""
    if all(part is True for part in parts):
        return True
    return either(*(both(*pair) for pair in zip(cases, parts, strict=True)))


def in_cases(cases: Sequence[tuple[Plain, Truth]]) -> Truth:
    """Return in each row the truth of the only case that holds there."""
    wheres = [where for where, _ in cases]
    facts = dict.fromkeys(fact for _, one in cases for fact in one.missing)
    missing = {
        fact: in_case(wheres, [one.missing.get(fact, False) for _, one in cases]) for fact in facts
    }
    return Truth(
        in_case(wheres, [one.true for _, one in cases]),
        in_case(wheres, [one.false for _, one in cases]),
        in_case(wheres, [one.neither for _, one in cases]),
        missing,
    )
