"""Copy-out cards: the field order of the official forms."""

import pytest

from mediation.copy_out import COPY_OUT, birth_of, fill, sex_of
from mediation.models import Party, Proceeding
from mediation.purposes import BY_KIND
from tests import cast, factories
from tests.factories import MONDAY, later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]


def test_every_kind_that_goes_to_a_partner_has_a_card():
    assert set(COPY_OUT) == set(BY_KIND)


@pytest.mark.parametrize(
    ("number", "birth", "sex"),
    [
        ("330681199001011234", "1990-01-01", "男"), ("33068119881231002X", "1988-12-31", "女"), ("", "", ""),
        ("330681999999991234", "", "男"), ("330681199002301234", "", "男"),  # no such day
        ("G12345678", "", ""), ("33068119900101123", "", ""), ("３３０６８１１９９００１０１１２３４", "", ""),
    ],
)  # fmt: skip
def test_birth_and_sex_follow_from_the_identity_number(number, birth, sex):
    party = Party(id_number=number)
    assert (birth_of(party), sex_of(party)) == (birth, sex)


def arbitration():
    dispute = factories.make_dispute("accepted")
    dispute.parties.filter(role="applicant").update(id_number="330681199001011234", phone="13800001234", job="缝纫工")
    row = factories.prepare_proceeding(
        dispute, "arbitration", cast.arbitration(), cast.city_mediator(), later(MONDAY, 3)
    )
    return Proceeding.objects.get(pk=row.pk)


def texts(blocks):
    return [line.text for block in blocks for line in block.lines]


def test_an_application_for_arbitration_in_the_order_of_rule_29():
    blocks = fill(arbitration(), whole=True)
    assert [len(block.lines) for block in blocks] == [8, 6, 4]
    assert texts(blocks)[:7] == ["蒋喆", "男", "1990-01-01", "330681199001011234", "缝纫工", "", "13800001234"]
    assert texts(blocks)[14:17] == [
        "1. 支付拖欠的工资 18600.00元",
        "18600.00",
        "用人单位未按约定日期支付2026年1月至2月的工资。",
    ]


def test_private_numbers_stay_masked_until_it_is_shown_whole():
    blocks = fill(arbitration(), whole=False)
    found = texts(blocks)
    assert "330681199001011234" not in str(found)
    assert "13800001234" not in str(found)
    assert [line.text for line in blocks[0].lines if line.hidden] == ["***", "330681********1234", "138****1234"]
