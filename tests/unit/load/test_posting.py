"""Job postings: what of a schema.org JobPosting becomes which fact."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from offerkit.errors import OfferError
from offerkit.load import read_offer
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


def codes(**changes: Any) -> list[tuple[str, str | None]]:
    with pytest.raises(OfferError) as raised:
        posting(**changes)
    return [(diagnostic.code, diagnostic.path) for diagnostic in raised.value.diagnostics]


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
    assert offer.contract.kind == "permanent"
    assert offer.location.city == "Minneapolis"
    assert offer.location.region == "MN"
    assert offer.location.country == "US"
    assert offer.remote.policy is Remoteness.REMOTE
    assert offer.remote.where == frozenset({"US", "CA"})
    assert offer.offer.start == date(2026, 12, 1)
    assert offer.offer.deadline is UNKNOWN
    assert offer.work.summary == "Plans campaigns"


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


@pytest.mark.parametrize(
    ("salary", "base"),
    [
        ({"currency": "USD", "value": {"value": 30, "unitText": "HOUR"}}, usd("30", Period.HOUR)),
        ({"currency": "USD", "value": {"value": "30", "unitText": "hour"}}, usd("30", Period.HOUR)),
        ({"currency": "USD", "value": 4000, "unitText": "MONTH"}, usd("4000", Period.MONTH)),
        (
            {"currency": "USD", "value": {"minValue": 5, "maxValue": 5, "unitText": "WEEK"}},
            usd("5", Period.WEEK),
        ),
    ],
)
def test_a_single_salary_is_the_base(salary: Any, base: Pay) -> None:
    offer = posting(baseSalary=salary)
    assert offer.pay.base == base
    assert offer.pay.range == base


def test_the_currency_may_stand_beside_the_salary() -> None:
    offer = posting(baseSalary={"value": {"value": 9, "unitText": "DAY"}}, salaryCurrency="USD")
    assert offer.pay.base == usd("9", Period.DAY)
    assert offer.posting == {}


@pytest.mark.parametrize(
    ("salary", "code"),
    [
        (50_000, "missing-period"),
        ("50000", "missing-period"),
        ({"currency": "USD", "value": 50_000}, "missing-period"),
        ({"value": {"value": 5, "unitText": "YEAR"}}, "missing-currency"),
        ({"currency": "USD", "value": {"value": 5, "unitText": "MOON"}}, "unknown-unit"),
        ({"currency": "$", "value": {"value": 5, "unitText": "YEAR"}}, "unknown-currency"),
        ({"currency": "USD", "value": {"value": "lots", "unitText": "YEAR"}}, "bad-amount"),
        ({"currency": "USD", "value": {"value": -5, "unitText": "YEAR"}}, "out-of-bounds"),
        (
            {"currency": "USD", "value": {"minValue": 6, "maxValue": 5, "unitText": "YEAR"}},
            "bad-range",
        ),
    ],
)
def test_salaries_that_cannot_be_used(salary: Any, code: str) -> None:
    assert set(codes(baseSalary=salary)) == {(code, "baseSalary")}


def test_a_salary_without_its_upper_end_is_kept_as_text() -> None:
    offer = posting(baseSalary={"currency": "USD", "value": {"minValue": 5, "unitText": "YEAR"}})
    assert offer.pay.range is UNKNOWN
    assert list(offer.posting) == ["baseSalary"]


@pytest.mark.parametrize(
    ("kind", "contract"),
    [
        ("FULL_TIME", "permanent"),
        ("Part-time", "part_time"),
        (["CONTRACTOR"], "contractor"),
        ("TEMPORARY", "temporary"),
        ("INTERN", "internship"),
        ("VOLUNTEER", UNKNOWN),
        (["FULL_TIME", "CONTRACTOR"], UNKNOWN),
    ],
)
def test_employment_types(kind: Any, contract: object) -> None:
    offer = posting(employmentType=kind)
    assert offer.contract.kind == contract
    assert ("employmentType" in offer.posting) is (contract is UNKNOWN)


@pytest.mark.parametrize(
    "changes",
    [
        {"jobLocation": [{"address": {"addressLocality": "A"}}, {"address": {}}]},
        {"jobLocation": "Minneapolis"},
        {"jobLocation": {"address": "1 Main Street"}},
        {"jobStartDate": "as soon as possible"},
        {"jobStartDate": 2026},
        {"jobLocationType": "ONSITE"},
        {"title": ""},
        {"jobBenefits": []},
        {"hiringOrganization": [{"name": "A"}, {"name": "B"}]},
    ],
)
def test_what_decides_no_fact_is_kept_as_text(changes: dict[str, Any]) -> None:
    offer = posting(**changes)
    assert list(offer.posting) == list(changes)
    assert Offer() == Offer(posting={}) == posting()


@pytest.mark.parametrize(
    "wrapped",
    [
        {"@graph": [{"@type": "WebPage"}, POSTING]},
        [{"@type": "Organization"}, POSTING],
        {**POSTING, "@type": ["JobPosting", "Thing"]},
        {**POSTING, "@type": "http://schema.org/JobPosting"},
    ],
)
def test_where_a_posting_may_stand(wrapped: Any) -> None:
    offer = read_offer(json.dumps(wrapped), format="json")
    assert offer.role.title == "Account planner"


def test_two_postings_in_a_file() -> None:
    with pytest.raises(OfferError) as raised:
        read_offer(json.dumps([POSTING, {"@type": "JobPosting"}]), format="json")
    (found,) = raised.value.diagnostics
    assert found.code == "several-postings"
    assert found.primary.span.text == '{"@type": "JobPosting"}'


# --- saved pages -----------------------------------------------------------------------------

PAGE = """<!doctype html>
<html><head><title>Planner</title>
<script>if (1 < 2) { "@type": "JobPosting" }</script>
<script type="application/ld+json">{"@type": "BreadcrumbList"}</script>
<script type='application/ld+json; charset=utf-8'>
%s
</script>
</head><body>JobPosting</body></html>
"""


def test_a_posting_in_a_page() -> None:
    offer = read_offer(PAGE % json.dumps(POSTING, indent=2), format="html")
    assert offer == read_offer(json.dumps(POSTING), format="json")


def test_a_mistake_in_a_page_has_its_place_in_the_page() -> None:
    page = PAGE % '{"@type": "JobPosting",\n "title": "é", "baseSalary": 50000}'
    with pytest.raises(OfferError) as raised:
        read_offer(page, format="html", name="page.html")
    (found,) = raised.value.diagnostics
    assert found.code == "missing-period"
    assert found.primary.span.text == "50000"
    assert str(found.primary.span) == "page.html:7:30"


def test_broken_data_beside_a_posting_does_not_matter() -> None:
    page = '<script type="application/ld+json">{oops</script>' + PAGE % json.dumps(POSTING)
    assert read_offer(page, format="html").role.title == "Account planner"


def test_two_postings_in_a_page() -> None:
    page = PAGE % '{"@type": "JobPosting"}' + PAGE % '{"@type": "JobPosting", "title": "x"}'
    with pytest.raises(OfferError) as raised:
        read_offer(page, format="html")
    (found,) = raised.value.diagnostics
    assert found.primary.span.text == '{"@type": "JobPosting", "title": "x"}'
