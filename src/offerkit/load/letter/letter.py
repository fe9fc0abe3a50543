"""An offer from the text of a letter or a mail.

Source:
    grammar/README.md, "Letters".
"""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from attrs import evolve

from offerkit.amount_words import period_of
from offerkit.errors import OfferError
from offerkit.load import found_problems as problems
from offerkit.load.formats import MAX_BYTES
from offerkit.load.found import Found
from offerkit.load.letter.amounts import Amount, amounts_in, mark_in
from offerkit.load.letter.lines import (
    Row,
    Sentence,
    apart,
    sentences,
    with_options,
    without_headers,
    without_quotes,
)
from offerkit.load.letter.names import (
    SURE,
    UNSURE,
    cities_in,
    companies_in,
    country_in,
    dollars_in,
    letterhead_city,
    roles_in,
)
from offerkit.load.letter.reader import Context, Read, Reading, Refusal, SentenceReader
from offerkit.load.letter.rules import is_counter, parts_of, pay_of_year, paying_back, salaries
from offerkit.load.letter.words import is_german
from offerkit.load.markup import laid_out
from offerkit.load.pages import is_text
from offerkit.load.problems import Problem
from offerkit.model.offer import LETTER, Offer, OfferT, with_facts
from offerkit.model.schema import Schema
from offerkit.span import Source
from offerkit.text import fold, short
from offerkit.values import Duration, FactValue, Period, TextSet, show

_SAID_OF_BASE: Final = "pay.later"
"""A fact without notes of its own: those on ``pay.base`` say the same."""
_MOST_OF_A_PAGE: Final = 64 * 1024
"""Length of the text of a page that may be a letter; that of a larger one is something else."""
_MOST_OF_A_SENTENCE: Final = 400
_ALLOWANCE: Final = re.compile(
    r"\b(?:housing|house rent|transport(?:ation)?|conveyance|special|dearness|cost of living|other) allowances?\b",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"^(?:your )?(?:total |monthly |annual |gross |fixed )*(?:package|gross(?: salary| pay)?|fixed pay|total(?: salary| pay| monthly)?|remuneration)\b[^.]{0,40}\d",
    re.IGNORECASE,
)
_AT_FULL_TIME: Final = re.compile(
    r"\b(?:salary|pay|rate|figure|amount)\b[^.;£$€]{0,40}(?:is (?:the |a )?(?:full[- ]time|FTE)|(?:will be|is) (?:paid )?pro[- ]?rata\b)",
    re.IGNORECASE,
)
_WEAK: Final = {
    "pay.base": re.compile(r"^(?!.*\b(?:salary|wages?|base)\b).*\bstipend\b", re.IGNORECASE),
    "hours.week": re.compile(r"\d.*\b(?:based on|basis of)\b", re.IGNORECASE),
}
"""Sentences that count only if no other states the fact: a stipend beside a salary, hours that pay is for."""
_OF_COMMAS: Final = re.compile(
    r"\bGmbH\b|\bHR[AB] \d|\be\.V\.|\b(?:Germany|Deutschland|Austria|Österreich|The Netherlands|Spain|España|Italy|Italia|Portugal|Belgium|Denmark|Danmark|Bra[sz]il)\b|\bB\.V\.|\bS\.L\.|\bS\.r\.l\.|\bS\.p\.A\.|\bApS\b"
)
"""Signs of countries where a comma begins the fractions of money, and points divide thousands."""
_THOUSANDS: Final = re.compile(
    r"\b\d{2,3} ?k\b[^.;\d]{0,12}\b(?:fix(?:ed|um)?|base|salary|gross|brutto)\b", re.IGNORECASE
)
"""Pay without a currency: ``95k fixed``."""
_POINT: Final = re.compile(r"(?<![\d.,])\d{1,2}\.\d{1,2} ?(?:%|hours\b|days\b|h\b)")
_PACKAGE: Final = re.compile(r"\bCTC\b|cost[- ]to[- ](?:the )?company", re.IGNORECASE)


