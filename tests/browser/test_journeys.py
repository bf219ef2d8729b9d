"""Ways through the pages, as people go them."""

from __future__ import annotations

from chromium import PASSWORD
from playwright.sync_api import expect


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label') || ''")


def test_the_matrix_is_walked_by_arrow_keys_from_one_tab_stop(browse):
    with browse("vpdp", "/bang-tieu-chi/?huyen=616") as page:
        page.locator(".lm-mxbox").focus()
        page.keyboard.press("Tab")  # the criteria's headings are links, too
        page.locator('td a[tabindex="0"]').focus()
        assert focused(page) == "Rờ Kơi, tiêu chí 1: đạt"

        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        assert focused(page).startswith("Sa Nhơn, tiêu chí 2:")
        page.keyboard.press("End")
        assert focused(page).startswith("Sa Nhơn, tiêu chí 19:")
        page.keyboard.press("ArrowRight")
        assert focused(page).startswith("Sa Nhơn, tiêu chí 19:")
        page.keyboard.press("Control+Home")
        assert focused(page) == "Rờ Kơi, tiêu chí 1: đạt"
        page.keyboard.press("ArrowUp")
        assert focused(page) == "Rờ Kơi, tiêu chí 1: đạt"
        page.keyboard.press("PageDown")
        assert focused(page).startswith("Ya Ly, tiêu chí 1:")
        assert page.locator('td a[tabindex="0"]').count() == 1

        page.keyboard.press("Tab")
        assert "tiêu chí" not in focused(page)


def test_a_cell_opens_by_enter_and_closes_by_escape(browse):
    with browse("vpdp", "/bang-tieu-chi/?tim=sa+nghia") as page:
        page.locator('td a[tabindex="0"]').focus()
        for _ in range(16):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        card = page.locator("#pop")
        card.wait_for(state="visible")
        assert "Sa Nghĩa, tiêu chí 17. Môi trường và an toàn thực phẩm" in card.inner_text()
        assert "còn thiếu" in card.inner_text()

        page.keyboard.press("Escape")
        assert not card.is_visible()
        assert focused(page).startswith("Sa Nghĩa, tiêu chí 17")


def test_a_sticky_head_never_covers_the_cell_in_focus(browse):
    with browse("vpdp", "/bang-tieu-chi/") as page:
        page.locator('td a[tabindex="0"]').focus()
        page.keyboard.press("Control+End")
        for _ in range(40):
            page.keyboard.press("ArrowUp")
        covered = page.evaluate("""() => {
            const box = document.activeElement.getBoundingClientRect();
            const top = document.elementFromPoint(box.left + box.width / 2, box.top + 4);
            return top.closest("td") !== document.activeElement.parentElement;
        }""")
        assert not covered


def test_filters_change_the_table_and_the_address_and_back_undoes_them(browse):
    with browse("vpdp", "/bang-tieu-chi/") as page:
        assert page.locator("tbody tr[data-cells]").count() == 85

        page.select_option("#f-district", "616")
        expect(page.locator("tbody tr[data-cells]")).to_have_count(10)
        assert "huyen=616" in page.url
        page.fill("#f-text", "nghia")
        expect(page.locator("tbody tr[data-cells]")).to_have_count(1)
        assert "tim=nghia" in page.url

        page.go_back()
        page.go_back()
        expect(page.locator("tbody tr[data-cells]")).to_have_count(85)


def test_the_map_is_one_tab_stop_with_arrow_keys_and_enter_opens_the_commune(browse):
    with browse("vpdp", "/") as page:
        page.locator('.lm-map a[tabindex="0"]').focus()
        first = focused(page)
        page.keyboard.press("ArrowDown")
        second = focused(page)
        page.keyboard.press("ArrowUp")

        assert first != second
        assert focused(page) == first
        assert page.locator('.lm-map a[tabindex="0"]').count() == 1

        page.keyboard.press("Enter")
        page.wait_for_url("**/xa/*/")


