"""The words in which minutes name interests."""

from plugins.motion.interests import InterestKind, Participation


def test_every_kind_and_what_the_member_did_have_the_words_of_the_minutes() -> None:
    assert [str(kind.label) for kind in InterestKind] == [
        "Disclosable pecuniary interest",
        "Other registrable interest",
        "Non-registrable interest",
    ]
    assert [str(participation.label) for participation in Participation] == ["Withdrew", "Stayed"]
