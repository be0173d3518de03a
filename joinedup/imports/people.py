"""Tells names of people from names of organisations, by their words.

The given names are those most common among adults in England and Wales, of all its
communities; written down from general knowledge, no register. Those that begin the names of
as many surgeries, streets and clubs (Grace, Hope, Rose, Victoria) are left out. Imports
nothing of ours. Tested by ``tests/unit/test_imports_personal.py``.
"""

import re
import unicodedata

TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "reverend"),
        *("cllr", "councillor", "sir", "lady", "dame", "lord", "fr", "imam", "rabbi", "canon"),
    }
)

GIVEN_NAMES = frozenset(
    """
    aaron abbie abdul abdullah abigail adam adeola adrian adriana agata agnes agnieszka ahmed aidan
    aisha ajay akash akua alan alana alasdair albert alejandro alex alexander alexandra alfie
    alfred ali alice alicia alison alistair allan allison ama amanda amelia amina amir amit amy ana
    anastasia andrea andreea andrei andrew andy aneta angela angus anil anita anjali ann anna anne
    annette annie anthony antonia antonio anwar arif arjun arthur arun asad asha ashley asif asma
    audrey ayesha aysha babatunde balbir barbara barry beata beatrice becky ben benjamin bernadette
    bernard beth bethany betty beverley bhavna bilal blessing bob brenda brian bridget bruce bryan
    callum cameron carl carla carly carmen carol carole caroline carolyn carrie cath catherine
    cathy catriona cecilia chantelle charan charlene charles charlie charlotte cheryl chidi chinedu
    chloe chris christian christina christine christopher chukwudi claire clare claudia clive colin
    connor conor costel craig cristina cynthia damian daniel daniela danielle danny daphne darren
    dave david dawn dean deb debbie deborah debra deepak denise dennis derek diana diane dominic
    donald donna doreen doris dorota dorothy doug douglas duncan edward edwin eileen elaine eleanor
    elena elizabeth ella ellen ellie emeka emily emma eric erin ethan eunice eva eve evelyn ewa
    faisal farah farhan fatemeh fatima fatou fay femi fergus fiona florin fran francesca frank fred
    freya funmi gail ganesh gareth garry gary gavin gaynor gemma geoff geoffrey george gerald
    geraldine gerard gillian gina giovanni gita glenn gloria gordon graham greg gregory gulshan
    gurpreet guy gwen gwyneth habib hafsa halima hamza hannah harish harjit harpreet harriet harry
    harvey hasan hassan hayley hazel heather helen helena henry hilary hina howard huda hugh
    hussain hussein iain ian ibrahim ibtisam idris ifeoma imran ines ioana iqbal iqra irene isaac
    isabel isabella isla ismail ivan ivana jack jackie jacob jacqueline jade jake james jamie jan
    jane janet janice jason jaspreet jaswant jaswinder javed jayne jean jeff jeffrey jenna jennifer
    jenny jeremy jess jessica jill jim jo joan joanna joanne joe joel john jolanta jon jonathan
    joseph josephine josh joshua joyce juan judith judy julia julian julie juliet june justin
    justyna kamal kamran karen karl karolina kashif katarzyna kate kath katherine kathleen kathryn
    kathy katie katy kay kehinde keith kelly kelvin ken kenneth keri kerry kevin khadija khalid
    kieran kim kiran kirsty kofi krishna krzysztof kulwinder kwame kyle kylie laila lakshmi latif
    laura lauren laurence leah leanne leila len leon leonard lesley leslie lewis liam linda lindsay
    lindsey linh lisa liz lorna lorraine louis louise lucia lucy lukasz luke lydia lyndsey lynn
    lynne maciej magdalena maggie mahmood malcolm malgorzata mandeep manjit manoj manpreet mansoor
    maqsood marcin marcus marek margaret maria mariam marian marie marilyn mario marion mark marta
    martin martyn mary maryam marzena mateusz matilda matt matthew maureen maurice max maxine meera
    megan mehmet mehwish melanie melissa michael michal michelle mick miguel mihai mike mina minh
    miriam mo mohamed mohammad mohammed moira molly monica monika morag mubarak muhammad murray
    mushtaq mustafa nabila nadeem nadia nadine naomi nargis nasir nasreen natalie natasha nathan
    naveed neal neelam neil ngozi nia niamh nicholas nick nicky nicola nicole nigel nikita nikki
    nina nisha nkechi noah noel nora noreen norma norman oksana olena olga oliver olivia olu
    olumide oluwaseun omar osagie osman owen pam pamela parminder parveen pat patricia patrick paul
    paula pauline pawel penelope penny peter phil philip philippa phillip phoebe phyllis piotr
    poonam prakash pritesh priya rabia rachael rachel rafal rahul raj rajesh rajinder ramesh ranjit
    rashid raymond razia rebecca rehana rekha rhian rhys riaz ricardo rich richard rita rizwan rob
    robbie robert roberta roger ronald ronnie rory rosemary rosie ross roy rubina rukhsana rukhsar
    rupert russell ruth ryan sabina sadia safia saima sajid sally salma sam samantha samina samir
    samuel sana sandeep sandra sanjay sanjeev sara sarah sasha satnam sean sebastian selina shabana
    shabnam shafiq shahid shahnaz shaista shakeel shamim shannon sharon shaun sheila sherry shirin
    shirley shreya sian simon slawomir snehal sofia sonia sophia sophie stacey stan stella
    stephanie stephen steve steven stewart stuart sue sukhdev sukhvinder suleman sultana sunil
    sunita suresh surinder susan susanna susanne suzanne svetlana swati sylvia tahir taiwo tamara
    tanya tariq tatiana temi tendai teresa terry tessa thandiwe thelma theresa thomas tim timothy
    tina toby tom tomasz tony tracey tracy trevor tristan tunde uma umar urszula usha usman valerie
    vanessa vanita vera veronica vicki vicky vijay vikram vincent vivien vivienne walter waqas
    warren wayne wendy wilfred will william winston wojciech xavier yasir yasmin yasmine yetunde
    yolanda yusuf yvette yvonne zahid zahra zainab zara zeeshan zoe zofia zubair
    aled aoife bethan carys ciaran declan dylan eoin geraint huw mei ming niall orla rhiannon roisin
    sinead siobhan wei
    """.split()  # noqa: SIM905
)

