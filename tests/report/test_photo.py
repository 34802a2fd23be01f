"""Photos leave without metadata, upright, and only when somebody has looked."""

from __future__ import annotations

import base64
import io

import pytest
from conftest import sheets
from PIL import Image

from researchlib.read.workbook import open_study
from researchlib.report.objects.display import Placed
from researchlib.report.objects.photo import Photo
from researchlib.report.objects.render import render_content
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem


@pytest.fixture
def study(tmp_path):
    def make(faces="是", photo="07"):
        (tmp_path / "notebooks").mkdir(exist_ok=True)
        folder = tmp_path / "data/s/photos"
        folder.mkdir(parents=True, exist_ok=True)
        exif = Image.Exif()
        exif[0x010F], exif[0x0112] = "某牌相机", 6  # maker; turned a quarter
        Image.new("RGB", (1600, 800), "navy").save(folder / "07.jpg", exif=exif)
        write_workbook(
            tmp_path / "data/s/课题表.xlsx",
            sheets(
                **{
                    w.OBSERVED: [
                        {
                            w.FACT: "stairs",
                            w.FACT_TEXT: "三楼，没有电梯",
                            w.SEEN_WHERE: "照料中心",
                            w.SEEN_WHEN: "上午",
                            w.PHOTO: photo,
                            w.FACES: faces,
                        }
                    ]
                }
            ),
        )
        return open_study("s", tmp_path)

    return make


def test_a_photo_is_bare_small_and_upright(study):
    content = Photo(study(), "stairs", "楼梯")
    data = base64.b64decode(content.png)
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "JPEG" and picture.size == (500, 1000)
    assert not picture.getexif() and "某牌相机".encode() not in data
    page = render_content(Placed(content, number=1))
    assert "data:image/webp;base64," in page and 'alt="三楼，没有电梯"' in page


@pytest.mark.parametrize(
    "faces, photo, told",
    [("", "07", "还没有人看过"), ("是", "", "没有照片号"), ("是", "08", "没有找到照片08")],
)
def test_what_may_not_be_shown_is_refused(study, faces, photo, told):
    with pytest.raises(DataProblem, match=told):
        Photo(study(faces, photo), "stairs", "楼梯")
