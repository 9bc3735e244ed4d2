"""Pictures for documents, plain enough to weigh next to nothing."""

from io import BytesIO

from PIL import Image


def picture(side: int = 500) -> bytes:
    """A plain picture."""
    made = BytesIO()
    Image.new("L", (side, side), 200).save(made, "JPEG")
    return made.getvalue()
