"""The options of the command that imports responses, as the plan that the desk's page makes too."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.choices import guessed_plan, is_own_export
from consult.imports.files import head_from
from consult.imports.forms import FileAsked
from consult.imports.plan import NOT_AN_ANSWER, ROW_LEFT_OUT, ImportPlan, read_choice
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import folded
from consult.submissions.questionnaires import known_kinds, questionnaire_of, questions_over_versions
from consult.tables.files import read_table
from consult.tables.values import Layout

MEANINGS = {"not-answered": NOT_AN_ANSWER, "leave-row-out": ROW_LEFT_OUT}
MEANING_HELP = _l(
    "What a value means that matches no answer: an answer's words or code, or %(meanings)s.",
    meanings=", ".join(MEANINGS),
)
_NAMED_ALIKE = ("key", "area", "received", "version", "received_on")


def file_from_options(
    session: Session, activity: Activity, content: bytes, file_name: str, options: Mapping[str, Any]
) -> FileAsked:
    """Return what is asked about a file, from its columns and the activity’s questions.

    Raises `Invalid` when an option cannot be read, or the file cannot be read in this way.
    """
    questionnaire = questionnaire_of(session, activity)
    return FileAsked(
        questions=questions_over_versions(session, activity) if questionnaire is not None else (),
        kinds=known_kinds(session),
        head=head_from(read_table(content, _layout(options))),
        file_name=file_name,
    )


def _layout(options: Mapping[str, Any]) -> Layout:
    return Layout(
        encoding=options["encoding"],
        separator={"tab": "\t", "\\t": "\t"}.get(options["separator"], options["separator"]),
        sheet=options["sheet"],
        **_heading(options["heading"]),
    )


def plan_from_options(asked: FileAsked, options: Mapping[str, Any]) -> ImportPlan:
    """Return how a file is to be read; what is not said is guessed from its columns, as on the page.

    Raises `Invalid` when an option cannot be read.
    """
    file_name = asked.file_name
    guessed = guessed_plan(asked)
    is_export = options["from_export"] or is_own_export(asked)
    plan = guessed if is_export else ImportPlan(answers=guessed.answers, boxes=guessed.boxes)
    plan = _with_questions_named(plan, asked, options)
    given: dict[str, Any] = {name: options[name] for name in _NAMED_ALIKE if options[name]}
    plan = replace(
        plan,
        **given,
        about_you=_pairs(options["about"]),
        channel=options["channel_column"] or plan.channel,
        only=_pairs(options["only"]),
        delimiter={"newline": "\n"}.get(options["delimiter"], options["delimiter"]),
        prefers_codes=tuple(options["codes"]),
        values=_values(asked, options["values"]),
        on_conflict=read_choice(options["on_conflict"]),
        hour=guessed.hour if is_export else None,
        is_export=is_export,
        is_guarded=is_export and "sheet" not in asked.head["layout"],
        synthetic="is_synthetic" if is_export and "is_synthetic" in asked.columns else None,
        layout=_layout(options),
    )
    stem = file_name.rpartition(".")[0] or file_name
    return replace(plan, source=options["source"] or (stem if plan.key else ""))


def _with_questions_named(plan: ImportPlan, asked: FileAsked, options: Mapping[str, Any]) -> ImportPlan:
    said, groups = _pairs(options["maps"]), _pairs(options["boxes"])
    if not said and not groups:
        return plan
    return replace(plan, answers=said, boxes={key: _boxes(asked, key, title) for key, title in groups.items()})


def _heading(typed: str | None) -> dict[str, int]:
    if typed is None:
        return {}
    first, dash, last = typed.partition("-")
    if not first.isdecimal() or (dash and last != str(int(first) + 1)):
        raise Invalid(
            _("“%(typed)s” is not a heading. Write the number of a row, like 3, or of two, like 1-2.", typed=typed)
        )
    return {"heading": int(first), "heading_rows": 2 if dash else 1}


def _pairs(given: Iterable[str]) -> dict[str, str]:
    found = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name or not value:
            raise Invalid(_("“%(pair)s” must be two names with = between them.", pair=pair))
        found[name.strip()] = value.strip()
    return found


def _boxes(asked: FileAsked, key: str, title: str) -> Mapping[str, str]:
    for group in asked.boxes.get(key, ()):
        if folded(group.title) == folded(title):
            return group.columns
    raise Invalid(
        _(
            "The file has no columns of “%(title)s” that could answer “%(key)s”. Its columns are: %(columns)s.",
            title=title,
            key=key,
            columns=asked.columns,
        )
    )


def _values(asked: FileAsked, given: Iterable[str]) -> dict[str, dict[str, str]]:
    by_key = {question.key: question for question in asked.questions}
    values: dict[str, dict[str, str]] = {}
    for pair in given:
        told, _ignored, meaning = pair.rpartition("=")
        key, colon, value = told.partition(":")
        question = by_key.get(key)
        if not colon or question is None:
            raise Invalid(
                _("“%(pair)s” must be a question's key, a value and its meaning, like position:4=support.", pair=pair)
            )
        option = question.in_words(meaning)
        if option is None and meaning not in MEANINGS:
            raise Invalid(
                _(
                    "“%(meaning)s” is not one of the answers to “%(label)s”, nor %(meanings)s.",
                    meaning=meaning,
                    label=question.label,
                    meanings=" or ".join(MEANINGS),
                )
            )
        values.setdefault(key, {})[folded(value)] = MEANINGS[meaning] if option is None else option.code
    return values
