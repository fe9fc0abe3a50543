"""What editing answers: places, texts to put in, names, outlines."""

from __future__ import annotations

from attrs import frozen

from offerkit.diagnostics import Diagnostic
from offerkit.records import Record
from offerkit.span import Span
from offerkit.text import Named


class Kind(Named):
    """Kind of something that has a name in an editor."""

    STATEMENT = "statement"
    """A statement, or the keyword that begins one."""
    WORD = "word"
    """Another word of the language."""
    FACT = "fact"
    """A fact of an offer."""
    GROUP = "group"
    """A group of facts, or a table of an offer file."""
    LET = "let"
    """A name that a ``let`` declares."""
    SCALE = "scale"
    """A scale, or another datatype."""
    LEVEL = "level"
    """A level of a scale."""
    VALUE = "value"
    """A value that a fact can have."""
    FILE = "file"
    """A file or a pack that criteria use."""


@frozen
class Edit(Record):
    """A text to put in the place of another."""

    span: Span
    """What it replaces; empty to insert."""
    text: str
    """The text to put in."""


@frozen
class Fix(Record):
    """A way to mend a mistake, which a hint of a diagnostic offers."""

    title: str
    """What it does, such as ``Write `leave.days```."""
    diagnostic: Diagnostic
    """The mistake."""
    edits: tuple[Edit, ...]
    """All edits of the fix, each in the same file."""


@frozen
class Completion(Record):
    """A text that can be written at a place."""

    text: str
    """The text itself."""
    kind: Kind
    """Kind of what it names."""
    detail: str = ""
    """What it is, in a few words: the datatype of a fact, the scale of a level."""
    says: str = ""
    """What it means, as Markdown; the question of a fact."""
    rank: int = 0
    """Order among the completions of a place; the lowest come first."""


@frozen
class Completions(Record):
    """What can be written at a place, in place of what was begun there."""

    span: Span
    """What has been begun; a completion replaces it."""
    items: tuple[Completion, ...]
    """The completions, the likeliest first."""


@frozen
class Hover(Record):
    """What is to be said of a place."""

    span: Span
    """The word that it is about."""
    says: str
    """Markdown."""


@frozen
class Symbol(Record):
    """Something in the outline of a file."""

    name: str
    """Its label, name or path."""
    kind: Kind
    """Its kind."""
    detail: str
    """Its value, its condition, or its datatype, on one line."""
    span: Span
    """All of it."""
    name_span: Span
    """The place to go to, in *span*."""
    inner: tuple[Symbol, ...] = ()
    """What is in it."""


class CannotRenameError(ValueError):
    """Why a name cannot be changed, as a whole sentence."""
