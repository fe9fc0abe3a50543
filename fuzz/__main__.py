"""Do everything with inputs of every kind, and keep those at which something raises or takes long.

python -m fuzz 100000       about as many executions; a second number is the seed

An execution is one call of the library with one input: a reader, or a verb with its renderings.
Inputs follow the grammar, the model, real letters and pages; then parts of them are exchanged for
what nobody expects there. Half of the work runs in a decimal context that a host program might
have. Errors with diagnostics are no finding. The inputs of a finding are written to ``fuzz/found``.
When it is mended, they move to ``fuzz/corpus``, which the tests try.
"""

from __future__ import annotations

import decimal
import io
import json
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final, Literal, TypeVar

import openpyxl
import yaml
from attrs import define, field
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from offerkit import format_criteria, read_each, read_offer, read_offers, write_offer
from offerkit.checking import check_criteria, declared_facts
from offerkit.criteria import Criteria, parse_criteria
from offerkit.errors import DiagnosticError
from offerkit.load.write import offer_data
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema
from offerkit.playground import FUNCTIONS, open_file
from tests.conformance.cases import ROOT, case_files
from tests.contexts import STRANGE
from tests.documents import docx, paragraph, pdf
from tests.strategies.criteria import mutated_criteria, token_soup, well_typed_criteria
from tests.strategies.decisions import cases
from tests.verbs import of_comparison, of_criteria, of_decision

FOUND: Final = ROOT / "fuzz" / "found"
SECONDS: Final = 10.0
"""How much processor time one execution may take."""
READ: Final = 24
"""In how many ways an offer is damaged and read."""
THOROUGH: Final = 0.15
"""How often everything is asked that takes longer than to read and to decide."""
Form = Literal["toml", "json", "yaml", "html", "letter", "csv"]
T = TypeVar("T")

WORDS: Final = re.compile(r'"[^"\n]*"|[\w.%,-]+')
ODD: Final = (
    *("0", "-1", "1e999999999", "NaN", "1" * 400, "0." + "0" * 300 + "1", "9999999999999999999"),
    *("true", "null", '""', '"\\u0000"', "[]", "{}", "[[[[[[]]]]]]", "2026-02-30", "0001-01-01"),
    *("does not apply", "unknown", "none", "3..1", "5% .. 200%", "1 EUR per parsec", "45.000,00 €"),
    *(
        "🦄",
        "\u202e",
        "\ufeff",
        "ＡＢＣ",
        "ß",
        "İ",
        "'",
        '"',
        "#",
        "=",
        "--",
        "%YAML",
        "<![x[",
        "&a",
    ),
    *("current", "promised", "pay", "pay.base", "manager", "counter", "60k-75k", "twelve (12)"),
)


def changed(text: str, random: Random, others: Iterable[str] = ODD) -> str:
    """Return a text in which some words are left out, doubled, moved or exchanged."""
    pool = tuple(others)
    for _ in range(random.randrange(1, 4)):
        spots = [*WORDS.finditer(text)]
        if not spots:
            return random.choice(pool)
        spot, other = random.choice(spots), random.choice(spots)
        put = random.choice(("", spot[0] * 2, other[0], random.choice(pool), random.choice(pool)))
        text = text[: spot.start()] + put + text[spot.end() :]
    return text


def written(offer: Offer, form: Form) -> str:
    """Return an offer as a file of a format."""
    if form == "toml":
        return write_offer(offer)
    data = json.loads(json.dumps(offer_data(offer), default=str))
    if form == "json":
        return json.dumps(data)
    if form == "yaml":
        return str(yaml.safe_dump(data))
    cells = dict(_cells(data))
    return "offer," + ",".join(cells) + "\nA," + ",".join(map(json.dumps, cells.values())) + "\n"


