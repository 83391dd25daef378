"""What teachers of the demo school write: our own sentences, recombined."""

from __future__ import annotations

from random import Random
from typing import Any

from portal.demo.scenes import DemoScene, demo_scenes
from portal.demo.school import School
from portal.demo.writers import DemoWriter, Occasion, demo_writers
from portal.records.models import Record
from portal.terms.models import Term
from research.reflections.feature_record import feature_record, mark_useful
from research.reflections.models import WritingTemplate

TOPICS = {
    "语文": [
        "记叙文中的细节描写",
        "古诗里的月亮意象",
        "说明文的说明顺序",
        "文言文断句练习",
        "小说人物出场",
        "散文的线索",
        "名著导读：少年与海",
        "作文讲评：一次告别",
    ],
    "数学": [
        "一元一次方程的应用",
        "平行线的判定",
        "一次函数的图象",
        "三角形全等复习",
        "二次根式的化简",
        "数据的集中趋势",
        "圆周角定理",
        "概率初步",
    ],
    "英语": [
        "现在进行时的语境教学",
        "阅读课：一个人的旅行",
        "写作课：给校长的一封信",
        "听说课：问路",
        "过去时故事接龙",
        "词汇课：节日与食物",
        "定语从句入门",
        "话题复习：环境",
    ],
    "物理": [
        "声音的产生与传播",
        "凸透镜成像规律",
        "浮力大小的探究",
        "欧姆定律实验",
        "杠杆平衡条件",
        "电路故障分析",
    ],
    "化学": ["氧气的实验室制取", "质量守恒定律", "金属的活动性", "溶液配制", "酸碱中和反应"],
    "道德与法治": ["学会合作", "法律保护我们", "网络生活新空间", "公民的基本义务"],
    "历史": ["百家争鸣", "丝绸之路", "近代工业的起步", "史料怎么读"],
    "地理": ["等高线地形图", "季风与降水", "人口与聚落", "区域比较"],
    "生物": ["观察叶片的结构", "生态系统的组成", "消化与吸收", "遗传的规律"],
    "信息科技": ["用流程图描述算法", "循环结构", "数据的整理与表达"],
    "体育": ["篮球行进间运球", "耐久跑的呼吸节奏", "排球垫球", "体操：肩肘倒立"],
    "音乐": ["节奏与律动", "民歌的色彩", "合唱的声部平衡"],
    "美术": ["色彩的冷暖", "版画：我的校园", "速写：同桌的手"],
    "心理健康": ["认识情绪", "同伴交往的边界", "考试前的放松"],
}
WORKED = [
    "导入用了学生昨天作业里的真实错例，全班一下子安静下来，讨论很投入。",
    "先独立思考三分钟再小组交流，平时不开口的几个孩子这次也说了自己的想法。",
    "把任务分成三个台阶，{cls}大部分同学都走到了第二级，十来个走到了第三级。",
    "板书只留了一条主线，结课时学生能对着板书把“{topic}”讲清楚。",
    "请两名学生上台当小老师，同伴的讲解比我讲更容易听懂。",
    "把生活里的例子放在前面，学生自己就把概念说了出来，我只补了一句。",
    "练习分必做和选做，收上来的作业订正率比上一周高。",
    "这节课我忍住没有抢答，等了将近半分钟，等来了一个很好的回答。",
]
FAILED = [
    "前面讨论拖了五分钟，最后的当堂检测没有做完，反馈不及时。",
    "对后排几位同学关注不够，提问还是集中在举手的那几个人。",
    "例题跨度偏大，中间少了一步铺垫，有三分之一的学生卡在同一个地方。",
    "小组分工不明确，有两个组成了一个人说、三个人听。",
    "我讲得还是太多，学生动笔的时间不到十分钟。",
    "“{topic}”的难点估计不足，临时加的解释反而让学生更糊涂。",
    "课件翻得太快，笔记跟不上，课后有学生来借同学的本子。",
]
NEXT = [
    "下节课先用两分钟做前测，按结果调整例题的顺序。",
    "提问改用抽签和追问，保证每节课至少有十五个人开口。",
    "把最后的检测挪到第三十分钟，宁可少讲一个例子。",
    "给每组发一张分工卡：记录、发言、计时、质疑，轮流来。",
    "把今天卡住的那一步做成一道小题，放到明天的课前练习。",
    "备课组里商量一下，把铺垫题统一加到学案上。",
    "请{cls}的课代表收集三个“还没懂”，下节课先解决它们。",
]
FINDINGS = [
    "{cls}交齐率不错，但全对的不到三分之一，错误集中在最后两题。",
    "基础题完成得好，需要说明理由的题只写了结论，过程缺失。",
    "有七份作业答案几乎一样，连错的地方都一样，已经个别谈过。",
    "订正比上周认真，一半同学写了错因，但错因多是“粗心”。",
]
CAUSES = [
    "课上这一类型只讲了一道，没有让学生自己编题，理解停在模仿上。",
    "作业量偏多，当天还有两门课的长作业，后面几题明显是赶出来的。",
    "审题习惯没有养成，关键条件不画线，看到熟悉的题型就下笔。",
]
PUZZLES = [
    (
        "学生会做不会说怎么办",
        "不少学生题能做对，一让他讲理由就说不清楚。追问几次以后，反而越来越不愿意开口。各位老师在课上是怎么给他们搭台阶的？有没有可以直接用的句式或者活动？",
    ),
    (
        "分层作业怎样不伤面子",
        "分层作业布置下去，拿到基础层的孩子会觉得自己被看低，有家长也来问。想听听组里其他班级是怎么分、怎么说的，分层多久调整一次比较合适。",
    ),
    (
        "小组讨论总是那几个人",
        "分了组，定了组长，讨论时还是那几个人在说。换过座位，也发过分工卡，热闹一阵又回去了。问题到底是出在任务上，还是出在评价上？",
    ),
    (
        "复习课怎样不炒冷饭",
        "复习课一讲就成了重讲，会的学生没事做，不会的学生还是跟不上。有没有老师试过让学生自己整理、自己出题的做法，时间怎么控制？",
    ),
]
STORIES = [
    ("那张没有署名的纸条", "纸条"),
    ("迟到的人", "迟到"),
    ("最后一排的掌声", "掌声"),
    ("他终于举手了", "举手"),
    ("一次没有成功的家访", "家访"),
]
STORY_PARTS = [
    "开学第三周的一个早读，我照例在教室里走了一圈。{cls}的孩子们读得不算整齐，靠窗的那个男生没有出声，书立着，人趴着。我敲了敲他的桌子，他抬头看了我一眼，又慢慢把头低下去。那一眼里没有对抗，也没有难为情，只有一种“我知道你会来”的平静。后来我常常想起那一眼，因为正是从那天起，“{key}”这两个字开始跟我这一学期的工作连在一起。",
    "课间我把他叫到走廊上，准备好的话一句都没用上。我问他是不是没睡好，他说还行；问他作业为什么没交，他说忘了；问他想不想换个座位，他说不用。三个问题，三个短得不能再短的回答。上课铃响了，我们俩都松了一口气。回到办公室，我把这件事讲给同组的老师听，她没有给我建议，只是问：“你跟他说话的时候，站着还是坐着？”这个问题我想了一个下午。",
    "第二天我换了办法。我没有再找他谈话，而是请他帮我做一件小事：每天放学前把讲台上的粉笔收进盒子里，缺了就告诉我。他点点头，没有多话。第一周，粉笔盒每天都是满的；第二周，他开始提醒我白粉笔快用完了；第三周，他在盒子里放了一张小纸片，上面写着“红色的不好写”。我把那一盒红粉笔全换了。这是我们之间第一次真正意义上的对话，虽然一个字也没有说出口。",
    "事情当然不会这样顺利下去。期中考试前的那个星期，他连着两天没有交作业，第三天干脆没有来上课。电话打过去，是他奶奶接的，说孩子发烧，爸妈都在外地。我下班后骑车去了他家，路不好找，在巷子里转了两圈。他开门时愣住了，手里还端着一碗面。我们坐在小桌子两边，谁也没有提学习。他说他其实喜欢“{subject}”课，就是怕被叫起来，答不上来的时候全班都会看着他。",
    "那天晚上我重新看了自己的教案。每一页上都写着“提问”，却没有一处写着“问谁、为什么问他、他答不上来怎么办”。我一直以为提问就是关注，原来对一些孩子来说，提问只是一盏突然打开的灯。我开始试着把问题提前一天告诉他，让他有时间准备；开始允许学生说“我还没有想好，请先问别人”；开始在他答对一半的时候，只重复那对的一半。变化很慢，慢到我自己都没有察觉。",
    "期末前的一节复习课，轮到小组展示，他们组推他上台。他站在讲台边上，手里攥着一截白粉笔，把那道题从头到尾讲了一遍，中间停了两次，又自己接了下去。讲完以后教室里安静了两秒，最后一排先响起了掌声。我站在后门口，没有动。那两秒钟，比这学期任何一次公开课都让我紧张，也比任何一次公开课都让我明白，什么叫“学生在课堂上”。",
    "回过头来看，这个故事里我真正做的事情很少：换了一盒粉笔，走了一段夜路，少问了几个问题，多等了几秒钟。可正是这些很少的事，让我重新想了想“教育”两个字的分量。我们总希望找到一个方法，立刻见效，最好还能推广；可孩子的改变往往发生在我们没有注意到的地方，发生在他相信你不会让他难堪之后。方法可以学，相信却只能一点一点攒。",
    "写下这些，是想提醒自己：下学期还会有新的班级，新的座位表，新的最后一排。我希望自己走进教室时，先看人，再看书；先听一听，再开口。如果有一天我又急了，就回来读一读这一页，想想那个立着的课本后面，曾经有一双很平静的眼睛，在等我坐下来。",
]
SUMMARY_PARTS = [
    "这学期我担任{cls}的{subject}教学工作。开学时做了一次摸底，两个班的差距不大，但同一个班里前后差得很开。我给自己定了三件事：课堂上少讲五分钟，作业分两层，每周和备课组一起看一次学生的错题。一学期下来，三件事都做了，做到什么程度，下面分开说。",
    "先说课堂。少讲五分钟听起来容易，做起来很难。前四周我请同事来听课，专门替我计时，结果每节课我讲的时间都在二十八分钟以上。后来我把教案改成两栏，一栏写我做什么，一栏写学生做什么，学生那一栏空着的，就删掉。到第十周，讲的时间降到了二十分钟左右，学生动笔和讨论的时间多了，当堂检测的正确率反而稳中有升。",
    "再说作业。两层作业不是简单地把题目分成难和易，而是同一个目标用两种走法。基础层给出步骤提示，提高层只给结果要求。学生可以自己选，每两周调整一次。最初有人专挑少的做，我没有批评，只在发作业时把“选了提高层、错了三处、全部订正”的本子展示出来。慢慢地，选提高层的人从十来个变成二十多个。",
    "错题这件事是备课组一起做的。每周三下午，我们三个人各带十本作业，把同一道题的错法摆在一起看。有的错在概念，有的错在读题，还有的根本不是错，是我们的题出得不好。两个月攒下来四十多种错法，我们把它们编进了学案，按课时放在相应的位置。这份学案现在是我们组最实用的东西。",
    "当然也有没做好的地方。一是对后进学生的个别辅导时断时续，忙起来就放下了；二是课堂评价还比较单一，口头表扬多，具体指出好在哪里的少；三是听课不够，原计划十五节，只听了十一节，而且多集中在期末。这些问题都不是不知道，而是没有排进每周的日程。",
    "下学期我准备把三件事写进课表：周二中午固定留给个别辅导，每次两人，轮着来；每单元做一次学生自评，用他们自己的话说“我会了什么、还怕什么”；每两周听一节同组老师的课，当天写完评课。另外想在“{topic}”这一类课上做一点小研究，把前测、学案和后测连起来，看看铺垫到底放在哪里最合适。",
    "教书这些年，越来越觉得经验不是时间给的，是一次次回头看给的。这一学期写下的反思有长有短，有几篇现在读起来很幼稚，但正是它们提醒我，哪一步是想过的，哪一步只是习惯。感谢组里的同事，愿意让我坐在他们教室的最后一排，也愿意坐到我的教室里来。",
]
SITUATIONS = [
    "{cls}上“{topic}”这一课时，小组活动进行到一半，有一个组争执起来，两名学生各持一种做法，谁也不肯让步，其他组也停下来看。"
]
CASE_ACTIONS = [
    "我没有当场评判，而是请两人各用两分钟把理由写在黑板两侧，全班投票并说明依据。随后补充了一个反例，让大家自己检验两种做法。最后由最初反对的那名学生来总结。"
]
ANALYSES = [
    "争执本身是最好的教学资源。若急着给出答案，省下的是五分钟，丢掉的是全班思考的机会。把评判权交给证据而不是教师，学生更愿意修正自己的看法。今后在设计任务时，应有意安排两种合理的走法。"
]


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _topic(rng: Random, occasion: Occasion) -> str:
    return rng.choice(TOPICS.get(occasion.subject_name, TOPICS["语文"]))


