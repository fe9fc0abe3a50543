"""Letters as sentences: paragraphs, lists and tables, each sentence with its place and its label.

What is no part of the offer is left out: mails that a mail quotes, signatures, headers.
"""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, TypeAlias

from attrs import define, evolve, field, frozen

from offerkit.load.letter.words import plain_words
from offerkit.records import Record

Row: TypeAlias = tuple[int, str]
"""Number of a line, from 1, and its text."""


@frozen
class Sentence(Record):
    """Sentence of a letter, or a cell of a table, behind the label that it stands under."""

    text: str
    """Label, colon and sentence, in the plain form that forms are written for."""
    shown: str
    """The sentence as it is written, on one line."""
    first: int
    """Number of its first line, from 1."""
    last: int
    block: int
    """Number of its paragraph, item or row; those of one block are about the same."""
    option: str = ""
    """Name of the package that it describes, if the letter has several to choose from."""


# --- what is left out --------------------------------------------------------------------------

_QUOTED: Final = re.compile(r"\s*>|\s*\|\s?>")
_WROTE: Final = re.compile(
    r"\s*(?:on|am|le|op|il|el)\b.{5,200}\b(?:wrote|schrieb|geschrieben|schreef|écrit|ha scritto)\b"
    r".{0,80}:\s*$",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(
    r"\s*-{2,}\s*(?:original message|original appointment|ursprüngliche nachricht"
    r"|oorspronkelijk bericht|message d'origine|reply above)\b|\s*_{20,}\s*$",
    re.IGNORECASE,
)
_FORWARDED: Final = re.compile(
    r"\s*-{2,}\s*(?:forwarded message|weitergeleitete nachricht)\b|\s*begin forwarded message:",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(
    r"\s*\*?(from|sent|date|to|cc|bcc|reply-to|subject|von|gesendet|an|betreff|datum|attachments?"
    r"|anlagen?|message-id|mime-version|content-[a-z-]+|received|return-path|x-[a-z-]+)\*?: ?(.*)$",
    re.IGNORECASE,
)
_SENT: Final = frozenset({"sent", "date", "gesendet", "datum", "to", "an", "subject", "betreff"})
_SIGNATURE: Final = re.compile(r"-- ?$|sent from my \w+", re.IGNORECASE)
_FILE: Final = r"\.(?:pdf|docx?|odt|xlsx?|txt|png|jpe?g|zip|ics)\b"
_ATTACHED: Final = re.compile(
    rf"\s*(?:attach(?:ments?|ed)|enclosures?|encl|anlagen?|anhänge?|bijlagen?)\b[^:]{{0,12}}:.*{_FILE}|\s*[\w.()-]+(?: [\w.()-]+)*{_FILE}(?: ?\(?\d+ ?[KM]B\)?)?\s*$",
    re.IGNORECASE,
)
"""Line with the names of attachments."""
_RULE: Final = re.compile(r"\s*(?:[-=_*~#]\s?){3,}$")


_FIELD: Final = r"[A-ZÀ-Ž][^:.;!?|\t]{0,30}:(?!//)\s*\S"
_SIDE_BY_SIDE: Final = re.compile(rf"(?<![.:!?\s])(?:\s{{2,}}|\t\s*)(?={_FIELD})")


def apart(rows: list[Row]) -> list[Row]:
    """Return rows with one field each: ``Position: Nurse     Location: Cork`` are two."""
    return [
        (number, part)
        for number, row in rows
        for part in (_SIDE_BY_SIDE.split(row) if re.match(rf"\s*{_FIELD}", row) else (row,))
    ]


def without_quotes(lines: list[Row]) -> tuple[list[Row], int]:
    """Return the lines of the newest mail in a text, and the first line left out as older; or 0."""
    for index, (_, line) in enumerate(lines):
        if _FORWARDED.match(line):
            return without_quotes(
                without_headers([(n, _unquoted(t)) for n, t in lines[index + 1 :]])
            )
    kept: list[Row] = []
    older = 0
    for index, (number, line) in enumerate(lines):
        if _ATTACHED.match(line):
            continue
        if _ORIGINAL.match(line) or _is_header_block(lines[index : index + 5], kept):
            older = older or number
            break
        following = next((text for _, text in lines[index + 1 : index + 4] if text.strip()), "")
        two = f"{line.strip()} {following.strip()}"
        if _WROTE.match(line) or (_WROTE.match(two) and not _WROTE.match(following)):
            older = older or number
            if not any(_QUOTED.match(text) for _, text in lines[index + 1 :]):
                break
            continue
        if _QUOTED.match(line) or (older and _WROTE.match(f"On x, {line}")):
            older = older or number
            continue
        if _SIGNATURE.match(line):
            below = (
                n for n, text in lines[index + 1 :] if _QUOTED.match(text) or _WROTE.match(text)
            )
            older = older or next(below, 0)
            break
        kept.append((number, line))
    return kept, older


_FEWEST_WORDS: Final = 4
"""Number of words above an older mail."""


def _unquoted(line: str) -> str:
    return re.sub(r"^\s*(?:> ?)+", "", line)


def _is_header_block(lines: list[Row], above: list[Row]) -> bool:
    """Return whether lines are the header of an older mail: `From:` and when it was sent.

    A memo has such lines below its title.
    """
    names = [match[1].lower() for _, line in lines if (match := _HEADER.match(line))]
    if not names or names[0] not in {"from", "von"} or _SENT.isdisjoint(names):
        return False
    words = [word for _, line in above if not _HEADER.match(line) for word in line.split()]
    return len(words) >= _FEWEST_WORDS


def without_headers(lines: list[Row]) -> list[Row]:
    """Return the lines of a mail without its header, except for the subject."""
    first = next((i for i, (_, line) in enumerate(lines) if line.strip()), 0)
    kept: list[Row] = []
    for index in range(first, len(lines)):
        number, line = lines[index]
        header = _HEADER.match(line)
        if (header is None and not (kept or index > first)) or not line.strip():
            return kept + lines[index:]
        if header is None and not re.match(r"\s", line):
            return kept + lines[index:]
        if header is not None and header[1].lower() in {"subject", "betreff"}:
            kept += [(number, line), (number, "")]
    return kept


# --- blocks ------------------------------------------------------------------------------------

_MARK: Final = re.compile(
    r"\s*(?:[-*+•·▪◦‣●■✓]\s+|[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\u2190-\u2bff\U0001f000-\U0001faff]*\s+|\(?\d{1,2}\)\s+|\d{1,2}\.\s+(?!(?:\d{4}|[A-Z][a-zä]+ \d{4})\b)"
    r"|(?-i:[ivx]{1,4}|[a-h])\.\s+(?=(?-i:[A-ZÀ-Ž]))|\(?[a-zA-Z]\)\s+|\([ivx]{1,4}\)\s+|§ ?\d+[a-z]?\.?:?\s+|[1-9]\d?(?:\.\d{1,2})+\.?\s+(?=(?-i:[A-ZÀ-Ž\"'(£€$]))(?!(?:FTE|WTE)\b)"
    r"|(?:article|artikel|art\.|clause|section) \d+[.:]?\s+(?:[-–—]\s+)?|\d{1,2}(?= {2,}[A-Z]))",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?P<indent>\s*)(?P<label>[A-Za-zÀ-ž0-9(](?:[^:.;!?|]|\.(?=\w)){0,45}?)"
    r"(?:\s*:(?!//)\s+|\s{2,}+(?!:)|\t+|\s[-–—]\s(?=[€£$]?\d))(?P<rest>\S.*)$"
)
_DASHED: Final = re.compile(
    r"(?P<indent>\s*)(?P<label>[A-ZÀ-Ž][\w'/&-]*(?: [\w'/&-]+){0,2})\s[-–—]\s+(?P<rest>\S.*)$"
)
"""Item of a list whose label ends at a dash."""
_LEADER: Final = re.compile(r"(?<=\w)\s*(?:\.{4,}|(?:\. ){4,})\s*(?=\S)")
"""Dots from a label to what is behind it."""
_BOLD: Final = re.compile(
    r"^(?P<mark>\s*(?:[-*+] +)?)(?:\*\*|__)(?P<label>[^*_:]{1,45})(?::(?:\*\*|__)|(?:\*\*|__):)\s*(?=\S)"
)
"""Label in bold type, as Markdown writes it."""
_SENTENCE: Final = 40
"""Length of a line that is more than an item of an address."""
_BEGINS: Final = re.compile(r"\s*[A-ZÀ-Ž][\w']* [a-zà-ž]")
"""Beginning of a sentence."""
_ALONE: Final = re.compile(r"\s*(?P<label>[^\s:.;!?|][^:.;!?|]{1,45}?)\s?:\s*$")
_RUN_IN: Final = re.compile(
    r"\s*[A-ZÀ-Ž][\w'-]*(?:[ /][\w&'-]+){0,3}\. +(?:[A-ZÀ-Ž£€$₹]|(?<!No\. )\d)"
)
"""Line that begins with a heading and goes on behind it: ``Bonus. You will …``."""
_HEADING: Final = re.compile(r"\s*#{1,6}\s+")
_TITLE: Final = re.compile(r"\s*[A-ZÀ-Ž(][^.!?;:,£€$0-9]{2,45}$")
_END: Final = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?(?:[A-ZÀ-Ž0-9£€$₹§]|[a-z]\) ))")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|no|nos|nr|inc|ltd|co|corp|st|jr|sr|vs|approx|ca|rs|max|min|incl"
    r"|excl|hrs|yrs|art|abs|bzw|str|tel|ext|pte|pvt|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|e\.g|i\.e|z\. ?b|d\. ?h|i\. ?v|p\.a|p\. ?m|a\.m|u\.s|b\.v|n\.v|s\.a|[a-z])\.|\b\d{1,2}\.)$",
    re.IGNORECASE,
)
_BEHIND_ORDINAL: Final = re.compile(
    r"(?:(?:monats)?gehalt\b|jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])",
    re.IGNORECASE,
)
_GENERIC: Final = re.compile(
    r"(?:(?:your |our |the )?(?:compensation|remuneration|pay|salary (?=and|&)|benefits?|details|terms|summary|offer"
    r"|package|(?:employment|job|formal|conditional) offer|general|other|notes?|money|rewards?|key terms|main terms|miscellaneous|schedule"
    r"|terms (?:and conditions|of employment)|annex(?:ure)?.*|schedule.*|appendix.*|exhibit.*|anlage.*|anhang.*|offer of.*|employment terms|principal terms|vergütung|bezüge)"
    r"(?: (?:and|&|und) (?:benefits|compensation|rewards|conditions))?"
    r"|.*\b(?:offer|contract|letter|agreement) of (?:employment|service|appointment)|(?:.*\b)?(?:employment|offer) (?:offer|contract|agreement|letter)|letter of offer|arbeitsvertrag|anstellungsvertrag|in (?:both|short|brief)|hi\b.*|hello\b.*|dear\b.*|re|subject|cc|attachments?|enclosures?)$",
    re.IGNORECASE,
)
"""Headings that say nothing of what the amounts under them are."""
_NO_LABEL: Final = re.compile(
    r"(?:re|subject|betreff|cc|to|ref|attachments?|enclosures?|notes?|details?|terms|general|other|summary|p\.?s|hi\b.*|hello\b.*|dear\b.*)$",
    re.IGNORECASE,
)
"""Labels of lines that say nothing of what is behind them."""
_OPTION: Final = re.compile(
    r"\W*((?:option|package|variant|alternative|scenario|plan|offer|choice|variante|paket)"
    r" (?:[A-D]|[1-4]|one|two|three))\b",
    re.IGNORECASE,
)
_OF_ALL_OPTIONS: Final = re.compile(
    r"\W*(?:in|for|under|common to)? ?\b(?:both|either|all)(?: of)?(?: the)? (?:way|(?:cases?|options?|packages?|variants?|scenarios?|alternatives?|offers?)\b)"
    r"|.*\bwhich (?:one|option|package|variant|of (?:them|these|the two)|you (?:prefer|choose))|in beiden fällen",
    re.IGNORECASE,
)
"""Beginning of a paragraph that is about all packages, below the last of them."""
_MOST_OF_A_NAME: Final = 30
_SHORT: Final = 56
"""Length of a line that no editor would break."""
_CHOICE: Final = re.compile(
    r"\b(?:two|three|2|3|following|several) (?:\w+ )?(?:variants?|options|packages|alternatives|possibilities|offers|models)\b"
    r"|choose (?:between|one of)|which (?:one|of them) you|zwei (?:varianten|optionen|angebote|modelle)",
    re.IGNORECASE,
)
"""Words before a list of packages to choose from."""
_MOST_WORDS: Final = 6


