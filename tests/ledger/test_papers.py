"""Papers: what is kept is clean and says nothing of its maker; what is hostile is refused."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pikepdf
import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from ledger import children, papers
from ledger.children import Limits
from ledger.papers import (
    PDF_LIMITS,
    PHOTO_LIMITS,
    Box,
    Paper,
    clean,
    cover,
    media_type,
    rules,
    thumbnail,
    turn,
)
from ledger.papers.parts import pack, unpack
from ledger.papers.pictures import bare
from tests import press

pillow_heif.register_heif_opener()


@pytest.fixture(autouse=True, scope="module")
def _each_in_a_process() -> Iterator[None]:
    """Even where the same file comes twice."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(children, "run", press.in_a_process)
        yield


WHITE, BLACK, RED, BLUE = (255, 255, 255), (0, 0, 0), (220, 0, 0), (0, 0, 220)
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def halves(width: int = 60, height: int = 40) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    ImageDraw.Draw(picture).rectangle((width // 2, 0, width, height), fill=BLUE)
    return picture


def written(picture: Image.Image, kind: str, **details: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **details)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content), formats=("JPEG",)).convert("RGB")


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    """Whether a JPEG's pixel is the colour that was meant."""
    return isinstance(colour, tuple) and all(
        abs(one - other) < 40 for one, other in zip(colour, wanted, strict=True)
    )


def telling(orientation: int = 1) -> Image.Exif:
    """What a phone writes: its maker, where it was, how it was held."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "Tattletale"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 33.0, 40.0), 3: "W", 4: (0.0, 7.0, 5.0)})
    return exif


def a_pdf(change: Callable[[pikepdf.Pdf], object] = lambda _: None, pages: int = 1) -> bytes:
    """A small PDF, after a change to it."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(200, 100))
        pdf.pages[-1].Contents = pdf.make_stream(b"1 0 0 rg 0 0 100 100 re f")
    change(pdf)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


# -- Photos ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_of_each_kind_becomes_a_jpeg(kind: str) -> None:
    paper = clean(written(halves(), kind))
    assert paper.suffix == "jpg"
    assert paper.pages == ()
    assert paper.sha256 == sha256(paper.content).hexdigest()
    picture = opened(paper.content)
    assert picture.size == (60, 40)
    assert near(picture.getpixel((10, 20)), RED)
    assert near(picture.getpixel((50, 20)), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_nothing_that_a_phone_tells_survives(kind: str) -> None:
    details = {"exif": telling(), "icc_profile": b"profile of Tattletale"}
    if kind != "PNG":
        details["xmp"] = b"<x:xmpmeta>Tattletale</x:xmpmeta>"
    if kind == "JPEG":
        details["comment"] = b"Tattletale"
    upload = written(halves(), kind, **details)
    assert b"Tattletale" in upload
    kept = clean(upload).content
    assert b"Tattletale" not in kept
    assert b"Exif" not in kept
    picture = Image.open(BytesIO(kept))
    assert dict(picture.getexif()) == {}
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_words_hidden_in_a_png_do_not_survive() -> None:
    words = PngInfo()
    words.add_text("Author", "Tattletale")
    words.add_itxt("XML:com.adobe.xmp", "Tattletale", zip=True)
    assert b"Tattletale" not in clean(written(halves(), "PNG", pnginfo=words)).content


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (60, 40), (10, 20)),
        (2, (60, 40), (50, 20)),
        (3, (60, 40), (50, 20)),
        (6, (40, 60), (20, 10)),
        (8, (40, 60), (20, 50)),
    ],
)
def test_a_photo_is_turned_upright(
    orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    paper = clean(written(halves(), "JPEG", exif=telling(orientation)))
    picture = opened(paper.content)
    assert picture.size == size
    assert near(picture.getpixel(red_at), RED)


def test_a_heic_photo_is_turned_upright_once() -> None:
    picture = opened(clean(written(halves(), "HEIF", exif=telling(6).tobytes())).content)
    assert picture.size == (40, 60)
    assert near(picture.getpixel((20, 10)), RED)


def test_broken_metadata_does_not_cost_a_good_photo() -> None:
    upload = written(halves(), "JPEG", exif=b"Exif\0\0MM\0\x2a\0\0\0\x08\xff\xff" + b"\xff" * 40)
    assert opened(clean(upload).content).size == (60, 40)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "PA"])
