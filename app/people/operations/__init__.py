"""What people do about people: signing in and out, inviting, granting, the register, settings."""

from app.people.operations.codes import (
    begin_code,
    begin_codes,
    confirm_codes,
    remove_codes,
    renew_recovery_codes,
    secret_to_show,
    sign_in_with_code,
)
from app.people.operations.colleagues import (
    ask_colleague,
    join_company,
    remove_colleague,
    take_back_asking,
)
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
from app.people.operations.passkeys import (
    add_passkey,
    begin_passkey,
    begin_passkey_sign_in,
    remove_passkey,
    sign_in_with_passkey,
)
from app.people.operations.resetting import reset_sign_in, what_they_have
from app.people.operations.settings import keep_setting, move_day, name_group
from app.people.operations.sign_in import (
    Tried,
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
    "Tried",
    "add_contact",
    "add_passkey",
    "ask_colleague",
    "ask_new_password",
    "ask_sign_in_link",
    "begin_code",
    "begin_codes",
    "begin_passkey",
    "begin_passkey_sign_in",
    "bring_back",
    "choose_password",
    "confirm_codes",
    "edit_company",
    "edit_person",
    "end_sign_in",
    "invite_person",
    "join_company",
    "keep_setting",
    "mark_left",
    "move_day",
    "name_group",
    "register_company",
    "remove_codes",
    "remove_colleague",
    "remove_contact",
    "remove_passkey",
    "renew_recovery_codes",
    "resend_invitation",
    "reset_sign_in",
    "secret_to_show",
    "set_password",
    "set_up",
    "sign_in_with_code",
    "sign_in_with_passkey",
    "sign_in_with_password",
    "start_sign_in",
    "take_back_asking",
    "use_sign_in_link",
    "what_they_have",
]
