"""The words of the demonstration's briefs, quotes and scores, written for it."""

from __future__ import annotations

from app.commissions.operations import BriefChanges, CriterionWords, QuestionWords
from app.commissions.rules import OfferedDue, Topic, Worth
from app.quotes.rules import Stated

REVIEW_TITLE = "Review of local engagement and information sharing"
REVIEW: BriefChanges = {
    "background": (
        "Community groups, councils and partners in Kincardine & Mearns ask people for their views "
        "in many ways: forums, paper surveys, drop-in days, and since this year a Facebook page. "
        "Nobody knows which ways reach whom, or what they cost."
    ),
    "wanted": (
        "A review of how people are told and asked, online and face to face. Talk with residents, "
        "community councils and partners in Stonehaven, Portlethen, Inverbervie and Laurencekirk; "
        "look at what exists; say what works, what does not and what to do next."
    ),
    "outputs": (
        "An interim report with what was found so far. A final report of no more than 30 pages "
        "with recommendations, each with who could do it, by when and at what cost. A session with "
        "the partnership group."
    ),
    "terms": (
        "Payment of 40% on the accepted interim report and 60% on the accepted final report. "
        "Personal details stay in the United Kingdom and are deleted after acceptance."
    ),
}
REVIEW_CRITERIA = [
    CriterionWords("Method", "How well the work would reach people who are seldom heard.", 40),
    CriterionWords("Experience", "Similar reviews done, and the people who would do this one.", 20),
]
REVIEW_QUESTIONS = [
    QuestionWords("How will you reach people who are not online?", 400),
    QuestionWords("Who will do the work, and what have they done before?", 400),
    QuestionWords("What will you deliver by when, and how?", 200, topic=Topic.DELIVERY),
]

SCORED_UNDER = {
    "How will you reach people who are not online?": "Method",
    "Who will do the work, and what have they done before?": "Experience",
    "What will you deliver by when, and how?": "Method",
}

CONTENT_TITLE = "Content and posting schedule for the communities page"
CONTENT: BriefChanges = {
    "background": (
        "The K&M Communities page on Facebook has 121 likes and reaches about 50 people with a "
        "post. Posts are written when somebody has time."
    ),
    "wanted": (
        "A plan of what to post, when and by whom, which partners can keep up themselves, and a "
        "half-day session to start it."
    ),
    "outputs": "A schedule for twelve months, twenty ready posts, and a half-day session.",
    "terms": "Payment on acceptance.",
}
VALUES = {
    "KM-2013-02": (Worth(600_000, 250_000), "A second year of posts, at most £2,500."),
}
"""What the budget does not tell, since companies are not given it."""

CONTENT_CRITERIA = [
    CriterionWords(
        "Ideas",
        "Would people here want to read and answer these posts?",
        50,
        levels=(
            "nobody here would stop at these posts",
            "a few would, for some of the subjects",
            "many would read them, and few would answer",
            "many would read them and answer",
            "people would pass them on",
        ),
    ),
]
CONTENT_QUESTIONS = [QuestionWords("Show three posts that you would write for the page.", 300)]

ASKED_FIRST = (
    "We at Specimen Studio have a Gaelic speaker. May some of the twenty posts be in Gaelic, and "
    "how many of those who like the page would read them?"
)
ASKED_FOR_ALL = (
    "May some of the twenty posts be in Gaelic, and how many people would be able to read them?"
)
ANSWER_FOR_ALL = (
    "Yes: up to five of the twenty, each with the same words in English below. What is known of "
    "who speaks Gaelic here is in the file."
)
SPEAKERS = "Ward, people with some Gaelic\nStonehaven, few\nMearns, few\n"
ASKED_SECOND = (
    "Can the half-day session be held twice, once in the evening, for those who work by day? "
    "We list in the file what we would count as a post."
)
POSTS = "what,counts\na picture with words,yes\na shared post,no\n"

ENQUIRY = "Which of your people would come to the session with the partnership group?"
ENQUIRY_ANSWERED = "The lead researcher and the local organiser, both of whom our answer 2 names."

FILMS_TITLE = "Two short films about the communities page"
FILMS: BriefChanges = {
    "background": "Few people beyond the larger villages know of the communities page.",
    "wanted": "Two films of a minute each, with local people, to be shown online and at meetings.",
    "outputs": "Two films with subtitles, and the right to show them anywhere.",
    "terms": "Payment on acceptance.",
}
FILMS_CRITERIA = [
    CriterionWords("Idea", "Would the films make people here look at the page?", 60),
]

