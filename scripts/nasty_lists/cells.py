"""What stands in single cells: postcodes, positions, numbers, people, and worse."""

from scripts.nasty_lists.parts import HEADINGS, PARTNERS, table

_NAMED = ("Organisation", "Postcode", "Sector")


def files() -> dict[str, bytes]:
    return {**_places(), **_identities(), **_people(), **_hostile()}


def _vcs(*rows: tuple[str, str]) -> bytes:
    return table(_NAMED, *((name, cell, "VCS") for name, cell in rows))


# --- postcodes and positions -------------------------------------------------------------


def _places() -> dict[str, bytes]:
    return {
        "postcodes.csv": _vcs(
            ("Oak Lane Larder", "s1 2hh"),
            ("Wednesday Walkers", "S12HH"),
            ("Fernhill Chess", "S1  2HH"),
            ("Zest Kitchen", "SI 2HH"),
            ("Bluebell Nursery", "S1-2HH."),
            ("Tuneful Voices", "S1 2HH (rear)"),
            ("Ivy Court Bakers", "S99 9ZZ"),
            ("Juniper Yard Cyclists", "LS1 4AP"),
            ("Kestrel Advice", "S1 2H"),
            ("Larch Hill Stores", "S1 2HH or S2 4QA"),
            ("Maple Singers", ""),
            ("Nettle Garden Project", "TBC"),
            ("Olive Street Youth", "1 2HH"),
        ),
        "addresses.csv": table(
            ("Group", "Where", "Type"),
            ("Oak Lane Larder", "The Hub, 4 Pinstone Street, Sheffield S12HH", "VCS"),
            ("Wednesday Walkers", "Meets at the bandstand", "VCS"),
            ("Fernhill Chess", "Mondays S1 2HH, Thursdays S2 4QA", "VCS"),
            ("Sprotbrough Cricket Club", "Boat Lane, Sprotbrough, DN57NS", "VCS"),
            ("Zest Kitchen", "Unit B1 2nd floor, Castle House, s70 2lt", "VCS"),
        ),
        "coordinates.csv": table(
            ("Organisation", "Postcode", "Latitude", "Longitude", "Sector"),
            ("Oak Lane Larder", "S1 2HH", "53.3800", "-1.4700", "VCS"),
            ("Wednesday Walkers", "", "53.5526", "-1.4797", "VCS"),
            ("Fernhill Chess", "S1 2HH", "53.5526", "-1.4797", "VCS"),
            ("Zest Kitchen", "", "0", "0", "VCS"),
            ("Bluebell Nursery", "", "48.8566", "2.3522", "VCS"),
            ("Tuneful Voices", "", "53,3811", "-1,4701", "VCS"),
            ("Ivy Court Bakers", "", "53°22'48\"N", "1°28'12\"W", "VCS"),
            ("Juniper Yard Cyclists", "S70 2LT", "53.55", "", "VCS"),
            ("Kestrel Advice", "", "53.55", "", "VCS"),
        ),
        "swapped-coordinates.csv": table(
            ("Organisation", "Postcode", "Latitude", "Longitude", "Sector"),
            ("Oak Lane Larder", "S1 2HH", "-1.4700", "53.3800", "VCS"),
            ("Sprotbrough Cricket Club", "DN5 7NS", "-1.18326", "53.51488", "VCS"),
            ("Wednesday Walkers", "", "-1.4797", "53.5526", "VCS"),
        ),
        "national-grid.csv": table(
            ("Organisation", "Easting", "Northing", "Sector"),
            ("Oak Lane Larder", "435359", "387191", "VCS"),
            ("Wednesday Walkers", "434,171", "406,961", "VCS"),
            ("Fernhill Chess", "SK 354 873", "", "VCS"),
            ("Zest Kitchen", "0", "0", "VCS"),
        ),
        "boroughs.csv": table(
            ("Organisation", "Postcode", "Borough", "Sector"),
            ("Oak Lane Larder", "S1 2HH", "Barnsley", "VCS"),
            ("Wednesday Walkers", "", "Rotherham", "VCS"),
            ("Fernhill Chess", "", "Leeds", "VCS"),
            ("Zest Kitchen", "LS1 4AP", "Leeds", "VCS"),
        ),
    }


# --- who it is ---------------------------------------------------------------------------


