"""A survey of every kind of question, its officer, and strategies that make definitions up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.text import clean_line
from plugins.survey import services
from plugins.survey.definition import CHOICES, COMPUTED, FILE, KINDS, NUMBERS, OPTIONAL
from plugins.survey.document import read_definition
from plugins.survey.models import SurveyVersion
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation

# How long an example takes says nothing on a busy machine.
patient = settings(deadline=None)


def text(words: str) -> dict[str, str]:
    """Return a text in English."""
    return {"en-GB": words}


def options(*codes: str, **more: Any) -> list[dict[str, Any]]:
    """Return options with these codes."""
    return [{"code": code, "label": text(f"Answer {code}"), **more} for code in codes]


FIXED_OPTIONS = {
    "yes_no": [{"code": "yes", "label": text("Yes")}, {"code": "no", "label": text("No")}],
    "declaration": [{"code": "agreed", "label": text("I agree")}],
}


def item(key: str, kind: str = "short_text", **more: Any) -> dict[str, Any]:
    """Return a question."""
    if kind in CHOICES:
        more.setdefault("options", FIXED_OPTIONS.get(kind) or options("a", "b", "c"))
    if kind == "budget":
        more = {"total": 100, "unit": "points", **more}
    if kind == "pairwise":
        more = {"pairs": 5, **more}
    return {"id": f"i_{key}", "key": key, "kind": kind, "label": text(f"Question {key}?"), **more}


def page(page_id: str, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a page; one with several questions gets a title."""
    if len(items) > 1:
        more.setdefault("title", text(f"Page {page_id}"))
    return {"id": page_id, "items": list(items), **more}


def survey(*pages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a definition with one section."""
    return {"schema": "survey/1", "sections": [{"id": "s1", "pages": list(pages)}], **more}


ALL_KINDS = survey(
    page("p1", item("choice", "radios", required=True)),
    page("p2", item("why", "long_text", max_words=20), show_if={"q": "choice", "op": "eq", "value": "b"}),
    page(
        "p3",
        item("boxes", "checkboxes", options=[*options("x", "y"), *options("none", exclusive=True)]),
        item("scale", "likert", options=[{**one, "value": n} for n, one in enumerate(options("lo", "hi"))]),
        title=text("Two at once"),
    ),
    page("p4", item("line"), item("count", "number", least=0, most=99), title=text("Two more")),
)

NEWER_KINDS = survey(
    page(
        "n1",
        *(item(kind, kind) for kind in ("yes_no", "select", "rating", "ranking", "declaration", "hidden")),
        *(item(kind, kind) for kind in ("budget", "pairwise")),
        *(item(kind, kind) for kind in ("money", "per_cent", "date", "month", "time")),
        item("computed", "computed", formula={"sum": [{"q": "money"}, {"q": "per_cent"}]}),
        *(item(kind, kind) for kind in ("email", "phone", "website", "postcode")),
        *(item(kind, kind) for kind in ("geopoint", "geoshape")),
        title=text("All at once"),
    ),
)

PublishSurvey = Callable[..., SurveyVersion]


@pytest.fixture
def publish(session: Session) -> PublishSurvey:
    """`publish(activity, definition, note)` publishes a definition as an officer does."""

    def run(activity: Activity, definition: dict[str, Any], note: str = "We listened.") -> SurveyVersion:
        officer = make_actor(session, Role.OFFICER)
        services.change_draft(session, officer, activity, lambda _draft: read_definition(definition))
        seen = find_draft(session, activity.id).as_seen
        return services.publish(session, officer, activity, seen=seen, public_note=note)

    return run


@pytest.fixture
def draft_survey(session: Session) -> Activity:
    """A new survey of a consultation that has not opened."""
    return make_activity(session, make_consultation(session, state=State.DRAFT), "survey")


OpenSurvey = Callable[[dict[str, Any]], Activity]


@pytest.fixture
def opened(session: Session, publish: PublishSurvey) -> OpenSurvey:
    """`opened(definition)` publishes a definition in a consultation that is open."""

    def run(definition: dict[str, Any]) -> Activity:
        begun = clock.now() - timedelta(days=7)
        activity = make_activity(session, make_consultation(session, state=State.DRAFT, opens_at=begun), "survey")
        publish(activity, definition)
        activity.consultation.state = State.OPEN
        session.flush()
        return activity

    return run


@pytest.fixture
def open_survey(opened: OpenSurvey) -> Activity:
    """A published survey of every kind of question, in an open consultation."""
    return opened(ALL_KINDS)


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=12
).filter(clean_line)
codes = st.from_regex(r"[a-z0-9][a-z0-9]{0,5}", fullmatch=True)


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    """Make definitions up: pages of questions of every kind, some pages on a condition."""
    count = draw(st.integers(1, 5))
    pages: list[dict[str, Any]] = []
    for number in range(count):
        numbers = [made["items"][0]["key"] for made in pages if made["items"][0]["kind"] in NUMBERS | {COMPUTED}]
        files = sum(made["items"][0]["kind"] == FILE for made in pages)
        offered = [name for name in KINDS if (numbers or name != COMPUTED) and (files < 3 or name != FILE)]
        kind = draw(st.sampled_from(offered))
        more: dict[str, Any] = {"required": kind not in OPTIONAL and draw(st.booleans()), "public": draw(st.booleans())}
        if kind in CHOICES and kind not in FIXED_OPTIONS:
            chosen = draw(st.lists(codes, min_size=2, max_size=4, unique=True))
            more["options"] = [
                {"code": code, "label": text(f"{code} {draw(words)}"), "value": draw(st.none() | st.integers(-5, 5))}
                for code in chosen
            ]
        if kind in NUMBERS:
            more["least"], more["most"] = sorted([draw(st.integers(-9, 9)), draw(st.integers(-9, 9))])
        if kind == COMPUTED:
            more["formula"] = {"sum": [{"q": draw(st.sampled_from(numbers))}, draw(st.integers(-5, 5))]}
        if kind == "long_text":
            more["max_words"] = draw(st.none() | st.integers(1, 500))
        made = page(f"p{number}", item(f"k{number}", kind, **more))
        if number and draw(st.booleans()):
            made["show_if"] = {"q": f"k{draw(st.integers(0, number - 1))}", "op": "answered"}
        if number and draw(st.booleans()):
            made["items"][0]["show_if"] = {"q": f"k{draw(st.integers(0, number - 1))}", "op": "answered"}
        pages.append(made)
    return survey(*pages, introduction=text(draw(words)))
