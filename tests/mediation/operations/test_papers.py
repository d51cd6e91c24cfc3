"""Papers drawn up from real cases: filled, complete but for what only people know, printed, edited and discarded."""

from types import SimpleNamespace

import pytest

from documents import press
from documents.kinds import PAPERS
from documents.wording import check
from mediation.integrity import violations
from mediation.models import Paper, PaperRevision
from mediation.operations import paper_content, paper_facts
from mediation.operations.clues import add_evidence
from mediation.operations.papers import (
    discard_paper,
    draw_paper,
    edit_paper,
    open_paper,
    paper_of,
    print_paper,
)
from mediation.operations.proceedings import hold_session
from mediation.papers import ROWS
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    fresh,
    hand_over,
    later,
    make_dispute,
    make_letter,
    mediation_of,
    papers_of,
    prepare_proceeding,
    take,
)
from tests.refusals import forbidden, refused, stale, unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 20)
NO_ROOM = "the case is where this paper belongs"


def draw(dispute, kind, *, by=None, on=DAY, **given):
    return draw_paper(dispute, kind, by=by or cast.city_mediator(), at=at(on), **given)


def unfilled(paper):
    return [finding.field for finding in check(PAPERS[paper.kind], paper.content)]


def prepared(state, kind, agency, **given):
    """A case in this state with a proceeding of the kind being prepared."""
    dispute = make_dispute(state, groups=["migrant"], **given)
    row = prepare_proceeding(dispute, kind, agency, cast.city_mediator(), later(MONDAY, 10))
    return fresh(dispute), {"proceeding": row}


def letter_case(kind, state="served", **given):
    letter = make_letter(kind, state, **given)
    return letter.dispute, {"letter": letter}


def mediating():
    dispute = make_dispute("mediating")
    hold_session(
        mediation_of(dispute), by=cast.city_mediator(), at=at(later(MONDAY, 3)), held_at=at(later(MONDAY, 3), 9),
        place="市总工会调解室", attendees="蒋喆 单位代理人", record="双方陈述了意见。",
    )  # fmt: skip
    return fresh(dispute)


def emotional():
    dispute = make_dispute("accepted")
    row = prepare_proceeding(dispute, "emotional_support", cast.city(), cast.city_mediator(), later(MONDAY, 2))
    day = later(MONDAY, 2)
    row = take(row, "accept", cast.city_mediator(), day, accepted_on=day, papers=papers_of("emotional_support"))
    return fresh(dispute), {"proceeding": row}


def handed_over():
    dispute = make_dispute("accepted")
    hand_over(dispute, later(MONDAY, 3), aim="peoples_mediation")
    return fresh(dispute), {}


