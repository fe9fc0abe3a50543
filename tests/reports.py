"""Reports on decisions and on comparisons."""

from offerkit.decision import Comparison, Decision


def report_page(shown: Decision | Comparison, *, name: str | None = None) -> str:
    return shown.report(name=name) if isinstance(shown, Decision) else shown.report()
