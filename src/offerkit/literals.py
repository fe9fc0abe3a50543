"""Notation of numbers, the same in criteria and in offers."""

from __future__ import annotations

import re
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
)
from fractions import Fraction
from typing import Final

EXACT: Final = Context(
    prec=80,
    Emax=MAX_EMAX,
    Emin=MIN_EMIN,
    traps=[DivisionByZero, Inexact, InvalidOperation, Overflow],
)
"""The context of all decimal arithmetic, whatever that of the host program is.

It holds the product of any four numbers that may be written, and never rounds.
"""

MAX_DIGITS: Final = 18
"""Maximum number of digits, counted after the suffix is applied."""

NUMBER_PATTERN: Final = r"[0-9][0-9_]*(?:\.[0-9][0-9_]*)?[kM]?"
"""Regular expression for a number without its sign."""

_SUFFIXES: Final = {"k": 3, "M": 6}


def number(text: str) -> Decimal:
    """Return the exact value of a text matched by ``NUMBER_PATTERN``.

    Raises:
        ValueError: the number has more than ``MAX_DIGITS`` digits.

    Source:
        grammar/README.md, "Numbers".
    """
    if text.isdecimal() and len(text) <= MAX_DIGITS:
        return Decimal(text)
    exponent = _SUFFIXES.get(text[-1], 0)
    digits = text[:-1] if exponent else text
    if len(digits.replace("_", "").replace(".", "").lstrip("0")) > MAX_DIGITS:
        raise ValueError(f"a number has at most {MAX_DIGITS} digits")
    value = Decimal(digits).scaleb(exponent, EXACT)
    if not is_storable(value):
        raise ValueError(f"a number has at most {MAX_DIGITS} digits")
    return value


_MOST_WRITTEN: Final = 1_000
"""Characters of a number, and the exponent, beyond which a number is not even read."""
_EXPONENT: Final = re.compile(r"[eE][+-]?0*([0-9]*)\Z")


def exact(text: str) -> Decimal:
    """Return the number that a data file writes, whatever its size: NaN if no fact can have it.

    This is the one gate for the numbers of every format. It looks at the text alone, because
    what a short text such as ``1e999999`` stands for may be large.
    """
    if len(text) <= _MOST_WRITTEN:
        exponent = _EXPONENT.search(text)
        if exponent is None or len(exponent[1]) <= 3:
            return Decimal(text)
    return Decimal("NaN")


def rounded(number: Fraction, places: int) -> Decimal:
    """Return a number rounded to so many decimal places, ties to even, however large it is."""
    return Decimal(f"{rounded_digits(number, places)}e-{places}")


def rounded_digits(number: Fraction, places: int) -> int:
    """Return the digits of a number rounded to so many decimal places, ties to even."""
    over, under = number.as_integer_ratio()
    digits: int
    digits, rest = divmod(over * 10**places, under)
    above = 2 * rest - under
    return digits + (above > 0 or (above == 0 and digits % 2))


def is_storable(number: Decimal) -> bool:
    """Return whether a number can be written and read again.

    It must be finite, have at most ``MAX_DIGITS`` digits (all of them may be decimals), and not be
    ``-0``.
    """
    if not number.is_finite():
        return False
    if number.is_zero():
        return not number.is_signed()
    # Checked by its digits: decimal arithmetic would round `1e-9999999` to 0 first.
    digits = bytes(number.as_tuple().digits).rstrip(b"\0")
    least = number.adjusted() - len(digits) + 1
    return len(digits) <= MAX_DIGITS and least >= -MAX_DIGITS and number.adjusted() < MAX_DIGITS


_GROUPS: Final = re.compile(r"[1-9][0-9]{0,2}(?:([ ',.])[0-9]{3})(?:\1[0-9]{3})*")
_INDIAN_GROUPS: Final = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}")


def readings(text: str, *, comma_is_open: bool = False) -> tuple[str, ...]:
    """Return the numbers that digits with separators can mean, with a point before the fraction.

    There are two if it is open whether the only separator begins the fraction: thousands come
    first. There are none if the text has no reading.

    Args:
        text: Digits with ``.``, ``,``, ``'``, ``_`` or single spaces between them.
        comma_is_open: Whether a comma with three digits after it may begin the fraction, too.

    Source:
        grammar/README.md, "Amounts in offers".
    """
    text = text.replace("_", "")
    marks = [character for character in text if not character.isdigit()]
    if not marks:
        return (text,)
    whole, fraction = text, ""
    last = marks[-1]
    if last in ".," and marks.count(last) == 1:
        whole, _, fraction = text.rpartition(last)
    if fraction and len(marks) > 1 and not _is_grouped(whole):
        return ()
    digits = re.sub("[^0-9]", "", whole)
    found = (re.sub("[^0-9]", "", text),) if _is_grouped(text) else ()
    if fraction and (not found or last == "." or comma_is_open):
        found = (*found, f"{digits}.{fraction}")
    return found


def _is_grouped(text: str) -> bool:
    return bool(_GROUPS.fullmatch(text) or _INDIAN_GROUPS.fullmatch(text))


def reads_as_thousands(text: str) -> bool:
    """Return whether a point may be meant to group thousands: ``72.000``, usual in many countries.

    Amounts of money hardly ever have exactly three decimals, so there it is probably a mistake, and
    one that could reverse a verdict. A fourth decimal shows that the number is meant as written.
    """
    return len(readings(text.removeprefix("-"))) > 1
