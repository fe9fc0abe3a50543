"""How numbers are written, in criteria and in offers alike."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

MAX_DIGITS: Final = 18
"""The most digits a number may have, counted once its suffix is applied."""

NUMBER_PATTERN: Final = r"[0-9][0-9_]*(?:\.[0-9][0-9_]*)?[kM]?"
"""A number without its sign, as a regular expression."""

_SUFFIXES: Final = {"k": 3, "M": 6}


def number(text: str) -> Decimal:
    """Return the exact value of a text that ``NUMBER_PATTERN`` matches.

    Raises:
        ValueError: the number has more than ``MAX_DIGITS`` digits.

    Source:
        grammar/README.md, "Numbers".
    """
    exponent = _SUFFIXES.get(text[-1], 0)
    digits = text[:-1] if exponent else text
    if len(digits.replace("_", "").replace(".", "").lstrip("0")) > MAX_DIGITS:
        raise ValueError(f"a number has at most {MAX_DIGITS} digits")
    value = Decimal(digits.replace("_", "")).scaleb(exponent)
    if not is_storable(value):
        raise ValueError(f"a number has at most {MAX_DIGITS} digits")
    return value


def is_storable(number: Decimal) -> bool:
    """Whether a number can be written and read again.

    That is: finite, at most ``MAX_DIGITS`` digits, as many of them behind the point, no ``-0``.
    """
    if not number.is_finite():
        return False
    if number.is_zero():
        return not number.is_signed()
    # By its digits: decimal arithmetic would round `1e-9999999` to 0 before it could be refused.
    written = bytes(number.as_tuple().digits).rstrip(b"\0")
    least = number.adjusted() - len(written) + 1
    return len(written) <= MAX_DIGITS and least >= -MAX_DIGITS and number.adjusted() < MAX_DIGITS


def reads_as_thousands(text: str) -> bool:
    """Whether a number may mean a thousand times what it says: ``72.000``, as many countries write.

    Amounts of money hardly ever have three digits behind the point, so there it is a slip, and
    one that would turn a verdict round. Who means it writes another zero behind.
    """
    return re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{3}", text) is not None
