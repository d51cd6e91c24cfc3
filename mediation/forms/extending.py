"""What an extension (延长) says at its field: how much the law leaves, by which article, and who grants it."""

from django.utils.translation import gettext as _

from mediation.deadline_rules.rule import Rule


def room_text(rule: Rule, room: int | None) -> str:
    """The hint before anything is typed; `room` is what is left, in units of the rule, None where there is no cap."""
    if rule.extension is None:
        return ""
    given = {"article": rule.authority, "grant": rule.extension.grant, "room": room}
    if room is None:
        return _("The law sets no longest extension (%(article)s); needed: %(grant)s.") % given
    return _("At most %(room)s (%(article)s); needed: %(grant)s.") % given


def beyond_text(rule: Rule, room: int) -> str:
    """What is said of an extension beyond the cap."""
    given = {"article": rule.authority, "most": rule.extension.most if rule.extension else 0, "room": room}
    return _("%(article)s allows %(most)s in all; at most %(room)s are left.") % given
