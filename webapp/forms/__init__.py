"""From the fields of a form to an act that is already right, and from an entry back to fields."""

from webapp.forms.sorts import SORTS, Sort, sort_of

__all__ = ["SORTS", "Sort", "sort_of"]
