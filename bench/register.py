"""The public register of deployments at many rows beside the 212 that were published, and how fast a file is taken."""

import statistics
import time
from datetime import date, timedelta

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
_MONTH = "/register/deployments?" + "&".join(
    f"{name}-day={day}&{name}-month=7&{name}-year=2022" for name, day in (("since", 1), ("until", 31))
)
PAGES = (
    Page("list", "/register/deployments"),
    Page("list, by words", "/register/deployments?q=Stratford&stage=held"),
    Page("list, of one month", _MONTH),
    Page("trend", "/register/trends"),
)
_HEAD = (
    "Deployment location,Date,Duration,LFR use case,Watchlist size,Min threshold setting,Total alerts,"
    "True alerts confirmed,True alerts unconfirmed,False alerts confirmed,False alerts unconfirmed,False alert rate,"
    "Arrest,Other (disposal),No action,Faces seen (estimate)"
)
_FIGURES = '4hr 47m,Crime Hotspot,"15,771",0.64,9,8,1,0,0,0,4,4,4,"11,105"'


def measure_register(site: Site) -> list[Ratio]:
    """Return the pages at 100,000 rows beside 212 and beside what they may take, and the rows taken in a CPU second."""
    with site.database.unit_of_work() as session:
        make_demo(session, {})
    few = _pages(site)
    speed = _fill(site)
    many = _pages(site)
    found = [Ratio(f"{site.database_name}, register: import of {ROWS:,} rows", speed, PER_SECOND, "per CPU s", ">= 1")]
    for page in PAGES:
        name = f"{site.database_name}, register: {page.name}, {ROWS:,} rows"
        found.append(Ratio(f"{name} beside 212", many[page.name], few[page.name], "ms", "<= 1.5"))
        found.append(Ratio(name, many[page.name], LONGEST, "ms", "<= 1"))
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
    return ROWS / took


def _line(number: int) -> str:
    day = date(2021, 1, 1) + timedelta(days=number % DAYS)
    return f"Place {number % 997} of {number},{day.isoformat()},{_FIGURES}"


def _pages(site: Site) -> dict[str, float]:
    client = site.app.test_client()
    found = {}
    for page in PAGES:
        time_of(client, page)
        found[page.name] = statistics.median(time_of(client, page) for _ in range(TIMES))
    return found
