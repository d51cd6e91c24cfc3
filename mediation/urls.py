"""Addresses of the tracker."""

from django.contrib.auth import views as accounts
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path
from django.views.i18n import set_language

from mediation.views import (
    amending,
    cases,
    desk,
    disputes,
    employers,
    feeds,
    letter_files,
    letters,
    lifecycle_map,
    proceedings,
    reminders,
    reports,
    revealing,
    session,
    steps,
    verify,
)

urlpatterns: list[URLPattern] = [
    # Session
    path("sign-in/", session.SignIn.as_view(), name="sign-in"),
    path("sign-out/", accounts.LogoutView.as_view(), name="sign-out"),
    path("password/", session.PasswordChange.as_view(), name="password-change"),
    path("password/changed/", accounts.PasswordChangeDoneView.as_view(), name="password-changed"),
    path("language/", login_not_required(set_language), name="set_language"),
    # Desk, list, intake
    path("", desk.desk, name="desk"),
    path("cases/", disputes.dispute_list, name="dispute-list"),
    path("cases/export/", disputes.dispute_export, name="dispute-export"),
    path("cases/new/", disputes.dispute_new, name="dispute-new"),
    path("employers/lookup/", employers.employer_lookup, name="employer-lookup"),
    # Case page, steps
    path("cases/<int:pk>/", cases.dispute_detail, name="dispute-detail"),
    path("cases/<int:pk>/amend/", amending.dispute_amend, name="dispute-amend"),
    path("cases/<int:pk>/reveal/", revealing.dispute_reveal, name="dispute-reveal"),
    path("cases/<int:pk>/parties/new/", amending.party_new, name="party-new"),
    path("parties/<int:pk>/amend/", amending.party_amend, name="party-amend"),
    path("cases/<int:pk>/claims/new/", amending.claim_new, name="claim-new"),
    path("claims/<int:pk>/amend/", amending.claim_amend, name="claim-amend"),
    path("cases/<int:pk>/<slug:verb>/", steps.dispute_step, name="dispute-step"),
    path("cases/<int:pk>/prepare/<slug:kind>/", proceedings.proceeding_prepare, name="proceeding-prepare"),
    path("proceedings/<int:pk>/<slug:verb>/", proceedings.proceeding_step, name="proceeding-step"),
    path("instalments/<int:pk>/record_performance/", proceedings.performance_record, name="performance-record"),
    # Letters
    path("letters/", letters.letter_list, name="letter-list"),
    path("letters/<int:pk>/", letters.letter_detail, name="letter-detail"),
    path("letters/<int:pk>/preview.pdf", letter_files.letter_preview, name="letter-preview"),
    path("letters/<int:pk>/letter.pdf", letter_files.letter_pdf, name="letter-pdf"),
    path("letters/<int:pk>/<slug:verb>/", letters.letter_step, name="letter-step"),
    path("cases/<int:pk>/letters/new/<slug:kind>/", letters.letter_new, name="letter-new"),
    path("verify/<str:code>/", verify.verify, name="verify"),
    # Reminders
    path("reminders/", reminders.reminder_list, name="reminder-list"),
    path("reminders/read/", reminders.reminders_read, name="reminders-read"),
    path("reminders/<int:pk>/read/", reminders.reminder_read, name="reminder-read"),
    path("reminders/feed/", reminders.feed_renew, name="feed-renew"),
    path("reminders/feed/off/", reminders.feed_off, name="feed-off"),
    path("feed/<str:secret>.ics", feeds.feed, name="feed"),
    # Reports, map
    path("reports/", reports.report, name="report"),
    path("map/", lifecycle_map.lifecycle_map, name="lifecycle-map"),
]
