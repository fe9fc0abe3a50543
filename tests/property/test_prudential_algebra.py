"""Franklin's algebra: striking out equals moves no balance, and leaves no equals behind."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations

from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.advise.procon import ProCon, Reason, procon
from offerkit.criteria import parse_criteria
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from tests.strategies.decisions import Case, cases

LINES = st.tuples(
    st.sampled_from(
        (*("pro", "con") * 4, "pro unless", "con unless", "open pro", "open con", "prefer")
    ),
    st.sampled_from((1, 2, 3, 4, 5, 7, 9, 11, 20, 23)),
    st.integers(1, 6),
)
"""What a statement is, its weight, and where a preference has its best."""


def statement(at: int, line: tuple[str, int, int]) -> str:
    kind, weight, best = line
    match kind.split():
        case ["prefer"]:
            return f'prefer "S{at % 5} {at}" location.employers from 0 to {best} weight {weight}'
        case ["open", word]:
            return f'{word} "S{at}" if visa.sponsored weight {weight}'
        case [word]:
            # A true condition of its own for each, so that none says the same as another.
            return f'{word} "S{at % 3} {at}" if location.employers < {at + 3} weight {weight}'
        case [word, _]:
            return f'{word} "S{at}" unless location.employers < {at + 3} weight {weight}'
        case _:
            raise AssertionError(kind)


def made(lines: list[str]) -> ProCon:
    from offerkit.load import read_offer

    return procon(parse_criteria("\n".join(lines)).decide(read_offer("location.employers = 2")))


LISTS = st.lists(LINES, min_size=1, max_size=14).map(
    lambda lines: [statement(at, line) for at, line in enumerate(lines)]
)


def total(reasons: tuple[Reason, ...]) -> Fraction:
    return sum((reason.weight for reason in reasons), Fraction(0))


def keys(reasons: tuple[Reason, ...]) -> list[tuple[str, Fraction]]:
    return [(reason.label, reason.weight) for reason in reasons]


@given(LISTS)
def test_each_step_balances_and_the_balance_stays(lines: list[str]) -> None:
    """The sides of a step weigh the same, so that what remains weighs what all of it did."""
    found = made(lines)
    cancelled = found.cancelled
    event(f"strikes: {min(len(cancelled.strikes), 4)}")
    for strike in cancelled.strikes:
        assert total(strike.pros) == total(strike.cons)
        event(f"step: {tuple(sorted((len(strike.pros), len(strike.cons))))}")
        assert strike.pros
        assert strike.cons
    before = total(found.pros) - total(found.cons)
    assert before == total(cancelled.pros) - total(cancelled.cons) == found.balance.settled


@given(LISTS)
def test_nothing_is_struck_twice_and_nothing_is_lost(lines: list[str]) -> None:
    """What was struck out and what remains is what there was, on each side."""
    found = made(lines)
    cancelled = found.cancelled
    for side in ("pros", "cons"):
        struck = [key for strike in cancelled.strikes for key in keys(getattr(strike, side))]
        left = keys(getattr(cancelled, side))
        assert Counter(struck + left) == Counter(keys(getattr(found, side)))


def most_strikes(weights: tuple[int, ...]) -> int:
    """The most groups that add up to 0, of any of the weights: by trying all of them."""
    if not weights:
        return 0
    first, others = weights[0], weights[1:]
    most = most_strikes(others)
    for size in range(1, len(others) + 1):
        for chosen in combinations(range(len(others)), size):
            if first + sum(others[at] for at in chosen) == 0:
                rest = tuple(w for at, w in enumerate(others) if at not in chosen)
                most = max(most, 1 + most_strikes(rest))
    return most


@given(
    st.lists(st.integers(1, 9), max_size=4),
    st.lists(st.integers(1, 9), max_size=4),
)
def test_no_set_of_strikes_is_larger(pros: list[int], cons: list[int]) -> None:
    lines = [f'pro "P{at}" if location.employers = 2 weight {w}' for at, w in enumerate(pros)]
    lines += [f'con "C{at}" if location.employers = 2 weight {w}' for at, w in enumerate(cons)]
    cancelled = made(lines).cancelled
    assert cancelled.is_complete
    assert len(cancelled.strikes) == most_strikes((*pros, *(-weight for weight in cons)))
    left = [reason.weight for reason in cancelled.pros]
    left += [-reason.weight for reason in cancelled.cons]
    sums = (sum(group) for size in range(1, 9) for group in combinations(left, size))
    assert 0 not in sums


@given(LISTS)
def test_the_steps_come_in_order(lines: list[str]) -> None:
    """The fewest reasons first."""
    cancelled = made(lines).cancelled
    sizes = [len(s.pros) + len(s.cons) for s in cancelled.strikes]
    assert sizes == sorted(sizes)


@given(st.data())
def test_the_order_of_the_statements_does_not_matter(data: st.DataObject) -> None:
    """The same list, steps and remainder come out of the statements in any order."""
    lines = data.draw(LISTS)
    found, other = made(lines), made(data.draw(st.permutations(lines)))
    assert (found.pros, found.cons, found.open) == (other.pros, other.cons, other.open)
    assert found.cancelled == other.cancelled


@given(cases(include=("pro", "con", "prefer", "rate", "let")))
def test_every_weight_is_somewhere(case: Case) -> None:
    """For, against, open, idle and not applying together are the weights of all statements."""
    decision = case.criteria.decide(case.offer)
    found = procon(decision)
    aside = sum(f.weight for f in (*found.idle, *found.not_applying))
    counted = total(found.pros) + total(found.cons) + aside
    open_ = Fraction(0)
    for reason in found.open:
        # What may fall away as a whole is open as a whole, whatever it adds if it does not.
        may_fall = reason.finding.may_be.applies is Kleene.UNKNOWN
        open_ += reason.finding.weight if may_fall else max(reason.pro, reason.con)
    assert counted + open_ == sum(finding.weight for finding in decision.findings)
    balance = found.balance
    assert balance.low <= balance.settled <= balance.high


@given(cases(include=("pro", "con", "prefer")))
def test_the_list_of_what_is_known_does_not_know_the_unknown(case: Case) -> None:
    """Of an offer that says nothing, all that is not certain anyway is open."""
    found = procon(case.criteria.decide(Offer()))
    for finding in (reason.finding for reason in found.open):
        assert not finding.settled
    for reason in (*found.pros, *found.cons):
        assert reason.finding.settled or reason.share is not None