def letter_offer(
    source: Source, offer_type: type[OfferT], schema: Schema, left_out: tuple[str, ...] = ()
) -> OfferT:
    """Return the offer in a letter: what it states, with the sentences, and notes on the rest.

    Args:
        source: The text of the letter, or of a mail with its header.
        offer_type: ``Offer``, or a subclass.
        schema: Facts that it may state.
        left_out: Parts of a document that have no text.

    Raises:
        OfferError: the file is not text.
    """
    if not is_text(source):
        kind = "a text, a Word document (.docx) or a PDF file"
        raise OfferError([problems.bad_document(source, kind)])
    rows: list[Row] = [
        (number, row)
        for number, line in enumerate(source.text.split("\n"), 1)
        # A page of a document ends a row too, but no line of the file.
        for row in line.splitlines() or [""]
    ]
    newest, older = without_quotes(without_headers(apart(rows)))
    found = with_options(sentences(newest))
    context = _context(found, schema)
    reads: list[Read] = []
    pay: Reading | None = None
    last: Sentence | None = None
    for sentence in found:
        if pay is not None and pay.sentence.block != sentence.block:
            pay = None
        before = last.text if last is not None and last.block == sentence.block else ""
        last = sentence
        reader = SentenceReader(evolve(context, pay=pay, before=before), sentence)
        read = [*reader.read(), *parts_of(reader)]
        pay = next((r for r in read if isinstance(r, Reading) and r.path == "pay.base"), pay)
        reads += read
    if not any(read.path == "pay.base" for read in reads):
        reads += [
            Refusal("pay.base", sentence, "nothing says what it pays for")
            for sentence in found
            if not any(
                r.sentence is sentence and r.path.startswith("pay.") and not _is_yes_or_no(r)
                for r in reads
            )
            and (_THOUSANDS.search(sentence.text) or any(map(_may_pay, amounts_in(sentence.text))))
        ]
    reads += paying_back(found, context)
    reads += _names(newest, found, context)
    letter = _Letter(source, schema, found)
    letter.settle(reads, offer_type)
    if older:
        letter.older(older)
    letter.found.unread.extend(("", problems.left_out(part)) for part in left_out)
    if not letter.found.facts and not letter.found.unread:
        letter.found.unread.append(("", problems.no_fact()))
    return letter.offer(offer_type)


def letter_in_page(
    page: Source, no_posting: OfferError, offer_type: type[OfferT], schema: Schema
) -> OfferT:
    """Return the offer in a page that has no posting and is a letter.

    Raises:
        OfferError: *no_posting*, if it is about something else or the page states no fact.
    """
    if no_posting.diagnostics[0].message != problems.no_posting(page).message or not is_text(page):
        raise no_posting
    if len(page.text) > MAX_BYTES:
        raise no_posting
    text = Source(page.name, laid_out(page.text))
    if len(text.text) > _MOST_OF_A_PAGE:
        raise no_posting
    found = letter_offer(text, offer_type, schema)
    if not found.sources:
        raise no_posting
    return found


def _is_yes_or_no(read: Read) -> bool:
    return isinstance(read, Reading) and isinstance(read.value, bool)


def _may_pay(one: Amount) -> bool:
    """Return whether an amount is of a size and a period that little but work has."""
    digits = re.sub(r"[.,]\d{1,2}$|\D", "", re.sub(r"(?<=\d) ?[kK]\b", "000", one.text))
    per = period_of((one.per or "").lstrip("="))
    least = {Period.HOUR: 1, Period.MONTH: 1_000, Period.YEAR: 10_000}.get(per or Period.DAY)
    return one.kind == "money" and least is not None and int(digits or 0) >= least


def _context(found: list[Sentence], schema: Schema) -> Context:
    texts = [sentence.text for sentence in found]
    orders = {
        int(numbers[0]) > 12
        for text in texts
        for one in amounts_in(text)
        if one.kind == "date" and one.is_range
        for numbers in [re.findall(r"\d+", one.text)]
        if max(int(numbers[0]), int(numbers[1])) > 12
    }
    weeks = [Decimal(m[1].replace(",", ".")) for text in texts for m in _WEEK.finditer(text)]
    bases = [Decimal(m[1].replace(",", ".")) for text in texts for m in _BASIS.finditer(text)]
    is_shorter = bool(weeks and bases) and max(weeks) < min(bases)
    return Context(
        schema,
        mark=mark_in(texts) or ("," if is_german(texts) or _has_commas(texts) else None),
        country=country_in(found),
        currency=dollars_in(found),
        day_first=orders.pop() if len(orders) == 1 else None,
        is_at_full_time=is_shorter or any(map(_AT_FULL_TIME.search, texts)),
        is_part_time=is_shorter or any(map(_PART_TIME.search, texts)),
        is_counter=any(map(is_counter, texts)),
        has_package=any(map(_PACKAGE.search, texts)) or _is_package(texts),
    )


