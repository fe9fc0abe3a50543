"""Words of job postings, and what they mean."""

from __future__ import annotations

import re
from typing import Final

from offerkit.values import Period

ADDRESS: Final = {
    "addresslocality": "location.city",
    "addressregion": "location.region",
    "addresscountry": "location.country",
}
EMPLOYMENT: Final = {
    **dict.fromkeys(("PERMANENT", "PERMANENT_CONTRACT"), "contract.kind = permanent"),
    **dict.fromkeys(("FIXED_TERM", "FIXED_TERM_CONTRACT"), "contract.kind = fixed_term"),
    **dict.fromkeys(("CONTRACTOR", "INDEPENDENT_CONTRACTOR"), "contract.kind = contractor"),
    **dict.fromkeys(("FREELANCE", "FREELANCER"), "contract.kind = freelance"),
    **dict.fromkeys(("TEMPORARY", "TEMPORARY_CONTRACT", "TEMP"), "contract.kind = temporary"),
    **dict.fromkeys(("INTERN", "INTERNSHIP"), "contract.kind = internship"),
    **dict.fromkeys(("FULL_TIME", "FULLTIME"), "contract.time = full_time"),
    **dict.fromkeys(("PART_TIME", "PARTTIME"), "contract.time = part_time"),
}
_NAMES: Final = "|".join(sorted(EMPLOYMENT, key=len, reverse=True))
EMPLOYMENT_NAME: Final = re.compile(rf"(?:^|(?<=_))(?:{_NAMES})(?=_|$)")
DENIED: Final = re.compile(r"\b(?:not?|non|never|without|except|kein\w*|nicht)\b", re.IGNORECASE)
"""Words that turn a text around: ``Not full time``."""
EMPLOYMENTS: Final = re.compile(rf"(?:{_NAMES})(?:_(?:{_NAMES}))*")
ALTERNATIVES: Final = re.compile(r"[,;|()\[\]/]|\bor\b|\band\b", re.IGNORECASE)
UNNAMED: Final = frozenset(
    "anonymous|anonymous employer|company confidential|confidential client|confidential company"
    "|confidential employer|hidden|none|private advertiser|unnamed".split("|")
)
"""What stands in place of the name of an employer who stays unnamed."""
LOCATION_TYPES: Final = {
    **dict.fromkeys(("TELECOMMUTE", "REMOTE", "FULLY_REMOTE", "100_REMOTE"), "remote"),
    "HYBRID": "hybrid",
    **dict.fromkeys(("ONSITE", "ON_SITE", "IN_OFFICE", "IN_PERSON"), "onsite"),
}
PERIODS: Final = {
    form.format(period.value.upper()): period.value
    for period in Period
    for form in ("1 {}", "PER-{}-SALARY", "PER-{}-WAGE")
} | {"P1Y": "year", "P1M": "month", "P1W": "week", "P1D": "day", "PT1H": "hour"}
"""Periods as other formats write them, and as durations of ISO 8601."""
HOURS: Final = re.compile(
    r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)(?: ?(?:-|\u2013|to|bis) ?([0-9]{1,3}(?:[.,][0-9]{1,2})?))?"
    r" ?(?:(?:hours?|hrs?|h|std|stunden)\.? ?(?:(?:per|a|each|every|pro|/|/ ?per) ?"
    r"(?:week|wk|w|woche)|weekly|p\.? ?w\.?)|wochenstunden)",
    re.IGNORECASE,
)


DECIMAL_COMMA: Final = frozenset(
    "af be bg bs ca cs da de el es et eu fi fo fr gl hr hu id is it lb lt lv mk nb nl nn no pl pt "
    "ro ru sk sl sq sr sv tr uk vi".split()
)
"""Languages that begin fractions with a comma, by Unicode CLDR."""
DECIMAL_POINT: Final = frozenset(
    "de-ch de-li it-ch es-mx es-us es-pr es-do es-gt es-hn es-ni es-pa es-pe es-sv es-419".split()
)
"""Regions in which they do not."""
SEVERAL_PLACES: Final = re.compile(r" *[,;|] *| +(?:/|or|oder|ou|and|und|et|&) +", re.IGNORECASE)
"""Separators of places in one text."""
REGIONS: Final = frozenset(
    "africa|americas|anz|apac|asia|asia pacific|benelux|dach|eea|emea|eu|europe|european union|gcc"
    "|latam|latin america|mena|middle east|nordics|north america|oceania|scandinavia|schengen"
    "|south america|southeast asia|western europe|eastern europe|central europe".split("|")
)
"""Names of several countries."""
_NUMBER_IN_TEXT: Final = r"[0-9]++(?:[.,' ][0-9]++)*+"
MONEY_IN_TEXT: Final = re.compile(
    rf"(?:[€£$¥]|\b(?:EUR|USD|GBP|CHF)\b)\s?{_NUMBER_IN_TEXT}"
    rf"|(?<![0-9])(?<![0-9][.,' ]){_NUMBER_IN_TEXT}\s?(?:[€£$¥]|(?:EUR|USD|GBP|CHF)\b)"
)
"""Amounts in running text."""
