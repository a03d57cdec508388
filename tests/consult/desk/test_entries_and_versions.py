"""Several officers with old pages of entries, while versions come and responses are excluded: nothing typed is lost."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.desk.exclusions import exclude
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.submissions.models import EarlierAnswers, Status, Submission
from tests.consult.desk.test_transcription_views import SignIn
from tests.consult.journey.test_admission_views import another
from tests.consult.journey.test_tabs_and_versions import definition, forms_on, publish_another
from tests.factories import make_actor, make_person
from tests.plugins.survey.conftest import OpenSurvey, opened, publish
from tests.support.web import FormClient

__all__ = ["opened", "publish"]
STEPS = 150
CODES = ("1", "2", "3", "a", "1 2", "", "9")


def keyed(form: Any, chance: Random) -> Iterator[tuple[str, str]]:
    """Yield what an officer types in the fields of a form, most of it right."""
    today, is_right = clock.today_in_london(), chance.random() < 0.7
    for box in form.iter():
        name, kind = str(box.get("name")), box.get("type") or box.tag
        if box.tag not in {"input", "textarea", "select"} or kind == "checkbox":
            continue
        if kind == "hidden":
            yield name, box.get("value") or ""
        elif name == "channel":
            yield name, "paper"
        elif name.startswith("received_on"):
            yield name, str(getattr(today, name.rpartition("-")[2]))
        elif "-codes" in (box.get("aria-describedby") or ""):
            yield name, chance.choice(CODES[:3] if is_right else CODES)
        elif name == "answer_number":
            yield name, "45" if is_right else "many"
        elif kind == "select" or name.startswith("answer_day") or name == "district":
            yield name, ""
        else:
            yield name, f"said-{chance.getrandbits(40)}-"


def kept(session: Session) -> str:
    """Return all that entries say, and said before."""
    session.expire_all()
    now = session.execute(select(Submission.answers, Submission.marks)).all()
    before = session.execute(select(EarlierAnswers.answers, EarlierAnswers.marks)).all()
    return str([*map(tuple, now), *map(tuple, before)])


@pytest.mark.postgresql
@pytest.mark.parametrize("seed", [3, 5])
def test_nothing_fails_and_nothing_typed_is_lost(
    client: FormClient, session: Session, opened: OpenSurvey, officer: Person, sign_in: SignIn, seed: int
) -> None:
    chance, faults = Random(seed), list[str]()
    asked = opened(definition(has_more=False, has_line=True, has_order=True))
    actors = [make_actor(session, Role.OFFICER) for _number in range(2)]
    people = [(another(client, session), list[tuple[str, dict[str, str]]]()) for _number in range(3)]
    for browser, _pages in people:
        sign_in(browser, make_person(session, Role.OFFICER))
    for _step in range(STEPS):
        browser, pages = chance.choice(people)
        entries = list(session.scalars(select(Submission)))
        act = chance.choices(("opens", "sends", "version", "excludes"), (45, 45, 4, 3))[0]
        if act == "opens":
            enter = f"/staff/activities/{asked.id}/enter"
            ways = [f"/staff/responses/{one.id}/{way}" for one in entries for way in ("check", "correct", "key-again")]
            place = chance.choice([enter, f"{enter}?asked_version=1", *chance.sample(ways, min(2, len(ways)))])
            shown = browser.get(place)
            pages += [(place, dict(keyed(form, chance))) for form in forms_on(shown.text)[:1]]
        elif act == "sends" and pages:
            place, typed = chance.choice(pages[-6:])
            answer = browser.post_form(place, typed)
            there = answer.text + kept(session)
            words = [said for name, said in typed.items() if said.startswith("said-") and name != "reason"]
            faults += [f"{place}: {answer.status_code}"] if answer.status_code not in {303, 409, 422} else []
            faults += [f"{said} is lost by {place}: {answer.status_code}" for said in words if said not in there]
        elif act == "version":
            publish_another(session, actors, asked, chance)
        elif act == "excludes" and entries:
            one = chance.choice(entries)
            if one.status == Status.SUBMITTED:
                exclude(session, actors[0], asked, one, "duplicate", "")
    assert faults == []
