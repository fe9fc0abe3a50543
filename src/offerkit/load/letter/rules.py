"""Rules that need more of a letter than the words next to an amount: its paragraphs, or all of it."""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Final

from offerkit.literals import EXACT
from offerkit.load.letter.amounts import amounts_in
from offerkit.load.letter.around import ABOUT, ALTERNATING, CEILING, CLAUSE, FLOOR, estimated
from offerkit.load.letter.lines import Sentence
from offerkit.load.letter.notice import notice
from offerkit.load.letter.reader import Context, Read, Reading, Refusal, SentenceReader
from offerkit.values import Pay, Period, plain

# --- hours -------------------------------------------------------------------------------------

_NO_HOURS: Final = re.compile(
    r"limit|\b(?:interns|trainees|managers|colleagues|staff|employees|people|teams)(?: \w+){0,3} work|(?:per|a) day|daily|\bopen(?:ing)?\b|\btakes?\b|typical|\boften\b|\bpeak\b|\bbusy\b|in (?:the )?(?:summer|winter|season)|lectures?|\bteach|full[- ]time (?:employees|staff|colleagues|workers)|opt(?:ing)? out|overtime|over \d+(?:\.\d+)? (?:hours|in|a|per)|exceed|up to|maximum|max\b|more than|in excess|above|beyond|training|study|break|meeting|extra|additional|average weekly working time|on call|based on a full|at 100|full[- ]time (?:is|being|equivalent|hours|(?:working )?week)|basis of (?:a )?full|(?:bei|auf|basis)(?: einer)? vollzeit|student|minimum|at least|between",
    re.IGNORECASE,
)
_WITHOUT_BREAKS: Final = re.compile(
    r"\b(?:excluding|exclusive of|not including|plus)[^,;.]{0,30} breaks?\b", re.IGNORECASE
)
_NO_WEEK: Final = re.compile(
    r" ?(?:hours?|h)? ?(?:(?:per|a|each|every|/) ?(?:month|year|annum|fortnight|quarter|pay|roster|cycle|term|[2-9] weeks)|fortnightly|bi-?weekly|monthly|annually)",
    re.IGNORECASE,
)
"""Behind a number of hours that are those of a longer time than a week."""
_HOURS_LABEL: Final = re.compile(
    r"\b(?:working |work )?week (?:is|has|of|will be|comprises|consists of)(?: an average of)? (?P<week>\d{1,2}(?:[.,]\d{1,2})?) hours|(?:^|\b)(?:(?:normal|standard|regular|weekly|contracted|contractual|core|your|basic|full[- ]time) )*(?:working |work |office )?(?:hours|time|week)(?: of work| per week| a week)?(?: (?:is|are|will be|of))?:? ?(?P<number>\d{1,2}(?:[.,]\d{1,2})?)(?: hours| h)?(?: per week| a week| weekly| each week|/week)",
    re.IGNORECASE,
)
_HOURS_IN: Final = re.compile(
    r"^(?:contract(?:ed|ual)?|weekly|normal|basic) (?:weekly )?hours: (?P<contracted>\d{2}(?:[.,]\d{1,2})?)(?=$|[.;,(])|^(?:working |work |weekly |contract(?:ed)? |normal )*(?:week|hours|arrangement|pattern|schedule)[^:]{0,15}:[^:]{0,30}?(?<![-\w.,])(?P<number>\d{2}(?:[.,]\d{1,2})?) hours\b(?! (?:a|per) (?:month|year|day|shift))|^(?:hours per weeks?|wochenstunden|weekly hours): (?P<week>\d{2}(?:[.,]\d{1,2})?)\b",
    re.IGNORECASE,
)
_HOURS_PER: Final = re.compile(
    r"(?:weekly (?:working )?(?:time|hours)|working time per week)[^.;:]{0,20}? (?P<amounts>\d{2}(?:[.,]\d{1,2})?) hours\b|(?:hours (?:per|a) week|weekly (?:working )?hours)(?: (?:is|are|will be))?:? ?(?P<number>\d{1,2}(?:[.,]\d{1,2})?)\b",
    re.IGNORECASE,
)


_DAYS_OF_WEEK: Final = "mon|tue|wed|thu|fri|sat|sun"
_NAMES_OF_DAYS: Final = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?"
_FROM_DAY: Final = re.compile(
    rf"\b(?P<first>{_NAMES_OF_DAYS}) ?(?:to|through|thru|until|bis|-) ?(?P<last>{_NAMES_OF_DAYS})\b",
    re.IGNORECASE,
)
_DAY: Final = re.compile(rf"\b(?:{_NAMES_OF_DAYS})\b", re.IGNORECASE)
_NO_DAYS: Final = re.compile(
    r"\b(?:leave|holidays?|vacation|urlaub)\b|home|smart|agile|remote|overtime|premium|time and a|double time|college|school|universit|\bclass|includ|office|(?:our|the|at) (?:\w+ ){0,3}(?:lab|site|studio|clinic)\b|mobile|telework|elsewhere|hybrid|on-?site|travel|core|\bopen\b|between|any|rotat|shift|call|support|phone|reach|deliver|hotline",
    re.IGNORECASE,
)
_SHIFT: Final = re.compile(r"^(?:work )?shift: ", re.IGNORECASE)
_OFF: Final = re.compile(r"\boff\b", re.IGNORECASE)
_GERMAN_DAYS: Final = {
    "die": "tue",
    "mit": "wed",
    "don": "thu",
    "fre": "fri",
    "sam": "sat",
    "son": "sun",
}


