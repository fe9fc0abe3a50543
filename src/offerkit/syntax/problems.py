"""Wording of syntax errors: one function per diagnostic."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from attrs import evolve

from offerkit.diagnostics import Diagnostic, Hint, Offered, did_you_mean, error, warning
from offerkit.span import Source, Span
from offerkit.text import listed

# --- texts -------------------------------------------------------------------------------


def not_utf8(source: Source, offset: int, *, wide: bool) -> Diagnostic:
    """Bytes that are not UTF-8; *wide* if they begin like UTF-16."""
    found = "the file is in UTF-16" if wide else "the file is not UTF-8 text from here on"
    end = min(offset + 1, len(source.text))
    return error("not-utf8", found, source.span(offset, end), hint="save it as UTF-8")


def file_too_large(source: Source, last: int, limit: int) -> Diagnostic:
    """A text over the limit; *last* is the offset of the last character within it."""
    return error(
        "file-too-large",
        f"a criteria file has at most {limit // 1024} KiB",
        source.span(last, min(last + 1, len(source.text))),
        hint="split it, and combine the parts with `use`",
    )


def layout_too_large(at: Span, size: int, limit: int) -> Diagnostic:
    """A text that would be over the limit in its standard layout."""
    return error(
        "file-too-large",
        f"the standard layout of this file takes {-(-size // 1024):,} KiB; a criteria file has at "
        f"most {limit // 1024}",
        at,
        hint="split it, and combine the parts with `use`",
    )


def bad_character(at: Span) -> Diagnostic:
    """A control character or half of a surrogate pair, neither of which is allowed."""
    code = ord(at.text)
    name = "half of a surrogate pair" if code >= 0xD800 else "a control character"
    return error(
        "bad-character",
        f"the text contains {name}, U+{code:04X}",
        at,
        hint=f"delete it; inside quotes, write it as `\\u{{{code:X}}}`" if code < 0xD800 else None,
    )


# --- limits ------------------------------------------------------------------------------


def nested_too_deep(at: Span, limit: int) -> Diagnostic:
    """An expression inside more than *limit* brackets, `not` and `-`."""
    return error(
        "nested-too-deep",
        f"more than {limit} brackets, `not` or `-` around one value",
        at,
        hint="give a part of it a name with `let`",
    )


def too_many_statements(at: Span, limit: int) -> Diagnostic:
    """The first statement over the limit."""
    return error("too-many-statements", f"a file has at most {limit:,} statements", at)


def too_many_mistakes(at: Span, limit: int) -> Diagnostic:
    """The place where a file with too many errors is no longer read."""
    return error(
        "too-many-mistakes",
        f"more than {limit} mistakes; the rest of the file is not read",
        at,
    )


def number_too_long(at: Span, limit: int) -> Diagnostic:
    """A number with too many digits."""
    return error("number-too-long", f"a number has at most {limit} digits", at)


def set_too_large(at: Span, limit: int) -> Diagnostic:
    """The first item of a set over the limit."""
    return error("set-too-large", f"a set has at most {limit:,} items", at)


# --- literals ----------------------------------------------------------------------------


def unterminated_text(at: Span) -> Diagnostic:
    """A text without a closing quote on its line."""
    if '\\"' in at.text:
        hint = '`\\"` is a quote inside the text; end the text with a `"` alone'
    else:
        hint = 'end it with `"` on the same line; `\\n` inside it is a line break'
    return error("unterminated-text", "this text has no closing quote", at, hint=hint)


def bad_escape(at: Span) -> Diagnostic:
    """A backslash that does not begin a valid escape."""
    if at.text.startswith("\\u"):
        hint = "`\\u{…}` takes one to six hexadecimal digits, such as `\\u{e9}` for é"
    else:
        hint = 'valid escapes are `\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a backslash is `\\\\`'
    return error("bad-escape", f"`{at.text}` is not a valid escape", at, hint=hint)


def bad_date(at: Span) -> Diagnostic:
    """A date that is not in the calendar, or not in the form YYYY-MM-DD."""
    if len(at.text) == len("2026-01-31"):
        return error("bad-date", f"there is no day `{at.text}`", at, hint="dates are YYYY-MM-DD")
    year, month, day = at.text.split("-")
    padded = f"{year}-{month:0>2}-{day:0>2}"
    return error(
        "bad-date",
        f"`{at.text}` is not a valid form of a date",
        at,
        hint=Offered("write {}, or put spaces around `-` to subtract", (padded,)),
    )


def former_word(at: Span, word: str) -> Diagnostic:
    """A keyword that has a new name."""
    return warning(
        "former-word", f"`{at.text}` is now called `{word}`", at, hint=Offered("write {}", (word,))
    )


def unknown_currency(at: Span, currency: str, known: Collection[str]) -> Diagnostic:
    """Three capitals that are not an ISO 4217 code."""
    return error(
        "unknown-currency",
        f"unknown currency `{currency}`",
        at,
        hint=did_you_mean(currency, sorted(known), "currencies are ISO 4217 codes, such as USD"),
    )


# --- unexpected text -----------------------------------------------------------------

KEYWORDS: Final = {
    word.upper(): word
    for word in (
        "about accept and ask assume at below between caution con cost dealbreaker decline down "
        "duration effort exactly fact from if in includes instead is language later least "
        "leaving let max min most negotiable not of on or overlaps per prefer pro rate scale set "
        "size step to unless until up use weight within without"
    ).split()
} | {"ASKED": "ask", "TEXT_WORD": "text", "YES": "yes", "NO": "no"}
"""Keywords by terminal."""

SIGNS_OF_TERMINALS: Final = {
    "COLON": ":",
    "COMMA": ",",
    "DOTS": "..",
    "OPEN": "(",
    "CLOSE": ")",
    "OPEN_SET": "{",
    "CLOSE_SET": "}",
    "LESS": "<",
    "AT_MOST": "<=",
    "MORE": ">",
    "AT_LEAST": ">=",
    "EQUALS": "=",
    "EQUALS_TWICE": "==",
    "DIFFERS": "!=",
    "PLUS": "+",
    "MINUS": "-",
    "TIMES": "*",
    "OVER": "/",
    "PERCENT": "%",
    "YES_NO": "yes/no",
}

TERMINALS: Final = {
    **{terminal: f"`{sign}`" for terminal, sign in SIGNS_OF_TERMINALS.items()},
    **{terminal: f"`{word}`" for terminal, word in KEYWORDS.items()},
    "NAME": "a name",
    "PATH": "a fact",
    "NUMBER": "an amount",
    "DATE": "a date",
    "TEXT": "a text in quotes",
    "LABEL": "a label in quotes",
    "CURRENCY": "a currency",
    "VERSION": "a version",
    "UNIT": "a unit",
    "PERIOD": "a period",
    "PER_PERIOD": "`per`",
}
"""Phrases for messages by terminal."""

COMPARISONS: Final = frozenset(
    "< <= > >= = == != is in not between includes overlaps within".split()
)
"""Words and signs that begin a comparison operator."""

SIGNS: Final = {
    "&": "and",
    "&&": "and",
    "|": "or",
    "||": "or",
    "!": "not",
    "~": "not",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "===": "=",
    "×": "*",
    "·": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "**": "*",
    "[": "{",
    "]": "}",
    "'": '"',
    "`": '"',
    "‘": '"',
    "’": '"',
    "‚": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "->": "",
    "→": "",
    ";": "",
    "!==": "!=",
    "//": "#",
    "/*": "#",
    "--": "#",
}
"""Equivalents of foreign signs; empty if there is none."""

PERIOD_WORDS: Final = {
    "a": "per year",
    "an": "per hour",
    "annually": "per year",
    "yearly": "per year",
    "p.a": "per year",
    "pa": "per year",
    "each": "per year",
    "every": "per year",
    "monthly": "per month",
    "weekly": "per week",
    "daily": "per day",
    "hourly": "per hour",
}
"""Correct periods by words that are used for them."""

AFTER: Final = {
    "LEAVING": 'a reason for leaving needs a label: `leaving "Nobody to learn from" until …`',
    "RATE": "a rate is written `rate 1 EUR = 1.08 USD`",
    "ASK": 'a question is written `ask "How often is the manager there?" about manager.presence`',
    "ACCEPT": "`accept at 70%` is a threshold of the score; what has to hold is a `dealbreaker`",
    "DECLINE": "`decline below 30%` is a threshold of the score; a rule is a `dealbreaker if …`",
}
"""Hints by the terminal before the error."""

CONDITIONS_IN_BRACKETS: Final = "put the conditions in brackets: `at least 2 of (…, …, …)`"

PREFERENCE: Final = (
    "`prefer` grades a quantity from its worst to its best value; for a condition, write `pro if …`"
)

WORST_TO_BEST: Final = (
    "say from which value to which one it gets better: `prefer team.size from 20 to 5`"
)

UNTIL: Final = (
    "`until` says when the reason to leave is gone: "
    '`leaving "Nobody to learn from" until manager.mentoring >= often`'
)

AFTER_LABEL: Final = "a label is followed by its condition: `if …` or `unless …`"

TYPES: Final = (
    "the types are `yes/no`, `number`, `percent`, `money`, `pay`, `date`, `duration`, `text`, "
    "`set of text` and the names of scales"
)

WHOLE_TEXTS: Final = "texts are compared as a whole, with `=`, `!=` or `in`"

SYNONYMS: Final = {
    "when": "if",
    "except": "unless",
    "equals": "=",
    "isnt": "!=",
    "contains": "includes",
    "has": "includes",
    "exceeds": ">",
    "plus": "+",
    "minus": "-",
    "times": "*",
    "but": "and",
    "says": "=",
}
"""Keywords and signs by words that are used for them."""


def found(text: str) -> str:
    """Return the author's text for a message: in backticks, at most 40 characters."""
    short = text if len(text) <= 40 else f"{text[:39]}…"
    return f"`{short}`"


