"""Pages of the evaluation: declare, score, compare, decide, tell."""

from app.evaluation.routes import (
    comparing,
    deciding,
    declaring,
    doubting,
    enquiring,
    feedback,
    few_quotes,
    handing_in,
    leaving_out,
    moderating,
    scoring,
    setting_aside,
    telling,
)
from app.evaluation.routes.blueprint import bp

__all__ = [
    "bp",
    "comparing",
    "deciding",
    "declaring",
    "doubting",
    "enquiring",
    "feedback",
    "few_quotes",
    "handing_in",
    "leaving_out",
    "moderating",
    "scoring",
    "setting_aside",
    "telling",
]
