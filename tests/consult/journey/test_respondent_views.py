"""Whose answers a page of the journey is about, and where it sends the browser on."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.journey.respondent_views import (
    OtherAnswers,
    find_page,
    find_respondent_session,
    redirect_to_page,
    require_open,
)
from consult.journey.respondent_views import find_own_session as own_session
from consult.journey.stamps import FIELD, make_stamp
from consult.kernel.errors import Closed, NotFound
from tests.factories import make_activity, make_consultation


def test_a_page_of_other_answers_changes_nothing(application: Flask, session: Session) -> None:
    made = make_activity(session, make_consultation(session, state=State.OPEN))
    for stamp, is_own in ((make_stamp(None, None), True), (make_stamp("another", 1), False)):
        with application.test_request_context(method="POST", data={FIELD: stamp}):
            if is_own:
                assert own_session(session, made.id).code is None
            else:
                with pytest.raises(OtherAnswers) as refused:
                    own_session(session, made.id)
                assert len(refused.value.ways) == 2


def test_a_closed_consultation_says_so_with_a_way_on(application: Flask, session: Session) -> None:
    made = make_activity(session, make_consultation(session, state=State.CLOSED))
    with application.test_request_context():
        with pytest.raises(Closed) as refused:
            require_open(session, find_respondent_session(session, made.id))
        assert [address for _words, address in refused.value.ways] == [f"/consultations/{made.consultation.slug}"]


def test_there_is_no_page_that_was_never_asked(application: Flask, session: Session) -> None:
    made = make_activity(session, make_consultation(session, state=State.OPEN))
    with application.test_request_context():
        with pytest.raises(NotFound):
            find_page(session, made.id, "never")
        response = redirect_to_page(made.id, "check")
        assert not isinstance(response, str)