@define
class _Block:
    """Lines that belong together, with the label they stand under."""

    label: str
    column: int | None = None
    """Where the labels of a list of labels begin."""
    rows: list[Row] = field(factory=list)
    option: str = ""
    is_item: bool = False
    """Whether it is an item of a list."""


def sentences(lines: list[Row]) -> list[Sentence]:
    """Return the sentences of a letter in order."""
    found: list[Sentence] = []
    choices = 0
    for number, block in enumerate(_blocks(with_bars(lines))):
        if choices and block.is_item:
            block.option = block.option or f"choice {choices}"
            choices += 1
        elif choices > 1 or (found and not block.is_item):
            choices = 0
        text = " ".join(part for _, part in block.rows)
        if not block.is_item and _CHOICE.search(text):
            choices = 1
        found += _sentences_of(block, number)
    return found


def _blocks(lines: list[Row]) -> Iterator[_Block]:
    """Yield paragraphs, items of lists, and rows of tables."""
    heading = option = ""
    is_short_option = was_item = False
    block: _Block | None = None
    index = 0
    widest = max((len(line.rstrip()) for _, line in lines), default=0)
    items = _lines_of_lists(lines, widest)
    only = _only_unit(lines)
    while index < len(lines):
        number, line = lines[index]
        if not line.strip() or _RULE.match(line):
            if block is not None:
                was_item = block.is_item or block.column is not None
                yield block
            block = None
            option = "" if is_short_option else option
            is_short_option = False
            index += 1
            continue
        table = _table_at(lines, index, only)
        if table is not None:
            if block is not None:
                yield block
            block = None
            rows, index = table
            yield from rows
            continue
        index += 1
        if (chosen := _OPTION.match(line)) is not None and _is_option(lines, chosen[1]):
            option = chosen[1].lower()
            # A package on its line ends with the paragraph.
            is_short_option = len(line[chosen.end() :].strip(" :.-")) > _MOST_OF_A_NAME
            heading = ""
        elif block is None and _OF_ALL_OPTIONS.match(line) is not None:
            option = ""
        line = _LEADER.sub(": ", line)
        line = _BOLD.sub(r"\g<mark>\g<label>: ", line)
        is_marked = _HEADING.match(line) is not None
        line = _HEADING.sub("", line)
        mark = _MARK.match(line)
        indent = len(line) - len(line.lstrip())
        column = indent
        body = line
        if mark is not None:
            column = mark.end()
            body = " " * mark.end() + line[mark.end() :]
        is_run_in = mark is None and _RUN_IN.match(body) is not None
        dashed = _DASHED.match(body) if mark is not None or number in items else None
        label = (
            (dashed["label"], dashed["rest"].strip())
            if dashed
            else _label(
                body,
                strict=block is not None
                and mark is None
                and number not in items
                and not _may_begin(block, column),
            )
        )
        begins = (
            block is None
            or mark is not None
            or is_marked
            or number in items
            or (is_run_in and bool(block.rows) and block.rows[-1][1].endswith((".", "!", "?")))
            or (label is not None and _may_begin(block, column))
        )
        if block is not None and begins:
            yield block
            block = None
        following = lines[index][1] if index < len(lines) else ""
        alone = _ALONE.match(body)
        is_last = not following.strip() or _RULE.match(following) or _begins_list(mark, following)
        is_title = (
            block is None
            and label is None
            and _TITLE.match(body)
            and len(body.split()) <= _MOST_WORDS
            and (
                is_marked
                or is_last
                or body.strip().isupper()
                or (indent < _indent(following) and _TITLE.match(following) is None)
                or (len(following) >= _SENTENCE and _BEGINS.match(following) is not None)
            )
        )
        if block is None and (alone or is_title) and len(body.split()) <= _MOST_WORDS:
            text = alone["label"] if alone else body.strip()
            heading = "" if _GENERIC.match(text.strip("*_ ")) else text.strip()
            was_item = False
            if not _OPTION.match(text) and mark is None:
                option = option if heading == "" or not is_marked else ""
            yield _Block("", None, [(number, body.strip())], option)
            continue
        if mark is not None and is_heading(body, following):
            block = _Block("" if _GENERIC.match(body.strip()) else body.strip(), column)
            continue
        if block is None and mark is None and was_item and label is None:
            # A paragraph below a list is not under the heading of the list.
            heading = ""
        if block is not None and block.column is not None and block.rows and mark is None:
            # A line at the place of labels is none of the text behind them, if it begins a sentence.
            is_own = indent <= block.column and re.match(r"\s*[A-ZÀ-Ž0-9]", body) is not None
            last = len(lines[index - 2][1].rstrip())
            is_short = last < _SHORT or last + 1 + len(body.split()[0]) <= widest
            if is_own and label is None and is_short:
                yield block
                block = None
        if block is not None:
            block.rows.append((number, body.strip()))
        elif label is not None:
            name, rest = label
            block = _Block(name, column, [(number, rest)], option, mark is not None)
        else:
            block = _Block(heading, None, [(number, body.strip())], option, mark is not None)
    if block is not None and block.rows:
        yield block


