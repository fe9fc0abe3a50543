"""The amounts that nearly all offer files state, read at once: ``52k USD per year``, ``30 min``.

``amounts.py`` reads whatever people write, by forty patterns. A program that reads many offers
meets these few forms, in which nothing is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Final, TypeAlias

from offerkit.amount_words import PER_WORD, UNITS
from offerkit.currencies import CURRENCIES
from offerkit.datatypes import Datatype, DurationType, MoneyType, PayType, PercentType
from offerkit.literals import EXACT
from offerkit.values import Duration, Money, Pay, Percent, Range

Amount: TypeAlias = Decimal | Percent | Money | Pay | Duration
"""One amount, of any datatype that has a number."""

_NUMBER: Final = r"((?:[1-9][0-9]{0,2}(?:_[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,2})?)(k?)"
_PLAIN: Final = re.compile(
    rf"{_NUMBER}(?:\.\.{_NUMBER})?(?: ?(%)| ([a-z]+)| ([A-Z]{{3}})(?: per ([a-z]+))?)"
)


def read_plainly(text: str, datatype: Datatype) -> Amount | Range[Amount] | None:
    """Return the amount or the range that a text states in a plain form; None for all others.

    It is what ``read_amount`` returns where nothing stands beside the amount.
    """
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    low, factor, high, other_factor, percent, word, code, per = found.groups()
    make: Callable[[Decimal], Amount]
    match datatype:
        case MoneyType() if code in CURRENCIES and per is None:
            make = partial(Money, currency=code)
        case PayType() if code in CURRENCIES and per in PER_WORD:
            make = partial(Pay, currency=code, per=PER_WORD[per])
        case DurationType(families=families) if word in UNITS and UNITS[word].family in families:
            make = partial(Duration, unit=UNITS[word])
        case PercentType() if percent:
            make = Percent
        case _:
            return None
    times = 1000 if factor else 1
    ends = [EXACT.multiply(Decimal(it), times) or Decimal(0) for it in (low, high) if it]
    if high is None:
        return make(*ends)
    if factor != other_factor or ends[0] > ends[1]:
        return None
    return Range(make(ends[0]), make(ends[1]))
