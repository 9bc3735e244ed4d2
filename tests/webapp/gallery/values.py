"""Invented values for the gallery: one street's group in a spring month. Money is whole pence."""

from datetime import date
from types import SimpleNamespace as Value

TITLES = {
    "home": "Home",
    "money-out": "Money out",
    "refused": "Money out",
    "entry": "Entry no. 2026-0042",
    "listing": "All entries",
    "fund": "Council food grant 2026",
    "empty": "All entries",
    "letter": "Council food grant 2026",
    "parts": "Parts",
}

GENERAL = Value(name="For anything we do", hue=1, href="#general", size=61000)
COUNCIL = Value(name="Council food grant 2026", hue=2, href="#council", size=183054)
WARM = Value(name="Warm rooms (Lottery)", hue=3, href="#warm", size=92164)
NOT_OURS = Value(name="Not ours", hue=4, href="#not-ours", size=5000)
FUNDS = (GENERAL, COUNCIL, WARM, NOT_OURS)
EIGHT = tuple(
    Value(name=name, hue=hue, href=None, size=10000 + 1500 * hue)
    for hue, name in enumerate(
        ("General", "Food", "Warm rooms", "Allotment", "Bikes", "Youth", "Trips", "Tools"), 1
    )
)


def entry(
    number: int, when: int, words: tuple[str, str], way: str, paper: str, **funds: int
) -> Value:
    """One entry of March 2026; words are the payee and what for, funds their shares."""
    return Value(
        number=f"2026-{number:04}",
        day=date(2026, 3, when),
        payee=words[0],
        what_for=words[1],
        amount=sum(funds.values()),
        way=way,
        paper=paper,
        funds=tuple(BY_NAME[name] for name in funds),
        href=f"#entry-{number}",
        said="",
        owed=0,
    )


BY_NAME = {"general": GENERAL, "council": COUNCIL, "warm": WARM}
SHOPPING = "Food parcels for 12 households, and leaflets"
HELP = "Help given to 3 households"
ENTRIES = (
    entry(42, 14, ("Aldi", SHOPPING), "out", "attached", council=8420, general=1000),
    entry(41, 13, ("Northgate Council", "Second instalment"), "in", "attached", council=125000),
    entry(40, 12, ("St Mark’s Hall", "Hire of the hall, February"), "out", "missing", warm=6000),
    entry(39, 10, ("", "Bank to tin"), "moved", "none needed", general=5000),
    entry(38, 9, ("", HELP), "out", "none needed", council=9000),
    entry(37, 7, ("", "Collection at the spring fair"), "in", "none needed", general=14355),
    entry(36, 2, ("Halfords", "Pump and inner tubes"), "out", "lost", general=2399),
)

NOTES = (
    Value(
        title="One photo is missing",
        text="St Mark’s Hall, £60.00 out on 12 March.",
        href="#",
        action="Add the photo",
    ),
    Value(
        title="The council’s report is due in 18 days",
        text="On 31 January 2027, for £5,000.00.",
        href="#",
        action="See what is ready",
    ),
)

KINDS = tuple(Value(value=v, text=v) for v in ("Food", "Printing", "Rent", "Travel", "Other"))
FROM = (
    Value(value="bank", text="Bank", note=None, icon="bank", hue=None),
    Value(value="tin", text="Tin", note=None, icon="banknote", hue=None),
    Value(
        value="own",
        text="I paid for something",
        note="You get it back",
        icon="pay-back",
        hue=None,
    ),
)
WHICH = (
    Value(value="council", text="Council food grant 2026", note="£1,830.54 left", icon=None, hue=2),
    Value(value="general", text="For anything we do", note="£610.00 left", icon=None, hue=1),
    Value(value="warm", text="Warm rooms (Lottery)", note="£921.64 left", icon=None, hue=3),
)
KEPT = (
    Value(
        src="/paper/1.svg",
        alt="The photo that you took",
        name="Your photo",
        value="9f2c41d7",
        is_picture=True,
    ),
)
WRONG = (
    Value(
        name="amount",
        message="“84.2O” has a letter in it. Type the amount in figures, such as 84.20.",
    ),
    Value(
        name="fund",
        message="The council grant holds £112.40, and £150.00 is more than that."
        " Move less, or choose another fund.",
    ),
)

PAPERS = tuple(
    Value(
        href="#",
        src=f"/paper/{n}.svg",
        alt=f"Photo of the paper for entry no. 2026-{n:04}",
        name=f"Aldi, {n} March",
    )
    for n in (3, 7, 9, 14, 17)
)
HISTORY = (
    Value(text="Recorded by Priya on", day=date(2026, 3, 14)),
    Value(text="Photo added by Priya on", day=date(2026, 3, 14)),
    Value(text="Agreed by Sam on", day=date(2026, 3, 15)),
)
FACTS = (
    Value(name="Paid from", value="Bank"),
    Value(name="Kind of spending", value="Food; Printing"),
    Value(name="Paper says", value="£94.20 in all"),
)
OVER = "Overspent by £41.10."
HEADINGS = (
    Value(name="Food", budget=350000, spent=212046, said="£2,120.46 of £3,500.00", over=None),
    Value(name="Travel", budget=50000, spent=48210, said="£482.10 of £500.00", over=None),
    Value(name="Printing", budget=20000, spent=24110, said="£241.10 of £200.00", over=OVER),
    Value(name="Hall", budget=80000, spent=0, said="nothing yet of £800.00", over=None),
)
TICKS = tuple(Value(size=s * 100, said=f"£{s:,}") for s in (0, 2000, 4000))
BALANCE = tuple(
    Value(size=s * 100, text=t)
    for s, t in zip(
        (410, 660, 520, 1870, 3012, 2680, 2430, 2299, 2510, 2198, 2360, 3412),
        ("Apr", "", "", "", "Aug", "", "", "", "Dec", "", "", "Mar"),
        strict=True,
    )
)
MONTHS = tuple(
    Value(came=c, went=w, text=t)
    for c, w, t in (
        (125000, 60050, "Oct"),
        (21000, 74300, "Nov"),
        (38800, 69210, "Dec"),
        (12500, 44100, "Jan"),
        (90000, 73800, "Feb"),
        (139355, 34133, "Mar"),
    )
)
MONTH_TICKS = tuple(Value(size=s * 100, said=f"£{s:,}") for s in (0, 500, 1000, 1500))


def rows(*cells: tuple[object, ...]) -> tuple[Value, ...]:
    """Plain rows of a table."""
    return tuple(Value(cells=each, hue=None, href=None, in_words=None) for each in cells)
