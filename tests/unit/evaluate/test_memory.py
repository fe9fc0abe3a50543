"""A program that decides many offers keeps nothing of each."""

from __future__ import annotations

from offerkit.criteria import parse_criteria
from offerkit.load.offers import read_offer

CRITERIA = parse_criteria(
    "dealbreaker if pay.base < 30 USD per hour or leave.days < 20\n"
    "pro if pay.base > 40 USD per hour\n"
    "pro if pay.yearly > 50k USD per year\n"
)


def decide(number: int) -> int:
    """Decide an offer like no other, and return how much its world keeps."""
    program = CRITERIA.program
    decision = CRITERIA.decide(
        read_offer(
            f'pay.base = "{number}..{number + 20} USD per hour"\npromised.leave.days = {number}\n'
            f'leave.days = 22\npromised.pay.base = "{number + 1} USD per hour"\n'
        )
    )
    _ = decision.possible, decision.findings, decision.broken_promises, decision.unstated_promises
    return sum(len(kept) for kept in vars(program.world).values() if isinstance(kept, dict))


def test_nothing_is_kept_of_an_offer_in_the_world_of_all() -> None:
    first = decide(20)
    assert [decide(number) for number in range(21, 30)] == [first] * 9
