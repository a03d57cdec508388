"""Published evidence is a public register: what the public page shows, and nothing else."""

from plugins.impact import publication
from plugins.impact.procedure import Status
from plugins.impact.registers import EVIDENCE, PUBLIC_COLUMNS
from tests.plugins.impact.conftest import Case
from tests.support.web import FormClient

REGISTER = "/registers/impact.evidence"


def test_what_was_released_is_a_row_under_the_name_that_the_group_wishes(case: Case, client: FormClient) -> None:
    named = case.brought_to(Status.ACCEPTED, publication="public", statement="Fewer came to the market.")
    nameless = case.brought_to(Status.ACCEPTED, publication="anonymous", statement="Fewer came to the park.")
    kept_back = case.brought_to(Status.ACCEPTED, publication="public", statement="This is not released.")
    publication.take_back(case.session, case.officer, kept_back)
    for evidence in (named, nameless):
        publication.release_evidence(case.session, case.officer, evidence)
    page = client.get(REGISTER).text
    assert "2 rows" in page
    assert "Fewer came to the market." in page
    assert "This is not released." not in page
    cells = dict(zip([nameless.id], EVIDENCE.cells(case.session, [nameless]), strict=True))
    assert cells[nameless.id]["group"] == "A community group"
    assert set(cells[nameless.id]) == {column.name for column in PUBLIC_COLUMNS}
    assert EVIDENCE.link(named).parts == {"reference": named.reference}


def test_what_is_taken_back_is_gone_from_list_file_and_address(case: Case, client: FormClient) -> None:
    evidence = case.brought_to(Status.ACCEPTED, publication="public")
    publication.release_evidence(case.session, case.officer, evidence)
    known = {"If-None-Match": client.get(f"{REGISTER}/data.csv").headers["ETag"]}
    assert client.get(f"{REGISTER}/rows/{evidence.id}").status_code == 200
    publication.take_back(case.session, case.officer, evidence)
    assert client.get(f"{REGISTER}/rows/{evidence.id}").status_code == 404
    answer = client.get(f"{REGISTER}/data.csv", headers=known)
    assert answer.status_code == 200
    assert evidence.reference not in answer.text
