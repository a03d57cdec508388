"""What SurveyJS says of a survey, a page, a panel, a question or an answer that is not brought over, in sentences."""

from collections.abc import Iterator, Mapping
from typing import Any

from consult.sdk.messages import gettext as _
from plugins.survey.convert.surveyjs_answers import is_met_by_kind, kind_of, validators_of
from plugins.survey.definition import NUMBERS

Element = Mapping[str, Any]
_NAMED_ONLY = (
    *("minSelectedChoices", "maxSelectedChoices", "maxLength", "maskType", "inputMask", "valueName", "correctAnswer"),
    *("setValueIf", "setValueExpression", "resetValueIf", "choicesEnableIf", "allowCustomChoices", "cells"),
    *("eachRowUnique", "keyName", "panelCountExpression", "defaultPanelValue", "rowCountExpression"),
    *("defaultRowValue", "templateVisibleIf", "templateDescription", "detailElements", "isUnique"),
    *("showSelectAllItem", "hasSelectAll"),
)
"""What is told by the name that SurveyJS has for it."""
_ENTRIES = ("panelCount", "minPanelCount", "rowCount", "minRowCount")
_EMPTY: tuple[object, ...] = (None, "", [], {})
_TIMES = ("maxTimeToFinish", "maxTimeToFinishPage", "timeLimit", "timeLimitPerPage")


def lost_of_survey(document: Element) -> Iterator[str]:
    """Yield what is not kept of a whole survey."""
    for name, said in (
        ("triggers", _("What is set off by answers (triggers) is not kept.")),
        ("calculatedValues", _("Computed values are not kept.")),
        ("completedHtml", _("The page after the end is not kept.")),
        ("completedHtmlOnCondition", _("The page after the end is not kept.")),
        ("navigateToUrl", _("Where people are sent after the end is not kept.")),
        ("navigateToUrlOnCondition", _("Where people are sent after the end is not kept.")),
        ("maxTextLength", _named("maxTextLength", document)),
        ("maxCommentLength", _named("maxCommentLength", document)),
    ):
        if document.get(name):
            yield said
    yield from _of_any_holder(document)


def lost_of_holder(holder: Element) -> Iterator[str]:
    """Yield what is not kept of a page or a panel, or of a question too: when it can, and must, be answered."""
    if holder.get("enableIf"):
        yield _("When it can be answered is not kept: everybody who sees it can answer.")
    if holder.get("requiredIf"):
        yield _("That it must be answered depends on other answers: it need not be here.")
    if _is_set(holder.get("navigationTitle")):
        yield _named("navigationTitle", holder)
    if holder.get("readOnly") is True:
        yield _("Nobody can change what stands there; here people answer it.")
    yield from _of_any_holder(holder)


def _of_any_holder(holder: Element) -> Iterator[str]:
    if any(_is_set(holder.get(name)) for name in _TIMES):
        yield _("The limit of time is not kept.")
    if "random" in (holder.get("questionOrder"), holder.get("questionsOrder")):
        yield _("Its questions stand in the same order for everybody here.")


def lost_of_panel(panel: Element) -> Iterator[str]:
    """Yield what is not kept of a panel."""
    yield from lost_of_holder(panel)
    if panel.get("isRequired") is True:
        yield _("One of its questions must be answered there; here none need be.")


def lost_of_matrix(element: Element) -> Iterator[str]:
    """Yield what is not kept of a table."""
    yield _("Each row of this table is a question of its own here.")
    if element.get("isRequired") is True and not must_answer_each_row(element):
        yield _("One of its rows must be answered there; here none need be.")


def must_answer_each_row(element: Element) -> bool:
    """Whether each row of a table must be answered."""
    return element.get("isAllRowRequired") is True or element.get("eachRowRequired") is True


