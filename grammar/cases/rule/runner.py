"""A runner for the cases of this folder that shares no code with offerkit, to copy from.

python grammar/cases/rule/runner.py     says which cases fail, or that none does

It implements “Score”, “Verdicts” and “Counter-offers” of the definition, and nothing else.
"""

import sys
import tomllib
from fractions import Fraction
from itertools import combinations
from pathlib import Path

ORDER = ["decline", "consider", "accept"]
KEYS = {"name", "statements", "counter", "decline_below", "accept_at"}
EXPECTED = {"verdict", "possible", "score", "may_lack_score"}


def share(text):
    """Return “61%” or “2/3” as an exact number."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def value(statement):
    """Return the ends of what a statement adds to the score; None if it never does."""
    applying = set(statement["may_be"]) - {"does not apply"}
    if statement["kind"] not in ("pro", "con", "prefer") or not applying:
        return None
    if statement["kind"] == "prefer":
        return tuple(map(share, statement.get("grade", ["0%", "100%"])))
    good = "true" if statement["kind"] == "pro" else "false"
    values = [Fraction(truth == good) for truth in applying]
    return min(values), max(values)


def mean(statements):
    """Return the ends of the weighted mean; None of nothing."""
    if not statements:
        return None
    whole = sum(it["weight"] for it in statements)
    return tuple(sum(it["weight"] * value(it)[end] for it in statements) / whole for end in (0, 1))


def means(statements):
    """Return the means with and without each statement that may turn out not to apply."""
    counting = [it for it in statements if value(it)]
    may_go = [it for it in counting if "does not apply" in it["may_be"]]
    for size in range(len(may_go) + 1):
        for gone in combinations(may_go, size):
            yield mean([it for it in counting if not any(it is other for other in gone)])


def rules_out(statement, counter):
    """Return what it may be that a statement rules the offer out: a set of truths."""
    holds = {truth == "true" for truth in statement["may_be"]}
    if statement["kind"] == "dealbreaker":
        return holds
    if statement["kind"] == "leaving":
        return {kind == "true" and not held for kind in counter for held in holds}
    return {False}


def grade(score, case):
    """Return the place of the grade of a score in ORDER."""
    if score is not None and "decline_below" in case and score < share(case["decline_below"]):
        return 0
    reached = score is not None and "accept_at" in case and score >= share(case["accept_at"])
    return 2 if reached else 1


def decide(case):
    """Return what a case expects."""
    found = list(means(case["statements"]))
    known = [ends for ends in found if ends]
    score = [min(low for low, _ in known), max(high for _, high in known)] if known else []
    ruled = [rules_out(it, case.get("counter", ["false"])) for it in case["statements"]]
    grades = [grade(end, case) for ends in found for end in ends or [None]]
    lowest, highest = min(grades), max(grades)
    if any(True in truths for truths in ruled):
        lowest = 0
    if {True} in ruled:
        highest = 0
    possible = ORDER[lowest : highest + 1]
    return {
        "verdict": possible[0] if len(possible) == 1 else "find_out",
        "possible": possible,
        "score": score,
        "may_lack_score": None in found,
    }


def main():
    """Run all cases of a folder, by default of this one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    failed = tried = 0
    for path in sorted(folder.glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            if set(case) - KEYS - EXPECTED:
                sys.exit(f"{path.name}: {case['name']}: unknown keys")
            wanted = {key: case[key] for key in EXPECTED & set(case)}
            if "score" in wanted:
                wanted["score"] = [share(end) for end in wanted["score"]]
            found = decide(case)
            tried += 1
            if any(found[key] != wanted[key] for key in wanted):
                failed += 1
                print(f"{path.name}: {case['name']}: expected {wanted}, got {found}")
    print(f"{tried} cases, {failed} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
