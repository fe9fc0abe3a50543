"""What was said about a job, held against what is in writing and what turned out."""

from __future__ import annotations

import pytest

from offerkit import Offer, Verdict, parse_criteria, read_offer
from offerkit.advise.promises.promises import as_it_turned_out
from offerkit.load import write_offer
from offerkit.model.offer import known_facts
from offerkit.promises import State, promises
from offerkit.render.text.promises import render_promises
from offerkit.values import UNKNOWN, show

TOLD = """
[pay]
base = "42k GBP per year"
[commute]
time = "30 min"
[promised]
pay.base = "44k GBP per year"
leave.days = 25
remote.days = 2
role.title = "field engineer"
contract.probation = "3 months"
pay.bonus_target = "5%..10%"
[sources]
"promised.pay.base" = "call with HR, 3 November"
"promised.remote.days" = "second interview, 2026-11-10 (Dana, who will leave soon)"
"""
LETTER = """\
We offer you the position of Field Engineer.

Salary: £41,500 per year
Holiday: 27 days a year
Bonus: 8% of salary
Probation: six months
Notice: one month on either side
"""


def letter(text: str = LETTER) -> Offer:
    return read_offer(text, format="letter")


def test_a_letter_is_held_against_what_was_said() -> None:
    review = promises(read_offer(TOLD), letter())
    found = {it.fact: (it.state.value, show(it.writing.value)) for it in review.promises}
    assert found == {
        "role.title": ("kept", '"Field Engineer"'),
        "remote.days": ("unstated", "unknown"),
        "pay.base": ("broken", "41,500 GBP per year"),
        "pay.bonus_target": ("open", "8%"),
        "leave.days": ("better", "27"),
        "contract.probation": ("broken", "6 months"),
    }
    assert [term.fact for term in review.added] == [
        "contract.notice_mine",
        "contract.notice_theirs",
    ]
    assert [it.fact for it in review.promises if it.is_to_ask] == [
        "remote.days",
        "pay.base",
        "pay.bonus_target",
        "contract.probation",
    ]


def test_without_a_letter_the_offer_itself_is_held_against_it() -> None:
    review = promises(read_offer(TOLD))
    assert {it.fact: it.state.value for it in review.promises} == {
        "role.title": "unstated",
        "remote.days": "unstated",
        "pay.base": "broken",
        "pay.bonus_target": "unstated",
        "leave.days": "unstated",
        "contract.probation": "unstated",
    }
    assert review.added == ()
    assert review.decides_the_same is None


def test_what_an_offer_states_was_said_too_except_what_only_you_know() -> None:
    stated = read_offer(
        '[commute]\ntime = "30 min"\n[offer]\nstart = 2027-01-04\n[leave]\ndays = 27'
    )
    review = promises(stated, letter())
    assert {it.fact: it.state for it in review.promises} == {
        "leave.days": State.KEPT,
        "offer.start": State.UNSTATED,
    }


def test_a_contract_is_held_against_a_letter() -> None:
    contract = letter(LETTER.replace("27", "25").replace("Bonus: 8% of salary\n", ""))
    review = promises(letter(), contract)
    broken, unstated = review.among(State.BROKEN), review.among(State.UNSTATED)
    assert [(it.fact, it.source, it.writing.source) for it in broken] == [
        (
            "leave.days",
            'letter, line 4: "Holiday: 27 days a year"',
            'letter, line 4: "Holiday: 25 days a year"',
        )
    ]
    assert [it.fact for it in unstated] == ["pay.bonus_target"]
    assert len(review.among(State.KEPT)) == 5
    assert review.added == ()


def test_who_told_it_and_the_sentence_to_ask_for_it() -> None:
    page = " ".join(render_promises(promises(read_offer(TOLD), letter()), name="a.txt").split())
    assert "promised 44,000 GBP per year (call with HR, 3 November); a.txt says" in page
    assert (
        "Ask: Base pay: 44,000 GBP per year, as HR told me on the phone on 3 November. "
        "The offer says 41,500 GBP per year. Could you put that in writing?"
    ) in page
    sentence = page.split("Ask: ")[1:]
    assert not any("Dana" in text.split("writing?")[0] for text in sentence)
    heard = next(it.heard for it in promises(read_offer(TOLD)).promises if it.fact == "pay.base")
    assert (heard.speaker, str(heard.day)) == ("HR", "3 November")


LATER = """
[manager]
presence = "often"
[promised]
manager.presence = "often"
leave.days = 25
team.size = 6
[found]
manager.presence = "rarely"
leave.days = 25
[sources]
"manager.presence" = "interview"
"found.manager.presence" = "first month"
"""


def test_a_look_back() -> None:
    criteria = parse_criteria('dealbreaker "Away" if manager.presence < sometimes')
    offer = read_offer(LATER)
    review = criteria.decide(offer).promises()
    found = {it.fact: (it.writing.state.value, it.state.value) for it in review.promises}
    assert found == {
        "manager.presence": ("kept", "broken"),
        "team.size": ("unstated", "unstated"),
        "leave.days": ("unstated", "kept"),
    }
    assert review.decision is not None
    assert review.later is not None
    assert (review.decision.verdict, review.later.verdict) == (Verdict.CONSIDER, Verdict.DECLINE)
    assert review.decides_the_same is False
    assert "With what turned out, your criteria would say decline;" in render_promises(review)
    after = as_it_turned_out(offer)
    assert after.sources["manager.presence"] == "first month"
    assert after.found is None
    # What turned out changes nothing of the decision on the offer.
    assert criteria.decide(offer).verdict is Verdict.CONSIDER
    same = parse_criteria("dealbreaker if leave.days < 20").decide(offer).promises()
    assert same.decides_the_same is False
    assert parse_criteria("pro if leave.days < 20").decide(offer).promises().decides_the_same


def test_what_turned_out_is_a_part_of_the_file() -> None:
    offer = read_offer(LATER)
    assert offer.found is not None
    assert offer.found.leave.days == 25
    assert offer.leave.days is UNKNOWN
    assert read_offer(write_offer(offer)) == offer


def test_no_promises() -> None:
    page = render_promises(promises(Offer()))
    assert page == "No promises. State what you were told under [promised] in the offer file."


def test_the_letter_is_an_offer_of_the_same_type() -> None:
    class Other(Offer):
        pass

    with pytest.raises(TypeError, match="letter: expected Offer, got Other"):
        promises(Offer(), Other())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('equity.vesting = "100 months"', 'equity.schedule = ["50%", "50%"]'),
        ('pay.bonus_target = "10%"', 'pay.bonus_amount = "5k USD per year"'),
    ],
)
def test_what_one_fact_says_takes_the_place_of_another(before: str, after: str) -> None:
    path = after.split(" ", 1)[0]
    review = promises(read_offer(f"{before}\npromised.{after}"), read_offer(after))
    assert [(it.fact, it.writing.state) for it in review.promises] == [(path, State.KEPT)]
    later = as_it_turned_out(read_offer(f"{before}\nfound.{after}"))
    assert known_facts(later) == known_facts(read_offer(after))
