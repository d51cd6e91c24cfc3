"""The rules: the catalogue for everybody; lengths, verifications and minimum wages by the administrator."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mediation.access import Act, may
from mediation.deadline_rules import CHAPTERS, Chapter
from mediation.deadlines import RULES, Confidence, Rule, Unit
from mediation.deadlines.reasons import length_text
from mediation.forms.rules import CheckForm, LengthForm, MinimumWageForm, RuleFilter
from mediation.models import MinimumWage, RuleCheck, RuleSetting
from mediation.models.calendar import load_settings, rule_on
from mediation.operations.errors import StepRefused
from mediation.operations.rule_settings import (
    add_minimum_wage,
    check_rule,
    rehearse_length,
    set_length,
    why_fixed,
)
from mediation.views.administering import administrators_only, posted
from mediation.views.recounting import effect_of

NOT_DUE = (Unit.DATE,)  # nothing is counted


@dataclass(frozen=True)
class RuleRow:
    """A rule as it holds here today; `check` is the newest verification by this office."""

    rule: Rule
    length: str
    law_length: str
    extension: str
    check: RuleCheck | None

    @property
    def doubtful(self) -> bool:
        """Whether the article is still to be verified."""
        return self.rule.confidence in (Confidence.UNVERIFIED, Confidence.EXCERPT) and self.check is None


@require_safe
def rule_list(request):
    """Every rule by chapter, as it holds here today; in three queries."""
    form = RuleFilter(request.GET)
    settings, checks = load_settings(), _checks()
    today = timezone.localdate()
    rows = [_row(rule_on(rule.code, today, settings), checks) for rule in form.apply(RULES.values())]
    chapters = [
        (chapter, found) for chapter in CHAPTERS if (found := [row for row in rows if row.rule.chapter == chapter])
    ]
    context = {
        "form": form, "chapters": chapters, "count": len(rows), "total": len(RULES),
        "doubtful": sum(row.doubtful for row in rows), "today": today,
    }  # fmt: skip
    return render(request, "mediation/rule_list.html", context, status=200 if form.is_valid() else 422)


@require_safe
def rule_detail(request, code):
    """One rule, the lengths this office set with their history, and who verified it."""
    rule = _rule(code)
    settings = list(RuleSetting.objects.filter(code=code).select_related("by").order_by("valid_from"))
    context = {
        "row": _row(rule_on(code, timezone.localdate(), settings), _checks(code)),
        "chapter": Chapter(rule.chapter).label, "why_fixed": why_fixed(rule),
        "settings": [(row, length_text(row.length, Unit(row.unit or rule.unit))) for row in reversed(settings)],
        "checks": RuleCheck.objects.filter(code=code).select_related("by"),
        "may_administer": may(request.user, Act.ADMINISTER),
    }  # fmt: skip
    return render(request, "mediation/rule_detail.html", context)


@require_http_methods(["GET", "POST"])
def rule_set(request, code):
    """A length of this office: rehearsed first over all open deadlines, switched on in a second step."""
    rule = _rule(code)
    administrators_only(request)
    now = rule_on(code, timezone.localdate())
    form = LengthForm(posted(request), initial={"length": now.length, "unit": now.unit})
    context = {"form": form, "rule": now, "why_fixed": why_fixed(rule), "row": _row(now, {})}
    if why_fixed(rule):
        return render(request, "mediation/rule_set.html", context, status=422 if form.is_bound else 200)
    if not form.is_bound or not form.is_valid():
        return render(request, "mediation/rule_set.html", context, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        if request.POST.get("act") == "switch_on":
            moved = set_length(code, **given, by=request.user, at=timezone.now())
            return _switched_on(request, code, moved)
        rehearsal = rehearse_length(code, given["length"], given["unit"], given["valid_from"])
    except StepRefused as refusal:
        return _refused(request, "mediation/rule_set.html", context, refusal)
    today = timezone.localdate()
    context |= {
        "confirm": LengthForm(request.POST, auto_id=False),
        "effect": effect_of(rehearsal.moving, request.user, today, rehearsal.keeping),
        "open": len(rehearsal.all), "keeping": len(rehearsal.keeping),
        "all_overdue": sum(move.becomes_overdue(today) for move in rehearsal.all),
    }  # fmt: skip
    return render(request, "mediation/rule_set.html", context)


@require_http_methods(["GET", "POST"])
def rule_check(request, code):
    """The article of a rule was read: where, by whom, when."""
    rule = _rule(code)
    administrators_only(request)
    form = CheckForm(posted(request))
    if form.is_valid():
        check_rule(code, form.cleaned_data["source"], by=request.user, at=timezone.now())
        messages.success(request, _("The rule is marked as verified by this office."))
        return redirect("rule-detail", code)
    context = {"form": form, "rule": rule}
    return render(request, "mediation/rule_check.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def minimum_wage_list(request):
    """The minimum wages by area and day; the administrator adds one."""
    may_administer = may(request.user, Act.ADMINISTER)
    if request.method == "POST" and not may_administer:
        raise PermissionDenied
    form = MinimumWageForm(posted(request)) if may_administer else None
    context = {"form": form, "rows": MinimumWage.objects.select_related("by")}
    if form is None or not form.is_bound:
        return render(request, "mediation/rule_wages.html", context)
    if form.is_valid():
        try:
            add_minimum_wage(**form.cleaned_data, by=request.user, at=timezone.now())
        except StepRefused as refusal:
            return _refused(request, "mediation/rule_wages.html", context, refusal)
        messages.success(request, _("The minimum wage is added."))
        return redirect("minimum-wage-list")
    return render(request, "mediation/rule_wages.html", context, status=422)


def _rule(code: str) -> Rule:
    if code not in RULES:
        raise Http404
    return RULES[code]


def _row(rule: Rule, checks: dict[str, RuleCheck]) -> RuleRow:
    law = RULES[rule.code]
    counted = rule.unit not in NOT_DUE
    return RuleRow(
        rule,
        length_text(rule.length, rule.unit) if counted else str(Unit(rule.unit).label),
        length_text(law.length, law.unit) if counted and rule.local else "",
        _extension(rule),
        checks.get(rule.code),
    )


def _extension(rule: Rule) -> str:
    if rule.extension is None:
        return ""
    if rule.extension.most is None:
        return _("without a cap: %(grant)s") % {"grant": rule.extension.grant}
    most = length_text(rule.extension.most, rule.unit)
    return _("by at most %(most)s: %(grant)s") % {"most": most, "grant": rule.extension.grant}


def _checks(code: str | None = None) -> dict[str, RuleCheck]:
    """The newest verification of each rule."""
    rows = RuleCheck.objects.order_by("checked_at")
    return {row.code: row for row in (rows.filter(code=code) if code else rows)}


def _switched_on(request, code, moved):
    text = ngettext("%(count)d deadline was counted anew.", "%(count)d deadlines were counted anew.", moved)
    done = _("The length is set.")
    messages.success(request, f"{done} {text % {'count': moved}}")
    return redirect("rule-detail", code)


def _refused(request, template: str, context: dict[str, Any], refusal: StepRefused):
    for row in refusal.unmet:
        context["form"].add_error(None, str(row.what))
    return render(request, template, context, status=422)
