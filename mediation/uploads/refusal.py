"""Why the child does not take a file: a code, for which `judging` has the words."""


class Refusal(Exception):
    """`code` names the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
