"""The files of a project as an editor sees them: what is open comes before what is on disk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic
from typing import Final

from attrs import define, field, frozen

from offerkit.check.uses import OutsideFolderError
from offerkit.load.files import MARKER, FilesIn, project_of
from offerkit.load.formats import MAX_BYTES, Format
from offerkit.packs import pack_names, pack_text

CRITERIA_SUFFIX: Final = ".criteria"
OFFER_FORMATS: Final[Mapping[str, Format]] = {
    ".toml": "toml",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
}
"""Formats of offers that people write by hand, by extension."""
_NO_OFFERS: Final = re.compile(
    rf"(?:{re.escape(MARKER)}|pyproject\.toml|package(?:-lock)?\.json|.*\.expect\.toml"
    r"|.*\.schema\.json|\..*)"
)
"""Names of files that are no offers, whatever is in them."""
_NOT_ENTERED: Final = frozenset({"node_modules", "__pycache__", "site-packages", "target"})
_MOST_ENTRIES: Final = 5_000
"""Entries of folders that are looked at for the files of a project."""


@frozen
class OpenFiles(FilesIn):
    """Files of a folder, of which some are open in an editor and may not be saved yet."""

    open: Mapping[str, str] = field(factory=dict, kw_only=True)
    """Texts by real path."""

    def read(self, path: str) -> bytes:
        """Return the content of a file; see ``FilesIn.read``."""
        root = os.path.realpath(self.folder)
        target = os.path.realpath(os.path.join(root, path))  # noqa: PTH118 - as realpath wants it
        if target not in self.open:
            return super().read(path)
        if not Path(target).is_relative_to(root):
            raise OutsideFolderError(path)
        return self.open[target].encode("utf-8", "surrogatepass")[: MAX_BYTES + 1]


@define
class Workspace:
    """Open texts, and the folders in which files belong together."""

    open: dict[str, str] = field(factory=dict)
    """Texts of open files by real path."""
    folders: list[str] = field(factory=list)
    """Real paths of the folders that are open in the editor."""
    _lists: dict[tuple[str, bool], tuple[float, list[str]]] = field(factory=dict)
    _read: dict[str, tuple[tuple[int, int], str]] = field(factory=dict)

    def files(self, path: str) -> tuple[OpenFiles, str]:
        """Return what a file may name, and its folder within theirs: see ``project_of``."""
        files, folder = project_of(Path(path).parent)
        return OpenFiles(files.folder, open=self.open), folder

    def text(self, path: str) -> str | None:
        """Return the text of a file, of a pack by its name in brackets; None if it has none."""
        if path.startswith("<"):
            name = path.strip("<>")
            return pack_text(name) if name in pack_names() else None
        if path in self.open:
            return self.open[path]
        try:
            found = os.stat(path)  # noqa: PTH116
            stamp = found.st_mtime_ns, found.st_size
            if found.st_size > MAX_BYTES or not Path(path).is_file():
                return None
            if (known := self._read.get(path)) is None or known[0] != stamp:
                text = Path(path).read_bytes().decode("utf-8").removeprefix("\ufeff")
                known = self._read[path] = stamp, text
        except (OSError, ValueError):
            return None
        return known[1]

    def criteria(self, path: str) -> list[str]:
        """Return the criteria files of the project that a file is in, sorted."""
        return [one for one in self._beside(path) if one.endswith(CRITERIA_SUFFIX)]

    def offers(self, path: str) -> list[str]:
        """Return what may be offer files of the project that a file is in, nearest first."""
        folder = os.path.dirname(path)  # noqa: PTH120
        found = [one for one in self._beside(path) if may_be_offer(one)]
        return sorted(found, key=lambda one: (os.path.dirname(one) != folder, one))  # noqa: PTH120

    def _beside(self, path: str) -> list[str]:
        """Return the files of the project, or of the open folder, that a file is in."""
        files, _ = project_of(Path(path).parent)
        around = [f for f in self.folders if Path(path).is_relative_to(f)]
        roots = {str(files.folder), *around}
        # Without a marker or an open folder, what is below may be anything.
        deep = bool(around) or (files.folder / MARKER).is_file()
        found = {one for root in roots for one in self._listed(root, deep=deep)}
        return sorted(found | {one for one in list(self.open) if _is_in(one, roots, deep=deep)})

    def _listed(self, root: str, *, deep: bool) -> list[str]:
        """Return the files below a folder, as they were less than a second ago."""
        now = monotonic()
        known = self._lists.get((root, deep))
        if known is None or now - known[0] > 1:
            known = self._lists[root, deep] = now, [*_walk(root, deep=deep)]
        return known[1]


def may_be_offer(path: str) -> bool:
    """Return whether a file may be an offer, by its name."""
    return Path(path).suffix in OFFER_FORMATS and not _NO_OFFERS.fullmatch(Path(path).name)


def _is_in(path: str, roots: set[str], *, deep: bool) -> bool:
    parent = Path(path).parent
    return any(parent.is_relative_to(root) if deep else str(parent) == root for root in roots)


def _walk(root: str, *, deep: bool) -> Iterator[str]:
    """Yield the files below a folder that may be criteria or offers."""
    left = _MOST_ENTRIES
    for folder, below, names in os.walk(root):
        below[:] = sorted(n for n in below if deep and not n.startswith(".") and _enter(n))
        for name in sorted(names):
            if Path(name).suffix == CRITERIA_SUFFIX or may_be_offer(name):
                yield os.path.realpath(os.path.join(folder, name))  # noqa: PTH118
        left -= len(below) + len(names)
        if left <= 0:
            return


def _enter(name: str) -> bool:
    return name not in _NOT_ENTERED and not name.endswith("venv")
