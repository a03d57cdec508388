"""Publishing by consent: what may be, what may not, and what is gone at once."""

import pytest
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.comments.models import Publication, PublishedText, Standing
from consult.comments.queries import quotable_texts, shown_publication, texts_of
from consult.comments.services import (
    COMPANY,
    decide_as_before,
    hold,
    hold_response,
    is_closed,
    let_out,
    narrow_consent,
    publish_response,
    publishable,
    reopen_response,
    require_closed,
    standings_of,
    with_consent,
)
from consult.consultations.models import State
from consult.kernel.errors import Conflict, Gone, Invalid
from consult.submissions.consent import NAMED, REFUSED, UNNAMED
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise, set_status, set_statuses
from tests.consult.comments.conftest import Voices
from tests.support.redaction import redact

CODE = "7F3K-92QX-B41T-0ZMC"


def is_read(voices: Voices, sent: Submission) -> bool:
    return bool(quotable_texts(voices.session, [sent.id]))


def read_by_the_public(voices: Voices, key: str = "reasons") -> set[str]:
    return {said.text for said in texts_of(voices.session, voices.activity.id, key, "", 1)}


def told(voices: Voices) -> list[str]:
    query = select(AuditEntry.name).where(AuditEntry.name.like("comments.%")).order_by(AuditEntry.id)
    return list(voices.session.scalars(query))


def test_only_what_was_consented_to_read_and_counted_may_be_published(voices: Voices) -> None:
    agreed, unread = voices.send(1), voices.send(2, is_read=False)
    refused, silent, excluded = voices.send(3, REFUSED), voices.send(4, ""), voices.send(5, NAMED)
    set_status(voices.session, voices.activity, excluded, Status.WITHDRAWN)
    numbers = [one.id for one in (agreed, unread, refused, silent, excluded)]
    assert list(publishable(voices.session, numbers)) == [agreed.id]
    assert with_consent(voices.session, numbers) == [agreed.id, unread.id]


def test_nothing_is_published_while_people_can_take_part(voices: Voices) -> None:
    sent = voices.send(1, NAMED)
    voices.consultation.state = State.OPEN
    voices.consultation.closes_at = None
    assert not is_closed(voices.session, voices.activity)
    with pytest.raises(Conflict, match="after closing"):
        require_closed(voices.session, voices.activity)
    with pytest.raises(Conflict, match="after closing"):
        publish_response(voices.session, voices.officer, voices.activity, sent)


def test_texts_without_a_name_come_out_in_company_alone(voices: Voices) -> None:
    sent = [voices.send(number) for number in range(COMPANY)]
    voices.publish(*sent[:-1])
    assert read_by_the_public(voices) == set()
    let_out(voices.session, voices.activity)
    assert read_by_the_public(voices) == set()
    voices.publish(sent[-1])
    assert len(read_by_the_public(voices)) == len(read_by_the_public(voices, "instead")) == COMPANY
    late = voices.send(99)
    voices.publish(late)
    assert not is_read(voices, late)


def test_one_response_is_published_held_and_decided_anew(voices: Voices) -> None:
    sent = voices.send(1, NAMED)
    publish_response(voices.session, voices.officer, voices.activity, sent)
    assert is_read(voices, sent)
    for code, words in (("nothing", "So."), ("unlawful", " ")):
        with pytest.raises(Invalid):
            hold_response(voices.session, voices.officer, voices.activity, sent, code, words)
    hold_response(voices.session, voices.officer, voices.activity, sent, "unlawful", "A court forbade it.")
    assert not is_read(voices, sent)
    shown = shown_publication(voices.session, sent)
    assert shown is not None
    assert shown.publication is not None
    assert (shown.standing, shown.publication.held_words) == (Standing.HELD, "A court forbade it.")
    reopen_response(voices.session, voices.officer, voices.activity, sent)
    reopen_response(voices.session, voices.officer, voices.activity, sent)
    assert standings_of(voices.session, [sent.id]) == {sent.id: ""}
    assert told(voices) == [
        "comments.response_published",
        "comments.response_held",
        "comments.publication_reopened",
    ]


@pytest.mark.parametrize("consent", ["", REFUSED])
def test_without_consent_nothing_can_be_decided(voices: Voices, consent: str) -> None:
    sent = voices.send(1, consent)
    with pytest.raises(Conflict, match="does not let us"):
        publish_response(voices.session, voices.officer, voices.activity, sent)
    with pytest.raises(Conflict, match="does not let us"):
        hold_response(voices.session, voices.officer, voices.activity, sent, "other", "So.")


def test_what_nobody_read_is_not_published(voices: Voices) -> None:
    with pytest.raises(Conflict, match="nobody has read it"):
        publish_response(voices.session, voices.officer, voices.activity, voices.send(1, is_read=False))


