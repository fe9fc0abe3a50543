"""Answers after an answer, for more time, to a promise, with conditions, and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from offerkit import Decision, Verdict, parse_criteria, read_offer
from offerkit.advise.answer.models import GivenReason, Reply, ReplyKind
from offerkit.errors import AnswerError
from offerkit.render.text.answer import render_answer

MINE = """\
dealbreaker "Nobody there" if manager.presence < sometimes
dealbreaker "They went back on the pay" if pay.base < promised.pay.base
pro "Pay" if pay.base >= 60k USD per year
accept at 50%
"""
FINE = """\
company.name = "Birch"
manager.presence = "often"
pay.base = "60k USD per year"
promised.pay.base = "60k USD per year"
"""
ACCEPTED = 'offer.answer = "accepted"\noffer.answered = 2026-11-03\n'
LESS = FINE.replace('\npay.base = "60k', '\npay.base = "55k')


def decided(offer: str, criteria: str = MINE) -> Decision:
    mine = parse_criteria(criteria)
    return mine.decide(read_offer(offer, schema=mine.schema))


def letter(reply: Reply) -> str:
    return " ".join(reply.letter.split())


class TestWhatFits:
    @pytest.mark.parametrize(
        ("offer", "kind"),
        [
            (FINE, ReplyKind.ACCEPT),
            (FINE + ACCEPTED, ReplyKind.ACCEPT),
            (LESS + ACCEPTED, ReplyKind.WITHDRAW),
            ('pay.base = "60k USD per year"\n' + ACCEPTED, ReplyKind.ASK),
            (LESS + 'offer.answer = "declined"', ReplyKind.DECLINE),
            (FINE + 'offer.answer = "declined"', ReplyKind.DECLINE),
            (FINE + 'offer.answer = "withdrawn"', ReplyKind.WITHDRAW),
            (FINE + 'offer.answer = "unknown"', ReplyKind.ACCEPT),
        ],
    )
    def test_by_the_verdict_and_what_was_answered(self, offer: str, kind: ReplyKind) -> None:
        assert decided(offer).answer().kind is kind

    @pytest.mark.parametrize(
        ("answer", "kinds"),
        [
            ("accepted", {ReplyKind.DECLINE, ReplyKind.TIME, ReplyKind.NEGOTIATE}),
            ("declined", set(ReplyKind) - {ReplyKind.DECLINE}),
            ("withdrawn", set(ReplyKind) - {ReplyKind.WITHDRAW}),
        ],
    )
    def test_no_letter_contradicts_an_answer(self, answer: str, kinds: set[ReplyKind]) -> None:
        for kind in kinds:
            with pytest.raises(AnswerError, match=r'would not be true; .*`offer.answer = "open"`'):
                decided(FINE + f'offer.answer = "{answer}"').answer(kind)

    @pytest.mark.parametrize(
        ("answer", "kind", "message"),
        [
            (
                "accepted",
                ReplyKind.ACCEPT,
                "you accepted this offer, in writing, so .* withdraw",
            ),
            ("declined", ReplyKind.DECLINE, "you declined this offer, in writing, so there is"),
            ("withdrawn", ReplyKind.WITHDRAW, "you took back your acceptance, in writing, so"),
        ],
    )
    def test_what_is_in_writing_needs_no_letter(
        self, answer: str, kind: ReplyKind, message: str
    ) -> None:
        offer = FINE + f'offer.answer = "{answer}"\noffer.answer_in_writing = '
        with pytest.raises(AnswerError, match=message):
            decided(offer + "true").answer(kind)
        assert decided(offer + "false").answer(kind).kind is kind

    def test_questions_after_a_yes_ask_for_no_time(self) -> None:
        reply = decided("company.name = 'Birch'\n" + ACCEPTED, "dealbreaker if travel.share > 50%")
        text = letter(reply.answer())
        assert text.startswith("Hello, On 3 November 2026 I accepted the offer to join Birch.")
        assert "How much of my time" in text or "travel" in text
        assert "You will have my answer" not in text


class TestWithdrawing:
    def test_it_owns_up_apologises_and_releases(self) -> None:
        text = letter(decided(FINE + ACCEPTED).answer(ReplyKind.WITHDRAW))
        assert "On 3 November 2026 I accepted the offer to join Birch." in text
        for words in ("I am sorry", "I apologise", "released", "My answer is final"):
            assert words in text
        assert "What decided it" not in text

    def test_a_file_that_does_not_say_so_yet(self) -> None:
        reply = decided(FINE).answer(ReplyKind.WITHDRAW)
        assert "I accepted the offer to join Birch. I am writing" in letter(reply)

    def test_the_reason_is_one_that_the_criteria_give(self) -> None:
        why = "What decided it for me is the change in the pay since we first talked."
        assert why in letter(decided(LESS + ACCEPTED).answer())
        silent = decided(LESS + ACCEPTED).answer(reason=GivenReason.NONE)
        assert "What decided it" not in letter(silent)
        assert "If they ask why, say: It is not the right step for me." in silent.notes
        named = decided(LESS + ACCEPTED).answer(reason="They went back on the pay")
        assert "What decided it for me: You went back on the pay." in letter(named)

    @pytest.mark.parametrize(
        ("written", "said", "warned"),
        [
            ("true", "join Birch, in writing.", "You accepted in writing: before"),
            ("false", "2026 I accepted the offer to join Birch.", None),
            (
                '"unknown"',
                "2026 I accepted the offer to join Birch.",
                "If you have signed anything, read before",
            ),
        ],
    )
    def test_what_was_signed(self, written: str, said: str, warned: str | None) -> None:
        reply = decided(f"{FINE}{ACCEPTED}offer.answer_in_writing = {written}").answer(
            ReplyKind.WITHDRAW
        )
        assert said in letter(reply)
        notes = [note for note in reply.notes if "sign" in note or "in writing: before" in note]
        assert [note.startswith(warned or "") for note in notes] == [True] * bool(warned)

    def test_what_was_said_on_the_phone_is_confirmed(self) -> None:
        offer = FINE + 'offer.answer = "withdrawn"\noffer.answered = 2026-11-20'
        text = letter(decided(offer).answer())
        assert "I accepted the offer to join Birch. I am writing to take that back" in text
        assert "I told you so on 20 November 2026; this confirms it in writing." in text

    def test_of_an_offer_to_stay(self) -> None:
        offer = 'offer.kind = "counter"\ncurrent.pay.base = "50k USD per year"\n' + ACCEPTED
        text = letter(decided(offer).answer(ReplyKind.WITHDRAW))
        assert "On 3 November 2026 I accepted the offer to stay." in text
        assert "I have decided to leave after all." in text


class TestAccepting:
    TOLD = (
        FINE
        + 'promised.remote.days = 3\npromised.work.summary = "banks"\n'
        + 'promised.team.turnover = "5%"\n[sources]\n"promised.remote.days" = "call, 2 May"'
    )

    def test_promises_that_are_terms_and_not_in_the_offer_are_conditions(self) -> None:
        reply = decided(self.TOLD).answer()
        text = letter(reply)
        assert "please send me the full offer in writing, with this in it: - Base pay" in text
        assert "- Days a week away from the office: 3, as I was told on the phone on 2 May" in text
        assert "banks" not in text
        assert "5%" not in text

    def test_conditions_of_ones_own(self) -> None:
        reply = decided(FINE + "offer.in_writing = true").answer(
            conditions=["My visa is\n granted", " "]
        )
        text = letter(reply)
        assert "accept it, on this condition: - My visa is granted Please let me" in text
        assert "Please confirm that in writing." in text
        assert reply.to_dict()["conditions"] == ["My visa is\n granted"]
        assert "Then say: My yes depends on this condition:" in reply.notes
        both = decided("offer.in_writing = true\n" + self.TOLD).answer(conditions=["A visa"])
        assert "on these conditions: - Days" in letter(both)

    def test_without_conditions_it_is_a_plain_yes(self) -> None:
        reply = decided(FINE + "offer.in_writing = true").answer()
        assert "I am delighted to accept it. Please let me know" in letter(reply)
        assert not any("depends" in note for note in reply.notes)

    def test_a_yes_on_the_phone_is_confirmed(self) -> None:
        text = letter(decided(FINE + ACCEPTED).answer())
        assert "As I told you on 3 November 2026, I am delighted to accept it." in text


DEADLINE = "offer.deadline = 2026-11-24\n"


class TestMoreTime:
    @pytest.mark.parametrize(
        ("offer", "until", "words"),
        [
            (
                DEADLINE,
                date(2026, 12, 4),
                "You asked for my answer by 24 November 2026. Could I give you my answer by 4 "
                "December 2026 instead? You will have it by then.",
            ),
            ("", date(2026, 12, 4), "Could I give you my answer by 4 December 2026? You will"),
            (
                DEADLINE,
                None,
                "Could you give me some more time? You will have my answer by the day that you",
            ),
            ("", None, "I need more time. Could you give me some more time?"),
        ],
    )
    def test_it_asks_for_a_day_and_says_no_yes(
        self, offer: str, until: date | None, words: str
    ) -> None:
        text = letter(decided(offer).answer(ReplyKind.TIME, until=until))
        assert words in text
        assert "yes" not in text

    @pytest.mark.parametrize(
        ("bound", "words"),
        [
            ("2026-12-01", "by 1 December 2026 instead"),
            ("2026-11-20", "Could you give me some more time"),
        ],
    )
    def test_by_default_it_is_the_day_that_the_criteria_name(self, bound: str, words: str) -> None:
        criteria = f"{MINE}negotiable offer.deadline up to {bound}"
        assert words in letter(decided(DEADLINE, criteria).answer(ReplyKind.TIME))

    @pytest.mark.parametrize(
        ("offer", "message"),
        [
            (DEADLINE, "until: expected a day after the deadline, 2026-11-24, got 2026-11-24"),
            ("offer.today = 2026-11-30", "until: expected a day after today, 2026-11-30, got"),
        ],
    )
    def test_a_day_that_brings_no_time(self, offer: str, message: str) -> None:
        with pytest.raises(AnswerError, match=message):
            decided(offer).answer(ReplyKind.TIME, until=date(2026, 11, 24))


class TestAPassedDeadline:
    LATE = FINE + DEADLINE + "offer.today = 2026-11-25\n"
    SORRY = "I am sorry that this comes after 24 November 2026, the day by which you asked"

    @pytest.mark.parametrize("kind", [ReplyKind.ACCEPT, ReplyKind.DECLINE, ReplyKind.TIME])
    def test_a_late_answer_says_so(self, kind: ReplyKind) -> None:
        reply = decided(self.LATE).answer(kind)
        assert self.SORRY in letter(reply)
        asked = [note for note in reply.notes if "whether the offer still stands" in note]
        assert len(asked) == (kind is not ReplyKind.DECLINE)

    def test_a_late_yes_depends_on_the_offer(self) -> None:
        text = letter(decided(self.LATE).answer())
        assert "If it still stands, I would like to accept it." in text

    @pytest.mark.parametrize(
        "offer",
        [
            FINE + DEADLINE,
            FINE + DEADLINE + "offer.today = 2026-11-24",
            FINE + DEADLINE + ACCEPTED + "offer.today = 2026-11-25",
            FINE + 'offer.deadline = "2026-11-20..2026-11-30"\noffer.today = 2026-11-25',
            FINE + "offer.today = 2026-11-25",
        ],
    )
    def test_an_answer_in_time_does_not(self, offer: str) -> None:
        assert "I am sorry" not in letter(decided(offer).answer())


class TestPromises:
    def test_what_is_broken_and_what_is_missing(self) -> None:
        offer = LESS + 'promised.remote.days = 3\n[sources]\n"promised.pay.base" = "3 May"'
        reply = decided(offer).answer(ReplyKind.PROMISE)
        assert [line for line in reply.lines if line.startswith("- ")] == [
            "- Base pay: 60,000 USD per year, as I was told on 3 May; the offer says 55,000 USD "
            "per year",
            "- Days a week away from the office: 3, as I was told; the offer does not say so",
        ]
        assert "You will have my answer once I have it." in letter(reply)

    def test_after_a_yes_it_is_kept_to(self) -> None:
        text = letter(decided(LESS + ACCEPTED).answer(ReplyKind.PROMISE))
        assert "I accepted the offer on 3 November 2026, and I would like to keep to that." in text
        assert "You will have my answer" not in text

    def test_yes_no_and_what_does_not_apply(self) -> None:
        offer = """
        promised.contract.noncompete = false
        contract.noncompete = true
        promised.equity.cliff = "does not apply"
        equity.cliff = "1 year"
        """
        lines = decided(offer).answer(ReplyKind.PROMISE).lines
        assert "- Non-compete clause: no, as I was told; the offer says yes" in lines
        assert any(line.endswith(": none, as I was told; the offer says 1 year") for line in lines)

    def test_texts_that_the_offer_has_are_the_authors(self) -> None:
        offer = 'promised.work.summary = "banks"\nwork.summary = "only the boss\'s pet project"'
        text = letter(decided(offer).answer(ReplyKind.PROMISE))
        assert "banks, as I was told; the offer says something else" in text
        assert "boss" not in text

    OWN = "fact home.help: yes/no\npro if home.help\n"

    def test_nothing_that_the_employer_is_not_asked_about(self) -> None:
        offer = LESS + 'promised.home.help = true\npromised.commute.time = "10 min"'
        text = letter(decided(offer, self.OWN + MINE).answer(ReplyKind.PROMISE))
        assert "home" not in text
        assert "10 min" not in text
        with pytest.raises(AnswerError, match=r'add `ask "…" about home\.help`'):
            decided("promised.home.help = true", self.OWN).answer(ReplyKind.PROMISE)
        asked = self.OWN + 'ask "Do you help with the move?" about home.help'
        text = letter(decided("promised.home.help = true", asked).answer(ReplyKind.PROMISE))
        assert "- Do you help with the move: yes, as I was told; the offer does not say so" in text

    def test_where_there_is_none(self) -> None:
        with pytest.raises(AnswerError, match="there is no promise to hold them to"):
            decided(FINE).answer(ReplyKind.PROMISE)

    def test_requests_say_what_was_told(self) -> None:
        criteria = f"{MINE}negotiable pay.base up to 70k USD per year"
        source = '[sources]\n"promised.pay.base" = "call with HR, 3 November"'
        text = letter(decided(LESS + source, criteria).answer(ReplyKind.NEGOTIATE))
        assert (
            "- Base pay: 60,000 USD per year instead of 55,000 USD per year, as HR told me on the "
            "phone on 3 November"
        ) in text
        more = criteria.replace(">= 60k", ">= 65k")
        reply = decided(LESS + source, more).answer(ReplyKind.NEGOTIATE, goal=Verdict.ACCEPT)
        assert (
            "- Base pay: 65,000 USD per year instead of 55,000 USD per year (60,000 USD per year, "
            "as HR told me on the phone on 3 November)"
        ) in letter(reply)

    def test_the_page_shows_the_source_to_the_author_alone(self) -> None:
        offer = LESS + '[sources]\n"promised.pay.base" = "call with HR, 3 November"'
        page = render_answer(decided(offer).answer(ReplyKind.PROMISE))
        assert "what you were told: promised.pay.base (call with HR, 3 November)" in page
        data = decided(offer).answer(ReplyKind.PROMISE).to_dict()
        assert data["promises"][0]["source"] == "call with HR, 3 November"
        assert data["promises"][0]["fact"] == "promised.pay.base"


class TestBroken:
    TOLD = """
    pay.base = "60k USD per year"
    leave.days = 25
    promised.remote.days = 3
    promised.hours.week = 40
    found.pay.base = "60k USD per year"
    found.leave.days = 20
    found.remote.days = 1
    found.hours.week = "38..40"
    [sources]
    "promised.remote.days" = "second interview, 2026-11-10"
    """

    def test_what_has_turned_out_worse_is_named(self) -> None:
        reply = decided(self.TOLD + "[offer]\nstart = 2027-03-01").answer(ReplyKind.BROKEN)
        assert [line for line in reply.lines if line.startswith("- ")] == [
            "- Days a week away from the office: 3, as I was told in the second interview on 10 "
            "November 2026; it is 1",
            "- Days of vacation a year: 25, as my contract says; it is 20",
        ]
        assert "I started on 1 March 2027. When I said yes to the offer," in letter(reply)
        assert [str(it.fact) for it in reply.promises] == ["promised.remote.days", "leave.days"]

    def test_it_is_the_letter_once_the_offer_is_accepted(self) -> None:
        assert decided(ACCEPTED + self.TOLD).answer().kind is ReplyKind.BROKEN

    def test_own_facts_are_named_if_the_employer_is_asked(self) -> None:
        own = "fact home.help: yes/no\npro if home.help\n"
        offer = "promised.home.help = true\nfound.home.help = false"
        with pytest.raises(AnswerError, match="of what the employer is asked about"):
            decided(offer, own).answer(ReplyKind.BROKEN)
        asked = own + 'ask "Do you help with the move?" about home.help'
        text = letter(decided(offer, asked).answer(ReplyKind.BROKEN))
        assert "- Do you help with the move: yes, as I was told; it is no" in text

    def test_where_nothing_turned_out_worse(self) -> None:
        with pytest.raises(AnswerError, match="state it under `found`"):
            decided(FINE).answer(ReplyKind.BROKEN)
        better = "promised.leave.days = 20\nfound.leave.days = 25"
        with pytest.raises(AnswerError, match="nothing has turned out worse"):
            decided(better).answer(ReplyKind.BROKEN)
        declined = decided('offer.answer = "declined"\n' + self.TOLD)
        with pytest.raises(AnswerError, match="say what has turned out otherwise"):
            declined.answer(ReplyKind.BROKEN)
