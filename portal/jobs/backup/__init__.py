"""Backup and restore: every row and every file in one archive, checked by sums.

The rows are plain JSON, so that an archive made on SQLite is restored on
PostgreSQL and the other way round (that is how a school grows out of the
embedded database). Sessions are left out: after a restore everybody signs in
again.
"""
