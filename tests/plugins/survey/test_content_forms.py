"""One form for each sort of block, which keeps translations."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from plugins.survey.content import NEEDS, Block
from plugins.survey.content_forms import SORTS, block_from, block_values, form_for
from tests.plugins.survey.conftest import text


def test_each_sort_has_a_name_and_a_form() -> None:
    assert SORTS.keys() == NEEDS.keys()


@pytest.mark.parametrize("sort", [*NEEDS])
def test_a_form_asks_for_what_its_sort_needs(application: Flask, sort: str) -> None:
    with application.test_request_context(method="POST"):
        form = form_for(sort)(MultiDict())
        assert not form.validate()
        named = {"file" if name == "sha256" else name for name in NEEDS[sort]}
        assert named <= form.errors.keys()


@pytest.mark.parametrize("address", ["http://video.example", "javascript:alert(1)", "video", "https://video"])
def test_a_video_needs_a_safe_address(application: Flask, address: str) -> None:
    sent = MultiDict({"title": "A", "text": "B", "url": address})
    with application.test_request_context(method="POST"):
        form = form_for("video")(sent)
        form.validate()
        assert form.errors["url"] == ["The address must be like https://www.example.com/video, 400 characters at most."]


def test_a_picture_that_is_there_need_not_be_sent_again_and_translations_stay(application: Flask) -> None:
    before = Block("b1", "image", sha256="a" * 64, alt={**text("A tree"), "cy": "Coeden"})
    assert block_values(before) == {"url": "", "title": "", "text": "", "alt": "A tree"}
    with application.test_request_context(method="POST"):
        form = form_for("image", is_there=True)(MultiDict({"alt": "An oak", "text": ""}))
        assert "file" not in form.errors
        made = block_from(form, before)
    assert made == Block("b1", "image", sha256="a" * 64, alt={"en-GB": "An oak", "cy": "Coeden"})
