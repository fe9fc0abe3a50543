"""Which facts somebody means by a word: one index of what facts are called, for every hint.

A fact is called by its path, by the name that letters have for it, and by its everyday words.
What is asked for and what a fact is called are compared by the words they share, where a word
counts the more the fewer facts it belongs to: `days` says little, `vacation` says nearly all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from math import log
from typing import Final

from attrs import frozen

from offerkit.diagnostics import Hint, Offered
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer, groups_of
from offerkit.paths import FactPath, View
from offerkit.text import MOST_NEAR, near

_LEAST_ALIKE: Final = 0.6
"""How much of two names must be shared, of 1, for one to be suggested for the other."""
_NEARLY_AS_GOOD: Final = 0.9
"""How much of the best suggestion another must reach to be made beside it."""
_SLIP: Final = 0.9
"""What a word counts that is right but for its spelling."""
_OTHER_WORD: Final = 0.95
"""What a word counts that is another one for a group."""
_WHOLE: Final = 0.5
"""What a word for the whole offer counts before a fact: `job.hours` are hours, and no job."""
_MOST_WORDS: Final = 12
"""Words of a longer name are not compared."""

_WORDS: Final = re.compile(r"[a-z0-9]+")
_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_EMPTY: Final = frozenset(
    "a amount an and are as at be by can do does for from how i in is it many me much my "
    "min max minimum maximum number of on or the there to what when which who will with would "
    "you your".split()
)
_ENDINGS: Final = re.compile(
    r"(?<=...)(?:ability|able|ances?|ments?|ships?|ings?|ions?|ers?|ed|ies|es|s|y|e)$"
)
_WHOLE_OFFER: Final = frozenset({"job", "offer", "position"})
_OWN_STEM: Final = frozenset({"county", "rating", "ratings", "station"})
"""Words whose ending belongs to them: without it they would be other words."""


_VIEWS: Final = {
    "promise": View.PROMISED,
    "promised": View.PROMISED,
    "agreed": View.PROMISED,
    **dict.fromkeys("current my_current present existing previous old".split(), View.CURRENT),
}
"""Views by the words that people begin a name with."""
_SAID_FIRST: Final = re.compile(rf"({'|'.join(_VIEWS)})[._](?=[a-z])")


def meant_path(name: str) -> FactPath:
    """Return the path that a name that is no fact may be meant for, such as `current_salary`."""
    said = _SAID_FIRST.match(name)
    return FactPath(name[said.end() :], _VIEWS[said[1]]) if said else FactPath.parse(name)


@frozen(eq=False)
class NearFacts:
    """The names of the facts of a schema, taken apart."""

    facts: Mapping[str, FactInfo]
    names: tuple[tuple[str, frozenset[str]], ...]
    """Every name of every fact: its path, and the words of the name."""
    weights: Mapping[str, float]
    """How much a word says."""
    spellings: frozenset[str]
    """The words of all names, as they are written."""
    joined: Mapping[str, tuple[str, ...]]
    """The words of a name by the one word that they make without spaces."""
    groups: Mapping[str, str]
    """Groups of facts by other words for them."""

    @classmethod
    def among(cls, facts: Mapping[str, FactInfo], own: Collection[str]) -> NearFacts:
        """Return the index of *facts*; of those that criteria declare, their questions count."""
        names: list[tuple[str, frozenset[str]]] = []
        spellings: set[str] = set()
        joined: dict[str, tuple[str, ...]] = {}
        for path, info in facts.items():
            asked = (info.question,) if path in own else ()
            for name in dict.fromkeys((path, info.called, *info.everyday, *asked)):
                spelled = _spelled(name)
                words = frozenset(map(_stem, spelled))
                if words:
                    names.append((path, words))
                    spellings.update(spelled)
                    last = _WORDS.findall(name.rpartition(".")[2].lower())
                    joined.setdefault("".join(last), tuple(_spelled(" ".join(last))))
        called: dict[str, set[str]] = {}
        for path, words in names:
            for word in words:
                called.setdefault(word, set()).add(path)
        weights = {word: log(1 + len(facts) / len(paths)) for word, paths in called.items()}
        groups = {
            _stem(word): _stem(name)
            for name, group in groups_of(Offer).items()
            for word in getattr(group, "EVERYDAY", "").split()
            if _stem(name) in weights
        }
        return cls(facts, tuple(names), weights, frozenset(spellings), joined, groups)

    def near(self, path: str, *, stated: bool) -> tuple[str, ...]:
        """Return the facts that somebody may mean by *path*, the likeliest first; at most three.

        Args:
            path: One or more names that are no fact together, without a view.
            stated: Whether only facts that an offer can state are meant.
        """
        words = [w for word in _spelled(path) for w in self.joined.get(word, (word,))]
        if (whole_word := "".join(words)) in self.spellings:
            words = [whole_word]
        group = path.rpartition(".")[0]
        asked = [self.readings(word) for word in words[:_MOST_WORDS]]
        share = [
            _WHOLE if at == 0 and group and word in _WHOLE_OFFER else 1
            for at, word in enumerate(words[:_MOST_WORDS])
        ]
        whole = sum(part * self.weight(read) for part, read in zip(share, asked, strict=True))
        best: dict[str, float] = {}
        for fact, name in self.names:
            # Two words for one word of a name, `equity.share` for equity, say no more than one.
            matched: dict[str, float] = {}
            for part, read in zip(share, asked, strict=True):
                known = [(self.weights[w] * sure, w) for w, sure in read.items() if w in name]
                for said, word in sorted(known)[-1:]:
                    matched[word] = max(matched.get(word, 0), part * said)
            shared = sum(matched.values())
            if shared and not (stated and self.facts[fact].derived):
                alike = 2 * shared / (whole + sum(self.weights[word] for word in name))
                best[fact] = max(best.get(fact, 0.0), alike)
        enough = max(_LEAST_ALIKE, _NEARLY_AS_GOOD * max(best.values(), default=0.0))
        # Of two that are equally near, the one in the same group is nearer.
        ranked = sorted(best, key=lambda fact: (-best[fact], fact.rpartition(".")[0] != group))
        return tuple(fact for fact in ranked if best[fact] >= enough)[:MOST_NEAR]

    def knows(self, name: str) -> bool:
        """Return whether a word of a name is one of a fact's names, or close to one."""
        return any(map(self.readings, _spelled(name)))

    def readings(self, word: str) -> dict[str, float]:
        """Return the words of names that a written word may be, with how sure that is."""
        stem = _stem(word)
        if stem in self.weights:
            found = {stem: 1.0}
        else:
            # Hardly anyone misspells the beginning of a word.
            begins = word[0], word[1:2] + word[0]
            alike = sorted(other for other in self.spellings if other.startswith(begins))
            slips = near(word, alike) if len(word) > 2 else ()
            found = {_stem(slip): _SLIP for slip in slips}
        if stem in self.groups:
            found.setdefault(self.groups[stem], _OTHER_WORD)
        return found

    def weight(self, words: Mapping[str, float]) -> float:
        """Return how much a written word says; one that is in no name says the most."""
        return max((self.weights[word] for word in words), default=log(len(self.facts) + 1))


