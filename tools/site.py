"""The pages of the documentation that are made, not written.

    python3 -m tools.site    write them into docs/

They stand in the repository because not every builder of the site runs hooks; a test says when
they are no longer what the models, the pages and the navigation say. As a hook of mkdocs (see
mkdocs.yml) this module makes them at every build.
"""

from __future__ import annotations

import builtins
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Final

import yaml
from mkdocs.utils.yaml import get_yaml_loader

import offerkit
from offerkit import load_offer, parse_criteria
from offerkit.advise.report import chapter
from offerkit.datatypes import OrdinalType, YesNo
from offerkit.model.fields import FactInfo, Negotiability, bounds_text
from offerkit.model.offer import Offer, groups_of
from offerkit.model.schema import may_not_apply, schema_of
from offerkit.model.vocabulary import describe, example
from offerkit.packs import packs
from offerkit.render.html.report import report_page
from offerkit.scales import BUILT_IN
from offerkit.schemas import (
    RESULTS,
    Json,
    Result,
    diagnostic_schema,
    offer_schema,
    result_schema,
)
from tools import playground
from tools.cards import card
from tools.letters import letters_page
from tools.packs import index_page as packs_page
from tools.packs import pack_page
from tools.reference import documented, index_page
from tools.result_keys import PARTS, json_pages

ROOT: Final = Path(__file__).resolve().parents[1]
DOCS: Final[Path] = ROOT / "docs"

# --- the vocabulary ----------------------------------------------------------------------------

_FACTS_HEAD: Final = """\
---
description: "Every fact that offers can state, with its question, values and negotiability."
tags: [fact, facts, fields, remote, vacation, holiday, hours, visa, commute, pension, parental]
---

# Facts

These are the facts that criteria can use and offers can state. You do not have to fill in any of
them: a fact that is left out is unknown. Your criteria can declare more with
[`fact`](../language.md#fact).

Each fact has three views: `manager.presence` is what you now know about the offer,
`promised.manager.presence` what you were told, and `current.manager.presence` your current job.

In a terminal, `offerkit facts manager` lists the facts of one group.

## Scales

The levels are listed from low to high.

| scale | levels |
| --- | --- |
"""

# On a phone, the style sheet shows each row of such a table as a card of its own.
_NOT_APPLYING: Final = (
    "Rules about it then [do not apply](../language.md#what-does-not-apply), and nothing is asked."
)
_CARDS: Final = '<div class="cards" markdown>\n\n'


def facts_page() -> str:
    """Return the vocabulary as a page: a table for each group of facts of ``Offer``."""
    return "".join(_facts_page())


def _facts_page() -> Iterator[str]:
    yield _FACTS_HEAD
    for ordinal in BUILT_IN:
        scale = ordinal.scale()
        yield f"| `{scale.name}` | {' < '.join(f'`{level}`' for level in scale.levels)} |\n"
    facts = schema_of().facts.values()
    for name, group in groups_of(Offer).items():
        yield f"\n## {name}\n\n{_purpose(group)}\n\n"
        if may_not_apply(name):
            yield f'If there is none, write `{name} = "none"`. {_NOT_APPLYING}\n\n'
        yield f"{_CARDS}| fact | question | values | negotiable |\n| --- | --- | --- | --- |\n"
        yield from (_fact_row(i) for i in facts if i.path.startswith(f"{name}.") and not i.derived)
        yield "\n</div>\n"
    yield "\n## Derived facts\n\n"
    yield "These facts are computed from others, in each view, and cannot be stated. See "
    yield "[Derived facts](../language.md#derived-facts).\n\n"
    yield _CARDS.replace("cards", "cards derived")
    yield "| fact | what it says | values | computed from |\n| --- | --- | --- | --- |\n"
    yield from (_derived_row(info) for info in facts if info.derived)
    yield "\n</div>\n"


def _purpose(group: type) -> str:
    """Return what the docstring of a group says behind its name, as a sentence."""
    first = (group.__doc__ or "").strip().splitlines()[0]
    text = first.partition(":")[2].strip() or first
    return text[0].upper() + text[1:]


def _fact_row(info: FactInfo) -> str:
    is_term = info.negotiable is not Negotiability.NOT_A_TERM
    whole = may_not_apply(info.path.partition(".")[0])
    or_none = ', or `"none"`' if info.may_not_apply and not whole else ""
    negotiable = info.negotiable.value if is_term else ""
    hangs = "".join(f"; {gate.effect}" for gate in info.gates)
    values = f"{_values(info)}{or_none}{hangs}"
    return f"| `{info.path}` | {info.question} | {values} | {negotiable} |\n"


