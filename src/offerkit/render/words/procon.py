"""The words of a list of pros and cons, for every form it is shown in."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from offerkit.advise.procon import Balance, Cancelled, OpenReason, Reason, Strike
from offerkit.literals import rounded
from offerkit.render.words.common import clipped, percent_text
from offerkit.values import plain

_PLACES: Final = 2


def weight_text(weight: Fraction) -> str:
    """Return a weight with at most two decimals; ``~`` before one that is rounded."""
    shown = rounded(weight, _PLACES)
    return f"{'' if Fraction(shown) == weight else '~'}{plain(shown)}"


def reason_text(reason: Reason, *, against: bool) -> str:
    """Return the label of a reason, with the share of a preference."""
    if reason.share is None:
        return clipped(reason.label)
    share = reason.share
    met = 1 - share.high if against else share.low
    return f"{clipped(reason.label)} ({percent_text(met)} {'short' if against else 'met'})"


def open_text(reason: OpenReason) -> str:
    """Return a reason that is unknown, and its weight on either side."""
    sides = []
    if reason.pro:
        sides.append(f"for it by up to {weight_text(reason.pro)}")
    if reason.con:
        sides.append(f"against it by up to {weight_text(reason.con)}")
    return f"{clipped(reason.label)}: {' or '.join(sides)}"


def strike_text(strike: Strike) -> str:
    """Return the reasons struck out in one step, the smaller side first."""
    swapped = len(strike.pros) > len(strike.cons)
    sides = [_side(strike.pros, against=False), _side(strike.cons, against=True)]
    first, second = sides[::-1] if swapped else sides
    counts = sorted((len(strike.pros), len(strike.cons)))
    one, other = (_COUNTS.get(count, str(count)) for count in counts)
    return f"{one} against {other}: {first} = {second}"


_COUNTS: Final = dict(enumerate("one two three four five six seven eight nine ten".split(), 1))


def _side(reasons: tuple[Reason, ...], *, against: bool) -> str:
    word = "con" if against else "pro"
    return f"{word} " + " + ".join(
        f"{reason_text(reason, against=against)} [{weight_text(reason.weight)}]"
        for reason in reasons
    )


def balance_text(balance: Balance) -> str:
    """Return the balance, and whether what is unknown can reverse it, in a sentence."""
    settled, said = balance.settled, "The balance is even"
    if settled:
        side = "in favour of" if settled > 0 else "against"
        said = f"The balance is {weight_text(abs(settled))} {side} the offer"
    if balance.low == balance.high:
        return f"{said}."
    if balance.low > 0 or balance.high < 0:
        return f"{said}; what is unknown cannot reverse it."
    ends = f"anywhere from {_end(balance.low)} to {_end(balance.high)}"
    return f"{said}; with what is unknown, it could be {ends}."


def _end(balance: Fraction) -> str:
    if not balance:
        return "even"
    return f"{weight_text(abs(balance))} {'for' if balance > 0 else 'against'}"


def left_out_text(cancelled: Cancelled) -> str | None:
    """Return the limit of the search in a sentence; None if everything was searched."""
    if cancelled.is_complete:
        return None
    return "There may be more to strike out: the sheet is too long to try everything."
