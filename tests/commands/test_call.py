"""`langmoi` called wrongly: Vietnamese, exit code 2, nothing on standard output."""

import os
import subprocess
import sys

import pytest

from langmoi.cli import main


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ([], "còn thiếu tham số: LỆNH"),
        (["foo"], "không có lựa chọn “foo”"),
        (["law", "foo"], "không có lựa chọn “foo”"),
        (["overview"], "còn thiếu tham số: --month"),
        (["overview", "--month"], "cần một giá trị"),
        (["overview", "--month", "2019-12", "--json=1"], "không nhận giá trị"),
        (["overview", "--month", "2019-12", "--foo"], "không hiểu tham số: --foo"),
        (["run", "--port", "abc"], "cổng là một số từ 1 đến 65535, không phải “abc”"),
        (["run", "--port", "99999"], "cổng là một số từ 1 đến 65535"),
        (["run", "--port", "0"], "cổng là một số từ 1 đến 65535"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(call, said, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(call)
    printed = capsys.readouterr()
    assert stopped.value.code == 2
    assert printed.out == ""
    assert said in printed.err
    assert "-h` để xem hướng dẫn." in printed.err


def test_the_help_has_no_english_left(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    printed = capsys.readouterr().out
    assert "hiện số phiên bản rồi thoát" in printed
    assert " show " not in printed


def test_a_wrong_port_in_the_environment_troubles_only_the_server(monkeypatch, capsys):
    monkeypatch.setenv("PORT", "abc")
    assert main(["law", "figures", "commune-2016-2020"]) == 0
    with pytest.raises(SystemExit) as stopped:
        main(["run"])
    assert stopped.value.code == 2
    assert "không phải “abc”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("begin", "heavy"),
    [
        (
            "from langmoi.cli import build_parser; build_parser()",
            {"numpy", "pyarrow", "xlsxwriter", "django", "yaml"},
        ),
        ("import langmoi.commands.law_show", {"numpy", "pyarrow", "django"}),
    ],
)
def test_what_is_slow_to_import_waits_until_it_is_needed(begin, heavy):
    code = f"{begin}\nimport sys; sys.exit(', '.join({heavy!r} & {{*sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("DATABASE_URL", "postgresql://a:b@127.0.0.1:1/x", "Không nối được cơ sở dữ liệu"),
        ("DATABASE_URL", "mysql://a@b/c", "DATABASE_URL không phải địa chỉ PostgreSQL"),
        ("LANGMOI_PRODUCTION", "1", "cần biến SECRET_KEY"),
    ],
)
def test_a_wrong_setting_is_said_in_one_sentence(setting, value, said, tmp_path):
    environment = {**os.environ, "LANGMOI_HOME": str(tmp_path), setting: value}
    environment.setdefault("DATABASE_URL", "postgresql://a:b@127.0.0.1:1/x")
    done = subprocess.run(
        [sys.executable, "-m", "langmoi.cli", "overview", "--month", "2019-12"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