def _values(info: FactInfo) -> str:
    values = describe(info).partition(";")[0]
    if (info.bounds.low, info.bounds.high) not in {(None, None), (0, None)}:
        values += f", {bounds_text(info)}"
    listed = isinstance(info.datatype, OrdinalType | YesNo) or values.startswith("one of")
    return values if listed else f"{values}, such as `{example(info)}`"


def _derived_row(info: FactInfo) -> str:
    parts, without = (
        ", ".join(f"`{path}`" for path in paths) for paths in (info.parts, info.leaves_out)
    )
    parts += f"; without {without}" if without else ""
    return f"| `{info.path}` | {info.question} | {info.datatype} | {parts} |\n"


# --- the list of diagnostics -------------------------------------------------------------------

_DIAGNOSTICS_HEAD: Final = """\
---
description: "Every error, warning and note by its code, with a wrong file and the corrected file."
tags: [error, errors, warning, warnings, message, messages, mistake, mistakes, diagnostic]
---

# Diagnostics

All mistakes in a file are reported at once, sorted by place, with one diagnostic per mistake. Each
has a code that never changes and a page here. The page says what the diagnostic means, and shows a
file that has the mistake, the message that offerkit prints, and the corrected file.

An **error** prevents offerkit from using the file. A **warning** does not: it reports something
that is probably not meant. A **note** reports what a job posting says and offerkit could not read.
"""


def diagnostics_page() -> str:
    """Return the list of all diagnostics, by the file they are found in, with their first words."""
    kinds: dict[str, list[str]] = {}
    for path in sorted((DOCS / "diagnostics").glob("*.md")):
        if path.stem != "index":
            text = path.read_text(encoding="utf-8")
            kinds.setdefault(_kind(text), []).append(
                f"| [`{path.stem}`]({path.name}) | {summary(text)} |\n"
            )
    return _DIAGNOSTICS_HEAD + "".join(
        f"\n## {kind}\n\n{_CARDS}| code | what is wrong |\n| --- | --- |\n"
        f"{''.join(kinds[kind])}\n</div>\n"
        for kind in sorted(kinds)
    )


def _kind(page: str) -> str:
    """Return the heading for a diagnostic, from the message that its page shows."""
    if re.search(r"^warning\[", page, re.MULTILINE):
        return "Warnings in criteria"
    if re.search(r"^note\[", page, re.MULTILINE):
        return "Notes on job postings"
    files = re.findall(r"--> (\S+?):\d", page)
    if all(name.endswith(".criteria") or name.startswith("<") for name in files):
        return "Errors in criteria"
    if all(name.endswith(".txt") for name in files):
        return "Errors in templates of letters"
    return "Errors in criteria and in offers" if "## In an offer" in page else "Errors in offers"


# --- llms.txt ----------------------------------------------------------------------------------


def settings() -> dict[str, Any]:
    """Return what ``mkdocs.yml`` says, with variables of the environment in their places."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, get_yaml_loader())
    return read


def llms_txt() -> str:
    """Return ``llms.txt`` (see llmstxt.org): the pages of the navigation, each with a sentence."""
    config = settings()
    head = f"# {config['site_name']}\n\n> {config['site_description']}\n"
    return head + "".join(_llms_section("", config["nav"]))


def _llms_section(title: str, entries: list[Any]) -> Iterator[str]:
    pages, sections = [], []
    for entry in entries:
        for name, value in entry.items() if isinstance(entry, dict) else [("", entry)]:
            if isinstance(value, list):
                sections.append((name, value))
            else:
                pages.append(value)
    if pages:
        yield f"\n## {title or 'Start'}\n\n"
        yield from (_llms_line(page) for page in pages)
    for name, value in sections:
        yield from _llms_section(name, value)


def _llms_line(page: str) -> str:
    text = page_text(page)
    heading = re.search(r"^# (.+)$", text, re.MULTILINE)
    assert heading is not None, f"{page} has no heading"
    address = re.sub(r"(^|/)index\.md$|\.md$", "/", page).removeprefix("/") or "./"
    return f"- [{heading[1].strip('`')}]({address}): {summary(text)}\n"


def page_text(page: str) -> str:
    """Return a page of docs/ with what it includes."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.sub(
        r'^--8<-- "([^"]+)"$',
        lambda match: (ROOT / match[1]).read_text(encoding="utf-8"),
        text,
        flags=re.MULTILINE,
    )


