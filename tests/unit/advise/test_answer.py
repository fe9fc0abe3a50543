"""Answers: what is said, what it rests on, and what stays private."""

from __future__ import annotations

import json
from datetime import date

import pytest

from offerkit import Decision, Verdict, parse_criteria, read_offer
from offerkit.advise.answer.models import GivenReason, Reply, ReplyKind
from offerkit.advise.negotiate.models import Proposal, RequestedChange
from offerkit.errors import AnswerError, TemplateError
from offerkit.evaluate.findings import Finding
from offerkit.paths import FactPath
from offerkit.render.words.reader import as_request, for_reader

MINE = """\
dealbreaker "The boss is never there" if manager.presence < sometimes
dealbreaker "Too small a town"        if location.market < large
dealbreaker "Not who they said"       if manager.name != promised.manager.name
caution "They changed the work"       if work.summary != promised.work.summary
con "Long way to work"                if commute.time > 45 min weight 2
pro "Pays the rent"                   if pay.base >= 40k USD per year weight 3
pro "A mentor"                        if manager.mentoring >= often
leaving "Nobody to learn from"        until manager.mentoring >= often
negotiable pay.base up to 60k USD per year effort 2
decline below 30%
accept at 70%
"""

FINE = """\
manager.presence = "often"
manager.mentoring = "often"
manager.name = "Kim"
location.market = "large"
promised.manager.name = "Kim"
commute.time = "20 min"
pay.base = "45k USD per year"
"""


def decided(offer: str, criteria: str = MINE) -> Decision:
    mine = parse_criteria(criteria)
    return mine.decide(read_offer(offer, schema=mine.schema))


def declined(*lines: str, reason: str | GivenReason = GivenReason.KIND) -> Reply:
    return decided("\n".join(lines)).answer(ReplyKind.DECLINE, reason=reason)


class TestTheKind:
    @pytest.mark.parametrize(
        ("offer", "kind"),
        [
            ('manager.presence = "never"', ReplyKind.DECLINE),
            ("", ReplyKind.ASK),
            (FINE, ReplyKind.ACCEPT),
        ],
    )
    def test_the_verdict_says_what_to_answer(self, offer: str, kind: ReplyKind) -> None:
        assert decided(offer).answer().kind is kind

    @pytest.mark.parametrize("kind", [ReplyKind.DECLINE, ReplyKind.ACCEPT])
    def test_any_may_be_chosen(self, kind: ReplyKind) -> None:
        for offer in ("", FINE, 'manager.presence = "never"'):
            assert decided(offer).answer(kind).kind is kind


class TestAddressing:
    def test_without_names_it_is_neutral(self) -> None:
        found = declined('manager.presence = "never"')
        assert found.lines[0] == "Hello,"
        assert found.lines[2].startswith("Thank you for the offer, and")
        assert found.lines[-1] == "With kind regards"

    def test_names_that_were_given(self) -> None:
        found = decided("").answer(to=" Kim  Vo ", sender="Sam Roe")
        assert found.lines[0] == "Dear Kim Vo,"
        assert found.lines[-1] == "Sam Roe"

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ('company.name = "North Loop"', "the offer to join North Loop"),
            ('role.title = "Planner"', "the offer of the position of Planner"),
            (
                'company.name = "North Loop"\nrole.title = "Planner"',
                "the offer to join North Loop as Planner",
            ),
            ('company.name = "a\\n  b"', "the offer to join a b"),
        ],
    )
    def test_the_offer_by_what_is_known_of_it(self, facts: str, words: str) -> None:
        found = decided(facts).answer()
        assert f"Thank you for {words}." in found.lines
        trace = next(trace for trace in found.traces if trace.text == words)
        assert all(isinstance(origin, FactPath) for origin in trace.origins)
        assert len(trace.origins) == len(facts.splitlines())

    def test_a_counter_offer_is_an_offer_to_stay(self) -> None:
        found = declined(
            'offer.kind = "counter"',
            'company.name = "Present & Co"',
            'manager.mentoring = "never"',
        )
        assert "Thank you for the offer to stay. It means" in found.letter
        assert "Present" not in found.letter

    def test_no_date_is_made_up(self) -> None:
        letter = decided(FINE).answer().letter.replace("45,000 USD", "")
        assert not any(char.isdigit() for char in letter)