PRICE_LINES = {
    REVIEW_TITLE: ("Fieldwork and interim report", "Analysis and final report"),
    FILMS_TITLE: ("Filming", "Editing and subtitles"),
}

ANSWERS = {
    "Example Research Ltd": [
        "We meet people where they are: two market days, three school gates and a mobile library "
        "round, with a paper card in every doctor's waiting room. We expect 300 conversations.",
        "Two researchers who led rural engagement reviews in 2011 and 2012, and a local organiser.",
        "The dates are in our timetable. Fieldwork ends five weeks before the last; a second "
        "researcher can step in at any time.",
    ],
    "Sample Insight CIC": [
        "Twelve volunteers from local groups are trained to talk with their neighbours. Everything "
        "is also on paper and by telephone. We expect 420 conversations.",
        "A director with fifteen years in community learning, and the volunteers she has trained.",
        "By the dates of our timetable, and the session when the schools are back. The plan has "
        "two weeks to spare.",
    ],
    "Placeholder Consulting Ltd": [
        "An online survey with a telephone line for those who prefer it, and four focus groups.",
        "A team of six in Aberdeen; three reviews for councils in the last two years.",
        "A project manager reports every fortnight against a dated plan.",
    ],
    "Specimen Studio": [
        "A travelling exhibition in a van, where people draw and write what they think.",
        "Two designers who have worked with schools and galleries.",
        "The van is booked for February; the report follows in March.",
    ],
}
FIRST_OFFER = (
    OfferedDue("Interim report", "end February 2013"),
    OfferedDue("Final report", "end March 2013"),
)
"""The dates that the first commission was awarded on."""

TIMETABLES = {
    "Example Research Ltd": (
        OfferedDue("Interim report", "14 February 2014"),
        OfferedDue("Final report", "end March 2014"),
        OfferedDue("Session with the partnership group", "by mid April 2014"),
    ),
    "Sample Insight CIC": (
        OfferedDue("Interim report", "by mid February 2014"),
        OfferedDue("Final report", "21 March 2014"),
        OfferedDue("Session with the partnership group", "after the school holidays"),
    ),
    "Placeholder Consulting Ltd": (OfferedDue("Final report", "March 2014"),),
}
"""What each company offers to deliver by when. One gives no timetable, which is its right."""

FILM_PENCE = {"Specimen Studio": 185_000, "Placeholder Consulting Ltd": 198_000}
FILM_DATES = {
    "Specimen Studio": (
        OfferedDue("Filming", "February 2014"),
        OfferedDue("Both films", "11 April 2014"),
    ),
}

CONFIDENTIAL = {
    "Sample Insight CIC": (
        "How we find and train volunteers took us four years, and others would copy it.",
        "end 2016",
    ),
}
"""What a company says of its first answer, which it considers confidential, and until when."""

UNIT_PENCE = {
    "Example Research Ltd": 890_000,
    "Sample Insight CIC": 845_000,
    "Placeholder Consulting Ltd": 1_180_000,
    "Specimen Studio": 960_000,
}
STATED_TOTALS = {
    ("KM-2013-01", "Placeholder Consulting Ltd"): Stated(gross_pence=1_180_000),
}
SUMS_ASKED = (
    "The total with VAT is stated as £11,800.00, and the price lines come to £14,160.00. Please "
    "explain the difference, and confirm that the prices of your lines stand."
)
SUMS_ANSWERED = (
    "The total on our form left the VAT out. The prices of our lines stand: £11,800.00 without "
    "VAT, £14,160.00 with it."
)
VAT_PERCENT = {"Sample Insight CIC": 0}

SCORES = {
    "Example Research Ltd": (3, 3),
    "Sample Insight CIC": (4, 2),
    "Placeholder Consulting Ltd": (2, 3),
    "Specimen Studio": (2, 1),
}
SISTER = "Her sister’s firm would gain by the award, whoever scores its quote."
MODERATION_NOTE = "Both had read every quote again and talked over the scores of experience."
AGREED = {
    "Model Engagement Ltd": (
        3,
        "Two reviews of the kind for other groups, each delivered when it was due.",
    ),
    "Placeholder Consulting Ltd": (
        2,
        "The reviews named are of websites only; nothing shows work with people offline.",
    ),
}
COMMENTS = {
    0: "Says nothing of this.",
    1: "No similar review so far.",
    2: "Sound, but thin on people who are seldom heard.",
    3: "Clear and believable.",
    4: "The volunteers reach people whom nobody else does.",
}
