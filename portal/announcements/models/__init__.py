"""Announcements, who gets them, their files, and the shelf."""

from portal.announcements.models.announcement import AddressedRole, Announcement, Stage
from portal.announcements.models.recipient import Recipient
from portal.announcements.models.shelf import ShelfDocument, ShelfVersion
from portal.announcements.models.stored_file import AnnouncementFile, StoredFile

__all__ = [
    "AddressedRole",
    "Announcement",
    "AnnouncementFile",
    "Recipient",
    "ShelfDocument",
    "ShelfVersion",
    "Stage",
    "StoredFile",
]