class TestReasons:
    def test_a_person_is_never_the_reason(self) -> None:
        found = declined('manager.presence = "never"')
        assert "What decided it for me is the way the role is set up." in found.letter
        assert found.reason is not None
        assert found.reason.label == "The boss is never there"
        assert "boss" not in found.letter

    def test_the_kindest_of_several(self) -> None:
        found = declined('manager.presence = "never"', 'location.market = "small"')
        assert "What decided it for me is the location." in found.letter

    def test_a_promise_that_was_not_kept(self) -> None:
        found = declined('manager.name = "Kim"', 'promised.manager.name = "Jo"')
        assert "is that the role is no longer quite the one we first talked about." in found.letter

    @pytest.mark.parametrize(
        ("fact", "told", "found", "words"),
        [
            ("pay.base", "66k USD per year", "60k USD per year", "the change in the pay since"),
            ("remote.days", 3, 1, "the change in the place of work since"),
            ("leave.days", 30, 25, "the change in the time off since"),
            ("team.size", 9, 4, "that the role is no longer quite the one we first talked about."),
        ],
    )
    def test_what_has_changed_is_said_truly(
        self, fact: str, told: object, found: object, words: str
    ) -> None:
        facts = f"{fact} = {json.dumps(found)}\npromised.{fact} = {json.dumps(told)}"
        letter = decided(facts, f"dealbreaker if {fact} < promised.{fact}").answer().letter
        assert f"What decided it for me is {words}" in letter

    def test_a_change_of_a_part_is_a_change_of_the_sum(self) -> None:
        mine = "dealbreaker if pay.yearly < promised.pay.yearly"
        facts = 'pay.base = "5k USD per year"\npromised.pay.base = "6k USD per year"'
        assert "the change in the pay since we first talked" in decided(facts, mine).answer().letter

    def test_a_promise_that_was_kept_has_not_changed(self) -> None:
        mine = "dealbreaker if promised.pay.base < 60k USD per year"
        facts = 'pay.base = "5k USD per year"\npromised.pay.base = "5k USD per year"'
        assert "What decided it for me is the pay." in decided(facts, mine).answer().letter

    def test_only_what_decided_is_named(self) -> None:
        mine = 'dealbreaker "Either" if location.market < large or manager.presence < sometimes'
        there = 'location.market = "large"\nmanager.presence = "never"'
        found = decided(there, mine).answer()
        assert "the way the role is set up" in found.letter
        found = decided('location.market = "small"', mine).answer()
        assert "the location" in found.letter

    def test_behind_names_and_sums(self) -> None:
        mine = "let far = commute.time * 2 > 1 hour\ndealbreaker if far"
        found = decided('commute.time = "2 hours"', mine).answer()
        assert "What decided it for me is the commute." in found.letter
        mine = "dealbreaker if pay.total < 90k USD per year"
        facts = 'pay.base = "50k USD per year"\nequity.kind = "none"\npay.bonus_target = "0%"\n'
        found = decided(f'{facts}benefits.retirement_match = "0%"', mine).answer()
        assert "What decided it for me is the pay." in found.letter

    @pytest.mark.parametrize(
        ("mine", "facts", "words"),
        [
            (
                'fact desk.own: yes/no ask "Is the desk mine?"\ndealbreaker unless desk.own',
                "desk.own = false",
                "a personal matter",
            ),
            (
                "fact home.moves: yes/no\ndealbreaker unless home.moves",
                "home.moves = false",
                "a personal matter",
            ),
            (
                "fact home.moves: yes/no\ndealbreaker unless home.moves or location.market > tiny",
                'home.moves = false\nlocation.market = "tiny"',
                "the location",
            ),
            (
                "dealbreaker if current.role.seniority >= lead",
                'current.role.seniority = "lead"',
                "a personal matter",
            ),
            (
                "dealbreaker if manager.presence < current.manager.presence",
                'manager.presence = "never"\ncurrent.manager.presence = "often"',
                "the way the role is set up",
            ),
            (
                "dealbreaker if manager.trust <= poor",
                'manager.trust = "poor"',
                "the fit between the role and what I am looking for",
            ),
            (
                "dealbreaker if offer.deadline - offer.received < 7 days",
                "offer.received = 2026-11-20\noffer.deadline = 2026-11-24",
                "the time that I had to decide",
            ),
            (
                "dealbreaker if offer.start > 2027-03-01",
                "offer.start = 2027-04-01",
                "the first day",
            ),
        ],
    )
    def test_each_is_true_and_nobody_elses_business_stays_private(
        self, mine: str, facts: str, words: str
    ) -> None:
        assert f"What decided it for me is {words}." in decided(facts, mine).answer().letter

    def test_a_score_that_was_too_low(self) -> None:
        mine = (
            'pro "Money" if pay.base >= 90k USD per year weight 5\n'
            'con "Far" if commute.time > 45 min weight 2\ndecline below 50%'
        )
        found = decided('pay.base = "1k USD per year"\ncommute.time = "1 hour"', mine).answer()
        assert found.reason is not None
        assert found.reason.label == "Money"
        assert "What decided it for me is the pay." in found.letter

    def test_a_counter_offer_that_leaves_a_reason_unfixed(self) -> None:
        found = declined('offer.kind = "counter"', 'manager.mentoring = "never"')
        assert (
            "My reason for leaving is the way the role is set up, and the offer does not address "
            "it."
        ) in found.letter

    def test_in_ones_own_words(self) -> None:
        found = declined('manager.presence = "never"', reason="the BOSS is  never there")
        assert "What decided it for me: The boss is never there." in found.letter
        assert "Then say: What decided" not in "".join(found.notes)

    def test_one_that_is_not_the_kindest(self) -> None:
        facts = ('manager.presence = "never"', 'commute.time = "2 hours"')
        found = declined(*facts, reason="Long way to work")
        assert "What decided it for me: Long way to work." in found.letter

    def test_none(self) -> None:
        found = declined('manager.presence = "never"', reason=GivenReason.NONE)
        assert found.reason is None
        assert "What decided" not in found.letter
        assert "If they ask why, say: It is not the right step for me." in found.notes
        assert not any(isinstance(o, Finding) for t in found.traces for o in t.origins)

    @pytest.mark.parametrize("offer", ["", FINE])
    def test_who_declines_what_the_criteria_do_not_gives_none(self, offer: str) -> None:
        found = declined(offer)
        assert found.reason is None
        assert "What decided" not in found.letter

    @pytest.mark.parametrize(
        ("label", "message"),
        [
            ("Too small a town", "`Too small a town` does not speak against this offer"),
            ("Pays the rent", "does not speak against this offer"),
            ("Nobody to learn from", "does not speak against this offer"),
            ("The boss is never their", "did you mean `The boss is never there`"),
            ("zzz", "no statement is called `zzz`"),
        ],
    )
    def test_a_reason_must_be_true(self, label: str, message: str) -> None:
        with pytest.raises(AnswerError, match=message.replace("`", "`")):
            declined('manager.presence = "never"', 'manager.mentoring = "never"', reason=label)


