"""Work for the worker that asks the model a council set: themes for published answers, or a code book to begin with."""

from sqlalchemy.orm import Session

from consult.analysis.themes.endpoint import LONGEST_TEXT, Request, Told, ask_model
from consult.analysis.themes.events import TextsSentToModel
from consult.analysis.themes.learning_jobs import told_of
from consult.analysis.themes.masking import masked
from consult.analysis.themes.model_runs import new_run
from consult.analysis.themes.models import Theme
from consult.analysis.themes.queries import text_questions, themes_of
from consult.analysis.themes.run_models import Method
from consult.analysis.themes.texts_to_learn import coded_by_hand, keep_proposals, public_texts_of
from consult.audit.services import record
from consult.config import ModelEndpoint
from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.plugin import JobKind
from consult.jobs.models import Job
from consult.jobs.services import enqueue, report_progress
from consult.kernel.authz import Actor
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

ASK_THEMES = "analysis.ask_themes"
ASK_BOOK = "analysis.ask_book"


def endpoint_of(session: Session) -> ModelEndpoint | None:
    """Return the model that the council set, if it did."""
    found: ModelEndpoint | None = deployment_of(session).settings.model
    return found


def ask_endpoint(session: Session, actor: Actor, activity: Activity, question: str, name: str, url: str = "") -> Job:
    """Ask for texts to be sent to the council's model, and put it in the audit log before any leaves.

    Raises `Conflict` where the council set none, no answer is public yet, or there is no theme to propose.
    """
    endpoint = _required(session)
    texts = public_texts_of(session, activity.id, question)
    if not texts:
        raise Conflict(_("The public can read none of these answers yet, so none of them may leave."))
    if name == ASK_THEMES and not _offered(session, activity):
        raise Conflict(_("There is no theme in the code book yet."))
    event = TextsSentToModel(
        consultation_id=activity.consultation_id,
        activity_id=activity.id,
        question=question,
        texts=len(texts),
        model=endpoint.shown,
    )
    record(session, event, by=actor)
    return enqueue(session, name, created_by=actor, url=url, activity_id=activity.id, question=question)


def ask_for_themes(session: Session, job: Job, *, activity_id: int, question: str) -> str:
    """Have the council's model propose themes for what nobody coded: the job `analysis.ask_themes`."""
    activity = session.get_one(Activity, activity_id)
    coded = coded_by_hand(session, activity_id, question)
    texts = {
        number: text for number, text in public_texts_of(session, activity_id, question).items() if number not in coded
    }
    offered = _offered(session, activity)
    book = [(theme.code, f"{theme.title}: {theme.definition}") for theme in offered]
    told, sent = _told(session, job, activity, question, texts, book)
    run = new_run(session, job, activity_id, question, Method.ENDPOINT_THEMES, _model(session, told), len(sent))
    run.prompt, run.dropped = told.prompt, dict(+told.dropped)
    numbers = {theme.code: theme.id for theme in offered}
    found = ((sent[place], numbers[code], None) for place, codes in told.themes.items() for code in codes)
    answers = keep_proposals(session, run, texts, found)
    return " ".join((told_of(run.proposed, answers), _dropped(told)))


def ask_for_a_book(session: Session, job: Job, *, activity_id: int, question: str) -> str:
    """Have the council's model say which themes a code book could begin with: the job `analysis.ask_book`."""
    activity = session.get_one(Activity, activity_id)
    texts = public_texts_of(session, activity_id, question)
    told, sent = _told(session, job, activity, question, texts, [])
    run = new_run(session, job, activity_id, question, Method.ENDPOINT_BOOK, _model(session, told), len(sent))
    now = public_texts_of(session, activity_id, question)
    is_same = all(now.get(number) == texts[number] for number in sent.values())
    run.prompt, run.dropped = told.prompt, dict(+told.dropped)
    run.found = [f"{title}: {definition}" for title, definition in told.topics] if is_same else []
    return " ".join((_("Themes to begin with: %(topics)s.", topics=len(told.topics)), _dropped(told)))


def _told(
    session: Session, job: Job, activity: Activity, question: str, texts: dict[int, str], book: list[tuple[str, str]]
) -> tuple[Told, dict[int, int]]:
    """Ask the model, with nothing else of an answer than its words; a text has a number of its own for this once."""
    endpoint = _required(session)
    asked = next((asked for asked in text_questions(session, activity) if asked.key == question), None)
    kept = [number for number, text in texts.items() if len(text) <= LONGEST_TEXT]
    sent = dict(enumerate(kept, 1))
    request = Request(
        question=asked.label if asked else "",
        texts=[(place, masked(texts[number])) for place, number in sent.items()],
        themes=book,
    )
    if not sent:
        return Told(), sent

    def report(done: int, total: int) -> None:
        report_progress(session, job, done, total)

    return ask_model(endpoint, request, report), sent


def _offered(session: Session, activity: Activity) -> list[Theme]:
    return [theme for theme in session.scalars(themes_of(activity.consultation_id)) if theme.is_offered]


def _required(session: Session) -> ModelEndpoint:
    endpoint = endpoint_of(session)
    if endpoint is None:
        raise Conflict(_("The council has set no model to ask."))
    return endpoint


def _model(session: Session, told: Told) -> str:
    return ", ".join(part for part in (_required(session).shown, told.library) if part)[:200]


def _dropped(told: Told) -> str:
    dropped = sum(told.dropped.values())
    return _("Rows that did not fit and were dropped: %(dropped)s.", dropped=dropped) if dropped else ""


JOBS = (
    JobKind(name=ASK_THEMES, title=_l("Asking the council’s model for themes"), run=ask_for_themes),
    JobKind(name=ASK_BOOK, title=_l("Asking the council’s model for a code book"), run=ask_for_a_book),
)
