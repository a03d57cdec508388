"""Words that the public can no longer read are taken out of every text that quotes them, which says that it changed."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from consult.analysis.quotations import wrong_quotations
from consult.analysis.themes.code_book import add_theme
from consult.audit.models import AuditEntry
from consult.comments.services import hold_response, publish, reopen_response
from consult.comments.translations import Written, keep_translation
from consult.contract.questions import CONSENT_KEY
from consult.decisions.lost_quotations import SHORT, WITHHELD, has_withheld
from consult.decisions.models import Decision, Issue
from consult.decisions.points import find_point, supplement_point
from consult.decisions.presentation import shown_issues
from consult.desk.readings import record_reading
from consult.submissions.consent import REFUSED, UNNAMED
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise, set_statuses
from tests.consult.decisions.conftest import Case
from tests.consult.decisions.test_points import pointed, put
from tests.support.queries import counted
from tests.support.redaction import redact
from tests.support.web import FormClient

QUOTED = "Somebody wrote: “They mistake people”. Others agree."


def published(case: Case, text: str = "They mistake people. They cost too much.") -> tuple[Submission, Decision]:
    """Publish a decision that quotes a response: in its own words, in an issue, and in what is said to a point."""
    sent, (mistake, *_others) = pointed(case, text)
    made_public(case, sent)
    issue = case.answered()
    issue.title = "Why “They mistake people” worries many"
    put(case, issue, mistake)
    placed = find_point(case.session, mistake.id)
    supplement_point(case.session, case.officer, placed, "You say “They cost too much”.", seen_version=placed.version)
    case.write(said=QUOTED, did="> They mistake people.\n\nWe asked for a check.")
    return sent, case.publish()


def made_public(case: Case, sent: Submission) -> None:
    """Publish a response without a name."""
    record_reading(case.session, case.officer, sent)
    revise(case.session, case.activity, sent, Cause.CONSENT, answers=sent.answers | {CONSENT_KEY: UNNAMED})
    publish(case.session, case.officer, case.activity, [sent.id])


def withdraw(case: Case, sent: Submission) -> None:
    """Let its author withdraw it."""
    revise(case.session, case.activity, sent, Cause.WITHDRAWAL, status=Status.WITHDRAWN, answers={})


def erase(case: Case, sent: Submission) -> None:
    """Erase what it says."""
    revise(case.session, case.activity, sent, Cause.ERASURE, answers={})


def take_out(case: Case, sent: Submission) -> None:
    """Redact what is quoted."""
    for passage in ("mistake", "cost"):
        redact(case.session, case.officer, case.activity, sent, question="reasons", passage=passage)


def exclude(case: Case, sent: Submission) -> None:
    """Let it no longer count."""
    set_statuses(case.session, case.activity, [sent.id], Status.EXCLUDED, "duplicate")


def hold(case: Case, sent: Submission) -> None:
    """Hold it back."""
    hold_response(case.session, case.officer, case.activity, sent, "identifies", "It names a street.")


def reopen(case: Case, sent: Submission) -> None:
    """Take its publication back."""
    reopen_response(case.session, case.officer, case.activity, sent)


def refuse(case: Case, sent: Submission) -> None:
    """Let its author take consent back."""
    revise(case.session, case.activity, sent, Cause.CONSENT, answers=sent.answers | {CONSENT_KEY: REFUSED})


@pytest.mark.parametrize("lose", [withdraw, erase, take_out, exclude, hold, reopen, refuse])
def test_a_quotation_goes_with_the_words_it_repeats_from_what_was_published(
    case: Case, lose: Callable[[Case, Submission], None]
) -> None:
    sent, decision = published(case)
    theme = add_theme(case.session, case.officer, case.consultation, "Mistakes", "", "Such as “They mistake people”.")
    assert not has_withheld(decision)
    lose(case, sent)
    case.session.expire_all()
    assert decision.said == f"Somebody wrote: {WITHHELD}. Others agree."
    assert decision.did == f"> {WITHHELD}\n\nWe asked for a check."
    assert "mistake people" not in str(decision.issues)
    assert "cost too much" not in str(decision.issues)
    (issue,) = shown_issues(decision.issues)
    assert issue.title == f"Why {WITHHELD} worries many"
    assert case.session.scalars(select(Issue.title)).all() == [f"Why {SHORT} worries many"]
    assert theme.examples == f"Such as {WITHHELD}."
    assert has_withheld(decision)
    query = select(AuditEntry).where(AuditEntry.name == "decisions.quotations_withheld")
    assert case.session.scalars(query).first() is not None


def test_words_that_another_published_response_says_stay(case: Case) -> None:
    other, _points = pointed(case)
    made_public(case, other)
    sent, decision = published(case)
    erase(case, sent)
    case.session.expire_all()
    assert decision.said == QUOTED


def test_what_was_taken_out_elsewhere_in_a_response_touches_no_quotation(case: Case) -> None:
    sent, decision = published(case, "They mistake people. They cost too much. Ask Ada.")
    redact(case.session, case.officer, case.activity, sent, question="reasons", passage="Ada")
    case.session.expire_all()
    assert decision.said == QUOTED
    assert not has_withheld(decision)


def test_a_change_that_keeps_all_words_reads_nothing_that_officers_wrote(case: Case) -> None:
    sent, _decision = published(case)
    changed = [sent.answers | {"position": "oppose"}, sent.answers | {"position": "oppose", "reasons": "Nothing more."}]
    asked = []
    for answers in changed:
        with counted(case.session.get_bind().engine) as statements:
            revise(case.session, case.activity, sent, Cause.AUTHOR, answers=answers)
        asked.append([each for each in statements if "FROM issue" in each])
    assert not asked[0]
    assert asked[1]


def test_the_page_says_that_quotations_were_withheld(case: Case, client: FormClient) -> None:
    sent, _decision = published(case)
    address = f"/consultations/{case.consultation.slug}/outcome"
    case.session.commit()
    told = "Quotations were withheld"
    assert told not in client.get(address).text
    withdraw(case, sent)
    case.session.commit()
    for page in (address, f"{address}/record"):
        shown = client.get(page).text
        assert told in shown
        assert "mistake people" not in shown


def test_a_translation_may_be_quoted_where_it_is_marked_and_goes_with_its_original(case: Case) -> None:
    sent, _points = pointed(case, "Confundă oamenii. Costă mult.")
    written = Written("ro", "They confuse people. They cost a lot.", True, "DeepL", date(2026, 5, 3))
    keep_translation(case.session, case.officer, case.activity, sent, "answers.reasons", written, 0)
    marked, unmarked = "One wrote “They confuse people” (translated).", "One wrote “They confuse people”."
    assert wrong_quotations(case.session, case.consultation, [marked]) == ["They confuse people"]
    made_public(case, sent)
    assert wrong_quotations(case.session, case.consultation, [marked]) == []
    assert wrong_quotations(case.session, case.consultation, [unmarked]) == ["They confuse people"]
    case.answered()
    case.write(said=marked)
    decision = case.publish()
    redact(case.session, case.officer, case.activity, sent, question="reasons", passage="oamenii")
    case.session.expire_all()
    assert decision.said == f"One wrote {WITHHELD} (translated)."
