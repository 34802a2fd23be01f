"""What was seen, as a picture: without metadata, and only after a person has looked for faces."""

import base64
import io
from pathlib import Path

from researchlib.protect.number import OWN
from researchlib.report.objects import say
from researchlib.report.objects.display import Picture
from researchlib.study.study import Study

_WIDTH, _QUALITY = 1_000, 80


class Photo(Picture):
    """现场照片：去掉拍摄时间、位置等信息后缩小，配上地点、时间和看到的情况。

    Parameters
    ----------
    study : Study
        课题，来自 open_study；“实地查看”一表写着照片名，文件放在 data/课题名/photos/。
    fact : str
        那一行的“事项”。
    caption : str
        简短的标题；替代文字是看到的情况。

    Raises
    ------
    DataProblem
        没有这个文件，文件不是图片，或者没有人确认照片里认不出人脸。

    Examples
    --------
    >>> Photo(study, "daycare_floor", "日间照料中心的楼梯")
    日间照料中心的楼梯
    日间照料中心设在三楼，没有电梯
    """

    def __init__(self, study: Study, fact: str, caption: str) -> None:
        seen = study.fact(fact)
        if not seen.photo:
            raise say.problem("no_photo", fact)
        if not seen.no_faces:
            raise say.problem("faces_unchecked", fact, seen.photo)
        files = sorted(study.paths.photos.glob(f"{seen.photo}.*"))
        if not files:
            raise say.problem("photo_missing", seen.photo)
        study.check_seal(files[0])
        super().__init__(
            kind="chart",
            behind=OWN,
            text=f"{caption}\n{seen.text}",
            caption=caption,
            png=_plain_jpeg(files[0]),
            alt=seen.text,
            notes=(say.photo_note(seen.by, seen.photo),),
        )


def _plain_jpeg(path: Path) -> str:
    """Turned upright, small, and with nothing but the pixels."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, UnidentifiedImageError):
        raise say.problem("no_picture", path) from None
    upright.thumbnail((_WIDTH, _WIDTH))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    packed = io.BytesIO()
    bare.save(packed, format="JPEG", quality=_QUALITY, optimize=True)
    return base64.b64encode(packed.getvalue()).decode()
