"""Names, identity numbers and telephone numbers without what gives a person away."""

COMPOUND_SURNAMES = (
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟",
    "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "钟离",
)  # fmt: skip


def masked_name(name: str) -> str:
    """The surname and 某 for what follows it, as notices print a person: 张建国 becomes 张某某."""
    if not name:
        return ""
    if name[0].isascii():
        return f"{name[0]}***"
    surname = name[:2] if name.startswith(COMPOUND_SURNAMES) and len(name) > 2 else name[0]
    return surname + "某" * min(max(len(name) - len(surname), 1), 2)


def masked_id(number: str) -> str:
    """An identity number (公民身份号码) with its first six and last four characters."""
    return _masked(number, head=6, tail=4)


def masked_phone(number: str) -> str:
    """A telephone number with its first three and last four digits."""
    return _masked(number, head=3, tail=4)


def _masked(text: str, *, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    if hidden < 4:  # too short to show anything without giving it away
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[-tail:]
