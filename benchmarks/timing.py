"""Times of functions that are compared, and of programs."""

from __future__ import annotations

import gc
import os
import sys
import time
import timeit
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from attrs import frozen

SOURCE = str(Path(__file__).resolve().parents[1] / "src")
Name = TypeVar("Name")


def best(
    functions: Mapping[Name, Callable[[], object]], *, seconds: float = 0.02, rounds: int = 7
) -> dict[Name, float]:
    """Return the least processor time of one call of each function, in seconds.

    They take turns, so that what else the machine does falls on all of them alike.
    """
    timers = {name: timeit.Timer(run, timer=time.process_time) for name, run in functions.items()}
    times: dict[Name, int] = {}
    for name, timer in timers.items():
        timer.timeit(10)  # what is made on first use, or for the first few calls
        times[name] = max(1, int(seconds / max(timer.timeit(3) / 3, 1e-7)))
    found: dict[Name, list[float]] = {name: [] for name in timers}
    gc.collect()
    for _ in range(rounds):
        for name, timer in timers.items():
            found[name].append(timer.timeit(times[name]) / times[name])
    return {name: min(several) for name, several in found.items()}


@frozen
class Ran:
    """What a program used."""

    seconds: float
    """Processor time, its own and the system's for it."""
    megabytes: int
    """The most memory that it had at once."""
    code: int


def ran(arguments: Sequence[str | Path], folder: Path | None = None) -> Ran:
    """Run Python with *arguments*, offerkit found, and return what it used; its output is lost."""
    # As it is where it was installed: compiled once, when it was first imported.
    environment = {**os.environ, "PYTHONPATH": SOURCE, "PYTHONDONTWRITEBYTECODE": ""}
    here = Path.cwd()
    nowhere = os.open(os.devnull, os.O_RDWR)
    if folder is not None:
        os.chdir(folder)
    try:
        command = [sys.executable, *map(str, arguments)]
        actions = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in range(3)]
        child = os.posix_spawn(sys.executable, command, environment, file_actions=actions)
        _, status, used = os.wait4(child, 0)
    finally:
        os.chdir(here)
        os.close(nowhere)
    seconds = used.ru_utime + used.ru_stime
    return Ran(seconds, used.ru_maxrss // 1024, os.waitstatus_to_exitcode(status))
