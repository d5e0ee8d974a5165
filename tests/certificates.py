"""An authority of a test's own, and certificates of it for brokers and clients, as PEM files."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from config.tls import Tls

LOOPBACK: Final = "127.0.0.1"
DAY: Final = timedelta(days=1)


class Authority:
    """Its own certificate lies in ``ca``."""

    def __init__(self, folder: Path, name: str = "authority") -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        signing = x509.KeyUsage(
            digital_signature=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        )
        own = self._draft(self._name, self._key).add_extension(x509.BasicConstraints(True, None), critical=True)
        made = own.add_extension(signing, critical=True).sign(self._key, hashes.SHA256())
        self.ca = folder / f"{name}.pem"
        self.ca.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def certificate(self, name: str, address: str = LOOPBACK, ended: bool = False) -> tuple[Path, Path]:
        """Certificate and key for whoever is at ``address``."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        until = datetime.now(UTC) + (-DAY if ended else DAY)
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        draft = self._draft(subject, key, until).add_extension(names, critical=False)
        ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        made = draft.add_extension(ours, critical=False).sign(self._key, hashes.SHA256())
        files = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
        plain = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
        return files

    def client(self, name: str = "client") -> Tls:
        """For a client that believes this authority and has a certificate of it."""
        return Tls(self.ca, *self.certificate(name))

    def _draft(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, until: datetime | None = None
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 10 * DAY)
            .not_valid_after(until or now + DAY)
            .add_extension(own, critical=False)
        )
