"""Which year a page shows: the address says it, else the running one."""

from __future__ import annotations

from django.http import HttpRequest

from portal import clock

EARLIEST, LATEST = 2000, 2100


def year_chosen(request: HttpRequest) -> int:
    said = request.GET.get("year", "")
    if said.isdecimal() and EARLIEST <= int(said) <= LATEST:
        return int(said)
    return clock.today().year
