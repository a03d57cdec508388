"""Work for the worker that learns from texts: a list of words to begin with, and proposals for what is not coded."""

from importlib.metadata import version

from sqlalchemy.orm import Session

from consult.analysis.themes.learning import NEEDED, is_installed, likely_themes, words_together
from consult.analysis.themes.model_runs import new_run
from consult.analysis.themes.run_models import Method
from consult.analysis.themes.texts_to_learn import coded_by_hand, keep_proposals, texts_of
from consult.contract.plugin import JobKind
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.authz import Actor
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

WORDS = "analysis.words"
PROPOSE = "analysis.propose"


def ask_to_learn(session: Session, actor: Actor, activity_id: int, question: str, name: str, url: str = "") -> Job:
    """Ask for one of both; raises `Conflict` where the optional part is missing, or too little is coded by hand."""
    require_installed()
    if name == PROPOSE:
        _require_enough(len(coded_by_hand(session, activity_id, question)))
    return enqueue(session, name, created_by=actor, url=url, activity_id=activity_id, question=question)


def require_installed() -> None:
    """Raise `Conflict` where the optional part is missing."""
    if not is_installed():
        raise Conflict(
            _("scikit-learn or py3langid is not installed. Ask the people who run the service to install both.")
        )


def find_words(session: Session, job: Job, *, activity_id: int, question: str) -> str:
    """Find which words go together in the answers to a question: the job `analysis.words`."""
    require_installed()
    texts = texts_of(session, activity_id, question)
    groups = words_together(list(texts.values()))
    run = new_run(
        session,
        job,
        activity_id,
        question,
        Method.WORDS,
        _("%(library)s, TF-IDF and NMF", library=_library()),
        len(texts),
    )
    run.found = [", ".join(group) for group in groups]
    if not groups:
        return _("The answers have too few words in common.")
    return _("Groups of words that go together: %(groups)s.", groups=len(groups))


def propose(session: Session, job: Job, *, activity_id: int, question: str) -> str:
    """Propose themes for the answers that nobody coded: the job `analysis.propose`."""
    require_installed()
    texts, coded = texts_of(session, activity_id, question), coded_by_hand(session, activity_id, question)
    _require_enough(len(coded))
    known = [number for number in coded if number in texts]
    rest = [number for number in texts if number not in coded]
    found = list(likely_themes([texts[n] for n in known], [coded[n] for n in known], [texts[n] for n in rest]))
    learned = _("%(library)s, TF-IDF and logistic regression", library=_library())
    run = new_run(session, job, activity_id, question, Method.LEARNED, learned, len(rest))
    answers = keep_proposals(session, run, texts, ((rest[each.place], each.theme, each.score) for each in found))
    return told_of(run.proposed, answers)


def told_of(proposed: int, answers: int) -> str:
    """Return what a job tells that proposed themes."""
    return _("Themes proposed: %(proposed)s, for answers: %(answers)s.", proposed=proposed, answers=answers)


def _library() -> str:
    return f"scikit-learn {version('scikit-learn')}"


def _require_enough(coded: int) -> None:
    if coded < NEEDED:
        raise Conflict(
            _("Code %(needed)s answers by hand first; %(coded)s are coded by now.", needed=NEEDED, coded=coded)
        )


JOBS = (
    JobKind(name=WORDS, title=_l("Looking for words that go together"), run=find_words),
    JobKind(name=PROPOSE, title=_l("Proposing themes for answers that nobody coded"), run=propose),
)
