"""The school's own timetable sheet: recognised, read, previewed, confirmed, undone as one."""
