"""What a written response asks: the definition officers set, its versions, and the questionnaire made from it."""

import itertools
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.changes import record_change
from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation, State
from consult.consultations.sign_offs import require_still_signed_off
from consult.contract.options import Option
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.contract.reserved_keys import RESERVED_KEYS
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Closed, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import code_from
from consult.kernel.types import JsonObject
from consult.responses.models import QuestionsVersion
from consult.submissions.events import QuestionsChanged
from consult.submissions.kinds import SCALES

KIND = "response"
CHANGEABLE = frozenset({State.DRAFT, State.SCHEDULED, State.OPEN})
KEY = validate.Regexp(r"^[a-z][a-z0-9_]{0,29}\Z", error=_l("A key is a small letter, then letters, digits and _."))


def _is_free(key: str) -> None:
    if key in RESERVED_KEYS:
        raise ValidationError(_("The key “%(key)s” is in use for something else. Choose another.", key=key))


class QuestionIn(Schema):
    """One question of a written response."""

    key = fields.String(required=True, validate=[KEY, _is_free])
    kind = fields.String(required=True, validate=validate.OneOf(["scale", "long_text"]))
    label = fields.String(required=True, validate=validate.Length(1, 300))
    hint = fields.String(load_default="", validate=validate.Length(max=500))
    required = fields.Boolean(load_default=False)
    scale = fields.String(load_default="agreement", validate=validate.OneOf(sorted(SCALES)))
    sensitive = fields.Boolean(load_default=True)
    most_words = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1, 100_000))


class ResponseQuestions(Schema):
    """The definition of a written response."""

    introduction = fields.String(load_default="")
    asks_area = fields.Boolean(load_default=True)
    asks_about_you = fields.Boolean(load_default=True)
    asks_consent = fields.Boolean(load_default=False)
    questions = fields.List(fields.Nested(QuestionIn), required=True)

    @validates_schema
    def _keys_are_unique(self, data: Mapping[str, Any], **_ignored: object) -> None:
        keys = [question["key"] for question in data["questions"]]
        if len(keys) != len(set(keys)):
            raise ValidationError(_("Two questions have the same key."), "questions")


EMPTY: JsonObject = {
    "introduction": "",
    "asks_area": True,
    "asks_about_you": True,
    "asks_consent": False,
    "questions": [],
}


def read_definition(definition: Mapping[str, object]) -> JsonObject:
    """Return the definition checked and complete; raises `Invalid` naming the first fault."""
    try:
        loaded: JsonObject = ResponseQuestions().load(definition)
    except ValidationError as error:
        raise Invalid(
            _("The questions cannot be used: %(first_fault)s", first_fault=_first_fault(error.messages))
        ) from error
    return loaded


def questionnaire_from(definition: Mapping[str, Any], *, activity_id: int, version: int, title: str) -> Questionnaire:
    """Return the questionnaire, one question on each page."""
    questions = [_question(question) for question in definition["questions"]]
    return Questionnaire(
        activity_id=activity_id,
        version=version,
        title=title,
        introduction=definition.get("introduction", ""),
        pages=tuple(
            QuestionPage(id=question.key, title=question.label, questions=(question,)) for question in questions
        ),
        asks_area=definition.get("asks_area", True),
        asks_about_you=definition.get("asks_about_you", True),
        asks_consent=definition.get("asks_consent", False),
    )


def newest_version(session: Session, activity_id: int) -> int:
    """Return the number of the newest version; 0 when no question was ever set."""
    return (
        session.scalar(select(func.max(QuestionsVersion.number)).where(QuestionsVersion.activity_id == activity_id))
        or 0
    )


def find_questionnaire(
    session: Session, activity_id: int, version: int | None = None, _language: str = ""
) -> Questionnaire:
    """Return a version of a written response's questions (the newest for `None`), in the council's words alone."""
    number = newest_version(session, activity_id) if version is None else version
    row = session.get(QuestionsVersion, (activity_id, number))
    title = session.scalar(select(Activity.title).where(Activity.id == activity_id)) or ""
    definition = EMPTY if row is None else row.definition
    return questionnaire_from(definition, activity_id=activity_id, version=number, title=title)


def outline_of(session: Session, activity: Activity) -> JsonObject:
    """Return what a written response asks now, for another one to ask it too."""
    row = session.get(QuestionsVersion, (activity.id, newest_version(session, activity.id)))
    return dict(EMPTY) if row is None else dict(row.definition)


def follow_outline(session: Session, actor: Actor, activity: Activity, outline: Mapping[str, Any]) -> None:
    """Let a new written response ask what an outline says; one that asks nothing is left so."""
    if outline["questions"]:
        set_questions(session, actor, activity, outline)


def set_questions(session: Session, actor: Actor, activity: Activity, definition: Mapping[str, object]) -> int:
    """Keep a new version of the questions and return its number.

    Raises `Invalid` when the definition has a fault, or gives a key that is in use another kind.
    """
    checked = read_definition(definition)
    begin_write(session)
    earlier = {
        question["key"]: question
        for row in session.scalars(select(QuestionsVersion).where(QuestionsVersion.activity_id == activity.id))
        for question in row.definition["questions"]
    }
    for question in checked["questions"]:
        before = earlier.get(question["key"])
        if before and (
            before["kind"] != question["kind"] or (question["kind"] == "scale" and before["scale"] != question["scale"])
        ):
            raise Invalid(
                _("The key %(name)s was used for another kind of question. Choose a new key.", name=question["key"])
            )
    number = newest_version(session, activity.id) + 1
    session.add(
        QuestionsVersion(
            activity_id=activity.id,
            number=number,
            definition=checked,
            made_at=clock.now(),
            made_by_id=actor.person_id,
        )
    )
    activity.settings_version = number
    session.flush()
    require_still_signed_off(session, activity.consultation)
    return number


