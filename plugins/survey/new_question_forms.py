"""The builder's form that adds a question of any kind, or several statements on one scale."""

from dataclasses import replace

from consult.sdk.errors import Invalid
from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    Form,
    Length,
    RadioField,
    Regexp,
    SelectField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey import edits
from plugins.survey.definition import CHOICES, FILE, LONGEST_LABEL, OPTIONAL, Definition, Item, page_title
from plugins.survey.edits import options_from
from plugins.survey.formula_forms import first_formula
from plugins.survey.question_forms import (
    AGREEMENT,
    KEY_PATTERN,
    KEY_SENTENCE,
    KIND_CHOICES,
    SAYING_MORE,
    USUAL_OPTIONS,
)
from plugins.survey.saying_more import other_of, with_line
from plugins.survey.statements import BATTERY, OPINION, OPINIONS, statements_in, with_statements

OWN_PAGE = ""
LONGEST_TITLE = 200


class NewQuestionForm(Form):
    """A question of any kind, with all that is needed to ask it; each kind has more on its own page."""

    label = StringField(_l("Question"), [DataRequired(_l("Enter the question")), Length(max=LONGEST_LABEL)])
    kind = SelectField(_l("Kind of question"), choices=KIND_CHOICES)
    statements = TextAreaField(
        _l("Statements, one on each line"),
        [Length(max=60_000)],
        description=_l(
            "Only for several statements. Each is a question of its own. The question above is the heading of their "
            "page, such as “How far do you agree?”."
        ),
        render_kw=render_options(rows=4, count=False, optional=True),
    )
    options = TextAreaField(
        _l("Answers, one on each line"),
        [Length(max=20_000)],
        description=_l(
            "For questions to choose from or to put in order. Left empty, a scale, a rating and “yes or no” have the "
            "usual answers. For a code of your own write “code | answer”."
        ),
        render_kw=render_options(rows=6, count=False),
    )
    other = BooleanField(
        _l("Offer “Other”, with a line to say what"), description=_l("Only for radios and checkboxes.")
    )
    required = BooleanField(_l("People must answer this question"))
    where = SelectField(_l("Where is it asked?"))
    key = StringField(
        _l("Key"),
        [Regexp(KEY_PATTERN, message=KEY_SENTENCE)],
        description=_l("The name of the column in exports. It can never change. Leave it empty to have one made."),
        render_kw=render_options(width=20, optional=True, spellcheck=False),
    )
    then = RadioField(
        _l("What do you want to do next?"),
        choices=[choice("more", _l("Add another question")), choice("back", _l("Go back to the survey"))],
        default="more",
        render_kw=render_options(inline=True),
    )

    def offer(self, definition: Definition) -> "NewQuestionForm":
        """Offer a page of its own, and the pages that there are."""
        pages = [
            choice(page.id, _l("On page %(number)s: %(title)s", number=number, title=page_title(page)))
            for number, page in enumerate(definition.pages, 1)
        ]
        self.where.choices = [choice(OWN_PAGE, _l("On a page of its own, at the end")), *pages]
        several = [
            choice(BATTERY, _l("Several statements on one scale"), group=_l("To choose from")),
            choice(OPINIONS, _l("Several statements: agree, disagree or pass"), group=_l("To choose from")),
        ]
        place = next(place for place, kind in enumerate(KIND_CHOICES) if kind.value == "likert") + 1
        self.kind.choices = [*KIND_CHOICES[:place], *several, *KIND_CHOICES[place:]]
        return self

    def added_to(self, definition: Definition) -> Definition:
        """Return the definition with what the form describes; raises `Invalid` with the field at fault.

        A form that is sent twice adds its question once: no survey asks two of the same words.
        """
        key, label = self.key.data or "", self.label.data or ""
        if self.kind.data in (BATTERY, OPINIONS):
            return self._with_statements(definition, label, key)
        if self.statements.data:
            raise Invalid(None, {"statements": _("Only several statements take these. Remove them")})
        kind = self.kind.data or ""
        item = self.item(edits.new_item(definition, kind, "", label))
        if item.is_computed:
            item = replace(item, formula=first_formula(self._before(definition)))
        if edits.is_there(definition, item):
            return definition
        item = replace(item, key=edits.new_item(definition, kind, key, label).key)
        page_id = self.where.data
        if not page_id:
            definition = edits.add_page(definition, title="", text="", show_if=None)
            page_id = definition.pages[-1].id
        definition = edits.add_item(definition, page_id, item)
        return with_line(definition, item.key, other_of(item.options)) if self.other.data else definition

    def _before(self, definition: Definition) -> tuple[Item, ...]:
        pages = [page.id for page in definition.pages]
        place = pages.index(self.where.data) + 1 if self.where.data in pages else len(pages)
        return tuple(item for page in definition.pages[:place] for item in page.items)

    def _with_statements(self, definition: Definition, heading: str, key: str) -> Definition:
        if self.where.data:
            raise Invalid(None, {"where": _("Several statements stand on a page of their own")})
        if self.other.data:
            raise Invalid(None, {"other": _("A question of this kind cannot offer “Other”")})
        if len(heading) > LONGEST_TITLE:
            said = _("Shorten this to %(longest)s characters or less", longest=LONGEST_TITLE)
            raise Invalid(None, {"label": said})
        lines = statements_in(self.statements.data or "")
        usual = OPINION if self.kind.data == OPINIONS else AGREEMENT
        options = options_from(self.options.data or str(usual), (), (), set())
        return with_statements(definition, heading, lines, options, key=key, is_required=self.required.data)

    def _require_that_it_is_asked(self, made: Item) -> None:
        if made.kind in OPTIONAL and self.required.data:
            said = _("What comes with the link is never asked. Clear this")
            if made.kind == FILE:
                said = _("Not everybody can send a file. Clear this")
            if made.is_computed:
                said = _("What is worked out is never asked. Clear this")
            raise Invalid(None, {"required": said})

    def item(self, made: Item) -> Item:
        """Return a new question as the form describes it; raises `Invalid` with the field at fault."""
        self._require_that_it_is_asked(made)
        changed = replace(made, required=self.required.data)
        typed = self.options.data or str(USUAL_OPTIONS.get(made.kind, ""))
        if self.other.data and made.kind not in SAYING_MORE:
            raise Invalid(None, {"other": _("A question of this kind cannot offer “Other”")})
        if made.kind not in CHOICES:
            if self.options.data:
                sentence = _(
                    "A question of this kind has no answers to choose from. Remove them, or choose another kind"
                )
                raise Invalid(None, {"options": sentence})
            return changed
        if not typed:
            raise Invalid(None, {"options": _("Enter the answers, one on each line")})
        options = options_from(typed, (), (), set())
        other = [other_of(options)] if self.other.data else []
        return replace(changed, options=(*options, *(option for option in other if option not in options)))
