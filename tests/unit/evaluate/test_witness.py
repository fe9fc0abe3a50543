"""Offers that show what cells say."""

from __future__ import annotations

from fractions import Fraction

import pytest

from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate.cells import witness
from offerkit.evaluate.cells.variables import Piece
from offerkit.evaluate.cells.witness import smallest
from offerkit.evaluate.facts import Facts
from offerkit.load.write import write_offer
from offerkit.model.offer import Offer


def said(offer: Offer | None) -> str:
    """Return what an offer states, in a line."""
    found, table = [], ""
    for line in write_offer(offer).splitlines() if offer is not None else ["-"]:
        if line.startswith("["):
            table = f"{line.strip('[]')}."
        elif line:
            found.append(f"{table}{line}".replace('"', "'"))
    return "; ".join(found)


def parsed(criteria: str) -> Criteria[Offer]:
    return parse_criteria("".join(f"{line}\n" for line in criteria.split("; ")))


@pytest.mark.parametrize(
    ("criteria", "tried", "plainest"),
    [
        (
            "pro if current.team.size > 5",
            12,
            "current.team.size = 0 | current.team.size = 1 | current.team.size = 5 | "
            "current.team.size = 6 | current = 'none' | - | -",
        ),
        (
            "pro if pay.base > 50k USD/year and pay.base > 20 EUR/hour",
            16,
            "pay.base = '0 USD per year' | pay.base = '10000 USD per year' | pay.base = '50000 "
            "USD per year' | pay.base = '50001 USD per year' | pay.base = '0 EUR per hour' | "
            "pay.base = '10 EUR per hour' | pay.base = '20 EUR per hour' | pay.base = '21 EUR "
            "per hour'",
        ),
        (
            "pro if contract.notice_mine > 2 weeks",
            8,
            "contract.notice_mine = '0 days' | contract.notice_mine = '10 days' | "
            "contract.notice_mine = '14 days' | contract.notice_mine = '15 days'",
        ),
        (
            "pro if commute.time > 1 hour",
            10,
            "commute.time = '0 min' | commute.time = '10 min' | commute.time = '60 min' | "
            "commute.time = '100 min' | commute.time = '720 min'",
        ),
        (
            "pro if equity.vesting > 2 years",
            14,
            "equity.kind = 'espp'; equity.vesting = '1 month' | equity.kind = 'espp'; "
            "equity.vesting = '10 months' | equity.kind = 'espp'; equity.vesting = '24 months' "
            "| equity.kind = 'espp'; equity.vesting = '25 months' | equity.kind = 'none'",
        ),
        (
            "pro if offer.start > 2026-02-01; con if offer.start = 2026-02-02",
            8,
            "offer.start = 2026-01-31 | offer.start = 2026-02-01 | offer.start = 2026-02-02 | "
            "offer.start = 2026-02-03",
        ),
        (
            "pro if manager.presence > rarely",
            12,
            "manager.presence = 'never' | manager.presence = 'rarely' | manager.presence = "
            "'sometimes' | manager.presence = 'often' | manager.presence = 'always' | "
            "manager.presence = 'does not apply'",
        ),
        (
            "pro if current.visa.needed and visa.needed",
            12,
            "current.visa.needed = false | current.visa.needed = true | current = 'none' | "
            "visa.needed = false | visa.needed = true | - | -",
        ),
        (
            'pro if location.city in {"Oslo", "ROME"}',
            6,
            "location.city = 'oslo' | location.city = 'rome' | location.city = 'something else'",
        ),
        (
            'pro if contract.kind = "freelance"',
            12,
            "contract.kind = 'contractor' | contract.kind = 'fixed_term' | contract.kind = "
            "'freelance' | contract.kind = 'internship' | contract.kind = 'permanent' | "
            "contract.kind = 'temporary'",
        ),
        (
            'pro if clients.names overlaps {"Acme","Casino"}',
            11,
            "clients.names = [] | clients.names = ['acme'] | clients.names = [] | clients.names"
            " = ['casino'] | - | clients.names = 'does not apply'",
        ),
        (
            'pro if current.clients.names within {"Acme"}',
            9,
            "current.clients.names = [] | current.clients.names = ['something else'] | - | "
            "current.clients.names = 'does not apply' | - | -",
        ),
        (
            "pro if leave.days < current.leave.days",
            17,
            "current.leave.days = 0 | leave.days = 0.366; current.leave.unlimited = true; "
            "current.leave.taken = 3.66 | -",
        ),
        (
            "pro if manager.presence < current.manager.presence",
            11,
            "manager.presence = 'never'; current.manager.presence = 'never' | manager.presence "
            "= 'often'; current.manager.presence = 'always' | current.manager.presence = 'does "
            "not apply'",
        ),
        (
            "pro if location.city = current.location.city",
            10,
            "location.city = 'one thing'; current.location.city = 'another' | location.city = "
            "'one thing'; current.location.city = 'one thing' | current = 'none'",
        ),
        (
            "let now = current.team.size; pro if team.size < now",
            11,
            "current.team.size = 0 | team.size = 100; current.team.size = 50000 | current = 'none'",
        ),
        (
            "pro if company.runway > 6 months and promised.company.runway > 6 months",
            20,
            "company.runway = '0 months' | company.runway = '1 month' | company.runway = '6 "
            "months' | company.runway = '7 months' | company.profitable = true | "
            "promised.company.runway = '0 months' | promised.company.runway = '1 month' | "
            "promised.company.runway = '6 months' | promised.company.runway = '7 months' | "
            "promised.company.profitable = true",
        ),
        (
            "pro if pay.bonus_paid > 50%",
            15,
            "pay.bonus_paid = '0%' | pay.bonus_target = '10%'; pay.bonus_paid = '10%' | "
            "pay.bonus_target = '10%'; pay.bonus_paid = '50%' | pay.bonus_target = '10%'; "
            "pay.bonus_paid = '100%' | pay.bonus_target = '10%'; pay.bonus_paid = '200%'",
        ),
        (
            "pro if pay.sign_on_prorated",
            6,
            "pay.sign_on_prorated = false | pay.sign_on_prorated = true | pay.sign_on = '0 USD'",
        ),
        (
            "pro if clients.contact > rarely and clients.count > 3",
            22,
            "clients.contact = 'never' | clients.contact = 'rarely' | clients.contact = "
            "'sometimes' | clients.contact = 'often' | clients.contact = 'always' | "
            "clients.contact = 'does not apply' | clients.count = 0 | clients.count = 1 | "
            "clients.count = 3 | clients.count = 4 | clients.count = 'does not apply'",
        ),
        (
            "pro if remote.days > 2 and promised.remote.days > 2",
            20,
            "remote.days = 0 | remote.days = 1 | remote.days = 2 | remote.days = 3 | "
            "remote.days = 7 | promised.remote.days = 0 | promised.remote.days = 1 | "
            "promised.remote.days = 2 | promised.remote.days = 3 | promised.remote.days = 7",
        ),
        (
            "pro if pay.sign_on < current.pay.sign_on",
            11,
            "current.pay.sign_on = '0 USD' | pay.sign_on = '100 USD'; current.pay.sign_on = "
            "'50000 USD' | current = 'none'",
        ),
        ("pro if team.size * 3 > 1", 7, "team.size = 0 | team.size = 0.1 | - | team.size = 1"),
        (
            "pro if pay.sign_on > 0.12345678901234567 USD and pay.sign_on < "
            "0.123456789012345679 USD",
            11,
            "pay.sign_on = '0 USD' | pay.sign_on = '0.1 USD' | pay.sign_on = "
            "'0.12345678901234567 USD' | - | pay.sign_on = '0.123456789012345679 USD' | "
            "pay.sign_on = '1 USD'",
        ),
        (
            "fact lunch.cost: money from 1 EUR to 9 EUR; pro if lunch.cost < current.lunch.cost",
            11,
            "current.lunch.cost = '1 EUR' | lunch.cost = '1.0080 EUR'; current.lunch.cost = '5 "
            "EUR' | current = 'none'",
        ),
        (
            "fact lunch.rating: number; pro if lunch.rating < current.lunch.rating",
            11,
            "current.lunch.rating = 0 | lunch.rating = 100; current.lunch.rating = 50000 | "
            "current = 'none'",
        ),
        (
            "pro if offer.start > 9999-12-30; con if offer.start < 0001-01-02",
            10,
            "offer.start = 0001-01-01 | offer.start = 0001-01-02 | offer.start = 2738-11-28 | "
            "offer.start = 9999-12-30 | offer.start = 9999-12-31",
        ),
        (
            "pro if clients.names overlaps current.clients.names",
            18,
            "clients.names = ['another', 'one thing']; current.clients.names = [] | "
            "clients.names = ['another', 'one thing']; current.clients.names = ['another', 'one"
            " thing'] | current.clients.count = 0",
        ),
        (
            "pro if visa.needed = current.visa.needed",
            12,
            "visa.needed = false | visa.needed = true | current.visa.needed = false | "
            "current.visa.needed = true | current = 'none' | - | -",
        ),
        (
            "pro if offer.start < offer.deadline",
            16,
            "offer.deadline = 2027-01-01; offer.start = 2027-01-01 | offer.deadline = "
            "2028-01-01; offer.start = 2027-01-01 | -",
        ),
        (
            "pro if contract.kind = current.contract.kind",
            10,
            "contract.kind = 'internship'; current.contract.kind = 'permanent' | contract.kind "
            "= 'permanent'; current.contract.kind = 'permanent' | current = 'none'",
        ),
        (
            "pro if pay.base < current.pay.base",
            11,
            "current.pay.base = '0 USD per year' | pay.base = '100 USD per year'; "
            "current.pay.base = '50000 USD per year' | current = 'none'",
        ),
        (
            "pro if travel.share < current.travel.share",
            11,
            "current.travel.share = '0%' | travel.share = '0.1%'; current.travel.share = '50%' "
            "| current = 'none'",
        ),
        (
            "pro if contract.notice_mine < current.contract.notice_mine",
            11,
            "current.contract.notice_mine = '0 days' | contract.notice_mine = '100 days'; "
            "current.contract.notice_mine = '50000 days' | current = 'none'",
        ),
        (
            "pro if pay.yearly < 50k USD/year",
            40,
            "pay.base = '0 USD per year' | pay.base = '10000 USD per year' | pay.base = '50000 "
            "USD per year' | pay.base = '50001 USD per year'",
        ),
        (
            "pro if equity.strike < 5 USD",
            14,
            "equity.kind = 'espp'; equity.strike = '0 USD' | equity.kind = 'espp'; "
            "equity.strike = '1 USD' | equity.kind = 'espp'; equity.strike = '5 USD' | "
            "equity.kind = 'espp'; equity.strike = '6 USD' | equity.strike = 'does not apply'",
        ),
        (
            "pro if travel.share > 12.5%",
            10,
            "travel.share = '0%' | travel.share = '10%' | travel.share = '12.5%' | travel.share"
            " = '20%' | travel.share = '100%'",
        ),
        ("pro if hours.paid > 2000", 1, "- | - | - | -"),
        (
            "pro if pay.sign_on > 1k GBP",
            8,
            "pay.sign_on = '0 GBP' | pay.sign_on = '100 GBP' | pay.sign_on = '1000 GBP' | "
            "pay.sign_on = '1001 GBP'",
        ),
        (
            "pro if promised.team.size > 5 and promised.equity.strike > 3 USD",
            18,
            "promised.team.size = 0 | promised.team.size = 1 | promised.team.size = 5 | "
            "promised.team.size = 6 | promised.equity.strike = '0 USD' | promised.equity.strike"
            " = '1 USD' | promised.equity.strike = '3 USD' | promised.equity.strike = '4 USD' |"
            " promised.equity.strike = 'does not apply'",
        ),
        (
            "pro if current.equity.strike > 3 USD",
            12,
            "current.equity.strike = '0 USD' | current.equity.strike = '1 USD' | "
            "current.equity.strike = '3 USD' | current.equity.strike = '4 USD' | "
            "current.equity.strike = 'does not apply' | - | -",
        ),
        (
            "scale noise: quiet < fair < loud; fact office.noise: noise; pro if office.noise < "
            "loud",
            6,
            "office.noise = 'quiet' | office.noise = 'fair' | office.noise = 'loud'",
        ),
        (
            "scale noise: quiet < fair < loud; fact office.noise: noise; pro if office.noise < "
            "current.office.noise",
            11,
            "current.office.noise = 'quiet' | office.noise = 'fair'; current.office.noise = "
            "'loud' | current = 'none'",
        ),
    ],
)
def test_the_plainest_offer_in_each_cell(criteria: str, tried: int, plainest: str) -> None:
    """Of each cell of each variable in turn; *tried* is how many offers were decided for them."""
    program = parsed(criteria).program
    world, system = program.world, program.cells.system
    whole = [variable.all for variable in system.variables]
    seen: list[Offer] = []
    found = []
    for at, variable in enumerate(system.variables):
        for bit in (1 << place for place in range(len(variable.cells))):

            def shows(offer: Offer) -> bool:
                seen.append(offer)
                return variable.left(Facts(world, offer)) == bit  # noqa: B023

            box = (*whole[:at], bit, *whole[at + 1 :])
            found.append(said(smallest(world, system, box, [at], shows)))
    assert (" | ".join(found), len(seen)) == (plainest, tried)
    assert all(offer.promised is None for offer in seen if "promised" not in criteria)


