from cases.urls import casework, machines, office, people, public

app_name = "cases"
urlpatterns = [
    *public.urlpatterns,
    *people.urlpatterns,
    *casework.urlpatterns,
    *office.urlpatterns,
    *machines.urlpatterns,
]
