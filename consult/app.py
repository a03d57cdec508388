"""The application, put together: settings, database, core features and plugins."""

import gc
import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix

from consult import core
from consult.accounts.bearer_views import init_bearers
from consult.accounts.session_cookies import init_sessions
from consult.config import Settings, read_settings
from consult.contract.deployment import Deployment, deployment_of
from consult.contract.faults import check_registry
from consult.contract.plugin import Plugin
from consult.contract.registry import (
    Registry,
    enabled_plugins,
    installed_plugins,
)
from consult.disclosure.rules import ALONE, ORDINARY, RESPONSES, share_in_steps
from consult.files.store import choose_store
from consult.jobs.wake_up_queue import Queue
from consult.kernel.catalogues import read_language
from consult.kernel.db import Database, open_database
from consult.kernel.errors import Misconfigured
from consult.kernel.key_samples import require_keys
from consult.kernel.messages import Language
from consult.mail.transports import choose_transport
from consult.web import (
    assets,
    csrf,
    errors,
    guard,
    headers,
    languages,
    limits,
    navigation,
    programs,
    remembered,
    slots,
    templates,
    theme,
    transactions,
)
from consult.web.addresses import RowNumber
from consult.web.cookies import COOKIE_LASTS, RememberingCookies, cookie_name

log = logging.getLogger("consult")

ASKED_FIRST = ("base.html", "components/", "journey/")
"""Where the templates begin that whoever takes part needs."""


def build_registry(names: Sequence[str], installed: dict[str, Plugin] | None = None) -> Registry:
    """Return the enabled plugins beside the core's own contributions; refuses a plugin that breaks the contract."""
    found = installed_plugins(names) if installed is None else installed
    registry = Registry(core.FEATURES, enabled_plugins(names, found))
    check_registry(registry)
    return registry


def connect(settings: Settings, registry: Registry) -> Database:
    """Open the deployment's database and let the enabled plugins listen to its events."""
    database = open_database(settings.database_url, settings.keys)
    database.deployment = deployed(settings, registry)
    return database


def deployed(settings: Settings, registry: Registry) -> Deployment:
    """Return the deployment that these settings describe."""
    return Deployment(
        settings,
        registry,
        transport=choose_transport(settings.mail),
        wake_up=Queue(settings),
        files=choose_store(settings),
        languages=read_languages(settings, registry),
    )


def read_languages(settings: Settings, registry: Registry) -> tuple[Language, ...]:
    """Return the languages that these settings name; raises `Misconfigured` for one without a catalogue.

    Words of the council's theme go before those of the core, and the core's before those of plugins.
    """
    homes = [*([settings.theme] if settings.theme else []), Path(__file__).parent]
    folders = [home / "translations" for home in [*homes, *(plugin.folder() for plugin in registry.plugins)]]
    found = {tag: read_language(tag, folders) for tag in settings.languages}
    unknown = [tag for tag, language in found.items() if language is None]
    if unknown:
        raise Misconfigured(f"CONSULT_LANGUAGES names “{unknown[0]}”, into which nobody has translated Consult yet.")
    return tuple(language for language in found.values() if language is not None)


def require_fitting_keys(database: Database) -> None:
    """Stop with a sentence when the keys are not those of the data; keys that were made just now are taken back."""
    settings = deployment_of(database).settings
    try:
        require_keys(database, settings.secret_key)
    except Misconfigured:
        for path in settings.made:
            path.unlink(missing_ok=True)
        raise


def create_app(
    settings: Settings | None = None,
    *,
    database: Database | None = None,
    registry: Registry | None = None,
) -> Flask:
    """Build the WSGI application; raises `Misconfigured` with a sentence when something is wrong."""
    settings = settings or read_settings(may_make=False)
    registry = registry or build_registry(settings.plugins)
    app = Flask("consult", static_folder=None, template_folder=None)
    app.url_map.converters["int"] = RowNumber
    app.session_interface = RememberingCookies()
    if database is None:
        database = connect(settings, registry)
        require_fitting_keys(database)
    offered = deployment_of(database).languages
    _configure(app, settings, offered)
    app.extensions["registry"] = registry
    app.extensions["settings"] = settings
    app.extensions["permissions"] = registry.permissions
    transactions.init_transactions(app, database)
    limits.init_limits(app, largest_upload=settings.largest_upload)
    errors.init_errors(app)
    headers.init_headers(app, is_secure=settings.is_secure)
    init_sessions(app)
    init_bearers(app)
    templates.init_templates(
        app,
        theme_folder=settings.theme,
        plugin_folders={plugin.name: plugin.folder() / "templates" for plugin in registry.plugins},
    )
    csrf.init_csrf(app)
    app.jinja_env.filters["about_responses"] = partial(ORDINARY.about, words=RESPONSES)
    app.jinja_env.filters["about_number"] = partial(ORDINARY.about, words=ALONE)
    app.jinja_env.filters["drawn_responses"] = RESPONSES.drawn
    app.jinja_env.filters["share_in_steps"] = share_in_steps
    theme.init_theme(app)
    assets.register(app, plugin_folders={plugin.name: plugin.folder() / "assets" for plugin in registry.plugins})
    remembered.init_remembered(app)
    languages.init_languages(app, offered)
    slots.init_slots(app, registry)
    navigation.init_navigation(app, registry)
    for part in registry.parts:
        for blueprint in part.blueprints:
            app.register_blueprint(blueprint)
    transactions.commit_at_the_edge(app)
    guard.check_views(app, registry.permissions)
    programs.check_programs(app)
    return app


def create_served_app() -> Flask:
    """Build the application in a process that serves pages: the first visitors do not wait for what they all need."""
    app = create_app()
    templates.compile_ahead(app, ASKED_FIRST)
    # What was made so far stays to the end: to look through it for rubbish again stops every thread for 150 ms.
    gc.collect()
    gc.freeze()
    return app


def _configure(app: Flask, settings: Settings, offered: tuple[Language, ...]) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        COUNCIL=settings.council,
        APPLICATION_ROOT=settings.base_path or "/",
        SESSION_COOKIE_PATH="/",
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        SESSION_COOKIE_NAME=cookie_name(is_secure=settings.is_secure),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.is_secure,
        PERMANENT_SESSION_LIFETIME=COOKIE_LASTS,
        PREFERRED_URL_SCHEME="https" if settings.is_secure else "http",
    )
    app.wsgi_app = languages.LanguagePrefix(app.wsgi_app, offered)  # type: ignore[method-assign]
    if settings.base_path:
        # The site lives below a path: whatever is beside it is not ours.
        app.wsgi_app = DispatcherMiddleware(NotFound(), {settings.base_path: app.wsgi_app})  # type: ignore[method-assign]
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
