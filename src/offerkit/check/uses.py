"""``use``: the files and packs that a criteria file takes in, each once, those it uses first."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from importlib import resources
from typing import Final, Protocol, TypeAlias, assert_never

from attrs import define, field, frozen

from offerkit.check.problems import files as problems
from offerkit.diagnostics import Diagnostic
from offerkit.syntax.nodes import CriteriaFile, Statement, UseFile, UsePack
from offerkit.syntax.parser import parse
from offerkit.syntax.source import read_source

MAX_DEPTH: Final = 8
"""How many files deep files may use each other; the root file itself is not counted."""

MAX_STATEMENTS: Final = 2_000
"""The most statements a criteria file and all that it uses may have together."""

_PACK_SUFFIX: Final = ".criteria"


class OutsideFolderError(OSError):
    """A resolver found that a path leads out of the root file's folder, say by a link."""


class UseResolver(Protocol):
    """Reads the files that criteria use; the one way from criteria to a file system."""

    def read(self, path: str) -> bytes | str:
        """Return what the file at *path* holds.

        Args:
            path: Relative to the folder of the root file, with ``/`` between folders; already
                without ``.`` and ``..``.

        Raises:
            FileNotFoundError: there is no such file.
            OutsideFolderError: the path leads out of the root file's folder.
            OSError: the file cannot be read.
        """
        ...


@frozen
class FilesInMemory:
    """A resolver for files that are not on a disk: a mapping from path to text or bytes."""

    files: Mapping[str, bytes | str]

    def read(self, path: str) -> bytes | str:
        """Return the file at *path*; ``FileNotFoundError`` when the mapping has none."""
        try:
            return self.files[path]
        except KeyError:
            raise FileNotFoundError(path) from None


def pack_names() -> tuple[str, ...]:
    """Return the names of the packs that come with offerkit, sorted."""
    folder = resources.files("offerkit") / "packs"
    names = (entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
    return tuple(sorted(n.removesuffix(_PACK_SUFFIX) for n in names if n.endswith(_PACK_SUFFIX)))


def pack_text(name: str) -> str:
    """Return the text of the pack *name*, which is one of ``pack_names()``."""
    return (resources.files("offerkit") / "packs" / f"{name}{_PACK_SUFFIX}").read_text("utf-8")


Use: TypeAlias = UseFile | UsePack


@frozen
class CollectedFile:
    """A file that takes part: the root file, a file it uses, or a pack."""

    file: CriteriaFile
    statements: tuple[Statement, ...]
    """The file's statements, without those beyond the limit."""
    uses: tuple[tuple[Use, int], ...]
    """Each ``use`` that could be followed, and the index of what it takes in."""
    is_root: bool = False


@frozen
class FileSet:
    """All files that take part: those used before those that use them, the root file last."""

    files: tuple[CollectedFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    lost_names: frozenset[str]
    """Names that text with syntax errors would have declared."""
    complete: bool
    """Whether every ``use`` could be followed and every statement is there."""


def collect_files(
    root: CriteriaFile, resolve: UseResolver | None, packs: Collection[str] | None = None
) -> FileSet:
    """Return *root* and everything that it uses.

    Args:
        root: Its source's name says what the file and its folder are called.
        resolve: Reads files; without one, every ``use`` of a file is an error.
        packs: The names ``use`` may take without quotes; those of ``pack_names()`` by default.

    Source:
        grammar/README.md, "use" and "Limits".
    """
    name = root.span.source.name
    key = re.split(r"[/\\]", name)[-1]
    walk = _Walk(resolve, name.removesuffix(key), packs)
    walk.take(key, root, (key,))
    return FileSet(
        tuple(walk.files), tuple(walk.diagnostics), frozenset(walk.lost_names), walk.complete
    )


@define
class _Walk:
    """The state of taking files in, depth first."""

    resolve: UseResolver | None
    folder: str
    packs: Collection[str] | None
    files: list[CollectedFile] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)
    lost_names: set[str] = field(factory=set)
    complete: bool = True
    indexes: dict[str, int] = field(factory=dict)
    count: int = 0

    def take(self, key: str, file: CriteriaFile, chain: tuple[str, ...]) -> int:
        """Take in *file*, known by *key*, after all that it uses; return its index."""
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
        self.indexes[key] = len(self.files) - 1
        return self.indexes[key]

    def _within_limit(self, file: CriteriaFile) -> tuple[Statement, ...]:
        before, room = self.count, MAX_STATEMENTS - self.count
        self.count += len(file.statements)
        if self.count <= MAX_STATEMENTS:
            return file.statements
        self.complete = False
        if before <= MAX_STATEMENTS:
            # Once: what is beyond the first statement too many is the same mistake.
            self._add(problems.too_many_statements(file.statements[max(room, 0)], MAX_STATEMENTS))
        return file.statements[: max(room, 0)]

    def _add(self, *diagnostics: Diagnostic) -> None:
        self.diagnostics.extend(diagnostics)

    def _follow(self, use: Use, chain: tuple[str, ...]) -> int | None:
        """Return the index of what *use* takes in, or None once it is reported."""
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
        return None if data is None else self._parse(key, data, chain)

    def _parse(self, key: str, data: bytes | str, chain: tuple[str, ...]) -> int | None:
        name = key if _is_pack(key) else f"{self.folder}{key}"
        source, unreadable = read_source(name, data)
        self._add(*unreadable)
        if unreadable:
            return None
        parsed = parse(source)
        self._add(*parsed.diagnostics)
        self.lost_names |= parsed.lost_names
        return self.take(key, parsed.file, (*chain, key))

    def _key(self, use: Use, chain: tuple[str, ...]) -> str | None:
        """Return what *use* is known by: a path below the root's folder, or ``<pack>``."""
        match use:
            case UsePack():
                return self._pack_key(use)
            case UseFile():
                return self._file_key(use, chain)
            case _:
                assert_never(use)

    def _pack_key(self, use: UsePack) -> str | None:
        known = pack_names() if self.packs is None else self.packs
        if use.pack.value in known:
            return f"<{use.pack.value}>"
        self._add(problems.unknown_pack(use.pack, known))
        return None

    def _file_key(self, use: UseFile, chain: tuple[str, ...]) -> str | None:
        path, user = use.path.value, chain[-1]
        if not _is_relative(path):
            self._add(problems.use_bad_path(use))
            return None
        if self.resolve is None or (len(chain) > 1 and _is_pack(user)):
            self._add(problems.use_without_files(use))
            return None
        key = posixpath.normpath(posixpath.join(posixpath.dirname(user), path))
        if key == ".." or key.startswith("../"):
            self._add(problems.use_outside(use))
            return None
        return key

    def _read(self, use: Use, key: str) -> bytes | str | None:
        if isinstance(use, UsePack):
            return pack_text(use.pack.value)
        assert self.resolve is not None  # or there would be no key
        try:
            return self.resolve.read(key)
        except FileNotFoundError:
            self._add(problems.use_missing(use))
        except OutsideFolderError:
            self._add(problems.use_outside(use))
        except (OSError, ValueError):
            # ValueError is how Python says of some names that no file can have them.
            self._add(problems.use_unreadable(use))
        return None


def _is_pack(key: str) -> bool:
    return key.startswith("<") and key.endswith(">")


def _is_relative(path: str) -> bool:
    """Whether *path* is a relative path as criteria write them: ``/`` between folders."""
    return bool(path.strip()) and not re.search(r"^/|^[A-Za-z]:|\\|[\x00-\x1f]", path)
