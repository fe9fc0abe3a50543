"""What a million offers in a frame cost: ``python -m benchmarks.frames``.

``python -m benchmarks.frames long`` goes up to 10,000,000 rows and 1,000 statements, which takes
longer than the other benchmarks together.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import polars
from polars import col, lit, when

import offerkit

RULES: Final = """
dealbreaker "Too far"       if commute.time > 60 min
dealbreaker "Too little"    if pay.base < 40k USD per year
dealbreaker "Not there"     if manager.presence < sometimes
pro "Work I like"           if work.interest >= good            weight 3
pro "Time off"              if leave.days >= 25                weight 2
pro "Learning"              if growth.learning >= much
pro "Good people"           if team.learn_from >= good         weight 2
con "Large team"            if team.size > 12
con "Long weeks"            if hours.week > 42                 weight 2
con "Overtime"              if hours.overtime >= often
pro "Sound"                 if company.profitable
prefer "Bonus"              pay.bonus_target from 0% to 20%    weight 2
decline below 30%
accept at 60%
"""
"""Twelve rules, of which none reads a fact that another one reads."""

MAP: Final = {"salary": "pay.base (USD per year)"}


def table(rows: int) -> polars.DataFrame:
    """Return offers of which each fact is unknown in every tenth row or so."""

    def numbers(step: int, count: int, low: int) -> polars.Expr:
        place = (polars.int_range(rows, dtype=polars.Int64) * step) % (count * 11)
        return when(place < count * 10).then(place % count + low)

    def levels(step: int, texts: str) -> polars.Expr:
        words = texts.split()
        place = (polars.int_range(rows, dtype=polars.Int64) * step) % (len(words) * 11)
        return when(place < len(words) * 10).then(
            (place % len(words)).replace_strict(dict(enumerate(words)))
        )

    return polars.select(
        (numbers(7919, 60_000, 30_000)).alias("salary"),
        numbers(31, 90, 1).alias("commute.time"),
        levels(17, "never rarely sometimes often always").alias("manager.presence"),
        levels(13, "terrible poor fair good great").alias("work.interest"),
        numbers(37, 25, 10).alias("leave.days"),
        levels(19, "none little some much").alias("growth.learning"),
        levels(23, "terrible poor fair good great").alias("team.learn_from"),
        numbers(41, 30, 1).alias("team.size"),
        numbers(43, 30, 20).alias("hours.week"),
        levels(29, "never rarely sometimes often always").alias("hours.overtime"),
        (numbers(47, 2, 0) == 1).alias("company.profitable"),
        numbers(53, 25, 0).alias("pay.bonus_target"),
    )


def by_hand(frame: polars.DataFrame) -> polars.DataFrame:
    """Return the verdicts as somebody writes them who knows these rules and polars."""
    scale = {
        "frequency": ["never", "rarely", "sometimes", "often", "always"],
        "amount": ["none", "little", "some", "much"],
        "quality": ["terrible", "poor", "fair", "good", "great"],
    }

    def at_least(column: str, name: str, level: str) -> polars.Expr:
        return col(column).is_in(scale[name][scale[name].index(level) :])

    out = [
        col("commute.time") > 60,
        col("salary") < 40_000,
        ~at_least("manager.presence", "frequency", "sometimes"),
    ]
    pros = [
        (at_least("work.interest", "quality", "good"), 3),
        (col("leave.days") >= 25, 2),
        (at_least("growth.learning", "amount", "much"), 1),
        (at_least("team.learn_from", "quality", "good"), 2),
        (col("company.profitable"), 1),
        (~(col("team.size") > 12), 1),
        (~(col("hours.week") > 42), 2),
        (~at_least("hours.overtime", "frequency", "often"), 1),
    ]
    bonus = col("pay.bonus_target").clip(0, 20) / 20
    low = sum(
        (when(rule.fill_null(value=False)).then(weight).otherwise(0) for rule, weight in pros),
        lit(0),
    )
    high = sum(
        (when(rule.fill_null(value=True)).then(weight).otherwise(0) for rule, weight in pros),
        lit(0),
    )
    low, high = low + bonus.fill_null(0) * 2, high + bonus.fill_null(1) * 2
    weight = sum(weight for _, weight in pros) + 2
    found = frame.with_columns(
        polars.any_horizontal(rule.fill_null(value=False) for rule in out).alias("out"),
        polars.any_horizontal(rule.fill_null(value=True) for rule in out).alias("may be out"),
        (low / weight).alias("score_low"),
        (high / weight).alias("score_high"),
    )
    worst = when(col("score_low") < 0.3).then(0).when(col("score_low") >= 0.6).then(2).otherwise(1)
    best = when(col("score_high") < 0.3).then(0).when(col("score_high") >= 0.6).then(2).otherwise(1)
    found = found.with_columns(
        when(col("may be out")).then(0).otherwise(worst).alias("worst"),
        when(col("out")).then(0).otherwise(best).alias("best"),
    )
    return found.with_columns(
        (col("worst") == 0).alias("may_decline"),
        ((col("worst") <= 1) & (col("best") >= 1)).alias("may_consider"),
        (col("best") == 2).alias("may_accept"),
        when(col("worst") != col("best"))
        .then(lit("find_out"))
        .when(col("best") == 0)
        .then(lit("decline"))
        .when(col("best") == 1)
        .then(lit("consider"))
        .otherwise(lit("accept"))
        .alias("verdict"),
    ).drop("out", "may be out", "worst", "best")


def timed(function: Any, *arguments: Any, rounds: int = 3) -> tuple[float, Any]:
    """Return the least wall-clock seconds of some calls, and what the last one returned."""
    best, found = float("inf"), None
    for _ in range(rounds):
        start = time.perf_counter()
        found = function(*arguments)
        best = min(best, time.perf_counter() - start)
    return best, found


def against_hand(rows: int = 1_000_000) -> None:
    """Print the cost of twelve rules, by criteria and by hand."""
    criteria = offerkit.parse_criteria(RULES)
    frame = table(rows)
    hand, wanted = timed(by_hand, frame, rounds=5)
    ours, found = timed(lambda: criteria.decide_frame(frame, MAP), rounds=5)
    for column in ("verdict", "may_decline", "may_consider", "may_accept"):
        assert found[column].equals(wanted[column]), column
    for column in ("score_low", "score_high"):
        assert ((found[column] - wanted[column]).abs() < 1e-12).all(), column
    print(f"{rows:,} rows, 12 rules: by hand {hand:.3f} s, decide_frame {ours:.3f} s, ", end="")
    print(f"{ours / hand:.2f} times as long, the same answers")


def in_rows(number: int) -> None:
    """Print the cost of as many rows."""
    criteria, frame = offerkit.parse_criteria(RULES), table(number)
    before = peak()
    seconds, _ = timed(lambda: criteria.decide_frame(frame, MAP), rounds=1 if number > 10**6 else 2)
    print(f"{number:>12,} rows  {seconds:8.3f} s  {seconds / number * 1e9:7.0f} ns a row  ", end="")
    print(f"peak {peak():,} MB, {before:,} MB before deciding")


def in_statements(number: int, rows: int = 10_000) -> None:
    """Print the cost of as many statements."""
    rules = "".join(
        f'pro "{at}" if team.size > {at % 40} and leave.days >= {at % 30} weight {at % 3 + 1}\n'
        for at in range(number)
    )
    criteria, frame = (
        offerkit.parse_criteria(rules + "accept at 60%"),
        table(rows).with_columns(col("team.size").fill_null(1), col("leave.days").fill_null(1)),
    )
    seconds, _ = timed(lambda: criteria.decide_frame(frame, MAP), rounds=2)
    print(f"{number:>12,} statements, {rows:,} rows  {seconds:8.3f} s  ", end="")
    print(f"{seconds / number * 1e3:.2f} ms a statement")


def peak() -> int:
    """Return the most memory that this process had, in megabytes."""
    # Not what `getrusage` says, which for a new process begins with that of the one it came from.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def main(arguments: list[str] | None = None) -> None:
    """Print the table."""
    match arguments or []:
        case ["rows", number]:
            in_rows(int(number))
        case ["statements", number]:
            in_statements(int(number))
        case rest:
            against_hand()
            long = "long" in rest
            for rows in (10**4, 10**5, 10**6, *([10**7] if long else [])):
                again("rows", rows)
            for statements in (10, 100, *([1_000] if long else [])):
                again("statements", statements)


def again(*arguments: object) -> None:
    """Run a part in a process of its own, whose memory is its own."""
    sys.stdout.flush()
    command = [sys.executable, "-m", "benchmarks.frames", *map(str, arguments)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
