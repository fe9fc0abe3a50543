"""How long a decision takes, beside a hand-written function and two rule engines.

Run `python benchmarks/decide.py`. All of it is timed in one run on one machine: twelve rules of
the usual mix over one loaded offer. The hand-written function says what the criteria say, with
the same three truths and the same exact arithmetic. The engines know two truths and no units, so
they are given the offer as plain numbers and texts, and only the two-valued part of the rules.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import timeit
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from offerkit.criteria import parse_criteria
from offerkit.evaluate.verdict import Verdict
from offerkit.model.offer import Offer, with_facts
from offerkit.scales import Frequency, Quality, Size
from offerkit.text import fold
from offerkit.values import UNKNOWN, Duration, DurationUnit, Pay, Period, Range

CRITERIA = """
let disliked = {"Acme Tobacco", "Casino Royal"}

dealbreaker "My manager would rarely be around"  if manager.presence < sometimes
dealbreaker "Not the manager I was promised"     if manager.name != promised.manager.name
dealbreaker "I would never meet a client"        if clients.contact < rarely
dealbreaker "Clients I will not work for"        if clients.names overlaps disliked
dealbreaker "Too small a market to learn in"     unless location.market >= large

caution "The work is not what they described"    if work.summary != promised.work.summary

pro "Pays the rent"       if pay.base >= 40k USD per year   weight 3
pro "A mentor"            if manager.mentoring >= often     weight 3
pro "Work I like"         if work.interest >= good          weight 2
con "Long way to work"    if commute.time > 45 min          weight 1
con "Weekends"            if hours.weekend >= often         weight 2
prefer "Money"            pay.base from 35k to 65k USD per year   weight 2

