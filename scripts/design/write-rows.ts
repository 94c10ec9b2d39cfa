import { type Design, encodeRow } from "../../src/send-message/scenarios/design/factor.ts";
import { cover } from "./cover.ts";

/** A module of rows, one exported list a design: two digits in base 36 for the level of each factor. */
export function rowsModule(designs: Readonly<Record<string, Design>>): string {
  return Object.entries(designs)
    .map(([name, design]) => {
      const rows = cover(design).rows.map((row) => encodeRow(design, row));
      return `/** Rows of "${design.id}". */\nexport const ${name}: readonly string[] = ${JSON.stringify(rows.join(" "))}.split(" ");\n`;
    })
    .join("\n");
}
