"""Templates of letters: text with placeholders, filled so that every word can be traced.

Source:
    docs/how-to/answer.md, "Your own words".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import resources
from typing import Final, TypeAlias

from attrs import frozen

from offerkit.advise.answer import problems
from offerkit.advise.answer.models import Reply, ReplyKind, Trace
from offerkit.errors import TemplateError
from offerkit.records import Record
from offerkit.span import Source, Span
from offerkit.syntax.source import read_source

PLACEHOLDERS: Final[Mapping[ReplyKind, tuple[str, ...]]] = {
    kind: ("greeting", "offer", "position", "late", *own, "role", "company", "to", "from")
    for kind, own in {
        ReplyKind.DECLINE: ("reason", "why", "told"),
        ReplyKind.ASK: ("questions", "overdue", "accepted"),
        ReplyKind.TIME: ("until", "then", "overdue"),
        ReplyKind.NEGOTIATE: ("asks", "known", "questions", "then", "overdue"),
        ReplyKind.PROMISE: ("promises", "then", "overdue"),
        ReplyKind.BROKEN: ("promises", "since"),
        ReplyKind.ACCEPT: (
            *("accept", "provided", "asks", "conditions", "known", "questions"),
            *("start", "writing", "then", "resign", "overdue"),
        ),
        ReplyKind.SETTLE: (
            *("accept", "provided", "asks", "conditions", "known", "questions"),
            *("start", "then", "resign", "overdue"),
        ),
        ReplyKind.HOLD: ("until", "overdue"),
        ReplyKind.DOOR: ("reason", "why"),
        ReplyKind.WAITING: ("until",),
        ReplyKind.OTHER: ("until", "known", "questions", "overdue"),
        ReplyKind.WITHDRAW: ("accepted", "reason", "why", "told", "signed"),
    }.items()
}
"""Placeholders that a template of each kind may have."""


@frozen
class Placeholder(Record):
    """Place in a template for other words."""

    name: str
    """Name, without the dollar sign and braces."""
    span: Span
    """Place in the template."""


Line: TypeAlias = tuple[str | Placeholder, ...]
"""Line of a template."""


@frozen
class Template(Record):
    """Template with its two parts: notes for the call, one on each line, and a letter."""

    notes: tuple[Line, ...] | None
    """Lines of the notes; None if the text has no such part."""
    letter: tuple[Line, ...] | None
    """Lines of the letter; None if the text has no such part."""

    def or_else(self, other: Template) -> Template:
        """Return the template with the parts that it lacks taken from *other*."""
        notes = other.notes if self.notes is None else self.notes
        return Template(notes, other.letter if self.letter is None else self.letter)


_SUFFIX: Final = ".txt"


def template_names() -> tuple[str, ...]:
    """Return the names of the templates that come with offerkit, sorted."""
    folder = resources.files("offerkit") / "packs" / "answers"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(n.removesuffix(_SUFFIX) for n in names if n.endswith(_SUFFIX)))


def template_for(reply: Reply) -> str:
    """Return the name of the template for an answer."""
    if reply.kind is ReplyKind.NEGOTIATE and not reply.asks_for_terms:
        return "negotiate-time"
    if reply.kind is ReplyKind.ASK and reply.decision.state.answer == "accepted":
        return "ask-accepted"
    is_left = reply.kind is ReplyKind.ACCEPT and not reply.is_settled
    kind = ReplyKind.SETTLE if is_left else reply.kind
    name = f"{kind}-counter"
    return name if reply.is_counter and name in template_names() else str(kind)


def template_text(name: str) -> str:
    """Return the text of the template *name*, which is one of ``template_names()``."""
    path = resources.files("offerkit") / "packs" / "answers" / f"{name}{_SUFFIX}"
    return path.read_text("utf-8")


# --- reading ---------------------------------------------------------------------------------

_PLACEHOLDER: Final = re.compile(r"\$(\$|[A-Za-z_][A-Za-z0-9_]*|\{[^{}\n]*\}?)")
_HEADING: Final = re.compile(r"\[(notes|letter)\][ \t]*")


def read_template(data: str | bytes, known: Collection[str], *, name: str) -> Template:
    """Return the template in a text.

    The lines ``[notes]`` and ``[letter]`` begin its two parts; a text without either is a letter.
    ``$name`` and ``${name}`` are placeholders; ``$$`` is a dollar sign, and so is a single one
    without a name.

    Args:
        data: The text; bytes are read as UTF-8.
        known: The placeholders it may have.
        name: Name of the text in diagnostics.

    Raises:
        TemplateError: it has other placeholders, or cannot be read as text.
    """
    source, unreadable = read_source(name, data)
    if unreadable:
        raise TemplateError(unreadable)
    parts: dict[str, list[Line]] = {}
    part = "letter"
    found = []
    for start, text in _lines(source):
        heading = _HEADING.fullmatch(text)
        if heading is not None:
            part = heading[1]
            parts.setdefault(part, [])
        elif text.strip() or part in parts:
            line = tuple(_line(source, start, text))
            parts.setdefault(part, []).append(line)
            found += [piece for piece in line if isinstance(piece, Placeholder)]
    if not parts:
        parts["letter"] = []  # an empty file is an empty letter
    wrong = [piece for piece in found if piece.name not in known]
    if wrong:
        raise TemplateError([problems.unknown_placeholder(p.span, p.name, known) for p in wrong])
    notes, letter = (parts.get(which) for which in ("notes", "letter"))
    return Template(*(None if lines is None else tuple(lines) for lines in (notes, letter)))


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each line with the offset at which it begins."""
    start = 0
    for line in source.text.split("\n"):
        yield start, line.removesuffix("\r")
        start += len(line) + 1