decline below 30%
accept at 70%
"""

OFFER = with_facts(
    Offer(
        promised=with_facts(
            Offer(),
            {
                "manager.name": "Ana Lind",
                "manager.presence": Frequency.OFTEN,
                "work.summary": "Account coordinator on retail brands",
            },
        )
    ),
    {
        "manager.name": "ana lind",
        "manager.presence": Frequency.OFTEN,
        "manager.mentoring": Frequency.OFTEN,
        "clients.contact": Frequency.OFTEN,
        "clients.names": frozenset({"Prairie Outfitters", "Lakeside Bank"}),
        "location.market": Size.LARGE,
        "work.summary": "Account coordinator on retail brands",
        "work.interest": Quality.GOOD,
        "pay.base": Pay(Decimal(50_000), "USD", Period.YEAR),
        "commute.time": Duration(Decimal(25), DurationUnit.MINUTE),
        "hours.weekend": Frequency.RARELY,
    },
)

# --- by hand -------------------------------------------------------------------------------------

# As quick as a person would make it: texts are folded once, and the score is kept in whole
# numbers times the width of the preference, so that there is nothing to divide.
folded = lru_cache(maxsize=4096)(fold)
DISLIKED = frozenset({fold("Acme Tobacco"), fold("Casino Royal")})
RENT, LOW, HIGH = Decimal(40_000), Decimal(35_000), Decimal(65_000)
WIDTH = HIGH - LOW
DECLINE_BELOW = Decimal("0.30") * 13 * WIDTH
ACCEPT_AT = Decimal("0.70") * 13 * WIDTH
F, U, T = 0, 1, 2


def at_least(level: Any, rank: int) -> int:
    """`level >= rank` of a level, a range of levels or UNKNOWN."""
    if level is UNKNOWN:
        return U
    if isinstance(level, Range):
        return T if level.low.rank >= rank else F if level.high.rank < rank else U
    return T if level.rank >= rank else F


def same_text(one: Any, other: Any) -> int:
    if one is UNKNOWN or other is UNKNOWN:
        return U
    return T if one == other or folded(one) == folded(other) else F


def shares_a_text(texts: Any, others: frozenset[str]) -> int:
    if texts is UNKNOWN:
        return U
    if not isinstance(texts, frozenset):
        if any(folded(text) in others for text in texts.at_least):
            return T
        may = texts.at_most
        return U if may is None or any(folded(text) in others for text in may) else F
    return T if any(folded(text) in others for text in texts) else F


def ends_of_pay(pay: Any) -> tuple[Decimal, Decimal] | None:
    """Both ends in USD per year, or None where they are not stated like that."""
    if pay is UNKNOWN:
        return None
    low, high = (pay.low, pay.high) if isinstance(pay, Range) else (pay, pay)
    if low.currency != "USD":
        return None
    if low.per is Period.YEAR:
        return low.amount, high.amount
    if low.per is Period.MONTH:
        return low.amount * 12, high.amount * 12
    return (low.amount * 52, high.amount * 52) if low.per is Period.WEEK else None


def longer_than(duration: Any, minutes: int) -> int:
    if duration is UNKNOWN:
        return U
    if isinstance(duration, Range):
        return T if duration.low.base > minutes else F if duration.high.base <= minutes else U
    return T if duration.base > minutes else F


def position(amount: Decimal) -> Decimal:
    """How far from worst to best, times the distance between them."""
    return min(max(amount, LOW), HIGH) - LOW


def by_hand(offer: Offer) -> Verdict:
    """Return what the criteria say, as a careful person would write it in Python."""
    promised, manager, clients = offer.promised, offer.manager, offer.clients
    told = UNKNOWN if promised is None else promised.manager.name
    breakers = 2 - at_least(manager.presence, 2)
    if breakers == T:
        return Verdict.DECLINE
    for truth in (
        2 - same_text(manager.name, told),
        2 - at_least(clients.contact, 1),
        shares_a_text(clients.names, DISLIKED),
        2 - at_least(offer.location.market, 3),
    ):
        if truth == T:
            return Verdict.DECLINE
        breakers = max(breakers, truth)
    low = high = 0
    pay = ends_of_pay(offer.pay.base)
    rent = U if pay is None else T if pay[0] >= RENT else F if pay[1] < RENT else U
    for truth, weight in (
        (rent, 3),
        (at_least(manager.mentoring, 3), 3),
        (at_least(offer.work.interest, 3), 2),
        (2 - longer_than(offer.commute.time, 45), 1),
        (2 - at_least(offer.hours.weekend, 3), 2),
    ):
        low += weight if truth == T else 0
        high += weight if truth != F else 0
    least = low * WIDTH + (0 if pay is None else 2 * position(pay[0]))
    most = high * WIDTH + 2 * (WIDTH if pay is None else position(pay[1]))
    best = graded(most)
    if breakers == U:
        return Verdict.DECLINE if best is Verdict.DECLINE else Verdict.FIND_OUT
    return best if graded(least) is best else Verdict.FIND_OUT


def graded(weighed: Decimal) -> Verdict:
    """The grade of a score, from the sum of what was weighed, times the width."""
    if weighed < DECLINE_BELOW:
        return Verdict.DECLINE
    return Verdict.ACCEPT if weighed >= ACCEPT_AT else Verdict.CONSIDER


# --- rule engines: two truths, no units ----------------------------------------------------------

FLAT = {
    "presence": 3,
    "name": fold("ana lind"),
    "told_name": fold("Ana Lind"),
    "contact": 3,
    "client": "prairie outfitters",
    "market": 3,
    "summary": "account coordinator on retail brands",
    "told_summary": "account coordinator on retail brands",
    "base": 50_000,
    "mentoring": 3,
    "interest": 3,
    "commute": 25,
    "weekend": 1,
}
RULES = (
    "presence < 2",
    "name != told_name",
    "contact < 1",
    'client == "acme tobacco" or client == "casino royal"',
    "not market >= 3",
    "summary != told_summary",
    "base >= 40000",
    "mentoring >= 3",
    "interest >= 3",
    "commute > 45",
    "weekend >= 3",
    "base >= 65000",
)


def with_rule_engine() -> Callable[[], object]:
    import rule_engine

    rules = [rule_engine.Rule(text) for text in RULES]
    return lambda: [rule.matches(FLAT) for rule in rules]


def with_evalidate() -> Callable[[], object]:
    import evalidate

    model = evalidate.base_eval_model.clone()
    model.nodes.extend(["Compare", "Lt", "Gt", "GtE", "NotEq", "Not", "Or"])
    rules = [evalidate.Expr(text, model=model).code for text in RULES]
    return lambda: [eval(rule, {"__builtins__": {}}, FLAT) for rule in rules]


# --- checking and importing ----------------------------------------------------------------------


def forty_lines() -> str:
    lines = [line for line in CRITERIA.splitlines() if line.strip()]
    extra = [
        f'pro "Reason {n}" if manager.mentoring >= often and team.size between {n} and {n + 9}'
        for n in range(40 - len(lines))
    ]
    return "\n".join([*lines[:-2], *extra, *lines[-2:]])


def import_time(statement: str, *, repeats: int = 15) -> float:
    """Return the best wall time of a fresh Python that runs *statement*, in seconds."""
    source = str(Path(__file__).resolve().parents[1] / "src")
    code = f"import sys; sys.path.insert(0, {source!r}); {statement}"
    run = [sys.executable, "-c", code]
    return min(
        timeit.timeit(lambda: subprocess.run(run, check=True), number=1) for _ in range(repeats)
    )


def best(function: Callable[[], object], *, seconds: float = 0.2, repeats: int = 7) -> float:
    """Return the best time of one call, in seconds."""
    timer = timeit.Timer(function)
    once = max(min(timer.repeat(3, 1)), 1e-7)
    number = max(1, int(seconds / once))
    gc.collect()
    return min(timer.repeat(repeats, number)) / number


def main() -> None:
    """Time all of it and print a table."""
    criteria = parse_criteria(CRITERIA)
    program = criteria.program
    assert program.verdict(OFFER) is by_hand(OFFER) is criteria.decide(OFFER).verdict
    hand = best(lambda: by_hand(OFFER))
    rows = [("hand-written, three-valued", hand)]
    rows += [("Program.verdict", best(lambda: program.verdict(OFFER)))]
    rows += [("Program.decide, with reasons", best(lambda: program.decide(OFFER)))]
    for name, prepare in (("evalidate", with_evalidate), ("rule-engine", with_rule_engine)):
        try:
            rows.append((f"{name}, two-valued part", best(prepare())))
        except ImportError:
            print(f"{name} is not installed")
    print(f"Twelve statements over one loaded offer, Python {sys.version.split()[0]}\n")
    print(f"{'':<32}{'µs':>10}{'x by hand':>12}")
    for name, seconds in rows:
        print(f"{name:<32}{seconds * 1e6:>10.2f}{seconds / hand:>12.1f}")
    text = forty_lines()
    parse_criteria(text)
    checked = best(lambda: parse_criteria(text), seconds=0.5, repeats=5)
    bare, package = import_time("pass"), import_time("import offerkit")
    print(f"\n{'':<32}{'ms':>10}")
    print(f"{'checking 40 lines, warm':<32}{checked * 1e3:>10.1f}")
    print(f"{'import offerkit, over bare':<32}{(package - bare) * 1e3:>10.1f}")


if __name__ == "__main__":
    main()
