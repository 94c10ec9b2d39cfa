import { ownIds } from "../judge/own-ids.ts";
import { defineRule } from "../rule.ts";

export const messagesOwnId = defineRule({
  id: "messages/own-id",
  basis: "implied",
  title: "every accepted message gets an id of its own",
  source: "good practice",
  scenarios: ["merge", "messages", "together-session-keys", "sequences", "long-conversation"],
  judge: ownIds,
});
