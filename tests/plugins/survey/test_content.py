"""What is read before questions: on the screen, on paper, in copies and beside what another version has."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.journey.printed import printed_form
from consult.submissions.questionnaires import questionnaire_of
from plugins.survey.checks import missing_shown, problems_of
from plugins.survey.comparison import class_of, differences
from plugins.survey.content import NEEDS
from plugins.survey.copying import copy_from, copy_page
from plugins.survey.document import digest, dump, empty_definition, read_definition
from plugins.survey.models import ChangeClass
from plugins.survey.phrases import as_text
from plugins.survey.texts import words_by_place
from tests.plugins.survey.conftest import item, page, survey, text
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

DIGEST = "a" * 64
BLOCKS: list[dict[str, Any]] = [
    {"id": "b1", "block": "inset", "text": text("This ends **in May**.")},
    {"id": "b2", "block": "details", "title": text("How we count"), "text": text("By hand.")},
    {"id": "b3", "block": "image", "sha256": DIGEST, "alt": text("A bench"), "text": text("From the south.")},
    {
        "id": "b4",
        "block": "video",
        "title": text("The plan"),
        "url": "https://video.example/plan?v=1",
        "text": text("We plan to …"),
    },
]
SHOWN = survey(page("p1", item("a"), title=text("First"), blocks=BLOCKS))
BARE = survey(page("p1", item("a"), title=text("First")))


def test_each_sort_stands_in_these_tests() -> None:
    assert {block["block"] for block in BLOCKS} == NEEDS.keys()


def test_a_definition_without_blocks_keeps_its_bytes() -> None:
    assert "blocks" not in dump(read_definition(BARE))["sections"][0]["pages"][0]
    again = dump(read_definition(SHOWN))
    assert again["sections"][0]["pages"][0]["blocks"] == BLOCKS
    assert digest(read_definition(again)) == digest(read_definition(SHOWN))


def test_people_read_each_before_the_questions(
    opened: Callable[[dict[str, Any]], Activity], client: FormClient
) -> None:
    without_picture = survey(page("p1", item("a"), title=text("First"), blocks=[*BLOCKS[:2], BLOCKS[3]]))
    activity = opened(without_picture)
    read = client.get(client.post_form(f"/take-part/{activity.id}/start").location).text
    assert re.search(r'<div class="govuk-inset-text">\s*<p[^>]*>This ends <strong>in May</strong>.</p>', read)
    assert "How we count</span></summary>" in read
    assert 'href="https://video.example/plan?v=1" rel="noreferrer external">' in read
    assert "Watch “The plan” on video.example</a>" in read
    assert "What is said in “The plan”" in read
    assert read.index("in May") < read.index("How we count") < read.index('name="a"')
    assert "<iframe" not in read
    assert faults_of(parsed(read, is_page=True)) == []


def test_paper_has_all_of_it_in_words(opened: Callable[[dict[str, Any]], Activity], session: Session) -> None:
    activity = opened(survey(page("p1", item("a"), title=text("First"), blocks=[*BLOCKS[:2], BLOCKS[3]])))
    asked = questionnaire_of(session, activity)
    assert asked is not None
    council = deployment_of(session).settings.council
    question = printed_form(session, activity, asked, council).questions[0]
    assert question.notes[:6] == (
        "This ends in May.",
        "How we count",
        "By hand.",
        "The plan",
        "https://video.example/plan?v=1",
        "We plan to …",
    )


def test_another_block_is_cosmetic_and_stands_in_the_text_of_the_version() -> None:
    before, after = read_definition(BARE), read_definition(SHOWN)
    assert class_of(differences(before, after)) is ChangeClass.COSMETIC
    assert differences(after, after) == []
    for said in ("This ends **in May**.", "A bench", "https://video.example/plan?v=1"):
        assert said in as_text(after)


def test_a_page_that_is_only_read_needs_no_text() -> None:
    reading = survey(page("p0", title=text("Read"), blocks=BLOCKS[:1]), page("p1", item("a")))
    assert problems_of(read_definition(reading)) == []


def test_a_picture_that_is_not_here_is_told_before_publishing() -> None:
    definition = read_definition(SHOWN)
    assert [*missing_shown(definition, {DIGEST})] == []
    assert [*missing_shown(definition, set())] == [
        "The picture “A bench” on the page “First” is not here. Add it again, or remove it."
    ]


def test_an_answer_cannot_be_shown_in_a_block() -> None:
    block = {"id": "b1", "block": "inset", "text": text("You said ((a|nothing)).")}
    asking = survey(page("p1", item("a")), page("p2", item("b"), blocks=[block]))
    (fault,) = problems_of(read_definition(asking))
    assert "shows an answer in what is read before its questions" in fault


def test_copies_bring_their_blocks_under_ids_of_their_own() -> None:
    source = read_definition(SHOWN)
    copied = copy_page(source, "p1").definition
    first, second = (each.blocks for each in copied.pages)
    assert [replace(block, id="") for block in first] == [replace(block, id="") for block in second]
    assert not {block.id for block in first} & {block.id for block in second}
    assert read_definition(dump(copied)) == copied
    elsewhere = copy_from(empty_definition(), source, ["p1"], []).definition
    assert [block.sha256 for block in elsewhere.pages[0].blocks] == [None, None, DIGEST, None]


@pytest.mark.parametrize("place", ["blocks.b1.text", "blocks.b2.title", "blocks.b3.alt", "blocks.b4.text"])
def test_the_words_are_translated_in_their_places(place: str) -> None:
    assert place in words_by_place(read_definition(SHOWN))
