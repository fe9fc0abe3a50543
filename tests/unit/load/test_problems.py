"""Every diagnostic of offer files: its code, its place, and the way out it names."""

from __future__ import annotations

import inspect
import re
from decimal import Decimal, localcontext
from itertools import pairwise

import pytest
from attrs import frozen

from offerkit import amounts
from offerkit.criteria import parse_criteria
from offerkit.datatypes import Bounds, Number, OrdinalType, TextSetType
from offerkit.diagnostics import Diagnostic, Offered
from offerkit.errors import OfferError
from offerkit.load import found_problems, problems, read_offer
from offerkit.load.formats import Format
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.scales import Level, Scale
from tests.contexts import STRANGE

MOOD = Scale("mood", ("sour", "bright"))
SCHEMA = schema_of().extended(
    [
        FactInfo("agency.awards", Number(), Bounds(), ""),
        FactInfo("agency.mood", OrdinalType(MOOD), Bounds(), ""),
        FactInfo("agency.desk.extras", TextSetType(), Bounds(), ""),
        FactInfo("manager.charm", OrdinalType(MOOD), Bounds(), ""),
    ]
)


def diagnostics(
    data: str | bytes, kind: Format = "toml", *, own: bool = False
) -> tuple[Diagnostic, ...]:
    with pytest.raises(OfferError) as raised:
        read_offer(data, format=kind, name="offer", schema=SCHEMA if own else None)
    return raised.value.diagnostics


def only(data: str | bytes, kind: Format = "toml") -> Diagnostic:
    found = diagnostics(data, kind)
    assert len(found) == 1
    return found[0]


