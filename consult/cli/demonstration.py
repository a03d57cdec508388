"""`consult demo`: made-up people and the real story, running within a minute of the first look."""

import json
import os
import threading
from pathlib import Path
from typing import Any

import click

from consult import migrate
from consult.app import build_registry, connect, create_app
from consult.cli.ports import port_beside, require_free_port
from consult.config import Settings, read_settings
from consult.contract.deployment import deployment_of
from consult.kernel.db import Database
from consult.kernel.errors import Misconfigured

DEMO = "consult demo --port {port}"
MARK = "made-by-consult-demo.txt"


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder for the demo's data.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-serve", is_flag=True, help="Only build the data and print what there is as JSON.")
def demo(data: Path | None, port: int, no_serve: bool) -> None:
    """Build the demo where it is not built yet, and serve it on this machine."""
    from consult import demo as story

    host = "127.0.0.1"
    if not no_serve:
        require_free_port(host, port, "make demo ARGS='--port {port}'" if "MAKELEVEL" in os.environ else DEMO)
    folder = (data or Path("demo-data")).absolute()
    require_own_folder(folder)
    chosen = {"CONSULT_DATA": str(folder), "CONSULT_BASE_URL": f"http://{host}:{port}"}
    if not no_serve:
        beside = f"{host}:{port_beside(host, port)}"
        chosen |= {"CONSULT_DRAFTING_URL": f"ws://{beside}", "CONSULT_DRAFTING_LISTEN": beside}
    # Nothing of a service's settings gets in here: neither its database nor its mail server.
    settings = read_settings({**story.SETTINGS, **chosen})
    database = connect(settings, build_registry(settings.plugins))
    registry = deployment_of(database).registry
    migrate.upgrade(database, registry)
    summary = story.build(database)
    if no_serve:
        click.echo(json.dumps(summary, indent=2, default=str))
    else:
        _serve(database, summary, host, port)


def require_own_folder(folder: Path) -> None:
    """Keep to a folder that the demo made: raises `Misconfigured` for any other that holds something."""
    mark = folder / MARK
    if mark.exists():
        return
    if folder.exists() and any(folder.iterdir()):
        raise Misconfigured(
            f"The folder {folder} was not made by the demo, so it writes nothing there. "
            "Name another one with --data, or delete the folder if it holds a demo of an earlier version."
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark.write_text("This folder was made by “consult demo”. Delete it to begin again.\n", encoding="utf-8")


def _serve(database: Database, summary: dict[str, Any], host: str, port: int) -> None:
    from waitress import create_server

    registry = deployment_of(database).registry
    app = create_app(deployment_of(database).settings, database=database, registry=registry)
    server = create_server(app, host=host, port=port, threads=8, ident="Consult")
    stopping = threading.Event()
    beside = [
        threading.Thread(target=process.run, args=(database, stopping.wait), name=f"consult-{process.name}")
        for process in registry.processes.values()
    ]
    for thread in beside:
        thread.start()
    settings = deployment_of(database).settings
    click.echo(f"Consult is running at http://{host}:{port}\n\n{accounts_table(summary['accounts'])}\n")
    click.echo(closing_words(settings))
    try:
        server.run()
    finally:
        server.close()
        stopping.set()
        for thread in beside:
            thread.join()


def closing_words(settings: Settings) -> str:
    """Return what somebody who starts the demonstration must know besides."""
    shown = Path(os.path.relpath(settings.data))
    folder = settings.data if ".." in shown.parts else shown
    words = [f"Stop it with Ctrl+C. What you change is kept in {folder}; delete that folder to begin again."]
    if not settings.mail.server:
        words.append("Mail is not sent to anybody: it is shown here, below.")
    return "\n".join(words)


def accounts_table(accounts: list[dict[str, str]]) -> str:
    """Return the demo accounts as a table of plain text."""
    resident = ("Resident", "needs no account", "")
    rows = [
        ("Role", "Email", "Password"),
        resident,
        *((account["role"], account["email"], account["password"]) for account in accounts),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * (sum(widths) + 4), *lines[1:]])
