"""What is to be done before a survey is published, as a list of tasks."""

from collections.abc import Mapping
from typing import Any

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from plugins.survey.checks import Part
from plugins.survey.context import DraftContext
from plugins.survey.services import PublishCheck
from plugins.survey.translating import other_languages

TITLES: Mapping[Part, Any] = {
    Part.PAGES: _l("Pages"),
    Part.QUESTIONS: _l("Questions and answers"),
    Part.CONDITIONS: _l("Who is asked what"),
    Part.TRANSLATIONS: _l("Translations"),
}
PAGES = {Part.TRANSLATIONS: "survey_translations.index"}
Status = str | tuple[str, str]
Task = tuple[str, str, Status, str]


def publish_tasks(context: DraftContext, check: PublishCheck) -> list[Task]:
    """Return what each task is called, its page where it has one, its state and a hint."""
    is_translated = bool(other_languages(context.definition))
    parts = (
        (str(TITLES[part]), PAGES.get(part, "survey.build"), *_found(check, part))
        for part in Part
        if part is not Part.TRANSLATIONS or is_translated
    )
    return [_introduction(context), *parts, (_("Second officer"), *_second(context, check))]


def _introduction(context: DraftContext) -> Task:
    is_written = any(context.definition.introduction.values())
    state: Status = _("Completed") if is_written else (_("Optional"), "grey")
    return _("Introduction"), "survey.introduction", state, _("What people read first, and what else is asked.")


def _found(check: PublishCheck, part: Part) -> tuple[Status, str]:
    problems = check.parts.get(part, [])
    if not problems:
        return _("Completed"), ""
    number = len(problems)
    return (ngettext("%(number)s to correct", "%(number)s to correct", number, number=number), "red"), problems[0]


def _second(context: DraftContext, check: PublishCheck) -> tuple[str, Status, str]:
    if context.proposal is not None:
        return "survey_proposals.confirm", (_("Waiting"), "yellow"), _("Another officer is to confirm this draft.")
    if check.needs_second:
        return "", (_("Needed"), "yellow"), _("Answers before and after may not be comparable.")
    return "", _("Not needed"), ""
