"""Decide offers again whenever they or the criteria change, until interrupted.

    python watcher.py candidate.criteria half-known.toml small-market.toml

Only verdicts that are others than before are printed.
"""

import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import offerkit


def changed(files: Iterable[str]) -> list[int]:
    """Return when files were changed last; 0 for one that is not there."""
    return [path.stat().st_mtime_ns if path.exists() else 0 for path in map(Path, files)]


def verdicts(criteria: str, offers: list[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what to say of each offer, and the files of the criteria as far as known."""
    try:
        mine = offerkit.load_criteria(criteria)
    except offerkit.CriteriaError as error:
        return {criteria: str(error.diagnostics[0])}, ()
    said = {}
    for path in offers:
        try:
            decision = mine.decide(mine.load_offer(path))
            said[path] = f"{decision.verdict}: {decision.sentence}"
        except (offerkit.OfferError, OSError) as error:
            said[path] = f"not read: {error}"
    return said, mine.files


def watch(criteria: str, offers: list[str], seconds: float = 1) -> None:
    """Print verdicts as they change."""
    before: dict[str, str] = {}
    files = {criteria, *offers}
    while True:
        seen = changed(files)
        said, used = verdicts(criteria, offers)
        if not files.issuperset(used):
            files.update(used)
            seen = changed(files)
        for path, text in said.items():
            if before.get(path) != text:
                print(f"{path}: {text}", flush=True)
        before = said
        while changed(files) == seen:
            time.sleep(seconds)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        watch(sys.argv[1], sys.argv[2:])
