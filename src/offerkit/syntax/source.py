"""From the bytes of a file to a ``Source``, and what no text may contain."""

from __future__ import annotations

import codecs
import re
from typing import Final

from offerkit.diagnostics import Diagnostic
from offerkit.span import Source
from offerkit.syntax import problems

MAX_BYTES: Final = 256 * 1024
"""The most bytes a criteria file may have, in UTF-8."""

_BAD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line breaks, and halves of surrogate pairs."""

_MAX_REPORTED: Final = 20
_BYTE_ORDER_MARK: Final = "\ufeff"
_OTHER_ENCODINGS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_source(name: str, data: bytes | str) -> tuple[Source, tuple[Diagnostic, ...]]:
    """Return the text of a file as a source, and all that keeps it from being read.

    Args:
        name: What diagnostics call the file.
        data: Its content; bytes are read as UTF-8, with or without a byte order mark.

    Returns:
        The source, and the diagnostics ``not-utf8``, ``file-too-large`` and
        ``bad-character``, each with a place inside the source's text. The text of a file
        over ``MAX_BYTES`` is cut there. Never raises.

    Source:
        grammar/README.md, "Text" and "Limits".
    """
    if isinstance(data, str):
        source = Source(name, _cut(data).removeprefix(_BYTE_ORDER_MARK))
        return source, (*_size(source, data), *text_problems(source))
    text, bad_byte = _decode(data[:MAX_BYTES], final=len(data) <= MAX_BYTES)
    source = Source(name, text)
    if bad_byte is not None:
        wide = data.startswith(_OTHER_ENCODINGS)
        return source, (problems.not_utf8(source, bad_byte, wide=wide),)
    return source, (*_size(source, data), *text_problems(source))


def text_problems(source: Source) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a text before any syntax: its size, and its characters.

    Bad characters are reported once a line, and no more than twenty times.
    """
    if too_large(source.text):
        return _size(source, source.text)
    found: dict[int, Diagnostic] = {}
    for match in _BAD.finditer(source.text):
        line = source.position(match.start())[0]
        if line not in found:
            found[line] = problems.bad_character(source.span(match.start(), match.end()))
        if len(found) == _MAX_REPORTED:
            break
    return tuple(found.values())


def too_large(data: bytes | str) -> bool:
    """Return whether a text has more than ``MAX_BYTES`` bytes in UTF-8."""
    if isinstance(data, bytes) or len(data) > MAX_BYTES:
        return len(data) > MAX_BYTES
    return len(data.encode("utf-8", "surrogatepass")) > MAX_BYTES


def _cut(text: str) -> str:
    """Return as much of *text* as ``MAX_BYTES`` bytes hold."""
    if not too_large(text):
        return text
    data = text[:MAX_BYTES].encode("utf-8", "surrogatepass")[:MAX_BYTES]
    # What the cut leaves of the last character is dropped; surrogates stay, to be reported.
    while True:
        try:
            return data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            data = data[:-1]


def _decode(data: bytes, *, final: bool) -> tuple[str, int | None]:
    """Return the text and the offset of the first character that is not UTF-8, if any."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        return decoder.decode(data, final).removeprefix(_BYTE_ORDER_MARK), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
        text = data.decode("utf-8", "replace").removeprefix(_BYTE_ORDER_MARK)
        return text, len(before)


def _size(source: Source, data: bytes | str) -> tuple[Diagnostic, ...]:
    return (problems.file_too_large(source, MAX_BYTES),) if too_large(data) else ()
