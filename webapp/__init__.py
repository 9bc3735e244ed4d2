"""The web app: a person's click to one ledger verb and one page.

The app itself is `webapp.app`. Nothing is imported here, so that the process that runs Fava, which
lies in this package too, does not load the application with it.
"""