# Code, the file, what is underlined, the path, and words of the message or the hint.
CASES: list[tuple[str, str, str, str, str]] = [
    ("unknown-key", 'manager.presense = "often"', "manager.presense", "manager.presense",
     "did you mean `manager.presence`?"),
    ("unknown-key", "[manger]\nname = 'x'", "manger", "manger", "did you mean `manager`?"),
    ("unknown-key", "base = 3", "base", "base", "did you mean `pay.base`?"),
    ("unknown-key", "[role]\nbase = 3", "base", "role.base", "did you mean `pay.base`?"),
    ("unknown-key", "salary = 3", "salary", "salary", "did you mean `pay.base`?"),
    ("unknown-key", "xyzzy = 3", "xyzzy", "xyzzy", "unknown group `xyzzy`"),
    ("unknown-key", "[promised.promised]\n", "promised", "promised.promised",
     "`promised` belongs at the top of the file, not inside `promised`"),
    ("unknown-key", "[current.sources]\n'pay.base' = 'x'", "sources", "current.sources",
     "`sources` belongs at the top of the file"),
    ("unknown-key", "company.founded = 1990", "company.founded", "company.founded",
     "declared in criteria: `fact company.founded: TYPE`; check an offer with facts of your own "
     "together with their criteria"),
    ("unknown-key", "company.'Q 1' = 1990", "company.'Q 1'", "company.Q 1",
     "only such letters"),
    ("unknown-key", "xyzzy.a = 3", "xyzzy", "xyzzy", "the groups are offer, company, role"),
    ("unknown-key", "[promissed.role]\n", "promissed", "promissed", "did you mean `promised`?"),
    ("unknown-key", "[current.pay]\nbas = 3", "bas", "current.pay.bas", "`pay.base`"),
    ("unknown-key", "[sources]\n'pay.bas' = 'x'", "'pay.bas'", "sources.pay.bas", "`pay.base`"),
    ("unknown-key", "commute.cost = { amout = 3 }", "amout", "commute.cost.amout", "`amount`"),
    ("unknown-key", "clients.count = { low = 1, high = 2, hi = 3 }", "hi", "clients.count.hi",
     "did you mean `high`?"),
    ("unknown-key", "clients.names = { atleast = [] }", "atleast", "clients.names.atleast",
     "`at_least`"),
    ("derived-fact", "pay.cash = 3", "pay.cash", "pay.cash",
     "state its parts: `pay.base`, `hours.week`, `hours.days_week`, `contract.kind`, "),
    ("always-applies", "pay.base = 'does not apply'", "'does not apply'", "pay.base", "write 0"),
    ("always-applies", "role.title = 'Does not apply'", "'Does not apply'", "role.title",
     "leave it out"),
    ("always-applies", "visa.sponsored = 'does not apply'", "'does not apply'", "visa.sponsored",
     "`visa.sponsored` always applies"),
    ("always-applies", "team = 'none'", "'none'", "team", "only `manager`, `clients`"),
    ("always-applies", "equity = 'none'", "'none'", "equity", '`equity.kind = "none"`'),
    ("always-applies", "promised = 'none'", "'none'", "promised", "leave it out"),
    ("inconsistent-facts", "offer.kind = 'counter'\ncurrent = 'none'", "'none'", "current",
     "a counter-offer comes from a present employer"),
    ("wrong-type", "role.title = 3", "3", "role.title", 'in quotes: `"3"`'),
    ("wrong-type", "role.title = true", "true", "role.title", 'in quotes: `"true"`'),
    ("wrong-type", "role.title = ['x']", "['x']", "role.title", "expected a text, got a list"),
    ("wrong-type", "clients.names = 'Acme'", "'Acme'", "clients.names", 'write `["Acme"]`'),
    ("wrong-type", "clients.names = ['a', 3]", "3", "clients.names[2]", "expected a text"),
    ("wrong-type", "clients.names = { at_least = 'a' }", "'a'", "clients.names.at_least", "list"),
    ("wrong-type", "clients.count = true", "true", "clients.count", "expected a number"),
    ("wrong-type", "clients.count = {}", "{}", "clients.count", "got a table"),
    ("wrong-type", "clients.count = []", "[]", "clients.count", "got a list"),
    ("wrong-type", "pay.base = true", "true", "pay.base", "`52k USD per year`"),
    ("wrong-type", "role.is_new = 1", "1", "role.is_new", "`yes` or `no`"),
    ("wrong-type", "role.is_new = 'perhaps'", "'perhaps'", "role.is_new", "`yes` or `no`"),
    ("wrong-type", "manager.presence = 3", "3", "manager.presence", "`never`, `rarely`"),
    ("wrong-type", "equity.schedule = '100%'", "'100%'", "equity.schedule", "per year"),
    ("wrong-type", "offer.start = 2026", "2026", "offer.start", "`2026-12-01`"),
    ("wrong-type", "offer.start = 2026-12-01T08:00:00", "2026-12-01T08:00:00", "offer.start",
     "write only the day: `2026-12-01`"),
    ("wrong-type", "pay = '50k'", "'50k'", "pay", "expected a table of facts"),
    ("wrong-type", "promised = 3", "3", "promised", "expected a table of facts"),
    ("wrong-type", "sources = 3", "3", "sources", "expected a table"),
    ("wrong-type", "posting.a = 3", "3", "posting.a", "expected a text"),
    ("wrong-type", "sources.pay.base = 3", "3", "sources.pay.base", "expected a text"),
    ("wrong-type", "pay.sign_on = { amount = [], currency = 'USD' }", "[]",
     "pay.sign_on.amount", "expected a number"),
    ("bad-amount", "pay.sign_on = { amount = 'x', currency = 'USD' }",
     "{ amount = 'x', currency = 'USD' }", "pay.sign_on", "got `x`"),
    ("nothing-said", "pay.base = 'N/A'", "'N/A'", "pay.base", "write `unknown`"),
    ("nothing-said", "company.name = 'tbd'", "'tbd'", "company.name", "write `unknown`"),
    ("wrong-type", "pay.sign_on = { amount = 3, currency = 3 }", "3", "pay.sign_on.currency",
     "expected a text"),
    ("unknown-level", "manager.presence = 'oftn'", "'oftn'", "manager.presence",
     "did you mean `often`?"),
    ("unknown-level", "manager.presence = 'every day'", "'every day'", "manager.presence",
     "did you mean `always`?"),
    ("unknown-level", "hours.overtime = 'none expected'", "'none expected'", "hours.overtime",
     "did you mean `never`?"),
    ("unknown-level", "remote.policy = '3 days remote'", "'3 days remote'", "remote.policy",
     "did you mean `hybrid` or `remote`?"),
    ("unknown-level", "manager.presence = 'rarely..offen'", "'rarely..offen'",
     "manager.presence", "never < rarely < sometimes < often < always"),
    ("closed-value", "contract.kind = 'permanet'", "'permanet'", "contract.kind",
     "did you mean `permanent`?"),
    ("empty-text", "role.title = ' '", "' '", "role.title", "delete the line"),
    ("empty-text", "work.tasks = ['']", "''", "work.tasks[1]", "empty"),
    ("unknown-in-list", "work.tasks = ['a', 'unknown']", "['a', 'unknown']", "work.tasks",
     '`{ at_least = ["a"] }`'),
    ("unknown-in-list", "work.tasks = { at_least = ['a', 'TBD'] }", "['a', 'TBD']",
     "work.tasks.at_least", '`["a"]`'),
    ("bad-set", "work.tasks = { at_least = ['a'], at_most = ['b'] }", "['b']",
     "work.tasks.at_most", "does not contain `a`"),
    ("ambiguous-number", "pay.base = '72.000 EUR per year'", "'72.000 EUR per year'", "pay.base",
     "`72_000 EUR per year` or `72 EUR per year`"),
    ("ambiguous-range", "pay.base = '50..72.000 EUR per year'", "'50..72.000 EUR per year'",
     "pay.base", "`50_000..72_000 EUR per year`, `50..72_000 EUR per year` or"),
    ("ambiguous-range", "pay.base = '60..75k EUR per year'", "'60..75k EUR per year'", "pay.base",
     "`60_000..75_000 EUR per year` or `60..75_000 EUR per year`"),
    ("unknown-currency", "pay.base = '$52k per year'", "'$52k per year'", "pay.base",
     "`$` is the sign of several currencies write `52_000 USD per year`, "),
    ("bad-amount", "pay.base = 'a lot'", "'a lot'", "pay.base", "`52k USD per year`"),
    ("missing-period", "pay.base = '52k US Dollars'", "'52k US Dollars'", "pay.base",
     "has no period"),
    ("bad-amount", "pay.base = '52k of them per year'", "'52k of them per year'", "pay.base",
     "per period"),
    ("bad-amount", "commute.time = 'up to 45..60 min'", "'up to 45..60 min'", "commute.time",
     "`45 min`"),
    ("bad-amount", "clients.count = '3 clients'", "'3 clients'", "clients.count", "a number"),
    ("bad-amount", "clients.count = '3..'", "'3..'", "clients.count", "a number"),
    ("bad-amount", "travel.share = '15 USD'", "'15 USD'", "travel.share", "`15%`"),
    ("missing-period", "pay.base = '52k USD'", "'52k USD'", "pay.base", "`52_000 USD per year`"),
    ("missing-period", "pay.base = { amount = 1, currency = 'USD' }",
     "{ amount = 1, currency = 'USD' }", "pay.base", 'per = "year"'),
    ("missing-currency", "pay.base = 52000", "52000", "pay.base",
     '`"52_000 USD per year"`'),
    ("missing-currency", "pay.sign_on = '5k'", "'5k'", "pay.sign_on", "`5000 USD`"),
    ("missing-currency", "pay.sign_on = { amount = 5 }", "{ amount = 5 }", "pay.sign_on",
     "has no `currency`"),
    ("missing-unit", "travel.share = 15", "15", "travel.share", 'write `"15%"`'),
    ("missing-unit", "travel.share = 0.15", "0.15", "travel.share",
     'write `"15%"` or `"0.15%"`'),
    ("missing-unit", "travel.share = '0.005'", "'0.005'", "travel.share",
     "write `0.5%` or `0.005%`"),
    ("missing-unit", "travel.share = 1", "1", "travel.share", 'write `"1%"`'),
    ("missing-unit", "commute.time = '45'", "'45'", "commute.time", "`45 min`"),
    ("missing-unit", "commute.time = { amount = 45 }", "{ amount = 45 }", "commute.time",
     "has no `unit`"),
    ("missing-unit", "equity.schedule = ['50%', 50]", "50", "equity.schedule[2]", '`"50%"`'),
    ("missing-key", "clients.names = {}", "{}", "clients.names", "has no `at_least`"),
    ("extra-period", "pay.sign_on = '5k USD per year'", "'5k USD per year'", "pay.sign_on",
     "one-off amount, but `5k USD per year` has a period write `5000 USD`"),
    ("extra-period", "pay.sign_on = '5k USD/year'", "'5k USD/year'", "pay.sign_on", "`5000 USD`"),
    ("wrong-unit", "commute.time = '3 weeks'", "'3 weeks'", "commute.time",
     "expected a duration in minutes or hours, got `3 weeks`"),
    ("wrong-unit", "company.runway = { amount = 3, unit = 'weeks' }",
     "{ amount = 3, unit = 'weeks' }", "company.runway", "months or years"),
    ("unknown-currency", "pay.base = '52k usb per year'", "'52k usb per year'", "pay.base",
     "unknown currency `usb` write `52_000 USD per year`"),
    ("unknown-currency", "pay.sign_on = { amount = 5, currency = 'XYZ' }",
     "{ amount = 5, currency = 'XYZ' }", "pay.sign_on", "unknown currency `XYZ`"),
    ("unknown-unit", "commute.time = '45 mints'", "'45 mints'", "commute.time", "`45 min`"),
    ("unknown-unit", "pay.base = '52k USD per fortnight'", "'52k USD per fortnight'",
     "pay.base", "`fortnight` is none of the periods of pay"),
    ("number-too-long", "clients.count = 1234567890123456789", "1234567890123456789",
     "clients.count", "at most 18 digits"),
    ("number-too-long", "pay.base = '12345678901234567890 USD per year'",
     "'12345678901234567890 USD per year'", "pay.base", "18"),
    ("number-too-long", "clients.count = inf", "inf", "clients.count", "18"),
    ("number-too-long", "clients.count = 1e-9999999", "1e-9999999", "clients.count", "18"),
    ("number-too-long", "clients.count = '0.0000000000000000001'",
     "'0.0000000000000000001'", "clients.count", "18"),
    ("number-too-long", "clients.count = 1e-99", "1e-99", "clients.count", "18"),
    ("bad-date", "offer.start = 'soon'", "'soon'", "offer.start", "`2026-12-01`"),
    ("bad-date", "offer.start = '2026-02-30'", "'2026-02-30'", "offer.start", "2026-02-30"),
    ("bad-date", "offer.start = '02/03/2027'", "'02/03/2027'", "offer.start",
     "write `2027-03-02` or `2027-02-03`"),
    ("bad-date", "offer.start = 'March 2027'", "'March 2027'", "offer.start",
     "write `2027-03-01..2027-03-31` or `2027-03-01`"),
    ("out-of-bounds", "pay.bonus_paid = '250%'", "'250%'", "pay.bonus_paid",
     "from 0% to 200%"),
    ("out-of-bounds", "hours.week = 200", "200", "hours.week", "from 1 to 168"),
    ("out-of-bounds", "clients.count = -1", "-1", "clients.count", "at least 0"),
    ("out-of-bounds", "pay.base = '-5 USD per year'", "'-5 USD per year'", "pay.base", "0"),
    ("out-of-bounds", "commute.time = '1..13 hours'", "'1..13 hours'", "commute.time",
     "expected from 0 to 12 hours, got 13 hours"),
    ("out-of-bounds", "equity.vesting = '0 months'", "'0 months'", "equity.vesting",
     "expected at least 1 month, got 0 months"),
    ("bad-range", "clients.count = '5..3'", "'5..3'", "clients.count", "above the upper end"),
    ("bad-range", "manager.presence = 'often..never'", "'often..never'", "manager.presence",
     "above the upper end"),
    ("bad-range", "commute.time = '45 min..1 hour'", "'45 min..1 hour'", "commute.time",
     "different units write `45..60 min`"),
    ("bad-range", "pay.base = { low = '5 USD per year', high = '6 EUR per year' }",
     "{ low = '5 USD per year', high = '6 EUR per year' }", "pay.base", "different units"),
    ("inconsistent-facts", "equity.schedule = ['50%', '40%']", "['50%', '40%']",
     "equity.schedule", "a sum of 100%, got 90%"),
    ("inconsistent-facts", "equity.schedule = ['50%', '50%']\nequity.vesting = '4 years'",
     "['50%', '50%']", "equity.schedule", "4 years"),
    ("inconsistent-facts", "benefits.retirement_schedule = ['50%', '40%']", "['50%', '40%']",
     "benefits.retirement_schedule", "a sum of 100%, got 90%"),
    ("inconsistent-facts", "benefits.retirement_schedule = ['0%', '60%', '100%']",
     "['0%', '60%', '100%']", "benefits.retirement_schedule",
     'what vests in each year, and not by then, is ["0%", "60%", "40%"]'),
    ("inconsistent-facts",
     "benefits.retirement_schedule = ['50%', '50%']\nbenefits.retirement_vesting = '800 days'",
     "['50%', '50%']", "benefits.retirement_schedule", "800 days"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "at", "path", "words"), CASES, ids=[f"{c[0]}: {c[1][:40]}" for c in CASES]
)
def test_mistakes_in_facts(code: str, text: str, at: str, path: str, words: str) -> None:
    found = only(text)
    assert (found.code, found.primary.span.text, found.path) == (code, at, path)
    assert words in f"{found.message} {found.hint}"


