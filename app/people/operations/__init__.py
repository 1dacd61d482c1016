"""What people do about people: signing in and out, inviting, granting, the register, settings."""

from app.people.operations.colleagues import add_colleague, remove_colleague
from app.people.operations.companies import (
    add_contact,
    edit_company,
    register_company,
    remove_contact,
)
from app.people.operations.links import (
    ask_new_password,
    ask_sign_in_link,
    choose_password,
    use_sign_in_link,
)
from app.people.operations.settings import keep_setting, move_day, name_group
from app.people.operations.sign_in import (
    end_sign_in,
    set_password,
    sign_in_with_password,
    start_sign_in,
)
from app.people.operations.staff import (
    bring_back,
    edit_person,
    invite_person,
    mark_left,
    resend_invitation,
    set_up,
)

__all__ = [
    "add_colleague",
    "add_contact",
    "ask_new_password",
    "ask_sign_in_link",
    "bring_back",
    "choose_password",
    "edit_company",
    "edit_person",
    "end_sign_in",
    "invite_person",
    "keep_setting",
    "mark_left",
    "move_day",
    "name_group",
    "register_company",
    "remove_colleague",
    "remove_contact",
    "resend_invitation",
    "set_password",
    "set_up",
    "sign_in_with_password",
    "start_sign_in",
    "use_sign_in_link",
]
