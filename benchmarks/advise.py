"""How long each thing that is done with a decision or an offer takes, once files are loaded.

Run `python benchmarks/advise.py`, or with the names of some features. Each feature is a function
here that prepares its input and returns what is timed.
"""

from __future__ import annotations

import gc
import sys
import time
import timeit
from collections.abc import Callable
from decimal import Decimal

from offerkit import Decision, Money, Verdict, parse_criteria, read_offer
from offerkit.advise.questions import questions
from offerkit.advise.report import chapter
from offerkit.compare import Comparison
from offerkit.negotiate import NegotiationOutcome
from offerkit.pay import pay_table
from offerkit.render.html.report import report_page

LEAST_SECONDS = 0.1

STARTUP = """
pay.base = "110k..130k USD per year"
pay.bonus_target = "10%"
pay.sign_on = "15k USD"
pay.sign_on_clawback = "24 months"
equity.kind = "iso"
equity.shares = 20_000
equity.strike = "1.50 USD"
equity.vesting = "4 years"
equity.refresh = "10k USD per year"
benefits.retirement_match = "4%"
location.cost_index = "100..120"
hours.week = 45
hours.days_week = 5
leave.days = 20
commute.time = "20..30 min"
"""


THIRTY = """
let disliked = {"Acme Tobacco", "Casino Royal"}
let free_time = leave.days + leave.sick_days

dealbreaker "My manager would rarely be around"  if manager.presence < sometimes
dealbreaker "Not the manager I was promised"     if manager.name != promised.manager.name
dealbreaker "I would never meet a client"        if clients.contact < rarely
dealbreaker "Clients I will not work for"        if clients.names overlaps disliked
dealbreaker "Too small a market"  unless location.market >= large or location.employers >= 20
dealbreaker "Always away"                        if travel.share > 60% or travel.nights > 15
dealbreaker "They lay people off"  if company.layoffs_last_year > 20% and company.runway < 1 year

caution "The work is not what they described"    if work.summary != promised.work.summary
caution "Nothing in writing"                     unless offer.in_writing

pro "Pays the rent"       if pay.base >= 40k USD per year               weight 5
pro "A mentor"            if manager.mentoring >= often                 weight 5
pro "Work I like"         if work.interest >= good and work.variety >= some  weight 4
pro "My own hours"        if hours.flexible >= some and hours.week <= 42  weight 2
pro "People to learn from" if team.learn_from >= good and team.size between 3 and 12  weight 4
pro "Time off"            if free_time >= 30                            weight 2
pro "More than now"       if pay.base > current.pay.base                weight 3
pro "Room to grow"        if growth.path >= good or growth.mobility >= good  weight 3
con "Long way to work"    if commute.time > 45 min                      weight 2
con "Weekends"            if hours.weekend >= often or hours.overtime >= often  weight 3
con "On call"             if hours.on_call >= sometimes                 weight 2
con "Bound for long"      if contract.noncompete and contract.notice_mine > 3 months  weight 2
con "All in meetings"     if work.meetings > 40% and role.seniority < lead  weight 1
con "A lot of churn"      if team.turnover > 25%                        weight 2

prefer "Money"            pay.base from 35k to 65k USD per year         weight 6
prefer "Near"             commute.time from 60 min to 10 min            weight 2
prefer "Remote"           remote.days from 0 to 4                       weight 1
prefer "A say"            work.autonomy from none to much               weight 3
prefer "Good tools"       benefits.equipment from poor to great         weight 1

leaving "Nobody to learn from"   until manager.mentoring >= often
leaving "Stuck on one account"   until clients.count >= 3

decline below 30%
accept at 70%
"""
"""Thirty statements over forty facts."""

