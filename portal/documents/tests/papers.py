"""Forms to print: pictures made here, one form with everything on it."""

import io

from PIL import Image

from portal.documents.form import Field, Form, Picture, Pictures, Prose, Signatures, Table, Text

#: Each would do something in Typst, Jinja, XML or HTML if it were taken for source.
HARMFUL = '#panic() #let x=1 $a$ *b* _c_ @ref [x] <lab> \\ \\n `r` //x /*y*/ {{7*7}} {% x %} & "q"'
#: Words of `activity_form`, from everywhere on it.
EVERYTHING = [
    "明德中学",
    "教研组活动记录表",
    "三楼会议室",
    "王芳（外出培训）",
    "导入",
    "生活情境",
    "课例",
    "观察",
    "再来一次",
    "分钟",
    "集体备课",
    "签到",
    "序号",
    "林晓",
    "说明",
    "以上属实。",
    "教研组长签字",
    "日期",
]
PROCESS = (
    "<h2>导入</h2><p>从<strong>生活情境</strong>引入，<em>小组</em>讨论，"
    '见<a href="https://example.org/a?b=c">课例</a>。</p>'
    "<ol><li>观察</li><li>提问<ul><li>是什么</li></ul></li></ol><p>再来一次</p>"
    "<ol><li>归纳</li></ol>"
    '<table><tr><th>环节</th><th colspan="2">时间</th></tr>'
    '<tr><td rowspan="2">导入</td><td>五</td><td>分钟</td></tr><tr><td>完</td></tr></table>'
)


def picture_bytes(size: tuple[int, int] = (60, 40), kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def activity_form(**changes: object) -> Form:
    blocks = (
        Field("时间", "2026年10月8日"),
        Field("地点", "三楼会议室"),
        Field("缺席及原因", "王芳（外出培训）", wide=True),
        Prose("活动过程", PROCESS),
        Pictures("照片", (Picture(picture_bytes(), "集体备课"), Picture(b"no picture"))),
        Table(("序号", "姓名"), [(1, "林晓"), (2, None)], heading="签到"),
        Text("<p>以上属实。</p>", "说明"),
        Signatures(("教研组长签字", "日期")),
    )
    return Form(
        **{"title": "教研组活动记录表", "author": "林晓", "school": "明德中学", "blocks": blocks}
        | changes
    )
