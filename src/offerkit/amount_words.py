"""Words of amounts and their meanings: currencies, periods, factors, units, and fillers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from typing import Final

from offerkit.currencies import COUNTRY_CURRENCIES, CURRENCIES, SIGNS
from offerkit.text import fold, nearest
from offerkit.values import UNIT_SPELLINGS, Duration, DurationFamily, DurationUnit, Period

_NOTHING_SAID: Final = frozenset(
    {
        "", "-", "--", "---", "?", "n/a", "n.a", "na", "not applicable", "not available",
        "not disclosed", "not specified", "not stated", "not provided", "tba", "tbc", "tbd",
        "t.b.a", "t.b.c", "t.b.d", "to be announced", "to be confirmed", "to be defined",
        "to be determined", "to be discussed", "to be agreed", "confidential", "undisclosed",
        "unspecified", "unavailable", "null", "nil", "nan", "undefined", "unknown",
    }
)  # fmt: skip

_PER_WORDS: Final = {
    Period.HOUR: "hour hours hr hrs h hur stunde std heure hora ora uur timme",
    Period.DAY: "day days d diem tag jour día dia giorno dag",
    Period.WEEK: "week weeks wk wks w wee woche semaine semana settimana vecka",
    Period.MONTH: "month months mo mos mth mths mon m monat mois mes mês mese maand månad mån mnd",
    Period.YEAR: "year years yr yrs y annum a ann anno jahr an année año ano jaar år",
}
"""Words for a period behind ``per`` or a slash, also as postings of other languages have them."""
_ADVERBS: Final = {
    Period.HOUR: "hourly p.h. p.h ph p/h stündlich",
    Period.DAY: "daily p.d. p.d pd p/d täglich",
    Period.WEEK: "weekly p.w. p.w pw p/w wöchentlich",
    Period.MONTH: "monthly p.m. p.m pm pcm p/m monatlich",
    Period.YEAR: "annually annual yearly p.a. p.a pa p/a jährlich",
}
"""Words for a period that need no ``per`` before them."""
OTHER_PERIODS: Final = frozenset(
    "fortnight fortnightly biweekly biweek twoweeks semimonthly semimonth quarter quarterly once "
    "rata onetime project fixed total contract shift piece task assignment".split()
)
"""Words in place of a period that are none of those that pay has."""
PER: Final = "(?:per|an?|each|every|pro|je|im|par|por|al)"
"""Pattern of the words before one for a period."""
PER_WORD: Final = {word: per for per, words in _PER_WORDS.items() for word in words.split()}
ADVERB: Final = {word: per for per, words in _ADVERBS.items() for word in words.split()}

LAKH: Final = Decimal(100_000)
CRORE: Final = Decimal(10_000_000)
FACTORS: Final = {
    **dict.fromkeys(("k", "K", "thousand", "tsd"), Decimal(1_000)),
    **dict.fromkeys(("lakhs", "lakh", "lacs", "lac"), LAKH),
    **dict.fromkeys(("M", "million", "mln", "mio", "mn"), Decimal(1_000_000)),
    **dict.fromkeys(("crores", "crore", "cr"), CRORE),
}
"""Factors by the word behind a number."""
NO_CURRENCIES: Final = frozenset(
    "mil mille mille. ribu juta man mann tys tys. tis тыс тыс. тис тис. bn billion mrd mrd. md "
    "milliard milliards hundred dozen kilo ctc ote net vat band grade".split()
)
"""Words beside a number that are no slip for the name of a currency.

