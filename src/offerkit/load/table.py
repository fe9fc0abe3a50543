"""Offers from the cells of a table: one row, or one column, for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any, Final, Generic

from attrs import evolve, field, frozen

from offerkit.currencies import currency_in
from offerkit.datatypes import DateType, PercentListType, TextSetType, TextType
from offerkit.diagnostics import Diagnostic, Offered, error, sort_diagnostics
from offerkit.errors import OfferError
from offerkit.load import table_problems as problems
from offerkit.load.amounts import says_none, says_unknown
from offerkit.load.documents import read_document
from offerkit.load.formats import MAX_OFFERS
from offerkit.load.headings import NOTES, Heading, Vocabulary, completed, vocabulary_of, with_unit
from offerkit.load.problems import (
    MAX_MISTAKES,
    DataPath,
    Problem,
    in_currency,
    path_text,
    present_twice,
    too_many_mistakes,
)
from offerkit.load.reader import WrongDataError, offer_of
from offerkit.load.sheet import Cell, Sheet, column_name
from offerkit.model.offer import Offer, OfferT
from offerkit.model.schema import Schema, may_not_apply
from offerkit.records import Record
from offerkit.span import Source
from offerkit.text import fold

_PRESENT: Final = frozenset(
    {"current", "current job", "my current job", "current role", "current position", "present job"}
)
"""Names of the line that describes the current job."""
_UNITS: Final = frozenset({"unit", "units"})
"""Names of a line with the units of the headings."""
_WEIGHTS: Final = frozenset({"weight", "weights", "importance", "priority"})
"""Names of a line of weights, which are the business of criteria."""
_ERRORS: Final = frozenset(
    "#N/A #NAME? #NULL! #NUM! #REF! #VALUE! #DIV/0! #SPILL! #CALC! #ERROR! Err:502".split()
)
"""What spreadsheet programs show for a formula that has no value."""


_SAMPLE: Final = 20
"""Number of headings that are compared with facts if none names one."""
_MOST_ABOVE: Final = 10
"""Number of lines among which the one with the headings is looked for."""


_UNIT_PARTS: Final = ("currency", "per", "unit")


@frozen
class Row(Record, Generic[OfferT]):
    """An offer of a table with its name, which no other one has."""

    name: str
    offer: OfferT | None
    """None if it has errors."""
    mistakes: tuple[Diagnostic, ...] = ()


@frozen
class Table(Record, Generic[OfferT]):
    """The offers of a table, and what is wrong with it."""

    rows: tuple[Row[OfferT], ...]
    mistakes: tuple[Diagnostic, ...]
    """All of them, sorted by place. If they are not about a single offer, there are no rows."""


def offers_of(
    sheet: Sheet,
    offer_type: type[OfferT],
    schema: Schema,
    *,
    job: Offer | None = None,
    read_job: Callable[[str], Offer] | None = None,
) -> Table[OfferT]:
    """Return the offers of a sheet.

    Args:
        sheet: The cells.
        offer_type: Type of the offers.
        schema: The facts that they may state.
        job: The current job, if it is described elsewhere.
        read_job: Reads the current job from a file that a cell names.

    Raises:
        OfferError: the file of the current job has errors.

    Source:
        grammar/README.md, "Tables".
    """
    vocabulary = vocabulary_of(schema)
    layouts = [*_layouts(sheet, vocabulary)]
    layout = max(layouts, key=lambda found: found.score)
    if not layout.score:
        layout = max(layouts, key=lambda found: found.near(vocabulary))
    return _Reader(sheet, layout, vocabulary, offer_type, read_job).table(job)


def has_headings(sheet: Sheet, schema: Schema) -> bool:
    """Return whether the first row or the first column of a sheet has headings about facts."""
    vocabulary = vocabulary_of(schema)
    return any(layout.score for layout in _layouts(sheet, vocabulary))


# --- the layout ------------------------------------------------------------------------------

_Line = Mapping[int, Cell]
"""Cells of a row by their columns, or of a column by their rows."""


@frozen
class _Layout(Record):
    """A sheet as lines: one with the headings, and one for each offer."""

    in_rows: bool
    """Whether the lines are rows."""
    headings: Mapping[int, Heading | Problem | None]
    """What the cells at each place of a line are about; None if it is not known."""
    heading_cells: _Line
    lines: Mapping[int, _Line]
    """The other lines, by their number."""

    @property
    def score(self) -> int:
        """Number of different facts that the headings are about."""
        return _facts(self.headings.values())

    def near(self, vocabulary: Vocabulary) -> int:
        """Return how many of the first headings are nearly about facts."""
        cells = islice(self.heading_cells.values(), _SAMPLE)
        return sum(vocabulary.is_close(cell.text) for cell in cells)

    def place(self, cell: Cell) -> str:
        """Return the place of a cell in words."""
        number = cell.row if self.in_rows else cell.column
        at = cell.column if self.in_rows else cell.row
        heading = self.heading_cells.get(at)
        if heading is None or heading is cell or number not in self.lines:
            return f"row {cell.row}, column {column_name(cell.column)}"
        if self.in_rows:
            return f'row {cell.row}, column "{heading.text}"'
        return f'row "{heading.text}", column {column_name(cell.column)}'


def _layouts(sheet: Sheet, vocabulary: Vocabulary) -> Iterator[_Layout]:
    """Yield the sheet with its headings in the first row, and in the first column."""
    for in_rows in (True, False):
        lines: dict[int, dict[int, Cell]] = {}
        for cell in sorted(sheet.cells, key=lambda cell: (cell.row, cell.column)):
            number, at = (cell.row, cell.column) if in_rows else (cell.column, cell.row)
            lines.setdefault(number, {})[at] = cell
        lines = {number: lines[number] for number in sorted(lines)}
        read: dict[int, dict[int, Heading | Problem | None]] = {}
        for number, line in [*lines.items()]:
            found = {at: vocabulary.read(cell) for at, cell in line.items()}
            facts = _facts(found.values())
            if in_rows and _is_comment(line) and facts < _enough(line):
                del lines[number]
                continue
            if len({cell.value for cell in line.values()}) > 1 or facts:
                read[number] = found
            if facts or len(read) == _MOST_ABOVE:
                break
        chosen = _heading_line(read)
        cells = lines.get(chosen, {})
        below = {number: line for number, line in lines.items() if number > chosen}
        yield _Layout(in_rows, read.get(chosen, {}), cells, below)


def _heading_line(read: Mapping[int, Mapping[int, Heading | Problem | None]]) -> int:
    """Return the number of the line with the headings: 0 if there is none.

    It is the first line with several texts, or one below it that has several headings about facts
    where the first has none: what is above it are captions.
    """
    facts = {number: _facts(found.values()) for number, found in read.items()}
    several = (number for number, count in facts.items() if count > 1)
    first = next(iter(read), 0)
    return first if facts.get(first) else next(several, first)


def _enough(line: _Line) -> int:
    """Return how many headings about facts make a line of headings of one that begins with ``#``.

    ``#`` alone is the heading over the numbers of rows.
    """
    return 1 if next(iter(line.values())).text == "#" else 2


def _facts(headings: Iterable[Heading | Problem | None]) -> int:
    """Return how many different facts headings name; also those that no offer states."""
    return len({h.path if isinstance(h, Heading) else h for h in headings} - {(), None})


def _is_comment(line: _Line) -> bool:
    """Return whether a line is for people: its first cell begins with ``#``."""
    first = next(iter(line.values())).text
    return first.startswith("#") and first not in _ERRORS


