"""Records out of Word files: one on a form, many in a ZIP that the office imports.

A file goes through `package` (is it a Word file, and a harmless one), `convert`
(mammoth, cleaned like everything typed) and `split` (title, and a text for each
field). `names` says whose a file called 姓名-题目.docx is; `preview`, `apply`
and `undo` are the import of a ZIP.
"""
