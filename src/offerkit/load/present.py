"""The present job, described once, in a file that offers name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeGuard

from attrs import evolve

from offerkit.check.uses import OutsideFolderError
from offerkit.errors import OfferError
from offerkit.load import problems
from offerkit.load.amounts import Raw, says_none, says_unknown
from offerkit.load.files import FilesIn
from offerkit.load.formats import SUFFIXES, Format
from offerkit.load.problems import FactError
from offerkit.model.offer import Offer, OfferT

ReadText: TypeAlias = Callable[[bytes, Format, str], Offer]
"""Reads an offer of the format from the content of a file with the name."""


def names_a_file(raw: Raw) -> TypeGuard[str]:
    """Return whether what an offer states as ``current`` is the name of a file."""
    return isinstance(raw, str) and not says_none(raw) and not says_unknown(raw)


def read_present(name: str, files: FilesIn, folder: str, beside: Path, read: ReadText) -> Offer:
    """Return the job in a file that an offer names, with its facts as those of an offer.

    Args:
        name: As the offer names it, relative to itself.
        files: What it may name.
        folder: The folder of the offer within theirs.
        beside: The folder of the offer, as diagnostics name it.
        read: Reads the file.

    Raises:
        FactError: there is no such file, or it is none that describes a job.
        OfferError: the file has errors.

    Source:
        grammar/README.md, "Offer files".
    """
    if not name.strip() or re.search(r"^/|^[A-Za-z]:|\\|[\x00-\x1f]", name):
        raise FactError(problems.bad_present(name, "is not a relative path with `/`"))
    kind = SUFFIXES.get(Path(name).suffix.lower())
    if kind in {None, "html", "letter"}:
        raise FactError(problems.bad_present(name, "is not a TOML, JSON or YAML file"))
    key = posixpath.normpath(posixpath.join(folder, name))
    try:
        if key == ".." or key.startswith("../"):
            raise OutsideFolderError(name)
        data = files.read(key)
    except FileNotFoundError:
        raise FactError(problems.bad_present(name, "does not exist")) from None
    except OutsideFolderError:
        raise FactError(
            problems.bad_present(name, "is outside the folder of the project", problems.FENCE)
        ) from None
    except (OSError, ValueError):
        raise FactError(problems.bad_present(name, "cannot be read")) from None
    try:
        job = read(data, kind, posixpath.normpath(posixpath.join(beside.as_posix(), name)))
    except OfferError as wrong:
        if any(found.code == "bad-current" for found in wrong.diagnostics):
            raise FactError(problems.bad_present(name, "names a current job itself")) from None
        raise
    if any(of is not None for of in (job.promised, job.found, job.refused, job.current)):
        raise FactError(
            problems.bad_present(name, "states `promised`, `found`, `refused` or `current` facts")
        )
    return job


def with_present(offer: OfferT, job: Offer) -> OfferT:
    """Return an offer with a job as the current one, and with where its facts were learned."""
    sources = {f"current.{path}": source for path, source in job.sources.items()}
    view: Any = evolve(job, sources={}, posting={}, notes=())
    return evolve(offer, current=view, sources={**sources, **offer.sources})
