"""Whether all programs come into a PDF by the same index, and find in it all that there is.

A second document may lie in a file, with an index of its own. Programs begin at the end of a file,
where the place of the index stands; in one that is laid out for the web (ISO 32000, annex F) they
may as well begin at its head, take the first page from there, and count the pages by it.
"""

import re

import pikepdf

from grant_reports.once import heads_in, is_as_we_write_it

_BEGINS_AT = re.compile(rb"startxref(?:[\s\x00]++0*+([0-9]*+))?")
# What is laid out for the web says so in its first part, and says nothing where that index begins.
_FOR_THE_WEB, _NOWHERE = "/Linearized", b""
# Behind an index stands where the document begins; programs that mend a file take any of them.
_TRAILER = re.compile(rb"trailer[\s\x00]*+(?=<<|%)")
_ROOT, _PLAIN_ROOT = (
    "/Root",
    re.compile(rb"/Root[\s\x00]++([0-9]{1,9})[\s\x00]++[0-9]++[\s\x00]++R"),
)
_LONGEST = 9


def has_another_index(opened: pikepdf.Pdf, pdf: bytes) -> bool:
    """Tell whether programs may read a PDF by another index, or find parts that ours leaves out."""
    is_odd = (
        _has_two_places(pdf)
        or _begins_twice(opened, pdf)
        or _leaves_out(opened, heads_in(pdf))
        or _is_laid_out_wrongly(opened, pdf)
    )
    return is_odd and not is_as_we_write_it(pdf)


def _has_two_places(pdf: bytes) -> bool:
    """Tell whether a file names two places of an index, or programs count to it in two ways."""
    begins = [found[1] for found in _BEGINS_AT.finditer(pdf)]
    return not {*begins} <= {_NOWHERE, *begins[-1:]} or not pdf.startswith(b"%PDF-")


def _begins_twice(opened: pikepdf.Pdf, pdf: bytes) -> bool:
    """Tell whether anything names another beginning of the document, or spells its names oddly."""
    said = [each.partition(b"startxref")[0] for each in _TRAILER.split(pdf)[1:]]
    roots = {int(each) for part in said for each in _PLAIN_ROOT.findall(part)}
    parts = [each for each in opened.objects if isinstance(each, pikepdf.Stream)]
    roots |= {getattr(each[_ROOT], "objgen", (0, 0))[0] for each in parts if _ROOT in each}
    return bool(roots - {opened.Root.objgen[0]}) or any(b"#" in each for each in said)


def _leaves_out(opened: pikepdf.Pdf, heads: list[bytes]) -> bool:
    known = {getattr(each, "objgen", None) for each in opened.objects}
    for number, again in zip(heads[::2], heads[1::2], strict=True):
        if max(len(number), len(again)) > _LONGEST or not (number + again).isdigit():
            return True
        place = (int(number), int(again))
        # What is a bare number has no place of its own among all parts.
        if place not in known and opened.get_object(place) is None:
            return True
    return False


def _is_laid_out_wrongly(opened: pikepdf.Pdf, pdf: bytes) -> bool:
    """Tell whether a file that is laid out for the web says something else at its head.

    That is another index than at its end, another first page, another count of pages, or a page
    that is none of the document's. In which order it lists its pages once more is let be.
    """
    parts = [each for each in opened.objects if isinstance(each, pikepdf.Dictionary)]
    heads = [each for each in parts if _FOR_THE_WEB in each]
    if not heads:
        return False
    pages = [page.obj.objgen for page in opened.pages]
    said: list[object] = [(each.get("/O"), each.get("/N"), each.get("/P", 0)) for each in heads]
    *_, begins = _BEGINS_AT.finditer(pdf)
    _, _, between = pdf[: int(begins[1])].partition(b"endobj")
    others = {each.objgen for each in parts if each.get("/Type") == pikepdf.Name.Page} - {*pages}
    return said != [(pages[0][0], len(pages), 0)] or bool(between.strip() or others)