#: Words of organisations' names, and of the places and things they are named after.
ORGANISATION_WORDS = frozenset(
    """
    abuse academy action activities activity advice afc age agency aid alcohol alliance allotment
    allotments ambulance animal appeal archery art arts association asylum athletic athletics
    autism avenue band bank blind board borough bowling bowls british brownies bureau cafe café
    campaign cancer care carers cathedral cc center central centre centres chapel charitable
    charities charity chemist children choir church churches cic cio circle city clinic clinics
    club clubs co collaborative college committee communities community company connect
    conservation consortium consulting cooperative council councils counselling county court
    cricket crisis cycling dance deaf dementia dental dentist department development directorate
    disability disabled district division drama drugs east education employment england english
    enterprise enterprises families family farm fc federation fellowship fire first food foodbank
    football forum foundation friends fund garden gardens global golf group groups guides gurdwara
    gymnastics hall halls harriers health healthcare heritage hive hockey home homes hospice
    hospital hospitals house housing hub icb ics inc initiative institute institution international
    kids kitchen lane league learning leisure library limited line link links living llc llp lodge
    ltd masjid medical memorial men mens mental mind ministries ministry mission mosque movement
    museum music national neighbours netball network networks nhs north nursery office officers
    older optician opticians optometrists orchestra pantry parish park parks partners partnership
    partnerships pcn people pharmacies pharmacy physiotherapy playgroup plc police practice
    practices preschool programme project projects rangers recovery refuge refugee regeneration
    relief rescue research residents responders rfc riding road rovers rowing rufc rugby runners
    sailing scheme school schools science scout scouts service services shed shelter shop skills
    society solutions south sport sports square street stroke support surgeon surgeries surgery
    survivors swimming synagogue systems team temple tenants tennis theatre therapy toddlers
    together town training trust trustees trusts uk union united university village voluntary
    volunteering volunteers wanderers ward welfare west wildlife women womens yorkshire youth
    """.split()  # noqa: SIM905
)

