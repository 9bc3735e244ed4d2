"""Words that look as if they named a person: a name, a phone number, an e-mail, a postcode.

A guess that makes somebody look twice, never a rule: it knows the names that are common here and no
others, and a shop can be called like a person. The browser guesses alike while somebody types: the
lists and shapes stand in `static/entering.js` once more, letter for letter, and a test compares the
two. So they are written as both languages read them: no flags, and nothing that looks behind.
"""

import re

LONGEST = 500
"""No more of a text is looked at; no field that is watched keeps more."""

NAMES = (
    "Aaron|Abdul|Abdullah|Abena|Abigail|Adam|Adele|Adrian|Agnes|Agnieszka|Ahmed|Aidan|Aisha|Alan|"
    "Albert|Alex|Alexander|Ali|Alice|Alison|Amanda|Amara|Amelia|Amina|Amir|Amy|Andrea|Andrew|"
    "Angela|Anil|Anita|Ann|Anna|Anne|Anthony|Arthur|Audrey|Barbara|Beatrice|Ben|Benjamin|Bernard|"
    "Beth|Betty|Brenda|Brian|Bridget|Caroline|Carolyn|Catherine|Cheryl|Chidi|Chioma|Chloe|Chris|"
    "Christine|Christopher|Claire|Colin|Connor|Craig|Dan|Daniel|Danielle|Darren|Dave|David|"
    "Deborah|Deepa|Dennis|Derek|Diana|Diane|Dominic|Donald|Donna|Doreen|Doris|Dorothy|Duncan|"
    "Edith|Edward|Eileen|Elaine|Eleanor|Elif|Elizabeth|Ella|Ellen|Emeka|Emily|Emma|Eric|Ethan|"
    "Eva|Evelyn|Fatima|Fatma|Femi|Fiona|Frances|Fred|Gareth|Gary|Gemma|Geoff|Geoffrey|George|"
    "Gerald|Gillian|Gladys|Graham|Greg|Gurpreet|Hannah|Harold|Harpreet|Harry|Hassan|Helen|Hilary|"
    "Hugh|Ian|Ibrahim|Imran|Irene|Isaac|Isabel|Isabella|Ivan|Jacqueline|James|Jamie|Jane|Janet|"
    "Janice|Jason|Jaspreet|Jean|Jennifer|Jenny|Jeremy|Jessica|Jill|Jim|Jo|Joan|Joanna|Joanne|Joe|"
    "Joel|John|Jonathan|Joseph|Josh|Joshua|Joyce|Judith|Judy|Julia|Julian|Julie|Karen|Katarzyna|"
    "Kate|Katherine|Kathleen|Katie|Keith|Kelly|Ken|Kenneth|Kevin|Khadija|Kim|Kofi|Krzysztof|"
    "Kwame|Laura|Lauren|Leanne|Leila|Leroy|Leslie|Liam|Linda|Lisa|Louise|Lucy|Luke|Lynn|"
    "Magdalena|Maggie|Malcolm|Manjit|Margaret|Maria|Marie|Marion|Marjorie|Mark|Mary|Maryam|"
    "Matthew|Maureen|Megan|Mehmet|Melanie|Melissa|Michael|Michelle|Mick|Mike|Mohamed|Mohammad|"
    "Mohammed|Moira|Molly|Monica|Muhammad|Mustafa|Nadia|Nancy|Naomi|Natalie|Nathan|Neil|Ngozi|"
    "Nicholas|Nick|Nicola|Nicole|Nigel|Noah|Nora|Norma|Norman|Olga|Oliver|Olivia|Omar|Pamela|"
    "Patricia|Patrick|Paul|Paula|Pauline|Peggy|Peter|Phil|Philip|Phillip|Phyllis|Piotr|Priya|"
    "Rachel|Rahul|Raj|Rajesh|Raymond|Rebecca|Richard|Rita|Robert|Roger|Ron|Ronald|Rosie|Roy|"
    "Russell|Ruth|Ryan|Sadia|Sally|Sam|Samantha|Samir|Samuel|Sandra|Sanjay|Sara|Sarah|Scott|Sean|"
    "Sharon|Sheila|Sian|Simon|Sofia|Sonia|Sophia|Sophie|Stacey|Stephanie|Stephen|Steve|Steven|"
    "Stuart|Sue|Sunil|Sunita|Susan|Suzanne|Svetlana|Sylvia|Tanya|Tara|Teresa|Terry|Theresa|"
    "Thomas|Tim|Timothy|Tina|Toby|Tom|Tomasz|Tony|Tracey|Tracy|Trevor|Tunde|Vanessa|Veronica|"
    "Vijay|Vincent|Walter|Wayne|Wendy|William|Yasmin|Yusuf|Yvonne|Zahra|Zainab|Zoe"
)
"""First names that are common here, of many tongues; none that is also a thing or a place."""

