"""HTTP authentication as cameras ask for it: Basic (RFC 7617) and Digest with MD5 and qop=auth (RFC 7616)."""

import base64
import hashlib
import re
import secrets

_REALM = "simulated camera"


class Credentials:
    """The one user that a camera knows."""

    def __init__(self, user: str, password: str, scheme: str):
        self._user, self._password, self._scheme = user, password, scheme
        self._nonce = secrets.token_hex(16)

    def challenge(self) -> str:
        """The value of the WWW-Authenticate header."""
        if self._scheme == "basic":
            return f'Basic realm="{_REALM}"'
        return f'Digest realm="{_REALM}", nonce="{self._nonce}", algorithm=MD5, qop="auth"'

    def accept(self, method: str, authorization: str | None) -> bool:
        """Whether the Authorization header of a request proves the password."""
        scheme, _, value = (authorization or "").partition(" ")
        if scheme.lower() != self._scheme:
            return False
        if self._scheme == "basic":
            return value == base64.b64encode(f"{self._user}:{self._password}".encode()).decode()
        fields = {name: quoted or bare for name, quoted, bare in re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', value)}
        return fields.get("nonce") == self._nonce and fields.get("response") == self._response(method, fields)

    def _response(self, method: str, fields: dict[str, str]) -> str:
        secret = _md5(f"{self._user}:{_REALM}:{self._password}")
        request = _md5(f"{method}:{fields.get('uri', '')}")
        if "qop" in fields:
            return _md5(f"{secret}:{self._nonce}:{fields.get('nc', '')}:{fields.get('cnonce', '')}:{fields['qop']}:{request}")
        return _md5(f"{secret}:{self._nonce}:{request}")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
