"""What is wrong with a file that is no YAML, in Vietnamese."""

import pytest
import yaml

from langmoi.law.yaml_nodes import compose, problem_in_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b: c", "dấu hai chấm thừa"),
        ("a: [1, 2", "ngoặc vuông chưa khép"),
        ("a: {b: 1", "ngoặc nhọn chưa khép"),
        ("a: 'x", "dấu nháy chưa khép"),
        ("a:\n\tb: 1", "phím Tab"),
        ("a:\n  b: 1\n c: 2", "thụt dòng không thẳng"),
        ("- a\nb: c", "thiếu dấu gạch đầu dòng"),
        ('a: "\\q"', "trong nháy kép"),
        ("a: \x01", "ký tự không đọc được"),
        ("a: *b", "không dùng dấu & và *"),
        ("%YAML 9\n", "sai cú pháp (did not find expected digit"),
    ],
)
def test_each_common_slip_is_named(text, said):
    with pytest.raises(yaml.YAMLError) as caught:
        compose(text)
    assert said in problem_in_words(caught.value)
