from django import forms
from django.template.loader import render_to_string


class DatePartsInput(forms.Widget):
    """Day, month and year as three small boxes: easier to type on a phone than a calendar forty years back."""

    template_name = "pmi/date_parts.html"
    use_fieldset = True
    PARTS = (("day", "Tanggal", 2), ("month", "Bulan", 2), ("year", "Tahun", 4))

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        values = self._split(value)
        context["parts"] = [
            {"suffix": suffix, "label": label, "length": length, "value": values[suffix]}
            for suffix, label, length in self.PARTS
        ]
        return context

    def value_from_datadict(self, data, files, name):
        day, month, year = (data.get(f"{name}_{suffix}", "").strip() for suffix, _, _ in self.PARTS)
        return f"{year}-{month}-{day}" if day or month or year else None

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}_{suffix}" in data for suffix, _, _ in self.PARTS)

    def id_for_label(self, id_):
        return f"{id_}_day"

    @staticmethod
    def _split(value):
        if hasattr(value, "day"):
            return {"day": value.day, "month": value.month, "year": value.year}
        year, month, day = [*str(value or "").split("-"), "", "", ""][:3]
        return {"day": day, "month": month, "year": year}