@pytest.mark.parametrize(
    ("criteria", "left", "different", "first"),
    [
        (
            "pro if team.size > 5 and leave.days > 3",
            "0111 11111",
            7,
            "team.size = 1 | team.size = 15 | team.size = 100005 | team.size = 6",
        ),
        (
            "pro if team.size > 5 and leave.days > 3",
            "0111 01010",
            24,
            "team.size = 1; leave.days = 1 | team.size = 15; leave.days = 1 | team.size = "
            "100005; leave.days = 184.5 | team.size = 15; leave.days = 184.5",
        ),
        (
            "pro if current.team.size > 5 and visa.needed",
            "01101 10 11",
            1,
            "visa.needed = true; current.team.size = 0",
        ),
        (
            'pro if clients.names overlaps {"Acme","Casino"}',
            "01 01 10",
            1,
            "clients.names = ['acme', 'casino']",
        ),
        ('pro if clients.names overlaps {"Acme","Casino"}', "10 11 10", 1, "clients.names = []"),
        (
            'pro if clients.names overlaps {"Acme","Casino"}',
            "11 11 01",
            1,
            "clients.names = 'does not apply'",
        ),
        (
            "pro if remote.days > 2 and commute.time > 30 min",
            "00010 01010",
            8,
            "remote.days = 3; commute.time = '10 min' | remote.days = 3; commute.time = '375 "
            "min' | remote.days = 4.5; commute.time = '10 min' | remote.days = 4.5; "
            "commute.time = '15 min'",
        ),
        (
            "pro if leave.days < current.leave.days",
            "010",
            60,
            "leave.days = 0; leave.unlimited = false; leave.taken = 0; current.leave.days = 0; "
            "current.leave.unlimited = false; current.leave.taken = 0 | leave.days = 36.6; "
            "leave.unlimited = true; leave.taken = 36.6; current.leave.days = 0; "
            "current.leave.unlimited = true; current.leave.taken = 0 | leave.days = 36.6; "
            "leave.unlimited = false; leave.taken = 0.366; current.leave.days = 1; "
            "current.leave.unlimited = true; current.leave.taken = 1 | leave.days = 0.366; "
            "leave.unlimited = false; leave.taken = 0; current.leave.days = 366; "
            "current.leave.unlimited = true; current.leave.taken = 3.66",
        ),
        ("pro if leave.days < current.leave.days", "001", 0, ""),
        (
            "pro if location.city = current.location.city",
            "010",
            4,
            "location.city = 'one thing'; current.location.city = 'one thing' | location.city ="
            " 'one thing'; current.location.city = 'another' | location.city = 'another'; "
            "current.location.city = 'one thing' | location.city = 'another'; "
            "current.location.city = 'another'",
        ),
        (
            "pro if pay.base < current.pay.base and team.size > 3",
            "0001 100",
            34,
            "team.size = 0; pay.base = '0 USD per year'; current.pay.base = '0 USD per year' | "
            "team.size = 0; pay.base = '100 USD per year'; current.pay.base = '50000 USD per "
            "year' | team.size = 0; pay.base = '10000 USD per year'; current.pay.base = '0 USD "
            "per year' | team.size = 0; pay.base = '100000 USD per year'; current.pay.base = "
            "'50000 USD per year'",
        ),
        (
            "pro if equity.strike < 5 USD",
            "01110",
            7,
            "equity.kind = 'espp'; equity.strike = '1 USD' | equity.kind = 'espp'; "
            "equity.strike = '15 USD' | equity.kind = 'espp'; equity.strike = '100005 USD' | "
            "equity.kind = 'espp'; equity.strike = '6 USD'",
        ),
        ("pro if equity.strike < 5 USD", "11111", 1, ""),
        (
            "pro if equity.strike < 5 USD",
            "00011",
            5,
            "equity.kind = 'espp'; equity.strike = '6 USD' | equity.strike = 'does not apply' |"
            " equity.kind = 'espp'; equity.strike = '100005 USD' | equity.kind = 'espp'; "
            "equity.strike = '105 USD'",
        ),
        ("pro if offer.start > 9999-12-30", "001", 1, "offer.start = 9999-12-31"),
        (
            "pro if size of clients.names > 2",
            "010",
            19,
            "clients.names = []; clients.count = 0 | clients.names = ['another', 'one thing']; "
            "clients.count = 0 | clients.names = ['one thing']; clients.count = 10000 | "
            "clients.names = ['another', 'one thing']; clients.count = 50000",
        ),
        (
            "pro if offer.start < offer.deadline",
            "010",
            9,
            "offer.deadline = 2027-01-01; offer.start = 2027-01-01 | offer.deadline = "
            "2028-01-01; offer.start = 2027-01-01 | offer.deadline = 2026-06-01; offer.start = "
            "2028-01-01 | offer.deadline = 2028-01-01; offer.start = 2026-06-01",
        ),
        (
            "pro if equity.strike < 5 USD",
            "01011",
            7,
            "equity.kind = 'espp'; equity.strike = '1 USD' | equity.kind = 'espp'; "
            "equity.strike = '105 USD' | equity.strike = 'does not apply' | equity.kind = "
            "'espp'; equity.strike = '15 USD'",
        ),
        (
            "pro if pay.per_hour > 20 USD/hour and team.size > 3",
            "010 0011",
            5,
            "team.size = 3; remote.days = 0; commute.time = '0 min'; pay.base = '10 USD per "
            "hour'; pay.bonus_target = '0%'; pay.days_year = 7; equity.kind = 'none'; "
            "benefits.retirement_match = '0%'; leave.days = 0; leave.unlimited = false; "
            "leave.taken = 0; leave.unpaid = 0; hours.week = 1; hours.days_week = 0.5; "
            "contract.kind = 'permanent' | team.size = 100003; remote.days = 0; commute.time = "
            "'0 min'; pay.base = '10 USD per hour'; pay.bonus_target = '0%'; pay.days_year = 7;"
            " equity.kind = 'none'; benefits.retirement_match = '0%'; leave.days = 0; "
            "leave.unlimited = false; leave.taken = 0; leave.unpaid = 0; hours.week = 1; "
            "hours.days_week = 0.5; contract.kind = 'permanent' | team.size = 13; remote.days ="
            " 0; commute.time = '0 min'; pay.base = '10 USD per hour'; pay.bonus_target = '0%';"
            " pay.days_year = 7; equity.kind = 'none'; benefits.retirement_match = '0%'; "
            "leave.days = 0; leave.unlimited = false; leave.taken = 0; leave.unpaid = 0; "
            "hours.week = 1; hours.days_week = 0.5; contract.kind = 'permanent' | team.size = "
            "103; remote.days = 0; commute.time = '0 min'; pay.base = '10 USD per hour'; "
            "pay.bonus_target = '0%'; pay.days_year = 7; equity.kind = 'none'; "
            "benefits.retirement_match = '0%'; leave.days = 0; leave.unlimited = false; "
            "leave.taken = 0; leave.unpaid = 0; hours.week = 1; hours.days_week = 0.5; "
            "contract.kind = 'permanent'",
        ),
        (
            "pro if current.pay.yearly > 2k USD/year",
            "010",
            60,
            "current.pay.base = '0 USD per year'; current.pay.days_year = 7; current.leave.days"
            " = 0; current.leave.unlimited = false; current.leave.taken = 0; "
            "current.leave.unpaid = 0; current.hours.week = 1; current.hours.days_week = 0.5; "
            "current.contract.kind = 'permanent' | current.pay.base = '10000 USD per year'; "
            "current.pay.days_year = 7; current.leave.days = 0.366; current.leave.unlimited = "
            "true; current.leave.taken = 36.6; current.leave.unpaid = 36.6; current.hours.week "
            "= 84.5; current.hours.days_week = 1.15; current.contract.kind = 'permanent' | "
            "current.pay.base = '10000 USD per year'; current.pay.days_year = 8; "
            "current.leave.days = 366; current.leave.unlimited = true; current.leave.taken = "
            "0.366; current.leave.unpaid = 1; current.hours.week = 1.167; "
            "current.hours.days_week = 7; current.contract.kind = 'permanent' | "
            "current.pay.base = '1000 USD per year'; current.pay.days_year = 8; "
            "current.leave.days = 0; current.leave.unlimited = false; current.leave.taken = "
            "3.66; current.leave.unpaid = 1; current.hours.week = 2.67; current.hours.days_week"
            " = 1.5; current.contract.kind = 'permanent'",
        ),
    ],
)
def test_what_is_tried_in_a_box(criteria: str, left: str, different: int, first: str) -> None:
    """Only what the cells of the box leave, the plainest first; *left* as in test_variables."""
    program = parsed(criteria).program
    system = program.cells.system
    box = tuple(int(bits[::-1], 2) for bits in left.split())
    seen: list[Offer] = []

    def shows(offer: Offer) -> bool:
        seen.append(offer)
        return False

    read = [at for at, of in enumerate(system.variables) if box[at] != of.all]
    assert smallest(program.world, system, box, read, shows) is None
    tried = dict.fromkeys(map(said, seen))
    assert (len(tried), " | ".join([*tried][:4])) == (different, first)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("3", "3", ["3"]),
        ("0", "1", ["0.1", "0.5"]),
        ("2", "3", ["2.1", "2.5"]),
        ("1999", "2001", ["2000", "2000"]),
        ("250", "1200", ["1000", "725"]),
        ("-30", "-5", ["-20", "-17.5"]),
        ("-1", "0.5", ["0", "-0.25"]),
        ("2.34", "2.35", ["2.341", "2.345"]),
        (None, "5", ["4", "-5", "-95", "-99995"]),
        (None, "5.5", ["5", "-4", "-94", "-99994"]),
        ("5", None, ["6", "15", "105", "100005"]),
        ("5.5", None, ["6", "15", "105", "100005"]),
        (None, None, ["-1", "-10", "-100", "-100000"]),
        ("0", "1e18", ["100000000000000000", "500000000000000000"]),
        ("0", "2e18", ["1e17", "1e18"]),
        ("0", "5e-17", ["2.5e-17"]),
    ],
)
def test_the_values_in_a_piece(low: str | None, high: str | None, expected: list[str]) -> None:
    ends = (None if end is None else Fraction(end) for end in (low, high))
    assert [*witness._places(Piece(*ends))] == [*map(Fraction, expected)]
