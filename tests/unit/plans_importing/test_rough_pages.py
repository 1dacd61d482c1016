"""Pages that are incomplete, out of order, oddly saved or hostile are read as far as they go."""

import time

import pytest

from app.plans.importing import ReadPlan, page_as_json, read_page
from tests.unit.plans_importing.pages import PATHS_AND_PLACES, as_headings, as_text

TEXT = as_text(PATHS_AND_PLACES)
MINIMAL = "A plan – 1st Review\nAn outcome – “ours”.\nAction 1\nDo it\nWho\nCPG\n"


def unread(plan: ReadPlan) -> list[tuple[int, str]]:
    return [(each.line, each.text) for each in plan.unread]


@pytest.mark.parametrize("content", ["", b"", " \n\t\r\n\u00a0", "\ufeff", "<html></html>"])
def test_an_empty_page_is_a_plan_that_says_so(content: str | bytes) -> None:
    plan = read_page(content)
    assert plan.actions == ()
    assert len(plan.unread) == 1
    assert plan.questions == ("No action was found. Is this the page of an action plan?",)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_page_is_the_same_in_every_encoding(encoding: str) -> None:
    assert read_page(MINIMAL.encode(encoding)) == read_page(MINIMAL)


def test_a_saved_page_is_read_in_the_character_set_that_it_declares() -> None:
    page = '<meta charset="iso-8859-2"><h1>Plan Łódź</h1><p>O.</p><h2>Action 1</h2>'
    assert read_page(page.encode("iso-8859-2")).title == "Plan Łódź"


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"PK\x03\x04", bytes(range(256))])
def test_a_file_that_is_not_text_is_named_as_such(start: bytes) -> None:
    plan = read_page(start + b" Action 1\nDo it", filename="plan.bin")
    assert plan.actions == ()
    assert plan.unread[0].text == "plan.bin"
    assert "not text" in plan.unread[0].why


def test_windows_line_endings_and_entities_change_nothing() -> None:
    other = TEXT.replace("&", "&amp;").replace("–", "&#8211;").replace("\n", "\r\n")
    assert read_page(other) == read_page(TEXT)


def test_blocks_in_another_order_are_the_same_action() -> None:
    blocks = ["Success\n12 walks", "When\n1. Review – March 2014", "Who\nCPG", "Progress\nDone."]
    pages = ["P\nO.\nAction 1\nDo\n" + "\n".join(order) for order in (blocks, blocks[::-1])]
    assert read_page(pages[0]).fingerprint == read_page(pages[1]).fingerprint


@pytest.mark.parametrize(
    ("heading", "number", "text"),
    [
        ("Action 10", 10, ""),
        ("ACTION 3:", 3, ""),
        ("action 4 – Open the path", 4, "Open the path"),
        ("**Action 5:** Open the path", 5, "Open the path"),
        ("## Action 6 Open the path", 6, "Open the path"),
        ("Action No. 7", 7, ""),
        ("| Action 8 | Open the path |", 8, "Open the path"),
        ("Action two:", 2, ""),
    ],
)
def test_action_headings_are_known_however_written(heading: str, number: int, text: str) -> None:
    (action,) = read_page(f"P\nO.\n{heading}\nWho\nCPG").actions
    assert (action.number, action.text) == (number, text)


@pytest.mark.parametrize("prose", ["Action 3 will be started.", "104 Actions", "Actions 1"])
def test_words_that_only_mention_an_action_do_not_begin_one(prose: str) -> None:
    (action,) = read_page(f"P\nO.\nAction 1\nDo\nAction Progress\n{prose}").actions
    assert action.progress == (prose,)


def test_two_actions_of_one_number_are_both_kept_and_asked_about() -> None:
    plan = read_page("P\nO.\nAction 1\nWalk\nAction 1\nTalk\n")
    assert [(each.number, each.text) for each in plan.actions] == [(1, "Walk"), (1, "Talk")]
    assert any("another action on the page has this number" in each for each in plan.questions)


def test_what_stands_before_between_and_after_is_unread_with_its_line() -> None:
    text = f"Menu\nHome\n{MINIMAL}Posted in Paths | Tagged walks | Leave a comment\nOlder posts"
    text = text.replace("Action 1", "We also dance.\n\nAction 1")
    assert unread(read_page(text)) == [
        (1, "Menu"),
        (2, "Home"),
        (5, "We also dance."),
        (12, "Older posts"),
    ]
    assert read_page(text).category == "Paths"


def test_a_heading_that_is_no_block_takes_its_words_out_of_the_action() -> None:
    page = "<h1>P</h1><p>O.</p><h2>Action 1</h2><p>Do</p>\n<h3>Risks</h3>\n<p>Rain</p>"
    assert unread(read_page(page)) == [(2, "Risks"), (3, "Rain")]


