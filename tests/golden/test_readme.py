"""What the README shows is what there is."""

from __future__ import annotations

from pathlib import Path

from offerkit.render.text.decide import render_decision
from tests.golden.test_pages import decided

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CRITERIA = "examples/candidate.criteria"
OFFER = "examples/half-known.toml"


def test_one_sentence_says_what_it_is_and_two_commands_follow() -> None:
    heading, sentence, block = README.split("\n\n")[:3]
    assert heading == "# offerkit"
    assert sentence.startswith("offerkit is ")
    assert sentence.count(".") == 1
    commands = [line.split("#")[0].strip() for line in block.splitlines()[1:-1]]
    assert commands == ["python3 dev.py", "python3 dev.py test"]


def test_the_files_shown_are_the_files() -> None:
    for name, language in ((CRITERIA, "criteria"), (OFFER, "toml")):
        assert f"```{language}\n{(ROOT / name).read_text('utf-8')}```\n" in README


def test_the_page_shown_is_the_page() -> None:
    texts = [(ROOT / name).read_text("utf-8") for name in (CRITERIA, OFFER)]
    page = render_decision(
        decided(texts[0], texts[1], name=CRITERIA).questions(), name=Path(OFFER).name
    )
    assert f"```console\n$ offerkit decide {CRITERIA} {OFFER}\n{page}\n```\n" in README