def syntax_error(at: Span, what: str, expected: list[str], hint: Hint) -> Diagnostic:
    """Text other than what the grammar allows at its place."""
    if not expected:
        return error("syntax-error", f"unexpected {what}", at, hint=hint)
    return error("syntax-error", f"expected {listed(expected, 'or')}, found {what}", at, hint=hint)


def unexpected_end(at: Span, expected: list[str], hint: Hint) -> Diagnostic:
    """A text or statement that ends too early."""
    return error("unexpected-end", f"expected {listed(expected, 'or')} here", at, hint=hint)


def unknown_statement(at: Span, word: str, known: Collection[str]) -> Diagnostic:
    """A line that begins with a word that begins no statement."""
    from offerkit.syntax.meant import statement

    begin = "statements begin with `dealbreaker`, `pro`, `con`, `caution`, `prefer`, …"
    near = did_you_mean(word, known, begin)
    meant = statement(at.source, at.start)
    return error(
        "unknown-statement",
        f"{found(word)} does not begin a statement",
        at,
        hint=evolve(meant, otherwise=near) if isinstance(meant, Offered) else near,
    )


def chained_comparison(at: Span) -> Diagnostic:
    """`a < b < c`."""
    return error(
        "chained-comparison",
        "comparisons do not chain",
        at,
        hint="use `between … and …`, or join two comparisons with `and`",
    )


