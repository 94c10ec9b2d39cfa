import type { Consumer } from "./consumer-pact.ts";
import { acceptedSends, limitedSend, refusedSends } from "./send-interactions.ts";
import { creations, reads } from "./sibling-interactions.ts";

/** Our own client, as the consumers that Pact knows: each has a pact file of its own. */
export const consumers: readonly Consumer[] = [
  { name: "opencx-client", tests: [...acceptedSends, ...refusedSends, ...creations, ...reads] },
  { name: "opencx-client-limited", tests: [limitedSend] },
];
