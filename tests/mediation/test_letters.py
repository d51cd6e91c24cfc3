"""The letter machine and the ladder: edges and grounds as domain notes 1.2 and 4.4 have them."""

from types import SimpleNamespace

import pytest

from documents.kinds import KINDS
from mediation import letters
from mediation.letters import LADDER, ROWS
from mediation.models import Letter
from mediation.operations.letters import verification_code
from tests import cast
from tests.factories import MONDAY, draft, fresh, issue, later, make_dispute, make_letter, serve, take
from tests.machines import edges, words
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("cheap_letters")
DAY = later(MONDAY, 5)

BEFORE = "draft returned in_review approved"
AFTER = "issued served service_refused answered unanswered verified"
EDGES = words(
    {
        "submit": "draft returned -> in_review",
        "take_back": "in_review -> draft",
        "return_for_changes": "in_review approved -> returned",  # S-9: only before signing
        "approve": "in_review -> approved",
        "sign": "draft returned approved -> issued",  # S-8; notices are not reviewed
        "serve": "issued -> served",  # S-10
        "refuse_service": "issued -> service_refused",
        "answer_letter": "served service_refused unanswered -> answered",  # S-11: a late answer is recorded
        "record_late_answer": "service_refused unanswered verified -> stays",
        "mark_unanswered": "served -> unanswered",
        "verify": "served service_refused answered unanswered verified -> verified",  # S-13; rectified at any point
        "discard": f"{BEFORE} -> withdrawn",
        "withdraw": f"{AFTER} -> withdrawn",  # S-12, S-20
        "supersede": f"{AFTER} -> superseded",
    }
)


def test_the_graph_has_these_verbs_and_no_others():
    assert edges(Letter).keys() == EDGES.keys()


@pytest.mark.parametrize("verb", EDGES)
def test_every_verb_leads_from_and_to_these_states(verb):
    assert edges(Letter)[verb] == EDGES[verb]


def test_a_letter_is_drafted_and_ends_withdrawn_replaced_or_verified():
    left = set().union(*(sources for sources, _targets in EDGES.values()))
    assert set(letters.State.values) - left == {"withdrawn", "superseded"}


# Kind: reviewed, signed by, answer asked, clock of the answer, supervisors, city only, comes with a step only.
TABLE = {
    "reminder": (True, "chair vice_chair", True, "S2", 0, False, False),
    "opinion": (True, "chair vice_chair", True, "S1", 2, False, False),
    "suggestion": (True, "chair vice_chair", True, "S3", 2, True, False),
    "clue_transfer": (True, "chair vice_chair", False, "", 0, True, False),
    "agreement": (False, "", False, "", 0, False, False),
    "acceptance_notice": (False, "", False, "", 0, False, True),
    "non_acceptance_notice": (False, "", False, "", 0, False, True),
    "completion_notice": (False, "", False, "", 0, False, True),
    "mediation_end_notice": (False, "", False, "", 0, False, True),
    "rights_notice": (False, "", False, "", 0, False, False),
    "inquiry": (False, "", False, "", 0, False, False),
    "mediation_opinion": (False, "", False, "", 0, False, False),
}
MINUTES = "minutes"  # of a meeting: printed and frozen like a letter, but of no case, so no letter


def test_every_kind_is_in_the_table_and_at_the_print_shop():
    assert ROWS.keys() == TABLE.keys()
    assert KINDS.keys() == TABLE.keys() | {MINUTES}


@pytest.mark.parametrize("kind", TABLE)
def test_who_reviews_signs_and_answers_a_kind(kind):
    row = ROWS[kind]
    found = (
        row.reviewed, " ".join(row.signers), row.answered, row.reply_rule, row.supervisors, row.city_only, row.led,
    )  # fmt: skip
    assert found == TABLE[kind]


def test_the_ladder():
    assert LADDER == ("reminder", "opinion", "suggestion", "clue_transfer")
    assert {kind: ROWS[kind].to_employer for kind in LADDER} == {
        "reminder": True, "opinion": True, "suggestion": False, "clue_transfer": False,
    }  # fmt: skip
    assert ROWS["suggestion"].to_agencies == ("hr_bureau", "inspection", "other_department")
    assert ROWS["clue_transfer"].to_agencies == ("procuratorate",)


