"""Surveys beside their references: one page, its conditions, the builder, and files of many responses."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import render_template_string
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from bench.exports import measure_files_of
from bench.fields import ANSWER, QUESTIONS, SCALES, TEXTS
from bench.filling import fill
from bench.one_page import add_survey, draft_survey, publish_survey
from bench.opinions import measure_opinions
from bench.pages import Page, officer_of, time_of
from bench.site import Site, make_site
from bench.table import Ratio
from consult.consultations.models import Activity
from consult.journey.forms import page_form, say_when_asked
from consult.submissions.kinds import SCALES as OFFERED
from consult.submissions.questionnaires import known_kinds, questionnaire_of
from consult.web.forms import Form, RadioField, TextAreaField, choice
from plugins.survey.conditions import condition_from, holds
from plugins.survey.definition import LANGUAGE

FORMATS = ("csv", "xlsx", "parquet", "sav", "dta")
AIMS = {"csv": "-", "xlsx": "<= 40 MB", "parquet": "<= 300 MB", "sav": "<= 300 MB", "dta": "<= 300 MB"}
TIMES = 60
CONDITIONS = 20_000
LARGE = 300
BUILDER = 300.0
PAGE = """{% from "components/form.html" import form_block, error_summary, field, submit %}
{{ error_summary(form) }}{% call form_block(form, action="/") %}
{% for one in form if one.name != "csrf_token" %}{{ field(one) }}{% endfor %}{{ submit("Go") }}{% endcall %}"""


def measure_surveys(folder: Path, many: int) -> list[Ratio]:
    """Return all that is measured of surveys, on sites of their own."""
    site = make_site(folder / "survey", QUESTIONS, plugins="survey")
    found = measure_page(site) + measure_conditions() + measure_builder(site) + measure_opinions()
    return found + measure_many(site, folder, many)


def measure_page(site: Site) -> list[Ratio]:
    """Return what it costs to check and render a page of ten questions, beside the same page written by hand."""
    activity_id = add_survey(site)
    with site.database.reading() as session:
        asked = questionnaire_of(session, session.get_one(Activity, activity_id), 1)
        kinds = known_kinds(session)
        if asked is None:
            raise RuntimeError("The survey asks nothing.")
        page = asked.pages[0]

        def ours() -> Form:
            return say_when_asked(page_form(asked, page, kinds)(MultiDict(ANSWER)), page)

        labels = {question.key: question.asked for question in page.questions}
        written = _by_hand(labels)
        took = _in_turns(site, ours, lambda: written(MultiDict(ANSWER)))
    return [Ratio("survey, page of ten checked and rendered, beside the form by hand", *took, "ms", "<= 1.5")]


def _by_hand(labels: Mapping[str, str]) -> type[Form]:
    offered = [choice(option.code, option.label, divider=option.divider) for option in OFFERED["support"]]
    fields: dict[str, Any] = {name: RadioField(labels[name], choices=offered) for name in SCALES}
    fields |= {name: TextAreaField(labels[name]) for name in TEXTS}
    return type("ByHand", (Form,), fields)


def _in_turns(site: Site, *makers: Callable[[], Form]) -> tuple[float, float]:
    """Return the median time of each form checked and rendered, by turns, so that a busy machine slows both."""
    times: list[list[float]] = [[] for _ in makers]
    with site.app.test_request_context("/", method="POST", data=ANSWER):
        for _ in range(TIMES):
            for make, found in zip(makers, times, strict=True):
                began = time.process_time()
                form = make()
                form.validate()
                render_template_string(PAGE, form=form)
                found.append(1000 * (time.process_time() - began))
    ours, reference = (statistics.median(found) for found in times)
    return ours, reference


def measure_conditions() -> list[Ratio]:
    """Return how many conditions are decided in a second, beside a comparison in Python; each has three parts."""
    wanted = {
        "all": [
            {"q": "age", "op": "ge", "value": 18},
            {"q": "ways", "op": "any_of", "value": ["bus"]},
            {"any": [{"q": "ward", "op": "eq", "value": "a"}, {"q": "ward", "op": "eq", "value": "b"}]},
        ]
    }
    condition = condition_from(wanted)
    answers: dict[str, Any] = {"age": 40, "ways": ["walk", "bus"], "ward": "b"}

    def plain() -> bool:
        return answers["age"] >= 18 and "bus" in answers["ways"] and answers["ward"] in ("a", "b")

    ours, reference = _per_second(lambda: holds(condition, answers, {})), _per_second(plain)
    return [Ratio("survey, conditions of four comparisons", ours, reference, "a second", ">= 100,000")]


def _per_second(decide: Callable[[], bool]) -> float:
    began = time.process_time()
    for _ in range(CONDITIONS):
        if not decide():
            raise RuntimeError("The condition does not hold.")
    return CONDITIONS / (time.process_time() - began)


def measure_builder(site: Site) -> list[Ratio]:
    """Return how long the builder's page takes with many questions."""
    pages = [
        {"id": f"p{number}", "items": [_item(f"q{number}", ("radios", "long_text", "number")[number % 3])]}
        for number in range(LARGE)
    ]
    with site.database.unit_of_work() as session:
        sections = [pages[first : first + 50] for first in range(0, LARGE, 50)]
        activity = draft_survey(session, site, "A long survey", sections)
        path = f"/survey/{activity.id}/build"
    client, page = officer_of(site), Page("builder", path)
    time_of(client, page)
    took = statistics.median(_cpu_of(client, page) for _ in range(7))
    return [Ratio(f"survey, builder's page of {LARGE} questions, CPU", took, BUILDER, "ms", "<= 1")]


def _cpu_of(client: FlaskClient, page: Page) -> float:
    """Return what a page costs this process, in milliseconds: the time on the wall says more of a busy machine."""
    began = time.process_time()
    time_of(client, page)
    return 1000 * (time.process_time() - began)


def measure_many(site: Site, folder: Path, many: int) -> list[Ratio]:
    """Return what files of many responses to 25 questions cost, beside a CSV writer over a raw cursor."""
    kinds = ["radios"] * 14 + ["checkboxes"] * 3 + ["number"] * 3 + ["date"] * 2 + ["long_text"] * 3
    items = [_item(f"{kind}_{number}", kind) for number, kind in enumerate(kinds)]
    page = {"id": "p1", "title": {LANGUAGE: "25 questions"}, "items": items}
    with site.database.unit_of_work() as session:
        activity = draft_survey(session, site, "Measured survey", [[page]])
        publish_survey(session, activity)
        filled = replace(site, activity_id=activity.id)
    fill(filled, many)
    return measure_files_of(filled, folder, {name: AIMS[name] for name in FORMATS})


def _item(key: str, kind: str) -> dict[str, object]:
    item: dict[str, object] = {"id": key, "key": key, "kind": kind, "label": {LANGUAGE: f"What about {key}?"}}
    if kind in ("radios", "checkboxes"):
        words = ("Strongly support", "Support", "Neither", "Oppose", "Strongly oppose")
        item["options"] = [{"code": word.lower().replace(" ", "_"), "label": {LANGUAGE: word}} for word in words]
    if kind == "number":
        item |= {"least": 0, "most": 400, "whole": True}
    return item
