"""Fact paths: a fact in one of its three views."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from attrs import field, frozen

from offerkit.arguments import checks_arguments, is_a
from offerkit.text import Named


class View(Named):
    """Origin of a fact: what you know now, what you were promised, your current job."""

    OFFERED = ""
    """As it is known now; criteria write no prefix for it."""
    PROMISED = "promised"
    """As it was promised."""
    CURRENT = "current"
    """As it is in the current job."""


FOUND: Final = "found"
"""Beginning of the paths of what turned out in the job, which criteria do not read."""
REFUSED: Final = "refused"
"""Beginning of the paths of what you asked for and were refused, likewise."""


@frozen(cache_hash=True)
class FactPath:
    """A fact in one of its three views; ``str()`` is how criteria write it."""

    path: str = field(validator=is_a(str, "str"))
    """The group and the name, with dots: ``pay.base``."""
    view: View = field(default=View.OFFERED, validator=is_a(View, "a View, such as View.CURRENT"))
    """Which of the three views it is of."""

    def __str__(self) -> str:
        return self.path if self.view is View.OFFERED else f"{self.view._value_}.{self.path}"

    @classmethod
    @checks_arguments
    def parse(cls, text: str) -> FactPath:
        """Return the fact path for *text*, whether or not such a fact exists.

        Raises:
            TypeError: *text* is no text.
        """
        head, _, rest = text.partition(".")
        is_other = head in {"promised", "current"}
        return fact_at(rest, View(head)) if is_other else fact_at(text, View.OFFERED)


@lru_cache(maxsize=4096)
def fact_at(path: str, view: View) -> FactPath:
    """Return a fact in a view, made and checked once: evaluation asks for the same ones."""
    return FactPath(path, view)
