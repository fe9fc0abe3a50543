"""How files are named to people."""

from __future__ import annotations

import pytest

from offerkit.span import FileNames, Source


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["/home/dana/jobs/my.criteria"], ["my.criteria"]),
        ([r"C:\\Users\\Dana\\my.criteria"], ["my.criteria"]),
        (["my.criteria", "<ordinary>"], ["my.criteria", "<ordinary>"]),
        (["/home/dana/a.toml", "/home/dana/old/a.toml"], ["a.toml", "old/a.toml"]),
        (["x/2025/a.toml", "x/2026/a.toml", "x/b.toml"], ["2025/a.toml", "2026/a.toml", "b.toml"]),
        (["a.toml", "x/a.toml"], ["a.toml", "x/a.toml"]),
        (["/home/dana/x/a.toml", "/home/dana/y/a.toml"], ["x/a.toml", "y/a.toml"]),
    ],
)
def test_without_folders_unless_two_are_the_same(names: list[str], shown: list[str]) -> None:
    found = FileNames(names)
    assert [found.shown(name) for name in names] == shown


def test_a_place_names_the_file_alone() -> None:
    source = Source("/home/dana/my.criteria", "pro if visa.needed")
    assert source.span(0, 3).to_dict()["file"] == "my.criteria"
    other = Source("/home/dana/lib/my.criteria", "", source.names)
    assert (source.shown, other.shown) == ("my.criteria", "lib/my.criteria")
    assert str(source.span(0, 3)) == "/home/dana/my.criteria:1:1"  # for diagnostics
