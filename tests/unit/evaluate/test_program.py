"""Rulings and programs: what they say in short, what they ask, and which of them are the same."""

from __future__ import annotations

import pytest

from offerkit import Offer, parse_criteria
from offerkit.evaluate.program import Ruling
from offerkit.kleene import Kleene
from offerkit.load import read_offer
from offerkit.model.answered import AnswerState
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, FactValue

CRITERIA = """
fact office.dogs: yes/no
fact office.walk: number
assume hours.week = 40
assume team.size = 5
assume commute.time = 20 min
ask "May dogs come?" about office.dogs
ask "Which city?" about location.want_to_live
ask "Any sign-on?" about pay.sign_on later
dealbreaker "Far" if commute.time > 60 min
dealbreaker "Options" if equity.strike > 9 USD
pro "Pay" if pay.base > 50k USD/year weight 3
pro "Dogs" if office.dogs
con "Small" if team.size < 3
caution "Long" if hours.week > 45
prefer "Days" leave.days from 20 to 30 weight 2
leaving "Boss" until manager.presence > rarely
accept at 80%
decline below 20%
"""


def told(decision: Ruling) -> str:
    """Return what a decision comes to, as text."""
    possible = ", ".join(map(str, decision.possible))
    by_parts = ", ".join(map(str, decision.by_parts))
    lines = [
        f"{decision.verdict} of {possible} ({by_parts})",
        f"{decision.score}{' or none' if decision.may_lack_score else ''}",
        f"counter {decision.is_counter.name}",
    ]
    for word, findings in (
        ("out", decision.ruled_out_by),
        ("not", decision.not_applying),
        ("dealbreakers", decision.dealbreakers),
        ("pros", decision.pros),
        ("cons", decision.cons),
        ("cautions", decision.cautions),
        ("preferences", decision.preferences),
        ("leaving", decision.leaving),
    ):
        lines.append(f"{word} {' '.join(it.label for it in findings)}")
    lines.append(f"misses {' '.join(map(str, decision.missing))}")
    lines.append(f"assumes {' '.join(str(it.fact) for it in decision.assumed)}")
    lines.append(f"because {' '.join(str(it.fact) for it in decision.decisive_assumptions)}")
    return "\n".join(lines)


DECISIONS = {
    """

""": """
find_out of decline, consider, accept (decline, consider, accept)
14% to 100%
counter FALSE
out
not
dealbreakers Far Options
pros Pay Dogs
cons Small
cautions Long
preferences Days
leaving Boss
misses equity.kind equity.strike pay.base office.dogs leave.days manager.presence
assumes hours.week team.size commute.time
because team.size commute.time
""",
    """
offer.kind = 'unknown'
pay.base = '20..30 USD/hour'
contract.kind = 'permanent'
equity.kind = 'none'
""": """
find_out of decline, consider, accept (decline, consider, accept)
14% to 100%
counter UNKNOWN
out
not Options
dealbreakers Far Options
pros Pay Dogs
cons Small
cautions Long
preferences Days
leaving Boss
misses pay.base office.dogs leave.days manager.presence offer.kind
assumes hours.week team.size commute.time
because team.size commute.time
""",
    """
offer.kind = 'counter'
team.size = '2..4'
manager.presence = 'never'
hours.week = 50
leave.days = 25
office.dogs = true
pay.base = '60k USD/year'
commute.time = '10 min'
""": """
decline of decline (decline)
71% to 86%
counter TRUE
out Boss
not
dealbreakers Far Options
pros Pay Dogs
cons Small
cautions Long
preferences Days
leaving Boss
misses equity.kind equity.strike team.size
assumes
because
""",
    """
offer.kind = 'counter'
manager.presence = 'often'
leave.days = 25
office.dogs = true
pay.base = '60k USD/year'
equity.kind = 'none'
""": """
accept of accept (accept)
86%
counter TRUE
out
not Options
dealbreakers Far Options
pros Pay Dogs
cons Small
cautions Long
preferences Days
leaving Boss
misses
assumes hours.week team.size commute.time
because team.size commute.time
""",
}


@pytest.mark.parametrize("offer", DECISIONS)
def test_what_a_decision_comes_to(offer: str) -> None:
    criteria = parse_criteria(CRITERIA)
    known = criteria.read_offer(offer)
    decision = criteria.decide(known)
    assert told(decision).replace(" \n", "\n").strip() == DECISIONS[offer].strip()
    assert criteria.program.verdict(known) is decision.verdict
    plain = decision.without_assumptions
    assert (plain is None) == (not decision.assumed)
    if plain is not None:
        assert plain == criteria.program.without_assumptions.decide(known)
        assert plain.assumed == ()
        assert plain.without_assumptions is None


@pytest.mark.parametrize(
    ("criteria", "offer", "possible", "by_parts"),
    [
        # In no case does neither hold.
        (
            "dealbreaker if team.size > 5\ndealbreaker if team.size <= 5",
            "team.size = '2..9'",
            "decline",
            "decline consider",
        ),
        # The worst of both is in no case at once.
        (
            "pro if team.size > 5\nprefer team.size from 10 to 0\ndecline below 25%",
            "team.size = '4..6'",
            "consider",
            "decline consider",
        ),
        # It may turn out that nothing is weighed.
        (
            "prefer equity.cliff from 3 years to 1 year\ndecline below 50%",
            "equity.cliff = '3 years'",
            "decline consider",
            "decline consider",
        ),
        (
            "prefer equity.cliff from 3 years to 1 year\ndecline below 50%",
            "equity.cliff = '3 years'\nequity.kind = 'iso'",
            "decline",
            "decline",
        ),
    ],
)
def test_what_is_possible(criteria: str, offer: str, possible: str, by_parts: str) -> None:
    checked = parse_criteria(criteria)
    known = checked.read_offer(offer)
    decision = checked.decide(known)
    assert checked.program.verdict(known) is decision.verdict
    assert " ".join(map(str, decision.possible)) == possible
    assert " ".join(map(str, decision.by_parts)) == by_parts


