"""An officer quotes what she selected, or what she types: without a script as well."""

from collections.abc import Callable

from consult.accounts.models import Person
from consult.analysis.themes.code_book import add_theme
from consult.submissions.consent import REFUSED
from tests.consult.decisions.conftest import Case
from tests.consult.decisions.test_quoting import sent_in
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_words_are_quoted_from_the_page_of_the_response(case: Case, client: FormClient, sign_in: SignIn) -> None:
    issue, sent = case.issue(), sent_in(case)
    case.write()
    case.session.commit()
    sign_in(client, case.officer_person)
    read, page = f"/staff/responses/{sent.id}", f"/staff/responses/{sent.id}/quote"
    assert f'href="{page}?q=cost"' in client.get(f"{read}?q=cost").text
    shown = client.get(f"{page}?words=They+cost+too+much").text
    assert ">They cost too much</textarea>" in shown.replace("\r\n", "").replace("\n", "")
    assert "They mistake people" in shown
    asked = {"words": "They cost too much", "into": "issue", "issue": str(issue.id)}
    wrong = client.post_form(page, {**asked, "words": "They cost far too much"})
    assert wrong.status_code == 422
    assert "They cost far too much" in wrong.text
    assert "does not say so word for word" in wrong.text
    assert client.post_form(page, {**asked, "issue": ""}).status_code == 422
    done = client.post_form(f"{page}?q=cost", asked)
    assert done.location == f"{read}?q=cost"
    assert "Publish it before the decision" in client.get(read).text
    assert "“They cost too much”" in client.get(f"/staff/issues/{issue.id}").text
    assert client.post_form(page, {"words": "They cost too much", "into": "decision"}).status_code == 303
    assert "“They cost too much”" in client.get(f"/staff/consultations/{case.consultation.slug}/decision/edit").text


def test_what_may_not_be_public_goes_among_the_examples_of_a_theme_only(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    issue, sent = case.issue(), sent_in(case, REFUSED)
    case.session.commit()
    sign_in(client, case.officer_person)
    page = f"/staff/responses/{sent.id}/quote"
    assert "There is no issue, theme or draft" in client.get(page).text
    theme = add_theme(case.session, case.officer, case.consultation, "Mistakes", "What they err in", "")
    case.session.commit()
    shown = client.get(page).text
    assert "did not let us publish" in shown
    assert 'value="issue"' not in shown
    asked = {"words": "They cost too much", "into": "issue", "issue": str(issue.id)}
    assert client.post_form(page, asked).status_code == 422
    asked = {"words": "They cost too much", "into": "theme", "theme": str(theme.id)}
    assert client.post_form(page, asked).status_code == 303
    assert "They cost too much" in client.get(f"/staff/themes/{theme.id}").text
