"""What archives and screen readers ask of a PDF, by veraPDF, which is the field's own validator.

It runs where Java is: JAVA_CLASS_PATH_OF_VERAPDF names the jars that hold veraPDF and JAXB, as
`java -cp` takes them.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CLASS_PATH = "JAVA_CLASS_PATH_OF_VERAPDF"
VALIDATE = Path(__file__).parent / "Validate.java"
FILED = ("filed_accounts", "filed_report")


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    jars = os.environ.get(CLASS_PATH, "")
    if not (shutil.which("java") and shutil.which("javac") and jars):
        pytest.skip(f"veraPDF is not asked: there is no Java here, or {CLASS_PATH} names no jars")
    folder = tmp_path_factory.mktemp("validator")
    subprocess.run(["javac", "-cp", jars, "-d", str(folder), str(VALIDATE)], check=True)
    return ["java", "-cp", f"{jars}{os.pathsep}{folder}", "Validate"]


def validated(validator: list[str], flavours: str, pdf: bytes, folder: Path) -> str:
    file = folder / "document.pdf"
    file.write_bytes(pdf)
    told = subprocess.run([*validator, flavours, str(file)], capture_output=True, check=False)
    return told.stdout.decode()


@pytest.mark.parametrize("name", FILED)
def test_a_document_that_is_filed_is_an_archive_and_for_screen_readers(
    name: str, request: pytest.FixtureRequest, validator: list[str], tmp_path: Path
) -> None:
    pdf = request.getfixturevalue(name)
    assert validated(validator, "3a,ua1", pdf, tmp_path) == ""


def test_every_other_document_is_for_screen_readers(
    accounts_document: bytes, validator: list[str], tmp_path: Path
) -> None:
    assert validated(validator, "ua1", accounts_document, tmp_path) == ""
