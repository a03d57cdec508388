"""What a file of an assessment says."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.sdk.publishing import FactList, Heading, Paragraph, PublishedDocument, Table
from plugins.impact.assessments.models import AssessmentVersion
from plugins.impact.published_files.blocks import file_of
from tests.plugins.impact.assessments.conftest import make_desk


def test_it_says_what_the_page_says_with_a_mark_where_something_is_withheld(
    read_file: Callable[[], PublishedDocument],
) -> None:
    file = read_file()
    facts = dict(fact for block in file.blocks if isinstance(block, FactList) for fact in block.facts)
    assert facts["Rating"] == "Medium"
    assert facts["Name"].startswith("[withheld, Section 31: law enforcement")
    assert facts["What they said"] == "We fear it."
    assert "Stratford Mosque" not in facts["Name"]
    headings = [block.text for block in file.blocks if isinstance(block, Heading)]
    assert headings.index("Impacts") < headings.index("Who was reached, and who is missing")
    (first, *_rest) = [block.text for block in file.blocks if isinstance(block, Paragraph)]
    assert "signed by Supt Ada Ferris, Superintendent, North East BCU" in first
    tables = {block.title: block.rows for block in file.blocks if isinstance(block, Table)}
    assert tables["Communities, by the census"] == (("under 18", "86,514", "0", "Nobody", "–"),)


def test_what_is_kept_back_is_not_in_the_file(session: Session) -> None:
    desk = make_desk(session)
    assessment = desk.written("equality")
    identity = {"title": "Cameras", "summary": "A secret.", "publish": "no", "publish_reason": "A trial is running."}
    desk.write(assessment, "identity", identity)
    desk.sign_again(assessment)
    said = str(file_of(session, assessment.versions[0]))
    assert "A trial is running." in said
    assert "A secret." not in said


def test_a_draft_has_no_file(session: Session) -> None:
    version: AssessmentVersion = make_desk(session).begin().latest
    with pytest.raises(ValueError, match=str(version.id)):
        file_of(session, version)