def _begins_list(mark: re.Match[str] | None, following: str) -> bool:
    """Return whether the next line is an item, but not of the list that a line is an item of."""
    other = _MARK.match(following)
    if mark is None or other is None:
        return other is not None
    signs = mark[0].strip(), other[0].strip()
    return _indent(mark[0]) != _indent(following) or any(s[:1].isalnum() for s in signs)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _lines_of_lists(lines: list[Row], widest: int) -> frozenset[int]:
    """Return the numbers of lines that begin an item of their own, without a mark of a list.

    An editor breaks a line where the next word has no room. In a paragraph most of whose lines are
    shorter than that, people broke them.
    """
    found = set[int]()
    paragraph: list[Row] = []
    long = sum(len(line.rstrip()) > widest - _RAGGED for _, line in lines)
    is_wrapped = widest >= _SHORT and long >= _FEWEST_WRAPPED
    for number, line in [*lines, (0, "")]:
        if line.strip() and not _RULE.match(line):
            paragraph.append((number, line.rstrip()))
            continue
        width = max((len(text) for _, text in paragraph), default=0)
        breaks = [
            (n, len(text) + 1 + len(after.split()[0]), f"{text}\n{after.lstrip()}")
            for (_, text), (n, after) in pairwise(paragraph)
            if not _MARK.match(after)
        ]
        is_list = (
            sum(room <= width for _, room, _ in breaks) * 3 >= len(breaks) * 2 >= _FEWEST_BREAKS * 2
        )
        found |= {
            n
            for n, room, text in breaks
            if is_list and (room <= widest or not is_wrapped) and not _GOES_ON.search(text)
        }
        paragraph = []
    return frozenset(found)


