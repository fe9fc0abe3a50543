"""What searches find about a decision, kept with it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from offerkit.evaluate.program import Ruling

_Found = TypeVar("_Found")


def kept(decision: Ruling, key: Hashable, find: Callable[[], _Found]) -> _Found:
    """Return what *find* returns; for the same key, a decision is searched once."""
    # Beside the decision's cached properties: a table by decision would mix up those that are
    # equal, as decisions on different offers may be.
    table: dict[Hashable, _Found] = vars(decision).setdefault("_kept", {})
    if key not in table:
        table[key] = find()
    return table[key]
