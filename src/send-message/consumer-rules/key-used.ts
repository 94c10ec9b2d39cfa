import { defineConsumerRule } from "./consumer-rule.ts";

export const consumerKeyUsed = defineConsumerRule({
  id: "consumer/key-used",
  basis: "open",
  title: "whether it shows the key that it was given, or one of its own",
  source: "Authentication",
  otherwise: "it showed no key",
  judge: ({ requests }) => {
    const shown = new Set(
      requests.flatMap(({ exchange: { credential } }) =>
        credential === "wrong"
          ? ["one of its own"]
          : credential === "valid" || credential === "lower-case-scheme"
            ? ["the one that it was given"]
            : [],
      ),
    );
    if (shown.size === 0) return { checked: 0, violations: [] };
    return { checked: shown.size, violations: [], observed: [...shown].sort().join(", ") };
  },
});
