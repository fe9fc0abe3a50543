"""What an editor says of offers: completion, hover, outline, fixes and layout, in each format."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from offerkit.editing.layout import format_offer
from offerkit.editing.offer_keys import keys_of
from offerkit.editing.offers import (
    applied,
    complete_offer,
    fixes_of_offer,
    hover_offer,
    outline_offer,
    read_offer_text,
    schema_for,
)
from offerkit.editing.project import Workspace
from offerkit.load.formats import Format
from offerkit.model.schema import schema_of

SCHEMA = schema_of()


def complete(text: str, kind: Format) -> list[str]:
    offset = text.index("|")
    whole = text.replace("|", "")
    found = complete_offer(whole, kind, SCHEMA, offset)
    begun = whole[found.span.start : offset]
    return [one.text for one in found.items if one.text.startswith(begun)]


@pytest.mark.parametrize(
    ("kind", "text", "first"),
    [
        ("toml", "[manager]\npresence = |", ['"never"', '"rarely"']),
        ("toml", '[manager]\npresence = "|', ["never", "rarely"]),
        ("toml", '[manager]\npresence = "o|"\n', ["often"]),
        ("toml", "[manager]\npres|", ["presence"]),
        ("toml", "manager.pres|", ["manager.presence"]),
        ("toml", "[promised.manager]\npres|", ["presence"]),
        ("toml", "manager = {pres|", ["presence"]),
        ("toml", 'manager = {name = "Jo", presence = |', ['"never"']),
        ("toml", "[visa]\nsponsored = |", ["true", "false"]),
        ("toml", "[offer]\nkind = |", ['"new"', '"counter"']),
        ("toml", "[pay]\nbase = |", ['"60k USD per year"']),
        ("toml", 'pay.base = "|', ["60k USD per year"]),
        ("toml", "[man|", ["manager"]),
        ("toml", "|", ["offer", "company"]),
        ("toml", "# man|", []),
        ("toml", "[sources]\n|", []),
        ("json", '{"manager": {"presence": "|"}}', ["never", "rarely"]),
        ("json", '{"manager": {"presence": |', ['"never"', '"rarely"']),
        ("json", '{"manager": {"pres|"}}', ["presence"]),
        ("json", '{"manager": {|', ['"name"']),
        ("json", '{"manager": {"name": "Jo", "|', ["name", "presence"][1:]),
        ("json", "{|", ['"offer"']),
        ("json", '{"visa": {"sponsored": |', ["true", "false"]),
        ("yaml", "manager:\n  presence: |", ["never", "rarely"]),
        ("yaml", "manager:\n  pres|", ["presence"]),
        ("yaml", "team:\n  size: 3\nman|", ["manager"]),
        ("yaml", "promised:\n  manager:\n    pres|", ["presence"]),
    ],
)
def test_completion_by_context(kind: Format, text: str, first: list[str]) -> None:
    found = complete(text, kind)
    assert found[: len(first)] == first or (len(first) == 1 and first[0] in found)
    assert bool(first) == bool(found)


def test_what_is_stated_is_not_offered_again() -> None:
    assert "presence" not in complete('[manager]\npresence = "often"\n|', "toml")


HALF_WRITTEN = {
    "toml": '[manager]\npresence = "often"\n[pay\nbase = "60k USD per year\n',
    "yaml": 'manager:\n  presence: "often\npay: [\n  base: 60k USD per year\n',
    "json": '{"manager": {"presence": "often"}, "pay": {"base": "60k USD per year',
}


@pytest.mark.parametrize("kind", HALF_WRITTEN)
def test_keys_of_what_cannot_be_read(kind: Format) -> None:
    keys = {key.fact: key for key in keys_of(HALF_WRITTEN[kind], kind)}
    assert "manager.presence" in keys
    for key in keys.values():
        assert key.name is not None
        assert HALF_WRITTEN[kind][slice(*key.name)].strip('"') == key.path[-1]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("toml", '[manager]\npresence = "often"\n'),
        ("toml", 'promised = {manager = {presence = "often"}}\n'),
        ("toml", '[manager]\npresence = "often\n'),
        ("json", '{"manager": {"presence": "often"}}'),
        ("yaml", "manager:\n  presence: often\n"),
    ],
)
@pytest.mark.parametrize("word", ["presence", "often"])
def test_hover(kind: Format, text: str, word: str) -> None:
    found = hover_offer(text, kind, SCHEMA, text.index(word) + 1)
    assert found is not None
    assert "**manager.presence**: never \\< rarely" in found.says
    assert SCHEMA.facts["manager.presence"].question in found.says
    assert word in found.span.text
    assert hover_offer(text, kind, SCHEMA, len(text)) is None or kind == "toml"


def test_hover_of_a_group() -> None:
    found = hover_offer("[manager]\n", "toml", SCHEMA, 3)
    assert found is not None
    assert "`manager.presence`" in found.says


def test_outline() -> None:
    text = (
        'offer.kind = "new"\n[pay]\nbase = "60k USD per year"\n'
        '[current.team]\nsize = 3\nmood = "good"\n'
    )
    found = outline_offer(text, "toml")
    [kind, pay, current] = found
    assert (kind.name, [(one.name, one.detail) for one in kind.inner]) == (
        "offer",
        [("kind", '"new"')],
    )
    assert [(one.name, one.detail) for one in pay.inner] == [("base", '"60k USD per year"')]
    assert [one.name for one in current.inner[0].inner] == ["size", "mood"]
    for one in (*found, *pay.inner):
        assert one.span.start <= one.name_span.start <= one.name_span.end <= one.span.end


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path.resolve()
    (root / "my.criteria").write_text(
        "scale mood: awful < fine < great\nfact team.mood: mood\n"
        "fact team.noise: number from 0 to 9\n"
    )
    return Workspace({}, [str(root)])


@pytest.mark.parametrize(
    ("name", "text", "fixed"),
    [
        ("a.toml", '[manager]\npresense = "often"\n', '[manager]\npresence = "often"\n'),
        ("a.toml", '[manager]\npresence = "oftn"\n', '[manager]\npresence = "often"\n'),
        ("a.toml", '[pay]\nbase = "60k per year"\n', '[pay]\nbase = "60_000 USD per year"\n'),
        ("a.toml", "[pay]\nsign_on = '5k'\n", "[pay]\nsign_on = '5000 USD'\n"),
        ("a.toml", '[managr]\npresence = "often"\n', '[manager]\npresence = "often"\n'),
        ("a.toml", "leave.dais = 3\n", "leave.days = 3\n"),
        ("a.json", '{"leave": {"dais": 3}}', '{"leave": {"days": 3}}'),
        ("a.json", '{"team": {"mood": "awfull"}}', '{"team": {"mood": "awful"}}'),
        ("a.yaml", "leave:\n  dais: 3\n", "leave:\n  days: 3\n"),
        ("a.yaml", "team:\n  mood: awfull\n", "team:\n  mood: awful\n"),
        (
            "a.toml",
            '[team]\nsize = 3\nbase = "60k USD per year"\n',
            'pay.base = "60k USD per year"\n[team]\nsize = 3\n',
        ),
        (
            "a.toml",
            '[team]\nsize = 3\n[boss]\npresence = "often"\n',
            '[team]\nsize = 3\n[manager]\npresence = "often"\n',
        ),
    ],
)
def test_a_fix_mends(workspace: Workspace, name: str, text: str, fixed: str) -> None:
    path = f"{workspace.folders[0]}/{name}"
    found = read_offer_text(workspace, path, text)
    assert found is not None
    assert found.diagnostics
    mended = [applied(text, fix.edits) for fix in fixes_of_offer(workspace, path, found)]
    assert fixed in mended, (mended, [str(one.hint) for one in found.diagnostics])


def test_facts_that_criteria_declare(workspace: Workspace) -> None:
    path = f"{workspace.folders[0]}/a.toml"
    found = read_offer_text(workspace, path, 'team.mood = "fine"\nteam.noise = 11\n')
    assert found is not None
    assert [one.code for one in found.diagnostics] == ["out-of-bounds"]
    assert "team.mood" in schema_for(workspace, path).own


def test_the_current_job_is_read_as_it_is_open(workspace: Workspace) -> None:
    root = workspace.folders[0]
    workspace.open[f"{root}/job.toml"] = "team.size = 3\n"
    found = read_offer_text(workspace, f"{root}/a.toml", 'current = "job.toml"\n')
    assert found is not None
    assert (found.diagnostics, found.offer is not None) == ((), True)
    workspace.open[f"{root}/job.toml"] = 'team.size = "many"\n'
    wrong = read_offer_text(workspace, f"{root}/a.toml", 'current = "job.toml"\n')
    assert wrong is not None
    assert [one.primary.span.source.name for one in wrong.diagnostics] == [f"{root}/job.toml"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.toml", "[tool.ruff]\nline-length = 3\n"),
        ("x.json", '{"scripts": {}, "name": "a", "version": "b", "work": {}}'),
        ("x.toml", ""),
    ],
)
def test_other_files_are_no_offers(workspace: Workspace, name: str, text: str) -> None:
    assert read_offer_text(workspace, f"{workspace.folders[0]}/{name}", text) is None
    named = read_offer_text(workspace, f"{workspace.folders[0]}/x.offer.toml", "a = 1")
    assert named is not None


@pytest.mark.parametrize(
    ("kind", "text", "laid_out"),
    [
        (
            "toml",
            'pay.base="60k USD per year"   # much\n\n\n# of the team\n  [team]\nsize   =3\n[a]\n',
            'pay.base = "60k USD per year"   # much\n\n# of the team\n[team]\nsize = 3\n\n[a]\n',
        ),
        ("toml", 'a = [\n  "b = c",\n  # d\n]\n', 'a = [\n  "b = c",\n  # d\n]\n'),
        ("toml", 'a = """\n  b=1\n\n\n[c]\n"""\n', 'a = """\n  b=1\n\n\n[c]\n"""\n'),
        ("toml", "a = [\n", None),
        ("json", '{"a":{"b":60.10,"c":[]},"d":[1,"{x: 1}"]}', None),
        ("yaml", "a:   \n  b: 1\n\n\n", "a:\n  b: 1\n"),
    ],
)
def test_layout(kind: Format, text: str, laid_out: str | None) -> None:
    found = format_offer(text, kind)
    if kind == "json":
        assert found == (
            '{\n  "a": {\n    "b": 60.10,\n    "c": []\n  },\n'
            '  "d": [\n    1,\n    "{x: 1}"\n  ]\n}\n'
        )
        assert json.loads(found) == json.loads(text)
        return
    assert found == laid_out
    if found is not None:
        assert format_offer(found, kind) == found
        assert kind != "toml" or tomllib.loads(found) == tomllib.loads(text)
