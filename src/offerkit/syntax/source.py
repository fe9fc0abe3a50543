"""Bytes of a file → ``Source``; limits on size and characters."""

from __future__ import annotations

import codecs
import re
from typing import Final

from offerkit.diagnostics import Diagnostic
from offerkit.span import FileNames, Source
from offerkit.syntax import problems

MAX_BYTES: Final = 256 * 1024
"""Maximum size of a criteria file in UTF-8."""

_BAD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters except tab and line breaks, and halves of surrogate pairs."""

_MAX_REPORTED: Final = 20
_BYTE_ORDER_MARK: Final = "\ufeff"
_OTHER_ENCODINGS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

ESCAPE: Final = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u\{[^}\"]*\}?|.)")
"""A backslash in a text and what follows it; ``unescape`` says whether that is an escape."""
_ESCAPES: Final = {'\\"': '"', "\\\\": "\\", "\\n": "\n", "\\t": "\t"}


def read_source(
    name: str, data: bytes | str, names: FileNames | None = None
) -> tuple[Source, tuple[Diagnostic, ...]]:
    """Return the text of a file as a source, with everything wrong with its encoding and size.

    Args:
        name: Name of the file in diagnostics.
        data: Its content; bytes are read as UTF-8, with or without a byte order mark.
        names: Names of the files that it is shown with; by default it is shown alone.

    Returns:
        The source, and the diagnostics ``not-utf8``, ``file-too-large`` and
        ``bad-character``, each with a place inside the text. A text over ``MAX_BYTES`` is cut
        there. Never raises.

    Source:
        grammar/README.md, "Text" and "Limits".
    """
    names = FileNames() if names is None else names
    if isinstance(data, str):
        source = Source(name, _cut(data).removeprefix(_BYTE_ORDER_MARK), names)
        return source, (*_size(source, data), *text_problems(source))
    text, bad_byte = _decode(data[:MAX_BYTES], final=len(data) <= MAX_BYTES)
    source = Source(name, text, names)
    if bad_byte is not None:
        wide = data.startswith(_OTHER_ENCODINGS)
        return source, (problems.not_utf8(source, bad_byte, wide=wide),)
    return source, (*_size(source, data), *text_problems(source))


def text_problems(source: Source) -> tuple[Diagnostic, ...]:
    """Return the errors in the size and the characters of a text.

    Bad characters are reported once per line, and at most twenty times.
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
    """Return *text* cut to ``MAX_BYTES`` bytes."""
    if not too_large(text):
        return text
    data = text[:MAX_BYTES].encode("utf-8", "surrogatepass")[:MAX_BYTES]
    # Drops an incomplete last character; surrogates are kept, to be reported.
    return codecs.getincrementaldecoder("utf-8")("surrogatepass").decode(data)


def _decode(data: bytes, *, final: bool) -> tuple[str, int | None]:
    """Return the text, and the offset of the first character that is not UTF-8, if any."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        return decoder.decode(data, final).removeprefix(_BYTE_ORDER_MARK), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
        text = data.decode("utf-8", "replace").removeprefix(_BYTE_ORDER_MARK)
        return text, len(before)


def _size(source: Source, data: bytes | str) -> tuple[Diagnostic, ...]:
    if not too_large(data):
        return ()
    last = max(len(_cut(source.text)) - 1, 0)
    return (problems.file_too_large(source, last, MAX_BYTES),)


def unescape(escape: re.Match[str]) -> str | None:
    """Return the character for an escape, or None if it is invalid."""
    code = int(escape[1], 16) if escape[1] else None
    if code is not None and code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
        return chr(code)
    return _ESCAPES.get(escape[0])
