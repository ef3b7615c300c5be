"""What people of the demo city asked about job offers: two wait, one of them too long, and one is answered."""

from datetime import timedelta

from django.utils import timezone

from cases.models import OfferQuestion
from cases.rules.offers import offer_question, red_flag
from pangkalpinang_pmi.demo.people import key

RECRUITER = "+6281277000009"
ASKED = (
    # name, days ago, what was told
    ("kamboja", 0, {
        "text": "Halo kak, ada loker admin game di Kamboja, gaji 12jt, tiket sama paspor ditanggung bos. Berangkat "
        "minggu depan, cukup visa wisata. Minat chat 0812-7700-0009 ya", "country": "KH",
        "offered_by": "akun Facebook", "leaves_in_days": 7, "question": "Anak saya mau ikut. Benar atau tipuan?",
        "asker_phone": "+6281277000010",
    }),
    ("restoran", 5, {
        "text": "Kerja restoran di Malaysia, gaji 8 juta, tidak perlu pengalaman, paspor dibuatkan di Batam.",
        "country": "MY", "job": "restoran", "recruiter_phone": RECRUITER,
    }),
    ("perawat", 12, {
        "text": "Lowongan perawat lansia Taiwan lewat P3MI, ada perjanjian kerja dan pelatihan bahasa.",
        "company": "PT Contoh Karya", "country": "TW", "job": "perawat lansia", "pay": "NT$20.000",
        "visa": "kerja", "question": "Apakah perusahaannya terdaftar?",
    }),
)  # fmt: skip
ANSWER = (
    "Perusahaan itu ada di daftar SISKOP2MI dan lowongannya punya nomor job order. Datanglah dengan perjanjian "
    "kerjanya supaya kami baca bersama sebelum Anda tanda tangan."
)


def fill(city):
    flags = red_flag.in_force()
    for name, days, told in ASKED:
        seed = str(key("kode tawaran", name))
        asked = offer_question.ask(client_uuid=key("tawaran", name), seed=seed, flags=flags, **told)
        ago = {"asked_at": timezone.now() - timedelta(days=days), "due_on": asked.due_on - timedelta(days=days)}
        OfferQuestion.objects.filter(pk=asked.pk).update(**ago)
    offer_question.answer(asked, text=ANSWER, seen="", by=city.officials["disnaker"])
