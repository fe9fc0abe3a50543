"""Diagnostics about statements that replace or remove those of used files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from offerkit.check.problems.wording import quote, quoted_list
from offerkit.core import named
from offerkit.datatypes import (
    Datatype,
    DateType,
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.diagnostics import Diagnostic, Hint, Label, Offered, error
from offerkit.span import Span
from offerkit.syntax import nodes
from offerkit.text import MOST_NEAR, fold
from offerkit.text import near as spelled
from offerkit.values import DurationFamily


def _named(kind: str, name: str) -> str:
    return f"`{named(kind, name)}`"


def instead_not_needed(node: nodes.Instead) -> Diagnostic:
    """``instead`` before a threshold or an ``ask``, which replace others by themselves."""
    return error(
        "instead-not-needed",
        "thresholds and questions replace those of used files without `instead`",
        node.span,
        hint="delete `instead`",
    )


def nothing_to_change(
    at: nodes.Statement, kind: str, name: str, near: Sequence[tuple[str, str]]
) -> Diagnostic:
    """A statement to replace or remove that no used file has; *near* are some that they have."""
    written = [named(*other) for other in near]
    hint: Hint = f"they have {quoted_list(written[:MOST_NEAR])}" if near else _plain(at)
    same = tuple(
        text for text, other in zip(written, near, strict=True) if fold(other[1]) == fold(name)
    )
    if meant := spelled(named(kind, name), written) or same[:MOST_NEAR]:
        hint = Offered("did you mean {}?", meant, hint, _place_of_name(at))
    message = f"the files that this one uses have no {_named(kind, name)}"
    return error("nothing-to-replace", message, at.span, hint=hint)


_KIND: Final = re.compile(r"(?:instead|without)(?:\s|#.*)+?(\w+)")


def _place_of_name(at: nodes.Statement) -> Span:
    """Return the place of the keyword and the name of a statement to replace or remove."""
    inner = at.statement if isinstance(at, nodes.Instead) else at
    names = (getattr(inner, name, None) for name in ("label", "path", "name"))
    name = next((name for name in names if name is not None), None)
    kind = _KIND.match(at.span.text)
    assert kind is not None
    end = at.span.start + kind.end() if name is None else name.span.end
    return at.span.source.span(at.span.start + kind.start(1), end)


def _plain(at: nodes.Statement) -> str:
    return "delete the line" if isinstance(at, nodes.Without) else "delete `instead`"


def several_to_change(
    at: nodes.Statement, kind: str, name: str, places: Sequence[Span]
) -> Diagnostic:
    """A statement to replace or remove of which used files have several."""
    return error(
        "several-to-replace",
        f"the files that this one uses have {len(places)} different {_named(kind, name)}",
        at.span,
        secondary=tuple(Label(place) for place in places[:3]),
        hint="give them different labels in those files",
    )


def changed_twice(at: nodes.Statement, kind: str, name: str, first: nodes.Statement) -> Diagnostic:
    """Two different statements of one file that replace the same one."""
    return error(
        "said-twice",
        f"this file replaces {_named(kind, name)} twice",
        at.span,
        secondary=(Label(first.span, "first"),),
        hint="remove one of them",
    )


def conflicting(
    use: nodes.UseFile | nodes.UsePack,
    kind: str,
    name: str,
    one: nodes.Statement | None,
    other: nodes.Statement | None,
) -> Diagnostic:
    """Two used files that replace one line differently."""
    places = (Label(change.span) for change in (one, other) if change is not None)
    line = f"`let {name} = …`" if kind == "let" else f"`instead {kind} …`"
    return error(
        "conflicting-replacements",
        f"two used files replace {_named(kind, name)} differently",
        use.span,
        secondary=tuple(places),
        hint=f"say in this file which holds, with {line}",
    )


def unset_let(at: Span, let: nodes.Let, datatype: Datatype, *, here: bool) -> Diagnostic:
    """A ``let`` without a value, in criteria that decide; *here*: in the main file itself."""
    name, example = let.name.value, _example(datatype)
    if here:
        typed = " ".join(let.span.text.split())
        return error(
            "unset-let",
            f"{quote(name)} has no value; only a file that uses this one can decide",
            at,
            hint=f"set it there, or give it a value that holds without: `{typed} = {example}`",
        )
    return error(
        "unset-let",
        f"{quote(name)} has no value: it is {datatype} that this file has to set",
        at,
        secondary=(Label(let.span, "left to be set"),),
        hint=f"add a line such as `let {name} = {example}`",
    )


def other_type(at: nodes.Expr, name: str, declared: Datatype, found: Datatype) -> Diagnostic:
    """A value of another datatype than the one that its ``let`` is declared with."""
    return error(
        "datatype-mismatch",
        f"{quote(at.span)} is {found}, but {quote(name)} is declared as {declared}",
        at.span,
        hint=_as_declared(at, declared),
    )


def _as_declared(at: nodes.Expr, declared: Datatype) -> Hint:
    example = f"write it as in `{_example(declared)}`"
    match at, declared:
        case nodes.DurationLiteral() | nodes.MoneyLiteral() | nodes.PayLiteral(), Number():
            return Offered("write {}", (at.number.spelling,), example)
        case nodes.MoneyLiteral(), PayType():
            return Offered("write {}", (f"{at.span.text} per year",), example)
        case nodes.PayLiteral(), MoneyType():
            return Offered("write {}", (f"{at.number.spelling} {at.currency}",), example)
        case nodes.NumberLiteral(), PercentType():
            return Offered("write {}", (f"{at.spelling}%",), example)
        case _:
            return example


def _example(datatype: Datatype) -> str:
    match datatype:
        case YesNo():
            return "yes"
        case Number():
            return "3"
        case PercentType():
            return "15%"
        case MoneyType():
            return "5k USD"
        case PayType():
            return "60k USD per year"
        case DurationType(families=families):
            units = {DurationFamily.CLOCK: "45 min", DurationFamily.DAYS: "10 days"}
            return next((units[f] for f in units if f in families), "6 months")
        case DateType():
            return "2027-03-01"
        case OrdinalType(scale=scale):
            return scale.levels[-1]
        case TextType(values=values):
            return f'"{values[0]}"' if values else '"Minneapolis"'
        case TextSetType():
            return '{"Acme"}'
        case _:
            return "…"