@pytest.mark.parametrize(
    ("kind", "state", "corrected", "opens"),
    [
        ("opinion", "service_refused", None, True),
        ("opinion", "unanswered", None, True),
        ("opinion", "verified", False, True),
        ("opinion", "verified", True, False),
        ("opinion", "served", None, False),
        ("opinion", "answered", None, False),
        ("opinion", "withdrawn", None, False),
        ("opinion", "superseded", None, False),
        ("reminder", "unanswered", None, False),
        ("reminder", "service_refused", None, False),
    ],
)
def test_the_three_grounds_of_article_23(kind, state, corrected, opens):
    assert letters.opens_suggestion(SimpleNamespace(kind=kind, state=state, corrected=corrected)) is opens


def case(*opinions, elsewhere="no", accepted=True, collective=False, special=False, gap=False):
    """A case as the grounds read it."""
    rows = [SimpleNamespace(kind="opinion", state=state, corrected=None) for state in opinions]
    return SimpleNamespace(
        letters=SimpleNamespace(all=lambda: rows), elsewhere=elsewhere, accepted_on=DAY if accepted else None,
        is_collective=collective, has_special_group=special, has_supervision_gap=gap,
    )  # fmt: skip


ACCEPTED = letters.case_is_accepted
FREE = letters.not_before_an_authority
ARTICLE_23 = letters.ground_of_article_23
CLUE = letters.ground_for_clue
UNMET_GROUNDS = [
    ("reminder", case(), []),
    ("reminder", case(accepted=False, elsewhere="court"), [ACCEPTED, FREE]),
    ("opinion", case(), []),  # no reminder needs to come before
    ("opinion", case(elsewhere="administration"), [FREE]),
    ("suggestion", case(), [ARTICLE_23]),
    ("suggestion", case("served", "answered"), [ARTICLE_23]),
    ("suggestion", case("served", "unanswered"), []),
    ("clue_transfer", case("unanswered"), [CLUE]),
    ("clue_transfer", case(collective=True, special=True), [CLUE]),
    ("clue_transfer", case("service_refused", collective=True), []),
    ("clue_transfer", case("service_refused", special=True), []),
    ("agreement", case(accepted=False, elsewhere="court"), []),
]


@pytest.mark.parametrize(("kind", "dispute", "missing"), UNMET_GROUNDS)
def test_a_rung_opens_only_on_its_ground_and_names_what_is_missing(kind, dispute, missing):
    assert [row.what for row in letters.unmet_grounds(kind, dispute)] == [ground.what for ground in missing]
    assert all(row.who for row in letters.unmet_grounds(kind, dispute))


