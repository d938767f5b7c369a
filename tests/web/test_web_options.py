"""Options of `kgbuild serve` that cannot be met are told at the start by their names, and none is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild.cli import cli
from kgbuild.errors import KGBuildError, SettingsError
from kgbuild.web.config import Config, check_services
from kgbuild.web.reach import Reach

OTHER = ("--endpoint", "http://127.0.0.1:9/query")


def told(*options: str) -> str:
    """What `kgbuild serve` says before it ends, or would serve a store that is not there."""
    result = CliRunner().invoke(cli, ["serve", *options])
    if isinstance(result.exception, KGBuildError):
        return str(result.exception)
    assert result.exit_code == 2
    return result.output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("none", "--endpoint-credentials", "file"), "--endpoint-credentials does nothing without --endpoint"),
        (("none", "--max-age", "10"), "--max-age does nothing without --endpoint"),
        (("none", "--endpoint-update", "http://h/", "--allow-update"), "--endpoint-update does nothing without --end"),
        ((*OTHER, "--endpoint-update", "http://h/"), "--endpoint-update does nothing without --allow-update"),
        (("none", "--token-file", "file"), "--token-file does nothing without --allow-update"),
        (("none", "--log-queries"), "--log-queries: there is no log to write them to; name one with --access-log"),
        ((*OTHER, "--allow-update"), "--allow-update needs --endpoint-update"),
    ],
)
def test_an_option_that_would_do_nothing_is_told(options: tuple[str, ...], message: str) -> None:
    assert message in told(*options)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--timeout", "0"), ("--timeout", "nan"), ("--timeout", "inf"), ("--timeout", "1e9"), ("--memory", "0"),
        ("--memory", "99999999999999"), ("--rows", "-1"), ("--size", "0"), ("--workers", "0"), ("--workers", "501"),
        ("--long-queries", "0"), ("--waiting", "100000"), ("--cache", "-1"), ("--max-age", "nan"), ("--port", "-1"),
    ],
)  # fmt: skip
def test_a_number_out_of_range_is_told_by_its_option(option: str, value: str) -> None:
    assert f"Invalid value for '{option}'" in told(*OTHER, option, value)


def test_what_is_in_range_comes_through() -> None:
    numbers = ("--timeout", "0.5", "--memory", "1", "--rows", "1", "--size", "1", "--workers", "500", "--cache", "0")
    assert "none: is no store" in told("none", *numbers)


@pytest.mark.parametrize(
    "origin",
    [
        "", "null", "example.org", "//example.org", "https://example.org/", "https://example.org/path", "https://",
        "https://Example.org", "HTTPS://example.org", "https://example.org:443", "http://example.org:80",
        "https://example.org:x", "https://ann@example.org", "https://example.org?a", "https://example.org#a",
        "https://example.org, https://example.com", "https://éxample.org", "https://example.org\n", "**",
    ],
)  # fmt: skip
def test_what_is_no_origin_is_told(origin: str) -> None:
    assert f"--cors {origin!r}: " in told("none", "--cors", origin)


@pytest.mark.parametrize(
    "origin",
    ["*", "https://example.org", "http://example.org:443", "http://localhost:3000", "http://[::1]:8000",
     "moz-extension://0f2c-ab", "https://xn--xample-9ua.org"],
)  # fmt: skip
def test_an_origin_is_taken(origin: str) -> None:
    assert Config(origins=(origin,)).origins == (origin,)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/sparql", "http://127.1/sparql", "https://0x7f000001/", "http://localhost:3030/ds",
        "http://10.1.2.3/sparql", "http://169.254.169.254/", "http://[::1]:7878/query", "http://[fd00::1]/",
    ],
)  # fmt: skip
def test_a_service_of_this_machine_or_network_is_refused_at_the_start(address: str) -> None:
    assert f"--allow-service {address!r}: has a private address, or one of this machine" in told(
        "none", "--allow-service", "https://93.184.215.14/sparql", "--allow-service", address
    )


@pytest.mark.parametrize("address", ["wikidata", "https://", "ftp://h/", "http://h:0/", "http://h/#a", ""])
def test_a_service_without_an_address_is_refused_at_the_start(address: str) -> None:
    assert f"--allow-service {address!r}: no address of a server" in told("none", "--allow-service", address)


def test_a_service_whose_name_leads_inside_is_refused_at_the_start() -> None:
    services = ("https://graph.example/sparql",)
    with pytest.raises(SettingsError, match="private address"):
        check_services(Config(services=services, reach=Reach(lambda *_: ["93.184.215.14", "10.0.0.1"])))
    check_services(Config(services=services, reach=Reach(lambda *_: ["93.184.215.14"])))


def test_a_service_whose_name_is_not_known_just_now_may_be_by_then() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError(f"{host}:{port}: not known")

    for resolve in (unknown, lambda *_: []):
        check_services(Config(services=("https://graph.example/sparql",), reach=Reach(resolve)))


def test_an_empty_address_of_a_server_is_not_passed_over(tmp_path: Path) -> None:
    assert "--endpoint '': no address of a server" in told(str(tmp_path), "--endpoint", "")
    assert "--endpoint-update '': no address" in told(*OTHER, "--allow-update", "--endpoint-update", "")


@pytest.mark.parametrize("token", ["short", "a token with a \n line end"])
def test_a_bad_token_is_told_by_where_it_came_from(tmp_path: Path, token: str) -> None:
    (tmp_path / "token").write_text(token, encoding="utf-8")
    message = told("none", "--allow-update", "--token-file", str(tmp_path / "token"))
    assert message.startswith("--allow-update: the token is too easy to guess")
    assert "--token-file" in message
    assert token not in message
