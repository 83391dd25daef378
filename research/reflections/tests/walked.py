"""Which of Lin's featured records and which template the permission walk opens."""

from research.reflections.feature_record import feature_record
from research.reflections.models import WritingTemplate
from research.reflections.tests.factories import LessonReflectionFactory


def objects(cast):
    accepted = LessonReflectionFactory(author=cast.lin, accepted=cast.zhou)
    featured = feature_record(
        LessonReflectionFactory(author=cast.lin, accepted=cast.zhou), by=cast.zhou
    )
    template = WritingTemplate.objects.create(kind="case", name="三段式", texts={"situation": "x"})
    acts = ("unfeature", "mark", "unmark")
    return {
        "research:reading_feature": {"pk": accepted.pk},
        **{f"research:reading_{act}": {"pk": featured.pk} for act in acts},
        "research:template_edit": {"pk": template.pk},
        "research:template_remove": {"pk": template.pk},
    }