def _line(source: Source, start: int, text: str) -> Iterator[str | Placeholder]:
    done = 0
    for match in _PLACEHOLDER.finditer(text):
        if text[done : match.start()]:
            yield text[done : match.start()]
        done = match.end()
        if match[1] == "$":
            yield "$"
        else:
            span = source.span(start + match.start(), start + match.end())
            yield Placeholder(_name(match[1]), span)
    if text[done:]:
        yield text[done:]


def _name(written: str) -> str:
    """Return the name in ``name`` or ``{name}``; one without its closing brace is not a name."""
    braced = written.startswith("{") and written.endswith("}")
    return written[1:-1].strip() if braced else written


# --- filling ---------------------------------------------------------------------------------

Words: TypeAlias = Mapping[str, Sequence[Trace]]
"""Text for each placeholder: nothing, one passage, or one passage for each item of a list."""

LISTS: Final = frozenset({"questions", "asks", "promises", "conditions"})
"""Placeholders that become a list if they are alone on a line."""
BULLET: Final = "- "
"""Beginning of the item of a list, in letters and notes."""


def fill_notes(lines: Sequence[Line], words: Words) -> list[str]:
    """Return notes with their placeholders filled in, without those that are left empty.

    The items of a list are separate notes, and keep their bullets.
    """
    return [text for line in lines for text in _note(line, words)]


def _note(line: Line, words: Words) -> list[str]:
    names = [piece.name for piece in line if isinstance(piece, Placeholder)]
    if names and not any(words[name] for name in names):
        return []
    return [text for text in _filled(line, words) if text]


def fill_letter(lines: Sequence[Line], words: Words) -> list[str]:
    """Return the lines of a letter with their placeholders filled in.

    A line that is left empty is dropped, and so are blank lines at either end and after another
    blank line.
    """
    filled: list[str] = []
    for line in lines:
        texts = _filled(line, words)
        empty = texts == [""]
        if empty and (any(isinstance(piece, Placeholder) for piece in line) or not filled):
            continue
        if empty and not filled[-1]:
            continue
        filled += texts
    return filled[:-1] if filled and not filled[-1] else filled


def _filled(line: Line, words: Words) -> list[str]:
    alone = _alone(line)
    if alone is not None:
        return [f"{BULLET}{passage.text}" for passage in words[alone]] or [""]
    pieces = (
        piece if isinstance(piece, str) else " ".join(passage.text for passage in words[piece.name])
        for piece in line
    )
    # An empty placeholder leaves the spaces on both sides.
    return [re.sub(r" {2,}", " ", "".join(pieces)).strip()]


def _alone(line: Line) -> str | None:
    """Return the list that is alone on a line, apart from a bullet; None for other lines."""
    texts = "".join(piece for piece in line if isinstance(piece, str)).strip()
    names = [piece.name for piece in line if isinstance(piece, Placeholder)]
    return names[0] if len(names) == 1 and names[0] in LISTS and texts in {"", "-"} else None


def used(lines: Sequence[Line]) -> frozenset[str]:
    """Return the names of the placeholders in some lines."""
    return frozenset(p.name for line in lines for p in line if isinstance(p, Placeholder))
