"""Currencies of amounts."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

CURRENCIES: Final = frozenset(
    # ISO 4217, list one, as in force on 1 January 2026 (the code tables of Debian's iso-codes
    # 4.15.0 with the amendments since: 176 XCG for ANG, 177 ZWG for ZWL, and the withdrawal of
    # HRK, SLL, CUC and BGN). Codes that nobody is paid in are left out: metals, bond
    # market units, the test code, "no currency" and accounting units of banks (XDR, XSU, XUA, XAD).
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
    BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN
    ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK
    JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD
    MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP
    PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
    SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV
    WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()
)
"""ISO 4217 codes of all currencies in use."""

CURRENCY_SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
"""Most likely currency codes by currency sign."""

CURRENCY_WORDS: Final = {
    word: code
    for code, words in {
        "USD": "dollar dollars bucks usdollar usdollars us$",
        "EUR": "euro euros euroes",
        "GBP": "pound pounds quid sterling",
        "CHF": "franc francs franken sfr",
        "JPY": "yen",
        "CNY": "yuan rmb renminbi",
        "INR": "rupee rupees rs",
        "KRW": "won",
        "SEK": "kronor krona",
        "DKK": "kroner krone",
        "PLN": "zloty zlotys",
    }.items()
    for word in words.split()
}
"""Most likely currency codes by the words that people use, in lower case."""

_AMOUNT: Final = re.compile(
    r"[0-9][kM]?[ \t]*([A-Z]{3})(?![A-Za-z0-9_])|currency\W{1,8}([A-Z]{3})\b"
)


@lru_cache(maxsize=8)
def currency_in(text: str) -> str:
    """Return the currency of most amounts in a file, for hints; USD if it has none."""
    codes = (match[1] or match[2] for match in _AMOUNT.finditer(text))
    most = Counter(code for code in codes if code in CURRENCIES).most_common(1)
    return most[0][0] if most else "USD"
