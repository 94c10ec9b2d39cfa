import type { TargetOptions } from "./flags.ts";
import { startProvider } from "./start-provider.ts";
import { type Opened, openTarget } from "./target.ts";
import { waitForProvider } from "./wait-for-provider.ts";

/** How long a provider that the suite starts may take to answer, in milliseconds. */
const DEFAULT_START_MS = 60_000;

/**
 * A provider that answers: started where the options say how, and waited for. Closing it ends what was started.
 * @throws UsageError, and UnavailableError where it does not answer in time
 */
export async function openReadyTarget(
  options: TargetOptions,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Opened> {
  const opened = await openTarget(options, environment);
  const started = options.start === undefined ? undefined : startProvider(options.start);
  const close = async () => {
    await opened.close();
    await started?.stop();
  };
  try {
    const waitMs = options.wait ?? (started === undefined ? 0 : DEFAULT_START_MS);
    await waitForProvider(opened, waitMs, started, signal);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...opened, close };
}
