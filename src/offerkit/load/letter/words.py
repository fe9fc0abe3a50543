"""Words of letters in a plain form: one kind of quotes, numbers as digits, units in English."""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

import re
from typing import Final

from offerkit.load.letter.matching import Form

_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‛`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "
        ),
        **dict.fromkeys("\u202f\u205f\u3000", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
        "×": "x",
        "…": "...",
        "½": ".5",
    }
)
_ONES: Final = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn",
}
_TENS: Final = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
}
_NUMBERS: Final = {
    **{word: n for words in _ONES.values() for n, word in enumerate(words.split())},
    **{word: 10 * n for words in _TENS.values() for n, word in enumerate(words.split(), 2)},
    **dict.fromkeys(("eine", "einen", "einem", "einer", "eines"), 1),
}
_ANY: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_ONE: Final = frozenset({"one", "ein", "eine", "einen", "einem", "einer", "eines"})
_UNIT: Final = (
    r"(?:calendar |working |business |full |paid |additional |consecutive |weitere[rn]? )*"
    r"(?:hours?|days?|weeks?|fortnights?|months?|years?|salar(?:y|ies)|shifts?|instal)"
)
_NUMBER: Final = re.compile(
    rf"\b(?P<tens>{'|'.join(_TENS['en'].split())})[- ]"
    rf"(?P<ones>{'|'.join(_ONES['en'].split()[1:10])})\b|\b(?P<word>{_ANY})\b",
    re.IGNORECASE,
)
_IN_DIGITS: Final = re.compile(
    rf"\b((?:{_ANY})(?:[- ](?:{_ANY}))?) ?\((\d{{1,3}})\)", re.IGNORECASE
)
_IN_WORDS: Final = re.compile(rf"\b(\d{{1,3}}) ?\(((?:{_ANY})(?:[- ](?:{_ANY}))?)\)", re.IGNORECASE)

_LARGE: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "lac": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
}
_SPELLED: Final = re.compile(
    rf"\b(?:{_ANY}|hundred)(?:[- ](?:and )?(?:{_ANY}|{'|'.join(_LARGE)})s?)+\b"
    r"(?P<money> (?:dollars?|pounds?|euros?|rupees)(?: sterling| only)?)?(?: ?\((?P<digits>[^()\d]{0,5}[\d.,']*\d)(?:/-)?\))?",
    re.IGNORECASE,
)
"""Number in words with hundreds or more, and the same number in digits behind it."""

_TRANSLATED: Final = (
    (r"-tage-woche\b", "-day week"),
    (r"-stunden-woche\b", " hours per week"),
    (r"\bstd\.?(?=[ /]|$)", "hours"),
    (r"\bbrutto(?=(?:monats|jahres)(?:gehalt|lohn|vergütung))", "gross "),
    (
        r"\bjahres-?(?=(?:brutto|grund|ziel|fix|gesamt)*(?:gehalt|entgelt|vergütung|lohn|bruttogehalt))",
        "annual ",
    ),
    (
        r"\bmonats-?(?=(?:brutto|grund|fix)*(?:gehalt|entgelt|vergütung|lohn|bruttogehalt))",
        "monthly ",
    ),
    (r"\bstunden-?(?=(?:brutto)?(?:lohn|satz|entgelt))", "hourly "),
    (r"\bmonat(?:e|en|s|es)?\b", "months"),
    (r"\bmonatig(?:e|er|en|es)?\b", "month"),
    (r"\b(?:pro|je|im) (?:kalender)?monat(?! months)\b", "per month"),
    (r"\bmonatlich(?:e[rsn]?)?\b", "monthly"),
    (r"\bwochen?\b", "weeks"),
    (r"\bwöchentlich(?:e[rsn]?)?\b", "weekly"),
    (r"\burlaubstag(?:e|en|es)?\b", "days urlaub"),
    # Six days of a week are `Werktage`, whoever works five.
    (r"\b(?:werk|kalender)tag(?:e|en|es)?\b", "calendar days"),
    (r"\b(?:arbeits)?tag(?:e|en|es)?\b", "days"),
    (r"\bjahr(?:e|en|es|s)?\b", "years"),
    (r"\bjährlich(?:e[rsn]?)?\b", "annual"),
    (r"\bstunden?\b", "hours"),
    (r"\b(?:pro|je|in der|die|im) (weeks|months|years|hours|days)\b", r"per \1"),
    (r"(?<=\d) ?wochenstunden\b", " hours per week"),
    (r"\bbrutto\b", "gross"),
    (r"\bnetto\b", "net"),
    (r"\bprozent\b", "%"),
    (r"\bjanuar\b", "January"),
    (r"\bfebruar\b", "February"),
    (r"\bmärz\b", "March"),
    (r"\bmai\b", "May"),
    (r"\bjuni\b", "June"),
    (r"\bjuli\b", "July"),
    (r"\boktober\b", "October"),
    (r"\bdezember\b", "December"),
)
"""German words for units and months, which the forms then need not know."""
_TRANSLATIONS: Final = [(Form(words), unit) for words, unit in _TRANSLATED]
_REPLACED: Final = [
    (Form(pattern), text)
    for pattern, text in (
        (r"(?<=\d)[ -]?yrs?\b\.?", " years"),
        (r"(?<=\d)[ -]?(?:mos|mths?)\b\.?", " months"),
        (r"(?<=\d)[ -]?wks?\b\.?", " weeks"),
        (r"\b(days?|hours?|hrs?|\d+ ?h)/(?:wk|week)\b", r"\1 per week"),
        (r"\b(\d+) and a half\b", r"\1.5"),
        (r"\bnotice(?: period)?(?: is| of|:) a (?=week|month|fortnight)", "notice is 1 "),
        (r"\*\*|__|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)", ""),
        (r"(?<=\d) ?/-", ""),
        (r"(?<=\d)\.-{1,2}(?!\d)", ""),
        (r"(?<=\d),-{1,2}(?!\d)", ",00"),
        (r"((?:₹|\brs\.?|\binr) ?\d[\d.,]*) ?l\b", r"\1 lakhs"),
        (r"\bper ?cents?\b|\bpct\b", "%"),
        (r"(?<=\d) %", "%"),
        (r"\b(\d+)% ?\(\1%\)", r"\1%"),
        (r"\bp\. ([amwh])\b\.?", r"p.\1."),
        (r"\ba (?=(?:calendar |full )?(?:month|week|fortnight)'?s'? (?:written )?notice)", "1 "),
        (r"\b(\d+)-(?=(?:calendar|working|business|hour|day|week|month|year)s?\b)", r"\1 "),
        (r"\bfortnights?(?='?s? notice)", "2 weeks"),
        (
            r"\b(?:it's|it is|is|then|gives? (?:us|you)) a (?=(?:week|month|fortnight)\b)(?! (?:of|in|day))",
            "is 1 ",
        ),
    )
]


_GERMAN: Final = re.compile(
    r"\b(?:und|oder|der|die|das|den|dem|wir|ihnen|sie|ihre?[nrm]?|für|mit|beträgt|nicht|zahlbar|bis|zum?|zur|im|von|eine?[nmrs]?|ist|sind|nach|unserer?|bitte)\b",
    re.IGNORECASE,
)
_ENOUGH: Final = 6


def is_german(texts: list[str]) -> bool:
    """Return whether sentences are German, in which points divide thousands."""
    return sum(len(_GERMAN.findall(text)) for text in texts) >= _ENOUGH


_IN_BRACKETS: Final = re.compile(
    r"(\d[\d,.]*\d)((?: ?/-)?) ?\((?:in words:? )?(?:rupees|rs\.?|inr|us dollars|dollars|pounds|euros?)? ?(\d[\d,]*)(?: (?:rupees|dollars|pounds|euros?))?(?: sterling| only)*\)",
    re.IGNORECASE,
)


def plain_signs(text: str) -> str:
    """Return a text with one kind each of spaces, dashes and quotes."""
    return text.translate(_SIGNS)


def plain_words(text: str) -> str:
    """Return a sentence as forms are written for it: ``three (3)-month`` is ``3 month``."""
    text = " ".join(plain_signs(text).split())
    text = _replaced(text, _TRANSLATIONS)
    text = _SPELLED.sub(_spelled, text)
    text = _IN_BRACKETS.sub(
        lambda m: m[1] if re.sub(r"[,.]00$|,", "", m[1]) == m[3].replace(",", "") else m[0], text
    )
    text = _IN_DIGITS.sub(lambda m: m[2] if _value(m[1]) == int(m[2]) else m[0], text)
    text = _IN_WORDS.sub(lambda m: m[1] if _value(m[2]) == int(m[1]) else m[0], text)
    text = _NUMBER.sub(_digits, text)
    return " ".join(_replaced(text, _REPLACED).split())


def _replaced(text: str, by: list[tuple[Form, str]]) -> str:
    """Return a text with other words in place of those that some forms match, one after the other."""
    lowered = text.lower()
    for form, words in by:
        if form.may_be_in(lowered):
            text, times = form.pattern.subn(words, text)
            lowered = text.lower() if times else lowered
    return text


def _value(words: str) -> int | None:
    numbers = [_NUMBERS.get(word) for word in re.split(r"[- ]", words.lower())]
    if None in numbers:
        return None
    return sum(number or 0 for number in numbers)


def _spelled(match: re.Match[str]) -> str:
    """Return a large number in words as digits; as those behind it, if they are the same."""
    whole = part = 0
    is_large = False
    for word in re.findall(r"[a-zäöüß]+", match[0].split("(")[0].lower()):
        size = _LARGE.get(word, _LARGE.get(word.removesuffix("s")))
        if size is None:
            part += _NUMBERS.get(word, 0)
            continue
        is_large = True
        part = (part or 1) * size
        if size > _LARGE["hundred"]:
            whole, part = whole + part, 0
    if not is_large:
        return match[0]
    digits = re.sub(r"[,']|[^\d.]|\.0*$|\.00$", "", match["digits"] or "")
    if digits == str(whole + part):
        return match["digits"]
    shown = f"{whole + part:,}{match['money'] or ''}"
    return f"{shown} ({match['digits']})" if match["digits"] else shown


def _digits(match: re.Match[str]) -> str:
    word = match[0].lower()
    behind = match.string[match.end() :]
    if word in _ONE and not re.match(rf"[- ]{_UNIT}\b", behind, re.IGNORECASE):
        return match[0]
    if match["tens"]:
        return str(_NUMBERS[match["tens"].lower()] + _NUMBERS[match["ones"].lower()])
    return str(_NUMBERS[word])
