"""Reading offers from files and from text in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, overload

from offerkit.arguments import checks_arguments
from offerkit.diagnostics import Diagnostic, sort_diagnostics
from offerkit.errors import OfferError
from offerkit.load import problems
from offerkit.load.documents import read_document, read_text
from offerkit.load.formats import MAX_BYTES, MAX_PAGE_BYTES, SUFFIXES, Document, Format
from offerkit.load.found_problems import no_offer, no_such_posting
from offerkit.load.problems import MAX_MISTAKES, Problem
from offerkit.model.offer import Offer, OfferT, with_facts
from offerkit.model.schema import Schema, schema_of
from offerkit.span import Source

if TYPE_CHECKING:
    from offerkit.load.files import FilesIn


@overload
def load_offer(
    path: str | PathLike[str],
    *,
    schema: Schema | None = ...,
    ignore: Collection[str] = ...,
    root: str | PathLike[str] | None = ...,
    current: Offer | None = ...,
    today: date | None = ...,
) -> Offer: ...
@overload
def load_offer(
    path: str | PathLike[str],
    *,
    offer_type: type[OfferT],
    schema: Schema | None = ...,
    ignore: Collection[str] = ...,
    root: str | PathLike[str] | None = ...,
    current: Offer | None = ...,
    today: date | None = ...,
) -> OfferT: ...
@checks_arguments
def load_offer(
    path: str | PathLike[str],
    *,
    offer_type: type[Offer] = Offer,
    schema: Schema | None = None,
    ignore: Collection[str] = (),
    root: str | PathLike[str] | None = None,
    current: Offer | None = None,
    today: date | None = None,
) -> Any:
    """Return the offer in a file; its extension determines the format.

    Args:
        path: A ``.toml``, ``.json`` or ``.yaml`` file; a saved ``.html`` page with a schema.org
            job posting in it, where ``page.html#2`` is the second of several; or a letter: a
            ``.txt``, ``.md``, ``.eml``, ``.docx`` or ``.pdf`` file (the last two with
            ``offerkit[letters]``).
        offer_type: ``Offer``, or a subclass with groups of your own.
        schema: Facts that the file may state, ``criteria.schema`` if criteria declare facts of
            their own; by default those of the offer type.
        ignore: Top-level tables of the file that are not part of the offer.
        root: The folder of the project, in which the file may name that of the current job:
            see ``load_criteria``.
        current: Your current job, as an offer; the file then states none.
        today: The day on which you decide, which criteria read as ``offer.today``.

    Raises:
        OfferError: the file, or that of the current job, has errors; ``diagnostics`` lists them.
        OSError: the file cannot be opened.
        TypeError: an argument is of another type.
        ValueError: the file is not in *root*.

    Source:
        grammar/README.md, "Offer files".
    """
    from offerkit.load.files import numbered, project_of

    name = fspath(path)
    file_name, posting = numbered(name)
    suffix = Path(file_name).suffix
    kind = SUFFIXES.get(suffix.lower())
    if kind is None:
        is_document = suffix.lower() in problems.DOCUMENTS
        refuse = problems.document if is_document else problems.unknown_format
        raise OfferError([refuse(Source(name, ""), suffix)])
    with Path(file_name).open("rb") as file:
        data = file.read(_limit(kind) + 1)
    return offer_in(
        data,
        kind,
        file_name,
        offer_type=offer_type,
        schema=schema,
        ignore=ignore,
        posting=posting,
        job=current,
        today=today,
        project=project_of(Path(file_name).parent, root),
    )


@overload
def read_offer(
    data: Mapping[str, object] | str | bytes,
    *,
    format: Format = ...,
    name: str = ...,
    schema: Schema | None = ...,
    ignore: Collection[str] = ...,
    posting: int | None = ...,
    current: Offer | None = ...,
    today: date | None = ...,
) -> Offer: ...
@overload
def read_offer(
    data: Mapping[str, object] | str | bytes,
    *,
    offer_type: type[OfferT],
    format: Format = ...,
    name: str = ...,
    schema: Schema | None = ...,
    ignore: Collection[str] = ...,
    posting: int | None = ...,
    current: Offer | None = ...,
    today: date | None = ...,
) -> OfferT: ...
@checks_arguments
def read_offer(
    data: Mapping[str, object] | str | bytes,
    *,
    offer_type: type[Offer] = Offer,
    format: Format = "toml",  # noqa: A002 - the word for it
    name: str = "<offer>",
    schema: Schema | None = None,
    ignore: Collection[str] = (),
    posting: int | None = None,
    current: Offer | None = None,
    today: date | None = None,
) -> Any:
    """Return the offer in a text, or in the data of a program.

    Args:
        data: The content of an offer file; bytes are read as UTF-8, those of pages and job
            postings by the encoding that they state. Or a mapping, such as parsed JSON: None is
            unknown, a float is the number that Python writes for it, values such as ``Pay`` are
            taken, and a diagnostic has the path of the value (``pay.base``) as its place.
        offer_type: See ``load_offer``.
        format: The format of the text; ``letter`` for a letter, a contract or a mail.
        name: Name of the text or the data in diagnostics.
        schema: See ``load_offer``.
        ignore: See ``load_offer``.
        posting: Which job posting to read, from 1, if there are several.
        current: Your current job, as an offer; the text then states none.
        today: See ``load_offer``.

    Raises:
        OfferError: the text has errors; ``diagnostics`` lists them.
        TypeError, ValueError: an argument is not one of those that the parameter takes.

    Source:
        grammar/README.md, "Offer files" and "Found files".
    """
    return offer_in(
        data,
        format,
        name,
        offer_type=offer_type,
        schema=schema,
        ignore=ignore,
        posting=posting,
        job=current,
        today=today,
    )


def offer_in(
    data: Mapping[str, object] | str | bytes,
    kind: Format,
    name: str,
    *,
    offer_type: type[Any] = Offer,
    schema: Schema | None = None,
    ignore: Collection[str] = (),
    posting: int | None = None,
    job: Offer | None = None,
    today: date | None = None,
    project: tuple[FilesIn, str] | None = None,
) -> Any:
    """Return the offer in a text or in data.

    Of a file, *project* is what it may name: see ``project_of``.

    Raises:
        OfferError: the text, or the file of the current job, has errors.
    """
    given: dict[str, Any] = {"schema": schema, "ignore": ignore, "posting": posting, "job": job}
    found = _offer_in(data, kind, name, offer_type, project=project, **given)
    return found if today is None else with_facts(found, {"offer.today": today})


def _offer_in(
    data: Mapping[str, object] | str | bytes,
    kind: Format,
    name: str,
    offer_type: type[Any],
    *,
    schema: Schema | None,
    ignore: Collection[str],
    posting: int | None,
    job: Offer | None,
    project: tuple[FilesIn, str] | None,
) -> Any:
    facts = schema_of(offer_type) if schema is None else schema
    limit = _limit(kind)
    document = None
    if isinstance(data, Mapping):
        from offerkit.load.plain import document_of

        document = document_of(data, name)
        if not document.data or not facts.tables.isdisjoint(document.data):
            return _own_offer(document, offer_type, facts, ignore, job, None)
        # A posting, perhaps, which is looked for in its text.
        data, kind = json.dumps(document.data, default=str), "json"
    if kind == "letter":
        from offerkit.load.letter.letter import letter_offer
        from offerkit.load.letter.mail import letter_text

        source, left_out = letter_text(name, data, limit)
        if posting is not None:
            raise OfferError([no_such_posting(source, posting, 0)])
        return _beside(job, letter_offer(source, offer_type, facts, left_out))
    if kind in {"html", "json"}:
        from offerkit.load.pages import read_found_text
        from offerkit.load.posting import found_offer

        page = read_found_text(name, data, limit)
        try:
            found = found_offer(page, kind, posting, offer_type, facts)
        except OfferError as no_posting:
            from offerkit.load.letter.letter import letter_in_page

            found = letter_in_page(page, no_posting, offer_type, facts)
        if found is not None:
            return _beside(job, found)
    source = read_text(name, data, limit)
    document = document or read_document(source, kind)
    if kind == "json":
        from offerkit.load.posting import other_offer

        found = other_offer(source, document.data, posting, offer_type, facts)
        if found is not None:
            return _beside(job, found)
        if _is_foreign(document.data, facts):
            raise OfferError([no_offer(source)])
    if posting is not None:
        raise OfferError([no_such_posting(source, posting, 0)])

    def read_job(named: str) -> Offer:
        from offerkit.load.present import read_present

        assert project is not None
        return read_present(
            named,
            *project,
            Path(name).parent,
            lambda *file: offer_in(*file, offer_type=offer_type, schema=facts, ignore=ignore),
        )

    return _own_offer(document, offer_type, facts, ignore, job, project and read_job)


def _own_offer(
    document: Document,
    offer_type: type[Any],
    schema: Schema,
    ignore: Collection[str],
    job: Offer | None,
    read_job: Callable[[str], Offer] | None,
) -> Any:
    """Return the offer in a document that somebody wrote for offerkit."""
    # cattrs takes longer to import than everything else; only offers of one's own need it.
    from offerkit.load.reader import WrongDataError, offer_of

    try:
        tables = document.data
        if isinstance(tables, dict):
            tables = {key: value for key, value in tables.items() if key not in ignore}
        return offer_of(tables, offer_type, schema, job=job, read_job=read_job)
    except WrongDataError as wrong:
        raise OfferError(_placed(wrong.found, document)) from None


def _beside(job: Offer | None, found: OfferT) -> OfferT:
    """Return an offer with the current job beside it, if there is one."""
    if job is None:
        return found
    from offerkit.load.present import with_present

    return with_present(found, job)


def _is_foreign(data: Any, schema: Schema) -> bool:
    """Return whether data is a table of several keys, hardly any of which an offer has."""
    known = len(schema.tables.intersection(data)) if isinstance(data, dict) else 0
    return isinstance(data, dict) and len(data) - known >= _SEVERAL + known


_SEVERAL: Final = 3
"""Number of unknown keys that are reported together, not one by one."""


def _limit(kind: Format) -> int:
    return MAX_PAGE_BYTES if kind in {"html", "letter"} else MAX_BYTES


def _placed(found: Collection[Problem], document: Document) -> tuple[Diagnostic, ...]:
    """Return the problems with their places in the text, in order, at most ``MAX_MISTAKES``."""
    places = document.places()
    placed = sort_diagnostics(
        problem.at(places.span(problem.where, on_key=problem.on_key)) for problem in found
    )
    if len(placed) <= MAX_MISTAKES:
        return placed
    rest = placed[MAX_MISTAKES].primary.span
    return (*placed[:MAX_MISTAKES], problems.too_many_mistakes(rest, MAX_MISTAKES))
