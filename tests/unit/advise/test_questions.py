"""Questions on small files: which, in which order, and what answers come to."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import offerkit
from offerkit.advise.questions import Questions, questions
from offerkit.criteria import parse_criteria
from offerkit.evaluate.verdict import Verdict
from offerkit.load import read_offer
from offerkit.paths import FactPath
from offerkit.render.text.questions import render_questions
from offerkit.render.words.questions import headline

EXAMPLES = Path(__file__).parents[3] / "examples"
D, C, A = Verdict.DECLINE, Verdict.CONSIDER, Verdict.ACCEPT


def asked(criteria: str, offer: str = "") -> Questions:
    checked = parse_criteria(criteria)
    return checked.decide(read_offer(offer, schema=checked.schema)).questions()


def facts(found: Questions) -> list[str]:
    return [str(question.fact) for question in found]


def answers(found: Questions, path: str) -> dict[str, tuple[Verdict, ...]]:
    (question,) = (q for q in found if str(q.fact) == path)
    return {answer.words: answer.possible for answer in question.answers}


def test_the_half_known_example_asks_for_the_manager_first() -> None:
    criteria = offerkit.load_criteria(EXAMPLES / "candidate.criteria")
    offer = offerkit.load_offer(EXAMPLES / "half-known.toml")
    found = criteria.decide(offer).questions()
    assert facts(found) == ["manager.presence", "manager.mentoring"]
    first = found.asked[0]
    assert first.text == "How often is my manager around?"
    assert [finding.label for finding in first.waiting] == ["My manager would rarely be around"]
    assert answers(found, "manager.presence") == {
        "never or rarely": (D,),
        "sometimes, often or always": (C, A),
        "not applicable": (C, A),
    }
    assert (first.chance, first.settles) == (Fraction(1, 3), True)
    assert [str(fact) for fact in found.idle] == ["pay.base", "clients.count"]


def test_nothing_is_asked_once_it_is_decided() -> None:
    found = asked('dealbreaker "a" if visa.needed\npro if visa.sponsored', "visa.needed = true")
    assert (found.asked, found.rates) == ((), ())
    assert [str(fact) for fact in found.idle] == ["visa.sponsored"]


def test_cautions_and_reasons_in_a_new_offer_are_not_asked_for() -> None:
    found = asked(
        """
        dealbreaker if visa.needed
        caution if hours.on_call >= often
        leaving "stuck" until clients.count >= 3
        """
    )
    assert facts(found) == ["visa.needed"]


def test_reasons_in_a_counter_offer_are() -> None:
    found = asked('leaving "stuck" until clients.count >= 3', 'offer.kind = "counter"')
    assert answers(found, "clients.count") == {
        "less than 3": (D,),
        "at least 3": (C,),
        "not applicable": (D,),
    }


def test_an_unknown_kind_of_offer_is_asked_for() -> None:
    found = asked('leaving "stuck" until clients.count >= 3', 'offer.kind = "unknown"')
    assert set(facts(found)) == {"offer.kind", "clients.count"}
    assert answers(found, "offer.kind") == {'"new"': (C,), '"counter"': (D, C)}


def test_what_cannot_reach_a_threshold_is_idle() -> None:
    found = asked(
        """
        pro "much"   if visa.sponsored weight 8
        pro "little" if location.near_family weight 1
        accept at 80%
        """
    )
    assert facts(found) == ["visa.sponsored"]
    assert [str(fact) for fact in found.idle] == ["location.near_family"]


def test_sums_of_weights_decide_what_can_turn_it() -> None:
    """2 + 2 + 1 of 5 at 80%: the little one turns it only where both others hold."""
    weights = {"visa.sponsored": 2, "location.near_family": 2, "leave.sabbatical": 1}
    pros = "\n".join(f"pro if {path} weight {weight}" for path, weight in weights.items())
    assert set(facts(asked(f"{pros}\naccept at 100%"))) == set(weights)
    assert set(facts(asked(f"{pros}\naccept at 80%"))) == {"visa.sponsored", "location.near_family"}


def test_a_preference_is_graded_in_between() -> None:
    """Alone the yes/no fact moves the score by a quarter, around wherever the pay puts it."""
    found = asked(
        """
        prefer pay.base from 40k to 80k USD per year weight 3
        pro if visa.sponsored
        accept at 75%
        """
    )
    assert set(facts(found)) == {"pay.base", "visa.sponsored"}
    assert answers(found, "pay.base") == {
        "less than 40,000 USD per year": (C,),
        "at least 40,000 USD per year and less than 80,000 USD per year": (C, A),
        "at least 80,000 USD per year": (A,),
    }


def test_of_two_that_tell_nothing_apart_the_first_is_asked_first() -> None:
    """Neither answer narrows the score by more than the other, however high it is."""
    found = asked(
        """
        prefer leave.days from 10 to 30
        prefer team.size from 0 to 10
        accept at 50%
        """,
        'leave.days = "from 10 to 22"\nteam.size = "from 5 to 7"',
    )
    assert facts(found) == ["leave.days", "team.size"]


def test_a_range_is_cut_within_its_ends() -> None:
    found = asked(
        "dealbreaker if commute.time > 45 min\ndealbreaker if commute.time > 2 hours",
        'commute.time = "30..60 min"',
    )
    assert answers(found, "commute.time") == {"at most 45 min": (C,), "more than 45 min": (D,)}


def test_thresholds_come_from_what_is_known_of_other_facts() -> None:
    found = asked(
        "dealbreaker if pay.base < current.pay.base * 1.1", 'current.pay.base = "50k USD per year"'
    )
    assert answers(found, "pay.base") == {
        "less than 55,000 USD per year": (D,),
        "at least 55,000 USD per year": (C,),
    }


def test_thresholds_are_worked_back_through_derived_facts() -> None:
    found = asked(
        "dealbreaker if pay.cash < 66k USD per year",
        'pay.bonus_target = "10%"\npay.bonus_guaranteed = true',
    )
    assert answers(found, "pay.base") == {
        "less than 60,000 USD per year": (D,),
        "at least 60,000 USD per year": (C,),
    }


def test_texts_and_sets_are_told_apart_by_what_is_looked_for() -> None:
    found = asked(
        """
        dealbreaker if manager.name != "Kim Vo"
        dealbreaker if clients.names overlaps {"Acme Tobacco", "Casino Royal"}
        dealbreaker unless contract.kind in {"permanent", "fixed_term"}
        """
    )
    assert answers(found, "manager.name") == {
        '"Kim Vo"': (D, C),
        "something else": (D,),
        "not applicable": (D, C),
    }
    assert answers(found, "clients.names") == {
        'a list without "Acme Tobacco" or "Casino Royal"': (D, C),
        'a list with some of "Acme Tobacco" and "Casino Royal"': (D,),
        "not applicable": (D, C),
    }
    kinds = answers(found, "contract.kind")
    assert kinds['"permanent" or "fixed_term"'] == (D, C)


def test_a_missing_rate_is_a_question_to_the_criteria() -> None:
    found = asked("dealbreaker if pay.base < 40k USD per year", 'pay.base = "50k EUR per year"')
    assert found.asked == ()
    (rate,) = found.rates
    assert {rate.base, rate.quote} == {"EUR", "USD"}
    assert [finding.kind.value for finding in rate.waiting] == ["dealbreaker"]
    assert rate.text in render_questions(found)


def test_all_open_parts_are_missing_and_asked_for() -> None:
    """Whether equity can be sold matters once its kind is known, and is missing before."""
    criteria = parse_criteria("dealbreaker if equity.per_year < 10k USD per year")
    offer = read_offer('equity = { value = "40k USD", vesting = "4 years" }')
    decision = criteria.decide(offer)
    assert decision.missing == (FactPath("equity.kind"), FactPath("equity.liquid"))
    assert {"equity.kind", "equity.liquid"} <= set(facts(decision.questions()))


def test_months_beside_days_ask_nobody() -> None:
    found = asked(
        "dealbreaker if contract.notice_mine >= 1 year", 'contract.notice_mine = "365 days"'
    )
    assert found.asked == ()
    assert [days.text for days in found.days] == ["1 year is 365 to 366 days"]
    text = " ".join(render_questions(found).split())
    assert "1 year is 365 to 366 days. State it in days, in your criteria or in the offer." in text


def test_what_stays_uncertain_is_said() -> None:
    offer = 'equity = { value = "60k USD", vesting = "4 years", kind = "iso", liquid = false }'
    found = asked("dealbreaker if equity.per_year < 10k USD per year", offer)
    assert found.asked == ()
    assert "some amount stays uncertain" in " ".join(render_questions(found).split())


def test_assumed_facts_are_not_asked_for() -> None:
    text = "dealbreaker if hours.week > 45\nassume hours.week = 40"
    assert asked(text).asked == ()


def test_they_are_without_the_assumptions() -> None:
    criteria = parse_criteria("dealbreaker if hours.week > 45\nassume hours.week = 40")
    other = criteria.decide(offerkit.Offer()).without_assumptions
    assert other is not None
    assert facts(other.questions()) == ["hours.week"]


def test_the_words_of_ask_are_used_and_views_are_named() -> None:
    found = asked(
        'dealbreaker if manager.name != promised.manager.name\nask "Who?" about manager.name'
    )
    assert {q.text for q in found} == {"Who?", "As it was told to you: Who?"}


def test_what_was_not_tested_is_counted_and_asked_only_if_it_is_seen_to_matter() -> None:
    criteria = parse_criteria(
        "pro if visa.sponsored weight 8\npro if location.near_family\naccept at 80%"
    )
    decision = criteria.decide(offerkit.Offer())
    found = questions(decision, budget=1)
    assert [str(question.fact) for question in found] == ["visa.sponsored"]
    assert [str(fact) for fact in found.untested] == ["location.near_family"]
    assert found.idle == ()
    assert "1 more unknown fact was not examined" in " ".join(render_questions(found).split())
    assert len(questions(decision).asked) == 1


def test_parts_of_pay_that_were_not_tested_are_asked_for_where_answers_show_that_they_matter() -> (
    None
):
    found = asked(
        "dealbreaker if pay.total < 50k USD per year", 'pay.base = "40k..60k USD per year"'
    )
    facts = {str(question.fact) for question in found}
    # How long it takes to vest is enough.
    assert facts == set(map(str, found.decision.missing)) - {"equity.schedule"}
    assert found.untested == ()
    value = next(question for question in found if str(question.fact) == "equity.value")
    assert [answer.words for answer in value.answers] == ["anything"]


def test_facts_that_were_not_tested_are_tried_with_levels_and_texts() -> None:
    criteria = parse_criteria(
        """
        pro if manager.presence >= often weight 3
        pro if location.city is current.location.city
        dealbreaker if location.city = "Reno"
        accept at 60%
        """
    )
    found = questions(criteria.decide(read_offer('manager.presence = "rarely..often"')), budget=1)
    assert facts(found) == ["manager.presence"]
    assert [str(fact) for fact in found.untested] == ["location.city", "current.location.city"]


def test_answers_that_would_take_too_many_steps_are_not_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    criteria = parse_criteria("pro if visa.sponsored\naccept at 80%")
    (question,) = questions(criteria.decide(offerkit.Offer()))
    # For two answers each, a statement and the two facts that it hangs on: six steps.
    for most, words in ((6, ["no", "yes"]), (5, [])):
        monkeypatch.setattr("offerkit.advise.questions.MOST_PER_QUESTION", most)
        (question,) = questions(criteria.decide(offerkit.Offer()))
        assert [answer.words for answer in question.answers] == words


def test_decided_and_rate_only_pages() -> None:
    page = render_questions(asked("dealbreaker if visa.needed", "visa.needed = true"))
    assert "Nothing to ask: the verdict is decline." in page


@pytest.mark.parametrize("width", [40, 80])
def test_pages_fit(width: int) -> None:
    text = (EXAMPLES / "candidate.criteria").read_text("utf-8")
    criteria = parse_criteria(text, name="candidate.criteria")
    page = render_questions(criteria.decide(offerkit.Offer()).questions(), width=width)
    assert max(map(len, page.splitlines())) <= width


def test_as_data() -> None:
    data = asked("dealbreaker if visa.needed").to_dict()
    assert data["format"] == "offerkit/questions/1"
    (question,) = data["questions"]
    assert question["fact"] == "visa.needed"
    assert question["chance"] == "1"
    assert [answer["words"] for answer in question["answers"]] == ["no", "yes"]
    assert question["answers"][1]["possible"] == ["decline"]
    assert FactPath("visa.needed") in asked("dealbreaker if visa.needed").waiting


def test_nothing_is_asked_about_what_does_not_apply() -> None:
    criteria = """
        dealbreaker if pay.base < current.pay.base
        dealbreaker if manager.presence < sometimes
        pro if team.size >= 4
        accept at 50%
        """
    found = asked(criteria, 'current = "none"\nmanager = "none"')
    assert facts(found) == ["team.size"]
    assert found.idle == ()


def test_whether_there_is_a_present_job_can_be_the_answer() -> None:
    criteria = "dealbreaker if pay.base < current.pay.base\nassume hours.week = 40"
    found = asked(criteria, 'pay.base = "50k USD per year"')
    assert answers(found, "current.pay.base") == {
        "at most 50,000 USD per year": (C,),
        "more than 50,000 USD per year": (D,),
        "not applicable": (C,),
    }


def test_a_job_that_is_described_leaves_no_doubt_that_there_is_one() -> None:
    criteria = "dealbreaker if leave.days < current.leave.days"
    found = asked(criteria, 'leave.days = 20\ncurrent.pay.base = "50k USD per year"')
    assert answers(found, "current.leave.days") == {"at most 20": (C,), "more than 20": (D,)}


def test_a_score_that_may_fall_away_is_asked_for() -> None:
    """While it is not known whether there is a manager at all, it may be consider."""
    found = asked("pro if manager.mentoring >= never\naccept at 80%")
    assert answers(found, "manager.mentoring") == {
        "never to always": (A,),
        "not applicable": (C,),
    }


def test_nothing_is_asked_about_what_no_answer_can_make_true() -> None:
    text = """
    dealbreaker "Wrong size" if team.size < 3 and team.size > 5
    pro "Any" if visa.needed or not visa.needed
    pro "Work" if work.interest >= good
    accept at 60%
    """
    asked = parse_criteria(text).decide(read_offer("")).questions()
    assert [str(question.fact) for question in asked] == ["work.interest"]


@pytest.mark.parametrize(
    ("liquid", "ends"),
    [("", "cannot be sold."), ("equity.liquid = false", "cannot be sold."),
     ("equity.liquid = true", "1 answer settles it.")],
)  # fmt: skip
def test_no_settled_verdict_is_promised_where_equity_may_not_be_sold(
    liquid: str, ends: str
) -> None:
    """With every question answered, it may still be worth anything up to its value."""
    criteria = parse_criteria("dealbreaker if pay.total < 80k USD per year")
    offer = read_offer(
        'pay.base = "70k USD per year"\npay.bonus_target = "0%"\ncontract.kind = "permanent"\n'
        'equity.kind = "iso"\nequity.vesting = "4 years"\nequity.cliff = "1 year"\n'
        f'benefits.retirement_match = "0%"\n{liquid}'
    )
    assert headline(criteria.decide(offer).questions()).endswith(ends)


def test_a_fact_is_not_asked_for_where_one_statement_or_the_other_holds_anyway() -> None:
    found = asked(
        """
        pro unless pay.base < 3k USD per month or contract.kind = "permanent"
        pro if contract.kind = "permanent"
        dealbreaker if pay.base < 3k USD per month
        accept at 50%
        """
    )
    assert facts(found) == ["pay.base"]
    assert [str(fact) for fact in found.idle] == ["contract.kind"]


@pytest.mark.parametrize(
    "statements",
    [
        # 1 or 2 of 6, and neither is enough to matter.
        """
        pro if manager.presence >= often and team.size < 5
        pro unless manager.presence >= often and team.size < 5 weight 2
        pro if visa.needed weight 3
        """,
        # Half of what they weigh, or nothing where there is no contact to clients.
        """
        pro if clients.contact >= often
        con if clients.contact >= often
        pro if visa.needed weight 2
        """,
        # Nothing has fewer than 3 and more than 5.
        """
        pro if visa.needed and team.size < 3 and team.size > 5 or visa.sponsored
        """,
    ],
)
def test_no_question_is_asked_where_all_that_reads_a_fact_differs_too_little(
    statements: str,
) -> None:
    found = asked(f"{statements}\ndecline below 40%\naccept at 60%")
    assert len(found) == 1
    assert found.idle


def test_a_question_is_asked_where_deciding_could_not_do_without_its_answer() -> None:
    """A month has 28 to 31 days: two statements about half a year are open at 183 days."""
    found = asked(
        """
        pro if pay.sign_on_clawback >= 6 months
        con if pay.sign_on_clawback >= 6 months
        pro if visa.needed weight 2
        decline below 40%
        accept at 60%
        """
    )
    assert facts(found) == ["pay.sign_on", "pay.sign_on_clawback", "visa.needed"]
    assert len(found.decision.program.decide(read_offer("visa.needed = true")).possible) > 1


def test_a_number_of_days_is_asked_for_beside_none_of_them() -> None:
    """Nothing is in months and in days alike, but what is asked for is in days."""
    found = asked(
        """
        pro if contract.notice_mine > 0 days
        con if contract.notice_mine > 2 months weight 3
        accept at 50%
        """
    )
    assert answers(found, "contract.notice_mine") == {
        "at most 59 days": (A,),
        "more than 59 days and at most 62 days": (C, A),
        "more than 62 days": (C,),
    }


def test_a_decision_keeps_the_questions_of_each_budget() -> None:
    decision = parse_criteria("dealbreaker if team.size > 3").decide(read_offer(""))
    found, hurried = questions(decision), questions(decision, budget=9)
    assert questions(decision) is found is not hurried


def test_texts_are_in_order_in_the_words_of_an_answer() -> None:
    titles = [f"Planner {letter}" for letter in "HCAFDBGE"]
    said = ", ".join(f'"{title}"' for title in titles)
    found = answers(asked(f"dealbreaker if role.title in {{{said}}}"), "role.title")
    in_order = [f'"Planner {letter}"' for letter in "ABCDEFGH"]
    assert next(iter(found)) == f"{', '.join(in_order[:-1])} or {in_order[-1]}"