def test_undoing_gives_back_each_decision(voices: Voices) -> None:
    undecided, held, published = (voices.send(number, NAMED) for number in range(3))
    hold(voices.session, voices.officer, voices.activity, [held.id], "other", "First words.")
    voices.publish(published)
    before = standings_of(voices.session, [undecided.id, held.id, published.id])
    voices.publish(undecided, held)
    hold(voices.session, voices.officer, voices.activity, [published.id], "abusive", "Other words.")
    decide_as_before(voices.session, voices.officer, voices.activity, before)
    assert standings_of(voices.session, list(before)) == before
    kept = voices.session.get_one(Publication, held.id)
    assert (kept.held_code, kept.held_words) == ("other", "First words.")
    assert [is_read(voices, one) for one in (undecided, held, published)] == [False, False, True]


@pytest.mark.parametrize("cause", [Cause.WITHDRAWAL, Cause.ERASURE, Cause.AUTHOR, Cause.CORRECTION])
def test_what_is_taken_back_or_said_otherwise_is_gone(voices: Voices, cause: Cause) -> None:
    sent = voices.send(1, NAMED)
    voices.publish(sent)
    answers = {"answers": sent.answers | {"reasons": "Otherwise."}} if cause.keeps_earlier else {}
    revise(voices.session, voices.activity, sent, cause, **answers)  # type: ignore[arg-type]  # one of the values
    assert not is_read(voices, sent)
    assert voices.session.scalars(select(PublishedText)).all() == []
    assert voices.session.scalars(select(Publication)).all() == []


def test_what_is_excluded_is_gone_and_waits_for_company_when_it_counts_again(voices: Voices) -> None:
    sent = [voices.send(number) for number in range(COMPANY)]
    voices.publish(*sent)
    set_status(voices.session, voices.activity, sent[0], Status.WITHDRAWN)
    assert "Because 0." not in read_by_the_public(voices)
    set_status(voices.session, voices.activity, sent[0], Status.SUBMITTED)
    assert "Because 0." not in read_by_the_public(voices)


def test_what_is_redacted_is_read_redacted(voices: Voices) -> None:
    sent = voices.send(1, NAMED)
    voices.publish(sent)
    redact(
        voices.session, voices.officer, voices.activity, sent, question="reasons", passage="Because", code="personal"
    )
    (text,) = read_by_the_public(voices)
    assert "Because" not in text
    assert text.endswith(" 1.")


def test_a_name_is_taken_back_at_once_and_no_reference_leads_from_it_to_the_texts(voices: Voices) -> None:
    others = [voices.send(number) for number in range(COMPANY)]
    sent = voices.send(50, NAMED, code=CODE)
    voices.publish(*others, sent)
    before = {said.reference for said in texts_of(voices.session, voices.activity.id, "reasons", "", 1) if said.name}
    narrow_consent(voices.session, CODE, UNNAMED)
    narrow_consent(voices.session, CODE, UNNAMED)
    assert "name_to_publish" not in sent.answers
    assert not is_read(voices, sent)
    more = [voices.send(number) for number in range(60, 60 + COMPANY)]
    voices.publish(*more)
    now = {said.reference: said.text for said in texts_of(voices.session, voices.activity.id, "reasons", "", 1)}
    assert "Because 50." in now.values()
    assert not before & now.keys()
    narrow_consent(voices.session, CODE, REFUSED)
    assert "Because 50." not in read_by_the_public(voices)
    assert told(voices) == ["comments.consent_narrowed"] * 2


def test_consent_is_never_widened(voices: Voices) -> None:
    sent = voices.send(1, REFUSED, code=CODE)
    for choice in (NAMED, UNNAMED, "everything"):
        with pytest.raises(Invalid):
            narrow_consent(voices.session, CODE, choice)
    with pytest.raises(Gone):
        narrow_consent(voices.session, "0000-0000-0000-0000", REFUSED)
    set_status(voices.session, voices.activity, sent, Status.WITHDRAWN)
    with pytest.raises(Conflict):
        narrow_consent(voices.session, CODE, REFUSED)


def test_of_many_that_count_no_more_each_published_text_goes_and_waits_again(voices: Voices) -> None:
    sent = [voices.send(number) for number in range(COMPANY)]
    voices.publish(*sent)
    assert all(is_read(voices, one) for one in sent)
    numbers = [one.id for one in (sent[0], voices.send(99, REFUSED))]
    set_statuses(voices.session, voices.activity, numbers, Status.EXCLUDED, "duplicate")
    set_statuses(voices.session, voices.activity, numbers, Status.SUBMITTED, None)
    voices.session.expire_all()
    assert [is_read(voices, one) for one in sent[:2]] == [False, True]