class TestQuestions:
    def test_in_their_order_and_in_the_words_of_the_file(self) -> None:
        mine = MINE + 'ask "When is the manager in?" about manager.presence\n'
        decision = decided("", mine)
        found = decision.answer()
        listed = [line.removeprefix("- ") for line in found.lines if line.startswith("- ")]
        asked = [question.text.replace("my manager", "the manager") for question in found.asked]
        assert listed == asked
        assert "When is the manager in?" in listed
        assert [n.removeprefix("- ") for n in found.notes if n.startswith("- ")] == listed

    def test_what_no_employer_can_tell_is_left_out(self) -> None:
        found = decided("").answer()
        left = {str(question.fact) for question in found.mine}
        assert left == {"commute.time", "location.market", "promised.manager.name"}
        assert not any(question.text in found.letter for question in found.mine)

    def test_own_facts_are_left_out_unless_the_employer_is_asked(self) -> None:
        found = decided(
            "",
            """
            fact home.partner: yes/no "Would my partner come along?"
            fact home.savings: duration in months
            fact office.dogs: yes/no ask "May I bring my dog?"
            fact home.school: yes/no "Would the children like it?"
            ask "Is there a school?" about home.school
            ask "Could I talk to somebody who reports to the manager?" about manager.trust
            dealbreaker unless home.partner and home.school
            dealbreaker if home.savings < 2 months
            dealbreaker if manager.trust < fair
            dealbreaker unless office.dogs
            """,
        ).answer()
        assert {question.text for question in found.asked} == {
            "May I bring my dog?",
            "Is there a school?",
            "Could I talk to somebody who reports to the manager?",
        }
        assert {str(question.fact) for question in found.mine} == {"home.partner", "home.savings"}
        for text in (found.letter, *found.notes):
            assert not any(word in text for word in ("partner", "savings", "children"))

    def test_there_must_be_some(self) -> None:
        with pytest.raises(AnswerError, match="settled, decline"):
            decided('manager.presence = "never"').answer(ReplyKind.ASK)
        with pytest.raises(AnswerError, match="the open question is for you to find out"):
            decided("", "dealbreaker if commute.time > 1 hour").answer()
        mine = "dealbreaker if pay.base < 40k EUR per year"
        with pytest.raises(AnswerError, match="rate between two currencies"):
            decided('pay.base = "50k USD per year"', mine).answer()


