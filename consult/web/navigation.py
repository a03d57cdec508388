"""The service navigation: what this person can use, and where they are."""

from typing import Any

from flask import Flask, request, url_for

from consult.contract.plugin import NavigationItem
from consult.contract.registry import Registry
from consult.web.guard import actor

CORE_ITEMS = (
    NavigationItem(text="Consultations", endpoint="pages.home", permission="pages.home"),
    NavigationItem(text="Desk", endpoint="consultations_staff.index", permission="consultations.desk"),
    NavigationItem(text="Data", endpoint="exports_staff.take_site", permission="exports.take"),
    NavigationItem(text="People", endpoint="accounts_staff.index", permission="accounts.administer"),
    NavigationItem(text="Groups", endpoint="accounts_groups.index", permission="accounts.organisations"),
    NavigationItem(text="Trail", endpoint="audit_staff.index", permission="audit.read"),
)


def init_navigation(app: Flask, registry: Registry) -> None:
    """Put actor and navigation into every template."""
    items = [*CORE_ITEMS, *(item for plugin in registry.plugins for item in plugin.navigation)]

    @app.context_processor
    def _context() -> dict[str, Any]:
        # The error page of a broken database must still render, so nothing here may ask the database for more.
        who = actor()
        return {
            "actor": who,
            "navigation": [
                (item.text, url_for(item.endpoint), request.endpoint == item.endpoint)
                for item in items
                if who.can(item.permission) and item.endpoint in app.view_functions
            ],
        }
