"""What officers read of labels: what is known, how many, and what it does not mean."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.desk.queries import Filters, listed
from consult.submissions.labels import Label, labels_among, labels_of, noticed_about
from consult.submissions.models import Status, SubmissionLabel
from consult.submissions.personal_data import collect_submission
from tests.consult.desk.test_label_jobs import label_all, sent
from tests.consult.desk.test_likeness import CAMPAIGN, own_words
from tests.factories import make_submission
from tests.support.web import FormClient


def test_only_counted_responses_are_told(session: Session, activity: Activity) -> None:
    first, second, third = (sent(session, activity, CAMPAIGN) for _ in range(3))
    sent(session, activity, CAMPAIGN, status=Status.EXCLUDED)
    session.add(SubmissionLabel(submission_id=third.id, name="quick", activity_id=activity.id))
    label_all(session)
    found = labels_of(session, activity.id)
    assert found.counts == {Label.TEXT: 3, Label.QUICK: 1}
    assert [group.sentence for group in found.groups] == ["A text shared by 3 responses"]
    assert found.made_at is not None
    assert labels_among(session, [first.id, third.id]) == {first.id: [Label.TEXT], third.id: [Label.QUICK, Label.TEXT]}
    told = noticed_about(session, second)
    assert [noticed.sentence.split(". ")[0] for noticed in told] == ["A text shared by 3 responses"]
    assert all("does not mean" in noticed.sentence for noticed in noticed_about(session, third))
    assert collect_submission(session, second.id)["noticed"] == [told[0].sentence]


def test_the_list_can_be_narrowed_to_a_label_or_a_group(session: Session, activity: Activity) -> None:
    first, second = (sent(session, activity, CAMPAIGN) for _ in range(2))
    third, fourth = (sent(session, activity, own_words(1)) for _ in range(2))
    make_submission(session, activity)
    label_all(session)

    def found(label: str) -> list[int]:
        return [row.id for row in session.scalars(listed(session, activity.id, Filters(label=label)))]

    assert found("text") == [fourth.id, third.id, second.id, first.id]
    assert found(f"text-{third.id}") == [fourth.id, third.id]
    for nonsense in ("quick", "text-0", "text-x", "text-²", "nothing", f"text-{'9' * 40}"):
        assert found(nonsense) == []


def test_officers_read_it_on_the_desk_the_response_and_the_summary(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    row, _ = (sent(session, activity, CAMPAIGN) for _ in range(2))
    other = sent(session, activity, own_words(1))
    session.add(SubmissionLabel(submission_id=row.id, name="quick", activity_id=activity.id))
    label_all(session)
    desk = f"/staff/activities/{activity.id}/responses"
    shown = client.get(desk).text
    assert "2 responses have nearly the same text as another." in shown
    assert "1 response was sent within 10 seconds of being begun." in shown
    narrowed = client.get(f"{desk}?label=text-{row.id}").text
    assert row.reference in narrowed
    assert other.reference not in narrowed
    page = client.get(f"/staff/responses/{row.id}").text
    assert "A text shared by 2 responses" in page
    assert "does not mean that one person sent them" in page
    assert "the response counts like any other" in page
    assert "What was noticed" not in client.get(f"/staff/responses/{other.id}").text
    summary = client.get(f"/staff/consultations/{activity.consultation.slug}/summary").text
    assert "A text shared by 2 responses" in summary