def near_values(
    text: str,
    values: Sequence[str],
    meanings: Mapping[str, str],
    form: str = "{}",
    *,
    noted: bool = True,
) -> Hint:
    """Return a hint that names the values of a closed list that *text* may be meant for, or None.

    Args:
        text: What somebody wrote.
        values: The list.
        meanings: What some of the values are, in other words.
        form: How a value is written, with `{}` where it stands.
        noted: Whether the hint gives the meanings of several values, too.
    """
    asked = set(map(_stem, _spelled(text)))
    alike = {
        value: len(asked.intersection(map(_stem, _spelled(f"{value} {meanings.get(value, '')}"))))
        for value in values
    }
    most = max(alike.values(), default=0)
    found = near(text, values) or tuple(v for v in values if most and alike[v] == most)[:MOST_NEAR]
    shown = tuple(form.replace("{}", value) for value in found)
    notes = tuple(
        (written, f" ({meanings[value]})")
        for written, value in zip(shown, found, strict=True)
        if noted and value in meanings and len(found) > 1
    )
    return Offered("did you mean {}?", shown, notes=notes) if shown else None


def _spelled(name: str) -> list[str]:
    """Return the words of a name that say something, as they are written, in lower case."""
    words = _WORDS.findall(_CAPITAL.sub(" ", name[:200]).lower())
    return [word for word in dict.fromkeys(words) if word not in _EMPTY]


def _stem(word: str) -> str:
    """Return a word without its ending, so that `commute`, `commuting` and `commutes` are one."""
    if word.endswith(("ss", "us", "is")) or word in _OWN_STEM:
        return word
    stem = _ENDINGS.sub("", word)
    return _ENDINGS.sub("", stem) if stem != word and len(stem) > 4 else stem
