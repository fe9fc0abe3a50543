"""Offer files on disk: which format, saving, and stories as people write them."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from offerkit.errors import OfferError
from offerkit.load import load_offer, read_offer, save_offer, write_offer
from offerkit.model.facts import ClientsFacts, ManagerFacts, OfferFacts, PayFacts
from offerkit.model.offer import Offer
from offerkit.scales import Frequency
from offerkit.values import UNKNOWN, Pay, Period, Range, TextSet


def usd(amount: int) -> Pay:
    return Pay(Decimal(amount), "USD", Period.YEAR)


TOML = """\
[pay]
base = "46k..52k USD per year"
[clients]
names = ["Prairie Outfitters"]
[manager]
presence = "rarely"
[promised.manager]
presence = "often"
[sources]
"manager.presence" = "second interview, 2026-11-02"
"""
JSON = """\
{"pay": {"base": {"low": 46000, "high": 52000, "currency": "USD", "per": "year"}},
 "clients": {"names": ["Prairie Outfitters"]}, "manager": {"presence": "rarely"},
 "promised": {"manager": {"presence": "often"}},
 "sources": {"manager": {"presence": "second interview, 2026-11-02"}}}
"""
YAML = """\
pay: {base: 46k..52k USD per year}
clients:
  names: [Prairie Outfitters]
manager:
  presence: rarely
promised:
  manager: {presence: often}
sources:
  manager.presence: second interview, 2026-11-02
"""
OFFER = Offer(
    pay=PayFacts(base=Range(usd(46_000), usd(52_000))),
    clients=ClientsFacts(names=frozenset({"Prairie Outfitters"})),
    manager=ManagerFacts(presence=Frequency.RARELY),
    promised=Offer(manager=ManagerFacts(presence=Frequency.OFTEN)),
    sources={"manager.presence": "second interview, 2026-11-02"},
)


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.toml", TOML), ("a.TOML", TOML), ("a.json", JSON), ("a.yaml", YAML), ("a.yml", YAML)],
)
def test_three_formats_say_the_same(tmp_path: Path, name: str, text: str) -> None:
    if "y" in name:
        pytest.importorskip("yaml")
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert load_offer(path) == OFFER


def test_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TOML.replace("\n", "\r\n").encode())
    assert load_offer(str(path)) == OFFER


@pytest.mark.parametrize("name", ["offer.xyz", "offer"])
def test_a_name_that_does_not_say_the_format(tmp_path: Path, name: str) -> None:
    for act in (lambda: load_offer(tmp_path / name), lambda: save_offer(OFFER, tmp_path / name)):
        with pytest.raises(OfferError) as raised:
            act()
        assert [d.code for d in raised.value.diagnostics] == ["unknown-format"]
    assert not (tmp_path / name).exists()


def test_a_page_is_read_and_not_written(tmp_path: Path) -> None:
    with pytest.raises(OfferError):
        save_offer(OFFER, tmp_path / "offer.html")


def test_a_missing_file_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_offer(tmp_path / "offer.toml")


def test_diagnostics_name_the_file_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "offer.toml"
    path.write_text("role.title = 3", encoding="utf-8")
    with pytest.raises(OfferError) as raised:
        load_offer(path)
    assert str(raised.value.diagnostics[0].primary.span) == f"{path}:1:14"


# --- writing ---------------------------------------------------------------------------------


def test_what_is_written_is_what_is_stated() -> None:
    assert write_offer(OFFER) == (
        '[clients]\nnames = ["Prairie Outfitters"]\n\n'
        '[manager]\npresence = "rarely"\n\n'
        '[pay]\nbase = "46000..52000 USD per year"\n\n'
        '[promised.manager]\npresence = "often"\n\n'
        '[sources]\n"manager.presence" = "second interview, 2026-11-02"\n'
    )
    assert write_offer(Offer()) == "\n"


def test_a_set_known_in_part_and_odd_characters() -> None:
    names = TextSet(frozenset({'a "b"\\\n\t\x00\x7f\x85'}), None)
    offer = Offer(clients=ClientsFacts(names=names), posting={"a.b c": "é"})
    text = write_offer(offer)
    assert 'names = { at_least = ["a \\"b\\"\\\\\\n\\t\\u0000\\u007f\\u0085"] }' in text
    assert '"a.b c" = "é"' in text
    assert read_offer(text) == offer


def test_what_a_counter_offer_leaves_open_is_said() -> None:
    current = Offer(pay=PayFacts(base=usd(1)), own={"agency.mood": True})
    offer = Offer(offer=OfferFacts(kind="counter"), current=current)
    text = write_offer(offer)
    assert '[pay]\nbase = "unknown"\n' in text
    assert '[agency]\nmood = "unknown"\n' in text


def test_an_unknown_kind_is_said() -> None:
    offer = Offer(offer=OfferFacts(kind=UNKNOWN))
    assert write_offer(offer) == '[offer]\nkind = "unknown"\n'


def test_json_has_exact_numbers(tmp_path: Path) -> None:
    path = tmp_path / "offer.json"
    save_offer(Offer(clients=ClientsFacts(count=Decimal("0.1"))), path)
    assert json.loads(path.read_text(), parse_float=str) == {"clients": {"count": "0.1"}}


def test_saving_replaces_the_file_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "offer.toml"
    path.write_text("old")
    path.chmod(0o640)
    save_offer(OFFER, path)
    assert load_offer(path) == OFFER
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "offer.toml"
    path.write_text("old")
    broken = Offer()
    # What the model refuses, so that writing stops in the middle.
    object.__setattr__(broken, "posting", {"a": "half of a pair: \ud800"})
    with pytest.raises(UnicodeEncodeError):
        save_offer(broken, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


# --- counter-offers as a person writes them --------------------------------------------------

COUNTER = """\
[offer]
kind = "counter"
[pay]
base = "62k USD per year"
[work]
interest = "unknown"
[current.pay]
base = "50k USD per year"
[current.work]
interest = "fair"
summary = "Reporting on one retail account"
[current.manager]
name = "Jo Hart"
presence = "sometimes"
[promised.manager]
name = "Jo Hart"
[sources]
"current.manager.presence" = "two years there"
"""


def test_a_counter_offer_states_only_what_changes() -> None:
    offer = read_offer(COUNTER)
    assert offer.pay.base == usd(62_000)
    assert offer.work.summary == "Reporting on one retail account"
    assert offer.work.interest is UNKNOWN
    assert offer.manager == ManagerFacts(name="Jo Hart", presence=Frequency.SOMETIMES)
    assert offer.sources["manager.presence"] == "two years there"
    assert offer.promised is not None
    assert offer.promised.work.summary is UNKNOWN


def test_what_was_filled_in_is_not_written_as_stated() -> None:
    offer = read_offer(COUNTER)
    written = tomllib.loads(write_offer(offer))
    assert written.keys() == {"offer", "pay", "work", "current", "promised", "sources"}
    assert written["work"] == {"interest": "unknown"}
    assert written["sources"] == {"current.manager.presence": "two years there"}
    assert read_offer(write_offer(offer)) == offer


def test_any_other_offer_takes_nothing() -> None:
    offer = read_offer(COUNTER.replace('"counter"', '"new"'))
    assert offer.manager == ManagerFacts()


# --- imports ---------------------------------------------------------------------------------


def test_importing_the_package_imports_no_format_library() -> None:
    code = (
        "import sys, offerkit.load; "
        "print([name for name in ('cattrs', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
