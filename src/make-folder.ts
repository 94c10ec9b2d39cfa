import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and those above it, where they do not exist. Folder by folder: where the parent is none that files can be
 * made in, Node's own recursive way may never end.
 * @throws Error of Node where it cannot be made
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(resolve(folder));
  makeFolder(parent);
  accessSync(parent, constants.W_OK);
  mkdirSync(folder);
}
