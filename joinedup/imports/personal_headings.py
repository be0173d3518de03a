"""Headings that stand over personal data, and those that only sound like it.

Headings are compared as :func:`joinedup.imports.headings.normalise_heading` writes them. Imports
nothing of ours. Tested by ``tests/unit/test_imports_personal.py``.
"""

import re

#: Words over columns of personal data, by the kind of it, gravest first.
PERSONAL: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b"))
    for kind, words in (
        (
            "nhs-number",
            r"nhs (?:number|num|no|id)s?|nhsno|nhsnumber|chi number|"
            r"(?:patient|client|service user) (?:id|identifier)",
        ),
        ("date-of-birth", r"dob|d o b|date of birth|birth date|birthdate|birthday"),
        ("email", r"e ?mails?|e ?mail address|mailbox"),
        (
            "telephone",
            r"tel|tel no|telephones?|phones?|mobiles?|mob|fax|landline|whatsapp|telno|phoneno|"
            r"contact (?:number|no|nos|numbers)",
        ),
        (
            "address-of-person",
            r"(?:(?<!care )(?<!nursing )home|private|personal|patients?|clients?) "
            r"(?:address|postcode|post code)",
        ),
        (
            "name",
            r"(?:first|given|middle|last|family|full|christian|maiden|preferred) names?|"
            r"forenames?|surnames?|"
            r"(?:contact|lead|staff|manager|worker|person|persons|patient|client|clinician|gp|"
            r"officer|chair|member|user|respondent|author|your|owner|representative|trustee|"
            r"director|link worker|leads|employee|volunteer|delegate|attendee|carer)s? names?|"
            r"names? of (?:contact|lead|staff|manager|worker|person|patient|client|clinician|gp|"
            r"officer|chair|respondent|representative|trustee|director|volunteer|delegate|"
            r"attendee|carer|main contact|key contact)s?|"
            r"(?:main |key |named |primary |lead |point of |first |second )?contacts?(?: person)?|"
            r"(?:practice |service |project |programme |general |area |team )?managers?|"
            r"(?:link |social |support |case |youth |community |outreach )?workers?|"
            r"(?:vice |co |deputy )?chair(?:s|man|woman|person)?|trustees?|secretary|treasurer|"
            r"chief executive(?: officer)?|ceo|(?:clinical |medical |managing |executive )?"
            r"directors?|coordinator|co ordinator|representatives?|rep|reps|nominee|deputy|"
            r"(?:completed|submitted|updated|entered|recorded|added|verified|signed|approved) by|"
            r"person(?: responsible)?|responsible person|attendees?|delegates?|staff members?|"
            r"lead (?:officer|person|clinician|gp|professional)|leads?|officers?|author|owner|"
            r"vicar|minister|head ?teacher|caseworker|care ?taker|clinicians?|doctors?",
        ),
    )
)
# The last word of a heading decides what the column is: a lead organisation is no person.
OF_ORGANISATIONS = re.compile(
    r"\b(?:organisations?|organizations?|orgs?|practices?|surgery|surgeries|providers?|"
    r"agency|agencies|company|companies|charity|charities|employers?|groups?|partnerships?|"
    r"networks?|trusts?|councils?|partners?|services?|body|bodies|clubs?|schools?|"
    r"boards?|programmes?|forums?|alliances?|places?|areas?|wards?|neighbourhoods?|sectors?|"
    r"lsoas?)(?: (?:full |legal |short |trading |official )?names?| title)?(?: \d+)?$|"
    r"^names? of (?:the |your )?(?:organisation|practice|group|charity|provider|service|trust)|"
    r"^(?:organisation|organization|org|practice|surgery|provider|agency|company|charity|group|"
    r"trust|council|partner|club)(?: \d| [ab])?$"
)
# Headings that hold something else about a person's role: "contact postcode", "chair since".
ABOUT_SOMETHING_ELSE = re.compile(
    r"\b(?:address|postcode|post code|date|since|from|until|to|role|type|url|website|hours|"
    r"method|preference|count|total|number of|how many|organisation|organization|status)\b"
)
