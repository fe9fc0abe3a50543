"""What pages are put together from: headings, rows with a sign, tables, places in files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from attrs import frozen

from offerkit.evaluate.findings import Finding, Reading
from offerkit.evaluate.verdict import Verdict
from offerkit.kleene import Kleene
from offerkit.records import Record
from offerkit.render.html.markup import Child, Markup, joined, optional, tag
from offerkit.render.words.common import counted_words, verdict_text
from offerkit.span import Span


@frozen
class Look(Record):
    """How a state is shown: never by its colour alone."""

    sign: str
    word: str
    tone: str
    """A class: ``good``, ``bad``, ``unsure``, ``calm`` or ``idle``."""


OPEN: Final = Look("?", "unknown", "unsure")
NOT_APPLYING: Final = Look("∅", "does not apply", "idle")
NOT_SO: Final = Look("·", "not true", "idle")


def topic(level: int, title: str, *children: Child) -> Markup:
    """Return a section under a heading of *level*; its parts are a level deeper."""
    return tag("section", joined(tag(f"h{level}", title, class_="topic"), *children))


def part(level: int, title: str, *children: Child) -> Markup:
    """Return a part of a section, under a heading of its own."""
    return tag("div", joined(tag(f"h{level}", title, class_="part"), *children))


def paragraph(*children: Child, class_: str | None = None) -> Markup:
    """Return a paragraph."""
    return tag("p", *children, class_=class_)


def words(text: str) -> Markup:
    """Return a text from a file: in whichever direction it is written, it stays together."""
    return tag("bdi", text)


def badge(verdict: Verdict, *more: Child) -> Markup:
    """Return a verdict on its colour."""
    return tag("span", verdict_text(verdict).capitalize(), *more, class_=f"badge {verdict.value}")


def rows(items: Iterable[Markup]) -> Markup | None:
    """Return a list of rows, or None when there are none."""
    # Without bullets, some screen readers need to be told that it is a list.
    return optional("ul", [tag("li", item) for item in items], class_="rows", role="list")


def row(look: Look, text: Markup, state: str, *more: Child) -> Markup:
    """Return a sign, a text and its state, with *more* beneath."""
    return tag(
        "div",
        joined(
            tag("span", look.sign, class_="sign", aria_hidden="true"),
            text,
            tag("span", state, class_="state"),
            *more,
        ),
        class_=f"row {look.tone}",
    )


def finding_row(finding: Finding, look: Look, *drawing: Child) -> Markup:
    """Return what a statement came to, with the facts that it read and its place."""
    weight = f" (weight {finding.written_weight})" if finding.weight else ""
    text = tag("span", words(finding.label), weight)
    return row(look, text, look.word, *drawing, readings(finding), place(finding.span))


def readings(finding: Finding) -> Markup | None:
    """Return the facts that a statement read, a line each; None if it read none."""
    lines = []
    for reading in finding.readings:
        parts = [_fact(part).text for part in reading.stated_parts if part.fact != reading.fact]
        behind: list[Child] = [", from ", Markup("; ".join(parts))] if parts else []
        assumed = " (assumed)" if reading.assumed else None
        lines.append(tag("li", tag("span", _fact(reading), assumed, *behind)))
    return optional("ul", lines, class_="more", role="list")


def _fact(reading: Reading) -> Markup:
    return tag("span", code(reading.fact), ": ", words(counted_words(reading)))


def place(span: Span) -> Markup:
    """Return where a statement stands."""
    text = f"{span.source.shown}:{span.line}"
    # A number is not broken in two, unless a name is too long for a line of a phone.
    return tag("span", text, class_="place whole" if len(text) <= _LINE else "place")


_LINE: Final = 36


def code(text: object) -> Markup:
    """Return the name of a fact; where room is short it is broken behind a dot."""
    return Markup(tag("code", str(text)).text.replace(".", ".<wbr>"))


Cell: TypeAlias = "Child | tuple[str, Child]"
"""What stands in a cell; with its class before it where it has one."""


def table(caption: str, heads: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Markup:
    """Return a table whose first column names its rows.

    It scrolls by itself where the screen is too narrow for it, and can be reached by keyboard.
    """
    head = tag("tr", joined(*(tag("th", text, scope="col") for text in heads)))
    body = [
        tag("tr", joined(_cell(first, "th", "row"), *map(_cell, others)))
        for first, *others in lines
    ]
    grid = tag(
        "table", joined(tag("caption", caption), tag("thead", head), tag("tbody", joined(*body)))
    )
    return tag("div", grid, class_="wide", role="group", aria_label=caption, tabindex=0)


def _cell(cell: Cell, name: str = "td", scope: str | None = None) -> Markup:
    class_, content = cell if isinstance(cell, tuple) else (None, cell)
    return tag(name, content, scope=scope, class_=class_)


def look_of(truth: Kleene, when_so: Look, when_not: Look = NOT_SO) -> Look:
    """Return the look of a truth value."""
    looks = {Kleene.TRUE: when_so, Kleene.FALSE: when_not, Kleene.DOES_NOT_APPLY: NOT_APPLYING}
    return looks.get(truth, OPEN)
