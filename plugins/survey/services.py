"""Working on a survey's draft, and publishing it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity, State, record_change, require_still_signed_off, state_at
from consult.sdk.database import JsonObject, database_now, lock_row
from consult.sdk.errors import ChangedMeanwhile, Closed, Conflict, Invalid
from consult.sdk.events import PassageRedacted, RedactionUndone, record
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_text, require_verbatim
from plugins.survey.answer_marks import label_of
from plugins.survey.checks import Part, missing_pictures, missing_shown, problems_by_part
from plugins.survey.comparison import class_of, differences, missing_codes_taken, reused_keys
from plugins.survey.definition import Definition, definition_from, words
from plugins.survey.difference import Difference
from plugins.survey.document import digest, dump, empty_definition, read_definition
from plugins.survey.entries import unrolled
from plugins.survey.events import SurveyEdited, SurveyImported, SurveyPublished
from plugins.survey.models import ChangeClass, SurveyVariable, SurveyVersion, VersionStatus
from plugins.survey.more_to_answer import have_more_to_answer
from plugins.survey.phrases import as_text
from plugins.survey.queries import KIND, find_draft, find_published, known_pictures, published_versions, variables_of
from plugins.survey.readings import with_title
from plugins.survey.translating import remember_sources, translation_problems

BEFORE_OPENING = frozenset({State.DRAFT, State.SCHEDULED})


@dataclass(frozen=True)
class PublishCheck:
    """What publishing the draft would mean now."""

    parts: Mapping[Part, list[str]]
    differences: list[Difference]
    change_class: ChangeClass | None
    is_first: bool
    has_opened: bool
    is_over: bool

    @property
    def problems(self) -> list[str]:
        """What must be mended first."""
        return [problem for problems in self.parts.values() for problem in problems]

    @property
    def is_unchanged(self) -> bool:
        """Whether the draft says the same as what is published."""
        return not self.is_first and self.change_class is None

    @property
    def can_publish(self) -> bool:
        """Whether nothing stands in the way, but perhaps a second officer."""
        return not (self.problems or self.is_unchanged or self.is_over or self.refused)

    @property
    def refused(self) -> list[Difference]:
        """What cannot be published any more, because people answer already, whoever confirms it."""
        return [difference for difference in self._grave if not difference.may_be_confirmed]

    @property
    def needs_second(self) -> bool:
        """Whether another officer must confirm it."""
        is_reworded = self.has_opened and any(difference.is_reworded for difference in self.differences)
        return (bool(self._grave) or is_reworded) and not self.refused

    @property
    def _grave(self) -> list[Difference]:
        return [
            difference
            for difference in self.differences
            if self.has_opened and difference.level is ChangeClass.BREAKING
        ]


def start_survey(session: Session, activity_id: int) -> None:
    """Give a new survey its empty draft."""
    definition = empty_definition()
    session.add(
        SurveyVersion(activity_id=activity_id, number=1, definition=dump(definition), sha256=digest(definition))
    )
    session.flush()


def outline_of(session: Session, activity: Activity) -> JsonObject:
    """Return what a survey asks: its published version, or its draft where none is published."""
    version = find_published(session, activity.id) or find_draft(session, activity.id)
    return dict(version.definition)


def follow_outline(session: Session, actor: Actor, activity: Activity, outline: JsonObject) -> None:
    """Let a new survey ask what an outline says."""
    change_draft(session, actor, activity, lambda _draft: definition_from(outline))


def change_draft(
    session: Session, actor: Actor, activity: Activity, edit: Callable[[Definition], Definition]
) -> SurveyVersion:
    """Change the draft by a function that returns its definition changed.

    The draft is locked first, so `edit` sees what others saved and may raise `ChangedMeanwhile`. Raises
    `FaultyDefinition` when the result cannot be saved.
    """
    draft = lock_row(session, find_draft(session, activity.id))
    _keep(session, draft, read_definition(dump(edit(definition_from(draft.definition)))))
    record(session, SurveyEdited(consultation_id=activity.consultation_id, activity_id=activity.id), actor)
    return draft


def import_definition(
    session: Session, actor: Actor, activity: Activity, definition: Definition, seen: str | None
) -> SurveyVersion:
    """Replace the draft by a definition that was read; raises `ChangedMeanwhile` unless the draft is still `seen`."""
    draft = lock_row(session, find_draft(session, activity.id))
    if draft.as_seen != seen:
        raise ChangedMeanwhile(
            _(
                "Somebody else changed the draft while you had this page open. "
                "Download their draft, compare it with yours, and save again to replace it."
            )
        )
    _keep(session, draft, definition)
    record(session, SurveyImported(consultation_id=activity.consultation_id, activity_id=activity.id), actor)
    return draft


def _keep(session: Session, draft: SurveyVersion, definition: Definition) -> None:
    kept = remember_sources(definition_from(draft.definition), definition)
    draft.definition = dump(kept)
    draft.sha256 = digest(kept)
    session.flush()


def check(session: Session, activity: Activity) -> PublishCheck:
    """Return what publishing the draft would mean now."""
    return _check(session, activity, definition_from(find_draft(session, activity.id).definition))


def _check(session: Session, activity: Activity, definition: Definition) -> PublishCheck:
    earlier = [definition_from(version.definition) for version in session.scalars(published_versions(activity.id))]
    found = differences(earlier[-1], definition, earlier[:-1]) if earlier else []
    parts = problems_by_part(definition)
    state = state_at(activity.consultation, database_now(session))
    return PublishCheck(
        parts={
            **parts,
            Part.QUESTIONS: [
                *parts.get(Part.QUESTIONS, []),
                *missing_pictures(definition, here := known_pictures(session, definition)),
                *missing_shown(definition, here),
                *reused_keys(earlier, definition),
                *missing_codes_taken(earlier, definition),
            ],
            Part.TRANSLATIONS: translation_problems(with_title(definition, activity.title)),
        },
        differences=found,
        change_class=class_of(found),
        is_first=not earlier,
        has_opened=state not in BEFORE_OPENING,
        is_over=state not in BEFORE_OPENING and state is not State.OPEN,
    )


def publish(
    session: Session, actor: Actor, activity: Activity, *, seen: str | None, public_note: str = ""
) -> SurveyVersion:
    """Publish the draft as the version that is asked from now on, and begin the next draft from it.

    `seen` is the draft `as_seen` by the officer. Raises `ChangedMeanwhile` when somebody saved another,
    `Closed` when the consultation is over, `Invalid` with what must be mended first, and `Conflict` for a change that
    would break answers already given, or that another officer must confirm.
    """
    draft, ahead, note = ready_draft(session, activity, seen=seen, public_note=public_note)
    if ahead.needs_second:
        raise Conflict(_("Another officer must confirm this. Propose it instead."))
    return put_forward(session, actor, activity, draft, ahead.change_class, note)


def ready_draft(
    session: Session, activity: Activity, *, seen: str | None, public_note: str
) -> tuple[SurveyVersion, PublishCheck, str]:
    """Hold the draft and return it with what publishing it means and the note; raises as `publish` does."""
    draft = lock_row(session, find_draft(session, activity.id))
    if draft.as_seen != seen:
        raise ChangedMeanwhile(
            _("Somebody else changed or published the draft while you had this page open. Look at it again.")
        )
    ahead = _check(session, activity, definition_from(draft.definition))
    note = clean_text(public_note).strip()
    _require_publishable(ahead, note)
    require_verbatim(session, activity.consultation_id, note, "public_note")
    return draft, ahead, note


def put_forward(
    session: Session, actor: Actor, activity: Activity, draft: SurveyVersion, change: ChangeClass | None, note: str
) -> SurveyVersion:
    """Make a draft that is ready the version that is asked, and begin the next one."""
    now = database_now(session)
    before = find_published(session, activity.id)
    if before is not None:
        before.status = VersionStatus.SUPERSEDED
        session.flush()
    draft.status = VersionStatus.PUBLISHED
    draft.change_class = change
    draft.public_note = note
    draft.published_at = now
    draft.published_by_id = actor.person_id
    session.flush()
    session.add(
        SurveyVersion(
            activity_id=activity.id, number=draft.number + 1, definition=draft.definition, sha256=draft.sha256
        )
    )
    activity.settings_version = draft.number
    require_still_signed_off(session, activity.consultation)
    _rebuild_variables(session, activity.id)
    event = SurveyPublished(
        consultation_id=activity.consultation_id,
        activity_id=activity.id,
        version=draft.number,
        change_class=draft.change_class or "first",
    )
    record(session, event, actor)
    if before is not None and state_at(activity.consultation, now) is State.OPEN:
        _tell_public(session, actor, activity, before, draft)
    return draft


def _tell_public(
    session: Session, actor: Actor, activity: Activity, before: SurveyVersion, after: SurveyVersion
) -> None:
    old, new = definition_from(before.definition), definition_from(after.definition)
    # Those who answered are written to only when they have something more to answer.
    record_change(
        session,
        actor,
        lock_row(session, activity.consultation),
        kind="questions",
        is_material=have_more_to_answer(session, activity.id, old, new),
        reason=after.public_note,
        before={"questions": as_text(old)},
        after={"questions": as_text(new)},
    )


def _require_publishable(ahead: PublishCheck, note: str) -> None:
    if ahead.is_over:
        raise Closed(_("The consultation is closed, so what its survey asks can no longer change."))
    if ahead.problems:
        raise Invalid(_("The survey cannot be published yet. %(problems)s", problems=ahead.problems[0]))
    if ahead.is_unchanged:
        raise Conflict(_("Nothing has changed since the last version. Change the draft first."))
    if not ahead.has_opened:
        return
    if ahead.refused:
        grave = ahead.refused[0]
        raise Conflict(
            _(
                "The consultation has opened, so this cannot be published: %(sentence)s %(remedy)s",
                sentence=grave.sentence,
                remedy=grave.remedy,
            )
        )
    if not note:
        raise Invalid(
            _("People have begun to answer. Say what changed and why."),
            {"public_note": _("Say what changed and why. The public reads this.")},
        )


def _rebuild_variables(session: Session, activity_id: int) -> None:
    kept = {variable.key: variable for variable in session.scalars(variables_of(activity_id))}
    for version in session.scalars(published_versions(activity_id)):
        asked = unrolled(definition_from(version.definition))
        for position, item in enumerate(asked.items):
            row = kept.get(item.key)
            if row is None:
                row = SurveyVariable(activity_id=activity_id, key=item.key, first_version=version.number)
                session.add(row)
                kept[row.key] = row
            row.position = position
            row.kind = item.kind
            row.label = label_of(item, asked)
            row.options = [f"{option.code} = {words(option.label)}" for option in item.options]
            row.last_version = version.number
    session.flush()


def renew_variables(session: Session, event: PassageRedacted | RedactionUndone) -> None:
    """Let the code books of a consultation say what its surveys say, after something was taken out or put back."""
    surveys = select(Activity.id).where(Activity.consultation_id == event.consultation_id, Activity.kind == KIND)
    for activity_id in session.scalars(surveys).all():
        _rebuild_variables(session, activity_id)


def opening_problems(session: Session, activity_id: int) -> list[str]:
    """Return what must be mended before a consultation with this survey can open."""
    if find_published(session, activity_id) is not None:
        return []
    return [_("The survey is not published. Build it, look at the preview and publish it.")]
