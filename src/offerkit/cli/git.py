"""Files as they were in a revision of git."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from offerkit.cli.screen import Input, UsageError
from offerkit.records import Record


@frozen
class FilesAt(Record):
    """The files of a folder and its subfolders as they were in a revision."""

    folder: Path
    revision: str

    def read(self, path: str) -> bytes:
        """Return the content of a file; see ``load.files.FilesIn.read``.

        Raises:
            FileNotFoundError: it was not there.
        """
        data = git(self.folder, "show", f"{self.revision}:./{path}")
        if data is None:
            raise FileNotFoundError(path)
        return data


def before(given: Input, revision: str) -> Input | None:
    """Return a file as it was in a revision of git; None if it was not there.

    Raises:
        UsageError: git is not installed, the folder is in no repository, or there is no such
            revision.
    """
    folder, name = Path(given.path).parent, Path(given.path).name
    # An option is no revision.
    if (
        revision.startswith("-")
        or git(folder, "rev-parse", "--verify", f"{revision}^{{commit}}") is None
    ):
        raise UsageError(f"{given.name}: git has no revision {revision} here.")
    data = git(folder, "show", f"{revision}:./{name}")
    return None if data is None else evolve(given, data=data)


def revision_before(given: Input, day: date) -> str | None:
    """Return the last revision before a day began; None if there is none.

    Raises:
        UsageError: git is not installed.
    """
    folder = Path(given.path).parent
    said = git(folder, "rev-list", "-1", f"--before={day.isoformat()}T00:00:00", "HEAD")
    return (said or b"").decode().strip() or None


def git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git says; None if it says no.

    Raises:
        UsageError: git is not installed.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=False
        )
    except OSError as error:
        raise UsageError("git is not installed, or cannot be run.") from error
    return done.stdout if done.returncode == 0 else None
