from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from lightmeter.packs.load import Shelf
from lightmeter.report.pack_json import render_pack_json

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]


def test_json_has_the_same_entries(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    put(
        "acme/video",
        pack_text(
            models="[models.video]\nfields.'a/b'.maximum = 1",
            body="[fields.'a/b']\ntype = 'integer'\nmaximum = 2",
        ),
    )

    text = render_pack_json(shelf.merged("acme/video", "video"))

    assert text.startswith("""\
{
  "version": 1,
  "pack": "acme/video",
  "model": "video",
  "layers": [
    "acme/video"
  ],
  "entries": [
    {
      "pointer": "/format",
      "value": 1,
      "origin": {
        "file": "acme/video.toml",
        "line": 1,
        "column": 1
      },
      "replaced": []
    },
""")
    assert (
        """\
    {
      "pointer": "/fields/a~1b/maximum",
      "value": 1,
      "origin": {
        "file": "acme/video.toml",
        "line": 8,
        "column": 14
      },
      "replaced": [
        {
          "value": 2,
          "origin": {
            "file": "acme/video.toml",
            "line": 11,
            "column": 1
          }
        }
      ]
    },
"""
        in text
    )
