"""Negotiation on small files: of every kind of fact, within bounds, and what stands in the way."""

from __future__ import annotations

import pytest

from offerkit.advise.negotiate.models import Negotiation, NegotiationOutcome
from offerkit.criteria import parse_criteria
from offerkit.evaluate.verdict import Verdict
from offerkit.load import read_offer
from offerkit.model.offer import Offer
from offerkit.render.text.negotiate import render_negotiate
from offerkit.values import show


def asked(
    criteria: str, offer: str = "", goal: Verdict = Verdict.CONSIDER, budget: int | None = None
) -> Negotiation:
    checked = parse_criteria(criteria)
    return checked.decide(read_offer(offer, schema=checked.schema)).negotiate(goal, budget)


def wanted(found: Negotiation) -> list[dict[str, str]]:
    assert found.outcome is NegotiationOutcome.FOUND, found.outcome
    return [{str(c.fact): show(c.wanted) for c in ask.changes} for ask in found.asks]


def only(criteria: str, offer: str = "", goal: Verdict = Verdict.CONSIDER) -> dict[str, str]:
    (changes,) = wanted(asked(criteria, offer, goal))
    return changes


def test_each_kind_of_fact_can_be_asked_for() -> None:
    cases = {
        ("dealbreaker if pay.base < 48k USD per year", "pay.base up to 60k USD per year"): (
            'pay.base = "45k USD per year"',
            "48,000 USD per year",
        ),
        ("dealbreaker unless manager.mentoring >= sometimes", "manager.mentoring up to often"): (
            'manager.mentoring = "never"',
            "sometimes",
        ),
        ("dealbreaker unless visa.sponsored", "visa.sponsored"): ("visa.sponsored = false", "yes"),
        ("dealbreaker if contract.noncompete", "contract.noncompete"): (
            "contract.noncompete = true",
            "no",
        ),
        ("dealbreaker if contract.probation > 3 months", "contract.probation down to 1 month"): (
            'contract.probation = "6 months"',
            "3 months",
        ),
        ("dealbreaker if offer.deadline < 2026-12-01", "offer.deadline"): (
            "offer.deadline = 2026-11-15",
            "2026-12-01",
        ),
        ("dealbreaker if offer.deadline <= 2026-12-01", "offer.deadline"): (
            "offer.deadline = 2026-11-15",
            "2026-12-02",
        ),
        ('dealbreaker if role.title != "Planner"', "role.title"): (
            'role.title = "Assistant"',
            '"Planner"',
        ),
        ('dealbreaker if clients.names overlaps {"Acme"}', "clients.names"): (
            'clients.names = ["Acme", "Bo"]',
            '{"Bo"}',
        ),
        ('dealbreaker unless benefits.list includes "gym"', 'benefits.list up to {"gym"}'): (
            'benefits.list = ["lunch"]',
            '{"gym", "lunch"}',
        ),
    }
    for (rule, negotiable), (offer, value) in cases.items():
        path = negotiable.split()[0]
        assert only(f"{rule}\nnegotiable {negotiable}", offer) == {path: value}, rule


def test_unknown_facts_may_be_fixed() -> None:
    text = "dealbreaker if hours.week > 40\nnegotiable hours.week"
    assert only(text) == {"hours.week": "40"}
    text = "dealbreaker if remote.policy < hybrid\nnegotiable remote.policy"
    assert only(text) == {"remote.policy": "hybrid"}
    text = "dealbreaker if pay.base < 48k USD per year\nnegotiable pay.base up to 60k USD per year"
    assert only(text, 'pay.base = "40k..55k USD per year"') == {"pay.base": "48,000 USD per year"}


def test_a_preference_is_solved_and_rounded_to_a_whole_unit_that_suffices() -> None:
    text = """
    prefer pay.base from 40k to 70k USD per year
    negotiable pay.base up to 70k USD per year
    accept at 33.33%
    """
    (ask,) = asked(text, 'pay.base = "45k USD per year"', Verdict.ACCEPT).asks
    assert show(ask.changes[0].wanted) == "50,000 USD per year"
    assert ask.decision.verdict is Verdict.ACCEPT


