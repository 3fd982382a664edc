from jsonschema import Draft202012Validator

from lightmeter.settings.keys import KEYS
from lightmeter.settings.schema import settings_schema

SCHEMA = settings_schema()


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_it_has_every_key_with_its_meaning_and_its_default() -> None:
    properties = SCHEMA["properties"]

    assert list(properties) == [key.name for key in KEYS]
    for key in KEYS:
        assert properties[key.name]["description"] == key.meaning
        assert properties[key.name].get("default") == key.default


def test_tables_have_keys_of_their_own_and_no_others() -> None:
    properties = SCHEMA["properties"]
    fix, suppress = properties["fix"], properties["suppress"]["items"]

    assert list(fix["properties"]) == ["unsafe", "fixable", "unfixable"]
    assert suppress["required"] == ["rules"]
    assert (fix["additionalProperties"], suppress["additionalProperties"]) == (False, False)
    assert SCHEMA["additionalProperties"] is False


def test_every_default_is_valid() -> None:
    defaults = {key.name: key.default for key in KEYS if key.default is not None}

    assert Draft202012Validator(SCHEMA).is_valid(defaults)