def _cells(data: Mapping[str, Any], path: str = "") -> Iterable[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _cells(value, f"{path}{key}.")
        else:
            yield path + key, str(value)


@define
class Fuzzer:
    """Runs calls, counts them, and keeps what raised."""

    done: Counter[str] = field(factory=Counter)
    found: dict[str, Path] = field(factory=dict)

    def run(self, what: str, call: Callable[[], T], **inputs: str) -> T | None:
        """Return what a call returns; None of a call that is refused, or that is a finding."""
        self.done[what] += 1
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            return call()
        except DiagnosticError as error:
            str(error)  # what a program would show
        except Exception as error:  # noqa: BLE001 - every other one is a finding
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.keep(what, error, inputs)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        return None

    def keep(self, what: str, error: Exception, inputs: Mapping[str, str]) -> None:
        """Write the inputs of a finding, unless one at the same place is kept."""
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "offerkit" in Path(frame.filename).parts]
        last = (ours or frames)[-1]
        sign = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        if sign in self.found:
            return
        name = sha256(repr(sorted(inputs.items())).encode()).hexdigest()[:12]
        self.found[sign] = folder = FOUND / name
        folder.mkdir(parents=True, exist_ok=True)
        for part, text in inputs.items():
            (folder / part).write_text(text, encoding="utf-8", errors="surrogatepass")
        (folder / "error.txt").write_text(f"{what}\n{''.join(traceback.format_exception(error))}")
        print(f"{what}: {sign}: {error!s:.100} ({folder})", flush=True)

    def criteria(self, text: str) -> Criteria[Offer] | None:
        """Do everything with a text of criteria, and return them."""
        self.run("format", lambda: format_criteria(text), criteria=text)
        self.run("check", lambda: check_criteria(text), criteria=text)
        return self.run("parse", lambda: parse_criteria(text), criteria=text)

    def schema(self, criteria: str) -> Schema | None:
        """Return the facts that offers may state for criteria, which may have mistakes."""
        return self.run("declared facts", lambda: declared_facts(criteria), criteria=criteria)

    def offer(self, text: str, form: Form, criteria: str, schema: Schema | None) -> Offer | None:
        """Read an offer beside criteria; write it and read it again."""
        inputs = {"criteria": criteria, f"offer.{form}": text}

        def read() -> Offer | None:
            if form == "csv":
                return next(iter(read_offers(text, schema=schema).values()), None)
            return read_offer(text, schema=schema, format=form)

        offer = self.run(f"read {form}", read, **inputs)
        if offer is not None:
            again = self.run(
                "write", lambda: read_offer(write_offer(offer), schema=schema), **inputs
            )
            if again is not None and not offer.posting and not offer.notes and again != offer:
                self.keep("write", AssertionError("another offer came back"), inputs)
        return offer

    def document(self, form: Form, text: str, random: Random) -> None:
        """Read a document made of a text, and perhaps damaged."""
        lines = text.splitlines()[:200]
        if form == "csv":
            book, file = openpyxl.Workbook(write_only=True), io.BytesIO()
            sheet = book.create_sheet()
            for line in lines:
                sheet.append([cell for cell in line.split(",") if cell.isprintable()])
            book.save(file)
            data, name = file.getvalue(), "offers.xlsx"
        elif random.random() < 0.5:
            data, name = docx("".join(map(paragraph, lines))), "letter.docx"
        else:
            plain = [line.encode("cp1252", "replace").decode("cp1252") for line in lines]
            page = [(50, 800 - 12 * at, line) for at, line in enumerate(plain[:60])]
            data, name = pdf(page), "letter.pdf"
        if random.random() < 0.5:
            at = random.randrange(len(data))
            data = data[:at] + random.randbytes(random.randrange(4)) + data[at + 1 :]
        inputs = {name: data.decode("latin-1")}
        if form == "csv":
            self.run("read xlsx", lambda: read_offers(data, name=name), **inputs)
        else:
            self.run(f"read {name[7:]}", lambda: json.dumps(open_file(name, data)), **inputs)

    def editing(self, criteria: str, offer: str, random: Random) -> None:
        """Ask for what an editor shows of texts that are being written."""
        inputs = {"criteria": criteria, "offer.toml": offer}
        for name, text in inputs.items():
            place = random.randrange(len(text) + 1)
            begun = text[:place] + random.choice(("", ".", " ", '"', *ODD)) + text[place:]
            arguments = (name.removesuffix(".toml"), begun, place, criteria)
            self.run("complete", partial(FUNCTIONS["complete"], *arguments), **inputs)
        for verb in ("judge", "advise", "letter", "interview"):
            call = partial(FUNCTIONS[verb], criteria, offer, "", "2026-11-26")
            self.run(verb, lambda call=call: json.dumps(call(), allow_nan=False), **inputs)  # type: ignore[misc]

    def decide(self, criteria: Criteria[Offer], offer: Offer) -> None:
        """Decide an offer: the verdict alone is that of the decision, which is written as data."""
        inputs = {"criteria": criteria.file.span.source.text, "offer.toml": write_offer(offer)}
        quick = self.run("verdict", lambda: criteria.verdict(offer), **inputs)
        decision = self.run("decide", lambda: criteria.decide(offer), **inputs)
        if decision is not None:
            if self.run("verdict", lambda: decision.verdict, **inputs) is not quick:
                self.keep("verdict", AssertionError("the quick verdict is another one"), inputs)
            self.run(
                "data of a decision",
                lambda: json.dumps(decision.to_dict(questions=False), allow_nan=False),
                **inputs,
            )

    def interview(self, criteria: Criteria[Offer], offer: Offer, random: Random) -> None:
        """Answer some questions, sensibly or not."""
        now = criteria.interview(offer)
        inputs = {"criteria": criteria.file.span.source.text, "offer.toml": write_offer(offer)}
        for _ in range(3):
            if self.run("interview", lambda now=now: now.question, **inputs) is None:  # type: ignore[misc]
                break
            text = random.choice((*ODD, *now.choices * 4, "30", "60k EUR", "about 40 minutes"))
            told = self.run("answer", partial(now.answer, text), answer=text, **inputs)
            now = told or now.skip()
            self.run("interview", partial(now.to_dict, file=None), answer=text, **inputs)

    def verbs(self, criteria: Criteria[Offer], offers: Mapping[str, Offer], random: Random) -> None:
        """Ask for some of what criteria say, in every rendering."""
        texts = {f"{name}.toml": write_offer(offer) for name, offer in offers.items()}
        texts["criteria"] = criteria.file.span.source.text
        kind = random.choice((*["decision"] * 6, "criteria", "comparison"))

        def said() -> Iterable[str]:
            if kind == "decision":
                return of_decision(criteria.decide(random.choice([*offers.values()])))
            if kind == "criteria":
                return of_criteria(criteria, offers.values())
            return of_comparison(criteria.compare(offers, samples=2))

        rendered = self.run(f"every rendering of a {kind}", lambda: [*said()], **texts)
        self.done[f"every rendering of a {kind}"] += max(len(rendered or ()) - 1, 0)


