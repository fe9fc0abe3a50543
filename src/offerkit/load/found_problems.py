"""Diagnostics of found files, which others wrote: errors of the file, and notes on its values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from offerkit.amounts import Unclear
from offerkit.diagnostics import Diagnostic, error, note
from offerkit.load.problems import DataPath, Problem, form_of
from offerkit.model.fields import FactInfo
from offerkit.span import Source, Span
from offerkit.text import listed, short

_MOST_POSTINGS: Final = 20
_MOST_VALUES: Final = 5


def no_posting(source: Source) -> Diagnostic:
    """Return the diagnostic of a web page without a job posting."""
    return error(
        "no-posting",
        "this page has no machine-readable job posting (schema.org JobPosting)",
        source.span(0, 0),
        hint="`offerkit new` writes a blank offer to fill in",
    )


def no_such_posting(source: Source, number: int, count: int) -> Diagnostic:
    """Return the diagnostic of a number for which a file has no job posting."""
    return error(
        "no-posting",
        f"there is no job posting number {number:,}: the file has {count:,}",
        source.span(0, 0),
        hint=f"choose one from 1 to {count:,}" if count > 1 else "leave the number out",
    )


def several_postings(at: Span, postings: Sequence[str]) -> Diagnostic:
    """Return the diagnostic of a file with several job postings, at the second; each is named."""
    shown = [f"#{number} {short(posting)}" for number, posting in enumerate(postings, 1)]
    more = f"; and {len(shown) - _MOST_POSTINGS:,} more" if len(shown) > _MOST_POSTINGS else ""
    name = at.source.name
    hint = f"choose one by its number: `{name}#2`"
    if name.startswith("<"):
        hint = "save the page as a file, and choose one by its number: `page.html#2`"
    return error(
        "several-postings",
        f"{len(postings):,} different job postings: {'; '.join(shown[:_MOST_POSTINGS])}{more}",
        at,
        hint=hint,
    )


def script_too_large(at: Span, limit: int) -> Diagnostic:
    """Return the diagnostic of structured data over the limit in a page."""
    return error("file-too-large", f"the data in a script has at most {limit // 1024:,} KiB", at)


def other_format(source: Source, name: str) -> Diagnostic:
    """Return the diagnostic of data in another format; *name* has its article."""
    return error(
        "other-format",
        f"this seems to be {name}",
        source.span(0, 0),
        hint="offerkit does not read it: `offerkit new` writes a blank offer to fill in",
    )


def no_offer(source: Source) -> Diagnostic:
    """Return the diagnostic of JSON that has nothing of an offer."""
    return error(
        "other-format",
        "this is neither an offer nor a job posting: none of its keys is a group of facts",
        source.span(0, 0),
        hint="offerkit reads offers, schema.org postings, and jobs of Greenhouse, Lever, Ashby, "
        "SmartRecruiters, Workday and JSON Resume; `offerkit new` writes a blank offer",
    )


def not_text(source: Source) -> Diagnostic:
    """Return the diagnostic of a file that is no text at all."""
    return error(
        "not-text",
        "this file is not text",
        source.span(0, 0),
        hint="save the page as HTML",
    )


# --- notes -----------------------------------------------------------------------------------


def not_read(info: FactInfo, text: str, where: DataPath) -> Problem:
    """Return the problem of a text that states no value of a fact."""
    form = form_of(info.datatype)
    return Problem("not-read", f"`{short(text)}` cannot be read as {form}", where=where)


def undivided(text: str, where: DataPath) -> Problem:
    """Return the problem of a place that is a single text."""
    message = f"`{short(text)}` is not divided into city, region and country"
    return Problem("not-read", message, where=where)


def two_places(text: str, where: DataPath) -> Problem:
    """Return the problem of a name that a country and a part of another country have."""
    message = f"`{short(text)}` is also the name of a country, and here of another place"
    return Problem("not-read", message, where=where)


def region(text: str, where: DataPath) -> Problem:
    """Return the problem of a name of several countries in place of one."""
    message = f"`{short(text)}` is several countries, not one"
    return Problem("not-read", message, where=where)


def no_place(text: str, where: DataPath) -> Problem:
    """Return the problem of a word for everywhere in place of a place."""
    return Problem("not-read", f"`{short(text)}` is not a place", where=where)


def unclear(found: Unclear, info: FactInfo, text: str, where: DataPath) -> Problem:
    """Return the problem of an amount that is no amount, or has several meanings."""
    if found.code == "bad-amount":
        return not_read(info, text, where)
    could_be = (
        f"; it could be {listed([f'`{t}`' for t in found.texts], 'or')}" if found.texts else ""
    )
    return Problem(found.code, f"{found.message}{could_be}", where=where)


def several_values(texts: Sequence[str], where: DataPath) -> Problem:
    """Return the problem of different values for one fact."""
    values = list(dict.fromkeys(texts))
    more = f" and {len(values) - _MOST_VALUES} more" if len(values) > _MOST_VALUES else ""
    shown = ", ".join(f"`{short(text)}`" for text in values[:_MOST_VALUES])
    return Problem("not-read", f"{len(values)} different values: {shown}{more}", where=where)


def with_password(source: Source, or_else: str = "") -> Diagnostic:
    """Return the diagnostic of a document that nobody reads without its password."""
    return error(
        "not-text",
        f"this document is encrypted with a password{or_else}",
        source.span(0, 0),
        hint="open it with its password, and save a copy without one or its text as .txt",
    )


def pictures_only(source: Source) -> Diagnostic:
    """Return the diagnostic of a document without text, such as a scan."""
    return error(
        "not-text",
        "this document has no text: its pages are pictures, as those of a scan are",
        source.span(0, 0),
        hint="have its text recognized (OCR), or type what it states, and save that as .txt",
    )


def bad_document(source: Source, kind: str) -> Diagnostic:
    """Return the diagnostic of a document that is damaged, or of another kind than it seems."""
    return error(
        "not-text",
        f"this file is not {kind}, or it is damaged",
        source.span(0, 0),
        hint="open it in the program that it was made with, and save it again or its text as .txt",
    )


def document_too_large(source: Source, most: str) -> Diagnostic:
    """Return the diagnostic of a document over a limit, which is given in words."""
    return error(
        "file-too-large",
        f"a letter has at most {most}",
        source.span(0, 0),
        hint="keep only the pages of the offer",
    )


def left_out(what: str) -> Problem:
    """Return the problem of a part of a document whose text cannot be taken out of it."""
    return Problem("not-read", f"{what} has no text that can be read, such as a picture of a page")


def no_fact() -> Problem:
    """Return the problem of a letter of which nothing is a fact of an offer."""
    return Problem("not-read", "no sentence of this text states a fact of an offer")


def older_mails(where: DataPath) -> Problem:
    """Return the problem of the mails that a mail quotes."""
    return Problem("not-read", "the older mails from here on are not read", where=where)


def breaks_off(broken: Diagnostic) -> Diagnostic:
    """Return the note on data that ends in the middle of a posting."""
    message = "the data of the posting cannot be read from here on"
    return note(broken.code, message, broken.primary.span)
