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

THREE_DECIMALS: Final = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
"""Currencies whose amounts are written with three decimals."""

_SIGNS: Final = """
€ euro euros: EUR
£ pound pounds gb£: GBP
$ dollar dollars: USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU BSD BBD BZD BMD JMD TTD FJD NAD
us$ usd$ us_dollar us_dollars: USD
c$ ca$ cad$ canadian_dollars: CAD
a$ au$ aud$ australian_dollars: AUD
nz$: NZD
s$ sg$: SGD
hk$: HKD
nt$: TWD
r$: BRL
mx$: MXN
¥: JPY CNY
yen: JPY
cn¥ yuan rmb renminbi: CNY
kr kr.: SEK NOK DKK ISK
kronor: SEK
fr. sfr sfr. franken swiss_francs: CHF
₹ inr₹: INR
rs rs. rupee rupees: INR PKR LKR NPR
r rand: ZAR
zł zloty złoty: PLN
kč: CZK
ft forint: HUF
lei: RON
₩: KRW
₽: RUB
₺ tl: TRY
₴: UAH
₪ nis shekel shekels: ILS
₫: VND
₦: NGN
₱: PHP
฿: THB
₵ gh₵: GHS
₸: KZT
₼: AZN
₾: GEL
֏: AMD
₮: MNT
₭: LAK
৳: BDT
៛: KHR
₡: CRC
₲: PYG
rm ringgit: MYR
rp rupiah: IDR
ksh kshs: KES
naira: NGN
tk taka: BDT
s/ s/.: PEN
dh dhs dirham dirhams: AED MAD
円: JPY
元: CNY
원: KRW
руб руб.: RUB
грн: UAH
"""
SIGNS: Final = {
    sign.replace("_", " "): tuple(codes.split())
    for line in _SIGNS.strip().splitlines()
    for signs, _, codes in [line.rpartition(": ")]
    for sign in signs.split()
}
"""Signs and names of currencies, folded, with the codes each can stand for.

The most usual codes come first. A sign of several currencies stands for one of them only if the
country settles which.
"""

COUNTRY_CURRENCIES: Final = dict(
    pair.split("=")
    for pair in """
    US=USD PR=USD GU=USD VI=USD EC=USD SV=USD PA=USD CA=CAD AU=AUD NZ=NZD SG=SGD HK=HKD TW=TWD
    MX=MXN AR=ARS CL=CLP CO=COP UY=UYU BS=BSD BB=BBD BZ=BZD BM=BMD JM=JMD TT=TTD FJ=FJD NA=NAD
    JP=JPY CN=CNY SE=SEK NO=NOK DK=DKK GL=DKK FO=DKK IS=ISK IN=INR PK=PKR LK=LKR NP=NPR MU=MUR
    GB=GBP EG=EGP ZA=ZAR CH=CHF LI=CHF AE=AED MA=MAD
    """.split()
)
"""Currencies of the countries whose sign other countries use, too, by ISO 3166 code."""

_AMOUNT: Final = re.compile(
    r"[0-9][kM]?[ \t]*([A-Z]{3})(?![A-Za-z0-9_])|currency\W{1,8}([A-Z]{3})\b"
)


_EXAMPLE: Final = "USD"
"""The currency of examples in messages and hints."""


def in_currency_of(file: str, words: str) -> str:
    """Return words with their examples in the currency of a file, if it has no US dollars."""
    if _EXAMPLE not in words or _EXAMPLE in file:
        return words
    currency = currency_in(file)
    return words if currency in words else re.sub(rf"\b{_EXAMPLE}\b", currency, words)


@lru_cache(maxsize=8)
def currency_in(text: str, otherwise: str = "USD") -> str:
    """Return the currency of most amounts in a file, for hints, or *otherwise* if it has none."""
    codes = (match[1] or match[2] for match in _AMOUNT.finditer(text))
    counts = Counter(code for code in codes if code in CURRENCIES)
    return max(counts, key=counts.__getitem__, default=otherwise)
