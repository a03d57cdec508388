"""Work for the worker that learns from texts: a list of words to begin with, and proposals for what is not coded."""

from itertools import groupby

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from consult.analysis.themes.learning import NEEDED, is_installed, likely_themes, words_together
from consult.analysis.themes.models import Assignment, Coding, Source, Theme
from consult.analysis.themes.sample_queries import answers_to
from consult.contract.plugin import JobKind
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Submission

WORDS = "analysis.words"
PROPOSE = "analysis.propose"
_SLICE = 500


def ask_to_learn(session: Session, actor: Actor, activity_id: int, question: str, name: str) -> Job:
    """Ask for one of both; raises `Conflict` where the optional part is missing, or too little is coded by hand."""
    require_installed()
    if name == PROPOSE:
        _require_enough(len(_coded(session, activity_id, question)))
    return enqueue(session, name, created_by=actor, activity_id=activity_id, question=question)


def require_installed() -> None:
    """Raise `Conflict` where the optional part is missing."""
    if not is_installed():
        raise Conflict(
            _("scikit-learn or py3langid is not installed. Ask the people who run the service to install both.")
        )


def tell_words(session: Session, _job: Job, *, activity_id: int, question: str) -> str:
    """Tell which words go together in the answers to a question: the job `analysis.words`."""
    require_installed()
    groups = words_together(list(_texts(session, activity_id, question).values()))
    if not groups:
        return _("The answers have too few words in common.")
    told = "; ".join(", ".join(words) for words in groups if words)
    return _("Words that go together, to begin a code book with: %(told)s.", told=told)


def propose(session: Session, _job: Job, *, activity_id: int, question: str) -> str:
    """Propose themes for the answers that nobody coded: the job `analysis.propose`.

    What a model proposed before, and nobody accepted, gives way. An answer that was changed or coded meanwhile is left.
    """
    require_installed()
    texts, coded = _texts(session, activity_id, question), _coded(session, activity_id, question)
    _require_enough(len(coded))
    known = [number for number in coded if number in texts]
    rest = [number for number in texts if number not in coded]
    found = list(likely_themes([texts[n] for n in known], [coded[n] for n in known], [texts[n] for n in rest]))
    begin_write(session)
    now = _texts(session, activity_id, question)
    newly = _coded(session, activity_id, question)
    at = database_now(session)
    rows = [
        {
            "submission_id": rest[proposal.place],
            "question": question,
            "theme_id": proposal.theme,
            "source": Source.MODEL,
            "score": proposal.score,
            "made_at": at,
        }
        for proposal in found
        if rest[proposal.place] not in newly and now.get(rest[proposal.place]) == texts[rest[proposal.place]]
    ]
    of_question = select(Submission.id).where(Submission.activity_id == activity_id)
    session.execute(
        delete(Assignment).where(
            Assignment.submission_id.in_(of_question),
            Assignment.question == question,
            Assignment.source == Source.MODEL,
            Assignment.accepted_at.is_(None),
            Assignment.ended_at.is_(None),
        )
    )
    for begins in range(0, len(rows), _SLICE):
        session.execute(insert(Assignment), rows[begins : begins + _SLICE])
    return _(
        "Themes proposed: %(proposed)s, for answers: %(answers)s.",
        proposed=len(rows),
        answers=len({row["submission_id"] for row in rows}),
    )


def _require_enough(coded: int) -> None:
    if coded < NEEDED:
        raise Conflict(
            _("Code %(needed)s answers by hand first; %(coded)s are coded by now.", needed=NEEDED, coded=coded)
        )


def _texts(session: Session, activity_id: int, question: str) -> dict[int, str]:
    said = Submission.answers[question].as_string()
    query = answers_to(activity_id, question).with_only_columns(Submission.id, said).order_by(Submission.id)
    return {number: text for number, text in session.execute(query) if text}


def _coded(session: Session, activity_id: int, question: str) -> dict[int, set[int]]:
    """Return the themes that count of every answer that was coded by hand; merged ones as what they count under."""
    coded = (Coding.activity_id == activity_id, Coding.question == question, Coding.is_current)
    found: dict[int, set[int]] = {
        number: set() for number in session.scalars(select(Coding.submission_id).where(*coded))
    }
    query = (
        select(Assignment.submission_id, Theme.merged_into_id, Theme.id)
        .join(Theme, Theme.id == Assignment.theme_id)
        .join(Submission, Submission.id == Assignment.submission_id)
        .where(
            Submission.activity_id == activity_id,
            Assignment.question == question,
            Assignment.accepted_at.is_not(None),
            Assignment.ended_at.is_(None),
            Theme.split_at.is_(None),
        )
        .order_by(Assignment.submission_id)
    )
    for number, rows in groupby(session.execute(query), key=lambda row: row[0]):
        if number in found:
            found[number] |= {merged or theme for _number, merged, theme in rows}
    return found


JOBS = (
    JobKind(name=WORDS, title=_l("Looking for words that go together"), run=tell_words),
    JobKind(name=PROPOSE, title=_l("Proposing themes for answers that nobody coded"), run=propose),
)
