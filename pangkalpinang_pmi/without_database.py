from django.contrib.auth.models import AnonymousUser
from django.db import Error, InterfaceError, OperationalError, connection
from django.urls import Resolver404, resolve


class WithoutDatabase:
    """A view that knows what to say without a database (`without_database`) says it once it has failed for want of one.

    It stands outside of all that reads the session, and inside of the CSRF check, whose cookie a form needs.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 500:
            return response
        match = match_of(request)
        say = getattr(match and match.func, "without_database", None)
        if say is None or not (getattr(request, "lost_database", False) or is_database_away()):
            return response
        request.user = AnonymousUser()  # who it is stands in the database, too
        return say(request, **match.kwargs)

    def process_exception(self, request, exception):
        """In the middle of a request: by the next line it may be there again."""
        request.lost_database = isinstance(exception, OperationalError | InterfaceError)


def match_of(request):
    """Its view, also where a middleware failed before the address was looked up."""
    try:
        return request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return None


def is_database_away():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return True
    return False
