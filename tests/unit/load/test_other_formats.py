"""Jobs in other formats than schema.org."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from offerkit.errors import OfferError
from offerkit.load import load_offer, read_offer
from offerkit.model.offer import Offer, known_facts

GREENHOUSE = {
    "id": 127817,
    "internal_job_id": 144381,
    "title": "Planner",
    "company_name": "North Loop Tools",
    "updated_at": "2026-11-14T10:55:28-05:00",
    "first_published": "2026-11-01T10:00:00-05:00",
    "requisition_id": "50",
    "location": {"name": "Austin, TX"},
    "absolute_url": "https://example.org/jobs/127817",
    "metadata": None,
    "content": "&lt;p&gt;Plan campaigns.&lt;/p&gt;",
    "departments": [],
    "offices": [],
}
LEVER = {
    "id": "ff7ef527",
    "text": "Planner",
    "categories": {"commitment": "Full-time", "location": "Austin", "team": "Plans"},
    "country": "US",
    "createdAt": 1553186035299,
    "descriptionPlain": "Plan campaigns.",
    "hostedUrl": "https://example.org/ff7ef527",
    "applyUrl": "https://example.org/ff7ef527/apply",
    "lists": [],
    "workplaceType": "hybrid",
    "salaryRange": {"currency": "USD", "interval": "per-year-salary", "min": 60000, "max": 75000},
}
ASHBY = {
    "title": "Planner",
    "location": "Austin, TX",
    "isListed": True,
    "isRemote": True,
    "workplaceType": "Remote",
    "publishedAt": "2026-11-01T16:21:55.393+00:00",
    "employmentType": "FullTime",
    "address": {"postalAddress": {"addressLocality": "Austin", "addressCountry": "USA"}},
    "jobUrl": "https://example.org/job",
    "applyUrl": "https://example.org/job/apply",
    "compensation": {
        "summaryComponents": [
            {
                "compensationType": "Salary",
                "interval": "1 YEAR",
                "currencyCode": "USD",
                "minValue": 60000,
                "maxValue": 75000,
            },
            {"compensationType": "EquityPercentage", "minValue": 0.5, "maxValue": 1.75},
        ]
    },
}
SMART_RECRUITERS = {
    "id": "744000",
    "name": "Planner",
    "uuid": "9c3f",
    "refNumber": "REF12",
    "releasedDate": "2026-11-01T10:00:00.000Z",
    "company": {"identifier": "NorthLoop", "name": "North Loop Tools"},
    "location": {"city": "Austin", "region": "TX", "country": "us", "remote": False},
    "industry": {"id": "marketing", "label": "Marketing"},
    "typeOfEmployment": {"id": "permanent", "label": "Full-time"},
    "jobAd": {"sections": {}},
}
WORKDAY = {
    "jobPostingInfo": {
        "title": "Planner",
        "jobDescription": "<p>Plan campaigns.</p>",
        "location": "Austin, TX",
        "postedOn": "Posted Today",
        "startDate": "2026-11-01",
        "timeType": "Full time",
        "remoteType": "Hybrid",
        "country": {"descriptor": "United States of America"},
        "externalUrl": "https://example.org/job",
    },
    "hiringOrganization": {"name": "North Loop Tools", "url": ""},
    "similarJobs": [],
}
JSON_RESUME = {
    "title": "Planner",
    "company": "North Loop Tools",
    "type": "Part-time",
    "date": "2026-11-01",
    "location": {"city": "Austin", "countryCode": "US", "region": "Texas"},
    "remote": "Hybrid",
    "salary": "75,000 USD per year",
    "responsibilities": ["Plan campaigns", "Buy media"],
    "skills": [],
}
UNTYPED = {
    "title": "Planner",
    "hiringOrganization": {"name": "North Loop Tools"},
    "employmentType": "PART_TIME",
    "jobStartDate": "soon",
}
RANGE = "60,000 USD per year..75,000 USD per year"


def stated(job: Any) -> dict[str, str]:
    """The facts that a job states, as text."""
    offer = read_offer(json.dumps(job), format="json")
    return {path: str(value) for path, value in known_facts(offer).items()}


@pytest.mark.parametrize(
    ("job", "facts"),
    [
        (GREENHOUSE, {"role.title": "Planner", "company.name": "North Loop Tools"}),
        (
            LEVER,
            {
                "role.title": "Planner",
                "contract.time": "full_time",
                "location.country": "US",
                "remote.policy": "hybrid",
                "pay.range": RANGE,
            },
        ),
        (
            ASHBY,
            {
                "role.title": "Planner",
                "contract.time": "full_time",
                "location.city": "Austin",
                "location.country": "USA",
                "remote.policy": "remote",
                "pay.range": RANGE,
            },
        ),
        (
            SMART_RECRUITERS,
            {
                "role.title": "Planner",
                "company.name": "North Loop Tools",
                "company.industry": "Marketing",
                "contract.time": "full_time",
                "location.city": "Austin",
                "location.region": "TX",
                "location.country": "us",
            },
        ),
        (
            WORKDAY,
            {
                "role.title": "Planner",
                "company.name": "North Loop Tools",
                "contract.time": "full_time",
                "location.country": "United States of America",
                "remote.policy": "hybrid",
            },
        ),
        (
            JSON_RESUME,
            {
                "role.title": "Planner",
                "company.name": "North Loop Tools",
                "contract.time": "part_time",
                "location.city": "Austin",
                "location.region": "Texas",
                "location.country": "US",
                "remote.policy": "hybrid",
                "pay.base": "75,000 USD per year",
                "pay.range": "75,000 USD per year",
                "work.summary": "Plan campaigns; Buy media",
            },
        ),
        (
            UNTYPED,
            {
                "role.title": "Planner",
                "company.name": "North Loop Tools",
                "contract.time": "part_time",
            },
        ),
    ],
)
def test_a_job_in_another_format(job: Any, facts: dict[str, str]) -> None:
    assert stated(job) == facts
    assert stated({"jobs": [job], "meta": {"total": 1}}) == facts
    assert stated([job]) == facts


@pytest.mark.parametrize(
    ("job", "path", "at"),
    [
        (GREENHOUSE, "location.city", '"Austin, TX"'),
        (LEVER, "location.city", '"Austin"'),
        ({**ASHBY, "address": None}, "location.city", '"Austin, TX"'),
        (WORKDAY, "location.city", '"Austin, TX"'),
        (UNTYPED, "offer.start", '"soon"'),
        (
            {**LEVER, "categories": {}, "salaryRange": {"min": "lots", "currency": "USD"}},
            "pay.range",
            '"lots"',
        ),
        ({**LEVER, "categories": {"commitment": "Sometimes"}}, "contract.kind", '"Sometimes"'),
    ],
)
def test_notes_have_their_places(job: Any, path: str, at: str) -> None:
    (note,) = read_offer(json.dumps(job), format="json").notes
    assert (note.path, note.primary.span.text) == (path, at)


def test_one_of_several_jobs_is_chosen_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "jobs.json"
    file.write_text(json.dumps({"jobs": [GREENHOUSE, {**GREENHOUSE, "title": "Buyer"}]}), "utf-8")
    with pytest.raises(OfferError, match="#2 Buyer, North Loop Tools"):
        load_offer(file)
    assert load_offer(f"{file}#2").role.title == "Buyer"


@pytest.mark.parametrize(
    "own",
    [
        {"role": {"title": "Planner"}},
        {"company": {"name": "A"}, "location": {"city": "B"}, "remote": {"policy": "remote"}},
        {},
    ],
)
def test_an_offer_is_no_other_format(own: Any) -> None:
    assert read_offer(json.dumps(own), format="json").sources == {}
    assert isinstance(read_offer(json.dumps(own), format="json"), Offer)


@pytest.mark.parametrize("name", ["page.mhtml", "page.MHT", "page.webarchive"])
def test_a_web_archive_is_told_from_a_page(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("From: <Saved by Blink>\nMIME-Version: 1.0\n", encoding="utf-8")
    with pytest.raises(OfferError, match=r"(?s)web archive .*HTML only") as raised:
        load_offer(tmp_path / name)
    assert raised.value.diagnostics[0].code == "unknown-format"