_BASIS: Final = re.compile(
    r"\b(?:based on|(?:on the )?basis of|auf (?:der )?basis (?:von|einer))(?: an?)? (\d\d(?:[.,]\d+)?)[- ]?(?:hours?|stunden)",
    re.IGNORECASE,
)
"""Hours of the week that pay is stated for."""
_WEEK: Final = re.compile(
    r"(?<!based on )(?<!basis of )(?<!basis von )\b(\d\d(?:[.,]\d+)?) (?:hours|stunden) (?:per|a|each|pro|in der|/) ?(?:week|woche)",
    re.IGNORECASE,
)


_PART_TIME: Final = re.compile(
    r"\b0[.,]\d+ ?(?:FTE|WTE)\b|\b[1-9]\d ?% (?:FTE|WTE|workload|of full[- ]time)|^(?:[^:]{1,30}: )?part[- ]time\b|\bpart[- ]time (?:position|role|contract|basis|post|job)\b|\boffer\w* (?:you )?part[- ]time\b"
    r"|^(?:employment level|workload|(?:arbeits)?pensum|beschäftigungsgrad): [1-9]\d ?%",
    re.IGNORECASE,
)


def _has_commas(texts: list[str]) -> bool:
    """Return whether a letter is from a country with decimal commas, and has no decimal point."""
    return any(map(_OF_COMMAS.search, texts)) and not any(map(_POINT.search, texts))


def _is_package(texts: list[str]) -> bool:
    """Return whether pay is a package of a basic salary and allowances."""
    return any(map(_ALLOWANCE.search, texts)) and any(map(_WHOLE.search, texts))


def _names(lines: list[Row], found: list[Sentence], context: Context) -> list[Read]:
    reads: list[Read] = []
    roles = [(role, sentence) for sentence in found for role in roles_in(sentence)]
    # “Senior QA” and “Senior QA Engineer” are one title; the longer one is all of it.
    whole = [
        (role, sentence) for role, sentence in roles
        if not any(fold(role) != fold(other) and fold(role) in fold(other) for other, _ in roles)
    ]  # fmt: skip
    sure = [one for one in whole if SURE.match(one[1].text)]
    whole = [one for one in whole if not (sure and UNSURE.match(one[1].text))]
    # “SENIOR NURSE” in a heading is “Senior Nurse” in a sentence.
    whole.sort(key=lambda one: one[0].isupper())
    for path, named in (("role.title", whole), ("company.name", companies_in(found))):
        reads += [
            SentenceReader(context, sentence).constant(path, name) for name, sentence in named
        ]
    places = [(city, s, labelled) for s in found for city, labelled in cities_in(s)]
    labelled = any(is_labelled for _, _, is_labelled in places)
    cities = [(city, s) for city, s, is_labelled in places if is_labelled or not labelled]
    if not cities and (city := letterhead_city(lines, found)) is not None:
        cities = [city]
    return reads + [
        SentenceReader(context, s).constant("location.city", city) for city, s in cities
    ]


