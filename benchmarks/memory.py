"""How much memory this process holds; imports nothing heavy, so that it can be asked anywhere."""
import sys


def resident(line="VmRSS") -> float:
    "MB held now, or with 'VmHWM' at most so far; where there is no /proc, at most so far."
    try:      # on Linux getrusage would count the parent's memory, which a new process inherits
        with open("/proc/self/status") as status:
            return next(int(text.split()[1]) for text in status if text.startswith(line)) / 1024
    except OSError:
        import resource
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / 2**20 if sys.platform == "darwin" else most / 1024


def peak() -> float:
    "The most that this process has held so far, in MB."
    return resident("VmHWM")
