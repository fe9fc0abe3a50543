"""The documentation gate: a mistake in a page makes ``dev.py test`` fail, and is named."""

import re
from pathlib import Path

import pytest

import dev
from tests.docs.building import build_with_mkdocs, copy_sources

REFERENCE = "reference/api/criteria.md"
FIRST = re.compile(r"^::: offerkit\.(\w+)$", re.MULTILINE)
"""The line by which a page of the reference documents a public name."""

WARNING = re.compile(r"^(?:WARNING|ERROR) (?:.*\n)(?:  .*\n)*", re.MULTILINE)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    copy_sources(tmp_path)
    return tmp_path


def warnings_of_build(checkout: Path, capfd: pytest.CaptureFixture[str]) -> list[str]:
    """Return what mkdocs complains of; fail where the gate lets it pass."""
    with pytest.raises(dev.ExpectedError, match=r"ended with exit code 1"):
        build_with_mkdocs(checkout, checkout)
    return WARNING.findall(capfd.readouterr().err)


def append(checkout: Path, page: str, text: str) -> None:
    with (checkout / "docs" / page).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def test_a_page_with_a_mistake_is_named(checkout: Path, capfd: pytest.CaptureFixture[str]) -> None:
    append(checkout, "tutorial.md", "[broken link](no-such-page.md)")
    append(checkout, "glossary.md", "[broken anchor](tutorial.md#no-such-section)")
    append(checkout, "language.md", "[broken reference][offerkit.no_such_name]")
    append(checkout, "how-to/pay.md", "[broken address](/absolute)")
    append(checkout, "explanation/orphan.md", "# A page that no reader finds")
    reference = checkout / "docs" / REFERENCE
    text = reference.read_text(encoding="utf-8")
    name = FIRST.search(text)
    assert name is not None
    reference.write_text(text.replace(f"{name[0]}\n", "", 1), encoding="utf-8")

    warnings = warnings_of_build(checkout, capfd)
    for page, what in {
        "tutorial.md": "no-such-page.md",
        "glossary.md": "#no-such-section",
        "language.md": "offerkit.no_such_name",
        "how-to/pay.md": "/absolute",
        "explanation/orphan.md": "nav",
        "reference/api/index.md": f"offerkit.{name[1]}",
    }.items():
        found = [line for line in warnings if page in line and what in line]
        assert len(found) == 1, (page, warnings)
    assert len(warnings) == 6, "the page as it is has no mistake"


def test_a_name_that_does_not_exist_is_named(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    append(checkout, REFERENCE, "::: offerkit.no_such_name")
    shown = "\n".join(warnings_of_build(checkout, capfd))
    assert "module 'offerkit' has no attribute 'no_such_name'" in shown
    assert "reference/api/" in shown
