"""A finished answer in memory: as it is, gzipped and in Brotli, each with a strong ETag of its own."""

import gzip
import hashlib

import brotli
from django.http import HttpResponse
from django.utils.cache import get_conditional_response

ENCODINGS = ("br", "gzip")
ALTERED = {"Content-Length", "Content-Encoding", "ETag", "Vary", "Set-Cookie"}


class KeptPage:
    """`stamp` is whatever its keeper compares before he answers with it."""

    def __init__(self, body, headers, stamp=None):
        self.stamp = stamp
        self.headers = {name: value for name, value in headers.items() if name not in ALTERED}
        self.bodies = {"": body, "gzip": gzip.compress(body, mtime=0), "br": brotli.compress(body, quality=9)}
        self.digest = hashlib.sha256(repr((body, sorted(self.headers.items()))).encode()).hexdigest()[:32]

    def answer(self, request):
        encoding = best(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        etag = f'"{self.digest}{encoding}"'
        body = self.bodies[encoding]
        response = HttpResponse(body, headers=self.headers)
        response["ETag"] = etag
        response["Vary"] = "Accept-Encoding"
        response["Content-Length"] = len(body)
        if encoding:
            response["Content-Encoding"] = encoding
        return self.or_not_modified(request, response) if "HTTP_IF_NONE_MATCH" in request.META else response

    def or_not_modified(self, request, response):
        """A browser takes the headers of a 304 for those of the page: they must be all there, the policy above all."""
        answer = get_conditional_response(request, etag=response["ETag"], response=response)
        for name in self.headers.keys() - {"Content-Type"}:
            answer.headers.setdefault(name, self.headers[name])
        return answer


def best(accepted):
    """The smallest form this browser reads; `q=0` says that it does not."""
    words = [word.replace(" ", "").lower() for word in accepted.split(",")]
    refused = {word.partition(";")[0] for word in words if word.endswith((";q=0", ";q=0.0", ";q=0.00", ";q=0.000"))}
    named = {word.partition(";")[0] for word in words} - refused
    return next((encoding for encoding in ENCODINGS if encoding in named), "")
