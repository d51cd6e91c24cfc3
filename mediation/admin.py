"""The administration (系统管理) of people, organisations, the outbox and what was sent; for administrators only.

Cases, letters and events are not here: their rows change through steps only. The calendar and the rules have pages of
their own, for a change of them moves deadlines.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from mediation.access import Act, may
from mediation.models import Employer, Interest, Membership, Message, Organisation, ReportSending, User
from mediation.operations.messages import mark_sent, send_again


class Administration(admin.AdminSite):
    """Open to the role that may administer, whatever the flags of the account say."""

    site_title = site_header = _("Administration of the tracker")
    index_title = _("People and organisations")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Act.ADMINISTER)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The one sign-in page of the product; 403 for somebody who is signed in without the role."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or request.path)


site = Administration(name="admin")


class Desk(admin.ModelAdmin):
    """Rights come from the role; rows that others may refer to are ended or switched off, never deleted."""

    may_add = may_change = True
    may_delete = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Act.ADMINISTER)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Act.ADMINISTER)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and may(request.user, Act.ADMINISTER)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change and may(request.user, Act.ADMINISTER)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_delete and may(request.user, Act.ADMINISTER)


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("username", "display_name", "phone")


class KnownUserForm(UserChangeForm):
    class Meta:
        model = User
        fields = ("username", "display_name", "phone", "email", "is_active", "password")


@admin.register(User, site=site)
class Users(Desk, UserAdmin):
    form, add_form = KnownUserForm, NewUserForm
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name", "phone", "email", "is_active")}),
        (_("Times"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "display_name", "phone", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined")
    list_display = ("username", "display_name", "phone", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "display_name", "phone")
    filter_horizontal = ()


@admin.register(Organisation, site=site)
class Organisations(Desk):
    list_display = ("code", "name", "kind", "parent", "letter_prefix", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("parent",)
    search_fields = ("code", "name", "short_name")
    autocomplete_fields = ("parent", "employer")


@admin.register(Membership, site=site)
class Memberships(Desk):
    """A role ends with a day; it is not deleted, for its acts stay in the records."""

    list_display = ("user", "role", "organisation", "position", "supervisor_card", "since", "until")
    list_filter = ("role", "position", "organisation__kind")
    list_select_related = ("user", "organisation")
    search_fields = ("user__display_name", "user__username", "organisation__name", "supervisor_card")
    autocomplete_fields = ("user", "organisation")


@admin.register(Interest, site=site)
class Interests(Desk):
    may_delete = True
    list_display = ("user", "employer", "note")
    list_select_related = ("user", "employer")
    search_fields = ("user__display_name", "employer__name")
    autocomplete_fields = ("user", "employer")


@admin.register(Employer, site=site)
class Employers(Desk):
    """To look up; employers are written down at intake."""

    may_add = may_change = False
    list_display = ("name", "credit_code", "town", "representative", "phone")
    list_filter = ("town",)
    list_select_related = ("town",)
    search_fields = ("name", "credit_code")


@admin.register(ReportSending, site=site)
class Sendings(Desk):
    """Which saved reports were sent, and which were not because their owner left or lost the right."""

    may_add = may_change = False
    list_display = ("due_on", "report", "owner", "refusal", "at")
    list_filter = ("refusal",)
    list_select_related = ("report__owner",)
    fields = list_display

    @admin.display(description=_("owner"))
    def owner(self, row: ReportSending) -> str:
        return str(row.report.owner)


@admin.register(Message, site=site)
class Outbox(Desk):
    """发件箱: what became of each e-mail, without its text, which names cases. Two acts for what got stuck."""

    may_add = may_change = False
    list_display = ("made_at", "person", "address", "status", "attempts", "error", "moved_at", "sent_at")
    list_filter = ("status",)
    list_select_related = ("user",)
    search_fields = ("user__display_name", "user__username", "address")
    date_hierarchy = "made_at"
    fields = (*list_display, "message_id")
    actions = ("send_again", "mark_as_sent")

    @admin.display(description=_("user"), ordering="user")
    def person(self, row: Message) -> str:
        return str(row.user)

    @admin.action(description=_("Send again (failed, or in doubt and not arrived)"))
    def send_again(self, request: HttpRequest, queryset: Any) -> None:
        self._act(request, queryset, send_again, _("sent again"))

    @admin.action(description=_("Mark as sent (in doubt, but arrived)"))
    def mark_as_sent(self, request: HttpRequest, queryset: Any) -> None:
        self._act(request, queryset, mark_sent, _("marked as sent"))

    def _act(self, request: HttpRequest, queryset: Any, act: Any, words: Any) -> None:
        at, done, chosen = timezone.now(), 0, list(queryset)
        for message in chosen:
            if act(message, at=at):
                done += 1
                self.log_change(request, message, str(words))
        self.message_user(request, _("%(done)d of %(chosen)d: %(what)s.") % {
            "done": done, "chosen": len(chosen), "what": words,
        })  # fmt: skip
        if done < len(chosen):
            hint = _("Only an e-mail that failed, or has been “being sent” for ten minutes, takes this act.")
            self.message_user(request, hint, messages.WARNING)
