import type { Script } from "../evidence/case.ts";
import type { Step } from "../evidence/step.ts";

/** The same script under another tag: its keys, texts and contacts are new, so that it meets nothing it left before. */
export function retag(script: Script, tag: string): Script {
  const steps = JSON.parse(JSON.stringify(script.steps).replaceAll(script.tag, tag)) as Step[];
  return { ...script, tag, steps };
}
