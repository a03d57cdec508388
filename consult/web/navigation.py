"""The service navigation: what this person can use, and where they are."""

from flask import Flask, g, request, url_for

from consult.contract.plugin import NavigationItem
from consult.contract.registry import Registry
from consult.kernel.authz import Actor
from consult.kernel.messages import lazy_gettext as _l
from consult.web.guard import actor
from consult.web.transactions import db

WAITING = _l("Waiting for you")
CORE_ITEMS = (
    NavigationItem(text=_l("Consultations"), endpoint="pages.home", permission="pages.home"),
    NavigationItem(text=WAITING, endpoint="pages.waiting", permission="pages.waiting"),
    NavigationItem(text=_l("Desk"), endpoint="consultations_staff.index", permission="consultations.desk"),
    NavigationItem(text=_l("Data"), endpoint="exports_staff.take_site", permission="exports.take"),
    NavigationItem(text=_l("People"), endpoint="accounts_staff.index", permission="accounts.administer"),
    NavigationItem(text=_l("Groups"), endpoint="accounts_groups.index", permission="accounts.read_groups"),
    NavigationItem(text=_l("In office"), endpoint="office_staff.index", permission="office.desk"),
    NavigationItem(text=_l("Scrutiny"), endpoint="scrutiny_staff.index", permission="scrutiny.read"),
    NavigationItem(text=_l("Audit log"), endpoint="audit_staff.index", permission="audit.read"),
)


def init_navigation(app: Flask, registry: Registry) -> None:
    """Put actor and navigation into every template."""
    items = [*CORE_ITEMS, *(item for plugin in registry.plugins for item in plugin.navigation)]

    @app.context_processor
    def _context() -> dict[str, object]:
        who = actor()
        waiting = number_waiting(registry, who)
        return {
            "actor": who,
            "number_waiting": waiting,
            "navigation": [
                (
                    f"{WAITING} ({waiting:,})" if item.text == WAITING and waiting else item.text,
                    url_for(item.endpoint),
                    request.endpoint == item.endpoint,
                )
                for item in items
                if who.can(item.permission) and item.endpoint in app.view_functions
            ],
        }


def number_waiting(registry: Registry, who: Actor) -> int:
    """Return how many steps wait for whoever looks; the page of an error must render without the database."""
    if not who.is_signed_in or "is_error_page" in g:
        return 0
    with db().no_autoflush:
        return len(registry.waiting_for(db(), who))
