"""The built site, by either builder, has what the pages and the plugins should have made of it.

Zensical passes over what it does not know without a word, so its site is looked into as well.
"""

import html
import json
import re
import struct
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import pytest

from offerkit.model.schema import schema_of
from tests.docs.building import build_with_zensical, shared_site
from tests.docs.running import ROOT
from tools import site as made
from tools.reference import documented
from tools.site import public_names

PAGES = sorted(
    path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").glob("**/*.md")
)


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "mkdocs":
        return shared_site(tmp_path_factory)
    return build_with_zensical(tmp_path_factory.mktemp("zensical"))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that mkdocs builds: the other builder runs no hooks."""
    return shared_site(tmp_path_factory)


def page(site: Path, name: str) -> str:
    """What the page made from ``docs/<name>.md`` holds."""
    folder = site if name == "index" else site / name.removesuffix("/index")
    return (folder / "index.html").read_text(encoding="utf-8")


def text_of(source: str) -> str:
    """The text of a page, without its tags, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", source)).split())


class Links(HTMLParser):
    """The addresses on a page, and the places on it that one can link to."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors.update(filter(None, (values.get("id"), values.get("name"))))
        for key in ("href", "src"):
            if values.get("rel") == "canonical":
                continue  # where the page is, which nothing asks for
            if address := values.get(key):
                (self.targets if tag == "a" else self.loaded).append(address)


def test_every_page_is_there(site: Path) -> None:
    for name in PAGES:
        assert page(site, name.removesuffix(".md"))


def test_links_lead_somewhere(site: Path) -> None:
    pages = {path: Links(path.read_text("utf-8")) for path in site.glob("*/**/index.html")}
    pages[site / "index.html"] = Links(page(site, "index"))
    for path, links in pages.items():
        for address in (*links.targets, *links.loaded):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path}: {address}"
            if parts.fragment and target in pages:
                anchor = unquote(parts.fragment)
                assert anchor in pages[target].anchors or anchor == "__top", f"{path}: {address}"


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in site.glob("**/*.html"):
        loaded = Links(path.read_text("utf-8")).loaded
        assert [address for address in loaded if urlsplit(address).netloc] == [], path
    for path in site.glob("**/*.css"):
        assert not re.search(r"url\([\"']?(https?:)?//", path.read_text("utf-8")), path


def test_criteria_are_highlighted(site: Path) -> None:
    source = page(site, "language")
    assert 'class="language-criteria highlight"' in source
    assert '<span class="na">manager.presence</span>' in source
    assert '<span class="k">dealbreaker</span>' in source
    assert 'class="language-criteria-error highlight"' in page(site, "diagnostics/unknown-fact")


