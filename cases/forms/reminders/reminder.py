from django import forms

FAILED, WAITING, DONE = "gagal", "menunggu", "selesai"
STATES = [("", "Semua"), (WAITING, "Menunggu"), (DONE, "Selesai"), (FAILED, "Gagal")]


class ReminderFilterForm(forms.Form):
    state = forms.ChoiceField(label="Keadaan", required=False, choices=STATES)

    def narrow(self, reminders):
        self.is_valid()
        state = self.cleaned_data.get("state")
        if state == FAILED:
            return reminders.failed()
        return reminders.filter(sent_at__isnull=state == WAITING) if state else reminders
