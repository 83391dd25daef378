"""Out of Word into the portal: pasted with a picture, taken from a file, many in a ZIP.

A teacher pastes at the desk and takes a file on the phone; the office imports a
ZIP with a doubt, and the teacher confirms what was entered.
"""

import base64
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.records.models import Entry
from portal.records.prose import pictures_in
from research.reflections.models import Case, LessonReflection
from tests.browser.conftest import DESK, assert_accessible
from tests.words import WORD, picture_bytes, word_bytes, zip_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = "/research/lesson-reflections/new/"
ITEM = (
    "<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level{} lfo1'>"
    "<![if !supportLists]><span lang=EN-US style='font-family:Wingdings'>"
    "<span style='mso-list:Ignore'>l<span>&nbsp;</span></span></span><![endif]>{}<o:p></o:p></p>"
)
INLINE = base64.b64encode(picture_bytes()).decode()
#: What Word and WPS lay on the clipboard: VML for themselves, files of their own disk.
FROM_WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<style>p.MsoNormal {{ mso-style-parent:""; }}</style></head><body lang=ZH-CN>
<!--StartFragment--><h1 style='mso-pagination:widow-orphan'>教学反思<o:p></o:p></h1>
{ITEM.format(1, "朗读充分")}{ITEM.format(2, "分角色")}{ITEM.format(1, "板书清楚")}
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>重点</b>
<!--[if gte vml 1]><v:shape><v:imagedata src="file:///C:/Temp/clip.png"/></v:shape><![endif]-->
<![if !vml]><img width=64 src="file:///C:/Temp/msohtmlclip1/01/clip_image001.png"><![endif]></p>
<p><img src="data:image/png;base64,{INLINE}"></p>
<p><img src="file:///C:/Users/a/AppData/Local/Temp/ksohtml/wps1.jpg"></p>
<!--EndFragment--></body></html>"""
PASTE = """(editor, {html, files}) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  for (const bytes of files) {
    const raw = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    clipboardData.items.add(new File([raw], "image.png", {type: "image/png"}));
  }
  const options = {clipboardData, bubbles: true, cancelable: true};
  editor.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def look(page, name):
    """Keeps a picture of the page where PORTAL_LOOK names a folder; for who wants to see."""
    folder = os.environ.get("PORTAL_LOOK")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_text_pasted_from_word_brings_its_lists_and_pictures(visit, lin, zhou, at_school):
    page = visit(lin, viewport=DESK)
    page.goto(NEW)
    page.get_by_label("Topic").fill("背影")
    page.get_by_label("What worked").click()
    editor = page.get_by_role("textbox", name="What worked")
    expect(editor).to_have_class(re.compile("ProseMirror"))

    editor.evaluate(PASTE, {"html": FROM_WORD, "files": []})

    expect(editor.get_by_role("img")).to_have_count(1)
    expect(editor.locator("img[src^='/records/files/']")).to_have_count(1)
    expect(page.get_by_text("2 pictures did not come along")).to_be_visible()
    expect(editor.locator("li li")).to_have_text(["分角色"])
    look(page, "paste")

    editor.evaluate(PASTE, {"html": "", "files": [base64.b64encode(picture_bytes("red")).decode()]})
    expect(editor.locator("img[src^='/records/files/']")).to_have_count(2)
    page.get_by_role("button", name="Save draft").last.click()

    expect(page.get_by_role("heading", name="背影")).to_be_visible()
    record = LessonReflection.objects.get()
    assert len(pictures_in(record.worked)) == 2
    assert "mso" not in record.worked
    assert "<h2>教学反思</h2>" in record.worked
    look(page, "pasted-record")


def test_a_teacher_takes_a_word_file_on_the_phone(visit, lin, zhou, at_school):
    page = visit(lin)
    page.goto(NEW)
    page.get_by_text("Take the text from a Word file").click()
    content = word_bytes("# 背影", "成功之处：朗读充分", picture_bytes(), "不足之处：时间不够")
    file = {"name": "林晓-背影.docx", "mimeType": WORD, "buffer": content}
    page.get_by_label("Word file (.docx)").set_input_files(file)
    look(page, "take-word")
    assert_accessible(page)
    page.get_by_role("button", name="Take the text").click()

    expect(page.get_by_text("8 characters were taken")).to_be_visible()
    expect(page.get_by_label("Topic")).to_have_value("背影")
    look(page, "taken-word")
    assert_accessible(page)
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_role("heading", name="背影")).to_be_visible()

    record = LessonReflection.objects.get()
    assert len(pictures_in(record.worked)) == 1
    assert record.failed == "<p>时间不够</p>"


def test_the_office_imports_a_zip_and_the_teacher_confirms(
    visit, lin, zhou, wu, at_school, work, turns
):
    office = visit(wu, viewport=DESK)
    office.goto("/records/entered/")
    office.get_by_role("link", name="Import Word files").click()
    office.get_by_label("What the files are").select_option("case")
    files = [
        ("语文组/林晓-迟到的孩子.docx", word_bytes("# 案例背景", "起因", "# 案例反思", "所得")),
        ("语文组/家访.docx", word_bytes("经过")),
        ("__MACOSX/._x", b"x"),
    ]
    packed = {
        "name": "案例.zip",
        "mimeType": "application/zip",
        "buffer": zip_bytes(files, encoding="gbk"),
    }
    office.get_by_label("ZIP of Word files").set_input_files(packed)
    look(office, "zip-upload")
    assert_accessible(office)
    office.get_by_role("button", name="Upload and look at the preview").click()
    office.wait_for_url(re.compile("/jobs/"))
    work()
    office.goto("/records/word/")
    office.get_by_role("link", name="案例.zip").click()

    expect(office.get_by_text("Nobody on the staff is named")).to_be_visible()
    look(office, "zip-doubts")
    assert_accessible(office)
    office.get_by_label("A teacher").fill("林晓 1001")
    office.keyboard.press("Escape")
    office.get_by_role("button", name="Keep these answers").click()
    look(office, "zip-answered")
    office.get_by_role("button", name="Enter 2 records for their teachers").click()
    office.wait_for_url(re.compile("/jobs/"))
    work()
    office.goto("/records/entered/")
    expect(office.get_by_role("link", name="迟到的孩子")).to_be_visible()
    look(office, "entries")
    assert_accessible(office)

    teacher = visit(lin)
    teacher.goto("/")
    expect(teacher.get_by_text("Entered by 吴敏, please confirm")).to_have_count(2)
    look(teacher, "home")
    teacher.get_by_role("link", name="迟到的孩子").click()
    look(teacher, "confirm")
    assert_accessible(teacher)
    teacher.get_by_role("button", name="Confirm and submit").click()

    expect(teacher.get_by_text("林晓 confirmed and submitted it.")).to_be_visible()
    with turns:
        assert Case.objects.filed().get().author == lin
        assert Entry.objects.waiting().count() == 1
