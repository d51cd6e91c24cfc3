"""Addresses of the tracker."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
