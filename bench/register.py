"""The public register of deployments at many rows beside the 212 that were published, and how fast a file is taken."""

import statistics
import time
from datetime import date, timedelta

from sqlalchemy import text

from bench.pages import Page, time_of
from bench.site import Site
from bench.table import Ratio
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM
from plugins.register.demo import make_demo
from plugins.register.imports import DEPLOYMENTS_FILE

ROWS = 100_000
LINES = 20_000
"""The lines of one file: no file may have more."""
PER_SECOND = 5_000
LONGEST = 100.0
TIMES = 25
DAYS = 1_800
# Both registers fill a page with what is asked for here, so that a page is compared with one that shows as much.
_QUARTER = (
    "/register/deployments?since-day=1&since-month=10&since-year=2024&until-day=31&until-month=12&until-year=2024"
)
PAGES = (
    Page("list", "/register/deployments"),
    Page("list, by rare words", "/register/deployments?q=Stratford&stage=held"),
    Page("list, by frequent words", "/register/deployments?q=Crime&sort=faces"),
    Page("list, by a rare stage", "/register/deployments?stage=planned"),
    Page("list, page 9", "/register/deployments?page=9"),
    Page("announced", "/register/planned"),
    Page("list, of one quarter", _QUARTER),
    Page("trend", "/register/trends"),
)
_HEAD = (
    "Deployment location,Date,Duration,LFR use case,Watchlist size,Min threshold setting,Total alerts,"
    "True alerts confirmed,True alerts unconfirmed,False alerts confirmed,False alerts unconfirmed,False alert rate,"
    "Arrest,Other (disposal),No action,Faces seen (estimate)"
)
_FIGURES = '4hr 47m,Crime Hotspot,"15,771",0.64,9,8,1,0,0,0,4,4,4,"11,105"'


def measure_register(few: Site, many: Site) -> list[Ratio]:
    """Return the pages at 100,000 rows beside 212 and beside what they may take, and the rows taken in a CPU second.

    The two sites are asked in turn, so that what else the machine does weighs on both alike.
    """
    for site in (few, many):
        with site.database.unit_of_work() as session:
            make_demo(session, {})
    name = f"{many.database_name}, register"
    found = [Ratio(f"{name}: import of {ROWS:,} rows", _fill(many), PER_SECOND, "per CPU s", ">= 1")]
    for page in PAGES:
        ours, reference = _medians(page, few, many)
        found.append(Ratio(f"{name}: {page.name}, {ROWS:,} rows beside 212", ours, reference, "ms", "<= 1.5"))
        found.append(Ratio(f"{name}: {page.name}, {ROWS:,} rows", ours, LONGEST, "ms", "<= 1"))
    return found


def _fill(site: Site) -> float:
    took = 0.0
    for first in range(0, ROWS, LINES):
        content = "\n".join((_HEAD, *(_line(number) for number in range(first, first + LINES)))).encode()
        began = time.process_time()  # the same as by the clock where nothing else runs
        with site.database.unit_of_work() as session:
            report = take_file(session, SYSTEM, DEPLOYMENTS_FILE, content)
        took += time.process_time() - began
        if report.faults:
            raise RuntimeError(f"The made-up file was refused: {report.faults[0]}")
    if not site.database.is_sqlite:
        with site.database.unit_of_work() as session:
            session.execute(text("ANALYZE"))  # which a server that runs does itself within a minute
    return ROWS / took


def _line(number: int) -> str:
    day = date(2021, 1, 1) + timedelta(days=number % DAYS)
    return f"Place {number % 997} of {number},{day.isoformat()},{_FIGURES}"


def _medians(page: Page, few: Site, many: Site) -> tuple[float, float]:
    clients = [site.app.test_client() for site in (many, few)]
    for client in clients:
        time_of(client, page)
    took = [[time_of(client, page) for client in clients] for _ in range(TIMES)]
    ours, reference = (statistics.median(times) for times in zip(*took, strict=True))
    return ours, reference
