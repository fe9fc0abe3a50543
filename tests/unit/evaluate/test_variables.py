"""The cells of facts, and which of them offers leave."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import pytest

from offerkit.criteria import parse_criteria
from offerkit.evaluate.cells.variables import Cell, Piece, Variable, pieces
from offerkit.evaluate.facts import Facts, Stretch
from offerkit.intervals import Interval
from offerkit.load import read_offer
from offerkit.paths import FactPath
from offerkit.values import Pay, Period


def text(cell: Cell) -> str:
    if isinstance(cell, Piece):
        ends = "..".join("" if end is None else str(end) for end in (cell.low, cell.high))
        return str(cell.low) if cell.is_point else ends
    return "none" if cell is None else str(cell) or "other"


def told(variable: Variable, facts: Facts) -> str:
    """Return the cells that are left, the facts that leave open which, and those whether any."""

    def names(facts: Iterable[FactPath]) -> Iterable[str]:
        return ("it" if fact == variable.fact else str(fact) for fact in facts)

    left, seen = variable.left(facts), variable.seen(facts)
    marks = f"{left:0{len(variable.cells)}b}"[::-1]
    if seen is None:
        return f"{marks} ?"
    assert seen[0] == left
    return " ".join([marks, *names(seen[1]), *(f"({name})" for name in names(seen[2]))])


NO_JOB = "current = 'none'"
HOURS = "contract.kind = 'permanent'\nhours.week = 40\nhours.days_week = 5\nleave.unpaid = 0\n"


@pytest.mark.parametrize(
    ("criteria", "cells", "left"),
    [
        (
            "pro if team.size > 5",
            "0 0..5 5 5..",
            {
                "": "1111 it",
                "team.size=5": "0010",
                "team.size=1": "0100",
                "team.size='5..9'": "0011 it",
                "team.size='from 6'": "0001 it",
                "team.size='up to 4'": "1100 it",
                "team.size='1..4'": "0100 it",
            },
        ),
        (
            "pro if current.team.size > 5",
            "0 0..5 5 5.. none | False True",
            {
                "": "11111 it (it) | 11 ?",
                NO_JOB: "00001 it | 10 ?",
                "current.team.size=5": "00100 | 01 ?",
                "current.company.name='X'": "11110 it | 01 ?",
            },
        ),
        (
            "pro if pay.base > 50k USD/year and pay.base < 6k USD/month",
            "0 0..50000 50000 50000..72000 72000 72000..",
            {
                "": "111111 it",
                "pay.base='50k USD/year'": "001000",
                "pay.base='50k EUR/year'": "111111 ?",
                "pay.base='30..40 USD/hour'": "011111 it hours.week contract.kind",
                "pay.base='0 EUR/year'": "100000 ?",
                "pay.base='4k..6k USD/month'": "011110 it",
            },
        ),
        (
            "rate 1 USD = 0.5 EUR; pro if pay.base > 50k USD/year",
            "0 0..50000 50000 50000..",
            {
                "": "1111 it",
                "pay.base='50k USD/year'": "0010",
                "pay.base='25k EUR/year'": "0010 ?",
                "pay.base='10k..40k EUR/year'": "0111 ?",
            },
        ),
        (
            "pro if pay.base > 20 USD/hour or pay.base > 40 USD/hour",
            "0 0..20 20 20..40 40 40..",
            {
                "": "111111 ?",
                "pay.base='20 USD/hour'": "001000 ?",
                "pay.base='30 USD/hour'": "000100 ?",
                "pay.base='50 EUR/hour'": "011111 ?",
                "pay.base='20..50 USD/hour'": "001111 ?",
                "pay.base='up to 20 USD/hour'": "111000 ?",
                "pay.base='21..40 USD/hour'": "000110 ?",
                f"{HOURS}pay.base='320 USD/day'": "000010 ?",
                f"{HOURS}pay.base='41.6k..62.4k USD/year'": "001100 ?",
            },
        ),
        (
            "pro if current.pay.base > 20 USD/hour",
            "0 0..20 20 20.. none | False True",
            {
                "": "11111 ? | 11 ?",
                NO_JOB: "00001 ? | 10 ?",
                "current.pay.base='20..30 USD/hour'": "00110 ? | 01 ?",
            },
        ),
        (
            "pro if pay.base > 200 USD/day and pay.base < 5k USD/month",
            "0 0..200 200 200.. | 0 0..60000 60000 60000..",
            {
                "": "1111 ? | 1111 it",
                "pay.base='200 USD/day'": "0010 ? | 0111 hours.days_week contract.kind",
                f"{HOURS}pay.base='26k USD/year'": "0100 ? | 0100",
            },
        ),
        (
            "pro if contract.notice_mine > 2 weeks",
            "0 0..14 14 14..",
            {
                "": "1111 ?",
                "contract.notice_mine='2 weeks'": "0010 ?",
                "contract.notice_mine='1 month'": "0001 ?",
                "contract.notice_mine='14..28 days'": "0011 ?",
            },
        ),
        (
            "pro if contract.notice_mine > 2 months",
            "0 0..59 59 59..62 62 62..",
            {
                "": "111111 ?",
                "contract.notice_mine='2 months'": "001110 ?",
                "contract.notice_mine='9 weeks'": "000001 ?",
                "contract.notice_mine='60 days'": "000100 ?",
            },
        ),
        (
            "pro if contract.notice_mine > 2 months + 3 days",
            "false true does not apply",
            {
                "": "110 ?",
                "contract.notice_mine='66 days'": "010 ?",
            },
        ),
        (
            "pro if commute.time > 1 hour",
            "0 0..60 60 60..720 720",
            {
                "": "11111 it",
                "commute.time='60 min'": "00100",
                "commute.time='1..2 hours'": "00110 it",
            },
        ),
        (
            "pro if equity.vesting > 2 years",
            "1 1..24 24 24.. none",
            {
                "": "11111 equity.kind it (equity.kind)",
                "equity.vesting='24 months'": "00101 (equity.kind)",
                "equity.vesting='4 years'\nequity.kind='iso'": "00010",
                "equity.kind='none'": "00001",
            },
        ),
        (
            "pro if offer.start > 2026-02-01; con if offer.start = 2026-02-02",
            "..739648 739648 739649 739649..",
            {
                "": "1111 it",
                "offer.start='2026-02-01'": "0100",
                "offer.start='2026-02-01..2026-03-01'": "0111 it",
            },
        ),
        (
            "pro if offer.start > 2026-02-01 + 3 days",
            "..739651 739651 739651..",
            {
                "": "111 it",
                "offer.start='2026-02-04'": "010",
            },
        ),
        (
            "pro if offer.start - 2026-01-01 > 10 days",
            "..739627 739627 739627..",
            {
                "": "111 it",
                "offer.start='2026-01-11'": "010",
                "offer.start='2026-01-01..2026-01-11'": "110 it",
            },
        ),
        (
            "pro if offer.start - 2026-01-01 > 2 months",
            "false true does not apply",
            {
                "": "110 ?",
                "offer.start='2026-03-01'": "100 ?",
            },
        ),
        (
            "pro if (team.size + 1) * 3 > 12 + team.size",
            "0 0..9/2 9/2 9/2..",
            {
                "": "1111 it",
                "team.size=5": "0001",
            },
        ),
        (
            "pro if team.size / 2 > 3 and team.size * 3 > 6",
            "0 0..2 2 2..6 6 6..",
            {
                "": "111111 it",
                "team.size=5": "000100",
            },
        ),
        (
            "pro if pay.base - 20 USD/hour > 160 USD/day",
            "false true does not apply",
            {
                "": "110 ?",
                "pay.base='300 USD/hour'": "110 ?",
            },
        ),
        (
            "pro if pay.base < 2 * pay.base - 20 USD/hour",
            "0 0..20 20 20..",
            {
                "": "1111 ?",
                "pay.base='30 USD/hour'": "0001 ?",
            },
        ),
        (
            "pro if offer.start > offer.deadline",
            "false true does not apply",
            {
                "": "110 ?",
                "offer.start='2026-02-04'": "110 ?",
            },
        ),
        (
            "pro if manager.presence > rarely",
            "0 1 2 3 4 none",
            {
                "": "111111 it (it)",
                "manager.presence='rarely..often'": "011100 it",
                "manager.presence='never'": "100000",
            },
        ),
        (
            "pro if current.visa.needed and visa.needed",
            "False True none | False True | False True",
            {
                "": "111 it (it) | 11 it | 11 ?",
                "visa.needed=true\ncurrent.visa.needed=false": "100 it | 01 it | 01 ?",
                "current.visa.needed=true": "010 it | 11 it | 01 ?",
                NO_JOB: "001 it | 11 it | 10 ?",
            },
        ),
        (
            'pro if location.city in {"Oslo", "ROME"}',
            "oslo rome other",
            {
                "": "111 it",
                "location.city='oslo'": "100 it",
                "location.city='X'": "001 it",
                "location.city='Rome'": "010 it",
            },
        ),
        (
            'pro if current.location.city = "Oslo"',
            "oslo other none | False True",
            {
                "": "111 it (it) | 11 ?",
                "current.location.city='oslo'": "100 it | 01 ?",
                "current.location.city='X'": "010 it | 01 ?",
                NO_JOB: "001 it | 10 ?",
            },
        ),
        (
            'pro if contract.kind = "permanent"',
            "contractor fixed_term freelance internship permanent temporary",
            {
                "": "111111 it",
                "contract.kind='freelance'": "001000 it",
            },
        ),
        (
            'pro if location.country = "UK"',
            "GB other",
            {
                "": "11 it",
                "location.country='United Kingdom'": "10 it",
                "location.country='France'": "01 it",
            },
        ),
        (
            'pro if clients.names overlaps {"Acme","Casino"}',
            "False True | False True | True none",
            {
                "": "11 it | 11 it | 11 it (it)",
                "clients.names=['ACME']": "01 | 10 | 10",
                "clients.names=[]": "10 | 10 | 10",
                "clients.names=['x','acme']": "01 | 10 | 10",
                "clients.names={at_least=['acme']}": "01 it | 11 it | 10 it",
                "clients.names={at_most=['acme','y']}": "11 it | 10 it | 10 it",
            },
        ),
        (
            'pro if clients.names within {"Acme"}',
            "False True | True none",
            {
                "": "11 it | 11 it (it)",
                "clients.names=['ACME']": "10 | 10",
                "clients.names=['x','acme']": "01 | 10",
                "clients.names={at_least=['acme']}": "11 it | 10 it",
                "clients.names={at_most=['acme']}": "10 it | 10 it",
                "clients.names={at_most=['acme','y']}": "11 it | 10 it",
                "clients.names={at_least=['y']}": "01 it | 10 it",
            },
        ),
        (
            'pro if current.clients.names within {"Acme"}',
            "False True | True none | False True",
            {
                "": "11 it | 11 it (it) | 11 ?",
                "current.clients.names=['ACME']": "10 | 10 | 01 ?",
                NO_JOB: "11 | 01 | 10 ?",
            },
        ),
        (
            "pro if leave.days < current.leave.days",
            "false true does not apply",
            {
                "": "111 ?",
                "leave.days=20\ncurrent.leave.days=25": "010 ?",
                NO_JOB: "001 ?",
                "leave.days=20\ncurrent.leave.days='20..25'": "110 ?",
            },
        ),
        (
            "pro if pay.yearly < 50k USD/year",
            "0 0..50000 50000 50000..",
            {
                "": "1111 ?",
                "pay.base='5k USD/month'": "0001 ?",
            },
        ),
        (
            "pro if equity.strike < 5 USD",
            "0 0..5 5 5.. none",
            {
                "": "11111 equity.kind it (equity.kind) (it)",
                "equity.strike='5 USD'": "00101 (equity.kind)",
                "equity.strike='5 USD'\nequity.kind='iso'": "00100",
                "equity.kind='rsu'": "00001",
                "equity.kind='iso'": "11111 it (it)",
                "equity.strike='1..5 USD'": "01101 equity.kind it (equity.kind)",
            },
        ),
        (
            "let a = 2 * team.size; let b = a - 7; pro if a + 1 - team.size * 3 > 0 - b",
            "0 0..6 6 6..",
            {
                "": "1111 it",
                "team.size=6": "0010",
            },
        ),
        (
            "pro if travel.share > 20% * 2",
            "0 0..2/5 2/5 2/5..1 1",
            {
                "": "11111 it",
                "travel.share='40%'": "00100",
            },
        ),
        (
            "pro if pay.base > 3k EUR/year and pay.base > 3k USD/year",
            "0 0..3000 3000 3000.. | 0 0..3000 3000 3000..",
            {
                "": "1111 it | 1111 it",
                "pay.base='3k EUR/year'": "0010 | 1111 ?",
            },
        ),
        (
            "pro if pay.base - 3k EUR/year > 3k USD/year",
            "false true does not apply",
            {
                "": "110 ?",
                "pay.base='3k EUR/year'": "100 ?",
            },
        ),
        (
            "pro if leave.taken > 20",
            "0 0..20 20 20..366 366",
            {
                "": "11111 it",
                "leave.days=25": "11111 it",
                "leave.taken=20": "00100",
            },
        ),
        (
            "pro if team.size * leave.days > 20",
            "false true does not apply",
            {
                "": "110 ?",
                "team.size=3": "110 ?",
            },
        ),
        (
            "pro if max(team.size, 3) > 4",
            "0 0..4 4 4.. | false true does not apply",
            {
                "": "1111 it | 100 ?",
                "team.size=3": "0100 | 100 ?",
            },
        ),
    ],
)
def test_the_cells_that_offers_leave(criteria: str, cells: str, left: dict[str, str]) -> None:
    """In the order of the variables: a 1 for each cell that is left, and a 0 for each other."""
    parsed = parse_criteria("".join(f"{line}\n" for line in criteria.split("; ")))
    program = parsed.program
    variables = program.cells.system.variables
    assert " | ".join(" ".join(map(text, it.cells)) for it in variables) == cells
    found = {}
    for offer in left:
        facts = Facts(program.world, parsed.read_offer(offer))
        found[offer] = " | ".join(told(it, facts) for it in variables)
    assert found == left


class Supposing(Facts):
    """Facts of which the base pay has a range that is only supposed."""

    def stretch(self, fact: FactPath) -> Stretch | None:
        unit = Pay(Decimal(1), "EUR", Period.YEAR)
        supposed = Stretch(Interval(Fraction(30_000), Fraction(50_000)), unit)
        return supposed if fact.path == "pay.base" else None


@pytest.mark.parametrize(
    ("currency", "expected"), [("EUR", "0111 it"), ("USD", "1111 ?"), ("GBP", "1111 ?")]
)
def test_what_is_supposed_has_a_currency_too(currency: str, expected: str) -> None:
    program = parse_criteria(f"pro if pay.base > 40k {currency}/year").program
    (variable,) = program.cells.system.variables
    facts = Supposing(program.world, read_offer("pay.base = '5k USD/month'"))
    assert told(variable, facts) == expected


@pytest.mark.parametrize(
    ("bounds", "places", "whole", "found"),
    [
        ((0, None), (), False, "0 0.."),
        ((None, None), (), False, ".."),
        ((None, 5), (), False, "..5 5"),
        ((None, None), (3, 1, 3), False, "..1 1 1..3 3 3.."),
        ((0, 9), (0, 9, 10, -1, 4), False, "0 0..4 4 4..9 9"),
        ((3, 3), (3,), False, "3"),
        ((0, 4), (1, 2), True, "0 1 2 2..4 4"),
        ((0, 4), ("5/2",), True, "0 0..2 2 3 4"),
        ((None, 4), ("7/2",), True, "..3 3 4"),
        ((None, "7/2"), ("9/2", 1), True, "..1 1 1..3 3"),
        ((None, None), (1, 3), True, "..1 1 1..3 3 3.."),
        ((0, 5), (3, 5), True, "0 0..3 3 3..5 5"),
    ],
)
def test_pieces(
    bounds: tuple[object, object], places: tuple[object, ...], whole: bool, found: str
) -> None:
    low, high = (None if end is None else Fraction(str(end)) for end in bounds)
    some = pieces(Interval(low, high), map(Fraction, map(str, places)), whole=whole)
    assert " ".join(map(text, some)) == found
