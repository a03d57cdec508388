"""The part of the world in which groups file evidence and councillors draft motions."""

import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from consult.consultations.models import Activity, Consultation
from consult.files.models import FileState
from consult.kernel import clock
from plugins.impact.assessments import withholding
from plugins.impact.assessments.exemptions import Exemption
from plugins.impact.attachments import attach
from plugins.impact.engagement import withholding as engagement_words
from plugins.impact.engagement.services import answer_gap
from plugins.impact.evidence_drafts import submit_evidence
from plugins.impact.procedure import Status
from plugins.motion.actions import ActionKind, Reply
from plugins.motion.attendance import Presence
from plugins.motion.canonical import Section
from plugins.motion.changes import Act, Change
from plugins.motion.correspondence import FiledReply, Publication
from plugins.motion.interests import InterestKind, Participation
from plugins.motion.lifecycle import ActionState
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.services.amendments import mover_of, propose_amendment, second_amendment
from plugins.motion.services.attendance import record_attendance
from plugins.motion.services.clauses import add_clause
from plugins.motion.services.comments import comment_on
from plugins.motion.services.council import attach_motion, change_standing_orders
from plugins.motion.services.drafts import name_seconder, start_draft
from plugins.motion.services.interests import Declared, record_interest
from plugins.motion.services.letters import sign_letter
from plugins.motion.services.replies import ReplyFacts, file_reply, report_to_council
from plugins.motion.services.resolutions import add_action, move_action
from tests.factories import XSS
from tests.plugins.impact.assessments.conftest import IMPACT, Desk, make_police
from tests.plugins.impact.conftest import Case
from tests.plugins.impact.engagement.conftest import Log
from tests.plugins.motion.story import AFTER_MEETING, MEETING, Story, call
from tests.support.documents import picture

if TYPE_CHECKING:
    from tests.architecture.world import World

ON_DESK = frozenset({"officer", "officer_other", "auditor", "administrator"})
EVERYWHERE = ("basis", "place", "affected", "source", "gathered", "mitigation")


def fill_evidence(world: "World", running: Consultation) -> None:
    """File a piece for the group at each step that a page is about."""
    session, activity = world.session, _of_kind(running, "impact")
    membership = world.people["group_own"].memberships[0]
    case = Case(
        session=session,
        consultation=running,
        activity=activity,
        group=membership.organisation,
        member_person=world.people["group_own"],
        other_person=world.people["group_own"],
        officer_person=world.people["officer"],
        second_person=world.people["officer_other"],
        third_person=world.people["administrator"],
    )
    for name, status in (
        ("queried", Status.QUERIED),
        ("screened", Status.SCREENED),
        ("accepted", Status.ACCEPTED),
        ("responded", Status.RESPONDED),
        ("sent", Status.SUBMITTED),
        ("out", Status.OUT_OF_SCOPE),
    ):
        # What was responded to is published; the other pieces are for the group and the desk.
        words = "Fewer people came."
        if name != "responded":
            words = world.secret(f"statement-{name}", {*ON_DESK, "group_own"})
        shown = "officers_only" if name == "accepted" else "public"
        role = world.secret(f"contact-of-{name}", {*ON_DESK, "group_own"})
        more = dict.fromkeys(EVERYWHERE, f"Words {XSS}")
        made = case.brought_to(status, **more, statement=f"{words} {XSS}", contact_role=role, publication=shown)
        world.places[f"{name}_evidence"] = made.id
        world.places[f"{name}_envelope"] = made.submission_id
        world.places[f"{name}_reference"] = made.reference
    draft = world.secret("statement-draft", {"group_own"})
    begun = case.brought_to(Status.DRAFT, statement=f"{draft} {XSS}")
    world.places["draft_evidence"] = begun.id
    with_photo = case.draft(publication="public")
    for name, evidence in (("draft", begun), ("sent", with_photo)):
        attachment = attach(session, case.member, evidence, "photo.jpg", io.BytesIO(picture()))
        attachment.file.state = FileState.CLEANED
        world.places[f"{name}_attachment"] = attachment.id
        world.places[f"{name}_photo"] = f"{attachment.file.key}/{attachment.file.name}"
    submit_evidence(session, case.member, with_photo, with_photo.version)


