"""A motion as files."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.amendments import wording_of
from plugins.motion.files import KINDS, file_name, file_of, listed, public_motion
from plugins.motion.methods import lines_of
from plugins.motion.services.clauses import save_clause
from tests.plugins.motion import debate, story
from tests.support.libreoffice import read_by_libreoffice, saved_by_libreoffice, text_of_pdf
from tests.support.pages import parsed
from tests.support.web import FormClient

STARTS = {"html": b"<!doc", "pdf": b"%PDF", "docx": b"PK", "odt": b"PK", "akn": b"<?xml"}


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion that was amended and carried."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    amendment = debate.in_order(made, "Clause of motions.")
    clock_at(story.AFTER_MEETING)
    debate.vote(made, amendment)
    made.decide()
    return made


@pytest.mark.parametrize(
    ("kind", "starts"), [("html", b"<!doc"), ("pdf", b"%PDF"), ("docx", b"PK"), ("odt", b"PK"), ("akn", b"<?xml")]
)
def test_everybody_takes_a_motion_as_a_file_of_each_kind(
    told: story.Story, client: FormClient, kind: str, starts: bytes
) -> None:
    answer = client.get(f"/motions/{told.motion.number}/files/{kind}")
    assert answer.status_code == 200
    assert answer.data.startswith(starts)
    assert answer.content_type == KINDS[kind]
    assert file_name(told.motion, kind) in answer.headers["Content-Disposition"]


def test_the_values_tell_the_vote_by_name_and_the_resolution(session: Session, told: story.Story) -> None:
    said = json.loads(file_of(session, told.motion, "json"))
    assert (said["number"], said["state"], said["version"]) == ("M2026-001", "carried", 2)
    assert said["resolution"]["mandates"] == ["Clause of motions."]
    assert [vote["question"] for vote in said["votes"]] == ["amendment", "motion"]
    assert {name["vote"] for name in said["votes"][1]["names"]} == {"for"}
    assert said["amendments"][0]["state"] == "carried"


def test_only_public_motions_are_listed(session: Session, told: story.Story) -> None:
    story.begin(session, title="Private")
    assert [(one["number"], one["state"], one["amendments"]) for one in listed(session)] == [
        ("M2026-001", "carried", 1)
    ]
    assert public_motion(session, "M2026-002") is None


def test_no_file_of_another_kind(told: story.Story, client: FormClient) -> None:
    assert client.get(f"/motions/{told.motion.number}/files/exe").status_code == 404


LONG = (
    "Ask the Chief Executive to publish, within 28 days, a plan for lamps along all of the path beside the river, "
    "with its cost, its dates and the names of those who were asked; and to report on it in March, June and September."
)


def lines_in(written: str) -> list[tuple[int, str]]:
    """The numbered lines in what a program read, after the heading of their table."""
    _before, _heading, table = written.partition("by which people refer to it")
    found = re.findall(r"^\s*(\d+)[ \t]+(\S.*?)\s*$", table, re.MULTILINE)
    return [(int(number), " ".join(words.split())) for number, words in found]


@pytest.mark.libreoffice
def test_a_line_has_its_number_and_its_words_in_every_file_and_on_the_page(
    session: Session, client: FormClient, clock_at: Callable[..., Any], tmp_path: Path
) -> None:
    clock_at(story.STARTS)
    made = story.begin(session)
    for clause in made.clauses():
        save_clause(session, made.proposer, clause, text=f"{clause.section} {LONG}\n{LONG}", version=clause.version)
    made.submit_in_public()
    text = made.motion.public_text
    assert text is not None
    lines = [(line.number, line.text) for line in lines_of(text.method, wording_of(text))]
    assert len(lines) > 15
    page = parsed(client.get(f"/motions/{made.motion.number}").text, is_page=True)
    shown = [(int(item.get("value", "")), item.text) for item in page.iter("li") if item.get("value")]
    assert shown == lines
    rows = parsed(file_of(session, made.motion, "html").decode(), is_page=True).iter("tr")
    assert [(int(row[0].text), row[1].text) for row in rows if row[0].text.isdigit()] == lines
    files = {"pdf": file_of(session, made.motion, "pdf")}
    for kind in ("docx", "odt"):
        files[kind] = saved_by_libreoffice(file_of(session, made.motion, kind), tmp_path, kind, "pdf")
    assert {kind: lines_in(text_of_pdf(content, tmp_path)) for kind, content in files.items()} == dict.fromkeys(
        files, lines
    )


@pytest.mark.libreoffice
def test_libreoffice_reads_the_text_with_its_changes_and_numbered_lines(
    session: Session, told: story.Story, tmp_path: Path
) -> None:
    said = read_by_libreoffice(file_of(session, told.motion, "docx"), tmp_path)
    for words in ("Clause of motions.", "Lines of version 2", "Cllr Di Other"):
        assert words in said