@pytest.mark.parametrize(
    ("criteria", "kind", "because"),
    [
        ('assume offer.kind = "counter"', "unknown", "offer.kind team.size leave.days"),
        ('assume offer.kind = "new"', "unknown", "offer.kind team.size leave.days"),
        ("assume manager.presence = often", "counter", "team.size leave.days"),
        ("assume manager.presence = often", "new", "leave.days"),
    ],
)
def test_which_assumptions_are_decisive(criteria: str, kind: str, because: str) -> None:
    checked = parse_criteria(
        f"{criteria}\nassume team.size = 2\nassume leave.days = 9\n"
        "caution if manager.presence > never\n"
        'leaving "Small" until team.size > 3\npro if leave.days > 5\n'
    )
    decision = checked.decide(checked.read_offer(f"offer.kind = '{kind}'"))
    assert " ".join(str(it.fact) for it in decision.decisive_assumptions) == because


def test_decisions_that_say_the_same_are_the_same() -> None:
    criteria = parse_criteria(CRITERIA)
    one, other = criteria.decide(Offer()), parse_criteria(CRITERIA).decide(Offer())
    assert one == other
    assert hash(one) == hash(other)
    known = criteria.decide(criteria.read_offer("leave.days = 30"))
    assert one != known
    assert hash(one) != hash(known)
    assert one != Ruling(criteria.program, Offer())
    assert one != "decision"
    assert repr(parse_criteria("").decide(Offer())) == (
        "Decision(verdict=<Verdict.CONSIDER: 'consider'>, possible=(<Verdict.CONSIDER: "
        "'consider'>,), by_parts=(<Verdict.CONSIDER: 'consider'>,), score=None, "
        "may_lack_score=True, findings=(), is_counter=<Kleene.FALSE: 0>, broken_promises=(), "
        "exceeded_promises=(), unstated_promises=(), assumed=(), without_assumptions=None, "
        "missing_rates=(), missing_days=(), before_tax=(), left_out=())"
    )


@pytest.mark.parametrize(
    ("kind", "counter"),
    [("counter", Kleene.TRUE), ("new", Kleene.FALSE), ("unknown", Kleene.UNKNOWN)],
)
@pytest.mark.parametrize("criteria", ["", 'leaving "Pay" until pay.base > 9 USD/hour'])
def test_which_offer_is_a_counter_offer(criteria: str, kind: str, counter: Kleene) -> None:
    checked = parse_criteria(criteria)
    assert checked.decide(checked.read_offer(f"offer.kind = '{kind}'")).is_counter is counter


def test_what_rules_out_is_asked_of_a_finding() -> None:
    decision = parse_criteria(CRITERIA).decide(Offer())
    assert [decision.rules_out(it) for it in decision.findings[:3]] == [
        *(Kleene.FALSE, Kleene.UNKNOWN, Kleene.FALSE),
    ]
    with pytest.raises(TypeError, match=r"^finding: expected Finding, got 'Far'$"):
        decision.rules_out("Far")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "offer", "question", "whose"),
    [
        ("office.dogs", "", "May dogs come?", "employer"),
        ("office.walk", "", "What about office.walk?", "yourself"),
        ("team.size", "", "How many people are in the team?", "employer"),
        ("location.want_to_live", "", "Which city?", "employer"),
        ("commute.time", "", "How long is the way to work, one way, on a working day?", "yourself"),
        (
            "promised.team.size",
            "",
            "As it was told to you: How many people are in the team?",
            "yourself",
        ),
        (
            "current.team.size",
            "",
            "In your present job: How many people are in the team?",
            "yourself",
        ),
        ("pay.base", "", "What is the base pay?", "employer"),
        (
            "pay.base",
            "pay.range = '5..9 USD/hour'",
            "What is the base pay? (5 to 9 USD per hour is advertised)",
            "employer",
        ),
        (
            "current.pay.base",
            "pay.range = '5..9 USD/hour'",
            "In your present job: What is the base pay?",
            "yourself",
        ),
        ("pay.sign_on", "pay.range = '5..9 USD/hour'", "Any sign-on?", "employer"),
    ],
)
def test_questions(fact: str, offer: str, question: str, whose: str) -> None:
    one = FactPath(fact)
    for known in ("promised", "current"):
        if fact.startswith(known):
            one = FactPath(fact.removeprefix(f"{known}."), View(known))
    criteria = parse_criteria(CRITERIA)
    assert criteria.program.question(one, criteria.read_offer(offer)) == question
    assert criteria.program.asked_of(one).value == whose
    assert criteria.program.question(FactPath("no.such")) == "What is no.such?"


@pytest.mark.parametrize(
    ("fact", "answer", "in_writing", "later"),
    [
        ("pay.sign_on", "", UNKNOWN, True),
        ("pay.sign_on", "", False, True),
        ("pay.sign_on", "", True, False),
        ("pay.sign_on", "accepted", UNKNOWN, False),
        ("pay.sign_on", "declined", UNKNOWN, True),
        ("office.dogs", "", UNKNOWN, False),
    ],
)
def test_what_is_asked_later(fact: str, answer: str, in_writing: FactValue, later: bool) -> None:
    offer = read_offer(f"offer.answer = '{answer}'" if answer else "")
    program = parse_criteria(CRITERIA).program
    assert program.asks_later(FactPath(fact), AnswerState.of(offer), in_writing) is later
