import io

from PIL import Image, ImageDraw, ImageFont

QUALITY = 80
ANGLE = 30
INK, EDGE = (20, 20, 20, 150), (255, 255, 255, 200)  # seen on white paper and on a dark photo alike


def stamp(jpeg, lines):
    """The picture with these lines across it, again and again, so that no part can be cut out without them."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
        image = image.convert("RGB")
    tile = tile_of(lines, size=max(16, max(image.size) // 50))
    gap = tile.height // 4
    for row, top in enumerate(range(-tile.height // 3, image.height, tile.height + gap)):
        for left in range(-(row % 2) * tile.width // 2, image.width, tile.width + gap):
            image.paste(tile, (left, top), tile)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def tile_of(lines, size):
    font = ImageFont.load_default(size)
    text = "\n".join(lines)
    left, top, right, bottom = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox((0, 0), text, font=font)
    sheet = Image.new("RGBA", (int(right - left) + 8, int(bottom - top) + 8), (255, 255, 255, 0))
    draw = ImageDraw.Draw(sheet)
    draw.multiline_text((4 - left, 4 - top), text, INK, font, align="center", stroke_width=1, stroke_fill=EDGE)
    return sheet.rotate(ANGLE, Image.Resampling.BICUBIC, expand=True)
