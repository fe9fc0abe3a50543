from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.strategies.html import read
from tests.unit.cli.conftest import Offerkit

CRITERIA = "candidate.criteria"
ONE = "half-known.toml"
SEVERAL = (ONE, "absent-manager.toml", "counter-that-cures.toml")


def headings(page: str, name: str = "h1") -> list[str]:
    return [each.text for each in read(page).all(name)]


def test_a_page_of_one_offer(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("report", CRITERIA, ONE, "-o", "page.html")
    assert (ran.code, ran.out, ran.err) == (0, "Wrote page.html.\n", "")
    page = Path("page.html").read_text(encoding="utf-8")
    assert headings(page) == ["Find out: Riverfront Partners"]
    assert ONE in page


def test_a_page_of_several_offers_and_staying(examples: Path, offerkit: Offerkit) -> None:
    assert offerkit("report", CRITERIA, *SEVERAL, "-o", "page.html").code == 0
    page = Path("page.html").read_text(encoding="utf-8")
    assert headings(page) == ["3 offers and staying compared"]
    page = offerkit("report", CRITERIA, *SEVERAL, "--no-staying").out
    assert headings(page) == ["3 offers compared"]


def test_one_offer_beside_staying(examples: Path, offerkit: Offerkit) -> None:
    page = offerkit("report", CRITERIA, SEVERAL[2]).out
    assert headings(page) == ["Accept: Present & Co"]
    page = offerkit("report", CRITERIA, SEVERAL[2], "--staying").out
    assert headings(page) == ["1 offer and staying compared"]
    ran = offerkit("report", CRITERIA, ONE, "--staying")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "offerkit: --staying: no offer describes the current job.\n"


@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_it_is_printed_in_ascii(
    examples: Path, offerkit: Offerkit, output: tuple[str, ...]
) -> None:
    Path("my.toml").write_text('company.name = "日本"\n', encoding="utf-8")
    ran = offerkit("report", CRITERIA, "my.toml", *output)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.isascii()
    assert headings(ran.out) == ["Find out: 日本"]


def test_nothing_is_overwritten_unless_asked_to(examples: Path, offerkit: Offerkit) -> None:
    Path("page.html").write_text("mine")
    ran = offerkit("report", CRITERIA, ONE, "-o", "page.html")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "offerkit: page.html already exists; use --force to overwrite it.\n"
    assert Path("page.html").read_text() == "mine"
    assert offerkit("report", CRITERIA, ONE, "-o", "page.html", "--force").code == 0
    assert headings(Path("page.html").read_text("utf-8")) == ["Find out: Riverfront Partners"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_to_nothing_is_not_followed(examples: Path, offerkit: Offerkit) -> None:
    Path("page.html").symlink_to("elsewhere.html")
    assert offerkit("report", CRITERIA, ONE, "-o", "page.html").code == 1
    assert not Path("elsewhere.html").exists()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no full device")
@pytest.mark.parametrize("through_a_link", [False, True])
def test_a_device_is_never_replaced(
    examples: Path, offerkit: Offerkit, through_a_link: bool
) -> None:
    output = "page.html" if through_a_link else "/dev/full"
    if through_a_link:
        Path(output).symlink_to("/dev/full")
    ran = offerkit("report", CRITERIA, ONE, "-o", output, "--force")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"offerkit: cannot write {output}: No space left on device.\n"
    assert Path("/dev/full").is_char_device()
    assert offerkit("report", CRITERIA, ONE, "-o", "/dev/null", "--force").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes among its files")
def test_a_pipe_is_never_replaced(examples: Path, offerkit: Offerkit) -> None:
    os.mkfifo("page.html")
    ran = offerkit("report", CRITERIA, ONE, "-o", "page.html", "--force")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "offerkit: cannot write page.html: nothing reads from it.\n"
    assert Path("page.html").is_fifo()


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("target", [ONE, CRITERIA, f"./{ONE}"])
def test_what_is_read_is_never_overwritten(
    examples: Path, offerkit: Offerkit, target: str, force: tuple[str, ...]
) -> None:
    before = Path(target).read_bytes()
    ran = offerkit("report", CRITERIA, ONE, "-o", target, *force)
    assert (ran.code, ran.out) == (2, "")
    assert "is an input file: choose another file to write to." in ran.err
    assert Path(target).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((ONE, "-o", "nowhere/page.html"), "cannot write nowhere/page.html: the folder does not e"),
        ((ONE, "-o", "."), "cannot write .: it is a folder."),
        ((ONE, "-o", ".", "--force"), "cannot write .: it is a folder."),
        (("nowhere.toml",), "cannot read nowhere.toml: the file does not exist."),
        ((ONE, ONE), 'offers: 2 are called "half-known.toml".'),
        (("-", "-"), "standard input can be read only once"),
    ],
)
def test_wrong_usage(
    examples: Path, offerkit: Offerkit, arguments: tuple[str, ...], message: str
) -> None:
    ran = offerkit("report", CRITERIA, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_with_errors_in_files_nothing_is_written(examples: Path, offerkit: Offerkit) -> None:
    Path("bad.toml").write_text('pay.base = "60k"\n')
    Path("bad.criteria").write_text("pro if a.b\n")
    for criteria, offers in ((CRITERIA, (ONE, "bad.toml")), ("bad.criteria", (ONE,))):
        ran = offerkit("report", criteria, *offers, "-o", "page.html")
        assert (ran.code, ran.out) == (1, "")
        assert "error[" in ran.err
        assert not Path("page.html").exists()


def test_the_help_fits_a_terminal(folder: Path, offerkit: Offerkit) -> None:
    out = offerkit("report", "--help").out
    assert max(map(len, out.splitlines())) <= 80
    assert re.search(r"^  --staying, --no-staying\n +Include staying", out, re.MULTILINE)


class TestSeveralCriteria:
    @pytest.fixture(autouse=True)
    def _files(self, folder: Path) -> None:
        for name, least in (("kim", 50), ("sam", 70)):
            (folder / f"{name}.criteria").write_text(
                f"dealbreaker if pay.base < {least}k USD per year"
            )
        (folder / "offer.toml").write_text('pay.base = "60k USD per year"')
        (folder / "other.toml").write_text('pay.base = "80k USD per year"')

    def test_each_gets_a_page(self, folder: Path, offerkit: Offerkit) -> None:
        names = ("kim.criteria", "sam.criteria", "offer.toml")
        ran = offerkit("report", *names, "-o", "pages", "--name", "A coach")
        assert (ran.code, ran.err) == (0, "")
        pages = {path.name: path.read_text("utf-8") for path in (folder / "pages").iterdir()}
        assert set(pages) == {"kim.html", "sam.html"}
        assert "Decline" not in pages["kim.html"]
        assert "Decline" in pages["sam.html"]
        assert offerkit("report", *names, "-o", "pages").code == 1, "the pages are there"
        (folder / "pages" / "kim.html").unlink()
        assert offerkit("report", *names, "-o", "pages").code == 1, "one of them is"
        assert not (folder / "pages" / "kim.html").exists()
        assert offerkit("report", *names, "other.toml", "-o", "pages", "--force").code == 0
        assert "other" in (folder / "pages" / "kim.html").read_text("utf-8")

    def test_of_one_name_in_two_folders(self, folder: Path, offerkit: Offerkit) -> None:
        for place in ("a", "b"):
            (folder / place).mkdir()
            (folder / place / "kim.criteria").write_text("pro if team.size > 3")
        ran = offerkit("report", "a/kim.criteria", "b/kim.criteria", "offer.toml", "-o", "pages")
        assert ran.code == 0
        assert {path.name for path in (folder / "pages").iterdir()} == {"a-kim.html", "b-kim.html"}

    def test_they_need_a_folder(self, folder: Path, offerkit: Offerkit) -> None:
        names = ("kim.criteria", "sam.criteria", "offer.toml")
        ran = offerkit("report", *names)
        assert ran.code == 2
        assert "give a folder for them with --output" in ran.err
        ran = offerkit("report", *names, "-o", "offer.toml")
        assert ran.code == 2
        assert "offer.toml" in ran.err
        assert (folder / "offer.toml").read_text() == 'pay.base = "60k USD per year"'

    def test_criteria_with_errors_are_left_out(self, folder: Path, offerkit: Offerkit) -> None:
        (folder / "sam.criteria").write_text("dealbreaker if")
        ran = offerkit("report", "kim.criteria", "sam.criteria", "offer.toml", "-o", "pages")
        assert ran.code == 1
        assert [path.name for path in (folder / "pages").iterdir()] == ["kim.html"]
