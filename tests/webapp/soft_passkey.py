"""A passkey made of software: it answers a browser's questions as an authenticator does."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

PRESENT, VERIFIED, CARRIES_KEY = 0x01, 0x04, 0x40


def _letters(content: bytes) -> str:
    return bytes_to_base64url(content)


@dataclass(kw_only=True)
class SoftPasskey:
    """A key for one host; `flags` say whether the person was there and was recognised."""

    origin: str = "http://localhost"
    host: str = "localhost"
    count: int = 1
    flags: int = PRESENT | VERIFIED
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def made(self, question: str) -> str:
        """The answer of a browser that has made this passkey."""
        point = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1}
        public |= {-2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        length = len(self.id).to_bytes(2, "big")
        attested = bytes(16) + length + self.id + cbor2.dumps(public)
        said = self._said(CARRIES_KEY) + attested
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": said})
        client = self._client("webauthn.create", question)
        return self._whole(clientDataJSON=client, attestationObject=whole)

    def answer(self, question: str) -> str:
        """The answer of a browser that signed the question with this passkey."""
        self.count += 1
        client, said = self._client("webauthn.get", question), self._said()
        signed = said + hashlib.sha256(client).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._whole(clientDataJSON=client, authenticatorData=said, signature=signature)

    def _said(self, more: int = 0) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, question: str) -> bytes:
        challenge = json.loads(question)["challenge"]
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _whole(self, **response: bytes) -> str:
        name = _letters(self.id)
        parts = {part: _letters(content) for part, content in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": parts})
