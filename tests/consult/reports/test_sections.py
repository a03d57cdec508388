"""The sections of the core."""

from consult.reports.sections import SECTIONS


def test_each_section_has_a_code_and_a_place_of_its_own() -> None:
    assert len({section.code for section in SECTIONS}) == len({section.place for section in SECTIONS}) == len(SECTIONS)
    assert [section.place for section in SECTIONS] == sorted(section.place for section in SECTIONS)
