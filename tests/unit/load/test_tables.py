"""Tables of offers: what no case of the definition can hold, above all bytes and workbooks."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from attrs import frozen
from openpyxl.workbook.workbook import Workbook

from offerkit import (
    DOES_NOT_APPLY,
    UNKNOWN,
    Duration,
    DurationUnit,
    Money,
    Offer,
    OfferError,
    Pay,
    Percent,
    Period,
    fact,
    load_offers,
    parse_criteria,
    read_offers,
)
from offerkit.load import formats
from offerkit.load import table as table_module
from offerkit.load.files import FilesIn, parted
from offerkit.load.sheet import column_name
from offerkit.values import Fact
from tests.contexts import STRANGE

ROWS = "offer,pay.base,location.city\nAcme,60k USD per year,München\n"


def codes(data: str | bytes, **options: Any) -> list[str]:
    with pytest.raises(OfferError) as wrong:
        read_offers(data, **options)
    return [diagnostic.code for diagnostic in wrong.value.diagnostics]


class TestBytes:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32", "latin-1"]
    )
    def test_every_usual_encoding_is_read(self, encoding: str) -> None:
        assert read_offers(ROWS.encode(encoding))["Acme"].location.city == "München"

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
    def test_every_line_break_is_read(self, line_break: str) -> None:
        offers = read_offers(ROWS.replace("\n", line_break).encode())
        assert offers["Acme"].location.city == "München"

    def test_a_byte_order_mark_in_text_is_no_part_of_the_first_heading(self) -> None:
        assert [*read_offers("\ufeff" + ROWS)] == ["Acme"]

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (ROWS.encode("utf-16-le"), "not-utf8"),
            (b"offer,leave.days\nAcme\x81,3\n", "not-utf8"),
            (b"offer,leave.days\nAcme\x00,3\n", "bad-character"),
            (b"\xff\xfeo", "not-utf8"),
            ("offer,leave.days\nAc\x1bme,3\n", "bad-character"),
            (b"", "no-offers"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "bad-syntax"),
            (b"PK\x03\x04rest", "bad-syntax"),
        ],
    )
    def test_what_is_not_a_table_is_said(self, data: str | bytes, code: str) -> None:
        assert set(codes(data)) == {code}

    def test_a_table_has_a_limited_size(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("offerkit.load.sheet.MAX_TABLE_BYTES", len(ROWS) - 1)
        assert codes(ROWS) == ["file-too-large"]

    def test_a_table_has_a_limited_number_of_cells(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("offerkit.load.sheet.MAX_CELLS", 5)
        assert codes(ROWS) == ["too-many-values"]

    def test_a_table_has_a_limited_number_of_offers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(table_module, "MAX_OFFERS", 2)
        assert codes("offer,leave.days\n" + "Acme,3\n" * 3) == ["too-many-values"]

    def test_the_limits_are_those_of_the_definition(self) -> None:
        text = (Path(__file__).parents[3] / "grammar" / "README.md").read_text("utf-8")
        assert f"{formats.MAX_OFFERS:,}; {formats.MAX_CELLS:,}" in text
        sizes = [formats.MAX_TABLE_BYTES, formats.MAX_UNPACKED_BYTES]
        assert "; ".join(f"{size // 2**20} MiB" for size in sizes) in text


class TestReading:
    def test_many_mistakes_end_the_reading(self) -> None:
        found = codes("offer,leave.days\n" + "Acme,often\n" * 2_000)
        assert found == ["bad-amount"] * 50 + ["too-many-mistakes"]

    def test_the_separator_is_found_by_rows_not_by_letters(self) -> None:
        prose = "Plan, build, ship, and then some; all of it"
        for mark in ";\t|,":
            text = "\n".join(
                mark.join(f'"{cell}"' for cell in row)
                for row in (
                    ["offer", "work.summary", "pay.base"],
                    ["Acme, Inc.", prose, "60k USD per year"],
                    ["Borealis; Ltd", prose, "70k USD per year"],
                )
            )
            assert [*read_offers(text)] == ["Acme, Inc.", "Borealis; Ltd"], mark

    def test_facts_of_criteria_are_read(self) -> None:
        criteria = parse_criteria(
            "fact office.dogs: yes/no\nfact home.savings: money\npro if office.dogs\n"
            "con if home.savings < 5 USD"
        )
        text = "offer,Office dogs,home.savings (USD)\nAcme,yes,100\n"
        offers = read_offers(text, schema=criteria.schema)
        assert offers["Acme"].own == {
            "office.dogs": True,
            "home.savings": Money(Decimal(100), "USD"),
        }
        assert codes(text) == ["unknown-key", "unknown-key"]

    def test_offers_of_another_type_are_read(self) -> None:
        offers = read_offers("offer,office.desks\nAcme,4\n", offer_type=DeskOffer)
        assert offers["Acme"].office.desks == 4

    def test_the_current_job_can_be_given(self) -> None:
        job = read_offers("leave.days\n20\n")["row 2"]
        offers = read_offers("offer,leave.days\nAcme,25\n", current=job)
        assert isinstance(offers["Acme"].current, Offer)
        assert offers["Acme"].current.leave.days == 20
        again = "offer,leave.days\nAcme,25\ncurrent,3\n"
        assert codes(again, current=job) == ["bad-current"]

    def test_the_current_job_can_be_in_a_file_that_is_read_once(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "present.toml").write_text("leave.days = 20\n")
        (tmp_path / "offers.csv").write_text(
            "offer,current,leave.days\n" + "Acme,present.toml,25\n" * 3
        )
        opened: list[str] = []
        real = FilesIn.read

        def read(files: FilesIn, path: str) -> bytes:
            opened.append(path)
            return real(files, path)

        monkeypatch.setattr(FilesIn, "read", read)
        offers = load_offers(tmp_path / "offers.csv")
        assert [o.current.leave.days for o in offers.values() if isinstance(o.current, Offer)] == (
            [Decimal(20)] * 3
        )
        assert opened == ["present.toml"]

    def test_a_file_of_the_current_job_is_only_read_beside_a_file(self) -> None:
        assert codes("offer,current\nAcme,present.toml\n") == ["bad-current"]

    def test_a_diagnostic_has_its_cell_as_text_and_as_data(self) -> None:
        with pytest.raises(OfferError) as wrong:
            read_offers("offer,leave.days\nAcme,often\n", name="offers.csv")
        [diagnostic] = wrong.value.diagnostics
        assert diagnostic.cell == 'row 2, column "leave.days"'
        assert diagnostic.path == "leave.days"
        assert str(diagnostic).startswith(f"offers.csv:2:6 ({diagnostic.cell}): error[")
        assert diagnostic.to_dict()["cell"] == diagnostic.cell
        assert f"offers.csv:2:6 ({diagnostic.cell})" in str(wrong.value)

    def test_letters_of_columns(self) -> None:
        names = [column_name(number) for number in (1, 26, 27, 702, 703, 16_384)]
        assert names == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]

    def test_a_number_sign_chooses_unless_a_file_has_it_in_its_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        for name in ("offers.csv", "C# jobs.csv"):
            Path(name).write_text(ROWS)
        assert parted("offers.csv") == ("offers.csv", "")
        assert parted("offers.csv#Acme") == ("offers.csv", "Acme")
        assert parted("offers.csv#Sheet#Acme #2") == ("offers.csv", "Sheet#Acme #2")
        assert parted("C# jobs.csv") == ("C# jobs.csv", "")
        assert parted("C# jobs.csv#Acme") == ("C# jobs.csv", "Acme")
        assert parted("no.csv#Acme") == ("no.csv#Acme", "")


@frozen(kw_only=True)
class OfficeFacts:
    desks: Fact[Decimal] = fact("How many people share the room?")


@frozen(kw_only=True)
class DeskOffer(Offer):
    office: OfficeFacts = OfficeFacts()


# --- workbooks -------------------------------------------------------------------------------


MIDNIGHT, MORNING = map(datetime.fromisoformat, ("2027-02-15T00:00:00", "2027-02-15T09:00:00"))


def packed(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def workbook(*rows: Sequence[Any], change: Callable[[Any], None] | None = None) -> bytes:
    """Return a workbook with a sheet of these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([*row])
    if change is not None:
        change(sheet)
    return packed(book)


