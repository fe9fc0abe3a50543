"""Countries: the codes of ISO 3166-1 and their English names are one place.

``grammar/countries.txt`` lists them; tools/countries.py writes it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from offerkit.definition import definition_file
from offerkit.text import fold


def country_of(text: str) -> str | None:
    """Return the ISO 3166-1 code, two letters, of a country called *text*, or None.

    *text* is one of its codes or English names. Case, accents, signs and a leading *the* do not
    matter.

    Source:
        grammar/README.md, "Countries".
    """
    return _codes().get(_key(text))


def fold_country(text: str) -> str:
    """Return the form in which texts for countries are compared: see ``fold`` and ``country_of``.

    Source:
        grammar/README.md, "Countries".
    """
    return country_of(text) or fold(text)


def _key(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    words = re.sub(r"[.'\u2019]", "", letters).replace("-", " ").split()
    return " ".join(words).removeprefix("the ")


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in definition_file("countries.txt").splitlines():
        code, long_code, names = line.split(" ", 2)
        found.update((_key(name), code) for name in (code, long_code, *names.split("|")))
    return found