def _identities() -> dict[str, bytes]:
    return {
        "three-spellings.csv": table(
            ("Organisation", "Postcode", "Charity number", "Sector"),
            ("Netherthorpe Community Larder", "S1 4DA", "1999991", "VCS"),
            ("Netherthrope Comunity Larder", "", "", "VCS"),
            ("The Netherthorpe Community Larder Ltd.", "S1 4DA", "", "VCS"),
            ("Sprotborough Criket Club", "", "", "VCS"),
            ("St Lukes Hospice", "S11 9NE", "254402", "VCS"),
        ),
        "numbers.csv": table(
            ("Organisation", "ODS code", "Charity number", "Company number", "org-id", "Sector"),
            ("Crookes Practice", "c88o79", "", "", "", "GP"),
            ("Good Things Foundation", "", "1165209.0", "", "", "VCS"),
            ("St Luke's Hospice", "", "254,402", "", "", "VCS"),
            ("Target Housing Limited", "", "Reg. charity no. 1017481", "", "", "VCS"),
            ("Oak Lane Larder", "", "", "4321567", "", "VCS"),
            ("Wednesday Walkers", "", "", "", "gb-chc-1999991", "VCS"),
            ("Fernhill Chess", "", "1.17E+06", "", "", "VCS"),
            ("Zest Kitchen", "", "1165209", "", "", "VCS"),
            ("Bluebell Nursery", "RCU", "", "", "", "VCS"),
            ("Tuneful Voices", "", "", "0000000", "", "VCS"),
        ),
        "spellings-on-record.csv": table(
            ("Organisation", "Postcode", "Type"),
            ("Sheffield Childrens NHS FT", "S10 2TH", "NHS trust"),
            ("RANSOME PRACTICE", "DN5 0JX", "GP"),
            ("St. Lukes Hospice", "S11 9NE", "Charity"),
            ("Target Housing Ltd", "S60 1BY", "Charity"),
            ("Link Community Hub", "s138se", "charity"),
            ("The Wednesday Cricket Club C.I.C.", "S9 4ER", "VCS"),
        ),
        "duplicates.csv": table(
            ("Organisation", "Postcode", "Charity number", "Sector"),
            ("Oak Lane Larder", "S1 2HH", "1999991", "VCS"),
            ("Oak Lane Larder", "S1 2HH", "1999991", "VCS"),
            ("oak lane larder", "s12hh", "1999991", "vcs"),
            ("Oak Lane Larder", "S2 4QA", "1999991", "VCS"),
            ("Oak Lane Larder", "S1 2HH", "1999991", "Housing association"),
            ("Good Things Foundation", "S1 2BX", "1165209", "Charity"),
            ("Good Things Foundation", "S1 2BX", "1165209", "Charity"),
        ),
        "nothing-stated.csv": table(
            ("Organisation", "Postcode", "Charity number", "Sector", "Borough"),
            ("Oak Lane Larder", "n/a", "N/A", "VCS", "-"),
            ("Wednesday Walkers", "TBC", "pending", "VCS", "unknown"),
            ("Fernhill Chess", "-", "none", "n/a", "#N/A"),
            ("N/A", "S1 2HH", "", "VCS", ""),
        ),
    }


# --- people ------------------------------------------------------------------------------


def _people() -> dict[str, bytes]:
    contacts = (
        ("Ann Smith", "ann@example.org", "01632 960001"),
        ("John Brown", "john@example.org", "01632 960002"),
        ("Jane Green", "jane@example.org", "01632960003"),
        ("Dr Ali Khan", "ali@example.org", "+44 1632 960004"),
    )
    numbers = ("999 000 0018", "999 000 0026", "9990000034", "999-000-0042")
    work = ("", "", "food; ask ann@example.org", "advice")
    stray = ("", "food", "supports 9990000026 at home", "advice")
    return {
        "contacts.csv": table(
            (*HEADINGS, "Contact name", "E-mail", "Telephone"),
            *((*row, *contact) for row, contact in zip(PARTNERS, contacts, strict=True)),
        ),
        "contacts-unsaid.csv": table(
            (*HEADINGS, "What we do"),
            *((*row, contact[1]) for row, contact in zip(PARTNERS, contacts, strict=True)),
        ),
        "stray-email.csv": table(
            (*HEADINGS, "What we do"),
            *((*row, cell) for row, cell in zip(PARTNERS, work, strict=True)),
        ),
        "nhs-numbers.csv": table(
            (*HEADINGS, "NHS number"),
            *((*row, cell) for row, cell in zip(PARTNERS, numbers, strict=True)),
        ),
        "stray-nhs-number.csv": table(
            (*HEADINGS, "What we do"),
            *((*row, cell) for row, cell in zip(PARTNERS, stray, strict=True)),
        ),
    }


# --- names as weapons --------------------------------------------------------------------


def _hostile() -> dict[str, bytes]:
    return {
        "formulas.csv": _vcs(
            ('=HYPERLINK("https://example.org","Oak Lane")', ""),
            ("+Plus Wellbeing", ""),
            ("-Minus Club", ""),
            ("@Home Befriending", ""),
            ("'=Already Quoted", ""),
            ("=cmd|' /C calc'!A0", ""),
            ("\t=1+1 Singers", ""),
        ),
        "markup.csv": _vcs(
            ("<script>alert(1)</script>", ""),
            ("<img src=x onerror=prompt()> Hub", ""),
            ("[Oak Lane](javascript:void)", ""),
            ("{{ 7 * 7 }} Kitchen", ""),
            ("'; DROP TABLE organisations; --", ""),
            ("**Bold** _Choir_ :red[x]", ""),
            ("$HOME Club & Sons &amp; Co", ""),
        ),
        "invisible.csv": _vcs(
            ("\u202eGood Things Foundation\u202c", "S1 2BX"),
            ("Sprotbrough\u200b Cricket\u00a0Club", "DN5 7NS"),
            ("Ｏａｋ　Ｌａｎｅ　Ｌａｒｄｅｒ", "S1 2HH"),  # noqa: RUF001
            ("🌳🌳", "S2 4QA"),
            ("🌳 Tree Friends 🌳", "S70 2LT"),
            ("مركز الأمل", "S60 1BY"),
            ("St Luke’s Hos\u00adpice", "S11 9NE"),  # noqa: RUF001
        ),
        "long-cells.csv": table(
            (*_NAMED, "Themes"),
            (("Oak Lane Larder " * 30).strip(), "S1 2HH", "VCS", "food"),
            ("Wednesday Walkers", "S2 4QA", "VCS", ("walking " * 600).strip()),
        ),
    }
