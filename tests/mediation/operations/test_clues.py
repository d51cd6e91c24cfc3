"""Evidence added and taken off, the list that goes with the clue letter, and a case left out of the finder."""

from datetime import date

import pytest

from documents import issuing
from mediation.models import EvidenceItem
from mediation.operations.clues import add_evidence, dismiss_support, evidence_rows, strike_evidence
from mediation.operations.letters import preview
from tests import cast
from tests.factories import MONDAY, acts, at, fresh, later, make_dispute, make_letter
from tests.refusals import forbidden, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
ON = later(MONDAY, 3)


def add(dispute, *, by=None, **given):
    given = {"title": "工资条", "source": "蒋喆", "dated": MONDAY, **given}
    return add_evidence(dispute, by=by or cast.city_mediator(), at=at(ON), **given)


class TestAdding:
    def test_it_is_kept_with_an_event(self):
        dispute = make_dispute("accepted")
        item = add(dispute, copies=2, is_original=True, proves="wages", note=" 两个月 ")
        told = {
            "title": "工资条", "source": "蒋喆", "dated": "2026-03-02", "copies": 2, "is_original": True,
            "proves": "wages", "note": "两个月",
        }  # fmt: skip
        event = dispute.events.last()
        assert (event.kind, event.from_state, event.to_state, event.data) == (
            "add_evidence", "accepted", "accepted", told,
        )  # fmt: skip
        assert EvidenceItem.objects.values_list("title", "note", "added_by").get() == (
            "工资条", "两个月", cast.city_mediator().pk,
        )  # fmt: skip
        assert item.dispute.version == fresh(dispute).version

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"title": "  "}, "title and source of the paper are named"),
            ({"source": ""}, "title and source of the paper are named"),
            ({"dated": later(ON, 1)}, "the date 2026-03-06 is not in the future"),
            ({"copies": 0}, "there are between 1 and 999 copies"),
            ({"copies": 1000}, "there are between 1 and 999 copies"),
            ({"proves": "women"}, "what it proves is one of the list"),
            ({"proves": "luck"}, "what it proves is one of the list"),
        ],
    )
    def test_what_cannot_be(self, given, words):
        dispute = make_dispute("accepted")
        with refused(words):
            add(dispute, **given)

    def test_the_same_paper_twice(self):
        dispute = make_dispute("accepted")
        add(dispute)
        with refused("the same paper is not on the list yet"):
            add(dispute)
        assert EvidenceItem.objects.count() == 1

    def test_only_who_works_on_the_case(self):
        dispute = make_dispute("accepted")
        for person in (cast.volunteer(), cast.reviewer(), cast.other_town_mediator()):
            with forbidden():
                add(dispute, by=person)

    def test_not_in_an_ended_case(self):
        dispute = make_dispute("closed")
        with refused("the case is open"):
            add(dispute)


class TestTakingOff:
    def test_the_history_keeps_what_it_was(self):
        dispute = make_dispute("accepted")
        item = add(dispute)
        event = strike_evidence(item, reason="重复。", by=cast.city_mediator(), at=at(ON))
        assert (event.kind, event.reason, event.data["title"]) == ("strike_evidence", "重复。", "工资条")
        assert not EvidenceItem.objects.exists()
        with refused("the paper is still on the list"):
            strike_evidence(item, reason="重复。", by=cast.city_mediator(), at=at(ON))

    def test_it_takes_a_reason(self):
        item = add(make_dispute("accepted"))
        with refused("a reason is given"):
            strike_evidence(item, reason=" ", by=cast.city_mediator(), at=at(ON))
        with forbidden():
            strike_evidence(item, reason="重复。", by=cast.reviewer(), at=at(ON))
        assert EvidenceItem.objects.count() == 1


class TestDismissing:
    def test_with_its_day(self):
        dispute = make_dispute("unresolved")
        event = dismiss_support(dispute, reason="职工不愿起诉。", by=cast.city_mediator(), at=at(date(2026, 4, 1)))
        assert (event.kind, event.reason, event.data) == (
            "dismiss_support", "职工不愿起诉。", {"until": "2026-06-30"},
        )  # fmt: skip
        assert fresh(dispute).version == dispute.version

    def test_an_ended_case_too(self):
        dispute = make_dispute("closed")
        dismiss_support(dispute, reason="已履行。", by=cast.city_mediator(), at=at(date(2026, 4, 1)))
        assert acts(dispute)[-1] == "dispute dismiss_support"

    def test_reason_and_right(self):
        dispute = make_dispute("unresolved")
        with refused("a reason is given"):
            dismiss_support(dispute, reason=" ", by=cast.city_mediator(), at=at(date(2026, 4, 1)))
        with forbidden():
            dismiss_support(dispute, reason="不愿。", by=cast.manager(), at=at(date(2026, 4, 1)))


class TestList:
    def test_numbered_with_copies_and_kind(self):
        dispute = make_dispute("accepted")
        add(dispute, copies=2, is_original=True, proves="wages")
        assert evidence_rows(fresh(dispute), ON) == [
            ["序号", "证据名称", "来源", "日期", "份数", "备注"],
            ["1", "工资条", "蒋喆", "2026年3月2日", "2（原件）", ""],
            ["2", f"案件登记表（{dispute.number}）", "诸暨市总工会", "2026年3月2日", "1（复印件）", ""],
        ]  # fmt: skip

    def test_it_goes_with_the_clue_letter_as_an_annex(self, monkeypatch):
        """As it stands when the letter is printed, whatever was edited in the draft before."""
        dispute = make_dispute("accepted", groups=["migrant"])
        make_letter("opinion", "service_refused", dispute=dispute, on=ON)
        letter = make_letter("clue_transfer", "draft", dispute=dispute, on=later(ON, 2), agency=cast.procuratorate())
        seen = []
        monkeypatch.setattr(issuing, "preview", lambda kind, facts, **given: seen.append(facts) or b"")
        add_evidence(dispute, title="银行流水", source="蒋喆", by=cast.city_mediator(), at=at(later(ON, 3)))
        preview(letter, at(later(ON, 4)))
        assert [row[1] for row in seen[0]["evidence"]] == [
            "证据名称", "工会劳动法律监督意见书（诸总工劳监意〔2026〕1号）", "送达回证（诸总工劳监意〔2026〕1号）",
            f"案件登记表（{dispute.number}）", "工会劳动法律监督员证复印件", "银行流水",
        ]  # fmt: skip
        assert "evidence" not in letter.content
