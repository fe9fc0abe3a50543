"""Grades of preferences in all rows at once: ``grammar/README.md``, "prefer"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final

import narwhals as nw
from attrs import field, frozen

from offerkit.evaluate.facts import Grade
from offerkit.frames.truths import Plain, as_expr, in_case, whole
from offerkit.kleene import Kleene
from offerkit.paths import FactPath

MOST: Final = 2**53
"""Whole numbers up to here are exact as floats, too."""


@frozen(eq=False)
class Graded:
    """The grade of a preference in each row, as a number of parts of a whole."""

    low: nw.Expr
    high: nw.Expr
    parts: int | None
    """How many parts make 1, if all numbers are whole; None if they are floats between 0 and 1."""
    applies: Plain = True
    """Whether it may apply."""
    lapses: Plain = False
    """Whether it may not apply."""
    missing: Mapping[FactPath, Plain] = field(factory=dict)
    is_open: Plain = True
    """Whether it is not a single grade."""


def constant(found: Grade) -> Graded:
    """Return a grade that is the same in every row."""
    low, high = found.interval.low or Fraction(0), found.interval.high or Fraction(0)
    parts = lcm(low.denominator, high.denominator)
    return Graded(
        whole(int(low * parts)),
        whole(int(high * parts)),
        parts,
        found.applies is not Kleene.FALSE,
        found.applies is not Kleene.TRUE,
        dict.fromkeys(found.missing, True),
        not found.interval.is_exact,
    )


def in_cases(cases: Sequence[tuple[Plain, Graded]]) -> Graded:
    """Return in each row the grade of the only case that holds there."""
    every = [one.parts for _, one in cases]
    known = [it for it in every if it is not None]
    parts = lcm(*known) if len(known) == len(every) and lcm(*known) < MOST else None

    def end(which: str) -> nw.Expr:
        found: nw.Expr | None = None
        for where, one in cases:
            share: nw.Expr = getattr(one, which)
            if parts is not None and one.parts is not None:
                share = share * whole(parts // one.parts)
            elif one.parts is not None:
                share = share.cast(nw.Float64()) / float(one.parts)
            found = share if found is None else nw.when(as_expr(where)).then(share).otherwise(found)
        assert found is not None
        return found

    wheres = [where for where, _ in cases]
    facts = dict.fromkeys(fact for _, one in cases for fact in one.missing)
    missing = {
        fact: in_case(wheres, [one.missing.get(fact, False) for _, one in cases]) for fact in facts
    }
    return Graded(
        end("low"),
        end("high"),
        parts,
        in_case(wheres, [one.applies for _, one in cases]),
        in_case(wheres, [one.lapses for _, one in cases]),
        missing,
        in_case(wheres, [one.is_open for _, one in cases]),
    )
