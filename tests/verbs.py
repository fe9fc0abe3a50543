"""Every verb of the API, and every rendering of what it returns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

import offerkit
from offerkit.advise.answer.models import ReplyKind
from offerkit.comparison import Comparison
from offerkit.criteria import Criteria
from offerkit.decision import Decision
from offerkit.errors import AnswerError, NotACounterError
from offerkit.evaluate.verdict import Verdict
from offerkit.model.json_schema import offer_json_schema
from offerkit.model.offer import Offer
from offerkit.paths import View
from offerkit.render.markdown.explain import explanation_to_markdown
from offerkit.render.text.answer import render_answer, render_letter, render_notes
from offerkit.render.text.compare import render_comparison, render_open_order
from offerkit.render.text.counter import render_counter
from offerkit.render.text.decide import render_decision
from offerkit.render.text.examine import render_analysis, render_coverage, render_difference
from offerkit.render.text.explain import render_explanation
from offerkit.render.text.negotiate import render_negotiate
from offerkit.render.text.pay import render_pay
from offerkit.render.text.procon import render_procon
from offerkit.render.text.promises import render_promises
from offerkit.render.text.questions import render_questions


def renderings(criteria: Criteria[Offer], offers: Mapping[str, Offer]) -> Iterator[str]:
    """Yield what every verb says of the offers, rendered in every way: none may raise.

    What a verb refuses by its contract (a review of what is no counter-offer, an answer that would
    ask for nothing) is refused with the error that it names.
    """
    yield offerkit.format_criteria(criteria.file.span.source.text) or "# nothing"
    yield json.dumps(offer_json_schema(criteria.schema), allow_nan=False)
    for offer in offers.values():
        yield offerkit.write_offer(offer) or "# nothing"
        decision = criteria.decide(offer)
        assert decision.verdict is criteria.verdict(offer)
        yield from of_decision(decision)
        new = next((other for other in offers.values() if other.offer.kind != "counter"), None)
        with suppress(NotACounterError):
            for review in (decision.counter(), decision.counter(new)):
                yield json.dumps(review.to_dict(), allow_nan=False)
                yield render_counter(review, width=40, colour=True)
    yield from of_criteria(criteria, offers.values())
    yield from of_comparison(criteria.compare(offers, samples=5))
    leaving = criteria.compare(offers, samples=5, include_current=False)
    yield from of_comparison(leaving)
    yield leaving.report()


def of_criteria(criteria: Criteria[Offer], offers: Iterable[Offer]) -> Iterator[str]:
    analysis, coverage = criteria.analysis(), criteria.coverage(offers)
    same = criteria.compare_with(criteria)
    assert same.differences == ()
    for result in (analysis, coverage, same):
        yield json.dumps(result.to_dict(), allow_nan=False)
    yield render_analysis(analysis, width=40, colour=True)
    yield render_coverage(coverage, width=40, colour=True)
    yield render_difference(same, width=40, colour=True)


def of_decision(decision: Decision) -> Iterator[str]:
    questions, explanation, procon = decision.questions(), decision.explain(), decision.procon()
    for result in (decision, questions, explanation, procon):
        yield json.dumps(result.to_dict(), allow_nan=False)
    for width, colour in ((40, False), (100, True)):
        yield render_decision(questions, width=width, colour=colour, name="a.toml")
        yield render_questions(questions, width=width, colour=colour)
        yield render_explanation(explanation, width=width, colour=colour)
        for cancel in (True, False):
            yield render_procon(procon, cancel=cancel, width=width, colour=colour)
    yield explanation_to_markdown(explanation)
    yield decision._repr_html_()
    yield decision.report(name="a.toml")
    for goal in (Verdict.CONSIDER, Verdict.ACCEPT):
        negotiation = decision.negotiate(goal)
        yield json.dumps(negotiation.to_dict(), allow_nan=False)
        yield render_negotiate(negotiation)
    for view in View:
        table = decision.pay(years=2, view=view)
        yield json.dumps(table.to_dict(), allow_nan=False)
        yield render_pay(table)
    for review in (decision.promises(), decision.promises(decision.offer)):
        yield json.dumps(review.to_dict(), allow_nan=False)
        yield render_promises(review, width=40, colour=True, name="a.toml")
    for kind in (None, *ReplyKind):
        with suppress(AnswerError):
            reply = decision.answer(kind, tell_present=True)
            yield json.dumps(reply.to_dict(), allow_nan=False)
            yield render_answer(reply) + render_letter(reply) + render_notes(reply)


def of_comparison(comparison: Comparison) -> Iterator[str]:
    yield json.dumps(comparison.to_dict(), allow_nan=False)
    yield render_comparison(comparison, width=40) + render_comparison(comparison, colour=True)
    yield comparison._repr_html_()
    order = comparison.open_order()
    yield json.dumps(order.to_dict(), allow_nan=False)
    yield render_open_order(order, width=40) + render_open_order(order, colour=True)
    names = [option.name for option in comparison.options]
    for one in names:
        for other in names:
            if one != other:
                assert {one, other} == {
                    (contest := comparison.contest(one, other)).option,
                    contest.leading,
                }
