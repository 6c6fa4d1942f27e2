"""The pages in a real browser, wide and narrow, light and dark: what a reader would mind is not there."""
from pathlib import Path

import pytest

from book import PAGES, file_of

MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")


@pytest.fixture
def tab(browser, address):
    "A tab that keeps what went wrong, and every request that left this machine."
    page = browser.new_page(viewport=dict(width=1280, height=900), color_scheme="light")
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("response", lambda got: got.status < 400 or page.wrong.append(f"{got.status} {got.url}"))
    page.on("request", lambda asked: asked.url.startswith((address, "data:")) or page.wrong.append(asked.url))
    yield page
    page.close()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_reads_well(page, tab, address):
    tab.goto(address + file_of(page))
    tab.wait_for_function("!document.querySelector('.math:not(:has(.katex))')")
    wide = tab.evaluate(MEASURE)
    assert not wide["refused"] and not wide["alt"] and not tab.wrong
    assert not wide["wide"], "code or output wider than the column at 1280"
    assert not wide["cut"], "formulas wider than the column at 1280"
    assert not wide["small"], "pictures that do not fill the column"
    tab.set_viewport_size(dict(width=390, height=844))
    narrow = tab.evaluate(MEASURE)
    assert narrow["page"] <= 0, "on a phone the whole page moves sideways"
    assert not [text for text in narrow["cut"] if text.startswith("under its number")]
    tab.goto(address + file_of(page) + "?look=dark")
    dark = tab.evaluate(MEASURE)
    assert not wide["faint"] and not dark["faint"], "texts of too little contrast"


def test_the_first_tab_leads_to_the_text(tab, address):
    tab.goto(address + "backprop.html")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the text"
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#quarto-document-content")


def test_a_system_that_is_dark_gets_the_dark_look(browser, address):
    page = browser.new_page(color_scheme="dark")
    page.goto(address + "index.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 25, 29)"
    page.close()


def test_a_link_to_an_equation_leads_to_it(tab, address):
    tab.goto(address + "backprop.html")
    tab.click("a[href='losses.html#equation-2.8']")
    tab.wait_for_function("(document.getElementById('equation-2.8')?.getBoundingClientRect().top ?? 1e9) < 900")
    assert tab.evaluate("document.getElementById('equation-2.8').getBoundingClientRect().top") >= 0