They multiply it, most of them by one number here and by another there, or it is another amount than
that of the fact: with all that an employer pays, on target, after tax, a step of a pay scale."""
THOUSANDS: Final = re.compile("[kKT](.+)")
"""Currency with a factor before it: ``K€``, ``TEUR``."""
LPA: Final = "lpa"
"""Lakhs of rupees per annum."""
PERCENT: Final = ("%", "percent", "per cent", "pct")
GROSS: Final = re.compile(
    r" ?\(?\b(?:gross|brutto|brutos?|bruts?|lord[io]|before tax(?:es)?)\b\)?", re.IGNORECASE
)
"""Words that change nothing: all pay is stated before tax."""
ONES: Final = "one two three four five six seven eight nine ten eleven twelve".split()
"""Words for the numbers from 1 on."""
SPELLED: Final = (
    (r"\b(?:half an hour|an? half[- ]hour)\b", "30 min"),
    (r"\bhalf a year\b", "6 months"),
    (r"\b(?:a )?quarter of an hour\b", "15 min"),
    (r"\bthree[- ]quarters of an hour\b", "45 min"),
    (r"\b(?:an?|1|one) (hour|week|month|year) and a half\b", r"1.5 \1s"),
    (r"\ban? (hour|day|week|month|year)\b", r"1 \1"),
    *(
        (rf"\b{word} ((?:minute|hour|day|week|month|year)s?)\b", rf"{number} \1")
        for number, word in enumerate(ONES, 1)
    ),
)
"""Patterns of durations in words, which few texts need, and the same in digits."""
LOOSE: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"^(?:(?:~|≈|c\.|ca\.|approx\.) ?|(?:ca|circa|about|around|approx\w*|roughly) )", ""),
        (r"^RAL\b:? ?(.*(?:/| per | annu| pa\b| p\.a).*)", r"\1"),
        (r"^(?:RAL\b:? ?([^€]*[0-9][.,0-9 k]*)|([^€]*) RAL)$", r"\1\2 EUR per year"),
        (r"^(?:RAL\b:? ?(.*)|(.*) RAL)$", r"\1\2 per year"),
        (r"(?<=[0-9]) ?L(?![\w.])", " lakh"),
        (r"(?<=[0-9]) ?tkr\b", "k kr"),
        (r"(?<=[0-9]) ?grand\b", "k"),
        (r"(?<=[0-9k]) ?bucks\b", " dollars"),
        (r"(?<=[0-9])k(?=p[.]?(?:a|cm|m|w|d|h)\b)", "k "),
        (r"\b([A-Z]{3}) ((?:lakh|lac|crore)s?|thousand|million)\b", r"\2 \1"),
        (r"^(?:> ?|(?:over|more than|above|upwards of) )", "from "),
        (r"^(?:< ?|(?:under|less than|below) )", "up to "),
        (
            r"[,;]? ?(?:\+|\b(?:plus|and|incl(?:uding|\.)?)\b)[^,;]{0,20}?\b(?:bonus(?:es)?"
            r"|benefits|super(?:annuation)?|equity|commissions?|tips|allowances?|stock|shares|options)\b",
            "",
        ),
        (r"[,;]? ?\(?\b(?:doe|depending on experience|negotiable|basic|base)\b\)?", ""),
    )
)
"""Words that are no part of an amount, and what may be meant in their place."""
UNITS: Final = {**UNIT_SPELLINGS, "hr": DurationUnit.HOUR, "hrs": DurationUnit.HOUR}
USUAL_CURRENCIES: Final = ("USD", "EUR", "GBP")
USUAL_PERIODS: Final = (Period.YEAR, Period.MONTH, Period.HOUR)
USUAL_UNITS: Final = {
    DurationFamily.CLOCK: DurationUnit.MINUTE,
    DurationFamily.DAYS: DurationUnit.WEEK,
    DurationFamily.MONTHS: DurationUnit.MONTH,
}


def likely_periods(amount: Decimal) -> Sequence[Period]:
    """Return the periods that pay of an amount without one is likely to be for."""
    return USUAL_PERIODS[: 3 if amount < 1_000 else 2 if amount < 10_000 else 1]


def meant_unit(word: str, known: Mapping[str, DurationUnit]) -> DurationUnit | None:
    """Return the unit of time, of those known, that an abbreviation or another language means."""
    folded = fold(word)
    short = {"m": DurationUnit.MINUTE, "d": DurationUnit.DAY}
    every = [*short.items(), *((w, UNITS[per.value]) for w, per in PER_WORD.items())]
    words = {word: unit for word, unit in every if unit in known.values()}
    exact = words.get(folded) or known.get(nearest(folded, known) or "")
    return exact or words.get(nearest(folded, words) or "")


TWO_UNITS: Final = re.compile(
    r"(?<![\w.,])(?:([0-9]{1,2}):([0-5][0-9])(?::00)?"
    r"|([0-9]{1,3}) ?([a-z]+)[.]?,? ?(?:and )?([0-9]{1,3}) ?([a-z]*)[.]?)(?!\w)",
    re.IGNORECASE,
)
"""Form of a duration in two units, or of a time of day, as which spreadsheet programs write one."""
_UNIT_WORDS: Final = {
    **{word: UNITS[per.value] for word, per in PER_WORD.items()},
    **UNITS,
    "m": DurationUnit.MINUTE,
}


def in_one_unit(text: str, families: Container[DurationFamily]) -> Duration | None:
    """Return what two units make in the smaller: ``1h10``, ``1:10``, ``1 year and 6 months``."""
    found = TWO_UNITS.fullmatch(text)
    if found is None:
        return None
    hours, minutes, first, unit, second, smaller = found.groups()
    high, low = (_UNIT_WORDS.get(word.lower()) for word in (unit or "h", smaller or "min"))
    if high is None or low is None or low.family not in families:
        return None
    if high.family is not low.family or high.factor <= low.factor:
        return None
    times = high.factor // low.factor
    return Duration(Decimal(times * int(first or hours) + int(second or minutes)), low)


def plain_text(text: str) -> str:
    """Return a text with one kind each of spaces, dashes and apostrophes."""
    if text.isascii():  # as nearly all are, and then there is one kind of most things
        return " ".join(text.replace("`", "'").split())
    text = unicodedata.normalize("NFKC", text.replace("´", "'"))
    text = re.sub("[\u2010-\u2015\u2212]", "-", re.sub("[‘’`′]", "'", text))
    return " ".join(text.replace("×", "x").split())


def says_nothing(text: str) -> bool:
    """Return whether a text only fills the place of a value: ``N/A``, ``TBD``, ``-``."""
    folded = fold(text if text.isascii() else plain_text(text)).strip("()[]{}<> ")
    bare = folded.removesuffix(".")
    return folded in _NOTHING_SAID or (bare != "" and bare in _NOTHING_SAID)


def period_of(word: str) -> Period | None:
    """Return the period that a word or a code means: ``YEAR``, ``per annum``, ``p.a.``, ``HUR``."""
    folded = fold(plain_text(word))
    alone = _PER.sub("", folded)
    return _PERIODS.get(folded) or _PERIODS.get(alone) or _PERIODS.get(alone.removesuffix("."))


_PERIODS: Final = {**ADVERB, **PER_WORD}
_PER: Final = re.compile(rf"^(?:/ ?|{PER} )")


def currencies_of(word: str, country: str | None = None) -> tuple[str, ...]:
    """Return the codes of the currencies that a code, a sign or a name can mean.

    Args:
        word: A code in any case, a sign, or a name.
        country: ISO 3166 code; it settles signs that several countries use.
    """
    folded = fold(plain_text(word))
    if folded.upper() in CURRENCIES:
        return (folded.upper(),)
    codes = SIGNS.get(folded, ())
    settled = COUNTRY_CURRENCIES.get((country or "").upper(), "")
    return (settled,) if settled in codes else codes


_LONGEST_CODE: Final = 4
"""Letters of a word that may be a code with a slip of the pen."""


def meant_currencies(word: str) -> Sequence[str]:
    """Return the codes of the currencies that a misspelt code or name may mean."""
    for known in (USUAL_CURRENCIES, CURRENCIES) if len(word) <= _LONGEST_CODE else ():
        if (code := nearest(word.upper(), known)) is not None:
            return [code]
    name = nearest(word, [name for name in SIGNS if name.isalpha()]) if word.isalpha() else None
    return () if name is None else SIGNS[name]


_BESIDE: Final = re.compile(
    rf"(?:(?P<lpa>{LPA})|(?P<before>[^\W\d]{{3}}|[₹$€£])?[ ._]*\b(?P<factor>{'|'.join(FACTORS)}))"
    r"(?![^\W_])[ ._]*(?:in )?(?P<rest>.*)",
    re.IGNORECASE,
)


def factor_of(word: str) -> tuple[str, str] | None:
    """Return the factor in a unit beside an amount, and the unit without it.

    ``("lakh", "annum")`` of ``Lakhs per annum``; None if the unit is one, or has no factor.
    """
    text = plain_text(word)
    found = _BESIDE.fullmatch(text)
    if found is None or period_of(text) is not None or currencies_of(text):
        return None
    if found["lpa"]:
        return "lakh", "year"
    return found["factor"].lower(), " ".join(filter(None, (found["before"], found["rest"])))
