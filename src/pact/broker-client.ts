import { stripVTControlCharacters } from "node:util";
import { redactor } from "../http/redact.ts";
import type { Json } from "../json/json.ts";
import { member, objectsAt } from "../json/member.ts";
import { UnavailableError } from "../usage-error.ts";
import { type Answer, ask, type Broker, type PactAccess, type Question } from "./ask.ts";
import type { Output } from "./output.ts";
import { refusalHint, refusalText } from "./refusal.ts";

/** How a broker that is named is reached. */
export type BrokerAccess = PactAccess & { readonly broker: Broker };

export type BrokerClient = ReturnType<typeof brokerClient>;

/** A client for one Pact Broker; what it has to say goes to the output. */
export function brokerClient(url: string, access: PactAccess, output: Output) {
  const { token = "", password = "" } = access.broker ?? {};
  const secrets: [secret: string, name: string][] = [
    [token, "<broker-token>"],
    [password, "<broker-password>"],
  ];
  const redact = redactor(secrets.filter(([secret]) => secret !== ""));
  const named = new Set<string>();

  /** That the broker is of no use, and why. */
  function unavailable(reason: string, hint: string): UnavailableError {
    return new UnavailableError(redact(`the Pact Broker at ${url}: ${reason}`), hint);
  }

  /**
   * The JSON that the broker answers; `look` sees every answer first, also a refusal.
   * @throws UnavailableError without an answer, and where the broker does not accept it, with the broker's own reason
   */
  async function send(
    at: URL,
    question: Question = {},
    look: (answer: Answer) => void = () => {},
  ): Promise<Json> {
    const answer = await ask(`the Pact Broker at ${url}`, at, access, question);
    look(answer);
    if (!answer.ok) throw unavailable(refusalText(answer), refusalHint(answer, access.broker));
    if (answer.json === undefined) throw unavailable("its answer is not JSON", IS_IT_A_BROKER);
    return answer.json;
  }

  /** The target of a link, its template filled in. @throws UnavailableError if the link is missing */
  function follow(resource: Json, relation: string, values: Readonly<Record<string, string>> = {}): URL {
    const href = hrefOf(resource, relation);
    if (href === undefined)
      throw unavailable(
        `it offers no link ${relation}`,
        "check its URL with its base path: is this a Pact Broker, of version 2.86 or later?",
      );
    return locate(href.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? "")));
  }

  /** A link of the broker as an address on its configured origin: behind a proxy, a broker may call itself otherwise. */
  function locate(href: string): URL {
    const [base, link] = [new URL(url), URL.parse(href, url)];
    if (link === null) throw unavailable(`"${href}" is not a valid link`, "look into the broker");
    if (link.origin === base.origin) return link;
    if (!named.has(link.origin)) {
      named.add(link.origin);
      output.write(
        `The broker's links name ${link.origin}: their paths are used on ${base.origin}, which was configured.`,
      );
    }
    return new URL(link.pathname + link.search, base);
  }

  return { send, index: () => send(new URL(url)), follow, locate, unavailable };
}

/** What to do about an answer that no broker gives. */
export const IS_IT_A_BROKER = "check its URL with its base path: is this a Pact Broker?";

/** The address of a link of a HAL resource. */
export function hrefOf(resource: Json | undefined, relation: string): string | undefined {
  const href = member([member(resource, "_links", relation) ?? null].flat()[0], "href");
  return typeof href === "string" ? href : undefined;
}

/** What a broker wants to be read about a pact. */
export interface Notice {
  readonly text: string;
  /** Such as `success` or `error`; empty where it has none. */
  readonly type: string;
  /** Such as `before_verification`, or `after_verification:success_true_published_false`; empty where it holds always. */
  readonly when: string;
}

/** The notices of a resource. */
export function noticesIn(resource: Json | undefined): Notice[] {
  return objectsAt(resource, "notices").map(({ text, type = "", when = "" }) => ({
    text: plainText(text),
    type: String(type),
    when: String(when),
  }));
}

/** A text of a broker without the codes of a terminal. */
export function plainText(text: Json | undefined): string {
  return stripVTControlCharacters(String(text));
}
