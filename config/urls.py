"""Addresses of the project."""

from django.urls import include, path

from mediation import admin

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("mediation.urls")),
]
