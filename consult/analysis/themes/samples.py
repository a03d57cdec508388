"""Drawing a sample at random, coding it a second time or reading what was left aside, and publishing what it tells."""

from collections.abc import Collection, Sequence
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.analysis.quotations import require_verbatim
from consult.analysis.themes.agreement import Estimate, highest_share
from consult.analysis.themes.events import SampleDrawn, SamplePublished, SampleRead
from consult.analysis.themes.models import Assignment, Coding, Theme
from consult.analysis.themes.queries import CodedText, themes_of
from consult.analysis.themes.sample_models import Purpose, Sample, SampledText
from consult.analysis.themes.sample_queries import (
    Agreement,
    Found,
    answers_to,
    found_in,
    population,
    proposed,
    texts_in,
)
from consult.audit.services import record
from consult.consultations.models import Activity
from consult.contract.revisions import Revised
from consult.disclosure.rules import ORDINARY
from consult.kernel import tokens
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.submissions.models import Status

LEAST, MOST = ORDINARY.percentage_base, 2_000


def draw_sample(
    session: Session, actor: Actor, activity: Activity, question: str, purpose: Purpose, size: int
) -> Sample:
    """Draw answers at random by a seed of its own, and keep which they are and how they are coded now.

    Raises `Conflict` while an earlier sample of the same kind waits for somebody, and `Invalid` for too many or none.
    """
    lock_row(session, activity.consultation)
    _require_finished(session, activity.id, question, purpose)
    found = session.execute(population(activity.id, question, purpose)).all()
    if purpose is Purpose.LEFT_ASIDE and not _was_proposed(session, activity.id, question):
        raise Conflict(_("No rule or model has proposed a theme for any answer, so none was left aside."))
    if not 1 <= size <= min(MOST, len(found)):
        raise Invalid(fields={"size": _cannot_draw(len(found))})
    seed = tokens.new_secret()
    chosen = sorted(found, key=lambda row: sha256(f"{seed}:{row.reference}".encode()).digest())[:size]
    in_book = session.scalars(themes_of(activity.consultation_id)).all()
    numbers = [row.id for row in chosen]
    first, coders = _first_coding(session, question, numbers, in_book)
    used = {code for codes in first.values() for code in codes}
    sample = Sample(
        activity=activity,
        question=question,
        purpose=purpose,
        seed=seed,
        population=len(found),
        drawn=len(chosen),
        themes=[theme.code for theme in in_book if theme.is_offered or theme.code in used],
        drawn_at=database_now(session),
        drawn_by_id=actor.person_id,
    )
    session.add(sample)
    session.flush()
    session.add_all(
        SampledText(
            sample_id=sample.id,
            submission_id=number,
            position=position,
            first=first.get(number, []),
            first_by_id=coders.get(number),
            second=[],
        )
        for position, number in enumerate(numbers, 1)
    )
    session.flush()
    event = SampleDrawn(consultation_id=activity.consultation_id, sample_id=sample.id, texts=sample.drawn)
    record(session, event, by=actor)
    return sample


def code_again(session: Session, actor: Actor, sampled: SampledText, coded: CodedText, codes: Collection[str]) -> None:
    """Keep which themes the second officer sees; what counts stays as it was coded first.

    Raises `Conflict` for the officer who coded it first, and `ChangedMeanwhile` when a colleague was faster.
    """
    if set(codes) - set(sampled.sample.themes):
        raise Invalid(fields={"themes": _("Select themes from the list")})
    if _is_read(session, actor, sampled, coded, same=set(sampled.second) == set(codes)):
        return
    sampled.second = sorted(codes, key=lambda code: int(code[1:]))
    _note_reading(session, actor, sampled, coded)


def read_again(session: Session, actor: Actor, sampled: SampledText, coded: CodedText, *, is_new: bool) -> None:
    """Keep whether an answer that was left aside says something that no theme says; raises as `code_again` does."""
    if _is_read(session, actor, sampled, coded, same=sampled.is_new is is_new):
        return
    sampled.is_new = is_new
    _note_reading(session, actor, sampled, coded)


def publish_sample(session: Session, actor: Actor, sample: Sample) -> None:
    """Publish what a sample tells beside the results, as it stands now; once, for it stays.

    Raises `Conflict` while answers in it wait, and when they are too few to tell anything.
    """
    lock_row(session, sample)
    if sample.published is not None:
        return
    found = found_in(session, sample)
    if found.left:
        raise Conflict(_("Some answers of this sample have not been read again yet."))
    if not found.is_enough:
        raise Conflict(
            _("Fewer than %(least)s answers are left in this sample: too few to tell anything.", least=LEAST)
        )
    titles = [theme.title for theme in session.scalars(themes_of(sample.activity.consultation_id))]
    require_verbatim(session, sample.activity.consultation, "\n".join(titles))
    sample.published = _figures(sample, found)
    sample.published_at, sample.published_by_id = database_now(session), actor.person_id
    session.flush()
    event = SamplePublished(consultation_id=sample.activity.consultation_id, sample_id=sample.id, texts=found.read)
    record(session, event, by=actor)


