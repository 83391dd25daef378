"""Forms: the summary and the field say the same words; help and errors are tied to the control."""

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from portal.ui.fields import field_html
from portal.ui.forms import PortalForm, complaints_of


class LessonForm(PortalForm):
    topic = forms.CharField(label="Lesson topic", help_text="In a few words.")
    taught_on = forms.DateField(label="Date")
    class_name = forms.ChoiceField(label="Class", choices=[("", "–"), ("8", "8 (3)")])
    visibility = forms.ChoiceField(
        label="Visible to", choices=[("me", "Me"), ("all", "All")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    is_shared = forms.BooleanField(label="Shared", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.cleaned_data.get("note") == "clash":
            raise forms.ValidationError("These two do not fit.")
        return self.cleaned_data


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def page_of(form, text="{% form_fields form %}"):
    return engines["django"].from_string(text).render({"form": form})


def test_an_untouched_form_has_no_summary():
    assert "error-summary" not in page_of(LessonForm())


def test_each_complaint_names_its_field_and_stands_beside_it_in_the_same_words():
    form = LessonForm({})

    assert [(c.message, c.target) for c in complaints_of(form)] == [
        ("Fill in: Lesson topic.", "id_topic"),
        ("Fill in: Date.", "id_taught_on"),
        ("Choose: Class.", "id_class_name"),
        ("Choose: Visible to.", "id_visibility_0"),
    ]
    assert page_of(form).count("Fill in: Lesson topic.") == 2


def test_the_summary_links_to_a_control_that_exists():
    page = page_of(LessonForm({}))

    assert all(f' id="{c.target}"' in page for c in complaints_of(LessonForm({})))


def test_the_summary_takes_the_focus():
    page = " ".join(page_of(LessonForm({})).split())

    assert 'role="alert" tabindex="-1" autofocus' in page


def test_a_complaint_about_the_whole_form_comes_first_and_leads_nowhere():
    form = LessonForm({"note": "clash"})

    first = next(complaints_of(form))

    assert (first.message, first.target) == ("These two do not fit.", "")


def test_a_complaint_about_a_hidden_field_leads_nowhere():
    form = LessonForm({"version": "x"})

    assert [c.target for c in complaints_of(form)][-1] == ""


def test_what_was_typed_stays():
    page = page_of(LessonForm({"topic": '"Spring" & <rain>', "note": "kept\n", "class_name": "8"}))

    assert 'value="&quot;Spring&quot; &amp; &lt;rain&gt;"' in page
    assert ">\nkept\n</textarea>" in page
    assert '<option value="8" selected>' in page


def test_help_and_error_are_tied_to_the_control():
    field = field_html(LessonForm({})["topic"])

    assert 'aria-describedby="id_topic_helptext id_topic_error"' in field
    assert 'id="id_topic_helptext"' in field
    assert 'id="id_topic_error"' in field


def test_what_may_stay_empty_says_so():
    form = LessonForm()

    assert "(optional)" in field_html(form["note"])
    assert "(optional)" not in field_html(form["topic"])
    assert 'aria-required="true"' in field_html(form["topic"])


def test_a_group_of_choices_has_a_legend():
    field = field_html(LessonForm()["visibility"])

    assert field.startswith('<fieldset class="field"')
    assert "<legend" in field
    assert field.count('type="radio"') == 2


def test_a_day_is_picked_with_the_device():
    assert 'type="date"' in field_html(LessonForm()["taught_on"])


@pytest.mark.parametrize("name", ["topic", "taught_on", "class_name", "note", "is_shared"])
def test_our_controls_say_what_djangos_own_would(name):
    """The same attributes and values, whatever their order and the white space."""
    form = LessonForm(
        {"topic": "x", "taught_on": "2026-09-01", "class_name": "8", "is_shared": "on"}
    )
    ours = field_html(form[name])

    for part in str(form[name]).replace("\n", " ").replace(">", " ").split():
        assert part.rstrip(">") in ours


def test_crispy_draws_the_same_fields():
    plain = page_of(LessonForm({}))
    crispy = page_of(LessonForm({}), "{% load crispy_forms_tags %}{% crispy form %}")

    assert "".join(plain.split()) == "".join(crispy.split())


def test_crispy_honours_a_layout():
    from crispy_forms.layout import Div, Layout

    form = LessonForm()
    form.helper.layout = Layout(Div("topic", css_class="row"))

    page = page_of(form, "{% load crispy_forms_tags %}{% crispy form %}")

    assert 'class="row"' in page
    assert 'id="div_id_topic"' in page
    assert "id_note" not in page
