"""The facade: criteria that decide offers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, overload

from attrs import asdict, field, frozen

from offerkit.arguments import checks_arguments
from offerkit.check.uses import UseResolver
from offerkit.checking import checked
from offerkit.core import CheckedCriteria
from offerkit.decision import Decision
from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import Verdict
from offerkit.load.files import project_of
from offerkit.model.fields import AskedOf
from offerkit.model.offer import Offer, OfferT
from offerkit.model.schema import Schema
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.syntax.nodes import CriteriaFile
from offerkit.syntax.source import MAX_BYTES

if TYPE_CHECKING:
    from offerkit.advise.examine.changes import CriteriaChanges
    from offerkit.advise.examine.models import Analysis, Coverage, CriteriaDifference
    from offerkit.advise.prices import PriceList
    from offerkit.comparison import Comparison
    from offerkit.interview import Interview
    from offerkit.load.formats import Format


@frozen
class Criteria(Record, Generic[OfferT]):
    """Checked criteria; made once, they decide any number of offers.

    Made by ``parse_criteria`` and ``load_criteria``. Immutable, and safe to share between
    threads.
    """

    file: CriteriaFile = field(repr=False)
    """What the author wrote, without the files it uses."""
    checked: CheckedCriteria = field(repr=False, hash=False)
    """What it means, with all that it uses."""
    schema: Schema = field(repr=False, hash=False)
    """The facts it may read: those of the offer type and its own."""
    warnings: tuple[Diagnostic, ...] = field(hash=False)
    """What is probably not meant, sorted by place."""
    offer_type: type[OfferT]
    """The type of the offers that the criteria decide."""

    @property
    def name(self) -> str:
        """The name of the source: a path, or what the caller gave."""
        return self.file.span.source.name

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all sources: files and packs pulled in by ``use``, then its own name.

        Each stands after those that it uses itself. A pack is in angle brackets: ``<starter>``.
        """
        return tuple(file.span.source.name for file in self.checked.files)

    @cached_property
    def program(self) -> Program:
        """The criteria compiled for this process, on first use."""
        return Program(
            self.checked, self.schema, offer_type=self.offer_type, decision_type=Decision
        )

    def verdict(self, offer: OfferT) -> Verdict:
        """Return only the verdict on *offer*: the quick way, for many offers.

        Raises:
            TypeError, ValueError: *offer* does not suit the criteria; see ``decide``.

        Source:
            grammar/README.md, "Verdicts".
        """
        self.program.require(offer)
        return self.program.verdict(offer)

    def decide(self, offer: OfferT) -> Decision[OfferT]:
        """Return the verdict on *offer* with everything it rests on.

        Pay is compared as the offer states it: taxes and insurance are deducted only where the
        criteria read a fact that deducts them, such as ``pay.net``. Nothing else is raised,
        whatever the offer says.

        Raises:
            TypeError: *offer* is not of the type the criteria were checked against; or one of its
                own facts is of another datatype or scale than the criteria declare.
            ValueError: an own fact of the offer is out of its bounds, or none that the criteria
                declare.

        Source:
            grammar/README.md, "Verdicts".
        """
        self.program.require(offer)
        decision = self.program.decide(offer)
        assert isinstance(decision, Decision)
        return decision

    @checks_arguments
    def decide_frame(
        self,
        frame: Any,
        columns: Mapping[str, str | Mapping[str, Any]] | None = None,
        *,
        truths: bool = False,
        missing: bool = False,
        beyond: Literal["decide", "say", "refuse"] = "decide",
        prefix: str = "",
    ) -> Any:
        """Return a frame with an offer in each row and the verdicts on them (``offerkit[frames]``).

        It is of the same kind as *frame*, lazy if that is, with these columns behind its own:
        ``verdict`` (as in JSON); ``may_decline``, ``may_consider`` and ``may_accept``, the verdicts
        still possible; ``score_low`` and ``score_high``, from 0 to 1, null without a score; and
        ``exact``. They are what ``decide`` says of the offer in the row. For a lazy frame, its
        different texts, and what is decided one by one, are collected first.

        Args:
            frame: A frame of polars, pandas, pyarrow, DuckDB, dask or PySpark. Columns are named
                after the facts that they state; others are left aside. A text says what the cell of
                a table does, a number is in the unit of its column or fact, null is unknown.
            columns: What other columns state, by their names: the heading of a table
                (``"pay.base (USD per year)"``), or a mapping with ``fact``, and perhaps ``unit``,
                ``currency`` and ``per`` (each a text or the name of a column), ``values`` (what
                cells stand for) and ``separator`` (of the texts of a set).
            truths: Whether to add ``truth: LABEL`` for each statement: ``true``, ``false``,
                ``does_not_apply`` or ``unknown``; of a preference, whether its grade is above 0.
            missing: Whether to add ``missing``: the facts that leave statements open, with commas.
            beyond: What to do where the engine does not settle a row exactly: ``decide`` it by the
                evaluator, once for each combination of cells; ``say`` so, with ``exact`` false and
                every verdict possible that may be; or ``refuse``, before anything runs, criteria
                with statements that need every value of some columns.
            prefix: What stands before the names of the added columns.

        Raises:
            OfferError: a column or a cell is wrong, named with the first rows in ``cell``; or a
                statement is refused.
            ImportError: narwhals or pyarrow is not installed.
            TypeError, ValueError: an argument is not one of those that the parameter takes.

        Source:
            grammar/README.md, "Verdicts" and "Tables".
        """
        from offerkit.frames.prepare import decide_frame

        asked: dict[str, Any] = {"truths": truths, "missing": missing, "beyond": beyond}
        return decide_frame(self.program, frame, columns or {}, prefix=prefix, **asked)

    @checks_arguments
    def offers_from_frame(
        self, frame: Any, columns: Mapping[str, str | Mapping[str, Any]] | None = None
    ) -> tuple[OfferT, ...]:
        """Return the offers in the rows of a frame, in order (``offerkit[frames]``).

        Args:
            frame: See ``decide_frame``.
            columns: See ``decide_frame``.

        Raises:
            OfferError: a column or a cell is wrong.
            ImportError: narwhals or pyarrow is not installed.
        """
        from offerkit.frames.exchange import offers_from_frame

        return offers_from_frame(frame, columns, offer_type=self.offer_type, schema=self.schema)

    @checks_arguments
    def offers_to_frame(
        self, offers: Mapping[str, Offer] | Iterable[Offer], *, backend: str = "polars"
    ) -> Any:
        """Return a frame with a row for each offer, which ``decide_frame`` decides.

        It has a column for each fact that any of them states: truths, numbers, or texts as in an
        offer file. Sources, what turned out and what was refused are left out.

        Args:
            offers: The offers; if they have names, these are in the column ``offer``.
            backend: The kind of frame: ``polars``, ``pandas`` or ``pyarrow``.

        Raises:
            ImportError: narwhals, pyarrow or the library of the frame is not installed.
            TypeError: an argument is of another type.
            ValueError: *backend* is another text.
        """
        from offerkit.frames.exchange import offers_to_frame

        return offers_to_frame(offers, backend=backend, schema=self.schema)

    @checks_arguments
    def interview(
        self, offer: OfferT, *, of: AskedOf | None = None, unknown: Iterable[FactPath] = ()
    ) -> Interview[OfferT]:
        """Return an interview about *offer*: the next question worth asking, and what follows.

        Args:
            offer: As far as it is known.
            of: Whose questions to put to you: by default also those that the employer has to
                answer, because you may know; with ``AskedOf.YOURSELF`` only what you alone can
                know.
            unknown: Facts that you do not know, and are not asked.

        Raises:
            TypeError, ValueError: *offer* does not suit the criteria; see ``decide``.
            TypeError: another argument is of another type.

        Source:
            docs/how-to/interview.md.
        """
        from offerkit.interview import Interview

        return Interview(self.decide(offer), of=of, aside=frozenset(unknown))

    @checks_arguments
    def prices(self, measure: str | None = None) -> PriceList:
        """Return what each weighed statement is worth, by its weight, in amounts of one of them.

        Args:
            measure: Label of the preference to measure by; by default the first one of pay,
                otherwise of money, otherwise of any amount.

        Raises:
            TypeError: *measure* is no text.
            ValueError: No preference of an amount has this label.
        """
        from offerkit.advise.prices import prices

        return prices(self.program, measure)

    @checks_arguments
    def compare(
        self,
        offers: Mapping[str, OfferT] | Iterable[tuple[str, OfferT]],
        *,
        include_current: bool | None = None,
        samples: int | None = None,
        seed: int = 0,
        draw: Literal["near", "order"] = "near",
        instead: Mapping[str, Decision] | None = None,
    ) -> Comparison:
        """Return offers side by side, with what is certain about their order.

        Args:
            offers: At least one offer, each with its name.
            include_current: Whether staying in the current job is an option, as described by the
                ``current.…`` facts of the offers; by default, if any offer has such facts.
            samples: Number of weightings to draw for ``Option.firsts``, 0 to 1,000,000; by
                default 1,000.
            seed: Seed of the random numbers.
            draw: ``near``: each weight between half of what is written and twice as much;
                ``order``: any weights in the same order of importance.
            instead: What you may do instead (look on, work part time), each by name, as decided by
                any criteria: these or others.

        Raises:
            ValueError: There is no offer; two have the same name; one is called ``current``
                although staying is an option; no offer describes the current job although
                *include_current* is true; *samples* is out of bounds; *draw* is another text.
            TypeError: An argument is of another type.
            TypeError, ValueError: An offer does not suit the criteria; see ``decide``.
        """
        from offerkit.advise.compare.compare import SAMPLES, compare
        from offerkit.advise.compare.models import Draw
        from offerkit.comparison import Comparison

        named = list(offers.items() if isinstance(offers, Mapping) else offers)
        for name, offer in named:
            self.program.require(offer, f"offers[{name!r}]")
        samples = SAMPLES if samples is None else samples
        found = compare(
            self.program,
            named,
            include_current=include_current,
            samples=samples,
            seed=seed,
            draw=Draw(draw),
            instead=tuple((instead or {}).items()),
        )
        values = asdict(found, recurse=False)
        return Comparison(**{name.lstrip("_"): value for name, value in values.items()})

    # --- the offers that they decide ---

    def read_offer(
        self,
        data: Mapping[str, object] | str | bytes,
        *,
        format: Format = "toml",  # noqa: A002 - the word for it
        name: str = "<offer>",
        ignore: Collection[str] = (),
        posting: int | None = None,
        current: Offer | None = None,
        today: date | None = None,
    ) -> OfferT:
        """Return an offer that these criteria decide, with the facts that they declare.

        Args:
            data: See ``offerkit.read_offer``, also for the others.
            format: The format of a text.
            name: Name of the data in diagnostics.
            ignore: Top-level tables that are not part of the offer.
            posting: Which job posting to read, from 1, if there are several.
            current: Your current job, as an offer; the data then states none.
            today: The day on which you decide.

        Raises:
            OfferError: the data has errors; ``diagnostics`` lists them.
            TypeError, ValueError: an argument is not one of those that the parameter takes.
        """
        from offerkit.load.offers import read_offer

        return read_offer(
            data,
            offer_type=self.offer_type,
            schema=self.schema,
            format=format,
            name=name,
            ignore=ignore,
            posting=posting,
            current=current,
            today=today,
        )

    def read_each(
        self,
        data: Iterable[Mapping[str, object]] | str | bytes,
        *,
        name: str = "<offers>",
        current: Offer | None = None,
        today: date | None = None,
    ) -> Iterator[OfferT | OfferError]:
        """Yield the offers of a list or of JSON Lines, each read by itself.

        Args:
            data: See ``offerkit.read_each``, also for the others.
            name: Name of the data in diagnostics.
            current: Your current job, as an offer; the data then states none.
            today: The day on which you decide.

        Raises:
            OfferError: a text is neither a list nor JSON Lines.
            TypeError: an argument is of another type.
        """
        from offerkit.load.each import read_each

        return read_each(
            data,
            offer_type=self.offer_type,
            schema=self.schema,
            name=name,
            current=current,
            today=today,
        )

    def load_offer(
        self,
        path: str | PathLike[str],
        *,
        ignore: Collection[str] = (),
        root: str | PathLike[str] | None = None,
        current: Offer | None = None,
        today: date | None = None,
    ) -> OfferT:
        """Return the offer in a file, with the facts that these criteria declare.

        Args:
            path: See ``offerkit.load_offer``, also for the others.
            ignore: Top-level tables of the file that are not part of the offer.
            root: The folder of the project.
            current: Your current job, as an offer; the file then states none.
            today: The day on which you decide.

        Raises:
            OfferError: the file has errors; ``diagnostics`` lists them.
            OSError: the file cannot be opened.
            TypeError: an argument is of another type.
            ValueError: the file is not in *root*.
        """
        from offerkit.load.offers import load_offer

        return load_offer(
            path,
            offer_type=self.offer_type,
            schema=self.schema,
            ignore=ignore,
            root=root,
            current=current,
            today=today,
        )

    def load_offers(
        self,
        path: str | PathLike[str],
        *,
        sheet: str | None = None,
        root: str | PathLike[str] | None = None,
        current: Offer | None = None,
    ) -> dict[str, OfferT]:
        """Return the offers in a table by their names, with the facts that these criteria declare.

        Args:
            path: See ``offerkit.load_offers``, also for the others.
            sheet: Name of the sheet in a workbook.
            root: The folder of the project.
            current: Your current job, as an offer; the table then states none.

        Raises:
            OfferError: the table has errors; ``diagnostics`` lists them, each with its ``cell``.
            OSError: the file cannot be opened.
            TypeError: an argument is of another type.
            ValueError: the file is not in *root*.
        """
        from offerkit.load.tables import load_offers

        return load_offers(
            path,
            offer_type=self.offer_type,
            schema=self.schema,
            sheet=sheet,
            root=root,
            current=current,
        )

    # --- what they say, whatever the offer ---

    def analysis(self) -> Analysis:
        """Return what is probably not meant in the criteria, whatever the offer.

        Rules that never hold or always do, that another one makes idle, dealbreakers that leave no
        offer, thresholds out of reach, weights and facts without effect. What an offer can show is
        shown by one that was decided. The work has a budget in steps: what is not settled within
        it is named.
        """
        from offerkit.advise.examine.analysis import analysis

        return analysis(self.program)

    @checks_arguments
    def compare_with(self, other: Criteria[OfferT]) -> CriteriaDifference:
        """Return how other criteria decide, compared with these: stricter, laxer, alike.

        With an offer that the two decide differently, for each direction in which there is one.

        Raises:
            TypeError: *other* decides offers of another type.
        """
        from offerkit.advise.examine.difference import difference

        if other.offer_type is not self.offer_type:
            wanted, given = self.offer_type.__name__, other.offer_type.__name__
            raise TypeError(f"other: expected criteria for offers of type {wanted}, not {given}")
        return difference(self.program, other.program)

    @checks_arguments
    def changes(
        self, edited: Criteria[OfferT], offers: Mapping[str, OfferT], *, since: date | None = None
    ) -> CriteriaChanges:
        """Return what other criteria change for offers, compared with these.

        Args:
            edited: The criteria after the edit.
            offers: The offers by name.
            since: Day before which these were written, if they were chosen by that.

        Raises:
            TypeError: *edited* decides offers of another type.
        """
        from offerkit.advise.examine.changes import CriteriaChanges, changes

        if edited.offer_type is not self.offer_type:
            wanted, given = self.offer_type.__name__, edited.offer_type.__name__
            raise TypeError(f"edited: expected criteria for offers of type {wanted}, not {given}")
        return CriteriaChanges(changes(self.program, edited.program, offers.items(), since=since))

    @checks_arguments
    def coverage(self, offers: Iterable[OfferT]) -> Coverage:
        """Return which statements ever held among offers, and to what these came.

        Raises:
            TypeError, ValueError: an offer does not suit the criteria; see ``decide``.
        """
        from offerkit.advise.examine.coverage import coverage

        return coverage(self.program, map(self.decide, offers))