def test_what_is_clear_becomes_white(mode: str) -> None:
    picture = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    kind, details = ("PNG", {"transparency": 0}) if mode == "P" else ("PNG", {})
    if mode == "PA":
        kind = "WEBP"
    else:
        picture = picture.convert(mode) if mode != "P" else Image.new("P", (20, 20), 0)
    assert near(opened(clean(written(picture, kind, **details)).content).getpixel((9, 9)), WHITE)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "RGB"])
def test_a_grey_photo_stays_grey_in_every_mode(mode: str) -> None:
    if mode == "I;16":
        upload = written(Image.new("I;16", (20, 20), 128 * 256), "PNG")
    else:
        grey = Image.new("L", (20, 20), 0 if mode == "1" else 128)
        upload = written(grey.convert(mode), "JPEG" if mode == "CMYK" else "PNG")
    wanted = BLACK if mode == "1" else (128, 128, 128)
    assert near(opened(clean(upload).content).getpixel((9, 9)), wanted)


def test_a_large_photo_is_made_smaller_and_a_small_one_not_larger() -> None:
    assert opened(clean(written(halves(4000, 3000), "JPEG")).content).size == (2400, 1800)
    assert opened(clean(written(halves(1, 1), "PNG")).content).size == (1, 1)


def test_a_line_of_pixels_is_still_a_picture() -> None:
    assert opened(clean(written(halves(12000, 1), "PNG")).content).size == (2400, 1)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_taken(kind: str) -> None:
    first, second = Image.new("RGB", (20, 20), RED), Image.new("RGB", (20, 20), BLUE)
    upload = written(first, kind, save_all=True, append_images=[second], duration=100)
    assert near(opened(clean(upload).content).getpixel((9, 9)), RED)


def test_of_several_pictures_in_one_jpeg_the_first_is_taken() -> None:
    second = Image.new("RGB", (60, 40), WHITE)
    upload = written(halves(), "MPO", save_all=True, append_images=[second])
    assert near(opened(clean(upload).content).getpixel((10, 20)), RED)


def test_the_same_photo_is_the_same_paper() -> None:
    upload = written(halves(300, 200), "JPEG", exif=telling(3))
    assert clean(upload) == clean(upload)


def test_a_web_page_and_a_zip_within_a_photo_come_out_clean() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("page.html", "<script>alert(1)</script>")
    upload = written(halves(), "JPEG", comment=b"<script>alert(2)</script>") + packed.getvalue()
    assert zipfile.is_zipfile(BytesIO(upload))
    kept = clean(upload).content
    assert not zipfile.is_zipfile(BytesIO(kept))
    assert b"script" not in kept
    assert kept.endswith(b"\xff\xd9")


# -- Files that are no photos --------------------------------------------------------------------


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(rules.EmptyPaper, match="empty"):
        clean(b"")


def test_a_file_that_is_too_large_is_refused_with_both_sizes() -> None:
    with pytest.raises(rules.PaperTooLarge) as caught:
        clean(b"\xff\xd8\xff" + bytes(13 * rules.MEGABYTE))
    assert caught.value.message == "This file is 13 MB, and at most 12 MB can be kept."
    assert caught.value.remedy
    assert caught.value.field == "photo"


@pytest.mark.parametrize(
    "upload",
    [
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(%pipe%id) (w) file\nshowpage\n",
        b"\xc5\xd0\xd3\xc6" + bytes(60),
        b"Aldi, food parcels, 84.20\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!DOCTYPE html><title>Not a photo</title>",
        b"PK\x03\x04" + bytes(60),
        b"\0",
    ],
    ids=["postscript", "dos postscript", "text", "svg", "html", "zip", "one byte"],
)
def test_what_is_no_photo_is_refused_whatever_its_name(upload: bytes) -> None:
    with pytest.raises(rules.NotAPaper, match="neither a photo nor a PDF"):
        clean(upload)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "ICO"])
