from django.core.management import BaseCommand
from django.contrib.auth import get_user_model
class Command(BaseCommand):
    def handle(self,*a,**k): get_user_model().objects.create_user("ketua.rt"); print("seeded")