PLACES = (
    "Abbey|Academy|Ambulance|Appeal|Arms|Arts|Association|Authority|Avenue|Bakers|Bakery|Bank|"
    "Bar|Books|Borough|Bread|Brewery|Bridge|Bros|Brothers|Buildings|Bus|Butchers|Cabs|Cafe|Café|"
    "Cars|Cash|Catering|Celebration|Centre|Chapel|Charities|Charity|Chemist|Christmas|Church|"
    "Cinema|City|Clinic|Close|Club|Co|Coaches|Coffee|College|Community|Company|Corner|Cottage|"
    "Council|County|Course|Court|Crescent|Day|Dental|Diocese|District|Drive|Easter|Eid|"
    "Electrical|Energy|Enterprises|Estate|Express|Extra|Fair|Farm|Festival|Fields|Flats|Food|"
    "Foods|Foundation|Fund|Furniture|Garage|Garden|Gardens|Gate|Green|Grill|Grocers|Grove|Guild|"
    "Gym|Hall|Hardware|Health|Hill|Hire|Home|Homes|Hospice|Hospital|Hotel|House|Housing|Inn|"
    "Insurance|Kitchen|Lane|Laundry|Library|Limited|Lodge|London|Lottery|Ltd|Market|Meadow|Mews|"
    "Mill|Minicabs|Mission|Mosque|Motors|Museum|National|Nursery|Office|Optician|Parade|Park|"
    "Partners|Partnership|Pharmacy|Pizza|Place|Plumbing|Post|Press|Primary|Print|Printers|"
    "Printing|Project|Properties|Pub|Railway|Rail|Removals|Rental|Restaurant|Rise|Road|Row|Royal|"
    "Salon|School|Secondary|Services|Shop|Show|Society|Solutions|Sons|Sports|Square|Stall|"
    "Station|Stationers|Stationery|Store|Stores|Street|Studio|Summer|Supermarket|Supplies|"
    "Surgery|Tavern|Taxi|Taxis|Team|Temple|Terrace|Theatre|Tools|Town|Toys|Trading|Training|"
    "Transport|Travel|Trust|Union|University|Van|Vets|Village|Walk|Water|Way|Week|Weekend|Wharf|"
    "Winter|Works|Yard|Youth"
)
"""Words of a place, a shop or a body: beside one of them, a capital letter names nobody."""

CALENDAR = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)

AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|"
    "EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|"
    "LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|"
    "SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|B|E|G|L|M|N|S|"
    "W"
)
"""The letters that a British postcode can begin with."""