class _Letter:
    """Facts of a letter, and what is said of those that it leaves open."""

    def __init__(self, source: Source, schema: Schema, found: list[Sentence]) -> None:
        self.source = source
        self.found = Found(schema)
        self.sentences = found
        self.options = {sentence.option for sentence in found} - {""}

    def settle(self, reads: list[Read], offer_type: type[Offer]) -> None:
        """Make facts of what agrees and goes together; leave the rest unknown, with notes."""
        by_path: dict[str, list[Reading]] = defaultdict(list)
        refusals: dict[str, list[Refusal]] = defaultdict(list)
        for read in reads:
            if isinstance(read, Reading):
                by_path[read.path].append(read)
            elif read.path != _SAID_OF_BASE:
                refusals[read.path].append(read)
        for path, readings in by_path.items():
            self.decide(path, readings)
        for path, refused in refusals.items():
            told = path in self.found.facts or any(path == left for left, _ in self.found.unread)
            self.refused(path, refused, told=told)
        while (clash := _clash(offer_type, self.found.facts)) is not None:
            path, why = clash
            self.leave(path, [reading.sentence for reading in by_path[path]], why)

    def decide(self, path: str, readings: list[Reading]) -> None:
        if path in _WEAK:
            readings = [r for r in readings if not _WEAK[path].search(r.sentence.text)] or readings
        if path == "pay.base":
            more = salaries(readings, self.sentences)
            if isinstance(more, Refusal):
                self.leave(path, [more.sentence], more.why)
                return
            readings = readings if more is None else [more]
            readings = [reading for reading in readings if reading.is_first] or readings
            chosen = pay_of_year(readings)
            if isinstance(chosen, str):
                self.leave(
                    path, [reading.sentence for reading in readings], f"they disagree: {chosen}"
                )
                return
            readings = chosen
        if isinstance(readings[0].value, TextSet):
            texts = frozenset[str]().union(
                *(r.value.at_least for r in readings if isinstance(r.value, TextSet))
            )
            readings = [evolve(readings[0], value=TextSet(texts, None))]
        first, *others = readings
        stated = {reading.sentence.option for reading in readings} - {""}
        if stated and stated != self.options:
            self.leave(
                path, [reading.sentence for reading in readings], "only one of the packages has it"
            )
        elif all(_agree(first, other) for other in others):
            self.found.put(path, first.value, (), self.quoted(first.sentence))
        else:
            values = list(dict.fromkeys(show(reading.value) for reading in readings))
            self.leave(
                path,
                [reading.sentence for reading in readings],
                f"{len(values)} different values: {', '.join(f'`{v}`' for v in values[:5])}",
            )

    def refused(self, path: str, refused: list[Refusal], *, told: bool) -> None:
        """Note what a letter says of a fact without stating it."""
        refused.sort(key=lambda one: (not one.why, not re.search(r"\d", one.sentence.text)))
        for refusal in refused:
            later = refusal.why.startswith("it is paid later")
            package = _PACKAGE.search(refusal.sentence.text) is not None and path == "pay.base"
            if not told or later or package:
                self.note(path, [refusal.sentence], refusal.why)
                if not later:
                    return

    def older(self, line: int) -> None:
        """Note that the mails below the newest one are not read."""
        start = self.source.start_of(line)
        where = start, start + len(self.source.line(line))
        self.found.unread.append(("", problems.older_mails(where)))

    def quoted(self, sentence: Sentence) -> str:
        """Return a sentence with its place, as the source of a fact."""
        return f'{LETTER}{sentence.first}: "{short(sentence.shown, _MOST_OF_A_SENTENCE)}"'

    def leave(self, path: str, among: list[Sentence], why: str) -> None:
        self.found.facts.pop(path, None)
        self.found.sources.pop(path, None)
        self.note(path, among, why)

    def note(self, path: str, among: list[Sentence], why: str) -> None:
        among = [s for s in among if " " in s.shown.strip(". ") or len(among) == 1]
        places = list(
            dict.fromkeys((sentence.first, short(sentence.shown, 90)) for sentence in among)
        )
        named = " and ".join(f"line {line} (“{shown}”)" for line, shown in places[:4])
        if len(places) == 1:
            named = f"“{places[0][1]}”"
        message = f"{named}: {why or 'it states no value in a known form'}"
        problem = Problem("not-read", message, where=self.place(among[0]))
        self.found.unread.append((path, problem))

    def place(self, sentence: Sentence) -> tuple[int, int]:
        start = self.source.start_of(sentence.first)
        last = self.source.start_of(sentence.last) + len(self.source.line(sentence.last))
        text = self.source.text[start:last]
        return start + len(text) - len(text.lstrip()), start + len(text.rstrip())

    def offer(self, offer_type: type[OfferT]) -> OfferT:
        """Return the offer with its facts, sources and notes."""
        from offerkit.diagnostics import note, sort_diagnostics

        notes = sort_diagnostics(
            note(
                p.code,
                p.message,
                self.source.span(*(int(at) for at in p.where or (0, 0))),
                hint=p.hint,
                path=path or None,
            )
            for path, p in self.found.unread
        )
        return self.found.offer(offer_type, notes)


def _clash(offer_type: type[Offer], facts: Mapping[str, FactValue]) -> tuple[str, str] | None:
    """Return a fact that contradicts another one, and why; None if all go together."""
    try:
        with_facts(offer_type(), facts)
    except ValueError as clash:
        path, _, why = str(clash).partition(": ")
        if path not in facts:
            raise
        return path, why
    return None


def _agree(one: Reading, other: Reading) -> bool:
    values = one.value, other.value
    if isinstance(one.value, str) and isinstance(other.value, str):
        return fold(one.value) == fold(other.value)
    if one.value == other.value or show(one.value) == show(other.value):
        return True
    if all(isinstance(value, Duration) for value in values):
        first, second = (value for value in values if isinstance(value, Duration))
        return first.unit.family is second.unit.family and first.base == second.base
    return False