_FEWEST_BREAKS: Final = 2
_RAGGED: Final = 15
"""How much shorter than the longest line others are that an editor broke, too."""
_FEWEST_WRAPPED: Final = 3
_GOES_ON: Final = re.compile(
    r"[,-]\n|\b(?:a|an|the|of|from|to|at|by|in|on|for|with|and|or|is|are|be|will|your|our|der|die|das|den|dem|des|ein|eine[mnrs]?|und|oder|in|im|auf|mit|von|vom|zu|zum|zur|für|als|ist|sind)\n"
    r"|\n(?:[^A-ZÀ-Ž0-9£€$₹(]|(?:After that|Afterwards|Thereafter|Then|If|Danach|Anschließend)\b)"
)
"""End or beginning of lines of one sentence."""


def is_heading(body: str, following: str) -> bool:
    """Return whether a numbered line is the heading of the text in the next line."""
    return (
        _TITLE.match(body) is not None
        and len(body.split()) <= _MOST_WORDS
        and re.match(r"\s*[A-ZÀ-Ž]", following) is not None
        and _MARK.match(following) is None
    )


def _is_option(lines: list[Row], name: str) -> bool:
    """Return whether a letter describes more than one of such packages."""
    kind = name.split(maxsplit=1)[0].lower()
    names = {
        match[1].lower()
        for _, line in lines
        if (match := _OPTION.match(line)) is not None and match[1].lower().startswith(kind)
    }
    return len(names) > 1