def sources() -> list[tuple[Form, str]]:
    """Return letters and pages as people have them."""
    letters = sorted((ROOT / "tests" / "letters").glob("*.txt"))
    found: list[tuple[Form, str]] = [("letter", path.read_text("utf-8")) for path in letters]
    for file in case_files():
        if file.phase == "found":
            found += [("html", case["page"]) for case in file.tables if "page" in case]
            found += [("json", case["json"]) for case in file.tables if "json" in case]
    return found


def too_long(*_: object) -> None:
    """Stop an execution that takes long."""
    raise TimeoutError(f"more than {SECONDS} s")


def main(most: int, number: int) -> int:
    """Run so many executions, and return how many findings there are."""
    fuzzer, real, start = Fuzzer(), sources(), time.monotonic()
    signal.signal(signal.SIGPROF, too_long)
    texts = (
        well_typed_criteria()
        | well_typed_criteria(derived=True)
        | mutated_criteria()
        | token_soup()
    )

    def try_all(data: st.DataObject, case: Any, number: int) -> None:
        random = Random(number)
        context = decimal.localcontext(STRANGE) if random.random() < 0.5 else nullcontext()
        with context:
            own, schema = case.criteria.file.span.source.text, case.criteria.schema
            form: Form = random.choice(("toml", "json", "toml", "json", "yaml", "csv"))
            plain, offers = written(case.offer, form), {"a": case.offer}
            for _ in range(READ):
                read = fuzzer.offer(changed(plain, random), form, own, schema)
                if read is not None:
                    offers["b"] = read
                    fuzzer.decide(case.criteria, read)
            if random.random() < THOROUGH:
                kind, source = random.choice(real)
                source = changed(source, random)
                read = fuzzer.offer(source, kind, own, schema)
                if read is not None:
                    offers["c"] = read
                text, other = data.draw(texts), changed(plain, random)
                fuzzer.criteria(text)
                fuzzer.criteria(changed(own, random))
                fuzzer.offer(other, form, text, fuzzer.schema(text))
                fuzzer.editing(random.choice((own, text)), write_offer(case.offer), random)
                fuzzer.editing(
                    changed(own, random), changed(write_offer(case.offer), random), random
                )
                lines = "\n".join((plain, other, plain))
                each = partial(read_each, lines, schema=schema)
                fuzzer.run("read jsonl", lambda: [*each()], criteria=own, offers=lines)
                if kind == "letter" or form == "csv":
                    made = random.choice(((kind, source), (form, other)))
                    fuzzer.document(*made, random)
                fuzzer.interview(case.criteria, case.offer, random)
                fuzzer.verbs(case.criteria, offers, random)

    while fuzzer.done.total() < most:
        run = given(st.data(), cases(), st.integers(0, 2**32))(try_all)
        run = settings(
            max_examples=max(1, min(1_000, (most - fuzzer.done.total()) // 30)),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
        )(seeded(number)(run))
        run()
        number += 1
        took = time.monotonic() - start
        print(
            f"{fuzzer.done.total():>10} executions, {took:.0f} s, {len(fuzzer.found)} findings",
            flush=True,
        )
    for what, times in fuzzer.done.most_common():
        print(f"{times:>10}  {what}")
    return len(fuzzer.found)


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int((*sys.argv, "0")[2]))))
