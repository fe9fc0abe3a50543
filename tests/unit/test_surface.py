"""What others rely on changes only with a word in the changelog."""

from __future__ import annotations

import re

import pytest

from tools.surface import ROOT, changed, recorded, surface, unnamed


def test_a_change_of_the_public_surface_is_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    missing = unnamed(changed(), changelog)
    assert missing == [], "name what has changed in CHANGELOG.md; the record changes with a release"


def test_the_record_holds_all_that_is_promised() -> None:
    kinds = {name.partition(" ")[0] for name in recorded() if " " in name}
    assert {"decision", "questions", "diagnostic", "code", "command", "exit"} <= kinds
    assert recorded()["offerkit.Verdict.FIND_OUT"] == "'find_out'"
    assert "offerkit.Criteria.decide" in recorded()
    assert "offerkit.Decision.sentence" in recorded()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## [Unreleased]\n- `read_all` is new.\n\n## [0.1.0]\n", []),
        ("## [Unreleased]\n- New.\n\n## [0.1.0]\n- `read_all` is new.\n", ["offerkit.read_all"]),
    ],
)
def test_a_name_counts_where_it_is_not_released(text: str, found: list[str]) -> None:
    assert unnamed(["offerkit.read_all"], text) == found


CHANGES = {
    "offerkit.Criteria.decide": None,  # gone
    "offerkit.parse_criteria": "(text: 'str') -> 'Criteria[Any]'",  # without its other parameters
    "offerkit.Verdict.FIND_OUT": "'unknown'",
    "decision verdict": "string",
    "code unknown-fact": None,
    "exit verdict decline": "1",
    "offerkit.brand_new": "()",
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_that_the_changelog_does_not_name_is_a_failure(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, found = CHANGES[name], recorded()
    assert found.get(name) != kind
    found = {key: it for key, it in (found | {name: kind}).items() if it is not None}
    monkeypatch.setattr("tools.surface.surface", lambda: found)
    assert changed() == [name]
    assert unnamed(changed(), "## [Unreleased]\n- Other things.\n\n## [0.1.0]\n") == [name]
    last = re.findall(r"[\w-]+", name)[-1]
    assert unnamed(changed(), f"## [Unreleased]\n- `{last}` is other.\n") == []


def test_the_surface_is_read_off_what_there_is() -> None:
    assert surface()["exit verdict find_out"] == "11"
