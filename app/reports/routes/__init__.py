"""Pages of reports: those that are printed, and the whole file of a commission."""

from app.reports.routes import filing, printed
from app.reports.routes.blueprint import bp

__all__ = ["bp", "filing", "printed"]