def test_headings_across_the_top_make_one_action_a_row() -> None:
    page = """<h1>P</h1><p>O.</p><table><tr><th>Action<th>Who<th>When<th>Action Progress
    <tr><td rowspan=2>1. Walk<td>CPG<td>Review – March 2014<td>Good
    <tr><td>Schools<td>Group – May 2014<td>Fine
    <tr><td>2<td>Clubs<td>1. Talk – 2015<td></table>"""
    first, second = read_page(page).actions
    assert (first.text, first.partners, first.progress) == (
        "Walk",
        ("CPG", "Schools"),
        ("Good", "Fine"),
    )
    assert [each.when_written for each in first.milestones] == ["March 2014", "May 2014"]
    assert (second.number, second.partners) == (2, ("Clubs",))


def test_tables_inside_tables_are_read_in_order() -> None:
    page = """<table><tr><td><h1>P</h1><table><tr><td>Action 1<tr><td>Do<tr><td>When<tr><td>
    <table><tr><td>1<td>Review<td>March 2014<tr><td>2<td>Group<td>June 2014</table></table>"""
    (action,) = read_page(page).actions
    assert [(each.text, each.when_written) for each in action.milestones] == [
        ("Review", "March 2014"),
        ("Group", "June 2014"),
    ]


def test_bold_words_in_paragraphs_are_headings() -> None:
    page = """<p>P – 3rd Review</p><p>Our outcome.</p><p><b>Action 1</b><br>Do it</p>
    <p><strong>Who</strong>: CPG</p><p><b>When:</b><br/>1. Group<br>June 2014</p>"""
    plan = read_page(page)
    assert (plan.title, plan.review_number, plan.outcome) == ("P", 3, "Our outcome.")
    assert plan.actions[0].partners == ("CPG",)
    assert plan.actions[0].milestones[0].when_written == "June 2014"


def test_an_ordered_list_keeps_the_numbers_that_a_browser_shows() -> None:
    page = """<h1>P</h1><p>O.</p><h2>Action 1</h2><h3>When</h3>
    <ol start=3><li>Review – March 2014<li value=7>Group – June 2014<li>Walk – 2015</ol>"""
    assert [each.number for each in read_page(page).actions[0].milestones] == [3, 7, 8]


def test_comments_and_menus_are_left_out_where_the_theme_has_no_article() -> None:
    page = """<body><div class="nav-menu"><p>Home</p></div><h1>P</h1><p>O.</p><h2>Action 1</h2>
    <p>Do</p><div id="comments"><h2>Action 2</h2><p>Well done</p></div></body>"""
    plan = read_page(page)
    assert [each.number for each in plan.actions] == [1]
    assert [(each.line, each.text) for each in plan.unread] == [(0, "3 blocks of text")]


def test_scripts_styles_and_comments_say_nothing() -> None:
    hidden = "<script>Action 9</script><style>Who</style><!-- When --><template>x</template>"
    plain = as_headings(PATHS_AND_PLACES)
    found = read_page(plain.replace("<h3>", f"{hidden}<h3>").replace("<li>", f"<li>{hidden}"))
    assert found == read_page(plain)


@pytest.mark.parametrize("written", ["2013-16", "April 2013 – March 2016"])
def test_the_period_is_read_from_its_own_line_or_from_the_title(written: str) -> None:
    for page in (f"Plan {written}\nO.\nAction 1\nDo", f"Plan\nPeriod: {written}\nO.\nAction 1\nDo"):
        plan = read_page(page)
        assert plan.period is not None and plan.period.latest is not None
        assert (plan.period_written, plan.period.latest.year) == (written, 2016)
        assert plan.outcome == "O."


def test_the_json_form_names_every_part() -> None:
    page = page_as_json(read_page(TEXT))
    assert page["review_number"] == 2
    assert page["unread"] == []
    first = page["actions"][0] if isinstance(page["actions"], list) else {}
    assert first["milestones"][0]["when"]["latest"] == "2015-10-31"
    assert [each["value"] for each in first["measures"]] == [1234, 12.5, 56, 10000]


@pytest.mark.parametrize(
    "junk",
    [
        "lorem ipsum 12 cats\n", "Action 1\nWho\nWhen\n", "1. Review – March 2014 ", "<div>",
        "<b a=1><p>", "<script>", '<a "', "<svg><p>x</p>", "<table><tr><td>", "&amp;",
        "a | b | c\n", "<article><h2>Action 1</h2>", "CPG and (CLD, ",
        "originally due in May ",
    ],
)  # fmt: skip
def test_five_megabytes_of_anything_are_read_in_bounded_time(junk: str) -> None:
    began = time.process_time()
    plan = read_page("P\nO.\nAction 1\nDo\nWhen\n" + junk * (5_000_000 // len(junk)) + "</p>")
    assert time.process_time() - began < 20
    assert plan.unread
