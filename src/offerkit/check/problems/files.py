"""Diagnostics about used files and packs, and the statements they have together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from offerkit.check.problems.wording import (
    in_turn,
    quote,
    quoted_list,
)
from offerkit.diagnostics import Diagnostic, did_you_mean, error
from offerkit.syntax import nodes


def use_cycle(use: nodes.UseFile | nodes.UsePack, chain: Sequence[str]) -> Diagnostic:
    """Files that use each other in a circle."""
    return error(
        "use-cycle",
        "files use each other in a circle",
        use.span,
        hint=f"remove one of these: {in_turn(chain)}",
    )


def use_too_deep(use: nodes.UseFile | nodes.UsePack, most: int) -> Diagnostic:
    """A chain of files using each other that is too long."""
    return error("use-too-deep", f"files use each other more than {most} levels deep", use.span)


def use_outside(use: nodes.UseFile) -> Diagnostic:
    """A used file outside the folder of the root file."""
    return error(
        "use-outside",
        f"{quote(use.path.span)} is outside the folder of the main file",
        use.path.span,
        hint="put an empty file `offerkit.toml` into a folder above both, or move it",
    )


def use_bad_path(use: nodes.UseFile) -> Diagnostic:
    """A path that is absolute, empty, or not written with ``/``."""
    return error(
        "use-bad-path",
        f"{quote(use.path.span)} is not a relative path with `/` between folders",
        use.path.span,
        hint='write it relative to this file, as in `use "common/basics.criteria"`',
    )


def use_missing(use: nodes.UseFile) -> Diagnostic:
    """A used file that does not exist."""
    return error("use-missing", f"there is no file {quote(use.path.span)}", use.path.span)


def use_unreadable(use: nodes.UseFile) -> Diagnostic:
    """A used file that exists but cannot be read."""
    return error("use-unreadable", f"{quote(use.path.span)} cannot be read", use.path.span)


def use_without_files(use: nodes.UseFile) -> Diagnostic:
    """A ``use`` of a file in a text without a folder."""
    return error(
        "use-without-files",
        "criteria that are not in a file can use only packs",
        use.path.span,
        hint="load the criteria from a file",
    )


def unknown_pack(pack: nodes.Name, known: Collection[str]) -> Diagnostic:
    """A pack that does not exist."""
    hint = did_you_mean(pack.value, known, f"packs: {quoted_list(known)}")
    return error("unknown-pack", f"unknown pack {quote(pack.span)}", pack.span, hint=hint)


def too_many_statements(statement: nodes.Statement, most: int) -> Diagnostic:
    """The first statement over the limit."""
    return error(
        "too-many-statements",
        f"a file and the files that it uses have at most {most:,} statements",
        statement.span,
    )
