"""What the page about a file's columns begins with: a guess, or what was chosen before."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from consult.contract.files_asked import is_filled_in
from consult.contract.questions import Question
from consult.imports.box_columns import likeness
from consult.imports.checks import WHY
from consult.imports.forms import BOXES, DELIMITERS, FileAsked, separator_name
from consult.imports.plan import EXPORTED, HOUR, ImportPlan
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import folded
from consult.submissions.models import Channel

USUAL_NAMES = {
    "key": ("id", "key", "reference", _l("response id"), _l("respondent id")),
    "area": ("area", "ward", "postcode", _l("postcode district"), "district"),
    "channel": ("channel", _l("how it was received")),
    "received": ("received_on", _l("date received"), "received", "date"),
    "version": ("questions_version",),
}


def first_choices(asked: FileAsked) -> dict[str, Any]:
    """Return what to begin with: a guess, without a word on what only somebody who knows the file can say."""
    chosen = earlier_choices(guessed_plan(asked), Channel.IMPORT, asked)
    return {name: value for name, value in chosen.items() if not name.startswith("words_") and value is not None}


def guessed_plan(asked: FileAsked) -> ImportPlan:
    """Return a plan by the names of the columns: a column answers the question whose key or wording it has."""
    columns = _columns_by_words(asked)
    answers: dict[str, str] = {}
    boxes: dict[str, Mapping[str, str]] = {}
    taken: set[str] = set()
    for question in filter(is_filled_in, asked.questions):
        found, groups = _guess(asked, question, columns)
        if groups is not None:
            boxes[question.key] = groups
            taken.update(groups.values())
        elif found is not None and found not in taken:
            answers[question.key] = found
            taken.add(found)
    usual = _usual_columns(columns, taken)
    is_export = is_own_export(asked)
    is_guarded = (is_export or WHY in asked.columns) and "sheet" not in asked.head["layout"]
    synthetic = "is_synthetic" if is_export and "is_synthetic" in asked.columns else None
    return ImportPlan(
        answers=answers,
        boxes=boxes,
        **usual,
        hour=HOUR if is_export else None,
        synthetic=synthetic,
        is_export=is_export,
        is_guarded=is_guarded,
    )


def worked_out_columns(asked: FileAsked) -> list[str]:
    """Return the columns that are not read, because what they are called after is worked out from other answers."""
    columns = _columns_by_words(asked)
    called = [
        columns.get(folded(told))
        for question in asked.questions
        if question.work_out is not None
        for told in (question.key, question.label, f"{question.key}__missing")
    ]
    return [column for column in asked.columns if column in called]


def file_columns(asked: FileAsked) -> list[str]:
    """Return the columns that are not read, because what they are called after is answered by a file."""
    keys = {question.key for question in asked.questions if question.endings}
    return [column for column in asked.columns if column in keys]


def is_own_export(asked: FileAsked) -> bool:
    """Whether a file has the columns that every export of responses begins with."""
    return set(asked.columns) >= EXPORTED


def _columns_by_words(asked: FileAsked) -> dict[str, str]:
    columns: dict[str, str] = {}
    for name in asked.columns:
        for told in (name, *name.split(": ")):
            columns.setdefault(folded(told), name)
    return columns


def _usual_columns(columns: Mapping[str, str], taken: set[str]) -> dict[str, Any]:
    """Return the columns that are called as the fields of a response usually are; each is taken by one field."""
    usual: dict[str, Any] = {}
    for field, names in USUAL_NAMES.items():
        found = next((columns[name] for name in names if columns.get(name, "") not in taken | {""}), None)
        if found is not None:
            usual[field] = found
            taken.add(found)
    return usual


def earlier_choices(plan: ImportPlan, channel: str, asked: FileAsked) -> dict[str, Any]:
    """Return what was chosen when the file was checked before."""
    places = {name: str(place) for place, name in enumerate(asked.columns)}
    chosen: dict[str, Any] = {f"answer_{key}": places.get(column) for key, column in plan.answers.items()}
    chosen |= _chosen_boxes(plan, asked)
    chosen |= {f"about_{key}": places.get(column) for key, column in plan.about_you.items()}
    chosen |= {f"words_{key}": "codes" if key in plan.prefers_codes else "words" for key in plan.answered}
    for name in ("key", "area", "channel", "received", "version"):
        chosen[f"{name}_column"] = places.get(getattr(plan, name) or "")
    chosen |= {
        "channel": channel,
        "source": plan.source,
        "received_on": date.fromisoformat(plan.received_on) if plan.received_on else None,
        "delimiter": next((name for name, sign in DELIMITERS.items() if sign == plan.delimiter), "semicolon"),
        "cells": [*(["export"] if plan.is_export else []), *(["guarded"] if plan.is_guarded else [])],
    }
    for column, wanted in plan.only.items():
        chosen |= {"only_column": places.get(column), **_chosen_values(wanted)}
    return chosen | layout_choices(asked)


def _chosen_boxes(plan: ImportPlan, asked: FileAsked) -> dict[str, str | None]:
    chosen: dict[str, str | None] = {}
    for key, boxes in plan.boxes.items():
        groups = [group.columns for group in asked.boxes.get(key, ())]
        chosen[f"answer_{key}"] = f"{BOXES}{groups.index(boxes)}" if boxes in groups else None
    return chosen


def _chosen_values(wanted: str) -> dict[str, str | Decimal]:
    minimum, dots, maximum = wanted.partition("..")
    if dots:
        return {"only_minimum": Decimal(minimum), "only_maximum": Decimal(maximum)}
    return {"only_values": wanted.replace("|", "\n")}


def layout_choices(asked: FileAsked) -> dict[str, Any]:
    """Return how the file is laid out, as the form asks it."""
    layout: Mapping[str, Any] = asked.head["layout"]
    heading = str(layout["heading"])
    if layout["heading_rows"] == 2:
        heading = f"{heading}-{layout['heading'] + 1}"
    return {
        "layout_encoding": layout.get("encoding"),
        "layout_separator": separator_name(layout.get("separator") or ""),
        "layout_sheet": layout.get("sheet"),
        "layout_heading": heading,
    }


def _guess(
    asked: FileAsked, question: Question, columns: Mapping[str, str]
) -> tuple[str | None, Mapping[str, str] | None]:
    """Return the column that seems to answer a question, or its columns of 0 and 1."""
    found = columns.get(folded(question.key), columns.get(folded(question.label)))
    groups = asked.boxes.get(question.key, ())
    is_likely = bool(groups) and likeness(groups[0], question) >= 2
    if is_likely and (found is None or found in groups[0].columns.values()):
        return None, groups[0].columns
    return found, None
