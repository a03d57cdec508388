"""Somebody searches the register, reads a deployment and its versions, the trends, a saved view and who is misread."""

from collections.abc import Callable

import pytest

from consult.kernel.db import Database
from plugins.register.demo import make_demo
from tests.journeys.conftest import Visitor


@pytest.fixture
def filled_register(live_database: Database) -> None:
    """The register as the demonstration has it."""
    with live_database.unit_of_work() as session:
        make_demo(session, {})


@pytest.mark.usefixtures("filled_register")
def test_the_register_is_searched_and_read(visitor: Callable[..., Visitor]) -> None:
    reader = visitor()
    reader.goes_to("/register/deployments")
    reader.page.get_by_text("Search, filter and sort").first.click()
    reader.page.get_by_label("Place, ward, number or purpose").fill("oxford circus")
    reader.page.get_by_label("Stage").select_option("Took place")
    reader.page.get_by_label("Order").select_option("Most faces first")
    reader.presses("Apply filters")
    reader.reads("deployments found")
    reader.follows("D-2022-001")
    assert reader.heading() == "Oxford Circus"
    reader.reads("How to cite this")
    reader.follows("Version 1")
    reader.goes_to("/register/deployments")
    reader.follows("What they came to, year by year")
    reader.reads("2023")
    for path in ("planned", "equitability"):
        reader.goes_to(f"/register/{path}")
    reader.reads("does not show that there is no bias")


@pytest.mark.usefixtures("filled_register")
def test_a_saved_view_is_read_without_scripts(visitor: Callable[..., Visitor]) -> None:
    reader = visitor(java_script_enabled=False)
    reader.goes_to("/register/deployments")
    reader.page.get_by_role("main").locator("a[href*='/register/views/']").first.click()
    reader.reads("144,366")
    reader.page.wait_for_load_state()
    reader.render_options()


@pytest.mark.usefixtures("filled_register")
def test_the_count_of_a_ward_stands_beside_its_name_on_a_narrow_screen(visitor: Callable[..., Visitor]) -> None:
    reader = visitor()
    reader.goes_to("/register/wards")
    reader.page.set_viewport_size({"width": 320, "height": 640})
    for row in reader.page.locator("main table tr").all():
        box = row.locator("th, td").nth(1).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 320
