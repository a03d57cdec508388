"""A code gets one number for ever."""

from hypothesis import given
from hypothesis import strategies as st

from consult.submissions.numbering import missing_in, numbers_of

codes = st.lists(st.from_regex(r"[a-z0-9]{1,3}", fullmatch=True) | st.sampled_from(["-7", "-8", "-9", "0", "01"]))


def test_codes_are_counted_and_numbers_and_missing_values_stand_for_themselves() -> None:
    found = numbers_of([["a", "b", "1", "-9"], ["c", "a", "2", "-9"]])
    assert found == {"1": 1, "-9": -9, "a": 2, "b": 3, "2": 4, "c": 5}
    assert missing_in(found) == [-9]


@given(st.lists(codes, max_size=4))
def test_a_later_version_changes_no_number_and_no_two_codes_share_one(history: list[list[str]]) -> None:
    found = numbers_of(history)
    assert len(set(found.values())) == len(found) == len({code for version in history for code in version})
    for known in range(len(history)):
        assert numbers_of(history[:known]).items() <= found.items()
