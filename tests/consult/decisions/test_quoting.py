"""Words of a response are quoted as they stand there, where its author lets them be read, and go when they go."""

from collections.abc import Callable

import pytest

from consult.analysis.quotations import wrong_quotations
from consult.analysis.themes.code_book import add_theme
from consult.comments.services import hold_response
from consult.consultations.models import State
from consult.contract.questions import CONSENT_KEY
from consult.decisions.lost_quotations import WITHHELD
from consult.decisions.open_list import IssuesFixed
from consult.decisions.quoting import quote_in_decision, quote_in_issue, quote_in_theme, why_not_public
from consult.decisions.services import what_is_missing
from consult.kernel.errors import Conflict, Invalid
from consult.submissions.consent import REFUSED, UNNAMED
from consult.submissions.models import Status, Submission
from consult.submissions.revision import set_statuses
from tests.consult.decisions.conftest import Case, make_case
from tests.consult.decisions.test_lost_quotations import erase, exclude, made_public, refuse, take_out, withdraw
from tests.factories import make_submission

Lose = Callable[[Case, Submission], None]
TEXT = "They mistake people, and nobody says “sorry”. They cost too much."


def sent_in(case: Case, consent: str = UNNAMED) -> Submission:
    """Return a response whose author said this about publication."""
    return make_submission(
        case.session, case.activity, answers={"position": "oppose", "reasons": TEXT, CONSENT_KEY: consent}
    )


def test_words_go_under_an_issue_once_as_they_stand(case: Case) -> None:
    issue, sent = case.issue(), sent_in(case)
    for words in ('people, and nobody\nsays "sorry"', "people, and nobody says ‘sorry’"):
        assert not quote_in_issue(case.session, case.officer, sent, words, issue).is_public
    assert issue.detail == "Many say so.\n\n“people, and nobody says ‘sorry’”"
    assert wrong_quotations(case.session, case.consultation, [issue.detail]) == ["people, and nobody says ‘sorry’"]
    made_public(case, sent)
    assert quote_in_issue(case.session, case.officer, sent, "They cost too much", issue).is_public
    assert wrong_quotations(case.session, case.consultation, [issue.detail]) == []


def test_words_go_into_the_draft_where_there_is_one(case: Case) -> None:
    sent = sent_in(case)
    with pytest.raises(Invalid):
        quote_in_decision(case.session, case.officer, sent, "They cost too much")
    draft = case.write()
    quote_in_decision(case.session, case.officer, sent, "They cost too much")
    assert draft.said == "Most of you said no.\n\n“They cost too much”"
    made_public(case, sent)
    case.publish()
    with pytest.raises(IssuesFixed):
        quote_in_decision(case.session, case.officer, sent, "They mistake people")


def test_a_theme_takes_examples_that_only_officers_read(case: Case) -> None:
    theme = add_theme(case.session, case.officer, case.consultation, "Mistakes", "", "They err")
    quote_in_theme(case.session, case.officer, sent_in(case, REFUSED), "They mistake people", theme)
    assert theme.examples == "They err\n“They mistake people”"


def test_nothing_is_quoted_in_public_against_its_author(case: Case) -> None:
    issue, refused, held = case.issue(), sent_in(case, REFUSED), sent_in(case)
    made_public(case, held)
    assert why_not_public(case.session, held) == ""
    hold_response(case.session, case.officer, case.activity, held, "identifies", "It names a street.")
    for sent in (refused, held):
        assert why_not_public(case.session, sent)
        with pytest.raises(Conflict, match="cannot be quoted"):
            quote_in_issue(case.session, case.officer, sent, "They cost too much", issue)
    assert issue.detail == "Many say so."


@pytest.mark.parametrize("words", ["They cost much", "cost too", "They cost too muc", "They mistake people. They cost"])
def test_words_that_are_not_said_so_or_too_few_are_refused(case: Case, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        quote_in_issue(case.session, case.officer, sent_in(case), words, case.issue())
    assert list(refused.value.fields) == ["words"]


def test_a_response_that_does_not_count_or_belongs_elsewhere_is_not_quoted(case: Case) -> None:
    issue, sent = case.issue(), sent_in(case)
    elsewhere = make_case(case.session).issue()
    with pytest.raises(Invalid):
        quote_in_issue(case.session, case.officer, sent, "They cost too much", elsewhere)
    set_statuses(case.session, case.activity, [sent.id], Status.EXCLUDED, "duplicate")
    with pytest.raises(Conflict):
        quote_in_issue(case.session, case.officer, sent, "They cost too much", issue)


def test_a_text_that_its_form_could_not_hold_is_refused(case: Case) -> None:
    issue, sent = case.issue(), sent_in(case)
    issue.detail = "word " * 498
    case.session.flush()
    with pytest.raises(Invalid) as refused:
        quote_in_issue(case.session, case.officer, sent, "They cost too much", issue)
    assert "500 words" in refused.value.fields["words"]


@pytest.mark.parametrize("lose", [withdraw, erase, take_out])
@pytest.mark.parametrize("state", [State.OPEN, State.ANALYSING])
def test_quoted_words_go_with_the_response_whatever_the_state(case: Case, lose: Lose, state: State) -> None:
    issue, sent = case.issue(), sent_in(case)
    theme = add_theme(case.session, case.officer, case.consultation, "Mistakes", "", "")
    quote_in_issue(case.session, case.officer, sent, "They mistake people", issue)
    quote_in_theme(case.session, case.officer, sent, "They mistake people", theme)
    case.consultation.state = state
    case.session.flush()
    lose(case, sent)
    case.session.expire_all()
    assert issue.detail == f"Many say so.\n\n{WITHHELD}"
    assert theme.examples == WITHHELD


@pytest.mark.parametrize("lose", [exclude, refuse])
def test_words_that_may_no_longer_be_published_keep_the_decision_from_it(case: Case, lose: Lose) -> None:
    issue, sent = case.issue(), sent_in(case)
    quote_in_issue(case.session, case.officer, sent, "They mistake people", issue)
    lose(case, sent)
    missing = [each.sentence for each in what_is_missing(case.session, case.consultation)]
    assert any("They mistake people" in sentence for sentence in missing)