def days_of_week(reader: SentenceReader) -> Iterator[Read]:
    """Yield the number of days from one day of the week to another: ``Tuesday through Saturday``."""
    if ALTERNATING.search(reader.text):
        return
    for one in reader.amounts:
        scope = reader.clause(one.start, one.end)
        left = reader.text[: one.start]
        label = f"{left} {reader.text[one.end :]}".split(": ")[0]
        if (
            one.kind == "weekly"
            and not one.is_range
            and not any(open_.search(left) for open_ in (ABOUT, CEILING, FLOOR))
            and (_AT_WORK.search(label) or "day week" in reader.text[one.start : one.end])
            and not _NO_DAYS.search(f"{label} {scope}")
        ):
            yield reader.constant("hours.days_week", one.text)
            return
    match = _FROM_DAY.search(reader.text)
    if match is None or _OFF.search(reader.text) or _DAY.search(reader.text, match.end()):
        return
    order = _DAYS_OF_WEEK.split("|")
    first, last = (
        order.index(_GERMAN_DAYS.get(d, d))
        for d in (match[name][:3].lower() for name in ("first", "last"))
    )
    # Of other days than the usual ones, the whole sentence has to be about work.
    is_usual = (first, last) == (0, 4)
    if not _NO_DAYS.search(
        reader.clause(*match.span()) if is_usual else _SHIFT.sub("", reader.text)
    ):
        yield reader.constant("hours.days_week", (last - first) % 7 + 1)


_AT_WORK: Final = re.compile(r"\b(?:hours|shifts?|work\w*|schedule|rota|week)\b", re.IGNORECASE)


_WHOLE: Final = re.compile(r" ?(?:hours?)? ?\(?100 ?%", re.IGNORECASE)


def hours(reader: SentenceReader) -> Iterator[Read]:
    """Yield the hours of a week that a sentence states."""
    found = [
        (one.start, one.end, one.text)
        for one in reader.amounts
        if one.kind == "hours" and not one.is_range
    ]
    if not found and not any(one.kind == "hours" for one in reader.amounts):
        for pattern in (_HOURS_LABEL, _HOURS_PER, _HOURS_IN):
            if (match := pattern.search(reader.text)) is not None:
                found = [(*match.span(), next(number for number in match.groups() if number))]
                break
    for start, end, number in found:
        scope = _WITHOUT_BREAKS.sub("", reader.clause(start, end))
        if (
            _NO_WEEK.match(reader.text, end)
            or (reader.context.is_part_time and _WHOLE.match(reader.text, end))
            or _NO_HOURS.search(scope)
            or CEILING.search(reader.text[:start])
            or re.search(r"\bif\b", scope)
        ):
            yield Refusal("hours.week", reader.sentence, "it is no usual week")
        elif about := estimated(reader.text[:start]):
            yield Refusal("hours.week", reader.sentence, about)
        else:
            yield reader.constant("hours.week", number.replace(",", "."))


# --- shares ------------------------------------------------------------------------------------

_NO_GRANT: Final = re.compile(
    r"outstanding|fully[- ]diluted|capitali[sz]ation|authori[sz]ed|reserved|pool|remaining|unvested|each month|already|previous|refresh|per year|annually|every year|up to|subject to performance",
    re.IGNORECASE,
)

_NOT_COUNTED: Final = re.compile(r"\bif\b|(?<![\d,.])\d{2,3} base\b", re.IGNORECASE)
"""Before a number that is a condition, or that stands for thousands of money: ``210 base / 400 rsu``."""


def shares(reader: SentenceReader) -> Iterator[Read]:
    """Yield the number of shares or options of a grant."""
    for one in reader.amounts:
        # “2 options” are ways to go on.
        if one.kind != "count" or len(one.text) == 1:
            continue
        left = reader.text[max(0, one.start - 40) : one.start]
        left = CLAUSE.split(left)[-1]
        scope = f"{left} {reader.text[one.start : one.end + 10]}"
        if re.match(
            r" (?:are|is|were|currently)\b[^.;,(]{0,12}\b(?:outstanding|issued|authori|reserved)",
            reader.text[one.end :],
        ):
            continue
        if _NO_GRANT.search(scope) or _NOT_COUNTED.search(reader.text[: one.start]):
            continue
        if (about := estimated(left)) is not None:
            yield Refusal("equity.shares", reader.sentence, about)
            continue
        yield reader.constant("equity.shares", re.sub(r"(?<=\d)[,' .](?=\d{3})", "", one.text))


