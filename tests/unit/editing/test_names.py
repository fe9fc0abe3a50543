"""Names across files: definition, references and rename, in criteria and offers, saved or not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from offerkit.check.uses import FilesInMemory
from offerkit.checking import declared_facts
from offerkit.criteria import parse_criteria
from offerkit.editing.models import CannotRenameError, Edit
from offerkit.editing.names import definitions, references, rename
from offerkit.editing.offers import applied
from offerkit.editing.project import Workspace
from offerkit.load import read_offer
from offerkit.packs import pack_names

SHARED = """\
# floor and mood are declared here
scale mood: awful < fine < great
fact team.mood: mood "How is it?"
let floor: pay
dealbreaker "Below floor" if pay.base < floor
"""
MINE = """\
use "shared.criteria"
let floor = 60k USD per year
pro "Nice" if current.team.mood >= fine and team.mood > fine   # floor
prefer pay.base from floor to 80k USD per year
con if manager.presence < sometimes and
"""
OTHER = "let floor = 3\npro if leave.days > floor\n"
OFFERS = {
    "a.toml": '[team]\nmood = "fine"\n[sources]\n"team.mood" = "floor"\n',
    "b.toml": 'team.mood = "great"\n[current.team]\nmood = "awful"\n',
    "c.json": '{"team": {"mood": "fine"}}\n',
    "d.yaml": "team:\n  mood: fine\n",
    "e.toml": 'team = {mood = "fine", size = 3}\n',
}
FILES = {"shared.criteria": SHARED, "mine.criteria": MINE, "other.criteria": OTHER, **OFFERS}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A project on disk, in which one file has another text than the one that is open."""
    (tmp_path / "offerkit.toml").touch()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "mine.criteria").write_text("let floor = nothing saved yet")
    (tmp_path / "b.toml").write_text("")
    root = tmp_path.resolve()
    opened = {str(root / name): FILES[name] for name in ("mine.criteria", "b.toml")}
    return Workspace(opened, [str(root)])


def at(workspace: Workspace, name: str, words: str, more: int = 0) -> tuple[str, int]:
    """The path of a file, and the offset of words in it."""
    path = next(
        one
        for one in [
            *workspace.criteria(next(iter(workspace.open))),
            *workspace.offers(next(iter(workspace.open))),
        ]
        if Path(one).name == name
    )
    return path, FILES[name].index(words) + more


def put(workspace: Workspace, edits: list[Edit]) -> dict[str, str]:
    """The texts of all files after edits."""
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.span.source.name, []).append(edit)
    after = dict(FILES)
    for path, several in by_file.items():
        after[Path(path).name] = applied(workspace.text(path) or "", tuple(several))
    return after


def places(spans: list[object]) -> list[str]:
    return [f"{Path(s.source.name).name}:{s.line}:{s.column}" for s in spans]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "words", "declared"),
    [
        ("mine.criteria", "floor to", ["mine.criteria:2:5", "shared.criteria:4:5"]),
        ("mine.criteria", "team.mood >=", ["shared.criteria:3:6"]),
        ("mine.criteria", "fine", ["shared.criteria:2:21"]),
        ("mine.criteria", '"shared', ["shared.criteria:1:1"]),
        ("shared.criteria", 'mood "How', ["shared.criteria:2:7"]),
        ("mine.criteria", "pay.base", []),
        ("mine.criteria", "# floor", []),
        ("mine.criteria", '"Nice"', []),
        ("other.criteria", "floor\n", ["other.criteria:1:5"]),
        ("a.toml", "mood", ["shared.criteria:3:6"]),
        ("c.json", "mood", ["shared.criteria:3:6"]),
        ("d.yaml", "mood", ["shared.criteria:3:6"]),
    ],
)
def test_where_a_name_is_declared(
    workspace: Workspace, name: str, words: str, declared: list[str]
) -> None:
    assert sorted(places([*definitions(workspace, *at(workspace, name, words, 1))])) == declared


def test_a_pack_is_its_file(workspace: Workspace) -> None:
    path = at(workspace, "mine.criteria", "use")[0]
    workspace.open[path] = "use starter\n"
    [found] = definitions(workspace, path, 6)
    assert found.source.name == "<starter>"
    assert "dealbreaker" in found.source.text


