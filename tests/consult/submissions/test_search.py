"""Search over what people wrote: the same words find the same responses on SQLite and on PostgreSQL."""

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.exclusions import exclude
from consult.desk.queries import Filters, count_up_to, listed
from consult.journey.drafts import PageAnswers, save_page, start_draft
from consult.journey.services import content_of, submit, withdraw
from consult.kernel.authz import Role
from consult.kernel.words import read_query
from consult.submissions.models import Submission
from consult.submissions.search import index_many
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support.redaction import redact

CODE = "0000-0000-0000-0005"
patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def said(session: Session, activity: Activity, words: str, **more: Any) -> Submission:
    """Take in a response with these words."""
    return make_submission(session, activity, answers={"reasons": words}, **more)


def found(session: Session, activity: Activity, typed: str) -> list[str]:
    """Return what the responses say that are found, the newest first."""
    rows = session.scalars(listed(session, activity.id, Filters(words=typed)))
    return [row.answers.get("reasons", "") for row in rows]


WRITTEN = (
    "The cameras scanned my children outside St. Mary’s school.",
    "I don’t trust O’Brien’s report; it isn't independent.",
    'They call it "live" facial-recognition, but it is 24/7 surveillance.',
    "🚫📷 No cameras 👩🏽‍👩🏽‍👧🏽 in Beckton!",
    "Police: 1 in 3 stops, 07700 900123 times; £1,000 a day.",
    "AND OR NOT NEAR are words too, said the under_scored robot.",
)


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("camera", [3, 0]),
        ("CAMERAS", [3, 0]),
        ("scanning children", [0]),
        ("mary's", [0]),
        ("mary’s", [0]),
        ("o'brien", [1]),
        ("o’brien's", [1]),
        ("obrien", [1]),
        ("facial recognition", [2]),
        ("facial-recognition", [2]),
        ('"live" facial', [2]),
        ("surveillance,", [2]),
        ("beckton!", [3]),
        ("🚫 beckton", [3]),
        ("07700 900123", [4]),
        ("camera beckton", [3]),
        ("camera zebra", []),
        ("robots", [5]),
    ],
)
def test_words_are_found_in_any_form_and_spelling(
    session: Session, activity: Activity, typed: str, places: list[int]
) -> None:
    for words in WRITTEN:
        said(session, activity, words)
    assert found(session, activity, typed) == [WRITTEN[place] for place in places]


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        '" OR "1"="1',
        "camera* NEAR robot",
        "NEAR(camera robot, 5)",
        "document:camera",
        "-camera",
        "^camera",
        "camera & !robot | (",
        "camera:*",
        "<-> camera",
        "'; DROP TABLE submission_search; --",
        "{camera robot}: x",
        "\\",
        "camera\\",
        "%",
        "camera' 'robot",
        "é" * 300,
    ],
)
def test_no_query_syntax_gets_through(session: Session, activity: Activity, typed: str) -> None:
    said(session, activity, "A camera is no robot.")
    said(session, activity, "Nothing of the kind.")
    query = read_query(typed)
    # Both databases find what the reading of the query says, and none of their own signs means anything.
    expected = [row for row in ("Nothing of the kind.", "A camera is no robot.") if not query or query.matches(row)]
    assert found(session, activity, typed) == expected


@patient
@given(typed=st.text(max_size=80))
@example("\x00")
@example("a\x00b")
@example("\ud7ff￿")
@example("'" * 80)
@example('a"b c"d')
@example("\u02bcn 'n' ’’ a'’b")
@example("²³ ½ Ⅷ")
def test_anything_may_be_typed_into_the_search_box(session: Session, activity: Activity, typed: str) -> None:
    said(session, activity, "A camera is no robot.")
    query = listed(session, activity.id, Filters(words=typed))
    assert count_up_to(session, query) == len(list(session.scalars(query)))


@patient
@given(word=st.from_regex(r"[bcdfghjklmnpqrstvwxz]{5,12}", fullmatch=True), before=st.text(" .,;:/!?<>\n", max_size=3))
def test_every_word_of_an_answer_is_found(session: Session, activity: Activity, word: str, before: str) -> None:
    sent = said(session, activity, f"Words{before or ' '}{word} and more.")
    numbers = [item.id for item in session.scalars(listed(session, activity.id, Filters(words=word)))]
    assert sent.id in numbers


def test_search_stays_within_the_activity(session: Session, activity: Activity) -> None:
    said(session, make_activity(session, make_consultation(session)), "Cameras elsewhere.")
    assert found(session, activity, "cameras") == []


