"""Decisions and comparisons as HTML: a page of its own, and the same drawing in notebooks."""
