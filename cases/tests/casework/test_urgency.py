"""How pressing a family's report is (domain.md §3.2)."""

import pytest

from cases.values.choices import Answer, Category, FreeSpeech, Urgency
from cases.values.urgency import judge

CALM = {"danger": Answer.TIDAK, "troubles": [], "free_to_speak": "", "days_silent": None}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"danger": Answer.YA}, Urgency.P1),
        ({"troubles": [Category.DISEKAP]}, Urgency.P1),
        ({"troubles": [Category.GAJI_TIDAK_DIBAYAR, Category.PELECEHAN_SEKSUAL]}, Urgency.P1),
        ({"troubles": [Category.ANAK_PMI]}, Urgency.P1),
        ({"troubles": [Category.MENINGGAL]}, Urgency.P1),
        ({"troubles": [Category.KONFLIK_BENCANA]}, Urgency.P1),
        ({"free_to_speak": FreeSpeech.HP_DIPEGANG}, Urgency.P1),
        ({"troubles": [Category.SAKIT]}, Urgency.P2),
        ({"troubles": [Category.DOKUMEN_DITAHAN]}, Urgency.P2),
        ({"days_silent": 15}, Urgency.P2),
        ({"days_silent": 14}, Urgency.P3),
        ({"danger": Answer.TIDAK_TAHU}, Urgency.P2),
        ({"troubles": [Category.INGIN_DIPULANGKAN]}, Urgency.P3),
        ({"troubles": [Category.GAGAL_BERANGKAT]}, Urgency.P4),
        ({}, Urgency.P3),
    ],
)
def test_the_most_pressing_sign_decides(told, expected):
    judged = judge(**CALM | told)
    assert judged.urgency == expected
    assert judged.reasons


@pytest.mark.parametrize("category", Category)
def test_more_told_never_makes_a_report_wait_longer(category):
    alone = judge(**CALM | {"troubles": [category]}).urgency
    assert judge(**CALM | {"troubles": [category, Category.LAINNYA], "danger": Answer.YA}).urgency <= alone
