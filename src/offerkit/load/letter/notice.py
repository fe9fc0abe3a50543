"""Periods of notice in letters: how long they are, whose they are, and whether they hold on probation."""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from offerkit.load.letter.amounts import Amount
from offerkit.load.letter.reader import Read, Refusal, SentenceReader

_NOTICE: Final = re.compile(
    r"\bnotice\b|^termination: \d+ (?:day|week|month)|\bkündigungsfrist\b|\bkündig\w+|\bgekündigt\b",
    re.IGNORECASE,
)
_LEGAL: Final = re.compile(
    r"statutory|by law|legal minimum|law requires|under the law|gesetzlich", re.IGNORECASE
)
_NO_NOTICE: Final = re.compile(
    rf"courtesy|\bbook\b|address|do(?:es)? not require|{_LEGAL.pattern}|holiday|annual leave|vacation|notice of (?:change|shift|absence|meeting|(?:[a-z]+ )?leave)"
    r"|schedule|rota|shift|pregnan|absence|notice board|garden|reasonable|if possible|appreciate|please give|privacy|change(?:s)? to|amend|cancel|convert|price|late|current(?:ly)?\b|you (?:said|mentioned|told)|your present|current notice|existing notice|previous|buy(?:ing)? out|your notice to|(?:start\w*|join\w*|following|work(?:ed|ing)?(?: out)?)(?: \w+){0,3} your (?:\d+ \w+(?:'s|')? )?notice",
    re.IGNORECASE,
)
_ON_PROBATION: Final = re.compile(
    r"(?<!same )(?<!also )\b(?:during|within|in|throughout|while on|while you are on)(?: the| your| this| that| an?)?(?: first \d+ months(?: of employment)?| initial| \d+[- ](?:day|week|month))? ?(?:probation\w*|trial|training|introductory|which|this (?:time|period|phase)|it\b|that (?:time|period)|first \d+ (?:months|weeks)|first (?:week|month)|probezeit)|for the (?:rest|remainder) of (?:your |the )?probation|during(?= ?[,;)]|$)|(?:up to|until|before) then\b|(?:trial|probation\w*)(?: period| phase)?(?= \(\d)|(?:trial|probation\w*|probezeit)(?: period| phase)?(?:,? (?:of |von )?\d+ (?:months?|weeks?))?,? (?:with|mit)\b|in dieser (?:zeit|kann|können|gilt|beträgt)|während dieser zeit"
    r"|(?:in|während) der probezeit|probezeit[^.;]{0,40}, (?:während|in) der(?:er)?\b(?! probezeit)|before (?:the )?confirmation|until confirmed|prior to confirmation|while on probation|(?:less|fewer) than \d+ \w+|first \d+ (?:months|weeks)",
    re.IGNORECASE,
)
_AFTERWARDS: Final = re.compile(
    r"\b(?:after(?:wards)?(?: (?:that|this|the|your|successful|completion|confirmation|probation|passing|which))*|thereafter|following (?:the |your |successful )*(?:probation|confirmation|completion|that|this)|once (?:you|confirmed|probation|you have|it|this)"
    r"|subsequently|(?:on|upon) (?:successful )?(?:completion|confirmation)|after(?= ?[,;)]|$)|then|post[- ](?:probation|confirmation)|nach|danach|anschließend|from then on)\b",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(
    r"\b(?:either (?:party|side)|both (?:parties|sides|of us|(?:the )?(?:employee|employer))|on (?:either|both) sides?|each (?:party|side)|mutual(?:ly)?|by you or (?:by )?(?:us|the company|the employer)|you or (?:us|we|the company|the employer)|(?:the )?(?:company|employer|we|us) or you|you and (?:us|the company)|we each|the same (?:for|applies|notice)|(?:give you|receive|get|expect) the same|the same (?:notice )?from us|give you the same"
    r"|as it is for|parties|applies to both|(?:both|either|each) ways?|beiderseits|für beide\b|beiderseitig\w*|beiden? (?:vertrags)?(?:seiten|parteien)|give,? (?:and|or) (?:will |be )?(?:receive|given)|either of us|each other)\b",
    re.IGNORECASE,
)
_FOR_YOU: Final = re.compile(
    r"\(you\)|\b(?:contractor|consultant|employee|candidate|you)(?= ?:)|\b(?:for you|from you|by you|you (?:must|will|shall|are required to|are obliged to|need to|have to|may|can|agree to)|on your (?:side|part)|your (?:notice|resignation|side)|your own|if you (?:resign|leave)|employee|should you)\b",
    re.IGNORECASE,
)
_FOR_US: Final = re.compile(
    r"\(us\)|\b(?:client|company|employer|us)(?= ?:)|\b(?:(?:for|from|by) (?-i:(?!Employee|Executive|Contractor|Consultant|You|Either|Both|Each|Cause)[A-Z][a-z]\w+)|(?:for|from|by) (?:us|the (?:company|employer|council|trust|school|university|firm|bank|hospital|college|charity|board|agency|department|client))|(?:we|(?:us|the (?:company|employer|council|trust|school|university|firm|bank|hospital|college|charity|board|agency|department|client))) (?:must|will|shall|may|can|are|is)|on our (?:side|part)|our (?:notice|side)|give you|giving you|to you|if we|employer)\b",
    re.IGNORECASE,
)

_OF_NOTICE: Final = re.compile(r"\bnotice (?:is|of|period)\b|\d \w+(?:'s|s'|')? notice\b")
"""Words that make the first duration after ``Probation:`` a notice: ``2 weeks' notice``."""


def notice(reader: SentenceReader) -> Iterator[Read]:
    """Yield the periods of notice that a sentence states: each has a side, and its time."""
    text, sentence = reader.text, reader.sentence
    subject = _NOTICE.search(text)
    if subject is None:
        return
    durations = [
        one for one in reader.amounts
        if one.kind in {"duration", "days"} and one.what in {"day", "week", "month", "year"} and not _is_span(text, one)
    ]  # fmt: skip
    if any(one.start > subject.start() for one in durations):
        # “29 days of leave, notice: 6 weeks”: what is before the word is about something else.
        durations = [
            one
            for one in durations
            if one.start > subject.start() or "," not in text[one.end : subject.start()]
        ]
    if len(durations) > 1 and durations[-1].start < subject.start():
        # “12 months, and 30 days' notice”: the nearest is that of the notice.
        near = [one for one in durations if "," not in text[one.end : subject.start()]]
        durations = near or durations
    # What the law says of one period says nothing of the others.
    durations = [one for one in durations if not _LEGAL.search(reader.clause(one.start, one.end))]
    others = (m for m in _NO_NOTICE.finditer(text) if not (durations and _LEGAL.match(m[0])))
    other = next(others, None)
    if other is not None or not durations:
        why = f"`{other[0]}` states no period" if other else ""
        if re.search(
            r"\bnotice\b[^.]{0,40}\bcause|cause[^.]{0,20}\bnotice\b|advance notice of", text
        ) or (other and not _LEGAL.fullmatch(other[0])):
            return
        if not re.search(r"terminat|end |period|side|party|give|^notice", text, re.IGNORECASE):
            return
        for path in ("contract.notice_mine", "contract.notice_theirs"):
            yield Refusal(path, sentence, why)
        return
    times = _times(text, durations)
    label = re.match(r"(?:probation|trial|probezeit)[^:]{0,20}: ", text, re.IGNORECASE)
    if (
        label
        and not _NOTICE.search(label[0])
        and not _ON_PROBATION.search(text)
        and ";" not in text[label.end() : subject.start()]
    ):
        # What a label says of probation is about it, unless the words say of when else.
        later = _AFTERWARDS.search(text)
        times = [later is None or _part_around(text, one)[1] <= later.start() for one in durations]
        if len(durations) > 1 and not _OF_NOTICE.search(text[: durations[0].end + 12]):
            durations, times = durations[1:], times[1:]
    for index, (one, on_probation) in enumerate(zip(durations, times, strict=True)):
        start = durations[index - 1].end if index else 0
        end = durations[index + 1].start if index + 1 < len(durations) else len(text)
        around = text[start:end]
        left = text[max(0, one.start - 30) : one.start]
        if (
            re.search(
                r"instead of ?$|from ?$|rather than ?$|not ?$|up to ?$|at least an? ?$|additional ?$|plus ?$",
                left,
                re.IGNORECASE,
            )
            or one.is_range
        ):
            continue
        paths = _sides(text, one)
        if on_probation or re.match(
            r" (?:before|until)(?: (?:that|then))?(?:[.,;]|$)", text[one.end :]
        ):
            yield reader.value("contract.notice_probation", one)
            continue
        if re.search(
            r"per year|each (?:full )?year|for (?:each|every)|years? of service",
            around,
            re.IGNORECASE,
        ):
            for path in paths:
                yield Refusal(path, sentence, "it depends on the years of service")
            continue
        for path in paths:
            yield reader.value(path, one)


_OF_PROBATION: Final = re.compile(
    r"(?<!nach der )(?<!nach ablauf der )(?<!nach )(?<!during )(?<!during the )(?<!after )(?<!after the )(?<!following the )(?<!in )(?<!in der )(?<!während der )(?:probation\w*|trial|probezeit)(?: period| phase)?(?: is| of| for| lasts|:| beträgt| dauert)? ?$",
    re.IGNORECASE,
)


def _is_span(text: str, one: Amount) -> bool:
    """Return whether a duration says when, not how long: “in the first six months”."""
    if re.match(r"'? (?:probation|trial|introductory)", text[one.end :], re.IGNORECASE):
        return True
    if _OF_PROBATION.search(text, max(0, one.start - 40), one.start):
        return True
    return (
        re.search(
            r"\b(?:first|initial|ersten?|last|within|after|of|than|for more than) ?$|probation\w* (?:period )?of $",
            text[max(0, one.start - 24) : one.start],
            re.IGNORECASE,
        )
        is not None
        and re.search(
            r"notice(?: period)? of ?$|frist[^.;,]{0,12}$",
            text[max(0, one.start - 30) : one.start],
            re.IGNORECASE,
        )
        is None
    )


_PARTED: Final = re.compile(r"[;,()]| / |\b(?:and|und|but|aber)\b", re.IGNORECASE)


def _part_around(text: str, one: Amount) -> tuple[int, int]:
    """Return where the part of a sentence begins and ends in which a duration stands."""
    left = max((m.end() for m in _PARTED.finditer(text, 0, one.start)), default=0)
    right = _PARTED.search(text, one.end)
    return left, len(text) if right is None else right.start()


def _times(text: str, durations: list[Amount]) -> list[bool]:
    """Return which of some durations hold on probation only."""
    marks = sorted(
        [(m.start(), True) for m in _ON_PROBATION.finditer(text)]
        + [(m.start(), False) for m in _AFTERWARDS.finditer(text)]
    )
    # Words beside a duration say when it holds: “2 months; 1 month during probation”.
    beside = list[bool | None]()
    own = set[int]()
    for one in durations:
        left, end = _part_around(text, one)
        inside = {on for at, on in marks if left <= at < end}
        # What brackets say holds inside them.
        first = left if text[left - 1 : left] == "(" else one.end
        own |= {at for at, _ in marks if first <= at < end and len(inside) == 1}
        beside.append(inside.pop() if len(inside) == 1 else None)
    marks = [
        mark for index, mark in enumerate(marks)
        if (not index or mark[0] - marks[index - 1][0] > 8) and mark[0] not in own
    ]  # fmt: skip
    if not marks:
        return [on is True for on in beside]
    if marks[0][0] < durations[0].start:
        found = [
            next((on for at, on in reversed(marks) if at < one.start), False) for one in durations
        ]
    else:
        # “1 month on either side; during probation, 7 days”: the first is that after probation.
        first = marks[0][0]
        found = [
            not (
                marks[0][1]
                and (";" in text[one.end : first] or _has_own(text, first, one, durations))
            )
            and next((on for at, on in marks if at >= one.start), marks[-1][1])
            for one in durations
        ]
    return [on if known is None else known for on, known in zip(found, beside, strict=True)]


def _has_own(text: str, at: int, one: Amount, durations: list[Amount]) -> bool:
    """Return whether words about when are behind a duration and before another one, in its part."""
    end = _PARTED.search(text, at)
    last = len(text) if end is None else end.start()
    is_apart = _PARTED.search(text, one.end, max(one.end, at)) is not None
    return is_apart and any(at <= other.start < last for other in durations)


_DURATION: Final = re.compile(r"\d (?:day|week|month|year)s?\b")


_PARTY: Final = (
    r"(?:you|us|the )?(?:employee|employer|company|contractor|client|firm|school|trust)?"
)
_EACH_ITS_OWN: Final = re.compile(
    rf"\d \w+ (?:for|from|by) {_PARTY}\b[^.;\d]{{1,30}}\d \w+ (?:for|from|by) {_PARTY}\b",
    re.IGNORECASE,
)
"""Each side with its own period: ``1 month for the employee and 2 months for the employer``."""


def _sides(text: str, one: Amount) -> tuple[str, ...]:
    """Return the facts about the sides whose period of notice a duration is."""
    mine, theirs = "contract.notice_mine", "contract.notice_theirs"
    if _BOTH.search(text) and not _EACH_ITS_OWN.search(text):
        return mine, theirs
    # The words nearest to the duration count: “one month for you, two months for us”.
    yours = list(_FOR_YOU.finditer(text))
    ours = list(_FOR_US.finditer(text))
    if yours and ours:
        behind = re.split(r"[;,]| and ", text[one.end : one.end + 40])[0]
        if _FOR_US.search(behind) and not _FOR_YOU.search(behind):
            return (theirs,)
        if _FOR_YOU.search(behind) and not _FOR_US.search(behind):
            return (mine,)
        last_yours = max((m.start() for m in yours if m.start() < one.start), default=-1)
        last_ours = max((m.start() for m in ours if m.start() < one.start), default=-1)
        return (theirs,) if last_ours > last_yours else (mine,)
    if ours:
        left, end = _part_around(text, one)
        # “1 month, for us 2 months”: the first is yours.
        is_ours = _FOR_US.search(text[left:end]) or (
            not _DURATION.search(text[:left]) and not _DURATION.search(text[end:])
        )
        return (theirs,) if is_ours else (mine,)
    return (mine,)
