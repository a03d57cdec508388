"""Pictures of answers: kept once by their digest, named by definitions, copied by name, deleted everywhere at once."""

import io
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.copies import copy_consultation
from consult.consultations.models import Activity
from consult.files.models import StoredFile
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.errors import Invalid, NotFound
from consult.records.places import record_named
from consult.records.redactions import take_down as take_words_down
from plugins.survey import services
from plugins.survey.comparison import differences
from plugins.survey.definition import Definition, Picture, definition_from
from plugins.survey.document import digest, dump, read_definition
from plugins.survey.models import SurveyPicture
from plugins.survey.phrases import as_text
from plugins.survey.pictures import add_picture, find_picture, may_read_file, pictures_of, remove_picture, take_down
from plugins.survey.queries import find_draft, find_published
from plugins.survey.questions import questionnaire_from
from plugins.survey.readings import as_read
from plugins.survey.taking import take_questions
from tests.factories import make_actor
from tests.plugins.survey.conftest import item, options, page, survey, text
from tests.support.documents import picture

ASKED = survey(page("p1", item("design", "radios", options=options("a", "b"))))


def pictured(session: Session, activity: Activity, code: str = "a", *, alt: str = "A tree", wide: int = 8) -> str:
    """Put a picture beside an answer as an officer does, and return its digest."""
    officer, content = make_actor(session, Role.OFFICER), io.BytesIO(picture("PNG", size=(wide, 4)))
    add_picture(session, officer, activity, key="design", code=code, alt=alt, name="a.png", content=content)
    found = draft_of(session, activity).find_item("design")
    return next(option.picture.sha256 for option in found.options if option.code == code and option.picture)


def draft_of(session: Session, activity: Activity) -> Definition:
    """Return the draft as it stands."""
    return definition_from(find_draft(session, activity.id).definition)


@pytest.fixture
def asking(session: Session, draft_survey: Activity) -> Activity:
    """A draft with radios."""
    officer = make_actor(session, Role.OFFICER)
    services.change_draft(session, officer, draft_survey, lambda _draft: read_definition(ASKED))
    return draft_survey


def publish(session: Session, activity: Activity) -> None:
    """Publish the draft as it stands."""
    seen = find_draft(session, activity.id).as_seen
    services.publish(session, make_actor(session, Role.OFFICER), activity, seen=seen)


def test_a_definition_without_pictures_keeps_its_bytes() -> None:
    assert "picture" not in str(dump(read_definition(ASKED)))


def test_the_same_picture_is_kept_once_and_named_twice(session: Session, asking: Activity) -> None:
    one, other = pictured(session, asking, "a"), pictured(session, asking, "b", alt="The same tree")
    assert one == other
    assert session.scalar(select(func.count()).select_from(SurveyPicture)) == 1
    (asked,) = questionnaire_from(draft_of(session, asking), activity_id=1, version=1, title="").questions
    assert [(option.picture, option.alt) for option in asked.options] == [(one, "A tree"), (one, "The same tree")]
    assert asked.options[0].on_paper == "Answer a (picture: A tree)"
    assert "- Answer a (picture: A tree)" in as_text(draft_of(session, asking))
    assert dump(read_definition(dump(draft_of(session, asking)))) == dump(draft_of(session, asking))


def test_whoever_knows_it_may_read_the_file_and_no_other_file(session: Session, asking: Activity) -> None:
    found = find_picture(session, pictured(session, asking))
    assert may_read_file(session, found.file_id, ANONYMOUS)
    assert not may_read_file(session, found.file_id + 1, ANONYMOUS)


def test_a_published_version_keeps_the_picture_that_the_draft_lost(session: Session, asking: Activity) -> None:
    kept = pictured(session, asking)
    publish(session, asking)
    remove_picture(session, make_actor(session, Role.OFFICER), asking, "design", kept)
    newer = pictured(session, asking, alt="Another tree", wide=9)
    there = pictures_of(session, asking, draft_of(session, asking).find_item("design"))
    assert [(one.digest, one.is_in_draft) for one in there] == [(newer, True), (kept, False)]


