"""The list of tasks from which a resident opens the parts of a questionnaire, and to which each part leads back."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.contract.questions import Answers, Questionnaire
from consult.journey.progress import RespondentSession
from consult.journey.respondent_views import redirect_to_page
from consult.journey.tasks import TASK_LIST, Standing, Task, tasks_of
from consult.kernel.messages import gettext as _
from consult.submissions.questionnaires import known_kinds
from consult.submissions.reader import read_answers
from consult.web.transactions import db

Row = tuple[str, str, str | tuple[str, str]]


def is_at_task_list(respondent: RespondentSession) -> bool:
    """Whether the list of tasks is to be shown: it is asked for, or the task of a page that is has to wait."""
    is_waiting = respondent.task is not None and respondent.task.is_waiting
    return respondent.page is TASK_LIST or (is_waiting and request.method != "POST")


def task_list_page(respondent: RespondentSession) -> ResponseReturnValue:
    """Show the tasks, how far each is, and whether what was answered can be sent."""
    activity_id = respondent.activity.id
    if respondent.page is not TASK_LIST or request.method == "POST":
        return redirect_to_page(activity_id, TASK_LIST.id)
    answers = respondent.draft.content.answers if respondent.draft else {}
    faults = faulty(respondent.questionnaire, answers)
    tasks = tasks_of(respondent.questionnaire, respondent.pages, respondent.seen, faults)
    rows = [
        row_of(task, "" if task.is_waiting else url_for("journey.page", activity_id=activity_id, page=task.opens_at))
        for task in tasks
    ]
    completed = completed_of(tasks)
    may_send = not faults and (bool(answers) or completed == len(tasks))
    check = url_for("journey.check", activity_id=activity_id) if may_send else ""
    return render_template(
        "journey/tasks.html",
        respondent=respondent,
        rows=[*rows, check_row(_("Check your answers and send them"), check)],
        completed=completed,
        all=len(tasks),
        may_send=may_send,
    )


def is_ready(respondent: RespondentSession) -> bool:
    """Whether the check is open: always without tasks, else once each required question on the path is answered."""
    if not respondent.questionnaire.parts or respondent.draft is None:
        return True
    return not faulty(respondent.questionnaire, respondent.draft.content.answers)


def faulty(asked: Questionnaire, answers: Answers) -> set[str]:
    """Return the questions on the path of these answers that need another look before they can be sent."""
    return {*read_answers(asked.pages, known_kinds(db()), answers).faults}


def row_of(task: Task, way: str) -> Row:
    """Return what the list shows of a task: its title, the way to it, and how far it is."""
    return str(task.title), way, _in_words(task.standing)


def check_row(title: str, way: str) -> Row:
    """Return what the list shows of the check at the end, which opens once there is a way to it."""
    return title, way, (_("Not sent yet"), "blue") if way else _("Cannot start yet")


def completed_of(tasks: list[Task]) -> int:
    """Return how many tasks are completed."""
    return [task.standing for task in tasks].count(Standing.COMPLETED)


def _in_words(standing: Standing) -> str | tuple[str, str]:
    match standing:
        case Standing.COMPLETED:
            return _("Completed")
        case Standing.INCOMPLETE:
            return _("Incomplete"), "blue"
        case Standing.WAITING:
            return _("Cannot start yet")
