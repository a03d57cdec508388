"""A questionnaire on paper says what the screen says, in the same order, and a screen reader can read it."""

import io

import pikepdf
import pytest
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity, State
from consult.journey.printed import make_pdf, printed_form
from consult.submissions.about_you import QUESTIONS
from consult.submissions.questionnaires import questionnaire_of
from tests.factories import make_activity, make_consultation
from tests.plugins.survey.conftest import PublishSurvey, item, page, publish, survey
from tests.support.pdfs import tags_of, words_by_page, words_of

__all__ = ["publish"]
HOSTILE = '#panic("x") *not bold* <b> $1 @x'


@pytest.fixture
def surveyed(session: Session, publish: PublishSurvey) -> Activity:
    """An open survey with a branch and words that look like markup."""
    made = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    branch = {"q": "choice", "op": "eq", "value": "b"}
    definition = survey(
        page("p1", item("choice", "radios", label={"en-GB": HOSTILE})),
        page("p2", item("why", "long_text"), item("boxes", "checkboxes"), show_if=branch),
        page("p3", item("line")),
    )
    publish(made, definition)
    made.consultation.state, made.consultation.opens_at = State.OPEN, made.consultation.created_at
    session.flush()
    return made


def test_the_form_asks_what_the_screen_asks_in_the_same_order(
    session: Session, surveyed: Activity, settings: Settings
) -> None:
    asked = questionnaire_of(session, surveyed)
    assert asked is not None
    form = printed_form(session, surveyed, asked, settings.council)
    assert [question.key for question in form.questions] == [question.key for question in asked.questions] + ["area"]
    assert [printed_question.key for printed_question in form.about_you] == [question.key for question in QUESTIONS]
    first, why, boxes, *_ = form.questions
    assert [first.label, first.lines] == [HOSTILE, 0]
    assert [(box.code, box.label) for box in first.options] == [("1", "Answer a"), ("2", "Answer b"), ("3", "Answer c")]
    assert form.name == f"Form {surveyed.id}, version 1"
    assert "Tick one box." in first.notes
    assert "Tick every box that applies." in boxes.notes
    assert why.lines > 1
    (way,) = [note for note in why.notes if "Otherwise" in note]
    assert way.startswith("Answer questions 2 to 3 only if")
    assert way.endswith("Otherwise go to question 4.")
    assert settings.council.contact_email in " ".join(form.ways)


def test_the_pdf_is_tagged_for_screen_readers(session: Session, surveyed: Activity, settings: Settings) -> None:
    asked = questionnaire_of(session, surveyed)
    assert asked is not None
    form = printed_form(session, surveyed, asked, settings.council)
    made = make_pdf(form)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert bool(pdf.Root["/MarkInfo"]["/Marked"])
        assert str(pdf.Root["/Lang"]).startswith("en")
        assert b"pdfuaid" in pdf.Root["/Metadata"].read_bytes()
        tags = tags_of(pdf)
        words = words_of(pdf)
        assert form.title in str(pdf.docinfo["/Title"])
        for page_words in words_by_page(pdf):
            assert page_words.count("".join(form.name.split())) == 1
    assert tags.count("/H3") == len(form.questions) + len(form.about_you)
    assert tags.count("/L") >= sum(bool(question.options) for question in (*form.questions, *form.about_you))
    places = [
        words.index("".join(f"{question.number}{question.label}".split()))
        for question in (*form.questions, *form.about_you)
    ]
    assert places == sorted(places)
    for option in (option for question in (*form.questions, *form.about_you) for option in question.options):
        assert "".join(f"{option.label}{option.code}".split()) in words
    assert make_pdf(form) is made


def test_a_question_and_its_boxes_are_on_one_page(session: Session, publish: PublishSurvey, settings: Settings) -> None:
    made = make_activity(session, make_consultation(session), "survey")
    publish(made, survey(page("p1", *(item(f"key_{number}", "radios") for number in range(40)))))
    asked = questionnaire_of(session, made)
    assert asked is not None
    form = printed_form(session, made, asked, settings.council)
    with pikepdf.open(io.BytesIO(make_pdf(form))) as pdf:
        pages = words_by_page(pdf)
    assert len(pages) > 5
    for page_words in pages:
        assert page_words.count("Questionkey_") == page_words.count("Answera") == page_words.count("Answerc")


def test_paper_says_the_rules_of_a_question_and_no_marks_of_markdown(
    session: Session, publish: PublishSurvey, settings: Settings
) -> None:
    made = make_activity(session, make_consultation(session), "survey")
    told = {"en-GB": "There cannot be more children than people."}
    rules = [{"op": "le", "q": "people", "message": told}]
    note = {"id": "b1", "block": "details", "title": {"en-GB": "1. Who?"}, "text": {"en-GB": "*Everybody* in it"}}
    read = {"text": {"en-GB": "Your **household**:\n\n1. you\n2. [others](https://a.example)"}, "blocks": [note]}
    publish(made, survey(page("p1", item("people", "number"), item("children", "number", rules=rules), **read)))
    asked = questionnaire_of(session, made)
    assert asked is not None
    people, children, *_ = printed_form(session, made, asked, settings.council).questions
    assert people.notes[0] == "Your household:\n1. you\n2. others (https://a.example)"
    assert people.notes[1:3] == ("1. Who?", "Everybody in it")
    assert told["en-GB"] in children.notes
    assert told["en-GB"] not in people.notes


def test_a_form_in_another_language_has_the_same_numbers_and_codes(
    session: Session, publish: PublishSurvey, settings: Settings
) -> None:
    made = make_activity(session, make_consultation(session), "survey")
    said = {"yes": ("Yes", "Ydw"), "2": ("Two", "Dau"), "no": ("No", "Nac ydw")}
    options = [{"code": code, "label": {"en-GB": one, "cy": other}} for code, (one, other) in said.items()]
    label = {"en-GB": "Do you?", "cy": "Ydych chi?"}
    asks = page("p1", item("do", "radios", label=label, options=options), title={"en-GB": "Do", "cy": "Gwneud"})
    publish(made, survey(asks, languages=["en-GB", "cy"], title={"en-GB": "All", "cy": "Oll"}))
    forms = [
        printed_form(session, made, asked, settings.council)
        for language in ("", "cy")
        if (asked := questionnaire_of(session, made, language=language)) is not None
    ]
    assert [form.questions[0].label for form in forms] == ["Do you?", "Ydych chi?"]
    for place, form in enumerate(forms):
        told = [(box.code, box.label) for box in form.questions[0].options]
        assert told == [("1", said["yes"][place]), ("2", said["2"][place]), ("3", said["no"][place])]