def test_pictures_of_other_kinds_are_refused(kind: str) -> None:
    with pytest.raises(rules.NotAPaper):
        clean(written(halves(), kind))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_torn_photo_is_refused_with_a_remedy(kind: str) -> None:
    whole = written(Image.effect_noise((300, 200), 80).convert("RGB"), kind)
    for kept in (20, len(whole) // 2):
        with pytest.raises(rules.TornPhoto) as caught:
            clean(whole[:kept])
        assert caught.value.remedy == "Send it again, or take a new photo."


# -- Files that would exhaust the machine --------------------------------------------------------


def a_png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG with a header that says what it likes."""
    header = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    parts = [b"\x89PNG\r\n\x1a\n"]
    for name, content in (header, *chunks, (b"IEND", b"")):
        checked = name + content
        parts += [struct.pack(">I", len(content)), checked, struct.pack(">I", zlib.crc32(checked))]
    return b"".join(parts)


def test_a_photo_of_too_many_pixels_is_refused_with_both_figures() -> None:
    with pytest.raises(rules.TooManyPixels) as caught:
        clean(written(Image.new("1", (8000, 6000)), "PNG"))
    assert caught.value.message == (
        "This picture is 8,000 by 6,000 (48 megapixels), and at most 40 megapixels can be read."
    )


def test_a_photo_of_just_forty_megapixels_is_taken() -> None:
    paper = clean(written(Image.new("L", (8000, 5000), 128), "PNG"))
    assert opened(paper.content).size == (2400, 1500)


def test_a_small_file_that_unpacks_into_a_vast_picture_is_refused_unread() -> None:
    bomb = a_png(60_000, 60_000, (b"IDAT", zlib.compress(bytes(10_000_000), 9)))
    assert len(bomb) < 12_000
    with pytest.raises(rules.TooManyPixels, match="60,000 by 60,000"):
        clean(bomb)


def test_a_small_file_that_unpacks_into_vast_words_is_refused() -> None:
    words = b"Comment\0\0" + zlib.compress(bytes(50_000_000), 9)
    with pytest.raises(rules.TornPhoto):
        clean(a_png(10, 10, (b"zTXt", words), (b"IDAT", zlib.compress(bytes(110)))))


def test_a_photo_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A progressive JPEG whose last scan is said thousands of times over.

    A second is as good as the five that are allowed, and sooner over.
    """
    monkeypatch.setattr(papers, "PHOTO_LIMITS", replace(PHOTO_LIMITS, seconds=1))
    photo = written(Image.new("L", (6000, 6000), 128), "JPEG", progressive=True)
    last = photo[photo.rindex(b"\xff\xda") : -2]
    with pytest.raises(rules.PaperTookTooLong) as caught:
        clean(photo[:-2] + last * (4_000_000 // len(last)) + photo[-2:])
    assert caught.value.remedy


# -- PDFs ----------------------------------------------------------------------------------------


def test_a_pdf_paper_is_kept_with_a_picture_of_each_page() -> None:
    paper = clean(a_pdf(pages=3))
    assert paper.suffix == "pdf"
    assert paper.sha256 == sha256(paper.content).hexdigest()
    assert len(paper.pages) == 3
    page = opened(paper.pages[0])
    assert page.size == (417, 209)
    assert near(page.getpixel((50, 100)), (255, 0, 0))
    assert near(page.getpixel((300, 100)), WHITE)
    with pikepdf.open(BytesIO(paper.content)) as pdf:
        assert len(pdf.pages) == 3


def test_the_same_pdf_is_the_same_paper_and_a_kept_one_stays_as_it_is() -> None:
    paper = clean(a_pdf())
    assert clean(a_pdf()) == paper
    assert clean(paper.content) == paper


def test_a_page_as_large_as_a_field_is_drawn_small() -> None:
    def grow(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = [0, 0, 14_400, 14_400]

    assert opened(clean(a_pdf(grow)).pages[0]).size == (2400, 2400)


def test_a_pdf_with_a_picture_of_too_many_pixels_is_refused() -> None:
    def swell(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(b"\0", Subtype=pikepdf.Name.Image, Width=60_000, Height=60_000)
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))

    with pytest.raises(rules.TooManyPixels, match="60,000 by 60,000"):
        clean(a_pdf(swell))


@pytest.mark.parametrize("listed", [False, True])
def test_who_made_a_pdf_does_not_survive(listed: bool) -> None:  # noqa: FBT001 - a case
    photo = written(halves(), "JPEG", exif=telling(), comment=b"Tattletale")

    def tell(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Author"] = "Tattletale"
        pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta>Tattletale</x:xmpmeta>")
        image = pdf.make_stream(photo, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        image.update({"/Width": 60, "/Height": 40, "/BitsPerComponent": 8})
        image.ColorSpace = pikepdf.Name.DeviceRGB
        coding = pikepdf.Name.DCTDecode
        image.write(photo, filter=pikepdf.Array([coding]) if listed else coding)
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        pdf.pages[0].Contents = pdf.make_stream(b"200 0 0 100 0 0 cm /Im0 Do")

    paper = clean(a_pdf(tell))
    with pikepdf.open(BytesIO(paper.content)) as pdf:
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        assert not any(b"Tattletale" in each.read_raw_bytes() for each in streams)
        assert not any(b"Tattletale" in each.unparse() for each in pdf.objects)
        assert "/Info" not in pdf.trailer
    assert near(opened(paper.pages[0]).getpixel((50, 100)), RED)
    assert near(opened(paper.pages[0]).getpixel((350, 100)), BLUE)


def action(kind: str, **details: str | pikepdf.Stream) -> pikepdf.Dictionary:
    act = pikepdf.Dictionary(S=pikepdf.Name(kind))
    act.update({f"/{key}": value for key, value in details.items()})
    return act


def with_link(pdf: pikepdf.Pdf, act: pikepdf.Dictionary) -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    link.A = act
    pdf.pages[0].Annots = pikepdf.Array([link])


def script_in_names(pdf: pikepdf.Pdf) -> None:
    names = pikepdf.Array(["boot", action("/JavaScript", JS="app.alert(1)")])
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))


def script_behind_a_link(pdf: pikepdf.Pdf) -> None:
    with_link(pdf, action("/JavaScript", JS=pdf.make_stream(b"app.alert(1)")))


def script_out_of_use(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Spare = pdf.make_indirect(pikepdf.Array([[action("/JavaScript")]]))


def launch(pdf: pikepdf.Pdf) -> None:
    with_link(pdf, action("/Launch", F="cmd.exe"))


def send(pdf: pikepdf.Pdf) -> None:
    with_link(pdf, action("/SubmitForm", F="https://example.org/"))


def open_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = action("/URI", URI="https://example.org/")


def page_action(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = pikepdf.Dictionary(O=action("/URI", URI="https://example.org/"))


def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["names.csv"] = b"name,street"


def attachment_on_the_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment)])


def xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (script_in_names, rules.ScriptInPdf),
        (script_behind_a_link, rules.ScriptInPdf),
        (script_out_of_use, rules.ScriptInPdf),
        (launch, rules.LaunchInPdf),
        (send, rules.LaunchInPdf),
        (open_action, rules.OpenActionInPdf),
        (page_action, rules.OpenActionInPdf),
        (attachment, rules.FileInPdf),
        (attachment_on_the_page, rules.FileInPdf),
        (xfa, rules.XfaInPdf),
    ],
)
def test_a_pdf_that_is_more_than_pages_is_refused(
    change: Callable[[pikepdf.Pdf], None], refusal: type[rules.PaperRefusal]
) -> None:
    with pytest.raises(refusal) as caught:
        clean(a_pdf(change))
    assert caught.value.remedy == rules.ANOTHER_WAY


