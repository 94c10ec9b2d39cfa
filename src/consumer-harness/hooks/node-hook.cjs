// Preloaded into Node programs, of Node 18 and later: sends what goes to other machines through the proxy of the
// environment, where the Node at hand does not do so itself, and notes the error that nothing caught.
const { appendFileSync } = require("node:fs");
const http = require("node:http");
const { syncBuiltinESMExports } = require("node:module");
const { Duplex, PassThrough, pipeline } = require("node:stream");
const tls = require("node:tls");
const { isMainThread } = require("node:worker_threads");

const proxy = new URL(process.env.HTTPS_PROXY);
const uncaughtFile = process.env.OPENCX_UNCAUGHT_FILE;

function note(word, detail) {
  try {
    const line = `${word} ${String(detail).slice(0, 500)}`;
    appendFileSync(uncaughtFile, `${line.replace(/\s+/g, " ")}\n`);
  } catch {
    // The program goes on without.
  }
}

if (uncaughtFile && isMainThread) {
  note("loaded", `node ${process.pid} ${Date.now()}`);
  process.on("uncaughtExceptionMonitor", (error) => {
    if (process.listenerCount("uncaughtException") === 0)
      note(`uncaught ${process.pid} ${Date.now()}`, error);
  });
}

function isLoopback(host) {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|.*\.localhost)$/i.test(host);
}

function tunnel(host, port, done) {
  const authority = `${host}:${port}`;
  const request = http.request({
    host: proxy.hostname,
    port: proxy.port,
    method: "CONNECT",
    path: authority,
    headers: { host: authority },
    agent: false,
  });
  request.once("error", done);
  request.once("connect", (response, socket) => {
    if (response.statusCode === 200) done(null, socket);
    else done(new Error(`the proxy answered ${response.statusCode}`));
  });
  request.end();
}

/** A stream that carries what is written to it once the tunnel is open, and what says whether that keeps the program running. */
function lazyTunnel(host, port) {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const duplex = Duplex.from({ writable: up, readable: down });
  // A program that gives a request up gets one error, not a second one from the connection.
  duplex._destroy = (error, done) => {
    up.destroy();
    down.destroy();
    done(error);
  };
  let open;
  tunnel(host, port, (error, socket) => {
    open = socket;
    if (error) duplex.destroy(error);
    else pipeline(up, socket, down, (failure) => failure && duplex.destroy(failure));
  });
  return { duplex, hold: (name) => open?.[name]() };
}

/** Whatever speaks TLS opens its connections here: agents of https, http2, the built-in fetch, pools of undici. */
function patchTls() {
  const original = tls.connect;
  tls.connect = (...values) => {
    const options = { ...values.find((value) => typeof value === "object" && value !== null) };
    if (typeof values[0] === "number" || typeof values[0] === "string") options.port = Number(values[0]);
    if (typeof values[1] === "string") options.host = values[1];
    const host = options.host ?? "localhost";
    if (options.socket || options.path || !options.port || isLoopback(host))
      return original.apply(tls, values);
    const done = values.find((value) => typeof value === "function");
    const { duplex, hold } = lazyTunnel(host, options.port);
    const through = { ...options, servername: options.servername || host, socket: duplex };
    const secured = original.apply(tls, [through, done]);
    // Connections that are kept for later requests must not keep the program from its end.
    for (const name of ["ref", "unref"])
      secured[name] = () => {
        hold(name);
        return secured;
      };
    return secured;
  };
  syncBuiltinESMExports();
}

function patchAgents() {
  const original = http.Agent.prototype.createConnection;
  http.Agent.prototype.createConnection = function (...values) {
    const [target, done] = values;
    const host = target?.host || target?.hostname;
    const isOwn = !host || isLoopback(host) || target.socketPath || this.options?.proxyEnv;
    if (isOwn || typeof done !== "function") return original.apply(this, values);
    tunnel(host, target.port || 80, done);
    return undefined;
  };
}

/** The built-in fetch cannot be imported, but its dispatcher stands under a global symbol. */
function patchFetch() {
  const place = Symbol.for("undici.globalDispatcher.1");
  // Loads the built-in fetch, which sets its dispatcher.
  void globalThis.Response;
  const usual = globalThis[place];
  // Where Node reads the proxy of the environment itself, the dispatcher is of another class.
  if (usual?.constructor.name !== "Agent") return;
  const direct = new usual.constructor({});
  const connect = ({ hostname, port }, done) => tunnel(hostname, port || 80, done);
  const through = new usual.constructor({ connect });
  const dispatch = through.dispatch.bind(through);
  through.dispatch = (options, handler) => {
    const { protocol, hostname } = new URL(options.origin);
    return protocol === "https:" || isLoopback(hostname)
      ? direct.dispatch(options, handler)
      : dispatch(options, handler);
  };
  globalThis[place] = through;
}

patchTls();
patchAgents();
patchFetch();
