"""Who stands in an agreement: every worker by name, or the first of a large group; and how many copies that makes."""

import pytest

from mediation.operations.agreement_content import copies, employer_particulars, worker_particulars, worker_words
from tests import cast
from tests.factories import register_dispute

pytestmark = pytest.mark.django_db
THREE = ("蒋喆", "楼䶮", "何青")


def many(number):
    return tuple(f"工友{index}" for index in range(number))


@pytest.mark.parametrize(
    ("workers", "count", "words", "number"),
    [
        (("蒋喆",), 1, "蒋喆", 3),
        (THREE, 3, "蒋喆、楼䶮、何青", 5),
        (("蒋喆",), 150, "蒋喆等150人（名单附后）", 3),
        (many(20), 20, "、".join(many(20)), 5),  # three representatives sign
        (many(21), 21, "工友0等21人（名单附后）", 5),
        (("甲" * 120, "乙" * 120), 2, "甲" * 120 + "等2人（名单附后）", 4),
    ],
)
def test_names_and_copies(workers, count, words, number):
    dispute = register_dispute(workers=workers, worker_count=count)
    assert (worker_words(dispute), copies(dispute)) == (words, number)


def test_particulars_of_one_worker_need_no_name():
    dispute = register_dispute()
    dispute.parties.filter(kind="worker").update(id_number="330681199001011234", phone="13800000000", address="枫桥镇")
    assert worker_particulars(dispute) == "公民身份号码330681199001011234，住枫桥镇，联系电话13800000000。"


def test_particulars_of_several_one_line_each_and_none_that_is_empty():
    dispute = register_dispute(workers=THREE)
    dispute.parties.filter(name="蒋喆").update(address="枫桥镇")
    dispute.parties.filter(name="何青").update(phone="13800000000")
    assert worker_particulars(dispute) == "蒋喆：住枫桥镇。\n何青：联系电话13800000000。"


def test_in_a_collective_dispute_those_of_the_representatives():
    dispute = register_dispute(workers=many(12))
    dispute.parties.filter(kind="worker").update(address="枫桥镇")
    assert worker_particulars(dispute) == "工友0：住枫桥镇。\n工友1：住枫桥镇。\n工友2：住枫桥镇。"


def test_the_employer_as_far_as_known():
    employer = cast.employer()
    employer.address, employer.representative = "枫桥镇工业路8号", ""
    employer.save()
    assert employer_particulars(register_dispute(employer=employer)) == (
        "统一社会信用代码91330681MA2FENG01X，住所地枫桥镇工业路8号"
    )