# --- the offers ------------------------------------------------------------------------------


class _Stop(Exception):  # noqa: N818 - it ends the reading, and nobody else sees it
    """End of the reading of a table with many mistakes."""


@frozen(slots=False)
class _Reader(Record, Generic[OfferT]):
    """Reader of one table; it collects mistakes and reads on."""

    sheet: Sheet
    layout: _Layout
    vocabulary: Vocabulary
    offer_type: type[OfferT]
    read_job: Callable[[str], Offer] | None
    mistakes: list[Diagnostic] = field(factory=list)

    @cached_property
    def currency(self) -> str:
        """The currency of the table, for hints."""
        return currency_in(self.sheet.source.text, "")

    def table(self, job: Offer | None) -> Table[OfferT]:
        """Return the offers of the table, as far as they can be read."""
        rows: list[Row[OfferT]] = []
        try:
            if self.layout.score or self.layout.near(self.vocabulary):
                rows = self.rows(job)
            else:
                self.report(problems.no_headings(), self.sheet.cells[0])
        except _Stop:
            rows = []
        found = sort_diagnostics(self.mistakes)
        if len(found) > MAX_MISTAKES:
            rest = found[MAX_MISTAKES].primary.span
            found = (*found[:MAX_MISTAKES], too_many_mistakes(rest, MAX_MISTAKES))
        return Table(tuple(rows), found)

    def rows(self, job: Offer | None) -> list[Row[OfferT]]:
        """Return the offers of the table; none if its headings are wrong.

        Raises:
            _Stop: there are many mistakes.
        """
        lines = {n: line for n, line in self.layout.lines.items() if not _is_comment(line)}
        headings = self.headings(lines)
        at = self.names_at(headings, lines)
        offers: dict[int, _Line] = {}
        present: list[_Line] = []
        for number, line in lines.items():
            label = None if at is None else line.get(at)
            name = "" if label is None else fold(label.text)
            if name in _PRESENT:
                present.append(line)
            elif name in _UNITS:
                self.units(line, headings, at)
            elif label is not None and name in _WEIGHTS:
                self.report(problems.weights(label.text), label)
            elif (self.layout.in_rows or name not in NOTES) and not self.is_title(line, headings):
                offers[number] = line
        if not offers and not self.mistakes:
            where = "below" if self.layout.in_rows else "beside"
            first = next(iter(self.layout.heading_cells.values()))
            self.report(problems.no_offers(where), first)
        for line in [*offers.values()][MAX_OFFERS : MAX_OFFERS + 1]:
            self.report(problems.too_many_offers(MAX_OFFERS), next(iter(line.values())))
        if not self.mistakes:
            job = self.present(present, headings, job)
        if self.mistakes:
            return []
        rows: list[Row[OfferT]] = []
        for name, line in zip(self.names(offers, headings, at), offers.values(), strict=True):
            before = len(self.mistakes)
            offer = self.offer(line, headings, job)
            rows.append(Row(name, offer, tuple(self.mistakes[before:])))
        return rows

    def report(self, problem: Problem, cell: Cell) -> None:
        """Record a problem at a cell.

        Raises:
            _Stop: there are many mistakes.
        """
        hint = in_currency(problem.hint, self.currency)
        if isinstance(hint, Offered) and isinstance(cell.value, str):
            # A table of an amount and its unit, to be replaced by a text, is a cell without quotes.
            texts = tuple(re.sub(r'^"([^"]*)"$', r"\1", text) for text in hint.texts)
            hint = evolve(hint, texts=texts)
        path = path_text(problem.where)
        found = error(problem.code, problem.message, cell.span, hint=hint, path=path)
        self.mistakes.append(evolve(found, cell=self.layout.place(cell)))
        if len(self.mistakes) > MAX_MISTAKES:
            raise _Stop

    # --- headings ---

    def headings(self, lines: Mapping[int, _Line]) -> dict[int, Heading]:
        """Return the headings by their places; report those that cannot be used."""
        used: dict[int, set[str]] = {}
        for at, cell in ((at, cell) for line in lines.values() for at, cell in line.items()):
            used.setdefault(at, set()).add(cell.text)
        found: dict[int, Heading] = {}
        firsts: dict[DataPath, Cell] = {}
        for at, heading in self.layout.headings.items():
            cell = self.layout.heading_cells[at]
            if used.get(at, set()) <= {cell.text}:
                continue  # a heading of nothing, or merged with its cells: the title of a part
            if not isinstance(heading, Heading):
                self.report(heading or self.vocabulary.unknown(cell.text), cell)
                continue
            found[at] = heading
            if heading.path or heading.names_offers:
                first = firsts.setdefault(heading.path, cell)
                if first is not cell:
                    other = self.layout.place(first)
                    self.report(problems.repeated_heading(cell.text, other), cell)
        return found

    def names_at(self, headings: dict[int, Heading], lines: Mapping[int, _Line]) -> int | None:
        """Return the place of the names of the offers, if they have names.

        It has a heading that says so, or is the last one without a heading before those about
        facts; what is before it with a single text is a caption. Other cells without a heading are
        reported.
        """
        named = next((at for at, heading in headings.items() if heading.names_offers), None)
        without: dict[int, dict[str, Cell]] = {}
        for line in lines.values():
            for at, cell in line.items():
                if at not in self.layout.heading_cells:
                    without.setdefault(at, {}).setdefault(cell.text, cell)
        first = min((at for at, heading in headings.items() if heading.path), default=0)
        before = sorted(at for at in without if at < first)
        if named is None and before:
            named = before.pop()
            del without[named]
        for at, texts in without.items():
            if at not in before or len(texts) > 1:
                self.report(problems.no_heading(), next(iter(texts.values())))
        return named

    def units(self, line: _Line, headings: dict[int, Heading], at: int | None) -> None:
        """Give headings the units in a line of them."""
        for place, cell in line.items():
            if place != at and place in headings:
                heading = with_unit(headings[place], cell.text)
                if isinstance(heading, Problem):
                    self.report(heading, cell)
                else:
                    headings[place] = heading

    # --- offers ---

    def is_title(self, line: _Line, headings: Mapping[int, Heading]) -> bool:
        """Return whether a line is a title of those below it, merged across facts."""
        infos = (headings[at].info for at in line if at in headings)
        words = (TextType, TextSetType)
        is_wide = any(info is not None and not isinstance(info.datatype, words) for info in infos)
        return is_wide and len(line) > 1 and len({cell.text for cell in line.values()}) == 1

    def names(
        self, lines: Mapping[int, _Line], headings: Mapping[int, Heading], at: int | None
    ) -> list[str]:
        """Return a name for each offer, different from those of all others."""
        places = [] if at is None else [at]
        for path in (("company", "name"), ("role", "title")):
            places += [place for place, heading in headings.items() if heading.path == path]
        numbers = {
            n: f"row {n}" if self.layout.in_rows else f"column {column_name(n)}" for n in lines
        }
        found = {
            number: next((line[at].text for at in places if at in line), numbers[number])
            for number, line in lines.items()
        }
        counts = Counter(map(fold, found.values()))
        return [
            name if counts[fold(name)] == 1 else f"{name} ({numbers[number]})"
            for number, name in found.items()
        ]

    def present(
        self, lines: list[_Line], headings: Mapping[int, Heading], job: Offer | None
    ) -> Offer | None:
        """Return the current job: the one that a line describes, or else *job*."""
        if not lines:
            return job
        line, *others = lines
        for at, cell in line.items():
            if at in headings and headings[at].path[:1] in {("current",), ("promised",)}:
                self.report(problems.view_of_present_job(), cell)
        for other in others:
            self.report(problems.several_present_jobs(), next(iter(other.values())))
        if job is not None:
            self.report(present_twice(), next(iter(line.values())))
        return self.offer(line, headings, None)

    def offer(
        self, line: _Line, headings: Mapping[int, Heading], job: Offer | None
    ) -> OfferT | None:
        """Return the offer in a line; report what is wrong with it and return None.

        Raises:
            _Stop: there are many mistakes.
        """
        before, schema = len(self.mistakes), self.vocabulary.schema
        places: dict[DataPath, Cell] = {}
        stated: dict[DataPath, Any] = {}
        for at, cell in line.items():
            heading = headings.get(at)
            if heading is None or not heading.path:
                continue
            try:
                path, stated_here = stated_in(cell, heading)
            except WrongCellError as wrong:
                self.report(wrong.problem, cell)
            else:
                places[path], stated[path] = cell, stated_here
        data: dict[str, Any] = {}
        for path, raw in with_units(stated).items():
            try:
                put(data, path, raw)
            except WrongCellError as wrong:
                self.report(wrong.problem, places[path])
        try:
            offer = offer_of(data, self.offer_type, schema, job=job, read_job=self.read_job)
        except WrongDataError as wrong:
            for problem in wrong.found:
                self.report(problem, _cell_at(problem.where, places) or next(iter(line.values())))
            return None
        return offer if len(self.mistakes) == before else None


