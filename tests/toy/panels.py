"""On a record's page: whom to ask about clubs."""

from portal.records.panels import RecordPanel, record_panels


def author_of(record, user):
    return {"name": record.author.name}


record_panels.register(RecordPanel(slug="club", template="toy/_club.html", context=author_of))
