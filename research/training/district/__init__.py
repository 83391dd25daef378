"""The district's sheet of hours (学时导出表): read, previewed, confirmed, undone as one.

Some districts export a line for each training, others one total per person;
both are read. Identity is by staff number; a name alone decides only where
nobody shares it.
"""
