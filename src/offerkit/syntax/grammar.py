"""The grammar of the language, as the parser reads it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from offerkit.definition import definition_file

LANGUAGE_VERSION: Final = "1.0-rc"
"""Version of the language that this grammar describes; ``grammar/README.md``, "Versions"."""


@cache
def grammar_text() -> str:
    """Return the text of ``grammar/criteria.lark``.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return definition_file("criteria.lark")


@cache
def reserved_words() -> frozenset[str]:
    """Return the words of the language, none of which can be a name by itself.

    Source:
        grammar/README.md, "Names and paths".
    """
    return frozenset(re.findall('"([a-z]+)"', grammar_text()))
