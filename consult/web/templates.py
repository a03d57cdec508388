"""The Jinja environment: where templates are found, what they may use, and that a misspelt name is an error."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request, url_for
from flask.templating import Environment
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Undefined,
)
from jinja2.utils import missing
from markupsafe import Markup

from consult.kernel.messages import gettext, spoken
from consult.kernel.messages import lazy_gettext as _l
from consult.web import cells, filters, forms, markup
from consult.web.headers import csp_nonce
from consult.web.markup import as_markup

FOOTER = (
    (_l("Accessibility"), "pages.accessibility"),
    (_l("Privacy"), "privacy.notice"),
    (_l("Cookies"), "pages.cookies"),
    (_l("Help"), "pages.help"),
    (_l("Public registers"), "registers.index"),
    (_l("Follow what happens"), "follows.index"),
)
# Names that the macros of govuk-frontend-jinja ask for without knowing whether they are there.
_MAY_BE_MISSING = frozenset({"caller", "null", "successBanner", "typeClass", "undefined"})


class TemplateUndefined(Undefined):
    """What is missing is an error, but for keys of a plain `dict`: the GOV.UK macros take those as left out."""

    def __new__(
        cls,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[Exception] | None = None,
    ) -> Any:
        """Decide by where it was missed how strict to be."""
        is_lenient = isinstance(obj, dict) or (obj is missing and (name is None or name in _MAY_BE_MISSING))
        return (ChainableUndefined if is_lenient else StrictUndefined)(hint, obj, name)


class TemplateEnvironment(Environment):
    """Flask's environment; what all templates may use is handed to each as it is when the template is loaded."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of one template as a plain dictionary.

        Jinja gives a `ChainMap`, of which every `{% from … import … %}` of every page makes a set: that was a quarter
        to a third of what the last pages of a survey took to render.
        """
        return {**self.globals, **(d or {})}


def core_templates() -> Path:
    """Return the core's templates: in the repository, or inside the package in a wheel."""
    package = Path(__file__).parent.parent
    beside = package.parent / "templates"
    return beside if (beside / "base.html").is_file() else package / "templates"


def template_loader(theme_folder: Path | None, plugin_folders: Mapping[str, Path]) -> BaseLoader:
    """Return where templates are looked for: theme, core, each plugin under its name, the GOV.UK macros."""
    themes = [FileSystemLoader(theme_folder)] if theme_folder else []
    plugins = {name: FileSystemLoader(folder) for name, folder in plugin_folders.items()}
    govuk = PackageLoader("govuk_frontend_jinja")
    return ChoiceLoader(
        [
            *themes,
            FileSystemLoader(core_templates()),
            PrefixLoader({**plugins, "govuk_frontend_jinja": govuk}),
        ]
    )


def init_templates(app: Flask, *, theme_folder: Path | None, plugin_folders: Mapping[str, Path]) -> None:
    """Give the application its templates."""
    app.jinja_environment = TemplateEnvironment
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "undefined": TemplateUndefined,
        "autoescape": True,
    }
    environment = app.jinja_env
    environment.loader = template_loader(theme_folder, plugin_folders)
    environment.filters.update(filters.FILTERS)
    environment.globals.update(
        council=app.config["COUNCIL"],
        csp_nonce=csp_nonce,
        csrf=forms.csrf,
        known_url=known_url,
        footer_links=footer_links,
        home_url=home_url,
        render_field=forms.field,
        render_error_summary=forms.error_summary,
        render_hidden=forms.hidden,
        render_button=markup.button,
        render_button_link=markup.button_link,
        render_tag=cells.tag,
    )
    environment.globals.setdefault("slot", _no_slots)
    environment.globals.update(language_links=list, alternates=list)
    environment.add_extension("jinja2.ext.i18n")
    environment.globals.update(_=_said, gettext=_said, ngettext=_said_of_number, spoken=spoken)
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # set by the extension


def compile_ahead(app: Flask, beginnings: tuple[str, ...]) -> None:
    """Compile the templates whose names begin so; otherwise all threads that meet one first compile it side by side."""
    for name in app.jinja_env.list_templates(filter_func=lambda name: name.startswith(beginnings)):
        app.jinja_env.get_template(name)


def known_url(endpoint: str) -> str:
    """Return the address of a page, or nothing when this deployment has no such page."""
    addresses: dict[tuple[str, str], str] = current_app.extensions.setdefault("known_urls", {})
    key = request.script_root, endpoint
    if key not in addresses:
        addresses[key] = url_for(endpoint) if endpoint in current_app.view_functions else ""
    return addresses[key]


def home_url() -> str:
    """Return the address of the home page, in the language of this one."""
    return f"{request.script_root}/"


def footer_links() -> list[tuple[str, str]]:
    """Return the links at the foot of every page."""
    return [(text, known_url(endpoint)) for text, endpoint in FOOTER if known_url(endpoint)]


def _no_slots(name: str, subject: object = None) -> str:
    return ""


def _said(message: str, /, **values: object) -> Markup:
    # What stands in a template or a catalogue is HTML; the values are not.
    text = as_markup(gettext(message))
    return text % values if values or "%" in text else text


def _said_of_number(singular: str, plural: str, num: int, /, **values: object) -> Markup:
    return as_markup(spoken().translations.ngettext(singular, plural, num)) % {"num": f"{num:,}", **values}