def test_a_copy_of_the_consultation_shows_the_same_pictures(session: Session, asking: Activity) -> None:
    kept = pictured(session, asking)
    publish(session, asking)
    made = copy_consultation(session, make_actor(session, Role.OFFICER), asking.consultation, "Again")
    (copied,) = [activity for activity in made.activities if activity.kind == "survey"]
    assert draft_of(session, copied).find_item("design").options[0].picture == Picture(kept, {"en-GB": "A tree"})
    publish(session, copied)


def test_a_question_that_is_taken_from_elsewhere_brings_its_pictures(session: Session, asking: Activity) -> None:
    kept = pictured(session, asking)
    asked = questionnaire_from(draft_of(session, asking), activity_id=1, version=1, title="").questions
    (key,) = take_questions(session, make_actor(session, Role.OFFICER), asking, "More", asked)
    taken = draft_of(session, asking).find_item(key)
    assert [option.picture and option.picture.sha256 for option in taken.options] == [kept, None]


def test_a_picture_that_is_not_here_cannot_be_published(session: Session, asking: Activity) -> None:
    named: dict[str, Any] = {"sha256": "0" * 64, "alt": text("A tree")}
    choices = [{**options("a")[0], "picture": named}, *options("b")]
    foreign = read_definition(survey(page("p1", item("design", "radios", options=choices))))
    officer, seen = make_actor(session, Role.OFFICER), find_draft(session, asking.id).as_seen
    services.import_definition(session, officer, asking, foreign, seen)
    with pytest.raises(Invalid, match="The picture of the answer “Answer a” to “Question design\\?” is not here"):
        publish(session, asking)
    pictured(session, asking)
    publish(session, asking)


def test_a_picture_is_deleted_everywhere_and_the_published_bytes_stay(session: Session, asking: Activity) -> None:
    kept = pictured(session, asking)
    publish(session, asking)
    published = find_published(session, asking.id)
    assert published is not None
    file_id, before = find_picture(session, kept).file_id, published.sha256
    take_down(session, make_actor(session, Role.OFFICER), asking, kept)
    assert session.get(StoredFile, file_id) is None
    with pytest.raises(NotFound):
        find_picture(session, kept)
    assert digest(definition_from(published.definition)) == published.sha256 == before
    assert "is not here" in services.check(session, asking).problems[0]


def test_the_words_of_a_picture_are_redacted_like_others(session: Session, asking: Activity) -> None:
    pictured(session, asking, alt="Ann Bell under a tree")
    publish(session, asking)
    published, officer = find_published(session, asking.id), make_actor(session, Role.OFFICER)
    assert published is not None
    place = "definition.sections.0.pages.0.items.0.options.0.picture.alt.en-GB"
    take_words_down(session, officer, record_named(session, "survey_version"), published, place, code="personal")
    assert "Ann Bell" not in str(published.definition)


def test_another_picture_is_other_words(session: Session, asking: Activity) -> None:
    before = draft_of(session, asking)
    pictured(session, asking)
    after = draft_of(session, asking)
    (found,) = differences(before, after)
    assert found.is_reworded
    assert "for the answer a, it has a picture" in found.sentence
    (found,) = differences(after, before)
    assert "the picture is gone" in found.sentence
    page_one = after.pages[0]
    (asked,) = page_one.items
    first, second = asked.options
    assert first.picture is not None
    for changed, told in (
        (replace(first.picture, sha256="1" * 64), "it has another picture"),
        (replace(first.picture, alt=text("A bush")), "its picture has other words"),
    ):
        items = (replace(asked, options=(replace(first, picture=changed), second)),)
        sections = (replace(after.sections[0], pages=(replace(page_one, items=items),)),)
        (found,) = differences(after, replace(after, sections=sections))
        assert told in found.sentence


def test_what_a_picture_shows_is_read_in_ones_own_language() -> None:
    named = {"sha256": "0" * 64, "alt": {"en-GB": "A tree", "cy": "Coeden"}}
    choices = [{**options("a")[0], "picture": named}, *options("b")]
    said = survey(page("p1", item("design", "radios", options=choices)), languages=["en-GB", "cy"])
    read = as_read(read_definition(said), "cy").find_item("design").options
    assert read[0].picture == Picture("0" * 64, {"cy": "Coeden"})
    assert read[1].picture is None
