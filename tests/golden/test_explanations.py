"""Explanations and lists of pros and cons as a person reads them."""

from __future__ import annotations

import re

import pytest

from offerkit.decision import Decision
from offerkit.render.markdown.explain import explanation_to_markdown
from offerkit.render.text.explain import render_explanation
from offerkit.render.text.procon import render_procon
from offerkit.render.words.markdown import escape
from offerkit.terminal import columns
from tests.golden.golden import check
from tests.golden.test_pages import HOSTILE, PAGES, STORIES, decided, story

CRITERIA = """\
rate 1 EUR = 1.25 USD on 2026-01-02
assume hours.week = 40
let near = commute.time between 0 min and 20 min
let rich = pay.total >= 70k USD per year and pay.base > 25 EUR/hour
let disliked = {"Acme", "Casino Royal"}

dealbreaker "Nothing in it"
  unless near or rich or (team.size + 2) * 3 > 10 and not visa.needed
pro if clients.names overlaps disliked or near
prefer "Money" pay.total from 45k to 80k USD per year weight 4
con "Notice" if max(contract.notice_mine, 4 weeks) > 4 weeks and size of clients.names != 3
caution "By the hour" if pay.per_hour * 2 > 60 USD/hour
leaving "Alone" until team.size > 3
"""
OFFER = """\
pay.base = "4k EUR per month"
pay.bonus_target = "10%"
pay.bonus_paid = "80%"
equity.kind = "rsu"
equity.value = "40k USD"
equity.vesting = "4 years"
benefits.retirement_match = "5%"
commute.time = "15..30 min"
team.size = "4..6"
hours.days_week = 5
leave.days = 20
[sources]
"pay.base" = "letter"
"""


def everything() -> Decision:
    return decided(CRITERIA, OFFER)


def test_a_whole_explanation() -> None:
    check("explain/everything.txt", render_explanation(everything().explain(), name="offer.toml"))


def test_in_markdown() -> None:
    check("explain/everything.md.txt", explanation_to_markdown(everything().explain()))


def test_colours_add_nothing_but_colours() -> None:
    explanation = everything().explain()
    shown = render_explanation(explanation, colour=True)
    assert "\x1b[1;32mtrue" in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == render_explanation(explanation)


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("name", [*STORIES, *PAGES, "everything"])
def test_every_line_fits(name: str, width: int) -> None:
    if name == "everything":
        decision = everything()
    else:
        decision = story(name) if name in STORIES else decided(*PAGES[name])
    for page in (
        render_explanation(decision.explain(), width=width),
        render_procon(decision.procon(), cancel=True, width=width),
    ):
        assert max(map(columns, page.splitlines())) <= width
        assert not any(line != line.rstrip() for line in page.splitlines())


def test_pros_and_cons() -> None:
    lines = [
        *(f'pro "Pro {n}" unless visa.needed weight {n}' for n in (11, 7, 5, 3, 2)),
        *(f'con "Con {n}" unless visa.needed weight {n}' for n in (20, 6, 3, 1)),
        'con "A rather long reason, as people give them" if team.size < 9 weight 15',
        'prefer "Team" team.size from 3 to 6 weight 2',
        'pro "Far" if commute.time > 1 hour weight 3',
        'con "Notice" if team.size > 9',
    ]
    decision = decided("\n".join(lines), "visa.needed = false\nteam.size = 4\n")
    page = render_procon(decision.procon(), cancel=True, name="offer.toml")
    check("procon/cancelled.txt", page)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<b>&amp;", "\\<b>\\&amp;"),
        ("[a](b) *c* `d`", "\\[a\\](b) \\*c\\* \\`d\\`"),
        ("pay.bonus_target _x_", "pay.bonus_target \\_x\\_"),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("# a", "\\# a"),
        ("a\nb", "a\\\\nb"),
    ],
)
def test_texts_make_no_markup(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_hostile_texts_stay_texts() -> None:
    decision = decided(
        'pro "<script>x</script> [l](http://e.org)" if company.name != ""',
        f'[company]\nname = "{HOSTILE}"\n',
    )
    page = explanation_to_markdown(decision.explain())
    assert "<script>" not in page.replace("\\<script>", "")
    assert "\x1b" not in page
    assert "\u202e" not in page
