"""Reading back what is on the pages of a PDF."""

import subprocess


def words_of(pdf: bytes, *, page: int | None = None, layout: bool = True) -> str:
    """What pdftotext reads, of all pages or of one."""
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    kept = ["-layout"] if layout else []
    read_out = subprocess.run(
        ["pdftotext", *pages, *kept, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return read_out.stdout.decode()


def on_one_line(pdf: bytes) -> str:
    """All words with single spaces between them, for sentences that wrap."""
    return " ".join(words_of(pdf, layout=False).split())
