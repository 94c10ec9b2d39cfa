import { UsageError } from "../../usage-error.ts";
import { accessVariants } from "./access.ts";
import { answerVariants } from "./answers.ts";
import { historyVariants } from "./histories.ts";
import { readVariants } from "./reads.ts";
import { recordVariants } from "./records.ts";
import { refusedDataVariants } from "./refused-data.ts";
import { requestVariants } from "./requests.ts";
import { tidiedTextVariants } from "./tidied-texts.ts";
import { compose, type Variant } from "./variant.ts";
import { wireFormVariants } from "./wire-forms.ts";

/** Providers that conform, each different in something that the page leaves open, by what that is about. */
export const variantsByArea: Readonly<Record<string, readonly Variant[]>> = {
  answers: answerVariants,
  requests: requestVariants,
  limits: refusedDataVariants,
  records: recordVariants,
  reads: readVariants,
  messages: historyVariants,
  access: accessVariants,
  transport: wireFormVariants,
  texts: tidiedTextVariants,
};

export const variants: readonly Variant[] = Object.values(variantsByArea).flat();

/** All pairs of variants that can be had at once. */
export const variantPairs: readonly (readonly [Variant, Variant])[] = variants.flatMap((one, index) =>
  variants.slice(index + 1).flatMap((other) => (areApart(one, other) ? [[one, other] as const] : [])),
);

/**
 * A variant by its name, or several as one: `accepted-202+keys-sorted`.
 * @throws UsageError for a name that is unknown, and for variants about the same thing
 */
export function findVariant(name: string): Variant {
  const names = name.split("+");
  const unknown = names.find((each) => !variants.some((variant) => variant.name === each));
  if (unknown !== undefined) {
    const known = variants.map((variant) => variant.name).join(", ");
    throw new UsageError(`unknown variant "${unknown}"`, `the variants are ${known}`);
  }
  // In the order of the registry, so that what is written is written before it is encoded.
  return variants.filter((variant) => names.includes(variant.name)).reduce(compose);
}

function areApart(one: Variant, other: Variant): boolean {
  return !one.about.some((topic) => other.about.includes(topic));
}
