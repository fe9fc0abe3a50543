"""What you were told about a job and the offer does not say, and on which occasion.

The text of a source is the author's own, so none of it gets into a letter: only the day in it, and
words for the occasion and the speaker that are on the lists here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import frozen

from offerkit.data import Key, keys
from offerkit.datatypes import TextSetType, TextType
from offerkit.dates import Day, day_in_text
from offerkit.evaluate.program import Ruling
from offerkit.model.fields import AskedOf, FactInfo, Negotiability
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.text import Named
from offerkit.values import UNKNOWN, FactValue


class Occasion(Named):
    """Way in which something was told."""

    VIDEO = "video call"
    PHONE = "phone"
    EMAIL = "email"
    MESSAGE = "message"
    INTERVIEW = "interview"
    POSTING = "job posting"
    LETTER = "letter"
    MEETING = "meeting"


_OCCASIONS: Final = (
    (Occasion.POSTING, r"job (?:posting|ad|advert|advertisement|description)|posting|advert"),
    (Occasion.VIDEO, r"video ?(?:call|chat|conference)|(?:zoom|teams)(?: call)?|google meet"),
    (Occasion.INTERVIEW, r"(?:(?:phone|telephone) )?interview"),
    (Occasion.MESSAGE, r"(?:text |linkedin |whatsapp )?(?:message|chat)|whatsapp|linkedin|sms"),
    (Occasion.EMAIL, r"e-?mail(?:ed)?|mail(?:ed)?"),
    (Occasion.LETTER, r"(?:offer )?letter"),
    (Occasion.PHONE, r"(?:phone|telephone) ?calls?|phone|phoned|telephone|call|called"),
    (Occasion.MEETING, r"meeting|visit|lunch|coffee|in person|face to face"),
)
"""Words for each occasion, as sources have them."""
_SPEAKERS: Final = (
    ("HR", r"hr|human resources"),
    ("the recruiter", r"recruiter"),
    ("the hiring manager", r"hiring manager"),
    ("the team lead", r"team lead"),
    ("the founder", r"(?:co-?)?founder"),
    ("the CEO", r"ceo"),
    ("the CTO", r"cto"),
)
"""Speakers, as letters name them, and words for each."""
_PLACES: Final = ("first", "second", "third", "fourth", "final", "last")
_CONFIDED: Final = re.compile(
    r"secret|confiden|private|privately|off the record|between us|anonymous|rumou?r|gossip|leak"
    r"|friend|overheard|former|\bex-|(?:don.?t|do not|never|not to) (?:tell|say|mention|quote|use)",
    re.IGNORECASE,
)
"""Words of sources from which a letter takes nothing but that it was told."""


@keys("occasion place", Key("day", form=str), "speaker")
@frozen
class Heard(Record):
    """When, where and by whom something was told, as far as a letter may say it."""

    occasion: Occasion | None = None
    place: str = ""
    """Which of several interviews it was, as a word; empty if the source does not say."""
    day: Day | None = None
    speaker: str = ""
    """A role on the list, as a letter names it; empty if the source names none, or several."""
    names: str = ""
    """The source as it is written, to find the recipient of a letter in it."""


def heard(source: str | None) -> Heard:
    """Return what a letter may say of a source; nothing, of one that sounds confidential."""
    if source is None or _CONFIDED.search(source):
        return Heard()
    rest, occasions = " ".join(source.split()), list[Occasion]()
    for occasion, words in _OCCASIONS:
        rest, count = re.subn(rf"\b(?:{words})\b", ";", rest, flags=re.IGNORECASE)
        occasions += [occasion] if count else []
    is_interview = occasions == [Occasion.INTERVIEW]
    places = [word for word in _PLACES if re.search(rf"\b{word} ;", rest, re.IGNORECASE)]
    speakers = [
        named
        for named, words in _SPEAKERS
        if re.search(rf"\b(?:{words})\b(?!['’])", source, re.IGNORECASE)
    ]
    return Heard(
        occasions[0] if len(occasions) == 1 else None,
        places[0] if is_interview and len(places) == 1 else "",
        day_in_text(source),
        speakers[0] if len(speakers) == 1 else "",
        source,
    )


@keys("fact promised found", "source")
@frozen
class Told(Record):
    """What was promised of a fact, if the offer says something else or nothing."""

    fact: FactPath
    """The fact, in the view ``promised``; or of the offer itself, if that is what says it."""
    promised: FactValue
    """What was promised."""
    found: FactValue
    """What the offer states instead, or what has turned out; ``UNKNOWN`` if it states nothing of
    its own."""
    source: str | None
    """Source of the promise, as it is written."""
    info: FactInfo

    @property
    def is_term(self) -> bool:
        """True of something that an offer can be asked to contain, and that is no free text."""
        return self.info.negotiable is not Negotiability.NOT_A_TERM and not self.is_free_text

    @property
    def is_free_text(self) -> bool:
        """True if the values are texts that the author chose."""
        match self.info.datatype:
            case TextType(values=values):
                return values is None
            case datatype:
                return isinstance(datatype, TextSetType)


def told(decision: Ruling) -> Mapping[str, Told]:
    """Return the promises that the offer breaks or does not contain, by the path of the fact.

    Without those of facts that the employer is not asked about.
    """
    program = decision.program
    unkept = [(p.fact, p.promised, p.found, p.promise_source) for p in decision.broken_promises]
    unkept += [(p.fact, p.promised, UNKNOWN, p.source) for p in decision.unstated_promises]
    return {
        path: Told(
            FactPath(path, View.PROMISED), promised, found, source, program.schema.facts[path]
        )
        for path, promised, found, source in unkept
        if program.asked_of(FactPath(path)) is AskedOf.EMPLOYER
    }
