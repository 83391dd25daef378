"""The Django project and the kernel that every domain app plugs into."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
