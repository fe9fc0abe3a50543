"""``offerkit pay``: what an offer pays, year by year."""

from __future__ import annotations

import json as json_module
import re
import sys
from typing import Annotated, Any, Final, Literal

from cyclopts import Parameter

from offerkit.cli.loading import load_criteria, load_offer
from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    UsageError,
    has_colour,
    one_stdin,
    read_input,
    width,
)
from offerkit.datatypes import Bounds, MoneyType
from offerkit.load.amounts import read_fact
from offerkit.load.problems import FactError
from offerkit.model.fields import FactInfo
from offerkit.paths import View
from offerkit.pay import Clawback, PayTable, pay_table
from offerkit.render.text.pay import render_pay
from offerkit.render.text.terminal import safe
from offerkit.values import Money, Range


def pay(
    offer: Annotated[
        str,
        Parameter(help="The offer file: TOML, JSON, YAML, a saved job page; - for standard input."),
    ],
    /,
    *,
    years: Annotated[int, Parameter(help="How many years, 1 to 10.")] = 4,
    exit_price: Annotated[
        str | None,
        Parameter(help='What a share is sold for: "12 USD", or a range, "5..20 USD".'),
    ] = None,
    company_value: Annotated[
        str | None,
        Parameter(help="What the whole company is sold for, where equity is a percentage of it."),
    ] = None,
    up_to_preferred: Annotated[
        bool,
        Parameter(
            name="--preferred",
            negative=(),
            help="Take what investors last paid for a share as the most that yours are worth.",
        ),
    ] = False,
    clawback: Annotated[
        Literal["full", "prorated"] | None,
        Parameter(help="How the sign-on bonus is owed back on leaving: full or prorated."),
    ] = None,
    criteria: Annotated[
        str | None,
        Parameter(help="Criteria whose rates, assumptions and own facts to use."),
    ] = None,
    view: Annotated[
        Literal["promised", "current"] | None,
        Parameter(help="Another job's pay: as promised, or the current one."),
    ] = None,
    currency: Annotated[
        str | None, Parameter(help="In which to calculate; else that of the base pay.")
    ] = None,
    json: Annotated[
        bool, Parameter(negative=(), help="Print data instead of a page: one JSON object.")
    ] = False,
) -> int:
    """Show what an offer pays, year by year, as far as it is known.

    For example:

        offerkit pay offer.toml
        offerkit pay offer.toml --years 6 --clawback prorated
        offerkit pay startup.toml --exit-price "12 USD"
        offerkit pay offer.toml --criteria my.criteria --json

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file that
    cannot be read.
    """
    one_stdin(name for name in (offer, criteria) if name is not None)
    prices = {
        "exit_price": _price("exit-price", exit_price),
        "company_value": _price("company-value", company_value),
    }
    given = read_input(offer)
    mine = None if criteria is None else load_criteria(criteria)
    if criteria is not None and mine is None:
        return HAS_ERRORS
    found = load_offer(given, None if mine is None else mine.schema)
    if found is None:
        return HAS_ERRORS
    try:
        table = pay_table(
            found,
            years=years,
            **prices,
            up_to_preferred=up_to_preferred,
            clawback=Clawback.OPEN if clawback is None else Clawback(clawback),
            program=None if mine is None else mine.program,
            view=View.OFFERED if view is None else View(view),
            currency=None if currency is None else currency.upper(),
        )
    except ValueError as error:
        raise UsageError(f"{safe(_as_options(str(error)))}.") from error
    _print(table, given.name, json=json)
    return OK


def _price(option: str, text: str | None) -> Money | Range[Money] | None:
    """Return the price that an option names, as an offer file would write it."""
    if text is None:
        return None
    info = FactInfo(f"--{option}", MoneyType(), Bounds(), "")
    try:
        price: Any = read_fact(info, text)
    except FactError as error:
        hint = f"; {error.problem.hint}" if error.problem.hint else ""
        raise UsageError(f"--{option}: {safe(error.problem.message)}{safe(hint)}.") from error
    if not isinstance(price, Money | Range):
        raise UsageError(f'--{option}: expected an amount of money, such as "12 USD".')
    return price


def _as_options(message: str) -> str:
    """Return a message about arguments of the API in the words of the command line."""
    message = re.sub(r"^(years|currency):", r"--\1:", message)
    for name, option in _OPTIONS.items():
        message = message.replace(name, option)
    return message


_OPTIONS: Final = {
    "exit_price": "--exit-price",
    "company_value": "--company-value",
    "up_to_preferred": "--preferred",
}


def _print(table: PayTable, name: str, *, json: bool) -> None:
    if json:
        print(json_module.dumps({**table.to_dict(), "file": name}))
    else:
        print(render_pay(table, width=width(), colour=has_colour(sys.stdout), name=name))