def _some(rng: Random, sentences: list[str], count: int, **names: str) -> str:
    return _paragraphs(*(s.format(**names) for s in rng.sample(sentences, k=count)))


def lesson_reflection(rng: Random, occasion: Occasion) -> dict[str, Any]:
    topic = _topic(rng, occasion)
    names = {"topic": topic, "cls": occasion.class_name}
    return {
        "title": topic,
        "lesson_topic": topic,
        "class_name": occasion.class_name,
        "subject": occasion.subject,
        "period": rng.randint(1, 8),
        "worked": _some(rng, WORKED, 2, **names),
        "failed": _some(rng, FAILED, 1, **names),
        "next_time": _some(rng, NEXT, rng.choice([1, 2]), **names),
    }


def homework_reflection(rng: Random, occasion: Occasion) -> dict[str, Any]:
    topic = _topic(rng, occasion)
    names = {"topic": topic, "cls": occasion.class_name}
    return {
        "title": f"{topic}课后作业",
        "homework": f"{topic}课后作业",
        "class_name": occasion.class_name,
        "subject": occasion.subject,
        "findings": _some(rng, FINDINGS, 2, **names),
        "causes": _some(rng, CAUSES, 1, **names),
        "next_time": _some(rng, NEXT, 1, **names),
    }


