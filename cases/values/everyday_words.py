"""How people in Bangka write in a chat, and the plain word each of them means."""

_WORDS = """
tidak: dk ga gak gk g nggak ngga enggak engga ndak dak tak tdk kaga kagak kga nda idak dag ngak gag
jangan: jgn jgan jangn
yang: yg
dengan: dgn dg
untuk: utk tuk
sudah: sdh udh udah dah sdah
belum: blm blum belom lom
berangkat: brgkt brangkat brkt brgkat berangkt brngkt berangkatt pergi
kerja: krj kerjo kerje bekerja pekerjaan kerjaan krja begawe gawe job jobs
lowongan: loker lowker lowong vacancy lowngan
gaji: gj gajih salary upah gajinya gajine gaje
juta: jt jeti
ribu: rb rebu
bisa: bs pacak biso
langsung: lgsg lgsung lsg langsng
orang: org urang
teman: tmn temen kawan konco kance temenku temanku kawanku friend
sepupu: sepupunya sepupuku
keluarga: kluarga klrg keluargamu keluargaku famili
paspor: pasport passport pspor paspornya pasportnya paspot pasor
transfer: tf trf tranfer trnsfer ditransfer transferkan mentransfer
deposit: depo depositnya dp
bulan: bln sebulan perbulan bulannya
hari: hr
minggu: mggu mgg
tahun: thn th
cepat: cpt cpet
saya: sy aq gw gue gua ku aku sya
kamu: km lu lo loe u kau ikak
dia: die
orangtua: ortu
sama: sm ame same
di: d
ke: k
dari: dr dri
ada: ad ade
mau: mw mao nak nek pengen pengin
tahu: tau tw
bilang: blg ngomong omong
ngaku: mengaku ngakunya mengakulah akui
bos: boss bosnya bosku
agen: agency agensi agent agennya
majikan: employer
pengalaman: experience pngalaman pglmn
ijazah: ijasah izajah ijazahnya
komputer: computer pc kompi
laptop: leptop
kontrak: kontraknya contract kontrk
visa: visanya
wisata: turis tourist turist pelancong holiday wisatawan travelling traveling
liburan: vakansi
wawancara: interview intervew interviu intervieu
tiket: tket ticket tiketnya
biaya: biayanya biaye bea
gratis: free gratiss grtis percuma
telegram: tele tg
facebook: fb efbe pesbuk
instagram: ig
whatsapp: wa wasap whatapp
kamboja: kmboja kambodja cambodia kambojaa phnompenh kambojo
malaysia: malay mly malaysiya malesia
thailand: thai tailand thailan siam
filipina: philipina philippines filiphina pilipina
vietnam: vietnem
myanmar: mianmar burma miyanmar
hongkong: hk
singapura: spore singapore sing
arab: saudi
korea: korsel
jepang: japan
taiwan: taiwn
rumah: rmh
karena: krn karna
kalau: kalo klo jika bila
sampai: smpe sampe nyampe smpai
nanti: ntar nti entar
sana: sane sono
sini: sinik
besok: bsk besuk isok
makan: mkn
mes: mess asrama dormitory dorm
bonus: bonusnya
komisi: komisinya
target: targetnya
juga: jg
saja: aja aj doang doank be bae
cuma: cuman cm hanya
dapat: dpt dapet dapatin
diurus: diuruskan diurusin diuruskn ngurus urus mengurus
dibayar: dibayarin dibyr
bayar: byr membayar bayarnya
ditanggung: ditanggungkan tanggung ditanggungin dicover dibiayai
rahasia: rahasiain
dulu: dl dlu duluk dahulu
sekarang: skrg skrng skg sekarng
penghasilan: income
mengetik: ngetik ketik typing
operator: oprator operatornya opr
admin: adm adminnya
pembantu: art prt maid
kapal: vessel
pelaut: seaman seafarer
umrah: umroh umrohh
dalam: dalem dlm
dibuat: buat bikin dibikin dibikinin bikinin bikinkan buatkan dibuatin buatin dibuatkan mbuat
lusa: lusak
kursus: les
kunjungan: visit
melancong: lawatan lancong
"""

EVERYDAY_WORDS = {
    spelling: plain
    for plain, spellings in (line.split(": ") for line in _WORDS.strip().splitlines())
    for spelling in spellings.split()
}
