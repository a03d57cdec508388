"""What a draft cites."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.citations.queries import cited_in, reference_to
from consult.kernel.authz import ANONYMOUS
from consult.kernel.errors import Invalid
from plugins.motion.services.citing import cite_in_draft, uncite_in_draft
from plugins.motion.services.consents import draft_as_it_stands
from plugins.motion.services.submission import delete_motion
from tests.plugins.motion import story


def test_citing_ends_the_agreement_and_goes_with_the_draft(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told, other = story.begin(session), story.begin(session, title="Earlier")
    number = other.submit_in_public().number or ""
    told.agree()
    assert cite_in_draft(session, told.drafter, told.motion, chosen=[], typed=number, note="") == 1
    draft = draft_as_it_stands(session, told.motion)
    assert (draft.proposer, draft.seconder) == (None, None)
    assert cite_in_draft(session, told.drafter, told.motion, chosen=[], typed=number, note="") == 0
    with pytest.raises(Invalid):
        cite_in_draft(session, told.drafter, told.motion, chosen=[reference_to(told.motion)], typed="", note="")
    source, target = reference_to(told.motion), reference_to(other.motion)
    assert [one.reference for one in cited_in(session, told.drafter, source)] == [target]
    assert cited_in(session, ANONYMOUS, target) == []
    for _ in range(2):
        uncite_in_draft(session, told.proposer, told.motion, target)
    assert cited_in(session, told.drafter, source) == []
    cite_in_draft(session, told.drafter, told.motion, chosen=[target], typed="", note="")
    delete_motion(session, told.proposer, told.motion, seen=draft_as_it_stands(session, told.motion).seen)
    assert cited_in(session, told.drafter, source) == []