def fill_assessments(world: "World") -> None:
    """Write an assessment to each step that a page is about."""
    session, at_work = world.session, {*ON_DESK, "authorising_officer"}
    desk = Desk(session, world.people["officer"], make_police(session, f"Supt Ada Ferris {XSS}"))
    signed = desk.written()
    row = desk.write(signed, "impacts", {**IMPACT, "response": f"Words {XSS}"})
    withheld = world.secret("withheld-words", at_work)
    place = {"name": f"Mosque {withheld}", "kind": "worship"}
    hidden = desk.write(signed, "places", place)
    made = withholding.withhold(
        session,
        desk.author,
        hidden,
        Exemption(field="name", passage=withheld, exemption="s31", reason=f"Reason {XSS}"),
    )
    _engage(world, Log(session, desk, signed))
    desk.sign_again(signed)
    desk.sign_again(signed, f"The hours changed {XSS}")
    draft = desk.written("equality")
    words = world.secret("assessment-draft", at_work)
    written = desk.write(draft, "evidence", {"what": f"Words {XSS} {words}", "source": f"Source {XSS}"})
    reviewed = desk.sent()
    world.places.update(
        signed_assessment=signed.id,
        signed_number=signed.number,
        draft_assessment=draft.id,
        draft_number=draft.number,
        draft_row=written.id,
        reviewed_assessment=reviewed.id,
        signed_row=row.id,
        withholding=made.id,
    )


def _engage(world: "World", log: Log) -> None:
    engagement = log.held(title=f"Ward panel {XSS}")
    contact = log.contact(f"Mosque {XSS}", wards=[f"Plashet {XSS}"])
    contact.contact_name = world.secret("contact-of-body", {*ON_DESK - {"auditor"}, "authorising_officer"})
    voice = log.heard(engagement, contact, said=f"We fear it {XSS}", answer=f"Moved {XSS}")
    hidden = world.secret("words-of-minutes", {*ON_DESK, "authorising_officer"})
    engagement.minutes = f"Minutes {hidden} {XSS}"
    log.session.flush()
    words = Exemption(field="minutes", passage=hidden, exemption="s40", reason=f"Reason {XSS}")
    withheld = engagement_words.withhold(log.session, log.desk.author, engagement, None, words)
    answer_gap(log.session, log.desk.author, log.assessment, "characteristic", "age", f"Wrote {XSS}")
    world.places.update(engagement=engagement.id, contact=contact.id, voice=voice.id, engagement_words=withheld.id)


