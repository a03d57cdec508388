"""The drawing of the wards is given to anybody, where there is one."""

from dataclasses import replace

import pytest
from flask import Flask

from consult.kernel.outlines import read_outlines
from tests.consult.kernel.test_outlines import WARDS
from tests.support.web import FormClient


def test_the_drawing_is_given_where_there_is_one(
    client: FormClient, application: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/wards.json").status_code == 404
    council = replace(application.config["COUNCIL"], outlines=read_outlines(WARDS))
    monkeypatch.setitem(application.config, "COUNCIL", council)
    assert client.get("/wards.json").json == read_outlines(WARDS).drawn()
