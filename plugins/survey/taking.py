"""Taking questions from elsewhere into the draft of a survey, on a page of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity
from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.questions import Option as AskedOption
from consult.sdk.questions import Question
from plugins.survey import edits
from plugins.survey.definition import DONT_KNOW, KINDS, PREFER_NOT, Definition, Item, Option, Picture
from plugins.survey.rule_values import Rule
from plugins.survey.services import change_draft
from plugins.survey.units import rule_of

SAME_KIND = {"scale": "likert"}


def take_questions(
    session: Session, actor: Actor, activity: Activity, title: str, questions: Sequence[Question]
) -> list[str]:
    """Put copies of questions on a new page and return their keys; raises `Invalid` for a kind that is not asked."""
    keys: list[str] = []
    change_draft(session, actor, activity, partial(_with_questions, title, questions, keys))
    return keys


def _with_questions(title: str, questions: Sequence[Question], keys: list[str], draft: Definition) -> Definition:
    keys.clear()
    made = edits.add_page(draft, title=title, text="", show_if=None)
    page_id = made.pages[-1].id
    copies: dict[str, str] = {}
    for question in questions:
        kind = SAME_KIND.get(question.kind, question.kind)
        if kind not in KINDS:
            label = str(question.label)
            raise Invalid(_("A survey cannot ask “%(label)s”: it has no questions of this kind.", label=label))
        item = edits.new_item(made, kind, "", str(question.label))
        keys.append(item.key)
        made = edits.add_item(made, page_id, _copied(item, question, copies))
        copies[question.key] = item.key
    return made


def _copied(item: Item, question: Question, copies: Mapping[str, str]) -> Item:
    is_budget, hint = item.kind == "budget", str(question.hint)
    if is_budget:
        # A budget tells how it is shared out behind whatever its hint says.
        hint = hint.removesuffix(rule_of(question.total, question.unit)).rstrip()
    return replace(
        item,
        hint=edits.put_words({}, hint),
        required=question.is_required,
        options=tuple(_option(option) for option in question.offered),
        minimum=question.minimum,
        maximum=question.maximum,
        whole=question.is_whole,
        max_words=question.most_words,
        public=question.is_public,
        sensitive=question.is_sensitive,
        total=question.total if is_budget else None,
        unit=question.unit if is_budget else None,
        pairs=question.pairs or None,
        order=question.order,
        rules=tuple(
            Rule(rule.op, copies[rule.key], edits.put_words({}, str(rule.told)))
            for rule in question.rules
            if rule.key in copies
        ),
    )


def _option(option: AskedOption) -> Option:
    missing = PREFER_NOT if option.is_refusal else DONT_KNOW if option.code == "dont_know" else None
    return Option(
        code=option.code,
        label=edits.put_words({}, str(option.label)),
        hint=edits.put_words({}, str(option.hint)),
        value=option.value,
        missing=missing,
        exclusive=option.is_exclusive or missing is not None,
        picture=Picture(option.picture, edits.put_words({}, str(option.alt))) if option.picture else None,
    )
