"""Passkeys by Chromium's own virtual authenticator, and one-time codes by an app in software."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession
from pyotp.totp import TOTP

from app.demonstration.people import PASSWORD
from tests.e2e.visitor import Visitor

UNA = "una@example.example"


def with_device(visitor: Visitor) -> tuple[CDPSession, str]:
    """Give a visitor's browser a device that keeps passkeys and knows its owner."""
    devices = visitor.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devices, str(made["authenticatorId"])


@pytest.mark.parametrize("name", [UNA, "isla"])
def test_a_passkey_is_added_used_and_removed(
    name: str,
    visit_as: Callable[..., Visitor],
    visit_as_company: Callable[..., Visitor],
) -> None:
    visitor = (visit_as_company if "@" in name else visit_as)(name).go("/")
    devices, device = with_device(visitor)
    visitor.follow("Your sign-in").press("Add a passkey").press("Add the passkey")
    visitor.sees("Enter a name for the passkey").look(closely=True)
    visitor.type("Name of the passkey", "Work laptop").press("Add the passkey")
    visitor.sees("You can sign in with the passkey “Work laptop”").look(closely=True)
    visitor.sign_out().go("/sign-in").press("Sign in with a passkey")
    assert visitor.path == ("/invitations" if "@" in name else "/")
    visitor.follow("Your sign-in").sees("Work laptop")
    visitor.follow("Remove the passkey Work laptop").look(closely=True)
    visitor.press("Remove the passkey").sees("The passkey “Work laptop” is removed")
    visitor.sign_out().go("/sign-in?next=/your-sign-in").press("Sign in with a passkey")
    visitor.sees("That passkey was not accepted").look(closely=True)
    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})


def test_a_device_that_does_not_know_its_owner_adds_nothing(
    visit_as: Callable[..., Visitor],
) -> None:
    fiona = visit_as("fiona").go("/your-sign-in/passkeys/new")
    devices, device = with_device(fiona)
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    fiona.type("Name of the passkey", "Borrowed phone")
    fiona.page.get_by_role("button", name="Add the passkey").click()
    fiona.page.get_by_text("No passkey was used.").wait_for()
    fiona.go("/your-sign-in").sees_nothing_of("Borrowed phone")
    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})


def test_codes_are_set_up_and_asked_for(visit: Callable[..., Visitor]) -> None:
    callum = visit("callum, with a phone").go("/sign-in")
    sign_in(callum).follow("Your sign-in").look(closely=True)
    callum.press("Set up one-time codes").look(closely=True)
    assert callum.page.evaluate("document.querySelector('main img').naturalWidth") > 100
    app = TOTP(callum.page.locator("main code").inner_text().replace(" ", ""))
    callum.type("Code that the app shows now", "000000").press("Ask me for codes from now on")
    callum.sees("That code is not right").look(closely=True)
    callum.type("Code that the app shows now", app.now()).press("Ask me for codes from now on")
    callum.sees("Your recovery codes").look(closely=True)
    recovery = callum.page.locator("main code").all_inner_texts()
    callum.press("I have kept them").sees("10 recovery codes left").sign_out()
    sign_in(callum.go("/sign-in")).sees("Enter your code").look(closely=True)
    callum.type("Code", "000000").press("Sign in").sees("That code is not right").look(closely=True)
    # The next step's code: the present one may be the one that set it up.
    callum.type("Code", app.at(time.time(), counter_offset=1)).press("Sign in")
    callum.sees("What needs you")
    callum.go("/your-sign-in").follow("Get new recovery codes").look(closely=True)
    callum.go("/your-sign-in").follow("Stop asking me for codes").look(closely=True)
    callum.type("Code", recovery[0]).press("Stop asking me for codes")
    callum.sees("You are no longer asked for one-time codes").sign_out()
    sign_in(callum.go("/sign-in")).sees("What needs you")


def sign_in(visitor: Visitor) -> Visitor:
    """With name and password."""
    visitor.type("Email address", "callum@cpg.example").type("Password", PASSWORD)
    return visitor.press("Sign in")


def test_a_lost_device_is_taken_away(
    visit_as: Callable[..., Visitor], visit_as_company: Callable[..., Visitor]
) -> None:
    tom = visit_as_company("tom@sample.example").go("/your-sign-in/passkeys/new")
    with_device(tom)
    tom.type("Name of the passkey", "Phone").press("Add the passkey").sees("Phone")
    morag = visit_as("morag").go("/companies").follow("Sample Insight CIC")
    morag.follow("Lost device of Tom Sample")
    morag.look(closely=True)
    morag.press("Take them away").sees("Enter how you know who asks").look(closely=True)
    morag.type("How you know that it is they who ask", "Called back.").press("Take them away")
    morag.sees("was told by mail, and can sign in without the device")
    tom.go("/your-sign-in").sees("Sign in")
