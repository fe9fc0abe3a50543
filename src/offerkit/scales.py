"""Ordinal scales and their levels."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from functools import cache, total_ordering
from typing import Any, Final

from attrs import frozen

from offerkit.arguments import shown


@frozen
class Scale:
    """A named list of levels, low to high; scales with equal names and levels are equal."""

    name: str
    """Name of the scale."""
    levels: tuple[str, ...]
    """Names of its levels, low to high."""

    def __attrs_post_init__(self) -> None:
        name: Any = self.name
        levels: Any = self.levels
        if not isinstance(name, str):
            raise TypeError(f"Scale.name: expected str, got {shown(name)}")
        if not (isinstance(levels, tuple) and all(isinstance(it, str) for it in levels)):
            raise TypeError(f"Scale.levels: expected a tuple of str, got {shown(levels)}")

    def __contains__(self, level: object) -> bool:
        return level in self.levels

    def __iter__(self) -> Iterator[Level]:
        return (Level(self, rank) for rank in range(len(self.levels)))

    def level(self, name: str) -> Level:
        """Return the level called *name*; raise ``ValueError`` if the scale has none."""
        return Level(self, self.levels.index(name))

    def __str__(self) -> str:
        return " < ".join(self.levels)


@total_ordering
@frozen(order=False)
class Level:
    """A level of a scale declared in a criteria file."""

    scale: Scale
    """The scale that it is a level of."""
    rank: int
    """Place of the level in the scale, from 0."""

    def __attrs_post_init__(self) -> None:
        scale: Any = self.scale
        rank: Any = self.rank
        if not isinstance(scale, Scale):
            raise TypeError(f"Level.scale: expected Scale, got {shown(scale)}")
        if not isinstance(rank, int) or isinstance(rank, bool):
            raise TypeError(f"Level.rank: expected int, got {shown(rank)}")
        if not 0 <= self.rank < len(self.scale.levels):
            last = len(self.scale.levels) - 1
            raise ValueError(f"Level.rank: expected 0 to {last}, got {self.rank}")

    @property
    def level(self) -> str:
        """Name of the level."""
        return self.scale.levels[self.rank]

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Level) or other.scale != self.scale:
            return NotImplemented
        return self.rank < other.rank

    def __str__(self) -> str:
        return self.level


class Ordinal(enum.Enum):
    """Base class of scales that are Python enums: members low to high, their values the names.

    Subclass it to give your own models a scale, which is named after the class in snake case.
    Members of one scale are ordered; members of different scales are not comparable.
    """

    rank: int

    def __init__(self, level: str) -> None:
        # Members are created in order, so the count so far is this one's rank. A plain attribute,
        # because compiled criteria read it for every ordinal fact of every offer.
        self.rank = len(type(self).__members__)

    @property
    def level(self) -> str:
        """Name of the level, as used in criteria."""
        return str(self._value_)

    @classmethod
    def scale(cls) -> Scale:
        """Return the scale made of the members of this class."""
        return _scale_of(cls)

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
        return str(self._value_)


@cache
def _scale_of(kind: type[Ordinal]) -> Scale:
    name = "".join(f"_{c.lower()}" if c.isupper() else c for c in kind.__name__)
    return Scale(name.lstrip("_"), tuple(member.level for member in kind))


class Frequency(Ordinal):
    """Frequency of something."""

    NEVER = "never"
    RARELY = "rarely"
    SOMETIMES = "sometimes"
    OFTEN = "often"
    ALWAYS = "always"


class Amount(Ordinal):
    """Amount of something, in words."""

    NONE = "none"
    LITTLE = "little"
    SOME = "some"
    MUCH = "much"


class Quality(Ordinal):
    """Quality of something."""

    TERRIBLE = "terrible"
    POOR = "poor"
    FAIR = "fair"
    GOOD = "good"
    GREAT = "great"


class Size(Ordinal):
    """Size of something."""

    TINY = "tiny"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    HUGE = "huge"


class Seniority(Ordinal):
    """Seniority of a role."""

    INTERN = "intern"
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"
    EXECUTIVE = "executive"


class Remoteness(Ordinal):
    """Place of work."""

    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"


class Control(Ordinal):
    """Closeness of a manager's supervision."""

    HANDS_OFF = "hands_off"
    BALANCED = "balanced"
    MICROMANAGING = "micromanaging"


class Wish(Ordinal):
    """Willingness to do something."""

    UNWILLING = "unwilling"
    RELUCTANTLY = "reluctantly"
    FINE = "fine"
    GLADLY = "gladly"


class Breadth(Ordinal):
    """Extent of a claim."""

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
"""Scales known in every criteria file."""

BUILT_IN_SCALES: dict[str, Scale] = {ordinal.scale().name: ordinal.scale() for ordinal in BUILT_IN}
"""Built-in scales by name."""

_EVERYDAY: Final = {
    "frequency": {
        "never": "no none zero not",
        "rarely": "seldom yearly little occasionally hardly",
        "sometimes": "monthly some",
        "often": "weekly frequent usually regularly mostly much yes",
        "always": "daily day constantly all full everyday permanently",
    },
    "amount": {
        "none": "no never nothing zero",
        "little": "low few small rarely limited",
        "some": "medium moderate sometimes partly average",
        "much": "high lot large often full many yes",
    },
    "quality": {
        "terrible": "awful horrible worst",
        "poor": "bad low weak boring",
        "fair": "ok okay average medium decent acceptable mediocre neutral fine",
        "good": "high nice solid strong interesting yes",
        "great": "excellent amazing best awesome perfect outstanding fantastic",
    },
    "size": {
        "tiny": "startup micro",
        "small": "little few",
        "medium": "mid average midsize sized",
        "large": "big major corporate",
        "huge": "enormous giant enterprise corporation",
    },
    "seniority": {
        "intern": "trainee apprentice student internship",
        "junior": "entry graduate beginner associate",
        "mid": "middle intermediate regular medium",
        "senior": "experienced sr",
        "lead": "principal staff manager expert",
        "executive": "director vp head chief cto ceo",
    },
    "remoteness": {
        "onsite": "office person no never",
        "hybrid": "day partly mixed some partial sometimes",
        "remote": "home wfh anywhere full fully yes always",
    },
    "control": {
        "hands_off": "free loose none trusting",
        "balanced": "normal moderate medium",
        "micromanaging": "micromanager strict controlling close tight",
    },
    "wish": {
        "unwilling": "no never not",
        "reluctantly": "rather grudgingly hardly",
        "fine": "ok okay neutral maybe",
        "gladly": "yes love happy happily sure",
    },
    "breadth": {
        "work_only": "narrow limited job",
        "broad": "wide partly",
        "everything": "all full complete",
    },
}


def everyday_of(scale: Scale) -> Mapping[str, str]:
    """Return other words for the levels of a built-in scale, by level; of others, none."""
    return _EVERYDAY[scale.name] if BUILT_IN_SCALES.get(scale.name) == scale else {}
