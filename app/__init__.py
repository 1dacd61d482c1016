"""The commissioning tracker: `create_app` puts the rooms together."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import structlog
from flask import Flask, Response, g, request
from flask_migrate import Migrate

from app import access, cli, clock, collector, database, errors, form_uploads, logs, mail, shell
from app.audit import refusals
from app.health.operations import record_refusals
from config import load_or_stop

ROOMS = (
    "people",
    "audit",
    "keyholders",
    "plans",
    "commissions",
    "health",
    "quotes",
    "evaluation",
    "delivery",
    "position",
    "reports",
)


def create_app(environ: Mapping[str, str] | None = None, instance: Path | None = None) -> Flask:
    """The application, from the environment and instance/. Stops where a setting is wrong."""
    app = Flask(
        __name__,
        template_folder="../templates",
        instance_path=str(instance.resolve()) if instance else None,
    )
    app.request_class = form_uploads.SealingRequest
    app.config.from_mapping(
        load_or_stop(os.environ if environ is None else environ, Path(app.instance_path))
    )
    logs.set_up_logs(app.config["TRACKER_ENV"])
    database.db.init_app(app)
    Migrate(app, database.db, directory=str(Path(__file__).parent / "migrations"))
    with app.app_context():
        database.listen(database.db.engine)
        app.extensions["database_version"] = database.sqlite_version(database.db.engine)
    app.extensions["pinned_day"] = shell.pinned_day
    _set_up_requests(app)
    access.set_up_access(app)
    errors.set_up_errors(app)
    shell.set_up_shell(app)
    for room in ROOMS:
        if find_spec(f"app.{room}.models"):
            import_module(f"app.{room}.models")  # so that every table is known
        app.register_blueprint(import_module(f"app.{room}.routes").bp)
    cli.set_up_commands(app)
    collector.spare_what_stands()
    structlog.get_logger().info("started", database=app.extensions["database_version"])
    return app


def _set_up_requests(app: Flask) -> None:
    """One request: a reading or a writing transaction, committed once, then the mail."""

    @app.before_request
    def begin() -> None:
        database.mark_reading(request.method in access.SAFE_METHODS)

    @app.after_request
    def end(response: Response) -> Response:
        if request.method not in access.SAFE_METHODS:
            _end_writing(response)
        if response.status_code in (403, 404) and access.signed_in():
            refusals.keep_refused_page(request, response.status_code)
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        mail.forget_posted()
        database.undo()
        database.mark_reading(False)
        clock.forget_pinned_day()


def _end_writing(response: Response) -> None:
    if response.status_code < 400 or g.get("keep_changes"):
        database.db.session.commit()
        database.run_after_commit()
        mail.deliver_posted()
    else:
        database.db.session.rollback()
        mail.forget_posted()
    if kept_out := g.pop("kept_out", None):
        record_refusals(kept_out, by=access.visitor())
        database.db.session.commit()