def test_the_slider_moves_the_map_alone_by_keyboard_and_the_address_keeps_it(browse):
    with browse("vpdp", "/?xem=tc-17") as page:
        page.focus("#map-slider")
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#h-map")).to_contain_text("tháng 11/2019")
        assert "ban-do=2019-11" in page.url
        assert "xem=tc-17" in page.url
        expect(page.locator("h1")).to_contain_text("tháng 12/2019")
        assert page.locator("#map-slider").get_attribute("aria-valuetext") == "tháng 11/2019"
        assert page.locator('.lm-map a[tabindex="0"]').count() == 1

        page.go_back()
        expect(page.locator("#h-map")).to_contain_text("tháng 12/2019")


def test_without_scripts_the_map_has_a_button_and_links_of_months(browse):
    with browse("vpdp", "/", java_script_enabled=False) as page:
        assert not page.locator("#map-slider").is_visible()
        page.select_option("#map-what", "tc-10")
        page.click("text=Vẽ lại")
        assert "xem=tc-10" in page.url
        page.click("text=Tháng trước")
        assert "ban-do=2019-11" in page.url
        assert "Tiêu chí 10" in page.locator("#h-map").inner_text()


def test_the_month_is_chosen_once_and_kept_from_page_to_page(browse):
    with browse("vpdp", "/") as page:
        page.click("summary:has-text('Tháng 12/2019')")
        page.click('[aria-label="Tháng 11/2017"]')
        page.wait_for_url("**thang=2017-11")
        page.click("text=Bảng tiêu chí")
        page.wait_for_url("**/bang-tieu-chi/?thang=2017-11")

        assert "tháng 11/2017" in page.locator("h1").inner_text()
        assert page.locator("tbody tr[data-cells]").count() == 86


def test_an_open_menu_closes_by_escape_and_gives_the_focus_back(browse):
    with browse("vpdp", "/bao-cao/") as page:
        page.click("summary:has-text('Tháng 12/2019')")
        page.keyboard.press("Escape")

        assert page.locator("details.lm-menu[open]").count() == 0
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_signing_in_shows_the_password_on_demand_and_signing_out_ends_it(browse):
    with browse(None, "/dang-nhap/") as page:
        page.fill("#id_login", "huyen616")
        page.fill("#id_password", PASSWORD)
        page.click("text=Hiện")
        assert page.locator("#id_password").get_attribute("type") == "text"
        page.click("button:has-text('Đăng nhập')")
        page.wait_for_url("**/huyen/616/")

        page.click("summary:has-text('Tài khoản')")
        page.click("text=Đăng xuất")
        page.wait_for_url("**/dang-nhap/")


def test_someone_signed_out_meanwhile_is_asked_to_sign_in_again(browse):
    with browse("vpdp", "/bang-tieu-chi/") as page:
        page.context.clear_cookies()
        page.select_option("#f-district", "616")

        page.wait_for_url("**/dang-nhap/**")


def test_the_skip_link_is_the_first_stop_and_leads_to_the_page(browse):
    with browse("vpdp", "/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.id") == "main"


def test_a_link_to_a_criterion_opens_it(browse):
    with browse("vpdp", "/xa/23542/#tc-17") as page:
        assert page.locator("#tc-17").get_attribute("open") is not None
        page.click('.lm-sc[href="#tc-10"]')
        assert page.locator("#tc-10").get_attribute("open") is not None


def test_the_pages_work_without_scripts(browse):
    with browse("vpdp", "/bang-tieu-chi/", java_script_enabled=False) as page:
        page.select_option("#f-district", "616")
        page.click("text=Lọc >> nth=0")
        page.wait_for_url("**/bang-tieu-chi/?huyen=616*")
        assert page.locator("tbody tr[data-cells]").count() == 10

        page.click('[aria-label^="Sa Nghĩa, tiêu chí 17"]')
        assert "/xa/23542/" in page.url
        page.goto("/")
        page.click("summary:has-text('Đường ngắt ở chỗ đổi bộ tiêu chí')")
        assert page.locator("[aria-label='Bảng diễn biến theo tháng']").is_visible()
