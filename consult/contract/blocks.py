"""What people read on a page before its questions, beside its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from consult.contract.references import Link
from consult.kernel.messages import gettext as _


@dataclass(frozen=True, kw_only=True)
class PageBlock:
    """One thing to read: its `sort` is `inset`, `details`, `image` or `video`, and its text is Markdown.

    A picture has the `link` to its file, whose title says what it shows. A video stays at its own address: it is
    never shown on our page, so that nobody else learns who reads it, and its text says what is said in it.
    """

    sort: str
    title: str = ""
    text: str = ""
    link: Link | None = None
    url: str = ""

    @property
    def host(self) -> str:
        """The site on which a video is."""
        return urlsplit(self.url).hostname or ""

    def lines(self) -> Iterator[str]:
        """Yield what can be read of it where there are words alone: on paper, and where texts are signed off."""
        if self.link is not None:
            yield _("Picture: %(shows)s", shows=self.link.title)
        yield from filter(None, (self.title, self.url, self.text))
