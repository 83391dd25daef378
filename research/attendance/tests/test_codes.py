"""The code on the screen: new every 30 seconds, good for two minutes, nobody else's.

Rule: docs/rules.md#attendance.
"""

from datetime import timedelta

import pytest

from portal.refusal import Refused
from research.attendance.codes import ALPHABET, code_for, online_path, plain_code, read_code
from research.attendance.models import How, SignInSetting, Stage, Where
from research.attendance.tests.factories import STARTS, ClubMeetingFactory, at

SHOWN = at("13:50")


@pytest.fixture
def setting():
    return SignInSetting()


def token_of(code):
    return code.path.rstrip("/").rsplit("/", 1)[-1]


def refusal_of(text, moment, setting):
    with pytest.raises(Refused) as refusal:
        read_code(text, moment, setting)
    return refusal.value.code


def later(seconds):
    return SHOWN + timedelta(seconds=seconds)


def test_both_codes_change_every_thirty_seconds(meeting, setting):
    codes = [code_for(meeting.pk, later(n), setting) for n in (0, 29, 30)]

    assert codes[0] == codes[1]
    assert codes[2].path != codes[0].path
    assert codes[2].typed != codes[0].typed


@pytest.mark.parametrize("age", [0, 30, 119, 120])
def test_code_is_good_for_two_minutes(meeting, setting, age):
    code = code_for(meeting.pk, SHOWN, setting)

    scanned = read_code(token_of(code), later(age), setting)
    typed = read_code(code.typed, later(age), setting)

    assert (scanned.record_id, scanned.how) == (meeting.pk, How.QR)
    assert (typed.record_id, typed.how) == (meeting.pk, How.CODE)


def test_code_of_two_minutes_ago_is_refused_in_words(meeting, setting):
    code = code_for(meeting.pk, SHOWN, setting)

    assert refusal_of(token_of(code), later(121), setting) == "old_code"
    assert refusal_of(code.typed, later(121), setting) == "unknown_code"


def test_school_sets_how_long_a_code_is_good(meeting):
    setting = SignInSetting(code_seconds=60, code_accepted_for=600)
    code = code_for(meeting.pk, SHOWN, setting)

    assert read_code(code.typed, later(600), setting).record_id == meeting.pk


def test_code_of_another_meeting_leads_there(meeting, setting, zhou):
    other = ClubMeetingFactory(author=zhou, title="另一个会")
    code = code_for(other.pk, SHOWN, setting)

    assert read_code(code.typed, SHOWN, setting).record_id == other.pk
    assert read_code(token_of(code), SHOWN, setting).record_id == other.pk


@pytest.mark.parametrize("change", ["record", "moment", "mac", "ahead"])
def test_forged_address_is_refused(meeting, setting, zhou, change):
    other = ClubMeetingFactory(author=zhou)
    record, moment, mac = token_of(code_for(meeting.pk, SHOWN, setting)).split("-", 2)
    forged = {
        "record": f"{other.pk}-{moment}-{mac}",
        "moment": f"{record}-{int(moment) + 30}-{mac}",
        "mac": f"{record}-{moment}-{mac[::-1]}",
        "ahead": token_of(code_for(meeting.pk, later(3600), setting)),
    }[change]

    assert refusal_of(forged, later(30), setting) == "unknown_code"


@pytest.mark.parametrize("text", ["", "A", "ABCDEFG", "１２３", "../../etc", "1-2-3", "9" * 400])
def test_nonsense_is_refused(meeting, setting, text):
    assert refusal_of(text, SHOWN, setting) == "unknown_code"


def test_code_is_read_as_people_type_it(meeting, setting):
    code = code_for(meeting.pk, SHOWN, setting)
    typed = f" {code.spaced.lower()} "

    assert read_code(typed, SHOWN, setting).record_id == meeting.pk
    assert plain_code("ｋ７ｍ－３ｐｑ") == "K7M3PQ"


def test_no_character_looks_like_another():
    assert set("01258BILOSZ") & set(ALPHABET) == set()
    assert len(set(ALPHABET)) == len(ALPHABET) == 25


@pytest.mark.parametrize(
    "gone", [{"stage": Stage.CANCELLED}, {"starts_at": STARTS - timedelta(13)}]
)
def test_typed_code_of_what_is_not_near_is_unknown(meeting, setting, gone):
    code = code_for(meeting.pk, SHOWN, setting)
    type(meeting).objects.filter(pk=meeting.pk).update(**gone)

    assert refusal_of(code.typed, SHOWN, setting) == "unknown_code"


def test_midnight_is_no_border(meeting, setting):
    shown = at("23:59:30")
    type(meeting).objects.filter(pk=meeting.pk).update(starts_at=at("23:55"), ends_at=at("23:59"))
    code = code_for(meeting.pk, shown, setting)

    assert read_code(code.typed, shown + timedelta(seconds=100), setting).record_id == meeting.pk
    assert read_code(token_of(code), shown + timedelta(seconds=100), setting).how == How.QR


def test_link_of_the_online_meeting_puts_people_online(meeting, setting):
    token = online_path(meeting.pk).rstrip("/").rsplit("/", 1)[-1]

    scan = read_code(token, later(7200), setting)

    assert (scan.record_id, scan.how, scan.where) == (meeting.pk, How.LINK, Where.ONLINE)


def test_code_is_short_enough_for_the_last_row(meeting, setting):
    """Version 4 or less of the QR code for a usual address."""
    import segno

    address = f"https://portal.school.example{code_for(123456, SHOWN, setting).path}"

    assert segno.make(address, error="m", micro=False).version <= 5
