"""Signing in and changing the password; the rest of a session is Django's own views (see `urls`)."""

from django.conf import settings
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.urls import reverse_lazy

from mediation.demo.accounts import ACCOUNTS


class SignIn(LoginView):
    """Sign-in; the demo shows its invented accounts beside the form."""

    redirect_authenticated_user = True

    def get_context_data(self, **context):
        return super().get_context_data(demo_accounts=ACCOUNTS if settings.DEMO else (), **context)


class PasswordChange(PasswordChangeView):
    success_url = reverse_lazy("password-changed")