TIME = """\
dealbreaker "No time to think" if offer.deadline < 2026-12-04
dealbreaker "Only words" unless offer.in_writing
dealbreaker "Poor" if pay.base < 40k USD per year
pro "Work" if work.interest >= great
negotiable offer.deadline up to 2026-12-04
negotiable offer.in_writing
negotiable pay.base up to 45k USD per year
accept at 60%
"""
SOON = ("offer.deadline = 2026-11-26", 'work.interest = "great"')


class TestTime:
    @pytest.mark.parametrize("kind", ["new", "counter"])
    @pytest.mark.parametrize(
        ("writing", "pay", "then"),
        [
            ("true", 50, "You will have my answer by 4 December 2026."),
            ("false", 50, "You will have my answer by 4 December 2026."),
            ("false", 30, "With that, my answer is yes."),
        ],
    )
    def test_asking_for_time_is_no_yes(self, kind: str, writing: str, pay: int, then: str) -> None:
        offer = (
            *SOON,
            f'offer.kind = "{kind}"',
            f"offer.in_writing = {writing}",
            f'pay.base = "{pay}k USD per year"',
        )
        found = decided("\n".join(offer), TIME).answer(ReplyKind.NEGOTIATE, goal=Verdict.ACCEPT)
        assert then in found.letter
        assert f"Then say: {then}" in found.notes
        assert ("my answer is yes" in found.letter) == (pay == 30)

    def test_nor_is_asking_for_it_in_writing(self) -> None:
        offer = ("offer.deadline = 2026-12-26", *SOON[1:], "offer.in_writing = false")
        poor = 'pay.base = "50k USD per year"'
        found = decided("\n".join((*offer, poor)), TIME).answer(ReplyKind.NEGOTIATE)
        assert "You will have my answer once I have that." in found.letter
        assert "yes" not in found.letter

    def test_nor_is_a_fact_of_ones_own_about_the_offer(self) -> None:
        mine = """
        fact offer.weeks_to_think: number ask "How many weeks do I have to think?"
        dealbreaker if offer.weeks_to_think < 2
        pro if work.interest >= great
        negotiable offer.weeks_to_think up to 2
        accept at 60%
        """
        found = decided(f"offer.weeks_to_think = 1\n{SOON[1]}", mine).answer(ReplyKind.NEGOTIATE)
        assert "How many weeks do I have to think: 2 instead of 1" in found.letter
        assert "my answer is yes" not in found.letter


def test_a_letter_asks_for_nothing_of_ones_own() -> None:
    own = 'fact home.garden: yes/no "Would the children like it?"\n'
    rest = "dealbreaker unless home.garden\nnegotiable home.garden\n"
    with pytest.raises(AnswerError, match=r"a letter cannot ask for home\.garden"):
        decided("home.garden = false", own + rest).answer(ReplyKind.NEGOTIATE)
    theirs = 'ask "Is there a garden?" about home.garden\n'
    found = decided("home.garden = false", own + rest + theirs).answer(ReplyKind.NEGOTIATE)
    assert "- That there is a garden\n" in found.letter
    assert "children" not in found.letter


