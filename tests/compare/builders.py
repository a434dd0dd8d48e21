"""Claims as a report would make them, with only what a comparison looks at."""

from typing import Any

from pipeline.evaluate.pairs import claim_of
from pipeline.schema import Claim


def row(claim: str, figure: str, value: float, unit: str | None, what: str, **more: Any) -> Claim:
    """Return a claim of the report ``report``; actors are names that stand in the sentence."""
    report = more.pop("report", "a")
    actors = [{"name": n, "text": n, "role": "mentioned"} for n in more.pop("actors", ())]
    usual: dict[str, Any] = {
        "kind": "fact", "high": None, "relation": "=", "per": None, "change": None, "time": None,
        "place": None,
    }  # fmt: skip
    told = {"claim": claim, "figure": figure, "value": value, "unit": unit, "what": what}
    return claim_of(usual | told | {"actors": actors} | more, report)


def trade(value: float, report: str, *, year: str = "2021", partner: str = "Iran") -> Claim:
    """Return a claim about a year's trade between Pakistan and somebody."""
    figure = f"${value:g} billion"
    sentence = f"Trade between Pakistan and {partner} was worth {figure} in {year}."
    return row(
        sentence, figure, value * 1e9, "USD", f"trade between Pakistan and {partner}",
        actors=["Pakistan", partner], time=year, report=report,
    )  # fmt: skip
