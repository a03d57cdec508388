"""The officer's desk over many responses: its worst pages, and one act for ten thousand responses by jobs."""

import statistics
import time

from sqlalchemy import select

from bench.pages import SINCE, TIMES, Page, officer_of, time_of
from bench.site import Site
from bench.table import Ratio
from consult.accounts.acting import actor_now
from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.desk.bulk.models import BulkAct, BulkKind, BulkState
from consult.desk.bulk.services import begin_act, plan_act, undo_act
from consult.desk.queries import Filters, listed
from consult.jobs.runner import run_waiting_jobs
from consult.submissions.models import Submission

MANY = 10_000
LONGEST_PAGE = 1_000.0
LONGEST_ACT = 10_000.0


def pages_of(site: Site) -> list[Page]:
    """Return lists that have to look at every response to find few or none, and one comparison of answers."""
    desk = f"/staff/activities/{site.activity_id}/responses"
    return [
        Page("an answer that nobody gave, since a day", f"{desk}?answer-scale_1=no_such_answer&{SINCE}"),
        Page("no answer, unread, the oldest first", f"{desk}?answer-scale_1=-&unread=1&order=oldest"),
        Page("words and an answer nobody gave", f"{desk}?q=police&answer-scale_1=no_such_answer"),
        Page("a channel that nobody used", f"{desk}?channel=email"),
        Page("a tag that nobody has", f"{desk}?tag=1"),
        Page(
            "an answer by another",
            f"/staff/activities/{site.activity_id}/compare?rows=scale_1&columns=scale_2",
        ),
    ]


def measure_desk(site: Site, many: int) -> list[Ratio]:
    """Measure on a site that holds `many` responses already."""
    client = officer_of(site)
    ratios = []
    for page in pages_of(site):
        time_of(client, page)
        median = statistics.median(time_of(client, page) for _ in range(TIMES // 5))
        ratios.append(Ratio(f"desk at {many:,}, {page.name}", median, LONGEST_PAGE, "ms", "<= 1"))
    made, undone = _act(site)
    return [
        *ratios,
        Ratio(f"{MANY:,} excluded by jobs", made, LONGEST_ACT, "ms", "<= 1"),
        Ratio(f"{MANY:,} undone by jobs", undone, LONGEST_ACT, "ms", "<= 1"),
    ]


def _act(site: Site) -> tuple[float, float]:
    database, registry = site.database, site.registry
    run_waiting_jobs(database, registry)
    with database.unit_of_work() as session:
        officer = actor_now(session, session.scalar(select(Person.id).order_by(Person.id.desc()).limit(1)))
        if officer is None:
            raise RuntimeError("Nobody is there to act.")
        activity = session.get_one(Activity, site.activity_id)
        found = listed(session, site.activity_id, Filters()).with_only_columns(Submission.id).limit(MANY)
        act_id = plan_act(session, officer, activity, session.scalars(found).all(), BulkKind.EXCLUDE, "test").id
    took = []
    for go, state in ((begin_act, BulkState.DONE), (undo_act, BulkState.UNDONE)):
        began = time.perf_counter()
        with database.unit_of_work() as session:
            go(session, officer, session.get_one(BulkAct, act_id))
        run_waiting_jobs(database, registry)
        took.append(1000 * (time.perf_counter() - began))
        with database.reading() as session:
            if session.get_one(BulkAct, act_id).state != state:
                raise RuntimeError(f"The act is not {state}.")
    return took[0], took[1]
