"""`consult serve`, and a command for each process that runs beside the pages, as `consult worker`."""

import inspect
import os
import signal
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import click

from consult.cli.deployment import open_deployment
from consult.cli.ports import require_free_port
from consult.contract.plugin import Process
from consult.kernel.db import Database


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--threads", default=16, show_default=True, type=click.IntRange(1, 256), help="Threads in each process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages with granian; put a buffering proxy in front of it."""
    from granian.constants import Interfaces

    from consult.cli.server import Server

    open_deployment()
    require_free_port(host, port, "consult serve --port {port}")
    Server(
        "consult.app:create_served_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        # A worker that is still starting may not hear the order to stop, so its time for that is limited.
        workers_kill_timeout=5,
        websockets=False,
        factory=True,
    ).serve()


def command_of(process: Process) -> click.Command:
    """Return the command that runs a process of a feature until it is told to stop."""

    @click.command(process.name, help=inspect.getdoc(process.run))
    @click.pass_obj
    def run(database: Database) -> None:
        wait = order_to_stop()
        click.echo(f"Consult's {process.name} is running (process {os.getpid()}, data in {_place(database)}).")
        process.run(database, wait)

    return run


def order_to_stop() -> Callable[[], object]:
    """Listen for the signals that tell a process to stop, and return what waits until one has come."""
    # An event has a lock, and a handler that runs while this very thread holds it would wait for ever.
    orders: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda told, _frame: orders.put(told))
    return orders.get


def _place(database: Database) -> Path | str:
    return database.engine.url.render_as_string(hide_password=True)
