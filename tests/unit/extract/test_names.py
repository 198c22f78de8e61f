"""Names in text: found whole and only where meant, and hidden so that no side is favoured."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.extract.names import NameMention, find_names, mask_edits
from fogline.knowledge.actors import load_actor_tables
from fogline.language.clean import prepare
from fogline.language.document import Document
from fogline.language.layout import Stretch
from fogline.language.parse import Parser, parse

TABLES = load_actor_tables()


def found(text: str) -> list[str]:
    return [name.span.text for name in find_names(text, TABLES)]


def key(name: NameMention) -> str:
    return name.senses[0].entry.key


def masked(text: str) -> str:
    return prepare(text, 0, len(text), mask_edits(find_names(text, TABLES))).text


def read(text: str, parser: Parser) -> Document:
    edits = mask_edits(find_names(text, TABLES))
    return parse(text, [Stretch(0, len(text))], edits, parser)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # The longest name wins, and what hangs on it stays outside.
        (
            "South Sudan's army left the Democratic Republic of the Congo.",
            ["South Sudan", "Democratic Republic of the Congo"],
        ),
        ("Rwanda-backed rebels and U.S.-led talks", ["Rwanda", "U.S."]),
        ("the Israel-Hamas war", ["Israel", "Hamas"]),
        ("Guinea-Bissau closed its border.", ["Guinea-Bissau"]),
        (
            "A raid by the Islamic State West Africa Province in Borno",
            ["Islamic State West Africa Province"],
        ),
        # Line wraps, double blanks, curly marks, invisible characters, accents.
        ("officials in Burkina\nFaso and Sierra  Leone", ["Burkina\nFaso", "Sierra  Leone"]),
        ("Burkina\n\nFaso", ["Burkina"]),
        ("B\u2019Tselem and Sana\u2019a", ["B\u2019Tselem", "Sana\u2019a"]),
        ("Ky\u00adiv was hit", ["Ky\u00adiv"]),
        ("Côte d'Ivoire and Cote d’Ivoire", ["Côte d'Ivoire", "Cote d’Ivoire"]),
        # Headlines and datelines in capitals.
        ("KHARTOUM (AFP) - NORTH KOREAN TROOPS ARRIVE", ["KHARTOUM", "AFP", "NORTH KOREAN"]),
        ("TELL US MORE, YEMEN", ["YEMEN"]),
        ("THE US MILITARY said US forces left", ["US", "US"]),
        ("The Islamic State (IS) told the WHO", ["Islamic State", "IS", "WHO"]),
        # Capitals matter.
        ("they told us that turkey is dear to polish cooks", []),
        # Addresses are no names.
        ("see https://www.reuters.com/world/Iran or Reuters.com, mail press@Hamas.org", []),
        ("Iran.The army", ["Iran"]),
        # Longer names that are something else.
        ("Jordan Peterson met Chad Smith and Paris Hilton in New Mexico and West Virginia.", []),
        ("Ms Ivanka Trump spoke", []),
        ("Abu Omar al-Iraqi drove to Modi'in", []),
        ("Modi'll go to Iraq's south", ["Modi", "Iraq"]),
        ("a patrol in the South China Sea off Lake Chad", []),
        ("Jordan and Chad closed their airspace.", ["Jordan", "Chad"]),
        ("Jordan Reports Drone Over Capital Amman As Clashes Spread", ["Jordan", "Amman"]),
        # Georgia counts where the text shows which one is meant.
        ("Georgia voted for a new senator.", []),
        ("Georgia said Tbilisi was safe.", ["Georgia", "Tbilisi"]),
        # Bodies, groups, people.
        (
            "The White House, Downing Street, the Kremlin and Bankova were silent.",
            ["White House", "Downing Street", "Kremlin", "Bankova"],
        ),
        (
            "Gen. Abdel Fattah al-Burhan and Hemedti met; Burhan left.",
            ["Abdel Fattah al-Burhan", "Hemedti", "Burhan"],
        ),
        ("Al-Shabaab and al-Qa'ida", ["Al-Shabaab", "al-Qa'ida"]),
    ],
)
def test_finds(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_a_common_surname_counts_after_the_full_name() -> None:
    text = "Khan was late. Imran Khan spoke. Later Khan left, but Ayub Khan stayed."
    assert found(text) == ["Imran Khan", "Khan"]


def test_support_chooses_among_senses() -> None:
    syrian = find_names("The SNA shelled a village near Damascus.", TABLES)
    somali = find_names("The SNA retook a town west of Mogadishu.", TABLES)
    assert key(syrian[0]) == "group:syrian-national-army"
    assert key(somali[0]) == "military:SO"


def test_an_open_acronym_keeps_both_senses() -> None:
    (name,) = find_names("Congo said it would answer.", TABLES)
    assert {sense.entry.country for sense in name.senses} == {"CD", "CG"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. President Donald Trump met Macron.", "Italian President Johnson met Johnson."),
        ("The U.S. military left the U.S. in May.", "The Italian military left Italy in May."),
        ("He flew to the U.S. The talks failed.", "He flew to Italy. The talks failed."),
        ("They left the United States.", "They left Italy."),
        ("the Chinese said", "the Italians said"),
        ("the Chinese army said", "the Italian army said"),
        (
            "The British have left, the French will too.",
            "The Italians have left, the Italians will too.",
        ),
        ("A Russian strike, an Israeli strike", "An Italian strike, an Italian strike"),
        ("Houthis fired at a Houthi base", "Italians fired at an Italian base"),
        ("A Kremlin aide told Reuters", "A Senate aide told CNN"),
        ("Hamas denied it.", "NATO denied it."),
        ("Putin\u2019s aide", "Johnson's aide"),
        ("Moscow-backed troops near Kyiv", "Rome-backed troops near Rome"),
    ],
)
def test_masks(text: str, expected: str) -> None:
    assert masked(text) == expected


PAIRS = {
    "ru-ua": (
        {
            "Russia": "Ukraine",
            "Russian": "Ukrainian",
            "Russians": "Ukrainians",
            "Moscow": "Kyiv",
            "Putin": "Zelensky",
        },
        "Russia said Ukrainian troops shelled a village. Moscow denied it; a Russian aide of "
        "Putin said the Ukrainians had fled, and Zelensky's office called Kyiv safe.",
    ),
    "il-ir": (
        {"Israel": "Iran", "Israeli": "Iranian", "Israelis": "Iranians", "IDF": "IRGC"},
        "An Israeli jet struck Iran. The IDF said Iranians fled; a spokesman of the IRGC "
        "said Israel would pay, and Israelis took shelter from Iranian drones.",
    ),
    "in-pk": (
        {
            "India": "Pakistan",
            "Indian": "Pakistani",
            "New Delhi": "Islamabad",
            "Modi": "Shehbaz Sharif",
        },
        "New Delhi accused a Pakistani unit of firing first. Islamabad said India had shelled "
        "a post; Modi and Shehbaz Sharif spoke to Indian reporters in Pakistan.",
    ),
    "sd": (
        {"Sudanese Armed Forces": "Rapid Support Forces", "SAF": "RSF", "Burhan": "Hemedti"},
        "In Sudan the Sudanese Armed Forces (SAF) fought the Rapid Support Forces (RSF). "
        "The RSF said the SAF had shelled a camp. Burhan denied it, Hemedti did not.",
    ),
    "am-az": (
        {
            "Armenia": "Azerbaijan",
            "Armenian": "Azerbaijani",
            "Yerevan": "Baku",
            "Pashinyan": "Aliyev",
        },
        "Armenia said an Azerbaijani drone fell near Yerevan. Baku denied it, Aliyev told "
        "Armenian officials, and Pashinyan called Azerbaijan to talks.",
    ),
    "rw-cd": (
        {
            "Rwanda": "DR Congo",
            "Rwandan": "Congolese",
            "Kigali": "Kinshasa",
            "Kagame": "Tshisekedi",
        },
        "Rwanda denied that Rwandan soldiers were in DR Congo. Kinshasa said a Congolese post "
        "fell; Kigali and Tshisekedi disagree, Kagame said.",
    ),
    "et-er": (
        {
            "Ethiopia": "Eritrea",
            "Ethiopian": "Eritrean",
            "Addis Ababa": "Asmara",
            "Ethiopians": "Eritreans",
        },
        "Ethiopia massed troops, an Eritrean minister said. Addis Ababa said Eritrea armed "
        "rebels; Asmara called Ethiopian words a plot against Eritreans, not Ethiopians.",
    ),
    "us-cn": (
        {"the United States": "China", "American": "Chinese", "Washington": "Beijing"},
        "Officials said the United States would answer. China warned that an American ship "
        "had passed; Washington and Beijing spoke of a Chinese threat.",
    ),
}


@pytest.mark.parametrize("pair", sorted(PAIRS))
def test_swapping_two_sides_leaves_the_masked_text_alone(pair: str) -> None:
    names, text = PAIRS[pair]
    both = {**names, **{other: name for name, other in names.items()}}
    swapped = _replaced(text, both)
    assert swapped != text
    assert masked(swapped) == masked(text)


def _replaced(text: str, names: dict[str, str]) -> str:
    pieces: list[str] = []
    here = 0
    ordered = sorted(names, key=len, reverse=True)
    while here < len(text):
        boundary = here == 0 or not text[here - 1].isalpha()
        for name in ordered if boundary else ():
            after = text[here + len(name) : here + len(name) + 1]
            if text.startswith(name, here) and not after.isalpha():
                pieces.append(names[name])
                here += len(name)
                break
        else:
            pieces.append(text[here])
            here += 1
    return "".join(pieces)


def test_masked_sentences_parse_well(parser: Parser) -> None:
    text = (
        "Myanmar's defence ministry said the U.S. military had left. "
        "The RSF shelled a market in Sudan. The Houthis say they fired missiles. "
        "U.S. President Donald Trump told Reuters that talks had failed. "
        "Democratic Republic of the Congo troops fled."
    )
    document = read(text, parser)
    words = {token.text: token for token in document.tokens}
    heads = {
        "Myanmar": "ministry",
        "RSF": "shelled",
        "Houthis": "say",
        "Donald Trump": "told",
        "Reuters": "told",
        "Democratic Republic of the Congo": "troops",
    }
    for word, head in heads.items():
        assert document.tokens[words[word].head].text == head, word
    assert words["shelled"].pos == words["say"].pos == "VERB"
    assert len(document.sentences) == 5


@given(
    st.lists(
        st.sampled_from(
            [
                "U.S.",
                "the",
                "Kyiv",
                "\n",
                "\u200b",
                "'s",
                "Côte",
                "d'Ivoire",
                "e\u0301",
                "🚀",
                "A",
                "Chinese",
                "said",
                ".",
                "Khan",
                "Imran",
                "http://",
                "@",
                "\r\n",
                "Путин",
                "-",
            ]
        )
    ).map(" ".join)
    | st.text()
)
def test_spans_are_true_ordered_and_apart(text: str) -> None:
    names = find_names(text, TABLES)
    here = 0
    for name in names:
        assert text[name.span.start : name.span.end] == name.span.text
        assert here <= name.span.start < name.span.end
        here = name.span.end
    edits = mask_edits(names)
    assert all(a.end <= b.start for a, b in pairwise(edits))


def test_time_grows_with_the_text_only() -> None:
    for piece in ("Ukraine said the army of ", "a" * 50, "the the The ", "- - ", "U.S. ", "x@"):
        text = piece * (400_000 // len(piece))
        begun = time.perf_counter()
        find_names(text, TABLES)
        # Linear work takes a second or two; work that grows with the square takes many minutes.
        assert time.perf_counter() - begun < 90


@pytest.mark.parametrize("adjective", ["Israeli", "Omani", "Ukrainian", "South Sudanese"])
def test_the_forces_of_any_state_are_one_name(adjective: str) -> None:
    """Also where the tables have a name of their own for them ("Israel Defense Forces")."""
    assert masked(f"The {adjective} Armed Forces fired.") == "The NATO fired."
    # In small letters, and one word, they are what they are called.
    assert masked(f"The {adjective} armed forces fired.") == "The Italian armed forces fired."
    assert masked(f"The {adjective} Navy fired.") == "The Italian Navy fired."
