"""What of a case may be disclosed: the fields, the least that each purpose needs, and the grounds."""

import pytest

from mediation.access import SECTIONS, Scope
from mediation.disclosure import ALWAYS, FIELDS, Sort, preview, shown
from mediation.models import Dispute, HandOver, OrganisationKind
from mediation.proceeding_kinds import KINDS
from mediation.purposes import BY_KIND, PURPOSES, aim_of, open_to, unmet, usual
from tests import factories
from tests.refusals import override

pytestmark = pytest.mark.django_db
PARTNERS = [kind for kind in OrganisationKind.values if "union" not in kind]


def case(**given):
    dispute = factories.make_dispute("agreed", facts="蒋喆称，公司拖欠工资。", **given)
    dispute.parties.filter(role="applicant").update(
        id_number="330681199001011234", phone="13800001234", address="诸暨市枫桥镇步森大道1号", job="缝纫工"
    )
    return Dispute.objects.get(pk=dispute.pk)


def told(dispute, *codes):
    return {item.field.code: item.rows for item in shown(dispute, codes)}


def test_sessions_and_offers_stand_in_no_field():
    """民诉法解释 107: what was conceded in mediation is used against nobody."""
    dispute = case()
    dispute.sessions.create(
        proceeding=dispute.proceedings.get(), held_at=factories.at(factories.MONDAY), place="调解室", attendees="双方",
        record="对方愿意让步到一万元。", by=dispute.handler,
    )  # fmt: skip
    assert "让步" not in str(told(dispute, *FIELDS))
    assert not {"session", "sessions", "concessions", "emotion"} & set(FIELDS)


def test_fields_read_the_case():
    found = told(case(), "employer", "applicants", "ids", "phones", "claims", "amount", "agreement", "outcome")
    assert found["applicants"] == [("", "蒋喆")]
    assert found["ids"] == [("蒋喆", "330681199001011234")]
    assert found["phones"] == [("蒋喆", "13800001234")]
    assert found["claims"] == [("", "支付拖欠的工资 18,600.00")]
    assert found["employer"] == [("", "浙江枫裳服饰有限公司 91330681MA2FENG01X")]
    assert found["agreement"][0] == ("2026-03-10", "18,600.00")
    assert [day for day, _what in found["outcome"]] == ["2026-03-10"]


def test_free_text_loses_the_names_that_are_not_disclosed():
    dispute = case()
    assert told(dispute, "facts")["facts"] == [("", "蒋某称，公司拖欠工资。")]
    assert told(dispute, "facts", "applicants")["facts"] == [("", "蒋喆称，公司拖欠工资。")]


def test_of_a_collective_dispute_the_representatives_go_and_the_roster_only_if_chosen():
    workers = [f"职工{number}" for number in "甲乙丙丁戊己庚辛壬癸"]
    dispute = factories.make_dispute("accepted", workers=workers)
    found = told(dispute, "applicants", "roster")
    assert [name for _whose, name in found["applicants"]] == workers[:3]
    assert [name for name, _amount in found["roster"]] == workers


def test_a_preview_is_masked():
    dispute = case()
    text = {code: preview(dispute, FIELDS[code]) for code in ("applicants", "ids", "phones", "addresses")}
    assert text == {
        "applicants": "蒋某", "ids": "蒋某 330681********1234", "phones": "蒋某 138****1234",
        "addresses": "蒋某 诸暨市枫桥镇…",
    }  # fmt: skip


# What each purpose needs ------------------------------------------------------------------------------------


def test_every_kind_that_is_filed_with_a_partner_has_its_fields():
    filed = {code for code, row in KINDS.items() if set(row.agencies) & set(PARTNERS)}
    assert set(BY_KIND) == filed
    named = {code for fields, _ground, added in BY_KIND.values() for code in (*fields, *added)}
    named |= {code for row in PURPOSES.values() for code in (*row.fields, *row.with_consent)}
    assert named <= set(FIELDS)


@pytest.mark.parametrize("purpose", [*BY_KIND, *PURPOSES])
def test_what_is_usual_may_go(purpose):
    fields, ground = usual(purpose)
    offices = KINDS[purpose].agencies if purpose in KINDS else PURPOSES[purpose].offices
    assert offices
    for office in offices:
        assert unmet(office, fields, ground, "同意书", "依法移送") == [], office
    assert set(ALWAYS) <= set(fields)


def test_an_office_is_offered_what_it_is_competent_for():
    offered = {kind: [row.code for row in open_to(kind)] for kind in PARTNERS}
    assert offered == {
        "hr_bureau": ["petition", "insurance", "other"],
        "inspection": ["insurance", "other"],
        "arbitration": ["other"],
        "court": ["peoples_mediation", "other"],
        "procuratorate": ["other"],
        "justice_bureau": ["peoples_mediation", "petition", "other"],
        "other_department": list(PURPOSES),
    }
    assert open_to("town_union") == []


def test_the_purpose_of_an_old_hand_over_is_told_from_its_words():
    rows = [HandOver(purpose="信访事项转送"), HandOver(purpose="请处理"), HandOver(aim="safety", purpose="请处理")]
    assert [aim_of(row) for row in rows] == ["petition", "other", "safety"]


def test_inspection_learns_no_name_without_consent():
    fields, ground = usual("inspection")
    assert ground == "duty"
    assert not [code for code in fields if FIELDS[code].identifies]
    assert {"applicants", "phones"} <= set(usual("inspection", "consent")[0])


def test_another_ground_than_consent_leaves_the_people_out():
    assert not [code for code in usual("arbitration", "duty")[0] if FIELDS[code].identifies]


def test_emotional_support_gets_almost_nothing():
    assert usual("emotional")[0] == ["number", "category", "applicants", "phones"]


SENSITIVE = [code for code, row in FIELDS.items() if row.sort == Sort.SENSITIVE]


@pytest.mark.parametrize(
    ("office", "fields", "ground", "paper", "purpose", "words"),
    [
        ("court", ["nonsense"], "duty", "", "移送", "every field is one of the list"),
        ("court", ["employer"], "whim", "", "移送", "the legal ground is chosen"),
        ("court", ["employer"], "duty", "", " ", "the purpose is named in at most 200 characters"),
        ("court", ["employer"], "duty", "", "移" * 201, "the purpose is named in at most 200 characters"),
        ("court", ["employer"], "consent", " ", "移送", "the paper of the worker's consent is named"),
        ("court", ["applicants", *SENSITIVE], "request", "", "移送",
         "sensitive fields go with the worker's consent or for a duty of the law, not on request (PIPL 29)"),
        ("inspection", ["applicants"], "duty", "", "移送",
         "who complained is told to this office only with consent (labour inspection regulations 9)"),
        ("court", ["phones"], "consent", "同意书", "移送", "the names go with what is told of the people"),
    ],
)  # fmt: skip
def test_what_may_not_go(office, fields, ground, paper, purpose, words):
    with override("en"):
        assert [str(row.what) for row in unmet(office, fields, ground, paper, purpose)] == [words]


def test_partners_have_no_section_with_the_whole_of_anything():
    whole = {"facts", "parties", "private", "claims", "sessions", "agreement", "deadlines", "timeline", "limitation"}
    assert not SECTIONS[Scope.HANDED_OVER] & whole
