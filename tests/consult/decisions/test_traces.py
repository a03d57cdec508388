"""What was done with the views on a consultation is told on its page: whatever rests on it, or on what was said."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from consult.citations.queries import reference_to, references_to
from consult.citations.services import cite
from consult.consultations.models import State
from consult.decisions.traces import trace_of_consultation
from consult.kernel.authz import ANONYMOUS
from tests.consult.decisions.conftest import Case
from tests.factories import make_activity, make_consultation, make_submission
from tests.support.web import FormClient

Counter = Callable[[], AbstractContextManager[list[str]]]


def test_what_rests_on_a_response_an_issue_or_the_consultation_is_found(session: Session, case: Case) -> None:
    response, issue = case.response(), case.answered()
    cite(session, case.officer, reference_to(issue), [reference_to(response)])
    later = [make_consultation(session) for _ in range(3)]
    for citing, cited in zip(later, (response, issue, case.consultation), strict=True):
        cite(session, case.officer, reference_to(citing), [reference_to(cited)])
    of_response, of_issue, of_whole = map(reference_to, later)
    found = [uptake.reference for uptake in trace_of_consultation(session, ANONYMOUS, case.consultation)]
    assert found == [of_response, of_whole]  # nobody is led on by an issue that is not published
    case.write()
    case.publish()
    found = [uptake.reference for uptake in trace_of_consultation(session, ANONYMOUS, case.consultation)]
    assert found == [of_response, of_issue, of_whole]


def test_the_page_tells_it_and_asks_as_often_for_many_as_for_few(
    client: FormClient, session: Session, case: Case, count_queries: Counter
) -> None:
    address, later = f"/consultations/{case.consultation.slug}", reference_to(make_consultation(session))
    assert "What was done with the views" not in client.get(address).text
    cite(session, case.officer, later, [reference_to(case.response())])
    assert "What was done with the views" in client.get(address).text
    session.refresh(case.consultation)
    with count_queries() as few:
        trace_of_consultation(session, ANONYMOUS, case.consultation)
    for _ in range(10):
        cite(session, case.officer, reference_to(make_consultation(session)), [reference_to(case.response()), later])
    with count_queries() as many:
        trace_of_consultation(session, ANONYMOUS, case.consultation)
    assert len(many) == len(few)


def test_while_it_is_open_a_page_of_its_own_tells_it(client: FormClient, session: Session, case: Case) -> None:
    asked = make_consultation(session)
    address = f"/consultations/{asked.slug}"
    assert f'href="{address}/used"' in client.get(address).text
    assert "so far" in client.get(f"{address}/used").text
    sent, later = make_submission(session, make_activity(session, asked)), make_consultation(session)
    cite(session, case.officer, reference_to(later), [reference_to(sent)])
    assert f'href="/consultations/{later.slug}"' in client.get(f"{address}/used").text


def test_while_it_is_open_its_page_names_what_rests_on_it_and_asks_once_where_nothing_does(
    client: FormClient, session: Session, case: Case, count_queries: Counter
) -> None:
    asked, draft = make_consultation(session), make_consultation(session, state=State.DRAFT)
    later = make_consultation(session, title="Cameras on the Broadway")
    address = f"/consultations/{asked.slug}"
    cite(session, case.officer, reference_to(draft), [reference_to(asked)])
    assert "so far</h2>" not in client.get(address).text
    unused = reference_to(later)
    with count_queries() as asks:
        references_to(session, ANONYMOUS, unused)
    assert len(asks) == 1
    cite(session, case.officer, reference_to(later), [reference_to(asked)])
    named = client.get(address).text.partition("What rests on this consultation so far")[2].partition("</ul>")[0]
    assert (later.title in named, draft.title in named) == (True, False)
