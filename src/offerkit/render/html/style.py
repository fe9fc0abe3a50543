"""The looks of pages and of what notebooks show: colours for light and dark, and the rules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "paper": "#ffffff",
    "panel": "#f5f6f8",
    "ink": "#1b1e23",
    "muted": "#555b66",
    "line": "#c8cdd5",
    "good": "#1a6b3a",
    "bad": "#b0251d",
    "unsure": "#785000",
    "calm": "#0b57a4",
    "on-tone": "#ffffff",
    "good-soft": "#e2f2e7",
    "bad-soft": "#fae5e3",
    "unsure-soft": "#faf0da",
    "calm-soft": "#e3eefa",
}
"""The colours on a light ground; a test holds their contrast."""

DARK: Final[Mapping[str, str]] = {
    "paper": "#14171b",
    "panel": "#1d2126",
    "ink": "#e8eaed",
    "muted": "#aab2bd",
    "line": "#434b55",
    "good": "#72cf98",
    "bad": "#ff958b",
    "unsure": "#efc163",
    "calm": "#82bbff",
    "on-tone": "#14171b",
    "good-soft": "#173424",
    "bad-soft": "#40211f",
    "unsure-soft": "#3b3018",
    "calm-soft": "#17314b",
}
"""The same on a dark ground."""


def _set(selector: str, scheme: str, colours: Mapping[str, str]) -> str:
    names = "".join(f" --{name}: {colour};" for name, colour in colours.items())
    return f"{selector} {{ color-scheme: {scheme};{names} }}"


@cache
def stylesheet() -> str:
    """Return the rules for whatever stands in an element of the class ``offerkit``.

    Dark where the reader's system is, or the notebook around it; always light on paper.
    """
    colours = (
        _set(".offerkit", "light", LIGHT),
        f"@media screen and (prefers-color-scheme: dark) {{\n{_set('.offerkit', 'dark', DARK)}\n}}",
        # JupyterLab and Notebook have themes of their own, whatever the system's is.
        f"@media screen {{\n{_set('[data-jp-theme-light=true] .offerkit', 'light', LIGHT)}",
        f"{_set('[data-jp-theme-light=false] .offerkit', 'dark', DARK)}\n}}",
    )
    return "\n".join((*colours, _read("style.css"))).rstrip()


@cache
def page_stylesheet() -> str:
    """Return the rules for a page of its own, on top of ``stylesheet``."""
    return _read("page.css").rstrip()


def _read(name: str) -> str:
    return files("offerkit.render.html").joinpath(name).read_text(encoding="utf-8")
