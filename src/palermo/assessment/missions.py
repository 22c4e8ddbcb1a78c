"""How the state of a diplomatic mission is put in words, by the code that the table `missions` gives it."""

MISSION = {
    "ambassador": "an ambassador",
    "charge": "a chargé d'affaires",
    "vacant": "a vacant post of ambassador",
    "accredited_elsewhere": "a head of mission accredited from elsewhere",  # at times a consul general, as for Aruba
    "interests_section": "an interests section",
    "consulate": "a consulate",
    "head_of_office": "a head of office",
    "unofficial": "an unofficial office",
    "closed": "a mission that is closed",
    "none": "no mission",
}
