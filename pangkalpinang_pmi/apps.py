from django.apps import AppConfig


class RootConfig(AppConfig):
    name = "pangkalpinang_pmi"

    def ready(self):
        from pangkalpinang_pmi import checks  # noqa: F401 - registers the system checks
