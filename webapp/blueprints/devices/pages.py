"""What the pages of one's own devices are given."""

from dataclasses import dataclass, field

from webapp.people import Device, Passkey
from webapp.qr import Squares
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesPage:
    """One's own devices and passkeys.

    `here` is this device, where it is known; `invented` says that this is a person of the sample,
    who has none; `offers_passkeys` that browsers know passkeys at this address. What was typed
    as a name stays in `label` where it was refused.
    """

    title: str = "Your devices"
    here: Device | None
    others: tuple[Device, ...]
    passkeys: tuple[Passkey, ...]
    offers_passkeys: bool
    invented: bool
    label: str
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetInPage:
    """A link that lets another device in, shown this once, with squares for its camera."""

    title: str = "Let another device in"
    address: str
    squares: Squares
    minutes: int
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyPage:
    """Making a passkey; `question` is put to the browser by the script."""

    title: str = "Add a passkey"
    question: str
    back: str
    refused: bool = False