MOST_KNOWN = """
pay.base = "{base}k USD per year"
commute.time = "{minutes} min"
manager = {{ name = "Ana Lind", presence = "often", mentoring = "{often}" }}
current = {{ pay = {{ base = "48k USD per year" }}, work = {{ interest = "fair" }} }}
promised = {{ manager = {{ name = "Ana Lind" }}, work = {{ summary = "Account coordinator" }} }}
clients = {{ names = ["Prairie Outfitters"], contact = "often", count = {minutes} }}
location.market = "large"
company.layoffs_last_year = "5%"
offer.in_writing = true
travel = {{ share = "{minutes}%", nights = 2 }}
work.summary = "Account coordinator"
work.interest = "good"
work.meetings = "35%"
work.variety = "{much}"
work.autonomy = "some"
hours = {{ flexible = "some", weekend = "rarely", on_call = "{often}", week = 40 }}
team = {{ learn_from = "good", size = 8, turnover = "10%" }}
leave = {{ days = {minutes}, sick_days = 10 }}
growth.path = "good"
contract = {{ noncompete = false }}
remote.days = 2
"""


def compare_five(samples: int) -> Callable[[], Comparison]:
    """Four offers and staying, by thirty statements over forty facts."""
    criteria = parse_criteria(THIRTY)
    offers = {
        name: read_offer(
            MOST_KNOWN.format(base=base, minutes=minutes, often=often, much=much),
            schema=criteria.schema,
        )
        for name, base, minutes, often, much in (
            ("acme", "52", 25, "often", "much"),
            ("borealis", "58", 40, "rarely", "some"),
            ("cedar", "49", 15, "always", "little"),
            ("delta", "62", 55, "sometimes", "none"),
        )
    }
    return lambda: criteria.compare(offers, samples=samples)


def comparing() -> Callable[[], object]:
    """With a thousand drawn weightings."""
    return compare_five(1_000)


def comparing_without() -> Callable[[], object]:
    """Without drawn weightings."""
    return compare_five(0)


def pay() -> Callable[[], object]:
    """Ten years of an offer that is known in part."""
    offer, price = read_offer(STARTUP), Money(Decimal(6), "USD")
    return lambda: pay_table(offer, years=10, exit_price=price)


def explaining() -> Callable[[], object]:
    """Why an offer is decided as it is, by thirty statements over forty facts."""
    decision = decided()
    return lambda: decision.explain().sentence


def weighing() -> Callable[[], object]:
    """Pros and cons by thirty statements, and what is struck out."""
    decision = decided()
    return lambda: decision.procon().cancelled


def weighing_many() -> Callable[[], object]:
    """Fifteen pros and fifteen cons of different weights, where nothing is struck out at once."""
    lines = [f'pro "P{n}" unless visa.needed weight {1000 + n * n * 7}' for n in range(15)]
    lines += [f'con "C{n}" unless visa.needed weight {1003 + n * n * 11}' for n in range(15)]
    decision = parse_criteria("\n".join(lines)).decide(read_offer("visa.needed = false"))
    return lambda: decision.procon().cancelled


def countering() -> Callable[[], object]:
    """A counter-offer beside a new offer, by thirty statements and what is negotiable."""
    criteria = parse_criteria(f"{THIRTY}{NEGOTIABLES}")
    text = MOST_KNOWN.format(base="52", minutes=25, often="rarely", much="much")
    new, counter = (
        read_offer(f"{kind}{text}", schema=criteria.schema)
        for kind in ("", 'offer.kind = "counter"\n')
    )
    return lambda: criteria.decide(counter).counter(new).to_dict()


def answering() -> Callable[[], object]:
    """A letter that declines, by thirty statements."""
    text = MOST_KNOWN.format(base="52", minutes=25, often="never", much="much")
    criteria = parse_criteria(f'{THIRTY}\ndealbreaker "Nobody to ask" if manager.mentoring < often')
    offer = read_offer(text, schema=criteria.schema)
    return lambda: criteria.decide(offer).answer().letter


def asking() -> Callable[[], object]:
    """What to ask where nothing is known: by thirty statements over forty facts."""
    criteria = parse_criteria(THIRTY)
    decision = criteria.decide(read_offer("", schema=criteria.schema))
    return lambda: questions(decision)


