"""Finding letters, and the words with which one begins."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import ANONYMOUS
from consult.kernel.errors import NotFound
from plugins.motion.letter_queries import document_of_letter, find_letter, letters_of, words_for
from plugins.motion.services.letters import sign_letter
from tests.plugins.motion import story
from tests.plugins.motion.services.test_resolutions import letter as add_letter


def test_a_letter_is_found_by_officers_before_it_is_sent(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.carry()
    clock_at(story.AFTER_MEETING)
    assert letters_of(session, told.motion) == []
    action = add_letter(told)
    assert "30 November 2026" in words_for(action, "http://127.0.0.1/")
    letter = sign_letter(session, told.officer, action, recipient="Home Office", body="We ask.", signatory="Clerk")
    assert letters_of(session, told.motion) == [letter]
    assert find_letter(session, letter.id, told.officer) is letter
    with pytest.raises(NotFound):
        find_letter(session, letter.id, ANONYMOUS)
    assert "letter 1.1" in document_of_letter(session, letter).title