_SCHEDULE: Final = re.compile(
    r"\d{1,2}(?:\.\d+)?%(?:(?: (?:in|after|at the end of) (?:the |year )?(?:first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th)?)(?: year)?)?(?: ?[/,;-] ?| and | then |, and | in year \d,? ?)\d{1,2}(?:\.\d+)?%){1,9}"
)
_EACH_YEAR: Final = re.compile(
    r"(?P<share>\d{1,2})%[^.;]{0,40} (?:on|at) each of the (?:first |1st )?(?P<years>\d) anniversar",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"change (?:of|in) control|(?:company|business) is (?:sold|acquired)|sale of (?:the )?(?:company|business)|acquisition of the company|acquired|corporate transaction|double[- ]trigger|single[- ]trigger",
    re.IGNORECASE,
)
_ALL: Final = re.compile(r"100%|\ball\b|in full|fully|immediately|entire", re.IGNORECASE)
_DISMISSED: Final = re.compile(
    r"terminat|without cause|good reason|dismiss|double[- ]trigger|let go", re.IGNORECASE
)


def vesting(reader: SentenceReader) -> Iterator[Read]:
    """Yield the shares that vest by year, and what a sale of the company does."""
    text = reader.text
    if not re.search(r"vest|accelerat", text, re.IGNORECASE):
        return
    if (match := _SCHEDULE.search(text)) is not None:
        shares_of_years = re.findall(r"\d{1,2}(?:\.\d+)?%", match[0])
        if sum(Fraction(share[:-1]) for share in shares_of_years) == 100:
            yield reader.constant("equity.schedule", shares_of_years)
    match = _EACH_YEAR.search(text)
    if match is not None and int(match["share"]) * int(match["years"]) == 100:
        yield reader.constant("equity.vesting", f"{match['years']} years")
    if (change := _CHANGE.search(text)) is not None:
        if re.search(r"no (?:acceleration|accelerated)|not accelerate", text, re.IGNORECASE):
            yield reader.constant("equity.acceleration", "none")
        elif re.search(r"double[- ]trigger", text, re.IGNORECASE):
            yield reader.constant("equity.acceleration", "double")
        elif _ALL.search(text):
            yield reader.constant(
                "equity.acceleration", "double" if _DISMISSED.search(text) else "single"
            )
        else:
            yield Refusal(
                "equity.acceleration",
                reader.sentence,
                f"`{change[0]}`, but not for all of the grant",
            )


