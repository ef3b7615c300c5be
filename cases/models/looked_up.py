"""Columns that repeat what another table says, so that one index answers a list over a million people.

Only the database writes them, before the row itself: whatever a program puts there is looked up again.
"""

import pgtrigger
from pgtrigger import Insert, UpdateOf

TERRITORY_OF_PERSON = """
    SELECT territory_id INTO NEW.territory_id FROM cases_person WHERE id = NEW.person_id;
    RETURN NEW;
"""
# The same, and whether it is a contract whose end the journey says.
OF_PERSON_AND_JOURNEY = f"""
    NEW.ends_with_journey := NEW.kind = 'PK' AND EXISTS (
        SELECT 1 FROM cases_journey WHERE id = NEW.journey_id AND contract_ends_on IS NOT NULL
    );
    {TERRITORY_OF_PERSON}
"""  # nosec B608 # constants only
NEWEST_JOURNEY = """
    SELECT status, country INTO NEW.latest_status, NEW.latest_country
    FROM cases_journey WHERE person_id = NEW.id ORDER BY id DESC LIMIT 1;
    NEW.latest_status := COALESCE(NEW.latest_status, '');
    NEW.latest_country := COALESCE(NEW.latest_country, '');
    RETURN NEW;
"""
# What is written by these two does not matter: the row looks it up.
PAPERS_LOOK_AGAIN = "UPDATE cases_document SET ends_with_journey = FALSE WHERE journey_id = NEW.id; RETURN NULL;"
LOOK_AGAIN = "UPDATE cases_person SET latest_status = '' WHERE id IN (OLD.person_id, NEW.person_id); RETURN NULL;"
MOVED = """
    UPDATE cases_journey SET territory_id = NEW.territory_id WHERE person_id = NEW.id;
    UPDATE cases_document SET territory_id = NEW.territory_id WHERE person_id = NEW.id;
    RETURN NULL;
"""
# Who writes new people together with the one journey of each says himself where it stands and leaves
# these out: a second writing would change every index over people once more.
OF_NEW_PEOPLE = ("cases.Person:newest_journey", "cases.Journey:person_looks_again")


def of_person():
    """For Person: where its newest journey stands; and whoever moves takes journeys and papers along."""
    return [
        pgtrigger.Trigger(
            name="newest_journey",
            when=pgtrigger.Before,
            operation=Insert | UpdateOf("latest_status", "latest_country"),
            func=NEWEST_JOURNEY,
        ),
        pgtrigger.Trigger(
            name="moved",
            when=pgtrigger.After,
            operation=UpdateOf("territory_id"),
            condition=pgtrigger.Q(old__territory__df=pgtrigger.F("new__territory")),
            func=MOVED,
        ),
    ]


def of_journey():
    """For Journey: where its person lives; and the person looks where the newest one stands now."""
    return [
        pgtrigger.Trigger(
            name="territory_of_person",
            when=pgtrigger.Before,
            operation=Insert | UpdateOf("person_id", "territory_id"),
            func=TERRITORY_OF_PERSON,
        ),
        pgtrigger.Trigger(
            name="person_looks_again",
            when=pgtrigger.After,
            operation=Insert | pgtrigger.Delete | UpdateOf("status", "country", "person_id"),
            func=LOOK_AGAIN,
        ),
        pgtrigger.Trigger(
            name="papers_look_again",
            when=pgtrigger.After,
            operation=UpdateOf("contract_ends_on"),
            func=PAPERS_LOOK_AGAIN,
        ),
    ]


def of_document():
    """For Document: where its person lives, and whether its journey says when it ends."""
    return [
        pgtrigger.Trigger(
            name="of_person_and_journey",
            when=pgtrigger.Before,
            operation=Insert | UpdateOf("person_id", "territory_id", "kind", "journey_id", "ends_with_journey"),
            func=OF_PERSON_AND_JOURNEY,
        )
    ]
