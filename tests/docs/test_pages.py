"""What the documentation must have: a page for each diagnostic, an entry for each public name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import offerkit
from offerkit.cli.app import COMMANDS
from offerkit.model.schema import schema_of
from offerkit.schemas import RESULTS, diagnostic_schema, result_schema
from tests.docs.fences import fences
from tests.docs.running import ROOT
from tools import site
from tools.result_keys import PARTS, json_pages
from tools.site import public_names

DOCS = ROOT / "docs"
CODE = re.compile(r"[a-z]+[0-9]*(?:-[a-z0-9]+)+")


def _codes() -> Iterator[str]:
    """Yield every diagnostic code: in the modules that word them, no other text looks like one."""
    package = ROOT / "src" / "offerkit"
    wording = (*package.glob("**/*problems.py"), *package.glob("**/problems/*.py"))
    for path in (*wording, package / "amounts.py", package / "expectations.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and CODE.fullmatch(str(node.value)):
                yield str(node.value)


CODES = sorted(set(_codes()) - {"utf-8"})
DIAGNOSTIC_PAGES = sorted(p.stem for p in (DOCS / "diagnostics").glob("*.md") if p.stem != "index")


def test_the_properties_that_the_evidence_names_are_there() -> None:
    page = (DOCS / "explanation" / "evidence.md").read_text(encoding="utf-8")
    named = re.findall(r"`(test_\w+\.py)::(\w+)`", page)
    assert len(named) > 20
    for file, name in named:
        code = (ROOT / "tests" / "property" / file).read_text(encoding="utf-8")
        assert f"def {name}(" in code, f"{file}::{name}"


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert len(CODES) > 50
    assert DIAGNOSTIC_PAGES == CODES


@pytest.mark.parametrize("code", DIAGNOSTIC_PAGES)
def test_the_page_of_a_code_shows_its_message(code: str) -> None:
    page = (DOCS / "diagnostics" / f"{code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code}\n")
    screens = [f.body for f in fences(page) if f.language == "console" or ">>>" in f.body]
    assert screens
    for screen in screens:
        assert set(re.findall(r"\b(?:error|warning|note)\[([\w-]+)\]", screen)) == {code}


@pytest.mark.parametrize("code", DIAGNOSTIC_PAGES)
def test_what_the_page_of_a_code_puts_right_is_right(code: str) -> None:
    page = (DOCS / "diagnostics" / f"{code}.md").read_text(encoding="utf-8")
    for fence in fences(page):
        if fence.title == "right.criteria" and "use " not in fence.body:
            assert offerkit.parse_criteria(fence.body).warnings == ()
        elif fence.title == "right.toml" and 'current = "' not in fence.body:
            offerkit.read_offer(fence.body)


def test_every_public_name_is_in_the_reference() -> None:
    shown = [
        name
        for page in (DOCS / "reference" / "api").glob("*.md")
        for name in re.findall(r"^::: (offerkit\.[\w.]+)$", page.read_text("utf-8"), re.MULTILINE)
    ]
    assert len(shown) == len(set(shown))
    assert set(public_names()) <= set(shown)


@pytest.mark.parametrize("name", site.MADE)
def test_the_files_that_are_made_are_current(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == site.MADE[name](), "run `python3 -m tools.site`"


def keys_in(schema: Any) -> Iterator[str]:
    """Yield the keys that a JSON Schema describes, at any depth."""
    if isinstance(schema, list):
        for item in schema:
            yield from keys_in(item)
    elif isinstance(schema, dict):
        yield from schema.get("properties", {})
        for inner in schema.values():
            yield from keys_in(inner)


@pytest.mark.parametrize("schema", [*map(result_schema, RESULTS), diagnostic_schema()])
def test_every_key_of_results_is_on_a_page(schema: dict[str, Any]) -> None:
    page = "".join(json_pages().values())
    keys = {*keys_in(schema)}
    assert len(keys) > 10
    assert [key for key in sorted(keys) if not re.search(rf"[`.]{key}`", page)] == []


def test_every_fact_is_on_the_page_of_facts() -> None:
    page = site.facts_page()
    assert [path for path in schema_of().facts if f"| `{path}` |" not in page] == []


def test_every_page_is_in_the_navigation() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.glob("**/*.md")}
    own = {f"diagnostics/{code}.md" for code in DIAGNOSTIC_PAGES}
    own |= {f"reference/command/{command}.md" for command in COMMANDS}
    own |= {f"reference/json/{result}.md" for result in (*RESULTS, PARTS)}
    assert own <= pages
    assert sorted(page for page in pages - own if f": {page}\n" not in text) == []
    listed = (DOCS / "reference" / "command.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"(command/{command}.md)" not in listed] == []


def test_the_definition_of_the_language_is_not_copied() -> None:
    page = (DOCS / "language.md").read_text(encoding="utf-8")
    assert page.rpartition("---\n")[2].strip() == '--8<-- "grammar/README.md"'


def test_the_glossary_is_in_order() -> None:
    page = (DOCS / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^(\w[^\n]*)\n:   ", page, re.MULTILINE)
    assert len(terms) > 30
    assert terms == sorted(terms, key=str.casefold)


def test_no_page_asks_for_anything_from_elsewhere() -> None:
    for path in DOCS.glob("**/*"):
        if path.suffix in {".md", ".css", ".js", ".html"}:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"!\[[^\]]*\]\(https?:|src=.https?:|url\(.?https?:", text), path


def test_paths_in_the_docs_exist() -> None:
    """Links between pages are checked by mkdocs; the included files are checked here."""
    for path in (*DOCS.glob("**/*.md"),):
        for name in re.findall(r'^--8<-- "([^"]+)"$', path.read_text(encoding="utf-8"), re.M):
            assert Path(ROOT / name).is_file(), (path, name)
