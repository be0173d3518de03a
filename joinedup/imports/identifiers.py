"""Reads the numbers that name an organisation out of cells, and writes them one way.

Formats: the NHS Organisation Data Service's codes; the numbers of the three charity
registers of the United Kingdom; Companies House's (eight characters, Companies Act 2006
section 1066); org-id.guide's ``GB-CHC-1234567``; the ONS's nine-character codes. None of
them has a check digit, so only the shape is checked; a wrong digit shows when the name
does not fit (:mod:`.matching`).

Imports nothing of ours. Tested by ``tests/unit/test_imports_identifiers.py``.
"""

import re

_LONGEST = 200
# Words that people and spreadsheets put around a number.
_LABEL = re.compile(
    r"^(?:ODS|NACS|ONS|GSS|REGD?|REGISTERED|CHARITY|COMPANY|COMPANIES HOUSE|RCN|CRN|CODE|NUMBER|"
    r"NUM|NO|ORG-ID|ORG ID|[\s.:#()])+(?=[A-Z]{0,3}[\s-]?[0-9]|[A-Z]{2}-|[A-Z0-9]{3}$)"
)
_DECIMALS = re.compile(r"(?<=[0-9])\.0+$")
_GENERAL_PRACTICE = re.compile(r"([A-HJ-NPU-WY])([0-9OIL]{5})")
_ODS = re.compile(r"(?=.*[0-9])[A-Z0-9]{3,8}|[RTQ][A-Z]{2}")
_NO_CODE = frozenset({"TBA", "TBC", "TBD"})
_ENGLISH_CHARITY = re.compile(r"([2-9][0-9]{5}|1[0-9]{6})(?:[-/]([0-9]{1,3}))?")
_SCOTTISH_CHARITY = re.compile(r"SC[O0]?([0-9]{5})")
_IRISH_CHARITY = re.compile(r"(?:NIC?)?(1[0-9]{5})")
_COMPANY = re.compile(r"[0-9]{4,8}")
_COMPANY_KIND = re.compile(
    r"(AC|C[ES]|E[NS]|F[CE]|G[ENS]|I[CP]|LP|N[ACFILOPVZ]|O[CE]|PC|R[0CS]|S[ACEFGILOPRZ]|ZC)"
    r"([O0-9]{3,6})(R)?"
)
_ORG_ID = re.compile(r"([A-Z]{2})-([A-Z][A-Z0-9_]{1,11})-([A-Z0-9][A-Z0-9._/-]{0,39})")
_ONS_CODE = re.compile(r"[EJKNSW][0-9]{8}")


def ods_code(text: str) -> str | None:
    """An ODS code in capitals; None where the text is none.

    In a practice's code, a letter O, I or L among the digits is the digit it looks like.
    """
    found = _bare(text).replace(" ", "")
    if practice := _GENERAL_PRACTICE.fullmatch(found):
        return practice[1] + practice[2].translate(_LOOKS_LIKE)
    return found if _ODS.fullmatch(found) and found not in _NO_CODE else None


def charity_number(text: str) -> str | None:
    """A registered charity's number; None where the text is none.

    ``1234567`` or ``234567`` in England and Wales, with ``-1`` for a linked charity;
    ``SC012345`` in Scotland; ``NIC100012`` in Northern Ireland.
    """
    found = _bare(text).replace(" ", "").replace(",", "").removeprefix("GB-CHC-")
    if english := _ENGLISH_CHARITY.fullmatch(found):
        linked = int(english[2] or 0)
        return f"{english[1]}-{linked}" if linked else english[1]
    if scottish := _SCOTTISH_CHARITY.fullmatch(found):
        return f"SC0{scottish[1]}"
    irish = _IRISH_CHARITY.fullmatch(found)
    return f"NIC{irish[1]}" if irish else None


def company_number(text: str) -> str | None:
    """A company's number, eight characters; None where the text is none.

    Zeros that a spreadsheet took off the front are put back.
    """
    found = _bare(text).replace(" ", "").replace(",", "").removeprefix("GB-COH-")
    if _COMPANY.fullmatch(found):
        return found.zfill(8) if int(found) else None
    if kind := _COMPANY_KIND.fullmatch(found):
        ending = kind[3] or ""
        digits = kind[2].translate(_LOOKS_LIKE).zfill(6 - len(ending))
        return f"{kind[1]}{digits}{ending}" if len(digits + ending) == 6 else None
    return None


def org_id(text: str) -> str | None:
    """An identifier after org-id.guide, canonical; None where the text is none.

    Charities' and companies' numbers are read as such; of other registers only the shape is
    checked. HMRC's clubs (``GB-CASC``) keep the small letters they are written with.
    """
    parts = _ORG_ID.fullmatch(_bare(text).replace(" ", ""))
    if parts is None:
        return None
    register = f"{parts[1]}-{parts[2]}"
    if register in _CHARITIES:
        number = charity_number(parts[3])
        return as_org_id(charity=number) if number else None
    if register == "GB-COH":
        number = company_number(parts[3])
        return as_org_id(company=number) if number else None
    return f"{register}-{parts[3].lower() if register == 'GB-CASC' else parts[3]}"


def as_org_id(*, charity: str = "", company: str = "") -> str:
    """The org-id of a number that :func:`charity_number` or :func:`company_number` gave.

    Raises:
        ValueError: When neither is given, or both are.
    """
    if bool(charity) == bool(company):
        raise ValueError("Exactly one number is needed")
    if company:
        return f"GB-COH-{company}"
    if charity.startswith("SC"):
        return f"GB-SC-{charity}"
    if charity.startswith("NIC"):
        return f"GB-NIC-{charity.removeprefix('NIC')}"
    return f"GB-CHC-{charity}"


def ons_code(text: str) -> str | None:
    """An ONS code such as ``E08000019``; None where the text is none."""
    found = _bare(text).replace(" ", "")
    return found if _ONS_CODE.fullmatch(found) else None


_LOOKS_LIKE = str.maketrans("OIL", "011")
_CHARITIES = frozenset({"GB-CHC", "GB-SC", "GB-NIC"})


def _bare(text: str) -> str:
    """Capitals, without words around and without the decimals a spreadsheet adds."""
    found = re.sub(r"[\s\u200b\ufeff]+", " ", text[:_LONGEST]).strip(" '\"").upper()
    return _DECIMALS.sub("", _LABEL.sub("", found)).strip(" .'\"()")
