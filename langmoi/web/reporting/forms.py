"""The form by which a workbook is given."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from langmoi.core.numbers import show_number

MEGABYTE = 1024 * 1024


class WorkbookForm(forms.Form):
    """One .xlsx file within the size limit; what is inside is for the check to say."""

    file = forms.FileField(
        error_messages={
            "required": "Chưa chọn tệp. Hãy bấm “Chọn tệp” và chọn tệp Excel (.xlsx) đã điền.",
            "empty": "Tệp vừa chọn rỗng (0 byte). Hãy mở lại tệp Excel, lưu, rồi chọn lại.",
            "invalid": "Chưa nhận được tệp. Hãy chọn lại tệp Excel (.xlsx) rồi tải lên.",
            "missing": "Chưa nhận được tệp. Hãy chọn lại tệp Excel (.xlsx) rồi tải lên.",
        }
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        limit = settings.UPLOAD_LIMIT_BYTES
        if file.size is not None and file.size > limit:
            raise forms.ValidationError(
                f"Tệp nặng {show_number(file.size // MEGABYTE)} MB, quá mức "
                f"{show_number(limit // MEGABYTE)} MB. Hãy dùng tệp theo mẫu, xóa hình ảnh và "
                "trang thừa rồi tải lại."
            )
        return file

    def content(self) -> bytes:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        return b"".join(file.chunks())

    def file_name(self) -> str:
        return PurePath(self.cleaned_data["file"].name or "tep.xlsx").name