#: What an organisation is in a partnership.
ROLES = frozenset(
    {
        *("member", "lead", "co-lead", "host", "chair", "vice chair", "co-chair", "partner"),
        *("observer", "core", "associate", "attendee", "funder", "secretariat", "sponsor"),
        *("deputy", "supporter", "participant", "advisor", "adviser", "invited"),
        *("core member", "lead partner", "full member", "delivery partner", "affiliate"),
    }
)

_LONGEST = 80
SMALL_WORDS = frozenset({"of", "for", "the", "in", "at", "on", "with", "to", "by", "from"})
PARTICLES = frozenset({"de", "da", "del", "di", "van", "von", "der", "al", "el", "bin", "ul", "le"})
_SEVERAL = re.compile(r"\s*(?:[;/&\n]|\band\b)\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001


def looks_like_person(text: str) -> bool:
    """Whether a cell reads like the name of one or more people: ``Dr A. Khan``, ``Smith, Jo``.

    It takes a title or a common given name, and no word of an organisation:
    ``Dr Kumar & Partners`` and ``St Mary's`` are none.
    """
    parts = _people(text)
    return bool(parts) and all(_is_person(words) for words in parts)


def could_be_person(text: str) -> bool:
    """Whether a cell has the form of people's names: two or three capitalised words each.

    Many organisations have it too (``Hill Brow``), so that it only ever supports
    :func:`looks_like_person`.
    """
    parts = _people(text)
    return bool(parts) and all(2 <= len(words) <= 4 and _is_capital(words) for words in parts)


def looks_like_organisation(text: str) -> bool:
    """Whether a cell has a word that organisations' names have, and people's have not."""
    words = {word.casefold() for word in _WORD.findall(text[: 4 * _LONGEST])}
    return bool(words & ORGANISATION_WORDS)


def _people(text: str) -> list[list[str]]:
    """The words of each name in a cell; empty where the cell cannot be names of people."""
    bare = unicodedata.normalize("NFC", text).strip()
    if not bare or len(bare) > _LONGEST or any(sign.isdigit() or sign == "@" for sign in bare):
        return []
    parts = [_given_first(_BRACKETS.sub(" ", part)) for part in _SEVERAL.split(bare)]
    words = [[one.strip(".") for one in part.split()] for part in parts if part.strip()]
    return words if all(_are_names(one) for one in words) else []


def _given_first(name: str) -> str:
    surname, comma, given = name.partition(",")
    short = comma and "," not in given and len(surname.split()) <= 2 and len(given.split()) <= 2
    return f"{given} {surname}" if short else name


def _are_names(words: list[str]) -> bool:
    for word in words:
        plain = word.casefold()
        if plain in ORGANISATION_WORDS or plain in SMALL_WORDS or plain.endswith(("'s", "’s")):  # noqa: RUF001
            return False
        if not _WORD.fullmatch(word):
            return False
    return True


def _is_person(words: list[str]) -> bool:
    rest = [word for word in words if word.casefold() not in TITLES]
    if not _is_capital(rest) or len(rest) > 4:
        return False
    if len(rest) < len(words) and words[0].casefold() in TITLES:
        return len(rest) >= 1
    given = re.split(r"-", rest[0].casefold())[0] if rest else ""
    return len(rest) >= 2 and given in GIVEN_NAMES


def _is_capital(words: list[str]) -> bool:
    letters = "".join(words)
    if letters.islower():
        return True
    return all(word[0].isupper() or word.casefold() in PARTICLES for word in words)
