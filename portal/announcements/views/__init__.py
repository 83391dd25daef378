"""Pages of announcements and of the shelf."""
