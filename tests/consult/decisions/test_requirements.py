"""Every listed issue needs an answer, and the page leads to where it is given."""

from datetime import date

import pytest

from consult.analysis.themes.code_book import add_theme, edit_theme
from consult.decisions import issues
from consult.decisions.advice import Asked, ask_for_advice, give_advice, show_advice
from consult.decisions.issues import edit_issue
from consult.decisions.models import Expertise
from consult.decisions.requirements import ISSUES_ANSWERED
from consult.decisions.services import NotReady, publish_decision, what_is_missing
from consult.kernel.errors import Invalid
from tests.consult.decisions.conftest import Case


def test_each_issue_without_an_answer_is_named_with_the_page_on_which_it_is_answered(case: Case) -> None:
    case.answered()
    issue, dropped = case.issue("Young people feel watched"), case.issue("Twice")
    issues.drop_issue(case.session, case.officer, dropped, "Entered twice.")
    (missing,) = ISSUES_ANSWERED.unmet(case.session, case.consultation.id)
    assert missing.link is not None
    assert missing.link.parts == {"issue_id": issue.id}
    case.answer(issue)
    assert not ISSUES_ANSWERED.unmet(case.session, case.consultation.id)


def test_a_quotation_that_nobody_can_read_keeps_the_decision_from_being_published(case: Case) -> None:
    issue = case.answered()
    case.write(said="Most of you said “we do not want the cameras here”.")
    (unmet,) = what_is_missing(case.session, case.consultation)
    assert "The text “You said” quotes “we do not want the cameras here”" in unmet.sentence
    with pytest.raises(NotReady):
        case.publish()
    case.write(said="Most of you said no.")
    edit_issue(case.session, case.officer, issue, "Fear", "One says: 'they took me for my brother'.", issue.version)
    (unmet,) = what_is_missing(case.session, case.consultation)
    assert "Issue 1, “Fear” quotes “they took me for my brother”" in unmet.sentence
    assert unmet.link is not None
    edit_issue(case.session, case.officer, issue, "Fear", "One says that they took him for his brother.", issue.version)
    assert what_is_missing(case.session, case.consultation) == []


def test_advice_and_the_titles_of_themes_quote_word_for_word_too(case: Case) -> None:
    case.response()
    issue = case.answered()
    case.write()
    theme = add_theme(case.session, case.officer, case.consultation, "“We are seen by all”", "")
    asked = Asked(case.officer_person.id, Expertise.LAWYER, "May we?", date(2030, 1, 1))
    advice = ask_for_advice(case.session, case.officer, issue, asked)
    give_advice(case.session, case.officer, advice, "One says “it is against the law”.", advice.version)
    assert [unmet.sentence.split(" quotes ")[0] for unmet in what_is_missing(case.session, case.consultation)] == [
        "The title of a theme"
    ]
    show_advice(case.session, case.officer, advice, is_public=True)
    quoting = [unmet.sentence.split(" quotes ")[0] for unmet in what_is_missing(case.session, case.consultation)]
    assert quoting == ["The title of a theme", f"Issue 1, “{issue.title}”"]
    show_advice(case.session, case.officer, advice, is_public=False)
    edit_theme(case.session, case.officer, theme, "Being seen", "", "", None, theme.version)
    with pytest.raises(Invalid) as refused:
        publish_decision(case.session, case.officer, case.consultation, unread_reason="“We had no time at all.”")
    assert "unread_reason" in refused.value.fields
    case.publish()
    with pytest.raises(Invalid) as refused:
        edit_theme(case.session, case.officer, theme, "“We are seen by all”", "", "", None, theme.version)
    assert "title" in refused.value.fields
