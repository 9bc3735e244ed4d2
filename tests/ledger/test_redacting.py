"""Words that name somebody are blanked everywhere, and every figure stays."""

import shutil
import subprocess
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pygit2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ledger import history, index, papers
from ledger.beans.blanking import BLANKED
from ledger.book import Book, read
from ledger.book.blankable import blankable
from ledger.checks import problems
from ledger.entries.acts import Correction
from ledger.errors import Refusal
from ledger.journal import Attachment, disk, looking, tidying
from ledger.journal.blanking import finish_blanking
from ledger.journal.finishing import DECIDED, PREPARED
from ledger.journal.steps import RealSteps
from ledger.money import Money
from ledger.papers import Box
from ledger.reading import covered_paper
from ledger.recording import (
    Agreement,
    Blanks,
    Cover,
    agree,
    approve,
    copy_of_a_moment,
    declare_paper,
    record,
    redact,
)
from ledger.vouchers import PaperState
from tests.ledger.histories import pack_of
from tests.ledger.street import (
    BANK,
    TODAY,
    attachment,
    begun,
    hand,
    share,
    spent,
    stock_errors,
    stock_sums,
    text_of,
)

HANDS = (hand("P003"), hand("P005"))
WHY = "a neighbour was named"
WORDS = Blanks(words=("Zebulon Quirke",))
SECRET = (b"zebulon", b"quirke")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path)


@pytest.fixture
def named(shelf: Path) -> Path:
    """Entry 2026-0001 names somebody; its correction and what was said later name them again."""
    record(shelf, spent(words=("Aldi", "Soup for Zebulon Quirke, and bread")), hand())
    record(shelf, spent(words=("Aldi", "Leaflets")), hand())
    declare_paper(shelf, "2026-0001", PaperState.LOST, "zebulon quirke kept it", hand())
    right = spent(share(9_00), words=("Zebulon Quirke", "Soup for Zebulon Quirke"))
    act = Correction(corrects="2026-0001", because="“Zebulon Quirke” paid £9", right=right)
    record(shelf, act, hand())
    return shelf


def found_in(folder: Path, words: tuple[bytes, ...] = SECRET) -> list[str]:
    """Every file of a folder, and every object of a history in it, that holds any of some words.

    Words of small letters are found in whatever letters; anything else as it stands.
    """
    held = {}
    for path in (each for each in folder.rglob("*") if each.is_file()):
        raw = path.read_bytes()
        held[str(path.relative_to(folder))] = raw
        if path.parent.parent.name == "objects" and len(path.name) == 38:
            held[f"{path}!"] = zlib.decompress(raw)
        if raw.startswith(b"PACK"):
            held[f"{path}!"] = unpacked(raw)
    for home in folder.rglob(".git"):
        repository = pygit2.Repository(str(home))
        held |= {str(each): repository.odb.read(each)[1] for each in repository.odb}
    return [
        name
        for name, raw in held.items()
        if any(word in (raw.lower() if word.islower() else raw) for word in words)
    ]


def unpacked(raw: bytes) -> bytes:
    """Whatever can be unpacked anywhere in a pack, whether or not a list tells of it."""
    found = []
    for place in (place for place, byte in enumerate(raw) if byte == 0x78):
        with suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(raw[place:]))
    return b" ".join(found)


def fsck(shelf: Path) -> str:
    """What git itself finds wrong with a history, or in the folder beside it."""
    git = ["git", "-c", "safe.directory=*", "-C", str(shelf)]
    asked = ([*git, "fsck", "--strict", "--full"], [*git, "status", "--porcelain"])
    return "".join(
        subprocess.run(each, check=True, capture_output=True, text=True).stdout for each in asked
    )


def sound(shelf: Path) -> Book:
    """The book, shown to be whole: in stock, in its history, in its index."""
    assert stock_errors(shelf) == []
    assert fsck(shelf) == ""
    assert looking.differing(shelf) == {}
    assert not (shelf / PREPARED).exists()
    assert not (shelf / DECIDED).exists()
    book = read(shelf)
    assert tuple(index.current(shelf).entries.values()) == tuple(book.entries.values())
    assert [each for each in problems(book) if each.is_grave] == []
    return book


def test_the_words_are_gone_from_text_history_index_and_every_file(named: Path) -> None:
    index.current(named)
    history.acts(named)
    assert found_in(named.parent.parent) != []
    redact(named, "2026-0001", WORDS, WHY, HANDS)
    sound(named)
    assert found_in(named.parent.parent) == []


