"""What texts that nobody writes in good faith cost: the error each gets, and how soon.

Run `python benchmarks/hostile.py`. Each line is one input by one way in: the functions of the
API, the command with a file, and the command reading standard input. Printed are the seconds of
processor time, the code of the first diagnostic and its place. An input that costs more than a
second, or that gets no error although it should, is marked and makes the exit code 1. So does one
that needs more than 1 GiB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import offerkit
from offerkit.errors import DiagnosticError

MOST_SECONDS = 1.0
MOST_BYTES = 2**30
DEEP = 100_000
TERMS = 20_000
DIGITS = "9" * 400
LINE = 10_000_000

FINE = "no mistakes"
MAY_BE_FINE = frozenset(
    {
        "an `and` of 20,000 short terms",
        "a sum of 20,000 terms",
        "a scale of 30,000 levels",
    }
)
"""Inputs within the limits: long, but nothing is wrong with them."""

CRITERIA: dict[str, str | bytes] = {
    "100,000 brackets": "pro if " + "(" * DEEP + "visa.needed" + ")" * DEEP,
    "100,000 brackets, never closed": "pro if " + "(" * DEEP,
    "100,000 brackets of a set": "let a = " + "{" * DEEP,
    "100,000 times not": "pro if " + "not " * DEEP + "visa.needed",
    "100,000 times minus": "pro if leave.days > " + "-" * DEEP + "1",
    "100,000 times min(": "pro if leave.days > " + "min(" * DEEP,
    "an `and` of 20,000 terms": "pro if " + " and ".join(["visa.needed"] * TERMS),
    "an `and` of 20,000 short terms": "let a = visa.needed pro if " + " and ".join("a" * TERMS),
    "an `or` of 20,000 wrong terms": "pro if " + " or ".join(["visa.neded"] * TERMS),
    "a sum of 20,000 terms": "pro if 1 < " + " + ".join(["leave.days"] * TERMS),
    "20,000 comparisons in a row": "pro if " + " < ".join(["leave.days"] * TERMS),
    "a number of 400 digits": f"pro if leave.days > {DIGITS}",
    "a fraction of 400 digits": f"pro if leave.days > 0.{DIGITS}",
    "a million with 400 digits": f"decline below {DIGITS}M%",
    "a rate of 400 digits": f"rate 1 EUR = {DIGITS} USD",
    "an exponent": "pro if leave.days > 1e999999999",
    "a line of 10 MB": "# " + "x" * LINE,
    "a text of 10 MB": 'pro "' + "x" * LINE,
    "a NUL": "pro if \0visa.needed",
    "a file of NULs": "\0" * 200_000,
    "a lone surrogate": 'pro "\ud800" if visa.needed',
    "a lone surrogate, escaped": 'pro "\\u{d800}" if visa.needed',
    "bytes that are not UTF-8": b"pro if \xff\xfe visa.needed",
    "UTF-16": "pro if visa.needed".encode("utf-16"),
    "50,000 quotes": '"' * 50_000,
    "3,000 statements": "pro if visa.needed\n" * 3_000,
    "20,000 broken statements": "pro iff\n" * 20_000,
    "30,000 wrong escapes": 'pro "' + "\\q" * 30_000 + '" if visa.needed',
    "lets that double 60 times": "let a0 = leave.days\n"
    + "".join(f"let a{n + 1} = a{n} + a{n}\n" for n in range(60))
    + "pro if a60 > 1\npro if nobody",
    "a chain of 1,900 lets, wrong at its end": "let a0 = nobody\n"
    + "".join(f"let a{n + 1} = a{n}\n" for n in range(1_900))
    + "pro if a1900 > 1",
    "lets in a circle of 1,900": "".join(f"let a{n} = a{(n + 1) % 1_900}\n" for n in range(1_900)),
    "a scale of 30,000 levels": "scale s: " + " < ".join(f"l{n}" for n in range(30_000)),
    "a set of 20,000 texts": "pro if clients.names overlaps {" + '"a",' * 20_000 + "}",
    "a use of itself": 'use "hostile.criteria"',
    "a use that climbs out": 'use "../outside.criteria"',
    "a use that climbs out by a link": 'use "link.criteria"',
    "a use of a folder's link": 'use "folder/outside.criteria"',
    "a use of a device": 'use "device.criteria"',
    "a use of a name of 10,000 letters": f'use "{"a" * 10_000}.criteria"',
    "a use of a name with a NUL": 'use "a\\u{0}.criteria"',
    "a use chain of 12": 'use "chain0.criteria"',
}

OFFERS: dict[str, tuple[str, str | bytes]] = {
    "100,000 brackets (TOML)": ("toml", "a = " + "[" * DEEP),
    "100,000 brackets (JSON)": ("json", "[" * DEEP + "]" * DEEP),
    "100,000 tables (JSON)": ("json", '{"a":' * DEEP),
    "100,000 brackets (YAML)": ("yaml", "[" * DEEP),
    "3,000 indents (YAML)": ("yaml", "".join(" " * (n % 300) + "a:\n" for n in range(3_000))),
    "aliases that double 60 times (YAML)": (
        "yaml",
        "a0: &a0 [x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(60)),
    ),
    "an alias of itself (YAML)": ("yaml", "a: &a [*a]\n"),
    "100,000 dots in a key (TOML)": ("toml", "a" + ".a" * DEEP + " = 1"),
    "50,000 tables (TOML)": ("toml", "".join(f"[a{n}]\n" for n in range(50_000))),
    "50,000 dotted tables (TOML)": ("toml", "".join(f"[a.b{n}]\nc=1\n" for n in range(50_000))),
    "a number of 400 digits": ("toml", f"[leave]\ndays = {DIGITS}"),
    "a number of 400 digits, as text": ("toml", f'[leave]\ndays = "{DIGITS}"'),
    "a number of 100,000 digits (JSON)": ("json", '{"leave": {"days": ' + "9" * DEEP + "}}"),
    "an exponent (TOML)": ("toml", "[leave]\ndays = 1e999999999"),
    "an exponent (JSON)": ("json", '{"leave": {"days": 1e999999999}}'),
    "an exponent below zero (JSON)": ("json", '{"leave": {"days": 1e-999999999}}'),
    "not a number (JSON)": ("json", '{"leave": {"days": NaN}}'),
    "infinity (TOML)": ("toml", "[leave]\ndays = inf"),
    "a line of 10 MB": ("toml", "# " + "x" * LINE),
    "a page of 10 MB": ("html", "<p>" + "x" * LINE),
    "a page of 1,000,000 tags": ("html", "<a" * 1_000_000),
    "a page of 200,000 comments": ("html", "<!--" * 200_000),
    "a page of 1,000,000 tags with a blank": ("html", "<a " * 1_000_000),
    "a page of 200,000 marked sections": ("html", "<![x[" * 200_000),
    "a page of 20,000 nested items": (
        "html",
        '<div itemscope itemtype="https://schema.org/JobPosting">' * 20_000,
    ),
    "100,000 brackets in JSON-LD": (
        "html",
        '<script type="application/ld+json">' + "[" * DEEP,
    ),
    "100,000 keys in JSON-LD": (
        "html",
        '<script type="application/ld+json">{' + '"a":1,"b":2,' * (DEEP // 2),
    ),
    "a NUL": ("toml", '[company]\nname = "\0"'),
    "a lone surrogate": ("toml", '[company]\nname = "\ud800"'),
    "a lone surrogate, escaped (JSON)": ("json", '{"company": {"name": "\\ud800"}}'),
    "a lone surrogate in a key (JSON)": ("json", '{"posting": {"\\ud800": "x"}}'),
    "a lone surrogate, escaped (YAML)": ("yaml", 'company: {name: "\\ud800"}'),
    "bytes that are not UTF-8": ("toml", b'[company]\nname = "\xff"'),
    "UTF-16 (JSON)": ("json", '{"company": {"name": "x"}}'.encode("utf-16")),
    "20,000 unknown keys": (
        "json",
        json.dumps({"company": {f"nam{n}": "x" for n in range(20_000)}}),
    ),
    "a list of 20,000 texts": ("json", json.dumps({"clients": {"names": ["x"] * 20_000}})),
    "20,000 wrong sources": (
        "json",
        json.dumps({"sources": {f"pay.bas{n}": "x" for n in range(20_000)}}),
    ),
    "1,000 job postings": ("json", json.dumps([{"@type": "JobPosting"}] * 1_000)),
}


def prepare(folder: Path) -> None:
    """Lay out what `use` finds beside the criteria, and what it must not reach."""
    (folder.parent / "outside.criteria").write_text("pro if visa.needed\n")
    (folder / "link.criteria").symlink_to(folder.parent / "outside.criteria")
    (folder / "folder").symlink_to(folder.parent, target_is_directory=True)
    (folder / "device.criteria").symlink_to("/dev/zero")
    for number in range(12):
        (folder / f"chain{number}.criteria").write_text(f'use "chain{number + 1}.criteria"\n')
    (folder / "chain12.criteria").write_text("pro if visa.needed\n")
    (folder / "good.criteria").write_text("pro if visa.needed\n")


def by_api(read: Callable[..., object], given: object) -> tuple[float, str]:
    """Return how long reading takes, and the first thing that is wrong."""
    start = time.process_time()
    try:
        read(given)
    except MemoryError:
        return time.process_time() - start, "NO ERROR but no memory"
    except DiagnosticError as error:
        str(error)  # what a program would show
        seconds = time.process_time() - start
        first = error.diagnostics[0]
        place = f"{first.primary.span.start}..{first.primary.span.end}"
        return seconds, f"{first.code} at {place} ({len(error.diagnostics)})"
    return time.process_time() - start, FINE


def by_command(arguments: list[str | Path], folder: Path, given: bytes | None) -> tuple[float, str]:
    """Return how long the command takes, and the first thing that it says is wrong."""
    start = _of_children()
    command = [sys.executable, "-m", "offerkit", *arguments]
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, check=False)
    seconds = _of_children() - start
    said = done.stderr.decode()
    if done.returncode == 0:
        return seconds, FINE
    if done.returncode != 1 or "Traceback" in said:
        return seconds, f"NO ERROR but exit code {done.returncode}: {said[-200:]!r}"
    return seconds, said.partition("]")[0].rpartition("[")[2]


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def runs(folder: Path) -> Iterator[tuple[str, str, float, str]]:
    """Yield the input, the way in, the seconds and what was said, for each."""
    for name, text in CRITERIA.items():
        path = folder / "hostile.criteria"
        data = _bytes(text)
        path.write_bytes(data)
        yield "criteria: " + name, "api", *by_api(offerkit.load_criteria, path)
        if "use of itself" not in name:
            yield "criteria: " + name, "text", *by_api(offerkit.parse_criteria, text)
            yield "criteria: " + name, "stdin", *by_command(["check", "-"], folder, data)
        yield "criteria: " + name, "file", *by_command(["check", path.name], folder, None)
    for name, (kind, text) in OFFERS.items():
        path = folder / f"hostile.{kind}"
        data = _bytes(text)
        path.write_bytes(data)
        yield "offer: " + name, "api", *by_api(offerkit.load_offer, path)
        decide: list[str | Path] = ["decide", "good.criteria"]
        yield "offer: " + name, "file", *by_command([*decide, path.name], folder, None)
        if kind in {"toml", "json"}:
            yield "offer: " + name, "stdin", *by_command([*decide, "-"], folder, data)
    endless: Path = folder / "device.criteria"
    yield "criteria: a file without an end", "file", *by_command(["check", endless], folder, None)
    decide = ["decide", "good.criteria", "/dev/zero"]
    yield "offer: a file without an end", "file", *by_command(decide, folder, None)


def _is_wrong(what: str, found: str) -> bool:
    allowed = what.partition(": ")[2] in MAY_BE_FINE
    return found.startswith("NO ERROR") or (found == FINE and not allowed)


def _bytes(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text


def main() -> int:
    """Print a line for each run; return 1 when one was slow or found nothing wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "criteria"
        folder.mkdir()
        prepare(folder)
        for what, way, seconds, found in runs(folder):
            marks = "SLOW " * (seconds > MOST_SECONDS) + "WRONG " * _is_wrong(what, found)
            bad += bool(marks)
            print(f"{seconds:6.2f} s  {way:<5}  {what:<48} {found} {marks}".rstrip(), flush=True)
    print(f"{bad} slow or without an error" if bad else "all in time, all with an error")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
