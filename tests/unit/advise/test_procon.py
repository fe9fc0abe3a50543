"""Pros and cons: what stands where, what is struck out, and the balance."""

from __future__ import annotations

from fractions import Fraction

import pytest

from offerkit.advise import procon as module
from offerkit.advise.procon import Balance, ProCon
from offerkit.criteria import parse_criteria
from offerkit.load import read_offer
from offerkit.render.text.procon import render_procon
from offerkit.render.words.procon import balance_text, strike_text, weight_text
from offerkit.terminal import columns

OFFER = "visa.needed = false\nteam.size = 4\n"


def listed(criteria: str, offer: str = OFFER) -> ProCon:
    return parse_criteria(criteria).decide(read_offer(offer)).procon()


def weighed(pros: tuple[int, ...], cons: tuple[int, ...]) -> ProCon:
    """Return a list of true pros P0, P1, ... and cons C0, C1, ... of these weights."""
    lines = [f'pro "P{at}" unless visa.needed weight {weight}' for at, weight in enumerate(pros)]
    lines += [f'con "C{at}" unless visa.needed weight {weight}' for at, weight in enumerate(cons)]
    return listed("\n".join(lines))


def steps(pros: tuple[int, ...], cons: tuple[int, ...]) -> list[str]:
    """Return the steps as ``P0 = C1 C2``."""
    return [
        " = ".join(" ".join(r.label for r in side) for side in (strike.pros, strike.cons))
        for strike in weighed(pros, cons).cancelled.strikes
    ]


class TestWhatStandsWhere:
    def test_what_holds(self) -> None:
        found = weighed((3, 5), (2,))
        assert [(r.label, int(r.weight)) for r in found.pros] == [("P1", 5), ("P0", 3)]
        assert [(r.label, int(r.weight)) for r in found.cons] == [("C0", 2)]
        assert found.balance == Balance(Fraction(6), Fraction(6), Fraction(6))

    def test_what_does_not_hold_is_on_neither_side(self) -> None:
        found = listed('pro "Visa" if visa.needed weight 2\ncon "Big" if team.size > 9')
        assert (found.pros, found.cons, found.open) == ((), (), ())
        assert [finding.label for finding in found.idle] == ["Visa", "Big"]

    def test_what_is_not_known_is_apart(self) -> None:
        found = listed(
            'pro "Near" if commute.time < 20 min weight 3\ncon "Far" if commute.time > 1 hour'
        )
        assert [(r.label, int(r.pro), int(r.con)) for r in found.open] == [
            ("Near", 3, 0),
            ("Far", 0, 1),
        ]
        assert found.balance == Balance(Fraction(0), Fraction(-1), Fraction(3))

    def test_a_preference_is_split(self) -> None:
        found = listed('prefer "Small" team.size from 10 to 0 weight 3')
        assert [(r.label, r.weight) for r in found.pros] == [("Small", Fraction(9, 5))]
        assert [(r.label, r.weight) for r in found.cons] == [("Small", Fraction(6, 5))]

    def test_a_preference_that_is_met_or_not_at_all_is_on_one_side(self) -> None:
        found = listed('prefer "A" team.size from 0 to 3\nprefer "B" team.size from 4 to 9')
        assert [r.label for r in found.pros] == ["A"]
        assert [r.label for r in found.cons] == ["B"]

    def test_a_preference_of_a_range_is_open_in_part(self) -> None:
        found = listed('prefer "Big" team.size from 0 to 10 weight 10', 'team.size = "2..5"')
        assert [r.weight for r in (*found.pros, *found.cons)] == [2, 5]
        assert [(int(r.pro), int(r.con)) for r in found.open] == [(3, 3)]
        assert found.balance == Balance(Fraction(-3), Fraction(-6), Fraction(0))

    def test_what_has_no_weight_is_not_in_it(self) -> None:
        found = listed(
            'dealbreaker "D" if team.size > 3\ncaution "C" if team.size > 3\n'
            'leaving "L" until team.size > 3'
        )
        assert (found.pros, found.cons, found.open, found.idle) == ((), (), (), ())
        assert "Ruled out regardless of the balance: D." in render_procon(found)


