"""Criteria examined before they decide."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from offerkit.advise.examine import difference, warnings
from offerkit.advise.examine.analysis import Examination
from offerkit.advise.examine.models import Relation, RemarkKind
from offerkit.checking import check_criteria
from offerkit.criteria import Criteria, load_criteria, parse_criteria
from offerkit.evaluate.cells import search
from offerkit.evaluate.verdict import Verdict
from offerkit.load import read_offer
from offerkit.model.offer import Offer

K = RemarkKind
ROOT = Path(__file__).parents[3]
HOURLY = ("`pay.base < 20 EUR per hour`", "`pay.base > 30 EUR per hour`")
SIZES = ("`team.size < 3`", "`team.size > 5`")


def remarks(text: str) -> list[tuple[RemarkKind, str, tuple[str, ...]]]:
    found = parse_criteria(text).analysis()
    assert found.unsettled == ()
    return [(one.kind, one.subject, one.others) for one in found.remarks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('caution "a" if team.size < 3 and team.size > 5', [(K.NEVER, 'caution "a"', SIZES)]),
        (
            'caution "a" if team.size < 3 or team.size > 2 or visa.needed',
            [(K.ALWAYS, 'caution "a"', ("`team.size < 3`", "`team.size > 2`"))],
        ),
        (
            'caution "a" unless visa.needed or not (team.size < 3 and team.size > 5)',
            [(K.NEVER, 'caution "a"', SIZES)],
        ),
        (
            'caution "a" if at least 2 of (team.size < 3, team.size > 5)',
            [(K.NEVER, 'caution "a"', ())],
        ),
        ('caution "a" if manager.presence < often or manager.presence >= often', []),
        (
            'leaving "a" until team.size < 3 and team.size > 5',
            [(K.NEVER, 'leaving "a"', SIZES), (K.IDLE_FACT, "team.size", ('leaving "a"',))],
        ),
        (
            'caution "a" if team.size < 3\ncaution "b" if team.size < 4',
            [(K.SHADOWED, 'caution "a"', ('caution "b"',))],
        ),
        (
            'caution "a" if team.size < 3\ncaution "b" unless team.size >= 3',
            [(K.SAME, 'caution "b"', ('caution "a"',))],
        ),
        (
            'dealbreaker "a" if team.size < 9\ndealbreaker "b" if team.size > 8\n'
            'dealbreaker "c" if visa.needed',
            [(K.NO_OFFER, 'dealbreaker "a"', ('dealbreaker "b"',))],
        ),
        (
            'pro "a" if team.size < 10\ncon "b" if team.size < 20 weight 9\n'
            'dealbreaker "c" unless team.size < 20\naccept at 70%',
            [
                (K.OUT_OF_REACH, "accept at", ('dealbreaker "c"',)),
                (K.NO_EFFECT, 'pro "a"', ()),
            ],
        ),
        (
            'pro "a" if leave.days > 20\npro "b" if leave.days > 20\ncon "c" if visa.needed\n'
            "accept at 60%",
            [(K.NO_EFFECT, 'con "c"', ()), (K.IDLE_FACT, "visa.needed", ('con "c"',))],
        ),
        (
            'leaving "a" until team.size > 9\ndealbreaker "b" if team.size > 5',
            [(K.NOT_FIXABLE, 'leaving "a"', ('dealbreaker "b"',))],
        ),
        (
            'leaving "a" until team.size > 9\nleaving "b" until team.size < 5',
            [(K.NOT_FIXABLE, 'leaving "a"', ('leaving "b"',))],
        ),
        (
            'leaving "a" until team.size > 9 and offer.kind = "new"',
            [(K.NOT_FIXABLE, 'leaving "a"', ('`offer.kind = "new"`',))],
        ),
        (
            'leaving "a" until team.size > 9\nleaving "b" until team.size > 5',
            [(K.SHADOWED, 'leaving "b"', ('leaving "a"',))],
        ),
        (
            'leaving "a" until team.size > 5\ndealbreaker "b" if team.size < 9',
            [(K.SHADOWED, 'leaving "a"', ('dealbreaker "b"',))],
        ),
        (
            'pro "a" if team.size < 10\ndealbreaker "b" unless team.size < 20\n'
            'dealbreaker "c" if team.size >= 10\ndecline below 50%',
            [
                (K.SHADOWED, 'dealbreaker "b"', ('dealbreaker "c"',)),
                (K.OUT_OF_REACH, "decline below", ('dealbreaker "c"',)),
                (K.NO_EFFECT, 'pro "a"', ()),
            ],
        ),
        (
            'pro "a" if pay.base > 50k USD per year\naccept at 50%\n'
            "negotiable pay.base up to 40k USD per year",
            [(K.NO_HELP, "negotiable pay.base", ('pro "a"',))],
        ),
        (
            'pro "a" if team.size > 3\naccept at 50%\nnegotiable pay.base',
            [(K.NO_HELP, "negotiable pay.base", ())],
        ),
        (
            'pro "a" if pay.base > 50k USD per year\naccept at 50%\n'
            "negotiable pay.base up to 60k USD per year",
            [],
        ),
        (
            'pro "a" if company.profitable\npro "b" if visa.sponsored weight 9\naccept at 50%',
            [(K.NO_EFFECT, 'pro "a"', ()), (K.IDLE_FACT, "company.profitable", ('pro "a"',))],
        ),
        ('dealbreaker "a" if pay.total < 40k USD per year', []),
        (
            'dealbreaker "a" if pay.total < 40k USD per year\n'
            'dealbreaker "b" if pay.total < 30k USD per year',
            [(K.SHADOWED, 'dealbreaker "b"', ('dealbreaker "a"',))],
        ),
        (
            'caution "a" if pay.base < 20 EUR per hour and pay.base > 30 EUR per hour',
            [(K.NEVER, 'caution "a"', HOURLY)],
        ),
        (
            'con "a" if visa.sponsored and manager.mentoring > always weight 3\n'
            'pro "b" if company.profitable\naccept at 60%',
            [(K.NEVER, 'con "a"', ("`manager.mentoring > always`",))],
        ),
        (
            'caution "a" if size of benefits.list < 0 and visa.needed',
            [(K.NEVER, 'caution "a"', ("`size of benefits.list < 0`",))],
        ),
    ],
)
def test_what_is_found(text: str, found: list[tuple[RemarkKind, str, tuple[str, ...]]]) -> None:
    assert remarks(text) == found


def test_an_offer_shows_that_a_rule_is_never_alone() -> None:
    criteria = parse_criteria(
        'dealbreaker "a" if team.size < 3 and work.interest <= poor\n'
        'dealbreaker "b" if team.size < 4'
    )
    [remark] = criteria.analysis().remarks
    assert remark.witness is not None
    decision = criteria.decide(remark.witness)
    assert [finding.label for finding in decision.ruled_out_by] == ["a", "b"]


def test_an_offer_comes_nearest_to_a_threshold_that_is_out_of_reach() -> None:
    rules = (
        'pro "a" if team.size < 10\npro "b" if team.size > 20 weight 2\n'
        'prefer "c" leave.days from 20 to 30\ndealbreaker "d" if leave.days > 25\n'
    )
    remark = parse_criteria(rules + "accept at 75%").analysis().remarks[0]
    assert (remark.kind, remark.others) == (K.OUT_OF_REACH, ('dealbreaker "d"',))
    assert remark.witness is not None
    score = parse_criteria(rules).decide(remark.witness).score
    assert score is not None
    assert 0.62 <= score.low <= score.high <= 0.625
    assert K.OUT_OF_REACH not in {
        it.kind for it in parse_criteria(rules + "accept at 62%").analysis().remarks
    }


def test_an_offer_shows_that_a_weight_counts_and_decides_nothing() -> None:
    kept = 'pro "b" if visa.sponsored weight 9\ndealbreaker "c" if team.size < 3\naccept at 50%'
    rule = 'prefer "a" leave.days from 20 to 30\n'
    remark = next(it for it in parse_criteria(rule + kept).analysis().remarks if it.witness)
    assert remark.kind is K.NO_EFFECT
    assert remark.witness is not None
    with_it, without = (parse_criteria(it).decide(remark.witness) for it in (rule + kept, kept))
    assert with_it.verdict is without.verdict is not Verdict.DECLINE
    assert with_it.score != without.score


def test_what_cells_do_not_tell_is_not_settled_and_no_remark() -> None:
    text = 'caution "a" if team.size < leave.days and leave.days < team.size'
    assert parse_criteria(text).analysis().remarks == ()


def compared(old: str, new: str) -> tuple[Relation, list[tuple[Verdict, Verdict]]]:
    before, after = parse_criteria(old), parse_criteria(new)
    found = before.compare_with(after)
    for one in found.differences:
        assert before.decide(one.witness).verdict is one.before
        assert after.decide(one.witness).verdict is one.after
    return found.relation, [(one.before, one.after) for one in found.differences]


SMALL = 'dealbreaker "small" if team.size < 3\n'
GOOD = 'pro "good" if work.interest >= good\n'


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        (SMALL, SMALL, Relation.EQUIVALENT),
        (SMALL, 'dealbreaker "small" unless team.size >= 3', Relation.EQUIVALENT),
        (SMALL, 'dealbreaker "small" if team.size < 4', Relation.STRICTER),
        (SMALL, 'dealbreaker "small" if team.size < 2', Relation.LAXER),
        (SMALL, 'dealbreaker "large" if team.size > 5', Relation.INCOMPARABLE),
        (SMALL + GOOD, GOOD, Relation.LAXER),
        (GOOD + "accept at 50%", GOOD + "accept at 60%", Relation.EQUIVALENT),
        (GOOD + "accept at 50%", GOOD, Relation.STRICTER),
        (
            GOOD + GOOD.replace("good", "fine", 1) + "con if visa.needed\naccept at 60%",
            GOOD + "con if visa.needed\naccept at 60%",
            Relation.STRICTER,
        ),
        (SMALL + SMALL.replace("small", "few"), SMALL, Relation.EQUIVALENT),
        (
            'prefer "pay" pay.base from 40k to 90k USD per year\naccept at 50%',
            'prefer "pay" pay.base from 40k to 90k USD per year\naccept at 60%',
            Relation.STRICTER,
        ),
        (
            'fact my.own: number from 0 to 9\ndealbreaker "x" if my.own < 3',
            'fact my.own: number from 0 to 9\ndealbreaker "x" if my.own < 5',
            Relation.STRICTER,
        ),
        (
            'dealbreaker "x" if team.size < leave.days',
            'dealbreaker "x" if team.size < leave.days or team.size < leave.days',
            Relation.EQUIVALENT,
        ),
        (
            'leaving "x" until team.size > 3',
            'leaving "x" until team.size > 5',
            Relation.STRICTER,
        ),
    ],
)
def test_how_other_criteria_decide(old: str, new: str, relation: Relation) -> None:
    assert compared(old, new)[0] is relation


LEVELS = "scale mood: sad < fine < happy\nfact own.m: mood\nfact own.n: mood\n"
IN_USD = "fact own.p: pay from 10k USD per year to 90k USD per year\n"


@pytest.mark.parametrize(
    ("old", "new", "shown", "relation"),
    [
        (
            'clients.names overlaps {"Acme"}',
            'clients.names overlaps {"Bank"}',
            2,
            Relation.INCOMPARABLE,
        ),
        (
            'not clients.names within {"Acme"}',
            'clients.names overlaps {"Acme"}',
            2,
            Relation.INCOMPARABLE,
        ),
        ("leave.days > leave.taken", "leave.days >= leave.taken", 1, Relation.NOT_SETTLED),
        (
            "manager.presence > manager.mentoring",
            "manager.presence >= manager.mentoring",
            1,
            Relation.NOT_SETTLED,
        ),
        (
            "location.city = current.location.city",
            "location.city != current.location.city",
            2,
            Relation.INCOMPARABLE,
        ),
        (
            "contract.kind = current.contract.kind",
            "contract.kind != current.contract.kind",
            2,
            Relation.INCOMPARABLE,
        ),
        (
            "clients.names overlaps current.clients.names",
            "clients.names within current.clients.names",
            2,
            Relation.INCOMPARABLE,
        ),
        ("offer.start > offer.deadline", "offer.start >= offer.deadline", 1, Relation.NOT_SETTLED),
        ("pay.base > current.pay.base", "pay.base >= current.pay.base", 1, Relation.NOT_SETTLED),
        (
            "pay.sign_on > relocation.support",
            "pay.sign_on >= relocation.support",
            1,
            Relation.NOT_SETTLED,
        ),
        (
            "contract.notice_mine > contract.notice_theirs",
            "contract.notice_mine >= contract.notice_theirs",
            1,
            Relation.NOT_SETTLED,
        ),
        (
            "travel.share > equity.percent",
            "travel.share >= equity.percent",
            1,
            Relation.NOT_SETTLED,
        ),
        (
            LEVELS + "dealbreaker if own.m > own.n",
            LEVELS + "dealbreaker if own.m >= own.n",
            1,
            Relation.NOT_SETTLED,
        ),
        (
            LEVELS + "dealbreaker if own.m > sad",
            LEVELS + "dealbreaker if own.m >= sad",
            1,
            Relation.STRICTER,
        ),
        ("pay.sign_on < 5k EUR", "pay.sign_on <= 5k EUR", 1, Relation.STRICTER),
        ("offer.start < 2027-01-01", "offer.start <= 2027-01-01", 1, Relation.STRICTER),
        ("team.size * 3 > 10 and team.size * 3 < 11", "team.size > 900", 2, Relation.INCOMPARABLE),
        ("size of clients.names > 3", "size of clients.names > 2", 0, Relation.NOT_SETTLED),
        ("visa.sponsored", "visa.sponsored or visa.needed", 1, Relation.STRICTER),
        ("equity.percent > 1%", 'equity.percent > 1% and equity.kind = "espp"', 1, Relation.LAXER),
        ("pay.bonus_paid > 3%", "pay.bonus_paid >= 3%", 1, Relation.STRICTER),
        (
            "current.pay.base > 3 USD per year",
            "current.pay.base >= 3 USD per year",
            1,
            Relation.STRICTER,
        ),
        (
            'leaving "x" until current.pay.total > 3 USD per year',
            'dealbreaker if offer.kind = "counter" and current.pay.total <= 3 USD per year',
            0,
            Relation.NOT_SETTLED,
        ),
        (
            "pro if visa.sponsored\naccept at 50%",
            "pro if visa.sponsored and visa.needed\naccept at 50%",
            1,
            Relation.STRICTER,
        ),
        ("visa.needed = equity.liquid", "visa.needed != equity.liquid", 2, Relation.INCOMPARABLE),
        (
            'benefits.list overlaps {"a"}',
            'benefits.list overlaps {"a"} or benefits.list within {}',
            1,
            Relation.STRICTER,
        ),
        (
            'not remote.where overlaps {"Norway"}',
            'not remote.where overlaps {"Norway"} and remote.policy > onsite',
            1,
            Relation.LAXER,
        ),
        (
            "not (current.team.size > 3 or current.team.size <= 3)",
            "current.team.size > 3",
            1,
            Relation.STRICTER,
        ),
        ("promised.team.size > 3", "promised.team.size >= 3", 1, Relation.STRICTER),
        (
            'leaving "x" until team.size > 3\ndealbreaker if current.team.size > 8',
            'leaving "x" until team.size > 3\ndealbreaker if current.team.size > 9',
            1,
            Relation.LAXER,
        ),
        ("travel.nights > 3", "travel.nights > 3 and travel.share = 0%", 1, Relation.LAXER),
        (
            'clients.names includes "a" and current.clients.names includes "b"',
            'clients.names includes "a"',
            1,
            Relation.STRICTER,
        ),
        (
            "commute.time > current.commute.time",
            "commute.time >= current.commute.time",
            1,
            Relation.NOT_SETTLED,
        ),
        (
            "(visa.needed = visa.sponsored) = (equity.liquid = yes)",
            "visa.needed",
            2,
            Relation.INCOMPARABLE,
        ),
        ("team.size > 123_456_789_012", "team.size > 123_456_789_013", 1, Relation.LAXER),
        (
            "equity.percent > 0.000_000_000_000_001%",
            "equity.percent >= 0.000_000_000_000_001%",
            1,
            Relation.STRICTER,
        ),
        (
            "equity.percent > 0.000_000_000_000_001% and equity.percent < 0.000_000_000_000_002%",
            "equity.percent > 1%",
            2,
            Relation.INCOMPARABLE,
        ),
        (
            "not (travel.nights > current.travel.nights or travel.nights <= current.travel.nights)",
            "travel.nights > current.travel.nights",
            1,
            Relation.STRICTER,
        ),
        ("pay.per_hour > 30 USD per hour", "pay.per_hour >= 30 USD per hour", 1, Relation.STRICTER),
        ("pay.base > 30 USD per hour", "pay.base >= 30 USD per hour", 1, Relation.STRICTER),
        (
            "not pay.overtime_paid",
            "not pay.overtime_paid and hours.overtime >= often",
            1,
            Relation.LAXER,
        ),
        ("leave.days < 20", "leave.days < 20 and not leave.unlimited", 0, Relation.NOT_SETTLED),
        (
            "pay.employer_part > 0%",
            'pay.employer_part > 0% and contract.kind != "freelance"',
            1,
            Relation.LAXER,
        ),
        (
            'dealbreaker unless current.clients.names overlaps {"Acme"}',
            'dealbreaker if not current.clients.names overlaps {"Acme"}',
            0,
            Relation.EQUIVALENT,
        ),
        (
            "pay.base * 3 > 100 USD per hour",
            "pay.base * 3 >= 100 USD per hour",
            0,
            Relation.NOT_SETTLED,
        ),
        (
            IN_USD + "dealbreaker if own.p > 30k EUR per year",
            IN_USD + "dealbreaker if own.p >= 30k EUR per year",
            0,
            Relation.NOT_SETTLED,
        ),
        (
            "prefer min(leave.days, team.size) from 0 to 10\naccept at 50%",
            "prefer min(leave.days, team.size) from 0 to 10\naccept at 60%",
            0,
            Relation.NOT_SETTLED,
        ),
        (
            "prefer contract.notice_mine from 6 months to 3 months\naccept at 50%",
            "prefer contract.notice_mine from 6 months to 3 months\naccept at 60%",
            0,
            Relation.NOT_SETTLED,
        ),
        (
            "prefer travel.nights from 20 to 10\naccept at 50%",
            "prefer travel.nights from 20 to 10\naccept at 60%",
            1,
            Relation.STRICTER,
        ),
        (
            "prefer pay.base from 10 USD per hour to 90 USD per hour\naccept at 50%",
            "prefer pay.base from 10 USD per hour to 90 USD per hour\naccept at 60%",
            1,
            Relation.STRICTER,
        ),
        ("leave.days * 7 > 1", "leave.days * 7 >= 1", 0, Relation.NOT_SETTLED),
        (
            'leaving "x" until travel.nights > 3',
            'dealbreaker if offer.kind = "counter" and travel.nights <= 3',
            0,
            Relation.EQUIVALENT,
        ),
        (
            'leaving "x" until travel.nights > current.travel.nights',
            'dealbreaker if offer.kind = "counter" and travel.nights <= current.travel.nights',
            0,
            Relation.NOT_SETTLED,
        ),
        (
            'leaving "x" until visa.sponsored',
            'dealbreaker if offer.kind = "counter" and not visa.sponsored',
            0,
            Relation.EQUIVALENT,
        ),
        (
            'leaving "x" until current.clients.names overlaps {"Acme"}',
            'dealbreaker if offer.kind = "counter" and not current.clients.names overlaps {"Acme"}',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until manager.presence > rarely',
            'dealbreaker if offer.kind = "counter" and manager.presence <= rarely',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until current.manager.presence > rarely',
            'dealbreaker if offer.kind = "counter" and current.manager.presence <= rarely',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until manager.presence > manager.mentoring',
            'dealbreaker if offer.kind = "counter" and manager.presence <= manager.mentoring',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until company.runway > 6 months',
            'dealbreaker if offer.kind = "counter" and company.runway <= 6 months',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until role.predecessor_left = "promoted"',
            'dealbreaker if offer.kind = "counter" and role.predecessor_left != "promoted"',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until contract.duration > 90 days',
            'dealbreaker if offer.kind = "counter" and contract.duration <= 90 days',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until equity.strike > 3 USD',
            'dealbreaker if offer.kind = "counter" and equity.strike <= 3 USD',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until clients.names overlaps {"Acme"}',
            'dealbreaker if offer.kind = "counter" and not clients.names overlaps {"Acme"}',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until clients.largest_share > 20%',
            'dealbreaker if offer.kind = "counter" and clients.largest_share <= 20%',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until pay.sign_on_prorated',
            'dealbreaker if offer.kind = "counter" and not pay.sign_on_prorated',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until pay.bonus_guaranteed',
            'dealbreaker if offer.kind = "counter" and not pay.bonus_guaranteed',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until manager.same_location',
            'dealbreaker if offer.kind = "counter" and not manager.same_location',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until equity.acceleration = "single"',
            'dealbreaker if offer.kind = "counter" and equity.acceleration != "single"',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until equity.early_exercise',
            'dealbreaker if offer.kind = "counter" and not equity.early_exercise',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until equity.cliff > 12 months',
            'dealbreaker if offer.kind = "counter" and equity.cliff <= 12 months',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until current.manager.name = "A"',
            'dealbreaker if offer.kind = "counter" and current.manager.name != "A"',
            1,
            Relation.LAXER,
        ),
        (
            'leaving "x" until clients.names overlaps current.clients.names',
            (
                'dealbreaker if offer.kind = "counter" '
                "and not clients.names overlaps current.clients.names"
            ),
            1,
            Relation.LAXER,
        ),
        (
            "leave.days + leave.days * leave.taken > 3",
            "leave.days + leave.days * leave.taken >= 3",
            0,
            Relation.NOT_SETTLED,
        ),
        (
            "current.pay.base > 30 USD per hour",
            "current.pay.base >= 30 USD per hour",
            1,
            Relation.STRICTER,
        ),
        (
            'prefer clients.count from 1 to 5\npro if clients.names includes "a"\naccept at 50%',
            'prefer clients.count from 1 to 5\npro if clients.names includes "a"\naccept at 60%',
            1,
            Relation.STRICTER,
        ),
        ("travel.share = 0% and travel.nights > 3", "travel.share = 0%", 1, Relation.STRICTER),
        (
            "pay.as_employed < 5k USD per year",
            "pay.as_employed <= 5k USD per year",
            1,
            Relation.STRICTER,
        ),
        (
            'leaving "x" until equity.strike > 1 USD',
            (
                'dealbreaker if equity.strike <= 1 USD and offer.kind = "counter" '
                'or equity.kind = "none"'
            ),
            2,
            Relation.INCOMPARABLE,
        ),
        (
            "equity.per_year < 5k USD per year",
            "equity.per_year <= 5k USD per year",
            0,
            Relation.NOT_SETTLED,
        ),
    ],
)
def test_offers_show_the_difference_whatever_the_criteria_read(
    old: str, new: str, shown: int, relation: Relation
) -> None:
    """Whether an offer shows what it is said to show is looked at by ``compared``."""
    bare = "\n" not in old and not old.startswith(("dealbreaker ", "leaving ", "prefer "))
    found, verdicts = compared(*(f"dealbreaker if {it}" if bare else it for it in (old, new)))
    assert (found, len(verdicts)) == (relation, shown)


@pytest.mark.parametrize(
    ("module", "limit"), [(difference, "MOST_BOXES"), (search, "_TRIES"), (warnings, "MOST_PARTS")]
)
def test_what_takes_longer_than_is_allowed_is_not_settled(
    module: ModuleType, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, limit, 1)
    product = "dealbreaker if leave.days + leave.days * leave.taken"
    assert compared(f"{product} > 3", f"{product} >= 3") == (Relation.NOT_SETTLED, [])
    never = 'dealbreaker "x" if team.size < 3 and team.size > 5'
    _, found = check_criteria(never)
    assert {it.code for it in found} == (set() if module is warnings else {"never-holds"})


@pytest.mark.parametrize("limit", ["MOST_BOXES", "MOST_WORKED"])
def test_a_difference_that_takes_too_long_to_find_is_not_settled(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = SMALL + GOOD, SMALL.replace("3", "4") + GOOD
    assert compared(old, new)[0] is Relation.STRICTER
    monkeypatch.setattr(difference, limit, 1)
    assert compared(old, new) == (Relation.NOT_SETTLED, [])


@pytest.mark.parametrize(
    ("looks", "idle", "open_"), [(0, 0, 2), (64, 0, 1), (66, 1, 1), (184, 1, 0)]
)
def test_weights_share_the_work_that_there_is_for_all(looks: int, idle: int, open_: int) -> None:
    examined = Examination(
        parse_criteria(
            "pro if leave.days > 3\npro if team.size > 3 weight 100\naccept at 50%"
        ).program
    )
    examined._looks = looks
    found = [it for it in examined.remarks() if it.kind is RemarkKind.NO_EFFECT]
    assert (len(found), len(examined.unsettled)) == (idle, open_)


def test_an_offer_shows_the_difference_and_says_no_more_than_needed() -> None:
    found = parse_criteria(SMALL + GOOD).compare_with(
        parse_criteria(GOOD + 'dealbreaker "small" if team.size < 4')
    )
    [one] = found.differences
    assert (one.before, one.after) == (Verdict.CONSIDER, Verdict.DECLINE)
    assert one.witness == read_offer("team.size = 3")
    assert [finding.label for finding in one.because] == ["small"]


def test_a_threshold_that_declines_nothing_is_none() -> None:
    wish = "prefer leave.days from 0 to 100"
    declines_nothing = parse_criteria(f"{wish}\ndecline below 0%")
    assert declines_nothing.compare_with(parse_criteria(wish)).relation is Relation.EQUIVALENT
    small = parse_criteria(f"{wish}\n{SMALL}")
    assert declines_nothing.compare_with(small).relation is Relation.STRICTER
    assert small.compare_with(declines_nothing).relation is Relation.LAXER


def test_criteria_without_statements_are_compared() -> None:
    nothing = parse_criteria('caution "x" if leave.days < 4')
    assert nothing.compare_with(nothing).relation is Relation.EQUIVALENT
    assert nothing.compare_with(parse_criteria(SMALL)).relation is Relation.STRICTER
    turn = parse_criteria("decline below 40%")
    assert turn.compare_with(nothing).relation is Relation.EQUIVALENT


def test_other_criteria_decide_the_same_kind_of_offer() -> None:
    class Mine(Offer):
        pass

    with pytest.raises(
        TypeError, match="other: expected criteria for offers of type Offer, not Mine"
    ):
        parse_criteria(SMALL).compare_with(parse_criteria(SMALL, offer_type=Mine))


def test_what_criteria_said_of_offers() -> None:
    criteria: Criteria[Offer] = parse_criteria(SMALL + GOOD)
    offers = ["team.size = 2", "team.size = 4\nwork.interest = 'good'", ""]
    found = criteria.coverage(map(read_offer, offers))
    assert [(one.verdict.value, one.count) for one in found.verdicts] == [
        ("decline", 1),
        ("consider", 1),
        ("accept", 0),
        ("find_out", 1),
    ]
    small, good = found.statements
    assert (small.held, small.open, small.decided) == (1, 1, 1)
    assert (good.held, good.open, good.decided) == (1, 2, 0)
    assert {str(one.fact): one.count for one in found.open} == {
        "team.size": 1,
        "work.interest": 1,
    }


@pytest.mark.parametrize("name", ["examples/candidate.criteria", "examples/salaries.criteria"])
def test_every_question_about_ordinary_criteria_is_settled(name: str) -> None:
    assert load_criteria(ROOT / name).analysis().unsettled == ()


def test_a_weight_has_an_effect_although_it_raises_the_score_only() -> None:
    rules = "".join(
        f'dealbreaker "no {fact}" unless {fact}\n'
        for fact in ("visa.sponsored", "offer.in_writing", "company.profitable")
    )
    weighed = (
        'pro "mentor" if manager.mentoring >= often weight 3\n'
        'pro "work" if work.interest >= good weight 2\ncon "way" if commute.time > 45 min\n'
        'prefer "money" pay.base from 35k to 65k USD per year weight 2\n'
    )
    assert remarks(rules + weighed + "decline below 30%\naccept at 70%") == []
