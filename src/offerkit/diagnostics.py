"""Diagnostics: mistakes in what an author wrote, and notes on what others wrote, without layout."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Any

from attrs import field, frozen

from offerkit.span import Span


class Severity(enum.Enum):
    """Severity of a diagnostic; a file with an error cannot be used."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    """Something in a found file that could not be read; the rest of the file is used."""


@frozen
class Label:
    """A place in a text, and optionally a description of what is there."""

    span: Span
    message: str | None = None


@frozen
class Diagnostic:
    """One mistake or one piece of advice: a stable code, a place, a message, a hint."""

    code: str
    """Stable code in kebab case; also the name of its page in the documentation."""
    severity: Severity
    message: str
    """One lower-case phrase without a full stop; the author's words in backticks."""
    primary: Label
    secondary: tuple[Label, ...] = ()
    hint: str | None = None
    """Advice on what to do."""
    path: str | None = field(default=None)
    """Data path of the value in an offer file, ``manager.presence``; of a note, the fact's."""
    cell: str | None = field(default=None)
    """Place in a table: ``row 3, column "pay.base"``."""

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be used."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        cell = f" ({self.cell})" if self.cell else ""
        return f"{self.primary.span}{cell}: {self.severity.value}[{self.code}]: {self.message}"

    def to_dict(self) -> dict[str, Any]:
        """Return the diagnostic as JSON-ready data: lines and columns from 1, offsets from 0."""
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
    hint: str | None = None,
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
    hint: str | None = None,
    secondary: tuple[Label, ...] = (),
) -> Diagnostic:
    """Return a warning with *at* as its primary place."""
    return Diagnostic(code, Severity.WARNING, message, Label(at), secondary, hint)


def note(
    code: str, message: str, at: Span, *, hint: str | None = None, path: str | None = None
) -> Diagnostic:
    """Return a note on a found file: *at* could be about the fact at *path*, and is not read."""
    return Diagnostic(code, Severity.NOTE, message, Label(at), (), hint, path)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without duplicates, sorted by file and place."""
    unique = dict.fromkeys(diagnostics)
    return tuple(
        sorted(unique, key=lambda d: (d.primary.span.source.name, d.primary.span.start, d.code))
    )
