"""Total: deciding never fails, and its two ways agree; nor does any other verb."""

from __future__ import annotations

import decimal
import inspect
from collections.abc import Iterator
from enum import Enum
from typing import Any

import attrs
from hypothesis import Phase, example, given, settings

from offerkit.core import condition_of as core_of
from offerkit.core import datatype_of, nodes_of
from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.kleene import Kleene
from offerkit.load import read_offer, write_offer
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.syntax import nodes
from tests.contexts import STRANGE
from tests.strategies.comparisons import Several, several
from tests.strategies.decisions import Case, cases, note
from tests.strategies.offers import offers
from tests.verbs import renderings


@given(cases(wide=True))
def test_checked_criteria_decide_any_loaded_offer(case: Case) -> None:
    """A decision comes back, its verdict is the quick one, and its parts agree."""
    decision = case.criteria.decide(case.offer)
    note(decision)
    assert decision.verdict is case.criteria.verdict(case.offer)
    assert decision.verdict is (
        decision.possible[0] if len(decision.possible) == 1 else Verdict.FIND_OUT
    )
    weighed = [f for f in decision.findings if f.weight and f.may_be is not Kleene.DOES_NOT_APPLY]
    assert (decision.score is None) == (not weighed)


@given(cases(), offers(schema_of()))
def test_any_offer_will_do(case: Case, offer: Offer) -> None:
    """Offers of facts that the criteria never heard of are decided as well."""
    assert case.criteria.decide(offer).verdict is case.criteria.verdict(offer)


@given(cases(include=("dealbreaker", "pro", "con", "prefer", "rate", "threshold")))
def test_a_true_dealbreaker_always_declines(case: Case) -> None:
    """Whatever else is known or unknown, and whatever the score."""
    decision = case.criteria.decide(case.offer)
    broken = [f for f in decision.dealbreakers if f.truth is Kleene.TRUE]
    note(decision)
    if broken:
        assert decision.possible == (Verdict.DECLINE,)
    elif not any(f.truth is Kleene.UNKNOWN for f in decision.dealbreakers):
        weighed = [f for f in decision.findings if f.kind is not StatementKind.DEALBREAKER]
        if not weighed:
            assert decision.possible == (Verdict.CONSIDER,)


# --- every verb, with every construct of the definition -----------------------------------------

_SHARED = {
    "used.criteria": b"""
let limit: money
pro "Perk" if pay.sign_on > limit
con "Small" if team.size < 2
assume hours.week = 38..42
"""
}

_EVERYTHING = """
language 1.0-rc
use starter
use "used.criteria"
scale noise: silent < calm < loud
fact office.noise: noise ask "How loud is it?"
fact office.desks: number from -5 to 40
fact office.walk: duration in min
fact office.park: text {"yard", "street"}
fact office.name: text
fact office.perks: set of text
let limit = 1k USD
let big = team.size > 3
let quiet = office.noise <= calm
instead pro "Perk" if pay.sign_on >= 2 * limit
without con "Small"
rate 1 EUR = 1.08 USD on 2026-11-02
assume manager.presence = rarely..often
assume pay.bonus_target = 10%
assume current.visa.needed = visa.needed
dealbreaker if (team.size > 3) = no
dealbreaker if team.size > 30 and not (visa.needed or quiet)
pro if (team.size > 3) = yes
pro "Truths" if big = yes weight 2
con if (commute.time > 45 min) = (pay.base < 50k USD per year)
con if (commute.time <= 45 min) != (leave.days between 20 and 30) weight 1.5
pro if yes = (contract.notice_mine > 2 months or offer.start > 2026-06-01)
pro if (at least 2 of (big, quiet, visa.needed)) = (at most 1 of (big, quiet))
con if exactly 1 of (big = no, (pay.sign_on >= 5k USD) = yes, (team.turnover > 12%) != no)
pro if (manager.presence >= often) = (work.interest = good)
pro if (clients.names overlaps {"Acme"}) = ("Acme" in clients.names) weight 3
con if clients.names within {"Acme", "Acme Tobacco"} or "Lakeside Bank" not in clients.names
con if (size of clients.names > 2) = no
pro if (contract.kind = "permanent") = (location.country = "US")
pro if contract.kind in {"permanent", "freelance"}
caution if (manager.name is "Dana Reyes") = (promised.manager.name is not "Dana Reyes")
caution if offer.start + contract.notice_mine > 2027-01-01
caution if (pay.base * 10% > 3k USD per year) = (-(pay.base) / 2 < -(20k USD per year))
caution if hours.week * 30 USD > 1k USD
caution if office.park = "yard" or office.name = "Tower" or office.walk > 5 min
pro unless (max(pay.base, current.pay.base) = min(pay.base, 60k USD per year)) = no
prefer "Money" pay.base from 40k to 80k USD per year weight 2
prefer team.size - 1 from 0 to 10
prefer commute.time from 60 min to 10 min
prefer manager.presence from never to always weight 0.5
leaving "Too small" until (team.size > 5) = yes
leaving "Pay" until (pay.base >= 30 USD/hour) = (current.pay.base < 30 USD/hour)
negotiable team.size up to 12 effort 2
instead negotiable pay.base up to 90k USD per year
negotiable commute.time down to 10 min
negotiable visa.needed
ask "How many are you?" about team.size
decline below 30%
accept at 70%
"""

