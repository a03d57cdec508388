"""Somebody who looks at every page in one language on the smallest screen, and reaches each control by Tab."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.journeys.conftest import PAST_THE_EDGE

# What decides how an element looks: its own name, classes and state, and those of all in which it stands.
ELEMENTS = """() => {
    const named = one => ['class', 'style', 'type', 'disabled', 'aria-current', 'aria-disabled']
        .reduce((said, each) => `${said} ${one.getAttribute(each) ?? ''}`, one.localName);
    const chains = new Map([[document.body, '']]);
    for (const one of document.querySelectorAll('body *'))
        chains.set(one, `${chains.get(one.parentElement)} > ${named(one)}`);
    return [...new Set(chains.values())];
}"""
# Where one can stop, in order, but for the links to other languages; without words, and the language in addresses.
CONTROLS = """prefix => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && !one.hreflang)
    .filter(one => one.checkVisibility())
    .map(one => [one.localName, one.type, one.name, one.id, one.tabIndex, one.className,
        (one.getAttribute('href') ?? '').replace(prefix, '')].join(' '))"""
OPEN_ALL = "document.querySelectorAll('main details').forEach(one => { one.open = true })"
# Which controls there are, and how each looks before it has the focus; a group of radios is one stop.
STOPS = """() => {
    const look = one => {
        const parts = [getComputedStyle(one), one.labels?.[0] && getComputedStyle(one.labels[0], '::before')];
        return parts.map(style => style
            ? [style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.clipPath].join() : ''
        ).join('|');
    };
    const name = one => one.type === 'radio' ? `radio ${one.form?.action} ${one.name}` : one;
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
        .filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && one.checkVisibility());
    const before = new Map(all.map(one => [one, look(one)]));
    const reached = new Set(), plain = [];
    document.addEventListener('focusin', event => {
        const one = event.target;
        reached.add(name(one));
        if (before.has(one) && look(one) === before.get(one)) plain.push(one.outerHTML.slice(0, 200));
    });
    window.stops = () => ({
        missed: [...new Set(all.filter(one => !reached.has(name(one))))].map(one => one.outerHTML.slice(0, 200)),
        plain,
    });
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    return all.length;
}"""


@dataclass(frozen=True)
class Site:
    """The service with its surveys, and what was looked at already: it need not be looked at in each language.

    `reached` are the controls of a page that Tab led to one after another, `legible` the elements whose contrast is
    enough.
    """

    url: str
    places: dict[str, Any]
    reached: set[tuple[str, ...]] = field(default_factory=set)
    legible: set[str] = field(default_factory=set)


@dataclass
class Walker:
    """Somebody who looks at pages in one language, each of which is for everybody."""

    page: Page
    site: Site
    tag: str
    axe: Callable[..., None]
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """With what addresses in this language begin."""
        return "" if self.tag == "en-GB" else f"/{self.tag.lower()}"

    @property
    def path(self) -> str:
        """Where one is, without the language."""
        return self.page.url.removeprefix(f"{self.site.url}{self.prefix}")

    def address(self, path: str) -> str:
        """Return where a page is in this language."""
        return f"{self.site.url}{self.prefix}{path.format_map(self.site.places)}"

    def goes_to(self, path: str, status: int = 200) -> None:
        """Open a page, and look at it."""
        answered = self.page.goto(self.address(path))
        assert answered is not None
        assert answered.status == status, f"{path}: {answered.status}"
        assert self.page.url.split("#")[0] == self.address(path), f"{path} leads to {self.page.url}"
        title = self.page.title()
        assert self.titles.setdefault(title, path) == path, f"{path} is called as {self.titles[title]} is: {title}"
        self.looks()

    def looks(self) -> None:
        """Find nothing on the page that shuts somebody out."""
        where = f"{self.page.url} ({self.page.title()})"
        html = self.page.locator("html")
        assert html.get_attribute("lang") == self.tag, where
        assert html.get_attribute("dir") == ("rtl" if self.tag == "ar-XB" else "ltr"), where
        assert self.page.locator("h1").count() == 1, where
        self.page.evaluate(OPEN_ALL)
        assert self.page.evaluate(PAST_THE_EDGE) <= 0, f"{where} scrolls sideways"
        elements = set(self.page.evaluate(ELEMENTS))
        self.axe(self.page, contrast=not elements <= self.site.legible)
        self.site.legible.update(elements)

    def tabs_through(self) -> None:
        """Reach each control by Tab, and see where one is; the same controls of a page once, in whichever language."""
        controls = (self.path, *self.page.evaluate(CONTROLS, self.prefix))
        if controls in self.site.reached:
            return
        for _stop in range(self.page.evaluate(STOPS) + 1):
            self.page.keyboard.press("Tab")
        found = self.page.evaluate("stops()")
        assert found == {"missed": [], "plain": []}, f"{self.page.url}: {found}"
        self.site.reached.add(controls)

    def sends_nothing(self) -> None:
        """Empty the first form of the page and send it, and look at what is answered."""
        self.page.evaluate(EMPTY)
        self.page.wait_for_load_state()
        self.looks()


EMPTY = """() => {
    const written = 'input:not([type=hidden]), select, textarea';
    const form = [...document.querySelectorAll('main form[method=post]')].find(one => one.querySelector(written));
    for (const one of form.elements) {
        if (['text', 'textarea', 'search', 'number', 'select-one'].includes(one.type)) one.value = '';
        if (['radio', 'checkbox'].includes(one.type)) one.checked = false;
    }
    form.submit();
}"""
