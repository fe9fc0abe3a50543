"""Facts from a letter: each from the sentence that states it, or unknown with a note."""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from itertools import islice
from typing import Final, TypeAlias

from attrs import frozen

from offerkit.amounts import Beside, Mark, Unclear, read_amount, written
from offerkit.datatypes import DateType, DurationType, MoneyType, Number, PayType, PercentType
from offerkit.dates import days_of_text
from offerkit.literals import EXACT
from offerkit.load.amounts import read_fact
from offerkit.load.letter.amounts import Amount, Kind, amounts_in
from offerkit.load.letter.around import (
    ABOUT,
    ACHIEVED,
    ACTUAL,
    AFTER_TAX,
    ALTERNATING,
    AND_WHEN,
    APART,
    BOUNDARY,
    CEILING,
    CEILINGS,
    CLAUSE,
    CONDITION_FIRST,
    DEADLINE_BEFORE,
    DURING,
    ELSE_BESIDE,
    ENDS,
    FLOOR,
    FULL_TIME,
    HOLIDAYS_INSIDE,
    IF,
    IN_ALL,
    JOINED,
    LATER,
    LEAST_BEHIND,
    LEAVE_AT_FULL_TIME,
    LEFT_OF_DATE,
    LEGAL,
    MORE_DAYS,
    MOST_BEHIND,
    NO_PROBATION,
    NOT_ALL,
    NOUN_BEHIND,
    OF_A_MONTH,
    OF_A_TERM,
    OF_ONE_PERIOD,
    OF_OTHERS,
    OF_TRAINING,
    OR_ANOTHER_DAY,
    OTHER_DAYS,
    OTHERS,
    OWN_LABEL,
    PAID_EVERY,
    PAYS_BACK,
    PER_OTHER,
    PERIOD_BEFORE,
    PERIOD_BEHIND,
    PLAIN_GAP,
    RISES,
    SAME,
    SO_LATER,
    SPECIAL,
    TWO_GRANTS,
    UNCONDITIONAL,
    WHEN_TO_START,
    estimated,
)
from offerkit.load.letter.forms import NOTHING, Topic
from offerkit.load.letter.lines import Sentence
from offerkit.load.letter.matching import Words, anywhere, compiled, phrases, words_in
from offerkit.load.problems import FactError
from offerkit.model.schema import Schema
from offerkit.records import Record
from offerkit.text import short
from offerkit.values import FactValue, Pay, Unknown, plain

# --- readings ----------------------------------------------------------------------------------


@frozen
class Reading(Record):
    """A value of a fact in a sentence."""

    path: str
    value: FactValue
    sentence: Sentence
    is_first: bool = False
    """Whether it is pay for the first time in the job, such as that on probation."""


@frozen
class Refusal(Record):
    """Sentence about a fact that states no value of it, and why not."""

    path: str
    sentence: Sentence
    why: str


Read: TypeAlias = Reading | Refusal


@frozen
class Context(Record):
    """What the whole letter settles."""

    schema: Schema
    mark: Mark | None = None
    """Character that begins fractions."""
    country: str | None = None
    currency: str | None = None
    """Code that the letter gives for all its amounts."""
    day_first: bool | None = None
    """Order of day and month in dates such as ``01/04/2026``."""
    is_at_full_time: bool = False
    """Whether the letter says that the pay it states is that at full time, of a job that is not."""
    is_part_time: bool = False
    is_counter: bool = False
    """Whether it is a counter-offer: what it raises is raised by it."""
    pay: Reading | None = None
    """Base pay that a sentence before, in the same paragraph, states: what it rises to is per the same."""
    before: str = ""
    """Sentence before, of the same paragraph, in plain form."""
    has_package: bool = False
    """Whether it states what the job costs the company, so that a basic salary is a part of the pay."""


# --- one sentence ------------------------------------------------------------------------------


