"""Documents that are printed once and kept, and made beside the answers: nobody waits for them.

What is kept is disposable, in `printed/` of the data folder, a folder for each group. Whoever asks
for a document that is there gets it at once. Otherwise it is made by a thread beside, and whoever
asks is shown a page that comes back by itself. All of that is told by files, so that any process
which serves knows of it; one that was ended leaves nothing behind that holds the next one up.
"""

from webapp.prints.answering import SHORT, Shown, answer, meanwhile
from webapp.prints.errands import Errand
from webapp.prints.keeping import forget, none_left
from webapp.prints.making import Wanted

__all__ = ["SHORT", "Errand", "Shown", "Wanted", "answer", "forget", "meanwhile", "none_left"]