@pytest.mark.django_db
class TestVerbs:
    def test_who_reviewed_and_who_signed_stay_on_the_letter(self):
        letter = make_letter("reminder", "issued", on=DAY)
        assert (letter.drafter, letter.reviewer, letter.signer) == (
            cast.city_mediator(), cast.reviewer(), cast.chair(),
        )  # fmt: skip
        assert letter.issued_on == DAY

    def test_returned_even_after_the_approval(self):
        letter = make_letter("reminder", "approved", on=DAY)
        letter = take(letter, "return_for_changes", cast.chair(), DAY, reason="措辞再斟酌。")
        assert (letter.state, letter.number) == ("returned", "")

    def test_a_notice_is_signed_without_review(self):
        notice = make_dispute("accepted").letters.get()
        with refused(letters.needs_review):
            take(notice, "submit", cast.city_mediator(), DAY)
        notice = take(notice, "sign", cast.city_mediator(), DAY)
        assert (notice.state, notice.number) == ("issued", "（2026）诸总工调受字第1号")

    def test_served_how_and_to_whom(self):
        letter = make_letter("reminder", "issued", on=DAY)
        letter = take(
            letter, "serve", cast.city_mediator(), later(DAY, 1),
            served_on=later(DAY, 1), served_how="post", served_to="骆永康", mail_number="EMS 1234567890",
        )  # fmt: skip
        assert (letter.served_on, letter.served_how) == (later(DAY, 1), "post")
        assert (letter.served_to, letter.service) == ("骆永康", {"mail_number": "EMS 1234567890"})

    def test_refused_service_is_service_by_leaving_before_a_witness(self):
        letter = make_letter("opinion", "service_refused", on=DAY)
        assert (letter.served_on, letter.served_how, letter.witness) == (DAY, "left", "社区干部")

    def test_answered_after_the_limit_when_the_answer_still_comes(self):
        letter = make_letter("opinion", "unanswered", on=DAY)
        on = later(DAY, 31)
        letter = take(letter, "answer_letter", cast.city_mediator(), on, answered_on=on, answer="已全部支付。")
        assert (letter.state, letter.answer, letter.is_late) == ("answered", "已全部支付。", True)

    @pytest.mark.parametrize("verb", ["answer_letter", "verify", "mark_unanswered"])
    def test_no_answer_is_asked_to_a_notice(self, verb):
        dispute = make_dispute("accepted")
        notice = serve(issue(dispute.letters.get(), DAY), DAY)
        answers = {
            "answer_letter": {"answered_on": DAY, "answer": "收到。"},
            "verify": {"verified_on": DAY, "corrected": True, "verification": "现场。"},
            "mark_unanswered": {},
        }[verb]
        extra = ["the time limit for the answer has passed"] if verb == "mark_unanswered" else []
        with refused(letters.needs_answer, *extra):
            take(notice, verb, cast.city_mediator(), DAY, **answers)

    @pytest.mark.parametrize("corrected", [True, False])
    def test_verified(self, corrected):
        letter = make_letter("opinion", "answered", on=DAY)
        on = later(DAY, 10)
        letter = take(
            letter, "verify", cast.city_mediator(), on, verified_on=on, corrected=corrected, verification="查工资表。"
        )
        assert (letter.verified_on, letter.corrected, letter.verification) == (on, corrected, "查工资表。")
        assert letters.opens_suggestion(letter) is not corrected

    def test_a_discarded_draft_never_had_a_number(self):
        letter = make_letter("reminder", "in_review", on=DAY)
        letter = take(letter, "discard", cast.city_mediator(), DAY, reason="已和解。")
        assert (letter.state, letter.issued, letter.number) == ("withdrawn", None, "")

    @pytest.mark.parametrize("verb", ["withdraw", "discard"])
    def test_a_letter_with_a_number_is_withdrawn_and_a_draft_discarded(self, verb):
        letter = make_letter("reminder", {"withdraw": "draft", "discard": "issued"}[verb], on=DAY)
        person = {"withdraw": cast.chair(), "discard": cast.city_mediator()}[verb]
        with refused(f"the step is possible in the present state (now: {'Draft' if verb == 'withdraw' else NOW})"):
            take(letter, verb, person, DAY, reason="制发有误。")

    def test_not_withdrawn_under_a_later_rung(self):
        dispute = make_dispute("accepted", request="supervision")
        opinion = make_letter("opinion", "service_refused", dispute=dispute, on=DAY)
        suggestion = draft("suggestion", fresh(dispute), DAY, agency=cast.hr())
        with refused(letters.no_later_rung):
            take(opinion, "withdraw", cast.chair(), DAY, reason="制发有误。")
        take(suggestion, "discard", cast.city_mediator(), DAY, reason="不再需要。")
        assert take(opinion, "withdraw", cast.chair(), DAY, reason="制发有误。").state == "withdrawn"

    def test_a_ground_that_fell_away_stops_the_rung(self):
        dispute = make_dispute("accepted", request="supervision")
        opinion = make_letter("opinion", "service_refused", dispute=dispute, on=DAY)
        suggestion = draft("suggestion", fresh(dispute), DAY, agency=cast.hr())
        take(
            opinion, "verify", cast.city_mediator(), DAY, verified_on=DAY, corrected=True, verification="已支付。"
        )  # fmt: skip
        with refused(letters.ground_of_article_23):
            take(suggestion, "submit", cast.city_mediator(), DAY)

    def test_only_the_names_of_the_case(self):
        letter = make_letter("reminder", content={"addressee": "浙江别家服饰有限公司"})
        with refused("the field “Addressee” reads “浙江枫裳服饰有限公司”"):
            take(letter, "submit", cast.city_mediator(), DAY)


NOW = "Issued, to be served"


@pytest.mark.django_db
class TestVerificationCode:
    def test_the_same_at_every_print_and_another_for_every_letter(self):
        first, second = make_letter("reminder"), make_letter("reminder")
        assert verification_code(first) == verification_code(fresh(first))
        assert verification_code(first) != verification_code(second)
        assert len(verification_code(first)) == len("XXXX-XXXX-XXXX")

    def test_nobody_guesses_it_without_the_key(self, settings):
        letter = make_letter("reminder")
        before = verification_code(letter)
        settings.SECRET_KEY = "another-key-of-tests-" + "0" * 50
        assert verification_code(letter) != before

    def test_it_is_the_code_on_the_issued_letter(self):
        letter = make_letter("reminder", "issued")
        assert letter.issued.code == verification_code(letter)
