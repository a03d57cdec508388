"""The survey that most councils run: ten questions on one page, from the first look to the reference."""

import threading
import time
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bench.bare_form import BareForm, in_turn
from bench.fields import ANSWER, SCALES, TEXTS
from bench.intake import CSRF, VISITORS, require_all_kept, stored
from bench.load import Browser, Measured, Stopwatch, closed_loop, warm_up
from bench.servers import Server
from bench.site import Site
from bench.table import Line, Ratio
from consult.consultations.models import Activity
from consult.kernel.authz import SYSTEM
from consult.submissions.kinds import SCALES as OFFERED
from plugins.survey.definition import LANGUAGE, SCHEMA
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from plugins.survey.services import change_draft, publish, start_survey

JOURNEYS = 1_200
PEOPLE = 1_000
WITHIN = 10.0
LONGEST = 250.0
AT_ONCE = 64


def add_survey(site: Site) -> int:
    """Publish the survey beside the other activity and return its number."""
    items = [*map(_scale, SCALES), *map(_text, TEXTS)]
    page = {"id": "p1", "title": {LANGUAGE: "Ten questions"}, "items": items}
    with site.database.unit_of_work() as session:
        activity = draft_survey(session, site, "Your survey", [[page]])
        publish_survey(session, activity)
        return activity.id


def draft_survey(session: Session, site: Site, title: str, sections: Sequence[Sequence[object]]) -> Activity:
    """Return a survey beside the other activity, with a draft of these pages in each section."""
    beside = session.get_one(Activity, site.activity_id)
    activity = Activity(kind="survey", title=title, position=1, consultation_id=beside.consultation_id)
    session.add(activity)
    session.flush()
    start_survey(session, activity.id)
    numbered = [{"id": f"s{number}", "pages": pages} for number, pages in enumerate(sections, 1)]
    definition = {"schema": SCHEMA, "sections": numbered}
    change_draft(session, SYSTEM, activity, lambda _draft: read_definition(definition))
    return activity


def publish_survey(session: Session, activity: Activity) -> None:
    """Publish what the draft of a survey asks."""
    seen = find_draft(session, activity.id).as_seen
    publish(session, SYSTEM, activity, seen=seen, public_note="First version.")


def _scale(name: str) -> dict[str, object]:
    options = [{"code": option.code, "label": {LANGUAGE: option.label}} for option in OFFERED["support"]]
    return {"id": name, "key": name, "kind": "radios", "label": {LANGUAGE: f"How far? {name}"}, "options": options}


def _text(name: str) -> dict[str, object]:
    return {"id": name, "key": name, "kind": "long_text", "label": {LANGUAGE: f"What of {name}?"}}


def measure_one_page(site: Site, server: Server, activity_id: int, form: BareForm) -> tuple[list[Line], list[Ratio]]:
    """Measure whole journeys from eight people at once, in turn with the bare form's, then a burst of a thousand."""
    warm_up(server, lambda _: _journey(site, server, activity_id))
    before = stored(site)
    requests: list[int] = []
    journeys, both = in_turn(
        lambda count: closed_loop(server, lambda _: requests.append(_journey(site, server, activity_id)), count=count),
        JOURNEYS,
        form.journey,
        VISITORS,
    )
    require_all_kept(site, before, journeys.done)
    before = stored(site)
    burst = _burst(site, server, activity_id)
    require_all_kept(site, before, PEOPLE)
    name = f"{site.database_name}, one page of ten"
    lines = [
        Line(f"{form.name}: GET and POST", both),
        Line(f"{name}, journey of {max(requests)} requests", journeys),
        Line(f"{name}, burst, each page", burst),
    ]
    return lines, [
        Ratio(f"{name}, whole journey: application CPU", journeys.cpu_ms, both.cpu_ms, "ms", "<= 3.3"),
        Ratio(f"{name}, whole journey: with the database", journeys.all_ms, both.all_ms, "ms", "-"),
        Ratio(f"{name}, whole journey: p99", journeys.p99, LONGEST, "ms", "<= 1"),
        Ratio(f"{name}, burst of {PEOPLE:,} in {WITHIN:.0f} s: page p99", burst.p99, 500, "ms", "<= 1"),
    ]


def _journey(site: Site, server: Server, activity_id: int, times: list[float] | None = None) -> int:
    """Answer as a browser does, sending what the page carries unseen; return how many requests that took."""
    browser, base = Browser(server.port, site.cookie({}, CSRF)), f"/take-part/{activity_id}"
    requests = 0

    def get(path: str) -> dict[str, str]:
        nonlocal requests
        requests, began = requests + 1, time.monotonic()
        page = browser.get(path)
        if times is not None:
            times.append(1000 * (time.monotonic() - began))
        return hidden_fields(page)

    def post(path: str, fields: dict[str, str]) -> str:
        nonlocal requests
        requests, began = requests + 1, time.monotonic()
        leads_to = browser.post(path, fields)
        if times is not None:
            times.append(1000 * (time.monotonic() - began))
        return leads_to

    place = post(f"{base}/start", get(base))
    while True:
        fields = get(place)
        if place.endswith("/done"):
            return requests
        place = post(place, {**fields, **(ANSWER if place.endswith("/p1") else {})})


def hidden_fields(page: bytes) -> dict[str, str]:
    """Return the hidden fields of the page's main form."""
    found: dict[str, str] = {}
    main = page.decode().split("<main", 1)[-1]
    for part in main.split('<input type="hidden" ')[1:]:
        tag = part.split(">", 1)[0]
        if 'name="' in tag and 'value="' in tag:
            found.setdefault(tag.split('name="', 1)[1].split('"', 1)[0], tag.split('value="', 1)[1].split('"', 1)[0])
    return found


def _burst(site: Site, server: Server, activity_id: int) -> Measured:
    """Let a thousand people begin within ten seconds, each at their own moment, and answer to the end."""
    times: list[float] = []
    faults: list[BaseException] = []
    gate = threading.Semaphore(AT_ONCE)

    def person(number: int) -> None:
        time.sleep(WITHIN * number / PEOPLE)
        with gate:
            try:
                _journey(site, server, activity_id, times)
            except Exception as error:
                faults.append(error)

    watch = Stopwatch(server)
    threads = [threading.Thread(target=person, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return watch.measured(times)