def education_narrative(rng: Random, occasion: Occasion) -> dict[str, Any]:
    title, key = rng.choice(STORIES)
    names = {"cls": occasion.class_name, "key": key, "subject": occasion.subject_name}
    return {"title": title, "body": _paragraphs(*(p.format(**names) for p in STORY_PARTS))}


def experience_summary(rng: Random, occasion: Occasion) -> dict[str, Any]:
    names = {
        "cls": occasion.class_name,
        "topic": _topic(rng, occasion),
        "subject": occasion.subject_name,
    }
    return {
        "title": f"{occasion.subject_name}教学经验总结",
        "body": _paragraphs(*(p.format(**names) for p in SUMMARY_PARTS)),
    }


def case(rng: Random, occasion: Occasion) -> dict[str, Any]:
    topic = _topic(rng, occasion)
    names = {"topic": topic, "cls": occasion.class_name}
    return {
        "title": f"一次课堂争执：{topic}",
        "situation": _some(rng, SITUATIONS, 1, **names),
        "action": _some(rng, CASE_ACTIONS, 1, **names),
        "analysis": _some(rng, ANALYSES, 1, **names),
    }


def puzzle(rng: Random, occasion: Occasion) -> dict[str, Any]:
    title, question = rng.choice(PUZZLES)
    return {"title": title, "question": _paragraphs(question)}