def test_what_is_left_says_so_and_every_figure_stays(named: Path) -> None:
    before = stock_sums(named)
    entry = redact(named, "2026-0001", WORDS, WHY, HANDS)
    assert entry.transactions[0].narration == f"Soup for {BLANKED}, and bread"
    book = sound(named)
    told = book.entries["2026-0003"]
    assert [(each.payee, each.narration) for each in told.transactions] == [
        ("Aldi", f"Soup for {BLANKED}, and bread"),
        (BLANKED, f"Soup for {BLANKED}"),
    ]
    assert told.because == f"“{BLANKED}” paid £9"
    assert book.entries["2026-0001"].later[0].said(2) == f"{BLANKED} kept it"
    assert book.entries["2026-0002"].transactions[0].narration == "Leaflets"
    assert stock_sums(named) == before
    line = '2026-03-20 custom "redacted" "2026-0001" "P003" "P005" "a neighbour was named"'
    assert line in text_of(named, "2026-03")


def test_the_history_tells_the_same_acts_by_the_same_people_at_the_same_time(named: Path) -> None:
    before = [(act.when, act.by, act.what) for act in history.acts(named)]
    redact(named, "2026-0001", WORDS, WHY, HANDS)
    after = [(act.when, act.by, act.what) for act in history.acts(named)]
    assert after[1:] == before
    assert after[0][1:] == ("P005", "blanked words of 2026-0001")
    assert record(named, spent(), hand()).number == "2026-0004"
    sound(named)


def test_a_tidied_history_and_names_of_its_own_forget_the_words_too(named: Path) -> None:
    tidying.tidy(named, at_least=1)
    git = ["git", "-c", "safe.directory=*", "-c", "user.name=A", "-c", "user.email=a@b.c"]
    git += ["-C", str(named)]
    for step in (["tag", "-a", "v1", "-m", "Quirke"], ["branch", "old"], ["pack-refs", "--all"]):
        subprocess.run([*git, *step], check=True)
    message = ["commit", "--allow-empty", "-m", "looked for Zebulon Quirke"]
    subprocess.run([*git, *message], check=True, capture_output=True)
    redact(named, "2026-0001", WORDS, WHY, HANDS)
    assert found_in(named.parent.parent) == []
    sound(named)
    assert {"refs/heads/main", "refs/heads/old", "refs/tags/v1"} == set(
        pygit2.Repository(str(named)).references
    )


def test_what_killed_programs_and_somebodys_git_left_forgets_the_words_too(named: Path) -> None:
    objects = named / ".git/objects"
    pack = pack_of(named, history.acts(named)[0].version)
    assert f"{pack}!" in found_in(named.parent)
    for left in ("tmp_obj_purse-0", "pack/pack-1.pack", "pack/tmp_pack_1", "17/tmp_obj_1"):
        (objects / left).parent.mkdir(exist_ok=True)
        shutil.copyfile(pack, objects / left)
    (objects / "pack/multi-pack-index.d").mkdir()
    shutil.copyfile(pack, objects / "pack/multi-pack-index.d/multi-pack-index-1.midx")
    pack.with_suffix(".keep").write_text("Quirke")
    redact(named, "2026-0001", WORDS, WHY, HANDS)
    assert found_in(named.parent.parent) == []
    sound(named)


def test_an_older_wording_that_was_changed_by_hand_is_blanked_as_a_whole(named: Path) -> None:
    file = named / "journal/2026-03.beancount"
    old = file.read_text()
    file.write_text(old.replace('"Soup for Zebulon Quirke, and bread" #', '"Soup Z. Quirk" #', 1))
    record(named, spent(), hand())
    file.write_text(file.read_text().replace("Soup Z. Quirk", "Soup for Zebulon Quirke, and bread"))
    record(named, spent(), hand())
    redact(named, "2026-0001", WORDS, WHY, HANDS)
    assert found_in(named.parent.parent, (*SECRET, b"quirk")) == []
    sound(named)


def test_words_go_from_a_closed_time_too_since_no_figure_changes(named: Path) -> None:
    balance = sum(number for (name, _), number in stock_sums(named).items() if name == BANK)
    figure = Money(int(balance * 100))
    bank = Agreement(day=TODAY, account=BANK, figure=figure, statement="of 20 March")
    agree(named, bank, hand())
    redact(named, "2026-0001", WORDS, WHY, (hand("P003"), hand("P005", today=date(2026, 4, 2))))
    sound(named)
    assert 'custom "redacted"' in text_of(named, "2026-04")


