from django.template import Context, Template


def test_an_icon_is_drawn_as_it_is_asked_for_and_only_once():
    page = Template('{% load lucide %}{% lucide "phone" size=20 aria_hidden="true" %}')
    first, again = page.render(Context()), page.render(Context())
    assert first == again and first.startswith("<svg") and 'width="20"' in first and 'aria-hidden="true"' in first
    assert page.render(Context()) is not None


def test_what_a_page_puts_into_an_icon_is_text():
    page = Template('{% load lucide %}{% lucide "phone" aria_label=label %}')
    assert "&lt;script&gt;" in page.render(Context({"label": '<script>"'}))