def summary(page: str) -> str:
    """Return the description of a page, or else its first sentence, with links as plain text."""
    described = re.match(r'---\ndescription: "(.*)"\n', page)
    if described:
        return described[1]
    paragraphs = re.split(r"\n\s*\n", page)
    is_prose = re.compile(r"[\w`*\[“\"]")
    first = next((p for p in paragraphs if is_prose.match(p) and not p.startswith("```")), "")
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(first.split()))
    sentence = re.match(r".*?[.?!](?=\s|$)", plain)
    return sentence[0] if sentence else plain


# --- a sample of a report ----------------------------------------------------------------------

_SAMPLE: Final = ("half-known", "other-work", "counter-that-cures")


def sample_report() -> str:
    """Return the report that how-to/report.md shows: some of the examples, and staying."""
    folder = ROOT / "examples"
    path = folder / "candidate.criteria"
    criteria = parse_criteria(path.read_bytes(), name=path.name)
    offers = {name: load_offer(folder / f"{name}.toml") for name in _SAMPLE}
    comparison = criteria.compare(offers)
    return report_page([chapter(option.decision) for option in comparison.options], comparison)


# --- writing them ------------------------------------------------------------------------------

# The list of diagnostics is the introduction of a page of the navigation, so llms.txt is last.
# --- the JSON Schemas ---------------------------------------------------------------------------


def _schema(of: Result) -> str:
    return _written(result_schema(of))


def _json_page(name: str) -> str:
    return json_pages()[name]


def _written(schema: Json) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


MADE: Final[Mapping[str, Callable[[], str]]] = {
    "reference/api/index.md": index_page,
    "reference/facts.md": facts_page,
    **{
        f"reference/json/{name}.md": partial(_json_page, name)
        for name in ("index", *RESULTS, PARTS)
    },
    "reference/letters.md": letters_page,
    "diagnostics/index.md": diagnostics_page,
    "packs/index.md": packs_page,
    **{f"packs/{pack.name}.md": partial(pack_page, pack) for pack in packs()},
    "assets/report.html": sample_report,
    **{f"schemas/{name}.json": partial(_schema, name) for name in RESULTS},
    "schemas/diagnostic.json": lambda: _written(diagnostic_schema()),
    "schemas/offer.json": lambda: _written(offer_schema()),
    "llms.txt": llms_txt,
}
"""The files of docs/ that are made, and what makes each."""


def write() -> None:
    """Write the files that are made, where they are not what they should be."""
    for name, make in MADE.items():
        path = DOCS / name
        text = make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


# --- the hook ----------------------------------------------------------------------------------

_REFERENCE: Final = "reference/api/index.md"
_LOG: Final = logging.getLogger("mkdocs.hooks.site")
"""Below mkdocs' own, so that what is said here counts as its warnings."""


def on_config(config: Any) -> None:
    """Offer other versions of the site where mike builds it; mkdocs calls this first."""
    if "MIKE_DOCS_VERSION" in os.environ:
        config.extra["version"] = {"provider": "mike"}


def on_env(env: Any, *, config: Any, **_: Any) -> Any:
    """Tell where other types are described, and warn of public names without an entry.

    mkdocs calls this when all pages are read.
    """
    for name in public_names():
        if name not in documented():
            _LOG.warning("Doc file '%s' has no entry for '%s'", _REFERENCE, name)
    for name, address in other_types():
        config.plugins["autorefs"].register_url(name, address)
    return env


def other_types() -> Iterator[tuple[str, str]]:
    """Yield names of types that signatures may have, with their addresses: mostly Python's."""
    python = "https://docs.python.org/3/library"
    for name, it in vars(builtins).items():
        if isinstance(it, type):
            functions = it in {bool, float, int, object, type}
            page = "exceptions" if issubclass(it, BaseException) else "stdtypes"
            yield name, f"{python}/{'functions' if functions else page}.html#{name}"
    for variable in ("model.offer.OfferT", "model.fields.T", "values.T", "values.T_co"):
        yield f"offerkit.{variable}", f"{python}/typing.html#typing.TypeVar"
    yield "offerkit.intervals.Rational", f"{python}/numbers.html#numbers.Rational"
    for module in (
        "collections.abc",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "os",
        "pathlib",
        "typing",
    ):
        for name in dir(import_module(module)):
            yield f"{module}.{name}", f"{python}/{module}.html#{module}.{name}"