def _may_begin(block: _Block | None, column: int) -> bool:
    """Return whether a line with a label begins a block of its own behind another one."""
    if block is None:
        return True
    if block.column is not None:
        return column <= block.column
    return block.rows[-1][1].rstrip()[-1:] in {":", ".", "!", "?", ","} or len(block.rows) == 1


def _label(line: str, *, strict: bool) -> tuple[str, str] | None:
    """Return the label at the beginning of a line, and what is behind it."""
    match = _LABEL.match(line)
    if match is None or strict or len(match["label"].split()) > _MOST_WORDS:
        return None
    if re.match(r"(?:dear|hi|hello|http)\b", match["label"], re.IGNORECASE):
        return None
    return match["label"].strip(), match["rest"].strip()


def _sentences_of(block: _Block, number: int) -> Iterator[Sentence]:
    text, numbers = "", list[int]()
    for line, part in block.rows:
        joined = part if not text else f" {part}"
        if text.endswith("-") and not text.endswith(" -") and part[:1].islower():
            # A word that the end of a line divides; "six-" and "month" stay two words.
            joined = part
        text += joined
        numbers += [line] * len(joined)
    label = "" if _NO_LABEL.match(block.label.strip("*_ ")) else block.label
    start = 0
    for end in (*_ends(text), len(text)):
        shown = text[start:end].strip()
        if shown:
            at = start + len(text[start:end]) - len(text[start:end].lstrip())
            run_in = not start and _is_run_in(shown) and (block.column is None or not label)
            if (
                start
                and (inner := _INNER.match(shown)) is not None
                and inner["label"][:1].isupper()
            ):
                label = ""
            own = f"{label}: {shown}" if label else shown
            yield Sentence(
                plain_words(own), shown if start or not block.label else f"{block.label}: {shown}",
                numbers[at], numbers[min(end, len(numbers)) - 1], number, block.option,
            )  # fmt: skip
            if run_in and end < len(text) and not re.search(r"\d", shown):
                label = "" if _GENERIC.match(shown.strip(". *_")) else shown.rstrip(". ")
        start = end


