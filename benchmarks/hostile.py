"""What texts that nobody writes in good faith cost: the error each gets, and how soon.

Run `python benchmarks/hostile.py`; it takes about a minute and a quarter. Each line is one input by
one way in: the functions of the API, and the command. Printed are the seconds of processor time (of
the command without the time that it takes to start), the memory of the command, the code of the
first diagnostic and its place. An input that costs more than two seconds or 300 MB, or that gets no
error although it should, is marked and makes the exit code 1.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from attrs import evolve, frozen

import offerkit
from offerkit.errors import DiagnosticError

MOST_SECONDS = 2.0
MOST_MEGABYTES = 300
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
        "100,000 brackets in JSON-LD of a posting",
        "8 MiB of values in JSON-LD, and a posting with a mistake",
        "20,000 mistakes in a posting",
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
    "100,000 brackets in JSON-LD of a posting": (
        "html",
        '<script type="application/ld+json">{"@type": "JobPosting", "x": ' + "[" * DEEP,
    ),
    "150,000 empty scripts of JSON-LD": (
        "html",
        '<script type="application/ld+json">[]</script>' * 150_000,
    ),
    "8 MiB of values in JSON-LD": (
        "html",
        ('<script type="application/ld+json">[' + "1," * 500_000 + "1]</script>") * 8,
    ),
    "8 MiB of values in JSON-LD, and a posting with a mistake": (
        "html",
        '<script type="application/ld+json">{"@type": "JobPosting", "jobStartDate": "soon"}'
        + "</script>"
        + ('<script type="application/ld+json">[' + "1," * 500_000 + "1]</script>") * 7,
    ),
    "20,000 mistakes in a posting": (
        "html",
        '<script type="application/ld+json">'
        + json.dumps({"@type": "JobPosting", "employmentType": [f"x{n}" for n in range(20_000)]})
        + "</script>",
    ),
    "2,000,000 paragraphs in an item": (
        "html",
        '<div itemscope itemtype="https://schema.org/Thing">' + "<p>" * 2_000_000,
    ),
    "an escape beyond Unicode (YAML)": ("yaml", 'company: {name: "\\U00110000"}'),
    "an escape beyond Unicode (TOML)": ("toml", 'company.name = "\\U00110000"'),
    "a version of 5,000 digits (YAML)": ("yaml", f"%YAML 1.{'9' * 5_000}\n--- {{}}"),
    "5,000 lists in lists (YAML)": ("yaml", "- " * 5_000),
    "5,000 questions (YAML)": ("yaml", "? " * 5_000),
    "a time zone of 99 hours (TOML)": ("toml", "offer.start = 2026-01-01T00:00:00+99:99"),
    "a number of 5,000 digits (TOML)": ("toml", f"team.size = {'9' * 5_000}"),
    "a key of 100,000 letters": ("toml", f"{'k' * DEEP} = 1"),
    "a current job in a circle of links": ("toml", 'current = "circle.toml"'),
    "a current job outside": ("toml", 'current = "../outside.toml"'),
    "a current job of 300 letters": ("toml", f'current = "{"x" * 300}.toml"'),
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
    (folder / "circle.criteria").symlink_to("circle.toml")
    (folder / "circle.toml").symlink_to("circle.criteria")
    (folder / "good.toml").write_text("visa.needed = true\n")
    (folder / "wide.criteria").write_text(
        ("pro if " + "or ".join(["team.size>1"] * 18) + "\n") * 1_100
    )
    os.mkfifo(folder / "pipe")
    for number in range(12):
        (folder / f"chain{number}.criteria").write_text(f'use "chain{number + 1}.criteria"\n')
    (folder / "chain12.criteria").write_text("pro if visa.needed\n")
    (folder / "good.criteria").write_text("pro if visa.needed\n")


@frozen
class Run:
    """What one input costs by one way in, and what came out."""

    seconds: float
    found: str
    megabytes: int = 0
    """Of the command; 0 of the API, whose memory is that of all inputs so far."""


def by_api(read: Callable[..., object], given: object) -> Run:
    """Return how long reading takes, and the first thing that is wrong."""
    start = time.process_time()
    try:
        read(given)
    except MemoryError:
        return Run(time.process_time() - start, "NO ERROR but no memory")
    except DiagnosticError as error:
        str(error)  # what a program would show
        seconds = time.process_time() - start
        first = error.diagnostics[0]
        place = f"{first.primary.span.start}..{first.primary.span.end}"
        return Run(seconds, f"{first.code} at {place} ({len(error.diagnostics)})")
    return Run(time.process_time() - start, FINE)


def by_command(arguments: list[str | Path], folder: Path, into: str = "") -> Run:
    """Return what the command takes, and the first thing that it says is wrong.

    Args:
        arguments: After the name of the command.
        folder: Where it runs.
        into: Where the shell sends its standard streams.
    """
    command: list[str | Path] = [sys.executable, "-m", "offerkit", *arguments]
    if into:
        command = ["/bin/sh", "-c", f'"$0" "$@" {into}', *command]
    with tempfile.TemporaryFile() as messages:
        done = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=messages,
        )
        _, status, used = os.wait4(done.pid, 0)
        done.returncode = os.waitstatus_to_exitcode(status)
        messages.seek(0)
        said = messages.read().decode()
    seconds = used.ru_utime + used.ru_stime
    megabytes = used.ru_maxrss // 1024
    code = said.partition("]")[0].rpartition("[")[2] if "[" in said else said.strip()[:60]
    if "Traceback" in said or done.returncode not in {0, 1, 2} or len(said) > MOST_SAID:
        return Run(seconds, f"NO ERROR but exit code {done.returncode}: {said[-200:]!r}", megabytes)
    return Run(seconds, FINE if done.returncode == 0 else code, megabytes)


def runs(folder: Path) -> Iterator[tuple[str, str, Run]]:
    """Yield the input, the way in, and what came out, for each."""
    # What a command imports costs the same whatever the file says.
    start = by_command(["check", "good.criteria"], folder).seconds

    def command(arguments: list[str | Path], into: str = "") -> Run:
        ran = by_command(arguments, folder, into)
        return evolve(ran, seconds=max(ran.seconds - start, 0.0))

    # The API answers in this process, while the command answers in one of its own.
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, text in CRITERIA.items():
            path = folder / "hostile.criteria"
            path.write_bytes(_bytes(text))
            ran = pool.submit(command, ["check", path.name])
            yield "criteria: " + name, "api", by_api(offerkit.load_criteria, path)
            yield "criteria: " + name, "command", ran.result()
        for name, (kind, text) in OFFERS.items():
            path = folder / f"hostile.{kind}"
            path.write_bytes(_bytes(text))
            ran = pool.submit(command, ["decide", "good.criteria", path.name])
            yield "offer: " + name, "api", by_api(offerkit.load_offer, path)
            yield "offer: " + name, "command", ran.result()
        others = [("command: " + name, list(given), "") for name, given in COMMANDS.items()]
        for name, into in STREAMS.items():
            others.append((f"stream: {name}", ["facts"], into))
            others.append((f"stream: {name}, help", ["decide", "--help"], into))
        others_ran = pool.map(lambda other: command(other[1], other[2]), others)
        for (what, _, _), other in zip(others, others_ran, strict=True):
            yield what, "command", other


def _is_wrong(what: str, found: str) -> bool:
    allowed = what.partition(": ")[2] in MAY_BE_FINE
    return found.startswith("NO ERROR") or (found == FINE and not allowed)


COMMANDS: dict[str, tuple[str, ...]] = {
    "criteria without an end": ("check", "device.criteria"),
    "an offer without an end": ("decide", "good.criteria", "/dev/zero"),
    "links in a circle": ("check", "circle.criteria"),
    "an offer in a circle of links": ("decide", "good.criteria", "circle.toml"),
    "a root in a circle of links": ("check", "good.criteria", "--root", "circle.toml"),
    "a name of 300 letters": ("check", "x" * 300),
    "a name of 300 letters and a number": ("check", "x" * 300 + "#1"),
    "a path of 6,000 letters": ("decide", "good.criteria", "y/" * 3_000),
    "a file as a folder": ("check", "good.criteria/x"),
    "an argument of 100,000 letters": ("x" * 100_000,),
    "an option of 100,000 letters": ("check", "--" + "x" * 100_000),
    "a page to a full device": (
        *("report", "good.criteria", "good.toml", "-o", "/dev/full"),
        "--force",
    ),
    "a page to a pipe that nobody reads": (
        *("report", "good.criteria", "good.toml", "-o", "pipe"),
        "--force",
    ),
    "a page to a folder": ("report", "good.criteria", "good.toml", "-o", "."),
    "a layout over the limit": ("format", "wide.criteria"),
}
"""Paths and files that lead nowhere, by what is tried."""
STREAMS = {
    "a full disk": ">/dev/full",
    "no standard output": ">&-",
    "no standard output and no standard error": ">&- 2>&-",
}
MOST_SAID = 500_000
"""How many characters of messages are no flood."""


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
        for what, way, ran in runs(folder):
            marks = "SLOW " * (ran.seconds > MOST_SECONDS) + "WRONG " * _is_wrong(what, ran.found)
            marks += "LARGE " * (ran.megabytes > MOST_MEGABYTES)
            bad += bool(marks)
            size = f"{ran.megabytes:4} MB" if ran.megabytes else " " * 7
            line = f"{ran.seconds:6.2f} s {size}  {way:<7}  {what:<52} {ran.found} {marks}"
            print(line.rstrip(), flush=True)
    print(f"{bad} slow or without an error" if bad else "all in time, all with an error")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
