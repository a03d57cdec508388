"""Who is written about an amendment."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from tests.plugins.motion import debate, story
from tests.support.mail import written_mail


def test_seconder_officers_movers_and_proposer_are_each_written_once(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    amendment = debate.in_order(told, "Mend the lamps.")
    written = [(mail.to, mail.subject) for mail in written_mail(session) if "mendment" in mail.subject]
    email = {part: person.email for part, person in told.people.items()}
    number = amendment.number
    assert sorted(written) == sorted(
        [
            (email["drafter"], f"You are asked to second amendment {number}"),
            (email["officer"], f"Amendment {number} waits for a ruling"),
            (email["proposer"], f"Amendment {number} to your motion"),
            (email["seconder"], f"Amendment {number} to your motion"),
            (email["other"], f"The ruling on amendment {number}"),
            (email["drafter"], f"The ruling on amendment {number}"),
            (email["proposer"], f"Amendment {number}: do you agree?"),
            (email["seconder"], f"Amendment {number}: do you agree?"),
        ]
    )
    clock_at(story.AFTER_MEETING)
    debate.vote(told, amendment)
    carried = [mail.to for mail in written_mail(session) if mail.subject == f"Amendment {number}: Carried"]
    assert sorted(carried) == sorted(email[part] for part in ("drafter", "other", "proposer", "seconder"))
