"""Partnerships and programmes are rated on their pages; what was said is summed up and printed."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.model import Dataset, Organisation
from joinedup.render.document import Document, Picture
from joinedup.services.sustainability import FACTORS
from joinedup.services.working_together import PRINCIPLES, Match
from joinedup.store.assessing import AssessmentKind
from joinedup.store.engine import FILE_NAME
from joinedup.ui import (
    cache,
    documents,
    permission,
    programmes,
    rated_partnerships,
    ratings,
    sustainability,
    working_together,
)
from tests.page.test_documents import bare, flat, has_table, spoken
from tests.page.visiting import Seen, html, said, texts
from tests.unit.render_samples import HOSTILE, TODAY, dataset, reading

Visit = Callable[..., AppTest]
SY, PROGRAMME = "south-yorkshire", "sy-integration"
DEMO, DENTAL = "demonstration", "demo:p063"
PAGES = ("working_together", "sustainability")
OPEN = ("rate", "score", "trend", "over-time", "evidence", "reasons", "principles", "factors")
FOLDS = (*OPEN[2:], "all-partnerships")
CHOICES = ("Partnership", "Programme", "Compare with")
MARCH, SEPTEMBER = date(2026, 3, 9), date(2026, 9, 3)


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    monkeypatch.setattr(permission, "refusal", lambda: "")
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()
    services.store().dispose()


def board() -> str:
    """A partnership of South Yorkshire with members of several sectors."""
    one = dataset()
    found = services.connections(one, services.scope_of(services.default_view(SY, TODAY)))
    seats = [key for link in found.values() for key in link.partnerships]
    return max(sorted(set(seats)), key=seats.count)


def members(one: Dataset, key: str) -> list[Organisation]:
    found = services.connections(one, services.scope_of(services.default_view(one.id, TODAY)))
    return [item for item in one.organisations if key in found[item.id].partnerships]


def rate(
    kind: AssessmentKind,
    subject: str,
    author: str,
    level: int,
    on: date = MARCH,
    *,
    footprint: str = SY,
    evidence: Mapping[str, str] | None = None,
) -> None:
    keys = [one.key for one in (PRINCIPLES if kind == "working_together" else FACTORS)]
    scores = dict.fromkeys(keys, level)
    services.assess(footprint, kind, subject, scores, author=author, on=on, evidence=evidence)


def document(page: str, **params: str) -> Document:
    found, problems = documents.of_query(page, list(params.items()))
    assert problems == ()
    return found


def chosen(at: AppTest) -> Any:
    """The box of who rates; it is set by id."""
    return next(one for one in at.selectbox if one.label == "Which member")


def questions(at: AppTest) -> list[Any]:
    return [one for one in at.radio if one.label != "Whose opinion"]


def save(at: AppTest) -> None:
    next(one for one in at.button if one.label == "Save the rating").click().run()


OF_PROGRAMME = {"programme": PROGRAMME, "unfolded": ("take-back",)}


def take_back(at: AppTest, by: str) -> AppTest:
    """Take the first rating back."""
    at = next(one for one in at.selectbox if one.label == "Which one").select_index(0).run()
    at = at.text_input(key="take-back-by").set_value(by).run()
    return next(one for one in at.button if one.label == "Take it back").click().run()


# --- rating --------------------------------------------------------------------------


def test_a_member_rates_its_partnership(visit: Visit) -> None:
    key = board()
    at = visit("working_together", selected=key, unfolded=("rate",))
    assert not at.exception
    first, *rest = members(dataset(), key)
    whole, name = 1 + len(rest), first.name
    assert said(at).endswith(f"none of its {whole} members has said how it works together.")
    chosen(at).set_value(first.id).run()
    assert len(questions(at)) == len(PRINCIPLES)
    for one in questions(at):
        one.set_value(3)
    area = next(one for one in at.text_area if str(one.key).startswith("why-ways"))
    area.set_value("We signed a plan.")
    save(at)
    assert not at.exception
    assert not at.error
    (kept,) = services.latest(SY, "working_together", key)
    assert (kept.author, dict(kept.scores)["ways"], kept.assessed_on) == (name, 3, TODAY)
    assert dict(kept.evidence) == {"ways": "We signed a plan."}
    assert [f"The rating of {name} is kept." in bare(one.value) for one in at.success] == [True]
    assert f"Rated by 1; 1 of its {whole} members among them." in said(at)
    # The form is empty again, for whoever comes next.
    assert all(one.value is None for one in questions(at))


def test_a_role_rates_a_partnership_with_members(visit: Visit) -> None:
    at = visit("working_together", selected=board(), unfolded=("rate",))
    whose = next(one for one in at.radio if one.label == "Whose opinion")
    assert whose.options == ["A member", "Another role or organisation"]
    whose.set_value(whose.options[1]).run()
    at.text_input(key=f"by-working_together-{board()}").set_value("Chair").run()
    questions(at)[0].set_value(2)
    save(at)
    assert not at.exception
    assert not at.error
    assert [one.author for one in services.latest(SY, "working_together")] == ["Chair"]


@pytest.mark.parametrize("page", PAGES)
def test_a_persons_name_is_not_taken_for_a_role(visit: Visit, page: str) -> None:
    at = visit(page, selected=board(), programme=PROGRAMME, unfolded=("rate", "score"))
    if page == "working_together":
        at.radio[0].set_value(at.radio[0].options[1]).run()
    field = next(one for one in at.text_input if one.label == "A role or an organisation")
    field.set_value("Jane Smith").run()
    questions(at)[0].set_value(2)
    save(at)
    assert ["reads like a person's name" in one.value for one in at.error] == [True]
    assert field.value == "Jane Smith"
    assert (
        services.assessed(SY, "working_together") == services.assessed(SY, "sustainability") == ()
    )


def test_an_organisation_called_like_a_person_may_rate(visit: Visit) -> None:
    one = replace(dataset().organisations[0], name="Jane Smith", aliases=("Thomas Beckett",))
    named = replace(dataset(), organisations=(one, *dataset().organisations[1:]))
    for name in ("jane  smith", "Thomas Beckett"):
        services.assess(
            *(SY, "sustainability", PROGRAMME, {"fit": 1}),
            author=name,
            on=MARCH,
            known=ratings.taken_names(named),
        )
    assert len(services.latest(SY, "sustainability")) == 2


def test_who_has_signed_in_rates_under_the_own_name(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permission, "author", lambda: "Jane Smith")
    at = visit("working_together", selected=board(), unfolded=("rate",))
    assert at.radio[0].options == ["A member", "My own name"]
    at.radio[0].set_value("My own name").run()
    questions(at)[0].set_value(2)
    save(at)
    assert not at.error
    (one,) = services.latest(SY, "working_together")
    assert one.author == "Jane Smith"


def test_a_programme_is_scored(visit: Visit) -> None:
    at = visit("sustainability", programme=PROGRAMME, unfolded=("score",))
    assert "Nobody has scored this programme yet." in said(at)
    at.text_input(key=f"by-sustainability-{PROGRAMME}").set_value("Programme lead").run()
    assert len(at.radio) == len(FACTORS)
    for one in at.radio:
        one.set_value(2)
    save(at)
    assert not at.exception
    assert not at.error
    assert said(at).endswith("20 of 30 points (67% of the highest), by one rater.")
    assert [flat(one) for one in texts(at, "ju-figure")] == ["20 of 30 points"]


@pytest.mark.parametrize("page", PAGES)
def test_what_a_rating_lacks_is_said(visit: Visit, page: str) -> None:
    at = visit(page, selected=board(), programme=PROGRAMME, unfolded=("rate", "score"))
    save(at)
    assert ["Whose opinion it is, is missing" in one.value for one in at.error] == [True]
    if page == "working_together":
        chosen(at).set_value(members(dataset(), board())[0].id).run()
    else:
        at.text_input(key=f"by-sustainability-{PROGRAMME}").set_value("Lead").run()
    save(at)
    assert ["Nothing is rated yet" in one.value for one in at.error] == [True]
    assert services.assessed(SY, "working_together") == ()


def test_evidence_that_is_too_long_stays_in_its_field(visit: Visit) -> None:
    at = visit("sustainability", programme=PROGRAMME, unfolded=("score",))
    at.text_input(key=f"by-sustainability-{PROGRAMME}").set_value("Lead").run()
    at.radio[0].set_value(1)
    at.text_area[0].set_value("x" * 501)
    save(at)
    assert any("501" in one.value for one in at.error)
    assert at.text_area[0].value == "x" * 501


def test_before_anybody_scored_the_ten_factors_are_told_on_page_and_paper(visit: Visit) -> None:
    (told,) = texts(visit("sustainability", programme=PROGRAMME), "ju-asks")
    paper = document("sustainability", programme=PROGRAMME)
    for one in FACTORS:
        assert one.question in unescape(told)
        assert one.question in spoken(paper)
    rate("sustainability", PROGRAMME, "Programme lead", 2)
    st.cache_resource.clear()
    assert not texts(visit("sustainability", programme=PROGRAMME), "ju-asks")


@pytest.mark.parametrize("day", [MARCH, SEPTEMBER])
def test_presented_there_is_nothing_to_choose(visit: Visit, day: date) -> None:
    for at_day in (MARCH, day):
        rate("sustainability", PROGRAMME, "Programme lead", 2, at_day)
    rate("working_together", board(), "Programme lead", 2)
    for page, asked in (
        ("sustainability", {"programme": PROGRAMME}),
        ("working_together", {"selected": board()}),
    ):
        at = visit(page, **asked, present="1")
        assert not at.exception
        assert not [one.label for one in at.selectbox if one.label in CHOICES]
        assert any(one.label in CHOICES for one in visit(page, **asked).selectbox)


def test_a_rating_is_taken_back_and_stays_readable(visit: Visit) -> None:
    rate("sustainability", PROGRAMME, "Programme lead", 2)
    at = visit("sustainability", programme=PROGRAMME, unfolded=("score",))
    at.text_input(key=f"by-sustainability-{PROGRAMME}").set_value("programme LEAD").run()
    assert any("rated this on 9 March 2026" in bare(one.value) for one in at.caption)
    at = take_back(visit("sustainability", **OF_PROGRAMME), "Programme office")
    assert not at.exception
    assert "Nobody has scored this programme yet." in said(at)
    (former, gone) = services.assessed(SY, "sustainability", PROGRAMME)
    assert (gone.author, gone.withdrawn_by) == ("Programme lead", "Programme office")
    assert former.scores


@pytest.mark.parametrize("page", PAGES)
def test_who_took_a_rating_back_stands_on_page_and_paper(visit: Visit, page: str) -> None:
    kind: AssessmentKind = "sustainability" if page == "sustainability" else "working_together"
    subject = PROGRAMME if page == "sustainability" else board()
    rate(kind, subject, "*Lead*", 2)
    rate(kind, subject, "Place board", 1)
    asked = {"dataset": SY, "programme": PROGRAMME, "selected": board()}
    at = take_back(visit(page, **asked, unfolded=("take-back",)), "Programme office")
    told = "what *Lead* said on 9 March 2026."
    (line,) = [bare(one.value) for one in at.caption if "Taken back by" in one.value]
    assert line.startswith("Taken back by Programme office on ")
    assert line.endswith(told)
    assert any("Lead" in bare(one.value) for one in at.success)
    assert told in spoken(document(page, **asked))
    at = visit(page, **asked, present="1")
    assert not [one.value for one in at.caption if "Taken back by" in one.value]


def test_one_after_the_other_is_taken_back(visit: Visit) -> None:
    for author in ("Lead", "Place board", "Council"):
        rate("sustainability", PROGRAMME, author, 2)
    at = visit("sustainability", **OF_PROGRAMME)
    for left in (2, 1, 0):
        at = take_back(at, "Programme office")
        assert not at.exception
        assert len(services.latest(SY, "sustainability", PROGRAMME)) == left
    assert len([one for one in at.caption if "Taken back by" in one.value]) == 3


@pytest.mark.parametrize(
    ("by", "words"), [("", "name is missing"), ("Jane Smith", "reads like a person's name")]
)
def test_who_takes_a_rating_back_has_to_be_said(visit: Visit, by: str, words: str) -> None:
    rate("sustainability", PROGRAMME, "Lead", 2)
    at = take_back(visit("sustainability", **OF_PROGRAMME), by)
    assert [words in one.value for one in at.error] == [True]
    assert len(services.latest(SY, "sustainability", PROGRAMME)) == 1


def test_who_may_not_write_any_more_takes_nothing_back(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate("sustainability", PROGRAMME, "Lead", 2)
    at = visit("sustainability", **OF_PROGRAMME)
    at = next(one for one in at.selectbox if one.label == "Which one").select_index(0).run()
    monkeypatch.setattr(permission, "refusal", lambda: "Sign in to publish.")
    next(one for one in at.button if one.label == "Take it back").click().run()
    assert not at.exception
    assert len(services.assessed(SY, "sustainability", PROGRAMME)) == 1


@pytest.mark.parametrize("page", PAGES)
def test_who_may_not_write_is_told_and_can_read(
    visit: Visit, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate("sustainability", PROGRAMME, "Lead", 2)
    monkeypatch.setattr(permission, "refusal", lambda: "Sign in to publish.")
    at = visit(page, programme=PROGRAMME, unfolded=("rate", "score"))
    assert "Sign in to publish." in [one.value for one in at.info]
    assert len(at.radio) == 0


# --- what is shown -------------------------------------------------------------------


def test_the_programme_in_the_address_opens_its_partnership(visit: Visit) -> None:
    partnership = dataset().programme_by_id[PROGRAMME].partnership
    assert partnership
    at = visit("working_together", programme=PROGRAMME)
    assert said(at).startswith(dataset().partnership_by_id[partnership].name)
    # What is selected is nearer than the programme.
    at = visit("working_together", programme=PROGRAMME, selected=board())
    assert said(at).startswith(dataset().partnership_by_id[board()].name)


def test_words_beside_a_record_with_ties(visit: Visit) -> None:
    rate("working_together", DENTAL, "Programme lead", 3, footprint=DEMO)
    at = visit("working_together", dataset=DEMO, selected=DENTAL)
    first, _ = texts(at, "ju-finding")
    assert "▲ Says more than is on record" in first
    assert "none of its 12 members has a tie across sectors" in first
    assert "median" not in first  # one rater has none


def test_a_record_without_ties_can_show_no_mismatch(visit: Visit) -> None:
    one = dataset()
    assert one.ties == ()
    rate("working_together", board(), "Programme lead", 4)
    at = visit("working_together", selected=board())
    first, second = texts(at, "ju-finding")
    assert "The record holds no ties between two" in first
    assert "▲" not in first + second


def test_the_view_of_an_earlier_day_shows_what_was_said_by_then(visit: Visit) -> None:
    rate("sustainability", PROGRAMME, "Lead", 1, MARCH)
    rate("sustainability", PROGRAMME, "Lead", 3, SEPTEMBER)
    for day, figure in (("2026-02-01", ""), ("2026-05-01", "10 of 30"), ("2026-10-01", "30 of 30")):
        at = visit("sustainability", programme=PROGRAMME, date=day)
        assert figure in said(at)
        assert bool(texts(at, "ju-figure")) is bool(figure)


def test_all_partnerships_stand_beside_each_other_the_rated_first(visit: Visit) -> None:
    rate("working_together", board(), "Lead", 2)
    rate("working_together", board(), "Chair", 3)
    at = visit("working_together")
    (table,) = [one.value for one in at.dataframe]
    first = table.iloc[0]
    assert (first["Partnership"], first["Raters"]) == (
        dataset().partnership_by_id[board()].name,
        2,
    )
    assert first["Lead by example"] == 2.5
    assert set(table["Working together, on record"][1:]) == {"Not rated yet"}
    assert said(at).endswith(f"1 of {len(table)} partnerships has rated itself.")


def test_filters_choose_the_partnerships(visit: Visit) -> None:
    at = visit("working_together", sectors="NHS trust")
    (few,) = [one.value for one in at.dataframe]
    (every,) = [one.value for one in visit("working_together").dataframe]
    assert 0 < len(few) < len(every)
    at = visit("working_together", sectors="Ambulance")
    assert working_together.NONE in [one.value for one in at.info]
    assert said(at).endswith("No partnership has a member among those shown.")
    found = document("working_together", dataset=SY, sectors="Ambulance")
    assert working_together.NONE in spoken(found)


def test_where_no_partnership_is_on_record_no_filter_is_blamed(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = replace(
        dataset(),
        version="bare",
        partnerships=(),
        memberships=(),
        programmes=(),
        milestones=(),
        actions=(),
        statements=(),
    )
    monkeypatch.setattr(cache, "dataset", lambda *_: without)
    at = visit("working_together")
    assert not at.exception
    assert said(at).endswith("No partnership has a member on record on this day.")
    assert [one.value for one in at.info] == [working_together.NONE_ON_RECORD]


@pytest.mark.parametrize(
    "asked", [{"sectors": "NHS trust"}, {"levels": "System"}, {"past": "true"}], ids=str
)
def test_filters_that_change_nothing_are_said_to(visit: Visit, asked: dict[str, str]) -> None:
    words = programmes.NARROWED_WHOLLY
    for programme in ({}, {"programme": PROGRAMME}):
        at = visit("sustainability", **programme, **asked)
        assert words in [one.value for one in at.caption]
        assert words in spoken(document("sustainability", dataset=SY, **programme, **asked))
        assert words not in [one.value for one in visit("sustainability", **programme).caption]


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_there_is_not_spoken_of(visit: Visit, page: str) -> None:
    """Presented and on paper there is no form to open."""
    asked = {"programme": PROGRAMME, "selected": board()}
    (told,) = [one.value for one in visit(page, **asked).info if "Nobody" in one.value]
    assert "Open “" in told
    (told,) = [one.value for one in visit(page, **asked, present="1").info]
    assert told.startswith("Nobody has")
    assert "Open" not in told
    assert told in spoken(document(page, dataset=SY, **asked))
    assert "Open “" not in spoken(document(page, dataset=SY, **asked))


@pytest.mark.parametrize("page", [rated_partnerships, sustainability], ids=PAGES)
def test_what_is_shown_is_worked_out_once(page: Any) -> None:
    one = reading(programme=PROGRAMME)
    found = page.shown_in(one)
    assert page.shown_in(reading(programme=PROGRAMME)) is found
    rate("sustainability", PROGRAMME, "Lead", 2)
    assert page.shown_in(one) is not found


def test_another_version_is_worked_out_anew() -> None:
    one = reading(programme=PROGRAMME)
    other = replace(one, dataset=replace(one.dataset, version="another"))
    assert sustainability.shown_in(other) is not sustainability.shown_in(one)


def test_national_work_is_not_scored_and_no_programme_says_what_to_do(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = next(one for one in visit("sustainability").selectbox if one.label == "Programme")
    national = [one.name for one in dataset().programmes if one.partnership is None]
    assert national
    assert not set(national) & set(names.options)
    without = replace(
        dataset(), version="bare", programmes=(), milestones=(), actions=(), statements=()
    )
    monkeypatch.setattr(cache, "dataset", lambda *_: without)
    at = visit("sustainability")
    assert not at.exception
    assert [one.value for one in at.info] == [sustainability.NO_PROGRAMME]
    assert said(at).endswith("This footprint has no programme on record.")


@pytest.mark.parametrize("page", PAGES)
def test_a_store_that_cannot_be_read_is_said(visit: Visit, page: str, fresh_store: Path) -> None:
    rate("sustainability", PROGRAMME, "Lead", 1)
    with closing(sqlite3.connect(fresh_store / FILE_NAME)) as store, store:
        store.execute("UPDATE assessments SET scores = '{damaged'")
        store.execute("UPDATE assessments SET kind = 'working_together'")
        if page == "sustainability":
            store.execute("UPDATE assessments SET kind = 'sustainability'")
    at = visit(page, programme=PROGRAMME)
    assert not at.exception
    assert ratings.UNREAD in said(at)
    assert at.error
    assert ratings.UNREAD in document(page, dataset=SY, programme=PROGRAMME).sentence


# --- on paper ------------------------------------------------------------------------


def subjects() -> tuple[tuple[AssessmentKind, str], ...]:
    return ("working_together", board()), ("sustainability", PROGRAMME)


def everything_said() -> None:
    for kind, subject in subjects():
        evidence = {"ways": "We signed a plan.", "reasons": "Two leaders left."}
        rate(kind, subject, "Programme lead", 1, MARCH)
        rate(kind, subject, "Programme lead", 3, SEPTEMBER, evidence=evidence)
        rate(kind, subject, "Place board", 2, SEPTEMBER)


@pytest.mark.parametrize("page", PAGES)
def test_paper_says_what_the_page_says(visit: Visit, page: str) -> None:
    everything_said()
    params = {"dataset": SY, "selected": board(), "programme": PROGRAMME}
    at, found = visit(page, unfolded=FOLDS, **params), document(page, **params)
    assert not at.exception
    assert texts(at, "ju-sentence") == [found.sentence]
    text = spoken(found)
    for shown in [*at.caption, *at.markdown]:
        words = bare(str(shown.value))
        assert words in text or words.startswith("Record to"), words
    for kind in ("ju-finding", "td"):
        for words in texts(at, kind):
            # The parts of a finding stand in columns on paper, and its sign is left out.
            for label in [one.label for one in Match]:
                words = words.replace(label, f"{label}. ")
            for part in words.lstrip("▲▼●○? ").split(". "):
                assert flat(part).strip(" .") in text, part
    for frame in [one.value for one in at.dataframe]:
        assert has_table(found, frame)
    pictures = [one for one in found.blocks if isinstance(one, Picture)]
    assert len(pictures) == 2
    shown_alts = [alt for body in html(at) for alt in alts(body)]
    assert [one.alt for one in pictures] == shown_alts


def alts(body: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'<img[^>]* alt="([^"]*)"', body)]


@pytest.mark.parametrize("page", PAGES)
def test_hostile_words_stay_text(visit: Visit, page: str) -> None:
    key = board()
    for number, name in enumerate(HOSTILE):
        if not name.isprintable():
            continue  # no author has such a name, see the store
        evidence = {"ways": name, "reasons": name}
        for kind, subject in subjects():
            rate(kind, subject, name, number % 4, evidence=evidence)
    at = visit(page, selected=key, programme=PROGRAMME, unfolded=(*FOLDS, "rate", "score"))
    assert not at.exception
    tags = {"header", "h1", "h2", "h3", "p", "ul", "li", "div", "span", "small", "strong"}
    tags |= {"table", "thead", "tbody", "tr", "th", "td", "img", "style", "dl", "dt", "dd"}
    for body in html(at):
        seen = Seen(body)
        assert seen.tags <= tags, body[:300]
        assert all(one.startswith("data:image/svg+xml;base64,") for one in seen.sources)
    assert HOSTILE[0] in "".join(texts(at, "td"))


def test_what_was_said_is_read_anew_when_more_is_said() -> None:
    rate("sustainability", PROGRAMME, "Lead", 1)
    assert len(ratings.opinions(SY, "sustainability")) == 1
    rate("sustainability", PROGRAMME, "Board", 1)
    assert len(ratings.opinions(SY, "sustainability")) == 2
    assert ratings.opinions(SY, "working_together") == ()