WHO = {"applicant": "蒋喆", "respondent": cast.SHIRTS.name.removesuffix("工会委员会")}
CASES = {
    "registered": lambda: (make_dispute("registered"), {}),
    "mediating": lambda: (dispute := mediating(), {"proceeding": mediation_of(dispute)}),
    "peoples_mediation": handed_over,
    "closed": lambda: (make_dispute("closed"), {}),
    "confirmation": lambda: prepared("agreed", "judicial_confirmation", cast.court()),
    "review": lambda: prepared("agreed", "arbitration_review", cast.arbitration()),
    "payment": lambda: prepared("agreed", "payment_order", cast.court()),
    "arbitration": lambda: prepared("unresolved", "arbitration", cast.arbitration()),
    "support": lambda: prepared("unresolved", "support_for_prosecution", cast.procuratorate()),
    "aid": lambda: prepared("unresolved", "legal_aid", cast.justice()),
    "relief": lambda: prepared("accepted", "hardship_relief", cast.city()),
    "emotional": emotional,
    "reminder": lambda: letter_case("reminder"),
    "opinion": lambda: letter_case("opinion"),
}
# A case, and of each paper it gives room for: some of what it is filled with, and what only people know.
TABLE = {
    "registered": {
        "application": (
            {**WHO, "claims": ["支付拖欠的工资18,600.00元"], "office": "诸暨市总工会"}, ["applicant_details"],
        ),
        "oral_application": ({**WHO, "recorder": "王梅"}, ["held_at", "place", "applicant_details"]),
        "intake_form": ({"amount": "18600.00", "channel": "来访"}, ["applicant_details", "decision"]),
        "address_confirmation": ({"party": "蒋喆"}, []),
    },
    "mediating": {
        "consent_record": ({"asked": WHO["respondent"], "counterpart": "蒋喆"}, ["held_at", "manner", "will"]),
        "investigation_record": (
            {"matter": "劳动报酬争议"},
            ["held_at", "place", "investigators", "asked", "asked_details", "questions"],
        ),
        "session_record": (
            {"held_at": "2026年3月5日9时", "present": ["蒋喆", "单位代理人"], "statements": "双方陈述了意见。"},
            ["result"],
        ),
        "extension_consent": ({"applied_on": "2026-03-02", "ends_on": "2026-03-17"}, ["extended_to", "reason"]),
    },
    "peoples_mediation": {
        "oral_agreement": (
            WHO, ["committee", "applicant_details", "terms", "agreed_on", "perform_by", "performance"],
        ),
    },
    "closed": {
        "follow_up_record": ({"visited": "蒋喆"}, ["visited_on", "manner", "performed", "satisfaction", "hidden_risk"]),
        "closing_report": ({"accepted_on": "2026-03-03", "closed_on": "2026-03-17", "paid": "18600.00"}, []),
    },
    "confirmation": {"confirmation_petition": (
        {"agreed_on": "2026-03-10", "terms": ["支付拖欠的工资"], "office": "诸暨市人民法院"}, ["applicant_details"],
    )},
    "review": {"review_petition": ({"agreed_on": "2026-03-10"}, ["applicant_details"])},
    "payment": {"payment_petition": ({"amount": "18600.00"}, ["applicant_details"])},
    "arbitration": {"arbitration_petition": ({"copies": 1, **WHO}, ["applicant_details"])},
    "support": {"support_petition": ({"office": "诸暨市人民检察院"}, ["applicant_details", "weakness"])},
    "aid": {"aid_form": (
        {"means": "exempt", "exemption": "进城务工人员申请支付劳动报酬", "groups": "农民工"}, ["applicant_details"],
    )},
    "relief": {"relief_form": (
        {"employer": WHO["respondent"]},
        ["applicant_details", "family", "income", "event", "amount", "bank", "account"],
    )},
    "emotional": {"emotion_record": ({"worker": "蒋喆"}, ["held_at", "consent", "risk", "summary"])},
    "reminder": {"reply_reminder": ({"unit": WHO["respondent"], "issuer_name": "诸暨市总工会"}, [])},
    "opinion": {
        "service_receipt": ({"manner": "direct", "proxy": "前台", "received_at": "2026年3月4日"}, []),
        "reply_opinion": ({"reply_by": "2026-03-25"}, []),
    },
}  # fmt: skip


def test_the_table_has_every_paper_but_those_that_need_a_longer_way():
    assert set(PAPERS) - {kind for rows in TABLE.values() for kind in rows} == {
        "statement_of_claim",
        "reply_suggestion",
    }


@pytest.mark.parametrize("name", TABLE)
def test_a_paper_is_filled_from_its_case(name):
    dispute, belongs = CASES[name]()
    for kind, (known, asked) in TABLE[name].items():
        row = ROWS[kind]
        where = belongs if row.proceeding or row.letters else {}
        paper = draw(dispute, kind, **where)
        assert known.items() <= paper.content.items(), (kind, paper.content)
        assert unfilled(paper) == asked, kind
        assert fresh(paper).content == paper.content
        event = dispute.events.order_by("number").last()
        assert (event.kind, event.data["kind"], event.data["paper"]) == ("draw_paper", kind, paper.pk)
        assert print_paper(paper, at(DAY)).startswith(b"%PDF")
    assert list(violations()) == []


def test_a_paper_prints_with_the_evidence_and_as_a_draft_while_something_is_missing(monkeypatch):
    given = {}
    monkeypatch.setattr(press, "printed", lambda kind, content: given.update(content=content) or b"%PDF")
    dispute = make_dispute("registered")
    add_evidence(dispute, by=cast.city_mediator(), at=at(MONDAY), title="工资条", source="蒋喆", dated=MONDAY)
    paper = draw(dispute, "application")
    print_paper(paper, at(DAY))
    assert (given["content"].draft, given["content"].number, given["content"].date) == (True, "", "")
    paper = edit(paper, {**paper.content, "applicant_details": "女，住诸暨市枫桥镇。"})
    print_paper(paper, at(DAY))
    assert given["content"].draft is False
    assert (given["content"].annex_title, given["content"].annex[1][1:3]) == ("证据目录", ("工资条", "蒋喆"))


def test_a_group_is_named_in_full_or_on_a_roster():
    few, many = (tuple(f"工友{number}" for number in range(count)) for count in (3, 21))
    paper = draw(make_dispute("registered", workers=few), "application")
    assert (paper.content["applicant"], paper_content.annex(paper)) == ("、".join(few), {})
    dispute = make_dispute("registered", workers=many)
    for kind in ("application", "oral_application", "intake_form"):
        paper = draw(dispute, kind)
        assert paper.content["applicant"] == "工友0等21人（名单附后）"
        head, *rows = paper_content.annex(paper)["roster"]
        assert ([row[1] for row in rows], head[:2]) == (list(many), ["序号", "姓名"])


