"""The parts of a survey: named, begun and joined in the builder, and tasks for those who answer."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from plugins.survey.checks import problems_of
from plugins.survey.comparison import class_of, differences
from plugins.survey.definition import Definition, definition_from
from plugins.survey.document import digest, dump, read_definition
from plugins.survey.models import ChangeClass
from plugins.survey.parts import part_at, parts_of, unnamed_parts, with_part_at
from plugins.survey.queries import find_draft
from plugins.survey.readings import as_read
from tests.factories import make_person
from tests.plugins.survey.conftest import item, page, patient, survey
from tests.plugins.survey.test_views import hidden
from tests.support.web import FormClient

MADE = survey(*(page(f"p{number}", item(f"k{number}")) for number in range(1, 5)))
AS_TASKS: dict[str, Any] = {**MADE, "settings": {"journey": "task_list"}}


def shape(definition: Definition) -> list[tuple[str, list[str]]]:
    return [(section.title.get("en-GB", ""), [one.id for one in section.pages]) for section in definition.sections]


def test_a_part_begins_at_a_page_is_renamed_and_joined_to_the_one_before() -> None:
    made = with_part_at(read_definition(MADE), "p3", "Buses")
    assert shape(made) == [("", ["p1", "p2"]), ("Buses", ["p3", "p4"])]
    assert (part_at(made, "p3"), part_at(made, "p4")) == ("Buses", "")
    made = with_part_at(with_part_at(made, "p3", "Trams"), "p1", "Streets")
    assert shape(made) == [("Streets", ["p1", "p2"]), ("Trams", ["p3", "p4"])]
    assert with_part_at(made, "p2", "") is made
    joined = with_part_at(made, "p3", "")
    assert shape(joined) == [("Streets", ["p1", "p2", "p3", "p4"])]
    assert shape(with_part_at(joined, "p1", "")) == [("", ["p1", "p2", "p3", "p4"])]


@given(st.lists(st.tuples(st.sampled_from(["p1", "p2", "p3", "p4", "p9"]), st.sampled_from(["", "A", "B"]))))
@patient
def test_whatever_is_begun_and_joined_no_page_is_lost_or_moved(steps: list[tuple[str, str]]) -> None:
    made = read_definition(MADE)
    for page_id, name in steps:
        made = with_part_at(made, page_id, name)
        if name and page_id != "p9":
            assert part_at(made, page_id) == name
        assert [one.id for one in made.pages] == ["p1", "p2", "p3", "p4"]
        assert read_definition(dump(made)) == made


def test_translations_of_a_name_stay_when_it_changes() -> None:
    made = with_part_at(read_definition(MADE), "p1", "Streets")
    sections = [{**dump(made)["sections"][0], "title": {"en-GB": "Streets", "cy": "Strydoedd"}}]
    renamed = with_part_at(read_definition({**MADE, "sections": sections}), "p1", "Roads")
    assert renamed.sections[0].title == {"en-GB": "Roads", "cy": "Strydoedd"}


def test_sections_are_tasks_only_where_the_survey_says_so() -> None:
    assert parts_of(read_definition(MADE)) == ()
    named = with_part_at(read_definition(AS_TASKS), "p3", "Buses")
    assert [(part.title, sorted(part.pages)) for part in parts_of(named)] == [
        ("Question k1?", ["p1", "p2"]),  # while it has no name
        ("Buses", ["p3", "p4"]),
    ]


def test_a_part_without_a_name_cannot_be_published_in_a_task_list() -> None:
    made = with_part_at(read_definition(AS_TASKS), "p3", "Buses")
    said = "The part that begins at the page “Question k1?” has no name for the task list. Name it there."
    assert [*unnamed_parts(made)] == problems_of(made) == [said]
    assert problems_of(with_part_at(made, "p1", "Streets")) == []
    assert [*unnamed_parts(read_definition(MADE))] == []


def test_another_journey_changes_nothing_about_the_answers() -> None:
    before = read_definition(MADE)
    after = with_part_at(with_part_at(read_definition(AS_TASKS), "p1", "Streets"), "p3", "Buses")
    assert class_of(differences(before, after)) is ChangeClass.COSMETIC
    assert "People go through the survey another way." in {one.sentence for one in differences(before, after)}


def test_a_survey_of_pages_keeps_its_bytes() -> None:
    assert dump(read_definition(MADE))["settings"]["journey"] == "pages"
    assert digest(read_definition(MADE)) == digest(read_definition({**MADE, "settings": {"journey": "pages"}}))


def test_an_officer_makes_a_task_list_in_the_builder(
    client: FormClient, session: Session, draft_survey: Activity, sign_in: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/survey/{draft_survey.id}/build"
    shown = client.get(f"{base}/introduction").text
    seen = hidden(shown, "seen")
    assert client.post_form(f"{base}/introduction", {"journey": "task_list", "seen": seen}).status_code == 303
    for number, part in enumerate(["Streets", "", "Buses"], start=1):
        client.post_form(f"{base}/pages/new", {"title": f"Page {number}", "text": "Words", "part": part})
    made = definition_from(find_draft(session, draft_survey.id).definition)
    assert made.settings.journey == "task_list"
    assert shape(made) == [("Streets", ["p1", "p2"]), ("Buses", ["p3"])]
    form = client.get(f"{base}/pages/p3").text
    assert 'value="Buses"' in form
    seen = hidden(form, "seen")
    changed = {"title": "Page 3", "text": "Words", "part": "Trams", "seen": seen}
    assert client.post_form(f"{base}/pages/p3", changed).status_code == 303
    assert "Trams</h2>" in client.get(base).text
    conflict = client.post_form(f"{base}/pages/p3", {**changed, "part": "Bikes"})
    assert conflict.status_code == 409
    assert "Trams" in conflict.text
    client.post_form(f"{base}/pages/p3/move", {"way": "up"})
    assert shape(definition_from(find_draft(session, draft_survey.id).definition))[0] == ("Streets", ["p1", "p2", "p3"])


def test_a_journey_of_another_name_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        read_definition({**MADE, "settings": {"journey": "maze"}})
    assert "Use “pages” or “task_list”." in str(refused.value)


def test_parts_are_called_in_the_language_of_their_reader() -> None:
    sections = [{**MADE["sections"][0], "title": {"en-GB": "Streets", "cy": "Strydoedd"}}]
    made = read_definition({**AS_TASKS, "sections": sections, "languages": ["en-GB", "cy"]})
    assert [part.title for part in parts_of(as_read(made, "cy"))] == ["Strydoedd"]
