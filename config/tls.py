"""TLS to a broker: whose certificate is believed, the one that we show, and what it means when that fails."""

import re
import ssl
from pathlib import Path
from typing import Final

from config.text import Text
from config.value import value
from config.vocabulary import Trouble

ALERT: Final = re.compile(r"\w+ alert [a-z ]+")
"""In what OpenSSL says when the other side broke off, such as ``tlsv13 alert certificate required``."""


class TlsWrong(Exception):
    """The files for TLS can't be used; ``key`` is that of the settings."""

    def __init__(self, key: str, reason: Text) -> None:
        super().__init__(f"{key}: {reason.en}")
        self.key = key
        self.reason = reason


@value(frozen=True, slots=True)
class Tls:
    """Files in PEM form. ``certificate``, with ``key`` unless that lies in the same file: who we are."""

    ca: Path
    certificate: Path | None = None
    key: Path | None = None

    def context(self) -> ssl.SSLContext:
        """For one client. The broker must have a certificate of this authority for its name. Raises TlsWrong."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.sslsocket_class = _ClosesItself
        try:
            context.load_verify_locations(self.ca)
        except OSError as error:
            raise TlsWrong("tls_ca", _why(self.ca, error)) from error
        if self.certificate is not None:
            try:
                context.load_cert_chain(self.certificate, self.key, password="")
            except OSError as error:
                raise TlsWrong("tls_certificate", _why(self.certificate, error)) from error
        return context


class _ClosesItself(ssl.SSLSocket):
    """paho leaves a socket open whose handshake failed, one more with each try."""

    def do_handshake(self, block: bool = False) -> None:
        try:
            super().do_handshake(block)
        except OSError:
            self.close()
            raise


def tls_of(folder: Path, ca: str, certificate: str, key: str) -> Tls | None:
    """As it stands in settings, names of files below ``folder``; None without any. Raises TlsWrong."""
    if certificate and not ca:
        raise TlsWrong("tls_certificate", Text("需要 tls_ca", "needs tls_ca"))
    if key and not certificate:
        raise TlsWrong("tls_key", Text("需要 tls_certificate", "needs tls_certificate"))
    if not ca:
        return None
    return Tls(folder / ca, folder / certificate if certificate else None, folder / key if key else None)


def why_away(error: BaseException | None) -> tuple[Trouble, str]:
    """Why a broker was not reached: wrong certificates are a trouble of their own."""
    match error:
        case ssl.SSLCertVerificationError(verify_message=words):
            return Trouble.CERTIFICATE_WRONG, f"the broker's certificate is not believed: {words}"
        case ssl.SSLError() if refusal := refusal_in(str(error)):
            return Trouble.CERTIFICATE_WRONG, refusal
        case ssl.SSLError():
            return Trouble.PORT_GONE, "no TLS is spoken there"
        case _:
            return Trouble.PORT_GONE, "broker does not answer"


def refusal_in(said: str) -> str:
    """What an error says of a broker that broke off in the middle of TLS; empty for every other error."""
    alert = ALERT.search(said)
    return f"the broker does not accept our certificate: {alert[0].strip()}" if alert else ""


def _why(file: Path, error: OSError) -> Text:
    if isinstance(error, ssl.SSLError):
        return Text(f"{file} 中没有可用的证书或密钥", f"no certificate or key that can be used is in {file}")
    return Text(f"无法读取 {file}：{error.strerror}", f"{file} can't be read: {error.strerror}")
