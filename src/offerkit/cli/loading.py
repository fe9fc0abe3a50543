"""Criteria and offers from the names on the command line; errors in them are reported here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from offerkit.checking import check_criteria, declared_facts
from offerkit.cli.screen import (
    STDIN_NAME,
    HasErrorsError,
    Input,
    NothingGivenError,
    UsageError,
    read_inputs,
    report,
    wrong_argument,
)
from offerkit.diagnostics import Diagnostic, did_you_mean
from offerkit.errors import DiagnosticError
from offerkit.load.files import FilesIn, project_of
from offerkit.load.formats import SUFFIXES, Format, is_document
from offerkit.load.problems import ARCHIVES, DOCUMENTS, TABLES, document, unknown_format
from offerkit.model.offer import Offer, with_facts
from offerkit.model.schema import Schema, schema_of
from offerkit.records import Record
from offerkit.span import FileNames, Source
from offerkit.syntax.recovery import STATEMENT_WORDS
from offerkit.terminal import safe
from offerkit.text import fold, listed

if TYPE_CHECKING:
    from offerkit.criteria import Criteria
    from offerkit.decision import Decision

CRITERIA_SUFFIX: Final = ".criteria"
NO_OFFER: Final = "give an offer file, or a table of offers with --table."


@frozen
class Given(Record):
    """An offer that was given on the command line."""

    file: str
    """Name of its file for people, without its folder unless another has the same name.

    Of an offer in a table, with its name behind ``#``.
    """
    name: str
    """Name that tells it from the others: that of the file without its folder and extension."""
    offer: Offer


def decide_file(
    criteria: str,
    offer: str | None,
    root: str | None,
    current: str | None,
    tables: Sequence[str] | None,
    today: str | None,
) -> tuple[Decision, str]:
    """Return the decision on the one offer that is given, and the name of its file.

    Raises:
        UsageError, HasErrorsError: see ``load_files`` and ``only``.
    """
    mine, found = load_files(criteria, one_or_none(offer), root, current, tables, today)
    given = only(found)
    return mine.decide(given.offer), given.file


def one_or_none(*names: str | None) -> list[str]:
    """Return the names that were given."""
    return [name for name in names if name is not None]


def only(found: Sequence[Given]) -> Given:
    """Return the one offer that is given.

    Raises:
        UsageError: there are several.
    """
    if len(found) > 1:
        names = [f"`{given.file}`" for given in found[:_MOST_NAMED]]
        rest = ["more"] if len(found) > _MOST_NAMED else []
        raise UsageError(
            f"{len(found)} offers are given, and this command takes one of them: "
            f"{listed([*names, *rest], 'or')}."
        )
    return found[0]


_MOST_NAMED: Final = 5


def load_files(
    criteria: str,
    offers: Sequence[str],
    root: str | None,
    current: str | None,
    tables: Sequence[str] | None,
    today: str | None,
) -> tuple[Criteria[Offer], list[Given]]:
    """Return the criteria in a file, and the offers: those in files, then those in tables.

    Raises:
        UsageError: a file cannot be read, or has the extension of the other kind; or no offer is
            given.
        HasErrorsError: a file has errors; those of every offer are reported.
    """
    mine, inputs = read_files(criteria, offers, root, tables)
    return mine, load_all(inputs, mine.schema, root, current, today)


def load_all(
    inputs: Sequence[Input],
    schema: Schema | None,
    root: str | None,
    current: str | None,
    today: str | None,
) -> list[Given]:
    """Return the offers in files and tables, on the day that is given.

    Raises:
        UsageError, HasErrorsError: see ``load_files``.
    """
    day = day_given("--today", today)
    found = [*offers_in(inputs, schema, root, load_job(current, schema))]
    given = [on_day(offer, day) for offer in found if offer is not None]
    if len(given) < len(found):
        raise HasErrorsError
    return given


def on_day(given: Given, today: date | None) -> Given:
    """Return an offer with the day on which it is decided, in place of what it says of the day."""
    if today is None:
        return given
    return evolve(given, offer=with_facts(given.offer, {"offer.today": today}))


def offers_in(
    inputs: Sequence[Input],
    schema: Schema | None,
    root: str | None = None,
    job: Offer | None = None,
    *,
    own_unknown: bool = False,
) -> Iterator[Given | None]:
    """Yield the offers in files and tables; report errors, and yield None for what has them.

    *own_unknown*: see ``load_offer``.

    Raises:
        UsageError: see ``load_files``.
    """
    names = FileNames(given.name if not given.is_table else given.path for given in inputs)
    for given in inputs:
        if given.is_table:
            file = names.shown(given.path)
            yield from _offers_of_table(given, file, schema, root, job, own_unknown=own_unknown)
        else:
            offer = load_offer(given, schema, root, job, own_unknown=own_unknown)
            name = Path(given.name).stem
            yield None if offer is None else Given(names.shown(given.name), name, offer)


def _offers_of_table(
    given: Input,
    shown: str,
    schema: Schema | None,
    root: str | None,
    job: Offer | None,
    *,
    own_unknown: bool,
) -> Iterator[Given | None]:
    from offerkit.load.tables import sheets_in, table_of

    if given.suffix in {*SUFFIXES, CRITERIA_SUFFIX}:
        raise UsageError(f"--table: {given.path} is not a table: give it without --table.")
    try:
        sheets = sheets_in(given.path, given.data)
        title, name = _chosen([sheet.title for sheet in sheets], given.chosen)
        project = None if given.name == STDIN_NAME else _project_of_offer(given, root)
        facts = schema_of() if schema is None else schema
        table = table_of(sheets, Offer, facts, title, job=job, project=project)
    except DiagnosticError as error:
        _report(error.diagnostics, own_unknown=own_unknown)
        yield None
        return
    rows = [row for row in table.rows if not name or fold(row.name) == fold(name)]
    if table.rows and not rows:
        hint = did_you_mean(name, [row.name for row in table.rows])
        raise UsageError(
            f"--table: {given.path} has no offer `{name}`{f'; {hint}' if hint else '.'}"
        )
    _report(rows[0].mistakes if name and rows else table.mistakes, own_unknown=own_unknown)
    file = shown if title is None else f"{shown}#{title}"
    for row in rows:
        found = row.offer
        yield None if found is None else Given(f"{file}#{row.name}", row.name, found)
    if not rows:
        yield None


def _chosen(titles: Sequence[str], chosen: str) -> tuple[str | None, str]:
    """Return the title of the sheet, or None, and the name of the offer that are chosen."""
    for title in filter(None, titles):
        if chosen == title or chosen.startswith(f"{title}#"):
            return title, chosen[len(title) + 1 :]
    return None, chosen


def read_files(
    criteria: str,
    offers: Sequence[str],
    root: str | None,
    tables: Sequence[str] | None,
    beside: Sequence[str] = (),
) -> tuple[Criteria[Offer], list[Input]]:
    """Return the criteria in a file, and the content of offer files, of tables, and of others.

    Raises:
        UsageError: a file cannot be read, or the first has the extension of an offer; or no
            offer is given.
        HasErrorsError: the criteria have errors; those of the offers are reported, too.
    """
    if not offers and not tables:
        raise NothingGivenError(NO_OFFER)
    given, *inputs = read_inputs([criteria, *offers], tables or (), beside)
    try:
        mine = _parsed(given, root)
    except DiagnosticError as error:
        report(error.diagnostics)
        inputs = inputs[: len(inputs) - len(beside)]
        for _ in offers_in(inputs, schema_in(given, root), root, own_unknown=True):
            pass  # their errors are reported
        raise HasErrorsError from None
    report(mine.warnings)
    return mine, inputs


def read_sets(
    criteria: str, others: Sequence[str], root: str | None, tables: Sequence[str] | None
) -> tuple[dict[str, Criteria[Offer]], list[Input], bool]:
    """Return all criteria that are given, by the names to show; the offers; whether any is wrong.

    Of several criteria, those with errors are left out; of only one, it is an error of all.

    Raises:
        UsageError, HasErrorsError: see ``read_files``.
    """
    more = more_criteria(criteria, others)
    offers = [name for name in others if name not in more]
    if not more:
        mine, inputs = read_files(criteria, offers, root, tables)
        return {mine.checked.name: mine}, inputs, False
    if not offers and not tables:
        raise NothingGivenError(NO_OFFER)
    inputs = read_inputs([criteria, *more, *offers], tables or ())
    given, offers_given = inputs[: 1 + len(more)], inputs[1 + len(more) :]
    names = FileNames(one.name for one in given)
    found: dict[str, Criteria[Offer]] = {}
    has_errors = False
    for one in given:
        try:
            mine = criteria_in(one, root)
        except HasErrorsError:
            has_errors = True
            continue
        report(mine.warnings)
        found[names.shown(one.name)] = mine
    return found, offers_given, has_errors


def more_criteria(criteria: str, others: Sequence[str]) -> list[str]:
    """Return the names of further criteria among what is given; none if the first is an offer."""
    if Path(criteria).suffix in SUFFIXES:
        return []
    return [name for name in others if Path(name).suffix == CRITERIA_SUFFIX]


def criteria_in(given: Input, root: str | None, name: str | None = None) -> Criteria[Offer]:
    """Return the criteria that a file contains; its warnings are left to the caller.

    Args:
        given: The file.
        root: The folder of the project.
        name: What to call it in diagnostics, by default as it was given.

    Raises:
        UsageError: the file has the extension of an offer.
        HasErrorsError: it has errors, which are reported.
    """
    try:
        return _parsed(given, root, name)
    except DiagnosticError as error:
        report(error.diagnostics)
        raise HasErrorsError from None


def load_criteria_file(criteria: str, root: str | None) -> Criteria[Offer]:
    """Return the criteria in a file, without any offer.

    Raises:
        UsageError: the file cannot be read, or has the extension of an offer.
        HasErrorsError: it has errors, which are reported.
    """
    [given] = read_inputs([criteria])
    mine = criteria_in(given, root)
    report(mine.warnings)
    return mine


def _parsed(given: Input, root: str | None, name: str | None = None) -> Criteria[Offer]:
    from offerkit.criteria import parse_criteria

    files, folder = _project_of(given, root)
    return parse_criteria(given.data, name=name or given.name, resolve=files, folder=folder)


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
    if any(of is not None for of in (job.promised, job.found, job.current)):
        raise UsageError(
            f"--current: {name} states `promised`, `found` or `current` facts of its own."
        )
    return job


def day_given(option: str, text: str | None) -> date | None:
    """Return the day that an option gives; None without one.

    Raises:
        UsageError: it is no day, or may be two.
    """
    if text is None:
        return None
    from offerkit.dates import days_of_text

    days = days_of_text(text)
    if len(days) != 1:
        raise UsageError(f"{option}: expected a day such as 2026-11-26, got {safe(text)}.")
    return days[0]


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
    if given.suffix in TABLES:
        report([unknown_format(Source(given.name, ""), given.suffix)])
        return None
    if given.suffix in ARCHIVES or (given.suffix not in SUFFIXES and is_archive(given.data)):
        report([unknown_format(Source(given.name, ""), ARCHIVES[0])])
        return None
    if given.suffix in DOCUMENTS:
        report([document(Source(given.name, ""), given.suffix)])
        return None
    from offerkit.load.offers import offer_in

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
        _report(error.diagnostics, own_unknown=own_unknown)
        return None
    return offer


def _report(diagnostics: Iterable[Diagnostic], *, own_unknown: bool) -> None:
    """Report errors of offers, without those that may be facts of criteria with errors."""
    report(
        found
        for found in diagnostics
        if not own_unknown
        or found.code != "unknown-key"
        or str(found.hint).startswith("did you mean")
    )


def _project_of_offer(given: Input, root: str | None) -> tuple[FilesIn, str]:
    """Return the project of an offer: that of the criteria, unless the offer is elsewhere."""
    folder = Path(given.name).parent
    try:
        return project_of(folder, root)
    except ValueError:
        return project_of(folder)


_ARCHIVE: Final = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,20}?MIME-Version:", re.I)
"""Beginning of a web archive: headers as of an e-mail."""
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

    if is_document(given.data):
        return "letter"
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
    if given.is_table or given.suffix in {*SUFFIXES, *TABLES}:
        return False
    text = given.data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return _STATEMENT.match(first) is not None
