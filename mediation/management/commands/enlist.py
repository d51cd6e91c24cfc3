"""manage.py enlist: a person with a role in an organisation; the way to the first administrator of a new office."""

from getpass import getpass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.access import Role
from mediation.models import Membership, Organisation, User
from mediation.operations.foundation import enlist


class Command(BaseCommand):
    help = "Give a person a role in an organisation from today; asks for the password of a new account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name", help="the name as printed in letters")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("organisation", help="the code of the organisation, e.g. 330681 for the city union")
        parser.add_argument("--position", choices=Membership.Position.values, default="", help="for signers")
        parser.add_argument("--card", default="", help="number of the supervisor's card")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = Organisation.objects.filter(code=options["organisation"]).first()
        if unit is None:
            raise CommandError(
                _("There is no organisation with the code %(code)s.") % {"code": options["organisation"]}
            )
        if options["role"] == Role.SIGNER and not options["position"]:
            raise CommandError(_("A signer is chair or vice-chair: give --position."))
        password = "" if User.objects.filter(username=options["username"]).exists() else self._ask()
        person = enlist(
            options["username"], options["name"], unit, options["role"], since=timezone.localdate(),
            position=options["position"], supervisor_card=options["card"], password=password,
        )  # fmt: skip
        self.stdout.write(f"{person.username}: {Role(options['role']).label}, {unit.name}")

    def _ask(self) -> str:
        """The hash of a password typed twice."""
        typed = getpass(_("Password: "))
        if typed != getpass(_("The same again: ")):
            raise CommandError(_("The two passwords differ."))
        try:
            validate_password(typed)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return make_password(typed)
