"""A small program that embeds offerkit, with own facts; it only has to type-check."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_type

from attrs import field, frozen

import offerkit
from offerkit import UNKNOWN, Money, Offer, Pay, Period, fact
from offerkit.model.facts import ManagerFacts, PayFacts
from offerkit.scales import Frequency, Ordinal
from offerkit.values import Choice, Fact, Texts


class Noise(Ordinal):
    SILENT = "silent"
    CALM = "calm"
    LOUD = "loud"


@frozen(kw_only=True)
class Agency:
    awards: Fact[Decimal] = fact("How many awards did the agency win last year?")
    pitch_budget: Fact[Money] = fact("What may a pitch cost?")
    noise: Fact[Noise] = fact("How loud is the office?")
    dogs: Choice[bool] = fact("May I bring my dog?")
    rivals: Texts = fact("Which agencies does it pitch against?")


@frozen(kw_only=True)
class AgencyOffer(Offer):
    agency: Agency = field(factory=Agency)


criteria = offerkit.parse_criteria(
    "dealbreaker if agency.noise >= loud  pro if agency.awards >= 3", offer_type=AgencyOffer
)
assert_type(criteria, offerkit.Criteria[AgencyOffer])

offer = AgencyOffer(
    agency=Agency(awards=Decimal(4), noise=Noise.CALM, dogs=True, rivals=frozenset({"Acme"})),
    manager=ManagerFacts(presence=Frequency.OFTEN),
    pay=PayFacts(base=Pay(Decimal(60_000), "USD", Period.YEAR)),
)
decision = criteria.decide(offer)
assert_type(decision, offerkit.Decision[AgencyOffer])
assert_type(decision.offer, AgencyOffer)
assert_type(criteria.read_offer(""), AgencyOffer)
assert_type(decision.verdict, offerkit.Verdict)
assert_type(decision.findings[0].truth, offerkit.Kleene)
assert_type(criteria.verdict(offer), offerkit.Verdict)

base = offer.pay.base
if base is not UNKNOWN and not isinstance(
    base, offerkit.Range | offerkit.AtLeast | offerkit.AtMost
):
    assert_type(base, Pay)

plain = offerkit.parse_criteria("pro if manager.trust >= good")
assert_type(plain, offerkit.Criteria[Offer])
