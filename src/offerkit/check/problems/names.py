"""Diagnostics about names: facts, levels, and what files declare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from offerkit.check.problems.wording import (
    MOST_LISTED,
    datatype_label,
    first_label,
    in_turn,
    quote,
    quoted_list,
    replace_it,
)
from offerkit.currencies import currency_in
from offerkit.datatypes import Datatype, YesNo
from offerkit.diagnostics import Diagnostic, Hint, Label, Offered, error, warning
from offerkit.scales import Scale
from offerkit.span import Span
from offerkit.syntax import nodes


def unknown_fact(path: nodes.Path, hint: Hint) -> Diagnostic:
    """A path that is not a fact."""
    return error("unknown-fact", f"unknown fact {quote(path.name)}", path.span, hint=hint)


def hyphens(path: nodes.Path, hint: Hint) -> Diagnostic:
    """A name with hyphens, which are minus signs."""
    return error(
        "unknown-fact",
        f"unknown fact {quote(path.name)}: `-` is a minus sign",
        path.span,
        hint=hint,
    )


def declare_it(path: str) -> str:
    """Return the hint for an unknown fact without a similar known one."""
    return f"declare a fact of your own with `fact {path}: TYPE`"


def with_datatype(path: str, datatype: Datatype) -> str:
    """Return the hint that names a fact that does not fit as it is, and what it is."""
    return f"did you mean `{path}`, which is {datatype}?"


NO_SUCH_NAME: Final = (
    "facts have a dot in their names, as in `pay.base`: `offerkit facts` lists them; "
    "a name of your own is declared with `let`"
)


def fact_group(path: nodes.Path, facts: Sequence[str]) -> Diagnostic:
    """A group of facts where a single fact is needed."""
    return error(
        "fact-group",
        f"{quote(path.name)} is a group of facts",
        path.span,
        hint=Offered(
            "name one of them: {}", tuple(facts[:MOST_LISTED]), f"its facts: {quoted_list(facts)}"
        ),
    )


def unreadable_fact(path: nodes.Path) -> Diagnostic:
    """A fact that expressions cannot read."""
    instead = ".".join((*path.parts[:-1], "per_year"))
    currency = currency_in(path.span.source.text)
    return error(
        "unreadable-fact",
        f"{quote(path.name)} is a list, which expressions cannot read",
        path.span,
        hint=Offered(
            "read {} instead",
            (instead,),
            Offered(
                "read {} instead",
                (f"{instead} >= 10k {currency} per year",),
                f"conditions can read `{instead}`, which is an amount per period",
            ),
        )
        if "equity" in path.parts
        else None,
    )


def unknown_name(path: nodes.Path, hint: Hint) -> Diagnostic:
    """A single name that is neither a ``let`` nor a level."""
    return error("unknown-name", f"unknown name {quote(path.name)}", path.span, hint=hint)


def asks_whether_known(path: nodes.Path) -> Diagnostic:
    """``is known``, which would violate the law that learning more never reverses a verdict."""
    return error(
        "unknown-name",
        f"unknown name {quote(path.name)}: conditions cannot test whether a fact is known",
        path.span,
        hint=_GIVE_A_VALUE,
    )


_GIVE_A_VALUE: Final = (
    "give unknown facts a value with `assume`, or let the verdict `find out` ask for them"
)


def nothing_there(datatype: Datatype) -> Hint:
    """Return the hint for ``none`` beside what has no such level."""
    if isinstance(datatype, YesNo):
        return Offered("write {}", ("no",))
    return f"conditions cannot test whether a fact is known: {_GIVE_A_VALUE}"


def in_quotes(name: str, otherwise: Hint = None) -> Hint:
    """Return the hint that offers a name as a text."""
    return Offered("write texts in quotes: {}", (f'"{name}"',), otherwise)


def unknown_level(path: nodes.Path, scale: Scale, near: Hint) -> Diagnostic:
    """A name that is not a level of the scale on the other side."""
    return error(
        "unknown-level",
        f"{quote(path.name)} is not a level of {scale.name}",
        path.span,
        hint=near or f"levels: {scale}",
    )


def ambiguous_name(path: nodes.Path, scale: Scale, let: Span) -> Diagnostic:
    """A name that is both a level of the scale on the other side and a ``let``."""
    return error(
        "ambiguous-name",
        f"{quote(path.name)} is both a level of {scale.name} and a `let`",
        path.span,
        secondary=(Label(let, "the `let`"),),
        hint="rename the `let`",
    )


def level_without_scale(path: nodes.Path, fact: str | None) -> Diagnostic:
    """A level without an operand that determines its scale."""
    example = f"`{fact} >= {path.name}`" if fact else "a fact"
    return error(
        "level-without-scale",
        f"{quote(path.name)} is a level, but its scale is not clear here",
        path.span,
        hint=f"compare it with a fact, as in {example}" if fact else f"compare it with {example}",
    )


def level_beside(
    path: nodes.Path, other: nodes.Expr, other_type: Datatype, hint: Hint
) -> Diagnostic:
    """A level compared with an expression that is not a level."""
    return error(
        "datatype-mismatch",
        f"{quote(path.name)} is a level, but {quote(other.span)} is {other_type}",
        path.span,
        secondary=(datatype_label(other.span, other_type),),
        hint=hint,
    )


def duplicate_name(what: str, name: str, at: Span, first: Span, *, used: bool) -> Diagnostic:
    """A ``let`` or ``scale`` that is declared twice; *used*: first in a file that this one uses."""
    return error(
        "duplicate-name",
        f"the {what} {quote(name)} is declared twice",
        at,
        secondary=first_label(first),
        hint=replace_it(first) if used else "remove or rename one of them",
    )


def reserved_name(name: nodes.Name) -> Diagnostic:
    """A name that is a word of the language."""
    return error(
        "reserved-name",
        f"{quote(name.value)} is a word of the language",
        name.span,
        hint=Offered("choose another name, such as {}", (f"my_{name.value}",)),
    )


def hides_built_in(name: nodes.Name, what: str) -> Diagnostic:
    """A scale with the name of a built-in scale or datatype."""
    return error(
        "hides-built-in",
        f"{quote(name.value)} is the name of a built-in {what}",
        name.span,
        hint=Offered("choose another name for your scale, such as {}", (f"my_{name.value}",)),
    )


def recursive_let(name: nodes.Name, cycle: Sequence[str]) -> Diagnostic:
    """A ``let`` that uses itself, directly or through others."""
    shown = [*cycle[: MOST_LISTED - 1], "…", cycle[-1]] if len(cycle) > MOST_LISTED else cycle
    return error(
        "recursive-let",
        f"{quote(name.value)} is defined in terms of itself",
        name.span,
        hint=f"break the circle: {in_turn(shown)}",
    )


def unused_name(what: str, name: str, at: Span) -> Diagnostic:
    """A ``let``, ``scale`` or ``fact`` that nothing uses."""
    return warning(
        "unused-name", f"nothing uses the {what} {quote(name)}", at, hint="use it, or remove it"
    )


def fact_path(path: nodes.Path, most: int) -> Diagnostic:
    """A declared fact whose path has too few or too many names, or begins with a view."""
    if len(path.parts) > most:
        message = f"{quote(path.name)} has more than {most} names"
        hint: Hint = "use a shorter path"
    elif len(path.parts) < 2:
        message = f"{quote(path.name)} needs a group before its name"
        hint = Offered("write it as {}", (f"office.{path.name}",))
    else:
        message = f"{quote(path.name)} cannot be declared with a view"
        hint = Offered("declare {}; this includes its views", (".".join(path.parts[1:]),))
    return error("fact-path", message, path.span, hint=hint)


def fact_clash(path: nodes.Path, other: str, first: Span | None) -> Diagnostic:
    """A declared fact that is already a fact, a group of facts, or inside a fact."""
    if path.name == other:
        message, hint = f"{quote(other)} is already a fact", "remove the line, or rename your fact"
    elif other.startswith(f"{path.name}."):
        message = f"{quote(path.name)} is already a group of facts"
        hint = f"use a path below it, or another path: {quote(other)} is in that group"
    else:
        message = f"{quote(other)} is a fact, so it cannot contain other facts"
        hint = "use another path"
    where = () if first is None else first_label(first)
    return error("fact-clash", message, path.span, hint=hint, secondary=where)


_TYPES_ELSEWHERE: Final = {
    "presence": "remoteness",
    "percentage": "percent",
    **dict.fromkeys(("bool", "boolean"), "yes/no"),
    **dict.fromkeys(("int", "integer", "float", "decimal"), "number"),
    **dict.fromkeys(("str", "string"), "text"),
    **dict.fromkeys(("list", "set", "texts"), "set of text"),
    "amount": "money",
    "salary": "pay",
    "time": "duration",
}
"""What datatypes are called in other languages, in messages, or by the facts that have them."""


def unknown_type(name: nodes.TypeName, near: Hint) -> Diagnostic:
    """An unknown datatype or scale."""
    types = "types: yes/no, number, percent, money, pay, date, duration, text, set of text, a scale"
    if name.name in _TYPES_ELSEWHERE:
        near = Offered("write {}", (_TYPES_ELSEWHERE[name.name],))
    found = f"unknown type {quote(name.name)}"
    return error("unknown-type", found, name.span, hint=near or types)


def empty_list(values: nodes.SetLiteral) -> Diagnostic:
    """A closed list without values."""
    return error(
        "empty-list",
        "a closed list needs at least one text",
        values.span,
        hint="leave out the braces to allow any text",
    )


def repeated_level(level: nodes.Name, first: nodes.Name) -> Diagnostic:
    """A level that occurs twice in its scale."""
    return error(
        "repeated-level",
        f"{quote(level.value)} occurs twice in this scale",
        level.span,
        secondary=first_label(first.span),
    )
