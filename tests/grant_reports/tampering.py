"""Somebody changes a document that was filed: what is attached to it, or what its pages say."""

import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import pikepdf

from grant_reports.as_printed import NAME as PAGES
from grant_reports.as_printed import Parts, pages_csv
from grant_reports.evidence import BOOKS, DIGEST_SIZE, digest_of
from grant_reports.figures_csv import NAME as FIGURES
from grant_reports.sealing import parts_of

_MAPPED = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>")


def with_attached(pdf: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Change what is attached under a name; the change has to be one."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        old = opened.attachments[name].get_file().read_bytes().decode()
        new = change(old)
        assert new != old
        del opened.attachments[name]
        opened.attachments[name] = pikepdf.AttachedFileSpec(
            opened, new.encode(), filename=name, mime_type="text/plain"
        )
        return _saved(opened)


def without(pdf: bytes, name: str) -> bytes:
    """Take what is attached under a name away."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        del opened.attachments[name]
        return _saved(opened)


def resealed(pdf: bytes) -> bytes:
    """Make the list of pages anew, as only a program can: it tells of what was changed."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        made = pages_csv(parts_of(opened, pdf)).decode()
    return with_attached(pdf, PAGES, lambda _: made)


def of_before(pdf: bytes) -> bytes:
    """Give a document as it was printed before its list told of more than its pages."""
    older = with_attached(pdf, FIGURES, lambda text: text.partition("\r\ntable,whole-held,")[0])
    digest, other = (spaced(_digest_of(each)) for each in (pdf, older))
    with pikepdf.open(BytesIO(pdf)) as opened:
        for _ in opened.pages:
            older = with_text(older, digest, other)
    with pikepdf.open(BytesIO(older)) as opened:
        pages = Parts(pages=parts_of(opened, older).pages, whole={})
    return with_attached(older, PAGES, lambda _: pages_csv(pages).decode())


def _digest_of(pdf: bytes) -> str:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return digest_of(
            *(opened.attachments[name].get_file().read_bytes() for name in (FIGURES, BOOKS))
        )


def spaced(digest: str) -> str:
    """Give a digest as it stands in a margin."""
    return " ".join(digest[at : at + 4] for at in range(0, DIGEST_SIZE, 4))


def with_pages(pdf: bytes, order: Sequence[int]) -> bytes:
    """Take pages out, put them in twice or move them: those that stay, by their old places."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = list(opened.pages)
        opened.pages[:] = [pages[place] for place in order]
        return _saved(opened)


def with_a_box_over(pdf: bytes, place: int, says: str) -> bytes:
    """Lay a box of text over a page, as any reader of PDFs can; the page's own text stays."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        page = opened.pages[place - 1]
        box = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=[100, 600, 200, 620],
            Contents=pikepdf.String(says),
            DA=pikepdf.String("/Helv 10 Tf"),
        )
        page.obj.Annots = pikepdf.Array([*page.obj.get("/Annots", ()), opened.make_indirect(box)])
        return _saved(opened)


def painted_over(pdf: bytes, place: int) -> bytes:
    """Paint a white box in a page itself, over whatever stands there; its text stays."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.pages[place - 1].contents_add(b"q 1 1 1 rg 60 500 200 40 re f Q")
        return _saved(opened)


def with_pictures_changed(pdf: bytes, place: int, change: Callable[[bytes], bytes]) -> bytes:
    """Put another photo into the place of each that a page shows, as it lies in the file."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        for each in pictures_of(opened.pages[place - 1]):
            each.write(change(each.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
        return _saved(opened)


def pictures_of(page: pikepdf.Page) -> list[pikepdf.Object]:
    """Give the pictures that a page shows: its resources hold those of every page."""
    drawn = page.Contents.read_bytes()
    return [each for name, each in page.Resources.XObject.items() if name.encode() in drawn]


def paper_of(pdf: bytes) -> int:
    """Give the number of the page on which the first paper stands."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = enumerate(parts_of(opened, pdf).pages, 1)
        return next(at for at, page in pages if "Paper 1 of" in page.words)


def changed_by(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Let a forger loose on the file as a whole."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        return _saved(opened)


def saved_again(pdf: bytes, save: Callable[[pikepdf.Pdf, BytesIO], None]) -> bytes:
    """Save a document with a program that changes nothing in it, packed as it likes."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        save(opened, out)
    return out.getvalue()


def with_text(pdf: bytes, old: str, new: str) -> bytes:
    """Change the first text on its pages that reads so, sign for sign."""
    assert len(old) == len(new)
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            known = {name: _signs(font) for name, font in page.Resources.Font.items()}
            made, is_changed = _changed(page, known, old, new)
            if is_changed:
                page.Contents = opened.make_stream(pikepdf.unparse_content_stream(made))
                return _saved(opened)
    raise AssertionError(f"no page says {old}")


def _changed(
    page: pikepdf.Page, known: dict[str, dict[str, bytes]], old: str, new: str
) -> tuple[list[pikepdf.ContentStreamInstruction], bool]:
    made, signs, is_changed = [], dict[str, bytes](), False
    for each in pikepdf.parse_content_stream(page):
        operands, operator = list(each.operands), each.operator
        if str(operator) == "Tf":
            signs = known[str(operands[0])]
        if str(operator) == "TJ" and not is_changed:
            parts = list(_parts(operands[0]))
            spoken = b"".join(part for part in parts if isinstance(part, bytes))
            letters = {code: sign for sign, code in signs.items()}
            said = [letters.get(spoken[n : n + 2], "?") for n in range(0, len(spoken), 2)]
            begin = "".join(said).find(old)
            if begin >= 0 and all(sign in signs for sign in new):
                codes = b"".join(signs[sign] for sign in new)
                whole = spoken[: 2 * begin] + codes + spoken[2 * (begin + len(old)) :]
                operands, is_changed = [_refilled(parts, whole)], True
        made.append(pikepdf.ContentStreamInstruction(operands, operator))
    return made, is_changed


def _parts(operand: pikepdf.Array) -> Iterator[bytes | float]:
    for part in operand:
        yield bytes(part) if isinstance(part, pikepdf.String) else float(part)


def _refilled(parts: list[bytes | float], whole: bytes) -> pikepdf.Array:
    """The same places between the signs, with other signs."""
    made: list[object] = []
    for part in parts:
        if isinstance(part, bytes):
            made.append(pikepdf.String(whole[: len(part)]))
            whole = whole[len(part) :]
        else:
            made.append(part)
    return pikepdf.Array(made)


def _signs(font: pikepdf.Object) -> dict[str, bytes]:
    mapped = _MAPPED.findall(font.ToUnicode.read_bytes())
    return {chr(int(sign, 16)): bytes.fromhex(code.decode()) for code, sign in mapped}


def _saved(opened: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    # Words of a file about itself stay as a forger wrote them.
    opened.save(out, fix_metadata_version=False)
    return out.getvalue()
