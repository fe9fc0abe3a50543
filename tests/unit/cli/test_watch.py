from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offerkit.cli import watch
from tests.unit.cli.conftest import Offerkit

Change = Callable[[], object]


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch) -> list[Change]:
    """What happens to the files while the command waits, one after the other; then Ctrl+C."""
    waiting: list[Change] = []

    def wait(seconds: int) -> None:
        if not waiting:
            raise KeyboardInterrupt
        waiting.pop(0)()

    monkeypatch.setattr(watch, "sleep", wait)
    return waiting


def write(name: str, text: str) -> Change:
    return lambda: Path(name).write_text(text, encoding="utf-8")


def verdicts(out: str) -> list[str]:
    return [page.split("  ")[0] for page in out.split("=" * 80 + "\n\n")]


def test_each_change_of_a_file_decides_again(
    folder: Path, offerkit: Offerkit, changes: list[Change]
) -> None:
    for name, text in {
        "my.criteria": 'use "more.criteria"\n',
        "more.criteria": "dealbreaker if visa.needed\n",
        "offer.toml": 'current = "job.toml"\nvisa.needed = true\n',
        "job.toml": "team.size = 3\n",
    }.items():
        write(name, text)()
    changes += [
        lambda: None,  # nothing changes, and nothing is shown
        write("offer.toml", 'current = "job.toml"\nvisa.needed = false'),
        write("more.criteria", "dealbreaker if current.team.size < 5"),
        write("job.toml", "team.size = 10"),
        write("offer.toml", "visa.neded = true"),
        (folder / "offer.toml").unlink,
        write("offer.toml", "current.team.size = 2"),
        write("my.criteria", 'use "later.criteria"'),
        write("later.criteria", "dealbreaker if team.size > 5"),
    ]
    ran = offerkit("watch", "my.criteria", "offer.toml")
    assert ran.code == 0
    shown = [verdict.strip() for verdict in verdicts(ran.out)]
    assert shown == [
        *["DECLINE", "CONSIDER", "DECLINE", "CONSIDER"],
        *["", "", "DECLINE", "", "FIND OUT"],
    ]
    assert "unknown-key" in ran.err
    assert "offer.toml" in ran.err
    assert "use-missing" in ran.err


def test_what_cannot_be_watched_is_refused(folder: Path, offerkit: Offerkit) -> None:
    assert offerkit("watch", "my.criteria", "-").code == 2
    assert offerkit("watch", "missing.criteria", "offer.toml").code == 2
    assert "at least 1" in offerkit("watch", "a.criteria", "b.toml", "--every", "0").err