_SIGN_HINTS: Final = {
    '"': 'write texts in straight double quotes: `"…"`',
    "{": 'a set is written in braces: `{"a", "b"}`',
    "#": "a comment begins with `#`",
}


def wrong_sign(at: Span, sign: str, hint: Hint = None) -> Diagnostic:
    """A sign of other languages."""
    instead = SIGNS.get(sign, "")
    if hint is None and sign == ";":
        hint = "no sign is needed between statements"
    elif hint is None and sign in {"->", "→"}:
        hint = "write `if …` for a condition; to compare, write `<`, `<=`, `>` or `>=`"
    elif hint is None and instead:
        put = f"{instead} " if instead == "not" else instead
        hint = _SIGN_HINTS.get(instead, Offered("write {}", (put,)))
    return error("syntax-error", f"`{sign}` has no meaning here", at, hint=hint)


def invisible(at: Span, category: str) -> Diagnostic:
    """A space that is none of ASCII, or a character that cannot be seen, by its category."""
    name = f"U+{ord(at.text[0]):04X}"
    if category == "Zs":
        hint = "write an ordinary space in its place"
        return error("syntax-error", f"{name} is not an ordinary space", at, hint=hint)
    return error("syntax-error", f"{name} cannot be seen, but is there", at, hint="delete it")


def nothing_to_close(at: Span) -> Diagnostic:
    """A closing bracket without an opening one."""
    return error(
        "syntax-error",
        f"`{at.text}` closes nothing",
        at,
        hint="delete it, or add the opening bracket",
    )


def amount(words: str, better: str) -> Offered:
    """Return the hint that offers an amount of money, or the same amount per year."""
    return Offered(words, (better,), Offered(words, (f"{better} per year",)))


