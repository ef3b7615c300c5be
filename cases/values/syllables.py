"""Chinese names of Bangka: one character is Tjhin on an old card, Chin or Tan in a passport, Chen in Mandarin."""

from cases.values.spelling import sound

# One line a character: Hakka, Hokkien, Mandarin and old Indonesian spellings of a family name or a given one.
FAMILIES = """
tjhin chin tjin chen tan
lim liem lin lam
bong bung wong oei oey ng huang
lie li lee
tjong chong tjung chung zhang thio teo cong
liauw liaw liau lau low liu liao
jap yap iap ye
yong jong njo yang
phang pang peng
fung feng pong hong
then ten teng deng
tjia chia cia xie sia
tjhai chai tjoa tjua cai tsai
tjhen tsen chan tjan zeng
kho khouw ko koh hiu xu
tjung cung tjiong zhong
ngian yan yen giam
moi mui mei bie bwee
fa hoa hwa hua fha
fat huat fuk hok fu
nyuk njuk giok yuk yu
siu sioe siew xiu
lan nio
kim khim jin
khian kian jian kien
sin xin seng cheng
min beng ming bing
fo ho huo
sun soen shun
liong liung long leong liang
hiong hiang xiang
jun djun yun
wun boen bun wen
tet thet tek de
kwet kok guo
fui hui kui
"""
SAID_AS = {}
for number, line in enumerate(FAMILIES.split("\n")):
    for syllable in line.split():
        SAID_AS.setdefault(sound(syllable), set()).add(number)


def is_one_character(one, other):
    """True where both syllables may be readings of the same character. Takes words as `sound` gives them."""
    return not SAID_AS.get(one, frozenset()).isdisjoint(SAID_AS.get(other, frozenset()))


def is_syllable(word):
    return word in SAID_AS
