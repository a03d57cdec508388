"""Tags: one for each word whatever its capitals, found by the filter, and gone with the response's own words."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.models import Tag, Tagged
from consult.desk.queries import Filters, listed
from consult.desk.tags import add_tag, find_or_make_tag, remove_tag, tags_among, tags_of
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.submissions.models import Cause
from consult.submissions.revision import revise
from tests.factories import make_activity, make_actor, make_submission


def test_a_tag_is_found_by_the_filter_and_offered_while_it_is_used(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    first, second, third = (make_submission(session, activity) for _ in range(3))
    tag = find_or_make_tag(session, activity, " For  Legal ")
    for sent in (first, second, second, third):
        add_tag(session, officer, activity, sent.id, tag)
    assert tags_of(session, activity.id) == {tag.id: "For Legal"}
    remove_tag(session, officer, activity, third.id, tag)
    found = session.scalars(listed(session, activity.id, Filters(tag=str(tag.id)))).all()
    assert {submission.id for submission in found} == {first.id, second.id}
    for sent in (first, second, second):
        remove_tag(session, officer, activity, sent.id, tag)
    assert tags_of(session, activity.id) == {}


def test_a_word_is_one_tag_in_an_activity_whatever_its_capitals(session: Session, activity: Activity) -> None:
    first = find_or_make_tag(session, activity, "Für Straße")
    assert find_or_make_tag(session, activity, "FÜR STRASSE").id == first.id
    elsewhere = find_or_make_tag(session, make_activity(session, activity.consultation), "Für Straße")
    assert elsewhere.id != first.id
    assert session.scalar(select(func.count()).select_from(Tag)) == 2


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 61])
def test_a_tag_needs_a_short_name(session: Session, activity: Activity, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        find_or_make_tag(session, activity, name)
    assert refused.value.fields == {"tag": "Enter a tag of 1 to 60 characters"}


@pytest.mark.parametrize("tag", ["", "x", "-1", "9" * 30, "²"])
def test_what_is_no_tag_in_an_address_is_found_nowhere(session: Session, activity: Activity, tag: str) -> None:
    make_submission(session, activity)
    assert len(session.scalars(listed(session, activity.id, Filters(tag=tag))).all()) == (tag == "")


@pytest.mark.parametrize("cause", list(Cause))
def test_tags_go_with_the_words_that_they_sort(session: Session, activity: Activity, cause: Cause) -> None:
    officer, sent = make_actor(session, Role.OFFICER), make_submission(session, activity)
    add_tag(session, officer, activity, sent.id, find_or_make_tag(session, activity, "for legal"))
    revise(session, activity, sent, cause)
    is_kept = cause not in {Cause.WITHDRAWAL, Cause.ERASURE}
    assert bool(tags_among(session, [sent.id])) is is_kept
    assert session.scalar(select(func.count()).select_from(Tagged)) == is_kept
