"""The deployment a command works on: its settings, its plugins and its database."""

import os
from tempfile import TemporaryDirectory

import click

from consult.app import build_registry, connect, require_fitting_keys
from consult.config import read_settings
from consult.jobs.wake_up_queue import close_queue
from consult.kernel.db import Database
from consult.kernel.errors import Misconfigured
from consult.migrate import is_current


def open_deployment(*, must_be_current: bool = True, may_make: bool = False) -> Database:
    """Open the deployment that the environment names; only what `may_make` one begins one where there is none.

    Raises `Misconfigured` when a setting is wrong, or when the database still needs an upgrade.
    """
    settings = read_settings(may_make=may_make)
    registry = build_registry(settings.plugins)
    database = connect(settings, registry)
    context = click.get_current_context(silent=True)
    if context is not None:
        context.call_on_close(lambda: _close(database))
    if must_be_current and not is_current(database, registry):
        raise Misconfigured("The database is not yet at this version of Consult. Run “consult db upgrade” first.")
    if must_be_current:
        require_fitting_keys(database)
    return database


def open_scratch() -> Database:
    """Open an empty deployment in a folder that is deleted with the command, to look at models and revisions only."""
    context = click.get_current_context()
    folder = context.with_resource(TemporaryDirectory(prefix="consult-"))
    plugins = {name: value for name, value in os.environ.items() if name == "CONSULT_PLUGINS"}
    settings = read_settings({"CONSULT_DATA": folder, **plugins})
    database = connect(settings, build_registry(settings.plugins))
    context.call_on_close(lambda: _close(database))
    return database


def _close(database: Database) -> None:
    close_queue(database)
    database.engine.dispose()
