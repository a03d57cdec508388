"""The bare form beside which intake is measured, served while that is measured: a busy machine slows both."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.fields import ANSWER
from bench.load import WARM_UP, Browser, Measured, closed_loop, own_browser
from bench.reference.app import create_table
from bench.servers import Server, granian
from bench.site import Site

ROUNDS = 10
SECRET = "00112233445566778899aabbccddeeff" * 2


class BareForm:
    """The running form, and what its POST costs, and the GET and POST of a new visitor."""

    def __init__(self, server: Server, name: str) -> None:
        self._server, self.name = server, name
        # Fetched before anything is measured, so that a round of forms sent holds no form fetched.
        browser = Browser(server.port)
        self._token = _token_in(browser.get("/"))
        self._cookie = browser.cookie

    def post(self, count: int) -> Measured:
        """Send so many forms, over connections that stay open."""
        return closed_loop(self._server, lambda _: self._post(), count=count)

    def journey(self, count: int) -> Measured:
        """Let so many visitors come, each with a connection and a cookie of their own, open the form and send it."""
        return closed_loop(self._server, lambda _: self._visit(), count=count)

    def warm_up(self) -> None:
        """Do both a few times in every thread of every worker."""
        self.post(WARM_UP)
        self.journey(WARM_UP)

    def _post(self) -> None:
        browser = own_browser(self._server.port)
        browser.cookie = self._cookie
        browser.post("/", {**ANSWER, "csrf_token": self._token})

    def _visit(self) -> None:
        browser = Browser(self._server.port)
        browser.post("/", {**ANSWER, "csrf_token": _token_in(browser.get("/"))})


@contextmanager
def bare_form(site: Site, folder: Path) -> Iterator[BareForm]:
    """Serve the form as a site is served, on the same kind of database: what that costs both pay."""
    own = f"sqlite:///{folder / 'reference.sqlite3'}"
    environment = {"BENCH_SECRET_KEY": SECRET, "BENCH_DATABASE": site.environment.get("CONSULT_DATABASE_URL", own)}
    create_table(environment["BENCH_DATABASE"])
    log = folder / f"reference-{site.database_name}.log"
    with granian("bench.reference.app:create_app", environment, log, database_pid=site.database_pid) as server:
        form = BareForm(server, f"bare form on {site.database_name}")
        form.warm_up()
        yield form


def in_turn(
    ours: Callable[[int], Measured], count: int, theirs: Callable[[int], Measured], their_count: int
) -> tuple[Measured, Measured]:
    """Measure two things in turn, so many of each in all; returns the medians of the rounds."""
    rounds = [(theirs(their_count // ROUNDS), ours(count // ROUNDS)) for _ in range(ROUNDS)]
    return _medians([mine for _other, mine in rounds]), _medians([other for other, _mine in rounds])


def _medians(rounds: list[Measured]) -> Measured:
    def median(name: str) -> float:
        return float(statistics.median(getattr(each, name) for each in rounds))

    return Measured(
        done=sum(each.done for each in rounds),
        per_second=median("per_second"),
        p50=median("p50"),
        p99=median("p99"),
        cpu_ms=median("cpu_ms"),
        database_ms=median("database_ms"),
    )


def _token_in(page: bytes) -> str:
    return page.split(b'name="csrf_token"', 1)[1].split(b'value="', 1)[1].split(b'"', 1)[0].decode()
