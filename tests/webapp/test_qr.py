"""An address as squares: the picture is the code, square by square, with its quiet edge."""

import re

import segno

from webapp.qr import squares

ADDRESS = "https://purse.example/open/elm-street-mutual-aid"


def test_every_dark_square_of_the_code_is_drawn_and_no_other() -> None:
    made = squares(ADDRESS)
    drawn = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", made.path)}
    code = segno.make(ADDRESS, micro=False, error="m")
    dark = {
        (x, y)
        for y, row in enumerate(code.matrix_iter(border=4))
        for x, is_dark in enumerate(row)
        if is_dark
    }
    assert drawn == dark
    assert made.side == code.symbol_size(border=4)[0]


def test_the_edge_is_left_light_so_that_a_camera_finds_it() -> None:
    made = squares(ADDRESS)
    places = [int(place) for pair in re.findall(r"M(\d+) (\d+)h", made.path) for place in pair]
    assert min(places) == 4
    assert max(places) == made.side - 5
