"""A corrected figure of a closed month shows on the very next request, wherever it is read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from figures_made import NOVEMBER
from page_words import words

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 2, tzinfo=UTC)


def met_all_in_november(text):
    """How many communes the trend's table says meet all in November."""
    row = re.search(r'<tr><th scope="row">11/2019.*?</tr>', text)[0]
    return int(re.findall(r"<td[^>]*>(\d+)</td>", row)[-1])


def test_a_correction_moves_every_page_at_once(page, person, office, months):
    from langmoi.reporting.correcting import ask_correction, decide_correction
    from langmoi.reporting.models import Filing

    home = page("/?thang=2019-11")
    assert "Xã đạt 19/19 tiêu chí 1 / 85 xã" in words(home)
    assert met_all_in_november(home) == 1
    filing = Filing.objects.get(unit__versions__code="23539", month=NOVEMBER)
    chairman = person("chairman", "commune_chairman", "23539", "commune")
    asked = ask_correction(
        filing, {"income_per_capita": "10"}, reason="Nhập nhầm", by=chairman, on=TODAY, at=AT
    )
    decide_correction(asked, approve=True, note="Đúng", by=office, on=TODAY, at=AT)

    home = page("/?thang=2019-11")
    assert "Xã đạt 19/19 tiêu chí 0 / 85 xã" in words(home)
    assert met_all_in_november(home) == 0
    assert 'aria-label="Xã Sa Sơn 18/19 tiêu chí' in home
    assert "Xã Sa Sơn x: tiêu chí 10 chưa đạt" in page("/?ban-do=2019-11&xem=tc-10")
    assert "<h1>0 xã" in page("/danh-sach/?thang=2019-11&nhom=dat-du")
    assert "97,37" not in words(page("/cham-diem/"))
    assert re.search(r"Xã Sa Sơn [\d,]+ / 70 47,37 94,7%", words(page("/cham-diem/")))
