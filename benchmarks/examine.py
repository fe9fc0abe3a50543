"""How long it takes to examine criteria, a question at a time and all pairs of rules."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle
from random import Random
from typing import Final

from offerkit.advise.examine.analysis import Examination
from offerkit.criteria import Criteria, parse_criteria
from offerkit.model.offer import Offer

_KINDS: Final = ("dealbreaker", "pro", "con", "dealbreaker", "pro", "caution")


def made(rules: int, facts: int) -> str:
    """Return criteria of so many rules over so many facts of one's own, each read by some."""
    chance = Random(1)
    lines = [
        f"fact my.number_{at}: number from 0 to 100" if at % 3 else f"fact my.truth_{at}: yes/no"
        for at in range(facts)
    ]
    atoms = [
        f"my.number_{at} {chance.choice(('<', '>='))} {chance.randrange(5, 96)}"
        if at % 3
        else f"my.truth_{at}"
        for at in range(facts)
    ]
    order = cycle(atoms)
    for number, kind in zip(range(rules), cycle(_KINDS), strict=False):
        at = chance.randrange(1, facts)
        parts = [next(order), next(order), atoms[at], f"my.number_{at - at % 3 + 1} > 50"]
        one, two, three, four = parts
        condition = f"({one} or {two}) and ({three} or not {four})"
        lines.append(f'{kind} "rule {number}" if {condition}')
    return "\n".join([*lines, "accept at 60%", "decline below 30%"])


def questions(criteria: Criteria[Offer]) -> dict[str, Callable[[], object]]:
    """Return each question that can be asked, by its name."""
    examined = Examination(criteria.program)
    conditions = [one for one in examined.statements if one.node >= 0]
    weighed = [one for one in examined.statements if one.weight]
    changed = parse_criteria(criteria.file.span.source.text.replace("> 50", "> 60", 1))
    return {
        "always or never, a rule": lambda: examined.constant(conditions[0]),
        "a rule without effect": lambda: examined.has_no_effect(weighed[0]),
        "dealbreakers together": lambda: examined.excluding(
            [one for one in conditions if one.kind.value == "dealbreaker"]
        ),
        "thresholds out of reach": lambda: [*examined.out_of_reach()],
        "other criteria": lambda: criteria.compare_with(changed),
        "the exact verdict": lambda: criteria.decide(Offer()),
        "all pairs": lambda: [*examined.implied(conditions)],
    }


def main() -> None:
    """Print a line for each question, on 30 rules over 40 facts and 90 rules over 120."""
    for rules, facts in ((30, 40), (90, 120)):
        print(f"{rules} rules over {facts} facts")
        for name, run in questions(parse_criteria(made(rules, facts))).items():
            run()
            times = []
            for _ in range(5):
                begun = time.process_time()
                run()
                times.append(time.process_time() - begun)
            print(f"  {name:<24} {min(times) * 1000:8.2f} ms")


if __name__ == "__main__":
    main()
