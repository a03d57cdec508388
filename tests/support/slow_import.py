"""An import made to be killed while it writes: `python -m tests.support.slow_import JOB MARKER`."""

import sys
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from consult.app import build_registry, connect
from consult.config import read_settings
from consult.imports.jobs import WRITING
from consult.jobs.runner import run_job

if __name__ == "__main__":
    job_id, marker = int(sys.argv[1]), Path(sys.argv[2])

    def stand_still(_session: Any, _job: Any, done: int, _total: int, message: str) -> None:
        """Say how many rows are written, and wait to be killed."""
        if message == WRITING and done == 1_000:
            marker.with_suffix(".begun").write_text(str(done))
            marker.with_suffix(".begun").rename(marker)
            time.sleep(60)

    settings = read_settings()
    registry = build_registry(settings.plugins)
    with patch("consult.imports.jobs.report_progress", stand_still):
        run_job(connect(settings, registry), registry, job_id)
