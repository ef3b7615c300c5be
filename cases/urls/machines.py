"""Other systems: the API for agencies."""

from django.urls import path

from cases.views.coordination import api, api_access

api_urls = [
    path("api/v1/koordinasi/", api.list_, name="api_list"),
    path("api/v1/koordinasi/<str:pk>/", api.read, name="api_read"),
    path("api/v1/koordinasi/<str:pk>/langkah/", api.take_step, name="api_step"),
    path("api/v1/koordinasi/<str:pk>/pesan/", api.send_message, name="api_message"),
    path("api/v1/koordinasi/<str:pk>/berkas/", api.send_file, name="api_file"),
    path("api/v1/openapi.json", api.schema, name="api_schema"),
    path("api/v1/docs", api.docs, name="api_docs"),
    path("pengaturan/akses-api/", api_access.api_tokens, name="api_tokens"),
    path("pengaturan/akses-api/baru/", api_access.issue_api_token, name="issue_api_token"),
    path("pengaturan/akses-api/<uuid:pk>/cabut/", api_access.revoke_api_token, name="revoke_api_token"),
]

urlpatterns = [*api_urls]