for slug, per_term, write in [
    ("lesson_reflection", 40, lesson_reflection),
    ("homework_reflection", 10, homework_reflection),
    ("education_narrative", 1, education_narrative),
    ("experience_summary", 1, experience_summary),
    ("case", 1, case),
    ("puzzle", 0.5, puzzle),
]:
    demo_writers.register(DemoWriter(slug, per_term, write))

TEMPLATES = [
    (
        "lesson_reflection",
        "新授课",
        {
            "worked": "<p>导入：</p><p>学生最投入的一刻：</p>",
            "failed": "<p>卡在哪一步：</p>",
            "next_time": "<p>下次先：</p>",
        },
    ),
    (
        "lesson_reflection",
        "复习课",
        {
            "worked": "<p>知识梳理：</p><p>典型题：</p>",
            "failed": "<p>错得最多的：</p>",
            "next_time": "<p>分层练习：</p>",
        },
    ),
    (
        "case",
        "情境—行动—分析",
        {
            "situation": "<p>时间、地点、学生：</p>",
            "action": "<p>第一步：</p><p>第二步：</p>",
            "analysis": "<p>为什么有效（或无效）：</p>",
        },
    ),
]
PRAISE = [
    "追问的设计很巧，值得借鉴",
    "真实、具体，学生的话写得好",
    "改进措施可以直接用",
    "",
    "小组合作的组织方式讲得清楚",
]


def play(rng: Random, school: School, terms: list[Term]) -> None:
    """Templates, and of the current term a dozen featured records that colleagues marked."""
    for position, (kind, name, texts) in enumerate(TEMPLATES):
        WritingTemplate.objects.create(kind=kind, name=name, texts=texts, position=position)
    office = school.accounts["office"]
    term = max(terms, key=lambda term: term.starts_on)
    fit = (
        Record.objects.in_term(term)
        .accepted()
        .of_kind("lesson_reflection", "education_narrative", "case")
        .filter(shows_pupils=False)
        .exclude(visibility="private")
    )
    chosen = list(fit.order_by("-occurred_on", "-pk")[:200])
    for record in rng.sample(chosen, min(12, len(chosen))):
        featured = feature_record(record, by=office, words=rng.choice(PRAISE))
        others = [person for person in school.people if person.pk != record.author_id]
        for person in rng.sample(others, min(rng.randint(0, 14), len(others))):
            mark_useful(featured, by=person)


demo_scenes.register(DemoScene(slug="reading_page", play=play, position=15))