FILES: list[tuple[str, Format, str | bytes, str, str]] = [
    ("not-utf8", "toml", b"a = '\xe9'", "\ufffd", "save it as UTF-8"),
    ("not-utf8", "toml", "a = 1".encode("utf-16"), "\ufffd", "UTF-16"),
    ("file-too-large", "toml", "#" * (256 * 1024 + 1), "#", "256 KiB"),
    ("file-too-large", "html", "#" * (8 * 1024 * 1024 + 1), "#", "8192 KiB"),
    ("file-too-large", "yaml", "#" * (256 * 1024 + 1), "#", "256 KiB"),
    ("bad-character", "toml", "a = 'x\0'", "\0", "U+0000"),
    ("bad-character", "json", '{"a": "\ud800"}', "\ud800", "U+D800"),
    ("bad-character", "json", r'{"role": {"title": "\\\ud83d\ude00 \udc00"}}', r"\udc00", "half"),
    ("bad-character", "json", r'{"posting": {"\uDBFF": "x"}}', r"\uDBFF", "half of a surrogate"),
    ("bad-syntax", "toml", "[pay]\nbase = 52k USD per year\n", "52k USD per year",
     '`base = "52k USD per year"`'),
    ("bad-syntax", "toml", "[pay]\nbase = often", "often", '`base = "often"`'),
    ("bad-syntax", "toml", "[pay\n", "\n", "TOML"),
    ("bad-syntax", "toml", "pay.base = '", "", "TOML"),
    ("number-too-long", "toml", "clients.count = " + "9" * 5000, "9" * 5000, "18 digits"),
    ("bad-syntax", "json", '{"pay": }', "}", "expecting value"),
    ("bad-syntax", "json", "", "", "expecting value"),
    ("bad-syntax", "json", '{"clients": {"count": NaN}}', "NaN", "`NaN`"),
    ("duplicate-key", "toml", "[pay]\nbase = 1\nbase = 2\n", "base", "already given above"),
    ("duplicate-key", "toml", "[pay]\n[role]\n[pay]  # again\n", "[pay]",
     "put everything in one place"),
    ("duplicate-key", "json", '{"pay": {"base": 1, "base": 2}}', '"base"', "for a range, write"),
    ("duplicate-key", "json", '{"pay": {}, "pay": {}}', '"pay"', "put everything in one place"),
    ("nested-too-deep", "toml", "a = " + "[" * 40 + "]" * 40, "[", "at most 32"),
    ("nested-too-deep", "toml", "a = " + "[" * 9000 + "]" * 9000, "[", "at most 32"),
    ("nested-too-deep", "json", "[" * 90_000, "[", "at most 32"),
    ("nested-too-deep", "toml", "a" + " . 'a'" * 32 + " = 1", "a" + " . 'a'" * 32 + " ",
     "at most 32"),
    ("nested-too-deep", "toml", "[a" + ".b" * 100_000 + "]", "a" + ".b" * 32, "at most 32"),
    ("wrong-type", "json", "[]", "[]", "a table of facts"),
    ("no-posting", "html", "<p>We hire!</p>", "", "schema.org"),
    ("bad-syntax", "html", '<script type="application/ld+json">{"a": }</script>', "}", "JSON"),
    ("other-format", "json", '{"basics": {}, "work": [], "education": []}', "", "JSON Resume"),
    ("other-format", "json", '{"a": 1, "b": 2, "c": 3}', "", "neither an offer nor"),
    ("other-format", "json",
     '{"title": "x", "organization": {}, "salary_band": {}, "process": {}}', "",
     "Open Job Protocol"),
    ("unknown-key", "json", '{"a": 1}', '"a"', "unknown group"),
    ("not-text", "html", b"%PDF-1.7" + bytes(range(256)) * 40, "", "save the page as HTML"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "kind", "data", "at", "words"), FILES, ids=[f"{c[1]}: {c[0]}" for c in FILES]
)
def test_mistakes_in_files(code: str, kind: Format, data: str | bytes, at: str, words: str) -> None:
    found = only(data, kind)
    assert (found.code, found.primary.span.text) == (code, at)
    assert words in f"{found.message} {found.hint}"


