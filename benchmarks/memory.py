"""How much memory a process took."""

import resource


def peak() -> float:
    """The most memory of the process so far, in MB (Linux tells kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
