"""Diagnosis of syntax errors: the most likely mistake at the place where parsing stopped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property
from typing import Final

from attrs import evolve, frozen

from offerkit.amount_words import SPELLED, TWO_UNITS, in_one_unit
from offerkit.calendar import OTHER_DATE, dates_in
from offerkit.currencies import CURRENCIES, SIGNS, currency_in
from offerkit.diagnostics import Diagnostic, Hint, Offered
from offerkit.records import Record
from offerkit.span import Source, Span
from offerkit.syntax import meant, problems
from offerkit.syntax.grammar import reserved_words
from offerkit.syntax.recovery import STATEMENT_WORDS, STATEMENTS, alike, small
from offerkit.text import near
from offerkit.values import UNIT_SPELLINGS, DurationFamily, Period

_FOUND: Final = re.compile(
    r'"(?:[^"\\\n]|\\.)*"'  # a text
    r"|[^\W\d]\w*(?:\.\w+)*"  # a word or a path
    r"|\d[\w.]*"
    r"|<=>|===|<=|>=|==|!=|<>|&&|\|\||->|=>|=<|\.\.|\*\*|//|/\*|--"
    r"|.",
    re.DOTALL,
)


@frozen(slots=False)
class Stuck(Record):
    """The place where the parser stopped, and what it expected there."""

    source: Source
    offset: int
    """Start of the unexpected text; at an unexpected end, the end of the last token."""
    at_end: bool
    expected: frozenset[str]
    """Grammar names of the terminals that would have been accepted."""
    before: str | None
    """Grammar name of the preceding terminal, or None at the start."""
    before_end: int
    """End of the preceding terminal."""

    @cached_property
    def found(self) -> str:
        """Word, number, text or sign that could not be parsed; empty at the end."""
        match = None if self.at_end else _FOUND.match(self.source.text, self.offset)
        return match[0] if match else ""

    @cached_property
    def span(self) -> Span:
        """Place of the unexpected text."""
        return self.source.span(self.offset, self.offset + len(self.found))

    @property
    def operand_expected(self) -> bool:
        """Whether a value was expected here."""
        return {"PATH", "NUMBER"} <= self.expected

    @property
    def operand_complete(self) -> bool:
        """Whether a value precedes, so that an operator could follow."""
        return "PLUS" in self.expected

    @property
    def first_on_line(self) -> bool:
        """Whether only white space precedes on the line."""
        start = self.source.text.rfind("\n", 0, self.offset) + 1
        return not self.source.text[start : self.offset].strip()


def begins_statement(stuck: Stuck) -> bool:
    """Return whether what could not be parsed is a new statement, after a complete one.

    Anything else on the line of a statement belongs to it: `50k Euro` is one mistake, and what
    stands before it says nothing by itself.
    """
    if not stuck.expected >= STATEMENTS:
        return False
    if stuck.at_end or stuck.first_on_line:
        return True
    if stuck.found.upper() in CURRENCIES or not _may_begin(stuck):
        return False
    return bool(alike(stuck.found, STATEMENT_WORDS))


def _may_begin(stuck: Stuck) -> bool:
    """Return whether a word can be a slip for the keyword of a statement.

    Within a line, three letters are a slip for too many: `has` for `ask`, `net` for `let`.
    """
    return stuck.first_on_line or len(stuck.found) > 3 or stuck.found.lower() in STATEMENT_WORDS


def explain(stuck: Stuck) -> Diagnostic:
    """Return the diagnostic for the place where the parser stopped.

    The known kinds of mistake are tried in order, the most obvious first. For any other mistake the
    message says what was expected and what was found.
    """
    if stuck.at_end:
        return problems.unexpected_end(stuck.span, expected_phrases(stuck), _hint(stuck))
    for recognise in _RECOGNISERS:
        diagnostic = recognise(stuck)
        if diagnostic is not None:
            return diagnostic
    return problems.syntax_error(
        stuck.span, problems.found(stuck.found), expected_phrases(stuck), _hint(stuck)
    )


# --- what was expected -------------------------------------------------------------------

_OPERAND_STARTS: Final = frozenset(
    "PATH NUMBER TEXT DATE YES NO OPEN OPEN_SET MIN MAX SIZE AT EXACTLY MINUS NOT".split()
)
_OPERATORS: Final = frozenset(
    "LESS AT_MOST MORE AT_LEAST EQUALS EQUALS_TWICE IS DIFFERS IN NOT INCLUDES OVERLAPS WITHIN "
    "BETWEEN PLUS MINUS TIMES OVER AND OR".split()
)
_UNITS: Final = frozenset({"PERCENT", "CURRENCY", "UNIT"})
_MOST_PHRASES: Final = 4


_AFTER_PREFIX: Final = {
    "INSTEAD": "a statement with a name, a path or a label",
    "WITHOUT": "the kind of a statement, such as `pro`",
    **dict.fromkeys(("LEAST", "MOST", "EXACTLY"), "a number of conditions"),
}


def expected_phrases(stuck: Stuck) -> list[str]:
    """Return phrases for what was expected: a short list without repetition."""
    if stuck.before in _AFTER_PREFIX:
        return [_AFTER_PREFIX[stuck.before]]
    left = set(stuck.expected)
    phrases = []
    if stuck.operand_expected:
        phrases.append(_operand_phrase(stuck))
        left -= _OPERAND_STARTS
    if stuck.operand_complete:
        # After `between 3` only `and` can follow, so the message has to name it.
        phrases.append(
            "an operator" if "OR" in left else "`and`" if "AND" in left else "an operator"
        )
        left -= _OPERATORS | _UNITS | {"PER", "PER_PERIOD"}
    if "TEXT_WORD" in left and "NAME" in left:
        return ["a type"]
    statement = ["a statement"] if left >= STATEMENTS else []
    left -= STATEMENTS
    named = sorted({problems.TERMINALS[terminal] for terminal in left})
    return [*phrases, *named, *statement][:_MOST_PHRASES]


def _operand_phrase(stuck: Stuck) -> str:
    if stuck.before in {"EFFORT", "COST"}:
        return "a whole number"
    if stuck.before == "WEIGHT":
        return "a number or a percentage"
    if stuck.before in {"BELOW", "AT"}:
        return "a percentage"
    if "NOT" in stuck.expected and stuck.before in {"IF", "UNLESS", "UNTIL", "AND", "OR", "NOT"}:
        return "a condition"
    return "a value"


def _hint(stuck: Stuck) -> Hint:
    """Return a hint that offers what may be meant, or depends on the preceding terminal."""
    otherwise: str | None = problems.AFTER.get(stuck.before or "")
    if stuck.before == "LABEL" and "IF" in stuck.expected:
        otherwise = problems.AFTER_LABEL
    elif stuck.before == "COLON" and "TEXT_WORD" in stuck.expected:
        otherwise = problems.TYPES
    elif stuck.expected == {"OPEN"} and stuck.before == "OF":
        otherwise = problems.CONDITIONS_IN_BRACKETS
    elif stuck.found == "if" and "UNTIL" in stuck.expected:
        otherwise = problems.UNTIL
    elif stuck.found in problems.COMPARISONS and "FROM" in stuck.expected:
        otherwise = problems.PREFERENCE
    elif "FROM" in stuck.expected and otherwise is None:
        otherwise = problems.WORST_TO_BEST
    left = stuck.expected - _UNITS - _SUMS - STATEMENTS - {"UNLESS", "COST", "LABEL"}
    fixed = {**problems.SIGNS_OF_TERMINALS, **problems.KEYWORDS}
    words = [fixed[one] for one in sorted(left) if one in fixed]
    few = words if len(words) <= _MOST_PHRASES and otherwise is not problems.UNTIL else []
    return meant.instead(stuck.source, stuck.offset, stuck.found, few, otherwise)


_SUMS: Final = frozenset({"PLUS", "MINUS", "TIMES", "OVER", "PER", "PER_PERIOD"})


# --- the known kinds ---------------------------------------------------------------------


def _unterminated(stuck: Stuck) -> Diagnostic | None:
    if stuck.found != '"':
        return None
    end = stuck.source.text.find("\n", stuck.offset)
    rest = stuck.source.text[stuck.offset : end if end >= 0 else None].rstrip()
    return problems.unterminated_text(stuck.source.span(stuck.offset, stuck.offset + len(rest)))


def _control(stuck: Stuck) -> Diagnostic | None:
    code = ord(stuck.found[0])
    control = code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000
    return problems.bad_character(stuck.span) if control else None


def _invisible(stuck: Stuck) -> Diagnostic | None:
    """Recognise a space of another kind, or a sign without width, as web pages have them."""
    category = unicodedata.category(stuck.found[0])
    return problems.invisible(stuck.span, category) if category in {"Zs", "Cf"} else None


def _chained(stuck: Stuck) -> Diagnostic | None:
    """Recognise a second comparison after a complete one."""
    compares = stuck.found in problems.COMPARISONS
    if compares and "OR" in stuck.expected and "LESS" not in stuck.expected:
        return problems.chained_comparison(stuck.span)
    return None


def _wrong_sign(stuck: Stuck) -> Diagnostic | None:
    if stuck.found == ";" and "COMMA" in stuck.expected:
        return problems.wrong_sign(stuck.span, ";", Offered("write {}", (",",)))
    if stuck.found in problems.SIGNS:
        return problems.wrong_sign(stuck.span, stuck.found)
    return None


def _second_sign(stuck: Stuck) -> Diagnostic | None:
    """Recognise a foreign sign that begins with a known one: `==` after a name, `=>`, `//`."""
    begun = problems.SIGNS_OF_TERMINALS.get(stuck.before or "", "")
    sign = begun + stuck.found[0]
    if not begun or stuck.before_end != stuck.offset:
        return None
    span = stuck.source.span(stuck.offset - len(begun), stuck.offset + 1)
    if sign == "==":
        return problems.wrong_sign(span, sign, "a single `=` gives a name to a value")
    return problems.wrong_sign(span, sign) if sign in problems.SIGNS else None


def _closing(stuck: Stuck) -> Diagnostic | None:
    """Recognise a closing bracket without an opening one."""
    if stuck.found in {")", "}"} and stuck.operand_complete:
        other = {"CLOSE", "CLOSE_SET"} & stuck.expected
        return problems.nothing_to_close(stuck.span) if not other else None
    return None


def _point(stuck: Stuck) -> Diagnostic | None:
    """Recognise `.5` and `5.`."""
    number = _number_before(stuck)
    if stuck.found != ".":
        return None
    if stuck.before == "NUMBER" and stuck.before_end == stuck.offset:
        span = stuck.source.span(stuck.offset - len(number), stuck.offset + 1)
        return problems.lone_point(span, f"{number}.0")
    digits = re.compile(r"\.[0-9]+").match(stuck.source.text, stuck.offset)
    if digits and stuck.operand_expected:
        return problems.lone_point(stuck.source.span(*digits.span()), f"0{digits[0][:40]}")
    return None


_AMOUNT_BEHIND: Final = re.compile(r"\s*([0-9][0-9_.,]*[kM]?)")
_DIGITS_BEHIND: Final = re.compile(r",[0-9]{3}(?:,[0-9]{3})*(?![0-9])")
_FRACTION_BEHIND: Final = re.compile(r",[0-9]+[kM]?(?![\w,.])")
_NUMBER_BEFORE: Final = re.compile(r"[0-9][0-9_.]*[kM]?\Z")


def _currency_sign(stuck: Stuck) -> Diagnostic | None:
    """Recognise `$40k`, `40k€` and `USD 40k`."""
    code = None if stuck.found[:1].isalpha() else _currency_of(stuck, stuck.found)
    if code is None and stuck.found in CURRENCIES and stuck.operand_expected:
        code = stuck.found
    if code is None:
        return None
    if not stuck.operand_expected:
        number = _number_before(stuck)
        start = stuck.before_end - len(number) if number else stuck.offset
        return problems.currency_sign(
            stuck.source.span(start, stuck.span.end), f"{number or '40k'} {code}"
        )
    amount = _AMOUNT_BEHIND.match(stuck.source.text, stuck.span.end)
    if amount is None:
        return problems.currency_sign(stuck.span, f"40k {code}")
    number = amount[1].rstrip(".,").replace(",", "_")
    return problems.currency_sign(stuck.source.span(stuck.offset, amount.end()), f"{number} {code}")


def _currency_of(stuck: Stuck, sign: str) -> str | None:
    """Return the code that a sign or a name means; of several, that of the file, or the usual."""
    codes = SIGNS.get(sign.casefold(), ())
    currency = currency_in(stuck.source.text)
    return currency if currency in codes else next(iter(codes), None)


def _number_before(stuck: Stuck) -> str:
    before = stuck.source.text[max(stuck.before_end - 40, 0) : stuck.before_end]
    match = _NUMBER_BEFORE.search(before)
    return match[0] if match else ""


def _written_date(stuck: Stuck) -> Diagnostic | None:
    """Recognise a date in another form: `1 December 2026`, `1.12.2026`."""
    number = _number_before(stuck) if stuck.before == "NUMBER" else ""
    start = stuck.before_end - len(number) if number else stuck.offset
    written = OTHER_DATE.match(stuck.source.text, start)
    if written is None or not (number or stuck.operand_expected):
        return None
    return problems.written_date(stuck.source.span(*written.span()), dates_in(written[0]))


_LOW_END: Final = re.compile(r"(?:=|==|\b(?:in|is|within))\s*([0-9][^=<>(){}\"\n]*)\Z")
_HIGH_END: Final = re.compile(
    rf"\.\.\s*(-?[0-9][\w.]*(?: *(?:%|[A-Z]{{3}}\b|(?:{'|'.join(UNIT_SPELLINGS)})\b))?"
    r"(?: +per +[a-z]+)?)"
)


def _range(stuck: Stuck) -> Diagnostic | None:
    """Recognise `commute.time = 45 min..1 hour`: a range where a condition has `between`."""
    text = stuck.source.text
    low = _LOW_END.search(text, max(stuck.offset - 80, 0), stuck.offset)
    high = _HIGH_END.match(text, stuck.offset)
    if low is None or high is None or "OR" not in stuck.expected:
        return None
    place = stuck.source.span(low.start(), high.end())
    return problems.range_in_condition(stuck.span, place, low[1].strip(), high[1])


def _duration(stuck: Stuck) -> Diagnostic | None:
    """Recognise a duration in two units, or in words: `1h 10min`, `half an hour`."""
    text, start = stuck.source.text, max(stuck.offset - 60, 0)
    for spelled, digits in ((TWO_UNITS.pattern, None), *SPELLED):
        for found in re.finditer(spelled, text[start : stuck.offset + 40], re.IGNORECASE):
            low, high = found.start() + start, found.end() + start
            written = found.expand(digits) if digits else in_one_unit(found[0], [*DurationFamily])
            if written is not None and low < stuck.span.end and stuck.offset < high:
                hint = Offered("write {}", (str(written),), at=stuck.source.span(low, high))
                what = problems.found(stuck.found)
                return problems.syntax_error(stuck.span, what, expected_phrases(stuck), hint)
    return None


def _unit(stuck: Stuck) -> Diagnostic | None:
    """Recognise a wrong unit, or a number with commas."""
    if stuck.before != "NUMBER" or stuck.expected.isdisjoint({"UNIT", "CURRENCY"}):
        return None
    number = _number_before(stuck)
    if digits := _DIGITS_BEHIND.match(stuck.source.text, stuck.offset):
        start = stuck.before_end - len(number)
        span = stuck.source.span(start, digits.end())
        return problems.grouped_number(span, number + digits[0].replace(",", "_"))
    if fraction := _FRACTION_BEHIND.match(stuck.source.text, stuck.offset):
        span = stuck.source.span(stuck.before_end - len(number), fraction.end())
        return problems.decimal_comma(span, f"{number}.{fraction[0][1:]}")
    word = stuck.found
    if not word[0].isalpha() or word in reserved_words():
        return None
    if word.upper() in CURRENCIES:
        return problems.unknown_unit(
            stuck.span, word, Offered("write currencies in capitals: {}", (word.upper(),))
        )
    if word in {"K", "k", "m", "M"}:
        suffix = {"K": "k", "m": "M"}.get(word, word)
        place = stuck.source.span(stuck.before_end - len(number), stuck.span.end)
        hint = Offered("write thousands and millions as {}", (f"{number}{suffix}",), at=place)
        return problems.unknown_unit(stuck.span, word, hint)
    if code := _currency_of(stuck, word):
        hint = problems.amount("write the currency as a code: {}", code)
        return problems.unknown_unit(stuck.span, word, hint)
    if stuck.before_end == stuck.offset or near(word, UNIT_SPELLINGS):
        return problems.unknown_unit(stuck.span, word, problems.unit_hint(word, UNIT_SPELLINGS))
    return None


def _period(stuck: Stuck) -> Diagnostic | None:
    """Recognise a wrong period: `USD a year`, `USD p.a.`, `USD per yr`."""
    if stuck.before == "PER":
        return problems.unknown_period(stuck.span, stuck.found, [p.value for p in Period])
    if stuck.before == "CURRENCY" and stuck.found in problems.PERIOD_WORDS:
        return problems.period_words(stuck.span, stuck.found)
    return None


def _unknown_statement(stuck: Stuck) -> Diagnostic | None:
    """Recognise a line that begins with a word that begins no statement."""
    is_word = re.fullmatch(r"[^\W\d]\w*", stuck.found) is not None
    first = stuck.first_on_line or stuck.before is None
    if not is_word or not first or not stuck.expected >= STATEMENTS:
        return None
    others = {w for name, w in problems.KEYWORDS.items() if name in stuck.expected - STATEMENTS}
    if stuck.found in reserved_words() or alike(stuck.found.lower(), others):
        return None  # an operator, on a line of its own
    return problems.unknown_statement(stuck.span, stuck.found, STATEMENT_WORDS)


def _misspelt(stuck: Stuck) -> Diagnostic | None:
    """Recognise a keyword in capitals, with a wrong letter, or of another language."""
    word = stuck.found.lower()
    words = {word for name, word in problems.KEYWORDS.items() if name in stuck.expected}
    if not word[0].isalpha() or stuck.found in reserved_words():
        return None
    synonym = problems.SYNONYMS.get(word)
    near = synonym if stuck.operand_complete or synonym in words else None
    near = near or alike(word, words.difference(() if _may_begin(stuck) else STATEMENT_WORDS))
    if near is None:
        return None
    hint = problems.keyword_hint(stuck.found, near)
    otherwise = meant.instead(stuck.source, stuck.offset, stuck.found, (), hint.otherwise)
    hint, what = evolve(hint, otherwise=otherwise), problems.found(stuck.found)
    return problems.syntax_error(stuck.span, what, expected_phrases(stuck), hint)


def _capitals(stuck: Stuck) -> Diagnostic | None:
    """Recognise a name that begins with a capital."""
    named = not stuck.expected.isdisjoint({"PATH", "NAME"})
    if not named or not stuck.found[0].isalpha() or stuck.found in reserved_words():
        return None
    return problems.bad_name(stuck.span, stuck.found, _small(stuck.found))


def _small(name: str) -> str | None:
    """Return a name in its correct form, ``base_salary`` for ``baseSalary``, or None."""
    better = small(name).rstrip(".")
    return better if re.fullmatch(_PATH, better) else None


_NAME_BEFORE: Final = re.compile(r"[a-z][a-z0-9_.]*\Z")
_NAME_BEHIND: Final = re.compile(r"[\w.]*")


def _rest_of_name(stuck: Stuck) -> Diagnostic | None:
    """Recognise a dot, a capital or another letter inside a name."""
    if stuck.before_end != stuck.offset or stuck.before not in {"PATH", "NAME"}:
        return None
    if not re.match(r"[\w.]", stuck.found) or stuck.found == "..":
        return None
    text = stuck.source.text
    name = _NAME_BEFORE.search(text[max(stuck.offset - 200, 0) : stuck.offset])
    rest = _NAME_BEHIND.match(text, stuck.offset)
    start = stuck.offset - len(name[0] if name else "")
    span = stuck.source.span(start, rest.end() if rest else stuck.span.end)
    if stuck.before == "NAME" and re.fullmatch(_PATH, span.text):
        used = text[max(start - 10, 0) : start].split()[-1:] == ["use"]
        return problems.dotted_name(span, used=used)
    return problems.bad_name(span, span.text, _small(span.text))


_PATH: Final = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"


def _not_behind_operator(stuck: Stuck) -> Diagnostic | None:
    """Recognise `a = not b`: `not` takes a condition, and binds less tightly than `=`."""
    if stuck.found == "not" and stuck.operand_expected:
        return problems.not_here(stuck.span)
    return None


_RECOGNISERS: Final[tuple[Callable[[Stuck], Diagnostic | None], ...]] = (
    _unterminated,
    _control,
    _invisible,
    _second_sign,
    _chained,
    _wrong_sign,
    _closing,
    _written_date,
    _range,
    _point,
    _duration,
    _unit,
    _currency_sign,
    _period,
    _unknown_statement,
    _rest_of_name,
    _not_behind_operator,
    _misspelt,
    _capitals,
)