@pytest.mark.parametrize(
    ("blanks", "because", "hands", "words"),
    [
        (WORDS, WHY, (HANDS[0], HANDS[0]), "two people"),
        (WORDS, "", HANDS, "Why the words are blanked"),
        (WORDS, "it said Zebulon Quirke", HANDS, "very words"),
        (Blanks(words=("Somebody Else",)), WHY, HANDS, "do not stand"),
        (Blanks(), WHY, HANDS, "Nothing would be blanked"),
        (
            Blanks(covers=(Cover(paper="2026-0001-00000000.jpg", picture=attachment().paper),)),
            WHY,
            HANDS,
            "cannot be covered",
        ),
    ],
)
def test_each_refusal_has_a_remedy_and_changes_nothing(
    named: Path, blanks: Blanks, because: str, hands: tuple[object, object], words: str
) -> None:
    before = {path: path.read_bytes() for path in named.rglob("*.beancount")}
    with pytest.raises(Refusal, match=words) as refused:
        redact(named, "2026-0001", blanks, because, hands)  # type: ignore[arg-type]  # wrong on purpose, or untyped
    assert refused.value.remedy
    assert {path: path.read_bytes() for path in named.rglob("*.beancount")} == before
    sound(named)


def test_a_text_written_by_hand_in_another_form_is_refused_whole(named: Path) -> None:
    file = named / "journal/2026-03.beancount"
    odd = file.read_text().replace(
        "Soup for Zebulon Quirke, and", "Soup for Zebulon\nQuirke, and", 1
    )
    file.write_text(odd)
    with pytest.raises(Refusal, match="written by hand"):
        redact(named, "2026-0001", Blanks(words=("Zebulon\nQuirke",)), WHY, HANDS)
    assert file.read_text() == odd


# Papers


def photo(words: str = "x") -> papers.Paper:
    """A photo with something to see in its left half."""
    picture = Image.new("RGB", (200, 100), "white")
    ImageDraw.Draw(picture).text((10, 40), words, fill="black")
    out = BytesIO()
    picture.save(out, "JPEG")
    return papers.clean(out.getvalue())


def covered(shelf: Path, name: str, *boxes: Box) -> Cover:
    return Cover(paper=name, picture=covered_paper(shelf, name, boxes))


def pdf() -> papers.Paper:
    """A PDF of two pages."""
    pages = [Image.new("RGB", (200, 100), colour) for colour in ("red", "blue")]
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return papers.clean(out.getvalue())


def test_a_part_of_a_photo_goes_with_the_old_file_and_from_the_history(shelf: Path) -> None:
    kept = photo("Zebulon")
    old = record(shelf, spent(), hand(), [Attachment(paper=kept)]).documents[0]
    boxes = (Box(left=0, top=0, right=0.5, bottom=1),)
    blanks = Blanks(covers=(covered(shelf, old.name, *boxes),))
    traces = (kept.content, old.name.encode(), old.sha256.encode())
    assert all(found_in(shelf.parent.parent, (each,)) for each in traces)
    entry = redact(shelf, "2026-0001", blanks, WHY, HANDS)
    (new,) = entry.documents
    assert (new.total, new.tags, new.links) == (old.total, old.tags, old.links)
    assert new.name != old.name
    assert new.name.startswith(f"2026-0001-{new.sha256[:8]}")
    there = [path.name for path in (shelf / "vouchers/2026").iterdir()]
    assert there == [new.name]
    assert found_in(shelf.parent.parent, traces) == []
    picture = Image.open(shelf / "vouchers/2026" / new.name).convert("RGB")
    assert max(picture.getpixel((50, 50))) < 40  # type: ignore[type-var,arg-type]  # wrong on purpose, or untyped
    sound(shelf)
    assert history.acts(shelf)[0].what == "covered a paper of 2026-0001"


def test_a_pdf_goes_as_a_whole_with_the_pictures_of_its_pages(shelf: Path) -> None:
    kept = pdf()
    assert len(kept.pages) == 2
    names = []
    for _ in range(2):
        names += [
            record(shelf, spent(), hand(), [Attachment(paper=kept, total=Money(20_00))])
            .documents[0]
            .name
        ]
    traces = (kept.content, *kept.pages)
    assert all(found_in(shelf.parent.parent, (each,)) for each in traces)
    entry = redact(shelf, "2026-0001", Blanks(covers=(covered(shelf, names[0]),)), WHY, HANDS)
    (new,) = entry.documents
    there = sorted(path.name for path in (shelf / "vouchers/2026").iterdir())
    assert there == [new.name, new.name.replace("2026-0001", "2026-0002")]
    assert found_in(shelf.parent.parent, traces) == []
    sound(shelf)
    other = record(shelf, spent(), hand(), [Attachment(paper=pdf())]).documents[0].name
    box = Box(left=0, top=0, right=1, bottom=0.5)
    with pytest.raises(Refusal, match="PDF"):
        covered(shelf, other, box)


