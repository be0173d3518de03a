"""What stands above, below and between the rows of a table, and what its headings are."""

from scripts.nasty_lists.parts import HEADINGS, PARTNERS, table, text

_BLANK = ("", "", "")
_CRICKET, _THINGS, _LARDER, _ADVICE = PARTNERS


def files() -> dict[str, bytes]:
    return {
        "logo-and-title.csv": _titled(),
        "two-row-headings.csv": _two_rows(),
        "printed-report.csv": table(
            HEADINGS,
            *(_CRICKET, _THINGS),
            ("Page 1 of 2", "", ""),
            _BLANK,
            HEADINGS,
            *(_LARDER, _ADVICE),
            ("Subtotal", "2", ""),
            ("Page 2 of 2", "", ""),
        ),
        "no-headings.csv": table(*PARTNERS),
        "other-words.csv": _other_words(),
        "trailing-commas.csv": _trailing(),
        "postcode-twice.csv": table(
            ("Organisation name", "Postcode", "Postcode", "Sector"),
            *((name, postcode, "S2 4QA", sector) for name, postcode, sector in PARTNERS),
        ),
        "ragged.csv": _ragged(),
        "names-like-totals.csv": table(
            HEADINGS,
            ("Total Wellbeing CIC", "S1 2HH", "VCS"),
            ("Sum of Us", "S70 2LT", "VCS"),
            ("Page Hall Neighbours", "S60 1BY", "VCS"),
            ("Organisation for Youth", "DN1 3BU", "VCS"),
            ("Source Wellness", "S2 4QA", "VCS"),
            ("Note: Perfect Choir", "S65 1AX", "VCS"),
        ),
    }


def _titled() -> bytes:
    return table(
        ("South Yorkshire partner directory", "", "", ""),
        ("Exported 3 March 2026 by the partnership office", "", "", ""),
        ("", "", "", ""),
        (*HEADINGS, "Notes"),
        (*_CRICKET, ""),
        (*_THINGS, "met in May"),
        ("", "", "", ""),
        (*_LARDER, ""),
        (*_ADVICE, ""),
        ("Total", "4", "", ""),
        ("", "", "", ""),
        ("Source: returns from partners. Tell the office what is wrong.", "", "", ""),
    )


def _two_rows() -> bytes:
    return table(
        ("Organisation", "", "Address", "", ""),
        ("Name", "Type", "Street", "Postcode", "Notes"),
        *((name, sector, "12 Oak Lane", postcode, "") for name, postcode, sector in PARTNERS),
    )


def _other_words() -> bytes:
    rows = (
        (postcode, sector, "food, advice" if name == "Oak Lane Larder" else "", name, str(at))
        for at, (name, postcode, sector) in enumerate(PARTNERS, start=1)
    )
    headings = ("PCODE", "Type of org", "What we do", "Name of Group*", "Ref")
    return text((headings, *rows), delimiter=";").encode("cp1252")


def _trailing() -> bytes:
    lines = text((HEADINGS, *PARTNERS)).splitlines()
    commas = "," * 12
    return "\r\n".join([*(f"{line}{commas}" for line in lines), *[commas] * 3]).encode()


def _ragged() -> bytes:
    return (
        "Organisation name,Postcode,Sector\r\n"
        "Sprotbrough Cricket Club,DN5 7NS\r\n"
        "Good Things Foundation,S1 2BX,Charity,,,\r\n"
        "Oak Lane Larder,S1 2HH,VCS,ring first,ask for the key\r\n"
        "Café Zoë Advice,S70 2LT,VCS\r\n"
    ).encode()
