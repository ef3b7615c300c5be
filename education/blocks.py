"""What an article is built from. Each block has one template in templates/education/blocks/."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

TEXT = ["h2", "h3", "bold", "ul", "ol", "link", "document-link"]
SHORT_TEXT = ["bold", "link"]
AUDIO_BYTES = 300 * 1024


def short_text(label):
    return blocks.RichTextBlock(label=label, features=SHORT_TEXT)


def step(**kwargs):
    return blocks.StructBlock(
        [("title", blocks.CharBlock(label="langkah")), ("text", short_text("penjelasan"))], icon="list-ol", **kwargs
    )


class AudioBlock(blocks.StructBlock):
    """For those who would rather listen; whoever cannot hear reads the same words below."""

    title = blocks.CharBlock(label="judul")
    file = DocumentChooserBlock(label="rekaman", help_text="Berkas MP3, paling besar 300 kB (kira-kira satu menit).")
    transcript = blocks.RichTextBlock(label="isi rekaman dalam tulisan", features=SHORT_TEXT)

    class Meta:
        label = "rekaman suara"
        icon = "media"
        template = "education/blocks/audio.html"

    def clean(self, value):
        cleaned = super().clean(value)
        fault = fault_of(cleaned["file"])
        if fault:
            raise blocks.StructBlockValidationError(block_errors={"file": ValidationError(fault)})
        return cleaned


def fault_of(document):
    """Why this is no recording for a cheap phone, or None."""
    if document.file_extension.lower() != "mp3":
        return "Rekaman harus berkas MP3."
    if document.get_file_size() > AUDIO_BYTES:
        return "Rekaman lebih besar dari 300 kB. Pendekkan, atau simpan dengan mutu suara lebih rendah (32 kbps, mono)."
    return None


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(label="teks", features=TEXT, icon="pilcrow", template="education/blocks/text.html")
    steps = blocks.ListBlock(step(), label="langkah berurutan", icon="list-ol", template="education/blocks/steps.html")
    warning = blocks.StructBlock(
        [("title", blocks.CharBlock(label="judul")), ("text", short_text("peringatan"))],
        label="kotak peringatan",
        icon="warning",
        template="education/blocks/warning.html",
    )
    question = blocks.StructBlock(
        [
            ("question", blocks.CharBlock(label="pertanyaan")),
            ("answer", blocks.RichTextBlock(label="jawaban", features=["bold", "ul", "ol", "link"])),
        ],
        label="tanya jawab",
        icon="help",
        template="education/blocks/question.html",
    )
    phones = blocks.ListBlock(
        SnippetChooserBlock("education.EmergencyContact", label="nomor"),
        label="nomor telepon",
        icon="mobile-alt",
        template="education/blocks/phones.html",
    )
    image = blocks.StructBlock(
        [
            ("image", ImageChooserBlock(label="gambar")),
            ("alt", blocks.CharBlock(label="isi gambar dalam kata", help_text="Dibacakan untuk yang tidak melihat.")),
            ("caption", blocks.CharBlock(label="keterangan", required=False)),
        ],
        label="gambar",
        icon="image",
        template="education/blocks/image.html",
    )
    red_flags = blocks.ListBlock(
        blocks.CharBlock(label="tanda"),
        label="tanda bahaya",
        icon="cross",
        template="education/blocks/red_flags.html",
    )
    country = blocks.StructBlock(
        [
            ("title", blocks.CharBlock(label="judul", default="Sekilas")),
            (
                "rows",
                blocks.ListBlock(
                    blocks.StructBlock(
                        [("name", blocks.CharBlock(label="hal")), ("value", short_text("keterangan"))], label="baris"
                    ),
                    label="baris",
                ),
            ),
        ],
        label="fakta negara",
        icon="globe",
        template="education/blocks/country.html",
    )
    quote = blocks.StructBlock(
        [
            (
                "text",
                blocks.TextBlock(label="kata-katanya", help_text="Kata yang sungguh dipakai. Tanpa nama dan nomor."),
            ),
            ("teller", blocks.CharBlock(label="dari siapa", help_text="Misalnya: pesan perekrut kepada warga, 2025.")),
            ("source", blocks.CharBlock(label="sumber")),
        ],
        label="kutipan modus",
        icon="openquote",
        template="education/blocks/quote.html",
    )
    audio = AudioBlock()
    related = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="education.ArticlePage", label="bacaan"),
        label="baca juga",
        icon="link",
        template="education/blocks/related.html",
    )
    file = DocumentChooserBlock(label="berkas unduhan", icon="doc-full", template="education/blocks/file.html")
