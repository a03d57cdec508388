"""The builder’s pages for one question."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from plugins.survey import edits, services
from plugins.survey.beneath import group_of
from plugins.survey.condition_forms import offer_earlier
from plugins.survey.context import (
    DraftContext,
    find_bench,
    find_item_bench,
    find_item_or_none,
    seen,
)
from plugins.survey.definition import COMPUTED, Definition, Item, words
from plugins.survey.forms import ShortForm
from plugins.survey.formula_forms import offer_operands
from plugins.survey.formula_words import worked_out_in_words
from plugins.survey.kinds import ALL_KINDS
from plugins.survey.new_question_forms import NewQuestionForm
from plugins.survey.offers import with_offers
from plugins.survey.phrases import asked_in_words
from plugins.survey.piping import showable
from plugins.survey.question_forms import item_form, item_from, item_values
from plugins.survey.rule_forms import (
    offer_compared,
    rows_shown,
    rule_values,
    rules_in_words,
    with_rule_fields,
    with_rules,
)
from plugins.survey.saying_more import with_lines
from plugins.survey.views import back_to, draft_now, gone, is_conflict, saved

bp = Blueprint("survey_questions", __name__, url_prefix="/survey")


@bp.route("/<int:activity_id>/build/add", methods=["GET", "POST"])
@permit("survey.build", load=find_bench)
def add(context: DraftContext) -> ResponseReturnValue:
    """Add a question of any kind, on a page of its own or on one that is there."""
    kind, where = request.args.get("kind", "radios"), request.args.get("page", "")
    form = NewQuestionForm(data={"kind": kind, "where": where, "then": "more"}).offer(context.definition)
    new: list[str] = []

    def added(definition: Definition) -> Definition:
        changed = form.added_to(definition)
        new[:] = [key for key in changed.items_by_key if key not in definition.items_by_key]
        return changed

    if form.validate_on_submit() and saved(context, form, added):
        question = form.label.data
        if not new:
            return back_to(context, _("“%(question)s” is in the survey, so it was not added again.", question=question))
        if form.kind.data == COMPUTED:
            flash(_("“%(question)s” was added. Say how it is worked out.", question=question), "success")
            return redirect(url_for("survey_questions.edit", activity_id=context.activity.id, key=new[0]), 303)
        if form.then.data == "back":
            return back_to(context, _("The question was added."))
        flash(_("“%(question)s” was added.", question=question), "success")
        again = url_for(
            "survey_questions.add", activity_id=context.activity.id, kind=form.kind.data, page=form.where.data or None
        )
        return redirect(again, 303)
    return render_form("survey/new_question.html", form, context=context)


@bp.route("/<int:activity_id>/build/questions/<key>", methods=["GET", "POST"])
@permit("survey.build", load=find_item_or_none)
def edit(context: DraftContext) -> ResponseReturnValue:
    """Change a question."""
    if context.item is None:
        return gone(context)
    item = context.item
    shown = {**item_values(item, context.definition), **rule_values(item), "seen": seen(item)}
    form = with_rule_fields(item_form(item.kind), item)(data=shown)
    offer_compared(form, item, context.definition)
    offer_earlier(form, context.definition, context.definition.items_known_before(item.key), item.show_if)
    if "operands" in form:
        offer_operands(form, context.definition, item)
    if "limited" in form:
        on_earlier_pages = context.definition.items_before(context.here.id)
        offer_earlier(form, context.definition, on_earlier_pages, None, before="offer_")

    def change(definition: Definition) -> Definition:
        permanent, earlier = context.published_codes(item.key), definition.items_before_item(item.key)
        changed = edits.edit_item(
            definition, item.key, form["seen"].data, lambda now: item_from(form, now, permanent, earlier)
        )
        changed = with_rules(changed, item.key, form)
        changed = with_offers(changed, item.key, form) if "limited" in form else changed
        return with_lines(changed, item.key, form["more"].data) if "more" in form else changed

    if form.validate_on_submit() and saved(context, form, change):
        return back_to(context, _("The question was saved."))
    theirs, earlier = None, showable(context.definition.items_before(context.here.id), context.definition)
    if is_conflict(form):
        draft = draft_now(context)
        now = draft.find_item(item.key)
        form["seen"].data = seen(now)
        theirs = _rows(now, draft)
    return render_form(
        "survey/question_form.html",
        form,
        context=context,
        kind=ALL_KINDS[item.kind].title,
        theirs=theirs,
        showable=earlier,
        rules=rows_shown(form),
    )


@bp.post("/<int:activity_id>/build/questions/<key>/move")
@permit("survey.build", load=find_item_bench)
def move(context: DraftContext) -> ResponseReturnValue:
    """Move a question one place, or onto the next page."""
    way, key = request.form.get("way", ""), context.question.key
    services.change_draft(db(), actor(), context.activity, lambda draft: edits.move_item(draft, key, way))
    return back_to(context, _("The question was moved."))


@bp.route("/<int:activity_id>/build/questions/<key>/remove", methods=["GET", "POST"])
@permit("survey.build", load=find_item_bench)
def remove(context: DraftContext) -> ResponseReturnValue:
    """Remove a question."""
    item = context.question
    form = ShortForm(data={"seen": seen(item)})
    if form.validate_on_submit() and saved(
        context, form, lambda draft: edits.remove_item(draft, item.key, form.seen.data)
    ):
        return back_to(context, _("The question was removed."))
    if is_conflict(form):
        form.seen.data = seen(draft_now(context).find_item(item.key))
    question = _("Remove the question “%(words)s”?", words=words(item.label))
    lost = [words(line.label) for line in group_of(context.here, item)[1:]]
    return render_form("survey/remove.html", form, context=context, question=question, lost=lost)


def _rows(item: Item, definition: Definition) -> list[tuple[str, str]]:
    values = item_values(item, definition)
    rows = [(_("Question"), str(values["label"])), (_("Hint"), str(values["hint"]) or _("None"))]
    if item.options:
        rows.append((_("Answers"), str(values["options"])))
    limits = [
        f"{name.replace('_', ' ')}: {values[name]}" for name in ("minimum", "maximum", "max_words") if values[name]
    ]
    if limits:
        rows.append((_("Limits"), ", ".join(limits)))
    if item.is_computed:
        rows.append((_("How it is worked out"), worked_out_in_words(item, definition)))
    rows += rules_in_words(item, definition)
    rows.append((_("Who is asked"), asked_in_words(item, definition) or _("Everybody")))
    rows.append((_("Sensitive"), _("Yes") if item.is_sensitive else _("No")))
    return [*rows, (_("Must be answered"), _("Yes") if item.required else _("No"))]
