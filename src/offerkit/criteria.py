"""Criteria, parsed and checked: the object that decides offers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from attrs import field, frozen

from offerkit.check.checker import check
from offerkit.core import CheckedCriteria
from offerkit.diagnostics import Diagnostic, sort_diagnostics
from offerkit.errors import CriteriaError
from offerkit.evaluate.compile import Program, compile_criteria
from offerkit.evaluate.decision import Decision, Verdict
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema, schema_of
from offerkit.syntax.nodes import CriteriaFile
from offerkit.syntax.parser import parse
from offerkit.syntax.printer import format_file
from offerkit.syntax.source import read_source

if TYPE_CHECKING:
    from offerkit.advise.negotiate import Asks
    from offerkit.check.uses import UseResolver
    from offerkit.check.written import Written

O = TypeVar("O", bound=Offer)  # noqa: E741 - the offers that the criteria decide


@frozen
class Criteria(Generic[O]):
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
    offer_type: type[O]

    @property
    def name(self) -> str:
        """The name of the source: a path, or what the caller gave."""
        return self.file.span.source.name

    @cached_property
    def program(self) -> Program:
        """The criteria compiled for this process, on first use."""
        return compile_criteria(self.checked, self.schema)

    @cached_property
    def written(self) -> Written:
        """The criteria as they were written beside what they mean, worked out on first use."""
        from offerkit.check.written import written

        return written(self.checked.files, schema_of(self.offer_type))

    def verdict(self, offer: O) -> Verdict:
        """Return only the verdict on *offer*: the quick way, for many offers.

        Raises:
            TypeError: *offer* is not of the type the criteria were checked against.

        Source:
            grammar/README.md, "Verdicts".
        """
        self._require(offer)
        return self.program.verdict(offer)

    def decide(self, offer: O) -> Decision:
        """Return the verdict on *offer* with everything that led to it.

        Raises:
            TypeError: *offer* is not of the type the criteria were checked against.

        Source:
            grammar/README.md, "Verdicts".
        """
        self._require(offer)
        return self.program.decide(offer, self)

    def asks(self, offer: O, goal: Verdict = Verdict.CONSIDER, budget: int | None = None) -> Asks:
        """Return the cheapest changes to *offer* that make its verdict at least *goal*.

        Args:
            offer: As it is offered now.
            goal: ``CONSIDER`` or ``ACCEPT``.
            budget: How many steps the search may take; by default ``advise.negotiate.BUDGET``.

        Raises:
            ValueError: the goal is neither of the two, or the budget is less than 1.
            TypeError: *offer* is not of the type the criteria were checked against.
        """
        from offerkit.advise.negotiate import BUDGET, asks

        return asks(self, offer, goal=goal, budget=BUDGET if budget is None else budget)

    def _require(self, offer: object) -> None:
        if not isinstance(offer, self.offer_type):
            wanted, given = self.offer_type.__name__, type(offer).__name__
            raise TypeError(f"these criteria decide offers of type {wanted}, not {given}")


@overload
def parse_criteria(
    text: str | bytes, *, name: str = ..., resolve: UseResolver | None = ...
) -> Criteria[Offer]: ...
@overload
def parse_criteria(
    text: str | bytes,
    *,
    offer_type: type[O],
    name: str = ...,
    resolve: UseResolver | None = ...,
) -> Criteria[O]: ...
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