def test_amounts_keep_their_own_unit() -> None:
    text = """
    rate 1 EUR = 1.25 USD
    dealbreaker if pay.base < 60k USD per year
    negotiable pay.base up to 6k USD per month
    """
    assert only(text, 'pay.base = "3k EUR per month"') == {"pay.base": "4,000 EUR per month"}


def test_bounds_are_kept() -> None:
    text = "dealbreaker if pay.base < 65k USD per year\nnegotiable pay.base up to 60k USD per year"
    found = asked(text, 'pay.base = "45k USD per year"')
    assert found.outcome is NegotiationOutcome.OUT_OF_REACH
    assert [finding.span.line for finding in found.blockers] == [1]
    down = "dealbreaker if hours.week > 30\nnegotiable hours.week down to 32"
    assert asked(down, "hours.week = 40").outcome is NegotiationOutcome.OUT_OF_REACH


def test_the_cheapest_set_wins_and_equally_cheap_ones_are_all_listed() -> None:
    text = """
    pro if visa.sponsored
    pro if leave.sabbatical
    pro if hours.on_call <= rarely weight 2
    negotiable visa.sponsored effort 2
    negotiable leave.sabbatical effort 2
    negotiable hours.on_call effort {effort}
    accept at 50%
    """
    offer = 'visa.sponsored = false\nleave.sabbatical = false\nhours.on_call = "always"'
    both = {"visa.sponsored": "yes", "leave.sabbatical": "yes"}
    calls = {"hours.on_call": "rarely"}
    assert wanted(asked(text.format(effort=3), offer, Verdict.ACCEPT)) == [calls]
    assert wanted(asked(text.format(effort=5), offer, Verdict.ACCEPT)) == [both]
    equal = asked(text.format(effort=4), offer, Verdict.ACCEPT)
    assert wanted(equal) == [calls, both]
    assert {ask.effort for ask in equal.asks} == {4}


def test_no_more_than_ten_are_listed() -> None:
    truths = [
        "visa.sponsored",
        "leave.sabbatical",
        "leave.unlimited",
        "pay.overtime_paid",
        "pay.bonus_guaranteed",
        "equity.early_exercise",
        "manager.same_location",
    ]
    text = "\n".join(f"pro if {t}\nnegotiable {t}" for t in truths) + "\naccept at 25%"
    offer = "\n".join(f"{truth} = false" for truth in truths)
    offer += '\nequity.kind = "iso"\npay.bonus_target = "10%"'
    found = asked(text, offer, Verdict.ACCEPT)
    assert (len(found.asks), found.more) == (10, True)
    assert found.asks == asked(text, offer, Verdict.ACCEPT).asks
    assert "More sets take the same effort." in render_negotiate(found)


def test_facts_that_meet_in_a_sum_are_asked_for_together() -> None:
    text = """
    dealbreaker if pay.base + pay.commission < 60k USD per year
    dealbreaker if pay.base > 52k USD per year
    negotiable pay.base up to 60k USD per year
    negotiable pay.commission up to 10k USD per year
    """
    offer = 'pay.base = "40k USD per year"\npay.commission = "0 USD per year"'
    changes = only(text, offer)
    assert set(changes) == {"pay.base", "pay.commission"}


def test_what_is_unknown_has_to_come_out_right_whatever_it_is() -> None:
    text = """
    dealbreaker if commute.time > 60 min
    pro if pay.base >= 48k USD per year
    negotiable pay.base up to 60k USD per year
    decline below 50%
    """
    found = asked(text, 'pay.base = "45k USD per year"')
    assert found.outcome is NegotiationOutcome.ASK_FIRST
    assert [finding.span.line for finding in found.hoped] == [2]
    assert [str(question.fact) for question in found.first] == ["commute.time"]
    assert [show(change.wanted) for change in found.asks[0].changes] == ["48,000 USD per year"]
    assert "Find out first" in render_negotiate(found)


def test_at_the_goal_already() -> None:
    found = asked("dealbreaker if visa.needed", "visa.needed = false")
    assert (found.outcome, found.asks, found.steps) == (NegotiationOutcome.NOTHING_TO_ASK, (), 0)
    assert "Nothing to ask for: the verdict is already consider." in render_negotiate(found)


