import { defineConsumerRule } from "./consumer-rule.ts";

export const consumerHttpsOnly = defineConsumerRule({
  id: "consumer/https-only",
  basis: "stated",
  title: "the API's host is called by https, so that nobody on the way reads the key",
  quote: "https://api.open.cx/chat/sessions/{session_id}/send",
  otherwise: "it took the URL of the sandbox, which is on this machine",
  judge: ({ requests }) => {
    const named = requests.filter(
      ({ exchange }) => exchange.origin !== undefined && !isLoopback(exchange.origin),
    );
    return {
      checked: named.length,
      violations: named
        .filter(({ exchange }) => exchange.origin!.startsWith("http:"))
        .map(({ index, exchange }) => ({
          exchanges: [index],
          expected: `https, as in ${exchange.origin!.replace("http:", "https:")}`,
          got: exchange.origin!,
        })),
    };
  },
});

function isLoopback(origin: string): boolean {
  return /^https?:\/\/(localhost|[^/]*\.localhost|127\.[\d.]+|\[::1\])(:|$)/.test(origin);
}
