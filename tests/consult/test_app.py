"""The application as it is put together: refuses to start half-made, and guards every page."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from flask import Blueprint, Flask, request
from jinja2 import UndefinedError
from werkzeug.test import Client

from consult.app import build_registry, create_app, create_served_app
from consult.config import Settings
from consult.contract.faults import names_of_core
from consult.contract.plugin import CONTRACT, Plugin
from consult.contract.registry import Registry
from consult.kernel.authz import anyone
from consult.kernel.db import Database
from consult.kernel.errors import Misconfigured
from consult.web.guard import permit
from consult.web.navigation import CORE_ITEMS
from tests.support.web import FormClient


def moorings(blueprint: Blueprint) -> Plugin:
    return Plugin(
        name="moorings",
        title="Moorings",
        package="tests.support",
        api=CONTRACT,
        blueprints=(blueprint,),
        permissions={"moorings.read": anyone},
    )


def build(settings: Settings, database: Database, blueprint: Blueprint) -> Flask:
    return create_app(
        settings, database=database, registry=build_registry(("moorings",), {"moorings": moorings(blueprint)})
    )


def test_a_page_without_a_permission_stops_the_start(settings: Settings, database: Database) -> None:
    blueprint = Blueprint("moorings", __name__)
    blueprint.add_url_rule("/moorings", view_func=lambda: "open to all", endpoint="index")
    with pytest.raises(
        Misconfigured, match="The plugin moorings cannot be used: its page /moorings has no permission; put @permit"
    ):
        build(settings, database, blueprint)


def test_a_page_with_an_unknown_permission_stops_the_start(settings: Settings, database: Database) -> None:
    blueprint = Blueprint("moorings", __name__)
    blueprint.add_url_rule("/moorings", view_func=permit("garage.drive")(lambda: "x"), endpoint="index")
    with pytest.raises(Misconfigured, match=r"asks for “garage\.drive”, for which there is no rule"):
        build(settings, database, blueprint)


def test_a_plugins_page_is_served(settings: Settings, database: Database) -> None:
    blueprint = Blueprint("moorings", __name__)
    blueprint.add_url_rule("/moorings", view_func=permit("moorings.read")(lambda: "Spaces: 4"), endpoint="index")
    assert build(settings, database, blueprint).test_client().get("/moorings").text == "Spaces: 4"


def test_a_plugin_cannot_take_a_name_of_the_core() -> None:
    plugin = Plugin(name="accounts", title="x", package="tests.support", api=CONTRACT)
    with pytest.raises(Misconfigured, match="its name is taken"):
        build_registry(("accounts",), {"accounts": plugin})


def test_the_core_keeps_the_names_of_its_addresses_and_blueprints_for_itself(
    application: Flask, registry: Registry
) -> None:
    known = names_of_core(registry.features) | {plugin.name for plugin in registry.plugins}
    for name in application.blueprints:
        assert name.split("_")[0] in known, f"the blueprint {name} uses a name that a plugin could take"


def test_every_link_of_the_navigation_leads_somewhere(application: Flask, registry: Registry) -> None:
    items = [*CORE_ITEMS, *(item for plugin in registry.plugins for item in plugin.navigation)]
    for item in items:
        assert item.endpoint in application.view_functions, f"“{item.text}” leads nowhere"
        assert item.permission in registry.permissions


def test_the_settings_that_flask_needs_for_safety_are_set(application: Flask) -> None:
    assert application.config["TRUSTED_HOSTS"] == ["localhost", "localhost", "127.0.0.1"]
    assert application.config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert application.config["SESSION_COOKIE_HTTPONLY"] is True


def test_a_foreign_host_name_is_refused(client: FormClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_over_https_the_cookie_is_bound_to_the_host_and_sent_on_no_other_way(
    settings: Settings, database: Database, registry: Registry
) -> None:
    secure = replace(settings, base_url="https://localhost", is_secure=True)
    app = create_app(secure, database=database, registry=registry)
    app.test_client_class = FormClient
    client = app.test_client()
    assert isinstance(client, FormClient)
    response = client.get("/sign-in", base_url="https://localhost")
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    (cookie,) = [text for text in response.headers.getlist("Set-Cookie") if "consult" in text]
    assert cookie.startswith("__Host-consult=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def test_behind_a_proxy_the_visitors_address_is_the_one_the_proxy_tells(
    settings: Settings, database: Database, registry: Registry
) -> None:
    for proxies, seen in ((0, "10.0.0.1"), (1, "203.0.113.9")):
        app = create_app(replace(settings, proxies=proxies), database=database, registry=registry)
        client = app.test_client()
        with client:
            client.get(
                "/sign-in",
                environ_overrides={"REMOTE_ADDR": "10.0.0.1"},
                headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"},
            )
            assert request.remote_addr == seen


def test_the_site_can_live_below_a_path(settings: Settings, database: Database) -> None:
    below = replace(settings, base_path="/consultations")
    app = create_app(below, database=database, registry=build_registry(settings.plugins))
    # As a server calls it: Flask's own client would put the path in front once more.
    client = Client(app)
    home = client.get("/consultations/")
    assert home.status_code == 200
    addresses = re.findall(r'(?:href|src|action)="(/[^"]*)"', home.text)
    assert addresses
    assert [address for address in addresses if not address.startswith("/consultations/")] == []
    (theme,) = (address for address in addresses if "theme.css" in address)
    assert client.get(theme).status_code == 200
    asked = client.get("/consultations/account")
    assert asked.headers["Location"].startswith("/consultations/sign-in?next=/consultations/account")
    assert client.get("/").status_code == 404
    assert client.get("/consultationsx").status_code == 404


def test_a_misspelt_name_in_a_template_is_a_fault(application: Flask) -> None:
    with application.test_request_context(), pytest.raises(UndefinedError):
        application.jinja_env.from_string("{{ respondant }}").render()
    assert application.jinja_env.from_string("{% if true %}\nYes\n{% endif %}").render() == "Yes\n"


def test_what_visitors_ask_first_is_compiled_before_anybody_asks(
    application: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr("consult.app.create_app", lambda: application)
    monkeypatch.setattr("consult.app.gc", SimpleNamespace(collect=lambda: 0, freeze=lambda: kept.append("all")))
    compiled = application.jinja_env.cache
    assert compiled is not None
    compiled.clear()
    assert create_served_app() is application
    assert {"base.html", "journey/start.html", "journey/page.html", "journey/done.html"} <= {
        name for _, name in compiled
    }
    assert kept == ["all"]
