"""What can be wrong in a template of letters: one function per code, with all the wording."""

from __future__ import annotations

from collections.abc import Collection

from offerkit.diagnostics import Diagnostic, error
from offerkit.span import Span
from offerkit.text import did_you_mean, listed


def unknown_placeholder(span: Span, name: str, known: Collection[str]) -> Diagnostic:
    """A placeholder that letters of the kind have nothing for."""
    near = did_you_mean(f"${name}", [f"${word}" for word in known])
    there = listed([f"${word}" for word in known], "and")
    return error(
        "unknown-placeholder",
        f"unknown placeholder `{span.text}`",
        span,
        hint=near or f"there are {there}; a dollar sign by itself is $$",
    )
