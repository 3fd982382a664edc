from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from lightmeter.report.display import show
from lightmeter.report.xml_text import attributes, clean, content

_TEXTS = st.text() | st.text("a&<>\"'\n\t\x00\ud800")


@given(_TEXTS, _TEXTS)
def test_texts_are_written_as_the_standard_library_writes_them(value: str, text: str) -> None:
    """What stands in an attribute, and what stands between tags."""
    element = ET.Element("a", {"b": clean(show(value))})
    element.text = f"{clean(text)}."

    written = f"<a{attributes(b=value)}>{content(element.text)}</a>"
    assert written == ET.tostring(element, encoding="unicode")


def test_attributes() -> None:
    """They are on one line, and hold nothing that XML cannot hold."""
    assert attributes(a="1", b='<&">') == ' a="1" b="&lt;&amp;&quot;&gt;"'
    assert attributes(a="x\ty\n\x00") == ' a="x\\ty\\n\\x00"'
    assert attributes() == ""
