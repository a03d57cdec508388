"""What everybody reads of assessments."""

from plugins.impact.assessments import signing
from tests.plugins.impact.assessments.conftest import Desk
from tests.support.web import FormClient

LIST = "/impact/assessments"


def test_only_what_was_signed_is_listed_and_read(desk: Desk, client: FormClient) -> None:
    draft, signed = desk.written(), desk.signed()
    page = client.get(LIST).text
    assert signed.number in page
    assert draft.number not in page
    assert client.get(f"{LIST}/{draft.number}").status_code == 404
    shown = client.get(f"{LIST}/{signed.number}").text
    assert "signed by Supt Ada Ferris, Superintendent, North East BCU" in shown
    assert "Fewer people come to the market." in shown
    assert "Likelihood and severity" in shown


def test_each_signed_version_stays_at_its_address_and_changes_are_shown(desk: Desk, client: FormClient) -> None:
    assessment = desk.signed()
    place = f"{LIST}/{assessment.number}"
    assert client.get(f"{place}/versions/1/changes").status_code == 404
    signing.renew(desk.session, desk.author, assessment, "The hours changed.")
    desk.write(assessment, "context", {"incidents": "A robbery."})
    assert "A robbery." not in client.get(place).text
    assert client.get(f"{place}/versions/2").status_code == 404
    desk.sign_again(assessment)
    assert "A robbery." in client.get(place).text
    earlier = client.get(f"{place}/versions/1").text
    assert "A robbery." not in earlier
    assert "Replaced by a later version" in earlier
    assert "<ins>" in client.get(f"{place}/versions/2/changes").text
    desk.sign_again(assessment)
    since = client.get(f"{place}/versions/3/changes?since=1").text
    assert "since version 1" in since
    assert "A robbery." in since
    assert "They say the same." in client.get(f"{place}/versions/3/changes").text
