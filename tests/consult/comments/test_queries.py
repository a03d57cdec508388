"""What the public reads of a response: what its author agreed to, and nothing that tells what belongs together."""

import pytest

from consult.comments.queries import (
    asks_consent,
    decided_about,
    find_response,
    find_text,
    public_questions,
    publications_among,
    questions_with_texts,
    quotable_texts,
    shown_publication,
    texts_of,
)
from consult.comments.services import COMPANY, hold
from consult.kernel.errors import NotFound
from consult.submissions.consent import NAMED, REFUSED, UNNAMED
from tests.consult.comments.conftest import Voices


def texts(voices: Voices, key: str = "reasons", words: str = "", page: int = 1) -> list[str]:
    return [said.text for said in texts_of(voices.session, voices.activity.id, key, words, page)]


def test_only_texts_are_public_and_consent_is_asked_behind_them(voices: Voices) -> None:
    assert [question.key for question in public_questions(voices.session, voices.activity)] == ["reasons", "instead"]
    assert asks_consent(voices.session, voices.activity)
    assert questions_with_texts(voices.session, voices.activity) == []


def test_the_order_of_texts_is_another_for_each_question(voices: Voices) -> None:
    voices.publish(*(voices.send(number) for number in range(20)))
    orders = [[text.split()[1] for text in texts(voices, key)] for key in ("reasons", "instead")]
    assert [sorted(order) for order in orders] == [sorted(f"{number}." for number in range(20))] * 2
    assert orders[0] != orders[1]
    assert orders[0] != [f"{number}." for number in range(20)]


def test_a_text_without_a_name_leads_to_no_response(voices: Voices) -> None:
    sent = [voices.send(number) for number in range(COMPANY)]
    voices.publish(*sent)
    for said in texts_of(voices.session, voices.activity.id, "reasons", "", 1):
        assert (said.name, said.response) == ("", "")
        assert find_text(voices.session, voices.consultation, said.reference)[1] == said
    with pytest.raises(NotFound):
        find_response(voices.session, voices.consultation, sent[0].reference)


def test_a_response_with_a_name_stands_together(voices: Voices) -> None:
    named = voices.send(1, NAMED)
    voices.publish(named)
    _activity, said = find_response(voices.session, voices.consultation, named.reference)
    assert [(one.key, one.text, one.name, one.response) for one in said] == [
        ("reasons", "Because 1.", "Group 1", named.reference),
        ("instead", "Lamps 1.", "Group 1", named.reference),
    ]


def test_search_looks_at_each_text_for_itself(voices: Voices) -> None:
    voices.publish(*(voices.send(number) for number in range(COMPANY)))
    assert texts(voices, "reasons", "because 3") == ["Because 3."]
    assert texts(voices, "instead", "because 3") == []
    # What one text lacks must not tell of another of the same response.
    assert len(texts(voices, "instead", "lamps -because")) == COMPANY
    assert len(texts(voices, "instead", "-because")) == COMPANY


def test_pages_have_twenty_texts_and_know_whether_more_come(voices: Voices) -> None:
    voices.publish(*(voices.send(number) for number in range(23)))
    first, second = texts(voices), texts(voices, page=2)
    assert (len(first), len(second)) == (21, 3)
    assert len({*first[:20], *second}) == 23
    assert texts(voices, words="because", page=2) == second


def test_nothing_but_what_the_public_reads_may_be_quoted(voices: Voices) -> None:
    named, unnamed, refused = voices.send(1, NAMED), voices.send(2), voices.send(3, REFUSED)
    voices.publish(named, unnamed, refused)
    numbers = [named.id, unnamed.id, refused.id]
    assert quotable_texts(voices.session, numbers) == {(named.id, "answers.reasons"), (named.id, "answers.instead")}
    assert set(publications_among(voices.session, numbers)) == {named.id, unnamed.id}


def test_what_became_of_a_response_is_told_apart(voices: Voices) -> None:
    silent, refused, waiting = voices.send(1, ""), voices.send(2, REFUSED), voices.send(3, UNNAMED)
    voices.publish(silent, refused, waiting)
    assert shown_publication(voices.session, silent) is None
    told = shown_publication(voices.session, refused)
    assert told is not None
    assert (told.consent, told.standing, told.is_public) == (REFUSED, None, False)
    told = shown_publication(voices.session, waiting)
    assert told is not None
    assert (told.is_published, told.is_waiting, told.is_public) == (True, True, False)


def test_a_text_is_found_in_its_own_consultation_alone(voices: Voices) -> None:
    with pytest.raises(NotFound):
        find_text(voices.session, voices.consultation, "TX-0000-0000")


def test_whatever_was_decided_about_publication_is_known(voices: Voices) -> None:
    published, held, neither = voices.send(1, NAMED), voices.send(2), voices.send(3)
    voices.publish(published)
    hold(voices.session, voices.officer, voices.activity, [held.id], "other", "It names a street.")
    assert decided_about(voices.session, [published.id, held.id, neither.id]) == {published.id, held.id}
