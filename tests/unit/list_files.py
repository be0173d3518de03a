"""Lists for tests of the pages: messy ones, and those of every kind."""

import json

from tests.unit.workbook_samples import workbook

#: Windows-1252 with semicolons, two rows of title, contacts, a misspelling, bad rows, a total.
MESSY = "\r\n".join(
    (
        "Sheffield & Rotherham partners \u2013 master list;;;;;;",
        "Exported 12/03/2026;;;;;;",
        ";;;;;;",
        "Group name;Where they\u2019re based;Contact;E-mail;Phone;What they do;Notes",
        "Caf\u00e9 Ol\u00e9 Wellbeing CIC;12 Norfolk Row, Sheffield S12HH;Jane Smith;"
        "jane.smith@example.org;0114 496 0001;loneliness;",
        "Rotherham Sailing Club;Pithouse West, Rother Valley, S26 7XA;Tom Baker;"
        "tom.baker@example.org;01709 555 012;sailing;",
        "Sprotborugh Criket Club;Boat Lane, Sprotbrough, DN5 7NB;Ann Lee;"
        "ann.lee@example.org;01302 555 013;cricket;",
        "Two Homes Advice;S1 2HH, and Tuesdays S60 1AE;Priya Shah;"
        "priya.shah@example.org;0114 496 0004;debt advice;",
        ";High Street, Barnsley S70 2AA;Bob Hall;bob.hall@example.org;01226 555 015;;no name yet",
        "Total;5;;;;;",
    )
).encode("cp1252")
#: What of it must never be on a screen.
PERSONAL = ("example.org", "Jane", "Smith", "Priya", "496 0001", "555 012")
#: The new organisation in it, with the id that it gets.
CAFE, CAFE_ID = "Caf\u00e9 Ol\u00e9 Wellbeing CIC", "list:cafe-ole-wellbeing-70eace"
#: What is misspelt in it, and what is meant.
MISSPELT, MEANT, MEANT_ID = (
    "Sprotborugh Criket Club",
    "Sprotbrough Cricket Club",
    "GB-CASC-06c45b7a",
)


def table(*rows: str) -> bytes:
    """A CSV file of these lines."""
    return "\r\n".join(rows).encode()


MEMBERSHIPS = table(
    "Organisation,Postcode,Partnership,Role,Joined",
    "Rotherham Sailing Club,S26 7XA,Healthy Ageing Alliance,Member,2024-04",
    "Oak Lane Advice,S1 2HH,Healthy Ageing Alliance,Lead,2025",
)
MATRIX = table(
    "Organisation,Postcode,Healthy Ageing Alliance,Debt Advice Network",
    "Rotherham Sailing Club,S26 7XA,x,",
    "Oak Lane Advice,S1 2HH,lead,x",
)
TIES = table(
    "Organisation,Works with,Kind of link,Strength",
    "Rotherham Sailing Club,Higham Cricket Club,refers to,2",
)
ACTIONS = table(
    "Programme,Theme,Action,Owner,By when,Status",
    "Warm Homes,Heat,Visit the coldest homes,Programme manager,30/09/2026,In progress",
    "Warm Homes,Skills,Train the visitors,,Q4 2026-27,",
)
WARDS = table(
    "LSOA code,Neighbourhood,Place",
    "E01007317,Barnsley Test Area,Barnsley",
    "E01007318,Barnsley Test Area,Barnsley",
)
WORKBOOK = workbook(
    {
        "Read me": [["This workbook was made for the partnership board."]],
        "Groups": [
            ["Organisation", "Postcode"],
            ["Oak Lane Advice", "S1 2HH"],
            ["Rotherham Sailing Club", "S26 7XA"],
        ],
        "Boards": [
            ["Organisation", "Partnership"],
            ["Rotherham Sailing Club", "Healthy Ageing Alliance"],
        ],
    }
)


def polygons(name: str = "Barnsley Test Area") -> bytes:
    """GeoJSON of one neighbourhood, a square in Barnsley."""
    west, south, east, north = -1.50, 53.54, -1.47, 53.56
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    feature = {
        "type": "Feature",
        "properties": {"neighbourhood": name, "place": "Barnsley"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
