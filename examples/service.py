"""A web service that decides offers: POST one as JSON to /decide.

    pip install offerkit fastapi uvicorn
    uvicorn service:service

An offer with mistakes is answered with 422 and all of its diagnostics, each with the path of the
value. The documentation at /docs describes every key of what comes in and goes out.
"""

from pathlib import Path
from typing import Annotated

from fastapi import Body, FastAPI

import offerkit

CRITERIA = offerkit.load_criteria(Path(__file__).with_name("candidate.criteria"))

service = FastAPI(title="Offers")


@service.post("/decide")
def decide(offer: Annotated[offerkit.Offer, Body()]) -> offerkit.Decision:
    """Decide an offer."""
    return CRITERIA.decide(offer)


@service.post("/compare")
def compare(offers: dict[str, offerkit.Offer]) -> list[str]:
    """Return the names of offers, best first."""
    return [option.name for option in CRITERIA.compare(offers, samples=0).options]


@service.post("/letter")
def letter(offer: Annotated[offerkit.Offer, Body()]) -> str:
    """Return the letter that answers an offer."""
    return CRITERIA.decide(offer).answer().letter
