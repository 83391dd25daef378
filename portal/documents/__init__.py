"""School forms and lists on paper: one description, printed as PDF and as Word.

A domain describes a form once and gets both files::

    from portal.documents.form import Field, Form, Picture, Pictures, Prose, Signatures
    from portal.documents.pdf import form_pdf
    from portal.documents.responses import pdf_response, word_response
    from portal.documents.word import form_docx

    form = Form(
        _("Lesson observation record"),
        blocks=(
            Field(_("Date"), school_date(observation.day)),
            Field(_("Class"), observation.school_class),  # two short fields share a line
            Field(_("Topic"), observation.topic, wide=True),
            Prose(_("What happened"), observation.process),  # cleaned HTML
            Pictures(_("Photos"), tuple(Picture(f.file.read(), f.name) for f in photos)),
            Signatures((_("Group leader"), _("Date"))),
        ),
    )
    return pdf_response(form_pdf(form), "听课记录表.pdf")  # or word_response(form_docx(form), …)

`Table` prints a list of any length under a header that repeats on each page;
`Text` is prose that stands free between the boxes. A form which no description
fits is a `.typ` file in the app's `documents/` folder (`typeset.render_pdf`) or
a `.docx` with the school's own layout (`word_template.render_word`).
`qr.qr_svg` draws a QR code for a page.
"""
