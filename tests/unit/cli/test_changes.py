"""``offerkit changes``."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit

SHARED = 'let floor: pay\ndealbreaker "Pays too little" if pay.base < floor\n'
MINE = 'use "shared.criteria"\nlet floor = 60k USD per year\npro "Near" if commute.time < 45 min\n'
OFFER = 'offer.received = 2026-11-12\npay.base = "58k USD per year"\ncommute.time = "30 min"\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a repository, whose one revision is of 1 November 2026."""
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("shared.criteria", SHARED),
        ("my.criteria", MINE),
        ("offer.toml", OFFER),
        ("offerkit.toml", ""),
    ):
        (tmp_path / name).write_text(text)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2026-11-01T10:00:00")
    who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.com")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "first")):
        subprocess.run(["git", *command], check=True)
    return tmp_path


def test_the_line_that_makes_the_difference(project: Path, offerkit: Offerkit) -> None:
    (project / "new.criteria").write_text(MINE.replace("60k", "55k"))
    ran = offerkit("changes", "my.criteria", "new.criteria", "offer.toml")
    assert "offer.toml: decline before, consider now." in ran.out
    assert "dealbreaker: Pays too little was changed" in ran.out
    assert "let floor: 60k USD per year before, 55k USD per year now" in ran.out
    assert "new.criteria:2" in ran.out
    same = offerkit("changes", "my.criteria", "my.criteria", "offer.toml")
    assert "decided as before" in same.out
    assert "Pays" not in same.out


def test_only_lines_that_bear_on_the_verdict(project: Path, offerkit: Offerkit) -> None:
    (project / "a.criteria").write_text('pro "A" if commute.time < 45 min\naccept at 50%\n')
    text = 'pro "A" if commute.time < 45 min\ncon "B" if pay.base > 1 USD per year weight 3\n'
    (project / "b.criteria").write_text(f'{text}pro "C" if commute.time < 40 min\naccept at 50%\n')
    ran = offerkit("changes", "a.criteria", "b.criteria", "offer.toml")
    assert "accept before, consider now" in ran.out
    assert "con: B is new" in ran.out
    assert "pro: C" not in ran.out


def test_thresholds(project: Path, offerkit: Offerkit) -> None:
    text = 'pro "A" if commute.time < 45 min\npro "B" if pay.base > 1M USD per year\n'
    (project / "a.criteria").write_text(f"{text}accept at 50%\n")
    (project / "b.criteria").write_text(f"{text}accept at 60%\n")
    ran = offerkit("changes", "a.criteria", "b.criteria", "offer.toml")
    assert "accept at: 50% before, 60% now" in ran.out


def test_an_edit_of_a_file_that_others_use(project: Path, offerkit: Offerkit) -> None:
    (project / "sub").mkdir()
    (project / "sub" / "other.criteria").write_text(
        'use "../shared.criteria"\nlet floor = 1 USD per year\n'
    )
    more = SHARED.replace("floor\n", "floor or commute.time > 20 min\n")
    (project / "shared.criteria").write_text(more)
    ran = offerkit("changes", "shared.criteria", "offer.toml", "--git", "HEAD")
    assert "It is decided as before." in ran.out  # by my.criteria, which declined already
    (project / "before.criteria").write_text(SHARED)
    ran = offerkit("changes", "before.criteria", "shared.criteria", "offer.toml")
    assert "other.criteria\n\noffer.toml: consider before, decline now." in ran.out
    assert ran.code == 0


def test_criteria_that_were_changed_after_the_offer_came(project: Path, offerkit: Offerkit) -> None:
    (project / "my.criteria").write_text(MINE.replace("60k", "55k"))
    ran = offerkit("changes", "my.criteria", "offer.toml", "--since", "offer.received", "--json")
    (change,) = json.loads(ran.out)["changes"]
    assert (change["since"], change["is_changed"]) == ("2026-11-12", True)
    ran = offerkit("changes", "my.criteria", "offer.toml", "--since", "offer.received")
    assert "decline as your criteria were before 2026-11-12, consider as they" in ran.out
    early = offerkit("changes", "my.criteria", "offer.toml", "--since", "2026-10-01")
    assert "git has nothing from before 2026-10-01" in early.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("my.criteria", "offer.toml"), "give two criteria files"),
        (("my.criteria", "shared.criteria"), "give an offer file"),
        (("my.criteria", "offer.toml", "--git", "nowhere"), "git has no revision nowhere"),
        (("my.criteria", "offer.toml", "--git", "HEAD", "--since", "2026-01-01"), "not both"),
        (("my.criteria", "plain.toml", "--since", "offer.received"), "does not state"),
    ],
)
def test_wrong_usage(
    project: Path, offerkit: Offerkit, arguments: tuple[str, ...], message: str
) -> None:
    (project / "plain.toml").write_text("team.size = 3\n")
    ran = offerkit("changes", *arguments)
    assert ran.code == 2
    assert message in ran.err


def test_what_cannot_be_read_beside_them_is_no_part_of_an_edit(
    project: Path, offerkit: Offerkit
) -> None:
    (project / "gone.criteria").symlink_to("nowhere")
    (project / "folder.criteria").mkdir()
    (project / "shared.criteria").write_text(SHARED.replace("floor\n", "1k USD per year\n"))
    ran = offerkit("changes", "shared.criteria", "offer.toml", "--git", "HEAD")
    assert (ran.code, ran.err) == (0, "")
    assert "decline before, consider now" in ran.out


def test_as_markdown(project: Path, offerkit: Offerkit) -> None:
    (project / "new.criteria").write_text(
        MINE.replace("60k", "55k") + 'con "<b>*far*" if commute.time > 10 min\n'
    )
    ran = offerkit("changes", "my.criteria", "new.criteria", "offer.toml", "--format", "markdown")
    assert ran.out.startswith("### new.criteria\n\noffer.toml: decline before, consider now.\n\n- ")
    assert "- let floor: 60k USD per year before, 55k USD per year now `new.criteria:2`" in ran.out
    (project / "last.criteria").write_text('dealbreaker "<b>*far*" if commute.time > 10 min\n')
    ran = offerkit("changes", "my.criteria", "last.criteria", "offer.toml", "--format=markdown")
    assert "\\<b>\\*far\\*" not in ran.out  # both decline
    ran = offerkit("changes", "new.criteria", "last.criteria", "offer.toml", "--format=markdown")
    assert "- dealbreaker: \\<b>\\*far\\* is new `last.criteria:1`" in ran.out
    same = offerkit("changes", "my.criteria", "my.criteria", "offer.toml", "--format=markdown")
    assert same.out == "### my.criteria\n\nIt is decided as before.\n"


def test_each_of_several_files_is_shown_once(project: Path, offerkit: Offerkit) -> None:
    (project / "my.criteria").write_text(MINE.replace("60k", "55k"))
    named = ("my.criteria", "shared.criteria", "offer.toml")
    ran = offerkit("changes", *named, "--git", "HEAD", "--json")
    assert (ran.code, ran.err) == (0, "")
    [change] = json.loads(ran.out)["changes"]
    assert (change["criteria"], change["is_changed"]) == ("my.criteria", True)
    (project / "shared.criteria").write_text(SHARED.replace("floor\n", "flour\n"))
    assert offerkit("changes", *named, "--git", "HEAD").code == 1


def test_files_that_are_too_many_to_look_at_are_named(
    project: Path, offerkit: Offerkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offerkit.cli.changes._MOST_FILES", 1)
    ran = offerkit("changes", "shared.criteria", "offer.toml", "--git", "HEAD")
    assert "were looked for in the first 1 of the 2 criteria files" in ran.err
