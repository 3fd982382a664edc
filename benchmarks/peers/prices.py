"""What libraries of prices know offline."""

from collections.abc import Callable

__all__ = ["make_genai_prices", "make_litellm"]


def make_litellm() -> tuple[str, Callable[[], object]]:
    """Price one image by size and quality with litellm."""
    from litellm.cost_calculator import default_image_cost_calculator

    def call() -> object:
        return default_image_cost_calculator(
            "gpt-image-1", "openai", quality="medium", n=1, size="1024x1536"
        )

    call()
    return "one image of OpenAI's gpt-image-1 by size and quality, as a float; checks nothing", call


def make_genai_prices() -> tuple[str, Callable[[], object]]:
    """Price tokens of a text model with genai-prices, which prices no images."""
    from genai_prices import Usage, calc_price

    usage = Usage(input_tokens=1000, output_tokens=100)

    def call() -> object:
        return calc_price(usage, model_ref="gpt-4o", provider_id="openai")

    call()
    return "not the same work: tokens of a text model after the call, exact; knows no images", call
