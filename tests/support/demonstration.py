"""The demonstration, built in a database of its own."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from consult.config import Settings
from consult.contract.registry import Registry
from consult.demo import build
from consult.jobs import wake_up_queue
from consult.kernel.db import Database
from tests.support import databases


@contextlib.contextmanager
def built_demonstration(
    folder: Path, template: str, settings: Settings, registry: Registry
) -> Iterator[tuple[Database, dict[str, Any]]]:
    """Give a database in which the demonstration was built, and the summary of that."""
    with databases.copy_of(template, folder) as url:
        made = databases.opened(url, replace(settings, database_url=url, data=folder), registry)
        yield made, build(made)
        wake_up_queue.close_queue(made)
        made.engine.dispose()
