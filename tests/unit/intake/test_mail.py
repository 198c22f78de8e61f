"""Mail: headers, parts and charsets."""

from __future__ import annotations

import pytest

from fogline.errors import FoglineError
from fogline.intake.read import read_report
from fogline.records.report import Metadata, Received, Report

MAIL = (
    "From: =?utf-8?q?Radio_Juba?= <news@juba.example>\nTo: desk@example.org\n"
    "Subject: Fwd: Clash =?utf-8?b?aW4gSnViYQ==?=\nDate: Sun, 08 Jun 2025 14:20:00 +0200\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\n"
    "Content-Transfer-Encoding: quoted-printable\n\n"
    "Soldiers clashed in Juba, a caf=E9 owner said.\n\nNobody was hurt.\n"
)
TWO_PARTS = (
    'Subject: Truce\nContent-Type: multipart/alternative; boundary="b"\n\n'
    "--b\nContent-Type: text/plain\n\nView this mail in a browser.\n"
    "--b\nContent-Type: text/html; charset=utf-8\n\n"
    "<html><body><p>Guns fell silent in Taiz.</p><p>For now.</p></body></html>\n--b--\n"
)


def read(mail: str | bytes, name: str = "a.eml") -> Report:
    data = mail if isinstance(mail, bytes) else mail.encode()
    return read_report(Received(name=name, data=data, given=Metadata(), sidecar=Metadata()))


@pytest.mark.parametrize("name", ["a.eml", "<stdin>"])
def test_a_mail_is_subject_and_text(name: str) -> None:
    report = read(MAIL, name)
    assert report.text == (
        "Clash in Juba\n\nSoldiers clashed in Juba, a café owner said.\n\nNobody was hurt."
    )
    assert (report.title, report.publisher) == ("Clash in Juba", "Radio Juba")
    assert report.published.start == "2025-06-08T14:20:00+02:00"
    assert report.published.basis.value == "metadata"


def test_the_html_part_is_read_where_the_plain_one_says_nothing() -> None:
    assert read(TWO_PARTS).text == "Truce\n\nGuns fell silent in Taiz.\n\nFor now."


def test_a_sender_without_a_name_is_no_publisher() -> None:
    assert (
        read(MAIL.replace("=?utf-8?q?Radio_Juba?= <news@juba.example>", "a@b.example")).publisher
        is None
    )
    old_style = MAIL.replace(
        "=?utf-8?q?Radio_Juba?= <news@juba.example>", "a@b.example (Radio Juba)"
    )
    assert read(old_style).publisher == "Radio Juba"


@pytest.mark.parametrize(
    "mail",
    [
        b"From: " + b"(" * 100_000 + b"\n\nx",
        b"From: " + b'"\\' * 50_000 + b"\n\nx",
        b"Subject: " + b"=?utf-8?q?a?= " * 20_000,
        b"Subject: =?no-such?b?!!!?=\nDate: 99 Foo 2025 99:99\n\nx",
        b"Content-Type: text/plain; charset=\xff\xfe\n\nx",
        b"".join(
            b"Content-Type: multipart/mixed; boundary=a%d\n\n--a%d\n" % (i, i) for i in range(2000)
        ),
        b"",
    ],
)
def test_hostile_mail_ends_in_a_report_or_an_error(mail: bytes) -> None:
    try:
        read(mail).text.encode("utf-8")
    except FoglineError as error:
        assert error.remedy
