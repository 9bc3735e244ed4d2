"""Passkeys: what a browser is asked, and whether its answer is right. The one place for WebAuthn.

A passkey belongs to a host name. Browsers know none for a bare address such as 127.0.0.1, and none
without HTTPS but on localhost, so there passkeys are not offered and nothing is said of them.
"""

import ipaddress
from urllib.parse import urlsplit

import flask
import webauthn
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.parse_authentication_credential_json import (
    parse_authentication_credential_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from webapp import here
from webapp.people import NewPasskey, Passkey, Step
from webapp.people.passkeys import MINUTES_TO_ANSWER

_HERE = "localhost"
_MILLISECONDS = MINUTES_TO_ANSWER * 60 * 1000
_NAME = "Common Purse"
# What a stranger sends can break the reading of it in more ways than the library has names for.
_NOT_AN_ANSWER = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError)


def host() -> str:
    """The host name of this address, without its port."""
    return urlsplit(f"//{flask.request.host}").hostname or ""


def work_here() -> bool:
    """Whether browsers know passkeys at this address."""
    try:
        ipaddress.ip_address(host())
    except ValueError:
        return here.settings().secure or flask.request.is_secure or host() == _HERE
    return False


def good_here(passkeys: tuple[Passkey, ...]) -> tuple[Passkey, ...]:
    """Those that were made for this host name."""
    return tuple(each for each in passkeys if each.host == host()) if work_here() else ()


def question_to_make(step: Step, known: tuple[Passkey, ...]) -> str:
    """What a browser is asked when it shall make a passkey, as JSON for the script."""
    asked = webauthn.generate_registration_options(
        rp_id=host(),
        rp_name=_NAME,
        user_name=step.person.sign_in_name or _NAME,
        challenge=step.challenge,
        timeout=_MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_named(known),
    )
    return webauthn.options_to_json(asked)


def made(step: Step, answer: str, label: str) -> NewPasskey | None:
    """The passkey that a browser has made; none where its answer is not right."""
    try:
        proved = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=step.challenge,
            expected_rp_id=host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except _NOT_AN_ANSWER:
        return None
    return NewPasskey(
        host=host(),
        credential_id=proved.credential_id,
        public_key=proved.credential_public_key,
        sign_count=proved.sign_count,
        label=label,
    )


def question_to_answer(step: Step, known: tuple[Passkey, ...]) -> str:
    """What a browser is asked when it shall answer with one of these, as JSON for the script."""
    asked = webauthn.generate_authentication_options(
        rp_id=host(),
        challenge=step.challenge,
        timeout=_MILLISECONDS,
        allow_credentials=_named(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(asked)


def answered(step: Step, answer: str, known: tuple[Passkey, ...]) -> tuple[Passkey, int] | None:
    """The passkey that answered, and its new count; none where the answer is not right.

    A count that did not go up is not right: two devices would be answering with one passkey.
    """
    try:
        told = parse_authentication_credential_json(answer)
        passkey = next(each for each in known if each.credential_id == told.raw_id)
        proved = webauthn.verify_authentication_response(
            credential=told,
            expected_challenge=step.challenge,
            expected_rp_id=host(),
            expected_origin=_origin(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (*_NOT_AN_ANSWER, StopIteration):
        return None
    return passkey, proved.new_sign_count


def _named(known: tuple[Passkey, ...]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=each.credential_id) for each in known]


def _origin() -> str:
    scheme = "https" if here.settings().secure else flask.request.scheme
    return f"{scheme}://{flask.request.host}"
