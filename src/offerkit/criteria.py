"""The facade: criteria that decide offers, and decisions that answer for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, overload

from attrs import asdict, evolve, field, frozen

from offerkit.advise.compare.models import Draw, SideBySide
from offerkit.advise.pay.vesting import Clawback
from offerkit.check.checker import check
from offerkit.core import CheckedCriteria
from offerkit.data import to_dict
from offerkit.diagnostics import Diagnostic
from offerkit.errors import CriteriaError
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.load.files import project_of
from offerkit.model.offer import Offer, OfferT
from offerkit.model.schema import Schema, schema_of
from offerkit.paths import View
from offerkit.syntax.nodes import CriteriaFile
from offerkit.syntax.parser import parse
from offerkit.syntax.printer import format_file
from offerkit.syntax.problems import layout_too_large
from offerkit.syntax.source import MAX_BYTES, read_source, too_large
from offerkit.values import Money, Range

if TYPE_CHECKING:
    from offerkit.advise.answer.models import GivenReason, Reply, ReplyKind
    from offerkit.advise.compare.models import Contest, OpenOrder
    from offerkit.advise.counter.counter import CounterReview
    from offerkit.advise.examine.models import Analysis, Coverage, CriteriaDifference
    from offerkit.advise.explain import Explanation
    from offerkit.advise.negotiate.models import Negotiation
    from offerkit.advise.prices import PriceList
    from offerkit.advise.procon import ProCon
    from offerkit.advise.promises.promises import PromiseReview
    from offerkit.advise.questions import Questions
    from offerkit.check.uses import UseResolver
    from offerkit.pay import PayTable


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
        """Return what to find out: questions for the employer, then your own."""
        return self._questions

    def explain(self) -> Explanation:
        """Return the reasons: each statement with the value of every part of it."""
        from offerkit.advise.explain import explain
        from offerkit.render.words.explain import sentence

        found = explain(self)
        return evolve(found, sentence=sentence(found, self.questions()))

    def procon(self) -> ProCon:
        """Return what speaks for and against the offer, by weight, in two columns."""
        from offerkit.advise.procon import procon
        from offerkit.render.words.procon import balance_text

        found = procon(self)
        return evolve(found, sentence=balance_text(found.balance))

    def negotiate(self, goal: Verdict | None = None, budget: int | None = None) -> Negotiation:
        """Return the cheapest changes to the offer that make its verdict at least *goal*.

        Args:
            goal: ``CONSIDER`` or ``ACCEPT``; by default the next better verdict within reach.
            budget: The most steps that a search may take, at least 1; by default
                ``advise.negotiate.BUDGET``.

        Raises:
            ValueError: the goal is neither of the two, or the budget is less than 1.
        """
        from offerkit.advise.negotiate.negotiate import BUDGET, negotiate

        return negotiate(self, goal=goal, budget=BUDGET if budget is None else budget)

    def counter(self, new_offer: Offer | None = None) -> CounterReview:
        """Return a review of the counter-offer that was decided.

        Args:
            new_offer: The offer that made the employer counter.

        Raises:
            NotACounterError: the offer does not say that it is a counter-offer, or *new_offer*
                says that it is one.
        """
        from offerkit.advise.counter.counter import counter
        from offerkit.render.words.counter import remarks

        found = counter(self, new_offer)
        return evolve(found, remarks=tuple(remarks(found)))

    def promises(self, letter: Offer | None = None) -> PromiseReview:
        """Return what was said about the job, held against what is in writing and turned out.

        Args:
            letter: The letter or contract to hold against what was said; by default the offer.

        Raises:
            TypeError: *letter* is not of the type the criteria were checked against.

        Source:
            docs/how-to/promises.md, and ``offerkit.promises.promises``.
        """
        from offerkit.advise.promises.promises import promises

        if letter is not None:
            self.program.require(letter)
        return promises(self.offer, letter, self.program)

    def pay(
        self,
        *,
        years: int = 4,
        exit_price: Money | Range[Money] | None = None,
        company_value: Money | Range[Money] | None = None,
        up_to_preferred: bool = False,
        clawback: Clawback = Clawback.OPEN,
        view: View = View.OFFERED,
        currency: str | None = None,
    ) -> PayTable:
        """Return what the offer pays in each of its first years, by the rates of the criteria.

        Args:
            years: Number of years, 1 to 10.
            exit_price: Price at which a share is sold.
            company_value: Price at which the whole company is sold.
            up_to_preferred: Whether to value shares at up to the price of preferred ones.
            clawback: How much of the sign-on bonus must be repaid, if the offer says so.
            view: The job offered, as promised, or the current one.
            currency: Currency of the amounts.

        Raises:
            ValueError: *years* is out of bounds, *currency* is not one of ISO 4217, or equity
                has more than one price.

        Source:
            docs/how-to/pay.md, and ``pay_table``.
        """
        from offerkit.pay import pay_table

        return pay_table(
            self.offer,
            years=years,
            exit_price=exit_price,
            company_value=company_value,
            up_to_preferred=up_to_preferred,
            clawback=clawback,
            program=self.program,
            view=view,
            currency=currency,
        )

    def answer(
        self,
        kind: ReplyKind | None = None,
        *,
        reason: str | GivenReason | None = None,
        goal: Verdict | None = None,
        choice: int = 1,
        tell_present: bool = False,
        until: date | None = None,
        conditions: Iterable[str] = (),
        to: str | None = None,
        sender: str | None = None,
        template: str | bytes | None = None,
        template_name: str = "<template>",
    ) -> Reply:
        """Return an answer to the offer: notes for a call, and a letter.

        Args:
            kind: The purpose of the answer. By default the verdict decides: decline, find out:
                ask, consider: negotiate, accept; of an offer that says that it was answered, what
                is left to say.
            reason: For declining and withdrawing: the label of a statement that speaks against the
                offer, to be given as it is, or how to do without; by default ``GivenReason.KIND``.
            goal: For negotiating: the verdict to reach; see ``negotiate``.
            choice: For negotiating: which of the equally cheap sets of requests, from 1.
            tell_present: For negotiating: whether requests may be measured by the present job.
            until: For more time: the day to ask for; by default the bound of ``negotiable
                offer.deadline``, if there is one.
            conditions: For accepting: conditions, in the words of the letter, beside the promises
                that the offer does not contain.
            to: The name of the person to address.
            sender: The name of the person who signs.
            template: The text of a template, instead of the one that comes with offerkit.
            template_name: The name of the template in diagnostics.

        Raises:
            AnswerError: such an answer would ask for nothing; a request is measured by the present
                job, and *tell_present* is false; no statement called *reason* speaks against the
                offer; there is no set of requests number *choice*; *until* brings no time; the
                letter would contradict what the offer says that you answered.
            TemplateError: the template cannot be used.
        """
        from offerkit.advise.answer.answer import answer
        from offerkit.advise.answer.models import GivenReason
        from offerkit.render.words.answer import with_words

        found = answer(
            self,
            kind,
            reason=GivenReason.KIND if reason is None else reason,
            goal=goal,
            choice=choice,
            tell_present=tell_present,
            until=until,
            conditions=conditions,
        )
        return with_words(
            found, to=to, sender=sender, template=template, template_name=template_name
        )

    def report(self, *, name: str | None = None) -> str:
        """Return a report on the decision as the text of an HTML file, to be written as UTF-8.

        Args:
            name: What to call the offer, say its file.
        """
        from offerkit.advise.report import chapter
        from offerkit.render.html.report import report_page

        return report_page([chapter(self)], name=name)

    def to_dict(self, *, file: str | None = None) -> dict[str, Any]:
        """Return the decision as JSON-ready data; *file* is the name of the offer's file.

        The keys are always the same: see docs/reference/json.md.
        """
        data = to_dict(self, open=self.questions().open_facts)
        data["offer"]["file"] = file
        return data

    def _repr_html_(self) -> str:
        """Return the decision as notebooks show it: see ``render.html.page``."""
        from offerkit.render.html.report import decision_fragment

        return decision_fragment(self.questions())


class Comparison(SideBySide):
    """Offers side by side: their verdicts, their scores and what is certain about their order.

    Made by ``Criteria.compare``.
    """

    def contest(self, one: str, other: str) -> Contest:
        """Return the changes that would reverse the order of any two options.

        Raises:
            KeyError: There is no option with one of these names.
        """
        from offerkit.advise.compare.compare import contest
        from offerkit.advise.compare.settling import Askings

        pair = self.index(one), self.index(other)
        return contest(self.scores, self.options, *pair, Askings(self.options))

    def open_order(self) -> OpenOrder:
        """Return what to ask about each two options in the running whose order is open."""
        from offerkit.advise.compare.compare import open_order

        return open_order(self)

    def report(self) -> str:
        """Return a report on the comparison and its decisions as the text of an HTML file.

        It is to be written as UTF-8.
        """
        from offerkit.advise.report import chapter
        from offerkit.render.html.report import report_page

        return report_page([chapter(option.decision) for option in self.options], self)

    def _repr_html_(self) -> str:
        """Return the comparison as notebooks show it."""
        from offerkit.render.html.report import comparison_fragment

        return comparison_fragment(self)


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
        return self.file.span.source.name

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

    def prices(self, measure: str | None = None) -> PriceList:
        """Return what each weighed statement is worth, by its weight, in amounts of one of them.

        Args:
            measure: Label of the preference to measure by; by default the first one of pay,
                otherwise of money, otherwise of any amount.

        Raises:
            ValueError: No preference of an amount has this label.
        """
        from offerkit.advise.prices import prices

        return prices(self.program, measure)

    def compare(
        self,
        offers: Mapping[str, OfferT] | Iterable[tuple[str, OfferT]],
        *,
        include_current: bool | None = None,
        samples: int | None = None,
        seed: int = 0,
        draw: str = "near",
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
            TypeError: An offer is not of the type the criteria were checked against.
        """
        from offerkit.advise.compare.compare import SAMPLES, compare

        named = list(offers.items() if isinstance(offers, Mapping) else offers)
        for _, offer in named:
            self.program.require(offer)
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
        return Comparison(**asdict(found, recurse=False))

    def analysis(self) -> Analysis:
        """Return what is probably not meant in the criteria, whatever the offer.

        Rules that never hold or always do, that another one makes idle, dealbreakers that leave no
        offer, thresholds out of reach, weights and facts without effect. What an offer can show is
        shown by one that was decided. The work has a budget in steps: what is not settled within
        it is named.
        """
        from offerkit.advise.examine.analysis import analysis

        return analysis(self.program)

    def compare_with(self, other: Criteria[OfferT]) -> CriteriaDifference:
        """Return how other criteria decide, compared with these: stricter, laxer, alike.

        With an offer that the two decide differently, for each direction in which there is one.

        Raises:
            TypeError: *other* decides offers of another type.
        """
        from offerkit.advise.examine.difference import difference

        if other.offer_type is not self.offer_type:
            wanted, given = self.offer_type.__name__, other.offer_type.__name__
            raise TypeError(f"these criteria decide offers of type {wanted}, the others {given}")
        return difference(self.program, other.program)

    def coverage(self, offers: Iterable[OfferT]) -> Coverage:
        """Return which statements ever held among offers, and to what these came.

        Raises:
            TypeError: an offer is not of the type the criteria were checked against.
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
def parse_criteria(
    text: str | bytes,
    *,
    offer_type: type[Any] = Offer,
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

    Source:
        grammar/README.md, "Text" to "Diagnostics".
    """
    parts = _checked(text, offer_type, name, resolve, folder, deciding=True)
    return Criteria(*parts, offer_type)


