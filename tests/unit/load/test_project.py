"""The folder of a project: what criteria and offers in it may read."""

from __future__ import annotations

from pathlib import Path

import pytest

from offerkit import CriteriaError, load_criteria
from offerkit.cli.app import run
from offerkit.load.files import project_of


@pytest.fixture
def anna(tmp_path: Path) -> Path:
    """Return the criteria of a client two folders below a shared file."""
    (tmp_path / "shared.criteria").write_text("let rent = 40k USD per year", encoding="utf-8")
    folder = tmp_path / "clients" / "anna"
    folder.mkdir(parents=True)
    path = folder / "anna.criteria"
    path.write_text('use "../../shared.criteria"\npro if pay.base > rent', encoding="utf-8")
    return path


def test_without_a_project_nothing_above_the_folder_is_read(anna: Path) -> None:
    with pytest.raises(CriteriaError, match="use-outside"):
        load_criteria(anna)


def test_a_marker_makes_its_folder_the_project(anna: Path, tmp_path: Path) -> None:
    (tmp_path / "offerkit.toml").touch()
    assert load_criteria(anna).warnings == ()


def test_the_nearest_marker_counts(anna: Path, tmp_path: Path) -> None:
    (tmp_path / "offerkit.toml").touch()
    (tmp_path / "clients" / "offerkit.toml").touch()
    with pytest.raises(CriteriaError, match="use-outside"):
        load_criteria(anna)


def test_a_folder_of_that_name_is_no_marker(anna: Path, tmp_path: Path) -> None:
    (tmp_path / "offerkit.toml").mkdir()
    with pytest.raises(CriteriaError, match="use-outside"):
        load_criteria(anna)


def test_the_stated_folder_goes_before_a_marker(anna: Path, tmp_path: Path) -> None:
    (anna.parent / "offerkit.toml").touch()
    assert load_criteria(anna, root=tmp_path).warnings == ()
    (tmp_path / "offerkit.toml").touch()
    with pytest.raises(CriteriaError, match="use-outside"):
        load_criteria(anna, root=anna.parent)


def test_the_file_has_to_be_in_the_stated_folder(anna: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(ValueError, match="is not in"):
        load_criteria(anna, root=other)


def test_a_link_out_of_the_project_is_not_followed(anna: Path, tmp_path: Path) -> None:
    project = tmp_path / "clients"
    (project / "offerkit.toml").touch()
    (project / "link.criteria").symlink_to(tmp_path / "shared.criteria")
    anna.write_text('use "../link.criteria"\npro if pay.base > rent', encoding="utf-8")
    with pytest.raises(CriteriaError, match="use-outside"):
        load_criteria(anna)


def test_a_folder_within_a_project_is_named_with_slashes(anna: Path, tmp_path: Path) -> None:
    files, folder = project_of(anna.parent, tmp_path)
    assert (files.folder, folder) == (tmp_path.resolve(), "clients/anna")
    assert project_of(tmp_path)[1] == ""


def test_the_command_takes_the_folder(
    anna: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(anna), "--root", str(tmp_path)]) == 0
    assert run(["check", str(anna), "--root", str(tmp_path / "nowhere")]) == 2
    assert "--root" in capsys.readouterr().err
