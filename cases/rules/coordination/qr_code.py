"""An address as a picture that a telephone reads."""

import base64

import qrcode
from qrcode.image.svg import SvgPathImage


def data_uri(text):
    picture = qrcode.make(text, image_factory=SvgPathImage, border=2).to_string()
    return f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}"
