"""``offerkit pay``: the pay of an offer, year by year."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from offerkit.advise.pay.vesting import Clawback
from offerkit.cli.loading import NO_OFFER, load_all, one_or_none, only, read_files
from offerkit.cli.options import CurrentJob, Json, OfferFile, Root, Tables
from offerkit.cli.screen import (
    NothingGivenError,
    UsageError,
    print_json,
    print_page,
    read_inputs,
    wrong_argument,
)
from offerkit.currencies import currency_in
from offerkit.datatypes import Bounds, DurationType, MoneyType
from offerkit.load.amounts import read_fact
from offerkit.load.problems import FactError, in_currency
from offerkit.model.fields import FactInfo
from offerkit.paths import View
from offerkit.pay import pay_table
from offerkit.render.text.pay import render_pay
from offerkit.values import Duration, DurationFamily, Money, Range


def pay(
    offer: OfferFile | None = None,
    /,
    *,
    years: Annotated[int, Parameter(help="Number of years, 1 to 10; by default 4.")] = 4,
    exit_price: Annotated[
        str | None,
        Parameter(help='Sale price of a share: "12 USD", or a range, "5..20 USD".'),
    ] = None,
    company_value: Annotated[
        str | None,
        Parameter(help="Sale price of the whole company, if equity is a percentage of it."),
    ] = None,
    up_to_preferred: Annotated[
        bool,
        Parameter(
            name="--preferred",
            help="Value shares at no more than investors last paid for one.",
        ),
    ] = False,
    clawback: Annotated[
        Literal["full", "prorated"] | None,
        Parameter(help="How you pay back the sign-on bonus if you leave: full or prorated."),
    ] = None,
    leave_after: Annotated[
        str | None,
        Parameter(help='What leaving then comes to: "18 months" after the first day.'),
    ] = None,
    criteria: Annotated[
        str | None,
        Parameter(help="Criteria file with exchange rates, assumptions and facts to use."),
    ] = None,
    view: Annotated[
        Literal["promised", "current"] | None,
        Parameter(help="Pay as promised, or of your current job, in place of the offer's."),
    ] = None,
    currency: Annotated[
        str | None, Parameter(help="Currency of the table; by default that of the base salary.")
    ] = None,
    table: Tables = None,
    current: CurrentJob = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """Show the pay of an offer, year by year, as far as it is known.

    For example:

        offerkit pay offer.toml
        offerkit pay offer.toml --years 6 --clawback prorated
        offerkit pay offer.toml --leave-after "18 months"
        offerkit pay startup.toml --exit-price "12 USD"
        offerkit pay offer.toml --criteria my.criteria --json

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    mine = None
    names = one_or_none(offer)
    if criteria is not None:
        mine, inputs = read_files(criteria, names, root, table)
    elif names or table:
        inputs = read_inputs(names, table or ())
    else:
        raise NothingGivenError(NO_OFFER)
    given = only(load_all(inputs, None if mine is None else mine.schema, root, current, None))
    here = currency_in(inputs[0].data.decode("utf-8", "replace"))
    options: dict[str, Any] = {
        "years": years,
        "exit_price": _price("exit-price", exit_price, here),
        "company_value": _price("company-value", company_value, here),
        "up_to_preferred": up_to_preferred,
        "clawback": Clawback.OPEN if clawback is None else Clawback(clawback),
        "view": View.OFFERED if view is None else View(view),
        "currency": None if currency is None else currency.upper(),
        "leave_after": _months("leave-after", leave_after),
    }
    try:
        if mine is None:
            found = pay_table(given.offer, **options)
        else:
            found = mine.decide(given.offer).pay(**options)
    except ValueError as error:
        raise wrong_argument(
            error,
            {
                "^(years|currency):": r"--\1:",
                "^leave_after:": "--leave-after:",
                "exit_price": "--exit-price",
                "company_value": "--company-value",
                "up_to_preferred": "--preferred",
            },
        ) from error
    if json:
        print_json({**found.to_dict(), "file": given.file})
    else:
        print_page(render_pay, found, name=given.file)


def _price(option: str, text: str | None, currency: str) -> Money | Range[Money] | None:
    """Return the price given to an option, read as in an offer file in a currency."""
    if text is None:
        return None
    info = FactInfo(f"--{option}", MoneyType(), Bounds(Decimal(0)), "")
    price = _read(info, text, currency, f"write an amount such as `5k {currency}`")
    if not isinstance(price, Money | Range):
        raise UsageError(f'--{option}: expected an amount of money, such as "12 USD".')
    return price


def _months(option: str, text: str | None) -> int | None:
    """Return the whole months given to an option, read as in an offer file."""
    if text is None:
        return None
    months = frozenset({DurationFamily.MONTHS})
    info = FactInfo(f"--{option}", DurationType(months), Bounds(Decimal(0)), "")
    length = _read(info, text, "", "write whole months such as `18 months`")
    if not isinstance(length, Duration) or length.base % 1:
        raise UsageError(f'--{option}: expected whole months, such as "18 months".')
    return int(length.base)


def _read(info: FactInfo, text: str, currency: str, otherwise: str) -> Any:
    try:
        return read_fact(info, text)
    except FactError as error:
        advice = in_currency(error.problem.hint, currency)
        raise UsageError(f"{info.path}: {error.problem.message}; {advice or otherwise}.") from error
