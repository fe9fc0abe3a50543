"""Things in groups that have nothing in common: statements by what they read."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def linked(read: Iterable[tuple[Item, Iterable[Key]]]) -> list[tuple[list[Item], list[Key]]]:
    """Return things in groups that share no key, each with the keys of its group.

    A thing without a key is in no group.
    """
    group_of: dict[Key, tuple[list[Item], list[Key]]] = {}
    for item, keys in read:
        mine = tuple(dict.fromkeys(keys))
        joined = {id(group_of[key]): group_of[key] for key in mine if key in group_of}
        # The others are moved into the largest, so that none is moved often.
        by_size = sorted(joined.values(), key=lambda group: -len(group[0]) - len(group[1]))
        group, *others = by_size or [([], [])]
        new = [key for key in mine if key not in group_of]
        for key in (*new, *(key for other in others for key in other[1])):
            group_of[key] = group
            group[1].append(key)
        group[0].extend([item, *(member for other in others for member in other[0])])
    return [*{id(group): group for group in group_of.values()}.values()]
