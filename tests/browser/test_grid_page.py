"""The grid of a district in a real browser: keys of a spreadsheet, blocks from Excel."""

from __future__ import annotations

import pytest

GRID = "/phieu/bang/?thang=2019-12&xem=9"
FIRST, LAST = "23530", "23551"  # Rờ Kơi was sent back, Ya Tăng is being entered: both are open
PASTE = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const told = {clipboardData: data, bubbles: true, cancelable: true};
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", told));
}"""
COPY = """() => {
    const data = new DataTransfer();
    const told = {clipboardData: data, bubbles: true, cancelable: true};
    document.activeElement.dispatchEvent(new ClipboardEvent("copy", told));
    return data.getData("text/plain");
}"""


@pytest.fixture
def page(browse):
    """The grid as the district's officer sees it; afterwards its figures are what they were."""
    with browse("huyen616", GRID) as opened:
        names = "[data-col]"
        before = opened.eval_on_selector_all(names, "fields => fields.map(f => f.value)")
        yield opened
        opened.goto(GRID)
        for place, value in enumerate(before):
            field = opened.locator(names).nth(place)
            if field.input_value() != value:
                field.fill(value)
                saved(opened, lambda: opened.locator("#xem").focus())


def cell(page, row, place):
    return page.locator(f'tr[data-row="{row}"] [data-col="{place}"]')


def here(page):
    return page.evaluate(
        "[document.activeElement.closest('tr').dataset.row, document.activeElement.dataset.col]"
    )


def saved(page, press):
    with page.expect_response(lambda r: r.request.method == "POST" and "/phieu/bang/" in r.url):
        press()


def test_enter_goes_down_the_open_rows_and_each_row_saves_itself(page):
    cell(page, FIRST, 0).focus()
    page.keyboard.type("12")
    saved(page, lambda: page.keyboard.press("Enter"))

    assert here(page) == [LAST, "0"]
    page.wait_for_selector(f"#s-{FIRST}:has-text('(nhập thay)')")
    page.reload()
    assert cell(page, FIRST, 0).input_value() == "12"


def test_arrows_tab_and_escape(page):
    cell(page, FIRST, 0).focus()
    for key, place in (("ArrowRight", "1"), ("ArrowRight", "2"), ("ArrowLeft", "1"), ("Tab", "2")):
        page.keyboard.press(key)
        assert here(page) == [FIRST, place]
    page.keyboard.press("ArrowDown")
    assert here(page) == [LAST, "2"]
    page.keyboard.press("ArrowUp")
    was = cell(page, FIRST, 2).input_value()
    page.keyboard.type("99999")
    page.keyboard.press("Escape")
    assert cell(page, FIRST, 2).input_value() == was
    page.keyboard.press("F2")
    page.keyboard.press("ArrowLeft")  # the caret moves, the cell stays
    assert here(page) == [FIRST, "2"]


def test_a_block_from_excel_lands_in_its_cells_and_is_judged(page):
    cell(page, LAST, 0).focus()
    saved(page, lambda: page.evaluate(PASTE, "0\t1.190,0\t1200\nxa khác\t1\t2\n"))

    page.wait_for_selector(f"#e-{LAST}-standard_houses:has-text('99,17% (1.190/1.200)')")
    page.wait_for_selector(f"#o-{LAST}:has-text('Đạt')")
    assert "Đã dán 3 ô. Bỏ qua: 3 ô không mở để nhập." in page.inner_text("#pasted")
    cell(page, LAST, 0).focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator(".lm-picked").count() == 3
    assert page.evaluate(COPY) == "0\t1.190,0\t1200"


def test_what_is_no_number_is_said_under_its_cell_and_kept(page):
    cell(page, LAST, 0).focus()
    page.keyboard.type("7O")
    saved(page, lambda: page.keyboard.press("Enter"))

    page.wait_for_selector(f"#e-{LAST}-dilapidated_houses:has-text('“7O” không phải là số')")
    assert cell(page, LAST, 0).get_attribute("aria-invalid") == "true"
    page.reload()
    page.wait_for_selector("#unsaved:has-text('Có 1 ô đã gõ nhưng chưa lưu')")
    page.click("#unsaved >> text=Bỏ")