YAML_FILES: list[tuple[str, str, str, str]] = [
    ("bad-syntax", "pay: [", "", "YAML"),
    ("bad-syntax", "a: !!python/name:os.system x", "!!python/name:os.system x", "tag"),
    ("duplicate-key", "pay:\n  base: 1\n  base: 2\n", "base", "already given above"),
    ("nested-too-deep", "a: " + "[" * 40 + "]" * 40, "[", "at most 32"),
    ("nested-too-deep", "a: " + "[" * 9000, "[", "at most 32"),
    ("nested-too-deep", "&a [*a]", "&a [*a]", "at most 32"),
    ("too-many-values",
     "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
     + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in pairwise("abcdefg")),
     "1", "20,000"),
    ("bad-character", r'role: {title: "\ud800"}', r'"\ud800"', "half of a surrogate pair"),
    ("bad-character", r'posting: {"\udc00": x}', r'"\udc00"', "half of a surrogate pair"),
    ("wrong-type", "- a\n", "- a", "a table of facts"),
    ("wrong-type", "role:\n  title: 3\n", "3", 'in quotes: `"3"`'),
    ("unknown-level", "manager:\n  presence: oftn  # hm\n", "oftn", "did you mean `often`?"),
    ("unknown-key", "manager:\n  presense: often\n", "presense", "`manager.presence`"),
    ("missing-unit", "travel: {share: 15.5}\n", "15.5", '"15.5%"'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "at", "words"), YAML_FILES, ids=[f"{c[0]}: {c[1][:20]}" for c in YAML_FILES]
)
def test_mistakes_in_yaml(code: str, text: str, at: str, words: str) -> None:
    pytest.importorskip("yaml")
    found = only(text, "yaml")
    assert (found.code, found.primary.span.text) == (code, at)
    assert words in f"{found.message} {found.hint}"


