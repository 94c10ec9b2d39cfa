export {
  type ConformanceOptions,
  type ConformanceTarget,
  runConformance,
} from "./conformance.ts";
export {
  type ConformanceTest,
  conformanceTests,
  type Passed,
  type TargetSource,
} from "./conformance-tests.ts";
export type { Omission } from "./evidence/omission.ts";
export type { KeySource } from "./http/renewable-key.ts";
export type { Basis, Outcome, Verdict } from "./judging/outcome.ts";
export type { Report } from "./reports/report.ts";
export { type ReportOptions, renderReport, reportRun } from "./run-report.ts";
export type { RunEvent } from "./running/run.ts";
export type { Counterexample, RuleResult, RunResult } from "./running/run-result.ts";
export { type ClientOptions, createClient, type OpenCxClient } from "./send-message/client/create-client.ts";
export type { Contract } from "./send-message/contract/contract.ts";
export { loadContract } from "./send-message/contract/load-contract.ts";
export {
  createReferenceProvider,
  type ReferenceProvider,
  type ReferenceProviderOptions,
} from "./send-message/reference-provider/create-reference-provider.ts";
export { listen } from "./send-message/reference-provider/listen.ts";
export { rules } from "./send-message/rules/registry.ts";
export type { Rule } from "./send-message/rules/rule.ts";
export { UsageError } from "./usage-error.ts";
export {
  createFaultyProvider,
  createVariantProvider,
  faultNames,
  variantNames,
} from "./wrong-providers.ts";
