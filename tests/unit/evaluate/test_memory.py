"""A program that decides many offers keeps nothing of each."""

from __future__ import annotations

import pytest

from offerkit import data
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


NEGOTIABLE = (
    "prefer pay.base from 40k USD per year to 90k USD per year\n"
    "prefer commute.time from 60 minutes to 10 minutes weight 3\n"
    "negotiable pay.base up to 100k USD per year\n"
    "negotiable commute.time down to 5 minutes\n"
    "accept at 70%\n"
)


@pytest.mark.parametrize("most", [data.MOST_KEPT, 5])
def test_negotiations_keep_no_more_than_there_is_room_for(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "MOST_KEPT", most)
    criteria = parse_criteria(NEGOTIABLE)
    world = criteria.program.world
    stated = 'pay.base = "50k USD per year"\ncommute.time = "40 minutes"\n'
    offers = [
        read_offer(f'{stated}refused.pay.base = "{80_000 + number} USD per year"')
        for number in range(5)
    ]
    found = [criteria.decide(offer).negotiate().to_dict() for offer in offers]
    assert found[-1] == parse_criteria(NEGOTIABLE).decide(offers[-1]).negotiate().to_dict()
    assert max(len(world.literals), len(world.sides)) <= most
    assert (len(world.literals) > 5) == (most > 5)
