"""Questions that are answered by a file."""

import pytest

from consult.contract.files_asked import file_asked_on, is_file_name, is_filled_in, new_file_name
from consult.contract.questions import Question, QuestionPage

PHOTO = Question(key="photo", kind="file", label="A photo", endings=("jpg", "pdf"))
WORDS = Question(key="words", kind="short_text", label="Words")


def page(*questions: Question) -> QuestionPage:
    """Return a page of these questions."""
    return QuestionPage(id="p", title="Page", questions=questions)


def test_a_file_is_asked_for_on_a_page_of_its_own() -> None:
    assert file_asked_on(page(PHOTO)) is PHOTO
    assert [file_asked_on(one) for one in (None, page(), page(WORDS), page(PHOTO, WORDS))] == [None] * 4


def test_neither_a_file_nor_what_is_worked_out_is_filled_in() -> None:
    worked_out = Question(key="sum", kind="computed", label="Sum", work_out=lambda _answers: 1.0)
    assert [is_filled_in(one) for one in (WORDS, PHOTO, worked_out)] == [True, False, False]


def test_no_two_files_have_one_name_and_each_is_known_for_one() -> None:
    names = {new_file_name(PHOTO, "jpg") for _ in range(50)}
    assert len(names) == 50
    assert all(is_file_name(PHOTO, name) for name in names)


@pytest.mark.parametrize(
    "answer", [None, 3, "", "photo.jpg", "photo-0123456789abcdef.exe", "../photo-0123456789abcdef.jpg", "<b>.jpg"]
)
def test_what_we_did_not_name_is_no_file(answer: object) -> None:
    assert not is_file_name(PHOTO, answer)
