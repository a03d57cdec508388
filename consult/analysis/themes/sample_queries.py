"""Finding samples, the answers in them, and what they tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from consult.analysis.themes.agreement import Cells, Estimate, cells_of, estimate, f1, kappa
from consult.analysis.themes.models import Assignment, Coding, Theme
from consult.analysis.themes.queries import CodedText, find_text, themes_of
from consult.analysis.themes.sample_models import Purpose, Sample, SampledText
from consult.consultations.models import Activity
from consult.disclosure.rules import ORDINARY
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.types import JsonObject
from consult.submissions.models import Status, Submission
from consult.submissions.owners import require_desk


def find_sample(session: Session, sample_id: int) -> Sample:
    """Return a sample; raises `NotFound` when there is none."""
    sample = session.get(Sample, sample_id)
    if sample is None:
        raise NotFound
    require_desk(session, sample.activity)
    return sample


def samples_of(consultation_id: int) -> Select[Sample]:
    """Select the samples of a consultation, the newest first."""
    query = select(Sample).join(Activity, Activity.id == Sample.activity_id)
    return query.where(Activity.consultation_id == consultation_id).order_by(Sample.id.desc())


def published_themes(session: Session, sample: Sample) -> list[tuple[str, JsonObject]]:
    """Return the published figures of each theme under what it is called now: words of a title may have had to go."""
    titles = {theme.code: theme.title for theme in session.scalars(themes_of(sample.activity.consultation_id))}
    rows = (sample.published or {}).get("themes") or []
    codes = [str(row["theme"]).partition(" ")[0] for row in rows]
    return [(f"{code} {titles.get(code, '')}".strip(), row) for code, row in zip(codes, rows, strict=True)]


def published_of(consultation_id: int) -> Select[Sample]:
    """Select the samples of a consultation of which the public is told, in the order in which they were published."""
    query = samples_of(consultation_id).where(Sample.published_at.is_not(None))
    return query.order_by(None).order_by(Sample.published_at, Sample.id)


def texts_in(sample: Sample) -> Select[SampledText]:
    """Select the answers of a sample that count, in the order in which they were drawn."""
    query = select(SampledText).join(Submission, Submission.id == SampledText.submission_id)
    counted = (SampledText.sample_id == sample.id, Submission.status == Status.SUBMITTED)
    return query.where(*counted).order_by(SampledText.position)


def to_read(session: Session, sample: Sample, actor: Actor) -> SampledText | None:
    """Return the next answer of a sample that waits for this officer: none that she coded herself."""
    is_hers = and_(SampledText.first_by_id.is_not(None), SampledText.first_by_id == actor.person_id)
    found: SampledText | None = session.scalar(texts_in(sample).where(SampledText.read_at.is_(None), ~is_hers).limit(1))
    return found


def find_sampled(session: Session, sampled_id: int, *, actor: Actor) -> tuple[SampledText, CodedText]:
    """Return an answer of a sample with its words; raises `NotFound` when they are gone."""
    sampled = session.get(SampledText, sampled_id)
    if sampled is None:
        raise NotFound
    return sampled, find_text(session, sampled.submission_id, sampled.sample.question, actor=actor)


def waiting_blind(session: Session, actor: Actor, coded: CodedText) -> SampledText | None:
    """Return where this officer would see a colleague's themes that a second officer is to code without seeing them."""
    if coding_is_hers(session, actor, coded):
        return None
    query = (
        select(SampledText)
        .join(Sample, Sample.id == SampledText.sample_id)
        .where(
            SampledText.submission_id == coded.submission.id,
            Sample.question == coded.question.key,
            Sample.purpose == Purpose.CODED,
            SampledText.read_at.is_(None),
            or_(SampledText.first_by_id.is_(None), SampledText.first_by_id != actor.person_id),
        )
    )
    found: SampledText | None = session.scalar(query.limit(1))
    return found


