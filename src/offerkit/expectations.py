"""What criteria are expected to say of offers: a file of examples beside them, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final

from attrs import Factory, define, evolve, field, frozen

from offerkit.arguments import checks_arguments
from offerkit.criteria import Criteria
from offerkit.decision import Decision
from offerkit.diagnostics import Diagnostic, Hint, Label, did_you_mean, error
from offerkit.errors import OfferError
from offerkit.evaluate.verdict import Verdict
from offerkit.load.documents import read_document, read_text
from offerkit.load.locate import Places
from offerkit.load.problems import DataPath, describe
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.render.words.common import verdict_text
from offerkit.span import Span
from offerkit.text import listed

SUFFIX: Final = ".expect.toml"
"""How the name of a file of expectations ends; what is before it is the name of the criteria."""

_VERDICTS: Final = {verdict_text(verdict): verdict for verdict in Verdict} | {
    verdict.value: verdict for verdict in Verdict
}
_KEYS: Final = ("facts", "missing", "reasons", "verdict")


@frozen
class Expectation(Record):
    """What criteria are expected to say of an offer."""

    name: str
    """Name of the offer: that of its file, or what stands in place of one."""
    span: Span
    """Place of the expectation in its file."""
    offer: Offer
    """The offer."""
    verdict: Verdict
    """The verdict that is expected."""
    reasons: frozenset[str] | None
    """Labels of all statements that are expected to decide; None if any may."""
    missing: frozenset[str] | None
    """Paths of all facts that are expected to be missing; None if any may be."""
    places: Mapping[str, Span]
    """Places of the values of its keys."""

    def mistakes(self, decision: Decision[Any]) -> tuple[Diagnostic, ...]:
        """Return in what a decision on the offer is not as expected; empty if it is."""
        found: list[Diagnostic] = []
        if decision.verdict is not self.verdict:
            message = f"expected {verdict_text(self.verdict)}, got {verdict_text(decision.verdict)}"
            deciding = tuple(Label(one.span) for one in decision.decided_by)
            found.append(
                error("not-as-expected", message, self.places["verdict"], secondary=deciding)
            )
        reasons = [one.label for one in decision.decided_by]
        for key, wanted, got in (
            ("reasons", self.reasons, reasons),
            ("missing", self.missing, [str(path) for path in decision.missing]),
        ):
            if wanted is not None and wanted != set(got):
                message = f"expected {_named(sorted(wanted))}, got {_named(got)}"
                found.append(error("not-as-expected", message, self.places[key]))
        return tuple(found)


def _named(texts: Iterable[str]) -> str:
    return listed([f"`{text}`" for text in dict.fromkeys(texts)] or ["nothing"], "and")


def expectations_file(criteria: str | PathLike[str]) -> Path:
    """Return the path of the file of expectations beside a file of criteria."""
    return Path(criteria).with_suffix(SUFFIX)


@checks_arguments
def load_expectations(
    path: str | PathLike[str], criteria: Criteria[Any], *, root: str | PathLike[str] | None = None
) -> tuple[Expectation, ...]:
    """Return what criteria are expected to say, in the order of the file.

    Each table of the file is named for an offer: the path of its file from the folder of this one,
    or any name if the table has ``facts``. It has a ``verdict``, and may have ``reasons`` (the
    labels of the statements that decide, as ``Decision.decided_by`` gives them) and ``missing``
    (paths of facts); each is a whole list, in any order.

    Args:
        path: File of expectations.
        criteria: What they are about.
        root: The folder of the project; see ``offerkit.load_offer``.

    Raises:
        OfferError: this file or an offer that it names has errors; ``diagnostics`` lists them.
        OSError: this file cannot be opened.
        TypeError: an argument is of another type.
    """
    file = Path(path)
    document = read_document(read_text(str(file), file.read_bytes()), "toml")
    reader = _Reader(file, criteria, root, document.places())
    found = [reader.expectation(name, table) for name, table in document.data.items()]
    if not found:
        reader.wrong("the file expects nothing", (), _FORM)
    if reader.mistakes:
        raise OfferError(reader.mistakes)
    return tuple(one for one in found if one is not None)


_FORM: Final = 'write `["offer.toml"]`, and under it `verdict = "decline"`'


@define
class _Reader:
    """Reader of a file; what is wrong with it is collected."""

    file: Path
    criteria: Criteria[Any]
    root: str | PathLike[str] | None
    places: Places
    mistakes: list[Diagnostic] = field(default=Factory(list))

    def wrong(self, message: str, where: DataPath, hint: Hint = None, *, key: bool = False) -> None:
        at = self.places.span(where, on_key=key)
        self.mistakes.append(error("bad-expectation", message, at, hint=hint))

    def expectation(self, name: str, table: Any) -> Expectation | None:
        """Return what a table expects, or None if it has mistakes."""
        if not isinstance(table, dict):
            self.wrong(
                f"expected a table named for an offer, got {describe(table)}", (name,), _FORM
            )
            return None
        for key in table.keys() - _KEYS:
            self.wrong(f"unknown key `{key}`", (name, key), did_you_mean(key, _KEYS), key=True)
        offer = self.offer(name, table)
        word = table.get("verdict")
        verdict = _VERDICTS.get(word) if isinstance(word, str) else None
        if verdict is None:
            got = f", got {describe(word)}" if "verdict" in table else ""
            where = (name, "verdict") if got else (name,)
            hint = did_you_mean(word, _VERDICTS) if isinstance(word, str) else None
            self.wrong(f"expected a verdict: {_named(sorted(_VERDICTS))}{got}", where, hint)
        labels = [statement.label for statement in self.criteria.checked.statements]
        reasons = self.names(name, table, "reasons", "statement", labels, labels.__contains__)
        facts = self.criteria.schema.facts
        missing = self.names(
            name, table, "missing", "fact", facts, lambda text: FactPath.parse(text).path in facts
        )
        if offer is None or verdict is None:
            return None
        places = {key: self.places.span((name, key)) for key in table}
        at = self.places.span((name,), on_key=True)
        return Expectation(name, at, offer, verdict, reasons, missing, places)

    def offer(self, name: str, table: dict[str, Any]) -> Offer | None:
        """Return the offer of a table: the one in it, or the one in the file that it names."""
        offer: Offer
        path, facts = self.file.parent / name, table.get("facts")
        try:
            if isinstance(facts, dict):
                offer = self.criteria.read_offer(facts, name=name)
                return offer
            if facts is not None:
                self.wrong(f"expected a table of facts, got {describe(facts)}", (name, "facts"))
            elif not path.is_file():
                hint = "name the file of an offer, or give the table `facts`"
                self.wrong(f"there is no file `{name}`", (name,), hint, key=True)
            else:
                offer = self.criteria.load_offer(path, root=self.root)
                return offer
        except OfferError as errors:
            of_file = facts is None
            self.mistakes += [
                one if of_file else self.placed(one, name) for one in errors.diagnostics
            ]
        return None

    def placed(self, found: Diagnostic, name: str) -> Diagnostic:
        """Return a diagnostic on facts in this file at their place in it."""
        parts = found.path.split(".") if found.path else ()
        at = self.places.span((name, "facts", *parts), on_key=found.code == "unknown-key")
        return evolve(found, primary=Label(at))

    def names(
        self,
        name: str,
        table: dict[str, Any],
        key: str,
        what: str,
        known: Iterable[str],
        is_known: Callable[[str], bool],
    ) -> frozenset[str] | None:
        """Return the texts in a list; each has to name something."""
        if key not in table:
            return None
        texts = table[key]
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            self.wrong(f"expected a list of texts, got {describe(texts)}", (name, key))
            return None
        for at, text in enumerate(texts):
            if not is_known(text):
                hint = did_you_mean(text, known)
                self.wrong(f"the criteria have no {what} `{text}`", (name, key, at), hint)
        return frozenset(texts)