def on_page_read_source(page: Any, **_: Any) -> str | None:
    """Make the pages that are made; mkdocs calls this for each page before it reads it."""
    make = MADE.get(page.file.src_uri)
    return make() if make else None


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> None:
    """Describe a page that does not do so itself; mkdocs calls this for each page."""
    if "description" not in page.meta:
        page.meta["description"] = summary(markdown)
    page.meta["card"] = f"assets/cards/{page.url.rstrip('/') or 'index'}.png"
    folder, _, name = page.file.src_uri.rpartition("/")
    if folder == "diagnostics" and name != "index.md":
        # It is found by its code. For one word of that, the pages about the word come first.
        page.meta.setdefault("tags", page.file.name.split("-"))
        page.meta.setdefault("search", {"boost": _BOOSTS.get(page.file.name, 0.9)})
    elif folder in {"reference/command", "reference/json"} and name != "index.md":
        # Those who look for what a command does want to read how to use it.
        page.meta.setdefault("search", {"boost": 0.3})


_BOOSTS: Final = {
    **dict.fromkeys(("not-a-fact", "threshold-without-score", "two-units"), 1.3),
    "no-posting": 1.9,
    "not-a-set": 1.8,
    "not-text": 0.95,
    "unknown-fact": 1.0,
    "unknown-pack": 1.05,
    "unknown-version": 1.05,
}
"""Pages whose code is made of words that others are about: as small as has them come first."""


def public_names() -> Iterator[str]:
    """Yield every public name with its module: in the root, and in the module of each command."""
    yield from (f"offerkit.{name}" for name in offerkit.__all__)
    for info in iter_modules(offerkit.__path__):
        if info.name.startswith("_"):
            continue
        module = import_module(f"offerkit.{info.name}")
        names = set(getattr(module, "__all__", ())) - set(offerkit.__all__)
        yield from (f"{module.__name__}.{name}" for name in sorted(names))


_BALLAST: Final = (
    (r' class="autorefs autorefs-\w+"', ""),  # no style is for them
    (r'(?<=<td><code>)<span title="[^"]*">(\w+)</span>', r"\1"),  # the name of a field
    (r'<span title="[\w.]*\.[A-Z_]{2,}">(\w+)</span>', r"\1"),  # a value, not a type
    (r'<div class="doc-md-description">\s*<p>((?:(?!<p>).)*?)</p>\s*</div>', r"\1"),
    (r'<div class="doc doc-children">\s*</div>', ""),
)
"""What the templates of the reference write around what they say, and what is left of it."""


def on_post_page(output: str, *, page: Any, config: Any) -> str:
    """Return a page without ballast, which would be a third of it, and draw its card.

    mkdocs calls this for each page.
    """
    path = Path(config.site_dir) / page.meta["card"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(card(config.site_name, page.title, page.meta["description"]))
    for pattern, left in _BALLAST:
        output = re.sub(pattern, left, output, flags=re.DOTALL)
    parts = re.split(r"(<pre\b.*?</pre>)", output, flags=re.DOTALL)
    return "".join(
        part if part.startswith("<pre") else re.sub(r"\s*\n\s*", "\n", part) for part in parts
    )


def _mend_search(site: Path) -> None:
    """Let lunr tell apart the nodes of its automaton of words, in the theme's worker.

    lunr names a node by its edges: a letter and the number of a node, again and again, with nothing
    between them. Where a letter is a digit, two nodes can have one name, lunr takes them for the
    same, and finds words that are in no page; such a search then ends in an error.
    """
    for worker in (site / "assets/javascripts/workers").glob("search.*.min.js"):
        text, found = re.subn(r"(\w)=\1\+(\w)\+(\w)\.id\b", r'\g<0>+","', worker.read_text("utf-8"))
        if found != 1:
            _LOG.warning("File '%s' is not the search that could be mended.", worker.name)
        worker.write_text(text, encoding="utf-8", newline="\n")


def on_post_build(config: Any) -> None:
    """Write the files that are no pages; mkdocs calls this when the site is built."""
    _mend_search(Path(config["site_dir"]))
    for name, make in MADE.items():
        if not name.endswith(".md"):
            (Path(config["site_dir"]) / name).write_text(make(), encoding="utf-8", newline="\n")
    try:
        if not playground.build(Path(config["site_dir"])):
            _LOG.info(playground.NO_NPM)
    except playground.BuildError as error:
        _LOG.warning("The playground cannot be built: %s", error)


if __name__ == "__main__":
    write()