@overload
def parse_criteria(
    text: str | bytes, *, name: str = ..., resolve: UseResolver | None = ..., folder: str = ...
) -> Criteria[Offer]: ...
@overload
def parse_criteria(
    text: str | bytes,
    *,
    offer_type: type[OfferT],
    name: str = ...,
    resolve: UseResolver | None = ...,
    folder: str = ...,
) -> Criteria[OfferT]: ...
@checks_arguments
def parse_criteria(
    text: str | bytes,
    *,
    offer_type: type[Offer] = Offer,
    name: str = "<criteria>",
    resolve: UseResolver | None = None,
    folder: str = "",
) -> Criteria[Any]:
    """Return the criteria that *text* writes, ready to decide offers.

    Args:
        text: A criteria file's text; bytes are read as UTF-8.
        offer_type: ``Offer``, or a subclass with groups of your own; its facts are the ones
            that the criteria may read.
        name: What diagnostics call the text.
        resolve: Finds what ``use`` names. Packs are always found; without a resolver no file is.
        folder: The folder of the text within the one whose files *resolve* finds, with ``/``
            between folders; empty if it is the same.

    Raises:
        CriteriaError: the text has errors; all of them are in its ``diagnostics``.
        TypeError: an argument is of another type, or *offer_type* is a model that cannot be read.

    Source:
        grammar/README.md, "Text" to "Diagnostics".
    """
    parts = checked(text, offer_type, name, resolve, folder, deciding=True)
    return Criteria(*parts, offer_type)


