"""Importing the roster: read, preview, confirm, undo; exporting it; first passwords.

A sheet goes through `parse` (cells → values) and `evaluate` (values against
what the portal knows → new, changed, unchanged, wrong, or a question) before
`apply` writes it in one transaction and `undo` takes it back as one.
"""