def edit(paper, content, *, by=None, version=None):
    version = paper.version if version is None else version
    return edit_paper(paper, content, by=by or cast.city_mediator(), at=at(DAY), version=version)


def test_two_people_do_not_lose_each_others_text():
    paper = draw(make_dispute("registered"), "application")
    first = paper.content
    edit(paper, {**first, "facts_found": "甲"})
    with stale():
        edit(paper, {**first, "facts_found": "乙"}, version=0, by=cast.second_city_mediator())
    edit(paper, {**first, "facts_found": "乙"}, version=1, by=cast.second_city_mediator())
    assert [row.content["facts_found"] for row in PaperRevision.objects.all()] == [first["facts_found"], "甲"]
    assert (fresh(paper).version, fresh(paper).content["facts_found"]) == (2, "乙")


class TestRoom:
    def test_there_is_none_in_another_state_or_for_another_request(self):
        dispute = make_dispute("registered", request="supervision")
        for kind in ("application", "follow_up_record"):
            with refused(NO_ROOM):
                draw(dispute, kind)

    def test_a_paper_of_a_proceeding_or_letter_needs_one_of_this_case(self):
        dispute, other = make_dispute("mediating"), make_dispute("mediating", workers=("何青",))
        letter = make_letter("reminder", "approved", dispute=make_dispute("accepted", request="supervision"))
        for kind, belongs in (
            ("session_record", {}), ("session_record", {"proceeding": mediation_of(other)}),
            ("aid_form", {"proceeding": mediation_of(dispute)}), ("service_receipt", {}),
        ):  # fmt: skip
            with refused(NO_ROOM):
                draw(dispute, kind, **belongs)
        with refused(NO_ROOM):
            draw(letter.dispute, "service_receipt", letter=letter)

    def test_an_archived_case_takes_none_and_changes_none(self):
        dispute = make_dispute("closed")
        paper = draw(dispute, "closing_report")
        take(dispute, "archive", cast.archivist(), DAY, volume_complete=True, redaction_done=True)
        with refused("the case is not archived"):
            edit(paper, {})
        with refused("the case is not archived"):
            discard_paper(paper, reason="重复", by=cast.city_mediator(), at=at(DAY))
        with refused(NO_ROOM):
            draw(fresh(dispute), "closing_report")


class TestRights:
    def test_only_who_handles_the_case_writes_papers(self):
        dispute = make_dispute("registered")
        paper = draw(dispute, "application")
        for person in ("reviewer", "chair", "auditor", "town_mediator", "volunteer", "employer_user"):
            by = getattr(cast, person)()
            with forbidden():
                draw(dispute, "intake_form", by=by)
            with forbidden():
                edit(paper, {}, by=by)
            with forbidden():
                discard_paper(paper, reason="重复", by=by, at=at(DAY))

    def test_partners_employers_and_volunteers_see_none(self):
        letter = make_letter("reminder", "served", drafter=cast.volunteer())
        paper_of(letter, "service_receipt", by=cast.city_mediator(), at=at(DAY))
        seen = {
            person: Paper.objects.visible_to(getattr(cast, person)()).count()
            for person in ("city_mediator", "reviewer", "auditor", "volunteer", "employer_user", "hr_liaison")
        }
        assert seen == {
            "city_mediator": 1, "reviewer": 1, "auditor": 0, "volunteer": 0, "employer_user": 0, "hr_liaison": 0,
        }  # fmt: skip

    def test_a_record_of_emotional_support_is_for_its_author_and_the_handler(self):
        dispute, belongs = emotional()
        author, reader = cast.second_city_mediator(), cast.reviewer()
        paper = draw(dispute, "emotion_record", by=author, **belongs)
        for person, sees in ((author, True), (cast.city_mediator(), True), (reader, False), (cast.auditor(), False)):
            assert Paper.objects.visible_to(person).contains(paper) is sees, person
        dispute = take(dispute, "assign", cast.manager(), DAY, handler=author)
        assert not Paper.objects.visible_to(cast.city_mediator()).contains(paper)
        with forbidden():
            edit(paper, {}, by=cast.city_mediator())


