"""``offerkit changes``: what an edit of criteria changes for offers."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from attrs import define, field, frozen
from cyclopts import Parameter

from offerkit.advise.examine.changes import CriteriaChanges, OfferChange
from offerkit.advise.examine.changes import changes as changes_of
from offerkit.check.uses import UseResolver
from offerkit.checking import check_criteria
from offerkit.cli.git import FilesAt, before, revision_before
from offerkit.cli.loading import CRITERIA_SUFFIX, NO_OFFER, Given, day_given, load_all
from offerkit.cli.options import CurrentJob, Json, Root, Tables, Today
from offerkit.cli.screen import (
    HasErrorsError,
    Input,
    NothingGivenError,
    UsageError,
    print_json,
    print_page,
    read_inputs,
    report,
)
from offerkit.cli.streams import say, show
from offerkit.criteria import Criteria, parse_criteria
from offerkit.errors import DiagnosticError
from offerkit.load.files import project_of
from offerkit.model.offer import Offer
from offerkit.records import Record
from offerkit.render.text.changes import render_changes

RECEIVED: Final = "offer.received"
_MOST_FILES: Final = 500
"""Most criteria files of a project in which to look for users of a file."""


def changes(
    files: Annotated[
        list[str] | None,
        Parameter(
            name="file",
            help="Two criteria files, before and now, and offers; with --git or --since one "
            "criteria file or more, and offers.",
        ),
    ] = None,
    /,
    *,
    git: Annotated[
        str | None,
        Parameter(
            name="--git",
            help="Compare the criteria, and all that they use, with this revision, such as HEAD.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        Parameter(
            name="--since",
            help="Compare them with what git has from before a day: offer.received, or a date.",
        ),
    ] = None,
    table: Tables = None,
    current: CurrentJob = None,
    today: Today = None,
    root: Root = None,
    format: Annotated[  # noqa: A002 - the name of the option
        Literal["text", "markdown", "json"],
        Parameter(
            help="Output format: text (default), markdown, such as for the summary of a job, or "
            "json (one object on a line)."
        ),
    ] = "text",
    json: Json = False,
) -> None:
    """Show which verdicts an edit of criteria changes, and through which line.

    For a file that others use, it shows this for each of them in the project.

    For example:

        offerkit changes old.criteria new.criteria offer.toml
        offerkit changes my.criteria *.toml --git HEAD
        offerkit changes shared.criteria *.toml --git HEAD~1
        offerkit changes my.criteria offer.toml --since offer.received
        offerkit changes my.criteria *.toml --git main --format markdown

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    if git is not None and since is not None:
        raise UsageError("give --git or --since, not both.")
    named = [name for name in files or () if Path(name).suffix == CRITERIA_SUFFIX]
    offers = [name for name in files or () if name not in named]
    least = 1 if git or since else 2
    if len(named) < least or (least == 2 and len(named) > 2):
        raise NothingGivenError(
            "give two criteria files and offers, or one with --git or --since, and offers."
        )
    if not offers and not table:
        raise NothingGivenError(NO_OFFER)
    inputs = read_inputs([*named, *offers], table or ())
    mine, others = inputs[: len(named)], inputs[len(named) :]
    found: list[OfferChange] = []
    edits = _edits(mine, git) if since is None else [_Edit(None, given) for given in mine]
    # Each of several files is shown once: by itself, not as one that uses another.
    beside = {os.path.realpath(given.path) for given in mine} if len(edits) > 1 else set()
    for edit in edits:
        for user, now, earlier in _users(edit, root, beside):
            given = load_all(others, now.schema, root, current, today)
            if since is None:
                found += _compared(edit, user, now, given, root, earlier)
            else:
                for one in given:
                    day = _day(since, one)
                    revision = revision_before(user, day)
                    if revision is None:
                        say(f"{user.name}: git has nothing from before {day}.")
                        continue
                    dated = _Edit(revision, edit.new)
                    found += _compared(dated, user, now, [one], root, earlier, day)
    if json or format == "json":
        print_json(CriteriaChanges(tuple(found)).to_dict())
    elif format == "markdown":
        from offerkit.render.markdown.changes import changes_to_markdown

        show(*changes_to_markdown(CriteriaChanges(tuple(found))).split("\n"))
    elif found:
        print_page(render_changes, CriteriaChanges(tuple(found)))


@frozen
class _Edit(Record):
    """A file of criteria as it was and as it is."""

    old: Input | str | None
    """The file before, or a revision; None if it is chosen for each offer."""
    new: Input


def _edits(mine: Sequence[Input], revision: str | None) -> list[_Edit]:
    if revision is None:
        return [_Edit(mine[0], mine[1])]
    for given in mine:
        before(given, revision)  # so that a wrong revision is an error
    return [_Edit(revision, given) for given in mine]


