import { setTimeout } from "node:timers/promises";
import type { Merge as PostgresMerge } from "./postgres.ts";
import type { Merge as SqliteMerge } from "./sqlite.ts";

/** A database on a network answers after this many milliseconds; the one in this process answers at once. */
const ROUND_TRIP_MS = 2;

/** Wrong: reads, merges in the process, writes back. A second send in between reads the old data, and its keys are lost. */
export const readMergeWrite: PostgresMerge = async (on, table, id, data) => {
  const { rows } = await on.query<{ custom_data: object }>(`SELECT custom_data FROM ${table} WHERE id = $1`, [
    id,
  ]);
  await setTimeout(ROUND_TRIP_MS);
  const merged = { ...rows[0]?.custom_data, ...data };
  await on.query(`UPDATE ${table} SET custom_data = $1 WHERE id = $2`, [merged, id]);
};

/** Wrong: builds a path by hand from each key. A key with a quote, a bracket or a dot means another place. */
export const pathFromKey: SqliteMerge = (database, table, id, data) => {
  const set = database.prepare(
    `UPDATE ${table} SET custom_data = json_set(custom_data, ?, json(?)) WHERE id = ?`,
  );
  for (const [key, value] of Object.entries(data)) set.run(`$.${key}`, JSON.stringify(value), id);
};
