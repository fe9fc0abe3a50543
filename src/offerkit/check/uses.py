"""``use``: the files and packs that a criteria file uses, each once, dependencies first."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Final, Protocol, TypeAlias, assert_never

from attrs import define, field, frozen

from offerkit.check.problems import files as problems
from offerkit.diagnostics import Diagnostic
from offerkit.packs import pack_names, pack_text
from offerkit.records import Record
from offerkit.span import FileNames
from offerkit.syntax.nodes import CriteriaFile, Statement, UseFile, UsePack
from offerkit.syntax.parser import parse
from offerkit.syntax.source import read_source

MAX_DEPTH: Final = 8
"""Maximum depth of files using each other, not counting the root file."""

MAX_STATEMENTS: Final = 2_000
"""Maximum number of statements of a criteria file and all files that it uses."""


class OutsideFolderError(OSError):
    """A path that leads out of the folder of the root file, for example by a link."""


class UseResolver(Protocol):
    """Reads the files that criteria use; the only access of criteria to a file system."""

    def read(self, path: str) -> bytes | str:
        """Return the contents of the file at *path*.

        Args:
            path: Relative to the folder of the project, which is that of the root file unless the
                root file is in a folder below it; with ``/`` between folders and without ``.``
                and ``..``.

        Raises:
            FileNotFoundError: there is no such file.
            OutsideFolderError: the path leads out of the folder of the project.
            OSError: the file cannot be read.
        """
        ...


@frozen
class FilesInMemory(Record):
    """A resolver for files in memory: a mapping from path to text or bytes."""

    files: Mapping[str, bytes | str]

    def read(self, path: str) -> bytes | str:
        """Return the file at *path*; raise ``FileNotFoundError`` if the mapping has none."""
        try:
            return self.files[path]
        except KeyError:
            raise FileNotFoundError(path) from None


Use: TypeAlias = UseFile | UsePack


@frozen
class CollectedFile(Record):
    """The root file, a used file, or a pack."""

    file: CriteriaFile
    statements: tuple[Statement, ...]
    """Statements of the file up to the limit."""
    uses: tuple[tuple[Use, int], ...]
    """Each resolved ``use`` with the index of its file in ``FileSet.files``."""
    is_root: bool = False


@frozen
class FileSet(Record):
    """All files of criteria: each after those that it uses, the root file last."""

    files: tuple[CollectedFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    lost_names: frozenset[str]
    """Names that text with syntax errors seems to declare."""
    complete: bool
    """Whether every ``use`` is resolved and no statement is missing."""


def collect_files(
    root: CriteriaFile,
    resolve: UseResolver | None,
    folder: str = "",
) -> FileSet:
    """Return *root* and everything that it uses, directly or indirectly.

    Args:
        root: The name of its source determines the name of the file and its folder.
        resolve: Reads files; without one, every ``use`` of a file is an error.
        folder: Folder of the root file within that of the project; empty if it is the same.

    Source:
        grammar/README.md, "use" and "Limits".
    """
    name = root.span.source.name
    last = re.split(r"[/\\]", name)[-1]
    walk = _Walk(resolve, name.removesuffix(last), folder, root.span.source.names)
    key = posixpath.join(folder, last)
    walk.take(root, (key,))
    return FileSet(
        tuple(walk.files), tuple(walk.diagnostics), frozenset(walk.lost_names), walk.complete
    )


@define
class _Walk:
    """The state of the depth-first collection."""

    resolve: UseResolver | None
    prefix: str
    """What comes before the name of the root file in its path."""
    folder: str
    names: FileNames
    """Names of the root file and all that it uses."""
    files: list[CollectedFile] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)
    lost_names: set[str] = field(factory=set)
    complete: bool = True
    indexes: dict[str, int] = field(factory=dict)
    count: int = 0

    def take(self, file: CriteriaFile, chain: tuple[str, ...]) -> int:
        """Add *file*, the last of a chain, after all that it uses; return its index."""
        statements = self._within_limit(file)
        uses = []
        for statement in statements:
            if isinstance(statement, UseFile | UsePack):
                index = self._follow(statement, chain)
                if index is None:
                    self.complete = False
                else:
                    uses.append((statement, index))
        self.files.append(CollectedFile(file, statements, tuple(uses), is_root=len(chain) == 1))
        self.indexes[chain[-1]] = len(self.files) - 1
        return self.indexes[chain[-1]]

    def _within_limit(self, file: CriteriaFile) -> tuple[Statement, ...]:
        before, room = self.count, MAX_STATEMENTS - self.count
        self.count += len(file.statements)
        if self.count <= MAX_STATEMENTS:
            return file.statements
        self.complete = False
        if before <= MAX_STATEMENTS:
            # Reported once: further statements over the limit are the same mistake.
            self._add(problems.too_many_statements(file.statements[max(room, 0)], MAX_STATEMENTS))
        return file.statements[: max(room, 0)]

    def _add(self, *diagnostics: Diagnostic) -> None:
        self.diagnostics.extend(diagnostics)

    def _follow(self, use: Use, chain: tuple[str, ...]) -> int | None:
        """Return the index of the file for *use*; None if there is none, which is reported."""
        key = self._key(use, chain)
        if key is None:
            return None
        if key in chain:
            self._add(problems.use_cycle(use, (*chain[chain.index(key) :], key)))
            return None
        if key in self.indexes:
            return self.indexes[key]
        if len(chain) > MAX_DEPTH:
            self._add(problems.use_too_deep(use, MAX_DEPTH))
            return None
        data = self._read(use, key)
        return None if data is None else self._parse(use, data, (*chain, key))

    def _parse(self, use: Use, data: bytes | str, chain: tuple[str, ...]) -> int | None:
        name = chain[-1] if isinstance(use, UsePack) else self._path(chain[-1])
        source, unreadable = read_source(name, data, self.names)
        self._add(*unreadable)
        if unreadable:
            return None
        parsed = parse(source)
        self._add(*parsed.diagnostics)
        self.lost_names |= parsed.lost_names
        return self.take(parsed.file, chain)

    def _path(self, key: str) -> str:
        """Return the path of a used file as one would give it beside that of the root file."""
        beside = posixpath.relpath(key, self.folder or ".")
        outside = beside.startswith("../")
        return posixpath.normpath(self.prefix + beside) if outside else self.prefix + beside

    def _key(self, use: Use, chain: tuple[str, ...]) -> str | None:
        """Return the key of *use*: a path below the folder of the root file, or ``<pack>``."""
        match use:
            case UsePack():
                return self._pack_key(use)
            case UseFile():
                return self._file_key(use, chain)
            case _:
                assert_never(use)

    def _pack_key(self, use: UsePack) -> str | None:
        known = pack_names()
        if use.pack.value in known:
            return f"<{use.pack.value}>"
        self._add(problems.unknown_pack(use.pack, known))
        return None

    def _file_key(self, use: UseFile, chain: tuple[str, ...]) -> str | None:
        path = use.path.value
        if not _is_relative(path):
            self._add(problems.use_bad_path(use))
            return None
        if self.resolve is None:
            self._add(problems.use_without_files(use))
            return None
        key = posixpath.normpath(posixpath.join(posixpath.dirname(chain[-1]), path))
        if key == ".." or key.startswith("../"):
            self._add(problems.use_outside(use))
            return None
        return key

    def _read(self, use: Use, key: str) -> bytes | str | None:
        if isinstance(use, UsePack):
            return pack_text(use.pack.value)
        assert self.resolve is not None  # otherwise there is no key
        try:
            return self.resolve.read(key)
        except FileNotFoundError:
            self._add(problems.use_missing(use))
        except OutsideFolderError:
            self._add(problems.use_outside(use))
        except (OSError, ValueError):
            # Python raises ValueError for some names that no file can have.
            self._add(problems.use_unreadable(use))
        return None


def _is_relative(path: str) -> bool:
    """Return whether *path* is a relative path with ``/`` between folders."""
    return bool(path.strip()) and not re.search(r"^/|^[A-Za-z]:|\\|[\x00-\x1f]", path)
