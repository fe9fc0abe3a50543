"""Letters become offers: what they state, with its sentence, and nothing else."""

# ruff: noqa: E501 - a letter in a line

from decimal import localcontext
from pathlib import Path

import pytest

from offerkit import Offer, load_offer, parse_criteria, read_offer
from offerkit.errors import OfferError
from offerkit.load.markup import laid_out
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from offerkit.values import show
from tests.contexts import STRANGE
from tools.letters import LETTERS, read_facts, trials

TRIALS = {trial.name: trial for trial in trials()}


def letter(text: str) -> Offer:
    return read_offer(text, format="letter")


def value(offer: Offer, path: str) -> str:
    return show(schema_of().getter(FactPath(path))(offer))


@pytest.mark.parametrize("name", TRIALS)
def test_nothing_is_read_wrongly(name: str) -> None:
    assert TRIALS[name].wrong == []


def test_what_is_stated_is_read() -> None:
    stated = sum(len(trial.stated) for trial in TRIALS.values())
    missed = sum(len(trial.missed) for trial in TRIALS.values())
    assert missed * 20 <= stated, [(t.name, t.missed) for t in TRIALS.values() if t.missed]


SENTENCES = [
    line.split(" || ")
    for line in (LETTERS / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("sentence", "stated"), SENTENCES)
def test_what_the_sentences_state_is_read_and_nothing_else_of_others(
    sentence: str, stated: str
) -> None:
    offer = letter(f"Dear Ann,\n\n{sentence}\n")
    if stated == "-":
        assert read_facts(offer) == {}
    else:
        path, _, expected = stated.partition(" = ")
        assert value(offer, path) == expected


def test_the_context_of_the_host_program_changes_nothing() -> None:
    with localcontext(STRANGE):
        assert all(trial == TRIALS[trial.name] for trial in trials(step=8))


def test_every_fact_has_its_sentence() -> None:
    offer = letter(
        "Dear Ann,\n\nYour salary will be\n£40,000 per year.\nYou get 25 days of leave.\n"
    )
    assert offer.sources == {
        "pay.base": 'letter, line 3: "Your salary will be £40,000 per year."',
        "leave.days": 'letter, line 5: "You get 25 days of leave."',
    }


def test_an_item_of_a_list_is_no_heading_of_the_next() -> None:
    offer = letter("Dear Ann,\n\nYou get:\n\n- Private insurance\n- 25 days of leave\n")
    assert offer.sources == {"leave.days": 'letter, line 6: "You get: 25 days of leave"'}


STATED = [
    ("Your salary will be EUR 4,200 gross per month.", "pay.base", "4,200 EUR per month"),
    ("We can offer you £52k a year.", "pay.base", "52,000 GBP per year"),
    ("Base pay: CHF 118'000 per year", "pay.base", "118,000 CHF per year"),
    ("Salary: SEK 52 000 per month", "pay.base", "52,000 SEK per month"),
    ("Your pay is €2,800 per month during probation and €3,100 after it.", "pay.base", "2,800 EUR per month"),
    ("Pay: £30,000 a year, rising to £32,000 after six months", "pay.base", "30,000 GBP per year"),
    ("Monthly salary: €3,500, paid in 14 instalments", "pay.base", "49,000 EUR per year"),
    ("Paid semi-monthly at a salary of USD 5,000, which is USD 120,000 per year.", "pay.base", "120,000 USD per year"),
    ("Holiday: 28 days including 8 bank holidays", "leave.days", "20"),
    ("You have 25 days of holiday plus bank holidays.", "leave.days", "25"),
    ("Probation lasts six (6) months.", "contract.probation", "6 months"),
    ("Notice: during probation one week, thereafter 2 months for both sides", "contract.notice_theirs", "2 months"),
    ("Notice: one month for you, two months for us", "contract.notice_mine", "1 month"),
    ("Notice: one month for you, two months for us", "contract.notice_theirs", "2 months"),
    ("We match 50% of your 401(k) contributions up to 6% of pay.", "benefits.retirement_match", "3%"),
    ("A sign-on bonus of £5,000 is repaid within 30 days if you leave within 12 months.", "pay.sign_on_clawback", "12 months"),
    ("Your RSUs vest over 4 years: 10% / 20% / 30% / 40%.", "equity.schedule", "10%, 20%, 30%, 40%"),
    ("Start date: 01/04/2026\nReply by: 25/03/2026", "offer.start", "2026-04-01"),
    ("Post: Speech and Language Therapist", "role.title", '"Speech and Language Therapist"'),
    ("We offer you the role of Data Engineer and Monday is fine.", "role.title", '"Data Engineer"'),
    ("Gross salary: €4,650 a month based on 40 hours.", "pay.base", "4,650 EUR per month"),
    ("We'd bring you on as a part-time Bookkeeper.", "role.title", '"Bookkeeper"'),
    ("We would very much like you to stay, as Principal Analyst.", "offer.kind", '"counter"'),
    ("I have put our counter in writing.", "offer.kind", '"counter"'),
    ("Weekly hours: 42 (100%)", "hours.week", "42"),
    ("Leave: 15 days, plus 3 personal days", "leave.days", "15"),
    ("Wir möchten dich behalten.\n\n- Gehaltserhöhung auf 72000 € brutto/Jahr", "pay.base", "72,000 EUR per year"),
    ("Wir möchten dich unbedingt behalten.", "offer.kind", '"counter"'),
    ("Place: Clayton campus, Melbourne", "location.city", '"Melbourne"'),
    ("Position: Staff Accountant (non-exempt)", "role.title", '"Staff Accountant"'),
    ("Offer for: Data Analyst (Contract to hire)", "role.title", '"Data Analyst"'),
    (
        "We offer you the role of Chief Executive of Riverside Hospice.",
        "role.title",
        '"Chief Executive"',
    ),
    ("Rate of pay: £12.60ph", "pay.base", "12.6 GBP per hour"),
    ("Festgehalt: 68000 EUR brutto p. a.", "pay.base", "68,000 EUR per year"),
    ("Position: Marine Biologist, Fixed term", "role.title", '"Marine Biologist"'),
    ("- 58 USD/hr guaranteed, 4 days", "pay.base", "58 USD per hour"),
    ("Notice: 3 months (1 month in probation of 6 months)", "contract.probation", "6 months"),
    (
        "Place of work: 14 Chapel Street, Llandrindod Wells, LD1 5HY",
        "location.city",
        '"Llandrindod Wells"',
    ),
    ("Trial period: 6 months, notice 3 months after that", "contract.notice_mine", "3 months"),
    ("You report to Oliver Hart and to be based in Leeds.", "manager.name", '"Oliver Hart"'),
    ("You report to Anna de la Cruz.", "manager.name", '"Anna de la Cruz"'),
    ("Ihre Vorgesetzte ist Chefärztin Prof. Dr. Hannah Brandt.", "manager.name", '"Hannah Brandt"'),
    ("Die Probezeit beträgt drei Monate.", "contract.probation", "3 months"),
    ("Salary: £36,413 per annum, pro rata to 0.6 FTE, giving an actual salary of £21,847.80 per annum", "pay.base", "21,847.8 GBP per year"),
    ("FTE: 0.6", "contract.workload", "60%"),
    ("You work 32 hours per week (80%).", "contract.workload", "80%"),
    ("Entry at a workload of 60%", "contract.workload", "60%"),
    ("Policy Officer (0.9 FTE)", "contract.workload", "90%"),
    ("Thanks for your call; we can move to £47,500 a year.", "pay.base", "47,500 GBP per year"),
    ("Your base salary is $4,038.46 per bi-weekly pay period, which is equivalent to USD 105,000 on an annualized basis", "pay.base", "105,000 USD per year"),
    ("€50 monthly mobility budget, €1,000 learning budget per year", "benefits.learning", "1,000 EUR per year"),
    ("Probation: 6 months. Notice period: 2 months on either side.", "contract.notice_mine", "2 months"),
    ("Options: 4 yrs vesting, 1 yr cliff", "equity.vesting", "4 years"),
    ("Working days: 6 days a week", "hours.days_week", "6"),
    ("Wir bieten Ihnen ein Jahresgehalt von 54.600 € brutto. Bitte melden Sie sich bis zum 3. Mai 2026.", "pay.base", "54,600 EUR per year"),
    ("Das Bruttomonatsgehalt beträgt 4.160,00 EUR.", "pay.base", "4,160 EUR per month"),
    ("Das Bruttogehalt beträgt 4.350,00 Euro pro Monat.", "pay.base", "4,350 EUR per month"),
    ("Die ersten sechs Monate gelten als Probezeit mit einer Kündigungsfrist von zwei Wochen; danach beträgt sie drei Monate.", "contract.notice_mine", "3 months"),
    ("401(k): We double-match your contributions up to 5%.", "benefits.retirement_match", "10%"),
    ("Base: St Bartholomew's Wing, Chelmsford", "location.city", '"Chelmsford"'),
    ("Büro: Leipzig", "location.city", '"Leipzig"'),
    ("Homeoffice: 3 Tage/Woche", "remote.days", "3"),
    ("Einstieg: 01.02.2027\n\nWir freuen uns auf Sie.", "offer.start", "2027-02-01"),
    ("You get 0.4% VSOP, strike €1.", "equity.percent", "0.4%"),
    ("We would like to retain you.\n\n- an increase of your gross monthly salary from €4,800 to €5,500", "pay.base", "5,500 EUR per month"),
    ("We would like to retain you.", "offer.kind", '"counter"'),
    ("Location: Cork, Ireland", "location.city", '"Cork"'),
    ("Location: Guildford, Surrey (hybrid)", "location.city", '"Guildford"'),
    ("Option A\n\n- CHF 118'000 per year\n\nOption B\n\n- CHF 94'400 per year\n\nIn both cases: start on 1 May 2026.", "offer.start", "2026-05-01"),
    ("Option A\n\n- Leave: 24 days\n\nOption B\n\n- Leave: 25 days\n\nPlease tell us by 3 May 2026 which one you prefer.", "offer.deadline", "2026-05-03"),
    ("You will be paid €3,541.67 on the 15th and last business day of each month, equivalent to €85,000.08 on an annual basis.", "pay.base", "85,000.08 EUR per year"),
    ("£90,000 base per year, 12% bonus target, and 4,200 RSUs over four years", "equity.shares", "4,200"),
    ("Your manager: Mme Claire Besson, Regional Director", "manager.name", '"Claire Besson"'),
    ("Position: Veterinary surgeon, small animals", "role.title", '"Veterinary surgeon"'),
    ("RE: OFFER OF APPOINTMENT - SENIOR PROGRAM OFFICER (P-4)", "role.title", '"SENIOR PROGRAM OFFICER"'),
    ("Could you come back to us by Tuesday 21 July 2026?", "offer.deadline", "2026-07-21"),
    ("Gross annual salary: 46.000 EUR\n\nOffice: Valencia, Spain", "pay.base", "46,000 EUR per year"),
    ("Your annualized salary is £72,800 (£2,800.00 paid biweekly).", "pay.base", "72,800 GBP per year"),
    ("Your own manager is Fiachra O'Dowd, CTO.", "manager.name", '"Fiachra O\'Dowd"'),
    ("- $95/hr on a 1099, 30 hrs/week", "pay.base", "95 USD per hour"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "expected"), STATED)
def test_what_a_sentence_states(text: str, path: str, expected: str) -> None:
    assert value(letter(text), path) == expected


LEFT_OPEN = [
    ("OTE: £90,000 per year", "pay.base"),
    ("Your CTC will be ₹18,00,000 per annum.", "pay.base"),
    ("You are paid €1,900 every two weeks.", "pay.base"),
    ("We believe that your current salary is £58,000 per year.", "pay.base"),
    ("The pay range for this position is £40,000 to £50,000 per year.", "pay.base"),
    ("The full-time equivalent salary is £40,000 per annum.", "pay.base"),
    ("A package of €80,000 per year including pension", "pay.base"),
    ("Salary: $90,000 per year", "pay.base"),
    ("Salary: £[AMOUNT] per year", "pay.base"),
    ("If you pass the exam, your salary is £45,000 per year.", "pay.base"),
    ("Salary: 65.000 EUR per year", "pay.base"),
    ("Bonus: up to 12% of base salary", "pay.bonus_target"),
    ("Last year's bonus was 9% of salary.", "pay.bonus_target"),
    ("Leave: 30 days including public holidays", "leave.days"),
    ("You accrue 2 days of leave per month.", "leave.days"),
    ("Up to 5 days of leave may be carried over.", "leave.days"),
    ("You may end it by giving statutory notice.", "contract.notice_mine"),
    ("As a courtesy we ask for two weeks' notice.", "contract.notice_mine"),
    ("You will not solicit clients for 12 months.", "contract.noncompete"),
    ("You are on garden leave for 6 months.", "contract.noncompete_length"),
    ("The options expire ten years from grant.", "equity.exercise_window"),
    ("The strike price is the fair market value on the date of grant.", "equity.strike"),
    ("The bonus must be paid back within 30 days.", "pay.sign_on_clawback"),
    ("Please be in the office three days a week.", "remote.days"),
    ("Start date: 01/04/2026", "offer.start"),
    ("Start: no later than 1 May 2026", "offer.start"),
    ("You report to Oliver Hart and Maria Lopez.", "manager.name"),
    ("Variable Pay (B) @ 100% : 3,33,000", "pay.bonus_target"),
    ("Holidays: 30 days per year, at a 4-day week 24 days", "leave.days"),
    ("Salary: 54,400 € p.a. (equals 68,000 € full time)", "contract.time"),
    ("- 500 USD/mo health stipend", "pay.base"),
    ("Net base salary: US$ 68,315 p.a.", "pay.base"),
    ("You will teach six hours a week.", "hours.week"),
    ("Start: 2 January 2027, could be earlier", "offer.start"),
    ("20 working days of leave and 9 working days of additional leave", "leave.days"),
    ("Start (tentative): 8 June 2026", "offer.start"),
    ("Smart working: 2 days per week", "hours.days_week"),
    ("You can start on 11 January or 1 February 2027.", "offer.start"),
    ("Productivity bonus of 12% of collections over $400,000.", "pay.bonus_target"),
    ("Pensionskasse: 60 % Arbeitgeberbeitrag", "benefits.retirement_match"),
    ("Four weeks including sick time; 5 days of training.", "leave.sick_days"),
    ("Sign on: 25,000 USD yr 1, 15,000 USD yr 2", "pay.sign_on"),
    ("Start: 19 January 2027 (or mutually agreed)", "offer.start"),
    ("Report to Kelly Brandt at 8:15.", "manager.name"),
    ("Holidays are 30 days at 5 days/week, so 24 for a 4-day week.", "leave.days"),
    ("Salary: GHS 14,500/month net", "pay.base"),
    ("Start date: between 1 June and 7 August 2027", "offer.start"),
    ("If you accept a full-time position, it is another salary.", "contract.time"),
    ("Paid leave: 10 days by law, plus 5 company days", "leave.days"),
    ("Weekly hours: 42 (100%)\nEmployment level: 80%", "hours.week"),
    ("The probationary period of one year is waived.", "contract.probation"),
    ("Homeoffice: 1 Tag pro Woche nach der Probezeit", "remote.days"),
    ("Equity is still to be confirmed, probably around 3,000 units.", "equity.shares"),
    ("You may be asked to cover at our Builth branch.", "location.city"),
    ("Start Date: 8 June 2026 (to be confirmed)", "offer.start"),
    ("Reporting to: Chief Compliance Officer (Tan Boon Huat)", "manager.name"),
    ("36 hours per week. Gross salary: €4,650 a month based on 40 hours.", "pay.base"),
    ("Holidays: 25 days (based on full-time)", "leave.days"),
    ("Start: as soon as possible, latest 1 May 2026", "offer.start"),
    ("Your start date is 1 May 2026 at the latest.", "offer.start"),
    ("Leave: 18 days of vacation, 12 days sick/casual leave", "leave.sick_days"),
    ("Start date: [Start Date]", "offer.start"),
    ("Could you start on 1 May 2026?", "offer.start"),
    ("Please reply within five days.", "offer.deadline"),
    ("The leave year runs from 1 January 2026.", "offer.start"),
    ("You get 25+ days of leave.", "leave.days"),
    ("The previous holder earned a salary of £50,000 a year.", "pay.base"),
    ("Your salary expectation of £70,000 per year has been noted.", "pay.base"),
    ("The minimum wage is £11.44 per hour.", "pay.base"),
    ("Your notional salary for pension purposes is £50,000 per year.", "pay.base"),
    ("Salary: £38,682 per annum; the salary above is the full-time rate.", "pay.base"),
    ("Overtime rate: £30 per hour", "pay.base"),
    ("Hourly rate for weekends: £25 per hour", "pay.base"),
    ("Please confirm your bank details by 1 May 2026.", "offer.deadline"),
    ("You must give 3 months' notice of parental leave.", "contract.notice_mine"),
    ("Your bonus could be 20%.", "pay.bonus_target"),
    ("The bonus pool is 10% of profits.", "pay.bonus_target"),
    ("The employer pays 50% of the pension premium.", "benefits.retirement_match"),
    ("1,000,000 shares are outstanding.", "equity.shares"),
    ("Hybrid cloud skills are welcome.", "remote.policy"),
    ("The office is open 60 hours per week.", "hours.week"),
    ("Full-time employees work 40 hours per week; you work part time.", "hours.week"),
    ("Personal leave: 10 days per year", "leave.days"),
    ("You will manage 3.5 FTE.", "contract.workload"),
    ("Meetings take 10 hours a week (25%).", "contract.workload"),
    ("25 days of leave at full time", "contract.time"),
    ("Ihr Vorgänger hatte 30 Tage Urlaub.", "leave.days"),
    ("Es wird ein Wettbewerbsverbot für die Dauer von 12 Monaten vereinbart.", "contract.duration"),
    ("You build up 25 days of holiday based on full-time employment.", "leave.days"),
    ("Office: Shoreditch, London", "location.city"),
    ("Location: Victoria Island, Lagos", "location.city"),
    ("Relocation: CHF 5'000 CHF 10'000", "relocation.support"),
    ("Retirement: University contributes 9% after 1 year of service", "equity.cliff"),
    ("We'd want you in Ghent at least two days a week.", "hours.days_week"),
    ("You get one economy return ticket per year; 1 May 2027 is the first.", "offer.deadline"),
    ("You'll report to Sue Lang while Hamid Noori is on leave, then to him.", "manager.name"),
    ("Duration: 1 March - 31 August 2026", "offer.start"),
    ("Holidays: 33 days inc. public holidays", "leave.days"),
    ("Leave: 30 days (based on a 5-day week, i.e. 24 days at 4 days)", "leave.days"),
    ("Leave: 30 days (based on a 5-day week, i.e. 24 days at 4 days)", "hours.days_week"),
    ("Arbeitsort: Klinikum Dortmund, Standort Mitte", "location.city"),
    ("Hours: 7.30 - 17.30 Mon - Thurs, 16.30 finish Friday", "hours.days_week"),
    ("Salary: CHF 90'000 per year at 90 %\nHolidays: 27 days at 100 %", "leave.days"),
    ("Working time: 42 h (100 %), salary at 90 %", "contract.workload"),
    (
        "The union contributes 3% of pay to your 401(k) and matches 50 cents on the dollar up to 6%.",
        "benefits.retirement_match",
    ),
    ("You will report to Desmond Koh, who is based in Hong Kong.", "location.city"),
    ("You can go to one day a week in the office.", "hours.days_week"),
    ("You work approximately 30 hours per week.", "hours.week"),
    ("~30 hrs/week", "hours.week"),
    ("I got this signed off for you on 3 May 2026.", "offer.deadline"),
    ("Place of work: Marina Bay Financial Centre, Singapore", "location.city"),
    ("Contract: Permanent, 42 hours over 5 days", "contract.duration"),
    ("Hours: 36 per week\nVacation days: 27 on full-time basis", "leave.days"),
    ("options: 20k shares, strike 2.10", "equity.shares"),
    ("No bonus in year 1, then 10%.", "pay.bonus_target"),
    ("48.000€ brutos/año + hasta 10% variable", "pay.bonus_target"),
    ("Holiday pay according to the Holiday Act (12%)", "pay.holiday_allowance"),
    (
        "Discretionary bonus; for your first year the firm guarantees a bonus of £60,000.",
        "pay.bonus_guaranteed",
    ),
    ("Equity: 4,200 ISOs at USD 6.12, standard 4-year vest", "equity.value"),
    ("bonus nothing this year 0.15% EMI options over 4y", "pay.bonus_target"),
    ("Seats: four; one may be in our Leeds office.", "location.city"),
    ("Holidays: by law (your case 23 days) + 3", "leave.days"),
    ("You would be working out of our Boston lab four days a week.", "hours.days_week"),
    ("Han River Co., Ltd. is pleased to offer you employment.", "location.city"),
    ("Title: Sr. Data Scientist → Staff Data Scientist", "role.title"),
    ("comp: 210 base / 30 bonus / 400 rsu over 4", "equity.shares"),
    ("We are offering part-time to start with.\n28 days' holiday pro rata", "leave.days"),
    ("28 days' holiday incl. bank hols", "leave.days"),
    (
        "Housing allowance: USD 2,000 per month. Travelling allowance: USD 950 per month.",
        "pay.allowances",
    ),
    ("Start after your 3 months' notice, say 1 March 2027", "contract.notice_mine"),
    ("A probationary period of 120 working days applies.", "contract.probation"),
    ("Festival bonus: two, each equal to 50% of basic", "pay.bonus_target"),
    ("Remote from month 4 on", "remote.policy"),
    ("LTI: annual grant 120% of base, PSUs, 3-yr cliff", "equity.cliff"),
    ("The museum is in Linz, but once a month you will be at our depot in Wels.", "location.city"),
    ("Two options, as you asked for:", "equity.shares"),
    ("You earned 900 euros as an intern; now it is 2,650.", "contract.kind"),
    ("Fixed-term?: no", "contract.kind"),
    ("Reports to: Team Leader Policy (Grant Wihongi)", "manager.name"),
    ("401k with 4% match after a year.", "benefits.retirement_match"),
    ("bench fee nil first 3 months then £50/week", "pay.base"),
    ("Annual performance bonus INR 4,80,000 (15% of fixed pay)", "pay.bonus_amount"),
    ("Notice: 3 months after 6 months probation (2 weeks)", "contract.probation"),
    ("You are based at Te Anau. It is a permanent role.", "location.city"),
    ("Urlaub: 30 Tage (anteilig)", "leave.days"),
    ("Umfang: max. 20 h/Woche, in den Semesterferien bis 40 h", "hours.week"),
    ("Reports to: VP Eng (Sofia Marchetti)", "manager.name"),
    ("Schedule: Mon-Fri 8-5, hybrid after 90 days", "remote.policy"),
    ("PTO: none; 6 paid holidays after 90 days", "leave.days"),
    ("Employment type: Regular employee (no fixed term)", "contract.kind"),
    ("Wages: USD 5,450 per month, including fixed overtime of 103 hours", "pay.base"),
    ("Probation: 1 week's notice, afterwards 2 months", "contract.probation"),
]


@pytest.mark.parametrize(("text", "path"), LEFT_OPEN)
def test_what_a_sentence_leaves_open(text: str, path: str) -> None:
    assert value(letter(text), path) == "unknown"


@pytest.mark.parametrize(
    "sentence",
    [
        "It was good to meet you.",
        "You will work with good people, and the kitchen is open to all.",
        "We had a good talk on 3 May 2026.",
        "A valid driving licence is required, and parking is available.",
    ],
)
def test_words_that_offers_last_by_say_nothing_of_it_elsewhere(sentence: str) -> None:
    assert letter(f"Leave: 25 days\n\n{sentence}\n").notes == ()


@pytest.mark.parametrize("words", ["Good for", "Open to you for", "Valid for", "Available for"])
def test_for_how_long_an_offer_is_open_is_noted(words: str) -> None:
    (note,) = letter(f"Leave: 25 days\n\n{words} five business days.\n").notes
    assert note.path == "offer.deadline"


@pytest.mark.parametrize(
    "text",
    [
        "We see you as a cook, 24 hours a week, at 34.50 USD/hr.",
        "95k fixed, 15k more if we grow",
        "2150 EUR gross/month x 14, meal card",
        "Salary grade: Level B, Step 2, 118,214 AUD per annum plus 17% superannuation",
    ],
)
def test_pay_that_no_word_names_is_noted(text: str) -> None:
    offer = letter(text)
    assert [note.path for note in offer.notes] == ["pay.base"]
    assert "nothing says what it pays for" in offer.notes[0].message


def test_two_statements_that_disagree() -> None:
    offer = letter("Leave: 25 days\n\nSchedule\n\nAnnual leave: 23 days\n")
    assert value(offer, "leave.days") == "unknown"
    (note,) = offer.notes
    assert note.path == "leave.days"
    assert "line 1 (“Leave: 25 days”) and line 5 (“Annual leave: 23 days”)" in note.message


def test_two_packages_are_two_letters() -> None:
    text = "Option A\nBase salary: £50,000 per year\nSign-on bonus: £3,000\n\nOption B\nBase salary: £55,000 per year\n"
    offer = letter(text)
    assert value(offer, "pay.base") == value(offer, "pay.sign_on") == "unknown"
    table = "| | Package A | Package B |\n|---|---|---|\n| Leave | 25 days | 25 days |\n| Salary | £50k a year | £52k a year |\n"
    offer = letter(table)
    assert (value(offer, "leave.days"), value(offer, "pay.base")) == ("25", "unknown")


def test_dollars_are_of_the_country_that_is_named() -> None:
    salary = "Salary: $90,000 per year"
    assert value(letter(f"{salary}\nAustin, TX 78701"), "pay.base") == "90,000 USD per year"
    assert value(letter(f"{salary}\nToronto, Ontario, Canada"), "pay.base") == "90,000 CAD per year"
    both = letter(f"{salary}\nOffices: Toronto, Ontario; Austin, Texas")
    assert value(both, "pay.base") == "unknown"
    assert "several currencies" in both.notes[0].message


MAIL = b"""\
From: Jo <jo@example.org>
To: Sam <sam@example.org>
Subject: Offer
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

We can offer you =C2=A352,000 a=
 year.

--=20
Jo, salary expert (25 days of holiday)

On Monday Sam wrote:
> I would like a salary of =C2=A360,000 per year.
--x
Content-Type: text/plain; name="other.txt"
Content-Disposition: attachment; filename="other.txt"

Leave: 30 days
--x--
"""


def test_a_mail_is_read_without_quotes_signature_and_attachments() -> None:
    offer = read_offer(MAIL, format="letter")
    assert {*offer.sources} == {"pay.base"}
    assert value(offer, "pay.base") == "52,000 GBP per year"


HTML = """\
<html><head><style>p {color: red}</style></head><body><table width="600"><tr><td><p>Dear Sam,</p>
<p>we can offer you
£52,000 a year.<br>Please reply by 3 May 2026.</p>
<table><tr><th>Probation</th><td><p>3 months</p></td></tr>
<tr><td>Annual&nbsp;leave</td><td>25 <b>days</b></td></tr></table>
<ul><li>Hours: 40 per week<li>Notice: one month</ul></td></tr></table>
<div class="gmail_quote"><div>On Monday Sam wrote:</div><blockquote type="cite">
<p>I would like a salary of £60,000 per year.</p></blockquote></div><p>Jo</p></body></html>
"""


def test_a_mail_in_html() -> None:
    header = (
        "From: Jo <jo@example.org>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    )
    offer = read_offer((header + HTML).encode(), format="letter")
    assert {path: value(offer, path) for path in offer.sources} == {
        "pay.base": "52,000 GBP per year",
        "offer.deadline": "2026-05-03",
        "contract.probation": "3 months",
        "leave.days": "25",
        "hours.week": "40",
        "contract.notice_mine": "1 month",
    }
    assert [note.message for note in offer.notes] == ["the older mails from here on are not read"]


def test_a_mail_in_html_that_is_forwarded() -> None:
    quoted = "<div class='gmail_quote'>---------- Forwarded message ---------<br>From: Jo<br><p>Leave: 25 days</p></div>"
    offer = read_offer(f"<html><p>Look!</p>{quoted}</html>", format="html")
    assert value(offer, "leave.days") == "25"


def test_older_mails_are_noted() -> None:
    offer = letter("Leave: 25 days\n\n-----Original Message-----\nFrom: Jo\n\nLeave: 24 days\n")
    assert value(offer, "leave.days") == "25"
    assert [note.message for note in offer.notes] == ["the older mails from here on are not read"]
    assert offer.notes[0].primary.span.line == 3


def test_of_a_forwarded_mail_the_forwarded_text_is_read() -> None:
    text = "What do you think? I wanted £60,000 a year.\n\n---------- Forwarded message ---------\nFrom: Jo\nDate: today\n\nSalary: £52,000 a year\n"
    assert value(letter(text), "pay.base") == "52,000 GBP per year"


def test_a_page_without_a_posting_may_be_a_letter() -> None:
    page = "<html><body><h1>Offer</h1><p>Your salary is £40,000 per year.</p></body></html>"
    assert value(read_offer(page, format="html"), "pay.base") == "40,000 GBP per year"
    with pytest.raises(OfferError, match="no machine-readable job posting"):
        read_offer("<html><body><p>Hello</p></body></html>", format="html")


@pytest.mark.parametrize("sign", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_a_sign_that_ends_a_row_ends_no_line_of_the_file(sign: str) -> None:
    pay, leave = "Your base salary is 60,000 USD per year.", "Your leave is to be agreed."
    found = letter(f"Dear Jo,\n{sign}{pay}{sign}{leave}{sign}")
    assert found.sources == {"pay.base": f'letter, line 2: "{pay}"'}
    (note,) = found.notes
    assert str(note).startswith("<offer>:2:")


def test_a_text_without_facts_is_noted() -> None:
    assert [note.message for note in letter("Hello there.").notes] == [
        "no sentence of this text states a fact of an offer"
    ]


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(OfferError, match="not a text"):
        read_offer(b"\x00\x01\x02\x03" * 50, format="letter")


def test_a_letter_has_no_second_one(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Leave: 25 days\n", encoding="utf-8")
    with pytest.raises(OfferError, match="no job posting number 2"):
        load_offer(f"{path}#2")


def test_a_decision_names_what_it_took_from_a_letter() -> None:
    criteria = parse_criteria(
        'assume hours.week = 40\ndealbreaker "Little leave" if leave.days < 20 and hours.week > 30'
    )
    decision = criteria.decide(letter("Leave: 25 days"))
    assert [str(fact) for fact in decision.from_letter] == ["leave.days"]
    assert decision.to_dict()["from_letter"] == ["leave.days"]
    own = criteria.decide(read_offer("leave.days = 25"))
    assert own.from_letter == ()


@pytest.mark.parametrize(
    "character", ["-", "5 ", "£5 ", "a ", "(", "1.", "|", ">", "five ", "%", "\n", "a:b  c  "]
)
def test_long_letters_take_no_time(character: str) -> None:
    letter(f"Salary: {character * 3_000}")


@pytest.mark.parametrize(
    "tag",
    [
        "<div class='gmail_quote'>forwarded message",
        "<blockquote type=cite>",
        "<table><tr><td>",
        "<td",
        "&lt",
        "<!--",
    ],
)
def test_long_pages_take_no_time(tag: str) -> None:
    laid_out(tag * 20_000)


def test_lines_with_and_without_labels_are_one_list() -> None:
    offer = letter(
        "Hourly rate: USD 31.25 + 10% shift differential\nShift: 2:00 PM - 10:30 PM\n"
        "Overtime eligible\nSign-on bonus USD 3,500 after 90 days\n"
        "PTO 15 days, sick 5 days, 10 paid holidays\n401(k) 100% match on first 4%\n"
        "Site: Council Bluffs, IA\nManager: Shawna Birch\n"
    )
    assert value(offer, "leave.days") == "15"
    assert value(offer, "manager.name") == '"Shawna Birch"'
    assert value(offer, "location.city") == '"Council Bluffs"'


def test_a_heading_in_a_line_may_follow_a_numbered_one() -> None:
    assert value(letter("1. Pay\nBonus. You get 25 days of leave.\n"), "leave.days") == "25"


@pytest.mark.parametrize("name", ["letter.doc", "letter.odt"])
def test_documents_are_told_apart_from_texts(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(OfferError, match=r"this is a document .* not a text"):
        load_offer(path)


def test_conditions_that_are_not_met_are_named_before_an_acceptance() -> None:
    criteria = parse_criteria('dealbreaker "Little leave" if leave.days < 20')
    text = "Leave: 25 days\n\nThis offer is subject to references and a DBS check."
    decision = criteria.decide(letter(text))
    assert decision.open_conditions == ("DBS check", "references")
    assert decision.to_dict()["open_conditions"] == ["DBS check", "references"]
    assert criteria.decide(letter(text.replace("25", "15"))).open_conditions == ()
    met = "[offer]\nconditions = ['references']\nconditions_met = true\n[leave]\ndays = 25"
    assert criteria.decide(read_offer(met)).open_conditions == ()