def test_references_are_in_all_files_and_nowhere_else(workspace: Workspace) -> None:
    found = places([*references(workspace, *at(workspace, "shared.criteria", "floor: pay"))])
    assert found == [
        "mine.criteria:2:5",
        "mine.criteria:4:22",
        "shared.criteria:4:5",
        "shared.criteria:5:41",
    ]
    found = places([*references(workspace, *at(workspace, "mine.criteria", "team.mood", 6))])
    assert found == [
        "a.toml:2:1",
        "a.toml:4:1",
        "b.toml:1:1",
        "b.toml:3:1",
        "c.json:1:11",
        "d.yaml:2:3",
        "e.toml:1:9",
        "mine.criteria:3:23",
        "mine.criteria:3:45",
        "shared.criteria:3:6",
    ]


def test_a_let_is_renamed_where_it_is_shared(workspace: Workspace) -> None:
    after = put(
        workspace, rename(workspace, *at(workspace, "mine.criteria", "floor to"), "least_pay")
    )
    assert after["other.criteria"] == OTHER
    assert "let least_pay: pay" in after["shared.criteria"]
    assert "# floor" in after["shared.criteria"]
    assert '"Below floor" if pay.base < least_pay' in after["shared.criteria"]
    mine = after["mine.criteria"]
    assert mine == MINE.replace("floor =", "least_pay =").replace("floor to", "least_pay to")
    text = mine.rpartition("con if")[0]
    parse_criteria(text, name="mine.criteria", resolve=FilesInMemory(after))


def test_a_scale_is_renamed(workspace: Workspace) -> None:
    after = put(workspace, rename(workspace, *at(workspace, "shared.criteria", "mood:"), "feeling"))
    assert "scale feeling: awful" in after["shared.criteria"]
    assert 'fact team.mood: feeling "How' in after["shared.criteria"]


@pytest.mark.parametrize("new", ["team.spirit", "spirit"])
def test_a_fact_is_renamed_in_offers_too(workspace: Workspace, new: str) -> None:
    after = put(workspace, rename(workspace, *at(workspace, "b.toml", "mood", 1), new))
    schema = declared_facts(after["shared.criteria"])
    assert "team.spirit" in schema.own
    for name in OFFERS:
        kind = Path(name).suffix.removeprefix(".")
        offer = read_offer(after[name], format=kind, schema=schema)  # type: ignore[call-overload]
        assert "team.spirit" in offer.own or "team.spirit" in str(offer), name
    assert "current.team.spirit >= fine and team.spirit" in after["mine.criteria"]


@pytest.mark.parametrize(
    ("name", "words", "new", "why"),
    [
        ("mine.criteria", "floor to", "often", "a meaning already"),
        ("mine.criteria", "floor to", "fine", "a meaning already"),
        ("mine.criteria", "floor to", "weight", "cannot be the name of a let"),
        ("mine.criteria", "floor to", "Floor", "cannot be the name of a let"),
        ("mine.criteria", "pay.base", "pay.basis", "not declared in these files"),
        ("mine.criteria", "sometimes", "rarely", "Only what"),
        ("mine.criteria", "pro", "con", "Only what"),
        ("shared.criteria", "mood:", "quality", "a meaning already"),
        ("shared.criteria", "mood:", "pay", "a meaning already"),
        ("mine.criteria", "team.mood >=", "team.size", "a meaning already"),
        ("mine.criteria", "team.mood >=", "people.mood", "because a.toml states it"),
        ("mine.criteria", "team.mood >=", "team.Mood", "cannot be the name of a fact"),
    ],
)
def test_what_cannot_be_renamed(
    workspace: Workspace, name: str, words: str, new: str, why: str
) -> None:
    with pytest.raises(CannotRenameError, match=why):
        rename(workspace, *at(workspace, name, words, 1), new)


def test_names_of_a_pack_stay(workspace: Workspace) -> None:
    path = at(workspace, "mine.criteria", "use")[0]
    found = (
        (pack, word)
        for pack in pack_names()
        for word in re.findall(r"^let ([a-z_]+)", workspace.text(f"<{pack}>") or "", re.MULTILINE)
    )
    pack, word = next(found)
    workspace.open[path] = f"use {pack}\npro if {word} > 1\n"
    with pytest.raises(CannotRenameError, match="in a pack"):
        rename(workspace, path, workspace.open[path].index(word), "other")
