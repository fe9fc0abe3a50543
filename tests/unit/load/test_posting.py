"""Job postings: what of a schema.org JobPosting becomes which fact, and what becomes a note."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from offerkit.criteria import parse_criteria
from offerkit.diagnostics import Severity
from offerkit.errors import OfferError
from offerkit.load import load_offer, read_offer, save_offer, write_offer
from offerkit.model.offer import Offer
from offerkit.scales import Remoteness
from offerkit.values import UNKNOWN, Pay, Period, Range, TextSet

POSTING: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Account planner",
    "hiringOrganization": {"@type": "Organization", "name": "North Loop Agency"},
    "industry": "Advertising",
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "USD",
        "value": {
            "@type": "QuantitativeValue",
            "minValue": 46000,
            "maxValue": 52000.5,
            "unitText": "YEAR",
        },
    },
    "estimatedSalary": {"currency": "USD", "value": 90000},
    "jobBenefits": ["Health insurance", "Bus ticket"],
    "employmentType": "FULL_TIME",
    "jobLocation": {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Minneapolis",
            "addressRegion": "MN",
            "addressCountry": {"@type": "Country", "name": "US"},
            "postalCode": "55401",
        },
    },
    "jobLocationType": "TELECOMMUTE",
    "applicantLocationRequirements": [
        {"@type": "Country", "name": "US"},
        {"@type": "Country", "name": "CA"},
    ],
    "jobStartDate": "2026-12-01",
    "responsibilities": "Plans campaigns",
    "validThrough": "2026-11-30T23:59",
    "datePosted": "2026-11-01",
    "totalJobOpenings": 2,
}


def posting(**changes: Any) -> Offer:
    """The offer of a posting with these properties and no others."""
    return read_offer(json.dumps({"@type": "JobPosting", **changes}), format="json")


def notes(**changes: Any) -> list[tuple[str, str | None]]:
    """The codes and facts of the notes on a posting with these properties."""
    return [(note.code, note.path) for note in posting(**changes).notes]


def usd(amount: str, per: Period = Period.YEAR) -> Pay:
    return Pay(Decimal(amount), "USD", per)


def test_every_property_of_the_map() -> None:
    offer = read_offer(json.dumps(POSTING), format="json")
    assert offer.role.title == "Account planner"
    assert offer.company.name == "North Loop Agency"
    assert offer.company.industry == "Advertising"
    assert offer.pay.range == Range(usd("46000"), usd("52000.5"))
    assert offer.pay.base is UNKNOWN
    assert offer.benefits.list == TextSet(frozenset({"Health insurance", "Bus ticket"}))
    assert offer.contract.time == "full_time"
    assert offer.contract.kind is UNKNOWN
    assert offer.location.city == "Minneapolis"
    assert offer.location.region == "MN"
    assert offer.location.country == "US"
    assert offer.remote.policy is Remoteness.REMOTE
    assert offer.remote.where == frozenset({"US", "CA"})
    assert offer.offer.start == date(2026, 12, 1)
    assert offer.offer.deadline is UNKNOWN
    assert offer.work.summary == "Plans campaigns"
    assert set(offer.sources.values()) == {"job posting, 2026-11-01"}
    assert offer.notes == ()


def test_the_rest_is_kept_as_text() -> None:
    offer = read_offer(json.dumps(POSTING), format="json")
    assert sorted(offer.posting) == [
        "datePosted",
        "estimatedSalary",
        "jobLocation",
        "totalJobOpenings",
        "validThrough",
    ]
    assert offer.posting["validThrough"] == "2026-11-30T23:59"
    assert offer.posting["estimatedSalary"] == '{"currency": "USD", "value": 90000}'
    assert '"postalCode": "55401"' in offer.posting["jobLocation"]


# --- salaries --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("salary", "base"),
    [
        ({"currency": "USD", "value": {"value": 30, "unitText": "HOUR"}}, usd("30", Period.HOUR)),
        ({"currency": "USD", "value": {"value": "30", "unitText": "hour"}}, usd("30", Period.HOUR)),
        ({"currency": "usd", "value": {"value": 30, "unitCode": "HUR"}}, usd("30", Period.HOUR)),
        ({"currency": "USD", "value": 4000, "unitText": "MONTH"}, usd("4000", Period.MONTH)),
        ({"currency": "USD", "value": {"value": 9, "unitText": "Annually"}}, usd("9")),
        ({"currency": "USD", "value": 90000, "duration": "P1Y"}, usd("90000")),
        ({"currency": "US$", "value": {"value": 9, "unitText": "PER_YEAR"}}, usd("9")),
        (
            {"currency": "USD", "value": {"value": 9, "unitText": "https://schema.org/Year"}},
            usd("9"),
        ),
        ({"currency": "USD", "minValue": 9, "maxValue": "9", "unitText": "YEAR"}, usd("9")),
        ({"price": "30", "priceCurrency": "USD", "unitText": "hour"}, usd("30", Period.HOUR)),
        ({"schema:currency": "USD", "VALUE": {"Value": 9, "unitText": "YEAR"}}, usd("9")),
        (
            {"currency": "USD", "value": {"minValue": 5, "maxValue": 5, "unitText": "WEEK"}},
            usd("5", Period.WEEK),
        ),
        ("90,000 USD per year", usd("90000")),
        ([{"currency": "USD", "value": {"value": 9, "unitText": "DAY"}}] * 2, usd("9", Period.DAY)),
    ],
)
def test_a_single_salary_is_the_base(salary: Any, base: Pay) -> None:
    offer = posting(baseSalary=salary)
    assert offer.pay.base == base
    assert offer.pay.range == base
    assert offer.notes == ()


def test_the_currency_may_stand_beside_the_salary() -> None:
    offer = posting(baseSalary={"value": {"value": 9, "unitText": "DAY"}}, salaryCurrency="USD")
    assert offer.pay.base == usd("9", Period.DAY)
    assert offer.posting == {}


def test_a_range_wins_over_a_value_beside_it() -> None:
    value = {"value": 5, "minValue": 5, "maxValue": 6, "unitText": "YEAR"}
    offer = posting(baseSalary={"currency": "USD", "value": value})
    assert offer.pay.range == Range(usd("5"), usd("6"))
    assert offer.pay.base is UNKNOWN


@pytest.mark.parametrize(
    ("salary", "code"),
    [
        (50_000, "missing-currency"),
        ({"currency": "USD", "value": 50_000}, "missing-period"),
        ({"value": {"value": 5, "unitText": "YEAR"}}, "missing-currency"),
        ({"currency": "USD", "value": {"value": 5, "unitText": "MOON"}}, "unknown-unit"),
        ({"currency": "XYZ", "value": {"value": 5, "unitText": "YEAR"}}, "unknown-currency"),
        ({"currency": "$", "value": {"value": 5, "unitText": "YEAR"}}, "unknown-currency"),
        ({"currency": "USD", "value": {"value": "lots", "unitText": "YEAR"}}, "not-read"),
        ({"currency": "EUR", "value": {"value": "25.000", "unitText": "YEAR"}}, "ambiguous-number"),
        ({"currency": "USD", "value": {"value": -5, "unitText": "YEAR"}}, "out-of-bounds"),
        (
            {"currency": "USD", "value": {"minValue": 6, "maxValue": 5, "unitText": "YEAR"}},
            "bad-range",
        ),
        (
            [
                {"currency": "USD", "value": {"value": 6, "unitText": "YEAR"}},
                {"currency": "EUR", "value": {"value": 5, "unitText": "YEAR"}},
            ],
            "not-read",
        ),
    ],
)
def test_salaries_that_cannot_be_read(salary: Any, code: str) -> None:
    offer = posting(title="Planner", baseSalary=salary)
    assert [(note.code, note.path) for note in offer.notes] == [(code, "pay.range")]
    assert offer.role.title == "Planner"
    assert offer.pay.base is UNKNOWN
    assert offer.pay.range is UNKNOWN
    assert list(offer.posting) == ["baseSalary"]


@pytest.mark.parametrize("nothing", [0, "0", "N/A", "-", "", "TBD", "confidential", None, "null"])
def test_a_salary_that_says_nothing_leaves_no_note(nothing: Any) -> None:
    for value in ({"value": nothing}, {"minValue": nothing, "maxValue": nothing}):
        offer = posting(baseSalary={"currency": "USD", "value": {**value, "unitText": "YEAR"}})
        assert offer.pay.range is UNKNOWN
        assert offer.notes == ()


def test_the_country_settles_whose_dollars_they_are() -> None:
    value = {"currency": "$", "value": {"value": 5, "unitText": "YEAR"}}
    place = {"address": {"addressCountry": {"name": "Canada"}}}
    offer = posting(baseSalary=value, jobLocation=place)
    assert offer.pay.base == Pay(Decimal(5), "CAD", Period.YEAR)


@pytest.mark.parametrize(
    ("language", "amount"),
    [
        ("de", "25000"),
        ("de-AT", "25000"),
        ("nl", "25000"),
        ("de-CH", None),
        ("en", None),
        ("", None),
    ],
)
def test_the_language_of_a_page_settles_its_points(language: str, amount: str | None) -> None:
    salary = {"currency": "EUR", "value": {"value": "25.000", "unitText": "YEAR"}}
    data = json.dumps({"@type": "JobPosting", "baseSalary": salary})
    page = f'<html lang="{language}"><script type="application/ld+json">{data}</script>'
    offer = read_offer(page, format="html")
    base = UNKNOWN if amount is None else Pay(Decimal(amount), "EUR", Period.YEAR)
    assert offer.pay.base == base


# --- other properties ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "contract", "time"),
    [
        ("FULL_TIME", UNKNOWN, "full_time"),
        ("Part-time", UNKNOWN, "part_time"),
        ("https://schema.org/PART_TIME", UNKNOWN, "part_time"),
        (["CONTRACTOR"], "contractor", UNKNOWN),
        ("TEMPORARY", "temporary", UNKNOWN),
        ("INTERN", "internship", UNKNOWN),
        ("permanent", "permanent", UNKNOWN),
        ("Full time, permanent", "permanent", "full_time"),
        (["FULL_TIME", "CONTRACTOR"], "contractor", "full_time"),
        ("FULL_TIME_PERMANENT", "permanent", "full_time"),
        ("Part-time (fixed-term contract)", "fixed_term", "part_time"),
        ({"@id": "https://schema.org/PART_TIME"}, UNKNOWN, "part_time"),
    ],
)
def test_employment_types(kind: Any, contract: object, time: object) -> None:
    offer = posting(employmentType=kind)
    assert (offer.contract.kind, offer.contract.time) == (contract, time)
    assert offer.posting == {}
    assert offer.notes == ()


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("VOLUNTEER", "contract.kind"),
        ("Regular full-time", "contract.kind"),
        ("Contract", "contract.kind"),
        (["FULL_TIME", "PART_TIME"], "contract.time"),
        (["PERMANENT", "TEMPORARY"], "contract.kind"),
        (["PERMANENT", "OTHER"], "contract.kind"),
    ],
)
def test_employment_types_that_settle_nothing(kind: Any, path: str) -> None:
    offer = posting(employmentType=kind)
    assert offer.contract.kind is UNKNOWN
    assert [note.path for note in offer.notes] == [path]
    assert list(offer.posting) == ["employmentType"]


@pytest.mark.parametrize(
    ("changes", "unread"),
    [
        ({"jobLocation": "Minneapolis"}, ["location.city"]),
        ({"jobLocation": {"address": "1 Main Street"}}, ["location.city"]),
        ({"jobLocation": {"address": {"addressLocality": "Remote"}}}, ["location.city"]),
        ({"jobStartDate": "as soon as possible"}, ["offer.start"]),
        ({"jobStartDate": 2026}, ["offer.start"]),
        ({"jobLocationType": "in the office"}, ["remote.policy"]),
        ({"jobLocationType": ["HYBRID", "TELECOMMUTE"]}, ["remote.policy"]),
        ({"applicantLocationRequirements": "Anywhere"}, ["remote.where"]),
        ({"applicantLocationRequirements": "Remote (US only)"}, ["remote.where"]),
        ({"applicantLocationRequirements": ["US", "Worldwide"]}, ["remote.where"]),
        ({"applicantLocationRequirements": {"@type": "State", "name": "CA"}}, ["remote.where"]),
        ({"jobLocation": {"address": {"addressLocality": "Remote - US"}}}, ["location.city"]),
        ({"hiringOrganization": [{"name": "A"}, {"name": "B"}]}, ["company.name"]),
        ({"workHours": "9 to 5, Monday to Friday"}, ["hours.week"]),
        ({"title": ["Planner", "Buyer"]}, ["role.title"]),
        ({"title": ""}, []),
        ({"jobBenefits": []}, []),
        ({"hiringOrganization": "Confidential"}, []),
        ({"hiringOrganization": {"name": "Confidential Company"}}, []),
        ({"jobLocation": [{"address": {"addressLocality": "A"}}, {"address": {}}]}, []),
    ],
)
def test_what_decides_no_fact_is_kept_as_text(changes: dict[str, Any], unread: list[str]) -> None:
    offer = posting(**changes)
    assert list(offer.posting) == list(changes)
    assert [note.path for note in offer.notes] == unread
    assert Offer(posting=offer.posting) == offer


@pytest.mark.parametrize(
    ("changes", "path", "value"),
    [
        ({"title": "R&amp;D <b>planner</b> &lt;m/w/d&gt;"}, "role.title", "R&D planner <m/w/d>"),
        ({"title": "Plan\x0bner \ud83d"}, "role.title", "Plan ner \ufffd"),
        ({"TITLE": "Planner"}, "role.title", "Planner"),
        ({"schema:title": "Planner"}, "role.title", "Planner"),
        ({"http://schema.org/title": "Planner"}, "role.title", "Planner"),
        ({"title": {"@value": "Planner", "@language": "en"}}, "role.title", "Planner"),
        ({"title": ["Planner", "planner"]}, "role.title", "Planner"),
        ({"hiringOrganization": {"legalName": "North Loop Ltd"}}, "company.name", "North Loop Ltd"),
        ({"industry": {"@type": "DefinedTerm", "name": "Advertising"}}, "company.industry",
         "Advertising"),
        ({"jobLocationType": "Hybrid"}, "remote.policy", Remoteness.HYBRID),
        ({"jobLocationType": "On-site"}, "remote.policy", Remoteness.ONSITE),
        ({"workHours": "40 hours per week"}, "hours.week", Decimal(40)),
        ({"workHours": "37.5h/week"}, "hours.week", Decimal("37.5")),
        ({"workHours": "35\u201340 hrs weekly"}, "hours.week", Range(Decimal(35), Decimal(40))),
        ({"jobStartDate": "2026-12-01T08:00:00Z"}, "offer.start", date(2026, 12, 1)),
        ({"responsibilities": ["Plans", "<p>Buys</p><p>Sells</p>"]}, "work.summary",
         "Plans; Buys; Sells"),
        ({"jobBenefits": "\u2022 Dental\n\u2022 Bus ticket"}, "benefits.list",
         TextSet(frozenset({"Dental", "Bus ticket"}))),
        ({"jobBenefits": "Dental<br/>Bus&nbsp;ticket"}, "benefits.list",
         TextSet(frozenset({"Dental", "Bus ticket"}))),
        ({"jobLocation": [
            {"address": {"addressLocality": "Austin", "addressCountry": "US"}},
            {"address": {"addressLocality": "Dallas", "addressCountry": "United States"}},
        ]}, "location.country", "US"),
    ],
)  # fmt: skip
def test_values_are_read_as_people_read_them(
    changes: dict[str, Any], path: str, value: object
) -> None:
    group, name = path.split(".")
    assert getattr(getattr(posting(**changes), group), name) == value


# --- notes -----------------------------------------------------------------------------------


def test_a_note_has_its_place_and_its_text(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text('{"@type": "JobPosting",\n "jobStartDate": "soon"}', encoding="utf-8")
    offer = load_offer(path)
    (note,) = offer.notes
    assert note.severity is Severity.NOTE
    assert note.primary.span.text == '"soon"'
    assert str(note.primary.span) == f"{path}:2:18"
    assert "`soon`" in note.message
    decision = parse_criteria("pro if leave.days > 20").decide(offer)
    assert [data["path"] for data in decision.to_dict()["notes"]] == ["offer.start"]
    assert "Not read from the file" in decision.report()


def test_notes_are_written_as_comments(tmp_path: Path) -> None:
    offer = posting(title="Planner", jobStartDate="soon\n[pay]")
    for name in ("offer.toml", "offer.yaml"):
        if name.endswith("yaml"):
            pytest.importorskip("yaml")
        save_offer(offer, tmp_path / name)
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "#   offer.start: `soon [pay]` cannot be read" in text
        assert load_offer(tmp_path / name) == offer
    assert write_offer(Offer()) == "\n"


def test_what_is_only_advertised() -> None:
    offer = posting(title="Planner", workHours="40 hours per week", datePosted="2026-11-01")
    decision = parse_criteria("pro if hours.week < 45\npro if leave.days > 20").decide(offer)
    assert [str(fact) for fact in decision.advertised] == ["hours.week"]
    assert decision.to_dict()["advertised"] == ["hours.week"]


# --- where postings are ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrapped",
    [
        {"@graph": [{"@type": "WebPage"}, POSTING]},
        [{"@type": "Organization"}, POSTING],
        {"@type": "WebPage", "mainEntity": POSTING},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": POSTING}]},
        {**POSTING, "@type": ["JobPosting", "Thing"]},
        {**POSTING, "@type": "http://schema.org/JobPosting"},
        {**POSTING, "@type": "schema:JobPosting"},
        {**POSTING, "@type": "jobposting"},
        [POSTING, POSTING],
        [{"@type": "WebPage", "mainEntity": {"@id": "#job"}}, {**POSTING, "@id": "#job"}],
        [{"@type": "JobPosting", "@id": "#job"}, {**POSTING, "@id": "#job"}],
        [
            {**POSTING, "hiringOrganization": {"@id": "#us"}},
            {"@type": "Organization", "@id": "#us", "name": "North Loop Agency"},
        ],
    ],
)
def test_where_a_posting_may_be(wrapped: Any) -> None:
    offer = read_offer(json.dumps(wrapped), format="json")
    assert offer.role.title == "Account planner"
    assert offer.company.name == "North Loop Agency"


def test_postings_that_say_nothing_different_are_one() -> None:
    short = {"@type": "JobPosting", "title": "Account Planner", "workHours": "40 hours per week"}
    offer = read_offer(json.dumps([short, {**POSTING, "jobBenefits": "Gym"}]), format="json")
    assert offer.hours.week == 40
    assert offer.company.name == "North Loop Agency"


@pytest.mark.parametrize(
    "other",
    [
        {"@type": "JobPosting"},
        {"@type": "JobPosting", "title": "Buyer"},
        {**POSTING, "employmentType": "PART_TIME"},
        {**POSTING, "jobLocation": {"address": {"addressLocality": "Austin"}}},
    ],
)
def test_different_postings_in_a_file(other: Any) -> None:
    with pytest.raises(OfferError) as raised:
        read_offer(json.dumps([POSTING, other]), format="json")
    (found,) = raised.value.diagnostics
    assert found.code == "several-postings"
    assert found.primary.span.text == json.dumps(other)
    assert "#1 Account planner, North Loop Agency" in found.message


def test_postings_of_one_title_at_two_addresses_are_two() -> None:
    data = [{**POSTING, "url": f"https://example.org/{number}"} for number in (1, 2)]
    with pytest.raises(OfferError):
        read_offer(json.dumps(data), format="json")


def test_a_number_chooses_one_of_several_postings(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(json.dumps([POSTING, {"@type": "JobPosting", "title": "Buyer"}]), "utf-8")
    assert load_offer(f"{path}#2").role.title == "Buyer"
    assert load_offer(f"{path}#1").role.title == "Account planner"
    assert read_offer(path.read_bytes(), format="json", posting=2).role.title == "Buyer"
    for number in (0, 3):
        with pytest.raises(OfferError, match="the file has 2") as raised:
            load_offer(f"{path}#{number}")
        assert raised.value.diagnostics[0].code == "no-posting"
    odd = tmp_path / "a#2.json"
    odd.write_text(json.dumps(POSTING), encoding="utf-8")
    assert load_offer(odd).role.title == "Account planner"
    with pytest.raises(OfferError, match="the file has 0"):
        read_offer("", posting=1)
