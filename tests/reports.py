"""Reports on decisions and on comparisons, as the command makes them."""

from offerkit.advise.compare.comparison import Comparison
from offerkit.advise.report import chapter
from offerkit.criteria import Decision
from offerkit.render.html.report import report_page as page_of


def report_page(shown: Decision | Comparison, *, name: str | None = None) -> str:
    if isinstance(shown, Decision):
        return shown.report(name=name)
    return page_of([chapter(option.decision) for option in shown.options], shown)