def edited(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a workbook with other bytes in its parts."""
    changed = io.BytesIO()
    found = False
    with ZipFile(io.BytesIO(data)) as before, ZipFile(changed, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            found = found or old in part
            after.writestr(name, part.replace(old, new))
    assert found
    return changed.getvalue()


def stated(path: str, value: Any, number_format: str | None = None) -> Any:
    """Return a fact that a single cell states."""

    def change(sheet: Any) -> None:
        if number_format is not None:
            sheet["B2"].number_format = number_format

    offers = read_offers(workbook(["offer", path], ["Acme", value], change=change))
    group, name = path.split(" ")[0].split(".")
    return getattr(getattr(offers["Acme"], group), name)


class TestWorkbooks:
    @pytest.mark.parametrize(
        ("path", "value", "number_format", "expected"),
        [
            ("pay.base", "60k USD per year", None, Pay(Decimal(60_000), "USD", Period.YEAR)),
            ("pay.base (USD per year)", 60_000, None, Pay(Decimal(60_000), "USD", Period.YEAR)),
            ("pay.base (USD per hour)", 30.1, None, Pay(Decimal("30.1"), "USD", Period.HOUR)),
            ("pay.base (USD per hour)", 30.125, None, Pay(Decimal("30.125"), "USD", Period.HOUR)),
            (
                "pay.base (EUR per year)",
                5e4,
                '#,##0.00 "€"',
                Pay(Decimal(50_000), "EUR", Period.YEAR),
            ),
            ("pay.sign_on", 5000, "[$€-407] #,##0.00", Money(Decimal(5000), "EUR")),
            ("pay.sign_on", 5000, "#,##0.00 [$EUR]", Money(Decimal(5000), "EUR")),
            ("pay.sign_on", 5000, '_-"£"* #,##0.00_-;-"£"* #,##0_-', Money(Decimal(5000), "GBP")),
            ("pay.sign_on", 5000, "[$$-409]#,##0.00", Money(Decimal(5000), "USD")),
            ("pay.sign_on", 5000, "[$$-1009] #,##0", Money(Decimal(5000), "CAD")),
            ("pay.sign_on", 5000, "#,##0 [$kr-41D]", Money(Decimal(5000), "SEK")),
            ("pay.sign_on (USD)", 5000, '"$"#,##0', Money(Decimal(5000), "USD")),
            ("pay.sign_on (USD)", 5000, '#,##0,"k"', Money(Decimal(5000), "USD")),
            ("pay.bonus_target", 0.15, "0%", Percent(Decimal(15))),
            ("pay.bonus_target", 0.07, "0.0%", Percent(Decimal(7))),
            ("pay.bonus_target", 0.1234, "0.00%", Percent(Decimal("12.34"))),
            ("pay.bonus_target (%)", 15, None, Percent(Decimal(15))),
            ("commute.time", 45, '0" min"', Duration(Decimal(45), DurationUnit.MINUTE)),
            ("commute.time", time(0, 45), None, Duration(Decimal(45), DurationUnit.MINUTE)),
            ("commute.time", timedelta(hours=1), None, Duration(Decimal(60), DurationUnit.MINUTE)),
            ("leave.days", 28, None, Decimal(28)),
            ("leave.days", 27.5, None, Decimal("27.5")),
            ("hours.week", 38.5, "General", Decimal("38.5")),
            ("offer.start", date(2027, 2, 15), None, date(2027, 2, 15)),
            ("offer.start", MIDNIGHT, None, date(2027, 2, 15)),
            ("offer.start", "15 February 2027", None, date(2027, 2, 15)),
            ("visa.needed", True, None, True),
            ("visa.needed", "no", None, False),
            ("company.name", 1906, None, "1906"),
            ("location.city", " Graz ", None, "Graz"),
            ("benefits.list", "dental\ngym", None, frozenset({"dental", "gym"})),
            ("benefits.list", "dental_x000D_\ngym", None, frozenset({"dental", "gym"})),
            ("manager.presence", "does not apply", None, DOES_NOT_APPLY),
            ("pay.base", "unknown", None, UNKNOWN),
        ],
    )
    def test_cells_mean_what_they_show(
        self, path: str, value: Any, number_format: str | None, expected: Any
    ) -> None:
        assert stated(path, value, number_format) == expected

    def test_the_context_of_the_host_program_changes_nothing(self) -> None:
        with localcontext(STRANGE):
            assert stated("pay.bonus_target", 0.1234, "0.00%") == Percent(Decimal("12.34"))

    @pytest.mark.parametrize(
        ("path", "value", "code"),
        [
            ("pay.base", 60_000, "missing-currency"),
            ("pay.bonus_target", 0.15, "missing-unit"),
            ("offer.start", MORNING, "wrong-type"),
            ("leave.days", "=1+1", "bad-cell"),
            ("leave.days", "#REF!", "bad-cell"),
            ("location.city", True, "wrong-type"),
            ("commute.time", time(0, 0, 30), "bad-amount"),
        ],
    )
    def test_what_cells_cannot_mean_is_said(self, path: str, value: Any, code: str) -> None:
        assert codes(workbook(["offer", path], ["Acme", value])) == [code]

    def test_a_day_that_is_shown_as_its_month_is_a_month(self) -> None:
        def change(sheet: Any) -> None:
            sheet["B2"].number_format = "mmm-yy"

        data = workbook(["offer", "offer.start"], ["Acme", date(2027, 2, 1)], change=change)
        with pytest.raises(OfferError, match=r"write `2027-02-01\.\.2027-02-28` or `2027-02-01`"):
            read_offers(data)

    def test_the_place_is_that_of_the_row(self) -> None:
        data = workbook(["offer", "leave.days", "location.city"], ["Acme", "often", "Graz"])
        with pytest.raises(OfferError) as wrong:
            read_offers(data, name="offers.xlsx")
        text = str(wrong.value)
        assert '--> offers.xlsx:2:8 (row 2, column "leave.days")' in text
        assert "   2 | Acme | often | Graz\n" in text

    def test_merged_cells_are_all_what_the_first_is(self) -> None:
        rows = ["offer", "leave.days", "location.city"], ["A", 25, "Graz"], ["B", 28, None]
        data = workbook(*rows, change=lambda sheet: sheet.merge_cells("C2:C3"))
        assert [offer.location.city for offer in read_offers(data).values()] == ["Graz", "Graz"]
        wide = edited(data, b'ref="C2:C3"', b'ref="C2:XFD3"')
        assert [offer.location.city for offer in read_offers(wide).values()] == ["Graz", "Graz"]
        far = edited(data, b'ref="C2:C3"', b'ref="C2:XFD1048576"')
        assert codes(far) == ["too-many-values"]

    def test_titles_that_are_merged_across_a_table_are_none_of_its_headings(self) -> None:
        rows = (
            ["My offers", None, None], [None, "Acme", "Borealis"], ["Company", None, None],
            ["leave.days", 25, 28], ["Time", None, None], ["commute.time", "45 min", "30 min"],
        )  # fmt: skip

        def change(sheet: Any) -> None:
            for row in (1, 3, 5):
                sheet.merge_cells(f"A{row}:C{row}")

        offers = read_offers(workbook(*rows, change=change))
        assert {name: offer.leave.days for name, offer in offers.items()} == {
            "Acme": 25,
            "Borealis": 28,
        }
        assert offers["Acme"].company.name is UNKNOWN

    def test_categories_that_are_merged_beside_the_headings_are_none_of_them(self) -> None:
        rows = (
            [None, None, "Acme"], ["Money", "pay.base", "60k USD per year"],
            [None, "pay.bonus_target", "10%"], ["Time", "leave.days", 25],
        )  # fmt: skip
        data = workbook(*rows, change=lambda sheet: sheet.merge_cells("A2:A3"))
        assert read_offers(data)["Acme"].leave.days == 25

    def test_a_merged_caption_is_none_of_the_headings(self) -> None:
        rows = ["My offers", None], ["offer", "leave.days"], ["Acme", 25]
        data = workbook(*rows, change=lambda sheet: sheet.merge_cells("A1:B1"))
        assert read_offers(data)["Acme"].leave.days == 25

    def test_cells_far_away_cost_nothing(self) -> None:
        def change(sheet: Any) -> None:
            sheet["XFD1048576"].number_format = "0%"

        data = workbook(["offer", "leave.days"], ["Acme", 25], change=change)
        assert [*read_offers(data)] == ["Acme"]

    def test_formulas_have_their_last_values(self) -> None:
        data = workbook(["offer", "leave.days"], ["Acme", "=20+5"])
        # As a spreadsheet program would have saved it.
        computed = edited(data, b"<v />", b"<v>25</v>")
        assert read_offers(computed)["Acme"].leave.days == 25

    def test_a_formula_may_have_an_empty_text_as_its_value(self) -> None:
        data = workbook(["offer", "leave.days", "location.city"], ["Acme", 25, '=IF(A1="","",A1)'])
        saved = edited(data, b'<c r="C2">', b'<c r="C2" t="str">')
        assert read_offers(saved)["Acme"].location.city is UNKNOWN
        assert codes(data) == ["bad-cell"]

    def test_the_sheet_with_offers_is_read(self) -> None:
        book = openpyxl.Workbook()
        notes = book.active
        assert notes is not None
        notes.append(["What to ask", "Whom"])
        book.create_sheet("Offers").append(["offer", "leave.days"])
        book["Offers"].append(["Acme", 25])
        assert [*read_offers(packed(book))] == ["Acme"]
        hidden = book.create_sheet("Old")
        hidden.append(["offer", "leave.days"])
        hidden.append(["Borealis", 28])
        assert codes(packed(book), name="jobs.xlsx") == ["several-sheets"]
        assert [*read_offers(packed(book), sheet="Old")] == ["Borealis"]
        hidden.sheet_state = "hidden"
        assert [*read_offers(packed(book))] == ["Acme"]
        assert [*read_offers(packed(book), sheet="old")] == ["Borealis"]
        assert codes(packed(book), sheet="None") == ["several-sheets"]

    def test_what_is_packed_in_a_workbook_has_a_limited_size(self) -> None:
        data = io.BytesIO()
        with ZipFile(data, "w", ZIP_DEFLATED) as file:
            file.writestr("xl/worksheets/sheet1.xml", bytes(65 * 2**20))
        assert codes(data.getvalue()) == ["file-too-large"]

    def test_cells_of_a_workbook_are_limited(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("offerkit.load.workbook.MAX_CELLS", 3)
        assert codes(workbook(["offer", "leave.days"], ["Acme", 25])) == ["too-many-values"]

    @pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
    def test_a_damaged_workbook_is_one_error(self, cut: float) -> None:
        data = workbook(["offer", "leave.days"], ["Acme", 25])
        assert codes(data[: int(len(data) * cut)]) == ["bad-syntax"]

    def test_without_openpyxl_the_extra_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "openpyxl", None)
        monkeypatch.delitem(sys.modules, "offerkit.load.workbook", raising=False)
        with pytest.raises(OfferError) as wrong:
            read_offers(WORKBOOK)
        [diagnostic] = wrong.value.diagnostics
        assert diagnostic.code == "missing-library"
        assert diagnostic.hint == "install `offerkit[sheets]`, or save the sheet as CSV"


WORKBOOK = workbook(["offer", "leave.days"], ["Acme", 25])