def coding_is_hers(session: Session, actor: Actor, coded: CodedText) -> bool:
    """Whether this officer was the last to code the answer."""
    of_text = (Coding.submission_id == coded.submission.id, Coding.question == coded.question.key)
    return session.scalar(select(Coding.coded_by_id).where(*of_text)) == actor.person_id


def answers_to(activity_id: int, question: str) -> Select[int, str]:
    """Select number and reference of the counted responses with words under a question."""
    said = Submission.answers[question].as_string()
    of_activity = (Submission.activity_id == activity_id, Submission.status == Status.SUBMITTED)
    return select(Submission.id, Submission.reference).where(*of_activity, said.is_not(None), said != "")


def population(activity_id: int, question: str, purpose: Purpose) -> Select[int, str]:
    """Select the answers from which a sample is drawn: all that were coded, or all that were left aside."""
    coded = select(Coding.id).where(
        Coding.submission_id == Submission.id, Coding.question == question, Coding.is_current
    )
    if purpose is Purpose.CODED:
        return answers_to(activity_id, question).where(coded.exists())
    return answers_to(activity_id, question).where(~coded.exists(), ~proposed(question).exists())


def proposed(question: str) -> Select[int]:
    """Select what was found in a response by anybody and has not ended."""
    of_text = (Assignment.submission_id == Submission.id, Assignment.question == question)
    return select(Assignment.id).where(*of_text, Assignment.ended_at.is_(None))


@dataclass(frozen=True)
class Agreement:
    """How far two officers agree on one theme, or on all: without figures where they are too few to tell.

    `texts` were coded by both; `named` have the theme after at least one of them.
    """

    theme: str
    texts: int
    named: int
    kappa: Estimate | None = None
    f1: Estimate | None = None


@dataclass(frozen=True)
class Found:
    """What a sample tells by now."""

    read: int
    left: int
    new: int
    overall: Agreement
    by_theme: Sequence[Agreement]

    @property
    def is_enough(self) -> bool:
        """Whether so many answers were read that something may be told."""
        return self.read >= ORDINARY.percentage_base


def found_in(session: Session, sample: Sample) -> Found:
    """Return what a sample tells; nothing of fewer than 25 answers, and of no theme that fewer than 5 of them have."""
    rows = session.scalars(texts_in(sample)).all()
    read = [row for row in rows if row.read_at is not None]
    codes = _counted_codes(session, sample)
    pairs = [({codes[code] for code in row.first}, {codes[code] for code in row.second}) for row in read]
    themes = sorted(set(codes.values()), key=lambda code: int(code[1:]))
    cells = {theme: [cells_of(theme, *pair) for pair in pairs] for theme in themes}
    whole = [_sum([cells[theme][place] for theme in themes]) for place in range(len(pairs))]
    return Found(
        read=len(read),
        left=len(rows) - len(read),
        new=sum(row.is_new is True for row in read),
        overall=_agreement("", whole, len(pairs)),
        by_theme=[_agreement(theme, found, len(pairs)) for theme, found in cells.items()],
    )


def _agreement(theme: str, texts: Sequence[Cells], number: int) -> Agreement:
    named = sum(cells.number > cells.neither for cells in texts)
    if number < ORDINARY.percentage_base or named < ORDINARY.threshold:
        return Agreement(theme, number, named)
    return Agreement(theme, number, named, estimate(texts, kappa), estimate(texts, f1))


def _sum(cells: Sequence[Cells]) -> Cells:
    total = Cells()
    for part in cells:
        total = total.plus(part)
    return total


def _counted_codes(session: Session, sample: Sample) -> dict[str, str]:
    """Return for each theme that was on offer the one under which it counts now."""
    themes = session.scalars(select(Theme).where(Theme.consultation_id == sample.activity.consultation_id)).all()
    codes = {theme.id: theme.code for theme in themes}
    counted = {theme.code: codes[theme.merged_into_id or theme.id] for theme in themes}
    return {code: counted[code] for code in sample.themes}
