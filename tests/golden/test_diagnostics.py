"""One diagnostic of each layout, as a person reads it."""

from __future__ import annotations

import pytest
from attrs import evolve

from offerkit.check import checker
from offerkit.diagnostics import Diagnostic, Label, error, warning
from offerkit.model.schema import schema_of
from offerkit.snippet import render_diagnostics
from offerkit.span import Source, Span
from offerkit.syntax.nodes import Assume
from offerkit.syntax.parser import parse
from tests.golden.golden import check

CRITERIA = Source(
    "agency.criteria",
    'let disliked = {"Acme Tobacco"}\n'
    'let disliked = {"Casino Royal"}\n'
    '\tpro "日本語の会社"\tif company.nmae = "é"\n'
    "dealbreaker if manager.presence <\n    60k USD per year\n"
    'pro "' + "very " * 40 + '" if manager.presense >= often weight 3 # ' + "and so on " * 40 + "\n"
    'pro "\x1b[2J\u202eoops" if a\x9bb.c\n'
    "pro if (pay.base",
)


def on(source: Source, text: str, nth: int = 1) -> Span:
    start = -1
    for _ in range(nth):
        start = source.text.index(text, start + 1)
    return source.span(start, start + len(text))


OFFER = Source("offer.toml", '[manager]\npresence = "seldom"\n')
TABLE = Source("offers.csv", "offer,pay.base\nAcme,60000\n")
USED = Source("common/own.criteria", "scale mood: bad < good\n")

DIAGNOSTICS: dict[str, Diagnostic] = {
    "place_and_hint": error(
        "unknown-fact",
        "unknown fact `manager.presense`",
        on(CRITERIA, "manager.presense"),
        hint="did you mean `manager.presence`?",
    ),
    "tabs_and_wide_characters": error(
        "unknown-fact", "unknown fact `company.nmae`", on(CRITERIA, "company.nmae")
    ),
    "wide_characters_underlined": warning("odd", "an odd label", on(CRITERIA, "日本語の会社")),
    "second_place": error(
        "declared-twice",
        "`disliked` is declared twice",
        on(CRITERIA, "disliked", 2),
        secondary=(Label(on(CRITERIA, "disliked"), "first declared here"),),
    ),
    "second_place_on_the_same_line": error(
        "datatypes-differ",
        "`company.nmae` and `é` differ",
        on(CRITERIA, '"é"'),
        secondary=(Label(on(CRITERIA, "company.nmae"), "a fact"),),
    ),
    "second_place_in_another_file": error(
        "declared-twice",
        "`mood` is declared twice",
        on(CRITERIA, "disliked", 2),
        secondary=(Label(on(USED, "mood"), "first declared here"),),
        hint="give one of them another name",
    ),
    "several_lines": error(
        "datatypes-differ",
        "a level does not compare with an amount per period",
        on(CRITERIA, "manager.presence <\n    60k USD per year"),
    ),
    "end_of_text": error("syntax", "unexpected end: expected `)`", CRITERIA.end),
    "empty_file": error("syntax", "no statements", Source("empty.criteria", "").end),
    "escapes_are_shown": error(
        "bad-character", "a control \x1b[31mcharacter\r\n", on(CRITERIA, "a\x9bb.c")
    ),
    "data_path": error(
        "bad-level",
        "`seldom` is no level of frequency",
        on(OFFER, '"seldom"'),
        hint="one of: never, rarely, sometimes, often, always",
        path="manager.presence",
    ),
    "cell": evolve(
        error(
            "missing-currency",
            "`60000` has no currency",
            on(TABLE, "60000"),
            hint="write `60_000 USD per year`",
            path="pay.base",
        ),
        cell='row 2, column "pay.base"',
    ),
    "warning": warning("unused-let", "`disliked` is never used", on(CRITERIA, "disliked")),
}


@pytest.mark.parametrize("name", DIAGNOSTICS)
def test_layout(name: str) -> None:
    check(f"diagnostics/{name}.txt", render_diagnostics([DIAGNOSTICS[name]]))


def test_colours() -> None:
    diagnostics = [DIAGNOSTICS["second_place_in_another_file"], DIAGNOSTICS["warning"]]
    shown = render_diagnostics(diagnostics, colour=True).replace("\x1b", "<ESC>")
    check("diagnostics/colours.txt", shown)


class Files:
    """A long file, and others that nobody may read."""

    def read(self, path: str) -> str:
        if path != "long.criteria":
            raise PermissionError(path)
        return "pro if visa.needed\n" * 1_999


def test_what_no_case_shows() -> None:
    """Files that are too long or may not be read, and a range that no parser puts there."""
    (assume,) = parse(Source("tree.criteria", "assume hours.week = 40..45")).file.statements
    assert isinstance(assume, Assume)
    text = 'use "locked.criteria"\nuse "long.criteria"\npro if visa.sponsored'
    using = parse(Source("using.criteria", text))
    found = (
        *checker.check_expression(assume.value, schema_of())[3],
        *(one for one in checker.check(using, schema_of(), resolve=Files())[2] if one.is_error),
    )
    check("diagnostics/others.txt", render_diagnostics(found))