def check_criteria(
    text: str | bytes,
    *,
    offer_type: type[Offer] = Offer,
    name: str = "<criteria>",
    resolve: UseResolver | None = None,
    folder: str = "",
) -> tuple[Schema, tuple[Diagnostic, ...]]:
    """Return the facts that criteria may read, and all warnings.

    Unlike ``parse_criteria``, it accepts a file that only others use: one that leaves a ``let``
    for them to set.

    Raises:
        CriteriaError: the text has errors; all of them are in its ``diagnostics``.

    Source:
        grammar/README.md, "let".
    """
    return _checked(text, offer_type, name, resolve, folder, deciding=False)[2:]


def _checked(
    text: str | bytes,
    offer_type: type[Offer],
    name: str,
    resolve: UseResolver | None,
    folder: str,
    *,
    deciding: bool,
) -> tuple[CriteriaFile, CheckedCriteria, Schema, tuple[Diagnostic, ...]]:
    source, unreadable = read_source(name, text)
    if unreadable:
        raise CriteriaError(unreadable)
    parsed = parse(source)
    checked, schema, found = check(
        parsed.file,
        schema_of(offer_type),
        resolve=resolve,
        lost_names=parsed.lost_names,
        incomplete=parsed.has_errors,
        unread=parsed.diagnostics,
        folder=folder,
        deciding=deciding,
    )
    if any(diagnostic.is_error for diagnostic in found):
        raise CriteriaError(found)
    return parsed.file, checked, schema, found


