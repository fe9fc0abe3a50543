"""Answers: nothing private gets into them, and every word is the template's or can be traced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from attrs import evolve
from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.advise.answer.models import GivenReason, Reply, ReplyKind
from offerkit.advise.answer.templates import template_for, template_text
from offerkit.criteria import Criteria, parse_criteria
from offerkit.decision import Decision
from offerkit.errors import AnswerError
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.kleene import Kleene
from offerkit.model.facts import (
    ClientsFacts,
    CompanyFacts,
    ManagerFacts,
    OfferFacts,
    PayFacts,
    RoleFacts,
    WorkFacts,
)
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.render.words.decide import SET_ASIDE
from offerkit.scales import Frequency
from offerkit.values import FactValue, Pay, Period
from tests.strategies.decisions import Case, cases
from tests.strategies.offers import offers, stated_paths

MARK = "zqx"
"""Stands in every text that is nobody's business; so do the numbers below."""
NUMBERS = ("7919", "7907", "7901", "7883", "31337", "31,337")

STATEMENTS = (
    'dealbreaker "zqx one" if manager.presence < sometimes',
    'dealbreaker "zqx two" if location.market < large',
    'dealbreaker "zqx three" if manager.name != promised.manager.name',
    'dealbreaker "zqx four" if clients.names overlaps zqx_disliked',
    'dealbreaker "zqx five" if desk.zqx_own',
    'dealbreaker "zqx thirteen" if desk.zqx_note = "zqx"',
    'pro "zqx fourteen" if desk.zqx_own and not desk.shared weight 3',
    'con "zqx fifteen" if desk.named or desk.zqx_months > 3 months',
    "negotiable desk.zqx_own",
    "negotiable desk.shared",
    "negotiable desk.named",
    'caution "zqx six" if work.summary != promised.work.summary',
    'con "zqx seven" if commute.time > 45 min weight 7919',
    'pro "zqx eight" if pay.base >= 60k USD per year weight 7907',
    'prefer "zqx nine" pay.base from 35k to 65k USD per year weight 7901',
    'leaving "zqx ten" until clients.count >= 3',
    'leaving "zqx eleven" until manager.mentoring >= current.manager.mentoring',
    "negotiable pay.base up to 70k USD per year effort 7883",
    "negotiable manager.presence up to always",
    "negotiable clients.count up to 5",
    "decline below 30%",
    "accept at 70%",
)
NEGOTIABLE = (
    "negotiable pay.base up to 70k USD per year effort 7883",
    "negotiable manager.presence up to always",
    "negotiable clients.count up to 5",
    "negotiable desk.zqx_own",
    "negotiable desk.named",
    'pro "zqx eight" if pay.base >= 60k USD per year weight 7907',
    "accept at 70%",
)
"""With these there is something to ask for."""
WITHIN_REACH = (
    'dealbreaker "zqx one" if manager.presence < sometimes',
    'leaving "zqx ten" until clients.count >= 3',
    'dealbreaker "zqx twelve" unless pay.base > current.pay.base',
    'caution "zqx six" if work.summary != promised.work.summary',
    'dealbreaker "zqx thirteen" unless desk.zqx_own',
    'dealbreaker "zqx fourteen" unless desk.named',
    "assume pay.base = 31337 USD per year",
)
PATHS = (
    "offer.kind",
    "offer.start",
    "offer.in_writing",
    "offer.answer",
    "offer.answered",
    "offer.answer_in_writing",
    "offer.deadline",
    "offer.today",
    "manager.presence",
    "manager.mentoring",
    "location.market",
    "clients.count",
    "commute.time",
    "pay.base",
)
"""The facts that the statements read and that have no text of their own to hide."""


OWN: Mapping[str, st.SearchStrategy[FactValue]] = {
    "desk.zqx_own": st.booleans(),
    "desk.zqx_note": st.just(f"{MARK} note"),
    "desk.shared": st.booleans(),
    "desk.named": st.booleans(),
}
"""Values of own facts, which an offer may state or leave open."""


