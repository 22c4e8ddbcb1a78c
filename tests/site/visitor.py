"""Somebody who asks the site over plain HTTP: exactly what is written goes over the wire, and nothing is followed."""

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    text: str

    @property
    def leads_to(self) -> str:
        """Where a redirect leads; empty for any other answer."""
        return self.headers.get("Location", "")


@dataclass
class Visitor:
    """A visitor with cookies. `site` gives `url`, the `headers` of the web server in front, and the names of the cookies."""

    site: object
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        """One request, as it is written."""
        connection = HTTPConnection(urlsplit(self.site.url).netloc, timeout=60)
        sent = self.site.headers | self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            found = Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()
        for line in found.headers.get_all("Set-Cookie", []):
            name, value = re.match(r"([^=]+)=\"?([^;\"]*)", line).groups()
            self.cookies[name] = value
            if not value:
                del self.cookies[name]
        return found

    def send(self, path: str, **fields: str) -> Answer:
        """Load the page with a form, and send the form with its token."""
        page = self.ask(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        assert token, (path, page.status)
        return self.ask(path, "POST", urlencode({"csrfmiddlewaretoken": token[1], **fields}), Origin=self.site.origin)

    def sign_up(self, code: str, name: str, password: str) -> Answer:
        """Make an account with a one-time code."""
        return self.send("/account/signup/", code=code, username=name, password1=password, password2=password)

    def log_in(self, name: str, password: str) -> Answer:
        """Log in at the door."""
        return self.send("/account/login/", login=name, password=password)

    def invite(self, **rights: str) -> str:
        """As an administrator: a new one-time code."""
        return re.search(r'id="invitation">([^<]+)<', self.send("/account/people/", action="invite", **rights).text)[1]

    def state(self) -> dict:
        """The cookies as a browser keeps them."""
        fixed = {"domain": "localhost", "path": "/", "expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
        return {"cookies": [{"name": name, "value": value, **fixed} for name, value in self.cookies.items()], "origins": []}
