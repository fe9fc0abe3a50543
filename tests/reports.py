"""Reports on decisions and on comparisons."""

from offerkit.comparison import Comparison
from offerkit.decision import Decision


def report_page(shown: Decision | Comparison, *, name: str | None = None) -> str:
    return shown.report(name=name) if isinstance(shown, Decision) else shown.report()
