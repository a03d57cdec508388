"""The commands by name, each loaded when it is asked for, and one plain sentence for whatever goes wrong."""

import importlib
import importlib.util
import os
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DBAPIError, TimeoutError

from consult import __version__
from consult.cli.env_file import read_env_file
from consult.contract.commands import CommandApart
from consult.kernel.errors import DomainError, Misconfigured
from consult.kernel.faults import is_away

COMMANDS = {
    "accounts": "consult.accounts.commands:accounts_group",
    "check": "consult.cli.check:check",
    "audit": "consult.audit.commands:audit_group",
    "coverage": "consult.analysis.commands:coverage_command",
    "counts": "consult.imports.commands:counts_group",
    "db": "consult.cli.databases:db",
    "demo": "consult.cli.demonstration:demo",
    "export": "consult.exports.commands:export_command",
    "import": "consult.imports.commands:import_group",
    "pack": "consult.packs.commands:pack_command",
    "plugins": "consult.cli.plugins:plugins",
    "privacy": "consult.privacy.commands:privacy_group",
    "report": "consult.reports.commands:report_command",
    "seed": "consult.imports.commands:seed_group",
    "serve": "consult.cli.processes:serve",
}
# These work on an upgraded database, which they find in the context: `@click.pass_obj`.
ON_DATABASE = frozenset(
    {"accounts", "audit", "counts", "coverage", "export", "import", "pack", "privacy", "report", "seed"}
)


class Sentence(click.ClickException):
    """What went wrong, as the only thing shown."""

    def show(self, file: Any = None) -> None:
        """Print the sentence on the error stream."""
        click.echo(self.message, err=file is None, file=file)


class WrongSetting(Sentence):
    """A setting must be changed before anything can be done."""

    exit_code = 2


class Commands(click.Group):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the core's commands, and those of the features and plugins that are on."""
        return sorted([*(name for name, target in COMMANDS.items() if _is_there(target)), *_commands_of_features()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return _commands_of_features().get(cmd_name)
        if not _is_there(target):
            return None
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Open the database for the commands that work on it, unless only their help is asked for."""
        name, command, rest = super().resolve_command(ctx, args)
        on_database = name in ON_DATABASE or (name is not None and name not in COMMANDS)
        # A pack is checked on a machine that has no database.
        is_apart = (name == "pack" and rest[:1] == ["verify"]) or _works_apart(ctx, command, rest)
        if on_database and not is_apart and "--help" not in rest and not ctx.resilient_parsing:
            from consult.cli.deployment import open_deployment

            ctx.obj = open_deployment()
        return name, command, rest

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; whatever goes wrong becomes one sentence (all of it with CONSULT_TRACEBACK=1)."""
        try:
            return super().invoke(ctx)
        except (Misconfigured, DomainError, DBAPIError, TimeoutError, OSError) as error:
            if os.environ.get("CONSULT_TRACEBACK") == "1":
                raise
            raise _sentence_for(error) from error


def _works_apart(ctx: click.Context, command: click.Command | None, rest: list[str]) -> bool:
    if isinstance(command, click.Group) and rest:
        command = command.get_command(ctx, rest[0])
    return isinstance(command, CommandApart)


def _sentence_for(error: Exception) -> Sentence:
    if isinstance(error, Misconfigured):
        return WrongSetting(str(error))
    if is_away(error) or "not a database" in str(error):
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        return Sentence(
            f"The database cannot be used ({reason}). Check CONSULT_DATABASE_URL, and that the database runs."
        )
    if isinstance(error, DBAPIError):
        return Sentence(f"The database refused this: {str(error.orig).strip().splitlines()[0]}")
    if isinstance(error, OSError) and error.filename:
        return Sentence(f"{error.filename} cannot be used ({error.strerror}).")
    return Sentence(str(error))


def _is_there(target: str) -> bool:
    return importlib.util.find_spec(target.partition(":")[0]) is not None


def _commands_of_features() -> dict[str, click.Command]:
    """Return what the features of the core and the plugins that are on add.

    Whatever is wrong with the plugins is told by the commands that need them.
    """
    from consult import core
    from consult.cli.processes import command_of
    from consult.config import read_plugins
    from consult.contract.registry import Registry, enabled_plugins, installed_plugins

    try:
        names = read_plugins()
        plugins = enabled_plugins(names, installed_plugins(names))
    except Misconfigured:
        plugins = ()
    registry = Registry(core.FEATURES, plugins)
    return {**registry.commands, **{name: command_of(process) for name, process in registry.processes.items()}}


def _read_env_file(_context: click.Context, _option: click.Parameter, path: Path | None) -> None:
    if path is not None:
        os.environ.update(read_env_file(path))


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="Consult")
@click.option(
    "--env-file",
    envvar="CONSULT_ENV_FILE",
    type=click.Path(path_type=Path),
    callback=_read_env_file,
    is_eager=True,
    expose_value=False,
    help="The file with the settings of the service, as systemd reads it.",
)
def main() -> None:
    """Run Consult: a council, its residents and the police make decisions in the open."""
