"""``offerkit analyze``, ``diff`` and ``coverage``."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit

OLD = 'dealbreaker "small" if team.size < 3\n'
NEW = 'dealbreaker "small" if team.size < 4\n'


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.criteria").write_text(OLD)
    (tmp_path / "new.criteria").write_text(NEW)
    (tmp_path / "wrong.criteria").write_text("pro if")
    (tmp_path / "both.criteria").write_text(OLD + NEW.replace("small", "smaller"))
    (tmp_path / "a.toml").write_text("team.size = 2\n")
    (tmp_path / "b.toml").write_text("")
    return tmp_path


def test_an_analysis_names_the_place_and_an_offer(files: Path, offerkit: Offerkit) -> None:
    ran = offerkit("analyze", "both.criteria")
    assert 'dealbreaker "small" is never the only reason' in ran.out
    assert "both.criteria:1" in ran.out
    assert "size = 0" in ran.out
    assert ran.code == 0
    assert "Nothing was found" in offerkit("analyze", "old.criteria").out


def test_an_analysis_as_json(files: Path, offerkit: Offerkit) -> None:
    data = json.loads(offerkit("analyze", "both.criteria", "--json").out)
    assert data["format"] == "offerkit/analysis/1"
    [remark] = data["remarks"]
    assert (remark["kind"], remark["subject"]) == ("shadowed", 'dealbreaker "small"')
    assert [fact["fact"] for fact in remark["offer"]] == ["team.size"]


def test_a_difference_shows_an_offer(files: Path, offerkit: Offerkit) -> None:
    ran = offerkit("diff", "old.criteria", "new.criteria")
    assert "stricter" in ran.out
    assert "Consider before, decline now" in ran.out
    assert "size = 3" in ran.out
    assert "laxer" in offerkit("diff", "new.criteria", "old.criteria").out
    assert "alike" in offerkit("diff", "new.criteria", "new.criteria").out
    data = json.loads(offerkit("diff", "old.criteria", "new.criteria", "--json").out)
    assert (data["format"], data["relation"]) == ("offerkit/difference/1", "stricter")


def test_a_file_is_compared_with_what_git_has(files: Path, offerkit: Offerkit) -> None:
    def git(*arguments: str) -> None:
        user = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *user, *arguments], cwd=files, check=True, capture_output=True)

    git("init", "-q")
    git("add", "old.criteria")
    git("commit", "-qm", "criteria")
    assert "alike" in offerkit("diff", "old.criteria", "--git", "HEAD").out
    (files / "old.criteria").write_text(NEW)
    ran = offerkit("diff", "old.criteria", "new.criteria", "--git", "HEAD")
    assert "stricter" in ran.out
    assert "new.criteria: not in HEAD" in ran.out
    assert ran.code == 0
    for revision in ("nowhere", "--help-me"):
        ran = offerkit("diff", "old.criteria", f"--git={revision}")
        assert (ran.code, ran.out) == (2, "")
        assert "git has no revision" in ran.err


def test_git_may_be_missing(
    files: Path, offerkit: Offerkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(files))
    ran = offerkit("diff", "old.criteria", "--git", "HEAD")
    assert (ran.code, ran.err) == (2, "offerkit: git is not installed, or cannot be run.\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("diff", "old.criteria"), 2),
        (("diff",), 2),
        (("diff", "old.criteria", "new.criteria", "both.criteria"), 2),
        (("diff", "old.criteria", "wrong.criteria"), 1),
        (("diff", "old.criteria", "a.toml"), 2),
        (("analyze", "wrong.criteria"), 1),
        (("analyze", "missing.criteria"), 2),
        (("coverage", "old.criteria"), 2),
    ],
)
def test_what_cannot_be_examined(
    files: Path, offerkit: Offerkit, arguments: tuple[str, ...], code: int
) -> None:
    ran = offerkit(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err


def test_what_criteria_said_of_offers(files: Path, offerkit: Offerkit) -> None:
    ran = offerkit("coverage", "old.criteria", "a.toml", "b.toml")
    assert "2 offers: 1 decline and 1 find out." in ran.out
    assert "dealbreaker small: held once, was open once, ruled out 1" in ran.out
    assert "team.size: 1" in ran.out
    data = json.loads(offerkit("coverage", "old.criteria", "a.toml", "--json").out)
    assert (data["format"], data["count"]) == ("offerkit/coverage/1", 1)
