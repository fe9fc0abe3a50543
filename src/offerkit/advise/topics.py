"""What a fact is about: the topics by which changes and reasons are grouped."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

from offerkit.datatypes import MoneyType, PayType
from offerkit.model.fields import FactInfo


class Topic(enum.Enum):
    """What a fact is about, in the order in which topics are shown."""

    MONEY = "money"
    """Pay and equity, and what else is paid: premiums, refunds, retirement."""
    ROLE = "role"
    WORK = "work"
    CLIENTS = "clients"
    MANAGER = "manager"
    TEAM = "team"
    PLACE = "place"
    TIME = "time"
    GROWTH = "growth"
    BENEFITS = "benefits"
    CONTRACT = "contract"
    COMPANY = "company"
    OTHER = "other"
    """Facts that a criteria file or an offer type declares, unless they are paid in money."""

    def __str__(self) -> str:
        return self.value


_GROUPS: Final[Mapping[str, Topic]] = {
    "company": Topic.COMPANY,
    "role": Topic.ROLE,
    "work": Topic.WORK,
    "clients": Topic.CLIENTS,
    "manager": Topic.MANAGER,
    "team": Topic.TEAM,
    "location": Topic.PLACE,
    "remote": Topic.PLACE,
    "commute": Topic.PLACE,
    "travel": Topic.PLACE,
    "relocation": Topic.PLACE,
    "visa": Topic.PLACE,
    "pay": Topic.MONEY,
    "equity": Topic.MONEY,
    "benefits": Topic.BENEFITS,
    "leave": Topic.TIME,
    "hours": Topic.TIME,
    "growth": Topic.GROWTH,
    "contract": Topic.CONTRACT,
    "offer": Topic.CONTRACT,
}

_PAID: Final = frozenset({"benefits.retirement_match", "benefits.retirement_vesting"})
"""Facts on money that are neither an amount of it nor in a group on it."""


def topic_of(info: FactInfo) -> Topic:
    """Return what a fact is about; whatever is an amount of money is about money."""
    if isinstance(info.datatype, PayType | MoneyType) or info.path in _PAID:
        return Topic.MONEY
    return _GROUPS.get(info.path.partition(".")[0], Topic.OTHER)
