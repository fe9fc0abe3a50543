"""Reading criteria from a file, with the files that they use."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path
from typing import Any, TypeVar, overload

from offerkit.criteria import Criteria, parse_criteria
from offerkit.load.uses import FilesIn
from offerkit.model.offer import Offer
from offerkit.syntax.source import MAX_BYTES

O = TypeVar("O", bound=Offer)  # noqa: E741


@overload
def load_criteria(path: str | PathLike[str]) -> Criteria[Offer]: ...
@overload
def load_criteria(path: str | PathLike[str], *, offer_type: type[O]) -> Criteria[O]: ...
def load_criteria(path: str | PathLike[str], *, offer_type: type[Any] = Offer) -> Criteria[Any]:
    """Return the criteria in a file, ready to decide offers.

    Files that it names with ``use`` are read from its folder and below, never from elsewhere.

    Args:
        path: The criteria file.
        offer_type: ``Offer``, or a subclass with groups of your own.

    Raises:
        CriteriaError: the file, or one that it uses, has errors; all are in ``diagnostics``.
        OSError: the file cannot be opened.

    Source:
        grammar/README.md, "use".
    """
    with Path(path).open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    folder = FilesIn(Path(path).parent)
    return parse_criteria(data, offer_type=offer_type, name=fspath(path), resolve=folder)
