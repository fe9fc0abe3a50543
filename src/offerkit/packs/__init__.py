"""Packs: criteria files that come with offerkit, which ``use NAME`` takes in without a path.

Above each line of a pack stands why it is there, and where that is from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Final

from attrs import field, frozen

from offerkit.arguments import checks_arguments
from offerkit.records import Record
from offerkit.span import Source
from offerkit.syntax import nodes
from offerkit.syntax.parser import parse
from offerkit.syntax.printer import print_statement

__all__ = ["Pack", "PackLine", "criteria_from", "packs"]

_SUFFIX: Final = ".criteria"
_SOURCE: Final = "Source: "
STARTER: Final = "starter"
"""The pack that is no topic of its own: some of everything."""


@frozen
class PackLine(Record):
    """A line of a pack."""

    kind: str
    """The keyword that it begins with: ``dealbreaker``, ``leaving``, ``let``, ``negotiable``."""
    label: str | None
    """Its label; None if its kind has none."""
    text: str
    """The line itself, in canonical form."""
    why: str
    """Why it is there; empty if that goes without saying."""
    source: str
    """Where that is from: a book, a paper, or ``experience``; empty for a value that is yours."""

    @property
    def rules_out(self) -> bool:
        """Whether it can make the verdict decline by itself."""
        return self.kind in {"dealbreaker", "leaving"}

    @property
    def is_weighed(self) -> bool:
        """Whether it counts in the score."""
        return self.kind in {"pro", "con", "prefer"}


@frozen
class Pack(Record):
    """Criteria on one topic, to start from."""

    name: str
    """Its name behind ``use``."""
    title: str
    """What it is about."""
    purpose: str
    """Whom it is for, in a sentence or two."""
    lines: tuple[PackLine, ...] = field(repr=False)
    """Its lines, in order."""


def pack_names() -> tuple[str, ...]:
    """Return the names of the packs that come with offerkit, sorted."""
    folder = resources.files("offerkit") / "packs"
    names = (entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
    return tuple(sorted(n.removesuffix(_SUFFIX) for n in names if n.endswith(_SUFFIX)))


def pack_text(name: str) -> str:
    """Return the text of a pack; *name* must be in ``pack_names()``."""
    return (resources.files("offerkit") / "packs" / f"{name}{_SUFFIX}").read_text("utf-8")


@cache
def packs() -> tuple[Pack, ...]:
    """Return the packs on a topic, by name; ``starter`` is none of them.

    Source:
        docs/packs/index.md.
    """
    return tuple(_pack(name) for name in pack_names() if name != STARTER)


def _pack(name: str) -> Pack:
    statements = parse(Source(f"<{name}>", pack_text(name))).file.statements
    # The head of a file and the comment on its first line are parted by the last blank line.
    *head, why = _paragraphs(statements[0].trivia.leading)
    title, purpose = head
    comments = [why, *(" ".join(_paragraphs(it.trivia.leading)) for it in statements[1:])]
    return Pack(name, title, purpose, tuple(map(_line, statements, comments)))


def _paragraphs(comments: Iterable[str]) -> list[str]:
    """Return the paragraphs of comments; a line with nothing but ``#`` parts them, too."""
    lines = [line.removeprefix("#").strip() for line in comments]
    return [" ".join(text.split()) for text in "\n".join(lines).split("\n\n") if text.strip()]


def _line(statement: nodes.Statement, comment: str) -> PackLine:
    text = print_statement(statement)
    why, _, source = comment.rpartition(_SOURCE) if _SOURCE in comment else (comment, "", "")
    label = getattr(statement, "label", None)
    return PackLine(
        text.split()[0],
        None if label is None else label.value,
        text,
        why.strip(),
        source.strip().removesuffix("."),
    )


@checks_arguments
def criteria_from(names: Collection[str], without: Collection[str] = ()) -> str:
    """Return the text of criteria that use packs; it is meant to be changed.

    Args:
        names: Names of packs on a topic.
        without: Labels of lines of these packs to leave out.

    Raises:
        TypeError: an argument is of another type.
        ValueError: there is no such pack, or these packs have no line with such a label.
    """
    known = {pack.name: pack for pack in packs()}
    for name in names:
        if name not in known:
            raise ValueError(f"names: expected one of {', '.join(known)}, got {name!r}")
    chosen = [known[name] for name in dict.fromkeys(names)]
    lines = [line for pack in chosen for line in pack.lines]
    labels = {line.label for line in lines}
    for label in without:
        if label not in labels:
            raise ValueError(f"without: these packs have no line {label!r}")
    return "\n".join(_criteria(chosen, lines, without)) + "\n"


def _criteria(
    chosen: Iterable[Pack], lines: Iterable[PackLine], without: Collection[str]
) -> Iterator[str]:
    yield "# What you would turn an offer down for, what counts for and against it, why you leave."
    yield "# `offerkit facts` lists the facts you can use; `offerkit check` finds errors."
    for pack in chosen:
        yield ""
        yield f"# {pack.title}: {pack.purpose}"
        yield f"use {pack.name}"
    left_out = [line for line in lines if line.label in without and line.label is not None]
    if left_out:
        yield ""
        yield "# Lines of these packs that do not hold for you."
        for line in left_out:
            yield f'without {line.kind} "{line.label}"'
    yield ""
    yield "# Your own lines. To change one of a pack, state it again behind `instead`."
    yield '# dealbreaker "Clients I will not work for" if clients.names overlaps {"Acme Tobacco"}'
    yield '# pro "Pays the rent" if pay.base >= 50k USD per year weight 3'
    if any(line.is_weighed for line in lines if line not in left_out):
        yield ""
        yield "# The score in percent below which to decline, and from which to accept."
        yield "decline below 30%"
        yield "accept at 70%"
