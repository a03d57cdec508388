"""Samples of answers as tests about them begin and change them."""

from collections.abc import Callable, Sequence

from consult.analysis.themes.models import Theme
from consult.analysis.themes.sample_models import Purpose, Sample
from consult.analysis.themes.sample_queries import texts_in
from consult.analysis.themes.samples import code_again, draw_sample, follow_revision
from consult.contract.revisions import Revised
from consult.submissions.models import Submission
from tests.consult.analysis.themes.conftest import Desk


def many_coded(desk: Desk, number: int, *themes: Theme) -> None:
    """Take in answers, and code each with these themes."""
    for _count in range(number):
        desk.code(desk.response(), *themes)


def draw(desk: Desk, size: int) -> Sample:
    """Draw a sample of what was coded."""
    return draw_sample(desk.session, desk.officer, desk.activity, "reasons", Purpose.CODED, size)


def code_all_again(desk: Desk, sample: Sample, choose: Callable[[int, Sequence[str]], Sequence[str]]) -> None:
    """Let a second officer code a whole sample, as `choose` says from the place and the first coding of each answer."""
    second = desk.colleague()
    for row in desk.session.scalars(texts_in(sample)).all():
        coded = desk.text(desk.session.get_one(Submission, row.submission_id))
        code_again(desk.session, second, row, coded, choose(row.position, row.first))


def withdraw(desk: Desk, sample: Sample, number: int) -> None:
    """Let some answers of a sample be withdrawn."""
    for row in desk.session.scalars(texts_in(sample)).all()[:number]:
        follow_revision(desk.session, _revised(row.submission_id, is_forgotten=True))


def rewrite(desk: Desk, sample: Sample) -> None:
    """Let the first answer of a sample say something else."""
    row = desk.session.scalars(texts_in(sample)).all()[0]
    follow_revision(desk.session, _revised(row.submission_id, is_new=True))


def _revised(submission_id: int, *, is_forgotten: bool = False, is_new: bool = False) -> Revised:
    before, now = {"answers.reasons": "This."}, {"answers.reasons": "That."}
    return Revised(submission_id=submission_id, before=before, now=now, is_forgotten=is_forgotten, is_new=is_new)