def test_without_a_score_there_is_no_accepting() -> None:
    found = asked("dealbreaker if visa.needed", "visa.needed = false", Verdict.ACCEPT)
    assert (found.outcome, found.blockers) == (NegotiationOutcome.OUT_OF_REACH, ())
    assert "negotiable pay.base" in render_negotiate(found)


def test_blockers_are_as_few_as_possible() -> None:
    """Dropping the heavy con is enough; of the two light pros both had to go."""
    text = """
    con "heavy" if visa.needed weight 6
    pro "a" if leave.sabbatical weight 2
    pro "b" if company.profitable weight 2
    pro "c" if location.near_family weight 5
    accept at 50%
    """
    offer = """
    visa.needed = true
    leave.sabbatical = false
    company.profitable = false
    location.near_family = true
    """
    found = asked(text, offer, Verdict.ACCEPT)
    assert [finding.label for finding in found.blockers] == ["heavy"]


def test_accepting_takes_a_score_so_not_all_that_is_weighed_can_go() -> None:
    text = """
    dealbreaker "too much" if pay.base >= 45k USD per year
    prefer "Money" pay.base from 40k to 60k USD per year
    negotiable pay.base up to 50k USD per year
    accept at 50%
    """
    found = asked(text, 'pay.base = "40k USD per year"', Verdict.ACCEPT)
    assert [finding.label for finding in found.blockers] == ["too much"]


def test_a_budget_that_is_used_up_is_said() -> None:
    text = "dealbreaker unless visa.sponsored\nnegotiable visa.sponsored"
    found = asked(text, "visa.sponsored = false", budget=1)
    assert (found.outcome, found.steps, found.budget) == (NegotiationOutcome.NOT_SETTLED, 1, 1)
    assert "(the search stopped" in render_negotiate(found)
    assert asked(text, "visa.sponsored = false", budget=30).outcome is NegotiationOutcome.FOUND


def test_what_cannot_be_asked_of_a_search() -> None:
    criteria = parse_criteria("dealbreaker if visa.needed")
    with pytest.raises(ValueError, match="goal"):
        criteria.decide(Offer()).negotiate(Verdict.DECLINE)
    with pytest.raises(ValueError, match="budget"):
        criteria.decide(Offer()).negotiate(budget=0)


def test_own_facts_can_be_asked_for() -> None:
    text = """
    fact office.dogs: yes/no ask "May I bring my dog?"
    dealbreaker unless office.dogs
    negotiable office.dogs
    """
    assert only(text, "office.dogs = false") == {"office.dogs": "yes"}


def test_as_data() -> None:
    text = "dealbreaker unless visa.sponsored\nnegotiable visa.sponsored effort 2"
    data = asked(text, "visa.sponsored = false").to_dict()
    assert (data["format"], data["outcome"], data["effort"]) == ("offerkit/asks/1", "found", 2)
    (change,) = data["asks"][0]["changes"]
    assert (change["fact"], change["present"]["text"], change["wanted"]["text"]) == (
        "visa.sponsored",
        "no",
        "yes",
    )


class TestAsPeopleAsk:
    GRADED = """
    prefer pay.base from 50k to 61234 USD per year
    negotiable pay.base up to 70k USD per year {}
    accept at 60%
    """

    @pytest.mark.parametrize(
        ("step", "wanted", "opening"),
        [
            ("", "57,000 USD per year", "62,500 USD per year"),
            ("step 4k USD per year", "60,000 USD per year", "64,000 USD per year"),
            ("step 1k USD per month", "60,000 USD per year", "60,000 USD per year"),
            ("step 45k USD per year", "70,000 USD per year", "70,000 USD per year"),
        ],
    )
    def test_in_round_amounts_or_stated_steps(self, step: str, wanted: str, opening: str) -> None:
        found = asked(self.GRADED.format(step), 'pay.base = "50k USD per year"', Verdict.ACCEPT)
        ((change,),) = (proposal.changes for proposal in found.asks)
        assert (show(change.wanted), show(change.opening)) == (wanted, opening)

    def test_days_of_leave_are_whole(self) -> None:
        text = "dealbreaker if leave.days < 29.5\nnegotiable leave.days up to 31"
        assert only(text, "leave.days = 20") == {"leave.days": "30"}
        text = "dealbreaker if leave.days < 29.5\nnegotiable leave.days up to 29.5"
        assert only(text, "leave.days = 20") == {"leave.days": "29.5"}

    def test_half_hours_a_week(self) -> None:
        text = "dealbreaker if hours.week > 37.7\nnegotiable hours.week down to 30"
        assert only(text, "hours.week = 40") == {"hours.week": "37.5"}


