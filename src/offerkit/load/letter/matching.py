"""Forms as patterns, each compiled for the first text that it may match."""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Final

from attrs import frozen

from offerkit.load.letter.amounts import Kind
from offerkit.load.letter.around import NOUNS
from offerkit.load.letter.forms import PHRASES, TOPICS, Phrase, Topic
from offerkit.load.letter.pieces import needed_in
from offerkit.records import Record


@frozen(slots=False)
class Form(Record):
    """A pattern that is compiled for the first text that may match it: few letters say most things."""

    text: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, in any case."""
        return re.compile(self.text, re.IGNORECASE)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Pieces in small letters of which every match has one; empty if there are none."""
        return tuple(needed_in(self.text) or ())

    def may_be_in(self, lowered: str) -> bool:
        """Return whether a text in small letters has what the pattern needs."""
        return not self.needed or any(piece in lowered for piece in self.needed)


@cache
def topics() -> tuple[tuple[Form, Topic], ...]:
    """Return the words that say what the amounts next to them are."""
    from offerkit.load.letter.german import TOPICS as GERMAN

    return tuple(
        (
            Form(
                rf"(?:{topic.words})"
                if topic.words[:1] == "^"
                else rf"(?<![\w-])(?:{topic.words})(?!\w)"
            ),
            topic,
        )
        for topic in (*TOPICS, *GERMAN)
    )


_SLOTS: Final = {
    "percent": r"(?P<percent>[0-9]+(?:[.,][0-9]+)?%)",
    "duration": r"(?P<duration>[0-9]+(?:[.,][0-9]+)? (?:day|week|month|year)s?)\b'?",
    "fte": r"(?P<fte>0[.,][0-9]{1,3})",
    "days": r"(?P<days>[0-9]+(?:[.,]5)?) (?:working )?days\b",
    "weekly": r"(?P<weekly>[0-7](?:[.,]5)?) days? (?:a|per|each|every|/|in the|of the) ?weeks?\b",
    "hours": r"(?P<hours>[0-9]{1,3}(?:[.,][0-9]{1,2})?)",
    "number": r"(?P<number>[0-9]{1,3}(?:[.,]5)?)\b",
    "date": r"(?P<date>§)\0*",
    "count": r"(?<![$€£₹] )(?<![$€£₹])(?P<count>[0-9]{1,3}(?:[,.' ][0-9]{3})+|[0-9]{2,})(?![\w%]|[.,]\d| ?(?:%|[$€£]|[A-Z]{3}\b))",
    "week": r"(?P<week>[0-9]{1,2}(?:[.,][0-9]{1,2})?)",
    "person": (
        r"(?:(?:mr|ms|mrs|mme|mlle|dr|prof|professor|principal|pd|frau|herrn?|chef(?:arzt|ärztin)?|(?:group )?c[efimot]o)[.,]? )*"
        rf"(?!(?-i:[SE]?VP\b|(?:[\w&-]+ ){{1,3}}(?:{NOUNS})\b))"
        r"(?P<person>(?-i:(?>[A-ZÀ-Ž][\w'-]+(?: (?:[A-Z]\.|(?:(?:v[ao]n|de[nrl]?|d[aiu]|l[ae]|[ae]l|bin|ter|zu|dos) ){0,2}[A-ZÀ-Ž][\w'-]+)){1,3})))"
        r"(?! (?:and|und|or|oder|&) (?-i:[A-ZÀ-Ž]))"
    ),
    "money": r"(?P<money>§)\0*",
    "pay": r"(?P<pay>§)\0*",
}


_UP_TO_END: Final = re.compile(r"(\[\^\.;[^\]]*\])(?=\{)")


@cache
def phrases() -> tuple[tuple[Form, Phrase, Kind | None], ...]:
    """Return the patterns of sentences, and the kind of amounts that they stand for."""
    from offerkit.load.letter.german import PHRASES as GERMAN

    found = []
    for phrase in (*PHRASES, *GERMAN):
        # A slot occurs once as a group; where a pattern repeats it, the later ones are named by number.
        names: dict[str, int] = {}

        def slot(match: re.Match[str], names: dict[str, int] = names) -> str:
            name = match[1]
            names[name] = names.get(name, 0) + 1
            return _SLOTS[name].replace(f"?P<{name}>", f"?P<{name}{names[name]}>")

        pattern = re.sub(r"\{([a-z]+)\}", slot, phrase.pattern)
        # A point in a number ends no sentence.
        pattern = _UP_TO_END.sub(r"(?:\1|\\.(?=\\d))", pattern)
        bounded = pattern[:1] != "^" and pattern[:4] != "(?<!"
        whole = rf"(?<![\w-])(?:{pattern})" if bounded else pattern
        kind: Kind | None = "date" if "date" in names else None
        kind = "money" if not {"money", "pay"}.isdisjoint(names) else kind
        found.append((Form(whole), phrase, kind))
    return tuple(found)


@cache
def anywhere(pattern: str) -> re.Pattern[str]:
    """Return a pattern in any case."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern in any case that begins with a word."""
    return re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)


@frozen
class Words(Record):
    """Where words of topics are in a sentence."""

    start: int
    end: int
    topics: tuple[Topic, ...]


def words_in(text: str) -> list[Words]:
    """Return the words of topics in a sentence in order; of those that overlap, the longest."""
    spans: dict[tuple[int, int], list[Topic]] = {}
    lowered = text.lower()
    for form, topic in topics():
        for match in form.pattern.finditer(text) if form.may_be_in(lowered) else ():
            if match.end() > match.start():
                spans.setdefault(match.span(), []).append(topic)
    chosen: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(span[1] <= start or end <= span[0] for start, end in chosen):
            chosen.append(span)
    return [Words(start, end, tuple(spans[start, end])) for start, end in sorted(chosen)]