_INNER: Final = re.compile(
    r"(?!(?:after|during|before|up?on|in|from|until|then|thereafter|afterwards|otherwise|nach|während|bis|ab|e\.g|note|nb)\b)(?P<label>[A-ZÄÖÜ][\w'-]*(?: [\w'-]+){0,2}): ?\S",
    re.IGNORECASE,
)
"""Beginning of a sentence with a label of its own, in a line with another one."""


def _is_run_in(text: str) -> bool:
    """Return whether a sentence is the heading of those behind it: ``Bonus.`` or the like."""
    return text.endswith(".") and "," not in text and len(text.split()) <= _MOST_WORDS


def _ends(text: str) -> Iterator[int]:
    last = 0
    for match in _END.finditer(text):
        before = text[max(0, match.start() - _WORD) : match.start()]
        after = text[match.end() : match.end() + _WORD]
        if _ABBREVIATED.search(before):
            is_number = re.search(r"\b\d{1,2}\.$", before)
            if not is_number or _BEHIND_ORDINAL.match(after) or after[:1].isdigit():
                continue
        yield from _cut(text, last, match.end())
        last = match.end()
        yield last
    yield from _cut(text, last, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a sentence is divided that is longer than people write: at spaces, if any."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        start = space if space > start else start + _LONGEST
        yield start


_WORD: Final = 20
_LONGEST: Final = 1_000
"""Length of a sentence in characters; only hostile ones are longer."""

# --- tables ------------------------------------------------------------------------------------

_BARS_INSIDE: Final = re.compile(r"\s*[^|]+\|[^|].*$")


def with_bars(lines: list[Row]) -> list[Row]:
    """Return the lines with bars around the rows of tables that have them only between cells."""
    bare = [bool(_BARS_INSIDE.match(line) and not _BAR.match(line)) for _, line in lines]
    found = list(lines)
    for index, (_, line) in enumerate(lines):
        if not (bare[index] and _LINE_OF_BARS.fullmatch(line) and "-" in line):
            continue
        start, end = index, index
        while start and bare[start - 1]:
            start -= 1
        while end + 1 < len(lines) and bare[end + 1]:
            end += 1
        found[start : end + 1] = [(n, f"| {text.strip()} |") for n, text in lines[start : end + 1]]
    return found


_CELLS: Final = re.compile(r"\s{2,}|\t+|\s\|\s")
_NUMBERING: Final = re.compile(
    r"\d{1,2}\.?|[a-z]\)|(?:s|sl|sr)\.? ?no\.?|(?:no|nr|item)\.|#", re.IGNORECASE
)
"""Cell with the number of a row, or the head of its column."""
_BAR: Final = re.compile(r"\s*\|.*\|\s*$")
_LINE_OF_BARS: Final = re.compile(r"[\s|:+-]+$")
_PER: Final = re.compile(
    r"\b(?:(annual|annually|per annum|p\.a|yearly|per year|year)|(monthly|per month|p\.m|month))\b",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(
    r"(?:\b(?:in )?|\()(rs\.?|inr|₹|usd|eur|gbp|sgd|aud|cad|chf|€|£|\$)\)?", re.I
)
_SIGN: Final = re.compile(
    r"(?<![A-Za-z])(rs\.?|inr|₹|usd|eur|gbp|sgd|aud|cad|chf|€|£|\$)(?=[ \d)])", re.IGNORECASE
)
_PLAIN: Final = re.compile(r"\d[\d.,' ]{3,}")
_HAS_NUMBER: Final = re.compile(r"\d")
_SCALE: Final = re.compile(r"\b(?:in|figures in) (lakhs?|crores?|thousands?)\b", re.IGNORECASE)


def _cells(line: str) -> list[str]:
    if _BAR.match(line):
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    return [cell.strip() for cell in _CELLS.split(line.strip()) if cell.strip()]


def _only_unit(lines: list[Row]) -> str:
    """Return the sign of the currency that all of a letter's amounts have; empty if there are several."""
    signs = [match[1] for _, line in lines for match in _SIGN.finditer(line)]
    kinds = {"₹" if sign.lower() in {"rs", "rs.", "inr"} else sign.lower() for sign in signs}
    return signs[0] if len(kinds) == 1 else ""


def _table_at(lines: list[Row], index: int, only: str) -> tuple[list[_Block], int] | None:
    """Return the rows of the table that begins at a line, as blocks, and the line behind it.

    Args:
        lines: The letter.
        index: Where the table may begin.
        only: Sign of the currency of numbers under a period, where the table names none.
    """
    bars = _BAR.match(lines[index][1]) is not None
    end = index
    rows: list[tuple[int, list[str]]] = []
    while end < len(lines) and lines[end][1].strip():
        number, line = lines[end]
        if bars != (_BAR.match(line) is not None):
            break
        cells = _cells(line)
        width = len(cells)
        if width > 1 and _NUMBERING.fullmatch(cells[0]):
            cells = cells[1:]
        if _LINE_OF_BARS.match(line):
            end += 1
            continue
        if not bars and width < 3 - (len(rows) > 2):
            break
        rows.append((number, cells))
        end += 1
    is_numbered = _NUMBERING.match(lines[index][1].lstrip()) is not None
    if not rows or (not bars and (len(rows) < 3 or not _is_grid(rows, 3 - is_numbered))):
        return None
    header = rows[0][1]
    is_amounts = len(header) == 2 and bool(_PER.search(header[1]) or _UNIT.search(header[1]))
    has_header = (len(header) > 2 or is_amounts) and not any(
        _HAS_NUMBER.search(c) for c in header[1:]
    )
    if not bars and not has_header:
        return None
    found = []
    if not has_header and len(header) == 2 and not _HAS_NUMBER.search(header[1]) and bars:
        rows = rows[1:] if _GENERIC_HEADER.match(header[0]) else rows
    names = header if has_header else []
    for number, cells in rows[1:] if has_header else rows:
        label, *values = [cell.strip("* ") for cell in cells]
        label = label.rstrip(" :")
        if not values:
            continue
        if not names or (len(values) < 2 and not is_amounts):
            found.append(_Block(label, None, [(number, "; ".join(values))]))
            continue
        for name, value in zip(names[-len(values) :], values, strict=False):
            per, unit = _PER.search(name), _UNIT.search(name)
            scale = _SCALE.search(name)
            if not _HAS_NUMBER.search(value) and per:
                continue
            text = value
            sign = unit[1] if unit else only if per and _PLAIN.fullmatch(value) else ""
            if sign and _HAS_NUMBER.search(value) and not _UNIT.search(value):
                text = f"{sign} {text}"
            if scale:
                text += f" {scale[1]}"
            if per:
                found.append(
                    _Block(label, None, [(number, f"{text} per {'year' if per[1] else 'month'}")])
                )
            elif _GENERIC_HEADER.match(name):
                found.append(_Block(label, None, [(number, text)]))
            else:
                found.append(_Block(label, None, [(number, text)], option=name.lower()))
    return found, end


_GENERIC_HEADER: Final = re.compile(
    r"(?:item|term|component|particulars|details?|description|remarks?|notes?|value|amount|element"
    r"|what|benefit|comments?|your offer|offer|basis)\b",
    re.IGNORECASE,
)


def _is_grid(rows: list[tuple[int, list[str]]], fewest: int) -> bool:
    return len(rows[0][1]) >= fewest and len({len(cells) for _, cells in rows[1:]}) <= 2


def with_options(found: list[Sentence]) -> list[Sentence]:
    """Return sentences whose packages count as such only if there is more than one."""
    names = {sentence.option for sentence in found} - {""}
    return found if len(names) > 1 else [evolve(sentence, option="") for sentence in found]
