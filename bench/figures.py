"""Figures over many responses: weights for officers, and an edition made by a job while others read and write."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from bench.intake import serving
from bench.pages import TIMES, Page, officer_of, time_of
from bench.servers import HOST, Server
from bench.site import AREAS, Site
from bench.table import Ratio
from consult.consultations.models import Activity, Consultation, State
from consult.exports.editions import newest_edition
from consult.exports.publication import JOB
from consult.jobs.runner import run_waiting_jobs
from consult.jobs.services import enqueue
from consult.kernel import clock
from consult.population.models import PopulationFigure

LONGEST_PAGE = 1_000.0
EACH_WARD = 15_000


def measure_figures(site: Site, folder: Path, many: int) -> list[Ratio]:
    """Return how long weighting takes, and an edition with cross-tables, and the longest that others wait meanwhile."""
    return [_weighed(site, many), *_published(site, folder, many)]


def _weighed(site: Site, many: int) -> Ratio:
    with site.database.unit_of_work() as session:
        session.add_all(PopulationFigure(area="", variable="ward", category=area, count=EACH_WARD) for area in AREAS)
    address = f"/staff/activities/{site.activity_id}/weights?targets=%2Fward%2F%3Aarea&questions=scale_1&cap=5"
    page, client = Page("weights", f"{address}&tolerance=0.1"), officer_of(site)
    if "Design effect" not in client.get(page.path).text:
        raise RuntimeError("Nothing was weighted.")
    median = statistics.median(time_of(client, page) for _ in range(TIMES // 5))
    return Ratio(f"weights at {many:,}", median, LONGEST_PAGE, "ms", "<= 1")


def _published(site: Site, folder: Path, many: int) -> list[Ratio]:
    with site.database.unit_of_work() as session:
        activity = session.get_one(Activity, site.activity_id)
        consultation = session.get_one(Consultation, activity.consultation_id)
        consultation.state, consultation.closes_at = State.CLOSED, clock.now() - timedelta(hours=1)
    run_waiting_jobs(site.database, site.registry)
    with site.database.unit_of_work() as session:
        enqueue(session, JOB, activity_id=site.activity_id, with_crossed=True)
    with serving(site, folder) as server:
        reading, writing = _Waits(lambda: _read(server, site)), _Waits(lambda: _write(site))
        began = time.perf_counter()
        with reading, writing:
            run_waiting_jobs(site.database, site.registry)
        took = time.perf_counter() - began
    with site.database.reading() as session:
        edition = newest_edition(session, site.activity_id)
        if edition is None:
            raise RuntimeError("There is no edition.")
    what = f"edition of {many:,}, one-way and crossed"
    return [
        Ratio(what, took, 60.0, "s beside a minute", "<= 1"),
        Ratio("longest page meanwhile", 1000 * max(reading.seconds), LONGEST_PAGE, "ms", "<= 1"),
        Ratio("longest change of a row meanwhile", 1000 * max(writing.seconds), LONGEST_PAGE, "ms", "<= 1"),
    ]


class _Waits:
    """Does something again and again in a thread, and notes how long each time took."""

    def __init__(self, do: Callable[[], None]) -> None:
        self.seconds: list[float] = []
        self._do, self._is_over = do, threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._is_over.wait(0.05):
            began = time.perf_counter()
            self._do()
            self.seconds.append(time.perf_counter() - began)

    def __enter__(self) -> "_Waits":
        self._thread.start()
        return self

    def __exit__(self, *_ignored: object) -> None:
        self._is_over.set()
        self._thread.join()


def _read(server: Server, site: Site) -> None:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
    connection.request("GET", f"/consultations/{site.slug}", headers={"Host": f"{HOST}:{server.port}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"The page answered {answer.status}.")


def _write(site: Site) -> None:
    with site.database.unit_of_work() as session:
        session.execute(update(PopulationFigure).where(PopulationFigure.category == AREAS[0]).values(source="Census"))
