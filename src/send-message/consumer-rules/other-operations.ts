import { defineConsumerRule } from "./consumer-rule.ts";

/** Operations that are named; a program may make up paths without end. */
const NAMED = 20;

/** Ids are others in each run, and say nothing about the operation. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

export const consumerOtherOperations = defineConsumerRule({
  id: "consumer/other-operations",
  basis: "open",
  title: "what it asks of the API that the sandbox does not know and answers with a 404",
  source: "good practice",
  otherwise: "it called only what the sandbox knows",
  judge: ({ requests }) => {
    const unknown = requests.filter(({ exchange }) => exchange.operation === undefined);
    if (unknown.length === 0) return { checked: 0, violations: [] };
    const names = unknown.map(
      ({ exchange: { request } }) =>
        `${request.method} ${request.path.replace(/\?.*/s, "").replace(UUID, "{id}").slice(0, 120)}`,
    );
    return { checked: unknown.length, violations: [], observed: [...new Set(names)].sort().slice(0, NAMED) };
  },
});