def test_what_was_redacted_changed_or_withdrawn_is_not_found_any_more(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    sent = said(session, activity, "Ask Xenophon of Abbey.", code=CODE)
    redact(session, officer, activity, sent, question="reasons", passage="Xenophon", code="third_party")
    assert found(session, activity, "xenophon") == []
    assert len(found(session, activity, "abbey")) == 1
    start_draft(session, activity.id, 1, content=content_of(sent), changes=sent.id, code=CODE)
    save_page(session, CODE, PageAnswers(page="reasons", answers={"reasons": "Ask nobody of Beckton."}))
    submit(session, CODE)
    assert (found(session, activity, "abbey"), len(found(session, activity, "beckton"))) == ([], 1)
    withdraw(session, CODE)
    assert found(session, activity, "beckton") == []


def test_what_was_excluded_can_still_be_found_to_be_put_back(session: Session, activity: Activity) -> None:
    sent = said(session, activity, "About parking.")
    exclude(session, make_actor(session, Role.OFFICER), activity, sent, "not_about_this", "")
    assert found(session, activity, "parking") == ["About parking."]


def test_many_are_made_findable_at_once(session: Session, activity: Activity) -> None:
    sent = [make_submission(session, activity, answers={"position": "support"}) for _ in range(3)]
    index_many(session, [(one.id, f"Speech number{place}") for place, one in enumerate(sent)])
    index_many(session, [])
    assert list(session.scalars(listed(session, activity.id, Filters(words="number1")))) == [sent[1]]
    assert list(session.scalars(listed(session, activity.id, Filters(words="speeches")))) == sent[::-1]


def test_a_long_search_uses_its_first_words(session: Session, activity: Activity) -> None:
    said(session, activity, "Camera one.")
    assert len(found(session, activity, "camera " * 500)) == 1
    assert len(read_query("camera " * 500).wanted) == 12


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("A café culture", "cafe"),
        ("A cafe culture", "café"),
        ("naïve", "naive"),
        ("police/council", "council"),
        ("see https://example.org/camera/report", "report"),
        ("write to jo.bloggs@people.example", "bloggs"),
        ("It costs 2.5 million", "2.5"),
        ("No cameras.They watch us", "cameras"),
        ("the <camera van> outside", "camera"),
        ("-5 degrees", "5"),
        ("under_score", "score"),
        ("I don’t agree", "don't"),
    ],
)
def test_a_word_is_found_whatever_stands_around_it(
    session: Session, activity: Activity, words: str, typed: str
) -> None:
    said(session, activity, words)
    assert found(session, activity, typed) == [words]


SCRIPTS = {
    "Chinese": (
        "我支持這個提案、計程車司機LFR很辛苦、保險太貴",
        ["計程車", "司機", "保險", "lfr", "車", "貴"],
        ["計車", "險保"],
    ),
    "Japanese": ("顔認識カメラはこわいです", ["顔認識", "カメラ", "こわい"], ["カラメ"]),
    "Thai": ("เราไม่ต้องการกล้องที่นี่", ["กล้อง", "ต้องการ"], ["รถไฟ"]),
    "Bengali": ("ক্যামেরা আমার এলাকায়", ["ক্যামেরা", "আমার"], ["মা", "কামরা"]),
    "Arabic": ("لا أوافق على الكاميرات في الشَّوارع", ["كاميرات", "الشوارع", "اوافق"], ["سيارة"]),
    "Polish": ("Mieszkam w Łodzi", ["lodzi", "Łodzi", "mieszk*"], ["lod"]),
    "Turkish": ("I\u015f\u0131k yok", ["isik", "\u0131\u015f\u0131k", "I\u015eIK"], ["isk"]),
    "German": ("Unsere Straße", ["strasse", "STRASSE", "straße"], ["strase"]),
    "signs": ("Write by e-mail, ring 020 8430 2000 #stop", ["email", "e-mail", "02084302000", "#stop", "8430"], ["84"]),
    "joined": ("My email is ready, 02084302000", ["e-mail", "020 8430 2000", "020-8430-2000"], ["8430"]),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_words_of_every_script_are_found_and_nothing_else(session: Session, activity: Activity, script: str) -> None:
    written, there, not_there = SCRIPTS[script]
    said(session, activity, written)
    assert {typed: len(found(session, activity, typed)) for typed in there} == dict.fromkeys(there, 1)
    assert {typed: len(found(session, activity, typed)) for typed in not_there} == dict.fromkeys(not_there, 0)


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("van OR bus", ["A camera van.", "A bus."]),
        ("camera -van", ["A camera."]),
        ("-van", ["A bus.", "A camera."]),
        ("cam* -van", ["A camera."]),
        ("OR", []),
        ("camera OR", ["A camera van.", "A camera."]),
        ("van OR bus -camera", ["A bus."]),
    ],
)
def test_either_word_left_out_words_and_beginnings(
    session: Session, activity: Activity, typed: str, rows: list[str]
) -> None:
    for words in ("A camera.", "A camera van.", "A bus."):
        said(session, activity, words)
    assert sorted(found(session, activity, typed)) == sorted(rows)


def test_more_words_than_an_index_can_hold_are_taken_all_the_same(session: Session, activity: Activity) -> None:
    many = " ".join(f"word{number}" for number in range(150_000))
    said(session, activity, many)
    assert found(session, activity, "word7") == [many]
    assert found(session, activity, "word149999") == []
