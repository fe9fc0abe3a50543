"""Writes the list of countries, `grammar/countries.txt`: `python3 -m tools.countries`.

From two kept sources: the package iso3166 (codes, and the names of ISO 3166-1), and Babel (the
English names of Unicode CLDR). Both are in the dependency group `test`; a test compares the list
with them.
"""

from __future__ import annotations

import re
from pathlib import Path

import iso3166
from babel import Locale

TARGET = Path(__file__).parents[1] / "grammar" / "countries.txt"
ALSO = {
    "AE": "UAE",
    "BA": "Bosnia",
    "CD": "DRC|Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "CI": "Ivory Coast",
    "CZ": "Czech Republic",
    "FM": "Micronesia",
    "GB": "UK|Great Britain",
    "HK": "Hong Kong",
    "HM": "Heard & McDonald Islands",
    "KP": "North Korea|Democratic People's Republic of Korea",
    "KR": "Republic of Korea",
    "LA": "Laos",
    "MK": "Macedonia",
    "MM": "Burma",
    "MO": "Macao|Macau",
    "PS": "Palestine",
    "RU": "Russia",
    "SH": "St. Helena",
    "SY": "Syria",
    "SZ": "Swaziland",
    "TF": "French Southern Territories",
    "TL": "East Timor",
    "TR": "Turkey",
    "US": "U.S.|U.S.A.",
    "VA": "Vatican",
    "VN": "Vietnam",
}
"""English names in everyday use that neither source has, and those that one of them had before."""


def table() -> str:
    """Return a line for each country: its two codes, and its names with bars between them."""
    names = Locale("en").territories
    lines = []
    for country in iso3166.countries_by_alpha2.values():
        code = country.alpha2
        known = [country.name, country.apolitical_name, names[code]]
        # `Korea, Republic of` and `Falkland Islands (Malvinas)` are also written without the rest.
        known += [re.sub(r" \(.*\)$", "", name) for name in known]
        known += ALSO.get(code, "").split("|")
        lines.append(f"{code} {country.alpha3} {'|'.join(filter(None, dict.fromkeys(known)))}")
    return "\n".join(sorted(lines))


if __name__ == "__main__":
    TARGET.write_text(f"{table()}\n", encoding="utf-8")