class TestStrikingOut:
    def test_one_against_one(self) -> None:
        assert steps((3, 5), (5, 3, 3)) == ["P1 = C0", "P0 = C1"]

    def test_one_against_two(self) -> None:
        assert steps((5,), (3, 2, 4)) == ["P0 = C0 C1"]
        assert steps((1, 4, 2), (5,)) == ["P1 P0 = C0"]

    def test_one_against_two_of_a_kind(self) -> None:
        assert steps((6,), (3, 3)) == ["P0 = C0 C1"]
        assert steps((6,), (3,)) == []

    def test_two_against_three(self) -> None:
        assert steps((10, 9), (8, 7, 4)) == ["P0 P1 = C0 C1 C2"]
        assert steps((8, 7, 4), (10, 9)) == ["P0 P1 P2 = C0 C1"]

    def test_two_against_three_of_a_kind(self) -> None:
        assert steps((9, 9), (6, 6, 6)) == ["P0 P1 = C0 C1 C2"]
        assert steps((9,), (6, 6, 6)) == []

    def test_the_weightiest_pair_is_taken(self) -> None:
        assert steps((7,), (4, 3, 6, 1)) == ["P0 = C2 C3"]

    def test_of_one_weight_labels_are_taken_in_order(self) -> None:
        found = listed(
            'pro "b" unless visa.needed\npro "A" if team.size < 9\ncon "c" if team.size < 8'
        )
        assert [r.label for r in found.cancelled.strikes[0].pros] == ["A"]

    def test_what_remains(self) -> None:
        cancelled = weighed((7, 3, 5, 11, 2), (3, 4, 1, 6, 3)).cancelled
        assert [r.weight for r in cancelled.pros] == [11]
        assert cancelled.cons == ()

    def test_two_against_two(self) -> None:
        assert steps((4, 2), (3, 3)) == ["P0 P1 = C0 C1"]
        assert steps((5, 2), (4, 3)) == ["P0 P1 = C0 C1"]

    def test_many_against_many(self) -> None:
        assert steps((1, 1, 1, 1, 1, 1), (6,)) == ["P0 P1 P2 P3 P4 P5 = C0"]
        assert steps((10, 10, 10, 10), (13, 13, 14)) == ["P0 P1 P2 P3 = C2 C0 C1"]

    def test_two_strikes_rather_than_one_that_comes_first(self) -> None:
        """9 = 5 + 4 and 7 = 4 + 3 cannot be had together, 9 = 6 + 3 and 7 = 5 + 2 can."""
        assert steps((9, 7), (6, 5, 4, 3, 2)) == ["P0 = C0 C3", "P1 = C1 C4"]

    def test_of_as_many_strikes_the_most_reasons(self) -> None:
        assert steps((6,), (5, 3, 2, 1)) == ["P0 = C1 C2 C3"]

    def test_nothing(self) -> None:
        cancelled = weighed((), ()).cancelled
        assert (cancelled.strikes, cancelled.pros, cancelled.cons) == ((), (), ())
        assert cancelled.is_complete

    def test_the_search_is_bounded_and_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MOST_STATES", 4)
        monkeypatch.setattr(module, "_WINDOW", 4)
        found = weighed((100, 90, 10, 9), (40, 8, 7, 4))
        assert not found.cancelled.is_complete
        assert found.cancelled.strikes == ()
        assert "the sheet is too long to try everything" in render_procon(found, cancel=True)

    def test_a_long_sheet_is_still_struck_out(self) -> None:
        """Equals are always found; of the rest, those near each other."""
        pros = tuple(range(1, 80, 2))
        found = weighed(pros, tuple(range(2, 82, 2))).cancelled
        assert not found.is_complete
        assert len(found.strikes) >= 10


class TestWords:
    @pytest.mark.parametrize(
        ("weight", "text"),
        [
            (Fraction(3), "3"),
            (Fraction(6, 5), "1.2"),
            (Fraction(2, 3), "~0.67"),
            (Fraction(1, 1000), "~0"),
            (Fraction(-1, 3), "~-0.33"),
        ],
    )
    def test_weights(self, weight: Fraction, text: str) -> None:
        assert weight_text(weight) == text

    @pytest.mark.parametrize(
        ("ends", "text"),
        [
            ((0, 0, 0), "The balance is even."),
            ((5, 5, 5), "The balance is 5 in favour of the offer."),
            ((-2, -2, -2), "The balance is 2 against the offer."),
            (
                (5, 1, 9),
                "The balance is 5 in favour of the offer; what is unknown cannot reverse it.",
            ),
            (
                (-5, -9, 0),
                "The balance is 5 against the offer; with what is unknown, it could be "
                "anywhere from 9 against to even.",
            ),
        ],
    )
    def test_the_balance(self, ends: tuple[int, int, int], text: str) -> None:
        assert balance_text(Balance(*map(Fraction, ends))) == text

    def test_a_step_says_the_smaller_side_first(self) -> None:
        (strike,) = weighed((1, 4), (5,)).cancelled.strikes
        assert strike_text(strike) == "one against two: con C0 [5] = pro P1 [4] + P0 [1]"


@pytest.mark.parametrize("width", [40, 63, 80, 100])
@pytest.mark.parametrize("cancel", [True, False])
def test_every_line_fits(width: int, cancel: bool) -> None:
    found = listed(
        f'pro "{"long " * 30}" unless visa.needed weight 1000\n'
        f'con "{"x" * 90}\\u{{1b}} 日本語" if team.size < 9 weight 7\n'
        'con "Open" if commute.time > 1 hour\nprefer team.size from 0 to 7 weight 3'
    )
    lines = render_procon(found, cancel=cancel, width=width).splitlines()
    assert max(map(columns, lines)) <= width
    assert not any("\x1b" in line or line != line.rstrip() for line in lines)


def test_data() -> None:
    data = weighed((7, 3), (3, 6, 1)).to_dict()
    assert data["format"] == "offerkit/procon/1"
    assert data["balance"]["settled"] == "0"
    assert [reason["weight"] for reason in data["pros"]] == ["7", "3"]
    strikes = data["cancelled"]["strikes"]
    assert [[len(strike[side]) for side in ("pros", "cons")] for strike in strikes] == [
        [1, 1],
        [1, 2],
    ]
    assert weighed((7,), ()).to_dict(cancel=False)["cancelled"] is None
