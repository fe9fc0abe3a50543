"""Reports: a decision or a comparison as a page of its own, or as what a notebook shows.

A page is one file. It holds no script and asks no server for anything; its policy says so to the
browser, too. The same report is the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from offerkit.advise.compare.models import SideBySide
from offerkit.advise.questions import Questions
from offerkit.advise.report import Chapter
from offerkit.evaluate.program import Program
from offerkit.records import Record
from offerkit.render.html import compare as comparing
from offerkit.render.html import decide as deciding
from offerkit.render.html.markup import Markup, joined, tag
from offerkit.render.html.negotiate import negotiate
from offerkit.render.html.pieces import words
from offerkit.render.html.prices import prices_section
from offerkit.render.html.questions import questions
from offerkit.render.html.style import page_stylesheet, stylesheet
from offerkit.render.words.common import offer_title, verdict_text
from offerkit.values import value_text


@frozen
class About(Record):
    """What whoever made a report says of it; each may be left out."""

    title: str | None = None
    """Title of the page."""
    person: str | None = None
    """Whom it is for."""
    day: date | None = None
    """Its date."""

    def line(self) -> Markup | None:
        """Return all of it in a line, above everything else."""
        person = None if self.person is None else f"For {self.person}"
        day = None if self.day is None else value_text(self.day)
        said = [text for text in (self.title, person, day) if text is not None]
        return tag("p", words(" · ".join(said)), class_="muted") if said else None


_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def report_page(
    chapters: Sequence[Chapter],
    comparison: SideBySide | None = None,
    *,
    name: str | None = None,
    about: About | None = None,
) -> str:
    """Return a report as the text of an HTML file, to be written as UTF-8.

    Of a decision: the verdict and why, the score on its scale, what rules the offer out, what
    speaks for and against it, reasons for leaving, cautions, broken promises, what to ask, what
    to ask for, assumptions, and the facts with their sources. Of a comparison: all offers on one
    scale and side by side, what is certain of their order and what would turn it; then all of
    that for each, folded.

    Args:
        chapters: The decisions to report: one, or those of the comparison in its order.
        comparison: Of the offers that were decided.
        name: What to call the offer of a single decision, say its file.
        about: What to say of the report itself.
    """
    about = about or About()
    if comparison is not None:
        return _comparison_page(comparison, chapters, about)
    (chapter,) = chapters
    decision = chapter.decision
    title = f"{verdict_text(decision.verdict).capitalize()}: {offer_title(decision, None)}"
    main = joined(*_decision(chapter, 2), prices_section(chapter.prices, 2))
    head = deciding.head(chapter.questions, 1, name=name)
    return _document(about, title, head, None, main, decision.program)


def _decision(chapter: Chapter, level: int) -> Iterator[Markup | None]:
    """Yield all of a decision but its verdict, under headings of *level*."""
    decision = chapter.decision
    yield deciding.score_figure(decision)
    yield from deciding.sections(decision, level)
    yield questions(chapter.questions, level)
    yield negotiate(chapter.negotiations, level)
    yield deciding.assumptions(decision, level)
    yield deciding.replacements(decision, level)
    yield deciding.facts(decision, level)


def _comparison_page(comparison: SideBySide, chapters: Sequence[Chapter], about: About) -> str:
    header = comparing.head(comparison, 1)
    names = comparing.Names(comparison)
    links, articles = [], []
    for number, (option, chapter) in enumerate(zip(comparison.options, chapters, strict=True), 1):
        links.append(tag("li", tag("a", names[option.name], href=f"#offer-{number}")))
        # Folded: the comparison is the story, and each offer is there for whoever wants it.
        summary = tag("summary", deciding.heading(chapter.decision, 2, title=names[option.name]))
        reason = deciding.reason(chapter.questions, name=option.name)
        drawn = tag("article", joined(reason, *_decision(chapter, 3)))
        articles.append(tag("details", joined(summary, drawn), id=f"offer-{number}", class_="fold"))
    main = joined(
        comparing.score_figure(comparison),
        *comparing.sections(comparison, 2),
        prices_section(chapters[0].prices, 2),
        *articles,
    )
    nav = tag("nav", tag("ul", joined(*links), role="list"), aria_label="Offers")
    title = f"Compared: {comparing.first_sentence(comparison)}"
    return _document(about, title, header, nav, main, comparison.program)


def _document(
    about: About, title: str, header: Markup, nav: Markup | None, main: Markup, program: Program
) -> str:
    meta = joined(
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name_="color-scheme", content="light dark"),
        tag("meta", name_="referrer", content="no-referrer"),
        # Else browsers ask the server of the page for an icon.
        tag("link", rel="icon", href="data:,"),
        tag("title", about.title or title),
        tag("style", Markup(f"\n{stylesheet()}\n{page_stylesheet()}\n")),
    )
    decided = f"Decided by {program.checked.name}, with offerkit."
    body = joined(
        tag("a", "Skip to the report", class_="skip", href="#report"),
        tag("header", joined(about.line(), header)),
        nav,
        tag("main", main, id="report"),
        tag("footer", tag("p", decided, class_="muted")),
    )
    page = tag("html", joined(tag("head", meta), tag("body", body, class_="offerkit")), lang="en")
    return f"<!DOCTYPE html>\n{page}\n"


# --- in notebooks ----------------------------------------------------------------------------


def decision_fragment(found: Questions) -> str:
    """Return a decision as HTML to stand among other things; its rules come with it.

    Without what to ask for, which is a search, and without the facts.
    """
    decision = found.decision
    return _fragment(
        deciding.head(found, 3),
        deciding.score_figure(decision),
        *deciding.sections(decision, 4),
        questions(found, 4),
        deciding.assumptions(decision, 4),
        deciding.replacements(decision, 4),
    )


def advice_fragment(found: Chapter) -> str:
    """Return what ``decision_fragment`` leaves out: what to ask for, prices, and the facts."""
    return _fragment(
        negotiate(found.negotiations, 4),
        prices_section(found.prices, 4),
        deciding.facts(found.decision, 4),
    )


def comparison_fragment(comparison: SideBySide) -> str:
    """Return a comparison as HTML to stand among other things, without the decisions in full."""
    return _fragment(
        comparing.head(comparison, 3),
        comparing.score_figure(comparison),
        *comparing.sections(comparison, 4),
    )


def _fragment(*drawn: Markup | None) -> str:
    rules = tag("style", Markup(f"\n{stylesheet()}\n"))
    return tag("div", joined(rules, *drawn), class_="offerkit").text