WEIGHED = """\
dealbreaker "Away" if manager.presence < sometimes
dealbreaker "Idle" if visa.sponsored = no
dealbreaker "Bound" if contract.noncompete
pro "Money" if pay.base >= 60k USD per year weight 3
con "Far" if commute.time > 45 min
negotiable pay.base up to 70k USD per year effort 2
negotiable manager.presence up to often
negotiable visa.sponsored
negotiable contract.noncompete
accept at 80%
"""
BASE = 'pay.base = "50k USD per year"\ncommute.time = "10 min"\n'
SETTLED = BASE + 'manager.presence = "often"\nvisa.sponsored = true\ncontract.noncompete = false\n'


class TestAsks:
    def test_what_it_takes_to_accept(self) -> None:
        decision = decided(SETTLED, WEIGHED)
        assert decision.verdict is Verdict.CONSIDER
        found = decision.answer()
        assert found.kind is ReplyKind.NEGOTIATE
        assert "- Base pay: 66,000 USD per year instead of 50,000 USD per year" in found.lines
        assert "With that, my answer is yes." in found.letter
        origins = [origin for trace in found.traces for origin in trace.origins]
        change, ask = (
            origin for origin in origins if isinstance(origin, RequestedChange | Proposal)
        )
        assert isinstance(change, RequestedChange)
        assert isinstance(ask, Proposal)

    def test_what_it_takes_to_go_on(self) -> None:
        facts = SETTLED.replace("sponsored = true", "sponsored = false").replace(
            "noncompete = false", "noncompete = true"
        )
        found = decided(facts, WEIGHED).answer(ReplyKind.NEGOTIATE)
        assert {line for line in found.lines if line.startswith("- ")} == {
            "- Visa sponsorship",
            "- No non-compete clause",
        }
        assert "With that, I would be glad to take it further." in found.letter

    def test_levels_and_what_is_not_known(self) -> None:
        facts = SETTLED.replace('"often"', '"rarely"')
        found = decided(facts, WEIGHED).answer(ReplyKind.NEGOTIATE)
        assert "- Manager on site: sometimes instead of rarely" in found.lines

    def test_there_must_be_some(self) -> None:
        facts = SETTLED.replace("50k", "60k")
        with pytest.raises(AnswerError, match="nothing to ask for: the verdict is already accept"):
            decided(facts, WEIGHED).answer(ReplyKind.NEGOTIATE, goal=Verdict.ACCEPT)
        with pytest.raises(AnswerError, match="none of your negotiable items would be enough"):
            decided("", 'pro "A" if visa.needed\ncon "B" if visa.needed').answer(
                goal=None,
                kind=ReplyKind.NEGOTIATE,
            )
        with pytest.raises(AnswerError, match="choice: expected 1, the only one, got 2"):
            decided(SETTLED, WEIGHED).answer(choice=2)


class TestThePresentJob:
    """An amount that is measured by it would tell it."""

    MORE = (
        "dealbreaker unless pay.base > current.pay.base\nnegotiable pay.base up to 70k USD per year"
    )
    PRESENT = '[current]\npay.base = "31337 USD per year"\n'

    def test_it_is_not_told_unless_that_is_chosen(self) -> None:
        decision = decided(f'pay.base = "20k USD per year"\n{self.PRESENT}', self.MORE)
        with pytest.raises(AnswerError, match=r"your current job \(current\.pay\.base\)"):
            decision.answer(ReplyKind.NEGOTIATE)
        found = decision.answer(ReplyKind.NEGOTIATE, tell_present=True)
        assert "- Base pay: 34,400 USD per year instead of 20,000 USD per year" in found.lines

    def test_nor_through_what_is_derived(self) -> None:
        mine = self.MORE.replace("pay.base > current.pay.base", "pay.cash > current.pay.cash")
        bonus = 'pay.bonus_target = "0%"\n'
        decision = decided(f'pay.base = "20k USD per year"\n{bonus}{self.PRESENT}{bonus}', mine)
        with pytest.raises(AnswerError, match=r"current\.pay\.cash"):
            decision.answer(ReplyKind.NEGOTIATE)

    def test_what_the_criteria_write_tells_nothing(self) -> None:
        mine = f'{self.MORE}\npro "Money" if pay.base >= 60k USD per year\naccept at 50%'
        decision = decided(f'pay.base = "40k USD per year"\n{self.PRESENT}', mine)
        assert "Base pay: 66,000 USD per year" in decision.answer().letter

    def test_the_present_employer_knows_it(self) -> None:
        kind = 'offer.kind = "counter"\n'
        decision = decided(f'{kind}pay.base = "20k USD per year"\n{self.PRESENT}', self.MORE)
        assert "34,400 USD per year" in decision.answer(ReplyKind.NEGOTIATE).letter