NOBODY = (
    r"\b(?:john lewis|john west|john smith['’]?s|robert dyas|russell hobbs|laura ashley|peter jones"
    r"|paul smith|fred perry|thomas cook|david lloyd|bernard matthews|linda mccartney|betty crocker"
    r"|sara lee|william hill|samuel smith|jo malone|dr\.? (?:pepper|oetker|martens|beckmann)"
    r"|mr\.? (?:kipling|muscle|sheen|porky|whippy)|mrs\.? elswood|miss selfridge|ms molly"
    r"|dr\.? (?:appointment|visit|surgery|letter|note)s?|ms (?:word|office|excel|teams|access)"
    r"|(?:st|saint|king|queen|prince|princess)\.? [a-z]+(?:['’]s)?)\b"
    r"|\b(?:order|invoice|ref|reference|account|meter|policy|cheque)\b[.:#\s]*"
    r"(?:(?:no|number|ref)\b[.:#\s]*)?[a-z0-9/-]*[0-9][a-z0-9/-]*"
)
"""Left out before anything is looked for, in capitals or not: brands, saints, and order numbers."""

A_NAME = "a person’s name"
SHAPES = (
    (
        "an e-mail address",
        r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
    ),
    (
        "a phone number",
        (
            r"(?:^|[^0-9A-Za-z.,/-])(?:(?:\+44|0044)[\s()0-]{0,5}[127]|\(?0[127])[0-9]"
            r"(?:[\s()-]{0,2}[0-9]){7,8}(?![0-9])"
        ),
    ),
    (
        "a postcode",
        (
            r"(?:^|[^A-Za-z0-9])(?:<areas>)[0-9][0-9A-Za-z]?\s?"
            r"(?!1st|2nd|3rd|[04-9]th|[0-9](?:lb|ft|pt))"
            r"[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![A-Za-z0-9])"
        ),
    ),
    (
        A_NAME,
        r"\b(?:(?:MRS?|[Mm]rs?|ms|dr)\.?\s+[A-Za-zÀ-ÿ]|(?:M[sx]|[Mm]iss|MISS|D[rR])\.?\s+[A-ZÀ-Þ])",
    ),
    (
        A_NAME,
        (
            r"\b(?:[Ff]or|[Tt]o|[Ww]ith|[Ff]rom|[Bb]y)\s+(?:<names>)(?![A-Za-zÀ-ÿ-])(?!['’]s\s+[A-Z])"
            r"(?!(?:\s+[A-Z][a-z]+)*\s+(?:<places>)\b)(?!\s*&)"
        ),
    ),
    (
        A_NAME,
        r"\b(?:<names>)\s+(?!(?:<places>)\b)<capital>(?!(?:\s+[A-Z][a-z]+)*\s+(?:<places>)\b)(?!\s*&)",
    ),
    (
        A_NAME,
        (
            r"\b(?:[Ff]or|[Tt]o|[Ww]ith|[Ff]rom)\s+(?!(?:<calendar>|<places>)\b)<capital>"
            r"\s+(?!(?:<calendar>|<places>)\b)<capital>"
            r"(?!(?:\s+[A-Z][a-z]+)*\s+(?:<places>)\b)(?!\s*&)"
        ),
    ),
)
"""What the words may look like, and by which shape; the words in angle brackets are the lists."""

CAPITAL = r"[A-ZÀ-Þ](?:['’][A-Z])?[a-zß-ÿ]+(?![A-Za-zÀ-ÿ])"


def _shape(pattern: str) -> re.Pattern[str]:
    lists = {
        "<names>": NAMES,
        "<places>": PLACES,
        "<calendar>": CALENDAR,
        "<capital>": CAPITAL,
        "<areas>": f"{AREAS}|{AREAS.lower()}",
    }
    for name, words in lists.items():
        pattern = pattern.replace(name, words)
    return re.compile(pattern, re.ASCII)


_NOBODY = re.compile(NOBODY, re.ASCII | re.IGNORECASE)
_SHAPES = tuple((what, _shape(pattern)) for what, pattern in SHAPES)


def looks_like(typed: str) -> str:
    """Say what is in a text, such as “a phone number”; nothing where it seems to name nobody."""
    rest = _NOBODY.sub("#", typed[:LONGEST])
    return next((what for what, shape in _SHAPES if shape.search(rest)), "")
