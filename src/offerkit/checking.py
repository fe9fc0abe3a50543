"""Criteria that are only checked or laid out, without deciding anything."""

from __future__ import annotations

from offerkit.arguments import checks_arguments
from offerkit.check.checker import check
from offerkit.check.uses import UseResolver
from offerkit.core import CheckedCriteria
from offerkit.diagnostics import Diagnostic, sort_diagnostics
from offerkit.errors import CriteriaError
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema, schema_of
from offerkit.syntax.nodes import CriteriaFile
from offerkit.syntax.parser import parse
from offerkit.syntax.printer import format_file
from offerkit.syntax.problems import layout_too_large
from offerkit.syntax.source import MAX_BYTES, read_source, too_large


def checked(
    text: str | bytes,
    offer_type: type[Offer],
    name: str,
    resolve: UseResolver | None,
    folder: str,
    *,
    deciding: bool,
) -> tuple[CriteriaFile, CheckedCriteria, Schema, tuple[Diagnostic, ...]]:
    """Return what the author wrote, what it means, the facts that it may read, and all warnings.

    Args:
        text: See ``parse_criteria``, also for the others.
        offer_type: The type of the offers.
        name: Name of the text in diagnostics.
        resolve: Finds what ``use`` names.
        folder: The folder of the text.
        deciding: Whether every ``let`` must have a value.

    Raises:
        CriteriaError: the text has errors.
    """
    source, unreadable = read_source(name, text)
    if unreadable:
        raise CriteriaError(unreadable)
    parsed = parse(source)
    schema = schema_of(offer_type)
    meaning, names, found = check(parsed, schema, resolve=resolve, folder=folder, deciding=deciding)
    if any(diagnostic.is_error for diagnostic in found):
        raise CriteriaError(found)
    return parsed.file, meaning, names.schema, found


def check_criteria(
    text: str | bytes,
    *,
    offer_type: type[Offer] = Offer,
    name: str = "<criteria>",
    resolve: UseResolver | None = None,
    folder: str = "",
) -> tuple[Schema, tuple[Diagnostic, ...]]:
    """Return the facts that criteria may read, and all warnings.

    Unlike ``parse_criteria``, it accepts a file that only others use: one that leaves a ``let``
    for them to set. And it warns of what is surely not meant whatever the offer: rules that never
    hold or always do, dealbreakers that another one makes idle or that together leave no offer,
    thresholds out of reach. That work has a budget in steps.

    Raises:
        CriteriaError: the text has errors; all of them are in its ``diagnostics``.

    Source:
        grammar/README.md, "let".
    """
    from offerkit.advise.examine.warnings import warnings

    _, meaning, schema, found = checked(text, offer_type, name, resolve, folder, deciding=False)
    return schema, sort_diagnostics((*found, *warnings(meaning, schema, found)))


def declared_facts(
    text: str | bytes,
    *,
    name: str = "<criteria>",
    resolve: UseResolver | None = None,
    folder: str = "",
) -> Schema:
    """Return the facts that offers may state for criteria, as far as a text with errors tells."""
    source, unreadable = read_source(name, text)
    if unreadable:
        return schema_of(Offer)
    return check(parse(source), schema_of(Offer), resolve=resolve, folder=folder)[1].schema


@checks_arguments
def format_criteria(text: str | bytes, *, name: str = "<criteria>") -> str:
    """Return the canonical form of criteria text: same meaning, all comments kept.

    Only the syntax has to be right; names and datatypes are not looked at.

    Raises:
        CriteriaError: the text has syntax errors; all of them are in its ``diagnostics``. Or the
            result would be over the limit, so that nothing could read it.
        TypeError: an argument is of another type.

    Source:
        grammar/README.md, "Text" and "Limits".
    """
    source, unreadable = read_source(name, text)
    if unreadable:
        raise CriteriaError(unreadable)
    parsed = parse(source)
    if parsed.has_errors:
        _, _, found = check(parsed, schema_of())
        # With hints that have been tried.
        places = {(one.code, one.primary.span) for one in parsed.diagnostics}
        raise CriteriaError([one for one in found if (one.code, one.primary.span) in places])
    formatted = format_file(parsed.file)
    if too_large(formatted):
        end = len(source.text)
        size = len(formatted.encode())
        at = source.span(max(end - 1, 0), end)
        raise CriteriaError([layout_too_large(at, size, MAX_BYTES)])
    return formatted
