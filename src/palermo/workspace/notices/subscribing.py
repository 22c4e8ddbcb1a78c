"""How a person asks for the digest: an address, a code that goes there and comes back, and erasing both.

An account holds no address. The one that is given here is kept in this room alone, read by nothing but the digest, and erased by
its person, by the link in each mail, or with the account.
"""

import datetime as dt
import secrets

from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac

from palermo.workspace.accounts.models import User
from palermo.workspace.commission.saving import Refused
from palermo.workspace.commission.words import _
from palermo.workspace.notices.models import Subscription

LIFE = dt.timedelta(hours=24)  # of a code, and of an address that nobody has confirmed
TRIES = 5
_signer = signing.Signer(salt="palermo.notices.stop")


def ask(person: User, address: str, language: str) -> Subscription:
    """Keep an address and send a code there. Refused where one is kept already. OSError where the mail cannot be handed over."""
    if Subscription.objects.filter(person=person).exists():
        raise Refused(_("An address is kept already. Erase it first."))
    code = f"{secrets.randbelow(10**8):08d}"
    new = Subscription(person=person, address=address, language=language)
    new.code_hash = _hash(new, code)
    with translation.override(language):
        _send_code(address, code)
    new.save(force_insert=True)  # after the mail: an address to which nothing can be sent is not kept
    return new


def _send_code(address: str, code: str) -> None:
    said = _(
        "Somebody who is logged in to palermo gave this address for a weekly digest. If it was you, type this code there within a day:\n\n    %(code)s\n\nIf it was not, do nothing: the address is dropped, and nothing more is sent."
    )
    EmailMessage(_("palermo: your code"), said % {"code": code} + "\n", to=[address]).send()


def confirm(person: User, code: str) -> Subscription:
    """Confirm an address by its code. Refused for a wrong or lapsed one; after five tries the address is dropped."""
    wrong = Refused(_("This code does not serve (wrong or lapsed). After five tries the address is dropped; give it again."))
    held = Subscription.objects.filter(person=person, confirmed_at=None, made_at__gt=timezone.now() - LIFE).first()
    if held is None:
        raise wrong
    # One statement counts the try: of many at once none is left uncounted.
    counted = Subscription.objects.filter(pk=held.pk, tries__lt=TRIES).update(tries=F("tries") + 1)
    if not counted or not constant_time_compare(held.code_hash, _hash(held, "".join(code.split()))):
        Subscription.objects.filter(pk=held.pk, tries__gte=TRIES, confirmed_at=None).delete()
        raise wrong
    Subscription.objects.filter(pk=held.pk).update(confirmed_at=timezone.now(), code_hash="")
    found: Subscription = Subscription.objects.get(pk=held.pk)
    return found


def _hash(subscription: Subscription, code: str) -> str:
    return str(salted_hmac("palermo.notices.code", f"{subscription.key}:{code}", algorithm="sha256").hexdigest())


def erase(person: User) -> bool:
    """Erase a person's address with the log of what was sent there. Whether there was one."""
    return bool(Subscription.objects.filter(person=person).delete()[0])


def stop_token(subscription: Subscription) -> str:
    """What stands in each mail, so that it can be ended without a login."""
    return str(_signer.sign(str(subscription.key)))


def is_stop_token(token: str) -> bool:
    """Whether we made a token; also of an address that is erased since, so that a second click is no error and tells nothing."""
    try:
        _signer.unsign(token)
    except signing.BadSignature:
        return False
    return True


def stop(token: str) -> None:
    """Erase the address of a token. BadSignature for one that we never made."""
    Subscription.objects.filter(key=_signer.unsign(token)).delete()


def drop_unconfirmed() -> int:
    """Drop addresses that nobody has confirmed in time; how many."""
    return int(Subscription.objects.filter(confirmed_at=None, made_at__lte=timezone.now() - LIFE).delete()[0])