@cache
def _criteria(text: str) -> Criteria[Offer]:
    return parse_criteria(text)


def _named(name: str, offer: Offer) -> Offer:
    """Return the offer with texts that are nobody's business in it."""
    return evolve(
        offer,
        company=evolve(offer.company, industry=f"{MARK} {name}"),
        work=WorkFacts(summary=f"{MARK} {name}", tasks=frozenset({f"{MARK} {name}"})),
        manager=evolve(offer.manager, name=f"{MARK} {name}"),
        clients=evolve(offer.clients, names=frozenset({f"{MARK} {name}"})),
    )


@st.composite
def private_cases(draw: st.DrawFn, *, negotiable: bool = False) -> Decision:
    if negotiable:
        chosen = [*NEGOTIABLE, *draw(st.lists(st.sampled_from(WITHIN_REACH), unique=True))]
    else:
        chosen = draw(st.lists(st.sampled_from(STATEMENTS), unique=True, min_size=3))
    declared = [
        'let zqx_disliked = {"zqx offered", "zqx other"}',
        'fact desk.zqx_own: yes/no "zqx Is the desk mine?"',
        'fact desk.zqx_note: text "zqx Which note did I make?"',
        "fact desk.zqx_months: duration in months",
        'fact desk.shared: yes/no ask "Would I share a desk?"',
        'fact desk.named: yes/no "zqx Would I like my desk?"',
        'ask "Would I have a desk of my own?" about desk.named',
    ]
    criteria = _criteria("\n".join([*declared, *sorted(chosen)]))
    offer = _named("offered", draw(offers(paths=PATHS, views=False)))
    present = Offer(
        company=CompanyFacts(name=f"{MARK} current"),
        role=RoleFacts(title=f"{MARK} current"),
        pay=PayFacts(base=Pay(Decimal(31337), "USD", Period.YEAR)),
        manager=ManagerFacts(mentoring=draw(st.sampled_from(Frequency))),
        clients=ClientsFacts(names=frozenset({f"{MARK} current"})),
    )
    return criteria.decide(
        evolve(
            offer,
            current=_named("current", present),
            promised=draw(_promised()),
            sources={
                f"{view}{path}": f"{MARK} call with HR and {MARK} on 3 November about {path}"
                for path in stated_paths(schema_of())
                for view in ("", "promised.")
            },
            own=draw(st.fixed_dictionaries({}, optional=OWN)),
            posting={"benefits": f"{MARK} posting"},
        )
    )


@st.composite
def _promised(draw: st.DrawFn) -> Offer:
    """What was promised: of the employer's facts, and of some that are nobody's business."""
    told = draw(offers(paths=("pay.base", "remote.days", "manager.presence"), views=False))
    own = draw(st.fixed_dictionaries({}, optional=OWN))
    told = evolve(told, offer=OfferFacts(kind="counter"), own=own)
    return told if draw(st.booleans()) else _named("promised", told)


def _reply(
    decision: Decision,
    kind: ReplyKind | None,
    reason: str | GivenReason = GivenReason.KIND,
    goal: Verdict | None = None,
) -> Reply | None:
    try:
        found = decision.answer(kind, reason=reason, goal=goal)
    except AnswerError:
        event("nothing to answer")
        return None
    event(f"kind: {found.kind}")
    event(f"own questions: {any('desk' in str(question.fact) for question in found.mine)}")
    event(f"a reason: {found.reason is not None}")
    return found


KINDS = st.sampled_from([None, *ReplyKind])


@given(private_cases(), KINDS, st.sampled_from(GivenReason))
def test_nothing_private_gets_in(
    decision: Decision, kind: ReplyKind | None, reason: GivenReason
) -> None:
    found = _reply(decision, kind, reason)
    if found is not None:
        assert_private(found)


