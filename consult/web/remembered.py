"""Pages that are the same for every stranger, rendered once: only what is their own is put in anew each time."""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from flask import Flask, current_app
from flask import session as cookie

from consult.kernel.messages import spoken
from consult.web.csrf import form_token
from consult.web.guard import actor
from consult.web.headers import csp_nonce, pictures_from, show_pictures_from

MAXIMUM = 1_000


@dataclass(frozen=True)
class _Page:
    of: object
    texts: tuple[str, ...]
    places: tuple[int, ...]
    pictures: str
    """The origin of pictures from elsewhere, which the policy of every answer with this page has to name."""

    def filled(self, own: tuple[str, ...]) -> str:
        """Return the page with what is this visitor's own between the texts."""
        pieces = [self.texts[0]]
        for place, text in zip(self.places, self.texts[1:], strict=True):
            pieces += (own[place], text)
        return "".join(pieces)


def init_remembered(app: Flask) -> None:
    """Give the application its memory, which lasts as long as the process."""
    app.extensions["remembered"] = {}


def remembered(key: Hashable, of: object, render: Callable[[], str], *, own: str = "") -> str:
    """Return the page that `render` gives, from memory where it was rendered before.

    `key` names all that the page depends on, beside `of`: a value that never changes, such as a version of a
    questionnaire; another value of the same key is rendered anew. What is new for each visitor is the nonce, the form
    token and `own`, a text that stands nowhere else on the page. Somebody who is signed in, or is to be told
    something, gets a page of their own.
    """
    if actor().is_signed_in or "_flashes" in cookie:
        return render()
    pages: dict[Hashable, _Page] = current_app.extensions["remembered"]
    key = spoken().tag, key
    page = pages.get(key)
    if page is None or page.of is not of:
        html = render()
        if len(pages) >= MAXIMUM:
            pages.clear()
        pages[key] = _cut(html, of, (csp_nonce(), form_token(), own))
        return html
    show_pictures_from(page.pictures)
    return page.filled((csp_nonce(), form_token(), own))


def _cut(html: str, of: object, own: tuple[str, ...]) -> _Page:
    cut = re.split("(" + "|".join(re.escape(text) for text in own if text) + ")", html)
    places = tuple(own.index(text) for text in cut[1::2])
    return _Page(of, texts=tuple(cut[::2]), places=places, pictures=pictures_from())
