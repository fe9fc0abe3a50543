"""What others rely on changes only with a word in the changelog."""

from __future__ import annotations

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


def test_the_surface_is_read_off_what_there_is() -> None:
    assert surface()["exit verdict find_out"] == "11"