@given(private_cases(negotiable=True), st.sampled_from([None, Verdict.CONSIDER, Verdict.ACCEPT]))
def test_nothing_private_gets_in_where_something_is_asked_for(
    decision: Decision, goal: Verdict | None
) -> None:
    found = _reply(decision, ReplyKind.NEGOTIATE, goal=goal)
    if found is not None and decision.is_counter is not Kleene.TRUE:
        assert found.ask is not None
        event(f"changes: {len(found.ask.changes)}")
        assert_private(found)


def assert_private(reply: Reply) -> None:
    for text in (reply.letter, *reply.notes):
        if reply.kind is ReplyKind.PROMISE:
            # Such a letter says what they told you, and nothing else.
            text = text.replace(f"{MARK} promised", "")
        assert MARK not in text
        assert not any(number in text for number in NUMBERS)
        assert "%" not in text


@given(private_cases(), st.data())
def test_a_label_gets_in_only_when_it_is_chosen(decision: Decision, data: st.DataObject) -> None:
    labels = [finding.label for finding in decision.findings]
    if not labels:
        return
    label = data.draw(st.sampled_from(labels))
    found = _reply(decision, ReplyKind.DECLINE, label)
    if found is None:
        return
    assert found.reason is not None
    assert found.reason.label == label
    rest = found.letter.replace(f"What decided it for me: {label}.", "", 1)
    assert rest != found.letter
    assert MARK not in rest


def _words_of_the_template(reply: Reply) -> str:
    text = template_text(template_for(reply))
    # What is said of a late answer is left out of most letters.
    texts = (text, re.sub(r"\$late\s", "", text))
    return " ".join(re.sub(r"\s+", " ", re.sub(r"\$\w+", " \0 ", text)) for text in texts)


def _untraced(text: str, reply: Reply) -> list[str]:
    """Return what is left of a line without the passages that can be traced."""
    for trace in sorted(reply.traces, key=lambda trace: -len(trace.text)):
        text = text.replace(trace.text, "\0")
    return [" ".join(piece.split()) for piece in text.removeprefix("- ").split("\0")]


@given(cases(exclude=("ask",)), KINDS, st.sampled_from(GivenReason))
def test_every_word_is_the_templates_or_can_be_traced(
    case: Case, kind: ReplyKind | None, reason: GivenReason
) -> None:
    decision = case.criteria.decide(case.offer)
    found = _reply(decision, kind, reason)
    if found is None:
        return
    words = _words_of_the_template(found)
    for line in (*found.lines, *found.notes):
        for piece in _untraced(line, found):
            # One note, which counts the dealbreakers that were left aside, has no template.
            assert piece in words or piece.startswith(SET_ASIDE)


@given(cases(), st.sampled_from([ReplyKind.DECLINE, None]))
def test_a_reason_is_one_that_speaks_against_the_offer(case: Case, kind: ReplyKind | None) -> None:
    decision = case.criteria.decide(case.offer)
    found = _reply(decision, kind, GivenReason.KIND)
    if found is None or found.reason is None:
        return
    assert decision.verdict.value == "decline"
    assert found.reason in decision.findings
    value, truth = found.reason.value, found.reason.truth
    if truth is Kleene.DOES_NOT_APPLY:
        # What does not apply in a counter-offer is not addressed by it.
        assert found.reason.kind is StatementKind.LEAVING
    else:
        assert truth.value in (0, 2) or (value is not None and value.high < 1)


@given(cases(), KINDS)
def test_names_change_nothing_but_the_names(case: Case, kind: ReplyKind | None) -> None:
    decision = case.criteria.decide(case.offer)
    plain = _reply(decision, kind, GivenReason.KIND)
    if plain is None:
        return
    named = decision.answer(plain.kind, to="Kim Vo", sender="Sam Roe")
    assert named.letter == f"{plain.letter}Sam Roe\n".replace("Hello,", "Dear Kim Vo,", 1)
    assert named.notes == plain.notes
