"""One handler for everything that goes wrong: a page with one plain sentence, or a problem document."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus

from flask import Flask, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError
from werkzeug.routing import BuildError

from consult.kernel.authz import ANONYMOUS
from consult.kernel.errors import (
    ChangedMeanwhile,
    Compared,
    DomainError,
    NotFound,
    ProofNeeded,
    SavedOtherwise,
    SecondFactorNeeded,
    SignInNeeded,
    TooMany,
)
from consult.kernel.faults import is_away
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.permanence import is_kept
from consult.kernel.text import clean_text
from consult.web.forms import render_compared
from consult.web.guard import is_same_site
from consult.web.programs import is_for_programs
from consult.web.resending import fields_sent, is_secret
from consult.web.transactions import give_up

log = logging.getLogger("consult")

SENTENCES = {
    400: _l("The page could not read what was sent. Go back, reload the page and try again."),
    401: _l("Sign in to see this page."),
    403: _l("You do not have permission to do this. Ask an administrator if you think you should."),
    404: _l("We could not find that page. Check the address, or go to the home page."),
    405: _l("This page cannot be used in that way. Go back and use the buttons on the page."),
    409: _l("This has changed since you opened it. Reload the page and try again."),
    410: _l("This page has been removed."),
    413: _l(
        "That is too large to send, so it was not read. Use your browser’s Back button: what you wrote should still "
        "be there. Then shorten it, or choose a smaller file."
    ),
    414: _l("The address is too long. Search for fewer words, or go to the home page."),
    415: _l("This kind of content cannot be sent here."),
    422: _l("Some of the answers need changing."),
    429: _l("There have been too many attempts. Wait 15 minutes and try again."),
    500: _l("Something went wrong on our side. Nothing you sent before was lost. Try again in a few minutes."),
    503: _l("The service is not available just now. Keep this page open and send it again in a few minutes."),
}
TITLES = {
    400: _l("The page was not sent"),
    401: _l("Sign in"),
    403: _l("You cannot do this"),
    404: _l("Page not found"),
    405: _l("This page cannot be used that way"),
    409: _l("This has changed"),
    410: _l("This has been removed"),
    413: _l("That is too large"),
    414: _l("That address is too long"),
    415: _l("That cannot be sent here"),
    422: _l("There is a problem"),
    429: _l("Too many attempts"),
    500: _l("Something went wrong"),
    503: _l("Not available just now"),
}

FOR_PROGRAMS = {
    404: _l("There is nothing at this address, or you may not know of it."),
    405: _l("Programs only read here. Ask with GET."),
}
"""What a program is told in place of where a person would click."""

NOT_READ = frozenset({413, 414, 415})
"""What is refused for these is not read for the page that says so either."""


def _typed_beside(compared: Sequence[Compared]) -> list[str]:
    """Return what was typed, but for what the comparison shows already."""
    shown = {field.sent for field in compared if isinstance(field.sent, str)}
    return [typed for typed in typed_text() if clean_text(typed).strip() not in shown]


def problem(
    status: int,
    sentence: str | None = None,
    ways: Sequence[tuple[str, str]] = (),
    compared: Sequence[Compared] = (),
    *,
    title: str = "",
    is_without_cookie: bool = False,
    is_for_now: bool = False,
    is_markdown: bool = False,
    retry_after: int | None = None,
) -> ResponseReturnValue:
    """Return the error page (or problem document, RFC 9457) for a status, with what is known and the ways on.

    What cannot be taken `is_for_now` is given back as a form with the same fields, to be sent again.
    """
    g.is_error_page = True
    text = sentence or SENTENCES.get(status, HTTPStatus(status).phrase)
    title = title or TITLES.get(status, HTTPStatus(status).phrase)
    wait = retry_after or (120 if status == 503 else None)
    headers = {"Retry-After": str(wait)} if wait else {}
    if not _wants_page():
        if is_for_programs() and sentence in {None, str(NotFound.default)}:
            text = FOR_PROGRAMS.get(status, text)
        document = {"type": "about:blank", "title": title, "status": status, "detail": text}
        return document, status, {"Content-Type": "application/problem+json", **headers, **_challenge(status)}
    page = render_template(
        "errors/error.html",
        status=status,
        title=title,
        sentence=text,
        is_markdown=is_markdown,
        is_without_cookie=is_without_cookie,
        ways=ways or (_way_back() if status == 409 else ()),
        compared=render_compared(compared),
        typed=[] if status in NOT_READ else _typed_beside(compared),
        again=fields_sent() if is_for_now else (),
        asked_for=_address_asked_for(),
    )
    return page, status, headers


def _wants_page() -> bool:
    return request.accept_mimetypes.best != "application/json" and not is_for_programs()


def _challenge(status: int) -> dict[str, str]:
    return {"WWW-Authenticate": "Bearer"} if status == 401 and is_for_programs() else {}


def _without_cookie() -> ResponseReturnValue:
    # Whoever refuses cookies would be sent round in a circle by “reload the page”.
    return problem(
        400,
        _(
            "Your browser sent no cookie, so nothing was saved. Either it was closed since you opened the page, or 24 "
            "hours have passed, or it does not accept cookies. This service needs one to know which answers are yours."
        ),
        title=_("Your browser sent no cookie"),
        is_without_cookie=True,
        is_for_now=True,
    )


def _way_back() -> Sequence[tuple[str, str]]:
    if request.url_rule is None or "GET" not in (request.url_rule.methods or ()):
        return ()
    return ((_("Open the page again, as it is now"), _address_asked_for()),)


def _address_asked_for() -> str:
    return request.script_root + request.full_path.rstrip("?")


def typed_text() -> list[str]:
    """Return what somebody wrote into the form that could not be taken, for them to copy.

    What is short, chosen or secret is left out, and so is what another site had the browser send.
    """
    if request.method != "POST" or not is_same_site():
        return []
    with suppress(HTTPException):  # it was too large, or cut off, to be read
        return [
            text
            for name, values in request.form.lists()
            for text in values
            if not is_secret(name) and len(text.split()) > 2
        ]
    return []


def _domain(error: DomainError) -> ResponseReturnValue:
    wants_page = _wants_page()
    if isinstance(error, SignInNeeded) and request.method in {"GET", "HEAD"} and wants_page:
        try:
            return redirect(url_for("accounts.sign_in", next=_address_asked_for()), 303)
        except BuildError:
            return problem(401, str(error))
    if isinstance(error, ProofNeeded):
        return _lead(error, "accounts_proof.confirm_identity", _("Confirm that it is you"), wants_page=wants_page)
    if isinstance(error, SecondFactorNeeded):
        return _lead(error, "accounts_second_factor.overview", _("Set up two-step sign-in"), wants_page=wants_page)
    compared = error.compared if isinstance(error, SavedOtherwise) else ()
    is_for_now = isinstance(error, SignInNeeded)
    return problem(
        error.status,
        # As it was given, since it may say in which language it is.
        error.args[0] if error.is_markdown else str(error),
        error.ways,
        compared,
        title=error.title,
        is_for_now=is_for_now,
        is_markdown=error.is_markdown,
        retry_after=error.retry_after if isinstance(error, TooMany) else None,
    )


def _not_that_way(error: MethodNotAllowed) -> ResponseReturnValue:
    answer = make_response(problem(405))
    answer.allow.update(error.valid_methods or ())  # RFC 9110, 15.5.6
    return answer


def init_errors(app: Flask) -> None:
    """Register the handler for domain errors, HTTP errors, forged forms, a busy database and our own faults."""

    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(MethodNotAllowed, _not_that_way)

    @app.errorhandler(SecurityError)
    def _unknown_host(_error: SecurityError) -> ResponseReturnValue:
        # Without a host of ours no address can be made, and so no page.
        return (
            _("This service is not reached under this address.\n"),
            400,
            {"Content-Type": "text/plain; charset=utf-8"},
        )

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error.get_response()
        return problem(error.code)

    @app.errorhandler(CSRFError)
    def _forged(_error: CSRFError) -> ResponseReturnValue:
        if app.config["SESSION_COOKIE_NAME"] not in request.cookies:
            return _without_cookie()
        return problem(
            400,
            _("This page was open too long, or was not sent from our site. Go back, reload it and send it again."),
            is_for_now=True,
        )

    @app.errorhandler(StaleDataError)
    def _stale(_error: StaleDataError) -> ResponseReturnValue:
        return problem(409, ChangedMeanwhile.default)

    @app.errorhandler(Exception)
    def _fault(error: Exception) -> ResponseReturnValue:
        _forget_session()
        if is_away(error):
            log.error("the database did not answer: %s", error)
            return problem(503, is_for_now=True)
        log.error("fault at %s", request.url_rule, exc_info=error)
        if is_kept(error):
            return problem(409, _("This is part of the permanent record, so it can no longer be changed."))
        return problem(500)


def _lead(error: DomainError, endpoint: str, words: str, *, wants_page: bool) -> ResponseReturnValue:
    is_read = request.method in {"GET", "HEAD"}
    can_be_opened = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    address = url_for(endpoint, next=_address_asked_for() if can_be_opened else None)
    if is_read and wants_page:
        return redirect(address, 303)
    return problem(error.status, str(error), [(words, address)], title=words)


def _forget_session() -> None:
    # A broken transaction must not be used again while the error page is rendered.
    g.setdefault("actor", ANONYMOUS)
    current = g.pop("session", None)
    if current is not None:
        give_up(current)
        current.close()
