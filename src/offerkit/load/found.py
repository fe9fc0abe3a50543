"""Facts from texts that others wrote: read, or unknown with a note; never an error for a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve, field, frozen

from offerkit.amounts import Beside, Unclear, read_amount, written
from offerkit.diagnostics import Diagnostic, note, sort_diagnostics
from offerkit.load import found_problems as problems
from offerkit.load.amounts import Raw, read_fact
from offerkit.load.locate import Places
from offerkit.load.problems import DataPath, FactError, Problem
from offerkit.model.offer import OfferT, with_facts
from offerkit.model.schema import Schema
from offerkit.records import Record
from offerkit.text import fold
from offerkit.values import UNKNOWN, FactValue


def _words(text: str) -> str:
    """Return the words of a text, without case and the signs between them."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


_NO_PLACE: Final = frozenset(
    "anywhere everywhere worldwide global globally remote remotely telecommute telework wfh "
    "virtual nationwide distributed".split()
)
"""Words of which none is in the name of a place."""
_EVERYWHERE: Final = frozenset(
    """
    world wide|world|the world|whole world|earth|international|any|any country|any location|all
    all countries|all locations|no restriction|no restrictions|work from home|home office|home
    home based|online|multiple locations|several locations|various|various locations|flexible
    flexible location
    """.replace("\n    ", "|").split("|")
)


def is_everywhere(text: str) -> bool:
    """Return whether a text in place of a place names none: “Remote”, “Anywhere in the US”.

    Source:
        grammar/README.md, "Found files".
    """
    words = _words(text)
    return words in _EVERYWHERE or not _NO_PLACE.isdisjoint(words.split())


@frozen
class Found(Record):
    """Facts that were read, where they come from, and what could not be read."""

    schema: Schema
    facts: dict[str, FactValue] = field(factory=dict)
    sources: dict[str, str] = field(factory=dict)
    unread: list[tuple[str, Problem]] = field(factory=list)
    """The fact that each problem leaves unknown, and the problem."""

    def state(self, path: str, raw: Raw, where: DataPath, source: str) -> bool:
        """Read a fact, written as in an offer file; return whether it is known now."""
        info = self.schema.facts[path]
        try:
            value = read_fact(info, raw)
        except FactError:
            text = "; ".join(raw["at_least"]) if isinstance(raw, dict) else str(raw)
            self.leave(path, problems.not_read(info, text, where))
            return False
        return self.put(path, value, where, source)

    def amount(self, path: str, text: str, beside: Beside, where: DataPath) -> FactValue:
        """Return the amount in a text, as the fact would state it; ``UNKNOWN`` if it states none.

        Another text than one that says nothing leaves a note.
        """
        info = self.schema.facts[path]
        read = read_amount(text, info.datatype, beside, found=True)
        if isinstance(read, Unclear):
            self.leave(path, problems.unclear(read, info, text, where))
        elif read is not UNKNOWN:
            try:
                return read_fact(info, written(read))
            except FactError as wrong:
                self.leave(path, evolve(wrong.problem, where=where, hint=None))
        return UNKNOWN

    def put(self, path: str, value: FactValue, where: DataPath, source: str) -> bool:
        """State the value of a fact, unless something was found that left it unknown."""
        if value is UNKNOWN:
            return False
        if any(path == left for left, _ in self.unread):
            return False
        self.facts[path] = value
        self.sources[path] = source
        return True

    def leave(self, path: str, problem: Problem) -> None:
        """Make a fact unknown, because of what is written where the problem is."""
        self.unread.append((path, problem))
        self.facts.pop(path, None)
        self.sources.pop(path, None)

    def notes(self, places: Places) -> tuple[Diagnostic, ...]:
        """Return what was not read, sorted by place."""
        places.find(problem.where for _, problem in self.unread)
        return sort_diagnostics(
            note(p.code, p.message, places.span(p.where), hint=p.hint, path=path)
            for path, p in self.unread
        )

    def offer(self, offer_type: type[OfferT], notes: Sequence[Diagnostic]) -> OfferT:
        """Return the offer with these facts and notes."""
        return evolve(
            with_facts(offer_type(), self.facts), sources=self.sources, notes=tuple(notes)
        )