def test_yaml_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "offerkit.load.yaml_file", None)
    found = only("pay: {}", "yaml")
    assert found.code == "missing-library"
    assert found.hint == "install `offerkit[yaml]`, or write the offer as TOML"


def test_a_set_of_a_thousand_and_one() -> None:
    texts = ", ".join(f"'t{number}'" for number in range(1001))
    found = only(f"work.tasks = [{texts}]")
    assert (found.code, found.primary.span.text) == ("set-too-large", "'t1000'")


# --- many at once ----------------------------------------------------------------------------


def test_all_mistakes_of_a_file_are_reported_in_order_each_once() -> None:
    text = """\
[promised.pay]
base = "52k USD"
[role]
title = 3
titel = "Planner"
[pay]
base = 52000
[sources]
"rol.title" = "letter"
"""
    found = diagnostics(text)
    places = [(d.code, d.primary.span.line, d.primary.span.column) for d in found]
    assert places == [
        ("missing-period", 2, 8),
        ("wrong-type", 4, 9),
        ("unknown-key", 5, 1),
        ("missing-currency", 7, 8),
        ("unknown-key", 9, 1),
    ]
    assert str(found[0]).startswith("offer:2:8: error[missing-period]")


def test_a_file_that_is_all_wrong_is_not_read_to_its_end() -> None:
    found = diagnostics("\n".join(f"k{number} = 1" for number in range(200)))
    assert [d.code for d in found] == ["unknown-key"] * 50 + ["too-many-mistakes"]
    assert [d.primary.span.line for d in found] == list(range(1, 52))