def fill_motions(world: "World", running: Consultation) -> None:
    """Bring a motion of the councillor to each step that a page is about."""
    session = world.session
    _publish_from(world, "submitted")
    submitted = _story(world, "Submitted", "Notes, and more.")
    submitted.submit()
    attach_motion(session, world.actor("officer"), submitted.motion, _of_kind(running, "motion"))
    checked = _story(world, "Valid", "Notes, and more.")
    checked.submit()
    checked.check()
    returned = _story(world, "Returned", "Notes, and more.")
    returned.submit()
    returned.check(is_lawful=False, reason=f"Against the law. {XSS}")
    planned = _story(world, "Planned", "Notes, and more.")
    planned.to_agenda()
    amended = propose_amendment(
        session,
        world.actor("councillor_other"),
        planned.motion,
        [Change(act=Act.REPLACE, key=planned.clauses()[2].key, section="resolves", text=f"Amended. {XSS}")],
        proposer=mover_of(session, world.people["councillor_other"]),
        seconder=mover_of(session, world.people["somebody"]),
        reason=f"Because {XSS}",
        text_number=1,
    )
    second_amendment(session, world.actor("somebody"), amended)
    carried, resolved = _story(world, "Carried", "Notes."), _story(world, "Resolved", "Notes.")
    carried.carry()
    resolved.carry()
    with clock.set_clock(clock.from_london(datetime.fromisoformat(AFTER_MEETING))):
        present = dict.fromkeys(carried.term_ids(), Presence.PRESENT)
        record_attendance(session, world.actor("officer"), MEETING, present)
        declared = Declared(
            term_id=carried.term_ids()[0],
            motion_id=carried.motion.id,
            item="",
            kind=InterestKind.PECUNIARY,
            text=f"A share {XSS}",
            participation=Participation.STAYED,
        )
        record_interest(session, world.actor("officer"), MEETING, declared)
        item = replace(declared, motion_id=None, item=f"Item 9 {XSS}")
        record_interest(session, world.actor("officer"), MEETING, item)
        action = add_action(
            session,
            world.actor("officer"),
            resolved.motion,
            number=1,
            kind=next(iter(ActionKind)),
            text=f"Write a letter. {XSS}",
            owner=f"Chief executive {XSS}",
            addressee=f"The Mayor {XSS}",
            due_on=None,
        )
        letter = sign_letter(
            session,
            world.actor("officer"),
            action,
            recipient=f"The Mayor {XSS}",
            body=f"Dear Mayor {XSS}",
            signatory=f"Chief executive {XSS}",
        )
        reply = _replied(world, resolved)
    world.places.update(
        letter=letter.id,
        reply=reply.id,
        resolution=action.resolution.number,
        councillor=carried.roll()[0].holder_id,
        number=submitted.motion.number,
        resolved_number=resolved.motion.number,
        meeting=MEETING.isoformat(),
        submitted_motion=submitted.motion.id,
        valid_motion=checked.motion.id,
        returned_motion=returned.motion.id,
        planned_motion=planned.motion.id,
        planned_number=planned.motion.number,
        amendment=amended.number,
        carried_motion=carried.motion.id,
        resolved_motion=resolved.motion.id,
        action=action.id,
    )
    _publish_from(world, "valid")
    unread = world.secret(
        "clause-not-public", {"officer", "officer_other", "administrator", "auditor", "councillor_own"}
    )
    unchecked = _story(world, "Not public", unread)
    unchecked.submit()
    world.places["unchecked_number"] = unchecked.motion.number
    private = world.secret("clause-of-draft", {"councillor_own"})
    draft = _story(world, "Draft", private)
    said = comment_on(
        world.session, draft.proposer, draft.motion, draft.clauses()[0].key, key="C-SAID-7F3K", text=f"{private} {XSS}"
    )
    world.places.update(draft_motion=draft.motion.id, clause=draft.clauses()[0].key, comment=said.id)
    other = _story(world, "Seconded", "Notes.", proposer="somebody", seconder="councillor_own")
    world.places["seconded_motion"] = other.motion.id


def _replied(world: "World", resolved: Story) -> FiledReply:
    """Let a body reply to another action, and tell the council of it."""
    session, officer = world.session, world.actor("officer")
    action = add_action(
        session,
        officer,
        resolved.motion,
        number=2,
        kind=ActionKind.REQUEST,
        text=f"Ask. {XSS}",
        owner=f"Clerk {XSS}",
        addressee=f"The Mayor {XSS}",
        due_on=None,
    )
    move_action(session, officer, action, to=ActionState.SENT, happened_on=MEETING, note=f"Note {XSS}", version=1)
    facts = ReplyFacts(
        said_by=f"The Mayor {XSS}",
        dated_on=None,
        received_on=MEETING,
        says=Reply.REFUSED,
        summary=f"No. {XSS}",
        publication=Publication.WITHHELD,
        publication_reason=f"Names {XSS}",
    )
    report_to_council(session, officer, action, meeting_on=MEETING, text=f"Told {XSS}")
    return file_reply(session, officer, action, facts, number=1)


def _publish_from(world: "World", step: str) -> None:
    session = world.session
    orders = replace(standing_orders(session), public_from=step)
    change_standing_orders(session, world.actor("officer"), orders, orders_version(session))


def _story(
    world: "World", title: str, words: str, proposer: str = "councillor_own", seconder: str = "somebody"
) -> Story:
    session, first, second = world.session, world.actor(proposer), world.actor(seconder)
    call(session, MEETING)
    motion = start_draft(session, first, title=f"{title} {XSS}", meeting_on=MEETING)
    for place, section in enumerate(Section):
        add_clause(
            session, first, motion, key=f"C-{motion.id}-{place}", section=section, text=f"{words} {section}. {XSS}"
        )
    name_seconder(session, first, motion, world.people[seconder].id, version=motion.version)
    return Story(
        session=session,
        motion=motion,
        proposer=first,
        seconder=second,
        drafter=second,
        other=world.actor("councillor_other"),
        officer=world.actor("officer"),
        people=world.people,
    )


def _of_kind(consultation: Consultation, kind: str) -> Activity:
    return next(activity for activity in consultation.activities if activity.kind == kind)