class TestRefused:
    TEXT = """
    pro if pay.base >= 60k USD per year
    pro if remote.policy >= hybrid
    pro if visa.sponsored
    negotiable pay.base up to 70k USD per year
    negotiable remote.policy up to hybrid effort 2
    negotiable visa.sponsored effort 3
    accept at 30%
    """
    OFFER = 'pay.base = "50k USD per year"\nremote.policy = "onsite"\nvisa.sponsored = false\n'

    def test_the_next_best_set_follows(self) -> None:
        lines = (
            'pay.base = "60k USD per year"',
            'remote.policy = "hybrid"',
            "visa.sponsored = true",
        )
        said = self.OFFER + "[refused]\n"
        found = asked(self.TEXT, self.OFFER, Verdict.ACCEPT)
        facts = [str(found.asks[0].changes[0].fact)]
        for line in lines:
            said += f"{line}\n"
            found = asked(self.TEXT, said, Verdict.ACCEPT)
            facts += [str(change.fact) for ask in found.asks for change in ask.changes]
        assert facts == ["pay.base", "remote.policy", "visa.sponsored"]
        assert found.outcome is NegotiationOutcome.OUT_OF_REACH
        assert "Refused already" in render_negotiate(found)
        assert {show(one.value) for one in found.refused} == {
            "60,000 USD per year",
            "hybrid",
            "yes",
        }

    def test_less_than_what_was_refused_may_be_enough(self) -> None:
        said = f'{self.OFFER}[refused]\npay.base = "5.2k USD per month"'
        (ask,) = asked(self.TEXT, said, Verdict.ACCEPT).asks
        assert [(str(c.fact), show(c.wanted)) for c in ask.changes] == [
            ("pay.base", "60,000 USD per year")
        ]


class TestTheGoal:
    def test_it_is_the_next_better_verdict_within_reach(self) -> None:
        text = """
        pro if visa.sponsored
        con if hours.week > 40
        negotiable visa.sponsored
        negotiable hours.week down to 30
        decline below 30%
        accept at 60%
        """
        for offer, goal in (
            ("visa.sponsored = false\nhours.week = 45", Verdict.CONSIDER),
            ("visa.sponsored = true\nhours.week = 45", Verdict.ACCEPT),
            ("hours.week = 40", Verdict.ACCEPT),
        ):
            found = parse_criteria(text).decide(read_offer(offer)).negotiate()
            assert (found.goal, found.outcome) == (goal, NegotiationOutcome.FOUND), offer

    def test_an_open_dealbreaker_is_asked_first(self) -> None:
        text = """
        dealbreaker if manager.presence < sometimes
        pro if pay.base >= 60k USD per year
        negotiable pay.base up to 70k USD per year
        accept at 50%
        """
        found = parse_criteria(text).decide(read_offer('pay.base = "50k USD per year"')).negotiate()
        assert found.outcome is NegotiationOutcome.ASK_FIRST
        assert [str(question.fact) for question in found.first] == ["manager.presence"]
        assert [str(c.fact) for c in found.asks[0].changes] == ["pay.base"]
        page = render_negotiate(found)
        assert page.index("Ask first") < page.index("If the answers are good: the least")
        well_paid = parse_criteria(text).decide(read_offer('pay.base = "60k USD per year"'))
        nothing = well_paid.negotiate()
        assert (nothing.outcome, nothing.asks) == (NegotiationOutcome.ASK_FIRST, ())
        assert "find out already" not in render_negotiate(nothing)
