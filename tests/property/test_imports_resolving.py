"""Whatever a list says, nothing in it is merged, or given one number twice, without a word."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from joinedup.imports.choices import LEAVE_OUT, NEW, Choices
from joinedup.imports.fields import Kind
from joinedup.imports.known import canonical
from joinedup.imports.matching import MOST, Described, Register
from joinedup.imports.resolving import Resolved, resolve
from joinedup.imports.subjects import Subject
from joinedup.model import Organisation
from tests.property.test_imports_matching import names, places, postcodes, records, sectors

# More than the record knows, so that lists add numbers and contradict themselves.
numbers = st.lists(
    st.sampled_from(
        [
            *(("ods", "C88030"), ("ods", "C88099"), ("org-id", "GB-CHC-1046060")),
            *(("org-id", "GB-CHC-1999991"), ("org-id", "GB-COH-04321567"), ("ons", "E08000099")),
        ]
    ),
    max_size=3,
    unique=True,
).map(tuple)
rows = st.builds(
    Described,
    name=names,
    id=st.sampled_from(["", "", "", "a", "b", "elsewhere"]),
    identifiers=numbers,
    postcode=postcodes,
    place=places,
    sector=st.one_of(st.none(), sectors),
)
lists = st.lists(rows, max_size=8, unique=True).map(
    lambda many: [
        Subject(key=str(row), described=one, row=row) for row, one in enumerate(many, start=2)
    ]
)


def resolved(
    record: Sequence[Organisation],
    subjects: Sequence[Subject],
    decisions: Mapping[str, str] | None = None,
) -> dict[str, Resolved]:
    return resolve(
        subjects,
        Register(record),
        {one.key: (one.row,) for one in subjects},
        Choices(
            kind=Kind.ORGANISATIONS,
            columns={},
            source="list.csv",
            as_of="2026",
            decisions=decisions or {},
        ),
        {one.id: one.name for one in record},
    )


def check(record: Sequence[Organisation], found: Mapping[str, Resolved]) -> None:
    known = {one.id for one in record}
    for one in found.values():
        assert sum([one.id is not None, one.question is not None, one.left_out]) == 1
        assert one.new == (one.id is not None and one.id not in known)
        if one.question is not None:
            shown = [item.organisation for item in one.question.candidates]
            assert 0 < len(shown) == len(set(shown)) <= MOST


@given(records, lists)
def test_no_number_goes_to_two_organisations(
    record: Sequence[Organisation], subjects: Sequence[Subject]
) -> None:
    found = resolved(record, subjects)
    check(record, found)
    on_record = {canonical(pair) for one in record for pair in one.identifiers}
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in subjects:
        became = found[one.key]
        for pair in map(canonical, one.described.identifiers):
            assert not (became.new and pair in on_record)
            if became.id is not None and pair not in on_record:
                owners[pair].add(became.id)
    assert all(len(ids) == 1 for ids in owners.values())


@given(records, lists)
def test_each_row_that_is_one_with_another_has_its_reason(
    record: Sequence[Organisation], subjects: Sequence[Subject]
) -> None:
    found = resolved(record, subjects)
    made: set[str] = set()
    for one in subjects:
        became = found[one.key]
        if became.id is not None and (not became.new or became.id in made):
            assert became.reason
        if became.new and became.id:
            made.add(became.id)


@given(records, lists, st.data())
def test_every_answer_is_taken(
    record: Sequence[Organisation], subjects: Sequence[Subject], data: st.DataObject
) -> None:
    decisions: dict[str, str] = {}
    # An answer can raise another question: of a row that is like the one answered, or was said
    # to be one that is now left out.
    for _ in range(3 * len(subjects) + 1):
        found = resolved(record, subjects, decisions)
        check(record, found)
        asked = [one.question for one in found.values() if one.question is not None]
        if not asked:
            return
        question = data.draw(st.sampled_from(asked))
        offered = [one.organisation for one in question.candidates]
        decisions[question.key] = data.draw(st.sampled_from([NEW, LEAVE_OUT, *offered]))
        answered = resolved(record, subjects, decisions)[question.key]
        assert answered.question is None
        assert answered.left_out == (decisions[question.key] == LEAVE_OUT)
    raise AssertionError("Each question was answered, and there are still some")
