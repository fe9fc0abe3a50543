"""What an editor says of criteria: completion, hover, outline, fixes, mistakes after an edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from offerkit.editing.criteria_text import (
    Outcomes,
    after_edit,
    fixes_of_criteria,
    format_text,
    outline_criteria,
    read_criteria_text,
    with_warnings,
)
from offerkit.editing.criteria_words import MEANINGS, complete_criteria, hover_criteria
from offerkit.editing.models import Completion, Hover, Kind
from offerkit.editing.offers import applied
from offerkit.editing.project import Workspace
from offerkit.syntax.words import language_words

SHARED = """\
scale mood: awful < fine < great
fact team.mood: mood "How is it?"
let floor: pay
dealbreaker "Pays too little" if pay.base < floor
"""
MINE = """\
use "shared.criteria"
let floor = 60k USD per year
pro "Nice" if team.mood >= fine and leave.days > 20 weight 2
"""
OFFER = 'pay.base = "58k USD per year"\nteam.mood = "fine"\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path.resolve()
    (root / "shared.criteria").write_text(SHARED)
    (root / "acme.toml").write_text(OFFER)
    (root / "none.toml").write_text("[tool]\nx = 1\n")
    return Workspace({str(root / "my.criteria"): MINE}, [str(root)])


def mine(workspace: Workspace) -> str:
    return next(path for path in workspace.open if path.endswith("my.criteria"))


def complete(workspace: Workspace, text: str) -> list[Completion]:
    """The completions where `|` stands in a text; a good text was there a moment ago."""
    path = mine(workspace)
    known = read_criteria_text(workspace, path)
    workspace.open[path] = whole = text.replace("|", "")
    offset = text.index("|")
    found = complete_criteria(
        workspace, path, whole, known.names.schema, known.names.scales, offset
    )
    begun = whole[found.span.start : offset]
    return [one for one in found.items if one.text.startswith(begun)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("pro if manager.presence >= |", ["never", "rarely", "sometimes"]),
        ("pro if manager.presence >= of|", ["often", "offer.kind"]),
        ("pro if manager.presence between rarely and |", ["never", "rarely"]),
        ('use "shared.criteria"\npro if team.mood < |', ["awful", "fine", "great"]),
        ("pro if remote.policy in {hybrid, |", ["onsite", "hybrid", "remote"]),
        ("pro if visa.sponsored = |", ["yes", "no"]),
        ("pro if offer.kind = |", ['"new"', '"counter"']),
        ('pro if offer.kind = "|', ["new", "counter"]),
        ("pro if pay.base > |", ["60k USD per year"]),
        ("pro if pay.base > 50k |", ["USD"]),
        ("pro if pay.base > 50k USD p|", ["per", "pro", "prefer"]),
        ("pro if pay.base > 50k USD per |", ["hour", "day", "week", "month", "year"]),
        ("pro if commute.time > 45 |", ["mins", "minutes", "minute", "min", "hours"]),
        ("pro if man|", ["manager.name"]),
        ("pro if manager.pres|", ["manager.presence"]),
        ("pro if current.manager.pres|", ["current.manager.presence"]),
        ("let mine = 3\npro if leave.days > mi|", ["mine", "min"]),
        ('use "shared.criteria"\npro if pay.base > flo|', ["floor"]),
        ("deal|", ["dealbreaker"]),
        ("pro if leave.days > 3\n|", ["language", "use", "instead"]),
        ("pro if leave.days |", ["weight", "or", "and"]),
        ("negotiable pay.base |", ["up", "down", "step", "effort", "cost"]),
        ("negotiable leave.d|", ["leave.days"]),
        ("accept |", ["at"]),
        ("use |", ["agency", "bad_place"]),
        ('use "|', ["shared.criteria"]),
        ("fact work.view: |", ["yes/no", "number"]),
        ("fact work.view: freq|", ["frequency"]),
        ("fact work.view: duration in |", ["mins"]),
        ('use "shared.criteria"\nwithout dealbreaker "|', ["Pays too little"]),
        ('use "shared.criteria"\nwithout dealbreaker |', ['"Pays too little"']),
        ("at least 2 |", []),
        # After a mistake, whatever the line suggests.
        ("pro if and if if manager.presence >= so|", ["sometimes"]),
        ("pro iff leave.days\npro if manager.pres|", ["manager.presence"]),
        ('pro "no end if leave.days > 3\ncon if manager.pres|', ["manager.presence"]),
        ("# pro if man|", []),
        ('pro "man|', []),
    ],
)
def test_completion_by_context(workspace: Workspace, text: str, first: list[str]) -> None:
    found = [one.text for one in complete(workspace, text)]
    if first:
        assert found[: len(first)] == first or (len(first) == 1 and first[0] in found[:3])
    elif text.startswith(("#", 'pro "man')):
        assert found == []


def test_completion_says_what_it_is(workspace: Workspace) -> None:
    [fact] = complete(workspace, "pro if manager.presence|")
    assert (fact.kind, fact.detail) == (
        Kind.FACT,
        "never < rarely < sometimes < often < always",
    )
    assert fact.says
    level, *_ = complete(workspace, "pro if manager.presence > of|")
    assert (level.kind, level.detail) == (Kind.LEVEL, "frequency")


# --- hover -------------------------------------------------------------------------------


def hover(workspace: Workspace, words: str, *, outcomes: bool = True) -> Hover | None:
    path = mine(workspace)
    text = workspace.open[path]
    known = read_criteria_text(workspace, path)
    offset = text.index(words) + 1
    found = Outcomes().of(workspace, path, offset) if outcomes else []
    return hover_criteria(
        workspace, path, text, known.names.schema, known.names.scales, offset, found
    )


def test_hover(workspace: Workspace) -> None:
    fact = hover(workspace, "team.mood")
    assert fact is not None
    assert "awful \\< fine \\< great" in fact.says
    assert "How is it?" in fact.says
    assert "**acme.toml**: fine" in fact.says
    assert fact.span.text == "team.mood"
    rule = hover(workspace, '"Nice"')
    assert rule is not None
    assert "**acme.toml** (decline): Pro: unknown (weight 2)." in rule.says
    assert "  - team.mood \\>= fine: true" in rule.says.replace("team.mood >=", "team.mood \\>=")
    assert "none.toml" not in rule.says
    again = hover(workspace, "pro ")
    assert again is not None
    assert MEANINGS["pro"] in again.says
    let = hover(workspace, "floor =")
    assert let is not None
    assert "let floor = 60k USD per year" in let.says
    level = hover(workspace, "fine and")
    assert level is not None
    assert "a level of mood (awful \\< fine \\< great)" in level.says
    weight = hover(workspace, "weight")
    assert weight is not None
    assert MEANINGS["weight"] in weight.says
    assert hover(workspace, "20") is None
    assert hover(workspace, '"shared') is None


def test_a_rule_of_a_used_file_is_decided_by_who_uses_it(workspace: Workspace) -> None:
    path = mine(workspace).replace("my.criteria", "shared.criteria")
    [outcome] = Outcomes().of(workspace, path, SHARED.index("dealbreaker") + 1)
    assert str(outcome.statement.finding.truth) == "true"
    workspace.open[mine(workspace)] = MINE.replace("60k", "50k")
    [outcome] = Outcomes().of(workspace, path, SHARED.index("dealbreaker") + 1)
    assert str(outcome.statement.finding.truth) == "false"


def test_an_unsaved_offer_is_decided_and_a_wrong_one_is_not(workspace: Workspace) -> None:
    path, offer = mine(workspace), mine(workspace).replace("my.criteria", "acme.toml")
    workspace.open[offer] = OFFER.replace("fine", "awful")
    assert "Pro: not true" in str(hover(workspace, '"Nice"'))
    workspace.open[offer] = OFFER.replace("fine", "fin")
    assert Outcomes().of(workspace, path, MINE.index("pro ")) == []
    workspace.open[path] = MINE.replace("leave.days", "leave.dais")
    assert Outcomes().of(workspace, path, MINE.index("pro ")) == []


def test_every_statement_has_a_meaning() -> None:
    words = language_words()
    assert [word for word in words.statements if word not in MEANINGS] == []
    known = {*words.statements, *words.clauses, *words.operators}
    assert [word for word in MEANINGS if word not in known] == []


# --- outline, layout, fixes ----------------------------------------------------------------


def test_outline() -> None:
    text = f"{SHARED}{MINE}accept at 50%\nassume hours.week = 40 hours\npro iff\n"
    found = outline_criteria("my.criteria", text)
    assert [(one.name, str(one.kind), one.detail) for one in found] == [
        ("mood", "scale", "scale awful < fine < great"),
        ("team.mood", "fact", 'fact mood "How is it?"'),
        ("floor", "let", "let pay"),
        ("Pays too little", "statement", "dealbreaker if pay.base < floor"),
        ("shared.criteria", "statement", "use"),
        ("floor", "let", "let 60k USD per year"),
        ("Nice", "statement", "pro if team.mood >= fine and leave.days > 20 weight 2"),
        ("at 50%", "statement", "accept"),
        ("hours.week", "statement", "assume 40 hours"),
    ]
    assert [level.name for level in found[0].inner] == ["awful", "fine", "great"]
    for one in found:
        assert one.span.start <= one.name_span.start <= one.name_span.end <= one.span.end


def test_layout() -> None:
    assert format_text("a", "pro   if leave.days>3") == "pro if leave.days > 3\n"
    assert format_text("a", "pro iff") is None


@pytest.mark.parametrize(
    "text",
    [
        "pro if leave.dais > 3",
        "pro if manager.presence > oftn",
        "deelbreaker if leave.days < 3",
        'con "a" if pay.base < 60k USD',
        "con if commute.time > 45 minuts",
        "pro if visa",
    ],
)
def test_a_fix_mends(workspace: Workspace, text: str) -> None:
    path = mine(workspace)
    workspace.open[path] = text
    known = read_criteria_text(workspace, path)
    fixes = list(fixes_of_criteria(known.diagnostics, known.source))
    assert fixes
    for fix in fixes:
        workspace.open[path] = applied(text, fix.edits)
        left = [one.code for one in read_criteria_text(workspace, path).diagnostics]
        assert fix.diagnostic.code not in left, fix.title


def test_warnings_come_later(workspace: Workspace) -> None:
    path = mine(workspace)
    workspace.open[path] = "dealbreaker if team.size < 3 and team.size > 5\n"
    known = read_criteria_text(workspace, path)
    assert known.diagnostics == ()
    assert [one.code for one in with_warnings(known).diagnostics] == ["never-holds"]


# --- after an edit -----------------------------------------------------------------------

LONG = MINE + "".join(
    f'pro "{n}" if leave.days > {n} and team.size < 9\n' for n in range(20, 60)
).replace("leave.days > 33", "leave.dais > 33").replace("leave.days > 57", "leave.deys > 57")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("leave.days > 40", "leave.daes > 40"),
        ("leave.dais > 33", "leave.days > 33"),
        ('pro "40" if', 'pro "40 if'),
        ('pro "45" if leave', 'con if pay.base < floor\npro "45" if leave'),
        ('pro "40" if leave.days > 40 and team.size < 9\n', ""),
        ("let floor = 60k USD per year", "let floor = 50k USD per year"),
        ('pro "59" if leave.days > 59 and team.size < 9\n', "pro if"),
        ('use "shared', '# one\nlet more = 3\npro if leave.days > more\nuse "shared'),
    ],
)
def test_mistakes_after_an_edit_are_those_of_the_whole_file(
    workspace: Workspace, old: str, new: str
) -> None:
    path = mine(workspace)
    workspace.open[path] = LONG
    before = read_criteria_text(workspace, path)
    assert LONG.count(old) == 1
    workspace.open[path] = edited = LONG.replace(old, new)
    quick = after_edit(before, edited)
    assert quick is not None
    whole = read_criteria_text(workspace, path).diagnostics
    assert [(one.code, one.primary.span.start, one.primary.span.end) for one in quick] == [
        (one.code, one.primary.span.start, one.primary.span.end) for one in whole
    ]
    assert {one.primary.span.source.text for one in quick} <= {edited, SHARED}


def test_a_large_edit_waits_for_the_whole_file(workspace: Workspace) -> None:
    before = read_criteria_text(workspace, mine(workspace))
    assert after_edit(before, LONG * 10) is None
    assert after_edit(before, f"{MINE}\0") is None


def test_a_name_that_is_left_to_be_set_is_no_mistake_of_an_edit(workspace: Workspace) -> None:
    before = read_criteria_text(workspace, mine(workspace))
    assert after_edit(before, f"{MINE}let x: number\n") == ()
