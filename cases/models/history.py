import pghistory

from lib.encryption import BlindIndexField, EncryptedTextField


def with_history(*unimportant):
    """Class decorator: keep each earlier version of a row by database triggers, without its encrypted values.

    Who changed it stands in the version's context (accounts.acting). `unimportant` names fields whose changes have a
    history of their own or none worth keeping.
    """

    def decorate(model):
        secret = [f.name for f in model._meta.fields if isinstance(f, EncryptedTextField | BlindIndexField)]
        before = (
            pghistory.UpdateEvent("before_update", row=pghistory.Old),
            pghistory.DeleteEvent("before_delete"),
        )
        return pghistory.track(*before, exclude=[*secret, *unimportant])(model)

    return decorate


STATUS = ("status", "status_since", "resumes_to")
