"""What the author of a line that cannot be read is likely to mean: texts that its hint offers.

Each is a guess that is tried before it is given, so a table may be generous.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import reduce
from typing import Final

from attrs import evolve

from offerkit.amount_words import ONES
from offerkit.diagnostics import Hint, Offered
from offerkit.span import Source

_THAN: Final[Mapping[str, str]] = {
    **dict.fromkeys("more greater higher larger bigger longer later over above after".split(), ">"),
    **dict.fromkeys("less fewer lower smaller shorter earlier under below before".split(), "<"),
}
_NOT: Final = {">": "<=", "<": ">="}
_LIMITS: Final = {"at least": ">=", "at most": "<=", "up to": "<=", "equal to": "=", "equals": "="}
_COMPARED: Final = re.compile(
    r"(?:\b(?:is|are)\s+|=\s*)?\b(?:"
    rf"(?P<no>(?:no|not)\s+)?(?P<than>{'|'.join(_THAN)})(?:\s+than)?"
    rf"|(?P<limit>{'|'.join(words.replace(' ', '[ ]+') for words in _LIMITS)}))(?=\s+[\w\"(-])"
)
"""A comparison in words, such as `is more than`."""
_VALUE: Final = re.compile(r"\s*(?:[0-9][\w.]*%?\s*(?:[A-Z]{3}\s*)?)?")

_NUMBERS: Final = {word: str(number) for number, word in enumerate(ONES, 1)}
_COUNTED: Final = re.compile(
    rf"\b(?:(?P<how>at least|at most|exactly)\s+(?P<word>{'|'.join(_NUMBERS)})"
    rf"|(?P<than>more|fewer|less)\s+than\s+(?P<limit>[0-9]+|{'|'.join(_NUMBERS)})"
    rf"|(?P<all>any|either|all|both|none)|(?P<number>[0-9]+|{'|'.join(_NUMBERS)}))"
    r"\s+of(?=\s*\((?P<list>(?:[^()]|\([^()]*\))*)\))"
)
"""A number of conditions in words, before the conditions."""

_AMOUNT: Final = r"[0-9][0-9_]*(?:\.[0-9]+)?[kM]?"
_RANGE: Final = re.compile(
    rf"(?:\b(?:is|in|from|between|within)\b|=)?\s*(?P<low>{_AMOUNT}(?:[ ]?(?:%|[A-Za-z]+))?)\s*"
    rf"(?:\.\.|-|–|\bto\b|\band\b)\s*(?P<high>{_AMOUNT})(?![\w.])"
)
"""Two ends of a range, without what is behind the second."""
_TWO_WORDS: Final = re.compile(
    r"\s*(?:instead\s+)?(?:let|scale)\s+(?P<name>[A-Za-z]\w*(?:(?:\s+|-)[A-Za-z]\w*)+)\s*[=:]"
)
"""A name of several words in its declaration, such as `let minimum pay =`."""
_SHARES: Final = re.compile(
    r"(?<![\w.])(?P<path>[a-z][\w.]*+)\s++(?:contains?|includes?|has|have)\s+"
    r"(?:(?:any|one|some)(?:\s+of)?(?P<any>)|(?:all|every)(?:\s+of)?)\s*(?P<set>\{[^{}\n]*\})"
)
"""A set of which some or all are in another: `tools includes any of {"SQL"}`."""
_TODAY: Final = re.compile(r"\b(?:my\s+)?(?:current|present|existing)\s+(?:salary|pay|wage)\b")
_IS_WHERE: Final = re.compile(r"\bis\s+(?P<word>(?:not\s+)?(?:in|between|within)\b)")
_IN_BRACKETS: Final = re.compile(r"\b(?:in|overlaps|within|includes)\s*(\([^(){}\n]*)\Z")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_QUOTED: Final = re.compile(r'"([\w.-]+)"')
_BARE: Final = re.compile(r"[\w.]+")
_SIGN: Final = re.compile(r"[,:=•*-]\s*(\"[^\"\n]*\"|[\w.]+%?)")

_BEGINNINGS: Final[Mapping[str, str]] = {
    words: begins
    for begins, several in {
        "dealbreaker unless": "must have|must be|must|require|requires|needs?|essential",
        "dealbreaker if": "deal breaker|deal-breaker|no go|no-go|never|reject|refuse|exclude",
        "pro if": "nice to have|want|like|plus|good|advantage|positive|upside",
        "con if": "minus|bad|disadvantage|negative|dislike|downside|against",
        "caution if": "red flag|warning|warn|careful|beware|watch",
        "let": "set|define|def|var|const",
        "use": "include|import",
        "prefer": "score|grade|rank",
        "ask": "question",
        "assume": "default|suppose|given",
        "negotiable": "negotiate|request",
        "leaving": "leave|reason",
        "language": "version",
        "instead": "override|replace|change",
        "without": "drop|remove|delete|omit|skip",
    }.items()
    for words in several.split("|")
}
_BEGINS: Final = re.compile(
    rf"(?P<words>{'|'.join(sorted(_BEGINNINGS, key=len, reverse=True))})\b(?P<if>\s+if\b)?",
    re.IGNORECASE,
)


def statement(source: Source, start: int) -> Hint:
    """Return a hint for a line that begins with a word of another language, or None."""
    found = _BEGINS.match(source.text, start)
    if found is None:
        return None
    begins = _BEGINNINGS[found["words"].lower()]
    texts = (begins, begins.partition(" ")[0])
    at = source.span(start, found.end())
    return Offered("did you mean {}?", tuple(dict.fromkeys(texts)), at=at, strict=True)


_SAYS_MORE: Final = frozenset("weight step cost duration set text yes/no".split())
"""Words that are no other word for what was written, but say something of their own."""


def instead(
    source: Source, offset: int, found: str, words: Collection[str], otherwise: Hint
) -> Hint:
    """Return a hint that offers what may be meant where a text cannot be read.

    Args:
        source: The text.
        offset: Where it cannot be read.
        found: The word or sign there; empty at the end.
        words: The words and signs that could stand there, if they are few.
        otherwise: What to say if no offer helps.
    """
    start = source.text.rfind("\n", 0, offset) + 1
    end = source.text.find("\n", offset)
    line = source.text[start : end if end >= 0 else None]
    if line.lstrip().startswith("without"):
        return otherwise  # whether there is a statement to leave out is not tried
    offers = [
        Offered("write {}", (text,), at=source.span(start + low, start + high), strict=True)
        for low, high, text in _in_line(line, offset - start)
    ]
    here = source.span(offset, offset + len(found))
    if {"up", "down"} <= {*words} and (found == "to" or found[:1].isdigit()):
        amount = "" if found == "to" else f" {found}"
        both = (f"up to{amount}", f"down to{amount}")  # only the author knows which
        offers.append(Offered("write {}", both, at=here, strict=True))
    for text in words:
        if text not in _SAYS_MORE:
            offers.append(Offered("write {}", (f" {text}",), at=here, strict=True))
        if text not in _SAYS_MORE - {"weight"}:
            offers.append(Offered("write {}", (f"{text} {found}",), at=here, strict=True))
    return reduce(lambda rest, one: evolve(one, otherwise=rest), reversed(offers), otherwise)


def _in_line(line: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Yield what may be meant in a line that cannot be read *at* a place: where, and the text."""
    if named := _TWO_WORDS.match(line):
        yield (*named.span("name"), re.sub(r"[\s-]+", "_", named["name"].lower()))
    for found in _COMPARED.finditer(line):
        if found.start() <= at and _VALUE.fullmatch(line[found.end() : max(at, found.end())]):
            said = " ".join((found["limit"] or found["than"]).split())
            sign = _LIMITS.get(said) or _THAN[said]
            yield (*found.span(), _NOT[sign] if found["no"] else sign)
    for found in _SHARES.finditer(line):
        if found.start() <= at <= found.end():
            one, other = found["path"], found["set"]
            is_any = found["any"] is not None
            yield *found.span(), f"{one} overlaps {other}" if is_any else f"{other} within {one}"
    for found in _TODAY.finditer(line):
        if found.start() <= at <= found.end():
            yield *found.span(), "current.pay.base"
    for found in _IS_WHERE.finditer(line):
        if found.start() <= at <= found.end():
            yield (*found.span(), found["word"])
    for found in _COUNTED.finditer(line):
        if found.start() <= at <= found.end():
            yield (*found.span(), f"{_how_many(found)} of")
    for found in _RANGE.finditer(line):
        if found.start() <= at <= found.end():
            for form in ("between {} and {}", "from {} to {}"):
                yield (*found.span(), f" {form.format(found['low'], found['high'])}")
    if line[at : at + 1] == "," and (opened := _IN_BRACKETS.search(line, 0, at)):
        close = line.find(")", at)
        if close >= 0:
            yield opened.start(1), close + 1, f"{{{line[opened.start(1) + 1 : close]}}}"
    if apart := _SIGN.match(line, at):
        yield (*apart.span(), f" {apart[1]}")
    if inner := _BRACKETS.match(line, at):
        yield (*inner.span(), inner[1])
    if quoted := _QUOTED.match(line, at):
        yield (*quoted.span(), quoted[1])
    if bare := _BARE.match(line, at):
        yield (*bare.span(), f'"{bare[0]}"')
    if re.match(r"of\b", line[at:]):
        yield at, at + 2, "*"


def _how_many(found: re.Match[str]) -> str:
    if found["how"]:
        return f"{found['how']} {_NUMBERS[found['word']]}"
    if found["than"]:
        limit = int(_NUMBERS.get(found["limit"], found["limit"]))
        return f"at least {limit + 1}" if found["than"] == "more" else f"at most {limit - 1}"
    if found["all"] in {"all", "both"}:
        # The commas inside a list of a list are counted, too: it is then more than all.
        return f"exactly {found['list'].rstrip().rstrip(',').count(',') + 1}"
    number = found["number"]
    none = {"none": "exactly 0"}.get(found["all"] or "")
    return none or f"at least {_NUMBERS.get(number or 'one', number)}"
