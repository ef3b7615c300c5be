app_name = "cases"

person_urls = []
case_urls = []
reminder_urls = []

urlpatterns = [*person_urls, *case_urls, *reminder_urls]
