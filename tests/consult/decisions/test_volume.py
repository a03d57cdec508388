"""The record of consideration quotes what is published already, word for word, and counts the rest."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from consult.comments.models import PublishedText
from consult.comments.services import publish
from consult.contract.questions import CONSENT_KEY
from consult.decisions import points
from consult.decisions.models import Decision
from consult.decisions.volume import HEADINGS, Considered, table_of, volume_of
from consult.desk.readings import record_reading
from consult.submissions.consent import NAMED, UNNAMED
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise, set_status
from tests.consult.decisions.conftest import Case
from tests.consult.decisions.test_points import pointed, put
from tests.support.redaction import redact

DRAWN = {"fewer than 5 points", "about 5 points"}
"""In what words two points are told, as chance has it."""


def decided(case: Case, *, is_published: bool = True) -> Decision:
    """Publish a decision on an issue with the points of two responses, of which one is read and published."""
    issue = case.answered()
    (read, (first, _)), (_unread, (second, _)) = pointed(case), pointed(case, "We are seen by all. Too dear.")
    record_reading(case.session, case.officer, read)
    if is_published:
        revise(case.session, case.activity, read, Cause.CONSENT, answers=read.answers | {CONSENT_KEY: UNNAMED})
        publish(case.session, case.officer, case.activity, [read.id])
    put(case, issue, first, second)
    for passage, said in ((first, "We wrote to her."), (second, "We met him.")):
        placed = points.find_point(case.session, passage.id)
        points.supplement_point(case.session, case.officer, placed, said, seen_version=placed.version)
    case.write()
    return case.publish()


def sent_to(case: Case) -> Sequence[Submission]:
    """Return the responses in order of arrival."""
    query = select(Submission).where(Submission.activity_id == case.activity.id).order_by(Submission.id)
    return case.session.scalars(query).all()


def only(case: Case, decision: Decision) -> Considered:
    """Return the only issue of the record."""
    (considered,) = volume_of(case.session, decision)
    return considered


def test_published_words_are_quoted_and_all_other_points_are_counted(case: Case) -> None:
    considered = only(case, decided(case))
    (quoted,) = considered.quoted
    assert (quoted.words, quoted.supplement, quoted.is_changed) == ("They mistake people.", "We wrote to her.", False)
    assert considered.others in DRAWN
    assert considered.supplements == ["We met him."]
    assert not considered.is_changed


def test_nothing_is_quoted_that_is_not_published(case: Case) -> None:
    considered = only(case, decided(case, is_published=False))
    assert not considered.quoted
    assert considered.others in DRAWN


def test_what_is_withdrawn_is_gone_and_the_issue_says_that_it_changed(case: Case) -> None:
    decision = decided(case)
    (sent, *_rest) = sent_to(case)
    set_status(case.session, case.activity, sent, Status.WITHDRAWN)
    considered = only(case, decision)
    assert not considered.quoted
    assert considered.is_changed
    assert considered.supplements == ["We met him."]


def test_how_many_points_there_are_is_drawn_once_and_stays_whoever_withdraws(case: Case) -> None:
    decision = decided(case, is_published=False)
    told = only(case, decision).others
    set_status(case.session, case.activity, sent_to(case)[0], Status.WITHDRAWN)
    assert only(case, decision).others == told


def test_of_a_version_from_before_numbers_were_drawn_it_is_told_only_that_there_are_points(case: Case) -> None:
    decision = decided(case)
    kept = decision.issues or {}
    old = [{name: part for name, part in issue.items() if name != "told_points"} for issue in kept["issues"]]
    case.session.expunge(decision)
    decision.issues = {**kept, "issues": old}
    assert only(case, decision).others == "points that are not published"


def test_words_that_are_taken_out_later_are_gone_from_the_quotation(case: Case) -> None:
    decision = decided(case)
    (sent, *_rest) = sent_to(case)
    redact(case.session, case.officer, case.activity, sent, question="reasons", passage="mistake")
    (quoted,) = only(case, decision).quoted
    assert "mistake" not in quoted.words
    assert quoted.is_changed


def test_the_file_has_a_row_for_each_quotation_and_one_for_the_rest(case: Case) -> None:
    rows = list(table_of(volume_of(case.session, decided(case))))
    assert {len(row) for row in rows} == {len(HEADINGS)}
    assert [row[-2] for row in rows] == ["They mistake people.", ""]
    assert rows[1][-3:] == ["", "", "We met him."]
    assert rows[1][-4] in DRAWN


@pytest.mark.parametrize(("consent", "is_numbered"), [(UNNAMED, False), (NAMED, True)])
def test_numbers_join_texts_of_one_person_only_where_these_have_a_name(
    case: Case, consent: str, *, is_numbered: bool
) -> None:
    issue = case.answered()
    sent, found = pointed(case)
    record_reading(case.session, case.officer, sent)
    revise(case.session, case.activity, sent, Cause.CONSENT, answers=sent.answers | {CONSENT_KEY: consent})
    publish(case.session, case.officer, case.activity, [sent.id])
    put(case, issue, *found)
    case.write()
    decision = case.publish()
    (text,) = case.session.scalars(select(PublishedText)).all()
    quoted = only(case, decision).quoted
    numbers = [point.number if is_numbered else None for point in found]
    assert sorted((one.number, one.words) for one in quoted) == sorted(
        zip(numbers, ["They mistake people.", "They cost too much."], strict=True)
    )
    assert {one.reference for one in quoted} == {text.reference}
    cells = {row[HEADINGS.index("Point")] for row in table_of(volume_of(case.session, decision))}
    assert cells == ({point.number for point in found} if is_numbered else {""})
