"""Everything the product says is plain English, by one word for one thing.

A reading age of 11 to 14 is asked for: a grade of at most 9 for each module or document, and for
each of its longer texts; no sentence is longer than 25 words. :mod:`tests.unit.plain_english` has
the formula, :mod:`tests.unit.said` what counts as a text and as a sentence.
"""

import re

import pytest

from joinedup.render import glossary
from tests.unit.plain_english import YEARS, eased, grade, syllables
from tests.unit.said import DOCUMENTS, in_document, in_python, in_script, modules, sentences, words

OLDEST = 14
#: A shorter text says too little for the formula: one long word decides.
FEWEST_WORDS = 20
#: Of a whole module, labels are left aside: all of their words are nouns.
A_SENTENCE = 8
MOST_WORDS = 25
#: What licences and the model of the accessibility statement ask for word by word.
AS_ASKED = re.compile("©|licensed under|Accessibility Regulations 2018|fully compliant|partially")

TERMS = [form for term in glossary.terms() for form in term.forms]

#: What is never said, and what is said instead. Texts of the imports recognise such words, and are
#: read as far as they are said.
ONE_TERM = {
    r"organi[z]ations?|entit(y|ies)|agenc(y|ies)": "organisation",
    r"stakeholders?|players?|actors?|network partners?": "organisation, or partner",
    r"isolat(ed|es?|ion)|unlinked|unattached|disconnected|not connected|unaffiliated": (
        "no partnership on record, unknown, or without a tie, whichever it is"
    ),
    r"no (known )?(links?|connections?|relationships?)": "no partnership on record",
    r"relationships?|linkages?|collaborations? between": "partnership, or tie",
    r"localit(y|ies)|patch(es)?|hyperlocal": "neighbourhood",
    r"boroughs?": "place",
    r"ICS areas?|system areas?|geograph(y|ies)": "footprint",
    r"snapshots?|revisions?|releases?": "version",
    r"surger(y|ies)|GPs?|GP practices?": "general practice",
    r"third sector|VCFSE|VCS|non-profits?|NGOs?": "voluntary group, or VCSE",
    r"nodes?|edges?(?! of)|vertex|vertices|graphs?|centrality": "organisation, tie, network",
    r"brokers?|connectors?|gatekeepers?": "go-between",
    r"log ?in|log ?on|logged in|logging in": "sign in",
    r"websites?|web ?apps?|platforms?|portals?": "dashboard",
    r"drop-?downs?|widgets?|toggles?|cache[ds]?|booleans?|parameters?|exceptions?|tracebacks?": (
        "what the reader sees of it"
    ),
    r"URLs?|hyperlinks?": "link, or address",
    r"emails?": "e-mail",
    r"utili[sz]e|leverage|in order to|prior to|facilitate|regarding|commence|terminate|via": (
        "a plain word"
    ),
}
#: Texts that only whoever runs the program sees, and the guide to what lists may hold.
BEHIND = (
    *("joinedup/imports/edge_lists.py", "joinedup/network/", "joinedup/store/", "joinedup/model/"),
    *("joinedup/services/measuring.py", "docs/partner-lists.md", "geo/"),
)
#: The page Stakeholders is called what the field calls it; the glossary says what is meant.
_OF_STAKEHOLDERS = (
    *("docs/glossary.md", "docs/programmes.md", "joinedup/store/assessments.py"),
    *("joinedup/render/stakeholders.py", "joinedup/render/stakeholder_grid.py"),
    *("joinedup/render/stakeholder_marks.py", "joinedup/services/placing.py"),
    *("joinedup/services/stakeholders.py", "joinedup/ui/documents/stakeholders.py"),
    *("joinedup/ui/stakeholders.py", "joinedup/ui/stakeholders_form.py"),
    "joinedup/ui/stakeholders_grid.py",
)
#: Where a word of the list is right.
RIGHT = {
    **{
        (module, word): "the name of the page"
        for module in _OF_STAKEHOLDERS
        for word in ("stakeholder", "stakeholders")
    },
    ("docs/glossary.md", "borough"): "Barnsley is one",
    ("docs/glossary.md", "isolate"): "the field's word, explained",
}


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("map", 1), ("place", 1), ("places", 2), ("area", 3), ("science", 2), ("trying", 2)),
        *(("organisation", 5), ("neighbourhood", 3), ("partnerships", 3), ("asked", 1)),
        *(("counted", 2), ("changes", 2), ("material", 4), ("people", 2), ("statement", 2)),
        *(("accessibility", 6), ("go-between", 3), ("created", 3), ("usually", 4), ("table", 2)),
        *(("patient", 2), ("various", 3), ("unique", 2), ("people's", 2), ("theory", 3)),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_tells_easy_from_hard() -> None:
    easy = "The cat sat on the mat. It was a sunny day, and the cat liked to sleep in the sun."
    hard = (
        "Notwithstanding considerable methodological heterogeneity, collaborative commissioning "
        "arrangements demonstrably facilitate interorganisational coordination capabilities."
    )
    assert grade([easy]) < 3
    assert grade([hard]) > 20
    # 12 words of 14 syllables in two sentences, by hand.
    known = "Choose one on the map. Then read what is written beside it."
    assert grade([known]) == pytest.approx(0.39 * 12 / 2 + 11.8 * 14 / 12 - 15.59)


