"""The case tracker."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediationConfig(AppConfig):
    name = "mediation"
    verbose_name = _("Labour dispute mediation")

    def ready(self) -> None:
        from mediation.models.labels import keep_labels  # noqa: PLC0415 - models are there from now on

        keep_labels(self.get_models())
