"""The language of a page: said by the beginning of its address, as in /cy/consultations, and kept by all its links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request

from consult.contract.deployment import deployment_of, prefix_of
from consult.kernel.messages import Language, speaking, spoken
from consult.web.transactions import database

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ROOT = "consult.root"


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language."""

    tag: str
    name: str
    direction: str
    address: str
    is_current: bool


class LanguagePrefix:
    """Takes the language from the beginning of the address; the rest of the application never sees it there."""

    def __init__(self, inner: "WSGIApplication", offered: Sequence[Language]) -> None:
        self.inner = inner
        self.first, *others = offered
        self.others = {language.tag.lower(): language for language in others}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request in the language that its address names; the council's first one where it names none."""
        root = environ[_ROOT] = environ.get("SCRIPT_NAME", "")
        prefix, _, rest = environ.get("PATH_INFO", "").lstrip("/").partition("/")
        language = self.others.get(prefix)
        if language is not None:
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"{root}/{prefix}", f"/{rest}"
        # What is streamed after the page was made, as an export is, is the same in every language.
        with speaking(language or self.first):
            return self.inner(environ, start_response)


def init_languages(app: Flask, offered: Sequence[Language]) -> None:
    """Give templates the same page in each language that is offered, and say which one a page is in."""
    app.jinja_env.globals.update(
        language_links=lambda: language_links(offered),
        alternates=lambda: alternates(offered),
    )

    @app.after_request
    def _name_it(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers["Content-Language"] = spoken().tag
        return response


def language_links(offered: Sequence[Language]) -> list[LanguageLink]:
    """Return this page (where it answers no GET: the home page) in each language; nothing where there is but one."""
    if len(offered) == 1:
        return []
    can_be_opened = request.url_rule is None or "GET" in (request.url_rule.methods or ())
    page = request.full_path.rstrip("?") if can_be_opened else "/"
    root = request.environ.get(_ROOT, "")
    return [
        LanguageLink(
            language.tag,
            language.name,
            language.direction,
            f"{root}{prefix_of(language, offered)}{page}",
            is_current=language.tag == spoken().tag,
        )
        for language in offered
    ]


def page_in_language(tag: str, path: str) -> str:
    """Return the address of a page in another language, or nothing where there are no pages in it."""
    offered = deployment_of(database()).languages
    language = next((language for language in offered if language.tag == tag), None)
    if language is None:
        return ""
    return f"{request.environ.get(_ROOT, '')}{prefix_of(language, offered)}{path.removeprefix(request.script_root)}"


def alternates(offered: Sequence[Language]) -> list[tuple[str, str]]:
    """Return tag and whole address of this page in each language, for search engines; none of a page about an error."""
    if "is_error_page" in g:
        return []
    return [(link.tag, request.host_url.rstrip("/") + link.address) for link in language_links(offered)]