def lost_of_question(element: Element) -> Iterator[str]:
    """Yield what is not kept of a question of any type."""
    yield from lost_of_holder(element)
    yield from (said for name, said in _of_question() if _is_set(element.get(name)))
    yield from _lost_by_name(element)
    if element.get("showCommentArea") or element.get("hasComment"):
        yield _("Its box for a comment is not asked for. Add a question for it.")
    yield from _lost_of_limits(element)
    yield from _lost_of_messages(element)
    yield from _lost_of_orders(element)
    for listed in ("choices", "columns", "rows"):
        yield from _lost_of_answers(element.get(listed))


def _lost_by_name(element: Element) -> Iterator[str]:
    yield from (_named(name, element) for name in _NAMED_ONLY if _says_something(element.get(name)))
    # The first entry is asked here too.
    yield from (_named(name, element) for name in _ENTRIES if _says_something(element.get(name), beyond=1))
    if _is_set(element.get("placeholder")) and element.get("type") in {"text", "comment"}:
        yield _named("placeholder", element)


def _of_question() -> Iterator[tuple[str, str]]:
    yield "choicesVisibleIf", _("Which answers are offered depends on others: all are offered here.")
    yield "rowsVisibleIf", _("Which rows are shown depends on other answers: all are asked here.")
    yield "columnsVisibleIf", _("Which answers are offered depends on others: all are offered here.")
    yield "defaultValue", _("The answer that stands there at first is not kept.")
    yield "defaultValueExpression", _("The answer that stands there at first is not kept.")
    yield "choicesByUrl", _("Answers that come from an address elsewhere are not fetched.")
    yield "choicesFromQuestion", _("Answers that come from another question are not kept.")


def _lost_of_limits(element: Element) -> Iterator[str]:
    if kind_of(element) not in NUMBERS:
        names = [name for name in ("min", "max") if element.get("type", "text") == "text"]
        yield from (_named(name, element) for name in names if _is_set(element.get(name)))
    elif _is_set(element.get("step")) and element["step"] != 1:
        yield _named("step", element)
    if element.get("type") == "slider" and element.get("sliderType") == "range":
        yield _("It asked for two numbers, from and to; here it asks for one.")


def _lost_of_messages(element: Element) -> Iterator[str]:
    if _is_set(element.get("requiredErrorText")):
        yield _("What people are told where they do not answer it is said in our words.")
    rules = [rule for rule in validators_of(element) if is_met_by_kind(rule, str(kind_of(element)))]
    limits = [
        name for name in ("min", "max") if _is_set(element.get(name)) and _is_set(element.get(f"{name}ErrorText"))
    ]
    if limits or any(_is_set(rule.get("text")) for rule in rules):
        yield _("What people are told where their answer does not fit is said in our words.")


def _lost_of_orders(element: Element) -> Iterator[str]:
    if element.get("choicesOrder") in ("asc", "desc"):
        yield _("Its answers stand in the order of the file, not of their words.")
    if "random" in (element.get("rowsOrder"), element.get("rowOrder")):
        yield _("Its rows stand in the same order for everybody here.")


def _lost_of_answers(listed: object) -> Iterator[str]:
    answers = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    if any(one.get("enableIf") for one in answers):
        yield _("Which of its answers can be chosen depends on others: all can be chosen here.")
    if any(one.get("showCommentArea") or one.get("elements") for one in answers):
        yield _("What is asked beside one of its answers is not kept. Add a question for it.")


def _named(name: str, element: Element) -> str:
    said = element.get(name)
    shown = str(said) if isinstance(said, str | int | float) else ""
    if not shown:
        return _("“%(name)s” is not kept.", name=name)
    return _("“%(name)s: %(said)s” is not kept.", name=name, said=shown[:100])


def _says_something(said: object, *, beyond: int = 0) -> bool:
    """Whether something is asked for: a count or a length of 0 is none, and nor is what is switched off."""
    return said > beyond if isinstance(said, int | float) else _is_set(said) and said != "none"


def _is_set(said: object) -> bool:
    """Whether something is said: a default may be false, or 0."""
    return said not in _EMPTY
