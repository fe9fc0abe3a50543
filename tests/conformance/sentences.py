"""The sentences of the definition, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.docs.fences import replace_bodies

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_RULE = re.compile(r"\|[| -]+")
_CODE = re.compile(r"`[^`]*`")
_END = re.compile(r"(?<=[.?!])[”)]*\s+(?=[A-Z`*\[“(])")


def sentences(definition: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence with the heading it stands under; a row of a table is a sentence."""
    section = ""
    text = _FENCE.sub("", replace_bodies(definition, lambda _: ""))
    blocks = [" ".join(block.split()) for block in re.split(r"\n(?=\s*\n|- |\||#)", text)]
    for words, following in pairwise([*blocks, ""]):
        if words.startswith("#"):
            section = words.lstrip("# ")
        elif _RULE.fullmatch(words) or _RULE.fullmatch(following):
            # The line under the headings of a table, and these.
            continue
        elif words.startswith("|"):
            yield section, words
        else:
            yield from ((section, sentence) for sentence in _split(words.removeprefix("- ")))


def _split(paragraph: str) -> Iterator[str]:
    # A full stop within code ends nothing.
    plain = _CODE.sub(lambda code: f"`{'x' * (len(code.group()) - 2)}`", paragraph)
    start = 0
    for end in _END.finditer(plain):
        yield paragraph[start : end.end()].strip()
        start = end.end()
    if paragraph[start:].strip():
        yield paragraph[start:].strip()
