"""When words have to go, what quotes them is withdrawn, and a version without them takes its place."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from consult.analysis.themes.models import Theme
from consult.comments.services import hold
from consult.desk.bulk.models import BulkKind
from consult.desk.bulk.services import begin_act, plan_act
from consult.exports.withdrawing import withdraw_results
from consult.jobs.models import Job
from consult.kernel.authz import ANONYMOUS, Role
from consult.publishing.blocks import Quotation
from consult.reports.making import report_of
from consult.reports.models import Report, ReportText
from consult.reports.queries import WordsGone, document_of, find_version, quoted_submissions, references_in, versions_of
from consult.reports.versions import ask_for_report, digest_of, make_version, publish_report
from consult.reports.withdrawing import JOB, remake_report
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise
from tests.consult.reports.conftest import Told
from tests.factories import make_actor
from tests.support.redaction import redact


def quoted(told: Told, report: Report) -> Submission:
    """Return a response that a version quotes."""
    number = min(quoted_submissions(told.session, references_in(document_of(report))))
    return told.session.get_one(Submission, number)


def remade(told: Told) -> Report:
    """Run the job that makes the next version, and return it."""
    job = told.session.scalars(select(Job).where(Job.name == JOB)).one()
    remake_report(told.session, job, **job.args)
    return told.session.scalars(select(Report).order_by(Report.number.desc()).limit(1)).one()


def test_a_response_that_is_withdrawn_takes_its_words_out_of_the_report(
    told: Told, published: Callable[[], Report]
) -> None:
    report = published()
    one = quoted(told, report)
    words = str(one.answers["reasons"])
    assert words in str(document_of(report))
    revise(told.session, told.activity, one, Cause.WITHDRAWAL, status=Status.WITHDRAWN)
    told.session.refresh(report)
    with pytest.raises(WordsGone):
        find_version(told.session, "cameras", 1, ANONYMOUS)
    after = remade(told)
    assert (after.number, after.is_remade, after.sections) == (2, True, report.sections)
    assert words not in str(document_of(after))
    assert len([block for block in document_of(after).blocks if isinstance(block, Quotation)]) == 3


def test_a_redaction_takes_the_words_out_too(told: Told, published: Callable[[], Report]) -> None:
    report = published()
    one = quoted(told, report)
    redact(told.session, told.officer, told.activity, one, question="reasons", passage="mistake")
    told.session.refresh(report)
    assert report.withdrawn_at is not None
    assert report.document is None
    after = str(document_of(remade(told)))
    assert str(one.answers["reasons"]) not in after or "mistake" not in str(one.answers["reasons"])


def test_results_that_are_withdrawn_take_their_figures_out_of_every_version(
    told: Told,
) -> None:
    sections = ["method", "results", "themes"]
    for _ in range(2):
        ask_for_report(told.session, told.officer, told.consultation, sections)
        second = make_actor(told.session, Role.OFFICER)
        seen = digest_of(report_of(told.session, told.consultation, sections))
        job = publish_report(told.session, second, told.consultation, seen)
        make_version(told.session, job, **job.args)
    before = list(told.session.scalars(select(Report)))
    assert all("Strongly support" in str(document_of(report)) for report in before)
    withdraw_results(told.session, told.officer, told.activity, "Rows were doubled.", seen=1)
    for report in before:
        told.session.refresh(report)
        assert (report.document, report.withdrawn_at is None) == (None, False)
    for job in told.session.scalars(select(Job).where(Job.name == JOB)):
        remake_report(told.session, job, **job.args)
    newest = told.session.scalars(versions_of(told.consultation.id)).first()
    assert newest is not None
    assert (newest.number, newest.is_remade) == (3, True)
    assert "Strongly support" not in str(document_of(newest))


def test_another_response_changes_nothing(told: Told, published: Callable[[], Report]) -> None:
    report = published()
    rest = set(told.session.scalars(select(ReportText.submission_id)))
    other = next(one for one in told.quotable if one.id not in rest)
    revise(told.session, told.activity, other, Cause.WITHDRAWAL, status=Status.WITHDRAWN)
    told.session.refresh(report)
    assert report.withdrawn_at is None


def test_what_is_held_back_is_held_back_here_too(told: Told, published: Callable[[], Report]) -> None:
    report = published()
    hold(told.session, told.officer, told.activity, [quoted(told, report).id], "other", "We explain.")
    with pytest.raises(WordsGone):
        find_version(told.session, "cameras", 1, ANONYMOUS)


@pytest.mark.parametrize(("kind", "value"), [(BulkKind.HOLD, "other"), (BulkKind.EXCLUDE, "duplicate")])
def test_an_act_for_many_takes_the_words_out_as_one_does(
    told: Told, published: Callable[[], Report], kind: BulkKind, value: str
) -> None:
    report = published()
    one = quoted(told, report)
    words = str(one.answers["reasons"])
    act = plan_act(told.session, told.officer, told.activity, [one.id], kind, value, "We explain.")
    begin_act(told.session, told.officer, act)
    told.session.refresh(report)
    assert report.withdrawn_at is not None
    assert words not in str(document_of(remade(told)))


def test_words_that_stand_in_what_the_council_wrote_alone_go_too(told: Told, published: Callable[[], Report]) -> None:
    for one in told.quotable:
        theme = told.session.scalars(select(Theme).where(Theme.title == "Mistakes")).one()
        theme.definition = f"{theme.definition}\nOne said “{one.answers['reasons']}”."
    told.session.flush()
    report = published()
    rest = set(told.session.scalars(select(ReportText.submission_id)))
    other = next(one for one in told.quotable if one.id not in rest)
    words = f"“{other.answers['reasons']}”"
    assert words in str(document_of(report))
    revise(told.session, told.activity, other, Cause.WITHDRAWAL, status=Status.WITHDRAWN)
    told.session.refresh(report)
    assert report.withdrawn_at is not None
    assert words not in str(document_of(remade(told)))
