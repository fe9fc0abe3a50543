"""Criteria and offers from the names on the command line; errors in them are reported here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from offerkit.cli.screen import (
    STDIN_NAME,
    HasErrorsError,
    Input,
    UsageError,
    read_inputs,
    report,
    wrong_argument,
)
from offerkit.criteria import Criteria, Decision, check_criteria, declared_facts, parse_criteria
from offerkit.errors import DiagnosticError
from offerkit.load.files import FilesIn, project_of
from offerkit.load.formats import SUFFIXES, Format
from offerkit.load.offers import offer_in
from offerkit.load.problems import ARCHIVES, DOCUMENTS, document, unknown_format
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema
from offerkit.span import Source
from offerkit.syntax.recovery import STATEMENT_WORDS

CRITERIA_SUFFIX: Final = ".criteria"


def decide_file(
    criteria: str, offer: str, root: str | None, current: str | None
) -> tuple[Decision, str]:
    """Return the decision on the offer in a file, and the name of that file.

    Raises:
        UsageError, HasErrorsError: see ``load_files``.
    """
    mine, [(name, found)] = load_files(criteria, [offer], root, current)
    return mine.decide(found), name


def load_files(
    criteria: str, offers: Sequence[str], root: str | None, current: str | None
) -> tuple[Criteria[Offer], list[tuple[str, Offer]]]:
    """Return the criteria in a file, and each offer with the name of its file.

    Raises:
        UsageError: a file cannot be read, or has the extension of the other kind.
        HasErrorsError: a file has errors; those of every offer are reported.
    """
    mine, inputs = read_files(criteria, offers, root)
    job = load_job(current, mine.schema)
    loaded = [(given.name, load_offer(given, mine.schema, root, job)) for given in inputs]
    found = [(name, offer) for name, offer in loaded if offer is not None]
    if len(found) < len(loaded):
        raise HasErrorsError
    return mine, found


def read_files(
    criteria: str, offers: Sequence[str], root: str | None, beside: Sequence[str] = ()
) -> tuple[Criteria[Offer], list[Input]]:
    """Return the criteria in a file, and the content of the offer files, then of others.

    Raises:
        UsageError: a file cannot be read, or the first has the extension of an offer.
        HasErrorsError: the criteria have errors; those of the offers are reported, too.
    """
    given, *inputs = read_inputs([criteria, *offers, *beside])
    try:
        files, folder = _project_of(given, root)
        mine = parse_criteria(given.data, name=given.name, resolve=files, folder=folder)
    except DiagnosticError as error:
        report(error.diagnostics)
        schema = schema_in(given, root)
        for offer in inputs[: len(offers)]:
            load_offer(offer, schema, root, own_unknown=True)
        raise HasErrorsError from None
    report(mine.warnings)
    return mine, inputs


def schema_in(given: Input, root: str | None) -> Schema:
    """Return the facts that criteria with errors declare, as far as they can be read."""
    files, folder = _project_of(given, root)
    return declared_facts(given.data, name=given.name, resolve=files, folder=folder)


def check_file(given: Input, root: str | None) -> Schema | None:
    """Return the facts that criteria may read and report warnings; report errors and return None.

    Raises:
        UsageError: *given* has the extension of an offer.
    """
    try:
        files, folder = _project_of(given, root)
        schema, warnings = check_criteria(given.data, name=given.name, resolve=files, folder=folder)
    except DiagnosticError as error:
        report(error.diagnostics)
        return None
    report(warnings)
    return schema


def _project_of(given: Input, root: str | None) -> tuple[FilesIn, str]:
    if given.suffix in SUFFIXES:
        raise UsageError(f"{given.name} has the extension of an offer: give criteria first.")
    folder = Path() if given.name == STDIN_NAME else Path(given.name).parent
    try:
        return project_of(folder, root)
    except ValueError as error:
        raise wrong_argument(error, {"root:": "--root:"}) from error
    except OSError as error:
        raise UsageError("the current folder does not exist any more.") from error


def load_job(name: str | None, schema: Schema | None) -> Offer | None:
    """Return the current job in a file; None without a file.

    Raises:
        UsageError: the file cannot be read, or describes more than a job.
        HasErrorsError: it has errors.
    """
    if name is None:
        return None
    [given] = read_inputs([name])
    job = load_offer(given, schema)
    if job is None:
        raise HasErrorsError
    if job.promised is not None or job.current is not None:
        raise UsageError(f"--current: {name} states `promised` or `current` facts of its own.")
    return job


def load_offer(
    given: Input,
    schema: Schema | None,
    root: str | None = None,
    job: Offer | None = None,
    *,
    own_unknown: bool = False,
) -> Offer | None:
    """Return the offer in *given*, with *job* as the current one; report errors and return None.

    With *own_unknown*, criteria with errors may declare facts that *schema* lacks; a fact that is
    unknown and near no known one is then no error.

    Raises:
        UsageError: *given* has the extension of criteria.
    """
    if given.suffix == CRITERIA_SUFFIX:
        raise UsageError(f"{given.name} has the extension of criteria: give an offer here.")
    if given.suffix in ARCHIVES or (given.suffix not in SUFFIXES and is_archive(given.data)):
        report([unknown_format(Source(given.name, ""), ARCHIVES[0])])
        return None
    if given.suffix in DOCUMENTS or given.data.startswith(_DOCUMENT):
        kind = given.suffix or (".pdf" if given.data.startswith(b"%PDF") else ".docx")
        report([document(Source(given.name, ""), kind)])
        return None
    try:
        offer: Offer = offer_in(
            given.data,
            format_of(given),
            given.path,
            schema=schema,
            posting=given.posting,
            job=job,
            project=None if given.name == STDIN_NAME else _project_of_offer(given, root),
        )
    except DiagnosticError as error:
        report(
            found
            for found in error.diagnostics
            if not own_unknown or found.code != "unknown-key" or "did you mean" in str(found.hint)
        )
        return None
    return offer


def _project_of_offer(given: Input, root: str | None) -> tuple[FilesIn, str]:
    """Return the project of an offer: that of the criteria, unless the offer is elsewhere."""
    folder = Path(given.name).parent
    try:
        return project_of(folder, root)
    except ValueError:
        return project_of(folder)


_ARCHIVE: Final = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,20}?MIME-Version:", re.I)
"""Beginning of a web archive: headers as of an e-mail."""
_DOCUMENT: Final = (b"%PDF-", b"PK\x03\x04")
"""Beginnings of PDF files and of ZIP files, which documents of word processors are."""
_MAIL: Final = re.compile(
    rb"^(?:to|received|message-id|delivered-to):", re.IGNORECASE | re.MULTILINE
)
"""Header that a mail has, and no web archive."""
_YAML: Final = re.compile(rb"(?:#[^\n]*\n|\s)*+(?:---\s|[a-z_\"'$]+[ \t]*:)")
"""Beginnings that only YAML has and TOML lacks: ``---``, or a key and a colon."""
_TOML: Final = re.compile(rb"(?:#[^\n]*\n|\s)*+(?:#[^\n]*\Z|\Z|\[|[^\n=:.]{1,60}=|[\w.\"' -]+=)")
"""Beginnings of TOML: a table, or a key and an equals sign; or nothing but comments."""


def is_archive(data: bytes) -> bool:
    """Return whether a file is a web archive, which begins as a mail does."""
    return _ARCHIVE.match(data) is not None and _MAIL.search(data[:4096]) is None


def format_of(given: Input) -> Format:
    """Return the format of an offer: by its extension, or by its first characters."""
    known = SUFFIXES.get(given.suffix)
    if known is not None:
        return known
    from offerkit.load.pages import decoded

    beginning = decoded(given.data[:4096]).lstrip().encode()
    if beginning.startswith(b"<"):
        return "html"
    # A list of objects begins a JSON file; `[` and a name, a TOML table.
    if re.match(rb"\{|\[\s*\{", beginning):
        return "json"
    if _YAML.match(beginning):
        return "yaml"
    return "toml" if _TOML.match(beginning) else "letter"


_STATEMENT: Final = re.compile(rf"(?:{'|'.join(STATEMENT_WORDS)})\b(?!\s*[.=\]])")


def is_criteria(given: Input) -> bool:
    """Return whether a file holds criteria: by its extension, or by its first word."""
    if given.suffix == CRITERIA_SUFFIX:
        return True
    if given.suffix in SUFFIXES:
        return False
    text = given.data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return _STATEMENT.match(first) is not None
