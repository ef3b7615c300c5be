"""What is written for a record at the very moment it is joined to another goes to the one that stands.

Somebody opened the record before, and saves just after: what he typed would hang on a record that nobody sees any more.
The database alone is there at that moment. It waits for the merge to end, and follows it.
"""

import pgtrigger

FOLLOW = """
    LOOP
        SELECT merged_into_id INTO kept FROM cases_person WHERE id = NEW.person_id {lock};
        EXIT WHEN kept IS NULL;
        NEW.person_id := kept;
    END LOOP;
    RETURN NEW;
"""
# As the foreign key itself does: of two who write for one person nobody waits for the other, only for a merge.
BESIDE_OTHERS = "FOR KEY SHARE"
# What repeats the place of its person waits for a move to another RT as well, and then reads the new place.
AFTER_A_MOVE = "FOR NO KEY UPDATE"


def follow(lock=BESIDE_OTHERS):
    """For every model whose rows go along in a merge, and for answers about consent. Comes before what is looked up."""
    return [
        pgtrigger.Trigger(
            name="follow_the_merge",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("kept", "BIGINT")],
            func=FOLLOW.format(lock=lock),
        )
    ]
