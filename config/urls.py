"""Addresses of the project."""

from django.urls import include, path

urlpatterns = [
    path("", include("mediation.urls")),
]
