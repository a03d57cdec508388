"""The builder’s forms for what people read before the questions of a page: one for each sort."""

from collections.abc import Mapping
from dataclasses import replace

from consult.sdk.files import FileField
from consult.sdk.forms import (
    DataRequired,
    Form,
    HiddenField,
    Length,
    Regexp,
    StringField,
    TextAreaField,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.content import DETAILS, IMAGE, INSET, VIDEO, Block
from plugins.survey.definition import LANGUAGE
from plugins.survey.edits import put_words
from plugins.survey.picture_forms import picture_file
from plugins.survey.schema_parts import URL, URL_PATTERN

SORTS: Mapping[str, str] = {
    INSET: _l("Words that stand out"),
    DETAILS: _l("Words that open under a title"),
    IMAGE: _l("A picture"),
    VIDEO: _l("A video, with all that is said in it"),
}


class InsetForm(Form):
    """Words that stand out from the text."""

    seen = HiddenField()
    text = TextAreaField(
        _l("Text"),
        [DataRequired(_l("Enter the text")), Length(max=10_000)],
        description=_l("You can use Markdown."),
        render_kw=render_options(rows=4),
    )


class DetailsForm(InsetForm):
    """Words that open under a title."""

    title = StringField(
        _l("Title"),
        [DataRequired(_l("Enter a title")), Length(max=200)],
        description=_l("People press it to read the text, so say what they find there."),
    )


class VideoForm(Form):
    """A video on another site, which people follow a link to."""

    seen = HiddenField()
    title = StringField(_l("Title"), [DataRequired(_l("Enter a title")), Length(max=200)])
    url = StringField(
        _l("Address of the video"),
        [DataRequired(_l("Enter the address of the video")), Regexp(URL_PATTERN, message=URL.error)],
        description=_l("It is shown as a link, so that the other site learns of nobody who does not follow it."),
    )
    text = TextAreaField(
        _l("What is said and shown in it"),
        [DataRequired(_l("Enter what is said and shown in the video")), Length(max=10_000)],
        description=_l("For people who cannot see or hear it, or who read on paper. You can use Markdown."),
        render_kw=render_options(rows=8),
    )


class ImageForm(Form):
    """A picture, with what it shows."""

    seen = HiddenField()
    file = picture_file()
    alt = StringField(
        _l("What it shows"),
        [DataRequired(_l("Enter what the picture shows")), Length(max=300)],
        description=_l("For people who cannot see it, and for forms on paper."),
    )
    text = TextAreaField(
        _l("Words beneath it"),
        [Length(max=10_000)],
        description=_l("You can use Markdown."),
        render_kw=render_options(rows=2, optional=True),
    )


class KeptImageForm(ImageForm):
    """A picture that is there, which another one may replace."""

    file = FileField(
        _l("Another picture"),
        description=_l("Only to replace the picture. PNG or JPEG, 500 kB at most."),
        render_kw=render_options(accept=".png,.jpg,.jpeg", optional=True),
    )


_FORMS: Mapping[str, type[Form]] = {INSET: InsetForm, DETAILS: DetailsForm, IMAGE: ImageForm, VIDEO: VideoForm}
_WORDS = ("title", "text", "alt")


def form_for(sort: str, *, is_there: bool = False) -> type[Form]:
    """Return the form for a sort of block, to add one or to change one that is there."""
    return KeptImageForm if is_there and sort == IMAGE else _FORMS[sort]


def block_values(block: Block) -> dict[str, str]:
    """Return what the form shows of a block."""
    return {"url": block.url or "", **{name: getattr(block, name).get(LANGUAGE, "") for name in _WORDS}}


def block_from(form: Form, before: Block) -> Block:
    """Return the block as the form says; its translations stay."""
    title, text, alt = (
        put_words(getattr(before, name), form[name].data or "") if name in form else getattr(before, name)
        for name in _WORDS
    )
    return replace(before, title=title, text=text, alt=alt, url=form["url"].data if "url" in form else None)
