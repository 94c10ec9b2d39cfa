export { type ClientOptions, createClient, type OpenCxClient } from "./client/create-client.ts";
export {
  type ConformanceOptions,
  type ConformanceTarget,
  runConformance,
} from "./conformance.ts";
export type { Contract } from "./contract/contract.ts";
export { UsageError } from "./contract/errors.ts";
export { loadContract } from "./contract/load-contract.ts";
export type { Basis, Outcome, Verdict } from "./contract/words.ts";
export type { RunEvent } from "./engine/run.ts";
export type { RuleResult, RunResult } from "./engine/run-result.ts";
export type { Counterexample } from "./engine/shrink.ts";
export {
  createReferenceProvider,
  type ReferenceProvider,
  type ReferenceProviderOptions,
} from "./reference-provider/create-reference-provider.ts";
export { listen } from "./reference-provider/listen.ts";
export { rules } from "./rules/registry.ts";
export type { Rule } from "./rules/rule.ts";
