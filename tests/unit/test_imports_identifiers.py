"""Numbers as people and spreadsheets write them."""

import pytest

from joinedup.imports.identifiers import (
    as_org_id,
    charity_number,
    company_number,
    ods_code,
    ons_code,
    org_id,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("C88046", "C88046"),
        (" c88046 ", "C88046"),
        ("C88O46", "C88046"),
        ("C88l46", "C88146"),
        ("C 88046", "C88046"),
        ("'C88046", "C88046"),
        ("ODS: C88046", "C88046"),
        ("ODS code RCU", "RCU"),
        ("rcu", "RCU"),
        ("TAH", "TAH"),
        ("R1A", "R1A"),
        ("QF7", "QF7"),
        ("03N", "03N"),
        ("U12345", "U12345"),
        ("FA002", "FA002"),
        ("RCU01", "RCU01"),
        ("A1B2C", "A1B2C"),
    ],
)
def test_ods_codes(text: str, code: str) -> None:
    assert ods_code(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "none", "n/a", "TBC", "tba", "Sheffield", "ODS", "C8804!", "C880461234", "A1", "é12"],
)
def test_what_is_no_ods_code(text: str) -> None:
    assert ods_code(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1046060", "1046060"),
        ("209170", "209170"),
        ("1046060.0", "1046060"),
        ("1,046,060", "1046060"),
        ("1 046 060", "1046060"),
        ("Charity No. 1046060", "1046060"),
        ("Registered charity number: 1046060", "1046060"),
        ("RCN1046060", "1046060"),
        ("(1046060)", "1046060"),
        ("GB-CHC-1046060", "1046060"),
        ("1046060-1", "1046060-1"),
        ("1046060/12", "1046060-12"),
        ("1046060-0", "1046060"),
        ("SC024549", "SC024549"),
        ("sc 024549", "SC024549"),
        ("SCO24549", "SC024549"),
        ("SC24549", "SC024549"),
        ("NIC100012", "NIC100012"),
        ("NI 100012", "NIC100012"),
        ("100012", "NIC100012"),
    ],
)
def test_charity_numbers(text: str, number: str) -> None:
    assert charity_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "none", "12345", "999", "2000000", "10460601", "SC1", "pending", "1046060 or 1"]
)
def test_what_is_no_charity_number(text: str) -> None:
    assert charity_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("04321567", "04321567"),
        ("4321567", "04321567"),
        ("4321567.0", "04321567"),
        ("10306", "00010306"),
        ("Company No: 04321567", "04321567"),
        ("GB-COH-04321567", "04321567"),
        ("SC012345", "SC012345"),
        ("SC12345", "SC012345"),
        ("SCO12345", "SC012345"),
        ("ni012345", "NI012345"),
        ("NI 1234", "NI001234"),
        ("OC300312", "OC300312"),
        ("CE012345", "CE012345"),
        ("RS007018", "RS007018"),
        ("IP27701R", "IP27701R"),
        ("R0000123", "R0000123"),
    ],
)
def test_company_numbers(text: str, number: str) -> None:
    assert company_number(text) == number
    assert len(number) == 8


@pytest.mark.parametrize(
    "text", ["", "none", "12", "00000000", "123456789", "ZZ123456", "SC1234567", "Oak Ltd"]
)
def test_what_is_no_company_number(text: str) -> None:
    assert company_number(text) is None


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("GB-CHC-1046060", "GB-CHC-1046060"),
        ("gb-chc-1046060", "GB-CHC-1046060"),
        ("org-id: GB-CHC-1046060", "GB-CHC-1046060"),
        ("GB-SC-SCO38416", "GB-SC-SC038416"),
        ("GB-NIC-NIC100012", "GB-NIC-100012"),
        ("GB-NIC-100012", "GB-NIC-100012"),
        ("GB-COH-4321567", "GB-COH-04321567"),
        ("GB-COH-OC300312", "GB-COH-OC300312"),
        ("GB-CASC-062D637B", "GB-CASC-062d637b"),
        ("GB-NHS-RCU", "GB-NHS-RCU"),
        ("GB-UKPRN-10007167", "GB-UKPRN-10007167"),
        ("XI-EUID-123", "XI-EUID-123"),
    ],
)
def test_org_ids(text: str, identifier: str) -> None:
    assert org_id(text) == identifier
    assert org_id(identifier) == identifier


@pytest.mark.parametrize(
    "text", ["", "1046060", "GB-CHC-abc", "GB-COH-", "GB", "GB-CHC", "gb chc 1046060", "-"]
)
def test_what_is_no_org_id(text: str) -> None:
    assert org_id(text) is None


@pytest.mark.parametrize(
    ("charity", "identifier"),
    [
        ("1046060", "GB-CHC-1046060"),
        ("1046060-1", "GB-CHC-1046060-1"),
        ("SC024549", "GB-SC-SC024549"),
        ("NIC100012", "GB-NIC-100012"),
    ],
)
def test_a_charity_number_as_org_id(charity: str, identifier: str) -> None:
    assert as_org_id(charity=charity) == identifier
    assert org_id(identifier) == identifier


def test_a_company_number_as_org_id() -> None:
    assert as_org_id(company="SC012345") == "GB-COH-SC012345"


@pytest.mark.parametrize("numbers", [{}, {"charity": "1046060", "company": "04321567"}])
def test_an_org_id_is_made_of_one_number(numbers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="one number"):
        as_org_id(**numbers)


def test_ons_codes() -> None:
    assert ons_code(" e08000019 ") == "E08000019"
    assert ons_code("ONS code: E08000019") == "E08000019"
    assert ons_code("E0800019") is ons_code("Sheffield") is None


@pytest.mark.parametrize("read", [ods_code, charity_number, company_number, org_id, ons_code])
def test_a_hostile_cell_is_no_number(read: object) -> None:
    assert callable(read)
    for text in ("9" * 100_000, "NO " * 50_000, "GB-CHC-" * 20_000, "\x00", "=1+1", "٣" * 7):
        assert read(text) is None
