"""What the machines share: a state only a verb can change, and requirements that name what is missing."""

from types import SimpleNamespace

import pytest
from django.db.models import JSONField
from django_fsm import TransitionNotAllowed

from mediation.machine import Requirement, Unmet, judged
from mediation.models import Dispute, Letter, Proceeding
from tests import cast
from tests.factories import MONDAY, fresh, later, make_dispute, make_letter, take

TALL = Requirement("tall enough", "time", lambda subject: subject >= 10)
PARTS = Requirement(
    "both halves", "nobody", lambda subject: not subject, lambda subject: [Unmet(part, "you") for part in subject]
)


class TestRequirement:
    def test_a_requirement_that_holds_is_silent(self):
        assert TALL(10)
        assert TALL.unmet(10) == []

    def test_one_that_does_not_names_itself_and_who_can_help(self):
        assert not TALL(9)
        assert TALL.unmet(9) == [Unmet("tall enough", "time")]

    def test_a_bundle_names_its_parts(self):
        assert PARTS.unmet([]) == []
        assert PARTS.unmet(["left", "right"]) == [Unmet("left", "you"), Unmet("right", "you")]

    def test_within_a_verb_the_door_has_judged_it_is_not_tested_again(self):
        asked, subject = [], SimpleNamespace()
        rule = Requirement("asked", "nobody", asked.append)
        with judged(subject):
            assert rule(subject)
        assert asked == []
        assert not rule(subject)
        assert asked == [subject]


def test_a_step_saves_the_columns_that_changed_and_those_changed_in_place():
    letter = Letter(kind="reminder", content={"facts_found": "一"})
    before = letter.columns()
    letter.answer, letter.content["facts_found"] = "已整改", "二"
    in_place = {field.attname for field in Letter._meta.concrete_fields if isinstance(field, JSONField)}
    assert set(letter.changed(before)) == {"answer", *in_place} >= {"answer", "content"}


@pytest.mark.django_db
class TestState:
    @pytest.mark.parametrize("model", [Dispute, Proceeding, Letter])
    def test_no_assignment_changes_it(self, model):
        make_letter("reminder", dispute=make_dispute("mediating"))
        row = model.objects.latest("pk")
        before = row.state
        with pytest.raises(AttributeError, match="state changes only through a transition"):
            row.state = "archived"
        assert row.state == before == fresh(row).state

    def test_the_same_value_is_no_change(self):
        dispute = make_dispute()
        dispute.state = "registered"
        dispute.full_clean(exclude=["handler"])
        assert dispute.state == "registered"

    def test_a_row_is_read_back_as_the_database_has_it(self):
        dispute = make_dispute()
        take(dispute, "accept", cast.reviewer(), later(MONDAY, 1))
        assert (dispute.state, dispute.version) == ("registered", 0)
        dispute.refresh_from_db()
        assert (dispute.state, dispute.version) == ("accepted", 1)
        with pytest.raises(AttributeError):
            dispute.state = "registered"

    def test_a_verb_of_another_state_does_nothing_even_past_the_one_door(self):
        dispute = make_dispute()
        with pytest.raises(TransitionNotAllowed):
            dispute.resume()
        assert dispute.state == "registered"

    def test_no_form_and_no_admin_edits_it(self):
        assert not any(model._meta.get_field("state").editable for model in (Dispute, Proceeding, Letter))
        assert not any(model._meta.get_field("version").editable for model in (Dispute, Proceeding, Letter))
