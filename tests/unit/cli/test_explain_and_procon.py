from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit

FILES = ("candidate.criteria", "absent-manager.toml")


@pytest.mark.parametrize("command", [("explain",), ("procon",), ("procon", "--cancel")])
def test_every_example_is_shown(
    examples: Path, offerkit: Offerkit, command: tuple[str, ...]
) -> None:
    for path in sorted(examples.glob("*.toml")):
        name, *options = command
        ran = offerkit(name, "candidate.criteria", path.name, *options)
        assert (ran.code, ran.err) == (0, "")
        assert max(map(len, ran.out.splitlines())) <= 80
        assert ran.out.isascii()


def test_explain_says_why_first(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("explain", *FILES)
    title, _, *sentence = ran.out.splitlines()[:4]
    assert title == "Why: North Loop Agency (absent-manager.toml)"
    assert " ".join(sentence) == (
        "Decline: My manager would rarely be around (manager.presence is rarely, second "
        "interview, 2026-11-02)."
    )


def test_explain_some_statements(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("explain", *FILES, "MONEY", "pays the")
    assert ran.code == 0
    assert "Pays the rent" in ran.out
    assert "Preference: met by 50% (weight 2)." in ran.out
    assert "A mentor" not in ran.out


def test_explain_a_statement_that_is_not_there(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("explain", *FILES, "Pays the tent")
    assert (ran.code, ran.out) == (2, "")
    assert "no statement has the label `Pays the tent`; did you mean `Pays the rent`?" in ran.err


def test_explain_as_markdown(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("explain", *FILES, "--format", "markdown")
    assert ran.out.startswith("# Why: North Loop Agency (absent-manager.toml)\n\nDecline: ")
    assert "\n- if manager.presence \\< sometimes: true\n  - manager.presence: rarely" in ran.out


def test_explain_as_json(examples: Path, offerkit: Offerkit) -> None:
    data = json.loads(offerkit("explain", *FILES, "--format", "json").out)
    assert (data["format"], data["file"]) == ("offerkit/explain/1", "absent-manager.toml")
    assert data["criteria"] == "candidate.criteria"
    step = data["statements"][0]["step"]
    assert (step["operation"], step["truth"]) == ("if", "true")
    assert step["parts"][0]["parts"][0]["reading"]["source"] == "second interview, 2026-11-02"


def test_procon_as_json(examples: Path, offerkit: Offerkit) -> None:
    data = json.loads(offerkit("procon", *FILES, "--json").out)
    assert (data["format"], data["file"]) == ("offerkit/procon/1", "absent-manager.toml")
    assert data["cancelled"] is None
    assert data["ruled_out"] == ["My manager would rarely be around"]
    cancelled = json.loads(offerkit("procon", *FILES, "--cancel", "--json").out)["cancelled"]
    assert len(cancelled["strikes"]) == 1
    assert cancelled["cons"] == []


@pytest.mark.parametrize("command", ["explain", "procon"])
def test_errors_in_files(folder: Path, offerkit: Offerkit, command: str) -> None:
    (folder / "good.criteria").write_text("pro if visa.needed\n")
    (folder / "bad.criteria").write_text("pro if a.b\n")
    (folder / "good.toml").write_text("visa.needed = true\n")
    (folder / "bad.toml").write_text('pay.base = "60k"\n')
    for files in (("bad.criteria", "good.toml"), ("good.criteria", "bad.toml")):
        ran = offerkit(command, *files)
        assert (ran.code, ran.out) == (1, "")
        assert "error[" in ran.err
    for files in (("good.criteria", "no.toml"), ("-", "-")):
        assert offerkit(command, *files).code == 2


@pytest.mark.parametrize("command", ["explain", "procon"])
def test_standard_input(folder: Path, offerkit: Offerkit, command: str) -> None:
    (folder / "my.criteria").write_text('pro "Hostile" if visa.needed\n')
    offer = 'visa.needed = true\ncompany.name = "a\\u001b[2Jb"\n'
    ran = offerkit(command, "my.criteria", "-", stdin=offer)
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "a\\u{1b}[2Jb (<stdin>)" in ran.out
