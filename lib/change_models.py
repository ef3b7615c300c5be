"""All changes that one migration makes to the tables of its app, in one step."""

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory

PART_OF_A_TABLE = (AddConstraint, AddField, AddIndex)


class ChangeModels(Operation):
    """What `makemigrations` writes, done together and with the same result.

    After each of its operations Django draws every model anew that is connected with the changed one. Where all models
    are connected, each change of one costs a drawing of all: 16,000 drawings and 20 s for the 73 first tables of
    `cases`. Here the state is changed as a whole and drawn once. What an operation needs to find half changed, such as
    data moved between two changes, belongs into a migration of its own.
    """

    category = OperationCategory.ALTERATION
    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # nothing is drawn before all is known
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Fields, indexes and constraints added to a new model come with its table; the rest is done after that."""
        for model in self._new_models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)
        for operation in self._others():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self._others()):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)
        for model in reversed(self._new_models(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def describe(self):
        return f"Create {len(self._new())} models and change others"

    def _new(self):
        return [operation.name for operation in self.operations if isinstance(operation, CreateModel)]

    def _others(self):
        new = {name.lower() for name in self._new()}
        return [operation for operation in self.operations if not _comes_with_a_table(operation, new)]

    def _new_models(self, app_label, schema_editor, state):
        models = [state.apps.get_model(app_label, name) for name in self._new()]
        return [model for model in models if self.allow_migrate_model(schema_editor.connection.alias, model)]


def _comes_with_a_table(operation, new):
    is_part = isinstance(operation, PART_OF_A_TABLE) and operation.model_name.lower() in new
    return is_part or isinstance(operation, CreateModel)
