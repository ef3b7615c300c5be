"""Ending the open sessions of an account, and what a visitor without one has left in a browser."""

from allauth.usersessions.models import UserSession

# A report, the following of one, a question about an offer: of who had the phone before, not of who signs in on it.
OF_VISITORS = ("lapor", "lacak", "tawaran")


def forget_visitors(session):
    for name in OF_VISITORS:
        session.pop(name, None)


def end_all(user):
    end_others(user, kept_key=None)


def end_others(user, kept_key):
    for session in UserSession.objects.filter(user=user).exclude(session_key=kept_key):
        session.end()
