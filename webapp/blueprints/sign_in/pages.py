"""What the pages of coming in are given."""

from dataclasses import dataclass, field

from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """The form to sign in; `back_to` is where the visitor was going."""

    title: str = "Sign in"
    sign_in_name: str = ""
    back_to: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevicePage:
    """The ways to let in a device that is not known.

    `question` is put to a passkey by the script; it is empty where the person has none.
    """

    title: str = "This device is new to us"
    question: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLinkPage:
    """A link from one's other device, opened on this one: the password is still asked for."""

    title: str = "Let this device in"
    sign_in_name: str
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group to choose, and where it is."""

    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsPage:
    """The groups of somebody who belongs to several, or to none any more."""

    title: str = "Your groups"
    groups: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPage:
    """An invitation opened.

    `kind` is `newcomer` (name, sign-in name and password), `known` (a member with a number already:
    sign-in name and password), `forgotten` (a new password; `kept_name` is their sign-in name, and
    empty where they have to choose another) or `signed-in` (one button).
    """

    title: str
    kind: str
    group_title: str
    role: str
    invited_by: str
    known_as: str
    kept_name: str = ""
    name: str = ""
    sign_in_name: str = ""
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPage:
    """The form for a printed code."""

    title: str = "Come back in with your printed code"
    code: str = ""
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveredPage:
    """In again, with the next code to print; it is shown for ten minutes."""

    title: str = "You are in again"
    sign_in_name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPage:
    """One button into the sample group."""

    title: str
    button: str
    group_title: str
