"""Errors of the API as RFC 9457 asks for them: a status, a sentence for people, a code for machines."""

from django.http import JsonResponse

PROBLEMS = {
    "permintaan_rusak": (400, "Isi permintaan tidak bisa dibaca sebagai JSON objek."),
    "kunci_kurang": (400, "Kirim header Idempotency-Key berisi UUID baru untuk setiap permintaan baru."),
    "token_salah": (401, "Token tidak ada, salah, dicabut, atau sudah habis masanya."),
    "lingkup_kurang": (403, "Token ini tidak punya hak untuk itu."),
    "langkah_terlarang": (403, "Langkah ini bukan milik instansi Anda."),
    "tidak_ditemukan": (404, "Koordinasi ini tidak ada, atau belum dikirim kepada instansi Anda."),
    "cara_salah": (405, "Alamat ini tidak menerima cara itu."),
    "keadaan_berubah": (409, "Langkah ini tidak terbuka pada keadaan sekarang. Baca lagi koordinasinya."),
    "isian_salah": (422, "Ada isian yang perlu diperbaiki."),
    "terlalu_sering": (429, "Terlalu banyak permintaan. Coba lagi sebentar lagi."),
    "penyimpanan_penuh": (507, "Berkas belum bisa disimpan. Coba lagi nanti."),
}


def problem(code, errors=None):
    status, title = PROBLEMS[code]
    body = {"type": "about:blank", "title": title, "status": status, "code": code}
    if errors:
        body["errors"] = errors
    answer = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="PMI Pangkalpinang"'
    if status == 429:
        answer.headers["Retry-After"] = "60"
    return answer