# --- facts that criteria declared ------------------------------------------------------------


def test_declared_facts_are_read_by_their_datatype() -> None:
    text = """
    agency.awards = 3
    agency.mood = "bright"
    agency.desk.extras = ["lamp"]
    manager.charm = "sour"
    manager.name = "Dana"
    [promised]
    agency.awards = "3..5"
    """
    offer = read_offer(text, schema=SCHEMA)
    assert offer.own == {
        "agency.awards": Decimal(3),
        "agency.mood": Level(MOOD, 1),
        "agency.desk.extras": frozenset({"lamp"}),
        "manager.charm": Level(MOOD, 0),
    }
    assert offer.manager.name == "Dana"
    assert offer.promised is not None
    assert list(offer.promised.own) == ["agency.awards"]


def test_mistakes_in_declared_facts() -> None:
    text = """
    agency.awards = "many"
    agency.moood = "bright"
    agency.desk.extra = ["lamp"]
    manager.charm = "sweet"
    [promised.agency]
    mood = "brigt"
    [current]
    agency = 3
    """
    found = diagnostics(text, own=True)
    assert [(d.code, d.path, d.hint) for d in found] == [
        ("bad-amount", "agency.awards", None),
        ("unknown-key", "agency.moood", "did you mean `agency.mood`?"),
        ("unknown-key", "agency.desk.extra", "did you mean `agency.desk.extras`?"),
        ("unknown-level", "manager.charm", None),
        ("unknown-level", "promised.agency.mood", "did you mean `bright`?"),
        ("wrong-type", "current.agency", found[-1].hint),
    ]


