import pytest

from dev import unused_templates


@pytest.fixture
def checkout(monkeypatch, tmp_path):
    monkeypatch.setattr(unused_templates, "CHECKOUT", tmp_path)
    monkeypatch.setattr(unused_templates, "TEMPLATES", tmp_path / "templates")

    def write(name, text=""):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    return write


def test_a_dead_template_is_found(checkout):
    checkout("templates/cases/dead.html")
    checkout("cases/views.py", 'render(request, "cases/alive.html")')
    assert unused_templates.unused() == {"cases/dead.html"}


@pytest.mark.parametrize(
    ("template", "file", "text"),
    [
        ("cases/list.html", "cases/views.py", 'render(request, "cases/list.html")'),
        ("cases/_row.html", "templates/404.html", '{% include "cases/_row.html" %}'),
        ("cases/letter/PANGGILAN.typ", "cases/rules/letters/letter.py", 'f"cases/letter/{kind}.typ"'),
        ("education/article_page.html", "education/models.py", "class ArticlePage(Page):"),
        ("account/login.html", "cases/views.py", "allauth names it"),
        ("500.html", "cases/views.py", "Django looks for it"),
    ],
)
def test_what_somebody_renders_is_alive(checkout, template, file, text):
    checkout(f"templates/{template}")
    checkout(file, text)
    assert not unused_templates.unused()
