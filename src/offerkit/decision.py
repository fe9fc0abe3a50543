"""Decisions and comparisons that answer for themselves: each kind of advice is a method."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic

from attrs import evolve

from offerkit.advise.compare.models import SideBySide
from offerkit.advise.pay.vesting import Clawback
from offerkit.arguments import AsField, checks_arguments
from offerkit.data import to_dict
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.model.offer import Offer, OfferT
from offerkit.paths import View
from offerkit.values import Money, Range

if TYPE_CHECKING:
    from offerkit.advise.answer.models import GivenReason, Reply, ReplyKind
    from offerkit.advise.compare.models import Contest, OpenOrder
    from offerkit.advise.counter.counter import CounterReview
    from offerkit.advise.explain import Explanation
    from offerkit.advise.negotiate.models import Negotiation
    from offerkit.advise.procon import ProCon
    from offerkit.advise.promises.promises import PromiseReview
    from offerkit.advise.questions import Questions
    from offerkit.pay import PayTable


class Decision(Ruling, AsField, Generic[OfferT]):
    """A verdict on an offer, everything it rests on, and advice about it.

    Made by ``Criteria.decide``. Each kind of advice is a method with the name of its command.
    """

    without_assumptions: Decision[OfferT] | None
    """Decision without assumptions, if its possible verdicts or its score differ."""
    if TYPE_CHECKING:
        offer: OfferT
        """The offer that was decided."""

    @cached_property
    def sentence(self) -> str:
        """Why the verdict is what it is, in a sentence or two, and what to find out first.

        Texts from files are in it as they are.
        """
        from offerkit.render.words.decide import why

        return why(self, self.questions())

    @cached_property
    def decided_by(self) -> tuple[Finding, ...]:
        """The findings that decided, the weightiest first; empty if there are none.

        Of a decline, what rules the offer out, or else what speaks against it; of an accept, what
        speaks for it; of a consider, what keeps it from more; of a find out, what is open.
        """
        if self.ruled_out_by:
            return self.ruled_out_by
        if self.verdict is Verdict.FIND_OUT:
            return tuple(finding for finding in self.findings if not finding.settled)
        is_for = self.verdict is Verdict.ACCEPT

        def share(finding: Finding) -> Fraction:
            value = finding.value
            if value is None:
                return Fraction(0)
            return finding.weight * (value.low if is_for else 1 - value.high)

        found = [finding for finding in self.findings if share(finding)]
        return tuple(sorted(found, key=share, reverse=True))

    def questions(self) -> Questions:
        """Return what to find out: questions for the employer, then your own."""
        from offerkit.advise.questions import questions

        return questions(self)

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

    @checks_arguments
    def negotiate(self, goal: Verdict | None = None, budget: int | None = None) -> Negotiation:
        """Return the cheapest changes to the offer that make its verdict at least *goal*.

        Args:
            goal: ``CONSIDER`` or ``ACCEPT``; by default the next better verdict within reach.
            budget: The most steps that a search may take, at least 1; by default
                100,000.

        Raises:
            TypeError: an argument is of another type.
            ValueError: the goal is neither of the two, or the budget is less than 1.
        """
        from offerkit.advise.negotiate.negotiate import BUDGET, negotiate

        return negotiate(self, goal=goal, budget=BUDGET if budget is None else budget)

    @checks_arguments
    def counter(self, new_offer: Offer | None = None) -> CounterReview:
        """Return a review of the counter-offer that was decided.

        Args:
            new_offer: The offer that made the employer counter.

        Raises:
            NotACounterError: the offer does not say that it is a counter-offer, or *new_offer*
                says that it is one.
            TypeError, ValueError: these criteria do not decide such a *new_offer*.
        """
        from offerkit.advise.counter.counter import counter
        from offerkit.render.words.counter import remarks

        found = counter(self, new_offer)
        return evolve(found, remarks=tuple(remarks(found)))

    @checks_arguments
    def promises(self, letter: Offer | None = None) -> PromiseReview:
        """Return what was said about the job, held against what is in writing and turned out.

        Args:
            letter: The letter or contract to hold against what was said; by default the offer.

        Raises:
            TypeError, ValueError: these criteria do not decide such a *letter*.

        Source:
            docs/how-to/promises.md, and ``offerkit.promises.promises``.
        """
        from offerkit.advise.promises.promises import hold_to

        if letter is not None:
            self.program.require(letter, "letter")
        return hold_to(self.offer, letter, self.program)

    @checks_arguments
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
        leave_after: int | None = None,
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
            leave_after: Months after which to leave, 1 to 120, for ``PayTable.leaving``.

        Raises:
            TypeError: an argument is of another type.
            ValueError: *years* is out of bounds, *currency* is not one of ISO 4217, or equity
                has more than one price.

        Source:
            docs/how-to/pay.md, and ``pay_table``.
        """
        from offerkit.advise.pay.pay import pay
        from offerkit.pay import basis_of, with_notes

        return with_notes(
            pay(
                self.offer,
                years=years,
                basis=basis_of(exit_price, company_value, up_to_preferred=up_to_preferred),
                clawback=clawback,
                program=self.program,
                view=view,
                currency=currency,
                leave_after=leave_after,
            )
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
            TypeError: an argument is of another type.
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

    @checks_arguments
    def report(
        self,
        *,
        name: str | None = None,
        title: str | None = None,
        person: str | None = None,
        day: date | None = None,
    ) -> str:
        """Return a report on the decision as the text of an HTML file, to be written as UTF-8.

        Args:
            name: What to call the offer, say its file.
            title: Title of the page; by default the verdict, and on what.
            person: Whom the report is for.
            day: Date of the report.

        Raises:
            TypeError: an argument is of another type.
        """
        from offerkit.advise.report import chapter
        from offerkit.render.html.report import About, report_page

        return report_page([chapter(self)], name=name, about=About(title, person, day))

    @checks_arguments
    def to_dict(self, *, file: str | None = None, questions: bool = True) -> dict[str, Any]:
        """Return the decision as JSON-ready data.

        The keys are always the same: see docs/reference/json/, and ``decision_schema``.

        Args:
            file: Name of the offer's file.
            questions: Whether to find out which open facts matter. That is a search, and takes
                longer than everything else; without it, ``open`` and ``sentence`` are null.

        Raises:
            TypeError: *file* is no text, or *questions* is not True or False.
        """
        found: dict[str, Any] = {"decided_by": tuple(finding.label for finding in self.decided_by)}
        if questions:
            found |= {"open": self.questions().open_facts, "sentence": self.sentence}
        data = to_dict(self, **found)
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
            TypeError: a name is no text.
            ValueError: no option has one of these names.
        """
        from offerkit.advise.compare.compare import contest

        pair = self.index(one), self.index(other)
        return contest(self.scores, self.options, *pair, self._about)

    def open_order(self) -> OpenOrder:
        """Return what to ask about each two options in the running whose order is open."""
        from offerkit.advise.compare.compare import open_order

        return open_order(self)

    @checks_arguments
    def report(
        self, *, title: str | None = None, person: str | None = None, day: date | None = None
    ) -> str:
        """Return a report on the comparison and its decisions as the text of an HTML file.

        It is to be written as UTF-8.

        Args:
            title: Title of the page; by default which option is first.
            person: Whom the report is for.
            day: Date of the report.

        Raises:
            TypeError: an argument is of another type.
        """
        from offerkit.advise.report import chapter
        from offerkit.render.html.report import About, report_page

        chapters = [chapter(option.decision) for option in self.options]
        return report_page(chapters, self, about=About(title, person, day))

    def to_csv(self) -> str:
        """Return the options as CSV, best first: a line of headings, and a line for each.

        Behind what is known of an option there is a column for each statement, with its truth, or
        with what a preference grades. Scores and shares are in percent.
        """
        from offerkit.render.markdown.compare import comparison_rows
        from offerkit.render.tables import to_csv

        return to_csv(comparison_rows(self, self.program.checked.name))

    def to_markdown(self) -> str:
        """Return the comparison in Markdown: a table of the options, one of the statements.

        Between them stands what is certain, in sentences.
        """
        from offerkit.render.markdown.compare import comparison_to_markdown

        return comparison_to_markdown(self, self.program.checked.name)

    def _repr_html_(self) -> str:
        """Return the comparison as notebooks show it."""
        from offerkit.render.html.report import comparison_fragment

        return comparison_fragment(self)
