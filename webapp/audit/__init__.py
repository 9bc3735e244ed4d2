"""The books in stock Fava, for an examiner who may look and change nothing.

Only the child process that `webapp.audit.server` runs imports Fava; the application talks to it
through `webapp.audit.door`, and `webapp.audit.guard` decides what may be asked at all.
"""
