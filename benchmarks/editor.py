"""How long an editor waits right after an edit, in criteria of 500 lines: processor time."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from statistics import median
from typing import Final

from offerkit.editing.criteria_text import (
    after_edit,
    format_text,
    outline_criteria,
    read_criteria_text,
)
from offerkit.editing.criteria_words import complete_criteria, hover_criteria
from offerkit.editing.names import definitions, references
from offerkit.editing.project import Workspace

_LINES: Final = (
    'dealbreaker "too little {n}" if pay.base < floor - {n} USD per year',
    'pro "well led {n}" if leave.days > {n} and manager.presence >= sometimes weight 2',
    'con "far {n}" if commute.time > {n} min or team.mood < fine',
    "let total_{n} = pay.base * 1.{n} + pay.bonus",
    'prefer "pay {n}" pay.base from floor to 99k USD per year',
)
_PATH: Final = "/nowhere/long.criteria"


def made(lines: int) -> str:
    """Return criteria of so many lines."""
    first = "scale mood: awful < fine < good\nfact team.mood: mood\nlet floor = 50k USD per year\n"
    rest = (_LINES[n % len(_LINES)].format(n=n) for n in range(3, lines))
    return first + "\n".join(rest) + "\n"


def answers(text: str) -> dict[str, Callable[[str, int], object]]:
    """Return what is asked, given the text after an edit and the place of the edit."""
    workspace = Workspace({_PATH: text})
    known = read_criteria_text(workspace, _PATH)
    schema, scales = known.names.schema, known.names.scales

    def with_text(ask: Callable[[str, int], object]) -> Callable[[str, int], object]:
        def asked(edited: str, at: int) -> object:
            workspace.open[_PATH] = edited
            return ask(edited, at)

        return asked

    found: dict[str, Callable[[str, int], object]] = {
        "mistakes, of the edit": lambda edited, _: after_edit(known, edited),
        "completion": lambda edited, at: complete_criteria(
            workspace, _PATH, edited, schema, scales, at
        ),
        "hover": lambda edited, at: hover_criteria(
            workspace, _PATH, edited, schema, scales, at, []
        ),
        "definition": lambda edited, _: definitions(workspace, _PATH, edited.index("floor -")),
        "references": lambda edited, _: references(workspace, _PATH, edited.index("floor -")),
        "outline (aside)": lambda edited, _: outline_criteria(_PATH, edited),
        "layout (aside)": lambda edited, _: format_text(_PATH, edited),
        "mistakes, of all (aside)": lambda *_: read_criteria_text(workspace, _PATH),
    }
    return {name: with_text(ask) for name, ask in found.items()}


def main() -> None:
    """Print the median and the longest time of each answer."""
    text = made(500)
    numbers = count(1)
    print("Milliseconds of an answer after an edit, 500 lines       median  longest")
    for name, ask in answers(text).items():
        times = []
        for number in range(7):
            # Each edit is another one, so that nothing is remembered.
            words = f"leave.days > {21 + 25 * number} "
            edited = text.replace(words, f"leave.days > {next(numbers)}{number} ", 1)
            at = edited.index("leave.days", len(edited) // 9 * number) + 6
            start = time.process_time()
            ask(edited, at)
            times.append((time.process_time() - start) * 1_000)
        print(f"  {name:<54} {median(times):>6.0f} {max(times):>8.0f}")


if __name__ == "__main__":
    main()
