"""What an article is built from. Each block has one template in templates/education/blocks/."""

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

TEXT = ["h2", "h3", "bold", "ul", "ol", "link", "document-link"]
SHORT_TEXT = ["bold", "link"]


def short_text(label):
    return blocks.RichTextBlock(label=label, features=SHORT_TEXT)


def step(**kwargs):
    return blocks.StructBlock(
        [("title", blocks.CharBlock(label="langkah")), ("text", short_text("penjelasan"))], icon="list-ol", **kwargs
    )


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
    file = DocumentChooserBlock(label="berkas unduhan", icon="doc-full", template="education/blocks/file.html")