class TestOpening:
    """The text holds what revealing shows (PIPL 51, 54)."""

    @pytest.fixture
    def paper(self):
        dispute = make_dispute("registered")
        dispute.parties.filter(role="applicant").update(id_number="330681199001011234", phone="13800001234")
        return draw(fresh(dispute), "application")

    def test_the_history_keeps_who_else_read_the_numbers_once_and_not_the_numbers(self, paper):
        reader = cast.second_city_mediator()
        assert "330681199001011234" in str(paper.content)
        event = open_paper(paper, by=reader, at=at(DAY))
        assert (event.kind, event.by, event.data) == (
            "reveal", reader, {"kind": "application", "paper": paper.pk, "version": 0},
        )  # fmt: skip
        with unchanged():
            assert open_paper(paper, by=reader, at=at(later(DAY, 1))) is None
            assert open_paper(paper, by=paper.by, at=at(DAY)) is None

    def test_a_paper_without_numbers_is_opened_without_an_entry(self, paper):
        edit(paper, {"applicant": "张三"})
        with unchanged():
            assert open_paper(fresh(paper), by=cast.second_city_mediator(), at=at(DAY)) is None

    @pytest.mark.parametrize("person", ["reviewer", "chair", "manager", "auditor", "archivist", "town_mediator"])
    def test_who_does_not_handle_the_case_does_not_read_it(self, paper, person):
        with forbidden():
            open_paper(paper, by=getattr(cast, person)(), at=at(DAY))


class TestDiscarding:
    def test_the_history_keeps_a_discarded_paper_with_the_reason(self):
        paper = draw(make_dispute("registered"), "application")
        with refused("a reason is given"):
            discard_paper(paper, reason=" ", by=cast.city_mediator(), at=at(DAY))
        event = discard_paper(paper, reason="改为口头申请", by=cast.city_mediator(), at=at(DAY))
        assert (fresh(paper).discarded_on, event.reason) == (DAY, "改为口头申请")
        assert not Paper.objects.live().exists()
        with refused("the paper is in use"):
            edit(paper, {})


class TestOfALetter:
    def test_one_click_draws_it_up_once_and_fills_it_with_what_came_later(self):
        letter = make_letter("opinion", "issued")
        first = paper_of(letter, "service_receipt", by=cast.city_mediator(), at=at(DAY))
        assert "received_at" not in first.content
        take(
            letter,
            "serve",
            cast.city_mediator(),
            DAY,
            served_on=DAY,
            served_how="direct",
            served_to="前台王某",
            hour=15,
        )
        again = paper_of(fresh(letter), "service_receipt", by=cast.city_mediator(), at=at(DAY))
        assert (again.pk, again.content["received_at"], again.content["proxy"]) == (
            first.pk, "2026年3月22日15时", "前台王某",
        )  # fmt: skip
        assert (again.version, [row.content for row in again.revisions.all()]) == (1, [first.content])
        events = letter.dispute.events.filter(kind="draw_paper").count()
        with unchanged():
            paper_of(fresh(letter), "service_receipt", by=cast.city_mediator(), at=at(DAY))
        assert letter.dispute.events.filter(kind="draw_paper").count() == events == 2

    def test_it_names_whom_the_letter_goes_to(self):
        agreed = make_dispute("agreed")
        found = {
            letter.kind: paper_of(letter, "service_receipt", by=cast.city_mediator(), at=at(DAY)).content["recipient"]
            for letter in agreed.letters.filter(issued__isnull=False)
        }
        assert found == {"agreement": f"蒋喆、{WHO['respondent']}"}
        notice = make_letter("rights_notice", "issued", dispute=make_dispute("mediating"), content={"phone": "0575-1"})
        paper = paper_of(notice, "service_receipt", by=cast.city_mediator(), at=at(DAY))
        assert paper.content["recipient"] == f"蒋喆、{WHO['respondent']}"

    def test_what_somebody_wrote_into_it_stays(self):
        letter = make_letter("opinion", "issued")
        paper = paper_of(letter, "service_receipt", by=cast.city_mediator(), at=at(DAY))
        edit(paper, {**paper.content, "place": "门卫室"})
        take(letter, "serve", cast.city_mediator(), DAY, served_on=DAY, served_how="direct", served_to="前台")
        again = paper_of(fresh(letter), "service_receipt", by=cast.city_mediator(), at=at(DAY))
        assert (again.content["place"], "received_at" in again.content) == ("门卫室", False)


@pytest.mark.parametrize(("number", "shown"), [
    ("（2026）诸总工调受字第3号", "《受理通知书》（2026）诸总工调受字第3号"),
    ("诸总工调〔2026〕3号", "《受理通知书》（诸总工调〔2026〕3号）"),
])  # fmt: skip
@pytest.mark.once
def test_the_number_of_a_letter_served_stands_in_one_pair_of_brackets(number, shown):
    letter = SimpleNamespace(kind="acceptance_notice", number=number, content={"attachments": ["回证"]})
    source = SimpleNamespace(paper=SimpleNamespace(letter=letter))
    assert paper_facts.papers_served(source)[1:] == ["回证"]
    assert paper_facts.papers_served(source)[0].endswith(shown.partition("》")[2])
