"""Views outside a plugin's own addresses, or without a permission of its own, are named."""

from dataclasses import replace

from flask import Blueprint

from consult.contract.faulty_views import faulty_views
from tests.support.parking import GOOD


def test_the_views_of_a_good_plugin_have_no_fault() -> None:
    assert list(faulty_views(GOOD)) == []


def test_a_view_elsewhere_or_without_permission_is_named() -> None:
    pages = Blueprint("lost", "lost")
    pages.add_url_rule("/somewhere", view_func=lambda: "", endpoint="page")
    found = list(faulty_views(replace(GOOD, blueprints=(pages,))))
    assert [fault.split(" must ")[0].split(" has ")[0] for fault in found] == ["its page /somewhere"] * 2
    assert "two of its blueprints are called lost" in list(faulty_views(replace(GOOD, blueprints=(pages, pages))))
