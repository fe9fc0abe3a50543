"""How what the command takes grows with its files: each kind as large as may be, and half of that.

Run `python -m benchmarks.growth`. Printed are the processor time, the memory, and how many times
the time a file of twice the size takes. What takes over two seconds or 300 MB is marked.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.timing import ran

MOST_SECONDS: Final = 2.0
MOST_MEGABYTES: Final = 300
WITHOUT_OFFERS: Final = frozenset({"check", "analyze", "diff"})
TURNS: Final = "decline below 30%\naccept at 70%\n"
PAIR: Final = "dealbreaker if leave.days = {n} and team.size = {n}\n"
BELOW: Final = "dealbreaker if leave.days < {n} and team.size < {n}\n"
BETWEEN: Final = "pro if leave.days between {n} and {more}\n"
COUNT: Final = "pro if at least 2 of (leave.days > {n}, team.size > {n}, travel.share < 9%)\n"
SET: Final = 'pro if clients.names overlaps {{"A{n}", "B{n}"}}\n'
HOURLY: Final = "dealbreaker if pay.per_hour < current.pay.per_hour + {n} USD per hour\n"
PROMISED: Final = "pro if pay.base > promised.pay.base + {n} USD per year\n"
TOTAL: Final = "pro if pay.total > {n} USD per year\n"
OWN: Final = "fact my.f{n}: number\npro if my.f{n} > {n}\n"
GRADED: Final = 'prefer "{n}" pay.base from {n} USD per year to 100{more} USD per year\n'


def _lines(line: str) -> Callable[[int], str]:
    return lambda count: "".join(line.format(n=n, more=n + 40) for n in range(count))


def _chain(count: int) -> str:
    links = (f"let a{n + 1} = a{n} + 1\npro if a{n} > {n}\n" for n in range(count))
    return f"let a0 = leave.days\n{''.join(links)}"


def _conditions(count: int) -> str:
    links = (f"let a{n + 1} = a{n} or team.size > {n}\n" for n in range(count))
    return f"let a0 = leave.days > 3\n{''.join(links)}dealbreaker unless a{count}\n"


def _alternatives(count: int) -> str:
    return f"dealbreaker if {' or '.join(f'team.size = {n}' for n in range(count))}\n"


GROWING: Final[dict[str, tuple[tuple[str, ...], Callable[[int], str], int]]] = {
    "decide: hourly pay, beside today's": (("decide",), _lines(HOURLY), 900),
    "decide: pay, beside what was promised": (("decide",), _lines(PROMISED), 1_800),
    "negotiate: pay, beside what was promised": (("negotiate",), _lines(PROMISED), 1_800),
    "decide: derived pay": (("decide",), _lines(TOTAL), 1_800),
    "decide: preferences on one fact": (("decide",), _lines(GRADED), 1_800),
    "compare: statements": (("compare", "other.toml"), _lines("pro if leave.days > {n}\n"), 1_800),
    "compare: counts of conditions": (("compare", "other.toml"), _lines(COUNT), 1_800),
    "compare: hourly pay, beside today's": (("compare", "other.toml"), _lines(HOURLY), 900),
    "compare: derived pay": (("compare", "other.toml"), _lines(TOTAL), 1_800),
    "compare: facts of one's own": (("compare", "other.toml"), _lines(OWN), 900),
    "report: preferences on one fact": (("report", "other.toml"), _lines(GRADED), 1_800),
    "diff: preferences on one fact": (("diff", "other.criteria"), _lines(GRADED), 1_800),
    "analyze: what is in the way": (("analyze",), _lines(BETWEEN), 1_800),
    "analyze: preferences on one fact": (("analyze",), _lines(GRADED), 1_800),
    "analyze: counts of conditions": (("analyze",), _lines(COUNT), 1_800),
    "analyze: pairs of conditions": (("analyze",), _lines(PAIR), 1_800),
    "decide: a chain of let": (("decide",), _chain, 500),
    "decide: a chain of conditions on one fact": (("decide",), _conditions, 1_800),
    "decide: facts of one's own": (("decide",), _lines(OWN), 900),
    "check: statements": (("check",), _lines("pro if leave.days > {n}\n"), 1_800),
    "negotiate: statements": (
        ("negotiate",),
        lambda count: (
            "negotiable leave.days up to 300\n" + _lines("pro if leave.days > {n}\n")(count)
        ),
        1_800,
    ),
    "negotiate: pairs of conditions": (("negotiate",), _lines(PAIR), 1_800),
    "explain: hourly pay, beside today's": (("explain",), _lines(HOURLY), 900),
    "explain: pairs of conditions": (("explain",), _lines(PAIR), 1_800),
    "negotiate: pairs of bounds": (("negotiate",), _lines(BELOW), 1_800),
    "explain: pairs of bounds": (("explain",), _lines(BELOW), 1_800),
    "negotiate: what is in the way": (("negotiate",), _lines(BETWEEN), 1_800),
    "decide: counts of conditions": (("decide",), _lines(COUNT), 1_800),
    "decide: sets": (("decide",), _lines(SET), 1_800),
    "explain: a line of alternatives": (("explain",), _alternatives, 1_800),
}


def main() -> None:
    """Print a line for each kind of file and size."""
    print(f"{'':<44}{'size':>6}{'s':>8}{'MB':>6}{'growth':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "offer.toml").write_text('[company]\nname = "Acme"\n')
        (folder / "other.toml").write_text('[company]\nname = "Borealis"\n[leave]\ndays = 25\n')
        for what, (command, made, most) in GROWING.items():
            before = 0.0
            for size in (most // 2, most):
                (folder / "big.criteria").write_text(TURNS + made(size))
                (folder / "other.criteria").write_text(TURNS + made(size - 1))
                files = ["big.criteria", *["offer.toml"] * (command[0] not in WITHOUT_OFFERS)]
                first, *others = command
                run = ran(["-m", "offerkit", first, *files, *others], folder)
                marks = " SLOW" * (run.seconds > MOST_SECONDS)
                marks += " LARGE" * (run.megabytes > MOST_MEGABYTES)
                marks += f" exit code {run.code}" * (run.code not in {0, 3})
                growth = f"{run.seconds / before:8.2f}" if before else " " * 8
                cost = f"{run.seconds:>8.2f}{run.megabytes:>6}{growth}"
                print(f"{what:<44}{size:>6}{cost}{marks}", flush=True)
                before = run.seconds


if __name__ == "__main__":
    main()
