"""The faces of an official document by name; named in Word, never embedded."""

TITLE, BODY, BLACK, KAI, SONG = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
SLIDE_FACE, SLIDE_LATIN = "微软雅黑", "Arial"  # on every Windows, read from the last row
# What stands in where one is missing.
OTHER_FACES = {
    TITLE: "华文中宋,宋体",
    BODY: "仿宋_GB2312,华文仿宋",
    BLACK: "微软雅黑",
    KAI: "楷体_GB2312,华文楷体",
    SONG: "新宋体",
}
