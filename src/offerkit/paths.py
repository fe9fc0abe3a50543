"""Fact paths: which fact, in which of its three views."""

from __future__ import annotations

import enum

from attrs import frozen


class View(enum.Enum):
    """Whose word a fact is: what you now know, what you were told, your present job."""

    OFFERED = ""
    PROMISED = "promised"
    CURRENT = "current"


@frozen
class FactPath:
    """A fact in one of its three views; ``str()`` is how criteria write it."""

    path: str
    view: View = View.OFFERED

    def __str__(self) -> str:
        return self.path if self.view is View.OFFERED else f"{self.view.value}.{self.path}"

    @classmethod
    def parse(cls, text: str) -> FactPath:
        """Return the fact path that *text* writes, whether or not there is such a fact."""
        head, _, rest = text.partition(".")
        return cls(rest, View(head)) if head in {"promised", "current"} else cls(text)