def changed_since(session: Session, sample: Sample) -> int:
    """Return how many answers of a published sample were withdrawn, erased, excluded or changed since."""
    still = len(session.scalars(texts_in(sample).where(SampledText.read_at.is_not(None))).all())
    return int((sample.published or {}).get("read", still)) - still


def follow_revision(session: Session, revision: Revised) -> None:
    """Take an answer out of every sample when it is withdrawn or erased, or says something else."""
    of_submission = SampledText.submission_id == revision.submission_id
    if revision.is_forgotten:
        session.execute(delete(SampledText).where(of_submission))
        return
    questions = [place.removeprefix("answers.") for place in revision.changed if place.startswith("answers.")]
    if revision.is_new and questions:
        of_question = select(Sample.id).where(Sample.question.in_(questions))
        session.execute(delete(SampledText).where(of_submission, SampledText.sample_id.in_(of_question)))


def _require_finished(session: Session, activity_id: int, question: str, purpose: Purpose) -> None:
    of_kind = (Sample.activity_id == activity_id, Sample.question == question, Sample.purpose == purpose)
    newest = session.scalar(select(Sample).where(*of_kind).order_by(Sample.id.desc()).limit(1))
    if newest is not None and session.scalar(texts_in(newest).where(SampledText.read_at.is_(None)).limit(1)):
        raise Conflict(_("The sample that was drawn before still waits. Read its answers first."))


def _was_proposed(session: Session, activity_id: int, question: str) -> bool:
    is_proposed = proposed(question).where(Assignment.source != "officer").exists()
    return session.execute(answers_to(activity_id, question).where(is_proposed).limit(1)).first() is not None


def _cannot_draw(there: int) -> str:
    if not there:
        return _("There is no answer to draw from yet")
    return _("Enter a number from 1 to %(most)s", most=min(MOST, there))


def _first_coding(
    session: Session, question: str, numbers: Sequence[int], themes: Sequence[Theme]
) -> tuple[dict[int, list[str]], dict[int, int | None]]:
    """Return the codes that each answer has now, and who coded it."""
    by_id = {theme.id: theme for theme in themes}
    codes = {theme.id: by_id[theme.merged_into_id or theme.id].code for theme in themes}
    first: dict[int, list[str]] = {}
    counted = (Assignment.question == question, Assignment.ended_at.is_(None), Assignment.accepted_at.is_not(None))
    query = select(Assignment.submission_id, Assignment.theme_id).where(Assignment.submission_id.in_(numbers), *counted)
    for number, theme_id in session.execute(query):
        first[number] = sorted({*first.get(number, ()), codes[theme_id]})
    coders = select(Coding.submission_id, Coding.coded_by_id).where(
        Coding.submission_id.in_(numbers), Coding.question == question
    )
    return first, {row.submission_id: row.coded_by_id for row in session.execute(coders)}


def _is_read(session: Session, actor: Actor, sampled: SampledText, coded: CodedText, *, same: bool) -> bool:
    """Lock an answer, and tell whether this officer read it again already, with the same outcome."""
    lock_row(session, coded.submission)
    lock_row(session, sampled)
    if coded.submission.status != Status.SUBMITTED:
        raise Conflict(_("This response does not count, so it is not coded."))
    if sampled.first_by_id is not None and sampled.first_by_id == actor.person_id:
        raise Conflict(_("You coded this answer first, so a colleague has to code it again."))
    if sampled.read_at is None:
        return False
    if sampled.read_by_id == actor.person_id and same:
        return True
    raise ChangedMeanwhile(_("This answer was read again meanwhile, and what was found then stays. Go to the next."))


def _note_reading(session: Session, actor: Actor, sampled: SampledText, coded: CodedText) -> None:
    sampled.read_at, sampled.read_by_id = database_now(session), actor.person_id
    session.flush()
    event = SampleRead(
        consultation_id=coded.activity.consultation_id, sample_id=sampled.sample_id, submission_id=coded.submission.id
    )
    record(session, event, by=actor)


def _figures(sample: Sample, found: Found) -> dict[str, object]:
    """Return the figures that are kept: each theme by its code, since words of its title may have to go."""
    if sample.purpose is Purpose.LEFT_ASIDE:
        return {"read": found.read, "new": found.new, "at_most": highest_share(found.new, found.read)}
    rows = [{"theme": row.theme, **_row(row)} for row in found.by_theme]
    return {"read": found.read, **_row(found.overall), "themes": rows}


def _row(row: Agreement) -> dict[str, list[float | None] | None]:
    return {"kappa": _numbers(row.kappa), "f1": _numbers(row.f1)}


def _numbers(found: Estimate | None) -> list[float | None] | None:
    if found is None:
        return None
    return [None if figure is None else round(figure, 2) for figure in (found.value, found.low, found.high)]
