"""Every example in the documentation is run, and what it shows is what comes out.

    OFFERKIT_GOLDEN_UPDATE=1 pytest tests/docs/test_examples.py

writes what comes out into the pages; read the difference before you commit it.
"""

import difflib
import doctest
import importlib
import inspect
import os
import pkgutil
import sys
from pathlib import Path

import pytest

import offerkit
from tests.docs.fences import fences
from tests.docs.running import ROOT, WrongExampleError, rerun

REWRITE = bool(os.environ.get("OFFERKIT_GOLDEN_UPDATE"))

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("grammar/*.md"),
        *ROOT.glob("examples/**/*.md"),
        *ROOT.glob("benchmarks/*.md"),
    )
)
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(offerkit.__path__, "offerkit.")
    if not module.name.endswith("__main__")
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the screens are those of a shell")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_comes_out(page: str, tmp_path: Path) -> None:
    written = (ROOT / page).read_text(encoding="utf-8")
    real = rerun(page, written, tmp_path)
    if REWRITE and real != written:
        (ROOT / page).write_text(real, encoding="utf-8")
        return
    changes = difflib.unified_diff(written.splitlines(), real.splitlines(), page, "what comes out")
    assert real == written, "\n".join(changes)


@pytest.mark.parametrize("name", ["offerkit", *MODULES])
def test_a_docstring_shows_what_comes_out(name: str, tmp_path: Path) -> None:
    module = importlib.import_module(name)
    found = doctest.DocTestFinder(exclude_empty=True).find(module)
    runner = doctest.DocTestRunner(verbose=False)
    out: list[str] = []
    for example in found:
        runner.run(example, out=out.append)
        text = inspect.cleandoc(example.docstring or "")
        if any(fence.language in {"criteria", "criteria-error"} for fence in fences(text)):
            (tmp_path / example.name).mkdir()
            assert rerun(example.name, text, tmp_path / example.name) == text
    assert not runner.failures, "".join(out)


class TestTheRunner:
    """It would be of no use if it found everything right."""

    @staticmethod
    def run(text: str, folder: Path) -> str:
        return rerun("page.md", text, folder)

    def test_output_is_made_anew(self, tmp_path: Path) -> None:
        assert self.run("```python\n>>> 1 + 1\n3\n```\n", tmp_path) == (
            "```python\n>>> 1 + 1\n2\n```\n"
        )

    def test_a_block_of_text_is_what_the_program_before_it_prints(self, tmp_path: Path) -> None:
        page = "```python\nprint('a')\n```\n\n```text\n{}\n```\n"
        assert self.run(page.format("b"), tmp_path) == page.format("a")

    def test_names_last_from_block_to_block(self, tmp_path: Path) -> None:
        page = "```python\na = 2\n```\n\n```python\n>>> a\n2\n```\n"
        assert self.run(page, tmp_path) == page

    def test_an_exception_is_an_output_of_a_session(self, tmp_path: Path) -> None:
        made = self.run("```python\n>>> 1 / 0\n```\n", tmp_path)
        assert "ZeroDivisionError: division by zero\n```" in made

    def test_dots_stand_for_anything(self, tmp_path: Path) -> None:
        page = "```python\n>>> list(range(9))\n[0, ..., 8]\n```\n"
        assert self.run(page, tmp_path) == page

    def test_a_program_that_fails_is_found(self, tmp_path: Path) -> None:
        with pytest.raises(WrongExampleError, match=r"(?s)page\.md:2: .*NameError"):
            self.run("# A\n```python\nundefined\n```\n", tmp_path)

    def test_a_screen_is_made_anew(self, tmp_path: Path) -> None:
        page = "```console\n$ echo one\n{}\n$ echo two\ntwo\n```\n"
        assert self.run(page.format("wrong"), tmp_path) == page.format("one")

    def test_an_unknown_command_is_found(self, tmp_path: Path) -> None:
        with pytest.raises(WrongExampleError, match="neither run nor known"):
            self.run("```console\n$ offerkid decide\n```\n", tmp_path)

    def test_a_block_with_a_title_is_a_file(self, tmp_path: Path) -> None:
        page = '```text title="a.txt"\nhello\n```\n\n```console\n$ cat a.txt\nhello\n```\n'
        assert self.run(page, tmp_path) == page

    def test_blocks_in_lists_and_tabs_keep_their_place(self, tmp_path: Path) -> None:
        page = "1. One\n\n    ```python\n    >>> 1\n    {}\n    ```\n"
        assert self.run(page.format(2), tmp_path) == page.format(1)

    def test_criteria_with_an_error_are_found(self, tmp_path: Path) -> None:
        with pytest.raises(WrongExampleError, match="unknown-fact"):
            self.run("```criteria\npro if a.b\n```\n", tmp_path)

    def test_criteria_that_shall_be_wrong_and_are_right_are_found(self, tmp_path: Path) -> None:
        with pytest.raises(WrongExampleError, match="nothing is wrong"):
            self.run("```criteria-error\npro if company.profitable\n```\n", tmp_path)

    def test_the_message_behind_wrong_criteria_is_made_anew(self, tmp_path: Path) -> None:
        page = "```criteria-error\npro if a.b\n```\n\n```text\nold\n```\n"
        assert "error[unknown-fact]: unknown fact `a.b`" in self.run(page, tmp_path)

    def test_a_message_that_stands_alone_is_made_anew(self, tmp_path: Path) -> None:
        page = "```text\nerror[x]: y\n  --> a.criteria:4:1\n   4 | pro if a.b\n```\n"
        made = self.run(page, tmp_path)
        assert "error[unknown-fact]" in made
        assert "a.criteria:4:8" in made
