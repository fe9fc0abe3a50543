"""A comparison in HTML: the offers on one scale, side by side, and how certain their order is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from offerkit.advise.compare.models import Option, SideBySide
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import StatementKind
from offerkit.kleene import Kleene
from offerkit.records import Record
from offerkit.render.html.decide import about_scores
from offerkit.render.html.drawing import Scale
from offerkit.render.html.markup import Markup, joined, optional, tag
from offerkit.render.html.pieces import Cell, badge, code, paragraph, table, topic, words
from offerkit.render.words.common import KIND_WORDS, clipped, offer_title, value_words, verdict_text
from offerkit.render.words.compare import (
    ANSWERS,
    CHANGES,
    DRAWN,
    INSTEAD,
    NEARLY_BETTER,
    OUT,
    answers,
    certainly_better,
    contests,
    firsts_texts,
    frequent_text,
    graded_row,
    instead,
    instead_text,
    lead_text,
    nearly_better,
    ruled_out,
    running_text,
    score_texts,
    weightings_text,
)
from offerkit.text import listed
from offerkit.values import Unknown


@frozen
class Names(Record):
    """Names of the options in a report: the company, if that tells them apart."""

    comparison: SideBySide

    def __getitem__(self, name: str) -> str:
        """Return what to call the option that goes by *name*."""
        mine = _titles(self.comparison.option(name))
        others = [o for o in self.comparison.options if o.name != name]
        taken = {title for other in others for title in _titles(other)}
        return next(title for title in (*mine, name) if title == name or title not in taken)


def _titles(option: Option) -> tuple[str, ...]:
    """Return the names an option may have, from short to long; the last is always unique."""
    if option.is_staying:
        return "Staying", option.name
    company = option.decision.offer.company.name
    if isinstance(company, Unknown):
        return (option.name,)
    return clipped(company), offer_title(option.decision, None), option.name


def head(comparison: SideBySide, level: int) -> Markup:
    """Return the title of a comparison, and which option is first."""
    offers = sum(not option.is_staying for option in comparison.options)
    staying = " and staying" if offers < len(comparison.options) else ""
    title = f"{offers} offer{'' if offers == 1 else 's'}{staying} compared"
    return joined(
        tag(f"h{level}", title, class_="title"), paragraph(first_sentence(comparison), class_="why")
    )


def first_sentence(comparison: SideBySide) -> str:
    """Return a sentence about which option is first; texts from files are not escaped."""
    names = Names(comparison)
    named = names.__getitem__
    ahead = [o for o in comparison.options if o.place is not None and o.place.best == 1]
    called = [named(option.name) for option in ahead]
    if len(comparison.options) == 1:
        only = comparison.options[0]
        return f"The verdict on {named(only.name)} is {verdict_text(only.decision.verdict)}."
    other = instead_text(comparison, named)
    if other is not None:
        return other
    running = running_text(comparison, named)
    if running is not None and sum(o.place is not None for o in comparison.options) < 2:
        return running
    if len(ahead) == 1:
        lead = lead_text(comparison, named)
        if lead is not None:
            return lead
        others = "the other option" if len(comparison.options) == 2 else "every other option"
        return f"{called[0]} is ahead of {others}: {verdict_text(ahead[0].decision.verdict)}."
    if all(option.place is not None and option.place.is_settled for option in ahead):
        return f"{listed(called, 'and')} are tied."
    return f"Unknown facts decide which is first: {listed(called, 'or')}."


def score_figure(comparison: SideBySide) -> Markup:
    """Return the scores of the options on one scale, best first."""
    names = Names(comparison)
    scale = Scale(comparison.options[0].decision.program.thresholds)
    decisions = [option.decision for option in comparison.options]
    weighed = decisions[0].score is not None
    lanes = []
    scores = score_texts(comparison)
    for option, decision, score in zip(comparison.options, decisions, scores, strict=True):
        line = joined(
            tag("strong", words(names[option.name])),
            badge(decision.verdict),
            optional("span", score, class_="number"),
        )
        drawing = None if decision.score is None else scale.lane(decision.score)
        lanes.append(tag("li", joined(tag("div", line, class_="line"), drawing)))
    return tag(
        "figure",
        joined(
            tag("ul", joined(*lanes), class_="lane", role="list"),
            scale.ticks() if weighed else None,
            tag("figcaption", about_scores(decisions)) if weighed else None,
        ),
    )


def sections(comparison: SideBySide, level: int) -> Iterator[Markup | None]:
    """Yield the sections on the order; there may be None among them, for an empty one."""
    yield _side_by_side(comparison, level)
    yield _statements(comparison, level)
    named = Names(comparison).__getitem__
    if certain := _list(certainly_better(comparison, named)):
        whatever = paragraph("Whatever the weights and the unknown facts:")
        yield topic(level, "Certainly better", whatever, certain)
    if nearly := _list(nearly_better(comparison, named)):
        yield topic(level, NEARLY_BETTER, nearly)
    changes = [
        tag(
            "div",
            joined(
                paragraph(words(said.sentence)),
                _list((*said.swaps, *said.flips)),
                *(
                    joined(paragraph(words(one.question)), _list(one.answers))
                    for one in said.questions
                ),
                paragraph(words(said.margin)) if said.margin is not None else None,
                paragraph(words(said.unsearched)) if said.unsearched is not None else None,
            ),
        )
        for said in contests(comparison, named)
    ]
    if changes:
        yield topic(level, CHANGES, joined(*changes))
    for title, found in (
        (OUT, ruled_out(comparison, named)),
        (INSTEAD, instead(comparison, named)),
    ):
        said_of = [
            tag("div", joined(paragraph(words(one.sentence)), _list(one.swaps))) for one in found
        ]
        if said_of:
            yield topic(level, title, joined(*said_of))
    if answered := _list(answers(comparison, named)):
        yield topic(level, ANSWERS, answered)
    if comparison.disagreements:
        yield _disagreements(comparison, level)


def _list(texts: Iterable[str]) -> Markup | None:
    return optional("ul", [tag("li", words(text)) for text in texts], class_="plain")


# --- side by side ----------------------------------------------------------------------------


def _side_by_side(comparison: SideBySide, level: int) -> Markup:
    names = Names(comparison)
    robust = any(option.firsts is not None for option in comparison.options)
    heads = ["Offer", "Place", "Verdict", "Score"]
    if robust:
        heads += ["Certainly first", "Possibly first"]
    scores = score_texts(comparison)
    lines = [
        _option(option, names, score or "", robust=robust)
        for option, score in zip(comparison.options, scores, strict=True)
    ]
    frequent = frequent_text(comparison, names.__getitem__)
    return topic(
        level,
        "Side by side",
        table("Offers, best first", heads, lines),
        paragraph(f"{weightings_text(comparison)}. {DRAWN[comparison.draw]}", class_="muted")
        if robust
        else None,
        paragraph(words(frequent)) if frequent is not None else None,
    )


def _option(option: Option, names: Names, score: str, *, robust: bool) -> list[Cell]:
    decision, shown = option.decision, names[option.name]
    note = "your current job" if option.is_staying else option.name
    file = None if shown == note else tag("div", note, class_="file")
    cells: list[Cell] = [
        joined(words(shown), file),
        "-" if option.place is None else str(option.place).replace("-", " to "),
        badge(decision.verdict),
        ("number", score),
    ]
    if robust:
        shares = ("", "") if option.firsts is None else firsts_texts(option.firsts)
        cells += [("number", share) for share in shares]
    return cells


def _statements(comparison: SideBySide, level: int) -> Markup | None:
    names = Names(comparison)
    first = comparison.options[0].decision
    lines = [
        [_statement(comparison.findings(index)[0]), *_cells(comparison, index)]
        for index in range(len(first.findings))
    ]
    if not lines:
        return None
    heads = ["Statement", *(names[option.name] for option in comparison.options)]
    caption = "Outcome of each statement for each offer"
    return topic(level, "Statement by statement", table(caption, heads, lines))


def _statement(finding: Finding) -> Markup:
    weight = f", weight {finding.written_weight}" if finding.weight else ""
    kind = tag("div", f"{KIND_WORDS[finding.kind]}{weight}", class_="file")
    return joined(words(finding.label), kind)


_TONES: Final = {
    StatementKind.PRO: "good",
    StatementKind.LEAVING: "good",
    StatementKind.CAUTION: "unsure",
}
"""Class of a statement that is true; others are ``bad``."""


def _cells(comparison: SideBySide, index: int) -> Iterator[Cell]:
    """Yield the outcomes of a statement; of a preference, the grades and what is graded."""
    row = comparison.findings(index)
    if row[0].kind is not StatementKind.PREFER:
        yield from map(_cell, row)
        return
    graded = graded_row(comparison, index)
    unit = f" {graded.unit}" if graded.unit else ""
    for finding, grade, amount in zip(row, graded.grades, graded.amounts, strict=True):
        if finding.value is None or grade is None:
            yield "idle", "does not apply"
        else:
            beneath = tag("div", "unknown" if amount == "?" else f"{amount}{unit}", class_="file")
            yield "" if finding.value.is_exact else "unsure", joined(tag("span", grade), beneath)


def _cell(finding: Finding) -> Cell:
    """Return the outcome of a statement as a word, with its class."""
    leaving = finding.kind is StatementKind.LEAVING
    match finding.truth:
        case Kleene.DOES_NOT_APPLY:
            return "idle", "does not apply"
        case Kleene.TRUE:
            return _TONES.get(finding.kind, "bad"), "addressed" if leaving else "yes"
        case Kleene.FALSE:
            return ("bad", "not addressed") if leaving else ("idle", "no")
        case _:
            return "unsure", "unknown"


def _disagreements(comparison: SideBySide, level: int) -> Markup:
    lines = [
        (code(one.fact), words(name), words(value_words(value)))
        for one in comparison.disagreements
        for name, value in one.values
    ]
    said = "Staying is left out because the offers disagree about your current job."
    heads = ("Fact", "Offer", "Value")
    grid = table("Facts of the current job", heads, lines)
    return topic(level, "Your current job", paragraph(said), grid)
