"""Answers to each verb, as a form would hand them over: the right types, values now and then wrong on purpose."""

from datetime import timedelta
from decimal import Decimal

from mediation.awards import AWARDS
from mediation.classification import CLOSINGS, Decline
from mediation.linkage import GROUNDS, Quality
from mediation.steps import machine_of
from tests.factories import AWARD_ITEMS, AWARD_NOT_FINAL, facts_of, papers_of, report

SUM = Decimal("1800.00")


class Answers:
    """What a person might type today; `slip` is the chance that a single answer is wrong or missing."""

    def __init__(self, walk, slip=0.03):
        self.walk, self.random, self.world, self.slip = walk, walk.random, walk.world, slip

    def to(self, subject, verb):
        machine = machine_of(subject)
        given = {"reason": self.maybe("因办案需要。", "")}
        build = getattr(self, f"{machine}_{verb}", None)
        return given | (build(subject) if build else {})

    def maybe(self, right, wrong):
        return wrong if self.random.random() < self.slip else right

    def day(self):
        """Today mostly, at times a few days ago or, wrongly, tomorrow."""
        back = self.random.choice((0, 0, 0, 0, 0, 1, 3))
        return self.maybe(self.walk.today - timedelta(days=back), self.walk.today + timedelta(days=1))

    def pick(self, rows):
        return self.random.choice(list(rows))

    # The case -----------------------------------------------------------------------------------------------

    def handler(self, dispute):
        """A mediator, of the holding union or above as a rule."""
        mediators = self.world.of_role("mediator")
        near = [one for one in mediators if {m.organisation_id for m in one.memberships_now} & dispute.holder.lineage]
        return self.pick(self.maybe(near, mediators))

    def dispute_accept(self, dispute):
        return {"handler": self.pick([self.handler(dispute), self.handler(dispute), None])}

    def dispute_assign(self, dispute):
        return {"handler": self.handler(dispute)}

    def dispute_return_for_completion(self, dispute):
        return {"missing_items": "身份证复印件\n劳动合同", "complete_by": self.walk.today + timedelta(days=5)}

    def dispute_complete(self, dispute):
        return {"done_on": self.day()}

    dispute_reconsider = dispute_complete

    def dispute_decline(self, dispute):
        return {"decline_reason": self.pick(Decline.values)}

    def dispute_delegate(self, dispute):
        below = [unit for unit in self.world.unions if dispute.holder_id in unit.lineage and unit != dispute.holder]
        limit = {"limit_days": self.maybe(self.pick([None, 10, 30]), 0), "keep_secret": self.maybe(True, False)}
        return {"holder": self.pick(self.maybe(below, []) or self.world.unions), **limit}

    def dispute_escalate(self, dispute):
        above = [unit for unit in self.world.unions if unit.pk in dispute.holder.lineage and unit != dispute.holder]
        given = {"ground": self.pick(["difficulty", "refusal", *GROUNDS])} if self.random.random() < 0.4 else {}
        return {"holder": self.pick(self.maybe(above, []) or self.world.unions), **given}

    def dispute_transfer(self, dispute):
        return {"holder": self.pick(self.world.unions), "back_because": self.maybe("asked", "")}

    def dispute_report_result(self, dispute):
        return report(self.maybe("已促成双方和解。", ""))

    def dispute_approve_result(self, dispute):
        return {"quality": self.maybe(Quality.values, Quality.values[:2])}

    def dispute_send_back(self, dispute):
        return {"shortcomings": self.maybe(["facts"], []), "limit_days": self.pick([None, 5])}

    def dispute_withdraw(self, dispute):
        return {"free_will": self.maybe(True, False), "represented_consent": self.maybe(True, False)}

    def dispute_merge(self, dispute):
        return {"merged_into": self.pick(self.walk.disputes())}

    def dispute_close(self, dispute):
        by_hand = [code for code, row in CLOSINGS.items() if row.by_hand]
        return {
            "outcome": self.pick(self.maybe(by_hand, list(CLOSINGS))), "outcome_detail": "disagreement",
            "routes_told": self.maybe(True, False), "reason": self.maybe("双方自行和解，款项已付清。", ""),
        }  # fmt: skip

    def dispute_archive(self, dispute):
        return {"volume_complete": self.maybe(True, False), "redaction_done": self.maybe(True, False)}

    # Proceedings --------------------------------------------------------------------------------------------

    def papers(self, proceeding):
        return {"papers": self.maybe(papers_of(proceeding.kind), papers_of(proceeding.kind)[:1])}

    def paper(self):
        return {"paper": self.maybe("（2026）浙0681号", "")}

    def proceeding_file(self, proceeding):
        late = {"late_how": "body_decides", "late_ground": self.maybe("单位长期推诿。", "")}
        return {"filed_on": self.day(), **self.papers(proceeding), **self.facts(proceeding, "file"), **late}

    def facts(self, proceeding, verb):
        """Answers that open the way, now and then one that closes it or none."""
        given = facts_of(proceeding.kind, proceeding.basis, self.day(), verb).get("facts", {})
        wrong = dict.fromkeys(given, self.pick(("no", "yes", "other", "2099-01-01", "-1")))
        return {"facts": self.maybe(given, self.pick((wrong, {})))} if given else {}

    def proceeding_accept(self, proceeding):
        procedures = [row.code for row in proceeding.row.procedures_for(proceeding.basis)]
        chosen = {"procedure": self.maybe(self.pick(["", *procedures]), "nonsense")}
        asked = self.facts(proceeding, "accept")
        return {"accepted_on": self.day(), **self.papers(proceeding), **self.paper(), **chosen, **asked}

    def proceeding_refuse(self, proceeding):
        return {"refused_on": self.day(), "received_on": self.day(), **self.paper()}

    def proceeding_extend(self, proceeding):
        return {"agreed": self.maybe(True, False), "extra": self.pick((1, 5, 10))}

    def proceeding_suspend(self, proceeding):
        causes = [row.code for row in proceeding.row.pauses]
        return {"suspended_on": self.day(), "cause": self.maybe(self.pick([*causes, ""]), "nonsense")}

    def proceeding_convert(self, proceeding):
        left = [row.code for row in proceeding.procedures_left]
        return {"converted_on": self.day(), "procedure": self.pick([*left, "nonsense"]), **self.paper()}

    def proceeding_restart(self, proceeding):
        now = proceeding.restart_now
        causes = [row.code for row in now.causes] if now else []
        return {"restarted_on": self.day(), "cause": self.pick([*causes, "nonsense"]), **self.paper()}

    def proceeding_mark(self, proceeding):
        left = [row.code for row in proceeding.stages_left]
        return {"stage": self.maybe(self.pick([*left, "nonsense"]), ""), "happened_on": self.day(), **self.paper()}

    def proceeding_resume(self, proceeding):
        return {"resumed_on": self.day()}

    def proceeding_withdraw(self, proceeding):
        return {"withdrawn_on": self.day()}

    def proceeding_conclude(self, proceeding):
        codes = [outcome.code for outcome in proceeding.row.outcomes_of(proceeding.procedure)]
        outcome = self.pick([codes[0], codes[0], *codes])  # the good end, thrice as often
        day = self.day()
        given = {"outcome": self.maybe(outcome, "nonsense"), "concluded_on": day, **self.paper(), "received_on": day}
        if outcome in AWARDS:
            given |= {"award_items": self.maybe(self.pick((AWARD_ITEMS, AWARD_NOT_FINAL)), [])}
            given |= {"award_reason": self.pick(("", "以裁决书为准。"))}
        if outcome == "agreement":
            names = ("applicant_signed_on", "respondent_signed_on", "mediator_signed_on")
            part = {"due_on": self.walk.today + timedelta(days=9), "amount": self.maybe(SUM, SUM / 2), "what": "工资"}
            given |= dict.fromkeys(names, day) | {"amount": SUM, "instalments": self.pick([[], [part]])}
            given |= {"represented_consent": self.maybe(True, False)}
        return given

    # Letters ------------------------------------------------------------------------------------------------

    def letter_serve(self, letter):
        how = self.pick(("direct", "post", "left"))
        given = {"served_on": self.day(), "served_how": how, "served_to": "前台", "witness": self.maybe("社区干部", "")}
        return given | {"mail_number": self.maybe("EMS 1234567890", "")}

    def letter_refuse_service(self, letter):
        return {"served_on": self.day(), "witness": "社区干部"}

    def letter_answer_letter(self, letter):
        return {"answered_on": self.day(), "answer": "正在整改。"}

    letter_record_late_answer = letter_answer_letter

    def letter_verify(self, letter):
        return {"verified_on": self.day(), "corrected": self.pick((True, False)), "verification": "现场核查。"}

    # Hand-overs ---------------------------------------------------------------------------------------------

    def hand_over_accept(self, hand_over):
        return {"accepted_on": self.day(), "receipt": self.maybe("收件回执", "")}

    def hand_over_return_papers(self, hand_over):
        return {"returned_on": self.day(), "receipt": self.maybe("退件函", "")}

    def hand_over_record_result(self, hand_over):
        return {"answered_on": self.day(), "result": "已立案调查。", "result_paper": self.maybe("反馈函", "")}

    def hand_over_withdraw(self, hand_over):
        return {"withdrawn_on": self.day()}
