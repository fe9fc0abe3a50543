from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit

GOOD = "dealbreaker if manager.presence < sometimes\n"
UGLY = "dealbreaker   if manager.presence<sometimes # why\n"
NEAT = "dealbreaker if manager.presence < sometimes  # why\n"
BAD = "dealbreaker if manager.presense < sometimes\npro if\n"


def test_criteria_and_offers_are_told_apart(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("check", "candidate.criteria", "half-known.toml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "candidate.criteria: no errors\nhalf-known.toml: no errors\n"


@pytest.mark.parametrize(
    ("text", "good"),
    [
        (GOOD, True),
        (f"\ufeff# a comment\n\n{GOOD}", True),
        ("offer.kind = 'new'\n", True),
        ('[manager]\npresence = "rarely"\n', True),
        ('{"manager": {"presence": "rarely"}}', True),
        ('accept.x = "no such group"\n', False),
        (BAD, False),
        ('[manager]\npresence = "seldom"\n', False),
    ],
)
def test_without_an_extension_the_first_word_tells(
    folder: Path, offerkit: Offerkit, text: str, good: bool
) -> None:
    (folder / "file").write_text(text, encoding="utf-8")
    for ran in (offerkit("check", "file"), offerkit("check", "-", stdin=text)):
        assert ran.code == (0 if good else 1)
        assert ("no errors" in ran.out) is good
        assert ("error[" in ran.err) is not good


def test_every_mistake_of_every_file_is_named(folder: Path, offerkit: Offerkit) -> None:
    (folder / "a.criteria").write_text(BAD)
    (folder / "b.criteria").write_text(GOOD)
    (folder / "c.toml").write_text('[manager]\npresence = "seldom"\n')
    ran = offerkit("check", "b.criteria", "a.criteria", "c.toml")
    assert ran.code == 1
    assert ran.err.count("error[") == 3
    assert "b.criteria: no errors\n" in ran.out
    assert "c.toml: not checked in full" in ran.out
    ran = offerkit("check", "b.criteria", "c.toml")
    assert ran.code == 1
    assert ran.err.count("error[") == 1


def test_facts_that_criteria_declare_are_known_in_offers(folder: Path, offerkit: Offerkit) -> None:
    (folder / "a.criteria").write_text("fact office.dogs: yes/no\npro if office.dogs\n")
    (folder / "o.toml").write_text("[office]\ndogs = true\n")
    assert offerkit("check", "a.criteria", "o.toml").code == 0
    assert offerkit("check", "o.toml").code == 1


def test_formatting_in_place(folder: Path, offerkit: Offerkit) -> None:
    path = folder / "a.criteria"
    path.write_text(UGLY)
    path.chmod(0o640)
    ran = offerkit("format", "a.criteria")
    assert (ran.code, ran.out, ran.err) == (0, "", "a.criteria: formatted\n")
    assert path.read_text() == NEAT
    assert [p.name for p in folder.iterdir()] == ["a.criteria"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    ran = offerkit("format", "a.criteria")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_formatting_follows_a_link(folder: Path, offerkit: Offerkit) -> None:
    (folder / "a.criteria").write_text(UGLY)
    (folder / "link.criteria").symlink_to("a.criteria")
    assert offerkit("format", "link.criteria").code == 0
    assert (folder / "link.criteria").is_symlink()
    assert (folder / "a.criteria").read_text() == NEAT


def test_check_writes_nothing(folder: Path, offerkit: Offerkit) -> None:
    (folder / "a.criteria").write_text(UGLY)
    ran = offerkit("format", "--check", "a.criteria")
    assert (ran.code, ran.err) == (1, "a.criteria: would be formatted\n")
    assert (folder / "a.criteria").read_text() == UGLY
    (folder / "a.criteria").write_text(NEAT)
    ran = offerkit("format", "--check", "a.criteria")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_formatting_standard_input(offerkit: Offerkit) -> None:
    ran = offerkit("format", "-", stdin=UGLY)
    assert (ran.code, ran.out, ran.err) == (0, NEAT, "")


def test_a_file_with_syntax_errors_is_left_alone(folder: Path, offerkit: Offerkit) -> None:
    (folder / "a.criteria").write_text(BAD)
    (folder / "b.criteria").write_text(UGLY)
    ran = offerkit("format", "a.criteria", "b.criteria")
    assert ran.code == 1
    assert "a.criteria:2" in ran.err
    assert (folder / "a.criteria").read_text() == BAD
    assert (folder / "b.criteria").read_text() == NEAT


def test_what_is_formatted_can_be_read_again(folder: Path, offerkit: Offerkit) -> None:
    line = f"pro if {'or '.join(['team.size>1'] * 18)}\n"
    (folder / "a.criteria").write_text(line * (256 * 1024 // len(line)))
    before = (folder / "a.criteria").read_bytes()
    ran = offerkit("format", "a.criteria")
    assert ran.code == 1
    assert "error[file-too-large]: the standard layout of this file takes" in ran.err
    assert (folder / "a.criteria").read_bytes() == before


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="who may do anything is refused nothing"
)
def test_a_folder_that_cannot_be_written_to(folder: Path, offerkit: Offerkit) -> None:
    (folder / "a.criteria").write_text(UGLY)
    folder.chmod(0o500)
    try:
        ran = offerkit("format", "a.criteria")
    finally:
        folder.chmod(0o700)
    assert (ran.code, ran.err) == (2, "offerkit: cannot write a.criteria: permission denied.\n")
    assert (folder / "a.criteria").read_text() == UGLY


@pytest.mark.parametrize("command", ["check", "format"])
def test_files_that_cannot_be_read(folder: Path, offerkit: Offerkit, command: str) -> None:
    (folder / "a.criteria").write_text(UGLY)
    ran = offerkit(command, "a.criteria", "gone.criteria")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "offerkit: cannot read gone.criteria: the file does not exist.\n"
    assert (folder / "a.criteria").read_text() == UGLY


@pytest.mark.parametrize("name", ["candidate.criteria", "salaries.criteria"])
def test_the_examples_are_formatted(examples: Path, offerkit: Offerkit, name: str) -> None:
    assert offerkit("format", "--check", name).code == 0


def test_the_packs_are_formatted(offerkit: Offerkit) -> None:
    from offerkit.packs import pack_names, pack_text

    for name in pack_names():
        text = pack_text(name)
        assert offerkit("format", "-", stdin=text).out == text


def test_the_mistakes_of_offers_are_named_beside_those_of_the_criteria(
    folder: Path, offerkit: Offerkit
) -> None:
    (folder / "a.criteria").write_text("fact office.dogs: yes/no\npro if office.dogs and vacaton\n")
    (folder / "b.toml").write_text(
        'office.dogs = "perhaps"\noffice.cats = true\nsalary = "50k EUR per year"\n'
    )
    for command in ("decide", "check", "explain", "negotiate", "procon", "questions", "answer"):
        ran = offerkit(command, "a.criteria", "b.toml")
        assert ran.code == 1
        assert "unknown name `vacaton`" in ran.err
        assert "expected `yes` or `no`, got the text `perhaps`" in ran.err
        assert "did you mean `pay.base`?" in ran.err
        # Criteria with errors may declare it.
        assert "office.cats" not in ran.err


def test_an_offer_with_facts_of_your_own_is_said_to_need_its_criteria(
    folder: Path, offerkit: Offerkit
) -> None:
    (folder / "a.criteria").write_text("fact office.dogs: yes/no\npro if office.dogs\n")
    (folder / "b.toml").write_text("office.dogs = true\n")
    alone = offerkit("check", "b.toml")
    assert alone.code == 1
    assert "check an offer with facts of your own together with their criteria" in alone.err
    assert offerkit("check", "a.criteria", "b.toml").code == 0


def test_a_price_that_is_refused_is_not_offered(folder: Path, offerkit: Offerkit) -> None:
    (folder / "b.toml").write_text('pay.base = "50k CHF per year"\nequity.kind = "rsu"\n')
    for price, hint in (("5", "`5 CHF`"), ("5 CHFF", "`5 CHF`"), ("5k dollar", "`5000 USD`")):
        ran = offerkit("pay", "b.toml", "--exit-price", price)
        assert ran.code == 2
        assert hint in ran.err
    ran = offerkit("pay", "b.toml", "--exit-price", "-5")
    assert "-5 CHF" not in ran.err
    assert "`5k CHF`" in ran.err
