"""Following every link and form that a page shows, and saying what is wrong with where they lead."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from flask import Flask
from html5lib.html5parser import ParseError
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from consult.kernel.db import Database
from tests.support.databases import undone
from tests.support.menu import counted_once
from tests.support.pages import faults_of, parsed, read_leniently, read_strictly, words_in
from tests.support.web import FormClient

ORIGIN = "http://localhost"
EMPTY_WORDS = frozenset({"", "here", "click here", "more", "read more", "link", "this", "this page", "go", "details"})
UNWELCOME = frozenset({400, 401, 403, 404, 405, 409, 410, 415})
# Different rows of a table are of one kind; these tell kinds of pages apart.
TELLING = frozenset({"slug", "format", "kind", "page", "key", "move", "name"})
LINKING = frozenset({"a", "link", "script", "img", "use"})


@dataclass(frozen=True)
class Step:
    """A way from one page on: what was shown, and where it leads."""

    shown_on: str
    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.what} on {self.shown_on} → {self.path}"


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the kind of page it is wrong with: `403 /impact/<int:activity_id>/file`."""

    kind: str
    sentence: str


@dataclass
class Crawl:
    """One person's walk over everything they are shown."""

    app: Flask
    database: Database
    session: Session
    browser: FormClient
    is_signed_in: bool
    limit: int = 2
    faults: list[Fault] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)
    pages: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    _taken: Counter[Any] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)
    _ids: dict[str, set[str]] = field(default_factory=dict)
    _fragments: list[tuple[Step, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Keep the cookie as it is now: what one page changes in it is not known to the next."""
        self.browser.form_token()
        found = self.browser.get_cookie(str(self.app.config["SESSION_COOKIE_NAME"]), "localhost")
        assert found is not None
        self._cookie = found.value

    def walk(self, *starts: str) -> None:
        """Begin at these addresses, and go wherever they lead."""
        waiting = deque(Step("the beginning", path, "address") for path in starts or ("/",))
        with counted_once():
            while waiting:
                step = waiting.popleft()
                if self._is_new(step.path, "GET"):
                    waiting.extend(self._follow(step))
        for step, fragment in self._fragments:
            path = step.path.partition("#")[0]
            if path in self._ids and fragment not in self._ids[path]:
                self._note("fragment", path, f"{step}: there is no #{fragment}")

    def faults_told(self) -> str:
        """Return the faults, each on a line of its own."""
        return "".join(f"\n{fault.kind}: {fault.sentence}" for fault in self.faults)

    def _note(self, kind: str, path: str, sentence: str) -> None:
        try:
            rule = self._match(path, "POST" if kind.startswith("POST") else "GET")[0]
        except HTTPException:
            rule = path
        self.faults.append(Fault(f"{kind} {rule}", sentence))

    # --- asking ---

    def ask(self, path: str, fields: dict[str, str] | None = None) -> TestResponse:
        """Send one request as this person; whatever it changes is taken back."""
        with undone(self.database, self.session):
            name = str(self.app.config["SESSION_COOKIE_NAME"])
            client = self.app.test_client()
            client.set_cookie(name, self._cookie)
            response = client.get(path) if fields is None else client.post(path, data=fields)
            response.get_data()
            response.close()
            return response

    def _is_new(self, path: str, method: str) -> bool:
        """Say whether this is to be asked: not yet asked, and not one of many of its kind."""
        bare = path.partition("#")[0]
        if f"{method} {bare}" in self._seen:
            return False
        self._seen.add(f"{method} {bare}")
        try:
            rule, values = self._match(bare, method)
        except HTTPException:
            return True
        told = tuple(sorted((name, str(value)) for name, value in values.items() if name in TELLING))
        kind = (method, rule, told, tuple(sorted(name for name, _ in parse_qsl(urlsplit(bare).query))))
        self._taken[kind] += 1
        return self._taken[kind] <= self.limit

    def _match(self, path: str, method: str) -> tuple[str, dict[str, Any]]:
        adapter = self.app.url_map.bind("localhost")
        matched: tuple[Rule, Mapping[str, Any]] = adapter.match(urlsplit(path).path, method=method, return_rule=True)
        return matched[0].rule, dict(matched[1])

    # --- going on ---

    def _follow(self, step: Step) -> list[Step]:
        path = step.path.partition("#")[0]
        response = self.ask(path)
        fault = self._fault_of(response)
        if fault:
            self._note(str(response.status_code), path, f"{step}: {fault}")
            return []
        if response.status_code >= 300:
            target = local(response.location or "", path)
            return [Step(step.shown_on, target, f"{step.what} (sent on from {path})")] if target else []
        self.rules[self._match(path, "GET")[0]] += 1
        # A file that is taken away has the title of what it holds, and no page of the site is mistaken for it.
        if response.mimetype != "text/html" or response.headers.get("Content-Disposition", "").startswith("attachment"):
            return []
        return list(self._read(path, response.get_data(as_text=True)))

    def _fault_of(self, response: TestResponse) -> str | None:
        status = response.status_code
        if status in UNWELCOME or status >= 500:
            return f"answers {status}"
        if self.is_signed_in and urlsplit(response.location or "").path == "/sign-in":
            return "asks somebody who is signed in to sign in"
        return None

    def _read(self, path: str, html: str) -> Iterator[Step]:
        self.pages[path] = html
        try:
            # Pages of one kind come from one template: the first is held against the standard, the rest are read.
            is_first = self.rules[self._match(path, "GET")[0]] == 1
            page = read_strictly(html) if is_first else read_leniently(html)
        except ParseError as error:
            self._note("html", path, f"{path} is not sound HTML: {error}")
            return
        for fault in faults_of(page):
            self._note("ids", path, f"{path}: {fault}")
        self._look_at_head(path, page)
        self._ids[path] = {element.get("id") for element in page.iter() if element.get("id")}
        for element in (item for item in page.iter() if item.tag in LINKING):
            yield from self._linked(path, element)
        for form in page.iter("form"):
            yield from self._pressed(path, form)

    def _look_at_head(self, path: str, page: Any) -> None:
        if not page.get("lang"):
            self._note("lang", path, f"{path} says no language")
        headings = list(page.iter("h1"))
        if len(headings) != 1:
            self._note("h1", path, f"{path} has {len(headings)} main headings")
        title, bare = words_in(next(page.iter("title"))), urlsplit(path).path
        if not title.partition(" – ")[2]:
            self._note("title", path, f"{path} has a title that says only “{title}”")
        said = words_in(next(page.iter("main")))
        other, said_there = self._titles.setdefault(title, (bare, said))
        if other != bare and said != said_there:
            self._note("title", path, f"{path} has the same title as {other}: {title}")

    def _linked(self, path: str, element: Any) -> Iterator[Step]:
        address = element.get("href") or element.get("src")
        if address is None:
            return
        what = f"{element.tag} “{name_of(element)}”"
        if element.tag == "a" and name_of(element).lower().rstrip(".… →") in EMPTY_WORDS:
            self._note("name", path, f"{path}: the link to {address} is called “{name_of(element)}”")
        target = local(address, path)
        if target is None:
            return
        step = Step(path, target, what)
        bare, _, fragment = target.partition("#")
        if fragment:
            self._fragments.append((step, fragment))
        if bare != path:
            yield step

    def _pressed(self, path: str, form: Any) -> Iterator[Step]:
        action = local(form.get("action") or path, path)
        method = (form.get("method") or "get").upper()
        if action is None:
            self._note("form", path, f"{path}: a form leads to another site: {form.get('action')}")
            return
        step = Step(path, action, f"form “{name_of(form)[:40]}”")
        if method == "GET":
            for filled in (shown_fields(form), {**shown_fields(form), **typed_fields(form)}):
                yield Step(path, f"{action.partition('?')[0]}?{urlencode(filled)}", f"search form of {path}")
            return
        fields = hidden_fields(form)
        if not fields.get("csrf_token"):
            self._note("token", path, f"{step}: has no form token")
        if not self._is_new(action, "POST"):
            return
        try:
            self.rules[f"POST {self._match(action, 'POST')[0]}"] += 1
        except HTTPException as error:
            self._note("form", path, f"{step}: no page takes it ({error.code})")
            return
        response = self.ask(action, {**blank_fields(form), **fields, **first_button(form)})
        fault = self._fault_of(response)
        if fault:
            self._note(f"POST {response.status_code}", action, f"{step}: pressed empty, it {fault}")


def local(address: str, base: str) -> str | None:
    """Return an address of this site as its path with query and fragment, or `None` for one elsewhere."""
    if not address.strip():
        return base
    whole = urlsplit(urljoin(f"{ORIGIN}{base}", address))
    if f"{whole.scheme}://{whole.netloc}" != ORIGIN:
        return None
    path = whole.path or "/"
    return path + (f"?{whole.query}" if whole.query else "") + (f"#{whole.fragment}" if whole.fragment else "")


def name_of(element: Any) -> str:
    """Return what somebody who listens hears of a link."""
    label = element.get("aria-label")
    pictures = " ".join(picture.get("alt") or "" for picture in element.iter("img"))
    return str(label or f"{words_in(element)} {pictures}".strip())


def hidden_fields(form: Any) -> dict[str, str]:
    """Return what a form sends whatever is typed."""
    found = [item for item in form.iter("input") if item.get("type") == "hidden" and item.get("name")]
    return {item.get("name"): item.get("value") or "" for item in found}


def blank_fields(form: Any) -> dict[str, str]:
    """Return the fields of a form with nothing typed and nothing chosen."""
    typed = [
        item for item in form.iter("input") if item.get("type") in {None, "text", "email", "password", "search", "tel"}
    ]
    return {item.get("name"): "" for item in [*typed, *form.iter("textarea"), *form.iter("select")] if item.get("name")}


def first_button(form: Any) -> dict[str, str]:
    """Return what the first button of a form says of itself."""
    for button in form.iter("button"):
        if button.get("name"):
            return {button.get("name"): button.get("value") or ""}
    return {}


def shown_fields(form: Any) -> dict[str, str]:
    """Return the fields of a search form as they stand."""
    found = dict(blank_fields(form))
    for item in form.iter("input"):
        is_choice = item.get("type") in {"radio", "checkbox"}
        if item.get("name") and (not is_choice or item.get("checked") is not None):
            found[item.get("name")] = item.get("value") or ("on" if is_choice else "")
    for item in form.iter("select"):
        options = list(item.iter("option"))
        chosen = next((option for option in options if option.get("selected") is not None), None)
        if item.get("name") and options:
            found[item.get("name")] = (chosen if chosen is not None else options[0]).get("value") or ""
    return found


def as_shown(html: str) -> dict[str, str]:
    """Return what the form in the main part of a page would send as it stands, but for the token."""
    form = next(
        item for item in parsed(html, is_page=True).find(".//main").iter("form") if item.get("method") == "post"
    )
    sent = {**shown_fields(form), **{item.get("name"): item.text or "" for item in form.iter("textarea")}}
    return {name: value for name, value in sent.items() if name != "csrf_token"}


def typed_fields(form: Any) -> dict[str, str]:
    """Return a search form filled in: a word in each text, the last of each choice."""
    found = {}
    for item in form.iter("input"):
        if item.get("name") and item.get("type") in {None, "text", "search"}:
            found[item.get("name")] = "police"
        elif item.get("name") and item.get("type") in {"radio", "checkbox"}:
            found[item.get("name")] = item.get("value") or "on"
    for item in form.iter("select"):
        options = list(item.iter("option"))
        if item.get("name") and options:
            found[item.get("name")] = options[-1].get("value") or ""
    return found
