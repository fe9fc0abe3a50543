"""What is known of a quantity before any offer is read: bounds, digits, facts and units."""

from __future__ import annotations

from fractions import Fraction

import pytest

from offerkit.check.checker import check, check_expression
from offerkit.check.reach import Reach, reach
from offerkit.core import LetRef
from offerkit.datatypes import Number
from offerkit.intervals import Interval
from offerkit.model.derived import PAID
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.span import NOWHERE, Source
from offerkit.syntax.parser import parse

# One that no other test has: what is known of a fact is remembered by its schema.
OWN = "fact own.saved: money from 1k to 5k USD\nfact own.paid: pay from 1k to 2k USD per month"
SCHEMA = check(parse(Source("own", OWN)), schema_of())[1].schema


def of(text: str) -> Reach:
    core, _, _, found = check_expression(Source("e", text), SCHEMA)
    assert core is not None, found
    return reach(core, SCHEMA, [])


KNOWN = """
3                                            | 3    | 3      | 1  |                |
1 / 3                                        | 1/3  | 1/3    | 1  |                |
-20                                          | -20  | -20    | 2  |                |
0                                            | 0    | 0      | 1  |                |
15%                                          | 3/20 | 3/20   | 3  |                |
5k USD                                       | 5000 | 5000   | 4  | 1 USD          |
0 USD                                        | 0    | 0      | 1  |                |
6k USD per month                             | 72000 | 72000  | 5  | 1 USD per year |
20 USD/hour                                  | 20   | 20     | 2  | 1 USD per hour |
2 weeks                                      | 14   | 14     | 2  | 1 day          |
2026-01-01                                   |      |        | 0  |                |
leave.days                                   | 0    | 366    | 18 |                | stated
hours.year                                   | 1    |        | 18 |                |
travel.share                                 | 0    | 1      | 18 |                | stated
pay.base                                     | 0    |        | 18 |                |
commute.time                                 | 0    | 720    | 18 | 1 min          |
contract.probation                           | 0    |        | 18 |                |
equity.vesting                               | 1    |        | 18 | 1 month        |
equity.cliff                                 | 0    |        | 18 |                |
own.saved                                    | 1000 | 5000   | 18 | 1 USD          |
own.paid                                     | 12000 | 24000  | 18 | 1 USD per year |
2 * leave.days                               | 0    | 732    | 19 |                |
-leave.days                                  | -366 | 0      | 18 |                |
leave.days / 3                               | 0    | 122    | 19 |                |
leave.days + leave.sick_days                 | 0    | 732    | 18 |                |
leave.days + 10                              | 10   | 376    | 18 |                |
leave.days / max(team.size, 1)               | 0    | 366    | 36 |                | product divided
leave.days / max(team.size, 1) + hours.week  | 1    | 534    | 54 |                | product divided
leave.days * leave.sick_days                 | 0    | 133956 | 36 |                | product
leave.days * 2k USD per year                 | 0    | 732000 | 22 | 1 USD per year |
3 * leave.days * leave.sick_days + 4         | 4    | 401872 | 37 |                | product
min(leave.days * leave.sick_days, 12)        | 0    | 12     | 36 |                | product
max(leave.days, 12)                          | 12   | 366    | 18 |                |
pay.sign_on + 3 EUR                          | 3    |        | 18 | 1 EUR          |
pay.sign_on + 5 USD + 3 EUR                  | 2    |        | 18 | several        |
pay.sign_on - 5 USD + 3 EUR                  |      |        | 18 | several        |
min(-5 USD, 3 EUR)                           |      | -1     | 1  | several        |
max(-5 USD, 3 EUR)                           | 1    |        | 1  | several        |
max(-5 USD, min(pay.sign_on, 0 USD) - 3 EUR) |      | -1     | 18 | several        |
size of clients.names                        | 0    |        | 18 |                |
offer.start - 2026-01-01                     |      |        | 18 |                |
commute.time / 45 min                        | 0    | 16     | 20 |                | product divided
45 min / max(commute.time, 1 min)            | 1/16 | 45     | 20 |                | product divided
pay.sign_on / max(team.size, 2)              | 0    |        | 36 |                | product divided
commute.time / max(team.size, 2)             | 0    | 360    | 36 | 1 min          | product divided
(pay.sign_on + 3 USD) / 2 EUR                | 0    |        | 19 |                | product divided
"""


@pytest.mark.parametrize("line", KNOWN.strip().splitlines())
def test_what_is_known_of_a_quantity(line: str) -> None:
    text, low, high, digits, unit, *kinds = (part.strip() for part in line.split("|"))
    found = of(text)
    assert found.ends == Interval(*(Fraction(end) if end else None for end in (low, high)))
    assert found.digits == int(digits)
    assert ("" if found.unit is None else str(found.unit)) == unit
    flags = (found.is_stated, found.has_product, found.is_divided)
    assert flags == tuple(one in kinds[0].split() for one in ("stated", "product", "divided"))


HOURS = {part for paid in PAID for part in SCHEMA.rests_on(paid)}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("3", set()),
        ("current.team.size * clients.count", {"current.team.size", "clients.count"}),
        ("-max(team.size, clients.count + 1)", {"team.size", "clients.count"}),
        ("size of promised.work.tools", {"promised.work.tools"}),
        ("current.pay.base", {f"current.{part}" for part in {*HOURS, "pay.base"}}),
        ("20 USD/hour", {str(FactPath(part, view)) for part in HOURS for view in View}),
        ("20 USD per month", set()),
    ],
)
def test_the_facts_that_a_quantity_rests_on(text: str, facts: set[str]) -> None:
    assert set(map(str, of(text).facts)) == facts


def test_a_name_is_known_as_what_it_stands_for() -> None:
    known = of("leave.days")
    ref = LetRef(1, Number(), span=NOWHERE)
    assert reach(ref, SCHEMA, [Reach(), known]) == known
    assert reach(LetRef(0, Number(), open=True, span=NOWHERE), SCHEMA, [known]) == Reach()


@pytest.mark.parametrize(
    ("text", "factor", "negative"),
    [
        ("leave.days", 1, False),
        ("leave.days", -1, True),
        ("leave.days - 1", 1, True),
        ("pay.base", 0, False),
        ("offer.start - 2026-01-01", 1, True),
    ],
)
def test_whether_a_quantity_may_be_below_0(text: str, factor: int, negative: bool) -> None:
    assert of(text).may_be_negative(Fraction(factor)) is negative
