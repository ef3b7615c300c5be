from celery import bootsteps

from accounts import key_canary


class KeysFit(bootsteps.Step):
    """The worker's first step: it does not start with keys that do not fit the data."""

    def __init__(self, worker, **options):
        key_canary.assert_keys_fit()
        super().__init__(worker, **options)
