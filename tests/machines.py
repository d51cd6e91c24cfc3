"""The graph of a machine as django-fsm has it, in plain words that compare."""

STAYS = "stays"


def edges(machine):
    """Every verb of the machine: from which states it is possible, and to which it may lead."""
    verbs = {name: getattr(getattr(machine, name, None), "_django_fsm", None) for name in dir(machine)}
    return {
        name: (
            {str(source) for source in verb.transitions},
            {target for transition in verb.transitions.values() for target in _targets(transition.target)},
        )
        for name, verb in verbs.items()
        if verb is not None
    }


def words(table):
    """A table of "from, from -> to, to" as sets."""
    return {verb: tuple(set(side.split()) for side in edge.split("->")) for verb, edge in table.items()}


def _targets(target):
    if target is None:
        return [STAYS]
    return [str(state) for state in getattr(target, "allowed_states", None) or [target]]
