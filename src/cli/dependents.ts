import { UsageError } from "../usage-error.ts";
import { type Flags, typedName } from "./flag.ts";
import { type CommandName, commandFlags } from "./flags.ts";

type OptionOf<N extends CommandName> = keyof (typeof commandFlags)[N] & string;

/** Options that do nothing unless one of others is given. */
interface Dependents<O extends string> {
  readonly options: readonly O[];
  readonly needs: readonly O[];
  /** They are a mistake in the environment and the configuration file as well; others may stand there for other runs. */
  readonly wherever?: true;
}

const OF_YOUR_PROVIDER = [
  "token",
  "tokenCommand",
  "readOnlyToken",
  "header",
  "cert",
  "insecure",
  "start",
  "wait",
] as const;
const signing = { options: ["key", "validDays"], needs: ["certificate"] } as const;
const reporting = { options: ["reportDir"], needs: ["report"] } as const;
const credentials = {
  options: ["brokerToken", "brokerUsername", "brokerPassword"],
  needs: ["brokerUrl"],
} as const;

const dependents: { readonly [N in CommandName]?: readonly Dependents<OptionOf<N>>[] } = {
  provider: [
    // The embedded provider is judged only where nothing points to another one: a variable that is missing in CI must
    // not turn a run into one that is green for ever.
    {
      options: [
        ...OF_YOUR_PROVIDER,
        "ca",
        "session",
        "ticketingSink",
        "name",
        "providerVersion",
        "rateLimit",
      ],
      needs: ["url", "evidence", "har"],
      wherever: true,
    },
    { options: ["providerVersion"], needs: ["certificate", "evidenceLog"] },
    signing,
    reporting,
  ],
  consumer: [
    { options: ["host", "for"], needs: ["listen"] },
    { options: ["consumerVersion"], needs: ["certificate", "evidenceLog"] },
    signing,
    reporting,
  ],
  mock: [{ options: ["area"], needs: ["listFaults", "listVariants"] }],
  "pact verify": [
    { options: OF_YOUR_PROVIDER, needs: ["url"], wherever: true },
    { options: ["providerVersion", "buildUrl"], needs: ["publish"] },
    credentials,
  ],
  "pact compare": [credentials],
  "pact can-i-deploy": [{ options: ["retryInterval"], needs: ["retryWhileUnknown"] }],
  diff: [reporting],
  "report merge": [reporting],
};

/**
 * Refuses options that would do nothing; `origins` says where each one that is given stands.
 * @throws UsageError
 */
export function checkDependents(
  command: CommandName,
  options: Readonly<Record<string, unknown>>,
  origins: ReadonlyMap<string, string>,
): void {
  const flags: Flags = commandFlags[command];
  for (const { options: some, needs, wherever } of dependents[command] ?? []) {
    if (needs.some((each) => options[each])) continue;
    const idle = some.find(
      (each) => options[each] && origins.has(each) && (wherever || origins.get(each) === typedName(each)),
    );
    if (idle === undefined) continue;
    const given = origins.get(idle);
    const needed = needs.map(
      (each) => `${typedName(each)}${flags[each]?.env ? ` (${flags[each].env})` : ""}`,
    );
    throw new UsageError(
      "needs-another",
      `${given} needs ${new Intl.ListFormat("en", { type: "disjunction" }).format(needed)}`,
      `give that as well, or leave ${given} out`,
    );
  }
}
