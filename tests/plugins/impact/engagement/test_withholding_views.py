"""Withholding words of an engagement in the browser: the page, the public, and the file."""

from collections.abc import Callable

import pytest

from consult.accounts.models import Person
from consult.sdk.publishing import FactList
from plugins.impact.published_files.blocks import file_of
from tests.plugins.impact.engagement.conftest import Log
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.mark.parametrize("key", ["said", "answer", "minutes"])
def test_words_are_withheld_everywhere_and_published_again(
    log: Log, client: FormClient, sign_in: SignIn, key: str
) -> None:
    voice = log.heard(log.held(), said="Ask Ada Said.", answer="We asked Ada Said.")
    voice.engagement.minutes = "Ada Said was there."
    log.desk.sign_again(log.assessment)
    place = f"/staff/impact/engagement/{voice.engagement_id}"
    public = f"/impact/assessments/{log.assessment.number}"
    sign_in(client, log.desk.author_person)
    assert f"{place}/withhold" in client.get(place).text
    typed = {"field": key if key == "minutes" else f"{key}-{voice.id}", "passage": "Ada Said", "exemption": "s40"}
    lacking = client.post_form(f"{place}/withhold", typed)
    assert lacking.status_code == 422
    assert "Ada Said" in lacking.text
    assert client.post_form(f"{place}/withhold", {**typed, "reason": "A name."}).location == place
    assert client.get(public).text.count("Ada Said") == 2
    assert client.get(public).text.count("Section 40: personal information: A name.") == 1
    said = [
        text
        for block in file_of(log.session, log.assessment.versions[0]).blocks
        if isinstance(block, FactList)
        for _label, text in block.facts
    ]
    assert sum("Ada Said" in text for text in said) == 2
    lift = client.get(f"{place}/withhold").text.partition("/staff/impact/engagement/withheld/")[2].partition('"')[0]
    assert client.post_form(f"/staff/impact/engagement/withheld/{lift}", {}).location == place
    assert client.get(public).text.count("Ada Said") == 3
