"""Whoever reads a page can tell its words from their ground, in both schemes."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from offerkit.render.html.style import DARK, LIGHT, page_stylesheet, stylesheet

GROUNDS = ("paper", "panel")
SOFT = ("good-soft", "bad-soft", "unsure-soft", "calm-soft")
WORDS = ("ink", "muted", "good", "bad", "unsure", "calm")
TONES = ("good", "bad", "unsure", "calm")

PAIRS = [
    *((words, ground) for words in WORDS for ground in GROUNDS),
    *(("on-tone", tone) for tone in TONES),
    *(("ink", soft) for soft in SOFT),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out(scheme: Mapping[str, str], words: str, ground: str) -> None:
    assert contrast(scheme[words], scheme[ground]) >= 4.5


def test_both_schemes_have_the_same_colours() -> None:
    assert list(LIGHT) == list(DARK)


def test_every_colour_is_in_the_table() -> None:
    rules = stylesheet() + page_stylesheet()
    assert set(re.findall(r"var\(--([a-z-]+)\)", rules)) <= set(LIGHT)
    known = {*LIGHT.values(), *DARK.values()}
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) <= known


def test_the_rules_ask_for_nothing() -> None:
    rules = stylesheet() + page_stylesheet()
    assert not re.search(r"url\(|@import|@font-face|expression|</", rules)


def test_rules_for_notebooks_touch_nothing_else() -> None:
    rules = re.sub(r"@media[^{]*\{|^\}$|^\s*\}$", "", stylesheet(), flags=re.MULTILINE)
    selectors = re.findall(r"([^{}]+)\{[^{}]*\}", rules)
    assert len(selectors) > 50
    for selector in ",".join(selectors).split(","):
        assert ".offerkit" in selector, selector
