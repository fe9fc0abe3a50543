from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit

MINE = "candidate.criteria"


def test_a_page_that_fits_a_terminal(examples: Path, offerkit: Offerkit) -> None:
    for path in sorted(examples.glob("*.toml")):
        ran = offerkit("answer", MINE, path.name)
        assert (ran.code, ran.err) == (0, ""), path
        assert max(map(len, ran.out.splitlines())) <= 80
        assert ran.out.isascii()
        assert ran.out.startswith("Notes for the call, to ")
        assert "\nLetter\n  Hello,\n" in ran.out


def test_the_letter_alone_is_ready_to_copy(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit(
        "answer", MINE, "absent-manager.toml", "--letter", "--to", "Kim Vo", "--from", "Sam Roe"
    )
    assert ran.out.startswith("Dear Kim Vo,\n\nThank you for the offer to join North Loop Agency,")
    assert ran.out.endswith("With kind regards\nSam Roe\n")
    assert max(map(len, ran.out.splitlines())) <= 72
    assert "rarely be around" not in ran.out


def test_the_notes_alone(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("answer", MINE, "half-known.toml", "--notes")
    assert all(line.startswith(("- ", "  ")) for line in ran.out.splitlines())
    assert "\n  - How often is the manager around?\n" in ran.out


def test_both_without_what_they_rest_on(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("answer", MINE, "half-known.toml", "--notes", "--letter")
    assert "What this rests on" not in ran.out
    assert "\n\nHello,\n" in ran.out


def test_the_reason_is_for_the_author_to_choose(examples: Path, offerkit: Offerkit) -> None:
    label = "My manager would rarely be around"
    ran = offerkit("answer", MINE, "absent-manager.toml", "--reason", label, "--letter")
    assert "decided it for me: The manager would rarely be around." in ran.out
    ran = offerkit("answer", MINE, "absent-manager.toml", "--reason", "none", "--letter")
    assert "decided it" not in ran.out


def test_the_kind_is_for_the_author_to_choose(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("answer", MINE, "half-known.toml", "--for", "accept", "--letter")
    assert "I would like to accept it. Before I do" in " ".join(ran.out.split())


def test_json_is_one_object(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("answer", MINE, "absent-manager.toml", "--json")
    reply = json.loads(ran.out)
    assert reply["format"] == "offerkit/answer/1"
    assert (reply["file"], reply["kind"]) == ("absent-manager.toml", "decline")


def test_ones_own_template(examples: Path, offerkit: Offerkit) -> None:
    (examples / "mine.txt").write_text("No to $offer. $reason\n")
    ran = offerkit("answer", MINE, "absent-manager.toml", "--letter", "--template", "mine.txt")
    assert ran.out == (
        "No to the offer to join North Loop Agency. What decided it for me is the\n"
        "way the role is set up.\n"
    )


def test_a_template_with_a_mistake(examples: Path, offerkit: Offerkit) -> None:
    (examples / "mine.txt").write_text("Hello\n$raeson\n")
    ran = offerkit("answer", MINE, "absent-manager.toml", "--template", "mine.txt")
    assert (ran.code, ran.out) == (1, "")
    assert "error[unknown-placeholder]: unknown placeholder `$raeson`" in ran.err
    assert "--> mine.txt:2:1" in ran.err


def test_a_template_that_is_shown_can_be_used(examples: Path, offerkit: Offerkit) -> None:
    shown = offerkit("answer", "--show-template", "decline")
    assert shown.code == 0
    assert shown.out.startswith("[notes]\n")
    (examples / "mine.txt").write_text(shown.out)
    plain = offerkit("answer", MINE, "absent-manager.toml")
    mine = offerkit("answer", MINE, "absent-manager.toml", "--template", "mine.txt")
    assert mine.out == plain.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give a criteria file and an offer file."),
        ([MINE], "give a criteria file and an offer file."),
        (["--show-template", "declin"], "unknown template `declin`; did you mean `decline`?"),
        (["--show-template", "x"], "the templates are accept, accept-counter, ask,"),
        ([MINE, "half-known.toml", "--for", "decline", "--reason", "Money"], "does not speak"),
        ([MINE, "half-known.toml", "--for", "decline", "--reason", "zz"], "is called `zz`."),
        ([MINE, "absent-manager.toml", "--for", "ask"], "there is nothing to ask: the verdict is"),
        ([MINE, "half-known.toml", "--for", "refuse"], "refuse"),
        ([MINE, "missing.toml"], "cannot read missing.toml"),
        ([MINE, "half-known.toml", "--template", "missing.txt"], "cannot read missing.txt"),
        ([MINE, "-", "--template", "-"], "standard input can be read only once"),
    ],
)
def test_wrong_usage(
    examples: Path, offerkit: Offerkit, arguments: list[str], message: str
) -> None:
    ran = offerkit("answer", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_what_to_do_where_the_verdict_leaves_nothing_to_say(
    folder: Path, offerkit: Offerkit
) -> None:
    (folder / "mine.criteria").write_text("caution if visa.needed\n")
    (folder / "offer.toml").write_text("visa.needed = true\n")
    ran = offerkit("answer", "mine.criteria", "offer.toml")
    assert "Notes for the call, to keep the offer open" in ran.out
    ran = offerkit("answer", "mine.criteria", "offer.toml", "--for", "negotiate")
    assert ran.code == 2
    assert ran.err.startswith("offerkit: none of your negotiable items would be enough")


def test_nothing_in_a_file_acts_on_a_terminal(folder: Path, offerkit: Offerkit) -> None:
    (folder / "mine.criteria").write_text("dealbreaker if visa.needed\n")
    (folder / "offer.toml").write_text('visa.needed = true\ncompany.name = "a\\u001b[2Jb"\n')
    for form in ((), ("--letter",), ("--notes",)):
        ran = offerkit("answer", "mine.criteria", "offer.toml", *form)
        assert "\x1b" not in ran.out
