"""The vocabulary, second part: the company, the position, the people, and where it leads.

``facts.py`` says what the parts have in common.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Final, Literal

from attrs import frozen

from offerkit.model import gates
from offerkit.model.fields import Better, Negotiability, Topic, fact
from offerkit.records import Record
from offerkit.scales import (
    Amount,
    Control,
    Frequency,
    Quality,
    Seniority,
    Size,
)
from offerkit.values import (
    DOES_NOT_APPLY,
    Choice,
    DoesNotApply,
    Duration,
    DurationFamily,
    Fact,
    Percent,
    Texts,
)

USUALLY: Final = Negotiability.USUALLY
SOMETIMES: Final = Negotiability.SOMETIMES
RARELY: Final = Negotiability.RARELY
MORE: Final = Better.MORE
LESS: Final = Better.LESS

_CLOCK: Final = frozenset({DurationFamily.CLOCK})
_MONTHS: Final = frozenset({DurationFamily.MONTHS})


@frozen(kw_only=True)
class CompanyFacts(Record):
    """``company``: who would employ you."""

    TOPIC: ClassVar = Topic.COMPANY
    EVERYDAY: ClassVar = (
        "employer firm business organization organisation corporation workplace startup"
    )
    name: Choice[str] = fact(
        "Which company would employ me?",
        everyday="company, employer, firm, organization, employer name",
    )
    industry: Choice[str] = fact(
        "Which industry is the company in?",
        everyday="industry, sector, field, branch, business area, domain",
    )
    size: Fact[Size] = fact(
        "How large is the company?",
        everyday=(
            "employees, headcount, number of employees, company headcount, staff size, "
            "workforce, how big, startup, start up"
        ),
    )
    profitable: Choice[bool] = fact(
        "Does the company make a profit?",
        better=MORE,
        everyday="profit, profitability, profits, makes money, in the black",
    )
    runway: Fact[Duration] = fact(
        "How long does the company's money last at the present rate?",
        families=_MONTHS,
        gates=(gates.Gate("company.profitable", (True,), DOES_NOT_APPLY),),
        everyday=(
            "runway, funding, cash left, money left, burn rate, months of cash, funding stage, "
            "stage"
        ),
    )
    stability: Fact[Quality] = fact(
        "How secure are jobs at the company?",
        everyday=(
            "stability, job security, job safety, stable, security, secure job, financial health"
        ),
    )
    layoffs_last_year: Fact[Percent] = fact(
        "What share of the staff was laid off in the last year?",
        most=100,
        better=LESS,
        everyday=(
            "layoff, layoffs, redundancies, job cuts, downsizing, layoff rate, recent layoffs"
        ),
    )
    reputation: Fact[Quality] = fact(
        "How good is the company's name in the field?",
        mine=True,
        everyday="reputation, brand, prestige, image, glassdoor, reviews, standing",
    )
    culture: Fact[Quality] = fact(
        "How well do people treat each other there?",
        everyday=(
            "culture, atmosphere, climate, vibe, company culture, work environment, "
            "working atmosphere"
        ),
    )
    values_fit: Fact[Quality] = fact(
        "How well do the company's values fit mine?",
        mine=True,
        everyday="values, mission, purpose, ethics, mission fit, values match, company mission",
    )
    bureaucracy: Fact[Amount] = fact(
        "How much bureaucracy stands between me and the work?",
        everyday="bureaucracy, red tape, politics, office politics, overhead, hierarchy, layers",
    )
    diversity: Fact[Quality] = fact(
        "How diverse is the company, at the top as well?",
        everyday="diversity, inclusion, dei, equality, women in leadership, inclusive",
    )


@frozen(kw_only=True)
class RoleFacts(Record):
    """``role``: the position you would have."""

    TOPIC: ClassVar = Topic.ROLE
    EVERYDAY: ClassVar = "job position post"
    title: Choice[str] = fact(
        "What would my title be?",
        SOMETIMES,
        "title",
        everyday="job title, title, role, position, designation, job name, position title",
    )
    seniority: Fact[Seniority] = fact(
        "At which level would I come in?",
        SOMETIMES,
        "level",
        everyday="level, seniority, grade, rank, job level, seniority level, band, career level",
    )
    is_new: Choice[bool] = fact(
        "Is the position a new one?",
        everyday="new position, new role, newly created, brand new",
    )
    predecessor_left: Choice[Literal["promoted", "moved", "resigned", "dismissed"]] = fact(
        "Why did the last person in this position leave it?",
        gates=(gates.Gate("role.is_new", (True,), DOES_NOT_APPLY, first=True),),
        values={
            "promoted": "got a better position",
            "moved": "transferred, changed teams, relocated",
            "resigned": "quit, left, gave notice, retired",
            "dismissed": "fired, laid off, let go, terminated",
        },
        everyday=(
            "predecessor, why predecessor left, last person, previous holder, vacancy reason"
        ),
    )
    success_defined: Choice[bool] = fact(
        "Is it written down how success is measured in this role?",
        everyday=(
            "success, success criteria, success metrics, kpi, kpis, goals, objectives, okr, "
            "okrs, targets, expectations"
        ),
    )


@frozen(kw_only=True)
class WorkFacts(Record):
    """``work``: what you would do all day."""

    TOPIC: ClassVar = Topic.WORK
    EVERYDAY: ClassVar = "task duty"
    summary: Choice[str] = fact(
        "What would I actually do?",
        SOMETIMES,
        "work",
        everyday="job description, description, summary, what work",
    )
    tasks: Texts = fact(
        "Which tasks would be mine?",
        SOMETIMES,
        "tasks",
        everyday=(
            "tasks, duties, projects, responsibilities, assignments, responsibility, activities"
        ),
    )
    interest: Fact[Quality] = fact(
        "How interesting is the work to me?",
        mine=True,
        everyday=(
            "interest, interesting, interesting work, fascinating, fun, boring, exciting, "
            "engaging, enjoyment, enjoyable"
        ),
    )
    passion: Fact[Quality] = fact(
        "How well does the work fit what I care about?",
        mine=True,
        everyday=(
            "passion, meaning, meaningful, meaningful work, impact, care about, fulfillment, "
            "social impact"
        ),
    )
    autonomy: Fact[Amount] = fact(
        "How much do I decide myself?",
        SOMETIMES,
        "room to decide for myself",
        everyday=(
            "autonomy, independence, freedom, self determination, decision power, latitude, say"
        ),
    )
    variety: Fact[Amount] = fact(
        "How much variety is there in the work?",
        SOMETIMES,
        "variety in the work",
        everyday="variety, diversity of work, monotony, routine, repetitive, varied work",
    )
    meetings: Fact[Percent] = fact(
        "What share of a usual week goes into meetings?",
        RARELY,
        "time in meetings",
        most=100,
        everyday="meetings, meeting time, meeting load, share of meetings, time in meetings",
    )
    tools: Texts = fact(
        "Which tools would I work with?",
        RARELY,
        "tools",
        everyday=(
            "tools, tech stack, stack, technology, technologies, programming languages, "
            "software, frameworks, programming language, tech, tooling"
        ),
    )
    process: Fact[Quality] = fact(
        "How good is the way work gets planned and done?",
        RARELY,
        "way the work is planned",
        everyday=(
            "process, processes, methodology, agile, scrum, planning, organised work, "
            "organization of work, code quality"
        ),
    )
    visible_outside: Choice[bool] = fact(
        "Could I show the work to others outside the company?",
        everyday=(
            "portfolio, public work, publish, publications, open source, visible, show work, "
            "visibility"
        ),
    )


@frozen(kw_only=True)
class ClientsFacts(Record):
    """``clients``: whom the work is for."""

    MAY_NOT_APPLY: ClassVar = True
    TOPIC: ClassVar = Topic.CLIENTS
    EVERYDAY: ClassVar = "customer account"
    GATES: ClassVar = (gates.NO_CLIENTS,)
    names: Texts | DoesNotApply = fact(
        "Which clients would I work for?",
        RARELY,
        "clients",
        everyday=(
            "client, clients, customers, client names, customer names, client list, "
            "customer list, accounts"
        ),
    )
    industries: Texts | DoesNotApply = fact(
        "Which industries are the clients in?",
        RARELY,
        "industries of the clients",
        everyday="client sectors, customer industries, client industry, customer sectors",
    )
    count: Fact[Decimal] | DoesNotApply = fact(
        "How many clients would I work for?",
        RARELY,
        "number of clients",
        gates=(),
        everyday="number of customers, client number, how many clients, number of accounts",
    )
    contact: Fact[Frequency] | DoesNotApply = fact(
        "How often would I meet clients myself?",
        SOMETIMES,
        "meetings with clients",
        everyday=(
            "client contact, customer contact, client meetings, meet clients, client facing, "
            "customer facing, face clients"
        ),
    )
    fit: Fact[Quality] | DoesNotApply = fact(
        "How well do the clients fit what I want to work for?",
        mine=True,
        everyday="client fit, client match, kind of clients",
    )
    largest_share: Fact[Percent] | DoesNotApply = fact(
        "What share of the revenue comes from the largest client?",
        most=100,
        typical="30%",
        everyday=(
            "largest client, biggest client, client concentration, revenue concentration, "
            "biggest customer, dependence on one client"
        ),
    )


@frozen(kw_only=True)
class ManagerFacts(Record):
    """``manager``: whom you would report to."""

    MAY_NOT_APPLY: ClassVar = True
    TOPIC: ClassVar = Topic.MANAGER
    EVERYDAY: ClassVar = "boss supervisor chief superior"
    name: Choice[str] | DoesNotApply = fact(
        "Who would my manager be?",
        RARELY,
        "manager",
        everyday=(
            "boss, supervisor, line manager, lead, team lead, chief, reports to, report to, "
            "hiring manager, boss name, superior"
        ),
    )
    presence: Fact[Frequency] | DoesNotApply = fact(
        "How often is my manager around?",
        RARELY,
        "manager on site",
        everyday=(
            "manager present, manager around, boss around, boss presence, boss in office, "
            "manager in office, manager attendance"
        ),
    )
    access: Fact[Frequency] | DoesNotApply = fact(
        "How often can I reach my manager when I need a decision?",
        RARELY,
        "manager within reach for decisions",
        everyday=(
            "manager availability, manager available, boss available, reachable manager, "
            "manager response, open door, approachable"
        ),
    )
    mentoring: Fact[Frequency] | DoesNotApply = fact(
        "How often would my manager teach me something?",
        SOMETIMES,
        "mentoring by my manager",
        everyday="mentor, mentorship, mentoring, coaching, coach, teaching, manager teaches",
    )
    same_location: Choice[bool] | DoesNotApply = fact(
        "Does my manager work where I would work?",
        RARELY,
        "manager in the same place",
        everyday=(
            "manager location, boss location, manager same office, where manager, "
            "remote manager, manager on site, same site"
        ),
    )
    one_on_ones: Fact[Frequency] | DoesNotApply = fact(
        "How often would my manager and I sit down together?",
        SOMETIMES,
        "time alone with my manager",
        everyday="one on one, one to ones, 1 on 1, 1on1, 1 1, check ins, manager meetings",
    )
    guidance: Fact[Quality] | DoesNotApply = fact(
        "How clear and useful is my manager's guidance?",
        everyday=(
            "guidance, feedback, direction, leadership, instruction, support by manager, "
            "management quality"
        ),
    )
    style: Fact[Control] | DoesNotApply = fact(
        "How closely does my manager control people's work?",
        everyday=(
            "management style, micromanagement, micromanager, micromanaging, leadership style, "
            "manager control, supervision, oversight"
        ),
    )
    tenure: Fact[Duration] | DoesNotApply = fact(
        "How long has my manager been in that position?",
        families=_MONTHS,
        everyday=(
            "manager tenure, manager experience, manager since, time as manager, manager seniority"
        ),
    )
    reports: Fact[Decimal] | DoesNotApply = fact(
        "How many people report to my manager?",
        everyday=(
            "direct reports, number of reports, span of control, subordinates, "
            "manager team size, reportees"
        ),
    )
    trust: Fact[Quality] | DoesNotApply = fact(
        "How far do people trust my manager?",
        mine=True,
        everyday=(
            "trust, manager trust, trustworthy, trust in manager, respect, integrity, "
            "manager quality"
        ),
    )


@frozen(kw_only=True)
class TeamFacts(Record):
    """``team``: whom you would work with."""

    TOPIC: ClassVar = Topic.TEAM
    EVERYDAY: ClassVar = "colleague coworker department squad group peer"
    size: Fact[Decimal] = fact(
        "How many people are in the team?",
        RARELY,
        "size of the team",
        everyday=(
            "team size, number of people, size of team, number of colleagues, "
            "number of coworkers, people in team, team members, teammates, headcount of team, "
            "team headcount, team count, group size"
        ),
    )
    senior_share: Fact[Percent] = fact(
        "What share of the team is senior?",
        RARELY,
        "share of seniors in the team",
        most=100,
        everyday=(
            "seniors, share of seniors, senior people, team experience, senior colleagues, "
            "experienced colleagues, experience of team"
        ),
    )
    turnover: Fact[Percent] = fact(
        "What share of the team leaves in a year?",
        better=LESS,
        everyday=(
            "turnover, attrition, churn, fluctuation, retention, staff turnover, "
            "attrition rate, people leaving, quit rate"
        ),
    )
    age: Fact[Duration] = fact(
        "How long has the team existed?",
        families=_MONTHS,
        everyday="team age, age of team, team existence",
    )
    learn_from: Fact[Quality] = fact(
        "How good are the people I could learn from?",
        mine=True,
        everyday=(
            "learn from others, smart colleagues, smart people, learn from colleagues, "
            "good colleagues, colleagues, coworkers, team quality, peers, talent"
        ),
    )


@frozen(kw_only=True)
class GrowthFacts(Record):
    """``growth``: where the job leads."""

    TOPIC: ClassVar = Topic.GROWTH
    EVERYDAY: ClassVar = "career development advancement"
    path: Fact[Quality] = fact(
        "How good is the way up from this role?",
        SOMETIMES,
        "way up from the role",
        everyday=(
            "career, career path, advancement, career growth, growth, career development, "
            "career progression, career prospects, career ladder, growth opportunities, "
            "prospects, growth path, progression"
        ),
    )
    promotion_after: Fact[Duration] = fact(
        "After how long are people in this role promoted?",
        RARELY,
        "time to the first promotion",
        everyday=(
            "promotion, promotions, time to promotion, next promotion, promotion time, "
            "first promotion, promoted"
        ),
    )
    learning: Fact[Amount] = fact(
        "How much would I learn?",
        SOMETIMES,
        "learning",
        everyday=(
            "learning, training, learn, development, learning opportunities, trainings, "
            "personal development, professional development, upskilling, onboarding"
        ),
    )
    skills: Texts = fact(
        "Which skills would I gain?",
        SOMETIMES,
        "skills to learn",
        everyday=(
            "skills, new skills, skill, competences, competencies, skills learned, "
            "skills gained, certifications, qualifications"
        ),
    )
    mobility: Fact[Quality] = fact(
        "How easily do people change teams?",
        everyday=(
            "mobility, internal mobility, internal transfer, change teams, team change, "
            "transfer, internal moves, switch teams"
        ),
    )
