"""Each sentence of the page about files from strangers, and each limit, has a test."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

import offerkit
from offerkit.advise.answer.models import ReplyKind
from offerkit.check.uses import FilesInMemory
from offerkit.cli.app import run
from offerkit.errors import CriteriaError, DiagnosticError, OfferError
from offerkit.load.formats import Format
from offerkit.snippet import MOST_SHOWN
from tests.docs.running import ROOT
from tests.documents import docx, lines, paragraph, pdf

PAGE = (ROOT / "docs" / "explanation" / "strangers.md").read_text(encoding="utf-8")
SENTENCES = [
    " ".join(item.split())
    for item in re.findall(r"^- (.*?)$(?=\n-|\n\n)", PAGE, re.MULTILINE | re.DOTALL)
]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and "---" not in line and not line.startswith("| limit")
]

CODE = "__import__('os').system('touch pwned')"
CRITERIA = f"""
fact evil.thing: text ask "{CODE}; $(touch pwned) {{7*7}} %s"
pro "{CODE}" if manager.name = "{CODE}"
con "<script>alert(1)</script><img src=http://example.org/x>" if evil.thing = "`touch pwned`"
dealbreaker "\\u{{1b}}[2J\\u{{202e}}\\u{{9b}}31m" if visa.needed
leaving "{CODE}" until team.size > 3
"""
OFFER = f"""
company.name = "<script>alert(1)</script> \\u001b[2J\\u202e {CODE}"
role.title = "'; import os; {CODE} #"
manager.name = "{CODE}"
visa.needed = true
[sources]
"visa.needed" = "<a href='javascript:alert(1)'>\\u009b31m"
"""
RUN = """
import sys, json
from pathlib import Path
from offerkit.cli.app import run
arguments = json.loads(sys.argv[1])
for each in arguments:  # what Python itself opens and compiles once
    run(each)
events = []
def hook(name, given):
    if name.split(".")[0] in {"socket", "subprocess", "os", "shutil", "ftplib", "urllib", "ctypes"}:
        events.append([name, [str(one) for one in given]])
    elif name == "open":
        events.append([name, [str(one) for one in given]])
    elif name == "compile":
        events.append([name, [str(given[0])]])
sys.addaudithook(hook)
for each in arguments:
    run(each)
