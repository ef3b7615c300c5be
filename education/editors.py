"""Wagtail asks Django groups for page and image rights. Here are the two groups, and who stands in them today."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import Assignment, Role
from lib.clock import today

WRITERS, EDITORS = "Penulis", "Penyunting"
GROUP_OF = {Role.PENULIS: WRITERS, Role.REDAKSI: EDITORS}
PAGE_RIGHTS = {WRITERS: ["add", "change"], EDITORS: ["add", "change", "publish", "lock", "unlock"]}
# Who may change a picture replaces it on every page that shows it, at once and unread; his own a writer still may.
FILE_RIGHTS = {WRITERS: ["add", "choose"], EDITORS: ["add", "change", "choose"]}
# A wrong number can cost a life: writers see numbers and facts, editors change them.
SNIPPET_RIGHTS = {WRITERS: ["view"], EDITORS: ["view", "add", "change", "delete"]}
REDIRECT_RIGHTS = {WRITERS: [], EDITORS: ["add_redirect", "change_redirect", "delete_redirect"]}
WORKFLOW = "Pemeriksaan redaksi"


def set_up_groups() -> None:
    """The two groups, their rights and the review by an editor. Repeatable: adds what is missing."""
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for name in (WRITERS, EDITORS):
        group, _ = Group.objects.get_or_create(name=name)
        for right in PAGE_RIGHTS[name]:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{right}_page")
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        names = [f"{right}_{kind}" for right in FILE_RIGHTS[name] for kind in ("image", "document")]
        given = Permission.objects.filter(codename__in=names)
        for permission in given:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
        group.collection_permissions.exclude(permission__in=given).delete()
        names = [f"{right}_{model}" for right in SNIPPET_RIGHTS[name] for model in ("emergencycontact", "fact")]
        names += ["view_pagefeedback", *REDIRECT_RIGHTS[name]]
        apps = ["education", "wagtailredirects"]
        group.permissions.set(Permission.objects.filter(content_type__app_label__in=apps, codename__in=names))
    set_up_review(root)


def set_up_review(root):
    """A writer's "submit" goes to the editors; Wagtail's own sample workflow and groups go."""
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    Workflow.objects.exclude(name=WORKFLOW).filter(workflow_pages__page=root).delete()
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    task, _ = GroupApprovalTask.objects.get_or_create(name="Dibaca penyunting")
    task.groups.set(Group.objects.filter(name=EDITORS))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})


def keep_in_step(user, actor) -> None:
    """Put the user into the group of the office he acts in, and out of the other: rights end with the office."""
    wanted = {GROUP_OF[actor.role]} if actor and actor.role in GROUP_OF else set()
    if set(user.groups.values_list("name", flat=True)) != wanted:
        user.groups.set(Group.objects.filter(name__in=wanted))


def drop_former_members() -> None:
    """Whoever no longer holds the office gets no more review mails, though he never came back to be put out."""
    for role, name in GROUP_OF.items():
        holders = Assignment.objects.active(today()).filter(office__role=role).values("user")
        group = Group.objects.filter(name=name).first()
        if group:
            group.user_set.remove(*group.user_set.exclude(pk__in=holders))