def test_a_term_of_the_glossary_is_one_easy_word() -> None:
    assert eased("Two neighbourhoods share a primary care network.", TERMS) == (
        "Two term share a term."
    )


def test_texts_are_found_as_a_reader_gets_them() -> None:
    source = '''
"""Not a text, but what stands about a module."""
A = re.compile("no text of several words")
B = f"There are {count:,} more of them." + "<p>And a part in HTML</p>"
C = "SELECT one FROM many WHERE it"
D = "words to be split here".split()
'''
    assert sorted(in_python(source)) == ["And a part in HTML", "There are one more of them."]
    assert list(in_script('// a remark of "several words here"\nsay("Nothing has this name")')) == [
        "Nothing has this name"
    ]
    assert list(in_document("# A heading of many words\n\nOne text of a\ndocument.")) == [
        "One text of a document."
    ]
    assert sentences("One thing: another. A third; and 5.6 of it?") == [
        *("One thing:", "another.", "A third;", "and 5.6 of it?")
    ]


def test_there_is_much_to_read() -> None:
    found = modules()
    assert sum(map(len, found.values())) > 1_000
    assert {"joinedup/ui/panel.py", "joinedup/errors.py", *DOCUMENTS[:2]} <= {*found} | {
        "joinedup/errors.py"
    }


@pytest.mark.parametrize("module", modules())
def test_it_can_be_read_at_eleven_to_fourteen(module: str) -> None:
    texts = [one for one in modules()[module] if not AS_ASKED.search(one)]
    running = [one for one in texts if len(words(one)) >= A_SENTENCE]
    if sum(len(words(one)) for one in running) >= FEWEST_WORDS:
        assert grade(running) + YEARS <= OLDEST
    for one in texts:
        if len(words(one)) >= FEWEST_WORDS:
            assert grade([one]) + YEARS <= OLDEST, one


@pytest.mark.parametrize("module", modules())
def test_no_sentence_is_long(module: str) -> None:
    for text in (one for one in modules()[module] if not AS_ASKED.search(one)):
        for sentence in sentences(text):
            assert len(words(eased(sentence, TERMS))) <= MOST_WORDS, sentence


@pytest.mark.parametrize("module", [name for name in modules() if not name.startswith(BEHIND)])
def test_one_thing_has_one_name(module: str) -> None:
    for text in (one for one in modules()[module] if not AS_ASKED.search(one)):
        for banned, instead in ONE_TERM.items():
            for found in re.finditer(rf"(?<![\w-])(?:{banned})(?![\w-])", text, re.IGNORECASE):
                word = found[0].casefold()
                assert (module, word) in RIGHT, f"“{found[0]}” should be {instead}: {text}"