def declared_facts(
    text: str | bytes,
    *,
    name: str = "<criteria>",
    resolve: UseResolver | None = None,
    folder: str = "",
) -> Schema:
    """Return the facts that offers may state for criteria, as far as a text with errors tells."""
    source, unreadable = read_source(name, text)
    if unreadable:
        return schema_of(Offer)
    parsed = parse(source)
    _, schema, _ = check(
        parsed.file,
        schema_of(Offer),
        resolve=resolve,
        lost_names=parsed.lost_names,
        folder=folder,
    )
    return schema


def format_criteria(text: str | bytes, *, name: str = "<criteria>") -> str:
    """Return the canonical form of criteria text: same meaning, all comments kept.

    Only the syntax has to be right; names and datatypes are not looked at.

    Raises:
        CriteriaError: the text has syntax errors; all of them are in its ``diagnostics``. Or the
            result would be over the limit, so that nothing could read it.

    Source:
        grammar/README.md, "Text" and "Limits".
    """
    source, unreadable = read_source(name, text)
    if unreadable:
        raise CriteriaError(unreadable)
    parsed = parse(source)
    if parsed.has_errors:
        lost, unread = parsed.lost_names, parsed.diagnostics
        _, _, found = check(
            parsed.file, schema_of(), lost_names=lost, incomplete=True, unread=unread
        )
        # With hints that have been tried.
        places = {(one.code, one.primary.span) for one in unread}
        raise CriteriaError([one for one in found if (one.code, one.primary.span) in places])
    formatted = format_file(parsed.file)
    if too_large(formatted):
        end = len(source.text)
        size = len(formatted.encode())
        at = source.span(max(end - 1, 0), end)
        raise CriteriaError([layout_too_large(at, size, MAX_BYTES)])
    return formatted


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
def load_criteria(
    path: str | PathLike[str],
    *,
    offer_type: type[Any] = Offer,
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
