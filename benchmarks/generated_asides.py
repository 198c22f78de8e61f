"""What stands around the claims of made-up reports and carries none, in words that seldom repeat.

In real reporting hardly a paragraph is worded like another unless it was copied: of the 512
articles of FA-KES, one pair of paragraphs in twenty articles. A handful of stock sentences would
make nearly all paragraphs copies of each other. Each sentence here is put together from four lists.
"""

from __future__ import annotations

import random

_WHO = (
    "a retired teacher", "two electricians", "the owner of a bakery", "a choir of schoolchildren",
    "the night porter of the hospital", "a family with four goats", "an elderly bookbinder",
    "three apprentices of a garage", "the last tailor of the old quarter", "a postwoman on a moped",
    "a beekeeper and his nephew", "the caretaker of the stadium", "a group of amateur radio users",
    "an engineer of the waterworks", "the widow of a fisherman", "a driver of the night bus",
    "several students of medicine", "the librarian and her sister", "a barber without customers",
    "the crew of a river tug", "a carpenter from the lower village", "a cook of the canteen",
    "the keeper of a small museum", "a vet on her evening round", "two cousins with a handcart",
    "a man who repairs umbrellas", "the head of the allotment club", "a violin maker",
    "a pair of street sweepers", "the clerk of the land office", "a nurse off duty",
    "an unemployed miner", "a woman selling sunflower seeds", "the organist of the chapel",
)  # fmt: skip
_DID = (
    "mended the fence of the churchyard", "carried blankets into the cellar of the mill",
    "painted over the broken shop signs", "counted the apples left in the orchard",
    "moved the archive boxes to a drier room", "boiled tea for everybody in the queue",
    "nailed boards across the windows of the gallery", "pumped rain out of the underpass",
    "sorted donated shoes by size", "drew a chalk line where the cables run",
    "looked for a lost dog beneath the viaduct", "took the clock down from the town hall",
    "set up a stall with candles and matches", "read aloud from an old almanac",
    "dug a trench for the new water pipe", "baked flat bread on a sheet of tin",
    "swept plaster from the steps of the school", "tied the rowing boats to the lime trees",
    "wrote the bus times on a piece of cardboard", "charged telephones from a car battery",
    "collected jars for the autumn preserves", "hung wet coats over the radiators",
    "planted garlic along the tram line", "tuned the piano in the gymnasium",
    "handed out seed potatoes by the sackful", "greased the wheels of a borrowed cart",
    "measured the cracks in the chimney", "sewed curtains from flour bags",
    "fed the pigeons behind the courthouse", "wound wire around the loose gate",
    "lent a ladder to the people next door", "put the street lamps back on their posts",
    "polished the brass of the fire engine", "stacked firewood beneath the balcony",
)  # fmt: skip
_WHILE = (
    "while the sirens were still sounding", "after the last bus had left half empty",
    "before the market opened its gates", "although the lifts had stopped again",
    "as fog rolled in from the reservoir", "until the generator ran out of diesel",
    "when the schools sent everyone home early", "because the pharmacy had closed at noon",
    "as though it were any other weekday", "once the dust had settled on the lindens",
    "even as helicopters passed overhead", "while neighbours argued about the stairwell light",
    "after a night without much sleep", "as soon as the baker lit his oven",
    "though the pavement was slippery with leaves", "until somebody found the missing key",
    "while a radio played waltzes in the yard", "before the frost could reach the pipes",
    "as the ferry sounded its horn twice", "when the telephone network came back",
    "because the boiler room was under water", "while the children made a kite of newspaper",
    "after the council had met in the gym", "as the tram stood dark at the terminus",
    "even if nobody had asked for it", "once the queue for bread grew shorter",
    "before lorries blocked the narrow bridge", "when the lights in the arcade flickered",
    "as clouds gathered over the quarry", "though the doctor had told them to rest",
    "while the cranes in the harbour stood still", "after the cinema had shut for the week",
)  # fmt: skip
_AND = (
    "and nobody in the street thought it odd", "and hoped that the clinic would open by evening",
    "which took most of the afternoon", "and then sat down on an upturned crate",
    "as their parents used to do every spring", "and joked about the price of sugar",
    "but did not want to give a name", "and waited for the kettle to boil",
    "with a list in pencil and a borrowed torch", "without looking up from the work",
    "so that the little ones had something warm", "and thanked the people who had brought nails",
    "for the third time since the thaw", "and promised to come back with a bigger pot",
    "to the surprise of the stationmaster", "with more patience than anybody had expected",
    "and asked whether the post still came", "because waiting indoors seemed worse",
    "and left the receipt under a stone", "as if there were all the time in the world",
    "and shared out the last of the plums", "but kept one eye on the sky",
    "with help from a passing cyclist", "and said the roof would have to wait",
    "whatever the weather service might announce", "and marked the spot with a red ribbon",
    "until it was too dark to see the screws", "and told the same story about the flood",
    "with sleeves rolled up to the elbow", "and put the change into a jam jar",
    "for want of anything better to do", "and went home by way of the canal",
)  # fmt: skip


def aside(chance: random.Random, town: str) -> str:
    """A sentence about nothing in particular, near a town."""
    who = chance.choice(_WHO)
    parts = f"{who[0].upper()}{who[1:]} near {town} {chance.choice(_DID)}"
    return f"{parts} {chance.choice(_WHILE)}, {chance.choice(_AND)}."
