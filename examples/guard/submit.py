"""
Send requests through a guard: what is rejected, unpriced or too dear never leaves the house.

Wrap the one function of your code that submits. Everything else, such as polling for the result,
stays as it is.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lightmeter import Amount, Guard


class Submitter:
    """
    Submits requests to one provider.

    Attributes:
        guard: Shared by everything that spends from the same limit.
    """

    def __init__(self, guard: Guard, *, provider: str, url: str, key: str) -> None:
        """
        Set up; nothing is sent yet.

        Args:
            guard: Over the run.
            provider: As lightmeter calls it.
            url: To post to.
            key: Of the provider's API, from the environment and never from a file of requests.
        """
        self.guard = guard
        self._provider = provider
        self._url = url
        self._key = key

    def submit(self, payload: Mapping[str, Any], *, idempotency_key: str) -> Any:
        """
        Submit one request.

        Returns:
            The provider's answer.

        Raises:
            RefusedError: If the guard does not let it pass; nothing was sent then.
            URLError: If no answer came; the request may have been charged, and stays counted.
        """
        headers = {"Authorization": f"Bearer {self._key}", "Idempotency-Key": idempotency_key}

        # 1. Nothing is sent before this line, and what it lets pass is counted at once.
        ticket = self.guard.admit(payload, provider=self._provider, headers=headers)

        # 2. What is sent is the completed payload, the very one that was priced.
        request = urllib.request.Request(  # noqa: S310 - the address is the caller's own
            self._url,
            data=json.dumps(ticket.payload).encode(),
            headers={**headers, "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 - as above
                answer = json.load(response, parse_float=Decimal)
        except urllib.error.HTTPError as error:
            # 3. The provider has refused it, so nothing is charged. Any other failure says nothing
            #    of that, and what was counted stays counted.
            if error.code in (400, 401):
                ticket.release()
            raise

        # 4. What was really charged, where the answer says it.
        charged = charge_in(answer)
        if charged is not None:
            ticket.settle(Amount(charged, ticket.estimate.currency))
        return answer


def charge_in(answer: Any) -> Decimal | None:
    """What finished work was charged, or None: of work that is queued a 0 says nothing."""
    if not isinstance(answer, dict) or answer.get("status") != "succeeded":
        return None
    charged = answer.get("cost_actual")
    if isinstance(charged, bool) or not isinstance(charged, int | Decimal) or charged <= 0:
        return None
    return Decimal(charged)
