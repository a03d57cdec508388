"""For tests of pages: the GOV.UK macros to compare with, what HTML means, and a small application to render in."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import html5lib
from flask import Flask
from jinja2 import Environment
from lxml import etree  # type: ignore[import-untyped]  # it has no types

from consult.web import assets, templates, theme
from consult.web.templates import TemplateUndefined, init_templates, template_loader

_HIDDEN = re.compile(r'(<input[^>]* type="hidden"[^>]* value=")[^"]*')
HOSTILE = "\"><script>alert('x')</script>&amp;"
COUNCIL = SimpleNamespace(
    name="Newham Council",
    short_name="Newham",
    colour="#1d5b79",
    logo_url=None,
    contact_email="consultations@council.example",
)


@cache
def _govuk() -> Environment:
    return Environment(
        loader=template_loader(None, {}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=TemplateUndefined,
    )


def macro(component: str, params: dict[str, Any]) -> str:
    """Render a component of govuk-frontend-jinja in an environment like ours."""
    name = "govuk" + "".join(word.title() for word in component.split("-"))
    module = _govuk().get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module
    return str(getattr(module, name)(params))


def parsed(html: str, *, is_page: bool = False) -> Any:
    """Parse HTML strictly: any fault of syntax is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html) if is_page else parser.parseFragment(html)


def read_strictly(html: str) -> Any:
    """Hold a page against the standard, any fault of syntax being an error, and read it.

    What is sound is known from then on: its main part is often that of somebody else's page, and the rest that of
    another page of the same person. What is hidden in forms is always new, and says nothing of how a page is written.
    """
    begin, end = html.index("<main"), html.index("</main>") + len("</main>")
    _hold_against_standard(_HIDDEN.sub(r"\1", html[:begin] + html[end:]), is_page=True)
    _hold_against_standard(_HIDDEN.sub(r"\1", html[begin:end]), is_page=False)
    return read_leniently(html)


@cache
def _hold_against_standard(html: str, *, is_page: bool) -> None:
    parsed(html, is_page=is_page)


def read_leniently(html: str) -> Any:
    """Parse a page as a browser does, at a tenth of the cost, for one whose like was parsed strictly."""
    return etree.fromstring(html, etree.HTMLParser(remove_comments=True))


def meaning(html: str, *, is_strict: bool = True) -> list[Any]:
    """Return what a browser makes of HTML, but for space at the ends of texts and the order of attributes."""
    tree = parsed(html) if is_strict else html5lib.parseFragment(html, namespaceHTMLElements=False)
    return list(_walk(tree))


def _walk(element: Any) -> Iterator[Any]:
    yield _words(element.text)
    for child in element:
        attributes = {
            name: " ".join(sorted(value.split())) if name == "class" else value for name, value in child.attrib.items()
        }
        yield child.tag, attributes
        if child.tag == "textarea":
            yield child.text or ""
        else:
            yield from _walk(child)
        yield _words(child.tail)


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def words_of(html: str) -> str:
    """Return the text of some HTML on one line."""
    return words_in(parsed(html))


def words_in(element: Any) -> str:
    """Return the text of a parsed element on one line."""
    return _words("".join(element.itertext()))


# Jinja takes away the line break behind a block.
_JOINED = re.compile(r"[a-z”)]{2,}\.[A-Z][a-z]+ ")


def faults_of(page: Any) -> list[str]:
    """Return what is wrong with a parsed page: ids used twice, references to no id, labels for nothing."""
    ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
    found = [f"id {name} is used {times} times" for name, times in ids.items() if times > 1]
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls", "for"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    found.append(f"{element.tag} {attribute} refers to {name}, which is not there")
        if element.get("style") or any(name.startswith("on") for name in element.attrib):
            found.append(f"{element.tag} has inline style or script")
        if element.get("required") is not None:
            found.append(f"{element.tag} is required")
        if element.tag == "p" and (joined := _JOINED.search("".join(element.itertext()))):
            found.append(f"two sentences stand together without a space: {joined[0]}")
    return found


def small_app(**config: Any) -> Flask:
    """Return an application that has our templates and nothing else."""
    app = Flask("small", static_folder=None, template_folder=None)
    app.config.update(SECRET_KEY="x" * 32, COUNCIL=COUNCIL, TESTING=True, **config)
    init_templates(app, theme_folder=None, plugin_folders={})
    theme.init_theme(app)
    assets.register(app)
    assert templates.core_templates().is_dir()
    return app
