"""Fact paths: a fact in one of its three views."""

from __future__ import annotations

import enum
import re
from typing import Final

from attrs import frozen


class View(enum.Enum):
    """Origin of a fact: what you know now, what you were promised, your current job."""

    OFFERED = ""
    PROMISED = "promised"
    CURRENT = "current"


FOUND: Final = "found"
"""Beginning of the paths of what turned out in the job, which criteria do not read."""
_SAID: Final = {
    "promise": "promised",
    "promised": "promised",
    "agreed": "promised",
    **dict.fromkeys("current my_current present existing previous old".split(), "current"),
}
"""Views by the words that people begin a name with."""
_SAID_FIRST: Final = re.compile(rf"({'|'.join(_SAID)})[._](?=[a-z])")


@frozen(cache_hash=True)
class FactPath:
    """A fact in one of its three views; ``str()`` is how criteria write it."""

    path: str
    view: View = View.OFFERED

    def __str__(self) -> str:
        return self.path if self.view is View.OFFERED else f"{self.view.value}.{self.path}"

    @classmethod
    def parse(cls, text: str) -> FactPath:
        """Return the fact path for *text*, whether or not such a fact exists."""
        head, _, rest = text.partition(".")
        return cls(rest, View(head)) if head in {"promised", "current"} else cls(text)

    @classmethod
    def meant(cls, text: str) -> FactPath:
        """Return the fact path for a name that is no fact, such as ``current_salary``."""
        said = _SAID_FIRST.match(text)
        return cls(text[said.end() :], View(_SAID[said[1]])) if said else cls.parse(text)