@frozen(slots=False)
class SentenceReader(Record):
    """Reader of one sentence: its amounts by the words next to them, and its phrases."""

    context: Context
    sentence: Sentence

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Amounts in order; none if there are more than anybody could mean."""
        amounts = amounts_in(self.sentence.text, rises=self.context.is_counter)
        return amounts if len(amounts) <= _MOST_AMOUNTS else ()

    @cached_property
    def words(self) -> list[Words]:
        """Words of topics in order."""
        return words_in(self.sentence.text)

    @property
    def text(self) -> str:
        """The sentence in plain form."""
        return self.sentence.text

    def read(self) -> Iterator[Read]:
        """Yield what the sentence states, and what it says without stating it."""
        taken: set[tuple[int, Kind]] = set()
        stated: set[int] = set()
        for read, amount in self.phrases():
            yield read
            if amount is not None:
                stated.add(amount.start)
        before: tuple[Amount, Words] | None = None
        for amount in self.amounts:
            if amount.start in stated:
                before = None
                continue
            chosen = self.topic_of(amount, taken)
            if chosen is None and before is not None and before[0].kind == amount.kind:
                between = self.text[before[0].end : amount.start]
                if SAME.fullmatch(between) or (
                    amount.per and DURING.search(self.clause(amount.start, amount.end))
                ):
                    chosen = before[1]
            if chosen is None:
                before = None
                continue
            before = amount, chosen
            taken.add((chosen.start, amount.kind))
            for topic in chosen.topics:
                yield from self.amount(
                    amount, topic, self.text[chosen.start : chosen.end], chosen.start
                )
        for words in self.words:
            for topic in words.topics:
                path = topic.path or topic.about
                if path in NOTED and not any(words.start == start for start, _ in taken):
                    yield Refusal(path, self.sentence, "")

    # --- words next to amounts ---

    def topic_of(self, amount: Amount, taken: set[tuple[int, Kind]]) -> Words | None:
        """Return the words that say what an amount is."""
        behind = before = None
        for words in self.words:
            if not self.fits(words, amount) or (words.start, amount.kind) in taken:
                continue
            if amount.start <= words.start < amount.end:
                return words
            if words.topics[0].weak and not PLAIN_GAP.fullmatch(
                self.text, words.end, max(words.end, amount.start)
            ):
                continue
            if words.end <= amount.start:
                is_said = before is not None and words.topics[0].weak and amount.kind == "money"
                # “Sign-on bonus: we will pay you $5,000” is no pay of a period.
                before = before if is_said and amount.per is None else words
            elif behind is None and words.start >= amount.end:
                behind = words
        if behind is not None and amount.kind == "date":
            gap = self.text[amount.end : behind.start]
            behind = behind if re.fullmatch(r" (?:is|will be) (?:your|the|our) ", gap) else None
        if behind is not None:
            gap = self.text[amount.end : behind.start]
            if self.text[: amount.start].endswith("("):
                gap = gap.removeprefix(")")
            if (
                APART.search(gap)
                or not NOUN_BEHIND.fullmatch(gap.lstrip())
                or self.between(amount.end, behind.start, None)
            ):
                in_brackets = re.fullmatch(r" \((?:this is |which is |being )?(?:your )?", gap)
                behind = behind if in_brackets and before is None else None
        if before is not None and self.between(before.end, amount.start, amount.kind):
            before = None
        if behind is None or before is None:
            return behind or before
        gap = self.text[before.end : amount.start]
        is_close = len(gap) <= _CLOSE and not re.search("[,;]", gap) and not before.topics[0].weak
        is_close = is_close and (
            before.topics[0].path != NOTHING or behind.topics[0].path == NOTHING
        )
        return (
            before if is_close or (not behind.topics[0].path and not APART.search(gap)) else behind
        )

    def between(self, start: int, end: int, kind: Kind | None) -> bool:
        """Return whether an amount of a kind, or of any, is in a part of the sentence."""
        return any(
            start <= one.start < end and (kind is None or one.kind == kind) for one in self.amounts
        )

    def fits(self, words: Words, amount: Amount) -> bool:
        """Return whether an amount may be what some words are about."""
        is_apart = amount.kind == "days" and ";" in self.text[words.end : amount.start]
        return not is_apart and any(
            topic.path == NOTHING or amount.kind in kinds_of(self.context.schema, topic.path)
            for topic in words.topics
        )

    def scope(self, start: int, end: int) -> str:
        """Return the part of the sentence around an amount, with a condition behind it."""
        text = self.text
        left = max((m.end() for m in BOUNDARY.finditer(text, 0, start)), default=0)
        rights = list(BOUNDARY.finditer(text, end))
        right = rights[0].start() if rights else len(text)
        if rights and (
            more := re.match(
                r"[;,()\s-]*(?:if|provided|unless|subject)\b[^;.]*", text[right:], re.I
            )
        ):
            right += more.end()
        return text[left:right]

    def clause(self, start: int, end: int) -> str:
        """Return the part of the sentence around an amount, between commas."""
        left = max((m.end() for m in CLAUSE.finditer(self.text, 0, start)), default=0)
        right = CLAUSE.search(self.text, end)
        return self.text[left : len(self.text) if right is None else right.start()]

    def near(self, amount: Amount, start: int) -> str:
        """Return the text from some words to an amount, and what is between commas around it."""
        clause = self.clause(amount.start, amount.end)
        between = self.text[min(start, amount.start) : max(start, amount.end)]
        return between if clause in between else f"{between} {clause}"

    def amount(self, amount: Amount, topic: Topic, words: str, start: int) -> Iterator[Read]:
        """Yield what an amount states next to the words of a topic."""
        path = topic.path
        if path == NOTHING:
            if topic.about:
                yield Refusal(topic.about, self.sentence, f"`{words}` is something else")
            return
        if amount.kind not in kinds_of(self.context.schema, path):
            return
        if topic.needs and not compiled(topic.needs).search(self.text):
            return
        scope = self.scope(amount.start, amount.end)
        why = self.refused(path, amount, scope)
        near = self.near(amount, start)
        label = OWN_LABEL.match(self.text)
        if path in _LABELLED and label is not None and label.end() <= start:
            near = f"{label[0]}{near}"
        other = compiled(topic.unless).search(near) if topic.unless else None
        if why is None and other is not None:
            why = f"`{other[0]}` makes it something else"
        if why is not None:
            yield Refusal(path, self.sentence, why)
            return
        yield self.value(path, amount, words)

    def refused(self, path: str, amount: Amount, scope: str) -> str | None:
        """Return why an amount states no fact although its words say so; None if it does."""
        if path == "pay.later" and (
            self.context.is_counter
            or not (
                LATER.search(self.text)
                or IF.search(self.text)
                or any(one.kind == "date" and one.start >= amount.end for one in self.amounts)
            )
        ):
            return "it is not said when it is paid"
        if self.text.endswith("?") and path != "offer.deadline":
            return "it is a question"
        if path.startswith("equity.") and TWO_GRANTS.search(self.text):
            return _TWO_GRANTS
        left = self.text[max(0, amount.start - 40) : amount.start]
        right = self.text[amount.end : amount.end + 16]
        if amount.kind == "date":
            around = DEADLINE_BEFORE if path == "offer.deadline" else LEFT_OF_DATE
            if (
                path == "offer.deadline"
                and re.search(r"\bon ?$", left)
                and not ENDS.search(self.text[: amount.start])
            ):
                return "nothing says that it is the last day"
            vague = around.search(left)
            if path == "offer.start":
                vague = vague or OR_ANOTHER_DAY.match(self.text, amount.end)
            return f"`{vague[0].strip(' ,(')}` leaves the day open" if vague else None
        if ceiling := CEILING.search(left) or MOST_BEHIND.match(right):
            return f"`{ceiling[0].strip()}` makes it a ceiling"
        if floor := FLOOR.search(left) or LEAST_BEHIND.match(right):
            return f"`{floor[0].strip()}` makes it the least"
        if re.search(r"\bfrom ?$", left):
            return "it is what was before, or the lower end of a range"
        if path == "pay.bonus_target" and ACHIEVED.match(self.text, amount.end):
            return "it is not the share of pay that is the target"
        own = self.text[amount.start : amount.end]
        if path in ELSE_BESIDE and ELSE_BESIDE[path].search(f"{left}#{own}#{right}"):
            return "the words beside it make it something else"
        if path in _SUMS and self.is_in_parts(amount):
            return "it is paid in parts"
        if path == "contract.probation" and NO_PROBATION.match(right):
            return "another time is added to it, or it is a period of notice"
        if about := estimated(left):
            return about
        if amount.is_range:
            return "it is a range"
        other = OTHERS.search(scope) or LEGAL.search(self.clause(amount.start, amount.end))
        if other is not None:
            return f"`{other[0]}` says that it is not about this offer"
        if path == "remote.days" and (when := SO_LATER.match(self.text, amount.end + 1)):
            return f"it is so later: `{short(when[0])}`"
        if path == "pay.base" and (later := self.later(self.upto(amount.end, scope))):
            return f"it is paid later: `{short(later)}`"
        if path in UNCONDITIONAL:
            condition = CONDITION_FIRST.search(self.text) or IF.search(self.upto(amount.end, scope))
            if condition and (path in _KEPT or not PAYS_BACK.search(scope)):
                return "it depends on a condition"
        if path == "pay.base":
            return self.not_base(amount, scope)
        if path == "leave.days":
            return self.not_leave(amount, self.clause(amount.start, amount.end))
        return None

    def is_in_parts(self, amount: Amount) -> bool:
        """Return whether another amount follows that belongs to the same words."""
        later = (one for one in self.amounts if one.start >= amount.end and one.kind == "money")
        following = next(later, None)
        if following is None or self.topic_of(following, set()) is not self.topic_of(amount, set()):
            return self.between_parts(amount, following)
        return True

    def between_parts(self, amount: Amount, following: Amount | None) -> bool:
        """Return whether an amount is joined to another one by ``and``, without other words."""
        if following is None:
            return False
        is_joined = JOINED.search(self.text, amount.end, following.start)
        return is_joined is not None and self.topic_of(following, set()) is None

    def upto(self, last: int, scope: str) -> str:
        """Return what is said up to the next comma behind a place, unless a time is behind it."""
        end = CLAUSE.search(self.text, last)
        if end is None or AND_WHEN.match(self.text, end.end()):
            return scope
        start = self.text.find(scope)
        return self.text[start : end.start()]

    def later(self, scope: str) -> str | None:
        """Return the words that say that pay is not that of the first day."""
        rises = None if self.context.is_counter else RISES.search(scope)
        later = LATER.search(scope) or rises
        return None if later is None else later[0]

    def not_base(self, amount: Amount, scope: str) -> str | None:
        """Return why an amount is not what the job pays from the first day."""
        words = self.text[: amount.start]
        if (other := IN_ALL.search(self.text)) is not None:
            return f"it holds more than base pay: `{short(other[0])}`"
        if self.context.has_package and re.search(
            r"\bbasic\b[^;:]{0,30}[:;]?[^;:]{0,30}$", words, re.I
        ):
            return "the basic salary is a part of the fixed pay"
        if AFTER_TAX.match(self.text, amount.end):
            return "it is pay after tax"
        if (
            FULL_TIME.search(scope)
            or self.context.is_at_full_time
            or re.match(r"[^.;]{0,20}, pro[- ]?rata? to\b", self.text[amount.end :])
        ) and not ACTUAL.search(words[-30:]):
            return "it is the pay at full time"
        return None

    def not_leave(self, amount: Amount, scope: str) -> str | None:
        """Return why a number of days is not that of days of leave in a year."""
        behind = self.text[amount.end :]
        if LEAVE_AT_FULL_TIME.match(behind) or (
            self.context.is_part_time and re.match(r"(?:(?!\(\d)[^.;]){0,60}\bpro[- ]?rat", behind)
        ):
            return "it is the leave at full time"
        scope = re.split(r"\b(?:rising|increasing|going up|growing)\b", scope)[0]
        if (
            amount.per is not None
            or MORE_DAYS.match(behind)
            or OF_A_MONTH.search(scope)
            or re.match(r"' (?:pay|salary)", self.text[amount.end :])
            or OF_A_TERM.search(scope)
            or WHEN_TO_START.search(self.text[: amount.start])
        ):
            return "it is not the number of days of a year"
        if SPECIAL.search(self.clause(amount.start, amount.end)):
            return "it is leave for an occasion"
        if NOT_ALL.search(scope) and not re.search(r"additional to|addition to", scope, re.I):
            return "it is not all of the leave"
        return self.not_working_days(amount)

    def not_working_days(self, amount: Amount) -> str | None:
        """Return why days of leave are no working days without public holidays."""
        rest = self.text[amount.end :]
        if OTHER_DAYS.search(f"{self.text[amount.start : amount.end]}{rest[:12]}"):
            return "days that nobody works are counted, too"
        if OF_TRAINING.search(self.clause(amount.start, amount.end)):
            return "it is not the number of days of a year"
        inside = HOLIDAYS_INSIDE.match(rest.lstrip(" ,("), 0) or HOLIDAYS_INSIDE.search(rest[:80])
        if inside is not None and inside["many"] is None:
            return "the holidays are inside, and their number is not stated"
        return None

    # --- values ---

    def value(self, path: str, amount: Amount, words: str = "") -> Read:
        """Return the value that an amount states for a fact."""
        info = self.context.schema.facts[path]
        text = amount.text
        match info.datatype:
            case DateType():
                day = self.day(amount)
                if isinstance(day, str):
                    return Refusal(path, self.sentence, day)
                text = day.isoformat()
            case PayType() | MoneyType():
                text, why = self.money(path, amount, words)
                if why:
                    return Refusal(path, self.sentence, why)
            case Number():
                text = text.split(" ")[0].replace(",", ".")
        if path == "leave.days":
            rest = self.text[amount.end :]
            if (inside := HOLIDAYS_INSIDE.search(rest[:80])) is not None and inside["many"]:
                text = str(EXACT.subtract(Decimal(text), Decimal(inside["many"])))
        try:
            is_first = (
                path == "pay.base"
                and DURING.search(self.clause(amount.start, amount.end)) is not None
            )
            return Reading(path, read_fact(info, text), self.sentence, is_first)
        except FactError as error:
            return Refusal(path, self.sentence, error.problem.message)

    def money(self, path: str, amount: Amount, words: str) -> tuple[str, str]:
        """Return money or pay in canonical form, and why it is open; one of them is empty."""
        info = self.context.schema.facts[path]
        per = amount.per
        is_pay = isinstance(info.datatype, PayType)
        if per is not None and per.startswith("="):
            return "", f"`{per[1:]}` is no period that facts have"
        is_inside = self.text[: amount.start].endswith("(")
        period = PAID_EVERY if is_inside else PER_OTHER
        if is_pay and (other := period.match(self.text, amount.end)) is not None:
            return "", f"`{other[0].strip()}` is no period that facts have"
        if is_pay and per is None:
            # What pay rises to is per what it was.
            first = 0 if path in OF_ONE_PERIOD else self.before(amount)
            near = 120 if path in OF_ONE_PERIOD else 60
            adjective = PERIOD_BEFORE.search(words) or PERIOD_BEFORE.search(
                self.text[max(first, amount.start - near) : amount.start]
            )
            clause = CLAUSE.search(self.text, amount.end)
            behind = PERIOD_BEHIND.search(
                self.text, amount.end, len(self.text) if clause is None else clause.start()
            )
            before = self.context.pay.value if path == "pay.later" and self.context.pay else None
            per = adjective.lastgroup if adjective is not None else behind and behind[1]
            per = per or (before.per.value if isinstance(before, Pay) else None)
            if per is None and (
                path in OF_ONE_PERIOD or _OF_WHICH.search(self.text, 0, amount.start)
            ):
                # A part of a sum is per the same as the sum, and what pay rises to as the pay.
                sums = [
                    one for one in self.amounts if one.kind == "money" and one.end <= amount.start
                ]
                per = sums[-1].per if sums else None
            if per is None or per.startswith("="):
                return "", "it has no period"
        per = "year" if per is not None and per.lower().startswith("annuali") else per
        # No money has three digits behind the mark of its fractions.
        mark = self.context.mark
        if mark and re.search(
            rf"(?<![\d.,'])\d{{1,3}}{re.escape(mark)}\d{{3}}(?![\d.,'])", amount.text
        ):
            mark = None
        beside = Beside(
            self.context.currency if _BARE.fullmatch(amount.text) else None,
            per if is_pay else None,
            self.context.country,
            mark,
        )
        read = read_amount(amount.text, info.datatype, beside, found=True)
        if isinstance(read, Unclear):
            texts = " or ".join(f"`{text}`" for text in read.texts[:3])
            return "", f"{read.message}{f'; it could be {texts}' if texts else ''}"
        return ("", "it says nothing") if isinstance(read, Unknown) else (written(read), "")

    def before(self, amount: Amount) -> int:
        """Return where the text that is about an amount begins: behind a comma after another one."""
        ends = [one.end for one in self.amounts if one.end <= amount.start and one.kind == "money"]
        if not ends:
            return 0
        comma = CLAUSE.search(self.text, ends[-1], amount.start)
        return ends[-1] if comma is None else comma.end()

    def day(self, amount: Amount) -> date | str:
        """Return the day that a date means, or why it is open."""
        text = re.sub(r"(?<=\d) day of ", " ", amount.text)
        days = days_of_text(
            re.sub(r"\b(tues|wednes|thurs|satur)\b", lambda m: m[0][:3], text, flags=re.I)
        )
        if len(days) > 1 and self.context.day_first is not None:
            numbers = [int(part) for part in re.findall(r"\d+", text)][:2]
            first = numbers[0] if self.context.day_first else numbers[1]
            days = tuple(day for day in days if day.day == first)
        if len(days) == 1:
            return days[0]
        return "day and month could change places" if days else f"`{amount.text}` is not a day"

    # --- phrases ---

    def phrases(self) -> Iterator[tuple[Read, Amount | None]]:
        """Yield what the patterns of whole sentences state, and the amount each states."""
        text = self.text
        masks: dict[str, str] = {}
        lowered = text.lower()
        for form, phrase, kind in phrases():
            if not form.may_be_in(lowered):
                continue
            if kind is not None and kind not in masks:
                masks[kind] = self.masked(kind)
            for match in islice(
                form.pattern.finditer(text if kind is None else masks[kind]), _MOST_MATCHES
            ):
                scope = self.scope(*match.span())
                if text.endswith("?") and phrase.path != "offer.deadline":
                    continue
                label = OWN_LABEL.match(text)
                near = f"{label[0]}{scope}" if label and phrase.path == "pay.later" else scope
                if phrase.unless and anywhere(phrase.unless).search(near):
                    continue
                said = f"{self.context.before} {text}"
                if (phrase.path == "hours.days_week" and ALTERNATING.search(text)) or (
                    phrase.needs and not anywhere(phrase.needs).search(said)
                ):
                    continue
                if phrase.path.startswith("equity.") and TWO_GRANTS.search(text):
                    yield Refusal(phrase.path, self.sentence, _TWO_GRANTS), None
                    continue
                if phrase.path in UNCONDITIONAL and (
                    CONDITION_FIRST.search(text) or IF.search(self.upto(match.end(), scope))
                ):
                    yield Refusal(phrase.path, self.sentence, "it depends on a condition"), None
                    continue
                if phrase.path not in OF_OTHERS and OTHERS.search(scope) and phrase.value != "no":
                    continue
                if phrase.value:
                    raw: object = {"yes": True, "no": False}.get(phrase.value, phrase.value)
                    yield self.constant(phrase.path, raw), None
                    continue
                *_, (name, value) = ((n, v) for n, v in match.groupdict().items() if v is not None)
                start = match.start(name)
                amount = next((one for one in self.amounts if one.start == start), None)
                if amount is None and name.startswith(("money", "pay", "date")):
                    continue
                why = None
                if amount is not None and phrase.path in _MAY_BE_LATER:
                    why = self.refused(phrase.path, amount, scope)
                elif amount is not None and phrase.path not in CEILINGS:
                    open_ = CEILING.search(text[:start]) or ABOUT.search(text[:start])
                    why = open_ and f"`{open_[0].strip()}` leaves it open"
                if why is not None:
                    yield Refusal(phrase.path, self.sentence, why), amount
                    continue
                if name.startswith(("money", "pay", "date")):
                    assert amount is not None
                    yield self.value(phrase.path, amount, match[0]), amount
                else:
                    stated = value.strip(" '").replace(",", ".")
                    if name.startswith("count"):
                        stated = re.sub(r"\D", "", value)
                    if name.startswith("fte"):
                        stated = f"{plain(EXACT.multiply(Decimal(stated), 100))}%"
                    if phrase.path == "leave.days" and amount is not None:
                        why = self.not_working_days(amount)
                        read = self.value(phrase.path, amount)
                        yield Refusal(phrase.path, self.sentence, why) if why else read, amount
                    else:
                        yield self.constant(phrase.path, stated), amount

    def constant(self, path: str, raw: object) -> Read:
        """Return the value of a fact that is written as in an offer file."""
        try:
            return Reading(path, read_fact(self.context.schema.facts[path], raw), self.sentence)
        except FactError as error:
            return Refusal(path, self.sentence, error.problem.message)

    def masked(self, kind: str) -> str:
        """Return the sentence with ``§`` in place of the first character of amounts of a kind."""
        text = list(self.text)
        for amount in self.amounts:
            if amount.kind == kind:
                text[amount.start : amount.end] = "§" + "\0" * (amount.end - amount.start - 1)
        return "".join(text)


_OF_WHICH: Final = re.compile(r"\b(?:of which|thereof|davon)[^.;]{0,25}$", re.IGNORECASE)
_MAY_BE_LATER: Final = frozenset({"offer.start", "remote.days"})
_SUMS: Final = frozenset({"pay.sign_on", "relocation.support", "pay.retention"})
"""Facts that are the sum of what is paid."""
_KEPT: Final = frozenset({"pay.base", "leave.days", "leave.sick_days", "leave.parental"})
"""Facts that nobody pays back."""
_LABELLED: Final = frozenset({"offer.start", "contract.probation"})
"""Facts that the label of a line may rule out."""
_TWO_GRANTS: Final = "performance shares beside it are another grant"
_MOST_AMOUNTS: Final = 30
"""Number of amounts in a sentence; nobody can say what more of them mean."""
_MOST_MATCHES: Final = 4
"""Number of places in a sentence at which a form is looked for."""
_CLOSE: Final = 4
NOTED: Final = frozenset(
    "pay.base pay.bonus_target pay.commission leave.days offer.start offer.deadline contract.probation equity.strike remote.days".split()
)
"""Facts about which a note says that a letter mentions them, although it states no amount."""


_BARE: Final = re.compile(r"[^A-Za-z]*\$[^A-Za-z]*")
_DAYS: Final = frozenset({"leave.days", "leave.sick_days", "leave.taken"})


@cache
def _kinds_by_path(path: str, datatype: object) -> frozenset[Kind]:
    if path in _DAYS:
        return frozenset({"days"})
    match datatype:
        case PayType() | MoneyType():
            return frozenset({"money"})
        case PercentType():
            return frozenset({"percent"})
        case DurationType():
            # Nobody counts a contract in days: “four days” are those of a week.
            return frozenset({"duration"} if path == "contract.duration" else {"duration", "days"})
        case DateType():
            return frozenset({"date"})
        case _:
            return frozenset()


def kinds_of(schema: Schema, path: str) -> frozenset[Kind]:
    """Return the kinds of amounts that state a fact."""
    info = schema.facts.get(path)
    return frozenset() if info is None else _kinds_by_path(path, info.datatype)
