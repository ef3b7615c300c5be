from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

MAX_BYTES = 10 * 1024 * 1024
# Pictures of public pages come in here; they are nobody's secret and may be larger.
PUBLIC_CONTENT = ("/cms/", "/admin/")


class NeverOnDisk(FileUploadHandler):
    """Keep uploads in memory: a paper of somebody must not lie in /tmp in the clear, not even while it is checked.

    Of all files of one request together no more than MAX_BYTES are kept. A file that finds no room any more is read and
    dropped, so that everything else that was typed arrives, the files beside it too, and the form can say how large it
    was.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.kept = 0
        self.is_ours = not self.request.path.startswith(PUBLIC_CONTENT)

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.content = BytesIO()
        if self.is_ours:
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data, start):
        if not self.is_ours:
            return raw_data
        if self.content is not None and self.kept + start + len(raw_data) <= MAX_BYTES:
            self.content.write(raw_data)
        else:
            self.content = None
        return None

    def file_complete(self, file_size):
        """With its true size, and empty where it was too much."""
        if not self.is_ours:
            return None
        content = self.content or BytesIO()
        self.kept += content.tell()
        content.seek(0)
        return InMemoryUploadedFile(
            content, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
