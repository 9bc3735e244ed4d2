"""Whether every program finds the same pages in a PDF, in the same order and of the same size.

Pages hang on a tree. Some programs go through all of it, others by how many pages each branch says
that it has; some take the size that a page shares with others from the branch above, others from
the branch that the page says is its own.
"""

import pikepdf

_OF_A_BRANCH = {
    *("/Type", "/Kids", "/Count", "/Parent"),
    *("/Resources", "/MediaBox", "/CropBox", "/Rotate"),
}


def pages_on(branch: object, above: object = None) -> int | None:
    """Count the pages on a branch; none where programs would differ in it, or in what is below."""
    if not isinstance(branch, pikepdf.Dictionary) or not _hangs_on(branch, above):
        return None
    kids = branch.get("/Kids")
    if kids is None:
        return 1 if branch.get("/Type") == pikepdf.Name.Page else None
    is_branch = branch.get("/Type") == pikepdf.Name.Pages and not branch.keys() - _OF_A_BRANCH
    if not is_branch or not isinstance(kids, pikepdf.Array):
        return None
    counts = [pages_on(each, branch) for each in kids]
    known = [each for each in counts if each is not None]
    count = sum(known)
    return count if len(known) == len(counts) and branch.get("/Count") == count else None


def _hangs_on(branch: pikepdf.Dictionary, above: object) -> bool:
    """Tell whether a part says that it hangs on what it was found on."""
    said = branch.get("/Parent")
    if above is None or said is None:
        return above is said
    return getattr(said, "objgen", None) == getattr(above, "objgen", None)
