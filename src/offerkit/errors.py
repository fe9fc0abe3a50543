"""The exceptions of offerkit; everything a caller may want to catch is an ``OfferkitError``."""

from __future__ import annotations

from collections.abc import Sequence

from offerkit.diagnostics import Diagnostic


class OfferkitError(Exception):
    """Base of every error that offerkit raises on purpose."""


class DiagnosticError(OfferkitError):
    """A file with errors; ``diagnostics`` holds all of them, sorted by place."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        from offerkit.render.snippet import render_diagnostics

        return render_diagnostics(self.diagnostics)


class CriteriaError(DiagnosticError):
    """Criteria text that cannot be used; at least one diagnostic is an error."""


class OfferError(DiagnosticError):
    """An offer file that cannot be used; at least one diagnostic is an error."""


class TemplateError(DiagnosticError):
    """A template of letters that cannot be used; at least one diagnostic is an error."""


class AnswerError(OfferkitError, ValueError):
    """An answer that cannot be written as requested; the message says why."""


class NotACounterError(OfferkitError, ValueError):
    """An offer reviewed as a counter-offer that does not say it is one."""
