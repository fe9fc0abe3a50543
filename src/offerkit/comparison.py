"""Comparisons that answer for themselves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from offerkit.advise.compare.models import SideBySide
from offerkit.arguments import checks_arguments

if TYPE_CHECKING:
    from offerkit.advise.compare.models import Contest, OpenOrder


class Comparison(SideBySide):
    """Offers side by side: their verdicts, their scores and what is certain about their order.

    Made by ``Criteria.compare``.
    """

    def contest(self, one: str, other: str) -> Contest:
        """Return the changes that would reverse the order of any two options.

        Raises:
            TypeError: a name is no text.
            ValueError: no option has one of these names.
        """
        from offerkit.advise.compare.compare import contest

        pair = self.index(one), self.index(other)
        return contest(self.scores, self.options, *pair, self._about)

    def open_order(self) -> OpenOrder:
        """Return what to ask about each two options in the running whose order is open."""
        from offerkit.advise.compare.compare import open_order

        return open_order(self)

    @checks_arguments
    def report(
        self, *, title: str | None = None, person: str | None = None, day: date | None = None
    ) -> str:
        """Return a report on the comparison and its decisions as the text of an HTML file.

        It is to be written as UTF-8.

        Args:
            title: Title of the page; by default which option is first.
            person: Whom the report is for.
            day: Date of the report.

        Raises:
            TypeError: an argument is of another type.
        """
        from offerkit.advise.report import chapter
        from offerkit.render.html.report import About, report_page

        chapters = [chapter(option.decision) for option in self.options]
        return report_page(chapters, self, about=About(title, person, day))

    def to_csv(self) -> str:
        """Return the options as CSV, best first: a line of headings, and a line for each.

        Behind what is known of an option there is a column for each statement, with its truth, or
        with what a preference grades. Scores and shares are in percent.
        """
        from offerkit.render.markdown.compare import comparison_rows
        from offerkit.render.tables import to_csv

        return to_csv(comparison_rows(self, self.program.checked.name))

    def to_markdown(self) -> str:
        """Return the comparison in Markdown: a table of the options, one of the statements.

        Between them stands what is certain, in sentences.
        """
        from offerkit.render.markdown.compare import comparison_to_markdown

        return comparison_to_markdown(self, self.program.checked.name)

    def _repr_html_(self) -> str:
        """Return the comparison as notebooks show it."""
        from offerkit.render.html.report import comparison_fragment

        return comparison_fragment(self)
