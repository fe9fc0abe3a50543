"""Ordinal scales: named levels in order, and the levels themselves."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from functools import total_ordering
from typing import Any

from attrs import field, frozen


@frozen
class Scale:
    """A named list of levels, low to high; two scales are the same when both agree."""

    name: str
    levels: tuple[str, ...]

    def __contains__(self, level: object) -> bool:
        return level in self.levels

    def __iter__(self) -> Iterator[Level]:
        return (Level(self, rank) for rank in range(len(self.levels)))

    def level(self, name: str) -> Level:
        """Return the level called *name*; ``ValueError`` when the scale has none."""
        return Level(self, self.levels.index(name))

    def __str__(self) -> str:
        return " < ".join(self.levels)


@total_ordering
@frozen(order=False)
class Level:
    """One level of a scale that a criteria file made."""

    scale: Scale
    rank: int = field()

    @property
    def level(self) -> str:
        """The level's name."""
        return self.scale.levels[self.rank]

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Level) or other.scale != self.scale:
            return NotImplemented
        return self.rank < other.rank

    def __str__(self) -> str:
        return self.level


class Ordinal(enum.Enum):
    """Base of the scales that are Python enums: members low to high, values their names.

    Subclass it to give your own models a scale; the scale is called by the class's name in
    snake case. Members of one scale are ordered; members of two scales are not comparable.
    """

    rank: int

    def __init__(self, level: str) -> None:
        # Members exist one after the other, so the count so far is this one's rank. A plain
        # attribute: the compiled evaluator reads it for every ordinal fact of every offer.
        self.rank = len(type(self).__members__)

    @property
    def level(self) -> str:
        """The level's name, as criteria write it."""
        return str(self.value)

    @classmethod
    def scale(cls) -> Scale:
        """Return the scale that the members of this class make up."""
        name = "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__)
        return Scale(name.lstrip("_"), tuple(str(member.value) for member in cls))

    def _comparable(self, other: Any) -> bool:
        return type(other) is type(self)

    def __lt__(self, other: Any) -> bool:
        return self.rank < other.rank if self._comparable(other) else NotImplemented

    def __le__(self, other: Any) -> bool:
        return self.rank <= other.rank if self._comparable(other) else NotImplemented

    def __gt__(self, other: Any) -> bool:
        return self.rank > other.rank if self._comparable(other) else NotImplemented

    def __ge__(self, other: Any) -> bool:
        return self.rank >= other.rank if self._comparable(other) else NotImplemented

    def __str__(self) -> str:
        return self.level


class Frequency(Ordinal):
    """How often something happens."""

    NEVER = "never"
    RARELY = "rarely"
    SOMETIMES = "sometimes"
    OFTEN = "often"
    ALWAYS = "always"


class Amount(Ordinal):
    """How much of something there is."""

    NONE = "none"
    LITTLE = "little"
    SOME = "some"
    MUCH = "much"


class Quality(Ordinal):
    """How good something is."""

    TERRIBLE = "terrible"
    POOR = "poor"
    FAIR = "fair"
    GOOD = "good"
    GREAT = "great"


class Size(Ordinal):
    """How large something is."""

    TINY = "tiny"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    HUGE = "huge"


class Seniority(Ordinal):
    """How senior a role is."""

    INTERN = "intern"
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"
    EXECUTIVE = "executive"


class Remoteness(Ordinal):
    """Where the work is done; criteria may call this scale ``presence`` too."""

    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"


class Control(Ordinal):
    """How closely a manager manages."""

    HANDS_OFF = "hands_off"
    BALANCED = "balanced"
    MICROMANAGING = "micromanaging"


class Wish(Ordinal):
    """How gladly you would do something."""

    NO = "no"
    RELUCTANTLY = "reluctantly"
    FINE = "fine"
    GLADLY = "gladly"


class Breadth(Ordinal):
    """How far a claim reaches."""

    WORK_ONLY = "work_only"
    BROAD = "broad"
    EVERYTHING = "everything"


BUILT_IN: tuple[type[Ordinal], ...] = (
    Frequency,
    Amount,
    Quality,
    Size,
    Seniority,
    Remoteness,
    Control,
    Wish,
    Breadth,
)
"""The scales every criteria file knows; `presence` is a second name of `remoteness`."""

BUILT_IN_SCALES: dict[str, Scale] = {
    **{ordinal.scale().name: ordinal.scale() for ordinal in BUILT_IN},
    "presence": Remoteness.scale(),
}
"""Every scale name that criteria may use without declaring it, and its scale."""
