"""How long each thing that is done with a decision or an offer takes, once files are loaded.

Run `python benchmarks/advise.py`, or with the names of some features. Each feature is a function
here that prepares its input and returns what is timed.
"""

from __future__ import annotations

import gc
import sys
import timeit
from collections.abc import Callable
from decimal import Decimal

from offerkit import Money, pay_table, read_offer

LEAST_SECONDS = 0.5

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


def pay() -> Callable[[], object]:
    """Ten years of an offer that is known in part."""
    offer, price = read_offer(STARTUP), Money(Decimal(6), "USD")
    return lambda: pay_table(offer, years=10, exit_price=price)


FEATURES: dict[str, Callable[[], Callable[[], object]]] = {"pay": pay}


def milliseconds(run: Callable[[], object]) -> float:
    """Return how long one run takes: the least of several repetitions."""
    run()  # what is made on first use
    timer = timeit.Timer(run, setup=gc.enable)
    times, _ = timer.autorange()
    repeats = max(3, int(LEAST_SECONDS / max(timer.timeit(times), 1e-6)))
    return min(timer.repeat(min(repeats, 10), times)) / times * 1000


def main() -> None:
    """Print a line for each feature that is named, or for all."""
    for name in sys.argv[1:] or FEATURES:
        print(f"{name:<12} {milliseconds(FEATURES[name]()):8.2f} ms")


if __name__ == "__main__":
    main()
