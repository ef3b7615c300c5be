"""Ending the open sessions of an account."""

from allauth.usersessions.models import UserSession


def end_all(user):
    end_others(user, kept_key=None)


def end_others(user, kept_key):
    for session in UserSession.objects.filter(user=user).exclude(session_key=kept_key):
        session.end()
