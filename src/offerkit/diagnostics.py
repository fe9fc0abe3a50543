"""Diagnostics: mistakes in what an author wrote, and notes on what others wrote, without layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from offerkit.arguments import AsField
from offerkit.records import Record
from offerkit.span import Span
from offerkit.text import Named, listed, near


class Severity(Named):
    """Severity of a diagnostic; a file with an error cannot be used."""

    ERROR = "error"
    """The file cannot be used."""
    WARNING = "warning"
    """The file can be used; something in it is probably not meant."""
    NOTE = "note"
    """Something in a found file that could not be read; the rest of the file is used."""


@frozen
class Label(Record):
    """A place in a text, and optionally a description of what is there."""

    span: Span
    """The place."""
    message: str | None = None
    """What is there; None if the place says enough."""


@frozen
class Offered(Record):
    """A hint that offers texts, each to be put in the place of what is wrong.

    Whoever reports the mistake tries the texts first, and keeps those that help.
    """

    words: str
    """The hint, with `{}` where the texts stand."""
    texts: tuple[str, ...]
    """At least one, the most likely first."""
    otherwise: Hint = None
    """What to say if none of them helps."""
    at: Span | None = None
    """What they replace, if that is not what the diagnostic points at."""
    joiner: str = "or"
    notes: tuple[tuple[str, str], ...] = ()
    """Words that follow a text: each text with its words."""
    strict: bool = False
    """Whether it is a guess: it is given only if it was tried, and all of the statement can then
    be read."""

    def __str__(self) -> str:
        notes = dict(self.notes)
        shown = [f"`{text.strip()}`{notes.get(text, '')}" for text in self.texts]
        return self.words.replace("{}", listed(shown, self.joiner))


Hint: TypeAlias = Offered | str | None


def did_you_mean(word: str, known: Iterable[str], otherwise: Hint = None) -> Hint:
    """Return a hint that names the known words nearest to *word*, or *otherwise*."""
    found = near(word, known)
    return Offered("did you mean {}?", found, otherwise) if found else otherwise


def tried(hint: Hint, works: Callable[[str, Offered], bool]) -> Hint:
    """Return a hint with only those of its texts that work, or what it says otherwise.

    Args:
        hint: The hint.
        works: Whether the mistake is mended if a text of a hint is put in.
    """
    while isinstance(hint, Offered):
        offered = hint
        good = tuple(text for text in offered.texts if works(text, offered))
        if good:
            return evolve(hint, texts=good, strict=False)
        hint = hint.otherwise
    return hint


@frozen
class Diagnostic(AsField):
    """One mistake or one piece of advice: a stable code, a place, a message, a hint."""

    code: str
    """Stable code in kebab case; also the name of its page in the documentation."""
    severity: Severity
    """How severe it is."""
    message: str
    """One lower-case phrase without a full stop; the author's words in backticks."""
    primary: Label
    """The place that it is about."""
    secondary: tuple[Label, ...] = ()
    """Other places that help to understand it."""
    advice: Hint = field(default=None, alias="hint")
    """Advice on what to do, with the texts that it offers."""
    path: str | None = field(default=None)
    """Data path of the value in an offer file, ``manager.presence``; of a note, the fact's."""
    cell: str | None = field(default=None)
    """Place in a table: ``row 3, column "pay.base"``."""

    @property
    def hint(self) -> str | None:
        """Advice on what to do."""
        advice = self.advice
        while isinstance(advice, Offered) and advice.strict:
            advice = advice.otherwise
        return None if advice is None else str(advice)

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be used."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        cell = f" ({self.cell})" if self.cell else ""
        return f"{self.primary.span}{cell}: {self.severity.value}[{self.code}]: {self.message}"

    def to_dict(self) -> dict[str, Any]:
        """Return the diagnostic as JSON-ready data.

        ``code``, ``severity`` (``error``, ``warning`` or ``note``), ``message``, ``hint``, the
        ``path`` of the value in an offer, its ``cell`` in a table (each null if there is none),
        the keys of its place, and ``start`` and ``end``, offsets in code points from 0.
        """
        span = self.primary.span
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint,
            "path": self.path,
            "cell": self.cell,
            **span.to_dict(),
            "start": span.start,
            "end": span.end,
        }


def error(
    code: str,
    message: str,
    at: Span,
    *,
    hint: Hint = None,
    secondary: tuple[Label, ...] = (),
    path: str | None = None,
) -> Diagnostic:
    """Return an error with *at* as its primary place."""
    return Diagnostic(code, Severity.ERROR, message, Label(at), secondary, hint, path)


def warning(
    code: str,
    message: str,
    at: Span,
    *,
    hint: Hint = None,
    secondary: tuple[Label, ...] = (),
) -> Diagnostic:
    """Return a warning with *at* as its primary place."""
    return Diagnostic(code, Severity.WARNING, message, Label(at), secondary, hint)


def note(
    code: str, message: str, at: Span, *, hint: Hint = None, path: str | None = None
) -> Diagnostic:
    """Return a note on a found file: *at* could be about the fact at *path*, and is not read."""
    return Diagnostic(code, Severity.NOTE, message, Label(at), (), hint, path)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without duplicates, sorted by file and place."""
    unique = dict.fromkeys(diagnostics)
    return tuple(
        sorted(unique, key=lambda d: (d.primary.span.source.name, d.primary.span.start, d.code))
    )
