"""A certificate authority for tests, and certificates of a union that does not exist."""

from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
NAME = "江州市总工会（测试）"
PASSPHRASE = b"only-for-tests"


def _named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def certificate(key, issuer_key, *, name=NAME, issuer="Test CA", signs=True, since=SINCE, until=UNTIL):
    usage = dict.fromkeys(
        ["key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"], False
    ) | {"encipher_only": False, "decipher_only": False}
    usage["key_agreement"] = not signs
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.KeyUsage(digital_signature=signs, content_commitment=signs, **usage), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def write_pkcs12(path, *, passphrase=PASSPHRASE, wrong_key=False, **kwargs):
    """A PKCS#12 file with a new key; its certificate is of another key when `wrong_key`."""
    key, authority = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    signed = certificate(ec.generate_private_key(ec.SECP256R1()) if wrong_key else key, authority, **kwargs)
    encryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"union", key, None if wrong_key else signed, None, encryption)
    )
    return path


def use(settings, folder, *, passphrase=PASSPHRASE, **kwargs):
    """Letters are signed from here on with a certificate of its own."""
    settings.SIGNING = "pades"
    settings.SIGNING_PKCS12 = str(write_pkcs12(folder / "union.p12", passphrase=passphrase, **kwargs))
    (folder / "passphrase").write_bytes((passphrase or b"") + b"\n")
    settings.SIGNING_PASSPHRASE_FILE = str(folder / "passphrase") if passphrase else ""