_PENSION: Final = re.compile(
    r"pension|retirement|401|superannuation|\bsuper\b|provident|kiwisaver|rrsp|altersvorsorge|altersversorgung|betriebsrente|versorgungs(?:werk|kasse)|zusatzversorgung|\bcpf\b|403|\bIRA\b|\bTIAA\b|\bUSS\b|\bLGPS\b|\bNEST\b",
    re.IGNORECASE,
)
_P: Final = r"(?P<{}>\d{{1,3}}(?:\.\d+)?)%"
_MATCH_OF: Final = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"match\w*(?:| of):? {_P.format('rate')}[^.;%]{{0,60}}?(?:up to|(?:of|on) (?:the |your )?first)[^.;%]{{0,25}}? {_P.format('most')}",
        rf"{_P.format('rate').replace('%', '')} cents (?:on|for|per|of) (?:the|every|each) dollar[^.;%]{{0,40}}?(?:up to|(?:of|on) (?:the |your )?first)[^.;%]{{0,25}}? {_P.format('most')}",
        rf"{_P.format('rate')} (?:company |employer )?match\w*[^.;%]{{0,30}}?(?:up to|(?:of|on) (?:the |your )?first)[^.;%]{{0,25}}? {_P.format('most')}",
    )
]
_DOLLAR_MATCH: Final = re.compile(
    rf"match(?:es|ed|ing)? (?:your |employee |employees' |pension |personal |own |401\(k\) |403\(b\) )*contributions? (?:of )?up to (?:a maximum of )?{_P.format('up')}|dollar[- ]for[- ]dollar[^.;%]{{0,40}}?(?:up to|(?:on|of) (?:the |your )?first)[^.;%]{{0,20}}? {_P.format('most')}|match\w*[^.;%]{{0,20}}(?:the |your )first {_P.format('first')}",
    re.IGNORECASE,
)
_DOUBLE: Final = re.compile(
    r"\b(?:double|twice|two[- ]for[- ]one|2[- ]for[- ]1)\b(?![- ]trigger)", re.IGNORECASE
)
_NEXT_PART: Final = re.compile(
    r"(?P<rate>\d{1,3}(?:\.\d+)?)(?:%| cents\b)[^;%]{0,60}?\bnext (?P<most>\d{1,2}(?:\.\d+)?)%",
    re.IGNORECASE,
)
"""A further part of a match, such as ``50% of the next 2%``."""
_EMPLOYER: Final = re.compile(
    rf"(?:(?-i:\b(?!Employees?|Members?|Staff|Physician|Executive|Contractor|Consultant|Participants?|You|Both|Each|Either)[A-Z][a-z]\w+)|company|employer|we|firm|district|university|school|hospital|council|bank|institute|organi[sz]ation|trust|union|society|association|foundation|agency|practice|clinic|city|county|us|{{name}})(?:'s|'ll|'d)?(?: will| shall| also| currently)? (?:contributes?|pays?|puts?|adds?|makes?)(?: in| an?)?(?: (?:employer |pension |monthly )*contributions?(?: of| equal to)?)?(?: equivalent to| an amount equal to)? {_P.format('share')}"
    rf"|(?:employer|company)(?:'s)?(?:[- ](?:pension|financed|funded|paid))* contributions?(?: rate)?(?: is| are| of|:| at| will be|from us| currently)* {_P.format('share2')}|{_P.format('share3')} (?:employer|company)(?:'s)?(?: pension)? (?:contributions?)|(?P<share9>(?:[1-9]|1[0-5])(?:\.\d+)?)% (?:employer |company |401\(k\) )*match\b(?! (?:of|up|on))|(?:401\(k\)|403\(b\)|pension|retirement)(?: \w+)? match: (?P<share12>(?:[1-9]|1[0-5])(?:\.\d+)?)%(?! (?:of|up|on))|super(?:annuation)?(?: of|:) {_P.format('share13')}|{_P.format('share14')} employer pension|employer(?:'s)? pension(?: contributions?)?: {_P.format('share17')}|{_P.format('share18')} \((?:us|employer|company)\)|{_P.format('share15')} safe[- ]harbor (?:non-?elective )?contribution|safe[- ]harbor (?:non-?elective )?contribution of {_P.format('share16')}|{_P.format('share10')} arbeitgeber(?:anteil|beitrag|zuschuss)|{_P.format('share11')} (?:[\w-]+ )?contribution (?:from|by) (?:us|the (?:company|employer|firm)|(?-i:[A-Z]\w+))|{_P.format('share4')} (?:from us|paid by (?:us|the company|the employer))|employer:? {_P.format('share5')}|pension:? {_P.format('share6')} employer|{_P.format('share7')} non-contributory|contributions? from us (?:is|are|of) {_P.format('share8')}",
    re.IGNORECASE,
)  # fmt: skip


_CONTRIBUTES: Final = re.compile(r"\bcontribut|\bmatch", re.IGNORECASE)


_MOST_OF_PAY: Final = 35
"""Percent of pay; what employers add in the best of pension plans is less."""

_LATER: Final = re.compile(
    r"\b(?:once|after) (?:you|\d+|an? (?:year|month)|(?:the|your) first|completi)", re.IGNORECASE
)


def retirement(reader: SentenceReader) -> Iterator[Read]:
    """Yield what the employer adds to retirement savings: a share of pay, or of one's own part."""
    text = reader.text
    if not _PENSION.search(text) and not (
        _PENSION.search(reader.context.before) and _CONTRIBUTES.search(text)
    ):
        return
    found = next((one for one in (p.search(text) for p in _MATCH_OF) if one is not None), None)
    if (match := found or _DOLLAR_MATCH.search(text)) is not None:
        own = _EMPLOYER.search(text)
        if own is not None and (own.end() <= match.start() or own.start() >= match.end()):
            yield Refusal("benefits.retirement_match", reader.sentence, "it has two parts")
            return
        most = match["most"] if found else match["up"] or match["most"] or match["first"]
        whole = "200" if _DOUBLE.search(text) else "100"
        parts = [(match["rate"] if found else whole, most)]
        parts += [(one["rate"], one["most"]) for one in _NEXT_PART.finditer(text, match.end())]
        if len(parts) <= len(re.findall(r"\bnext \d", text[match.end() :])):
            yield Refusal("benefits.retirement_match", reader.sentence, "one of its parts is open")
            return
        hundredfold = Decimal(0)
        for rate, limit in parts:
            hundredfold = EXACT.add(hundredfold, EXACT.multiply(Decimal(rate), Decimal(limit)))
        share = EXACT.multiply(hundredfold, Decimal("0.01"))
        yield reader.constant("benefits.retirement_match", f"{plain(share)}%")
        return
    if (match := _EMPLOYER.search(text)) is not None:
        share_text = next(value for value in match.groups() if value)
        scope = text[match.start() : match.end() + 12]
        said = f"{text[: match.start()]} {reader.clause(*match.span())}"
        if Decimal(share_text.strip("% ").replace(",", ".")) > _MOST_OF_PAY:
            why = "it is a share of contributions, not of pay"
            yield Refusal("benefits.retirement_match", reader.sentence, why)
        elif _LATER.search(f"{said}{text[match.end() : match.end() + 20]}"):
            yield Refusal("benefits.retirement_match", reader.sentence, "it begins later")
        elif re.match(
            r"(?: \w+){0,2} (?:of|to|on|for|towards) (?:the |your |any )?(?:total |deferred |converted |own |employee |pension |retirement |fund |plan )*(?:contributions?|premiums?|deferred|compensation conversion|salary (?:sacrifice|conversion)|compensation(?= *$))",
            text[match.end() :],
            re.IGNORECASE,
        ):
            yield Refusal(
                "benefits.retirement_match",
                reader.sentence,
                "it is a share of contributions, not of pay",
            )
        elif re.search(
            r"up to|maximum|minimum|at least|tier|qualifying",
            re.split(r"[,;]| provided", text[max(0, match.start() - 10) : match.end() + 12])[0]
            if "," not in match[0]
            else match[0],
            re.IGNORECASE,
        ) or re.search(r"% ?(?:-|to|or) ?\d", scope):
            yield Refusal("benefits.retirement_match", reader.sentence, "its share is open")
        else:
            yield reader.constant("benefits.retirement_match", f"{share_text}%")
    elif re.search(r"match|contribut", text, re.IGNORECASE) and "%" in text:
        yield Refusal(
            "benefits.retirement_match", reader.sentence, "whose part each share is, is open"
        )