seen = list(events)
Path(sys.argv[2]).write_text(json.dumps(seen))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files from a stranger, beside which is a secret."""
    project = filled(tmp_path)
    monkeypatch.chdir(project)
    return project


def filled(folder: Path) -> Path:
    (folder / "secret.criteria").write_text("pro if visa.needed # the password\n")
    project = folder / "project"
    project.mkdir()
    (project / "a.criteria").write_text(CRITERIA)
    (project / "a.toml").write_text(OFFER)
    (project / "letter.txt").write_text(f"Dear $to, $reason {CODE} $$ ${{sender}}\n")
    return project


def show(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    run(arguments)
    out, err = capsys.readouterr()
    return f"{out}{err}"


EVERY = [
    ["decide", "a.criteria", "a.toml"],
    ["explain", "a.criteria", "a.toml"],
    ["explain", "a.criteria", "a.toml", "--format", "markdown"],
    ["questions", "a.criteria", "a.toml"],
    ["negotiate", "a.criteria", "a.toml"],
    ["procon", "a.criteria", "a.toml"],
    ["compare", "a.criteria", "a.toml", "a.toml"],
    ["report", "a.criteria", "a.toml"],
    ["answer", "a.criteria", "a.toml", "--template", "letter.txt"],
    ["pay", "a.toml", "--criteria", "a.criteria"],
    ["check", "a.criteria", "a.toml"],
    ["format", "--check", "a.criteria"],
]


Events = list[tuple[str, list[str]]]


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Events:
    """What Python was asked to do while every command read the files."""
    folder = filled(tmp_path_factory.mktemp("events"))
    log = folder.parent / "events.json"
    subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(EVERY), str(log)],
        check=True,
        capture_output=True,
        cwd=folder,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert sorted(path.name for path in folder.iterdir()) == ["a.criteria", "a.toml", "letter.txt"]
    found = [(name, given) for name, given in json.loads(log.read_text())]
    assert any(name == "open" for name, _ in found)
    return found


def runs_no_code(events: Events) -> None:
    parts = {name.split(".")[0] for name, _ in events}
    assert parts <= {"open", "compile", "os"}
    assert {name for name, _ in events if name.startswith("os.")} <= {"os.listdir", "os.scandir"}
    assert not any("touch" in given[0] for name, given in events if name == "compile")


def reads_no_other_file(events: Events, folder: Path) -> None:
    opened = {Path(given[0]).name for name, given in events if name == "open"}
    assert opened - {"null"} <= {"a.criteria", "a.toml", "letter.txt", *packs_and_templates()}
    (folder / "out").symlink_to(folder.parent)
    (folder / "out.criteria").symlink_to("../secret.criteria")
    for path, code in (
        ("../secret.criteria", "use-outside"),
        ("out/secret.criteria", "use-outside"),
        ("out.criteria", "use-outside"),
        (str(folder.parent / "secret.criteria"), "use-bad-path"),
    ):
        (folder / "b.criteria").write_text(f'use "{path}"\n')
        with pytest.raises(CriteriaError) as caught:
            offerkit.load_criteria(folder / "b.criteria")
        assert [one.code for one in caught.value.diagnostics] == [code]
        assert "password" not in str(caught.value)
        (folder / "b.toml").write_text(f'current = "{path.replace(".criteria", ".toml")}"\n')
        with pytest.raises(OfferError, match="bad-current"):
            offerkit.load_offer(folder / "b.toml")


def packs_and_templates() -> set[str]:
    package = ROOT / "src" / "offerkit"
    return {
        path.name for path in package.rglob("*") if path.suffix in {".criteria", ".txt", ".lark"}
    }


def swapped_links_lead_nowhere() -> None:
    races = (ROOT / "tests" / "unit" / "load" / "test_fence.py").read_text(encoding="utf-8")
    assert "def test_no_read_escapes_while_links_are_swapped" in races


def writes_nothing(events: Events) -> None:
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    flags = [int(given[2]) for name, given in events if name == "open" and given[0] != os.devnull]
    assert not any(flag & writing for flag in flags)
    assert not any(name in {"os.remove", "os.rename", "os.rmdir"} for name, _ in events)


def asks_for_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    criteria, offer = offerkit.parse_criteria(CRITERIA), offerkit.read_offer(OFFER)
    expected = criteria.decide(offer).to_dict()

    def asked(*_: object) -> None:
        raise AssertionError("the time was asked for")

    for name in ("time", "monotonic", "time_ns", "localtime", "gmtime"):
        monkeypatch.setattr(time, name, asked)
    monkeypatch.setattr(Random, "random", asked)
    again = offerkit.parse_criteria(CRITERIA).decide(offerkit.read_offer(OFFER)).to_dict()
    assert again == expected


def acts_on_no_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in EVERY:
        shown = show(capsys, *arguments)
        assert shown, arguments
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def puts_no_script_into_a_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = list[tuple[str, list[tuple[str, str | None]]]]()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, attrs))

    Tags().feed(show(capsys, "report", "a.criteria", "a.toml"))
    assert found
    assert not {tag for tag, _ in found} & {"script", "img", "iframe", "object", "embed"}
    attributes = {name: value or "" for _, attrs in found for name, value in attrs}
    assert not any(name.startswith("on") or name in {"src", "srcset"} for name in attributes)
    links = [value or "" for _, attrs in found for name, value in attrs if name == "href"]
    assert not [link for link in links if not link.startswith(("#", "data:,"))]


def fills_no_screen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "many.criteria").write_text("pro if " + " or ".join(["a.b"] * 3_000))
    shown = show(capsys, "check", "many.criteria")
    assert f"and {3_000 - MOST_SHOWN:,} more" in shown
    assert shown.count("error[") == MOST_SHOWN
    assert f"of 43,000 mistakes, {MOST_SHOWN} are shown" in PAGE


BROKEN: list[tuple[str | bytes, str]] = [
    *((text, "criteria") for text in ("pro if", '"', "\0", b"\xff\xfe", "use x", "}" * 9_999)),
    *((text, "toml") for text in ("=", "[" * 9_999, "a.b.c = 1", b"\xff", "\0", "team.size = inf")),
    *((text, "json") for text in ("{", "[" * 9_999, "NaN", '{"a": "\\ud800"}', "1", '"')),
    *(
        (text, "yaml")
        for text in ('a: "\\U00110000"', "- " * 9_999, "!x a", "a: *b", "%YAML 9\n---")
    ),
    *((text, "html") for text in ("<![x[", "<a " * 9_999, "<!--", b"\0" * 99, "")),
]


def ends_in_no_traceback() -> None:
    pytest.importorskip("yaml")
    for text, kind in BROKEN:
        with pytest.raises(DiagnosticError) as caught:
            read(text, kind)
        assert all(one.primary.span.line >= 1 for one in caught.value.diagnostics), text


def read(text: str | bytes, kind: str) -> object:
    if kind == "criteria":
        return offerkit.parse_criteria(text)
    form: Format = next(form for form in ("toml", "json", "yaml", "html", "letter") if form == kind)
    return offerkit.read_offer(text, format=form)


def every_limit_has_a_row() -> None:
    assert {row[0] for row in ROWS} == LIMITS.keys()


def any_verdict_comes_out() -> None:
    for line, verdict in (
        ("dealbreaker if visa.needed or not visa.needed", "decline"),
        ("pro if visa.needed or not visa.needed\naccept at 1%", "accept"),
        ("caution if visa.needed", "consider"),
    ):
        offer = offerkit.read_offer("visa.needed = true")
        assert offerkit.parse_criteria(line).verdict(offer).value == verdict


def a_line_of_the_project_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "notes.txt").write_text("my secret\n")
    (folder / "b.criteria").write_text('use "notes.txt"\n')
    assert "my secret" in show(capsys, "check", "b.criteria")


def words_go_into_reports_and_letters() -> None:
    text = (
        'dealbreaker "My words" if pay.base < 50k USD per year\nask "My question?" about pay.base'
    )
    decision = offerkit.parse_criteria(text).decide(offerkit.Offer())
    page = decision.report()
    assert "My words" in page
    assert "My question?" in page
    assert "My question?" in str(decision.answer(ReplyKind.ASK).to_dict())


def an_offer_may_lie() -> None:
    text = 'visa.needed = false\n[sources]\n"visa.needed" = "on the phone"'
    decision = offerkit.parse_criteria("pro if visa.needed").decide(offerkit.read_offer(text))
    assert "on the phone" in decision.report()


def what_is_left_out_is_unknown() -> None:
    criteria = offerkit.parse_criteria("dealbreaker if visa.needed")
    assert criteria.verdict(offerkit.Offer()).value == "find_out"
    with pytest.raises(OfferError):
        offerkit.read_offer('visa.needed = "perhaps"')


SCRIPT = '<script type="application/ld+json">{}</script>'


def a_value_that_cannot_be_read() -> None:
    with pytest.raises(OfferError, match="bad-date"):
        offerkit.read_offer('offer.start = "soon"')
    posting = SCRIPT.format('{"@type": "JobPosting", "title": "x", "jobStartDate": "soon"}')
    offer = offerkit.read_offer(posting, format="html")
    assert offer.offer.start is offerkit.UNKNOWN
    assert [note.path for note in offer.notes] == ["offer.start"]


def several_postings_are_asked_about() -> None:
    two = "".join(SCRIPT.format(f'{{"@type": "JobPosting", "title": "{t}"}}') for t in "ab")
    with pytest.raises(OfferError, match="several-postings"):
        offerkit.read_offer(two, format="html")


TESTS: dict[str, Callable[..., None]] = {
    "run code": runs_no_code,
    "read a file that is not named": reads_no_other_file,
    "get a link that somebody swaps": swapped_links_lead_nowhere,
    "write or remove": writes_nothing,
    "ask for the time": asks_for_no_time,
    "act on your terminal": acts_on_no_terminal,
    "put a script": puts_no_script_into_a_report,
    "fill your screen": fills_no_screen,
    "end in a traceback": ends_in_no_traceback,
    "take unlimited time": every_limit_has_a_row,
    "make any verdict": any_verdict_comes_out,
    "name a file in the folder": a_line_of_the_project_is_shown,
    "choose the words": words_go_into_reports_and_letters,
    "An offer can say": an_offer_may_lie,
    "An offer cannot set": what_is_left_out_is_unknown,
    "An offer of your own": a_value_that_cannot_be_read,
    "A saved page can hold": several_postings_are_asked_about,
}


def test_every_sentence_has_a_test() -> None:
    assert len(SENTENCES) == len(TESTS)
    for sentence, beginning in zip(SENTENCES, TESTS, strict=True):
        assert sentence.startswith(beginning)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("beginning", TESTS)
def test_a_sentence_is_true(beginning: str, request: pytest.FixtureRequest) -> None:
    act = TESTS[beginning]
    names = [name for name in act.__annotations__ if name != "return"]
    act(**{name: request.getfixturevalue(name) for name in names})


# --- limits --------------------------------------------------------------------------------------

KIB = 1024


def _padded(beginning: str, size: int) -> str:
    return beginning + " " * (size - len(beginning))


def _statements(count: int) -> str:
    return "".join(f'pro "{index}" if team.size > {index}\n' for index in range(count))


def _chain(depth: int) -> str:
    return str(depth)


def _many(values: int) -> str:
    # The list, what is in it, the posting, and its type.
    listed = ",".join(["1"] * (values - 3))
    return SCRIPT.format(f"[{listed}]") + SCRIPT.format('{"@type": "JobPosting"}')


def _word(size: int) -> bytes:
    def of(padding: int) -> bytes:
        return docx(f"<!--{' ' * padding}-->{paragraph('Leave: 25 days')}")

    with ZipFile(BytesIO(of(0))) as packed:
        return of(size - sum(part.file_size for part in packed.infolist()))


LIMITS: dict[str, tuple[str, Callable[[int], str | bytes], int]] = {
    "criteria file": ("criteria", lambda n: _padded("pro if visa.needed", n), 256 * KIB),
    "statements in a file and in all that it uses": ("criteria", _statements, 2_000),
    "brackets, `not` and `-` around one value": (
        "criteria",
        lambda n: f"pro if {'(' * n}visa.needed{')' * n}",
        32,
    ),
    "digits of a number": ("criteria", lambda n: f"pro if team.size > {'9' * n}", 18),
    "texts in a set": (
        "criteria",
        lambda n: f"pro if manager.name in {{{', '.join(map(json.dumps, map(str, range(n))))}}}",
        1_000,
    ),
    "depth of `use`": ("chain", _chain, 8),
    "offer file": ("toml", lambda n: _padded("visa.needed = true #", n), 256 * KIB),
    "nested tables and lists of an offer": (
        "json",
        lambda n: '{"posting": {"x": ' + "[" * (n - 2) + "1" + "]" * (n - 2) + "}}",
        32,
    ),
    "values in a YAML file": (
        "yaml",
        lambda n: "posting:\n" + "".join(f" k{i}: x\n" for i in range(n - 2)),
        20_000,
    ),
    "saved page": (
        "html",
        lambda n: _padded(SCRIPT.format('{"@type": "JobPosting"}'), n),
        8 * KIB**2,
    ),
    "data in one script of a page": (
        "html",
        lambda n: SCRIPT.format(_padded('{"@type": "JobPosting"}', n)),
        KIB**2,
    ),
    "values in the data of a page": ("html", _many, 50_000),
    "text of a letter": ("letter", lambda n: "Leave: 25 days\n" + "." * (n - 15), 256 * KIB),
    "pages of a PDF letter": ("letter", lambda n: pdf(*[lines("Leave: 25 days")] * n), 50),
    "text and layout of a `.docx` or PDF letter, unpacked": ("letter", _word, KIB**2),
}
"""For each limit: the kind of file, a file with so many of what is limited, and the limit."""


def _codes(kind: str, text: str | bytes) -> set[str]:
    """Return the codes of what is wrong with a file; of a chain, *text* is its length."""
    try:
        if kind == "chain":
            depth = int(text)
            files = {f"{n}": f'use "{n + 1}"' for n in range(1, depth)}
            files[str(depth)] = "pro if visa.needed"
            offerkit.parse_criteria('use "1"', resolve=FilesInMemory(files))
        else:
            read(text, kind)
    except DiagnosticError as error:
        return {one.code for one in error.diagnostics}
    return set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_limit_is_where_the_page_says(row: list[str]) -> None:
    name, most, code, costs = row
    kind, text, limit = LIMITS[name]
    if kind == "yaml":
        pytest.importorskip("yaml")
    if "PDF" in name:
        pytest.importorskip("mammoth")
    unit = {"KiB": KIB, "MiB": KIB**2}.get(most[-3:], 1)
    assert int(re.sub(r"\D", "", most)) * unit == limit
    start = time.process_time()
    within = _codes(kind, text(limit))
    seconds = time.process_time() - start
    assert code.strip("`") not in within
    assert _codes(kind, text(limit + 1)) == {code.strip("`")}
    stated = re.match(r"(?:less than )?([0-9.]+) s", costs)
    assert stated is not None
    # Machines differ, and this one may be busy.
    assert seconds < 5 * float(stated[1]) + 1
