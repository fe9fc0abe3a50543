"""Sets of text that criteria tell apart, and how to describe them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Final

from offerkit.advise.what_if.segments import MAX_SEGMENTS
from offerkit.text import listed
from offerkit.values import show

OTHER_TEXT: Final = "\x00"
"""A text that no offer can state: stands for those that the criteria do not name."""


_ALL_SUBSETS_UP_TO: Final = 5
"""Most texts of which every subset is tried."""


def distinct_sets(
    members: frozenset[str],
    looked_for: Sequence[frozenset[str]],
    must: frozenset[str],
    may: frozenset[str] | None,
) -> Iterator[frozenset[str]]:
    """Yield one set of each kind that relations with *looked_for* tell apart, small ones first.

    Texts that are in the same of these are alike: a set has none, some or all of them.

    Args:
        members: All texts of *looked_for*.
        looked_for: Sets that the fact is compared with.
        must: Texts that every set has.
        may: Texts that a set may have; None for any.
    """
    outside = must - members
    other = {OTHER_TEXT} if may is None else set(sorted(may - members)[:1])
    choices = [frozenset(), frozenset(other)] if other and not outside else [frozenset()]
    for more in choices:
        for inside in _inside(members, looked_for):
            texts = inside | (must & members)
            if (may is None or texts <= may) and (must & members) <= inside:
                yield texts | outside | more


def _inside(
    members: frozenset[str], looked_for: Sequence[frozenset[str]]
) -> Iterator[frozenset[str]]:
    if len(members) <= _ALL_SUBSETS_UP_TO:
        for count in range(len(members) + 1):
            yield from map(frozenset, combinations(sorted(members), count))
        return
    looked_for_in: dict[str, list[int]] = {text: [] for text in sorted(members)}
    for at, texts in enumerate(looked_for):
        for text in texts:
            looked_for_in[text].append(at)
    alike: dict[tuple[int, ...], list[str]] = {}
    for text, places in looked_for_in.items():
        alike.setdefault(tuple(places), []).append(text)
    degrees = [dict.fromkeys((frozenset(), frozenset(g[:1]), frozenset(g))) for g in alike.values()]
    if 3 ** len(degrees) > MAX_SEGMENTS:
        return
    for chosen in product(*degrees):
        yield frozenset[str]().union(*chosen)


def set_phrase(
    group: Sequence[frozenset[str]],
    looked_for: Sequence[frozenset[str]],
    written: Mapping[str, str],
) -> str:
    """Return what sets that are treated alike have in common, as a phrase.

    Args:
        group: The sets, folded.
        looked_for: Sets that the fact is compared with, folded.
        written: For each folded text, the text as written.
    """
    for name, test in _PATTERNS:
        for texts in looked_for:
            if (texts or name == "only") and all(test(one, texts) for one in group):
                shown = [show(written[text]) for text in sorted(texts)]
                return _pattern_phrase(name, shown)
    example = sorted(written.get(text, "others") for text in group[0])
    return f"a list such as {listed(example, 'and')}" if example else "empty"


def _pattern_phrase(name: str, shown: Sequence[str]) -> str:
    if len(shown) == 1 and name in {"some", "all"}:
        return f"a list with {shown[0]}"
    if name == "none":
        return f"a list without {listed(shown, 'or')}"
    if not shown:
        return "empty"
    if name == "only":
        return f"nothing but {listed(shown, 'and')}"
    return f"a list with {name} of {listed(shown, 'and')}"


_PATTERNS: Final[tuple[tuple[str, Callable[[frozenset[str], frozenset[str]], bool]], ...]] = (
    ("none", lambda one, texts: one.isdisjoint(texts)),
    ("all", lambda one, texts: texts <= one),
    ("only", lambda one, texts: one <= texts),
    ("some", lambda one, texts: not one.isdisjoint(texts)),
)