@pytest.mark.parametrize("address", ["https://example.org/", "javascript:alert(1)"])
def test_a_pdf_with_a_link_is_kept_without_the_link(address: str) -> None:
    def linked(pdf: pikepdf.Pdf) -> None:
        with_link(pdf, action("/URI", URI=address))
        pdf.Root.URI = pikepdf.Dictionary(Base=address)
        line = pikepdf.Dictionary(Title="Look", A=action("/URI", URI=address))
        pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=line, Last=line))
        mark = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=pdf.pages[0].Annots[0])
        pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(K=mark))

    paper = clean(a_pdf(linked))
    assert len(paper.pages) == 1
    with pikepdf.open(BytesIO(paper.content)) as pdf:
        assert not any(address.encode() in each.unparse() for each in pdf.objects)
        assert "/Annots" not in pdf.pages[0]
        assert "/Outlines" not in pdf.Root


def test_what_was_filled_into_a_form_is_seen_and_the_form_is_gone() -> None:
    def form(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"0 0 1 rg 0 0 100 100 re f", Subtype=pikepdf.Name.Form)
        look.BBox = pikepdf.Array([0, 0, 100, 100])
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="amount",
                V="12.50",
                F=4,
                Rect=[100, 0, 200, 100],
                AP=pikepdf.Dictionary(N=look),
            )
        )
        pdf.pages[0].Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field])

    paper = clean(a_pdf(form))
    with pikepdf.open(BytesIO(paper.content)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0]
    page = opened(paper.pages[0])
    assert near(page.getpixel((page.width * 3 // 4, page.height // 2)), BLUE)
    assert near(page.getpixel((page.width // 4, page.height // 2)), RED)


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_pdf_is_refused_with_or_without_a_password(password: str) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(a_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    with pytest.raises(rules.LockedPdf, match="locked"):
        clean(out.getvalue())


@pytest.mark.parametrize("more", [b"PK\x03\x04", b"<script>alert(1)</script>\n", b"\0"])
def test_a_pdf_with_something_after_its_end_is_refused(more: bytes) -> None:
    with pytest.raises(rules.BytesOutsidePdf, match="after its end"):
        clean(a_pdf() + more)


def test_what_lies_between_the_parts_of_a_pdf_does_not_survive() -> None:
    upload = a_pdf()
    end = upload[upload.rindex(b"startxref") :]
    kept = clean(upload + b"\nPK\x03\x04Tattletale\n" + end).content
    assert b"Tattletale" not in kept


def test_a_pdf_that_ends_in_an_empty_line_is_kept() -> None:
    assert clean(a_pdf() + b"\r\n\n").suffix == "pdf"


def test_a_torn_pdf_is_refused() -> None:
    whole = a_pdf()
    for upload in (whole[: len(whole) // 2], b"%PDF-1.7\n", whole.replace(b"/Pages", b"/Paged")):
        with pytest.raises(rules.TornPdf) as caught:
            clean(upload)
        assert caught.value.remedy


def test_a_pdf_of_too_many_pages_is_refused_with_both_counts() -> None:
    assert len(clean(a_pdf(pages=50)).pages) == 50
    with pytest.raises(rules.TooManyPages) as caught:
        clean(a_pdf(pages=51))
    assert caught.value.message == "This PDF has 51 pages, and a paper may have at most 50."


def test_a_pdf_that_unpacks_into_more_than_memory_holds_is_refused() -> None:
    def swell(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(zlib.compress(b"q " * 10_000_000), filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].Contents = stream

    upload = a_pdf(swell)
    assert len(upload) < 100_000
    with pytest.raises((rules.PaperUnreadable, rules.PaperTookTooLong)):
        clean(upload)


# -- Names, thumbnails, covering -----------------------------------------------------------------


def test_a_paper_is_named_by_its_entry_and_its_content() -> None:
    paper = Paper(content=b"", suffix="jpg", sha256="9f2c41d7" + "0" * 56, thumbnail=b"")
    assert paper.name_for("2026-0042") == "2026-0042-9f2c41d7.jpg"


@pytest.mark.parametrize(
    "number", ["", "2026", "../../x", "2026-0042/..", "2026-0042\n", "٢026-0042"]
)
def test_a_paper_is_named_by_nothing_but_an_entrys_number(number: str) -> None:
    paper = Paper(content=b"", suffix="jpg", sha256="0" * 64, thumbnail=b"")
    with pytest.raises(ValueError, match="not an entry's number"):
        paper.name_for(number)


def test_each_suffix_has_its_media_type_and_others_have_none() -> None:
    assert media_type("jpg") == "image/jpeg"
    assert media_type("pdf") == "application/pdf"
    assert media_type("html") == "application/octet-stream"


def test_a_thumbnail_is_narrow_and_can_be_made_again() -> None:
    photo, pages = clean(written(halves(2000, 1000), "JPEG")), clean(a_pdf())
    assert opened(photo.thumbnail).size == (480, 240)
    assert thumbnail(photo.content) == photo.thumbnail
    assert opened(pages.thumbnail).size == (417, 209)
    assert thumbnail(pages.content) == pages.thumbnail


def test_a_till_roll_has_a_light_thumbnail() -> None:
    assert opened(clean(written(halves(300, 3000), "PNG")).thumbnail).size == (96, 960)


def test_a_covered_box_is_black_and_the_rest_is_as_it_was() -> None:
    paper = clean(written(halves(600, 400), "PNG"))
    covered = cover(paper, [Box(left=0.0, top=0.25, right=0.5, bottom=0.75)])
    picture = opened(covered.content)
    assert near(picture.getpixel((150, 200)), BLACK)
    assert near(picture.getpixel((2, 102)), BLACK)
    assert near(picture.getpixel((150, 50)), RED)
    assert near(picture.getpixel((450, 200)), BLUE)
    assert near(opened(covered.thumbnail).getpixel((120, 160)), BLACK)
    assert covered.sha256 != paper.sha256


def test_the_whole_photo_can_be_covered() -> None:
    covered = cover(clean(written(halves(), "PNG")), [Box(left=0, top=0, right=1, bottom=1)])
    assert opened(covered.content).getextrema() == ((0, 0), (0, 0), (0, 0))


def test_covering_nothing_leaves_the_paper_as_it_is() -> None:
    paper = clean(written(halves(), "PNG"))
    assert cover(paper, []) is paper


@pytest.mark.parametrize(
    "edges",
    [(-0.1, 0, 1, 1), (0, 0, 1.1, 1), (0.5, 0, 0.5, 1), (0, 0.6, 1, 0.5), (0, 0, float("nan"), 1)],
)
def test_a_box_outside_the_photo_or_of_no_size_is_refused(
    edges: tuple[float, float, float, float],
) -> None:
    left, top, right, bottom = edges
    with pytest.raises(rules.NotABox) as caught:
        Box(left=left, top=top, right=right, bottom=bottom)
    assert caught.value.remedy


def test_more_boxes_than_a_person_draws_are_refused() -> None:
    paper = Paper(content=b"", suffix="jpg", sha256="0" * 64, thumbnail=b"")
    with pytest.raises(rules.NotABox):
        cover(paper, [Box(left=0, top=0, right=1, bottom=1)] * 51)


def test_a_part_of_a_pdf_cannot_be_covered() -> None:
    with pytest.raises(rules.OnlyPhotosAreCovered) as caught:
        cover(clean(a_pdf()), [Box(left=0, top=0, right=1, bottom=1)])
    assert caught.value.remedy == "Take a photo of the page and cover that."


def test_a_photo_is_turned_to_the_right_a_quarter_at_a_time() -> None:
    paper = clean(written(halves(), "PNG"))
    once = turn(paper)
    with Image.open(BytesIO(paper.content)) as before, Image.open(BytesIO(once.content)) as after:
        across, down = before.size
        assert after.size == (down, across)
        # Red was on the left, so it is on top.
        assert near(after.getpixel((2, 2)), RED)
        assert near(after.getpixel((2, across - 3)), BLUE)
    assert once.sha256 == sha256(once.content).hexdigest() != paper.sha256
    assert thumbnail(once.content) == once.thumbnail
    around = turn(turn(turn(once)))
    with Image.open(BytesIO(around.content)) as again:
        assert again.size == (across, down)


def test_a_pdf_is_not_turned() -> None:
    with pytest.raises(rules.OnlyPhotosAreTurned) as caught:
        turn(clean(a_pdf()))
    assert caught.value.remedy == "Turn it where it was made, or take a photo of the page."


# -- Laws ----------------------------------------------------------------------------------------

WHOLE = [written(halves(), kind) for kind in ("JPEG", "PNG", "WEBP", "HEIF")] + [a_pdf()]
CHANGED = st.builds(
    lambda whole, at, put: whole[: at % len(whole)] + put + whole[at % len(whole) + len(put) :],
    st.sampled_from(WHOLE),
    st.integers(0, 100_000),
    st.binary(min_size=1, max_size=8),
)
BEGUN = st.builds(
    lambda whole, length, rest: whole[:length] + rest,
    st.sampled_from(WHOLE),
    st.integers(0, 40),
    st.binary(max_size=200),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(upload=CHANGED | BEGUN | st.binary(max_size=200))
def test_any_bytes_become_a_clean_paper_or_a_refusal(upload: bytes) -> None:
    """No other exception, and nothing but a JPEG or a PDF of our own making."""
    try:
        paper = clean(upload)
    except rules.PaperRefusal as refused:
        said = (refused.message, refused.remedy)
        assert all(said)
    else:
        pictures = [paper.thumbnail, *paper.pages, *([paper.content] * (paper.suffix == "jpg"))]
        assert all(max(opened(each).size) <= 2400 for each in pictures)
        assert paper.suffix == "jpg" or paper.content.startswith(b"%PDF-")


@given(parts=st.lists(st.binary(max_size=50), max_size=6))
def test_what_is_packed_is_unpacked(parts: list[bytes]) -> None:
    assert unpack(pack(parts)) == parts


SHORT = st.binary(max_size=9).map(lambda rest: b"\0\0\0\x0a" + rest)


@given(torn=st.binary(min_size=1, max_size=3).filter(any) | SHORT)
def test_what_was_not_packed_is_not_unpacked(torn: bytes) -> None:
    with pytest.raises(ValueError, match="not whole"):
        unpack(torn)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_bare_jpeg_has_the_same_pixels(progressive: bool) -> None:  # noqa: FBT001 - a case
    details = {"exif": telling(), "comment": b"Tattletale", "progressive": progressive}
    photo = written(halves(), "JPEG", **details)
    stripped = bare(photo + b"and more")
    assert b"Tattletale" not in stripped
    assert stripped.endswith(b"\xff\xd9")
    assert opened(stripped).tobytes() == opened(photo).tobytes()


@given(content=st.binary(max_size=60) | st.binary(max_size=60).map(lambda rest: b"\xff\xd8" + rest))
def test_making_any_bytes_bare_never_fails(content: bytes) -> None:
    assert len(bare(content)) <= len(content) + 2


# -- Limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("limits", "seconds"), [(PHOTO_LIMITS, 5), (PDF_LIMITS, 20)])
def test_the_child_that_decodes_writes_nothing_and_has_seconds(
    limits: Limits, seconds: int
) -> None:
    assert (limits.seconds, limits.file_bytes) == (seconds, 0)
    assert limits.memory <= 768 * rules.MEGABYTE


def test_twelve_megabytes_are_taken_and_a_byte_more_is_not() -> None:
    photo = written(halves(), "JPEG")
    whole = photo + bytes(rules.MOST_BYTES - len(photo))
    assert len(whole) == 12 * 1024 * 1024
    assert opened(clean(whole).content).size == (60, 40)
    with pytest.raises(rules.PaperTooLarge):
        clean(whole + b"\0")


def test_nothing_of_a_photo_is_decoded_in_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> Image.Image:
        pytest.fail("the parent itself opened a stranger's photo")

    upload = written(halves(), "JPEG")
    monkeypatch.setattr(Image, "open", never)
    assert clean(upload).suffix == "jpg"
