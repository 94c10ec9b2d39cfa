import { type Interaction, interactionName, type Pact } from "./interaction.ts";

/** What is the matter with an interaction, before it is named. */
export interface Remark {
  /** `<area>/<what>`, and it keeps its meaning. */
  readonly id: string;
  readonly level: "error" | "warning";
  /** JSON pointer into the pact. */
  readonly place: string;
  /** JSON pointer into the OpenAPI document; empty where the document says nothing about it. */
  readonly documentPlace: string;
  /** One line: what is the matter. */
  readonly message: string;
  /** One line: what to do about it. */
  readonly remedy: string;
}

/** One thing that was found about an interaction of a pact. */
export interface InteractionFinding extends Omit<Remark, "place"> {
  /** "<consumer>: <description>", with its provider states. */
  readonly interaction: string;
  /** File or URL of the pact, `#` and the JSON pointer of the place in it. */
  readonly pactPlace: string;
}

/** The remark about this interaction of this pact. */
export function findingOf(pact: Pact, interaction: Interaction, remark: Remark): InteractionFinding {
  const { id, level, place, ...rest } = remark;
  const name = interactionName(pact, interaction);
  return { id, level, interaction: name, pactPlace: `${pact.source}#${place}`, ...rest };
}

/** A finding as a person reads it. */
export function findingText(it: InteractionFinding): string {
  const { level, id, interaction, message, pactPlace, documentPlace, remedy } = it;
  const places = documentPlace === "" ? pactPlace : `${pactPlace}, against ${documentPlace} of the document`;
  return [`${level} ${id}: ${interaction}`, `  ${message}`, `  at ${places}`, `  ${remedy}`].join("\n");
}
