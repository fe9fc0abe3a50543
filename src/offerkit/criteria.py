"""The facade: criteria that decide offers, and decisions that answer for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, overload

from attrs import field, frozen

from offerkit.check.checker import check
from offerkit.core import CheckedCriteria
from offerkit.diagnostics import Diagnostic, sort_diagnostics
from offerkit.errors import CriteriaError
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.load.files import FilesIn
from offerkit.model.offer import Offer, OfferT
from offerkit.model.schema import Schema, schema_of
from offerkit.syntax.nodes import CriteriaFile
from offerkit.syntax.parser import parse
from offerkit.syntax.printer import format_file
from offerkit.syntax.source import MAX_BYTES, read_source

if TYPE_CHECKING:
    from offerkit.advise.compare.comparison import Comparison
    from offerkit.advise.counter import CounterReview
    from offerkit.advise.explain import Explanation
    from offerkit.advise.negotiate.negotiate import Asks
    from offerkit.advise.procon import ProCon
    from offerkit.advise.questions import Questions
    from offerkit.check.uses import UseResolver


class Decision(Ruling):
    """A verdict on an offer, everything it rests on, and advice about it.

    Made by ``Criteria.decide``. Each kind of advice is a method with the name of its command.
    """

    without_assumptions: Decision | None

    @cached_property
    def _questions(self) -> Questions:
        from offerkit.advise.questions import questions

        return questions(self)

    def questions(self) -> Questions:
        """Return what to ask before answering, most decisive first."""
        return self._questions

    def explain(self) -> Explanation:
        """Return the reasons: each statement with the value of every part of it."""
        from offerkit.advise.explain import explain

        return explain(self)

    def procon(self) -> ProCon:
        """Return what speaks for and against the offer, by weight, in two columns."""
        from offerkit.advise.procon import procon

        return procon(self)

    def negotiate(self, goal: Verdict = Verdict.CONSIDER, budget: int | None = None) -> Asks:
        """Return the cheapest changes to the offer that make its verdict at least *goal*.

        Args:
            goal: ``CONSIDER`` or ``ACCEPT``.
            budget: The most steps that the search may take, at least 1; by default
                ``advise.negotiate.BUDGET``.

        Raises:
            ValueError: the goal is neither of the two, or the budget is less than 1.
        """
        from offerkit.advise.negotiate.negotiate import BUDGET, asks

        return asks(self, goal=goal, budget=BUDGET if budget is None else budget)

    def counter(self, new_offer: Offer | None = None) -> CounterReview:
        """Return a review of the counter-offer that was decided.

        Args:
            new_offer: The offer that made the employer counter.

        Raises:
            NotACounterError: the offer does not say that it is a counter-offer, or *new_offer*
                says that it is one.
        """
        from offerkit.advise.counter import review_counter

        return review_counter(self, new_offer)

    def to_dict(self) -> dict[str, Any]:
        """Return the decision as JSON-ready data: see ``render.data.decision_to_dict``."""
        from offerkit.render.data import decision_to_dict

        return decision_to_dict(self)

    def _repr_html_(self) -> str:
        """Return the decision as notebooks show it: see ``render.html.page``."""
        from offerkit.render.html.report import decision_fragment

        return decision_fragment(self)


@frozen
class Criteria(Generic[OfferT]):
    """Checked criteria; made once, they decide any number of offers.

    Made by ``parse_criteria`` and ``load_criteria``. Immutable, and safe to share between
    threads.
    """

    file: CriteriaFile = field(repr=False)
    """What the author wrote, without the files it uses."""
    checked: CheckedCriteria = field(repr=False)
    """What it means, with all that it uses."""
    schema: Schema = field(repr=False)
    """The facts it may read: those of the offer type and its own."""
    warnings: tuple[Diagnostic, ...]
    """What is probably not meant, sorted by place."""
    offer_type: type[OfferT]

    @property
    def name(self) -> str:
        """The name of the source: a path, or what the caller gave."""
        return self.checked.name

    @cached_property
    def program(self) -> Program:
        """The criteria compiled for this process, on first use."""
        return Program(
            self.checked, self.schema, offer_type=self.offer_type, decision_type=Decision
        )

    def verdict(self, offer: OfferT) -> Verdict:
        """Return only the verdict on *offer*: the quick way, for many offers.

        Raises:
            TypeError: *offer* is not of the type the criteria were checked against.

        Source:
            grammar/README.md, "Verdicts".
        """
        self.program.require(offer)
        return self.program.verdict(offer)

    def decide(self, offer: OfferT) -> Decision:
        """Return the verdict on *offer* with everything it rests on.

        Raises:
            TypeError: *offer* is not of the type the criteria were checked against.

        Source:
            grammar/README.md, "Verdicts".
        """
        self.program.require(offer)
        decision = self.program.decide(offer)
        assert isinstance(decision, Decision)
        return decision

    def compare(
        self,
        offers: Mapping[str, OfferT] | Iterable[tuple[str, OfferT]],
        *,
        include_current: bool | None = None,
        samples: int | None = None,
        seed: int = 0,
    ) -> Comparison:
        """Return offers side by side, with what is certain about their order.

        Args:
            offers: Each with the name that it goes by; at least one.
            include_current: Whether staying in the present job is an option, as the offers'
                facts ``current.…`` describe it; None: where any offer has some.
            samples: How many weightings to draw for ``Option.firsts``, 0 to 1,000,000; by
                default ``advise.compare.SAMPLES``.
            seed: Where to begin drawing.

        Raises:
            ValueError: there is no offer; two have one name; one is called ``current`` although
                staying is an option; no offer has a present job although *include_current* is
                true; *samples* is out of bounds.
            TypeError: an offer is not of the type the criteria were checked against.
        """
        from offerkit.advise.compare.compare import SAMPLES, compare

        named = list(offers.items() if isinstance(offers, Mapping) else offers)
        for _, offer in named:
            self.program.require(offer)
        samples = SAMPLES if samples is None else samples
        return compare(
            self.program, named, include_current=include_current, samples=samples, seed=seed
        )


@overload
def parse_criteria(
    text: str | bytes, *, name: str = ..., resolve: UseResolver | None = ...
) -> Criteria[Offer]: ...
@overload
def parse_criteria(
    text: str | bytes,
    *,
    offer_type: type[OfferT],
    name: str = ...,
    resolve: UseResolver | None = ...,
) -> Criteria[OfferT]: ...
def parse_criteria(
    text: str | bytes,
    *,
    offer_type: type[Any] = Offer,
    name: str = "<criteria>",
    resolve: UseResolver | None = None,
) -> Criteria[Any]:
    """Return the criteria that *text* writes, ready to decide offers.

    Args:
        text: A criteria file's text; bytes are read as UTF-8.
        offer_type: ``Offer``, or a subclass with groups of your own; its facts are the ones
            that the criteria may read.
        name: What diagnostics call the text.
        resolve: Finds what ``use`` names. Packs are always found; without a resolver no file is.

    Raises:
        CriteriaError: the text has errors; all of them are in its ``diagnostics``.

    Source:
        grammar/README.md, "Text" to "Diagnostics".
    """
    source, unreadable = read_source(name, text)
    if unreadable:
        raise CriteriaError(unreadable)
    parsed = parse(source)
    checked, schema, found = check(
        parsed.file,
        schema_of(offer_type),
        resolve=resolve,
        lost_names=parsed.lost_names,
        incomplete=bool(parsed.diagnostics),
    )
    diagnostics = sort_diagnostics((*parsed.diagnostics, *found))
    if any(diagnostic.is_error for diagnostic in diagnostics):
        raise CriteriaError(diagnostics)
    return Criteria(parsed.file, checked, schema, diagnostics, offer_type)


def format_criteria(text: str | bytes, *, name: str = "<criteria>") -> str:
    """Return the canonical form of criteria text: same meaning, all comments kept.

    Only the syntax has to be right; names and datatypes are not looked at.

    Raises:
        CriteriaError: the text has syntax errors; all of them are in its ``diagnostics``.

    Source:
        grammar/README.md, "Text".
    """
    source, unreadable = read_source(name, text)
    if unreadable:
        raise CriteriaError(unreadable)
    parsed = parse(source)
    if parsed.diagnostics:
        raise CriteriaError(parsed.diagnostics)
    return format_file(parsed.file)


@overload
def load_criteria(path: str | PathLike[str]) -> Criteria[Offer]: ...
@overload
def load_criteria(path: str | PathLike[str], *, offer_type: type[OfferT]) -> Criteria[OfferT]: ...
def load_criteria(path: str | PathLike[str], *, offer_type: type[Any] = Offer) -> Criteria[Any]:
    """Return the criteria in a file, ready to decide offers.

    Files that it names with ``use`` are read from its folder and below, never from elsewhere.

    Args:
        path: The criteria file.
        offer_type: ``Offer``, or a subclass with groups of your own.

    Raises:
        CriteriaError: the file, or one that it uses, has errors; all are in ``diagnostics``.
        OSError: the file cannot be opened.

    Source:
        grammar/README.md, "use".
    """
    with Path(path).open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    folder = FilesIn(Path(path).parent)
    return parse_criteria(data, offer_type=offer_type, name=fspath(path), resolve=folder)
