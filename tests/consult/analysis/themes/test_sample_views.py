"""An officer draws a sample in the browser, a colleague codes it without the first coding, and the public reads it."""

from collections.abc import Callable

from sqlalchemy import select

from consult.accounts.models import Person
from consult.analysis.themes.models import Theme
from consult.analysis.themes.sample_models import Sample, SampledText
from consult.analysis.themes.samples import publish_sample
from consult.exports.making import publish_results
from consult.kernel.authz import Role
from tests.consult.analysis.themes.conftest import Desk
from tests.consult.analysis.themes.sampling import code_all_again, draw, many_coded, withdraw
from tests.factories import make_person
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_a_colleague_codes_the_sample_without_seeing_the_first_coding(
    desk: Desk, client: FormClient, sign_in: SignIn
) -> None:
    theme = desk.theme()
    sent = desk.response()
    desk.code(sent, theme)
    sign_in(client, desk.person)
    address = f"/staff/activities/{desk.activity.id}/texts/reasons/sample"
    assert client.post_form(address, {"purpose": "coded", "size": "2"}).status_code == 422
    drawn = client.post_form(address, {"purpose": "coded", "size": "1"})
    sample = desk.session.scalars(select(Sample)).one()
    sampled = desk.session.scalars(select(SampledText)).one()
    assert drawn.location == f"/staff/samples/{sample.id}"
    page = client.get(drawn.location).text
    assert "a colleague has to code it again" in page
    assert sample.seed in page
    coding = f"/staff/responses/{sent.id}/texts/reasons"
    assert client.get(coding).status_code == 200
    sign_in(client, make_person(desk.session, Role.OFFICER))
    assert client.get(coding).location == f"/staff/sampled/{sampled.id}"
    again = client.get(f"/staff/sampled/{sampled.id}").text
    assert "How is not shown" in again
    assert "checked" not in again
    saved = client.post_form(f"/staff/sampled/{sampled.id}", {"themes": "T1"})
    assert saved.location == f"/staff/samples/{sample.id}"
    assert "too few to tell anything" in client.get(saved.location).text
    assert client.post_form(f"/staff/sampled/{sampled.id}", {}).status_code == 409
    assert client.get(coding).status_code == 200


def test_figures_stand_beside_the_results_and_officers_alone_see_how_many_changed_since(
    desk: Desk, client: FormClient, sign_in: SignIn
) -> None:
    many_coded(desk, 26, desk.theme())
    sample = draw(desk, 26)
    code_all_again(desk, sample, lambda place, codes: codes if place > 6 else [])
    publish_results(desk.session, desk.officer, desk.activity)
    address = f"/consultations/{desk.consultation.slug}/results"
    assert "How far two officers agree" not in client.get(address).text
    publish_sample(desk.session, desk.officer, sample)
    page = client.get(address).text
    assert "T1 Mistakes" in page
    assert "0.87 (0.77 to 0.97)" in page
    withdraw(desk, sample, 1)
    after = client.get(address).text
    assert after[after.index("<main") : after.index("</main>")] == page[page.index("<main") : page.index("</main>")]
    theme = desk.session.scalars(select(Theme)).one()
    theme.title = "[redacted]"
    desk.session.commit()
    shown = client.get(address).text
    assert "T1 [redacted]" in shown
    assert "T1 Mistakes" not in shown
    sign_in(client, desk.person)
    assert "withdrawn, excluded or changed since: 1." in client.get(f"/staff/samples/{sample.id}").text


def test_a_sample_is_published_once_all_of_it_was_read(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    many_coded(desk, 25, desk.theme())
    sample = draw(desk, 25)
    sign_in(client, desk.person)
    assert client.post_form(f"/staff/samples/{sample.id}/publish").status_code == 409
    code_all_again(desk, sample, lambda _place, codes: codes)
    assert "Publish this beside the results" in client.get(f"/staff/samples/{sample.id}").text
    client.post_form(f"/staff/samples/{sample.id}/publish")
    assert "as it stood then" in client.get(f"/staff/samples/{sample.id}").text
