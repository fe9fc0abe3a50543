"""One function per diagnostic code of the syntax: all the wording."""

from __future__ import annotations

from collections.abc import Collection

from offerkit.diagnostics import Diagnostic, error
from offerkit.span import Source, Span
from offerkit.text import did_you_mean

# --- texts -------------------------------------------------------------------------------


def not_utf8(source: Source, offset: int, *, wide: bool) -> Diagnostic:
    """The bytes are not UTF-8; *wide*: they begin as UTF-16 does."""
    found = "the file is in UTF-16" if wide else "the file is not UTF-8 text from here on"
    end = min(offset + 1, len(source.text))
    return error("not-utf8", found, source.span(offset, end), hint="save it as UTF-8")


def file_too_large(source: Source, limit: int) -> Diagnostic:
    """The text goes on behind the limit; the place is the last character within it."""
    length = len(source.text)
    place = _last_within(source.text, limit)
    return error(
        "file-too-large",
        f"a criteria file has at most {limit // 1024} KiB",
        source.span(place, min(place + 1, length)),
        hint="split it, and take the parts in with `use`",
    )


def _last_within(text: str, limit: int) -> int:
    head = text[:limit].encode("utf-8", "surrogatepass")[:limit]
    return max(len(head.decode("utf-8", "ignore")) - 1, 0)


def bad_character(at: Span) -> Diagnostic:
    """A control character or half of a surrogate pair, which no text may contain."""
    code = ord(at.text)
    name = "half of a surrogate pair" if code >= 0xD800 else "a control character"
    return error(
        "bad-character",
        f"{name}, U+{code:04X}, in the text",
        at,
        hint=f"delete it; inside quotes, write it as `\\u{{{code:X}}}`" if code < 0xD800 else None,
    )


# --- limits ------------------------------------------------------------------------------


def nested_too_deep(at: Span, limit: int) -> Diagnostic:
    """An expression in more than *limit* brackets, `not` and `-`."""
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
    """The reading of a file that is mostly wrong stops here."""
    return error(
        "too-many-mistakes",
        f"more than {limit} mistakes; the rest of the file is not read",
        at,
    )


def number_too_long(at: Span, limit: int) -> Diagnostic:
    """A number with more digits than offerkit computes with."""
    return error("number-too-long", f"a number has at most {limit} digits", at)


def set_too_large(at: Span, limit: int) -> Diagnostic:
    """The first item of a set over the limit."""
    return error("set-too-large", f"a set has at most {limit:,} items", at)


# --- literals ----------------------------------------------------------------------------


def unterminated_text(at: Span) -> Diagnostic:
    """A quote without the closing one on its line."""
    if at.text.endswith('\\"'):
        hint = 'the last `\\"` is a quote inside the text; end the text with another `"`'
    else:
        hint = 'end it with `"` on the same line; `\\n` inside it is a line break'
    return error("unterminated-text", "this text does not end", at, hint=hint)


def bad_escape(at: Span) -> Diagnostic:
    """A backslash with something behind it that means nothing."""
    if at.text.startswith("\\u"):
        hint = "`\\u{…}` takes one to six hexadecimal digits, such as `\\u{e9}` for é"
    else:
        hint = 'there are `\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a backslash is `\\\\`'
    return error("bad-escape", f"`{at.text}` stands for no character", at, hint=hint)


def bad_date(at: Span) -> Diagnostic:
    """A date that is not in the calendar, or not in the one form."""
    if len(at.text) == len("2026-01-31"):
        return error("bad-date", f"there is no day `{at.text}`", at, hint="dates are YYYY-MM-DD")
    year, month, day = at.text.split("-")
    padded = f"{year}-{month:0>2}-{day:0>2}"
    return error(
        "bad-date",
        f"`{at.text}` is not how a date is written",
        at,
        hint=f"write `{padded}`, or spaces around `-` to subtract",
    )


def unknown_currency(at: Span, currency: str, known: Collection[str]) -> Diagnostic:
    """Three capitals that are no ISO 4217 code."""
    return error(
        "unknown-currency",
        f"unknown currency `{currency}`",
        at,
        hint=did_you_mean(currency, known) or "currencies are ISO 4217 codes, such as USD",
    )
