import type { Json } from "../../../json/json.ts";

/** What becomes of a string: the end of an effect's name, what the provider does, and how. */
export type StringChange = readonly [name: string, description: string, change: (text: string) => Json];
