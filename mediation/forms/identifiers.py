"""Check characters of the numbers people copy by hand, ids as they are sent, and what a letter cannot print."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents import fonts

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
CREDIT_WEIGHTS = [pow(3, place, 31) for place in range(17)]
IDENTITY_WEIGHTS = [pow(2, 17 - place, 11) for place in range(17)]
IDENTITY_CHECK = "10X98765432"
FEWEST_DIGITS = 5  # 12351
MOBILE_DIGITS, FIXED_DIGITS = 11, 7
LONGEST_KEY = 19  # digits that every database takes as an id


def is_credit_code(code: str) -> bool:
    """Whether a unified social credit code (统一社会信用代码, GB 32100-2015) is complete and checks."""
    if len(code) != 18 or any(character not in CREDIT_ALPHABET for character in code):
        return False
    total = sum(
        CREDIT_ALPHABET.index(character) * weight for character, weight in zip(code, CREDIT_WEIGHTS, strict=False)
    )
    return CREDIT_ALPHABET[-total % 31] == code[17]


def is_identity_number(number: str) -> bool:
    """Whether an identity number (公民身份号码, GB 11643-1999) has a possible birthday and checks."""
    body, last = number[:17], number[17:]
    if len(number) != 18 or not (body.isascii() and body.isdecimal()):
        return False
    try:
        date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(body, IDENTITY_WEIGHTS, strict=True))
    return IDENTITY_CHECK[total % 11] == last


def validate_credit_code(code: str) -> None:
    """ValidationError unless the code is right."""
    if not is_credit_code(code):
        raise ValidationError(
            _("This credit code has a typing error: it has 18 characters and its last one checks the others.")
        )


def validate_identity_number(number: str) -> None:
    """ValidationError unless the number is right."""
    if not is_identity_number(number):
        raise ValidationError(_("This ID number has a typing error. Leave it empty if it is not known yet."))


def validate_person_name(text: str) -> None:
    """ValidationError when a name, or a line of names, holds a digit."""
    if line := next((line for line in text.splitlines() if any(character.isdigit() for character in line)), ""):
        raise ValidationError(_("A name has no digits: %(name)s") % {"name": line.strip()[:40]})


def validate_phone_number(text: str) -> None:
    """ValidationError unless there is a number to dial: at least five digits."""
    if text and sum(character.isdigit() for character in text) < FEWEST_DIGITS:
        raise ValidationError(_("This phone number is too short."))


def validate_reachable(text: str) -> None:
    """ValidationError unless a worker can be called there: eleven digits of a mobile phone, seven of a fixed one."""
    digits = "".join(character for character in text if character.isdigit()).removeprefix("86")
    if text and digits[:1] == "1" and len(digits) != MOBILE_DIGITS:
        raise ValidationError(_("A mobile number has eleven digits; here are %(count)d.") % {"count": len(digits)})
    if text and len(digits) < FIXED_DIGITS:
        raise ValidationError(_("This phone number is too short."))


def key_of(text: str) -> int | None:
    """The id of a row, or a number of a line, as an address or a form sends it; None for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_KEY else None


def validate_printable(text: str) -> None:
    """ValidationError that names each character no font of the letters has."""
    if characters := fonts.missing(text):
        named = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters)
        raise ValidationError(
            _("Letters cannot print this: %(characters)s. Write it another way.") % {"characters": named}
        )
