"""What themefinder and the endpoint of a council's model say, read line by line and taken only as far as it fits.

The library runs in a worker of its own: its packages are another set than the service's. Its lines are what somebody
else wrote, so each is parsed against a schema, and what breaks it is dropped and counted.
"""

import json
import os
import selectors
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from consult.config import ModelEndpoint
from consult.kernel.errors import Conflict
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line, clean_text

WORKER = Path(__file__).with_name("themefinder_worker.py")
LONGEST_TEXT = 20_000
LONGEST_LINE = 200_000
MOST_TOPICS = 100
_TICK = 1.0
DROPPED = {
    "no_text": _l("about a text that was not sent"),
    "no_theme": _l("with a theme that is not in the code book"),
    "twice": _l("about a text that had its answer already"),
    "too_many": _l("beyond as many as there may be"),
    "unreadable": _l("that do not fit the schema"),
}
_FAULTS = {
    "unreachable": _l("The endpoint of the model does not answer. Nothing was proposed."),
    "refused": _l("The endpoint of the model refused the key or the name of the model. Nothing was proposed."),
    "missing": _l("themefinder is not installed where CONSULT_THEMEFINDER says. Nothing was proposed."),
}
_FAILED = _l("themefinder did not end well. Nothing was proposed.")


@dataclass(frozen=True)
class Request:
    """What is asked: a question, the texts by number, and the code book, or none to begin one."""

    question: str
    texts: Sequence[tuple[int, str]]
    themes: Sequence[tuple[str, str]] = ()


@dataclass
class Told:
    """What was told that fits, and how many rows of each kind did not."""

    themes: dict[int, list[str]] = field(default_factory=dict)
    topics: list[tuple[str, str]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    prompt: str = ""
    library: str = ""


class _SortedRow(Schema):
    text = fields.Integer(required=True, strict=True)
    themes = fields.List(
        fields.String(validate=validate.Length(max=20)), required=True, validate=validate.Length(max=99)
    )


class _TopicRow(Schema):
    title = fields.String(required=True, validate=validate.Length(min=1, max=200))
    definition = fields.String(required=True, validate=validate.Length(min=1, max=2_000))


class _Counts(Schema):
    strays = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    broken = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))


class _Origin(Schema):
    prompt = fields.String(required=True, validate=validate.Length(max=50_000))
    library = fields.String(required=True, validate=validate.Length(max=100))


def ask_model(
    endpoint: ModelEndpoint, request: Request, report: Callable[[int, int], object], seconds: float | None = None
) -> Told:
    """Ask the council's model by themefinder, saying how far it is; raises `Conflict` when it cannot be asked.

    Whatever `report` raises stops the worker at once.
    """
    reader = _Reader(request, report)
    with _worker(endpoint.python) as process:
        _send(process, endpoint, request, seconds)
        for line in _lines(process, lambda: report(*reader.progress)):
            reader.take(line)
    if reader.fault:
        raise Conflict(_FAULTS.get(reader.fault, _FAILED))
    if not reader.has_ended:
        raise Conflict(_FAILED)
    return reader.told


class _Reader:
    def __init__(self, request: Request, report: Callable[[int, int], object]) -> None:
        self._sent = {number for number, _text in request.texts}
        self._codes: Collection[str] = {code for code, _topic in request.themes}
        self._report = report
        self.progress = (0, 1)
        self.told = Told()
        self.fault = ""
        self.has_ended = False

    def take(self, line: bytes) -> None:
        """Take what one line tells."""
        try:
            told = json.loads(line)
            name, value = next(iter(told.items()))
        except (ValueError, AttributeError, StopIteration, RecursionError):
            self.told.dropped["unreadable"] += 1
            return
        try:
            self._take(name, value, told)
        except (ValidationError, TypeError, ValueError):
            self.told.dropped["unreadable"] += 1

    def _take(self, name: str, value: Any, told: dict[str, Any]) -> None:
        if name == "progress":
            done, total = value
            self.progress = (int(done), int(total))
            self._report(*self.progress)
        elif name == "prompt":
            origin = _Origin().load(told)
            self.told.prompt, self.told.library = origin["prompt"], clean_line(origin["library"])
        elif name == "strays":
            counts = _Counts().load(told)
            self.told.dropped.update({"no_text": counts["strays"], "unreadable": counts["broken"]})
        elif name == "row":
            self._take_row(value)
        elif name == "error":
            self.fault = str(value)
        elif name == "end":
            self.has_ended = True

    def _take_row(self, row: Any) -> None:
        if not self._codes:
            self._take_topic(_TopicRow().load(row))
            return
        loaded = _SortedRow().load(row)
        known = [code for code in dict.fromkeys(loaded["themes"]) if code in self._codes]
        self.told.dropped["no_theme"] += len(set(loaded["themes"])) - len(known)
        if loaded["text"] not in self._sent:
            self.told.dropped["no_text"] += 1
        elif loaded["text"] in self.told.themes:
            self.told.dropped["twice"] += 1
        else:
            self.told.themes[loaded["text"]] = known

    def _take_topic(self, loaded: dict[str, str]) -> None:
        if len(self.told.topics) >= MOST_TOPICS:
            self.told.dropped["too_many"] += 1
        else:
            self.told.topics.append((clean_line(loaded["title"]), clean_text(loaded["definition"]).strip()))


@contextmanager
def _worker(python: Path) -> Iterator[subprocess.Popen[bytes]]:
    # Nothing of the service's settings and keys goes with it.
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR", "SSL_CERT_FILE") if name in os.environ}
    try:
        process = subprocess.Popen(  # noqa: S603 (a path from the settings, and our own file)
            [str(python), "-I", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment, "LANGFUSE_TRACING_ENABLED": "false", "LANGSMITH_TRACING": "false"},
        )
    except OSError as error:
        raise Conflict(_FAULTS["missing"]) from error
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def _send(process: subprocess.Popen[bytes], endpoint: ModelEndpoint, request: Request, seconds: float | None) -> None:
    sent = {
        "task": "sort" if request.themes else "begin",
        "url": endpoint.url,
        "key": endpoint.key,
        "model": endpoint.name,
        "question": request.question,
        "texts": [{"id": number, "text": text} for number, text in request.texts],
        "themes": [{"code": code, "topic": topic} for code, topic in request.themes],
        **({} if seconds is None else {"seconds": seconds, "pause": 0.05}),
    }
    try:
        assert process.stdin is not None  # noqa: S101 (it was asked for)
        process.stdin.write(json.dumps(sent).encode())
        process.stdin.close()
    except BrokenPipeError as error:
        raise Conflict(_FAULTS["missing"]) from error


def _lines(process: subprocess.Popen[bytes], at_each_tick: Callable[[], object]) -> Iterator[bytes]:
    """Yield the lines of the worker as they come, and call back each second, so that somebody can stop it."""
    assert process.stdout is not None  # noqa: S101 (it was asked for)
    waiting = selectors.DefaultSelector()
    waiting.register(process.stdout, selectors.EVENT_READ)
    rest, ticked = b"", time.monotonic()
    while True:
        if time.monotonic() - ticked >= _TICK:
            at_each_tick()
            ticked = time.monotonic()
        if not waiting.select(_TICK):
            continue
        came = os.read(process.stdout.fileno(), 65_536)
        *whole, rest = (rest + came).split(b"\n")
        yield from whole
        if not came or len(rest) > LONGEST_LINE:
            return
