"""Jobs in other formats than schema.org: as job postings, by a table of their properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from offerkit.load.locate import Places
from offerkit.load.problems import DataPath
from offerkit.records import Record

Template: TypeAlias = Any
"""A posting with paths in a job in place of its values.

A path is keys joined by dots; ``key[name=value]`` is those tables in a list whose *name* is
*value*. A pair of a path and a mapping replaces the texts found there.
"""


@frozen
class JobFormat(Record):
    """A format of jobs."""

    name: str
    """What it is called, with its article."""
    needed: frozenset[str]
    """Keys that every job has."""
    usual: frozenset[str]
    """Keys of which a job has at least two."""
    template: Template | None = field(default=None)
    """The posting in it; None if it is not read."""

    def is_of(self, data: dict[str, Any]) -> bool:
        """Return whether a table is a job in this format."""
        return (
            self.needed <= data.keys()
            and len(self.usual & data.keys()) >= _ENOUGH
            and isinstance(data.get("title", ""), str)
        )


_ENOUGH: Final = 2


def _format(name: str, needed: str, usual: str, template: Template | None = None) -> JobFormat:
    return JobFormat(name, frozenset(needed.split()), frozenset(usual.split()), template)


_SAME: Final = "*"
"""In place of a template: the job is a posting already."""

FORMATS: Final = (
    _format(
        "a job in the Open Job Protocol",
        "title",
        "schema_version employment_type organization salary_band must_have nice_to_have process",
    ),
    _format(
        "a job of Greenhouse",
        "title absolute_url",
        "id internal_job_id requisition_id updated_at metadata content departments offices",
        {
            "title": "title",
            "hiringOrganization": "company_name",
            "jobLocation": "location.name",
            "datePosted": "first_published",
            "url": "absolute_url",
        },
    ),
    _format(
        "a job of Lever",
        "text categories",
        "hostedUrl applyUrl workplaceType descriptionPlain createdAt lists country",
        {
            "title": "text",
            "employmentType": "categories.commitment",
            "jobLocation": {
                "address": {"addressCountry": "country", "name": "categories.location"}
            },
            "jobLocationType": "workplaceType",
            "baseSalary": {
                "currency": "salaryRange.currency",
                "minValue": "salaryRange.min",
                "maxValue": "salaryRange.max",
                "unitText": "salaryRange.interval",
            },
            "url": "hostedUrl",
        },
    ),
    _format(
        "a job of Ashby",
        "title jobUrl",
        "isListed isRemote workplaceType employmentType publishedAt applyUrl descriptionHtml",
        {
            "title": "title",
            "employmentType": "employmentType",
            "jobLocation": {
                "address": {
                    "addressLocality": "address.postalAddress.addressLocality",
                    "addressRegion": "address.postalAddress.addressRegion",
                    "addressCountry": "address.postalAddress.addressCountry",
                    "name": "location",
                }
            },
            "jobLocationType": "workplaceType",
            "datePosted": "publishedAt",
            "baseSalary": "compensation.summaryComponents[compensationType=Salary]",
            "url": "jobUrl",
        },
    ),
    _format(
        "a job of SmartRecruiters",
        "name typeOfEmployment",
        "uuid refNumber releasedDate company location experienceLevel jobAd applyUrl postingUrl",
        {
            "title": "name",
            "hiringOrganization": "company.name",
            "industry": "industry.label",
            "employmentType": "typeOfEmployment.label",
            "jobLocation": {
                "address": {
                    "addressLocality": "location.city",
                    "addressRegion": "location.region",
                    "addressCountry": "location.country",
                }
            },
            "datePosted": "releasedDate",
            "url": "postingUrl",
        },
    ),
    _format(
        "a job of Workday",
        "jobPostingInfo",
        "jobPostingInfo hiringOrganization similarJobs userAuthenticated",
        {
            "title": "jobPostingInfo.title",
            "hiringOrganization": "hiringOrganization.name",
            "employmentType": "jobPostingInfo.timeType",
            "jobLocation": {
                "address": {
                    "addressCountry": "jobPostingInfo.country.descriptor",
                    "name": "jobPostingInfo.location",
                }
            },
            "jobLocationType": "jobPostingInfo.remoteType",
            "url": "jobPostingInfo.externalUrl",
        },
    ),
    _format(
        "a job in JSON Resume's job schema",
        "title",
        "company type date description location remote salary experience responsibilities "
        "qualifications skills",
        {
            "title": "title",
            "hiringOrganization": "company",
            "employmentType": "type",
            "datePosted": "date",
            "jobLocation": {
                "address": {
                    "addressLocality": "location.city",
                    "addressRegion": "location.region",
                    "addressCountry": "location.countryCode",
                }
            },
            "jobLocationType": ("remote", {"Full": "TELECOMMUTE", "None": "ONSITE"}),
            "baseSalary": "salary",
            "responsibilities": "responsibilities",
        },
    ),
    _format("a résumé in JSON Resume, not a job", "basics", "work education skills projects"),
    _format(
        "a job posting without its type",
        "title",
        "hiringOrganization employmentType jobLocation datePosted validThrough baseSalary "
        "jobBenefits jobLocationType industry description",
        _SAME,
    ),
)
"""The formats that are told apart, the more particular ones first."""

_NEEDED: Final = frozenset[str]().union(*(known.needed for known in FORMATS))
_LISTS: Final = ("jobs", "job", "data", "results", "postings")
_STEP: Final = re.compile(r"(\w+)(?:\[(\w+)=(\w+)\])?")


def jobs_in(data: Any) -> tuple[JobFormat, list[DataPath]] | None:
    """Return the format of some data and the paths of the jobs in it; None if it is no job."""
    for where, found in _candidates(data):
        several = [(where, found)]
        if isinstance(found, list):
            several = [((*where, index), item) for index, item in enumerate(found)]
        jobs = [(path, job) for path, job in several if _may_be_a_job(job)]
        for known in FORMATS if jobs else ():
            paths = [path for path, job in jobs if known.is_of(job)]
            if paths:
                return known, paths
    return None


def _may_be_a_job(data: Any) -> bool:
    return isinstance(data, dict) and not _NEEDED.isdisjoint(data)


def _candidates(data: Any) -> Iterator[tuple[DataPath, Any]]:
    yield (), data
    if isinstance(data, dict):
        yield from (((key,), data[key]) for key in _LISTS if key in data)


def posting_of(job: Mapping[str, Any], template: Template, places: Places, where: DataPath) -> Any:
    """Return the job at a path as a posting; its values keep their places."""
    if template == _SAME:
        return {**job, "@type": "JobPosting"}
    filled = _filled(job, template, places, where, where)
    return {**filled, "@type": "JobPosting"}


def _filled(
    job: Mapping[str, Any], template: Template, places: Places, where: DataPath, to: DataPath
) -> Any:
    if isinstance(template, dict):
        values = {
            key: _filled(job, inner, places, where, (*to, key)) for key, inner in template.items()
        }
        return {key: value for key, value in values.items() if value not in (None, {}, [])}
    path, words = template if isinstance(template, tuple) else (template, {})
    value, at = _value(job, path, where)
    places.others[to] = at
    return words.get(value, value) if isinstance(value, str) else value


def _value(job: Any, path: str, where: DataPath) -> tuple[Any, DataPath]:
    """Return the value at a path, and its path in the data; None if there is none."""
    for key, name, wanted in _STEP.findall(path):
        if not isinstance(job, dict) or key not in job:
            return None, where
        job, where = job[key], (*where, key)
        if name:
            items = enumerate(job if isinstance(job, list) else [])
            chosen = [(i, t) for i, t in items if isinstance(t, dict) and t.get(name) == wanted]
            if len(chosen) != 1:
                return [table for _, table in chosen], where
            job, where = chosen[0][1], (*where, chosen[0][0])
    return job, where
