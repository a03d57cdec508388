"""Everybody reads the record of consideration, and each person what became of her own points."""

from tests.consult.decisions.conftest import Case
from tests.consult.decisions.test_volume import decided, sent_to
from tests.support.web import FormClient


def test_the_record_has_each_issue_with_its_points_and_answer_and_a_file(case: Case, client: FormClient) -> None:
    address = f"/consultations/{case.consultation.slug}/outcome"
    assert client.get(f"{address}/record").status_code == 404
    decided(case)
    case.session.commit()
    assert f"{address}/record" in client.get(address).text
    shown = client.get(f"{address}/record").text
    for words in (
        "They mistake people.",
        "To this point alone:",
        "in all. Not all of them are published.",
        "Draft letter, paragraph 3",
        "Changed",
    ):
        assert words in shown
    assert "We are seen by all" not in shown
    sent = client.get(f"{address}/record.csv")
    assert "They mistake people." in sent.data.decode("utf-8-sig")
    assert sent.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "Index by reference" in shown
    for ending, begins in (("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK")):
        assert f"{address}/record.{ending}" in shown
        made = client.get(f"{address}/record.{ending}")
        assert made.data.startswith(begins)
        assert made.headers["Content-Disposition"].endswith(f'-record.{ending}"')


def test_her_reference_leads_to_her_own_points_and_to_no_others(case: Case, client: FormClient) -> None:
    decided(case)
    other = case.response()
    case.session.commit()
    _first, hers = sent_to(case)[:2]
    shown = client.get(f"/responses/{hers.reference}").text
    assert "Your point 3 is in this issue." in shown
    assert "We met him." in shown
    assert "We wrote to her." not in shown
    assert "is in this issue" not in client.get(f"/responses/{other.reference}").text
