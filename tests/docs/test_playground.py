"""What the playground is built from, and what there is to load in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from offerkit.playground import CRITERIA, OFFER, OTHER, judge
from tools import playground

LOCK = json.loads((playground.SOURCES / "package-lock.json").read_text(encoding="utf-8"))
VERDICTS = ["find_out", *["decline"] * 5, "accept"]
"""On the situations of the article, in order."""


def test_the_lock_file_names_each_package_and_no_registry() -> None:
    packages = {name: package for name, package in LOCK["packages"].items() if name}
    assert len(packages) > 20
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert "resolved" not in str(LOCK)
    assert "://" not in str([package.get("version") for package in packages.values()])


def test_every_situation_is_without_mistakes_and_decided() -> None:
    verdicts = []
    for situation in playground.situations():
        said = judge(situation["criteria"], situation["offer"], situation["other"])
        assert said["problems"] == {CRITERIA: [], OFFER: [], OTHER: []}, situation["title"]
        verdicts.append(said["verdict"])
    assert verdicts[: len(VERDICTS)] == VERDICTS


def test_situations_are_told_apart_by_their_titles() -> None:
    titles = [situation["title"] for situation in playground.situations()]
    assert len(set(titles)) == len(titles) > 8
    assert titles[0].startswith("Riverfront Partners: nothing counts against it yet")


def test_editors_know_the_words_of_the_language() -> None:
    words = playground.words()
    assert "dealbreaker" in words["statements"]
    assert "sometimes" in words["levels"]
    assert any(fact["path"] == "manager.presence" for fact in words["facts"])


def test_without_npm_the_page_says_that_it_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert playground.build(tmp_path / "site") is False
    (file,) = (tmp_path / "site" / "assets" / "playground").iterdir()
    assert "left out" in file.read_text(encoding="utf-8")


def test_a_program_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho no such package >&2\nexit 3\n", encoding="utf-8")
    npm.chmod(0o755)
    sources = tmp_path / "playground"
    sources.mkdir()
    (sources / "package-lock.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(playground, "SOURCES", sources)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(playground.BuildError, match="npm ended with exit code 3: no such package"):
        playground.build(tmp_path / "site")
