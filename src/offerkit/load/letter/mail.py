"""Text of a letter file: plain text, or a mail with its header and parts."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from typing import Final

from offerkit.errors import OfferError
from offerkit.load.formats import MAX_BYTES
from offerkit.load.markup import pieces
from offerkit.load.pages import decoded, read_found_text
from offerkit.load.problems import file_too_large
from offerkit.span import Source

_HEADER: Final = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n", re.IGNORECASE)
_MIME: Final = re.compile(
    rb"^(?:mime-version|content-transfer-encoding|content-type):", re.I | re.M
)


def letter_text(name: str, data: bytes | str, limit: int) -> Source:
    """Return the text of a letter; of a mail its subject and its text without attachments.

    Raises:
        OfferError: it is too large.
    """
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    header = _HEADER.match(raw[:limit])
    if len(raw) <= limit and header is not None and _MIME.search(header[0]):
        return _limited(Source(name, _clean(_mail(raw.lstrip()))))
    return _limited(Source(name, _clean(read_found_text(name, data, limit).text)))


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
    return re.sub(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029", "\n", text).replace("\t", "    ")


def _mail(raw: bytes) -> str:
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw)
    body = message.get_body(preferencelist=("plain", "html"))
    text = "" if body is None else _content(body)
    if body is not None and body.get_content_type() == "text/html":
        text = "\n".join(pieces(text))
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
