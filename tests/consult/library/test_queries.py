"""The library is searched by all its words, what officers kept before what comes with Consult."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.library.queries import items_with, origins_of
from consult.library.services import keep_questions
from tests.factories import make_actor


def test_what_is_looked_for_is_found_in_names_questions_answers_and_sources(
    session: Session, activity: Activity
) -> None:
    keep_questions(session, make_actor(session, Role.OFFICER), activity, ["reasons"], "Zebra", "")
    assert [item.name for item in items_with(session, "zebra")] == ["Zebra"]
    assert [item.code for item in items_with(session, "sikh")] == ["standard-religion"]
    assert {item.code for item in items_with(session, "census")} == {"standard-sex", "standard-religion"}
    assert items_with(session, "nothing at all like this") == []
    assert items_with(session, "")[0].name == "Zebra"
    assert len(items_with(session, "")) == 9
    assert origins_of(session, activity.id) == {}
