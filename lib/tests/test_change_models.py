"""Models changed together are the ones that would be changed one by one."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from lib.change_models import ChangeModels

# A house and its head know each other, so neither table can be made complete before the other.
OPERATIONS = [
    migrations.CreateModel("House", [("id", models.BigAutoField(primary_key=True))]),
    migrations.CreateModel(
        "Head",
        [("id", models.BigAutoField(primary_key=True)), ("house", models.ForeignKey("lib.House", models.CASCADE))],
    ),
    migrations.AddField("house", "head", models.ForeignKey("lib.Head", models.CASCADE, null=True)),
    migrations.AddIndex("house", models.Index(fields=["head", "id"], name="house_by_head")),
    migrations.AddConstraint("head", models.UniqueConstraint(fields=["house"], name="one_head_per_house")),
    migrations.RunSQL("INSERT INTO lib_house DEFAULT VALUES", migrations.RunSQL.noop),
]


@pytest.fixture
def together():
    return ChangeModels(OPERATIONS)


def state_after(*operations):
    state = ProjectState()
    for operation in operations:
        operation.state_forwards("lib", state)
    return state


def run(operation, direction, before, after):
    with connection.schema_editor() as editor:
        getattr(operation, direction)("lib", editor, before, after)


def tables():
    return {name for name in connection.introspection.table_names() if name.startswith("lib_")}


def indexes():
    """Those with a name of ours."""
    with connection.cursor() as cursor:
        found = {
            name
            for table in ("lib_house", "lib_head")
            for name in connection.introspection.get_constraints(cursor, table)
        }
    return found & {"house_by_head", "head_by_name"}


def test_the_state_is_the_same(together):
    assert state_after(together).models == state_after(*OPERATIONS).models


def test_a_state_that_was_drawn_before_shows_the_new_models(together):
    state = ProjectState()
    assert not state.apps.get_models()
    together.state_forwards("lib", state)
    assert {model.__name__ for model in state.apps.get_models()} == {"House", "Head"}


def test_tables_come_with_all_that_belongs_to_them_and_go_again(db, together):
    state = state_after(together)
    run(together, "database_forwards", ProjectState(), state)
    with connection.cursor() as cursor:
        house = connection.introspection.get_constraints(cursor, "lib_house")
        head = connection.introspection.get_constraints(cursor, "lib_head")
        cursor.execute("SELECT head_id FROM lib_house")
        assert cursor.fetchall() == [(None,)], "what follows the tables is done after them"
    assert "house_by_head" in house
    assert head["one_head_per_house"]["unique"]
    assert any(constraint["foreign_key"] == ("lib_head", "id") for constraint in house.values())

    run(together, "database_backwards", state, ProjectState())
    assert not tables()


def test_older_tables_are_changed_in_the_same_step_and_back(db, together):
    old = state_after(together)
    run(together, "database_forwards", ProjectState(), old)
    changes = ChangeModels(
        [
            migrations.AddField("head", "name", models.CharField(max_length=9, default="")),
            migrations.AddIndex("head", models.Index(fields=["name"], name="head_by_name")),
            migrations.RemoveIndex("house", "house_by_head"),
            migrations.CreateModel("Dog", [("id", models.BigAutoField(primary_key=True))]),
            migrations.AddField("dog", "owner", models.ForeignKey("lib.Head", models.CASCADE)),
        ]
    )
    new = state_after(together, changes)
    run(changes, "database_forwards", old, new)
    assert "lib_dog" in tables() and indexes() == {"head_by_name"}
    run(changes, "database_backwards", new, old)
    assert "lib_dog" not in tables() and indexes() == {"house_by_head"}


def test_it_says_how_many_it_makes(together):
    assert together.describe() == "Create 2 models and change others"
