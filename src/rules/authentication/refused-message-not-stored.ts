import { history } from "../judge/messages.ts";
import { defineRule } from "../rule.ts";

export const authenticationRefusedMessageNotStored = defineRule({
  id: "authentication/refused-message-not-stored",
  basis: "implied",
  title: "the message of a request that is refused for its key is not stored",
  source: "Authentication",
  scenarios: ["wrong-keys", "read-only-key"],
  judge: history(
    ["applied"],
    (send, it) => send.fate === "refused" && it.exchange(send.exchange).credential !== "valid",
  ),
});
