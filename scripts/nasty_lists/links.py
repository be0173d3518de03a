"""Memberships with dates of every form, matrices with ticks and worse, ties."""

from scripts.nasty_lists.parts import table

_WINTER = "Winter Alliance"


def files() -> dict[str, bytes]:
    return {**_memberships(), **_matrices(), **_ties()}


def _memberships() -> dict[str, bytes]:
    return {
        "dates.csv": table(
            ("Organisation", "Postcode", "Partnership", "Since", "Until"),
            ("Good Things Foundation", "S1 2BX", _WINTER, "1/4/2024", ""),
            ("Crookes Practice", "S10 1GN", _WINTER, "2024-04-01 00:00:00", ""),
            ("St Luke's Hospice", "S11 9NE", _WINTER, "April 2024", "March 2026"),
            ("Target Housing Limited", "S60 1BY", _WINTER, "2024/25", ""),
            ("The Ransome Practice", "DN5 0JX", _WINTER, "45383", ""),
            ("Royston Group Practice", "S71 4QW", _WINTER, "Apr-24", ""),
            ("Parkgate Medical Centre", "S62 6AW", _WINTER, "1st of April 2024", ""),
            ("Barnsley Food Bank Partnership", "S70 5ST", _WINTER, "31/02/2024", ""),
            ("The Link Community Hub", "S13 8SE", _WINTER, "sometime last year", ""),
            ("Sprotbrough Cricket Club", "DN5 7NS", _WINTER, "2024", "2020"),
            ("The Wednesday Cricket Club", "S9 4ER", _WINTER, "04/05", ""),
        ),
        "memberships.csv": table(
            ("Organisation", "Postcode", "Member of", "Role", "Sector"),
            ("Crookes Practice", "S10 1GN", "West 3 PCN", "member", "GP"),
            ("Good Things Foundation", "S1 2BX", _WINTER, "lead", "VCS"),
            ("Oak Lane Larder", "S1 2HH", _WINTER, "member", "VCS"),
            ("Oak Lane Larder", "S1 2HH", "Falls Board", "Chair", "VCS"),
            ("Elm Bank Kitchen", "S70 2LT", "", "", "VCS"),
            ("St Luke's Hospice", "S11 9NE", "Winter Aliance", "member", "Charity"),
            ("", "", _WINTER, "member", ""),
        ),
        "several-periods.csv": table(
            ("Organisation", "Postcode", "Partnership", "Role", "From", "To"),
            ("Good Things Foundation", "S1 2BX", _WINTER, "member", "2018", "2020"),
            ("Good Things Foundation", "S1 2BX", _WINTER, "lead", "2023", ""),
            ("Good Things Foundation", "S1 2BX", _WINTER, "lead", "2023", ""),
            ("Good Things Foundation", "S1 2BX", _WINTER, "chair", "2023", ""),
        ),
    }


def _matrices() -> dict[str, bytes]:
    boards = (_WINTER, "Falls Board", "Ageing Well Network")
    return {
        "matrix-ticks.csv": table(
            ("Organisation", "Postcode", "Sector", *boards),
            ("Good Things Foundation", "S1 2BX", "Charity", "x", "", "✓"),
            ("Crookes Practice", "S10 1GN", "GP", "Yes", "lead", "no"),
            ("St Luke's Hospice", "S11 9NE", "Charity", "1", "0", "TRUE"),
            ("Oak Lane Larder", "S1 2HH", "VCS", "", "", ""),
            ("Target Housing Limited", "S60 1BY", "VCS", "??", "x", ""),
            ("The Ransome Practice", "DN5 0JX", "GP", "-", "—", "n/a"),
        ),
        "matrix-two-rows.csv": table(
            ("", "", "Boards", "", "Networks"),
            ("Organisation", "Postcode", *boards),
            ("Good Things Foundation", "S1 2BX", "x", "", ""),
            ("Crookes Practice", "S10 1GN", "", "Chair", "x"),
            ("Total", "", "1", "1", "1"),
        ),
        "people-across.csv": table(
            ("Organisation", "Postcode", "Sector", "Ann Smith", "John Brown", "Jane Green"),
            ("Good Things Foundation", "S1 2BX", "Charity", "x", "", "x"),
            ("Oak Lane Larder", "S1 2HH", "VCS", "", "x", ""),
            ("Wednesday Walkers", "S2 4QA", "VCS", "x", "x", ""),
        ),
    }


def _ties() -> dict[str, bytes]:
    return {
        "ties.csv": table(
            ("From", "To", "Relationship", "Strength"),
            ("Good Things Foundation", "Sprotbrough Cricket Club", "refers to", "3"),
            ("Sprotbrough Cricket Club", "Good Things Foundation", "refers to", "strong"),
            ("Good Things Foundation", "Sprotbrough Cricket Club", "refers to", "3"),
            ("Target Housing Limited", "Target Housing Ltd", "funds", "2"),
            ("Crookes Practice", "Parkgate Medical Centre", "shares data", "9"),
            ("Barnsley Food Bank Partnership", "", "refers to", "1"),
            ("Oak Lane Larder", "Tuneful Voices", "delivers with", "4 - very strong"),
        ),
        "survey.csv": table(
            ("Your organisation", "Named partner", "Frequency (1-4)", "Type of link", "Your name"),
            ("Crookes Practice", "Good Things Foundation", "4", "refers to", "Ann Smith"),
            ("Parkgate Medical Centre", "Good Things Foundation", "1 (weak)", "refers to", ""),
            ("The Ransome Practice", "Target Housing Limited", "2", "shares staff", "Dr Khan"),
        ),
    }
