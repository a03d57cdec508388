"""Pages that are the same for every stranger, rendered once: only the form token and the nonce are new each time."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from flask import Flask, current_app
from flask import session as cookie

from consult.web.csrf import form_token
from consult.web.guard import actor
from consult.web.headers import csp_nonce

MOST = 1_000


@dataclass(frozen=True)
class _Page:
    of: object
    parts: tuple[tuple[str, ...], ...]


def init_remembered(app: Flask) -> None:
    """Give the application its memory, which lasts as long as the process."""
    app.extensions["remembered"] = {}


def remembered(key: Hashable, of: object, render: Callable[[], str]) -> str:
    """Return the page that `render` gives, from memory where it was rendered before.

    `key` names all that the page depends on, beside `of`: a value that never changes, such as a version of a
    questionnaire; another value of the same key is rendered anew. Somebody who is signed in, or is to be told
    something, gets a page of their own.
    """
    if actor().is_signed_in or "_flashes" in cookie:
        return render()
    pages: dict[Hashable, _Page] = current_app.extensions["remembered"]
    page = pages.get(key)
    if page is None or page.of is not of:
        html = render()
        page = _Page(of, tuple(tuple(part.split(form_token())) for part in html.split(csp_nonce())))
        if len(pages) >= MOST:
            pages.clear()
        pages[key] = page
        return html
    token = form_token()
    return csp_nonce().join(token.join(part) for part in page.parts)
