import json

from click.testing import CliRunner

from lightmeter.cli.main import main
from lightmeter.settings.schema import settings_schema


def test_a_schema_is_data_and_nothing_else() -> None:
    result = CliRunner().invoke(main, ["config", "schema"])

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == settings_schema()
    assert result.stdout.endswith("}\n")


def test_what_fits_stands_on_a_line() -> None:
    result = CliRunner().invoke(main, ["config", "schema"])

    assert '      "enum": ["error", "warning", "info", "never"],\n' in result.stdout
