"""The tests of a plugin that was written from the guide pass, in a process that has its tables beside ours."""

import os
import subprocess
import sys
from pathlib import Path

from tests.outside.conftest import APART
from tests.support import postgresql
from tests.support.server import ROOT


def test_the_tests_of_the_outside_plugin_pass() -> None:
    ours = {postgresql.RUN, "CONSULT_TEST_DATABASE", "PYTEST_XDIST_WORKER"}  # of this run, which ends later
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    files = sorted(str(path) for path in Path(__file__).parent.glob("test_pledge*.py"))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
        cwd=ROOT,
        env={**environment, APART: "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert len(files) == 2
