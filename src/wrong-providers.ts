import { faults, findFault } from "./lab/faults/registry.ts";
import { findVariant, variants } from "./lab/variants/registry.ts";
import { createVariant } from "./lab/variants/variant.ts";
import {
  createReferenceProvider,
  type ReferenceProvider,
  type ReferenceProviderOptions,
} from "./send-message/reference-provider/create-reference-provider.ts";

/** Defects that can be planted, by name, and what the provider does then. */
export const faultNames: Readonly<Record<string, string>> = Object.fromEntries(
  faults.map(({ name, description }) => [name, description]),
);

/** Sound providers that differ in what the page leaves open, by name, and what they do. */
export const variantNames: Readonly<Record<string, string>> = Object.fromEntries(
  variants.map(({ name, description }) => [name, description]),
);

/** A provider with one planted defect, against which to try one's own tests. @throws UsageError for a name that is not known */
export function createFaultyProvider(
  fault: string,
  options: Omit<ReferenceProviderOptions, "behaviour"> = {},
): ReferenceProvider {
  return createReferenceProvider({ ...options, behaviour: findFault(fault).behave() });
}

/** A sound provider of another kind, which one's own tests must accept. @throws UsageError for a name that is not known */
export function createVariantProvider(
  variant: string,
  options: ReferenceProviderOptions = {},
): ReferenceProvider {
  return createVariant(findVariant(variant), options);
}
