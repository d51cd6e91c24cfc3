"""Every act that changes what a case is found by writes its words, and a search finds by them alone."""

import pytest
from django.core.management import call_command

from mediation.integrity import INVARIANTS
from mediation.integrity.volume import volumes
from mediation.models import Dispute, DisputeWords
from mediation.operations.amending import amend, amend_party
from mediation.operations.filing import split
from mediation.operations.roster_plan import Entry
from mediation.operations.rosters import enrol, strike
from mediation.operations.words import BATCH, rebuild_words
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute, register_dispute, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
WHEN = later(MONDAY, 2)


def found(text):
    return list(Dispute.objects.search(text).order_by("pk"))


def wrong():
    check = INVARIANTS["I31"].of_case
    return [line for volume in volumes(Dispute.objects.all()) for line in check(volume)]


def test_amending_enrolling_and_striking():
    case, by = register_dispute(workers=("欧阳建国",), summary="拖欠加班费"), cast.city_mediator()

    def now():
        return {"by": by, "at": at(WHEN), "version": fresh(case).version}

    assert found("加班") == found("欧阳建国") == found(case.number) == found("建国 加班") == [case]
    amend(case, fields={"summary": "双倍工资"}, **now())
    assert (found("加班"), found("双倍")) == ([], [case])
    amend_party(case, case.parties.get(name="欧阳建国"), fields={"name": "司马　娜"}, **now())
    assert (found("欧阳"), found("司马娜")) == ([], [case])
    amend_party(case, None, fields={"role": "third", "kind": "other", "name": "Ａcme Ltd"}, **now())
    assert found("acme LTD") == [case]
    enrol(case, [Entry(2, "楼䶮"), Entry(3, "何青")], **now())
    assert found("楼䶮") == found("何青") == [case]
    strike(case.parties.get(name="何青"), reason="误录", **now())
    assert (found("何青"), found("楼䶮"), wrong()) == ([], [case], [])


def test_splitting_and_merging():
    first = make_dispute("accepted", workers=("欧阳建国", "司马娜"), worker_count=2)
    person, reviewer = first.parties.get(name="司马娜"), cast.reviewer()
    child = split(first, [person], by=reviewer, at=at(WHEN), version=fresh(first).version, reason="另案处理")
    assert (found("司马娜"), found("欧阳建国")) == ([child], [first])
    take(fresh(child), "merge", reviewer, WHEN, merged_into=fresh(first), reason="同一事实")
    assert (found("司马娜"), wrong()) == ([first, child], [])


def test_parts_that_do_not_stand_together_are_not_found():
    case = register_dispute(workers=("张伟芳",), summary="伟芳与张伟")
    other = register_dispute(workers=("张伟",), summary="芳香剂，伟芳")
    assert found("张伟芳") == [case]
    assert found("张伟 伟芳") == [case, other]
    assert found("芳与") == [case]
    assert found("〕1号") == [row for row in (case, other) if "〕1号" in row.number]
    assert found("%") == found("' & '") == found('"') == found("--") == []


def test_all_are_written_anew(monkeypatch, capsys, settings):
    settings.LANGUAGE_CODE = "en"
    cases = [register_dispute(workers=(name,)) for name in ("张伟芳", "李四海", "王小二")]
    DisputeWords.objects.filter(dispute=cases[0]).delete()
    DisputeWords.objects.filter(dispute=cases[1]).update(text="", pieces="")
    assert (len(wrong()), found("张伟芳"), found("李四海")) == (2, [], [])
    monkeypatch.setattr("mediation.operations.words.BATCH", 2)
    assert rebuild_words() == 3 < BATCH
    call_command("rebuild_words")
    assert capsys.readouterr().out == "3 cases: search words written.\n"
    assert (found("张伟芳"), found("李四海"), wrong()) == ([cases[0]], [cases[1]], [])