@pytest.mark.parametrize(
    ("declared", "stated", "message"),
    [
        ("number from 1 to 10", "80", "expected from 1 to 10, got 80"),
        ("number from -5 to 5", "-6", "expected from -5 to 5, got -6"),
        ("number from -5 to 5", '"-6..2"', "expected from -5 to 5, got -6"),
        ("percent from -50% to 50%", '"60%"', "expected from -50% to 50%, got 60%"),
        (
            "money from -1M to 1M USD",
            '"2M USD"',
            "expected from -1,000,000 USD to 1,000,000 USD, got 2,000,000 USD",
        ),
        # Without a rate nobody knows whether it is inside.
        ("money from 0 to 10 USD", '"5 EUR"', "expected from 0 USD to 10 USD, got 5 EUR"),
        (
            "pay from 0 to 10k USD per month",
            '"130k USD per year"',
            "expected from 0 USD per month to 10,000 USD per month, got 130,000 USD per year",
        ),
        (
            "date from 2026-01-01 to 2026-12-31",
            "2027-01-01",
            "expected from 2026-01-01 to 2026-12-31, got 2027-01-01",
        ),
        (
            "duration in days from 1 day to 3 weeks",
            '"22 days"',
            "expected from 1 day to 3 weeks, got 22 days",
        ),
    ],
)
def test_an_offer_states_no_value_outside_the_bounds_of_a_declared_fact(
    declared: str, stated: str, message: str
) -> None:
    schema = parse_criteria(f"fact my.own: {declared}").schema
    with pytest.raises(OfferError) as caught:
        read_offer(f"my.own = {stated}", format="toml", schema=schema)
    (found,) = caught.value.diagnostics
    assert (found.code, found.message) == ("out-of-bounds", message)


def test_values_in_the_bounds_of_a_declared_fact_are_read() -> None:
    schema = parse_criteria("fact my.own: pay from 0 to 10k USD per month").schema
    offer = read_offer('my.own = "120k USD per year"', format="toml", schema=schema)
    assert str(offer.own["my.own"]) == "120,000 USD per year"


# --- all of them -----------------------------------------------------------------------------


def test_every_code_has_a_case() -> None:
    modules = (problems, found_problems, amounts)
    source = "".join(map(inspect.getsource, modules))
    found = r'(?:error|Problem|problem|_Stop)\(\s*"([a-z0-9-]+)"|"([a-z]+-[a-z]+)", f"'
    codes = {code for groups in re.findall(found, source) for code in groups if code}
    codes |= set(re.findall(r'"(missing-[a-z]+)"', source))
    elsewhere = {
        "bad-current",
        "missing-library",
        "not-read",
        "set-too-large",
        "several-postings",
        "too-many-mistakes",
        "unknown-format",
    }
    cases = {case[0] for case in (*CASES, *FILES, *YAML_FILES)}
    assert codes == cases | elsewhere


