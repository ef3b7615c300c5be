from django.http import HttpResponse
from django.urls import path
urlpatterns=[path("sehat/", lambda r: HttpResponse("ok"))]
