"""Exceptions of offerkit; each one that callers may want to catch is an ``OfferkitError``."""

from __future__ import annotations

from collections.abc import Sequence

from offerkit.diagnostics import Diagnostic
from offerkit.snippet import render_diagnostics


class OfferkitError(Exception):
    """Base class of all errors that offerkit raises on purpose."""


class DiagnosticError(OfferkitError):
    """A file with errors; ``diagnostics`` lists them all, sorted by place."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return render_diagnostics(self.diagnostics)


class CriteriaError(DiagnosticError):
    """Criteria text that cannot be used; at least one diagnostic is an error."""


class OfferError(DiagnosticError):
    """An offer file that cannot be used; at least one diagnostic is an error."""


class TemplateError(DiagnosticError):
    """A letter template that cannot be used; at least one diagnostic is an error."""


class AnswerError(OfferkitError, ValueError):
    """An answer that cannot be written as requested; the message says why."""


class NotACounterError(OfferkitError, ValueError):
    """An offer reviewed as a counter-offer that does not say it is one."""
