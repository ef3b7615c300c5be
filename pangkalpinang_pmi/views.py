from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template

from cases.rules.days import my_day
from lib.clock import today
from pangkalpinang_pmi import office_settings
from pangkalpinang_pmi.tasks import BEAT_SEEN


def home(request):
    return render(request, "home.html", {"day": my_day.my_day(request.actor, today())})


@permission_required(office_settings.OPEN, raise_exception=True)
def settings_index(request):
    return render(request, "settings.html", {"groups": office_settings.of(request.actor)})


@login_not_required
def alive(request):
    """The first middleware answers this address; the view gives it a name."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@transaction.non_atomic_requests  # a transaction could not even begin without the database
@login_not_required
def ready(request):
    """Database and migrations decide; the beat is only reported, since pages and forms work without it."""
    database = database_answers()
    state = {
        "database": database,
        "migrations": database and not has_pending_migrations(),
        "beat": bool(cache.get(BEAT_SEEN)),
    }
    return JsonResponse(state, status=200 if state["database"] and state["migrations"] else 503)


def database_answers():
    try:
        connection.ensure_connection()
    except DatabaseError:
        return False
    return True


def has_pending_migrations():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def bad_request(request, exception):
    """Without the request: reading a broken one again would raise a second time (Django 5.2 with odd charsets)."""
    return HttpResponseBadRequest(get_template("400.html").render())


def server_error(request):
    """Without the database, the session or the user: one of them may be what failed."""
    return HttpResponseServerError(get_template("500.html").render())
