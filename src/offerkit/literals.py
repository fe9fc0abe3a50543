"""How numbers are written, in criteria and in offers alike."""

from __future__ import annotations

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
    if value.adjusted() >= MAX_DIGITS:
        raise ValueError(f"a number has at most {MAX_DIGITS} digits")
    return value
