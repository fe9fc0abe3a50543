"""Reports in a real browser: they load, ask for nothing, fit, and say the verdict."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from offerkit.cli.app import run
from tests.browser.chromium import Browser, Page

EXAMPLES = Path(__file__).parents[2] / "examples"
ONE = ("half-known.toml",)
SEVERAL = ("half-known.toml", "other-work.toml", "counter-that-cures.toml")


def report(folder: Path, *offers: str) -> str:
    """Write a report with the command, and return its address."""
    page = folder / "page.html"
    files = [str(EXAMPLES / name) for name in ("candidate.criteria", *offers)]
    assert run(["report", *files, "-o", str(page)]) == 0
    return page.as_uri()


def look_at(page: Page, address: str) -> None:
    page.open(address)
    assert page.problems == []
    assert page.requests == [address]
    too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(too_wide) <= 0, "scrolls sideways"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_decision(chromium: Browser, tmp_path: Path, width: int, dark: bool) -> None:
    address = report(tmp_path, *ONE)
    with chromium.page(width=width, dark=dark) as page:
        look_at(page, address)
        assert page.evaluate("document.querySelector('h1 .badge').textContent") == "Find out:"
        said = page.evaluate("document.querySelector('header').innerText")
        assert "How often is my manager around?" in said
        assert page.evaluate("document.title") == "Find out: Riverfront Partners"
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == ("rgb(20, 23, 27)" if dark else "rgb(255, 255, 255)")
        sides = page.evaluate(
            "[...document.querySelectorAll('.sides > div')].map(e => e.getBoundingClientRect().x)"
        )
        assert (len(set(sides)) == 2) == (width > 800), "two columns where there is room"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_comparison(chromium: Browser, tmp_path: Path, width: int) -> None:
    address = report(tmp_path, *SEVERAL)
    with chromium.page(width=width) as page:
        look_at(page, address)
        verdicts = "[...document.querySelectorAll('summary h2 .badge')].map(e => e.textContent)"
        assert page.evaluate(verdicts) == ["Accept:", "Find out:", "Decline:", "Decline:"]
        assert page.evaluate("document.documentElement.scrollHeight") < (
            4_000 if width > 800 else 8_000
        )
        assert page.evaluate("[...document.querySelectorAll('details')].some(e => e.open)") is False
        page.evaluate("document.querySelector('nav a:last-child').click()")
        assert page.evaluate("location.hash") == "#offer-1"


def test_bars_are_as_long_as_what_they_show(chromium: Browser, tmp_path: Path) -> None:
    with chromium.page() as page:
        look_at(page, report(tmp_path, *ONE))
        # The score is 61% to 92%; exactly, 20/33 and more.
        box, lane = (
            page.evaluate(f"document.querySelector('{one}').getBoundingClientRect().toJSON()")
            for one in ("figure .scale .box", "figure .scale")
        )
        assert (box["left"] - lane["left"]) / lane["width"] == pytest.approx(0.61, abs=0.01)
        assert (box["right"] - lane["left"]) / lane["width"] == pytest.approx(0.92, abs=0.01)


def test_a_screen_reader_is_told_the_verdict(chromium: Browser, tmp_path: Path) -> None:
    with chromium.page() as page:
        look_at(page, report(tmp_path, *ONE))
        nodes = page.call("Accessibility.getFullAXTree")["nodes"]
        told = [
            (node["role"]["value"], node.get("name", {}).get("value"))
            for node in nodes
            if not node["ignored"]
        ]
        roles = {role for role, _ in told}
        assert {"banner", "main", "contentinfo", "table", "list"} <= roles
        assert not roles & {"SvgRoot", "graphics-document"}, "drawings are said in words instead"
        headings = [name for role, name in told if role == "heading"]
        assert headings[0].replace(" :", ":") == "Find out: Riverfront Partners"
        assert "What to ask" in headings


def test_it_prints_on_white_paper(chromium: Browser, tmp_path: Path) -> None:
    with chromium.page(dark=True) as page:
        look_at(page, report(tmp_path, *SEVERAL))
        scheme = [{"name": "prefers-color-scheme", "value": "dark"}]
        page.call("Emulation.setEmulatedMedia", media="print", features=scheme)
        colours = page.evaluate(
            "['color', 'backgroundColor'].map(name => getComputedStyle(document.body)[name])"
        )
        assert colours == ["rgb(27, 30, 35)", "rgb(255, 255, 255)"]
        printed = base64.b64decode(page.call("Page.printToPDF")["data"])
        assert printed.startswith(b"%PDF")
        assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 2


def test_nothing_in_a_file_runs(chromium: Browser, tmp_path: Path) -> None:
    attack = "</style></title><script>document.title='taken'</script><img src=x:y onerror=a()>"
    (tmp_path / "my.criteria").write_text(f'dealbreaker "{attack}" if visa.needed\n')
    (tmp_path / "offer.toml").write_text(f'company.name = "{attack}"\nvisa.needed = true\n')
    target = tmp_path / "page.html"
    files = [str(tmp_path / name) for name in ("my.criteria", "offer.toml")]
    assert run(["report", *files, "-o", str(target)]) == 0
    with chromium.page() as page:
        look_at(page, target.as_uri())
        assert page.evaluate("document.title") == f"Decline: {attack}"
        assert page.evaluate("document.scripts.length + document.images.length") == 0


def test_what_a_notebook_shows_keeps_to_itself(chromium: Browser, tmp_path: Path) -> None:
    from tests.golden.test_pages import story

    shown = tmp_path / "notebook.html"
    body = "<h3 id=mine>Mine</h3><table id=table><tr><td>1</td></tr></table>"
    styles = (
        "[...document.querySelectorAll('#mine, #table td')]"
        ".map(element => JSON.stringify({...getComputedStyle(element)}))"
    )
    found = []
    for drawn in ("", story("half-known")._repr_html_()):
        page_text = f"<!DOCTYPE html><meta charset=utf-8><link rel=icon href=data:,>{body}{drawn}"
        shown.write_text(page_text, encoding="utf-8")
        with chromium.page() as page:
            look_at(page, shown.as_uri())
            found.append(page.evaluate(styles))
    assert found[0] == found[1]