def _cell_at(where: DataPath, places: Mapping[DataPath, Cell]) -> Cell | None:
    """Return the cell of a value, or the first cell of the innermost group around it."""
    for length in range(len(where), 0, -1):
        for path, cell in places.items():
            if path[:length] == where[:length]:
                return cell
    return None


# --- cells -----------------------------------------------------------------------------------


class WrongCellError(Exception):
    """A cell that cannot be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def put(data: dict[str, Any], path: DataPath, raw: Any) -> None:
    """Put the value of a cell into the data of an offer.

    Raises:
        WrongCellError: the same offer says that there is no such group.
    """
    place: Any = data
    for depth, key in enumerate(path[:-1]):
        place = place.setdefault(key, {})
        if not isinstance(place, dict):
            group, fact = path_text(path[: depth + 1]), path_text(path)
            raise WrongCellError(problems.group_and_fact(group, fact))
    if path[-1] in place:
        stated = place[path[-1]]
        if not isinstance(stated, dict):
            raise WrongCellError(problems.unit_twice(path_text(path)))
        group = path_text(path)
        raise WrongCellError(problems.group_and_fact(group, f"{group}.{next(iter(stated))}"))
    place[path[-1]] = raw


def with_units(stated: dict[DataPath, Any]) -> dict[DataPath, Any]:
    """Return what a line states, with the units in cells of their own beside their amounts.

    Where the amount is empty, so is the unit: the fact is unknown.
    """
    found = dict(stated)
    for fact, amount in stated.items():
        parts = {key: stated[(*fact, key)] for key in _UNIT_PARTS if (*fact, key) in stated}
        if not parts or not isinstance(amount, str):
            continue
        for key in parts:
            del found[(*fact, key)]
        match parts:
            case _ if says_unknown(amount) or says_none(amount):
                pass
            case {"currency": currency, "per": per}:
                found[fact] = {"amount": amount, "currency": currency, "per": per}
            case {"currency": currency}:
                found[fact] = f"{currency} {amount}"
            case {"per": per}:
                found[fact] = f"{amount} per {per}"
            case {"unit": unit}:
                found[fact] = f"{amount} {unit}"
    for path in stated:
        fact = path[:-1]
        is_bare = path[-1] in _UNIT_PARTS and fact not in stated
        if is_bare and not any((*fact, part) in stated for part in ("amount", "low", "high")):
            del found[path]
    return found


def stated_in(cell: Cell, heading: Heading) -> tuple[DataPath, Any]:
    """Return where the value of a cell is in the data of an offer, and that value.

    Raises:
        WrongCellError: it is a formula, the error of one, or a list that cannot be told apart.
    """
    value, path = cell.value, heading.path
    if not isinstance(value, str):
        return path, value
    if value in _ERRORS:
        raise WrongCellError(problems.formula_error(value))
    if value.startswith("="):
        raise WrongCellError(problems.formula(value))
    if heading.is_group and says_none(value) and may_not_apply(str(path[-2])):
        return path[:-1], value
    datatype = None if heading.info is None else heading.info.datatype
    is_set = isinstance(datatype, TextSetType) or path[-1] in {"at_least", "at_most"}
    if value[0] == '"' or (value[0] in "[{" and not isinstance(datatype, TextType)):
        written = _toml(value)
        if written is not None:
            return path, written
        if is_set:
            raise WrongCellError(problems.bad_list(value))
    if is_set:
        return path, _items(value)
    if isinstance(datatype, DateType):
        return path, _MIDNIGHT.sub("", value)
    if isinstance(datatype, PercentListType) and re.search("[;\n%]", value):
        return path, [item for item in re.split(r"[;\n]\s*|(?<=%)[,/\s]+", value) if item.strip()]
    return path, completed(value, heading)


_MIDNIGHT: Final = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?$")
"""Time of day that programs write behind a day that has none."""


def _toml(text: str) -> Any:
    """Return the value in a cell that is written as in an offer file; None if it is not."""
    try:
        data = read_document(Source("", f"value = {text}"), "toml").data
    except OfferError:
        return None
    return data["value"] if len(data) == 1 else None


def _items(text: str) -> Any:
    """Return the texts in a cell: separated by semicolons, or one on a line.

    Raises:
        WrongCellError: there may be one or several.
    """
    if says_unknown(text) or says_none(text):
        return text
    items = [item.strip(" \t-–•*·") for item in re.split("[;\n]", text)]
    items = [item for item in items if item]
    if len(items) == 1 and "," in text:
        items = [item.strip() for item in text.split(",") if item.strip()]
        raise WrongCellError(problems.several_or_one(text, items))
    return items