def test_two_blank_pictures_are_never_taken_for_one_paper(shelf: Path) -> None:
    marks = set()
    for colour in ("a", "b"):
        entry = record(shelf, spent(), hand(), [Attachment(paper=photo(colour))])
        covers = (covered(shelf, entry.documents[0].name),)
        marks.add(
            redact(shelf, entry.number, Blanks(covers=covers), WHY, HANDS).documents[0].sha256
        )
    assert len(marks) == 2
    sound(shelf)


# Kills


class Killed(BaseException):
    """The program ended here."""


class Mortal(RealSteps):
    """A disk under a program that ends after so many steps."""

    def __init__(self, ahead: int) -> None:
        self.ahead = ahead

    def _step(self) -> None:
        self.ahead -= 1
        if self.ahead == 0:
            raise Killed

    def write(self, path: Path, content: bytes) -> None:
        self._step()
        super().write(path, content)

    def rename(self, old: Path, new: Path) -> None:
        self._step()
        super().rename(old, new)

    def unlink(self, path: Path) -> None:
        self._step()
        super().unlink(path)

    def flush(self, path: Path) -> None:
        self._step()
        super().flush(path)


class Decided(RealSteps):
    """A disk under a program that ends as soon as it is decided that words go."""

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        if new.name == DECIDED:
            raise Killed


def test_killed_at_any_step_it_is_the_old_or_the_new_and_a_restart_goes_on(
    named: Path, tmp_path: Path
) -> None:
    entry = record(named, spent(), hand(), [Attachment(paper=photo())])
    covers = (covered(named, entry.documents[0].name),)
    redact(named, entry.number, Blanks(covers=covers), WHY, HANDS)
    sums = stock_sums(named)
    ends = set()
    for ahead in range(1, 400):
        shelf = Path(shutil.copytree(named, tmp_path / "again/books/street"))
        try:
            with disk.running(disk.Running(steps=Mortal(ahead))):
                redact(shelf, "2026-0001", WORDS, WHY, HANDS)
            break
        except Killed:
            assert stock_errors(shelf) == []
            assert stock_sums(shelf) == sums
            with disk.running(disk.Running()):
                finish_blanking(shelf)
                approve(shelf, "2026-0002", hand("P005"))
            is_new = BLANKED in text_of(shelf, "2026-03")
            assert (found_in(shelf.parent.parent) == []) is is_new
            ends.add(is_new)
            sound(shelf)
        shutil.rmtree(tmp_path / "again")
    else:
        pytest.fail("it never ended")
    assert ends == {True, False}


def test_what_was_decided_is_finished_by_the_next_act_and_by_a_back_up(
    named: Path, tmp_path: Path
) -> None:
    with pytest.raises(Killed), disk.running(disk.Running(steps=Decided())):
        redact(named, "2026-0001", WORDS, WHY, HANDS)
    assert (named / DECIDED).is_dir()
    copied = Path(shutil.copytree(named, tmp_path / "copied/books/street"))
    approve(copied, "2026-0002", hand("P005"))
    assert found_in(tmp_path / "copied") == []
    copy_of_a_moment(named, tmp_path / "copy")
    assert found_in(tmp_path / "copy") == []
    sound(named)


# Any text at all

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(payee=TEXTS, narration=TEXTS, chosen=st.integers(0, 30), because=TEXTS)
def test_whatever_was_typed_only_the_chosen_words_change(
    payee: str, narration: str, chosen: int, because: str
) -> None:
    with TemporaryDirectory() as folder:
        shelf = begun(Path(folder))
        try:
            record(shelf, spent(words=(payee, narration)), hand())
        except Refusal:
            return
        record(shelf, spent(words=(payee, narration)), hand())
        act = Correction(corrects="2026-0001", because=f"it was {because}", right=None)
        record(shelf, act, hand())
        before, sums = read(shelf), stock_sums(shelf)
        said = index.current(shelf)
        found = blankable(said, "2026-0001")
        places = [(t, w) for t, typed in enumerate(found.texts) for w in range(len(typed.words))]
        del said
        if not places:
            return
        phrases = found.phrases({places[chosen % len(places)]})
        try:
            redact(shelf, "2026-0001", Blanks(words=phrases), "none", HANDS)
        except Refusal as refused:
            assert "very words" in str(refused)  # noqa: PT017 - it may be refused or not
            return
        after = sound(shelf)
        assert stock_sums(shelf) == sums
        texts = found.texts_without(phrases)
        for number, old in before.entries.items():
            new = after.entries[number]
            if number not in found.numbers:
                assert new == old
            for was, now in zip(old.transactions, new.transactions, strict=True):
                same = replace(now, payee=was.payee, narration=was.narration, facts=was.facts)
                assert same == was
                if number in found.numbers:
                    assert now.payee == texts.get(was.payee, was.payee)
                    assert now.narration == texts.get(was.narration, was.narration)