class TestAccepting:
    def test_what_is_left_to_settle(self) -> None:
        found = decided(FINE).answer()
        assert "delighted" not in found.letter
        before = "I would like to accept it. Before I do, please send me the full offer in writing"
        assert f"{before}, with this in it:\n\n- Base pay: 45,000 USD per year" in found.letter
        assert "Please let me know which start date suits you." in found.letter

    def test_what_is_assumed_is_asked_before_a_yes(self) -> None:
        mine = f"{MINE}assume manager.mentoring = often\nassume commute.time = 20 min\n"
        offer = FINE.replace('manager.mentoring = "often"\n', "") + "offer.in_writing = true\n"
        found = decided(offer, mine).answer()
        assert [str(question.fact) for question in found.asked] == ["manager.mentoring"]
        assert "delighted" not in found.letter
        assert "I still need to know:\n\n- How often would the manager teach me" in found.letter
        sure = decided(FINE + "offer.in_writing = true\n", mine).answer()
        assert "I am delighted to accept it." in sure.letter

    def test_what_is_known_is_not_asked(self) -> None:
        found = decided(FINE + "offer.start = 2027-03-01\noffer.in_writing = true").answer()
        assert "I will start on 1 March 2027." in found.letter
        assert "in writing" not in found.letter


class TestTemplates:
    def test_ones_own_words(self) -> None:
        found = decided('manager.presence = "never"\ncompany.name = "North Loop"').answer(
            template="[letter]\nNo, $to of $company, not as $role. $reason\n",
            to="Kim",
        )
        assert found.lines == (
            "No, Kim of North Loop, not as the position. What decided it for me is the way the "
            "role is set up.",
        )
        assert len(found.notes) == 5
        texts = {trace.text for trace in found.traces}
        assert {"Kim", "North Loop", "the position", found.lines[0][44:]} <= texts

    def test_a_placeholder_of_another_kind_is_unknown(self) -> None:
        with pytest.raises(TemplateError, match=r"unknown-placeholder.*questions"):
            decided('manager.presence = "never"').answer(template="$questions")


def test_data_is_json_and_its_keys_are_always_the_same() -> None:
    replies = [decided("").answer(), decided(FINE).answer(), declined('manager.presence = "never"')]
    data = [reply.to_dict() for reply in replies]
    assert json.loads(json.dumps(data)) == data
    assert len({tuple(one) for one in data}) == 1
    assert data[0]["format"] == "offerkit/answer/1"
    assert data[0]["left_out"] == [str(question.fact) for question in replies[0].mine]
    assert data[2]["letter"] == replies[2].letter
    origins = [origin for trace in data[2]["traces"] for origin in trace["origins"]]
    assert [origin["label"] for origin in origins] == ["The boss is never there"] * len(origins)


def test_who_accepts_is_told_what_the_offer_was_not_checked_by() -> None:
    criteria = parse_criteria(
        'dealbreaker "Less than now" if pay.base < current.pay.base\n'
        'pro "Work" if work.interest >= good\n'
        "accept at 50%\n"
    )
    offer = read_offer('current = "none"\nwork.interest = "good"')
    found = criteria.decide(offer).answer()
    assert found.notes[-1] == (
        "Dealbreakers that do not apply to this offer, and "
        "were left aside: 1 (named in the decision)."
    )
    assert not any("resign" in note for note in found.notes)
    employed = criteria.decide(
        read_offer(
            'current.pay.base = "1 USD/hour"\npay.base = "2 USD/hour"\nwork.interest = "good"'
        )
    ).answer()
    assert any("resign" in note for note in employed.notes)


