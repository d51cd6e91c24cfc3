"""Consents and mandates of a group, on paper and on record."""

from mediation.operations.mandates import record_consents, record_mandate
from tests import cast
from tests.factories.days import at
from tests.remembering import remembered


@remembered
def consent_of_all(dispute, on, *, by=None, purpose="settle"):
    """Every worker of the roster has signed the sheet."""
    by = by or dispute.handler or cast.city_mediator()
    return record_consents(dispute, None, by=by, at=at(on), purpose=purpose, given_on=on, paper="同意书签名表")


@remembered
def mandate_of(dispute, on, *, by=None, extent="general", number=3):
    """The first workers of the roster are elected."""
    by = by or dispute.handler or cast.city_mediator()
    chosen = dispute.parties.filter(role="applicant", kind="worker").order_by("pk")[:number]
    return record_mandate(dispute, chosen, by=by, at=at(on), extent=extent, given_on=on, paper="推选书")