def test_the_definition_of_the_language_is_whole(site: Path) -> None:
    shown = text_of(page(site, "language"))
    definition = (ROOT / "grammar" / "README.md").read_text(encoding="utf-8")
    outside = re.sub(r"```.*?```", "", definition, flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", outside, re.MULTILINE)
    assert len(headings) > 40
    assert [heading for heading in headings if heading.replace("`", "") not in shown] == []


def reference(site: Path) -> dict[str, str]:
    """What the pages of the Python API hold, by their names."""
    pages = (site / "reference" / "api").glob("*/index.html")
    return {path.parent.name: path.read_text("utf-8") for path in pages}


def test_every_public_name_is_documented(site: Path) -> None:
    anchors = {name: Links(source).anchors for name, source in reference(site).items()}
    assert [name for name, page in documented().items() if name not in anchors[page]] == []
    assert set(public_names()) <= set(documented())
    index = Links(page(site, "reference/api")).targets
    assert [name for name, page in documented().items() if f"{page}/#{name}" not in index] == []


def test_fields_are_in_tables_and_rules_are_links(site: Path) -> None:
    source = "".join(reference(site).values())
    shown = text_of(source)
    for text in (
        "Verdicts still possible, low to high",  # a field of an attrs class
        "More than one of the others is still possible.",  # a member of an enum
        "CriteriaError the text has errors",  # what a function raises
    ):
        assert text in shown
    assert '<a href="../../../language/#verdicts">' in source
    assert "grammar/README.md" not in shown


def test_no_page_of_the_reference_is_large_or_has_an_empty_cell(shared: Path) -> None:
    pages = reference(shared)
    assert len(pages) > 20
    sizes = {
        path.parent.relative_to(shared).as_posix(): path.stat().st_size
        for path in (shared / "reference").glob("**/index.html")
    }
    assert len(sizes) > 60
    assert {name: size for name, size in sizes.items() if size > 100_000} == {}
    empty = re.compile(r"<td>\s*(?:<div[^>]*>\s*</div>)?\s*</td>")
    assert [name for name, text in pages.items() if empty.search(text)] == []


def test_signatures_link_every_type_and_name_nothing_internal(shared: Path) -> None:
    own = {member.partition("(")[0] for name in documented() for member in (name, name + ".")}
    for name, source in reference(shared).items():
        unlinked = set(re.findall(r'<span title="([^"]+)">', source))
        assert {x for x in unlinked if not x.startswith(tuple(own))} == set(), name


def test_every_fact_is_in_the_vocabulary(site: Path) -> None:
    source = page(site, "reference/facts")
    for info in schema_of().facts.values():
        assert f"<td><code>{info.path}</code></td>" in source
        assert html.escape(info.question, quote=False) in source


def test_every_diagnostic_is_in_the_list(site: Path) -> None:
    targets = Links(page(site, "diagnostics")).targets
    codes = [path.stem for path in (ROOT / "docs" / "diagnostics").glob("*.md")]
    assert [code for code in codes if code != "index" and f"{code}/" not in targets] == []


def test_what_a_program_reads_is_there(site: Path) -> None:
    assert (site / "llms.txt").read_text(encoding="utf-8") == made.llms_txt()
    for address in re.findall(r"\]\(([^)]+)\)", made.llms_txt()):
        assert (site / address / "index.html").is_file(), address


def test_search_knows_the_pages(site: Path) -> None:
    (index,) = (*site.glob("search.json"), *site.glob("search/search_index.json"))
    text = index.read_text(encoding="utf-8")
    assert json.loads(text)
    for words in ("manager.mentoring", "unterminated-text", "Kleene", "Should you turn it down"):
        assert words in text, words


def head_of(source: str) -> dict[str, str]:
    """What a page says of itself to search engines and to those it is shared with."""
    found = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', source))
    canonical = re.search(r'<link rel="canonical" href="([^"]+)"', source)
    return {**found, "canonical": canonical[1] if canonical else ""}


def test_every_page_says_where_it_is_and_what_it_is_about(shared: Path) -> None:
    home = made.settings()["site_url"]
    heads = {
        path.parent.relative_to(shared).as_posix(): head_of(path.read_text("utf-8"))
        for path in shared.glob("**/index.html")
    }
    assert len(heads) > 150
    for name, head in heads.items():
        assert head["canonical"] == (home if name == "." else f"{home}{name}/")
        assert head["og:url"] == head["canonical"]
        assert head["og:title"], name
        assert 10 < len(head["description"]) < 250, (name, head["description"])
        assert head["og:description"] == head["description"]
        assert head["og:image"].startswith(f"{home}assets/cards/")
        drawn = (shared / head["og:image"].removeprefix(home)).read_bytes()
        assert (drawn[:8], drawn[16:24]) == (b"\x89PNG\r\n\x1a\n", struct.pack(">II", 1200, 630))
    said = Counter(head["description"] for head in heads.values())
    assert {text: count for text, count in said.items() if count > 1} == {}
    sitemap = (shared / "sitemap.xml").read_text(encoding="utf-8")
    listed = re.findall(r"<loc>(.*)</loc>", sitemap)
    assert sorted(listed) == sorted(head["canonical"] for head in heads.values())


def test_every_page_leads_to_its_source(shared: Path) -> None:
    sources = made.settings()["repo_url"]
    source = page(shared, "how-to/editor")
    for action in ("edit", "raw"):
        assert f'href="{sources}/{action}/main/docs/how-to/editor.md"' in source
    assert 'data-md-component="source"' not in source, "it would ask the host for its stars"


def test_versions_are_offered_where_mike_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    config = SimpleNamespace(extra={})
    made.on_config(config)
    assert config.extra == {}
    monkeypatch.setenv("MIKE_DOCS_VERSION", '{"version": "0.1"}')
    made.on_config(config)
    assert config.extra == {"version": {"provider": "mike"}}