@overload
def load_criteria(
    path: str | PathLike[str], *, root: str | PathLike[str] | None = ...
) -> Criteria[Offer]: ...
@overload
def load_criteria(
    path: str | PathLike[str],
    *,
    offer_type: type[OfferT],
    root: str | PathLike[str] | None = ...,
) -> Criteria[OfferT]: ...
@checks_arguments
def load_criteria(
    path: str | PathLike[str],
    *,
    offer_type: type[Offer] = Offer,
    root: str | PathLike[str] | None = None,
) -> Criteria[Any]:
    """Return the criteria in a file, ready to decide offers.

    Files that it names with ``use`` are read from the folder of the project and below, never from
    elsewhere.

    Args:
        path: The criteria file.
        offer_type: ``Offer``, or a subclass with groups of your own.
        root: The folder of the project. By default the nearest one, from that of the file up,
            with an ``offerkit.toml``, or that of the file if none has one.

    Raises:
        CriteriaError: the file, or one that it uses, has errors; all are in ``diagnostics``.
        OSError: the file cannot be opened.
        TypeError: an argument is of another type, or *offer_type* is a model that cannot be read.
        ValueError: the file is not in *root*.

    Source:
        grammar/README.md, "use".
    """
    with Path(path).open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    files, folder = project_of(Path(path).parent, root)
    return parse_criteria(
        data, offer_type=offer_type, name=fspath(path), resolve=files, folder=folder
    )