def _day(since: str, given: Given) -> date:
    """Return the day before which criteria are compared.

    Raises:
        UsageError: it is no date, or the offer does not say when it came.
    """
    if since != RECEIVED:
        day = day_given("--since", since)
        assert day is not None
        return day
    received = given.offer.offer.received
    if not isinstance(received, date):
        raise UsageError(f"--since: {given.file} does not state {RECEIVED}; state it, or a date.")
    return received


@define
class _Replacing:
    """Files of a project, one of which has another content."""

    files: UseResolver
    path: str
    """Path of the file within the project."""
    data: bytes | None
    """Its other content; None if only its use is noted."""
    used: bool = field(default=False)

    def read(self, path: str) -> bytes | str:
        """Return the content of a file; see ``UseResolver.read``."""
        if path != self.path:
            return self.files.read(path)
        self.used = True
        return self.files.read(path) if self.data is None else self.data


def _users(
    edit: _Edit, root: str | None, beside: Collection[str]
) -> Iterator[tuple[Input, Criteria[Offer], UseResolver | None]]:
    """Yield the files of criteria that a file is part of, itself first, as they are now.

    Each with the files that it used before, if the edit is given by two files. Those *beside* it,
    by their real paths, are left out.
    """
    files, folder = project_of(Path(edit.new.path).parent, root)
    replaced: dict[str, tuple[UseResolver, UseResolver]] = {}
    path = _within(edit.new, files.folder)
    old = edit.old if isinstance(edit.old, Input) else None
    replaced[path] = files, files if old is None else _Replacing(files, path, old.data)
    if old is not None:
        was = _within(old, files.folder)
        replaced[was] = _Replacing(files, was, edit.new.data), files
    used_by: list[tuple[Input, Criteria[Offer], UseResolver]] = []
    others = sorted(files.folder.rglob(f"*{CRITERIA_SUFFIX}"))
    if len(others) > _MOST_FILES:
        say(
            f"{edit.new.name}: files that use it were looked for in the first {_MOST_FILES} of the "
            f"{len(others):,} criteria files in {files.folder}; what it changes by others is not "
            "shown. Make the project smaller with an offerkit.toml or with --root."
        )
    for found in others[:_MOST_FILES]:
        inner = found.relative_to(files.folder)
        if os.path.realpath(found) in beside:
            continue
        if inner.as_posix() in replaced or any(part.startswith(".") for part in inner.parts):
            continue
        try:
            given = Input(os.path.relpath(found), files.read(inner.as_posix()))
        except OSError:
            continue  # what cannot be read is no part of this edit
        below = "" if inner.parent == Path() else inner.parent.as_posix()
        for target, (now, before_) in replaced.items():
            noting = _Replacing(now, target, None)
            try:
                mine = parse_criteria(given.data, name=given.name, resolve=noting, folder=below)
            except DiagnosticError:
                continue  # nor are the errors of what can
            if noting.used:
                used_by.append((given, mine, before_))
    try:
        mine = parse_criteria(edit.new.data, name=edit.new.name, resolve=files, folder=folder)
    except DiagnosticError as error:
        # A file that only others use may leave values to them.
        if not used_by and not (beside and _is_for_others(edit.new, files, folder)):
            report(error.diagnostics)
            raise HasErrorsError from None
    else:
        yield edit.new, mine, None
    yield from used_by


def _is_for_others(given: Input, files: UseResolver, folder: str) -> bool:
    """Return whether a file has no errors once others set what it leaves to them."""
    try:
        check_criteria(given.data, name=given.name, resolve=files, folder=folder)
    except DiagnosticError:
        return False
    return True


def _compared(
    edit: _Edit,
    user: Input,
    now: Criteria[Offer],
    given: Sequence[Given],
    root: str | None,
    used: UseResolver | None,
    since: date | None = None,
) -> tuple[OfferChange, ...]:
    """Return what changes for offers between an earlier version and *now*.

    Raises:
        HasErrorsError: the earlier version has errors, which are reported.
    """
    files, folder = project_of(Path(user.path).parent, root)
    earlier: UseResolver = used or files
    name, data, old = user.name, user.data, edit.old
    if isinstance(old, str):
        was = before(user, old)
        if was is None:
            say(f"{user.name}: git does not have it there.")
            return ()
        name, data, earlier = f"{user.name} in {old[:12]}", was.data, FilesAt(files.folder, old)
    elif old is not None and user is edit.new:
        earlier, folder = project_of(Path(old.path).parent, root)
        name, data = old.name, old.data
    try:
        program = parse_criteria(data, name=name, resolve=earlier, folder=folder).program
    except DiagnosticError as error:
        report(error.diagnostics)
        raise HasErrorsError from None
    offers = [(one.file, one.offer) for one in given]
    return changes_of(program, now.program, offers, since=since)


def _within(given: Input, project: Path) -> str:
    """Return the path of a file within its project, with ``/`` between folders."""
    return Path(os.path.relpath(os.path.realpath(given.path), project)).as_posix()