class TestTheNextStep:
    """Letters that neither say yes nor no."""

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (ReplyKind.HOLD, "You will have my answer by 4 December 2026."),
            (ReplyKind.DOOR, "I have decided not to accept it as it is now."),
            (ReplyKind.WAITING, "I have to make up my mind by 4 December 2026."),
            (ReplyKind.OTHER, "I hold another offer. I have to answer it by 4 December 2026"),
        ],
    )
    def test_each_has_its_letter(self, kind: ReplyKind, words: str) -> None:
        found = decided("").answer(kind, until=date(2026, 12, 4))
        assert words in found.letter
        assert found.notes

    def test_not_yet_is_no_no(self) -> None:
        mine = "dealbreaker unless offer.in_writing\nnegotiable offer.in_writing"
        decision = decided("offer.in_writing = false", mine)
        assert decision.verdict is Verdict.DECLINE
        found = decision.answer()
        assert found.kind is ReplyKind.NEGOTIATE
        assert "- The whole offer in writing\n" in found.letter
        assert "final" not in found.letter

    def test_one_thing_before_a_yes(self) -> None:
        found = decided(SETTLED, WEIGHED).answer(ReplyKind.SETTLE)
        assert "I would like to accept it; one thing is left to settle:\n\n- Base" in found.letter
        signed = FINE + "offer.in_writing = true\n"
        with pytest.raises(AnswerError, match="nothing is left to settle"):
            decided(signed).answer(ReplyKind.SETTLE)
        more = decided(signed).answer(ReplyKind.SETTLE, conditions=["My dog comes along"])
        assert "- My dog comes along" in more.letter


class TestForTheReader:
    def test_what_would_tell_something_is_bundled(self) -> None:
        mine = "dealbreaker if leave.parental < 3 months"
        found = decided("", mine).answer()
        assert "parental leave?" not in found.letter
        assert "- Could you send me the whole list of benefits: leave and sick pay" in found.letter
        own = 'ask "How do you treat families?" about leave.parental'
        assert "- How do you treat families?" in decided("", f"{mine}\n{own}").answer().letter

    def test_a_question_for_later_waits_for_the_paper(self) -> None:
        mine = (
            "dealbreaker if leave.parental < 3 months\ndealbreaker if hours.week > 45\n"
            'ask "How long is parental leave?" about leave.parental later'
        )
        found = decided("", mine).answer()
        assert [str(question.fact) for question in found.asked] == ["hours.week"]
        assert [str(question.fact) for question in found.later] == ["leave.parental"]
        assert found.to_dict()["later"] == ["leave.parental"]
        assert "parental" not in found.letter + "".join(found.notes)
        signed = decided("offer.in_writing = true", mine).answer()
        assert "- How long is parental leave?" in signed.letter
        with pytest.raises(AnswerError, match="nothing to ask yet"):
            decided("hours.week = 40", mine).answer()

    def test_whether_comes_before_how_long(self) -> None:
        found = decided("", "dealbreaker if contract.noncompete_length > 6 months").answer()
        assert [str(question.fact) for question in found.asked] == [
            "contract.noncompete",
            "contract.noncompete_length",
        ]
        assert "- If so: " in found.letter

    @pytest.mark.parametrize(
        ("text", "to", "counter", "said"),
        [
            ("How often is my manager around?", "", False, "How often is the manager around?"),
            ("How often is my manager around?", "", True, "How often is my manager around?"),
            ("Does my boss teach?", "Kim Vo", True, "Do you teach?"),
            ("My manager's office is far", "Kim", False, "Your office is far"),
            ("Do they pay their staff?", "", False, "Do you pay your staff?"),
            ("They pay too little", "", False, "You pay too little"),
            ("Are the clients happy, and do they stay?", "", False,
             "Are the clients happy, and do they stay?"),
        ],
    )  # fmt: skip
    def test_words_are_turned_round(self, text: str, to: str, counter: bool, said: str) -> None:
        kind = 'offer.kind = "counter"\n' if counter else ""
        reply = decided(f'{kind}manager.name = "Kim Vo"').answer(ReplyKind.DOOR)
        assert for_reader(text, reply, to) == said

    @pytest.mark.parametrize(
        ("question", "wanted", "said"),
        [
            ("May I bring my dog?", True, "That I may bring my dog"),
            ("Is there a gym?", False, "That there is not a gym"),
            ("Do you pay overtime?", True, "That you pay overtime"),
            ("Does the team meet?", True, "That the team meets"),
            ("Dogs?", True, "“Dogs?” yes"),
        ],
    )
    def test_a_request_is_no_question(self, question: str, wanted: bool, said: str) -> None:
        assert as_request(question, wanted=wanted) == said
