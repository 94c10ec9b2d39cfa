import { redactor } from "../http/redact.ts";
import { isObject, type Json } from "../json/json.ts";
import { UnavailableError } from "../usage-error.ts";
import { brokerSecrets, type PactAccess } from "./access.ts";
import { type Answer, ask, NoAnswer, type Question } from "./ask.ts";
import type { Output } from "./output.ts";
import { jsonOf, refusalHint, refusalText } from "./refusal.ts";

/** The way to one Pact Broker. */
export interface BrokerClient {
  /** A link of the broker as an address on its configured origin: behind a proxy, a broker may call itself otherwise. */
  locate(href: string): URL;
  /** @throws UnavailableError where the broker does not accept it, with the broker's own reason */
  send(url: URL, question?: Question): Promise<Json>;
  /** @throws UnavailableError without any answer */
  try(url: URL, question?: Question): Promise<Answer>;
  /** The target of a link, its template filled in. @throws UnavailableError where there is no such link */
  follow(resource: Json, relation: string, values?: Readonly<Record<string, string>>): URL;
}

/** A client for the broker at `url`; what it has to say goes to `output`. */
export function brokerClient(url: string, access: PactAccess, output: Output): BrokerClient {
  const base = new URL(url);
  const told = new Set<string>();
  // A broker that let one request time out is not waited for again.
  let silent: UnavailableError | undefined;
  const redact = redactor(brokerSecrets(access));

  function unavailable(reason: string, hint: string): UnavailableError {
    return new UnavailableError(redact(`the Pact Broker at ${url}: ${reason}`), hint);
  }

  function locate(href: string): URL {
    if (!URL.canParse(href, url)) throw unavailable(`"${href}" is not a valid link`, "look into the broker");
    const link = new URL(href, base);
    if (link.origin === base.origin) return link;
    if (!told.has(link.origin)) {
      told.add(link.origin);
      output.write(
        `The broker's links name ${link.origin}: their paths are used on ${base.origin}, which was configured.`,
      );
    }
    return new URL(link.pathname + link.search, base);
  }

  async function tryOnce(at: URL, question: Question = {}): Promise<Answer> {
    if (silent !== undefined) throw silent;
    try {
      return await ask(at, access, question);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const failure = unavailable(
        `no answer: ${error.message}`,
        "check its URL and that it is running; --broker-timeout gives it more time",
      );
      if (error.timedOut) silent = failure;
      throw failure;
    }
  }

  return {
    locate,
    try: tryOnce,
    async send(at, question) {
      const answer = await tryOnce(at, question);
      if (answer.status < 200 || answer.status > 299) {
        throw unavailable(refusalText(answer), refusalHint(answer, access));
      }
      const json = jsonOf(answer.text);
      if (json === undefined) {
        throw unavailable(
          "its answer is not JSON",
          "check its URL with its base path: is this a Pact Broker?",
        );
      }
      return json;
    },
    follow(resource, relation, values = {}) {
      const href = hrefOf(resource, relation);
      if (href === undefined) {
        throw unavailable(
          `it offers no link ${relation}`,
          "check its URL with its base path: is this a Pact Broker, of version 2.86 or later?",
        );
      }
      return locate(href.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? "")));
    },
  };
}

/** The address of a link of a HAL resource. */
export function hrefOf(resource: Json | undefined, relation: string): string | undefined {
  const links = isObject(resource) ? resource._links : undefined;
  const link = isObject(links) ? [links[relation]].flat()[0] : undefined;
  return isObject(link) && typeof link.href === "string" ? link.href : undefined;
}
