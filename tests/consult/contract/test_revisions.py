"""What a change of a submission means."""

from consult.contract.revisions import Revised


def test_the_places_whose_text_is_another_now_are_named() -> None:
    before = {"reasons": "First", "position": "support", "gone": "Words"}
    now = {"reasons": "Second", "position": "support", "added": "Words"}
    revision = Revised(submission_id=1, before=before, now=now, is_new=True)
    assert revision.changed == {"reasons", "gone", "added"}