_OFFERS = """
team.size = 4
pay.base = "48k USD per year"
pay.sign_on = "2k USD"
commute.time = "40 min"
contract.notice_mine = "2 months"
contract.kind = "permanent"
clients.names = ["Acme", "B"]
manager.name = "Dana Reyes"
manager.presence = "often"
leave.days = 25
location.country = "US"
team.turnover = "8%"
office.noise = "calm"
visa.needed = false
work.interest = "good"
current.team.size = 3
current.pay.base = "45k USD per year"
---
team.size = 3
pay.base = "3900 USD per month"
pay.sign_on = "0 USD"
commute.time = "1 hour"
offer.start = 2026-08-01
office.noise = "loud"
leave.days = "20..25"
clients.names = "none"
hours.week = 40
visa.needed = true
---
offer.kind = "counter"
clients.count = 0
team.size = "2..6"
current.team.size = 3
current.pay.base = "45k USD per year"
---
"""


def _several(text: str, offers: str, found: dict[str, bytes] | None = None) -> Several:
    """Return the criteria and the offers in *offers*, which three hyphens separate."""
    criteria = parse_criteria(text, resolve=Files(found or {}))
    read = (read_offer(one, schema=criteria.schema) for one in offers.split("---\n"))
    return Several(criteria, dict(zip("abcdefgh", read, strict=False)), ())


@attrs.frozen
class Files:
    """Files that criteria may use, by path."""

    contents: dict[str, bytes]

    def read(self, path: str) -> bytes:
        return self.contents[path]


def constructs(criteria: Criteria[Offer]) -> Iterator[object]:
    """Yield the classes of syntax in criteria, their operators, and what is compared with what."""
    waiting: list[Any] = list(criteria.checked.files)
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += node
        elif isinstance(node, Enum):
            yield node
        elif isinstance(node, nodes.Node):
            yield type(node)
            waiting += [getattr(node, each.name) for each in attrs.fields(type(node))]
    bindings = criteria.program.world.bindings
    for statement in criteria.checked.statements:
        for core in nodes_of(bindings, core_of(statement)):
            if hasattr(core, "left"):
                yield type(core).__name__, type(datatype_of(core.left)).__name__


EVERY_CONSTRUCT = {
    *(
        kind
        for _, kind in inspect.getmembers(nodes, inspect.isclass)
        if issubclass(kind, nodes.Node) and kind not in {nodes.Node, nodes.StatementNode}
    ),
    *nodes.CompareOp,
    *nodes.SumOp,
    *nodes.ProductOp,
    *nodes.Function,
    *nodes.Quantifier,
    *nodes.RuleKind,
    *nodes.Direction,
    *nodes.ThresholdKind,
    *(
        ("Equal", datatype)
        for datatype in (
            "YesNo",
            *("Number", "PercentType", "MoneyType", "PayType", "DurationType", "DateType"),
            *("OrdinalType", "TextType"),
        )
    ),
}
"""The node classes of the syntax, the operators, and an equality of each datatype that has one."""

_EQUALITIES = """
scale noise: silent < calm < loud
fact office.noise: noise
pro if (office.noise = calm) = (contract.kind = "permanent")
pro if (team.turnover = 8%) = yes
pro if (pay.sign_on = 2k USD) = no
pro if (pay.base = 48k USD per year) = (commute.time = 40 min)
con if (offer.start = 2026-08-01) = (team.size = 4)
con if (promised.team.size = team.size) = (current.team.size < team.size)
decline below 50%
"""


def test_every_verb_answers_for_every_construct_in_any_context() -> None:
    """None of them raises, and read, decided and shown in a strange context, all is as without it.

    What a run tries has every construct at least once.
    """
    tried = set[object]()

    # Random files are for the fuzzer: what compares them all can take a minute.
    @settings(phases=[Phase.explicit])
    @given(several(most=2), offers(schema_of()))
    @example(_several(_EVERYTHING, _OFFERS, _SHARED), Offer())
    @example(_several(_EQUALITIES, _OFFERS), Offer())
    def every_verb_answers(found: Several, offer: Offer) -> None:
        tried.update(constructs(found.criteria))
        # Read by the criteria's own schema, whose facts an offer leaves unknown.
        read_here = read_offer(write_offer(offer), schema=found.criteria.schema)
        given = {**found.offers, "any": read_here}
        text, shared = found.criteria.file.span.source.text, Files(_SHARED)
        written = {name: write_offer(one) for name, one in given.items()}
        said = [*renderings(found.criteria, given)]
        assert all(said)
        with decimal.localcontext(STRANGE):
            criteria = parse_criteria(text, resolve=shared)
            read = {name: read_offer(it, schema=criteria.schema) for name, it in written.items()}
            assert read == given
            assert [*renderings(criteria, read)] == said

    every_verb_answers()
    assert tried >= EVERY_CONSTRUCT, EVERY_CONSTRUCT - tried