def lone_point(at: Span, better: str) -> Diagnostic:
    """`.5` or `5.`."""
    return error(
        "syntax-error",
        f"`{at.text}` is not a valid number",
        at,
        hint=Offered("a decimal point needs digits on both sides: {}", (better,)),
    )


def currency_sign(at: Span, better: str) -> Diagnostic:
    """`$40k`: an amount with a currency sign, or with the code before the number."""
    return error(
        "syntax-error",
        f"`{at.text}` is not a valid amount",
        at,
        hint=amount("write the currency code after the number: {}", better),
    )


def written_date(at: Span, dates: tuple[str, ...]) -> Diagnostic:
    """`1 December 2026`, `1.12.2026`."""
    form = "dates are YYYY-MM-DD"
    hint = Offered(f"{form}: write {{}}", dates, form) if dates else form
    return error("bad-date", f"{found(at.text)} is not a valid form of a date", at, hint=hint)


def range_in_condition(at: Span, place: Span, low: str, high: str) -> Diagnostic:
    """`commute.time = 45 min..1 hour`; *place* is the range with the operator before it."""
    unit = high.lstrip("-").lstrip("0123456789_.kM")
    form = "a condition has ranges with `between`"
    return error(
        "syntax-error",
        "a range cannot stand in a condition",
        at,
        hint=Offered(
            f"{form}: {{}}",
            (f"between {low} and {high}",),
            Offered(f"{form}: {{}}", (f"between {low}{unit} and {high}",), form, place),
            place,
        ),
    )


def grouped_number(at: Span, better: str) -> Diagnostic:
    """`40,000`."""
    return error(
        "syntax-error",
        "a number has no commas",
        at,
        hint=Offered("write {}, or `k` for thousands", (better,)),
    )


def decimal_comma(at: Span, better: str) -> Diagnostic:
    """`1,15`."""
    return error("syntax-error", "a number has no commas", at, hint=Offered("write {}", (better,)))


def unknown_unit(at: Span, word: str, hint: Hint) -> Diagnostic:
    """A word after a number that is not a unit."""
    return error("unknown-unit", f"{found(word)} is not a unit", at, hint=hint)


def unit_hint(word: str, known: Collection[str]) -> Hint:
    """Return the hint for an unknown unit."""
    units = (
        "a number may be followed by `%`, a currency such as `USD`, or `min`, `hours`, `days`, "
        "`weeks`, `months`, `years`"
    )
    return did_you_mean(word, known, units)


def unknown_period(at: Span, word: str, known: Collection[str]) -> Diagnostic:
    """`per` with an unknown period."""
    periods = ", ".join(f"`{period}`" for period in known)
    return error(
        "syntax-error",
        f"expected a period, found {found(word)}",
        at,
        hint=did_you_mean(word, known, f"the periods are {periods}"),
    )


def period_words(at: Span, word: str) -> Diagnostic:
    """`USD a year`, `USD annually`."""
    return error(
        "syntax-error",
        f"{found(word)} does not state a period",
        at,
        hint=Offered("write {}", (PERIOD_WORDS[word],)),
    )


def keyword_hint(word: str, near: str) -> Offered:
    """Return the hint for a keyword that is almost right."""
    small = word.lower() == near
    otherwise = WHOLE_TEXTS if near == "includes" else None
    words = "write keywords in small letters: {}" if small else "did you mean {}?"
    return Offered(words, (near,), otherwise)


def bad_name(at: Span, name: str, better: str | None) -> Diagnostic:
    """A name with letters that names may not have."""
    rule = "names consist of small letters a to z, digits and `_`"
    return error(
        "bad-name",
        f"{found(name)} is not a name",
        at,
        hint=Offered(f"{rule}: {{}}", (better,), rule) if better else rule,
    )


def dotted_name(at: Span, *, used: bool) -> Diagnostic:
    """`let a.b`: a path instead of a name; *used* if it follows `use`."""
    if used:
        hint: Hint = Offered("write the name of a file in quotes: {}", (f'"{at.text}"',))
    else:
        hint = "only facts have dots: `fact office.dogs: yes/no`"
    return error("bad-name", "a name has no dots", at, hint=hint)


def not_here(at: Span) -> Diagnostic:
    """`a = not b`."""
    return error(
        "syntax-error", "`not` is not allowed here", at, hint="put it in brackets: `(not …)`"
    )
