"""The translation catalogues: compiled in pure Python, complete, of one mind."""

import gettext

import pytest
from django.core.management import CommandError, call_command

from portal.ui import catalogues
from portal.ui.catalogues import (
    HEADER,
    PO,
    CatalogueFolder,
    compile_catalogue,
    contradictions,
    extract_catalogue,
    faults_in,
    has_xgettext,
    read_catalogue,
    with_plain_header,
)


@pytest.fixture
def app_with(tmp_path, settings):
    """`app_with(messages)` makes an app's folder with a catalogue of these lines."""
    settings.BASE_DIR = tmp_path
    made = []

    def make(messages):
        path = tmp_path / f"app{len(made)}"
        folder = CatalogueFolder(path, (path,))
        folder.po.parent.mkdir(parents=True)
        folder.po.write_bytes(HEADER + messages.encode())
        made.append(folder)
        return folder

    return make


def faults(folder):
    return list(faults_in(read_catalogue(folder)))


def test_compiled_words_are_what_gettext_reads(app_with):
    folder = app_with('msgid "Term"\nmsgstr "学期"\n')

    assert compile_catalogue(folder)

    with folder.po.with_suffix(".mo").open("rb") as mo:
        assert gettext.GNUTranslations(mo).gettext("Term") == "学期"


def test_compiling_again_changes_nothing(app_with):
    folder = app_with('msgid "Term"\nmsgstr "学期"\n')
    compile_catalogue(folder)

    assert not compile_catalogue(folder)


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ('msgid "Term"\nmsgstr ""\n', ["empty: 'Term'"]),
        ('#, fuzzy\nmsgid "Term"\nmsgstr "学期"\n', ["fuzzy: 'Term'"]),
        ('msgid "%(n)d term"\nmsgid_plural "%(n)d terms"\nmsgstr[0] ""\n', ["empty: '%(n)d term'"]),
        ('msgid "Term"\nmsgstr "学期"\n', []),
    ],
    ids=["empty", "fuzzy", "plural", "complete"],
)
def test_what_is_missing_is_named(app_with, messages, said):
    assert faults(app_with(messages)) == said


def test_lost_placeholder_is_named(app_with):
    folder = app_with('#, python-format\nmsgid "Ended %(moment)s"\nmsgstr "已结束 %(time)s"\n')

    assert len(faults(folder)) == 1


def test_two_words_for_one_thing_are_named(app_with):
    one = app_with('msgid "State"\nmsgstr "状态"\n')
    other = app_with('msgid "State"\nmsgstr "情况"\n')

    said = list(contradictions(map(read_catalogue, [one, other])))

    assert said == ["'State' is '状态' in one app and '情况' in another"]


def test_header_says_nothing_that_changes():
    made = b'# SOME TITLE\nmsgid ""\nmsgstr ""\n"POT-Creation-Date: now\\n"\n\nmsgid "a"\n'

    assert with_plain_header(made) == HEADER + b'msgid "a"\n'


@pytest.mark.skipif(not has_xgettext(), reason="GNU gettext is not installed")
def test_new_words_are_extracted_beside_the_known(app_with):
    folder = app_with('#: a.py\nmsgid "Term"\nmsgstr "学期"\n')
    (folder.path / "a.py").write_text('_("Term"), _("Week")', encoding="utf-8")
    (folder.path / "calendar.py").write_text("raise ImportError", encoding="utf-8")

    made = read_catalogue(folder, extract_catalogue(folder))

    assert {m.id: m.string for m in made if m.id} == {"Term": "学期", "Week": ""}


def test_check_fails_with_every_fault(app_with, monkeypatch):
    folder = app_with('msgid "Term"\nmsgstr ""\n')
    monkeypatch.setattr(catalogues, "has_xgettext", lambda: False)
    commands = "portal.ui.management.commands.checkcatalogs"
    monkeypatch.setattr(f"{commands}.catalogue_folders", lambda: [folder])
    monkeypatch.setattr(f"{commands}.has_xgettext", lambda: False)

    with pytest.raises(CommandError, match=f"{PO}: empty: 'Term'"):
        call_command("checkcatalogs")
