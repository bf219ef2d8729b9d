"""A key by which two ways to write one agency are the same: “Sở NN&PTNT” and its whole name."""

from __future__ import annotations

import re

from langmoi.core.text import search_key

# How offices shorten names, as the search key leaves them; longer ones first.
_SHORT = {
    "nn ptnt": "nong nghiep phat trien nong thon",
    "nnptnt": "nong nghiep phat trien nong thon",
    "ptnt": "phat trien nong thon",
    "nn mt": "nong nghiep moi truong",
    "tn mt": "tai nguyen moi truong",
    "tnmt": "tai nguyen moi truong",
    "kh dt": "ke hoach dau tu",
    "khdt": "ke hoach dau tu",
    "kh cn": "khoa hoc cong nghe",
    "khcn": "khoa hoc cong nghe",
    "gd dt": "giao duc dao tao",
    "gddt": "giao duc dao tao",
    "gtvt": "giao thong van tai",
    "tt tt": "thong tin truyen thong",
    "tttt": "thong tin truyen thong",
    "vhtt dl": "van hoa the thao du lich",
    "vh tt dl": "van hoa the thao du lich",
    "vhttdl": "van hoa the thao du lich",
    "ld tb xh": "lao dong thuong binh xa hoi",
    "ld tbxh": "lao dong thuong binh xa hoi",
    "ldtb xh": "lao dong thuong binh xa hoi",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "lao dong tb xh": "lao dong thuong binh xa hoi",
    "bhxh": "bao hiem xa hoi",
    "bchqs": "bo chi huy quan su",
    "chqs": "chi huy quan su",
    "lhpn": "lien hiep phu nu",
    "htx": "hop tac xa",
    "ntm": "nong thon moi",
    "vpdp": "van phong dieu phoi",
    "vp": "van phong",
    "ubmttq": "mat tran to quoc",
    "ubmttqvn": "mat tran to quoc",
    "mttqvn": "mat tran to quoc",
    "mttq": "mat tran to quoc",
    "tncs": "thanh nien cong san",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tp": "thanh pho",
}
_LONG = re.compile(r"\b(?:" + "|".join(sorted(_SHORT, key=len, reverse=True)) + r")\b")
_FRONT = re.compile(r"\b(?:ban thuong truc )?(?:(?:uy ban|ub) )?mat tran(?: to quoc| tq)?"
                    r"(?: viet nam| vn)?\b")  # fmt: skip
_HEAD = re.compile(
    r"^(?:(?:dong chi|chu tich|giam doc|thu truong|chanh|lanh dao|truong) )+"
    r"(?=so|ban|uy ban|van phong|cuc|chi cuc|phong|hoi|thanh tra|cac|huyen|thanh pho)"
)


def plain_key(name: str) -> str:
    """Lower case without marks, short forms written out, who heads it left out."""
    words = " ".join(word for word in search_key(name).split() if word != "va")
    key = _LONG.sub(lambda found: _SHORT[found.group()], words)
    return _HEAD.sub("", _FRONT.sub("mat tran to quoc", key))


def agency_key(name: str, place: str) -> str:
    """The plain key without the place that it is of: “… tỉnh Kon Tum”, “… tỉnh”."""
    key = plain_key(name)
    of = plain_key(place)
    words = of.split(" ", 1)
    for ending in (of, words[-1], "cua tinh", "tinh", "huyen", "thanh pho"):
        if key.endswith(f" {ending}"):
            key = key.removesuffix(f" {ending}")
            break
    return key.removesuffix(" tinh").removesuffix(" huyen") if len(words) > 1 else key
