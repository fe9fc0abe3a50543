"""A comparison in HTML: the offers on one scale, side by side, and what is sure of their order."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from attrs import frozen

from offerkit.advise.compare.comparison import (
    Comparison,
    Contest,
    Option,
    Relation,
)
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import StatementKind
from offerkit.kleene import Kleene
from offerkit.render.html.decide import about_scores
from offerkit.render.html.drawing import Scale
from offerkit.render.html.markup import Markup, joined, optional, tag
from offerkit.render.html.pieces import (
    Cell,
    badge,
    code,
    paragraph,
    table,
    topic,
    words,
)
from offerkit.render.words.common import KIND_WORDS, clipped, offer_title, share_text, value_words
from offerkit.render.words.compare import (
    but_for_one,
    certainly_better,
    flip_text,
    swap_text,
    tenths_text,
)
from offerkit.text import listed
from offerkit.values import Unknown


@frozen
class Names:
    """What the options are called: by their company where that tells them apart."""

    comparison: Comparison

    def __getitem__(self, name: str) -> str:
        """Return what to call the option that goes by *name*."""
        mine = _titles(self.comparison.option(name))
        others = [o for o in self.comparison.options if o.name != name]
        taken = {title for other in others for title in _titles(other)}
        return next(title for title in (*mine, name) if title == name or title not in taken)


def _titles(option: Option) -> tuple[str, ...]:
    """Return what an option may be called, short before long; its name is the last resort."""
    if option.is_staying:
        return "Staying", option.name
    company = option.decision.offer.company.name
    if isinstance(company, Unknown):
        return (option.name,)
    return clipped(company), offer_title(option.decision, None), option.name


def head(comparison: Comparison, level: int) -> Markup:
    """Return what is compared, and which comes first."""
    offers = sum(not option.is_staying for option in comparison.options)
    staying = " and staying" if offers < len(comparison.options) else ""
    title = f"{offers} offer{'' if offers == 1 else 's'}{staying} compared"
    return joined(
        tag(f"h{level}", title, class_="title"),
        paragraph(first_sentence(comparison), class_="why"),
    )


def first_sentence(comparison: Comparison) -> str:
    """Return which option comes first, in a sentence; names as they are in files."""
    names = Names(comparison)
    ahead = [option for option in comparison.options if option.place.best == 1]
    called = [names[option.name] for option in ahead]
    if len(comparison.options) == 1:
        return f"The verdict on {called[0]} is {ahead[0].decision.verdict}."
    if len(ahead) == 1:
        others = "the other" if len(comparison.options) == 2 else "every other"
        return f"{called[0]} comes out ahead of {others}: {ahead[0].decision.verdict}."
    if all(option.place.is_settled for option in ahead):
        return f"{listed(called, 'and')} come out the same."
    return f"Which comes first is still open: {listed(called, 'or')}."


def score_figure(comparison: Comparison) -> Markup:
    """Return the options on one scale, from the top down."""
    names = Names(comparison)
    scale = Scale.of(comparison.options[0].decision)
    lanes = [tag("li", _lane(option, names, scale)) for option in comparison.options]
    decisions = [option.decision for option in comparison.options]
    weighed = decisions[0].score is not None
    return tag(
        "figure",
        joined(
            tag("ul", joined(*lanes), class_="lane", role="list"),
            scale.ticks() if weighed else None,
            tag("figcaption", about_scores(decisions)) if weighed else None,
        ),
    )


def _lane(option: Option, names: Names, scale: Scale) -> Markup:
    decision = option.decision
    score = None if decision.score is None else share_text(decision, decision.score)
    line = joined(
        tag("strong", words(names[option.name])),
        badge(decision.verdict),
        optional("span", score, class_="number"),
    )
    drawing = None if decision.score is None else scale.lane(decision.score)
    return joined(tag("div", line, class_="line"), drawing)


def sections(comparison: Comparison, level: int) -> Iterator[Markup | None]:
    """Yield what can be said of the order; a section with nothing in it is None."""
    yield _side_by_side(comparison, level)
    yield _statements(comparison, level)
    yield _certain(comparison, level)
    yield _turning(comparison, level)
    yield _disagreements(comparison, level)


# --- side by side ----------------------------------------------------------------------------


_WEIGHTS_HEADS: Final = ("Certainly first", "First or still open")


def _side_by_side(comparison: Comparison, level: int) -> Markup:
    names = Names(comparison)
    robust = any(option.firsts is not None for option in comparison.options)
    heads = [
        "Offer",
        "Place",
        "Verdict",
        "Score",
        *(_WEIGHTS_HEADS if robust else ()),
    ]
    lines = [_option(option, names, robust=robust) for option in comparison.options]
    return topic(
        level,
        "Side by side",
        table("Offers from the top down", heads, lines),
        paragraph(_about_weights(comparison), class_="muted") if robust else None,
    )


def _option(option: Option, names: Names, *, robust: bool) -> list[Cell]:
    decision, shown = option.decision, names[option.name]
    note = "your present job" if option.is_staying else option.name
    file = None if shown == note else tag("div", note, class_="file")
    score = "" if decision.score is None else share_text(decision, decision.score)
    cells: list[Cell] = [
        joined(words(shown), file),
        str(option.place).replace("-", " to "),
        badge(decision.verdict),
        ("number", score),
    ]
    return [*cells, *_firsts(option)] if robust else cells


def _firsts(option: Option) -> tuple[Cell, Cell]:
    found = option.firsts
    if found is None:
        return "", ""
    ends = (
        (found.certain_share, Fraction(found.certain_error)),
        (found.possible_share, Fraction(found.possible_error)),
    )
    certain, possible = (f"{tenths_text(share)}% ± {tenths_text(error)}" for share, error in ends)
    return ("number", certain), ("number", possible)


def _about_weights(comparison: Comparison) -> str:
    return (
        f"How often each is first in {comparison.samples:,} drawn weightings (seed "
        f"{comparison.seed}) in your order of importance, with the standard error."
    )


def _statements(comparison: Comparison, level: int) -> Markup | None:
    names = Names(comparison)
    first = comparison.options[0].decision
    lines = [
        [_statement(found), *(_cell(comparison, at, finding) for at, finding in enumerate(row))]
        for index, found in enumerate(first.findings)
        if (row := comparison.findings(index))
    ]
    if not lines:
        return None
    heads = ["Statement", *(names[option.name] for option in comparison.options)]
    caption = "What each statement came to for each offer"
    return topic(level, "Statement by statement", table(caption, heads, lines))


def _statement(finding: Finding) -> Markup:
    weight = f", weight {finding.weight}" if finding.weight else ""
    kind = tag("div", f"{KIND_WORDS[finding.kind]}{weight}", class_="file")
    return joined(words(finding.label), kind)


_GOOD_WHEN_SO = frozenset({StatementKind.PRO, StatementKind.LEAVING})


def _cell(comparison: Comparison, at: int, finding: Finding) -> Cell:
    """Return what a statement came to: a word, and its colour."""
    if finding.kind is StatementKind.PREFER and finding.value is not None:
        shown = share_text(comparison.options[at].decision, finding.value)
        return ("" if finding.value.is_exact else "unsure", shown)
    fixed = finding.kind is StatementKind.LEAVING
    match finding.truth:
        case Kleene.UNKNOWN:
            return "unsure", "open"
        case Kleene.TRUE:
            tone = "good" if finding.kind in _GOOD_WHEN_SO else "bad"
            tone = "unsure" if finding.kind is StatementKind.CAUTION else tone
            return tone, "fixed" if fixed else "holds"
        case Kleene.FALSE:
            return ("bad", "not fixed") if fixed else ("idle", "not so")


# --- the order -------------------------------------------------------------------------------


def _certain(comparison: Comparison, level: int) -> Markup | None:
    called = Names(comparison).__getitem__
    certain = [tag("li", words(text)) for text in certainly_better(comparison, called)]
    but_one = [tag("li", words(text)) for text in but_for_one(comparison, called)]
    if not certain and not but_one:
        return None
    whatever = paragraph("Whatever the weights are, and whatever is still open:")
    return joined(
        topic(level, "Certainly better", whatever, optional("ul", certain, class_="plain"))
        if certain
        else None,
        topic(level, "The same, but for one thing", optional("ul", but_one, class_="plain"))
        if but_one
        else None,
    )


def _turning(comparison: Comparison, level: int) -> Markup | None:
    found = [_contest(comparison, contest) for contest in comparison.contests]
    return topic(level, "What would turn the order", joined(*found)) if found else None


def _contest(comparison: Comparison, contest: Contest) -> Markup:
    called = Names(comparison).__getitem__
    leading, option = called(contest.leading), called(contest.option)
    ways = [
        *(swap_text(contest, swap, called) for swap in contest.swaps),
        *(flip_text(comparison, contest, flip, called) for flip in contest.flips),
    ]
    match contest.relation:
        case Relation.TIED:
            said = f"{leading} and {option} come to the same."
        case Relation.OPEN:
            said = f"{leading} against {option}: what is still open decides it."
        case _ if ways:
            said = f"{option} is behind {leading}."
        case _:
            said = (
                f"{option}: no other weight of one statement and no other value of one amount or "
                f"level brings it up to {leading}."
            )
    items = [tag("li", words(way)) for way in ways]
    return tag("div", joined(paragraph(words(said)), optional("ul", items, class_="plain")))


def _disagreements(comparison: Comparison, level: int) -> Markup | None:
    if not comparison.disagreements:
        return None
    lines = [
        (code(one.fact), words(name), words(value_words(value)))
        for one in comparison.disagreements
        for name, value in one.values
    ]
    said = "Staying is left out, because the offers do not agree on your present job."
    heads = ("Fact", "Offer", "Says")
    grid = table("Facts of the present job", heads, lines)
    return topic(level, "Your present job", paragraph(said), grid)
