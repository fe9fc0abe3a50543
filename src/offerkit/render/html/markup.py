"""HTML that cannot be broken from within: whatever is not markup already is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final, TypeAlias

from attrs import frozen

from offerkit.records import Record
from offerkit.terminal import cut, safe


@frozen
class Markup(Record):
    """Well-formed HTML."""

    text: str

    def __str__(self) -> str:
        return self.text


Child: TypeAlias = "Markup | str | Iterable[Child] | None"
"""What stands in an element: a text is escaped; None and what is empty leave no trace."""

_VOID: Final = frozenset({"br", "link", "meta", "wbr"})


def tag(name: str, *children: Child, **attributes: str | int | None) -> Markup:
    """Return an element.

    Args:
        name: Of the element, in small letters.
        children: What stands in it.
        attributes: By name, without an underscore at the end and with hyphens for the others
            (``class_`` is class, ``aria_hidden`` is aria-hidden). One that is None is left out.
    """
    shown = (
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    opening = f"<{name}{''.join(shown)}>"
    if name in _VOID:
        return Markup(opening)
    return Markup(f"{opening}{''.join(map(_child, children))}</{name}>")


def joined(*children: Child) -> Markup:
    """Return *children* one behind the other, a line each."""
    return Markup("\n".join(filter(None, map(_child, children))))


def optional(name: str, *children: Child, **attributes: str | int | None) -> Markup | None:
    """Return an element, or None when there is nothing to stand in it."""
    content = joined(*children)
    return tag(name, content, **attributes) if content.text else None


def _child(child: Child) -> str:
    match child:
        case None:
            return ""
        case Markup(text=text):
            return text
        case str():
            return _escaped(cut(child))
        case _:
            return "\n".join(filter(None, map(_child, child)))


def _escaped(text: str) -> str:
    """Return a text as HTML; controls and what reorders text are shown as criteria write them."""
    return text if text.isalnum() else escape(safe(text))
