"""The command line, `purse`: one verb a module, each with an example, and no traceback ever.

`./run WORDS` and `python -m webapp WORDS` come here.
"""

from webapp.commands.purse import purse

__all__ = ["purse"]