# --- paying back -------------------------------------------------------------------------------

_SIGN_ON: Final = re.compile(
    r"sign(?:ing)?[- ]?on|signing|commencement (?:bonus|payment)|(?:antritts|willkommens|begrüßungs|einstiegs|start)(?:bonus|prämie)|(?:joining|welcome|starting) (?:bonus|payment|award)",
    re.IGNORECASE,
)
_RELOCATION: Final = re.compile(r"relocation|\bmov(?:e|ing)\b", re.IGNORECASE)
_TRAINING: Final = re.compile(
    r"training|course|diploma|certificat|qualification|tuition|stud(?:y|ies)|examination",
    re.IGNORECASE,
)
_BACK: Final = re.compile(
    r"re-?pa(?:y|id|yable|yment)|pay (?:it |this |them )?back|paid back|pay\b.{0,30} (?:towards|for) (?:the |your )?training (?:costs?|expenses)|returned|(?:amount|it|money) back|ask for[^.;]{0,40} back|recover\w*|reimburse|refund|claw\w*|forfeit|return (?:it|the|an?)|zurück(?:zu)?zahl\w*|rückzahl\w*|zurückerstatt\w*",
    re.IGNORECASE,
)
_LEAVING: Final = re.compile(
    r"leav(?:e|ing)|kündig\w*|ausscheid\w*|verlassen|left|separat\w*|exit|claw\w*|resign\w*|employment (?:ends|terminates|is terminated)|terminat\w*|depart\w*|give notice|quit|cease\w*|commitment|stay|recoverable",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(r"\bwithin \d+ (?:months|years?)\b")
"""How long one has to pay back is counted in days."""
_STAY: Final = re.compile(
    r"(?:within|inside|before|during|in|prior to|less than|until)(?: (?:the|your|completing|a|having completed))*(?: (?:period of|end of))?(?: first| initial)? (?P<time>\d+ (?:day|week|month|year)s?)\b|(?:for|in return for an?|stay|remain\w*)[^.;]{0,20} (?P<time2>\d+ (?:month|year)s?)\b|claw-?back(?: period)?(?: of|:| is)? (?P<time4>\d+ (?:month|year)s?)\b|innerhalb (?:der |von |eines? )*(?:ersten )?(?P<time5>\d+ (?:month|year)s?)\b|(?<!after )(?P<time3>\d+ (?:month|year)s?) (?:commitment|clawback|from (?:your )?(?:start|joining)|of (?:your start|joining|service|employment|starting))",
    re.IGNORECASE,
)


def paying_back(found: list[Sentence], context: Context) -> Iterator[Read]:
    """Yield how long to stay for a sign-on bonus, and what training costs if one leaves."""
    for _, group in groupby(found, key=lambda sentence: sentence.block):
        block = list(group)
        subject = None
        for sentence in block:
            text = sentence.text
            if _TRAINING.search(text) and not _SIGN_ON.search(text):
                subject = "training"
            elif _SIGN_ON.search(text):
                subject = "sign_on"
            elif _RELOCATION.search(text):
                subject = "relocation"
            if not _BACK.search(text) or subject is None:
                continue
            reader = SentenceReader(context, sentence)
            if subject == "training":
                yield from _training(block, sentence, context)
                continue
            if _IN_PARTS.search(text) and subject == "sign_on":
                yield reader.constant("pay.sign_on_prorated", True)
            elif _AS_A_WHOLE.search(text) and subject == "sign_on":
                yield reader.constant("pay.sign_on_prorated", False)
            if not _LEAVING.search(text) and not _WITHIN.search(text):
                continue
            path = "pay.sign_on_clawback" if subject == "sign_on" else "relocation.clawback"
            first = re.search(
                r"\b(?:in|within|during) (?:(?:the|your) first|a) year\b", text, re.IGNORECASE
            )
            times = {"1 year"} if first is not None else set[str]()
            times |= {
                next(t for t in match.groups() if t)
                for match in _STAY.finditer(text)
                if not _to_pay(text, match)
                and not re.match(
                    r"\S* (?:of|from|after) (?:each )?(?:payment|receipt|receiving)",
                    text[match.end() :],
                )
            }
            if len(times) > 1:
                # “Pay it back within 30 days” is how long one has to pay.
                times -= {t for t in times if re.search(rf"\bpay\b[^,;.]{{0,40}} within {t}", text)}
            if len(times) == 1:
                yield reader.constant(path, times.pop())
            elif times:
                yield Refusal(path, sentence, "it names several times")


_IN_PARTS: Final = re.compile(
    r"pro[- ]?rat|proportion|sliding scale|unearned|reduc\w+ (?:by|each)|anteilig", re.IGNORECASE
)
_AS_A_WHOLE: Final = re.compile(
    r"in full|full (?:amount|clawback|repayment)|entire|whole (?:amount|bonus)|fully|100%",
    re.IGNORECASE,
)


def _to_pay(text: str, match: re.Match[str]) -> bool:
    """Return whether a time is that in which to pay, not that in which to stay."""
    return (
        re.search(r"(?:re-?pa\w+|pay|paid|due)[^,;]{0,40}$", text[: match.start()], re.IGNORECASE)
        is not None
        and re.match(
            r"\s*(?:if|when|should|once|(?:of|after|from) (?:your |the )?(?:leaving|termination|resignation|last|demand|notice|request|departure|receiv))",
            text[match.end() :],
            re.IGNORECASE,
        )
        is not None
    )


def _training(block: list[Sentence], sentence: Sentence, context: Context) -> Iterator[Read]:
    path = "contract.training_repayment"
    sums = [
        (one, s)
        for s in block
        for one in amounts_in(s.text)
        if one.kind == "money" and _TRAINING.search(s.text)
    ]
    if len(sums) == 1:
        one, where = sums[0]
        reader = SentenceReader(context, where)
        why = reader.refused(path, one, reader.scope(one.start, one.end))
        yield reader.value(path, one) if why is None else Refusal(path, where, why)
    else:
        yield Refusal(path, sentence, "the cost is not stated" if not sums else "several amounts")


# --- the whole letter --------------------------------------------------------------------------

_SALARY: Final = r"(?:monats)?(?:gehälter|gehältern|löhnen?|raten|teilen)"
_MORE: Final = r"1[2-6][.,]\d{1,2}|1[3-6]"
_SALARIES: Final = re.compile(
    rf"\b(?:in|as|over|auf) (?P<many>{_MORE}) (?:equal |monthly |gross |gleichen )*(?:instal+ments|salaries|payments|pay(?:ments)?|parts|{_SALARY})\b|\b(?P<times>{_MORE}) ?(?:monthly )?(?:salaries|x|{_SALARY})\b"
    rf"|\b(?P<th>1[3-6])(?:th|\.) ?(?:gehalt|month(?:'?s? (?:salary|pay))?|salary|cheque|check|months)|\b(?:over|in|x) (?P<over>{_MORE}) months\b(?! (?:of|from|after|notice))|, (?P<open>1[3-6]) months\b|\b(?P<often>{_MORE}) (?:times|x) (?:a|per|each) year|\bx ?(?P<x>{_MORE})\b(?! ?(?:%|hours|days|weeks|shifts))|\bthirteenth|\bfourteenth|\bannual wage supplement|\b13\. monatsgehalt",
    re.IGNORECASE,
)
_NONE: Final = re.compile(
    r"\b(?:no|without a) 1[3-6]th|: (?:no|none|n/?a)\b|not (?:applicable|paid|provided)|\bkein",
    re.IGNORECASE,
)
_MAY_BE: Final = re.compile(
    r"discretion|\bmay\b|depend|performance|subject to|not guaranteed|\bif\b|up to", re.IGNORECASE
)


def salaries(readings: list[Reading], found: list[Sentence]) -> Read | None:
    """Return the pay of a year with more than twelve salaries; None where twelve are all there is.

    What twelve of thirteen salaries make is no year's pay: monthly pay is then multiplied, or
    unknown where a salary more is not certain.
    """
    several = [
        (sentence, match)
        for sentence in found
        if (match := _SALARIES.search(sentence.text)) and not _NONE.search(sentence.text)
    ]
    monthly = [
        reading
        for reading in readings
        if isinstance(reading.value, Pay) and reading.value.per is Period.MONTH
    ]
    if not several or not monthly or len(monthly) < len(readings):
        return None
    numbers = set[Decimal]()
    for sentence, match in several:
        groups = ("many", "times", "th", "over", "often", "x")
        fourteen = match[0].lower().startswith("four")
        counted = next((match[name] for name in groups if match[name]), "14" if fourteen else "13")
        if match["open"] or _MAY_BE.search(sentence.text):
            return Refusal("pay.base", sentence, "whether there are more than 12 salaries is open")
        numbers.add(Decimal(counted.replace(",", ".")))
    value = monthly[0].value
    assert isinstance(value, Pay)
    if len(numbers) != 1:
        return Refusal("pay.base", several[0][0], "the number of salaries of a year is open")
    return Reading(
        "pay.base",
        Pay(EXACT.multiply(value.amount, numbers.pop()), value.currency, Period.YEAR),
        monthly[0].sentence,
    )


def pay_of_year(readings: list[Reading]) -> list[Reading] | str:
    """Return the readings of base pay that count: pay of a year before that of a month or an hour.

    A text says which of them disagree.
    """
    yearly = [
        reading
        for reading in readings
        if isinstance(reading.value, Pay) and reading.value.per is Period.YEAR
    ]
    if not yearly:
        return readings
    for reading in readings:
        for year in yearly:
            one, whole = reading.value, year.value
            assert isinstance(one, Pay)
            assert isinstance(whole, Pay)
            if one.per is Period.MONTH and one.currency == whole.currency and one.amount:
                salaries_paid = Fraction(whole.amount) / Fraction(one.amount)
                nearest = round(salaries_paid)
                if not (12 <= nearest <= 18 and abs(salaries_paid - nearest) * 100 < nearest):
                    return f"`{one}` and `{whole}`"
    return yearly


_OFFER_DEPENDS: Final = re.compile(
    r"\b(?:(?:as a |it is a )?condition (?:of|for|to) (?:your |this |the )?(?:employment|offer|start\w*)|(?:prior to|before) (?:starting|your (?:start|first day)|you (?:can )?(?:start|join)|joining|employment)[^.;]{0,30}\b(?:must|need|required|have to)|vorbehaltlich|unter (?:dem )?vorbehalt|voraussetzung (?:ist|sind|für)|\bwe(?:'ll|'d| will| would| do)? (?:must |also )?(?:have|need|require|see|receive)\b[^.;]{0,100}\bbefore (?:you (?:can )?(?:start|join|begin)|your (?:start|first))|^we(?:'ll|'d| will| would)? (?:also )?need\b(?=[^.;]{0,90}(?:test|check|screen|clearance|references|permit|licen[cs]e)\b)|you (?:(?:must|will|have to|need to)\b[^.;]{0,40}\b(?:pass|complete|provide|undergo|clear)|(?:will )?need\b)[^.;]{0,80}\bbefore (?:we can|you (?:can )?(?:start|join|begin)|your (?:start|first)|starting|joining)|(?:offer|appointment|employment|position|job|start|contract|letter|agreement|joining|engagement)\b[^.;]{0,60}(?:subject to|conditional (?:up)?on|conditioned (?:up)?on|contingent (?:up)?on|depends? (?:up)?on|dependent (?:up)?on|pre-?conditions?)|^(?:this |it |which |everything |all of (?:this|it) )?(?:is )?(?:subject to|conditional (?:up)?on|contingent (?:up)?on)|^(?:conditions?|contingenc(?:y|ies)|(?:pre-?employment |required |employment )?(?:checks|clearances|conditions)|subject to|we (?:will |still )?need(?: from you)?)[^:]{0,20}:)",
    re.IGNORECASE,
)
_CONDITIONS: Final = (
    ("references", r"references?\b|referenzen"),
    ("background check", r"background (?:(?:and|&) reference )?(?:check|screening|verification|investigation|study|enquir|inquir)\w*|police (?:check|clearance)|criminal (?:record|background)|pre-?employment screening|vetting|(?:\w+ )?führungszeugnis\w*|certificate of (?:good )?conduct|\bVOG\b|fingerprint\w*"),
    ("DBS check", r"\bDBS\b|disclosure and barring"),
    ("drug screen", r"drug (?:(?:and|&) alcohol )?(?:screen|test)\w*"),
    ("medical examination", r"(?:satisfactory|pre-?employment|a) medical\b(?! (?:insurance|cover\w*|leave|scheme|plan|benefits?|aid))|medical(?:ly)? (?:exam\w*|test|check|clearance|fit\w*)|pre-?employment (?:medical|physical)|physical exam\w*|\bphysical\b|found (?:medically )?fit|(?:betriebs|amts)?ärztliche\w* \w+|gesundheitliche\w* eignung|TB test|health (?:check|screening|assessment)|immuni[sz]ations?|occupational health"),
    ("right to work", r"right[- ]to[- ]work|work authori[sz]ation|eligib\w+ (?:to work|for employment)|authori[sz]ed to work|entitle\w+ to work|\bi-9\b|employment eligibility|identity and (?:work|employment)"),
    ("visa", r"\bvisas?\b|work permit|visums?|aufenthaltstitel\w*|arbeitserlaubnis|residence permit|employment pass|\bsponsorship\b"),
    ("licence", r"licen[cs](?:e|ure|ing)|approbation\w*|berufsurkunde|registration with|professional registration|(?:NMC|HCPC|GMC|GDC|GPhC|nursing) registration"),
    ("security clearance", r"security clearance|clearance level"),
    ("qualifications", r"(?:proof|copies|verification|evidence|confirmation|documentation) of (?:your )?(?:\w+ )?(?:qualifications?|degree|education)|degree certificate|completion of your (?:degree|studies)|academic"),
    ("board approval", r"approval (?:by|of) (?:the |our )?board|board(?:'s)? approval"),
    ("funding", r"(?:subject to|contingent on|availability of) (?:\w+ )?funding|award of the (?:contract|project)"),
    ("agreements signed", r"sign(?:ing|ed|ature)?[^.;]{0,40}(?:confidential|proprietary|invention|non-disclosure|PIIA|CIIAA|NDA)"),
)  # fmt: skip
"""Names of the conditions that offers have, and how they are written."""


def conditions(reader: SentenceReader) -> Iterator[Read]:
    """Yield the conditions that the offer has."""
    match = _OFFER_DEPENDS.search(reader.text)
    if match is None or re.search(r"\b(?:extend|renew|prolong)", match[0], re.IGNORECASE):
        return
    rest = reader.text[match.start() :]
    named = [
        name for name, words in _CONDITIONS if re.search(rf"\b(?:{words})", rest, re.IGNORECASE)
    ]
    if re.search(
        r"\b(?:no|not)\b[^.;]{0,20}(?:subject to|conditional|contingent|dependent)",
        reader.text,
        re.IGNORECASE,
    ):
        return
    if named:
        yield reader.constant("offer.conditions", {"at_least": named})


_COUNTER: Final = re.compile(
    r"\b(?:(?:this|our|my|following|a) (?:\w+ ){0,3}(?:is (?:our|my|a) )?counter-?\s?offer\b|counter-?offer (?:to|of) (?:you|the company)|as a counter-?offer|(?:our|my|this) counter(?= (?:in writing|below)\b|:)"
    r"|(?:we|I)(?: would|'d)?(?: really| very much)? (?:like|want|love) you to stay(?=[,.;!]|$| (?:with us|here|on|and)\b)"
    r"|(?:would like|'d like|want|love) to (?:retain|keep) you(?=[,.;:!]|$| (?:with us|here|on|and)\b)|^(?:unser )?gegenangebot\b|wir (?:möchten|wollen|würden) (?:dich|sie) (?:unbedingt |sehr |gerne? )*(?:be)?halten)",
    re.IGNORECASE,
)
_NOT_COUNTER: Final = re.compile(
    r"your counter-?\s?offer|counter-?\s?offers? from|if you (?:make|want)", re.IGNORECASE
)


def is_counter(text: str) -> bool:
    """Return whether a sentence says that the letter is a counter-offer of the present employer."""
    return _COUNTER.search(text) is not None and _NOT_COUNTER.search(text) is None


def counter(reader: SentenceReader) -> Iterator[Read]:
    """Yield the kind of the offer, where the letter says that it counters another one."""
    if is_counter(reader.text):
        yield reader.constant("offer.kind", "counter")


_PAID_FROM: Final = 10_000
"""Least amount per year that stands for pay without words that say so."""


def bare_pay(reader: SentenceReader) -> Iterator[Read]:
    """Yield the pay that an item of a list begins with: ``$44.00 an hour, and overtime``."""
    first = next(iter(reader.amounts), None)
    if first is None or first.start or first.kind != "money" or first.per is None:
        return
    rest = reader.text[first.end :]
    read = reader.value("pay.base", first)
    if not re.match(
        r" ?(?:[,;(]|$|(?:on an? )?(?:1099|W-?2|C2C)\b|to start\b|starting\b|base\b|gross\b|guaranteed\b)",
        rest,
    ) or isinstance(read, Refusal):
        return
    pay = read.value
    if not isinstance(pay, Pay) or not (
        pay.per is Period.HOUR or (pay.per is Period.YEAR and pay.amount >= _PAID_FROM)
    ):
        return
    why = reader.refused("pay.base", first, reader.clause(first.start, first.end))
    yield read if why is None else Refusal("pay.base", reader.sentence, why)


def parts_of(reader: SentenceReader) -> Iterator[Read]:
    """Yield what the rules read in one sentence."""
    yield from notice(reader)
    yield from hours(reader)
    yield from days_of_week(reader)
    yield from shares(reader)
    yield from vesting(reader)
    yield from retirement(reader)
    yield from conditions(reader)
    yield from counter(reader)
    yield from bare_pay(reader)
