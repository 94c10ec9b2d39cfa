# Found by Python: sends what goes to other machines through the proxy of the environment where a library does not look
# for one itself, which are `http.client` used directly, urllib3, and aiohttp; lets that proxy be trusted where a list of
# authorities is named; and notes the error that nothing caught. The module of this name that Python would have found
# otherwise is loaded after it. Whatever goes wrong here leaves the program as it was.
import os
import sys
import time


def is_own(host):
    return host in ("localhost", "::1", "[::1]") or host.startswith("127.") or host.endswith(".localhost")


def patch_connect(connection):
    original = connection.connect
    proxy = os.environ["HTTPS_PROXY"].split("//")[-1].rsplit(":", 1)

    def connect(self):
        if not self._tunnel_host and not is_own(self.host):
            self.set_tunnel(self.host, self.port)
            self.host, self.port = proxy[0], int(proxy[1])
        return original(self)

    connection.connect = connect


def patch_aiohttp(module):
    original = module.ClientSession.__init__

    def init(self, *values, **options):
        options["trust_env"] = True
        original(self, *values, **options)

    module.ClientSession.__init__ = init


def patch_ssl(module):
    original = module.SSLContext.load_verify_locations
    bundle = os.environ["SSL_CERT_FILE"]

    def load_verify_locations(self, *values, **options):
        original(self, *values, **options)
        original(self, bundle)

    module.SSLContext.load_verify_locations = load_verify_locations


PATCHES = {
    "ssl": patch_ssl,
    "http.client": lambda module: patch_connect(module.HTTPConnection),
    "aiohttp.client": patch_aiohttp,
    "urllib3.connection": lambda module: patch_connect(module.HTTPSConnection),
}


def note(line):
    try:
        with open(os.environ["OPENCX_UNCAUGHT_FILE"], "a") as file:
            file.write(" ".join(line.split())[:500] + "\n")
    except Exception:
        pass


def process_now():
    return "%d %d" % (os.getpid(), time.time() * 1000)


def note_uncaught(kind, error, trace):
    if not issubclass(kind, KeyboardInterrupt):
        note("uncaught %s %s: %s" % (process_now(), kind.__name__, error))
    sys.__excepthook__(kind, error, trace)


class Finder(object):
    def find_spec(self, name, path=None, target=None):
        if name not in PATCHES:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                execute = spec.loader.exec_module

                def exec_module(module):
                    execute(module)
                    PATCHES[name](module)

                spec.loader.exec_module = exec_module
                return spec
        return None


def next_of_this_name():
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
    this = sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # noqa: F401
    except ImportError:
        pass
    finally:
        if this is not None:
            sys.modules.setdefault("sitecustomize", this)


if sys.version_info >= (3, 6):
    for loaded in PATCHES:
        if loaded in sys.modules:
            PATCHES[loaded](sys.modules[loaded])
    sys.meta_path.insert(0, Finder())
    if "OPENCX_UNCAUGHT_FILE" in os.environ:
        note("loaded python " + process_now())
        sys.excepthook = note_uncaught
    next_of_this_name()
