"""The phones of this network: where this computer is reached, and the certificate it shows them."""

import ipaddress
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ledger.errors import Refusal

# Phones refuse a certificate that holds for longer than 398 days.
_HOLDS = timedelta(days=397)
_ENOUGH = timedelta(days=14)
# An address of the documentation's own network: nothing is sent, but the system says from where it
# would be.
_AWAY = ("192.0.2.1", 9)


class NoNetwork(Refusal):
    """This computer is on no network that a phone could be on too."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "This computer is on no network.", "Join the network that the phone is on, then again."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate of our own and its key, as files; `fingerprint` is its SHA-256."""

    file: Path
    key: Path
    fingerprint: str


def addresses() -> tuple[str, ...]:
    """Give the addresses at which a phone on the same network finds this computer, best first.

    Raises:
        NoNetwork: there is none.
    """
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, suppress(OSError):
        asking.connect(_AWAY)
        found.append(asking.getsockname()[0])
    with suppress(OSError):
        own = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        found += [str(each[4][0]) for each in own]
    away = [each for each in dict.fromkeys(found) if not ipaddress.ip_address(each).is_loopback]
    if not away:
        raise NoNetwork
    return tuple(away)


def certificate_for(folder: Path, names: tuple[str, ...]) -> Certificate:
    """Give the certificate of a data folder, made anew where it misses an address or runs out.

    A phone that has accepted it once does not warn again, so it is kept while it fits.
    """
    kept = folder / "certificate"
    file, key = kept / "certificate.pem", kept / "key.pem"
    made = _fitting(file, names) if key.exists() else None
    if made is None:
        kept.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = _make(file, key, names)
    digest = made.fingerprint(hashes.SHA256()).hex().upper()
    pairs = ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))
    return Certificate(file=file, key=key, fingerprint=pairs)


def _fitting(file: Path, names: tuple[str, ...]) -> x509.Certificate | None:
    try:
        kept = x509.load_pem_x509_certificate(file.read_bytes())
        said = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return None
    known = {str(each) for each in said.get_values_for_type(x509.IPAddress)}
    lasts = kept.not_valid_after_utc - datetime.now(UTC) > _ENOUGH
    return kept if lasts and known.issuperset(names) else None


def _make(file: Path, key: Path, names: tuple[str, ...]) -> x509.Certificate:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Common Purse on this network")])
    now = datetime.now(UTC)
    reached = [x509.IPAddress(ipaddress.ip_address(each)) for each in (*names, "127.0.0.1")]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _HOLDS)
        .add_extension(
            x509.SubjectAlternativeName([*reached, x509.DNSName("localhost")]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    _write(
        key,
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
    _write(file, made.public_bytes(serialization.Encoding.PEM))
    return made


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
    beside.replace(path)
