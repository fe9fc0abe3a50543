"""Interviews: what is asked, in which order, what an answer settles, and where it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from offerkit import (
    DOES_NOT_APPLY,
    UNKNOWN,
    Criteria,
    Offer,
    OfferError,
    Verdict,
    load_criteria,
    load_offer,
    parse_criteria,
    read_offer,
)
from offerkit.interview import Interview, with_fact
from offerkit.kleene import Kleene
from offerkit.load.write import raw_value
from offerkit.model.examples import example
from offerkit.model.schema import schema_of
from offerkit.packs import criteria_from, packs
from offerkit.paths import FactPath
from offerkit.questions import AskedOf

STORIES = Path(__file__).parents[2] / "stories"
MINE = load_criteria(STORIES / "candidate.criteria")


def asked(interview: Interview) -> str | None:
    return None if interview.question is None else str(interview.question.fact)


def answered(interview: Interview, **answers: str) -> Interview:
    """Return an interview after the answers to its questions, which must be the ones given."""
    for fact, text in answers.items():
        assert asked(interview) == fact.replace("__", ".")
        interview = interview.answer(text)
    return interview


def test_what_decides_most_is_asked_first_and_it_stops_when_the_verdict_is_settled() -> None:
    begun = MINE.interview(Offer())
    assert begun.choices == ("tiny", "small", "medium", "large", "huge")
    after = answered(begun, location__market="large", manager__presence="rarely")
    assert after.question is None
    assert after.decision.verdict is Verdict.DECLINE
    assert begun.decision.verdict is Verdict.FIND_OUT
    last = after.answers[-1]
    assert (str(last.fact), last.text, raw_value(last.value)) == (
        "manager.presence",
        "rarely",
        "rarely",
    )
    assert [(it.label, it.truth) for it in last.settled] == [
        ("My manager would rarely be around", Kleene.TRUE)
    ]
    assert after.call() is None
    with pytest.raises(ValueError, match="there is no question"):
        after.answer("often")
    with pytest.raises(ValueError, match="there is no question"):
        after.skip()


def test_an_answer_is_read_in_the_unit_of_the_criteria_or_asked_back() -> None:
    only = parse_criteria("pro if pay.base >= 60k EUR per month\naccept at 70%")
    begun = only.interview(Offer())
    with pytest.raises(OfferError) as refused:
        begun.answer("60-75k")
    (problem,) = refused.value.diagnostics
    assert (problem.code, problem.path) == ("ambiguous-range", "pay.base")
    assert problem.hint == ("answer `60_000..75_000 EUR per month` or `60..75_000 EUR per month`")
    after = begun.answer("60k-75k")
    assert raw_value(after.answers[0].value) == "60000..75000 EUR per month"
    assert after.decision.verdict is Verdict.ACCEPT


def test_what_is_not_known_is_for_the_call_or_for_you() -> None:
    begun = MINE.interview(load_offer(STORIES / "half-known.toml", ignore=("expect",)))
    assert asked(begun) == "manager.presence"
    after = begun.answer("don't know")
    # Whatever else is known, the manager may still be away: nothing is worth asking before.
    assert after.question is None
    assert after.decision.verdict is Verdict.FIND_OUT
    assert [str(it.fact) for it in after.for_employer] == ["manager.presence", "manager.mentoring"]
    call = after.call()
    assert call is not None
    assert any("How often" in note for note in call.notes)
    assert after.answers[0].value is UNKNOWN
    assert after.answers[0].settled == ()


def test_a_decline_is_worth_asking_for_while_something_else_is_open() -> None:
    criteria = parse_criteria(
        'dealbreaker "a" if manager.presence < sometimes\n'
        'pro "b" if work.interest >= good weight 2\npro "c" if manager.mentoring >= often\n'
        "decline below 40%\naccept at 70%"
    )
    after = answered(criteria.interview(Offer()), manager__presence="don't know")
    assert asked(after) == "work.interest"
    assert answered(after, work__interest="good").question is None
    poor = answered(after, work__interest="poor")
    assert poor.decision.verdict is Verdict.DECLINE


def test_own_questions_alone_leave_the_rest_to_the_employer() -> None:
    begun = MINE.interview(Offer(), of=AskedOf.YOURSELF)
    after = begun
    while after.question is not None:
        assert after.question.asked_of is AskedOf.YOURSELF
        after = after.answer("don't know")
    assert after.decision.verdict is Verdict.FIND_OUT
    assert "manager.presence" in {str(it.fact) for it in after.for_employer}


def test_facts_said_to_be_unknown_are_not_asked() -> None:
    market = FactPath("location.market")
    assert asked(MINE.interview(Offer(), unknown=[market])) == "manager.presence"


def test_skip_and_back() -> None:
    begun = MINE.interview(Offer())
    assert begun.back() is begun
    skipped = begun.skip()
    assert asked(skipped) == "manager.presence"
    assert skipped.answers == ()
    assert asked(skipped.back()) == asked(begun)
    after = skipped.answer("often")
    assert after.back() is skipped
    assert after.back().offer == Offer()


def test_what_takes_an_unknown_for_granted_is_not_asked() -> None:
    criteria = parse_criteria(
        "dealbreaker if contract.noncompete_length > 6 months\n"
        "con if work.interest <= poor\ndecline below 20%"
    )
    begun = criteria.interview(Offer())
    assert asked(begun) == "contract.noncompete"
    after = begun.answer("don't know")
    assert asked(after) != "contract.noncompete_length"
    assert asked(begun.answer("yes")) == "contract.noncompete_length"


def test_who_has_no_job_says_so_once() -> None:
    criteria = parse_criteria(
        "con if pay.base < current.pay.base\ncon if leave.days < current.leave.days weight 2\n"
        "accept at 50%"
    )
    begun = criteria.interview(Offer())
    while asked(begun) and not str(asked(begun)).startswith("current."):
        begun = begun.skip()
    after = begun.answer("doesn't apply")
    assert after.offer.current is DOES_NOT_APPLY


def test_an_answer_that_contradicts_the_offer_is_asked_back() -> None:
    criteria = parse_criteria(
        "dealbreaker if pay.bonus_target < 5% and pay.bonus_amount < 1 USD/year"
    )
    offer = read_offer('[pay]\nbonus_amount = "0 USD per year"\n')
    begun = criteria.interview(offer)
    if asked(begun) == "pay.bonus_target":
        with pytest.raises(OfferError):
            begun.answer("3%")


def test_a_counter_offer_takes_the_rest_from_the_present_job() -> None:
    criteria = parse_criteria(
        'leaving "a" until manager.mentoring >= often\ncon "b" if work.interest <= poor'
    )
    offer = read_offer('[offer]\nkind = "unknown"\n[current.manager]\nmentoring = "rarely"\n')
    after = answered(criteria.interview(offer), offer__kind="counter")
    assert after.decision.verdict is Verdict.DECLINE
    assert after.offer.inherited == {"manager.mentoring"}


# --- the story of the README -----------------------------------------------------------------

JUDGED = {
    "clients.fit": "good",
    "location.want_to_live": "gladly",
    "manager.guidance": "good",
    "manager.style": "balanced",
}
"""What the people of the stories think, which these do not tell."""
TOLD = {("other-work", "clients.fit"): "poor"}


def told(story: str, criteria: Criteria) -> tuple[Interview, int]:
    """Return the end of an interview with somebody who knows what a story tells; and its length.

    Nothing is known at the start, not even what kind of offer it is.
    """
    offer = load_offer(STORIES / f"{story}.toml", ignore=("expect",))
    interview = criteria.interview(read_offer('offer.kind = "unknown"'))
    while interview.question is not None:
        fact = interview.question.fact
        value = schema_of().getter(fact)(offer)
        judged = TOLD.get((story, str(fact)), JUDGED.get(str(fact), "don't know"))
        raw = judged if value is UNKNOWN else raw_value(value)
        text = "; ".join(raw) + ";" if isinstance(raw, list) else str(raw)
        interview = interview.answer(text)
    return interview, len(interview.answers)


BEGUN = 2
"""Answers before the first question about the offer: which packs, and which lines of these."""


@pytest.mark.parametrize(
    ("story", "verdict"),
    [
        ("half-known", Verdict.FIND_OUT),
        ("absent-manager", Verdict.DECLINE),
        ("other-manager", Verdict.DECLINE),
        ("other-work", Verdict.DECLINE),
        ("small-market", Verdict.DECLINE),
        ("counter-that-cures", Verdict.ACCEPT),
    ],
)
def test_from_an_empty_folder_to_the_verdict_of_a_story_it_takes_twelve_answers(
    story: str, verdict: Verdict
) -> None:
    interview, count = told(story, parse_criteria(criteria_from(["manager", "agency", "place"])))
    assert interview.decision.verdict is verdict
    assert BEGUN + count <= 12
    is_open = verdict is Verdict.FIND_OUT
    assert (interview.call() is not None) is is_open


def test_what_the_readme_asks_first_is_on_the_list_for_the_call() -> None:
    interview, _ = told("half-known", parse_criteria(criteria_from(["manager", "agency", "place"])))
    assert str(interview.for_employer[0].fact) == "manager.presence"


# --- whatever is answered --------------------------------------------------------------------


@pytest.mark.parametrize("name", [pack.name for pack in packs()])
@pytest.mark.parametrize("pick", [0, -1])
def test_every_interview_ends_and_its_file_says_what_its_offer_does(name: str, pick: int) -> None:
    criteria = parse_criteria(criteria_from([name]))
    text = 'offer.kind = "unknown"\n'
    interview = criteria.interview(read_offer(text))
    while interview.question is not None:
        fact, before = interview.question.fact, interview
        said = example(criteria.schema.facts[fact.path]).strip('"')
        said = interview.choices[pick] if interview.choices else said
        interview = interview.answer(said if len(interview.answers) % 3 < 2 else "don't know")
        text = with_fact(text, fact, interview.answers[-1].value)
        assert read_offer(text) == interview.offer
        assert set(interview.decision.possible) <= set(before.decision.possible)
        assert all(finding.settled for finding in interview.answers[-1].settled)
    left = {question.fact for question in interview.decision.questions()}
    unknown = {it.fact for it in interview.answers if it.value is UNKNOWN}
    assert not left or left & unknown
