"""Text of a letter file: plain text, a mail with its header and parts, or a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from offerkit.errors import OfferError
from offerkit.load.formats import MAX_BYTES, is_document
from offerkit.load.markup import laid_out
from offerkit.load.pages import decoded, read_found_text
from offerkit.load.problems import file_too_large
from offerkit.span import Source

if TYPE_CHECKING:
    from email.message import MIMEPart

_HEADER: Final = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n", re.IGNORECASE)
_MIME: Final = re.compile(
    rb"^(?:mime-version|content-transfer-encoding|content-type):", re.I | re.M
)


def letter_text(name: str, data: bytes | str, limit: int) -> tuple[Source, tuple[str, ...]]:
    """Return the text of a letter, and what of a document has no text that can be read.

    Of a mail, the text is its subject and what it says, without attachments.

    Raises:
        OfferError: it is too large, or a document that cannot be read.
    """
    if isinstance(data, bytes) and len(data) <= limit and is_document(data):
        from offerkit.load.letter.documents import document_text

        text, left_out = document_text(name, data)
        return _limited(Source(name, _clean(text))), left_out
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    header = _HEADER.match(raw[:limit])
    if len(raw) <= limit and header is not None and _MIME.search(header[0]):
        return _limited(Source(name, _clean(_mail(raw.lstrip())))), ()
    return _limited(Source(name, _clean(read_found_text(name, data, limit).text))), ()


def _limited(source: Source) -> Source:
    """Return a text that is not longer than a letter may be.

    Raises:
        OfferError: it is.
    """
    if len(source.text) > MAX_BYTES:
        raise OfferError([file_too_large(source, MAX_BYTES)])
    return source


def _clean(text: str) -> str:
    """Return a text with one kind of line breaks, and tabs as the columns that they make."""
    return re.sub(r"\r\n?", "\n", text).replace("\t", "    ")


def _mail(raw: bytes) -> str:
    from email import policy
    from email.message import EmailMessage
    from email.parser import BytesParser

    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw)
    body = message.get_body(preferencelist=("plain", "html"))
    text = "" if body is None else _content(body)
    if body is not None and body.get_content_type() == "text/html":
        text = laid_out(text)
    subject = str(message.get("subject", "")).strip()
    subject = re.sub(r"^(?:(?:re|fw|fwd|aw|wg): ?)+", "", subject, flags=re.IGNORECASE)
    return f"Subject: {subject}\n\n{text}" if subject else text


def _content(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset()
    try:
        return payload.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decoded(payload)