def asking_some() -> Callable[[], object]:
    """What to ask where most is known."""
    criteria = parse_criteria(THIRTY)
    text = MOST_KNOWN.format(base="40k..52", minutes=25, often="rarely", much="some")
    decision = criteria.decide(read_offer(text, schema=criteria.schema))
    return lambda: questions(decision)


def negotiating() -> Callable[[], object]:
    """How to bring an offer to be accepted, with twelve facts that may be asked for."""
    criteria = parse_criteria(f"{THIRTY}{NEGOTIABLES}{MORE_NEGOTIABLES}")
    text = MOST_KNOWN.format(base="41", minutes=25, often="rarely", much="none")
    offer = read_offer(text, schema=criteria.schema)
    assert criteria.decide(offer).negotiate(Verdict.ACCEPT).outcome is NegotiationOutcome.FOUND
    return lambda: criteria.decide(offer).negotiate(Verdict.ACCEPT)


def negotiating_blindly() -> Callable[[], object]:
    """What to ask first where nothing is known."""
    criteria = parse_criteria(f"{THIRTY}{NEGOTIABLES}{MORE_NEGOTIABLES}")
    offer = read_offer("", schema=criteria.schema)
    found = criteria.decide(offer).negotiate(Verdict.ACCEPT)
    assert found.outcome is NegotiationOutcome.ASK_FIRST
    return lambda: criteria.decide(offer).negotiate(Verdict.ACCEPT)


MORE_NEGOTIABLES = """
negotiable manager.presence up to often effort 2
negotiable hours.flexible
negotiable clients.names effort 3
negotiable clients.contact up to often
negotiable work.autonomy up to much effort 2
negotiable benefits.equipment
negotiable travel.share down to 10% effort 2
"""

NEGOTIABLES = """
negotiable pay.base up to 60k USD per year effort 2
negotiable manager.mentoring up to often
negotiable clients.count up to 5
negotiable leave.days up to 30
negotiable remote.days up to 3
"""


def decided() -> Decision:
    """Return what thirty statements say of one offer."""
    criteria = parse_criteria(THIRTY)
    text = MOST_KNOWN.format(base="52", minutes=25, often="often", much="much")
    return criteria.decide(read_offer(text, schema=criteria.schema))


def reporting() -> Callable[[], object]:
    """A page of one offer, from deciding it on."""
    criteria = parse_criteria(THIRTY)
    text = MOST_KNOWN.format(base="52", minutes=25, often="often", much="much")
    offer = read_offer(text, schema=criteria.schema)
    return lambda: criteria.decide(offer).report()


def reporting_five() -> Callable[[], object]:
    """A page of four offers and staying, from the comparison on."""
    comparison = compare_five(1_000)

    def report() -> str:
        compared = comparison()
        chapters = [chapter(option.decision) for option in compared.options]
        return report_page(chapters, compared)

    return report


FEATURES: dict[str, Callable[[], Callable[[], object]]] = {
    "pay": pay,
    "counter": countering,
    "answer": answering,
    "questions": asking,
    "questions (few)": asking_some,
    "negotiate": negotiating,
    "negotiate (blindly)": negotiating_blindly,
    "explain": explaining,
    "procon": weighing,
    "procon (30)": weighing_many,
    "compare": comparing,
    "compare (0)": comparing_without,
    "report": reporting,
    "report (5)": reporting_five,
}


def milliseconds(run: Callable[[], object]) -> float:
    """Return how long one run takes: the least of several repetitions."""
    run()  # what is made on first use
    timer = timeit.Timer(run, setup=gc.enable, timer=time.process_time)
    times = max(1, int(LEAST_SECONDS / max(timer.timeit(1), 1e-6)))
    return min(timer.repeat(3, times)) / times * 1000


def main() -> None:
    """Print a line for each feature that is named, or for all."""
    for name in sys.argv[1:] or FEATURES:
        print(f"{name:<20} {milliseconds(FEATURES[name]()):8.2f} ms")


if __name__ == "__main__":
    main()
