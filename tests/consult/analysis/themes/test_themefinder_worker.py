"""The worker by itself: what it is asked on its input, it tells in lines, and nothing else is printed."""

import json
import subprocess
import sys

from consult.analysis.themes.endpoint import WORKER

REQUEST = {
    "task": "sort",
    "url": "http://127.0.0.1:9",
    "model": "m",
    "key": "",
    "question": "",
    "texts": [],
    "themes": [],
}


def told(python: str, request: object) -> list[dict[str, object]]:
    done = subprocess.run(
        [python, "-I", str(WORKER)], input=json.dumps(request), capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_without_the_library_it_says_so() -> None:
    assert told(sys.executable, REQUEST) == [{"error": "missing"}]


def test_it_imports_nothing_of_the_service() -> None:
    lines = [line.split() for line in WORKER.read_text(encoding="utf-8").splitlines()]
    assert not [line for line in lines if line[:1] in (["import"], ["from"]) and line[1].startswith("consult")]
