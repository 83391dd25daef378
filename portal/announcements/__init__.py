"""Announcements (通知) with who has read them, and the shelf of rules and forms (制度与表格)."""
