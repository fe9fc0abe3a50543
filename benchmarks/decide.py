"""How long a decision takes, beside a hand-written function and rule engines.

Run `python -m benchmarks.decide`. All of it is timed in one run on one machine, by turns: twelve
and a hundred rules of the usual mix over one loaded offer that is known, half known, or known in
ranges. The hand-written function says what the criteria say, with the same three truths and the
same exact arithmetic. The engines know two truths and no units, so they are given the offer as
plain numbers and texts, and only the two-valued part of the rules.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any, TypeAlias

from attrs import frozen

from benchmarks.timing import best
from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate.verdict import Verdict
from offerkit.model.offer import Offer, with_facts
from offerkit.scales import Frequency, Quality, Size
from offerkit.text import fold
from offerkit.values import (
    UNKNOWN,
    Duration,
    DurationUnit,
    FactValue,
    Pay,
    Percent,
    Period,
    Range,
)

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

PROMISED: dict[str, FactValue] = {
    "manager.name": "Ana Lind",
    "manager.presence": Frequency.OFTEN,
    "work.summary": "Account coordinator on retail brands",
}
KNOWN: dict[str, FactValue] = {
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
    "leave.days": Decimal(25),
    "team.size": Decimal(8),
}
HALF = {path: value for number, (path, value) in enumerate(KNOWN.items()) if number % 2 == 0}
RANGES = KNOWN | {
    "pay.base": Range(*(Pay(Decimal(k * 1000), "USD", Period.YEAR) for k in (45, 55))),
    "commute.time": Range(*(Duration(Decimal(m), DurationUnit.MINUTE) for m in (20, 30))),
    "leave.days": Range(Decimal(22), Decimal(30)),
    "team.size": Range(Decimal(6), Decimal(9)),
    "work.interest": Range(Quality.FAIR, Quality.GREAT),
}
PAID = KNOWN | {
    "pay.bonus_target": Percent(Decimal(10)),
    "pay.bonus_paid": Percent(Decimal(80)),
    "pay.bonus_guaranteed": False,
    "equity.kind": "none",
    "benefits.retirement_match": Percent(Decimal(4)),
    "hours.week": Decimal(40),
    "hours.days_week": Decimal(5),
    "leave.unpaid": Decimal(0),
    "contract.kind": "permanent",
    "remote.days": Decimal(1),
}


def offered(facts: dict[str, FactValue]) -> Offer:
    """Return an offer that states *facts*, and what was promised."""
    return with_facts(Offer(promised=with_facts(Offer(), PROMISED)), facts)


# --- by hand -------------------------------------------------------------------------------------

# As quick as a person would make it: texts are folded once, and the score is kept in whole
# numbers times the width of the preference, so that there is nothing to divide.
folded = lru_cache(maxsize=4096)(fold)
DISLIKED = frozenset({fold("Acme Tobacco"), fold("Casino Royal")})
RENT, LOW, HIGH = Decimal(40_000), Decimal(35_000), Decimal(65_000)
WIDTH = HIGH - LOW
F, U, T = 0, 1, 2

More: TypeAlias = Callable[[Offer], tuple[int, int]]
"""The least and the greatest weight that further rules add."""


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


def number_at_least(number: Any, least: int) -> int:
    if number is UNKNOWN:
        return U
    if isinstance(number, Range):
        return T if number.low >= least else F if number.high < least else U
    return T if number >= least else F


def pay_at_least(pay: Any, least: Decimal) -> int:
    ends = ends_of_pay(pay)
    return U if ends is None else T if ends[0] >= least else F if ends[1] < least else U


def by_hand(offer: Offer, weights: int = 13, more: More | None = None) -> Verdict:
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
    if more is not None:
        more_low, more_high = more(offer)
        low, high = low + more_low, high + more_high
    least = low * WIDTH + (0 if pay is None else 2 * position(pay[0]))
    most = high * WIDTH + 2 * (WIDTH if pay is None else position(pay[1]))
    best = graded(most, weights)
    if breakers == U:
        return Verdict.DECLINE if best is Verdict.DECLINE else Verdict.FIND_OUT
    return best if graded(least, weights) is best else Verdict.FIND_OUT


def graded(weighed: Decimal, weights: int) -> Verdict:
    """The grade of a score, from the sum of what was weighed, times the width."""
    if weighed * 10 < 3 * weights * WIDTH:
        return Verdict.DECLINE
    return Verdict.ACCEPT if weighed * 10 >= 7 * weights * WIDTH else Verdict.CONSIDER


# --- further rules -------------------------------------------------------------------------------

# For each: the condition, how a person would write it in Python, and what the engines are given.
KINDS = (
    (
        "manager.mentoring >= {level}",
        "at_least(offer.manager.mentoring, {rank})",
        "mentoring >= {rank}",
    ),
    ("leave.days >= {n}", "number_at_least(offer.leave.days, {n})", "days >= {n}"),
    ("team.size >= {n}", "number_at_least(offer.team.size, {n})", "size >= {n}"),
    (
        "pay.base >= {n}k USD per year",
        "pay_at_least(offer.pay.base, Decimal({n}000))",
        "base >= {n}000",
    ),
    ("commute.time > {n} min", "longer_than(offer.commute.time, {n})", "commute > {n}"),
)


@frozen
class Rules:
    """The same rules in three languages."""

    criteria: Criteria[Offer]
    by_hand: Callable[[Offer], Verdict]
    plain: tuple[str, ...]


def rules(count: int) -> Rules:
    """Return so many rules, at least twelve: those above, and others of the usual kinds."""
    lines, hand, plain = [CRITERIA], ["low = high = 0"], [*RULES]
    for number in range(count - len(RULES)):
        kind = KINDS[number % len(KINDS)]
        rank = number % len(Frequency)
        named = {"n": number, "rank": rank, "level": [*Frequency][rank].name.lower()}
        condition, python, engine = (text.format(**named) for text in kind)
        lines.append(f'pro "Rule {number}" if {condition} weight {number + 1}')
        hand.append(f"truth = {python}\nif truth: high += {number + 1}")
        hand.append(f"if truth == 2: low += {number + 1}")
        plain.append(engine)
    body = "\n".join(hand).replace("\n", "\n    ")
    code = f"def more(offer):\n    {body}\n    return low, high"
    names = dict(globals())
    exec(code, names)
    weights = 13 + sum(range(1, count - len(RULES) + 1))
    function = partial(by_hand, weights=weights, more=names["more"]) if len(hand) > 1 else by_hand
    return Rules(parse_criteria("\n".join(lines)), function, tuple(plain))


# --- derived pay ---------------------------------------------------------------------------------

DERIVED = """
pro "It is worth it"  if pay.total >= 50k USD per year    weight 3
con "For all the hours"  if pay.per_hour < 20 USD per hour   weight 2
"""


def share(percent: Any) -> tuple[Fraction, Fraction] | None:
    if percent is UNKNOWN:
        return None
    low, high = (percent.low, percent.high) if isinstance(percent, Range) else (percent, percent)
    return Fraction(low.amount) / 100, Fraction(high.amount) / 100


def derived_by_hand(offer: Offer) -> tuple[int, int]:
    """Return what the two rules on derived pay add, where everything that they rest on is known."""
    pay, hours, commute = offer.pay, offer.hours, offer.commute.time
    base, target, paid = ends_of_pay(pay.base), share(pay.bonus_target), share(pay.bonus_paid)
    match, equity = share(offer.benefits.retirement_match), offer.equity
    if base is None or target is None or paid is None or match is None or equity.kind != "none":
        return 0, 5
    if pay.bonus_guaranteed is True:
        paid = Fraction(1), Fraction(1)
    low, high = (Fraction(base[end]) * (1 + target[end] * paid[end] + match[end]) for end in (0, 1))
    worth = T if low >= 50_000 else F if high < 50_000 else U
    known = (hours.week, hours.days_week, offer.leave.days, offer.leave.unpaid, offer.remote.days)
    numbers = [Fraction(number) for number in known if isinstance(number, Decimal)]
    if len(numbers) < len(known) or not isinstance(commute, Duration):
        return (3 if worth == T else 0), (2 if worth == F else 5)
    week, days, leave, unpaid, home = numbers
    way = Fraction(commute.base)
    weeks = max(52 - (leave + unpaid) / days, Fraction(1))
    year = weeks * (week + max(days - home, Fraction(0)) * way / 30)
    enough = T if low >= 20 * year else F if high < 20 * year else U
    return (
        (3 if worth == T else 0) + (2 if enough == T else 0),
        (0 if worth == F else 3) + (0 if enough == F else 2),
    )


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
    "days": 25,
    "size": 8,
}
RULES = (
    "presence < 2",
    "name != told_name",
    "contact < 1",
    'client == "acme tobacco" or client == "casino royal"',
    "not (market >= 3)",
    "summary != told_summary",
    "base >= 40000",
    "mentoring >= 3",
    "interest >= 3",
    "commute > 45",
    "weekend >= 3",
    "base >= 65000",
)


Engine: TypeAlias = Callable[[tuple[str, ...]], Callable[[], object]]
"""Compiles rules; what comes back decides the offer by them."""


def with_rule_engine(texts: tuple[str, ...]) -> Callable[[], object]:
    import rule_engine

    compiled = [rule_engine.Rule(text) for text in texts]
    return lambda: [rule.matches(FLAT) for rule in compiled]


def with_evalidate(texts: tuple[str, ...]) -> Callable[[], object]:
    import evalidate

    model = evalidate.base_eval_model.clone()
    model.nodes.extend(["Compare", "Lt", "Gt", "GtE", "NotEq", "Not", "Or"])
    compiled = [evalidate.Expr(text, model=model).code for text in texts]
    return lambda: [eval(rule, {"__builtins__": {}}, FLAT) for rule in compiled]


def with_zen_engine(texts: tuple[str, ...]) -> Callable[[], object]:
    import zen

    compiled = [zen.compile_expression(text) for text in texts]
    return lambda: [rule.evaluate(FLAT) for rule in compiled]


def with_cel(texts: tuple[str, ...]) -> Callable[[], object]:
    import cel

    compiled = [cel.compile(text.replace(" or ", " || ").replace("not ", "!")) for text in texts]

    def decide() -> object:
        context = cel.Context(FLAT)
        return [rule.execute(context) for rule in compiled]

    return decide


ENGINES: dict[str, Engine] = {
    "evalidate": with_evalidate,
    "rule-engine": with_rule_engine,
    "zen-engine": with_zen_engine,
    "CEL (common-expression-language)": with_cel,
}


def measured(title: str, written: Rules, facts: dict[str, FactValue], *, engines: bool) -> None:
    """Print a table: one offer by one set of rules, in all ways."""
    offer, program = offered(facts), written.criteria.program
    said = written.by_hand(offer), program.verdict(offer), program.decide(offer).verdict
    assert len({*said}) == 1, said
    rows: dict[str, Callable[[], object]] = {
        "hand-written, three-valued": lambda: written.by_hand(offer),
        "Program.verdict": lambda: program.verdict(offer),
        "Program.decide": lambda: program.decide(offer).verdict,
        "Program.decide, and its reasons": lambda: program.decide(offer).findings,
    }
    for name, compiled in ENGINES.items() if engines else ():
        try:
            rows[f"{name}, two-valued"] = compiled(written.plain)
        except ImportError:
            print(f"{name} is not installed")
    found = best(rows)
    hand = found["hand-written, three-valued"]
    print(f"\n{title:<48}{'µs':>10}{'x by hand':>12}")
    for row, seconds in found.items():
        print(f"  {row:<46}{seconds * 1e6:>10.2f}{seconds / hand:>12.2f}")


def main() -> None:
    """Print a table for each number of rules and each way to know an offer."""
    print(f"One loaded offer, Python {sys.version.split()[0]}")
    for count in (12, 100):
        written = rules(count)
        measured(f"{count} rules, everything known", written, KNOWN, engines=True)
        measured(f"{count} rules, half known", written, HALF, engines=False)
        measured(f"{count} rules, known in ranges", written, RANGES, engines=False)
    criteria = parse_criteria(CRITERIA + DERIVED)
    function = partial(by_hand, weights=18, more=derived_by_hand)
    written = Rules(criteria, function, ())
    measured("14 rules, 2 on derived pay", written, PAID, engines=False)


if __name__ == "__main__":
    main()
