"""The officers' pages: list, edit, conflict."""

from consult.consultations.models import State
from consult.kernel.authz import Role
from tests.factories import make_activity, make_consultation, make_person


def test_try(client, session, sign_in):
    c = make_consultation(session, state=State.DRAFT, xss=True)
    a = make_activity(session, c)
    b = make_activity(session, c, position=1)
    sign_in(client, make_person(session, Role.OFFICER))
    s = "/staff/consultations/" + c.slug
    for u in (
        "/staff/consultations",
        s,
        s + "/edit",
        s + "/change",
        s + "/extend",
        s + "/schedule",
        s + "/open",
        s + "/move/take-back",
        s + "/documents",
        s + "/activities/new",
        f"{s}/activities/{a.id}/title",
        f"{s}/activities/{a.id}/remove",
        "/staff/consultations/new",
    ):
        r = client.get(u)
        print(u, r.status_code)
        if r.status_code >= 400:
            print(r.text[:3000])
    r = client.post_form(s + "/open", {})
    print(r.status_code, r.text[1500:6000])
