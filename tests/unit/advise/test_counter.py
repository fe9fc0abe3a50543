"""Counter-offers: reasons mended, what changes and for the better, and what is left untouched."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from offerkit import UNKNOWN, Criteria, Offer, Pay, Period, Verdict, parse_criteria, read_offer
from offerkit.advise.counter.counter import CounterChange, CounterReview, changes_of
from offerkit.counter import complete_counter
from offerkit.decide import Difference
from offerkit.errors import NotACounterError
from offerkit.model.facts import OfferFacts, PayFacts
from offerkit.model.fields import Topic

COUNTER = 'offer.kind = "counter"\n'
REASONS = """\
leaving "Nobody to learn from" until manager.mentoring >= often
leaving "Stuck" until clients.count >= 3
leaving "Too little money" until pay.base >= 60k USD per year
"""


def criteria_of(text: str = REASONS) -> Criteria[Offer]:
    return parse_criteria(text)


def review(offer: str, criteria: str = REASONS, new: str | None = None) -> CounterReview:
    mine = criteria_of(criteria)
    offers = [read_offer(text, schema=mine.schema) for text in (COUNTER + offer, new) if text]
    counter, *others = offers
    return mine.decide(counter).counter(*others)


def change(offer: str, criteria: str = REASONS) -> CounterChange:
    found = review(offer, criteria)
    (only,) = (*found.changes, *found.unclear)
    return only


class TestReasons:
    def test_each_is_addressed_or_not_or_unknown(self) -> None:
        found = review(
            'pay.base = "62k USD per year"\n'
            '[current]\npay.base = "50k USD per year"\nmanager.mentoring = "rarely"\n'
        )
        assert [f.label for f in found.addressed] == ["Too little money"]
        assert [f.label for f in found.not_addressed] == ["Nobody to learn from"]
        assert [f.label for f in found.unknown] == ["Stuck"]

    def test_what_it_does_not_touch_are_the_reasons_that_rest_on_nothing_it_changes(self) -> None:
        found = review(
            'pay.base = "55k USD per year"\n[clients]\ncount = "1..5"\n'
            '[current]\npay.base = "50k USD per year"\nmanager.mentoring = "rarely"\n'
            "clients.count = 1\n"
        )
        assert [f.label for f in found.not_addressed] == [
            "Nobody to learn from",
            "Too little money",
        ]
        assert [f.label for f in found.untouched] == ["Nobody to learn from"]

    def test_a_change_of_a_part_touches_what_is_derived_from_it(self) -> None:
        found = review(
            'pay.sign_on = "1k USD"\n[current]\npay.base = "50k USD per year"\n'
            'pay.sign_on = "0 USD"\npay.bonus_target = "0%"',
            'leaving "Money" until pay.cash_first_year >= 90k USD per year',
        )
        assert [f.label for f in found.not_addressed] == ["Money"]
        assert found.untouched == ()


class TestChanges:
    def test_only_money(self) -> None:
        found = review(
            'pay.base = "62k USD per year"\nbenefits.health_premium = "100 USD per month"\n'
            'benefits.retirement_match = "5%"\nequity.kind = "rsu"\nequity.value = "5k USD"\n'
            '[current]\npay.base = "50k USD per year"\n'
            'benefits.health_premium = "250 USD per month"\nbenefits.retirement_match = "3%"\n'
            'equity.kind = "rsu"\nequity.value = "1k USD"\n'
            'clients.count = 1\nmanager.mentoring = "never"\n'
        )
        assert found.changes_only is Topic.MONEY
        assert len(found.changes) == 4
        assert {change.better for change in found.changes} == {True}
        assert [f.label for f in found.untouched] == ["Nobody to learn from", "Stuck"]

    def test_what_may_change_something_else_keeps_it_from_being_only_money(self) -> None:
        found = review(
            'pay.base = "62k USD per year"\nrole.title = "Lead"\n'
            '[current]\npay.base = "50k USD per year"\n'
        )
        assert [(c.fact, c.present) for c in found.unclear] == [("role.title", UNKNOWN)]
        assert found.changes_only is None

    def test_changes_come_by_topic(self) -> None:
        found = review(
            'manager.name = "B"\npay.base = "2k USD per month"\nrole.title = "Lead"\n'
            "hours.week = 32\nleave.days = 30\n"
            '[current]\nmanager.name = "A"\npay.base = "1k USD per month"\nrole.title = "Aide"\n'
            "hours.week = 40\nleave.days = 25\n"
        )
        assert [change.topic for change in found.changes] == [
            Topic.MONEY,
            Topic.ROLE,
            Topic.MANAGER,
            Topic.TIME,
            Topic.TIME,
        ]

    @pytest.mark.parametrize(
        ("offered", "present"),
        [
            ('contract.notice_mine = "12 months"', 'contract.notice_mine = "1 year"'),
            ('manager.name = "Jo  HART"', 'manager.name = "Jo Hart"'),
            ('clients.names = ["ACME", "Mill"]', 'clients.names = ["Mill", "acme"]'),
            ('pay.base = "5k USD per month"', 'pay.base = "60k USD per year"'),
            ('pay.base = "50k..60k USD per year"', 'pay.base = "50k..60k USD per year"'),
        ],
    )
    def test_the_same_in_other_words_is_no_change(self, offered: str, present: str) -> None:
        found = review(f"{offered}\n[current]\n{present}\n")
        assert (found.changes, found.unclear) == ((), ())

    @pytest.mark.parametrize(
        ("offered", "present"),
        [
            ('pay.base = "50k..60k USD per year"', 'pay.base = "60k USD per year"'),
            ('pay.base = "30 USD per hour"', 'pay.base = "60k USD per year"'),
            ('pay.base = "70k EUR per year"', 'pay.base = "60k USD per year"'),
            ('clients.names = { at_least = ["Mill"] }', 'clients.names = ["Mill"]'),
            ('manager.presence = "unknown"', 'manager.presence = "often"'),
            ('manager.presence = "often"', 'manager.presence = "unknown"'),
        ],
    )
    def test_what_cannot_be_told_is_unclear(self, offered: str, present: str) -> None:
        found = review(f"{offered}\n[current]\n{present}\n")
        assert found.changes == ()
        (only,) = found.unclear
        assert (only.direction, only.better, only.is_certain) == (None, None, False)

    def test_hours_and_rates_make_it_clear(self) -> None:
        mine = REASONS + "assume hours.week = 40\nrate 1 EUR = 1.1 USD\n"
        by_hour = change(
            'pay.base = "30 USD per hour"\ncontract.kind = "permanent"\n'
            '[current]\npay.base = "60k USD per year"\ncontract.kind = "permanent"',
            mine,
        )
        assert (by_hour.direction, by_hour.better) == (Difference.MORE, True)
        euros = change(
            'pay.base = "50k EUR per year"\n[current]\npay.base = "60k USD per year"', mine
        )
        assert (euros.direction, euros.better) == (Difference.LESS, False)

    def test_own_facts_change_too(self) -> None:
        mine = 'fact desk.own: yes/no "Is it mine?"\nfact desk.rent: pay\n' + REASONS
        found = review(
            'desk.own = true\ndesk.rent = "5 USD per day"\n'
            '[current]\ndesk.own = false\ndesk.rent = "9 USD per day"\n',
            mine,
        )
        assert [(c.fact, c.topic, c.direction, c.better) for c in found.changes] == [
            ("desk.rent", Topic.MONEY, Difference.LESS, None),
            ("desk.own", Topic.OTHER, Difference.OTHER, None),
        ]

    def test_the_source_of_what_is_offered(self) -> None:
        found = change(
            'pay.base = "62k USD per year"\n[current]\npay.base = "50k USD per year"\n'
            '[sources]\n"pay.base" = "the letter"\n"current.pay.base" = "the slip"\n'
        )
        assert found.source == "the letter"

    def test_nothing_changed(self) -> None:
        found = review('[current]\npay.base = "50k USD per year"')
        assert (found.changes, found.unclear, found.changes_only) == ((), (), None)

    def test_without_a_present_job_everything_stated_is_unclear(self) -> None:
        found = review('pay.base = "62k USD per year"')
        assert not found.knows_present
        assert [c.fact for c in found.unclear] == ["pay.base"]
        assert found.staying is None


class TestSenses:
    """What is better: by the criteria, else by its nature."""

    @pytest.mark.parametrize(
        ("statement", "better"),
        [
            ("pro if hours.week <= 35", True),
            ("pro if hours.week >= 35", False),
            ("con if hours.week > 35", True),
            ("dealbreaker unless hours.week > 35", False),
            ('caution "Idle" if hours.week < 20', False),
            ('leaving "Tired" until hours.week < 35', True),
            ("prefer hours.week from 60 to 30", True),
            ("prefer hours.week from 10 to 30", False),
            ("negotiable hours.week down to 20", True),
            ("let long = hours.week > 50\nlet bad = not long\npro if bad", True),
            ("pro if 60 - hours.week > 20", True),
            ("pro if hours.week * 10 min < 4 hours", True),
            ("pro if min(hours.week, 30) < 30 and visa.needed", True),
            ("pro if hours.week > 20\ncon if hours.week > 50", None),
            ("pro if hours.week between 20 and 30", None),
            ("pro if hours.week = 30", None),
            ("pro if current.hours.week > 30", None),
            ("pro if visa.needed", None),
        ],
    )
    def test_what_the_criteria_want(self, statement: str, better: bool | None) -> None:
        found = change("hours.week = 30\n[current]\nhours.week = 40", statement)
        assert (found.direction, found.better) == (Difference.LESS, better)

    @pytest.mark.parametrize(
        ("was", "becomes", "better"),
        [
            ("manager.guidance = 'poor'", "manager.guidance = 'good'", True),
            ("location.want_to_live = 'fine'", "location.want_to_live = 'unwilling'", False),
            ("commute.time = '20 min'", "commute.time = '1 hour'", False),
            ("contract.noncompete = true", "contract.noncompete = false", True),
            ("pay.overtime_paid = true", "pay.overtime_paid = false", False),
            ("manager.style = 'balanced'", "manager.style = 'hands_off'", None),
            ("work.summary = 'this'", "work.summary = 'that'", None),
            ("visa.needed = true", "visa.needed = false", None),
        ],
    )
    def test_what_everybody_wants(self, was: str, becomes: str, better: bool | None) -> None:
        assert change(f"{becomes}\n[current]\n{was}").better is better

    def test_the_criteria_have_the_last_word(self) -> None:
        mine = 'con "Too much to lose" if pay.base > 90k USD per year'
        found = change(
            'pay.base = "95k USD per year"\n[current]\npay.base = "50k USD per year"', mine
        )
        assert found.better is False

    def test_a_yes_or_no_by_the_criteria(self) -> None:
        found = change(
            "visa.sponsored = false\n[current]\nvisa.sponsored = true", "con if visa.sponsored"
        )
        assert (found.direction, found.better) == (Difference.OTHER, True)

    def test_a_long_chain_of_names_is_walked_once(self) -> None:
        names = [f"let n{i} = n{i - 1} and n{i - 1}" for i in range(1, 200)]
        mine = "\n".join(["let n0 = hours.week < 35", *names, "pro if n199"])
        assert change("hours.week = 30\n[current]\nhours.week = 40", mine).better is True


class TestCautions:
    def test_the_true_cautions_of_the_file(self) -> None:
        found = review(
            "", 'caution "Sour" if offer.kind = "counter"\ncaution "No" if visa.needed\n'
        )
        assert [f.label for f in found.cautions] == ["Sour"]

    def test_the_other_company_is_named_where_it_is_known(self) -> None:
        first, *_ = review("", new='company.name = "North Loop"').remarks
        assert first.startswith("North Loop has made you an offer.")
        for new in (None, "pay.base = '1 USD per year'"):
            first, *_ = review("", new=new).remarks
            assert first.startswith("If another company has made you an offer,")

    @pytest.mark.parametrize(
        ("said", "remark"),
        [("", "nobody has said that this one is"), ("offer.in_writing = false", "this one is not")],
    )
    def test_it_must_be_in_writing(self, said: str, remark: str) -> None:
        assert remark in review(said).remarks[-1]

    def test_what_is_in_writing_needs_no_remark(self) -> None:
        assert len(review("offer.in_writing = true").remarks) == 1


class TestBeside:
    def test_the_new_offer_and_staying(self) -> None:
        found = review(
            'pay.base = "62k USD per year"\n[current]\npay.base = "50k USD per year"\n',
            'leaving "Money" until pay.base >= 60k USD per year\n'
            "pro if pay.base >= 55k USD per year\naccept at 50%",
            new='pay.base = "40k USD per year"',
        )
        assert found.new is not None
        assert found.staying is not None
        assert found.decision.verdict is Verdict.ACCEPT
        assert found.new.verdict is Verdict.CONSIDER
        assert found.staying.verdict is Verdict.DECLINE
        assert [f.label for f in found.staying.leaving] == ["Money"]

    def test_the_present_job_may_stand_in_the_new_offer(self) -> None:
        found = review("", new='[current]\npay.base = "50k USD per year"')
        assert found.staying is not None
        assert found.staying.offer.pay.base == Pay(Decimal(50_000), "USD", Period.YEAR)


class TestErrors:
    @pytest.mark.parametrize("text", ["", '[offer]\nkind = "new"', '[offer]\nkind = "unknown"'])
    def test_what_does_not_say_that_it_is_a_counter_offer(self, text: str) -> None:
        with pytest.raises(NotACounterError, match='kind = "counter"'):
            criteria_of().decide(read_offer(text)).counter()

    def test_a_counter_offer_is_no_new_offer(self) -> None:
        counter = read_offer(COUNTER)
        with pytest.raises(NotACounterError, match="the new offer"):
            criteria_of().decide(counter).counter(counter)


def test_an_offer_that_a_program_built() -> None:
    base = Pay(Decimal(50_000), "USD", Period.YEAR)
    current = Offer(pay=PayFacts(base=base))
    counter = Offer(offer=OfferFacts(kind="counter"), current=current)
    assert list(changes_of(criteria_of().program, complete_counter(counter))) == []


def test_data_is_json_and_its_keys_are_always_the_same() -> None:
    full = review(
        'pay.base = "62k USD per year"\nrole.title = "Lead"\n'
        '[current]\npay.base = "50k USD per year"',
        REASONS + 'caution "Sour" if offer.kind = "counter"',
        new="",
    ).to_dict()
    bare = review("", "pro if visa.needed").to_dict()
    assert json.loads(json.dumps(full)) == full
    assert list(full) == list(bare)
    assert full["format"] == "offerkit/counter/1"
    assert [one["state"] for one in full["leaving"]] == ["open", "open", "fixed"]
    assert [one["touched"] for one in full["leaving"]] == [False, False, None]
    assert full["changes"][0]["offered"]["text"] == "62,000 USD per year"
    assert full["changes"][0]["better"] is True
    assert full["unclear"][0]["direction"] is None
    assert (bare["new"], bare["staying"], bare["changes_only"]) == (None, None, None)
