import { type Design, factorNames, type Row } from "../../src/send-message/scenarios/design/factor.ts";
import { cover } from "./cover.ts";

/** The rows of a design as they are committed: two digits in base 36 for the level of each factor. */
export function encodedRows(design: Design): string[] {
  const names = factorNames(design);
  const digits = (row: Row, name: string) =>
    design.factors[name]!.findIndex((level) => level.name === row[name])
      .toString(36)
      .padStart(2, "0");
  return cover(design).rows.map((row) => names.map((name) => digits(row, name)).join(""));
}

/** A module of rows, one exported list a design. */
export function rowsModule(designs: Readonly<Record<string, Design>>): string {
  return Object.entries(designs)
    .map(
      ([name, design]) =>
        `/** Rows of "${design.id}". */\nexport const ${name}: readonly string[] = ${JSON.stringify(encodedRows(design).join(" "))}.split(" ");\n`,
    )
    .join("\n");
}