def change_questions(
    session: Session, actor: Actor, activity: Activity, definition: Mapping[str, object], *, reason: str = ""
) -> int:
    """Keep a new version of the questions, and put it in the audit log; returns its number.

    After opening it is a material change: it needs a reason, which the public reads beside what changed, and those
    who answered are told. Raises `Closed` once the consultation has closed, and `Invalid` for a missing reason.
    """
    consultation, state = require_changeable(session, activity, reason)
    before = questions_as_text(definition_of(session, activity))
    number = set_questions(session, actor, activity, definition)
    after = questions_as_text(definition_of(session, activity))
    if state is State.OPEN and after != before:
        record_change(
            session,
            actor,
            consultation,
            kind="questions",
            is_material=True,
            reason=reason,
            before={"questions": before},
            after={"questions": after},
        )
    event = QuestionsChanged(consultation_id=consultation.id, activity_id=activity.id, version=number)
    record(session, event, actor)
    return number


def require_changeable(session: Session, activity: Activity, reason: str) -> tuple[Consultation, State]:
    """Return the consultation, locked, and its state; raises `Closed` or `Invalid` when its questions cannot change."""
    consultation = lock_row(session, session.get_one(Consultation, activity.consultation_id))
    state = state_at(consultation, database_now(session))
    if state not in CHANGEABLE:
        raise Closed(_("The consultation has closed, so its questions can no longer change."))
    if state is State.OPEN and not reason:
        sentence = _("Say why the questions change while people are answering them")
        raise Invalid(sentence, {"reason": sentence})
    return consultation, state


def questions_as_text(definition: Mapping[str, Any]) -> str:
    """Return all that people read and are asked: the introduction, one question on each line, and what comes last."""
    lines = [definition.get("introduction", ""), *(_as_line(question) for question in definition["questions"])]
    beside = {
        "asks_area": _("Where people live is asked."),
        "asks_about_you": _("The equality questions are asked."),
        "asks_consent": _("Whether answers may be published is asked."),
    }
    lines += [sentence for name, sentence in beside.items() if definition.get(name, EMPTY[name])]
    return "\n".join(line for line in lines if line)


def _as_line(question: Mapping[str, Any]) -> str:
    kinds = {"support": _("support or oppose"), "agreement": _("agree or disagree")}
    is_text = question["kind"] == "long_text"
    rules = ["text" if is_text else kinds[question["scale"]]]
    if question.get("most_words"):
        rules.append(_("at most %(question)s words", question=f"{question['most_words']:,}"))
    if question.get("required"):
        rules.append(_("must be answered"))
    if not question.get("sensitive", True):
        rules.append(_("exact counts may be published"))
    line = f"{question['label']} ({', '.join(rules)})"
    return f"{line} {question['hint']}" if question.get("hint") else line


def definition_of(session: Session, activity: Activity, version: int | None = None) -> JsonObject:
    """Return a definition of a written response (the newest for `None`); an empty one for a version never made."""
    number = newest_version(session, activity.id) if version is None else version
    row = session.get(QuestionsVersion, (activity.id, number))
    return dict(EMPTY) if row is None else dict(row.definition)


def new_key(session: Session, activity: Activity, label: str) -> str:
    """Return a key for a new question, made from its words and never used before in this activity."""
    wanted = code_from(label)
    wanted = wanted if wanted[:1].isalpha() else f"q_{wanted}".rstrip("_")
    versions = session.scalars(select(QuestionsVersion).where(QuestionsVersion.activity_id == activity.id))
    used = RESERVED_KEYS | {question["key"] for row in versions for question in row.definition["questions"]}
    candidates = (wanted if number == 1 else f"{wanted[:26]}_{number}" for number in itertools.count(1))
    return next(key for key in candidates if key not in used)


def opening_problems(session: Session, activity_id: int) -> list[str]:
    """Return what must be mended before a written response can open."""
    if find_questionnaire(session, activity_id).pages:
        return []
    return [_("The written response has no questions. Add at least one.")]


def _question(one: Mapping[str, Any]) -> Question:
    options: tuple[Option, ...] = SCALES[one["scale"]] if one["kind"] == "scale" else ()
    return Question(
        key=one["key"],
        kind=one["kind"],
        label=one["label"],
        hint=one.get("hint", ""),
        is_required=one.get("required", False),
        options=options,
        most_words=one.get("most_words"),
        is_sensitive=one.get("sensitive", True),
    )


def _first_fault(messages: object, path: str = "") -> str:
    if isinstance(messages, Mapping):
        name, inner = next(iter(messages.items()))
        shown = _("question %(name)s", name=name + 1) if isinstance(name, int) else str(name)
        return _first_fault(inner, f"{path}{shown}: " if shown != "_schema" else path)
    return f"{path}{messages[0] if isinstance(messages, list) else messages}"