# --- hints that offer a value or a fact ------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [text for _, text, *_ in CASES]
    + [
        "pay.base = '65.000 Euro'",
        "pay.base = '$65,000'",
        "pay.sign_on = '5k'",
        "offer.deadline = '1 December 2026'",
        "offer.deadline = '12/1/2026'",
        "equity.kind = 'options'",
        "commute.time = 45",
        "commute.time = '45-60'",
        "remote = true",
        "visa.needed = 'y'",
        "vacation = 25",
        "vacation.days = 25",
        "[boss]\npresence = 'often'",
        "benefits.insurance = 'good'",
    ],
)
def test_a_hint_is_not_refused(text: str) -> None:
    for found in mistakes(text):
        at = found.primary.span
        if not isinstance(found.advice, Offered) or (found.code == "unknown-key" and "[" in text):
            continue  # a path stands at the top of the file
        for offered in found.advice.texts:
            quoted = at.text[:1] in {"'", '"'} and offered[:1] not in {'"', "["}
            new = f"'{offered}'" if quoted else offered
            mended = text[: at.start] + new + text[at.end :]
            left = [one for one in mistakes(mended) if one.primary.span.start < at.start + len(new)]
            assert found.code not in {one.code for one in left}, f"{found.hint}: {mended}"


def mistakes(text: str) -> tuple[Diagnostic, ...]:
    try:
        read_offer(text, name="offer")
    except OfferError as error:
        return error.diagnostics
    return ()


def test_hints_are_in_the_currency_of_the_file() -> None:
    found = diagnostics("pay.base = '60k CHF per year'\npay.sign_on = '5k'", "toml")
    assert [one.hint for one in found] == ["write `5000 CHF`"]
    [much] = diagnostics("pay.base = '60k CHF per year'\npay.sign_on = 'much'", "toml")
    assert much.message == "expected an amount of money, such as `5k CHF`, got `much`"
    [near] = diagnostics("pay.base = '60k CHF per year'\npay.sign_in = 'much'", "toml")
    assert "such as `5k CHF`" in str(near.hint)


def test_the_context_of_the_host_program_changes_no_hint() -> None:
    with localcontext(STRANGE), pytest.raises(OfferError) as caught:
        read_offer('commute.time = "90.5 min..2.25 hours"', format="toml")
    assert "90.5..135 min" in str(caught.value)


def test_mistakes_in_the_data_of_a_program_come_in_its_order() -> None:
    unknown = {f"table_{number}": 1 for number in (7, 3, 9, 1, 8, 2)}
    with pytest.raises(OfferError) as raised:
        read_offer({"role": {}, **unknown}, name="offer")
    assert [one.primary.span.text for one in raised.value.diagnostics] == [*unknown]


def test_each_text_that_no_file_can_hold_is_a_mistake_of_its_own() -> None:
    with pytest.raises(OfferError) as raised:
        read_offer({"company": {"name": "\ud800", "industry": "\ud801"}})
    assert [one.primary.span.text for one in raised.value.diagnostics] == ["'\\ud800'", "'\\ud801'"]


@pytest.mark.parametrize(
    ("kind", "within", "end"), [("toml", "a = {}", 31), ("json", '{{"a": {}}}', 31)]
)
def test_tables_and_lists_are_nested_32_deep_at_most(kind: Format, within: str, end: int) -> None:
    for lists, code in (end, "unknown-key"), (end + 1, "nested-too-deep"):
        text = within.format("[" * lists + "1" + "]" * lists)
        with pytest.raises(OfferError) as raised:
            read_offer(text, format=kind)
        assert [one.code for one in raised.value.diagnostics] == [code]


@frozen(kw_only=True)
class KeptOffer(Offer):
    """An offer with a check of its own that looks at a view."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.promised is not None and self.promised.manager.name != self.manager.name:
            raise ValueError("manager.name: not the one who was promised")


def test_the_check_of_an_offer_type_that_looks_at_a_view_is_reported() -> None:
    text = 'manager.name = "Ada"\npromised.manager.name = "Kim"'
    with pytest.raises(OfferError) as raised:
        read_offer(text, offer_type=KeptOffer)
    (found,) = raised.value.diagnostics
    assert found.message == "not the one who was promised"
