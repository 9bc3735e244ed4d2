"""Phones on this network, and a server behind a proxy: what is shown to them, and what is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509

from webapp import wsgi
from webapp.app import create_app
from webapp.network import certificate_for
from webapp.settings import settings_for

HERE = ("192.168.1.20",)


def names_in(file: Path) -> set[object]:
    kept = x509.load_pem_x509_certificate(file.read_bytes())
    said = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(said.get_values_for_type(x509.IPAddress))


def test_a_certificate_is_kept_while_it_fits(tmp_path: Path) -> None:
    first = certificate_for(tmp_path, HERE)
    assert certificate_for(tmp_path, HERE) == first
    assert IPv4Address("192.168.1.20") in names_in(first.file)


def test_a_new_address_wants_a_new_certificate(tmp_path: Path) -> None:
    first = certificate_for(tmp_path, HERE)
    second = certificate_for(tmp_path, ("10.0.0.7",))
    assert second.fingerprint != first.fingerprint
    assert IPv4Address("10.0.0.7") in names_in(second.file)


@pytest.mark.parametrize("torn", ["certificate.pem", "key.pem"])
def test_a_torn_or_missing_file_is_made_again(torn: str, tmp_path: Path) -> None:
    first = certificate_for(tmp_path, HERE)
    (tmp_path / "certificate" / torn).unlink()
    assert certificate_for(tmp_path, HERE).fingerprint != first.fingerprint


def test_only_its_owner_reads_the_key_and_phones_accept_how_long_it_holds(tmp_path: Path) -> None:
    made = certificate_for(tmp_path, HERE)
    assert made.key.stat().st_mode & 0o077 == 0
    ends = x509.load_pem_x509_certificate(made.file.read_bytes()).not_valid_after_utc
    assert ends - datetime.now(UTC) < timedelta(days=398)


@pytest.mark.parametrize(
    ("loopback_only", "proxied", "code"),
    [(True, False, 404), (False, True, 404), (False, False, 200)],
)
def test_the_phones_page_is_there_for_phones_alone(
    *, loopback_only: bool, proxied: bool, code: int, tmp_path: Path
) -> None:
    settings = settings_for(tmp_path, loopback_only=loopback_only, proxied=proxied)
    app = create_app(replace(settings, hosts=("localhost",)))
    assert app.test_client().get("/hello-phone").status_code == code


@pytest.mark.parametrize(("folder", "hosts"), [("", "books.example.org"), ("here", " , ")])
def test_a_server_does_not_start_half_told(
    folder: str, hosts: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PURSE_DATA", str(tmp_path) if folder else "")
    monkeypatch.setenv("PURSE_HOSTS", hosts)
    with pytest.raises(wsgi.EnvironmentIncomplete):
        wsgi.app()
