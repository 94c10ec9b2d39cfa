import type { Socket } from "node:net";

type Done = (error: Error | null, socket?: Socket) => void;
type Target = {
  host?: string;
  hostname?: string;
  port?: number | string;
  servername?: string;
  socketPath?: string;
};

/**
 * Preloaded into Node programs, of Node 18 and later: sends what goes to other machines through the proxy of the
 * environment, where the Node at hand does not do so itself. Its text is written to a file, so that it may use
 * nothing from outside itself. The built-in fetch cannot be imported, but its dispatcher stands under a global symbol.
 */
function hook(load: NodeJS.Require): void {
  const http = load("node:http") as typeof import("node:http");
  const tls = load("node:tls") as typeof import("node:tls");
  const { Duplex, PassThrough, pipeline } = load("node:stream") as typeof import("node:stream");
  const { isMainThread } = load("node:worker_threads") as typeof import("node:worker_threads");
  const proxy = new URL(process.env.HTTPS_PROXY ?? "");

  const uncaughtFile = process.env.OPENCX_UNCAUGHT_FILE;
  if (uncaughtFile && isMainThread) {
    const { appendFileSync } = load("node:fs") as typeof import("node:fs");
    const note = (word: string, detail: unknown) => {
      try {
        const line = `${word} ${String(detail).slice(0, 500)}`;
        appendFileSync(uncaughtFile, `${line.replace(/\s+/g, " ")}\n`);
      } catch {
        // The program goes on without.
      }
    };
    note("loaded", "node");
    process.on("uncaughtExceptionMonitor", (error) => {
      if (process.listenerCount("uncaughtException") === 0) note("uncaught", error);
    });
  }

  function isLoopback(host: string): boolean {
    return /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|.*\.localhost)$/i.test(host);
  }

  function tunnel(host: string, port: number | string, done: Done): void {
    const authority = `${host}:${port}`;
    const request = http.request({
      host: proxy.hostname,
      port: proxy.port,
      method: "CONNECT",
      path: authority,
      headers: { host: authority },
      agent: false,
    });
    request.once("error", (error) => done(error));
    request.once("connect", (response, socket) => {
      if (response.statusCode === 200) done(null, socket);
      else done(new Error(`the proxy answered ${response.statusCode}`));
    });
    request.end();
  }

  /** A stream that carries what is written to it once the tunnel is open, and what says whether that keeps the program running. */
  function lazyTunnel(host: string, port: number | string) {
    const [up, down] = [new PassThrough(), new PassThrough()];
    const duplex = Duplex.from({ writable: up, readable: down });
    // A program that gives a request up gets one error, not a second one from the connection.
    duplex._destroy = (error, done) => {
      up.destroy();
      down.destroy();
      done(error);
    };
    let open: Socket | undefined;
    tunnel(host, port, (error, socket) => {
      open = socket;
      if (error || socket === undefined) duplex.destroy(error ?? undefined);
      else pipeline(up, socket, down, (failure) => failure && duplex.destroy(failure));
    });
    return { duplex, hold: (name: "ref" | "unref") => open?.[name]() };
  }

  /** Whatever speaks TLS opens its connections here: agents of https, http2, the built-in fetch, pools of undici. */
  function patchTls(): void {
    const original = tls.connect as (...values: unknown[]) => unknown;
    (tls as { connect: unknown }).connect = (...values: unknown[]) => {
      const given = values.filter((value) => typeof value === "object" && value !== null) as Target[];
      const options = { ...given[0] } as Target & { socket?: unknown; path?: string };
      if (typeof values[0] === "number" || typeof values[0] === "string") options.port = Number(values[0]);
      if (typeof values[1] === "string") options.host = values[1];
      const host = options.host ?? "localhost";
      if (options.socket || options.path || !options.port || isLoopback(host))
        return original.apply(tls, values);
      const done = values.find((value) => typeof value === "function");
      const { duplex, hold } = lazyTunnel(host, options.port);
      const through = { ...options, servername: options.servername || host, socket: duplex };
      const secured = original.apply(tls, [through, done]) as Record<"ref" | "unref", () => object>;
      // Connections that are kept for later requests must not keep the program from its end.
      for (const name of ["ref", "unref"] as const)
        secured[name] = () => {
          hold(name);
          return secured;
        };
      return secured;
    };
    (load("node:module") as typeof import("node:module")).syncBuiltinESMExports();
  }

  patchTls();

  const agents = http.Agent.prototype as unknown as { createConnection: (...values: unknown[]) => unknown };
  const original = agents.createConnection;
  agents.createConnection = function (this: { options?: { proxyEnv?: unknown } }, ...values: unknown[]) {
    const [target, done] = values as [Target, Done];
    const host = target?.host || target?.hostname;
    const isOwn = !host || isLoopback(host) || target.socketPath || this.options?.proxyEnv;
    if (isOwn || typeof done !== "function") return original.apply(this, values);
    tunnel(host, target.port || 80, done);
    return undefined;
  };

  const global = globalThis as unknown as Record<symbol, { constructor: new (options: object) => object }>;
  const place = Symbol.for("undici.globalDispatcher.1");
  // Loads the built-in fetch, which sets its dispatcher.
  void globalThis.Response;
  const usual = global[place];
  // Where Node reads the proxy of the environment itself, the dispatcher is of another class.
  if (usual?.constructor.name !== "Agent") return;
  type Dispatcher = { dispatch(options: { origin: string | URL }, handler: object): boolean };
  const direct = new usual.constructor({}) as Dispatcher;
  const connect = ({ hostname, port }: { hostname: string; port: string }, done: Done) =>
    tunnel(hostname, port || 80, done);
  const through = new usual.constructor({ connect }) as Dispatcher;
  const dispatch = through.dispatch.bind(through);
  through.dispatch = (options, handler) => {
    const { protocol, hostname } = new URL(options.origin);
    return protocol === "https:" || isLoopback(hostname)
      ? direct.dispatch(options, handler)
      : dispatch(options, handler);
  };
  global[place] = through as unknown as (typeof global)[symbol];
}

/** The text of the file that Node programs preload. */
export const nodeHookSource = `(${hook.toString()})(require);\n`;
