"""How many of those who were asked for a place gave one in each ward: for officers, and never published."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.question_kinds import Kind
from consult.contract.questions import NOT_ANSWERED, NOT_ASKED, Question, Questionnaire
from consult.disclosure.tables import Dimension, one_way
from consult.exports.result_charts import Chart, base_sentence, exact_chart
from consult.exports.summary import summarise
from consult.kernel.messages import gettext as _
from consult.kernel.ward_finder import WardFinder
from consult.statistics.groups import groups_of
from consult.statistics.variables import Variable, answer_column
from consult.submissions.questionnaires import known_kinds

# No ward is called so: a name in a file of outlines is never empty, and these begin with a colon.
OUTSIDE, IN_WORDS = ":outside", ":words"


def ward_charts(session: Session, activity: Activity) -> list[Chart]:
    """Return one chart for each question about a place; none where the deployment has no outlines.

    Every answer is read for it, so it is no part of the summary, whose cost does not grow with responses.
    """
    outlines = deployment_of(session).settings.council.outlines
    if outlines is None:
        return []
    finder, kinds = WardFinder(outlines), known_kinds(session)
    return list(_charts(session, activity, finder, kinds))


def _charts(session: Session, activity: Activity, finder: WardFinder, kinds: Mapping[str, Kind]) -> Iterator[Chart]:
    for one in summarise(session, activity).questions:
        if not one.is_place:
            continue
        variable = _by_ward(one.question, kinds[one.question.kind], finder)
        people: Counter[str] = Counter()
        for group in groups_of(session, activity, [variable]):
            people.update({code: group.people for code in group.codes[0] if code in variable.codes})
        rows = Dimension(variable.key, variable.title, tuple(variable.codes), tuple(variable.codes.values()))
        chart = exact_chart(one_way(variable.title, rows, people))
        yield Chart(chart.title, chart.bars, [*filter(None, [one.note]), base_sentence(one.base)], _("Ward"))


def _by_ward(question: Question, kind: Kind, finder: WardFinder) -> Variable:
    def read(stored: object, asked: Questionnaire, on_path: Mapping[str, Any]) -> Sequence[str]:
        if not any(one.key == question.key for _ignored, one in asked.path(on_path)):
            return [str(NOT_ASKED)]
        if stored is None:
            return [str(NOT_ANSWERED)]
        place = kind.locate(stored)
        return [IN_WORDS if place is None else finder.ward_of(*place) or OUTSIDE]

    return Variable(
        key=question.key,
        title=question.label,
        codes={
            **{name: name for name in finder.names},
            OUTSIDE: _("Outside all wards"),
            IN_WORDS: _("In words, without coordinates"),
        },
        column=answer_column(question),
        read=read,
    )
